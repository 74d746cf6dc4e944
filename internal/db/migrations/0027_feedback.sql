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
