-- +goose Up

-- The months that a unit has counted.
CREATE TABLE feedback_month (
  unit_id TEXT NOT NULL REFERENCES org_unit(id),
  month   TEXT NOT NULL, -- YYYY-MM
  version INTEGER NOT NULL DEFAULT 1,
  PRIMARY KEY (unit_id, month)
);

-- How often the public turned to a unit in a month; what is not there is none.
CREATE TABLE feedback_count (
  unit_id TEXT NOT NULL,
  month   TEXT NOT NULL,
  channel TEXT NOT NULL CHECK (channel IN ('hotline', 'box', 'meeting', 'portal')),
  kind    TEXT NOT NULL CHECK (kind IN ('concern', 'praise', 'proposal')),
  number  INTEGER NOT NULL CHECK (number > 0),
  PRIMARY KEY (unit_id, month, channel, kind),
  FOREIGN KEY (unit_id, month) REFERENCES feedback_month(unit_id, month)
);

-- A list of earlier counts that was read and waits for confirmation. The file
-- is not kept.
CREATE TABLE feedback_import (
  id        TEXT PRIMARY KEY,
  unit_id   TEXT NOT NULL REFERENCES org_unit(id),
  file_name TEXT NOT NULL,
  body      TEXT NOT NULL, -- the rows as read, JSON; emptied when done
  state     TEXT NOT NULL CHECK (state IN ('read', 'done', 'dropped')),
  months    INTEGER NOT NULL DEFAULT 0, -- how many it counted, once it is done
  made_at   BIGINT NOT NULL,
  version   INTEGER NOT NULL DEFAULT 1
);
CREATE INDEX feedback_import_unit ON feedback_import(unit_id, made_at);
