-- +goose Up

-- What somebody is proposed for.
CREATE TABLE commendation_proposal (
  id         TEXT PRIMARY KEY,
  unit_id    TEXT NOT NULL REFERENCES org_unit(id), -- who proposes
  at_id      TEXT NOT NULL REFERENCES org_unit(id), -- where it lies
  kind       TEXT NOT NULL CHECK (kind IN ('collective', 'individual')),
  subject    TEXT NOT NULL,
  person_id  TEXT REFERENCES member_person(id),
  about_id   TEXT REFERENCES org_unit(id),
  collective TEXT NOT NULL DEFAULT '',
  staff      TEXT NOT NULL DEFAULT '',
  form       TEXT NOT NULL,
  title      TEXT NOT NULL DEFAULT '',
  level      TEXT NOT NULL,
  occasion   TEXT NOT NULL CHECK (occasion IN ('yearly', 'irregular', 'campaign', 'period')),
  year       INTEGER NOT NULL,
  years      INTEGER NOT NULL DEFAULT 1 CHECK (years BETWEEN 1 AND 50),
  reason     TEXT NOT NULL,
  state      TEXT NOT NULL CHECK (state IN ('drafted', 'proposed', 'appraised', 'sent_on', 'granted', 'refused', 'withdrawn')),
  drafted_on TEXT NOT NULL,
  voted_on   TEXT,                                  -- the day of the proposer's vote
  favour     INTEGER NOT NULL DEFAULT 0,
  voters     INTEGER NOT NULL DEFAULT 0,
  version    INTEGER NOT NULL DEFAULT 1
);
CREATE INDEX commendation_proposal_unit ON commendation_proposal(unit_id, state);
CREATE INDEX commendation_proposal_at ON commendation_proposal(at_id, state);
CREATE INDEX commendation_proposal_person ON commendation_proposal(person_id);
CREATE INDEX commendation_proposal_about ON commendation_proposal(about_id);

-- One commendation of one collective or one person by one decision (a turn, lượt).
CREATE TABLE commendation_award (
  id          TEXT PRIMARY KEY,
  unit_id     TEXT NOT NULL REFERENCES org_unit(id), -- in whose register it stands
  kind        TEXT NOT NULL CHECK (kind IN ('collective', 'individual')),
  subject     TEXT NOT NULL,                         -- the same for the same person or collective
  person_id   TEXT REFERENCES member_person(id),     -- NULL: a collective, somebody of the staff, or somebody forgotten
  about_id    TEXT REFERENCES org_unit(id),          -- the organisation, where the collective is one
  collective  TEXT NOT NULL DEFAULT '',              -- its name on the day
  staff       TEXT NOT NULL DEFAULT '',              -- the name of somebody of the staff who is no member
  folded      TEXT NOT NULL,                         -- what is searched, but for the names of members
  form        TEXT NOT NULL,
  title       TEXT NOT NULL DEFAULT '',              -- as the decision words it
  level       TEXT NOT NULL,
  giver       TEXT NOT NULL,                         -- who decided
  occasion    TEXT NOT NULL CHECK (occasion IN ('yearly', 'irregular', 'campaign', 'period')),
  year        INTEGER NOT NULL,                      -- for which, the last one of a period
  years       INTEGER NOT NULL DEFAULT 1 CHECK (years BETWEEN 1 AND 50),
  reason      TEXT NOT NULL DEFAULT '',
  number      TEXT NOT NULL DEFAULT '',
  granted_on  TEXT NOT NULL,
  proposal_id TEXT REFERENCES commendation_proposal(id),
  state       TEXT NOT NULL DEFAULT 'entered' CHECK (state IN ('entered', 'struck')),
  struck_for  TEXT NOT NULL DEFAULT '',              -- why the entry was a mistake
  version     INTEGER NOT NULL DEFAULT 1
);
CREATE INDEX commendation_award_unit ON commendation_award(unit_id, granted_on);
CREATE INDEX commendation_award_day ON commendation_award(granted_on);
CREATE INDEX commendation_award_person ON commendation_award(person_id);
CREATE INDEX commendation_award_about ON commendation_award(about_id);
CREATE INDEX commendation_award_proposal ON commendation_award(proposal_id);
-- One decision commends the same subject once in the same form.
CREATE UNIQUE INDEX commendation_award_once ON commendation_award(subject, form, level, year, granted_on) WHERE state = 'entered';

-- What was sent up: whom levels above see by name, and why.
CREATE TABLE commendation_up (
  proposal_id TEXT PRIMARY KEY REFERENCES commendation_proposal(id),
  name        TEXT NOT NULL,
  reason      TEXT NOT NULL
);

-- The way of a proposal, with the words of each level.
CREATE TABLE commendation_step (
  proposal_id TEXT NOT NULL REFERENCES commendation_proposal(id),
  ordinal     INTEGER NOT NULL,
  unit_id     TEXT NOT NULL REFERENCES org_unit(id), -- the level that acted
  act         TEXT NOT NULL,
  on_date     TEXT NOT NULL,
  words       TEXT NOT NULL DEFAULT '',
  PRIMARY KEY (proposal_id, ordinal)
);
CREATE INDEX commendation_step_unit ON commendation_step(unit_id);
