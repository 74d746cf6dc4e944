-- +goose Up

-- What there is to learn of a theme, in the order in which it is read: files are
-- attached to a row, or its words say where to find it.
CREATE TABLE campaign_material (
  id         TEXT PRIMARY KEY,
  theme_id   TEXT NOT NULL REFERENCES campaign_theme(id),
  ordinal    INTEGER NOT NULL,
  title      TEXT NOT NULL,
  about      TEXT NOT NULL DEFAULT '',
  address    TEXT NOT NULL DEFAULT '', -- shown as text; nothing is loaded from there
  required   INTEGER NOT NULL CHECK (required IN (0, 1)),
  dropped_on TEXT,                     -- since when it is no part of the list
  version    INTEGER NOT NULL DEFAULT 1
);
CREATE INDEX campaign_material_theme ON campaign_material(theme_id, ordinal);

-- That somebody has read it.
CREATE TABLE campaign_reading (
  material_id TEXT NOT NULL REFERENCES campaign_material(id),
  person_id   TEXT NOT NULL REFERENCES member_person(id),
  on_date     TEXT NOT NULL,
  PRIMARY KEY (material_id, person_id)
);
CREATE INDEX campaign_reading_person ON campaign_reading(person_id);

-- Who has begun to learn, by unit, and since when he has read all that is required.
CREATE TABLE campaign_reader (
  theme_id  TEXT NOT NULL REFERENCES campaign_theme(id),
  person_id TEXT NOT NULL REFERENCES member_person(id),
  unit_id   TEXT NOT NULL REFERENCES org_unit(id), -- where he belongs
  body      TEXT NOT NULL CHECK (body IN ('party', 'mass')),
  counts    TEXT NOT NULL CHECK (counts IN ('above', 'here')), -- in the sums above, or in a unit's own theme
  done_on   TEXT,
  PRIMARY KEY (theme_id, person_id, unit_id)
);
CREATE INDEX campaign_reader_unit ON campaign_reader(unit_id, theme_id);
CREATE INDEX campaign_reader_person ON campaign_reader(person_id);

-- The questions that go with the material of a theme.
CREATE TABLE campaign_question (
  id         TEXT PRIMARY KEY,
  theme_id   TEXT NOT NULL REFERENCES campaign_theme(id),
  words      TEXT NOT NULL,
  options    TEXT NOT NULL, -- one a line, 2 to 5
  answer     INTEGER NOT NULL CHECK (answer BETWEEN 1 AND 5),
  dropped_on TEXT,
  version    INTEGER NOT NULL DEFAULT 1
);
CREATE INDEX campaign_question_theme ON campaign_question(theme_id);

-- Whether somebody has answered them all rightly; what he chose is not kept.
CREATE TABLE campaign_quiz (
  theme_id  TEXT NOT NULL REFERENCES campaign_theme(id),
  person_id TEXT NOT NULL REFERENCES member_person(id),
  passed    INTEGER NOT NULL CHECK (passed IN (0, 1)),
  PRIMARY KEY (theme_id, person_id)
);
CREATE INDEX campaign_quiz_person ON campaign_quiz(person_id);
