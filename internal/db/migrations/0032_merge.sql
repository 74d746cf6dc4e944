-- +goose Up

-- A person who had been entered twice and became one. What was changed is kept
-- as long as it can be undone.
CREATE TABLE member_merge (
  id        TEXT PRIMARY KEY,
  unit_id   TEXT NOT NULL REFERENCES org_unit(id),      -- where the one who stays has his record
  from_id   TEXT NOT NULL REFERENCES member_person(id), -- who is no person of his own any more
  into_id   TEXT NOT NULL REFERENCES member_person(id),
  at        BIGINT NOT NULL,
  merged_by TEXT REFERENCES member_person(id),          -- NULL: the program itself
  moved     INTEGER NOT NULL,                           -- rows
  changes   TEXT NOT NULL,                              -- what was replaced, JSON; '' once it cannot be undone
  undone_at BIGINT,
  CHECK (from_id <> into_id)
);
CREATE INDEX member_merge_unit ON member_merge(unit_id, at);
CREATE INDEX member_merge_into ON member_merge(into_id);
CREATE INDEX member_merge_by ON member_merge(merged_by);
CREATE UNIQUE INDEX member_merge_now ON member_merge(from_id) WHERE undone_at IS NULL;
CREATE INDEX member_merge_from ON member_merge(from_id);
CREATE INDEX member_person_merged ON member_person(merged_into);

-- Two records that look like one person and are two: they are not offered again.
CREATE TABLE member_apart (
  id       TEXT PRIMARY KEY,
  one_id   TEXT NOT NULL REFERENCES member_person(id),
  other_id TEXT NOT NULL REFERENCES member_person(id),
  reason   TEXT NOT NULL,
  set_by   TEXT REFERENCES member_person(id), -- NULL: the program itself, or somebody forgotten
  at       BIGINT NOT NULL,
  UNIQUE (one_id, other_id)
);
CREATE INDEX member_apart_other ON member_apart(other_id);
CREATE INDEX member_apart_by ON member_apart(set_by);
