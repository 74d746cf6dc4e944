-- +goose Up

CREATE TABLE poll_poll (
  id          TEXT PRIMARY KEY,
  unit_id     TEXT NOT NULL REFERENCES org_unit(id),
  meeting_id  TEXT NOT NULL REFERENCES meeting_meeting(id),
  question    TEXT NOT NULL,
  state       TEXT NOT NULL CHECK (state IN ('handing', 'casting', 'closed', 'cancelled')),
  public_key  TEXT NOT NULL,
  private_key TEXT NOT NULL, -- '' once no more slips are handed out
  version     INTEGER NOT NULL DEFAULT 1,
  CHECK (state = 'handing' OR private_key = '')
);
CREATE INDEX poll_poll_meeting ON poll_poll(meeting_id);

CREATE TABLE poll_choice (
  poll_id TEXT NOT NULL REFERENCES poll_poll(id),
  ordinal INTEGER NOT NULL CHECK (ordinal > 0),
  label   TEXT NOT NULL,
  votes   INTEGER CHECK (votes >= 0), -- NULL until it is counted, and where too few voted
  PRIMARY KEY (poll_id, ordinal)
);

-- Who took a slip. What was signed for him is kept while slips are handed out,
-- so that a lost answer can be given again; it tells nothing of his ballot.
CREATE TABLE poll_slip (
  poll_id   TEXT NOT NULL REFERENCES poll_poll(id),
  person_id TEXT NOT NULL REFERENCES member_person(id),
  blinded   TEXT NOT NULL,
  signature TEXT NOT NULL,
  PRIMARY KEY (poll_id, person_id)
);
CREATE INDEX poll_slip_person ON poll_slip(person_id);

-- What was cast: no person, no time, no number in a row.
CREATE TABLE poll_ballot (
  slip      TEXT PRIMARY KEY, -- random, known to its voter alone until he cast it
  poll_id   TEXT NOT NULL REFERENCES poll_poll(id),
  signature TEXT NOT NULL,
  choice    INTEGER NOT NULL,
  FOREIGN KEY (poll_id, choice) REFERENCES poll_choice(poll_id, ordinal)
);
CREATE INDEX poll_ballot_poll ON poll_ballot(poll_id);
