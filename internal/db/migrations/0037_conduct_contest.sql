-- +goose Up

-- A code of conduct that a unit wrote down: its name, and the paper that it comes
-- from. Its rules stand by edition; the last edition is in force.
CREATE TABLE campaign_code (
  id         TEXT PRIMARY KEY,
  unit_id    TEXT NOT NULL REFERENCES org_unit(id),
  name       TEXT NOT NULL,
  number     TEXT NOT NULL DEFAULT '', -- of the paper it comes from
  issued_on  TEXT,
  issuer     TEXT NOT NULL DEFAULT '',
  edition    INTEGER NOT NULL DEFAULT 1,
  retired_on TEXT,                     -- since when it is offered no more
  version    INTEGER NOT NULL DEFAULT 1
);
CREATE INDEX campaign_code_unit ON campaign_code(unit_id);

-- The rules of each edition. The same rule has the same line in every edition that
-- keeps its title and measure.
CREATE TABLE campaign_code_rule (
  id      TEXT PRIMARY KEY,
  code_id TEXT NOT NULL REFERENCES campaign_code(id),
  edition INTEGER NOT NULL,
  ordinal INTEGER NOT NULL,
  line    TEXT NOT NULL,
  title   TEXT NOT NULL,
  body    TEXT NOT NULL DEFAULT '',
  measure TEXT NOT NULL CHECK (measure IN ('count', 'percent', 'yes_no')),
  source  TEXT NOT NULL CHECK (source IN ('feedback', 'inspection', 'self', 'survey', 'other')),
  UNIQUE (code_id, edition, ordinal)
);

-- The codes that units keep, from a day on.
CREATE TABLE campaign_code_use (
  id        TEXT PRIMARY KEY,
  unit_id   TEXT NOT NULL REFERENCES org_unit(id),
  code_id   TEXT NOT NULL REFERENCES campaign_code(id),
  span      TEXT NOT NULL CHECK (span IN ('month', 'quarter')),
  from_date TEXT NOT NULL,
  to_date   TEXT,
  version   INTEGER NOT NULL DEFAULT 1
);
CREATE UNIQUE INDEX campaign_code_use_open ON campaign_code_use(unit_id, code_id) WHERE to_date IS NULL;
CREATE INDEX campaign_code_use_code ON campaign_code_use(code_id);

-- The rules of a code that a unit observes, by their lines.
CREATE TABLE campaign_code_watch (
  use_id TEXT NOT NULL REFERENCES campaign_code_use(id),
  line   TEXT NOT NULL,
  PRIMARY KEY (use_id, line)
);

-- The periods of which a unit has written down observations, by the edition then
-- in force.
CREATE TABLE campaign_code_period (
  use_id  TEXT NOT NULL REFERENCES campaign_code_use(id),
  month   TEXT NOT NULL, -- YYYY-MM, the first of the period
  edition INTEGER NOT NULL,
  version INTEGER NOT NULL DEFAULT 1,
  PRIMARY KEY (use_id, month)
);

-- What was observed of a unit; never of a person.
CREATE TABLE campaign_code_observation (
  use_id  TEXT NOT NULL,
  month   TEXT NOT NULL,
  rule_id TEXT NOT NULL REFERENCES campaign_code_rule(id),
  value   INTEGER NOT NULL CHECK (value >= 0),
  note    TEXT NOT NULL DEFAULT '',
  source  TEXT NOT NULL CHECK (source IN ('feedback', 'inspection', 'self', 'survey', 'other')),
  PRIMARY KEY (use_id, month, rule_id),
  FOREIGN KEY (use_id, month) REFERENCES campaign_code_period(use_id, month)
);

-- A contest that a unit holds for everybody at or under it.
CREATE TABLE campaign_contest (
  id          TEXT PRIMARY KEY,
  unit_id     TEXT NOT NULL REFERENCES org_unit(id),
  theme_id    TEXT REFERENCES campaign_theme(id), -- of which campaign it is part
  title       TEXT NOT NULL,
  rules       TEXT NOT NULL,
  entrants    TEXT NOT NULL CHECK (entrants IN ('person', 'unit', 'both')),
  opens_on    TEXT NOT NULL,
  closes_on   TEXT NOT NULL,
  files       INTEGER NOT NULL CHECK (files IN (0, 1)), -- entries may have files
  apart       INTEGER NOT NULL CHECK (apart IN (0, 1)), -- no juror judges an entry of his own unit
  state       TEXT NOT NULL CHECK (state IN ('called', 'scoring', 'decided', 'published', 'cancelled')),
  decision_no TEXT NOT NULL DEFAULT '',
  decision_on TEXT,
  reason      TEXT NOT NULL DEFAULT '', -- why it was called off
  version     INTEGER NOT NULL DEFAULT 1,
  CHECK ((state IN ('decided', 'published')) = (decision_on IS NOT NULL))
);
CREATE INDEX campaign_contest_theme ON campaign_contest(theme_id);
CREATE INDEX campaign_contest_unit ON campaign_contest(unit_id, closes_on);

-- By what its entries are judged.
CREATE TABLE campaign_contest_criterion (
  contest_id TEXT NOT NULL REFERENCES campaign_contest(id),
  ordinal    INTEGER NOT NULL,
  title      TEXT NOT NULL,
  points     INTEGER NOT NULL CHECK (points BETWEEN 1 AND 100), -- at most
  weight     INTEGER NOT NULL CHECK (weight BETWEEN 1 AND 10),
  PRIMARY KEY (contest_id, ordinal)
);

-- What was handed in.
CREATE TABLE campaign_contest_entry (
  id         TEXT PRIMARY KEY,
  contest_id TEXT NOT NULL REFERENCES campaign_contest(id),
  unit_id    TEXT NOT NULL REFERENCES org_unit(id), -- for which it enters
  kind       TEXT NOT NULL CHECK (kind IN ('person', 'unit')),
  person_id  TEXT REFERENCES member_person(id),     -- who handed it in
  authors    TEXT NOT NULL DEFAULT '',              -- in words
  title      TEXT NOT NULL,
  body       TEXT NOT NULL DEFAULT '',
  shared     INTEGER NOT NULL CHECK (shared IN (0, 1)), -- the author agreed that all may read it
  state      TEXT NOT NULL CHECK (state IN ('entered', 'withdrawn')),
  entered_on TEXT NOT NULL,
  place      INTEGER NOT NULL DEFAULT 0,
  prize      TEXT NOT NULL DEFAULT '',
  version    INTEGER NOT NULL DEFAULT 1
);
CREATE INDEX campaign_contest_entry_of ON campaign_contest_entry(contest_id);
CREATE INDEX campaign_contest_entry_person ON campaign_contest_entry(person_id);
CREATE INDEX campaign_contest_entry_unit ON campaign_contest_entry(unit_id);

-- Who judges.
CREATE TABLE campaign_contest_juror (
  contest_id TEXT NOT NULL REFERENCES campaign_contest(id),
  person_id  TEXT NOT NULL REFERENCES member_person(id),
  unit_id    TEXT NOT NULL REFERENCES org_unit(id), -- as one of which
  closed_on  TEXT,                                  -- since when his scores stand
  PRIMARY KEY (contest_id, person_id)
);
CREATE INDEX campaign_contest_juror_person ON campaign_contest_juror(person_id);

-- What a juror gave, in half points.
CREATE TABLE campaign_contest_score (
  entry_id  TEXT NOT NULL REFERENCES campaign_contest_entry(id),
  person_id TEXT NOT NULL REFERENCES member_person(id),
  ordinal   INTEGER NOT NULL,
  halves    INTEGER NOT NULL CHECK (halves >= 0),
  PRIMARY KEY (entry_id, person_id, ordinal)
);
CREATE INDEX campaign_contest_score_person ON campaign_contest_score(person_id);
