-- +goose Up

-- What a unit is to reach in a year or in a term of office. Numbers are in
-- hundredths of the measure.
CREATE TABLE target_target (
  id        TEXT PRIMARY KEY,
  unit_id   TEXT NOT NULL REFERENCES org_unit(id),
  parent_id TEXT REFERENCES target_target(id), -- of the committee above that gave it; NULL for one of its own
  year      INTEGER,
  term_id   TEXT REFERENCES org_term(id),
  title     TEXT NOT NULL,
  measure   TEXT NOT NULL,
  value     BIGINT NOT NULL CHECK (value > 0),
  source    TEXT NOT NULL DEFAULT '', -- the data that the result is counted from; '' where it is entered by hand
  state     TEXT NOT NULL CHECK (state IN ('draft', 'set', 'withdrawn')),
  set_on    TEXT,
  reason    TEXT NOT NULL DEFAULT '', -- why it was withdrawn
  version   INTEGER NOT NULL DEFAULT 1,
  CHECK ((year IS NULL) <> (term_id IS NULL)),
  CHECK (state <> 'set' OR set_on IS NOT NULL)
);
CREATE INDEX target_target_unit ON target_target(unit_id);
CREATE UNIQUE INDEX target_target_given ON target_target(parent_id, unit_id) WHERE state <> 'withdrawn';

-- How the value of a target that was set has changed.
CREATE TABLE target_change (
  id        TEXT PRIMARY KEY,
  target_id TEXT NOT NULL REFERENCES target_target(id),
  was       BIGINT NOT NULL,
  value     BIGINT NOT NULL,
  reason    TEXT NOT NULL,
  at        BIGINT NOT NULL
);
CREATE INDEX target_change_target ON target_change(target_id);

-- Results entered by hand: what had been reached by a day.
CREATE TABLE target_result (
  id        TEXT PRIMARY KEY,
  target_id TEXT NOT NULL REFERENCES target_target(id),
  value     BIGINT NOT NULL CHECK (value >= 0),
  on_date   TEXT NOT NULL,
  basis     TEXT NOT NULL, -- the report that says so
  at        BIGINT NOT NULL
);
CREATE INDEX target_result_target ON target_result(target_id, on_date);

CREATE TABLE target_congress (
  id         TEXT PRIMARY KEY,
  unit_id    TEXT NOT NULL REFERENCES org_unit(id),
  ordinal    TEXT NOT NULL DEFAULT '', -- "XII"
  planned_on TEXT NOT NULL,
  held_on    TEXT,
  state      TEXT NOT NULL CHECK (state IN ('planned', 'held', 'cancelled')),
  reason     TEXT NOT NULL DEFAULT '', -- why it was cancelled
  version    INTEGER NOT NULL DEFAULT 1,
  CHECK ((state = 'held') = (held_on IS NOT NULL))
);
CREATE INDEX target_congress_unit ON target_congress(unit_id, planned_on);
CREATE UNIQUE INDEX target_congress_ahead ON target_congress(unit_id) WHERE state = 'planned';

-- The papers that a congress needs, and the day on which each was ready.
CREATE TABLE target_paper (
  id          TEXT PRIMARY KEY,
  congress_id TEXT NOT NULL REFERENCES target_congress(id),
  ordinal     INTEGER NOT NULL,
  title       TEXT NOT NULL,
  done_on     TEXT
);
CREATE INDEX target_paper_congress ON target_paper(congress_id);
