-- +goose Up

-- Forms that were taken already: the same key again changes nothing.
CREATE TABLE db_key (
  key        TEXT PRIMARY KEY,
  account_id TEXT NOT NULL,
  at         BIGINT NOT NULL,
  location   TEXT NOT NULL DEFAULT ''
);
CREATE INDEX db_key_at ON db_key(at);

-- The audit log. Entries are appended in the transaction that they describe;
-- the leaf number comes after commit, from one sequencer.
CREATE TABLE audit_entry (
  id           TEXT PRIMARY KEY,
  at           BIGINT NOT NULL,
  account_id   TEXT NOT NULL,
  actor_id     TEXT,
  action       TEXT NOT NULL,
  unit_id      TEXT,
  kind         TEXT NOT NULL,
  subject_id   TEXT NOT NULL,
  person_id    TEXT,
  payload_hash TEXT NOT NULL
);
CREATE INDEX audit_entry_subject ON audit_entry(kind, subject_id, id);
CREATE INDEX audit_entry_unit ON audit_entry(unit_id, id);
CREATE INDEX audit_entry_person ON audit_entry(person_id, id);

CREATE TABLE audit_payload (
  entry_id TEXT PRIMARY KEY REFERENCES audit_entry(id),
  salt     TEXT NOT NULL,
  body     TEXT NOT NULL
);

CREATE TABLE audit_leaf (
  no       BIGINT PRIMARY KEY,
  entry_id TEXT NOT NULL UNIQUE REFERENCES audit_entry(id),
  hash     TEXT NOT NULL
);

-- Entries that wait for their leaf number. A row lives for a moment, so it
-- refers to its entry without a foreign key.
CREATE TABLE audit_pending (
  entry_id TEXT PRIMARY KEY
);

-- The stored hashes of the tree, by their index.
CREATE TABLE audit_node (
  no   BIGINT PRIMARY KEY,
  hash TEXT NOT NULL
);

-- Reads of sensitive records.
CREATE TABLE audit_read (
  id         TEXT PRIMARY KEY,
  at         BIGINT NOT NULL,
  account_id TEXT NOT NULL,
  actor_id   TEXT,
  unit_id    TEXT,
  kind       TEXT NOT NULL,
  subject_id TEXT NOT NULL,
  person_id  TEXT
);
CREATE INDEX audit_read_person ON audit_read(person_id, at);
CREATE INDEX audit_read_at ON audit_read(at);
