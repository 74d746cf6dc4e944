-- +goose Up

-- The review of a year, or of a quarter, in a unit (kiểm điểm, xếp loại).
CREATE TABLE evaluation_review (
  id          TEXT PRIMARY KEY,
  unit_id     TEXT NOT NULL REFERENCES org_unit(id),
  year        INTEGER NOT NULL,
  quarter     INTEGER NOT NULL DEFAULT 0 CHECK (quarter BETWEEN 0 AND 4), -- 0: the whole year
  state       TEXT NOT NULL CHECK (state IN ('open', 'voting', 'sent', 'decided')),
  due         TEXT NOT NULL,            -- the last day for what people write about themselves
  opened_on   TEXT NOT NULL,
  held_on     TEXT,                     -- the day of the meeting that votes
  sent_on     TEXT,
  wanted      TEXT NOT NULL DEFAULT '', -- what the superior asked for when he returned it last
  decision_no TEXT NOT NULL DEFAULT '',
  decision_on TEXT,
  version     INTEGER NOT NULL DEFAULT 1,
  UNIQUE (unit_id, year, quarter),
  CHECK ((state = 'decided') = (decision_on IS NOT NULL))
);

-- What is reviewed: the unit itself, and each of its members.
CREATE TABLE evaluation_file (
  id           TEXT PRIMARY KEY,
  review_id    TEXT NOT NULL REFERENCES evaluation_review(id),
  person_id    TEXT REFERENCES member_person(id), -- NULL: the unit itself
  turn         INTEGER NOT NULL CHECK (turn BETWEEN 0 AND 3), -- the unit, its head, the deputies, the members
  ordinal      INTEGER NOT NULL,
  form         TEXT NOT NULL CHECK (form IN ('unit', '2a', '2b', '2c')),
  suspended    INTEGER NOT NULL DEFAULT 0 CHECK (suspended IN (0, 1)), -- rated without writing
  parts        TEXT NOT NULL DEFAULT '{}', -- what was written, by the key of the part, JSON
  own_level    TEXT NOT NULL DEFAULT '',
  proxy        INTEGER NOT NULL DEFAULT 0 CHECK (proxy IN (0, 1)), -- written by the committee for one who has no device
  submitted_on TEXT,
  facts        TEXT NOT NULL DEFAULT '',   -- of the period, as they stood when the files were laid before the cell, JSON
  proposed     TEXT NOT NULL DEFAULT '',   -- the level that the cell proposes
  vote_id      TEXT REFERENCES vote_vote(id),
  decided      TEXT NOT NULL DEFAULT '',   -- the level that the superior decided
  version      INTEGER NOT NULL DEFAULT 1,
  CHECK ((proposed = '') = (vote_id IS NULL))
);
CREATE UNIQUE INDEX evaluation_file_person ON evaluation_file(review_id, person_id) WHERE person_id IS NOT NULL;
CREATE UNIQUE INDEX evaluation_file_unit ON evaluation_file(review_id) WHERE person_id IS NULL;
CREATE INDEX evaluation_file_of ON evaluation_file(person_id);
CREATE INDEX evaluation_file_vote ON evaluation_file(vote_id);

-- What others say of it: the committee, the mass organisations, the place of residence.
CREATE TABLE evaluation_comment (
  file_id    TEXT NOT NULL REFERENCES evaluation_file(id),
  source     TEXT NOT NULL CHECK (source IN ('committee', 'mass', 'residence')),
  received   INTEGER NOT NULL CHECK (received IN (0, 1)),
  giver      TEXT NOT NULL DEFAULT '',
  body       TEXT NOT NULL DEFAULT '',
  entered_on TEXT NOT NULL,
  version    INTEGER NOT NULL DEFAULT 1,
  PRIMARY KEY (file_id, source)
);
