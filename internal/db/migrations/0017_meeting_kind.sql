-- +goose Up

-- What a thematic meeting, or the thematic part of a regular one, is about:
-- from the difficulty that it starts from to the measures that it ends in.
CREATE TABLE meeting_theme (
  meeting_id  TEXT PRIMARY KEY REFERENCES meeting_meeting(id),
  difficulty  TEXT NOT NULL DEFAULT '', -- of the unit
  topic       TEXT NOT NULL DEFAULT '',
  author_id   TEXT REFERENCES member_person(id), -- who writes the paper
  expert_id   TEXT REFERENCES member_person(id), -- who knows the field and helps, a member
  expert_name TEXT NOT NULL DEFAULT '',          -- … or somebody from outside
  passed_on   TEXT,                              -- the day on which the committee passed the draft
  passed_by   TEXT REFERENCES member_person(id), -- who entered that; NULL: the program itself
  measures    TEXT NOT NULL DEFAULT '',          -- for the work programme, one a line
  version     INTEGER NOT NULL DEFAULT 1,
  CHECK (expert_id IS NULL OR expert_name = ''),
  CHECK (passed_by IS NULL OR passed_on IS NOT NULL)
);
CREATE INDEX meeting_theme_author ON meeting_theme(author_id);
CREATE INDEX meeting_theme_expert ON meeting_theme(expert_id);
CREATE INDEX meeting_theme_passer ON meeting_theme(passed_by);
