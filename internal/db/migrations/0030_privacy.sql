-- +goose Up

-- Which version of the notice on personal data somebody has seen, and when.
CREATE TABLE privacy_seen (
  person_id TEXT NOT NULL REFERENCES member_person(id),
  notice    INTEGER NOT NULL,
  at        BIGINT NOT NULL,
  PRIMARY KEY (person_id, notice)
);

-- What somebody asks about his own data.
CREATE TABLE privacy_request (
  id         TEXT PRIMARY KEY,
  unit_id    TEXT NOT NULL REFERENCES org_unit(id),      -- who answers
  person_id  TEXT NOT NULL REFERENCES member_person(id), -- whose data
  kind       TEXT NOT NULL CHECK (kind IN ('correct', 'object', 'restrict', 'erase')),
  section    TEXT NOT NULL DEFAULT '',                   -- of the data; '' is all of it
  body       TEXT NOT NULL,
  on_paper   INTEGER NOT NULL DEFAULT 0 CHECK (on_paper IN (0, 1)), -- it came in writing, and a leader entered it
  state      TEXT NOT NULL CHECK (state IN ('filed', 'taken', 'fulfilled', 'refused', 'withdrawn')),
  filed_on   TEXT NOT NULL,
  respond_by TEXT,                                       -- NULL: the holidays of the year are not known
  fulfil_by  TEXT,                                       -- NULL: no rule of the day is known
  taken_on   TEXT,
  course     TEXT NOT NULL DEFAULT '',                   -- how it goes on, said when it was taken up
  closed_on  TEXT,
  answer     TEXT NOT NULL DEFAULT '',
  ground     TEXT NOT NULL DEFAULT '',                   -- by which an erasure was refused
  version    INTEGER NOT NULL DEFAULT 1,
  CHECK ((state IN ('fulfilled', 'refused', 'withdrawn')) = (closed_on IS NOT NULL))
);
CREATE INDEX privacy_request_unit ON privacy_request(unit_id, state, filed_on);
CREATE INDEX privacy_request_person ON privacy_request(person_id, filed_on);
CREATE UNIQUE INDEX privacy_request_open ON privacy_request(person_id, kind, section) WHERE state IN ('filed', 'taken');

-- Why somebody's data has to be kept, whoever asks to erase it.
CREATE TABLE privacy_hold (
  id        TEXT PRIMARY KEY,
  unit_id   TEXT NOT NULL REFERENCES org_unit(id), -- who placed it
  person_id TEXT NOT NULL REFERENCES member_person(id),
  ground    TEXT NOT NULL CHECK (ground IN ('archive', 'inspection', 'complaint', 'court')),
  from_date TEXT NOT NULL,
  to_date   TEXT,                                  -- NULL: still in force
  version   INTEGER NOT NULL DEFAULT 1
);
CREATE INDEX privacy_hold_person ON privacy_hold(person_id);
CREATE INDEX privacy_hold_unit ON privacy_hold(unit_id);
CREATE UNIQUE INDEX privacy_hold_now ON privacy_hold(person_id, ground) WHERE to_date IS NULL;

-- Who was erased: what an old backup brings back is erased again by this list.
CREATE TABLE privacy_erasure (
  person_id TEXT PRIMARY KEY REFERENCES member_person(id),
  erased_at BIGINT NOT NULL
);
