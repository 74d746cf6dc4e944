-- +goose Up

-- The areas of work of mass mobilisation (dân vận): those that every programme has,
-- and those that an organisation added for itself and all under it.
CREATE TABLE mobilisation_area (
  id       TEXT PRIMARY KEY,
  unit_id  TEXT REFERENCES org_unit(id), -- NULL: everywhere
  ordinal  INTEGER NOT NULL,
  name     TEXT NOT NULL,
  sort_key TEXT NOT NULL                 -- keeps an organisation from adding one twice
);
CREATE UNIQUE INDEX mobilisation_area_name ON mobilisation_area(unit_id, sort_key);
INSERT INTO mobilisation_area(id, unit_id, ordinal, name, sort_key) VALUES
  ('duty', NULL, 1, 'Thực hiện nhiệm vụ chuyên môn gắn với chăm lo đời sống vật chất, tinh thần', ''),
  ('democracy', NULL, 2, 'Thực hiện quy chế dân chủ ở cơ sở', ''),
  ('building', NULL, 3, 'Tham gia xây dựng Đảng trong sạch, vững mạnh', '');

-- A piece of work in the programme of a year.
CREATE TABLE mobilisation_item (
  id        TEXT PRIMARY KEY,
  unit_id   TEXT NOT NULL REFERENCES org_unit(id),
  year      INTEGER NOT NULL,
  area_id   TEXT NOT NULL REFERENCES mobilisation_area(id),
  work      TEXT NOT NULL,
  audience  TEXT NOT NULL,
  measure   TEXT NOT NULL,
  owner     TEXT NOT NULL,                      -- a part of the unit or a mass organisation
  person_id TEXT REFERENCES member_person(id),  -- a member who sees to it
  due       TEXT NOT NULL,
  state     TEXT NOT NULL CHECK (state IN ('planned', 'done', 'dropped')),
  done_on   TEXT,
  reason    TEXT NOT NULL DEFAULT '',           -- why it was dropped
  version   INTEGER NOT NULL DEFAULT 1,
  CHECK ((state = 'done') = (done_on IS NOT NULL))
);
CREATE INDEX mobilisation_item_unit ON mobilisation_item(unit_id, year);
CREATE INDEX mobilisation_item_person ON mobilisation_item(person_id);

-- What was said of its progress.
CREATE TABLE mobilisation_progress (
  item_id TEXT NOT NULL REFERENCES mobilisation_item(id),
  ordinal INTEGER NOT NULL, -- the version of the item at the time
  on_date TEXT NOT NULL,
  words   TEXT NOT NULL,
  PRIMARY KEY (item_id, ordinal)
);

-- A model of skilful mobilisation (mô hình «Dân vận khéo») as it was registered.
CREATE TABLE mobilisation_model (
  id            TEXT PRIMARY KEY,
  unit_id       TEXT NOT NULL REFERENCES org_unit(id),
  kind          TEXT NOT NULL CHECK (kind IN ('collective', 'individual')),
  person_id     TEXT REFERENCES member_person(id), -- of an individual; NULL once forgotten
  collective    TEXT NOT NULL DEFAULT '',
  field         TEXT NOT NULL CHECK (field IN ('economy', 'culture', 'defence', 'politics')),
  title         TEXT NOT NULL,
  body          TEXT NOT NULL,
  registered_on TEXT NOT NULL,
  state         TEXT NOT NULL CHECK (state IN ('registered', 'assisted', 'appraised', 'recognised', 'exemplary', 'proposed', 'declined', 'withdrawn')),
  level         TEXT NOT NULL DEFAULT '', -- the highest that recognised it
  spread        INTEGER NOT NULL DEFAULT 0, -- how many took it over
  acted_on      TEXT NOT NULL,            -- the day of the latest step
  version       INTEGER NOT NULL DEFAULT 1
);
CREATE INDEX mobilisation_model_unit ON mobilisation_model(unit_id, registered_on);
CREATE INDEX mobilisation_model_person ON mobilisation_model(person_id);

-- What became of it, step by step.
CREATE TABLE mobilisation_step (
  model_id TEXT NOT NULL REFERENCES mobilisation_model(id),
  ordinal  INTEGER NOT NULL, -- the version of the model that it led to
  act      TEXT NOT NULL,
  on_date  TEXT NOT NULL,
  giver    TEXT NOT NULL DEFAULT '', -- who appraised, decided, or helps
  level    TEXT NOT NULL DEFAULT '',
  number   TEXT NOT NULL DEFAULT '', -- of a decision
  words    TEXT NOT NULL DEFAULT '',
  unit_id  TEXT REFERENCES org_unit(id), -- that took it over
  PRIMARY KEY (model_id, ordinal)
);
