-- +goose Up

-- What a unit asks before it decides.
CREATE TABLE consultation_matter (
  id         TEXT PRIMARY KEY,
  unit_id    TEXT NOT NULL REFERENCES org_unit(id),
  title      TEXT NOT NULL,
  background TEXT NOT NULL,
  choosing   TEXT NOT NULL CHECK (choosing IN ('one', 'several')),
  texts      INTEGER NOT NULL CHECK (texts IN (0, 1)),    -- words are asked for
  named      INTEGER NOT NULL CHECK (named IN (0, 1)),    -- never changed once it is there
  members    INTEGER NOT NULL CHECK (members IN (0, 1)),  -- who is asked
  chapters   INTEGER NOT NULL CHECK (chapters IN (0, 1)),
  people     INTEGER NOT NULL CHECK (people >= 0),        -- how many are asked by slips
  closes_on  TEXT NOT NULL,
  state      TEXT NOT NULL CHECK (state IN ('draft', 'open', 'closed', 'answered', 'decided', 'withdrawn')),
  conclusion TEXT NOT NULL DEFAULT '',
  decision   TEXT NOT NULL DEFAULT '',
  decided_on TEXT,
  decision_meeting_id TEXT REFERENCES meeting_meeting(id),    -- at which it was decided
  decision_file_id TEXT REFERENCES document_attachment(id),   -- … or the paper that says so
  poster     TEXT NOT NULL DEFAULT '',                    -- what opens its results to everybody
  reason     TEXT NOT NULL DEFAULT '',                    -- of its being withdrawn
  few        INTEGER NOT NULL DEFAULT 0 CHECK (few IN (0, 1)), -- too few answered without a name: what they said is gone
  version    INTEGER NOT NULL DEFAULT 1
);
CREATE INDEX consultation_matter_unit ON consultation_matter(unit_id);
CREATE UNIQUE INDEX consultation_matter_poster ON consultation_matter(poster) WHERE poster <> '';
CREATE INDEX consultation_matter_open ON consultation_matter(closes_on) WHERE state = 'open';

CREATE TABLE consultation_option (
  matter_id TEXT NOT NULL REFERENCES consultation_matter(id),
  ordinal   INTEGER NOT NULL CHECK (ordinal > 0),
  label     TEXT NOT NULL,
  PRIMARY KEY (matter_id, ordinal)
);

-- Slips that were printed together, and may be voided together.
CREATE TABLE consultation_batch (
  matter_id  TEXT NOT NULL REFERENCES consultation_matter(id),
  ordinal    INTEGER NOT NULL CHECK (ordinal > 0),
  slips      INTEGER NOT NULL CHECK (slips > 0),
  printed_on TEXT NOT NULL,
  voided_on  TEXT,
  PRIMARY KEY (matter_id, ordinal)
);

-- A slip: the hashes of its link and of the code that is typed. Nobody's name, and
-- nothing that changes once it is there: see the mark of an answer.
CREATE TABLE consultation_slip (
  link_hash TEXT PRIMARY KEY,
  code_hash TEXT NOT NULL UNIQUE,
  matter_id TEXT NOT NULL,
  batch     INTEGER NOT NULL,
  FOREIGN KEY (matter_id, batch) REFERENCES consultation_batch(matter_id, ordinal)
);
CREATE INDEX consultation_slip_batch ON consultation_slip(matter_id, batch);

-- What people say that belongs together, and what the unit answers to it.
CREATE TABLE consultation_cluster (
  id        TEXT PRIMARY KEY,
  matter_id TEXT NOT NULL REFERENCES consultation_matter(id),
  title     TEXT NOT NULL,
  stance    TEXT NOT NULL DEFAULT '' CHECK (stance IN ('', 'accepted', 'partly', 'declined')),
  response  TEXT NOT NULL DEFAULT '',
  version   INTEGER NOT NULL DEFAULT 1
);
CREATE INDEX consultation_cluster_matter ON consultation_cluster(matter_id);

-- An answer: no time; no person where it is given by a slip, and a random id. The
-- mark keeps a slip from answering twice: it comes of the code on paper and of
-- nothing that is stored, and is gone after the close.
CREATE TABLE consultation_answer (
  id         TEXT PRIMARY KEY,
  matter_id  TEXT NOT NULL REFERENCES consultation_matter(id),
  person_id  TEXT REFERENCES member_person(id),
  choice     TEXT NOT NULL DEFAULT '', -- ordinals of options, separated by spaces
  words      TEXT NOT NULL DEFAULT '',
  mark       TEXT,
  cluster_id TEXT REFERENCES consultation_cluster(id),
  version    INTEGER NOT NULL DEFAULT 1
);
CREATE INDEX consultation_answer_matter ON consultation_answer(matter_id);
CREATE UNIQUE INDEX consultation_answer_mark ON consultation_answer(mark) WHERE mark IS NOT NULL;
CREATE UNIQUE INDEX consultation_answer_person ON consultation_answer(matter_id, person_id) WHERE person_id IS NOT NULL;
CREATE INDEX consultation_answer_whose ON consultation_answer(person_id);
CREATE INDEX consultation_answer_cluster ON consultation_answer(cluster_id);

-- What a unit has to make public under the law on democracy at the grass roots.
CREATE TABLE consultation_publication (
  id          TEXT PRIMARY KEY,
  unit_id     TEXT NOT NULL REFERENCES org_unit(id),
  title       TEXT NOT NULL,
  form        TEXT NOT NULL CHECK (form IN ('posted', 'meeting', 'network', 'document')),
  from_date   TEXT NOT NULL,
  to_date     TEXT,
  responsible TEXT NOT NULL,
  done_on     TEXT,
  version     INTEGER NOT NULL DEFAULT 1
);
CREATE INDEX consultation_publication_unit ON consultation_publication(unit_id, from_date);

-- What a chapter of a mass organisation says of the cell or committee to which it
-- belongs.
CREATE TABLE consultation_opinion (
  id          TEXT PRIMARY KEY,
  unit_id     TEXT NOT NULL REFERENCES org_unit(id), -- the chapter
  about_id    TEXT NOT NULL REFERENCES org_unit(id), -- the cell or committee
  author_id   TEXT REFERENCES member_person(id),
  title       TEXT NOT NULL,
  body        TEXT NOT NULL,
  state       TEXT NOT NULL CHECK (state IN ('sent', 'received', 'answered', 'withdrawn')),
  sent_on     TEXT NOT NULL,
  due         TEXT,
  response    TEXT NOT NULL DEFAULT '',
  responded_on TEXT,
  meeting_id  TEXT REFERENCES meeting_meeting(id),
  version     INTEGER NOT NULL DEFAULT 1
);
CREATE INDEX consultation_opinion_unit ON consultation_opinion(unit_id);
CREATE INDEX consultation_opinion_about ON consultation_opinion(about_id);
CREATE INDEX consultation_opinion_author ON consultation_opinion(author_id);
