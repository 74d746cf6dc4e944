-- +goose Up

-- The meetings that a unit plans for a year: the day, and the topic of a
-- thematic one. A meeting that is prepared is a record of its own.
CREATE TABLE meeting_year (
  id       TEXT PRIMARY KEY,
  unit_id  TEXT NOT NULL REFERENCES org_unit(id),
  year     INTEGER NOT NULL,
  kind     TEXT NOT NULL CHECK (kind IN ('regular', 'thematic')),
  month    TEXT NOT NULL, -- YYYY-MM: the month that it is the meeting of
  held_on  TEXT NOT NULL,
  topic    TEXT NOT NULL DEFAULT '', -- of a thematic one
  version  INTEGER NOT NULL DEFAULT 1,
  CHECK (kind = 'thematic' OR topic = '')
);
CREATE INDEX meeting_year_unit ON meeting_year(unit_id, year);
CREATE UNIQUE INDEX meeting_year_once ON meeting_year(unit_id, month, kind);
