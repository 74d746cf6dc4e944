-- +goose Up

-- Kinds of organisation are data: names and levels change by decision.
CREATE TABLE org_kind (
  id        TEXT PRIMARY KEY,
  name_vi   TEXT NOT NULL,
  name_en   TEXT NOT NULL,
  body      TEXT NOT NULL CHECK (body IN ('party', 'mass')),
  holds     INTEGER NOT NULL CHECK (holds IN (0, 1)), -- people are members of it directly
  ordinal   INTEGER NOT NULL,
  from_date TEXT NOT NULL,
  to_date   TEXT
);
INSERT INTO org_kind(id, name_vi, name_en, body, holds, ordinal, from_date, to_date) VALUES
  ('province', 'Đảng bộ tỉnh, thành phố', 'Provincial party organisation', 'party', 0, 10, '1930-02-03', NULL),
  ('superior', 'Đảng bộ cấp trên trực tiếp cơ sở', 'Superior party organisation', 'party', 0, 20, '1930-02-03', NULL),
  ('base', 'Đảng bộ cơ sở', 'Grassroots party organisation', 'party', 0, 30, '1930-02-03', NULL),
  ('sub_base', 'Đảng bộ trực thuộc cơ sở', 'Sub-base party organisation', 'party', 0, 35, '2026-07-26', NULL),
  ('section', 'Đảng bộ bộ phận', 'Sectional party organisation', 'party', 0, 40, '1930-02-03', NULL),
  ('base_cell', 'Chi bộ cơ sở', 'Grassroots party cell', 'party', 1, 45, '1930-02-03', '2026-07-26'),
  ('cell', 'Chi bộ', 'Party cell', 'party', 1, 50, '1930-02-03', NULL),
  ('group', 'Tổ đảng', 'Party group', 'party', 0, 60, '1930-02-03', NULL),
  ('union', 'Công đoàn', 'Trade union', 'mass', 1, 70, '1930-02-03', NULL),
  ('youth', 'Đoàn thanh niên', 'Youth union', 'mass', 1, 71, '1930-02-03', NULL),
  ('veterans', 'Hội cựu chiến binh', 'Veterans'' association', 'mass', 1, 72, '1930-02-03', NULL),
  ('women', 'Hội phụ nữ', 'Women''s union', 'mass', 1, 73, '1930-02-03', NULL);

CREATE TABLE org_unit (
  id      TEXT PRIMARY KEY,
  code    TEXT UNIQUE,
  locality TEXT NOT NULL DEFAULT '', -- the place named before the date on papers
  version INTEGER NOT NULL DEFAULT 1
);

-- Where a unit stood, under which name and as which kind, in [from, to).
CREATE TABLE org_span (
  unit_id   TEXT NOT NULL REFERENCES org_unit(id),
  parent_id TEXT REFERENCES org_unit(id),
  path      TEXT NOT NULL,
  kind_id   TEXT NOT NULL REFERENCES org_kind(id),
  name      TEXT NOT NULL,
  sort_key  TEXT NOT NULL,
  from_date TEXT NOT NULL,
  to_date   TEXT,
  PRIMARY KEY (unit_id, from_date),
  CHECK (to_date IS NULL OR to_date > from_date)
);
CREATE UNIQUE INDEX org_span_now ON org_span(unit_id) WHERE to_date IS NULL;
CREATE UNIQUE INDEX org_span_path_now ON org_span(path) WHERE to_date IS NULL;
CREATE INDEX org_span_parent ON org_span(parent_id);
CREATE INDEX org_span_path ON org_span(path);

CREATE VIEW org_place AS
  SELECT unit_id, path, name, from_date, to_date FROM org_span;

-- Whether a unit is the Party's or a mass organisation's, which no change of kind changes.
CREATE VIEW org_body AS
  SELECT s.unit_id, k.body FROM org_span s JOIN org_kind k ON k.id = s.kind_id
  WHERE s.from_date = (SELECT MAX(l.from_date) FROM org_span l WHERE l.unit_id = s.unit_id);

CREATE TABLE org_term (
  id         TEXT PRIMARY KEY,
  unit_id    TEXT NOT NULL REFERENCES org_unit(id),
  ordinal    TEXT NOT NULL DEFAULT '', -- "VII"
  from_date  TEXT NOT NULL,
  to_date    TEXT,
  version    INTEGER NOT NULL DEFAULT 1
);
CREATE INDEX org_term_unit ON org_term(unit_id, from_date);

-- The working regulation (quy chế làm việc), one text per period.
CREATE TABLE org_regulation (
  id        TEXT PRIMARY KEY,
  unit_id   TEXT NOT NULL REFERENCES org_unit(id),
  body      TEXT NOT NULL,
  from_date TEXT NOT NULL,
  version   INTEGER NOT NULL DEFAULT 1,
  UNIQUE (unit_id, from_date)
);

-- How many people work in the unit, members and others, from a date on.
CREATE TABLE org_headcount (
  unit_id   TEXT NOT NULL REFERENCES org_unit(id),
  from_date TEXT NOT NULL,
  staff     INTEGER NOT NULL CHECK (staff >= 0),
  PRIMARY KEY (unit_id, from_date)
);

-- Rules of the organisation's own, beside the national packs.
CREATE TABLE org_rule (
  id         TEXT PRIMARY KEY,
  unit_id    TEXT NOT NULL REFERENCES org_unit(id),
  key        TEXT NOT NULL,
  value      TEXT NOT NULL,
  scope      TEXT NOT NULL CHECK (scope IN ('province', 'superior', 'cell')),
  applies_if TEXT NOT NULL DEFAULT '', -- "meeting=regular,sitting=combined", facts in order; '' means always
  from_date  TEXT NOT NULL,
  to_date    TEXT CHECK (to_date > from_date),
  doc_no     TEXT NOT NULL,
  doc_date   TEXT NOT NULL,
  doc_clause TEXT NOT NULL DEFAULT '',
  note       TEXT NOT NULL DEFAULT ''
);
CREATE INDEX org_rule_key ON org_rule(unit_id, key);
