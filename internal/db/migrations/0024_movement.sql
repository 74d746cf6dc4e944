-- +goose Up

-- The permanent transfer of a member: between two cells of this installation,
-- or with a place outside of it, which is named in words.
CREATE TABLE movement_transfer (
  id           TEXT PRIMARY KEY,
  person_id    TEXT NOT NULL REFERENCES member_person(id),
  home_id      TEXT REFERENCES org_unit(id),       -- NULL: he comes from outside
  host_id      TEXT REFERENCES org_unit(id),       -- NULL: he goes outside
  outside      TEXT NOT NULL DEFAULT '',           -- the place outside, in words
  distance     TEXT NOT NULL CHECK (distance IN ('province', 'country')), -- within the province, or beyond it
  state        TEXT NOT NULL CHECK (state IN ('requested', 'reviewed', 'issued', 'presented', 'received', 'withdrawn')),
  moved_on     TEXT,                               -- decision or move from which the time to begin runs
  reviewed_on  TEXT,
  review       TEXT NOT NULL DEFAULT '',
  letter_no    TEXT NOT NULL DEFAULT '',
  letter_on    TEXT,
  fee_until    TEXT,                               -- YYYY-MM: the fee is paid up to this month
  enclosed     TEXT NOT NULL DEFAULT '',
  presented_on TEXT,
  received_on  TEXT,
  reason       TEXT NOT NULL DEFAULT '',           -- why it was withdrawn
  version      INTEGER NOT NULL DEFAULT 1,
  CHECK (home_id IS NOT NULL OR host_id IS NOT NULL),
  CHECK (home_id <> host_id)
);
-- Two transfers of one person never cross.
CREATE UNIQUE INDEX movement_transfer_open ON movement_transfer(person_id) WHERE state IN ('requested', 'reviewed', 'issued', 'presented');
CREATE INDEX movement_transfer_person ON movement_transfer(person_id);
CREATE INDEX movement_transfer_home ON movement_transfer(home_id, state);
CREATE INDEX movement_transfer_host ON movement_transfer(host_id, state);

-- A decision that changes somebody's membership, or what stands beside it.
CREATE TABLE movement_decision (
  id          TEXT PRIMARY KEY,
  unit_id     TEXT NOT NULL REFERENCES org_unit(id),
  person_id   TEXT NOT NULL REFERENCES member_person(id),
  kind        TEXT NOT NULL CHECK (kind IN ('exempt', 'away', 'removed', 'expelled', 'left', 'died', 'restored', 'visiting')),
  ground      TEXT NOT NULL,             -- one of the fixed kinds of reasons
  number      TEXT NOT NULL DEFAULT '',
  decided_on  TEXT,
  from_date   TEXT NOT NULL,             -- from when it counts
  to_date     TEXT,                      -- of an exemption or a temporary transfer
  host_id     TEXT REFERENCES org_unit(id), -- of a temporary transfer to a cell of this installation
  outside     TEXT NOT NULL DEFAULT '',   -- the place outside, of one who visits the one that he comes from
  informed_on TEXT                       -- when the committee above was informed
);
CREATE INDEX movement_decision_unit ON movement_decision(unit_id, from_date);
CREATE INDEX movement_decision_person ON movement_decision(person_id);
CREATE INDEX movement_decision_host ON movement_decision(host_id);

-- A month of the party fee that a committee has entered.
CREATE TABLE movement_fee_month (
  unit_id TEXT NOT NULL REFERENCES org_unit(id),
  month   TEXT NOT NULL, -- YYYY-MM
  version INTEGER NOT NULL DEFAULT 1,
  PRIMARY KEY (unit_id, month)
);

-- That somebody paid the fee of a month, and where.
CREATE TABLE movement_fee (
  person_id TEXT NOT NULL REFERENCES member_person(id),
  month     TEXT NOT NULL, -- YYYY-MM
  unit_id   TEXT NOT NULL REFERENCES org_unit(id),
  PRIMARY KEY (person_id, month)
);
CREATE INDEX movement_fee_unit ON movement_fee(unit_id, month);
