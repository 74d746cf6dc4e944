-- +goose Up

-- A vote on paper in a meeting: an election, or a question decided in secret.
-- Nothing here tells who voted how.
CREATE TABLE ballot_ballot (
  id         TEXT PRIMARY KEY,
  meeting_id TEXT NOT NULL REFERENCES meeting_meeting(id),
  item_id    TEXT REFERENCES meeting_item(id), -- of the agenda; NULL for none
  unit_id    TEXT NOT NULL REFERENCES org_unit(id),
  kind       TEXT NOT NULL CHECK (kind IN ('election', 'question')),
  matter     TEXT NOT NULL,                    -- what is decided; gives the share that passes
  title      TEXT NOT NULL,                    -- what is elected, or the question
  seats      INTEGER NOT NULL CHECK (seats >= 0), -- how many are to be elected; 0 of a question
  state      TEXT NOT NULL CHECK (state IN ('prepared', 'cast', 'counted', 'confirmed', 'announced', 'annulled')),
  follows_id TEXT REFERENCES ballot_ballot(id), -- the round before
  reason     TEXT NOT NULL DEFAULT '',         -- why it was annulled
  version    INTEGER NOT NULL DEFAULT 1,
  CHECK ((kind = 'election') = (seats > 0)),
  CHECK (state <> 'annulled' OR reason <> '')
);
CREATE INDEX ballot_ballot_meeting ON ballot_ballot(meeting_id);
CREATE INDEX ballot_ballot_follows ON ballot_ballot(follows_id);

-- Who stands in an election.
CREATE TABLE ballot_candidate (
  id        TEXT PRIMARY KEY,
  ballot_id TEXT NOT NULL REFERENCES ballot_ballot(id),
  person_id TEXT NOT NULL REFERENCES member_person(id),
  named     TEXT NOT NULL CHECK (named IN ('nominated', 'self')),
  withdrawn INTEGER NOT NULL DEFAULT 0 CHECK (withdrawn IN (0, 1)),
  in_favour INTEGER NOT NULL DEFAULT 0 CHECK (in_favour >= 0),
  standing  TEXT NOT NULL DEFAULT '' CHECK (standing IN ('', 'elected', 'short', 'beyond', 'tied', 'unjudged')),
  UNIQUE (ballot_id, person_id)
);
CREATE INDEX ballot_candidate_person ON ballot_candidate(person_id);

-- The counting board.
CREATE TABLE ballot_board (
  ballot_id TEXT NOT NULL REFERENCES ballot_ballot(id),
  person_id TEXT NOT NULL REFERENCES member_person(id),
  head      INTEGER NOT NULL CHECK (head IN (0, 1)),
  PRIMARY KEY (ballot_id, person_id)
);
CREATE UNIQUE INDEX ballot_board_head ON ballot_board(ballot_id) WHERE head = 1;
CREATE INDEX ballot_board_person ON ballot_board(person_id);

-- What the board counted. Favour, against and other are of a question; those
-- of an election stand with the candidates.
CREATE TABLE ballot_count (
  ballot_id      TEXT PRIMARY KEY REFERENCES ballot_ballot(id),
  issued         INTEGER NOT NULL,
  returned       INTEGER NOT NULL,
  valid          INTEGER NOT NULL CHECK (valid >= 0),
  invalid        INTEGER NOT NULL CHECK (invalid >= 0),
  invalid_reason TEXT NOT NULL DEFAULT '',
  in_favour      INTEGER NOT NULL DEFAULT 0 CHECK (in_favour >= 0),
  against        INTEGER NOT NULL DEFAULT 0 CHECK (against >= 0),
  other          INTEGER NOT NULL DEFAULT 0 CHECK (other >= 0),
  entered_by     TEXT NOT NULL REFERENCES member_person(id),
  confirmed_by   TEXT REFERENCES member_person(id),
  confirmed_at   BIGINT,
  CHECK (returned <= issued AND valid + invalid = returned),
  CHECK (confirmed_by <> entered_by),
  CHECK ((confirmed_by IS NULL) = (confirmed_at IS NULL))
);
CREATE INDEX ballot_count_entered ON ballot_count(entered_by);
CREATE INDEX ballot_count_confirmed ON ballot_count(confirmed_by);
