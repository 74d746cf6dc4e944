-- +goose Up

-- A vote of a meeting in which everybody is noted by name.
CREATE TABLE meeting_named (
  id         TEXT PRIMARY KEY,
  meeting_id TEXT NOT NULL REFERENCES meeting_meeting(id),
  item_id    TEXT NOT NULL REFERENCES meeting_item(id),
  question   TEXT NOT NULL,
  matter     TEXT NOT NULL, -- what is decided; gives the share that passes
  state      TEXT NOT NULL CHECK (state IN ('taking', 'recorded', 'dropped')),
  vote_id    TEXT REFERENCES vote_vote(id), -- the result, once it is recorded
  version    INTEGER NOT NULL DEFAULT 1,
  CHECK ((state = 'recorded') = (vote_id IS NOT NULL))
);
CREATE INDEX meeting_named_meeting ON meeting_named(meeting_id);
CREATE INDEX meeting_named_item ON meeting_named(item_id);
CREATE INDEX meeting_named_vote ON meeting_named(vote_id);

-- How one person was noted.
CREATE TABLE meeting_voice (
  named_id  TEXT NOT NULL REFERENCES meeting_named(id),
  person_id TEXT NOT NULL REFERENCES member_person(id),
  choice    TEXT NOT NULL CHECK (choice IN ('', 'favour', 'against', 'other', 'abstain')), -- '': not noted yet
  asked     TEXT NOT NULL DEFAULT '', -- what the person asks to mend of it
  version   INTEGER NOT NULL DEFAULT 1,
  PRIMARY KEY (named_id, person_id)
);
CREATE INDEX meeting_voice_person ON meeting_voice(person_id);
