-- +goose Up
-- Who was admitted into the Party in a unit in former years, as a list of it says: a
-- figure counts those of whom no record of a member of the unit tells it already.

CREATE TABLE member_past (
  id           TEXT PRIMARY KEY,
  unit_id      TEXT NOT NULL REFERENCES org_unit(id),   -- the cell that admitted him
  person_id    TEXT REFERENCES member_person(id),       -- the member whose record tells of it; NULL: known by name alone
  name         TEXT NOT NULL,
  sort_key     TEXT NOT NULL,
  folded       TEXT NOT NULL,
  birth        TEXT,
  nominated_on TEXT,
  decided_on   TEXT,
  decision_no  TEXT NOT NULL DEFAULT '',
  admitted_on  TEXT NOT NULL,                           -- the ceremony; may be a year or a month
  official_on  TEXT,
  mentor       TEXT NOT NULL DEFAULT '',                -- as the list names him
  struck_for   TEXT NOT NULL DEFAULT '',                -- why the entry was a mistake
  version      INTEGER NOT NULL DEFAULT 1
);
CREATE INDEX member_past_unit ON member_past(unit_id, admitted_on);
CREATE INDEX member_past_person ON member_past(person_id) WHERE person_id IS NOT NULL;
