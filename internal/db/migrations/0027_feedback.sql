-- +goose Up

-- The months that a unit has counted, or of which it has entries; version 0 while
-- nobody entered numbers.
CREATE TABLE feedback_month (
  unit_id TEXT NOT NULL REFERENCES org_unit(id),
  month   TEXT NOT NULL, -- YYYY-MM
  version INTEGER NOT NULL DEFAULT 0,
  PRIMARY KEY (unit_id, month)
);

-- How often the public turned to a unit in a month, beside its entries; what is not
-- there is none.
CREATE TABLE feedback_count (
  unit_id TEXT NOT NULL,
  month   TEXT NOT NULL,
  channel TEXT NOT NULL CHECK (channel IN ('hotline', 'box', 'meeting', 'portal', 'in_person')),
  kind    TEXT NOT NULL CHECK (kind IN ('concern', 'praise', 'proposal')),
  number  INTEGER NOT NULL CHECK (number > 0),
  PRIMARY KEY (unit_id, month, channel, kind),
  FOREIGN KEY (unit_id, month) REFERENCES feedback_month(unit_id, month)
);

-- What somebody of the public said of a unit, and what became of it. No names of
-- the public, of patients or of staff stand in it.
CREATE TABLE feedback_entry (
  id          TEXT PRIMARY KEY,
  unit_id     TEXT NOT NULL REFERENCES org_unit(id), -- who answers it
  counted_id  TEXT NOT NULL, -- for which it is counted: unit_id, or the one that has ended whose heir that is
  month       TEXT NOT NULL, -- of received_on
  received_on TEXT NOT NULL,
  channel     TEXT NOT NULL CHECK (channel IN ('hotline', 'box', 'meeting', 'portal', 'in_person')),
  kind        TEXT NOT NULL CHECK (kind IN ('concern', 'praise', 'proposal')),
  title       TEXT NOT NULL,
  body        TEXT NOT NULL,
  state       TEXT NOT NULL CHECK (state IN ('received', 'assigned', 'answered', 'closed', 'struck')),
  department  TEXT NOT NULL DEFAULT '',             -- who answers: a part of the unit
  person_id   TEXT REFERENCES member_person(id),    -- … or one of it
  due         TEXT,                                 -- by when; NULL while nobody has said
  answer      TEXT NOT NULL DEFAULT '',
  reason      TEXT NOT NULL DEFAULT '',             -- of closing, or striking
  for_members INTEGER NOT NULL DEFAULT 0 CHECK (for_members IN (0, 1)),
  given       INTEGER NOT NULL DEFAULT 0 CHECK (given IN (0, 1)), -- recorded by the level above, which may read it
  meeting_id  TEXT REFERENCES meeting_meeting(id),  -- on whose agenda it stands
  closed_on   TEXT,
  version     INTEGER NOT NULL DEFAULT 1,
  FOREIGN KEY (counted_id, month) REFERENCES feedback_month(unit_id, month),
  CHECK ((state IN ('closed', 'struck')) = (closed_on IS NOT NULL))
);
CREATE INDEX feedback_entry_unit ON feedback_entry(unit_id);
CREATE INDEX feedback_entry_counted ON feedback_entry(counted_id, month);
CREATE INDEX feedback_entry_open ON feedback_entry(due) WHERE closed_on IS NULL;
CREATE INDEX feedback_entry_person ON feedback_entry(person_id);

-- What was done with an entry, and what was said.
CREATE TABLE feedback_step (
  entry_id TEXT NOT NULL REFERENCES feedback_entry(id),
  ordinal  INTEGER NOT NULL, -- the version of the entry that it made
  act      TEXT NOT NULL CHECK (act IN ('answer', 'return', 'close', 'reopen', 'strike')),
  on_date  TEXT NOT NULL,
  words    TEXT NOT NULL,
  PRIMARY KEY (entry_id, ordinal)
);
