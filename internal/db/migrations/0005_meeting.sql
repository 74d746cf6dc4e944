-- +goose Up

-- Files are stored under their SHA-256; names are only columns.
CREATE TABLE document_file (
  hash  TEXT PRIMARY KEY,
  size  BIGINT NOT NULL,
  type  TEXT NOT NULL,
  at    BIGINT NOT NULL
);

CREATE TABLE document_attachment (
  id         TEXT PRIMARY KEY,
  unit_id    TEXT NOT NULL REFERENCES org_unit(id),
  kind       TEXT NOT NULL,  -- the record it belongs to: 'meeting', 'meeting_deed'
  subject_id TEXT NOT NULL,
  name       TEXT NOT NULL,
  hash       TEXT NOT NULL REFERENCES document_file(hash),
  scan       INTEGER NOT NULL CHECK (scan IN (0, 1)), -- holds no text that could be read; declared free of secrets
  added_by   TEXT REFERENCES member_person(id), -- NULL: the program itself, or somebody forgotten
  added_at   BIGINT NOT NULL,
  removed_at BIGINT
);
CREATE INDEX document_attachment_subject ON document_attachment(kind, subject_id);
CREATE INDEX document_attachment_person ON document_attachment(added_by);

CREATE TABLE task_task (
  id          TEXT PRIMARY KEY,
  unit_id     TEXT NOT NULL REFERENCES org_unit(id),
  title       TEXT NOT NULL,
  measure     TEXT NOT NULL DEFAULT '', -- what shows that it is done
  assignee_id TEXT NOT NULL REFERENCES member_person(id),
  due         TEXT NOT NULL,
  state       TEXT NOT NULL CHECK (state IN ('assigned', 'reported', 'done', 'cancelled')),
  percent     INTEGER CHECK (percent BETWEEN 0 AND 100), -- as the assignee last put it
  asked_due   TEXT,                     -- the later day that the assignee asks for
  result      TEXT NOT NULL DEFAULT '', -- the assignee's last report
  reported_on TEXT,
  evaluation  TEXT NOT NULL DEFAULT '' CHECK (evaluation IN ('', 'done_well', 'done', 'late', 'not_done')),
  lesson      TEXT NOT NULL DEFAULT '', -- what is learnt from it
  origin_kind TEXT NOT NULL DEFAULT '', -- the record that it comes from: 'meeting'; '' from the committee itself
  origin_id   TEXT NOT NULL DEFAULT '',
  assigned_on TEXT NOT NULL,
  done_on     TEXT,                     -- the day of the verdict
  version     INTEGER NOT NULL DEFAULT 1,
  CHECK (due >= assigned_on),
  CHECK (asked_due IS NULL OR state = 'assigned'),
  CHECK ((state = 'done') = (done_on IS NOT NULL)),
  CHECK ((state = 'done') = (evaluation <> ''))
);
CREATE INDEX task_task_unit ON task_task(unit_id, due);
CREATE INDEX task_task_assignee ON task_task(assignee_id, due);
CREATE INDEX task_task_origin ON task_task(origin_kind, origin_id);
CREATE INDEX task_task_open ON task_task(due, unit_id) WHERE state IN ('assigned', 'reported');

-- A task's timeline: what was done to it, by whom, with which words.
CREATE TABLE task_step (
  id          TEXT PRIMARY KEY,
  task_id     TEXT NOT NULL REFERENCES task_task(id),
  action      TEXT NOT NULL CHECK (action IN ('assign', 'progress', 'ask', 'decline', 'report', 'return', 'accept', 'extend', 'urge', 'help', 'reassign', 'cancel')),
  person_id   TEXT REFERENCES member_person(id), -- who did it; NULL for the program itself
  assignee_id TEXT NOT NULL REFERENCES member_person(id), -- whose task it is after the step
  note        TEXT NOT NULL DEFAULT '',
  due         TEXT,    -- the day that the step set or asked for, if any
  percent     INTEGER, -- of progress, if said
  at          BIGINT NOT NULL
);
CREATE INDEX task_step_task ON task_step(task_id, at);
CREATE INDEX task_step_person ON task_step(person_id);
CREATE INDEX task_step_assignee ON task_step(assignee_id);

CREATE TABLE meeting_meeting (
  id          TEXT PRIMARY KEY,
  unit_id     TEXT NOT NULL REFERENCES org_unit(id),
  kind        TEXT NOT NULL CHECK (kind IN ('regular', 'thematic', 'committee', 'extraordinary', 'congress')),
  combined    INTEGER NOT NULL DEFAULT 0 CHECK (combined IN (0, 1)), -- a regular one with a thematic part in the same sitting
  why         TEXT NOT NULL DEFAULT '', -- why it is held as it is: out of turn, both parts in one sitting
  month       TEXT NOT NULL,  -- YYYY-MM: the month that it is the meeting of
  held_on     TEXT NOT NULL,
  starts_at   TEXT NOT NULL,  -- HH:MM
  opened_at   TEXT NOT NULL DEFAULT '',
  closed_at   TEXT NOT NULL DEFAULT '',
  place       TEXT NOT NULL,
  chair_id    TEXT REFERENCES member_person(id),
  minuter_id  TEXT REFERENCES member_person(id),
  state       TEXT NOT NULL CHECK (state IN ('preparing', 'announced', 'open', 'closed', 'finished', 'reported', 'cancelled')),
  announced_at BIGINT,                  -- when its notice went out last; NULL before
  moved       INTEGER NOT NULL DEFAULT 0, -- how often it was moved after that
  reported_on TEXT,                     -- the day on which it was reported upward
  summary     TEXT NOT NULL DEFAULT '', -- remarks that the minutes carry at their end
  version     INTEGER NOT NULL DEFAULT 1,
  CHECK (combined = 0 OR kind = 'regular')
);
CREATE INDEX meeting_meeting_unit ON meeting_meeting(unit_id, held_on);
CREATE UNIQUE INDEX meeting_meeting_regular ON meeting_meeting(unit_id, month) WHERE kind = 'regular' AND state <> 'cancelled';

CREATE TABLE meeting_item (
  id           TEXT PRIMARY KEY,
  meeting_id   TEXT NOT NULL REFERENCES meeting_meeting(id),
  ordinal      INTEGER NOT NULL,
  key          TEXT NOT NULL DEFAULT '', -- the rulebook's key, '' for an item of the cell's own
  directive_id TEXT,                     -- the document from above that is studied under it
  report_id    TEXT,                     -- the self-reflection report that is heard under it
  topic_id     TEXT,                     -- the topic paper that is presented under it
  kind         TEXT NOT NULL CHECK (kind IN ('procedural', 'attendance', 'report', 'task', 'study', 'discussion', 'critique', 'vote', 'score')),
  title        TEXT NOT NULL,
  minutes      INTEGER NOT NULL DEFAULT 0 CHECK (minutes >= 0), -- 0: not set
  presenter_id TEXT REFERENCES member_person(id),
  content      TEXT NOT NULL DEFAULT '', -- what was presented, for the minutes
  conclusion   TEXT NOT NULL DEFAULT '',
  exemplary    TEXT NOT NULL DEFAULT '', -- the chair's words on what sets an example
  to_mend      TEXT NOT NULL DEFAULT '', -- … and on what is to be mended
  no_conclusion_reason TEXT NOT NULL DEFAULT '',
  removed      INTEGER NOT NULL DEFAULT 0 CHECK (removed IN (0, 1)),
  version      INTEGER NOT NULL DEFAULT 1
);
CREATE INDEX meeting_item_meeting ON meeting_item(meeting_id, ordinal);
CREATE UNIQUE INDEX meeting_item_report ON meeting_item(report_id, meeting_id) WHERE removed = 0; -- once on an agenda
CREATE UNIQUE INDEX meeting_item_topic ON meeting_item(topic_id, meeting_id) WHERE removed = 0;

-- Who was called to a meeting, as what, and whether they came.
CREATE TABLE meeting_attendance (
  meeting_id TEXT NOT NULL REFERENCES meeting_meeting(id),
  person_id  TEXT NOT NULL REFERENCES member_person(id),
  post       TEXT NOT NULL DEFAULT '', -- his post in the unit that day
  status     TEXT NOT NULL CHECK (status IN ('official', 'probationary')),
  state      TEXT NOT NULL DEFAULT '' CHECK (state IN ('', 'exempt', 'away', 'visiting', 'suspended', 'detained')),
  mark       TEXT NOT NULL DEFAULT '' CHECK (mark IN ('', 'present', 'excused', 'unexcused')),
  version    INTEGER NOT NULL DEFAULT 1,
  PRIMARY KEY (meeting_id, person_id)
);
CREATE INDEX meeting_attendance_person ON meeting_attendance(person_id);

CREATE TABLE meeting_guest (
  id         TEXT PRIMARY KEY,
  meeting_id TEXT NOT NULL REFERENCES meeting_meeting(id),
  name       TEXT NOT NULL,
  title      TEXT NOT NULL DEFAULT ''
);
CREATE INDEX meeting_guest_meeting ON meeting_guest(meeting_id);

-- An opinion as it was noted.
CREATE TABLE meeting_note (
  id         TEXT PRIMARY KEY,
  item_id    TEXT NOT NULL REFERENCES meeting_item(id),
  speaker_id TEXT REFERENCES member_person(id),
  guest_id   TEXT REFERENCES meeting_guest(id),
  kind       TEXT NOT NULL CHECK (kind IN ('opinion', 'strength', 'advice', 'proposal', 'answer', 'reserved')),
  body       TEXT NOT NULL,
  at         BIGINT NOT NULL,
  marked_reason TEXT NOT NULL DEFAULT '', -- why the chair marked it as not constructive; '' where he did not
  mark_answer   TEXT NOT NULL DEFAULT '', -- the speaker's answer to that
  withdrawn     INTEGER NOT NULL DEFAULT 0 CHECK (withdrawn IN (0, 1)), -- its speaker took it back after it was marked
  left_vote_id  TEXT,                     -- the vote by which the cell left it out of the minutes
  removed    INTEGER NOT NULL DEFAULT 0 CHECK (removed IN (0, 1)), -- entered wrongly: it leaves no trace
  version    INTEGER NOT NULL DEFAULT 1,
  CHECK ((speaker_id IS NULL) <> (guest_id IS NULL)),
  CHECK (kind <> 'reserved' OR marked_reason = '' AND withdrawn = 0 AND left_vote_id IS NULL)
);
CREATE INDEX meeting_note_item ON meeting_note(item_id, at);

-- The item that a task of the meeting comes from.
CREATE TABLE meeting_task (
  task_id TEXT PRIMARY KEY REFERENCES task_task(id),
  item_id TEXT NOT NULL REFERENCES meeting_item(id)
);
CREATE INDEX meeting_task_item ON meeting_task(item_id);

CREATE TABLE vote_vote (
  id         TEXT PRIMARY KEY,
  unit_id    TEXT NOT NULL REFERENCES org_unit(id),
  kind       TEXT NOT NULL,  -- the record it was taken in: 'meeting_item'
  subject_id TEXT NOT NULL,
  question   TEXT NOT NULL,
  matter     TEXT NOT NULL,  -- 'ordinary', 'admission', 'recognition', 'expulsion' …
  held_on    TEXT NOT NULL,
  base       INTEGER NOT NULL CHECK (base >= 0),
  present    INTEGER NOT NULL CHECK (present >= 0),
  in_favour  INTEGER NOT NULL CHECK (in_favour >= 0),
  against    INTEGER NOT NULL CHECK (against >= 0),
  other      INTEGER NOT NULL CHECK (other >= 0),
  outcome    TEXT NOT NULL CHECK (outcome IN ('passed', 'failed', 'unjudged')),
  judged     TEXT NOT NULL,  -- base, threshold and the rules that gave them on the day, as JSON
  removed    INTEGER NOT NULL DEFAULT 0 CHECK (removed IN (0, 1)),
  version    INTEGER NOT NULL DEFAULT 1,
  CHECK (in_favour + against + other <= present AND present <= base)
);
CREATE INDEX vote_vote_subject ON vote_vote(kind, subject_id);

-- The next number of a kind of paper, within a unit's term.
CREATE TABLE document_number (
  unit_id TEXT NOT NULL REFERENCES org_unit(id),
  term_id TEXT NOT NULL DEFAULT '',
  code    TEXT NOT NULL,
  last    INTEGER NOT NULL CHECK (last >= 0),
  issued  INTEGER NOT NULL DEFAULT 0 CHECK (issued <= last), -- the highest that was given out here
  PRIMARY KEY (unit_id, term_id, code)
);
