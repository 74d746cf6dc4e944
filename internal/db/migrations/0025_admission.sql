-- +goose Up

-- Somebody on his way into the Party, from the first nomination to recognition.
CREATE TABLE admission_candidate (
  id             TEXT PRIMARY KEY,
  unit_id        TEXT NOT NULL REFERENCES org_unit(id),  -- the cell
  person_id      TEXT NOT NULL REFERENCES member_person(id),
  chapter_id     TEXT REFERENCES org_unit(id),           -- the mass organisation that nominated him
  nominated_by   TEXT REFERENCES member_person(id),      -- its officer; NULL where the cell began, or for somebody forgotten
  nominated_on   TEXT,
  reason         TEXT NOT NULL DEFAULT '',               -- why he was nominated, or put on the list
  state          TEXT NOT NULL CHECK (state IN ('nominated', 'declined', 'listed', 'helped', 'learning', 'filing', 'ready', 'proposed', 'decided', 'probation', 'supported', 'official', 'stopped')),
  was            TEXT NOT NULL DEFAULT '',               -- of one who was stopped, the state before
  since          TEXT NOT NULL,                          -- the day from which he stands there
  listed_on      TEXT,                                   -- the cell's resolution
  listed_no      TEXT NOT NULL DEFAULT '',
  begins_on      TEXT,                                   -- first and last day of the class on the Party
  ends_on        TEXT,
  certified_on   TEXT,                                   -- its certificate
  certificate_no TEXT NOT NULL DEFAULT '',
  proposed_on    TEXT,                                   -- the vote of the cell to admit
  decided_on     TEXT,                                   -- the superior's decision to admit
  decision_no    TEXT NOT NULL DEFAULT '',
  admitted_on    TEXT,                                   -- the ceremony: ngày vào Đảng
  supported_on   TEXT,                                   -- the vote of the cell to recognise
  recognised_on  TEXT,                                   -- the superior's decision to recognise
  recognition_no TEXT NOT NULL DEFAULT '',
  official_on    TEXT,                                   -- the day as of which he is official
  outcome        TEXT NOT NULL DEFAULT '',               -- why he was declined, stopped or resumed
  planned_on     TEXT,                                   -- proposed for the planning of cadres
  fostered_on    TEXT,                                   -- proposed for training; both where the cell keeps it at all
  version        INTEGER NOT NULL DEFAULT 1
);
CREATE INDEX admission_candidate_unit ON admission_candidate(unit_id, state);
CREATE INDEX admission_candidate_chapter ON admission_candidate(chapter_id);
CREATE INDEX admission_candidate_nominated ON admission_candidate(nominated_by);
CREATE INDEX admission_candidate_person ON admission_candidate(person_id);
CREATE UNIQUE INDEX admission_candidate_open ON admission_candidate(person_id) WHERE state NOT IN ('declined', 'stopped', 'official');

-- The official members who help him, in [from, to).
CREATE TABLE admission_mentor (
  id           TEXT PRIMARY KEY,
  candidate_id TEXT NOT NULL REFERENCES admission_candidate(id),
  person_id    TEXT NOT NULL REFERENCES member_person(id),
  from_date    TEXT NOT NULL,
  to_date      TEXT,
  reason       TEXT NOT NULL DEFAULT '', -- why he was relieved of it
  CHECK (to_date IS NULL OR to_date >= from_date)
);
CREATE UNIQUE INDEX admission_mentor_now ON admission_mentor(candidate_id, person_id) WHERE to_date IS NULL;
CREATE INDEX admission_mentor_person ON admission_mentor(person_id);

-- The mentors' book: what was done for him, what came of it.
CREATE TABLE admission_note (
  id           TEXT PRIMARY KEY,
  candidate_id TEXT NOT NULL REFERENCES admission_candidate(id),
  person_id    TEXT REFERENCES member_person(id), -- who wrote it; NULL for somebody forgotten
  noted_on     TEXT NOT NULL,
  help         TEXT NOT NULL,
  progress     TEXT NOT NULL,
  proposal     TEXT NOT NULL DEFAULT '',
  at           BIGINT NOT NULL
);
CREATE INDEX admission_note_candidate ON admission_note(candidate_id, noted_on);
CREATE INDEX admission_note_person ON admission_note(person_id);

-- The criteria sheet: evidence in words, never a score.
CREATE TABLE admission_evidence (
  candidate_id TEXT NOT NULL REFERENCES admission_candidate(id),
  kind         TEXT NOT NULL CHECK (kind IN ('skill', 'research', 'stance', 'effort', 'contribution', 'achievement')),
  body         TEXT NOT NULL,
  person_id    TEXT REFERENCES member_person(id), -- who wrote it last; NULL for somebody forgotten
  at           BIGINT NOT NULL,
  PRIMARY KEY (candidate_id, kind)
);
CREATE INDEX admission_evidence_person ON admission_evidence(person_id);

-- The vote of a meeting by which another record goes: that on a candidate.
ALTER TABLE vote_vote ADD COLUMN cited_kind TEXT NOT NULL DEFAULT '';
ALTER TABLE vote_vote ADD COLUMN cited_id TEXT NOT NULL DEFAULT '';
CREATE INDEX vote_vote_cited ON vote_vote(cited_kind, cited_id);
CREATE INDEX vote_vote_matter ON vote_vote(unit_id, matter, held_on);

-- The item of an agenda under which a candidate is considered, and what is voted
-- on there.
ALTER TABLE meeting_item ADD COLUMN candidate_id TEXT;
ALTER TABLE meeting_item ADD COLUMN matter TEXT NOT NULL DEFAULT '';
CREATE UNIQUE INDEX meeting_item_candidate ON meeting_item(candidate_id, meeting_id) WHERE removed = 0;

-- Which papers of the dossier are there, and of which day. Nothing of what a
-- background check found is kept: that it is done is a paper like any other.
CREATE TABLE admission_paper (
  candidate_id TEXT NOT NULL REFERENCES admission_candidate(id),
  code         TEXT NOT NULL,
  done_on      TEXT NOT NULL,
  PRIMARY KEY (candidate_id, code)
);

-- What mass organisations and the place of residence say of him, as it was
-- summed up: counts and words.
CREATE TABLE admission_opinion (
  candidate_id TEXT NOT NULL REFERENCES admission_candidate(id),
  phase        TEXT NOT NULL CHECK (phase IN ('admission', 'recognition')),
  origin       TEXT NOT NULL CHECK (origin IN ('work', 'residence')),
  bodies       TEXT NOT NULL, -- who was asked
  asked        INTEGER NOT NULL CHECK (asked >= 0),
  agreed       INTEGER NOT NULL CHECK (agreed >= 0),
  against      INTEGER NOT NULL CHECK (against >= 0),
  words        TEXT NOT NULL DEFAULT '',
  given_on     TEXT NOT NULL,
  PRIMARY KEY (candidate_id, phase, origin)
);
