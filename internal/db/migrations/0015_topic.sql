-- +goose Up

-- What the committee asks of everybody in a year.
CREATE TABLE topic_call (
  unit_id TEXT NOT NULL REFERENCES org_unit(id),
  year    INTEGER NOT NULL,
  words   TEXT NOT NULL,
  due     TEXT NOT NULL, -- the last day for papers, offered for each topic
  version INTEGER NOT NULL DEFAULT 1,
  PRIMARY KEY (unit_id, year)
);

-- A topic that somebody was given, or proposed, for a year.
CREATE TABLE topic_topic (
  id           TEXT PRIMARY KEY,
  unit_id      TEXT NOT NULL REFERENCES org_unit(id),
  year         INTEGER NOT NULL,
  person_id    TEXT NOT NULL REFERENCES member_person(id), -- the author
  title        TEXT NOT NULL,
  field        TEXT NOT NULL DEFAULT '', -- of work
  folded       TEXT NOT NULL,            -- title and field, as they are searched
  due          TEXT,                     -- the last day for the paper; NULL while proposed
  month        TEXT,                     -- YYYY-MM of the meeting that is to hear it; NULL while not set
  state        TEXT NOT NULL CHECK (state IN ('proposed', 'assigned', 'written', 'sent', 'returned', 'ready', 'presented', 'withdrawn')),
  meeting_id   TEXT,                     -- that heard it, where it stood on an agenda
  presented_on TEXT,
  reason       TEXT NOT NULL DEFAULT '', -- why it was withdrawn
  version      INTEGER NOT NULL DEFAULT 1
);
CREATE INDEX topic_topic_unit ON topic_topic(unit_id, year, state);
CREATE INDEX topic_topic_person ON topic_topic(person_id);

-- The paper while it is written: its author's alone. One row, saved every few
-- seconds.
CREATE TABLE topic_draft (
  topic_id  TEXT PRIMARY KEY REFERENCES topic_topic(id),
  person_id TEXT NOT NULL REFERENCES member_person(id), -- who began it: the author, or a leader for him
  body      TEXT NOT NULL DEFAULT '',
  saved_at  BIGINT NOT NULL,
  version   INTEGER NOT NULL DEFAULT 1
);
CREATE INDEX topic_draft_person ON topic_draft(person_id);

-- The paper as it was sent last.
CREATE TABLE topic_sent (
  topic_id TEXT PRIMARY KEY REFERENCES topic_topic(id),
  body     TEXT NOT NULL DEFAULT '',
  sent_at  BIGINT NOT NULL,
  sent_by  TEXT REFERENCES member_person(id)
);
CREATE INDEX topic_sent_by ON topic_sent(sent_by);

-- The paper as the cell reads it, once it is ready.
CREATE TABLE topic_paper (
  topic_id TEXT PRIMARY KEY REFERENCES topic_topic(id),
  body     TEXT NOT NULL DEFAULT '',
  at       BIGINT NOT NULL
);

-- What was said of a draft, between its author and the committee.
CREATE TABLE topic_comment (
  id        TEXT PRIMARY KEY,
  topic_id  TEXT NOT NULL REFERENCES topic_topic(id),
  person_id TEXT REFERENCES member_person(id), -- NULL for somebody forgotten
  body      TEXT NOT NULL,
  at        BIGINT NOT NULL
);
CREATE INDEX topic_comment_topic ON topic_comment(topic_id);
CREATE INDEX topic_comment_person ON topic_comment(person_id);

-- What members said of a paper that was presented.
CREATE TABLE topic_opinion (
  id        TEXT PRIMARY KEY,
  topic_id  TEXT NOT NULL REFERENCES topic_topic(id),
  person_id TEXT REFERENCES member_person(id), -- NULL for somebody forgotten
  body      TEXT NOT NULL,
  at        BIGINT NOT NULL
);
CREATE INDEX topic_opinion_topic ON topic_opinion(topic_id);
CREATE INDEX topic_opinion_person ON topic_opinion(person_id);

-- A slot of a monthly briefing, in which one or two present a process.
CREATE TABLE topic_briefing (
  id           TEXT PRIMARY KEY,
  unit_id      TEXT NOT NULL REFERENCES org_unit(id),
  held_on      TEXT NOT NULL, -- as planned; once held, the day itself
  title        TEXT NOT NULL,
  folded       TEXT NOT NULL, -- title and audience, as they are searched
  presenter_id TEXT NOT NULL REFERENCES member_person(id),
  second_id    TEXT REFERENCES member_person(id),
  audience     TEXT NOT NULL DEFAULT '',
  state        TEXT NOT NULL CHECK (state IN ('planned', 'held', 'cancelled')),
  reason       TEXT NOT NULL DEFAULT '', -- why it was cancelled
  version      INTEGER NOT NULL DEFAULT 1,
  CHECK (second_id <> presenter_id)
);
CREATE INDEX topic_briefing_unit ON topic_briefing(unit_id, held_on);
CREATE INDEX topic_briefing_presenter ON topic_briefing(presenter_id);
CREATE INDEX topic_briefing_second ON topic_briefing(second_id);
