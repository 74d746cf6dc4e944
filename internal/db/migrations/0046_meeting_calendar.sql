-- +goose Up

-- Who of a committee above attends a meeting of a cell (I10).
CREATE TABLE meeting_visit (
  id          TEXT PRIMARY KEY,
  meeting_id  TEXT NOT NULL REFERENCES meeting_meeting(id),
  unit_id     TEXT NOT NULL REFERENCES org_unit(id), -- the committee that sends him
  person_id   TEXT NOT NULL REFERENCES member_person(id),
  guest_id    TEXT,   -- on the meeting's list of guests, which the cell may shorten
  assigned_by TEXT REFERENCES member_person(id), -- NULL for the program itself
  made_at     BIGINT NOT NULL,
  UNIQUE (meeting_id, person_id)
);
CREATE INDEX meeting_visit_person ON meeting_visit(person_id);
