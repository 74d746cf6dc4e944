-- +goose Up

-- Anyone known: members, and other people only as far as a purpose needs.
CREATE TABLE member_person (
  id            TEXT PRIMARY KEY,
  name          TEXT NOT NULL,
  sort_key      TEXT NOT NULL,
  folded        TEXT NOT NULL,
  birth_name    TEXT NOT NULL DEFAULT '',
  alias         TEXT NOT NULL DEFAULT '',
  sex           TEXT CHECK (sex IN ('male', 'female')),
  birth         TEXT,
  ethnicity     TEXT NOT NULL DEFAULT '',
  religion      TEXT NOT NULL DEFAULT '',
  hometown      TEXT NOT NULL DEFAULT '',
  residence     TEXT NOT NULL DEFAULT '',
  phone         TEXT NOT NULL DEFAULT '',
  email         TEXT NOT NULL DEFAULT '',
  schooling     TEXT NOT NULL DEFAULT '',
  qualification TEXT NOT NULL DEFAULT '',
  theory        TEXT NOT NULL DEFAULT '',
  department    TEXT NOT NULL DEFAULT '',
  job           TEXT NOT NULL DEFAULT '',
  merged_into   TEXT REFERENCES member_person(id),
  version       INTEGER NOT NULL DEFAULT 1
);
CREATE INDEX member_person_sort ON member_person(sort_key, id);
CREATE INDEX member_person_folded ON member_person(folded);

CREATE VIEW member_name AS
  SELECT id AS person_id, name, sort_key, folded FROM member_person;

-- Facts of party membership that stay with the person wherever he moves.
CREATE TABLE member_party (
  person_id   TEXT PRIMARY KEY REFERENCES member_person(id),
  admitted_on TEXT,  -- ngày vào Đảng: the ceremony, start of probation
  official_on TEXT,
  card        TEXT NOT NULL DEFAULT '',
  old_card    TEXT NOT NULL DEFAULT '',
  card_on     TEXT,
  card_place  TEXT NOT NULL DEFAULT ''
);
CREATE UNIQUE INDEX member_party_card ON member_party(card) WHERE card <> '';

-- Who belonged to which unit, in what standing, in [from, to).
CREATE TABLE member_membership (
  id        TEXT PRIMARY KEY,
  person_id TEXT NOT NULL REFERENCES member_person(id),
  unit_id   TEXT NOT NULL REFERENCES org_unit(id),
  body      TEXT NOT NULL CHECK (body IN ('party', 'mass')),
  status    TEXT NOT NULL CHECK (status IN ('official', 'probationary', 'associate')), -- associate: of a mass organisation
  from_date TEXT NOT NULL,
  to_date   TEXT,
  ended_by  TEXT NOT NULL DEFAULT '', -- recognised, transferred, removed, expelled, left, died
  CHECK (to_date IS NULL OR to_date >= from_date)
);
CREATE UNIQUE INDEX member_membership_now ON member_membership(person_id, unit_id) WHERE to_date IS NULL;
CREATE UNIQUE INDEX member_membership_party_now ON member_membership(person_id) WHERE to_date IS NULL AND body = 'party';
CREATE INDEX member_membership_unit ON member_membership(unit_id, from_date);
CREATE INDEX member_membership_person ON member_membership(person_id);

-- Beside the status: exempt, temporarily elsewhere or here, suspended,
-- detained or prosecuted, in [from, to).
CREATE TABLE member_state (
  id        TEXT PRIMARY KEY,
  person_id TEXT NOT NULL REFERENCES member_person(id),
  unit_id   TEXT NOT NULL REFERENCES org_unit(id),
  kind      TEXT NOT NULL CHECK (kind IN ('exempt', 'away', 'visiting', 'suspended', 'detained')),
  from_date TEXT NOT NULL,
  to_date   TEXT,
  decision  TEXT NOT NULL DEFAULT '',
  CHECK (to_date IS NULL OR to_date >= from_date)
);
CREATE INDEX member_state_unit ON member_state(unit_id, from_date);
CREATE INDEX member_state_person ON member_state(person_id);

CREATE TABLE member_position (
  id         TEXT PRIMARY KEY,
  person_id  TEXT NOT NULL REFERENCES member_person(id),
  unit_id    TEXT NOT NULL REFERENCES org_unit(id),
  term_id    TEXT REFERENCES org_term(id),
  post       TEXT NOT NULL CHECK (post IN ('secretary', 'deputy', 'committee_member', 'group_leader', 'mass_head', 'mass_deputy', 'government')),
  title      TEXT NOT NULL DEFAULT '', -- the words of a government post
  key_cadre  INTEGER NOT NULL DEFAULT 0 CHECK (key_cadre IN (0, 1)),
  from_date  TEXT NOT NULL,
  to_date    TEXT,
  CHECK (to_date IS NULL OR to_date >= from_date)
);
CREATE UNIQUE INDEX member_position_secretary ON member_position(unit_id) WHERE post = 'secretary' AND to_date IS NULL;
CREATE INDEX member_position_person ON member_position(person_id);
CREATE INDEX member_position_unit ON member_position(unit_id, from_date);

-- Assignment of duties for a year (phân công công tác).
CREATE TABLE member_duty (
  id        TEXT PRIMARY KEY,
  unit_id   TEXT NOT NULL REFERENCES org_unit(id),
  person_id TEXT NOT NULL REFERENCES member_person(id),
  year      INTEGER NOT NULL,
  body      TEXT NOT NULL,
  version   INTEGER NOT NULL DEFAULT 1,
  UNIQUE (unit_id, person_id, year)
);

-- A list that was read and waits for confirmation. The file is not kept, and
-- of its cells none that hold national identity numbers.
CREATE TABLE member_import (
  id         TEXT PRIMARY KEY,
  unit_id    TEXT NOT NULL REFERENCES org_unit(id),
  file_name  TEXT NOT NULL,
  sheet      TEXT NOT NULL,
  body       TEXT NOT NULL, -- the cells as read, JSON; emptied when done
  mapping    TEXT NOT NULL DEFAULT '{}',
  others     TEXT NOT NULL DEFAULT '[]', -- rows that name others than those known beside the chapter, JSON
  state      TEXT NOT NULL CHECK (state IN ('read', 'done', 'dropped')),
  added      INTEGER NOT NULL DEFAULT 0, -- people, once it is done
  changed    INTEGER NOT NULL DEFAULT 0,
  created_at BIGINT NOT NULL,
  version    INTEGER NOT NULL DEFAULT 1
);
CREATE INDEX member_import_unit ON member_import(unit_id, created_at);
