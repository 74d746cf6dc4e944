-- +goose Up

-- Whether somebody called will come, said before the meeting opens. A meeting
-- that was moved asks anew: an answer counts while moved is the meeting's.
CREATE TABLE meeting_reply (
  meeting_id TEXT NOT NULL REFERENCES meeting_meeting(id),
  person_id  TEXT NOT NULL REFERENCES member_person(id),
  answer     TEXT NOT NULL CHECK (answer IN ('coming', 'excused')),
  reason     TEXT NOT NULL DEFAULT '', -- of an excuse; the committee alone reads it
  print      INTEGER NOT NULL DEFAULT 0 CHECK (print IN (0, 1)), -- asks for the papers in print
  moved      INTEGER NOT NULL,
  entered_by TEXT REFERENCES member_person(id), -- who entered it for him; NULL: he himself
  at         BIGINT NOT NULL,
  PRIMARY KEY (meeting_id, person_id)
);
CREATE INDEX meeting_reply_person ON meeting_reply(person_id);

-- What somebody called sends ahead on an item of the agenda.
CREATE TABLE meeting_contribution (
  id         TEXT PRIMARY KEY,
  meeting_id TEXT NOT NULL REFERENCES meeting_meeting(id),
  item_id    TEXT REFERENCES meeting_item(id), -- NULL: on the meeting as a whole
  person_id  TEXT NOT NULL REFERENCES member_person(id),
  body       TEXT NOT NULL,
  entered_by TEXT REFERENCES member_person(id), -- who entered it for him; NULL: he himself
  at         BIGINT NOT NULL,
  removed    INTEGER NOT NULL DEFAULT 0 CHECK (removed IN (0, 1)),
  version    INTEGER NOT NULL DEFAULT 1
);
CREATE INDEX meeting_contribution_meeting ON meeting_contribution(meeting_id);
CREATE INDEX meeting_contribution_person ON meeting_contribution(person_id);

-- The item that a paper of the meeting is for.
CREATE TABLE meeting_item_paper (
  paper_id   TEXT PRIMARY KEY REFERENCES document_attachment(id),
  meeting_id TEXT NOT NULL REFERENCES meeting_meeting(id),
  item_id    TEXT NOT NULL REFERENCES meeting_item(id)
);
CREATE INDEX meeting_item_paper_meeting ON meeting_item_paper(meeting_id);
CREATE INDEX meeting_item_paper_item ON meeting_item_paper(item_id);

-- Who has opened which paper of a meeting. Pages count the rows; nobody reads
-- whose they are.
CREATE TABLE meeting_opened (
  meeting_id TEXT NOT NULL REFERENCES meeting_meeting(id),
  paper_id   TEXT NOT NULL REFERENCES document_attachment(id),
  person_id  TEXT NOT NULL REFERENCES member_person(id),
  at         BIGINT NOT NULL,
  PRIMARY KEY (paper_id, person_id)
);
CREATE INDEX meeting_opened_meeting ON meeting_opened(meeting_id);
CREATE INDEX meeting_opened_person ON meeting_opened(person_id);
