-- +goose Up

-- A visit or a joint meeting of several cells. What the cells share stands
-- here and in the tables of parties and persons; course and points are the
-- host's draft of the minutes.
CREATE TABLE meeting_exchange (
  id         TEXT PRIMARY KEY,
  unit_id    TEXT NOT NULL REFERENCES org_unit(id), -- the host
  kind       TEXT NOT NULL CHECK (kind IN ('visit', 'regular', 'thematic', 'extraordinary')),
  meeting_id TEXT REFERENCES meeting_meeting(id),   -- the host's meeting that the others join; NULL: a visit
  state      TEXT NOT NULL CHECK (state IN ('proposed', 'accepted', 'declined', 'held', 'recorded', 'agreed', 'cancelled')),
  held_on    TEXT NOT NULL,
  starts_at  TEXT NOT NULL,            -- HH:MM
  place      TEXT NOT NULL,
  purpose    TEXT NOT NULL,
  topic      TEXT NOT NULL,
  programme  TEXT NOT NULL DEFAULT '',
  reason     TEXT NOT NULL DEFAULT '', -- why it was called off
  course     TEXT NOT NULL DEFAULT '', -- draft: how it went
  points     TEXT NOT NULL DEFAULT '', -- draft: what the cells agreed on
  papers     INTEGER NOT NULL DEFAULT 0, -- how many versions of the minutes were sent for agreement
  version    INTEGER NOT NULL DEFAULT 1,
  CHECK ((kind = 'visit') = (meeting_id IS NULL))
);
CREATE INDEX meeting_exchange_unit ON meeting_exchange(unit_id, held_on);
CREATE INDEX meeting_exchange_meeting ON meeting_exchange(meeting_id);

-- A cell of the event, the host among them.
CREATE TABLE meeting_exchange_party (
  exchange_id TEXT NOT NULL REFERENCES meeting_exchange(id),
  unit_id     TEXT NOT NULL REFERENCES org_unit(id),
  ordinal     INTEGER NOT NULL, -- 0: the host
  answer      TEXT NOT NULL CHECK (answer IN ('waiting', 'accepted', 'declined')),
  reason      TEXT NOT NULL DEFAULT '', -- why it does not come
  answered_on TEXT,
  PRIMARY KEY (exchange_id, unit_id)
);
CREATE INDEX meeting_exchange_party_unit ON meeting_exchange_party(unit_id);

-- Somebody whom his own cell names for the event, and what he presents there.
CREATE TABLE meeting_exchange_person (
  exchange_id TEXT NOT NULL REFERENCES meeting_exchange(id),
  unit_id     TEXT NOT NULL REFERENCES org_unit(id),
  person_id   TEXT NOT NULL REFERENCES member_person(id),
  presents    TEXT NOT NULL DEFAULT '',
  PRIMARY KEY (exchange_id, unit_id, person_id)
);
CREATE INDEX meeting_exchange_person_person ON meeting_exchange_person(person_id);

-- The minutes as they were sent to the cells for agreement.
CREATE TABLE meeting_exchange_paper (
  exchange_id TEXT NOT NULL REFERENCES meeting_exchange(id),
  ordinal     INTEGER NOT NULL,
  body        TEXT NOT NULL, -- what the paper is made of, JSON
  hash        TEXT NOT NULL, -- SHA-256 of body, hex
  recorded_by TEXT REFERENCES member_person(id),
  recorded_at BIGINT NOT NULL,
  PRIMARY KEY (exchange_id, ordinal)
);
CREATE INDEX meeting_exchange_paper_recorder ON meeting_exchange_paper(recorded_by);

-- What a cell says of a version of the minutes.
CREATE TABLE meeting_exchange_verdict (
  exchange_id TEXT NOT NULL REFERENCES meeting_exchange(id),
  ordinal     INTEGER NOT NULL,
  unit_id     TEXT NOT NULL REFERENCES org_unit(id),
  agrees      INTEGER NOT NULL CHECK (agrees IN (0, 1)),
  note        TEXT NOT NULL DEFAULT '', -- what is to be mended
  person_id   TEXT REFERENCES member_person(id),
  at          BIGINT NOT NULL,
  PRIMARY KEY (exchange_id, ordinal, unit_id),
  FOREIGN KEY (exchange_id, ordinal) REFERENCES meeting_exchange_paper(exchange_id, ordinal)
);
CREATE INDEX meeting_exchange_verdict_person ON meeting_exchange_verdict(person_id);

-- What a cell takes home: its own people alone read it.
CREATE TABLE meeting_exchange_lesson (
  id          TEXT PRIMARY KEY,
  exchange_id TEXT NOT NULL REFERENCES meeting_exchange(id),
  unit_id     TEXT NOT NULL REFERENCES org_unit(id), -- whose lesson it is
  title       TEXT NOT NULL,
  body        TEXT NOT NULL DEFAULT '',
  task_id     TEXT REFERENCES task_task(id),         -- the task that it became; NULL: a model to learn from
  noted_on    TEXT NOT NULL,
  version     INTEGER NOT NULL DEFAULT 1
);
CREATE INDEX meeting_exchange_lesson_event ON meeting_exchange_lesson(exchange_id, unit_id);
