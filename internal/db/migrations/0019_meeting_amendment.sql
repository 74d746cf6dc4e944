-- +goose Up

-- The draft of a resolution as it was shared with the cell before the meeting.
CREATE TABLE meeting_draft (
  meeting_id TEXT PRIMARY KEY REFERENCES meeting_meeting(id),
  body       TEXT NOT NULL, -- the document as JSON
  hash       TEXT NOT NULL, -- SHA-256 of body
  shared_by  TEXT REFERENCES member_person(id), -- NULL: the program itself
  shared_at  BIGINT NOT NULL,
  version    INTEGER NOT NULL DEFAULT 1
);
CREATE INDEX meeting_draft_person ON meeting_draft(shared_by);

-- What a member proposes to change in a shared draft.
CREATE TABLE meeting_amendment (
  id          TEXT PRIMARY KEY,
  meeting_id  TEXT NOT NULL REFERENCES meeting_draft(meeting_id),
  ordinal     INTEGER NOT NULL, -- its number among those of the meeting, from 1
  person_id   TEXT NOT NULL REFERENCES member_person(id),
  part        TEXT NOT NULL,    -- the section of the resolution
  words       TEXT NOT NULL,    -- those of the draft that are to be replaced; '' to add to the section
  instead     TEXT NOT NULL,    -- the words instead; '' to strike them out
  reason      TEXT NOT NULL,
  state       TEXT NOT NULL CHECK (state IN ('proposed', 'withdrawn', 'taken', 'passed', 'failed')),
  vote_id     TEXT,             -- by which it passed or failed
  entered     INTEGER NOT NULL DEFAULT 0 CHECK (entered IN (0, 1)), -- it stands in the text
  at          BIGINT NOT NULL,
  version     INTEGER NOT NULL DEFAULT 1,
  UNIQUE (meeting_id, ordinal),
  CHECK (words <> '' OR instead <> ''),
  CHECK ((state IN ('passed', 'failed')) = (vote_id IS NOT NULL)),
  CHECK (entered = 0 OR state IN ('taken', 'passed'))
);
CREATE INDEX meeting_amendment_person ON meeting_amendment(person_id);

-- What is to come onto an agenda later: left by a meeting, or parked by the
-- committee; and what stands on every regular one.
CREATE TABLE meeting_backlog (
  id         TEXT PRIMARY KEY,
  unit_id    TEXT NOT NULL REFERENCES org_unit(id),
  kind       TEXT NOT NULL CHECK (kind IN ('procedural', 'report', 'task', 'study', 'discussion', 'critique', 'vote')),
  title      TEXT NOT NULL,
  minutes    INTEGER NOT NULL DEFAULT 0 CHECK (minutes >= 0), -- 0: not set
  left_id    TEXT REFERENCES meeting_item(id), -- the item that a meeting left
  state      TEXT NOT NULL CHECK (state IN ('waiting', 'repeated', 'seated', 'dropped')),
  item_id    TEXT REFERENCES meeting_item(id), -- what it became on an agenda
  reason     TEXT NOT NULL DEFAULT '', -- why it was dropped
  at         BIGINT NOT NULL,
  version    INTEGER NOT NULL DEFAULT 1,
  CHECK ((state = 'seated') = (item_id IS NOT NULL)),
  CHECK (state <> 'dropped' OR reason <> '')
);
CREATE INDEX meeting_backlog_unit ON meeting_backlog(unit_id, at);
CREATE UNIQUE INDEX meeting_backlog_left ON meeting_backlog(left_id);
