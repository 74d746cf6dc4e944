-- +goose Up

-- By which decision a unit was merged into another, gave a part of itself to a
-- new one, or came under another committee.
CREATE TABLE org_reform (
  id       TEXT PRIMARY KEY,
  kind     TEXT NOT NULL CHECK (kind IN ('merge', 'split', 'move')),
  unit_id  TEXT NOT NULL REFERENCES org_unit(id),
  into_id  TEXT NOT NULL REFERENCES org_unit(id), -- what it was merged into, the new one, the committee above
  on_date  TEXT NOT NULL,
  doc_no   TEXT NOT NULL,
  doc_date TEXT NOT NULL
);
CREATE INDEX org_reform_unit ON org_reform(unit_id, on_date);
CREATE INDEX org_reform_into ON org_reform(into_id, on_date);
CREATE UNIQUE INDEX org_reform_heir ON org_reform(unit_id) WHERE kind = 'merge'; -- a unit ends once
