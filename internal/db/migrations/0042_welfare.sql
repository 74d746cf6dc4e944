-- +goose Up

-- What was asked for the sake of members and staff, and what became of it. No
-- detail of anybody's health stands in it.
CREATE TABLE welfare_request (
  id          TEXT PRIMARY KEY,
  unit_id     TEXT NOT NULL REFERENCES org_unit(id), -- where it was raised: a unit of the Party, or a chapter
  answers_id  TEXT NOT NULL REFERENCES org_unit(id), -- which unit of the Party answers
  author_id   TEXT REFERENCES member_person(id),     -- who raised it; NULL once forgotten
  raised_on   TEXT NOT NULL,
  kind        TEXT NOT NULL,                         -- of kinds.yaml
  about_kind  TEXT NOT NULL CHECK (about_kind IN ('self', 'group', 'member')),
  group_name  TEXT NOT NULL DEFAULT '',              -- about a group, in words
  about_id    TEXT REFERENCES member_person(id),     -- about one member, who agreed
  title       TEXT NOT NULL,
  body        TEXT NOT NULL,
  wish        TEXT NOT NULL DEFAULT '',
  state       TEXT NOT NULL CHECK (state IN ('raised', 'assigned', 'answered', 'done', 'closed', 'withdrawn')),
  department  TEXT NOT NULL DEFAULT '',              -- who answers: a part of the unit
  person_id   TEXT REFERENCES member_person(id),     -- … or one of it
  due         TEXT,                                  -- by when; NULL while nobody has said
  answer      TEXT NOT NULL DEFAULT '',
  answered_on TEXT,
  in_time     INTEGER NOT NULL DEFAULT 0 CHECK (in_time IN (0, 1)),
  reason      TEXT NOT NULL DEFAULT '',              -- of closing, or withdrawing
  closed_on   TEXT,
  version     INTEGER NOT NULL DEFAULT 1,
  CHECK ((state IN ('done', 'closed', 'withdrawn')) = (closed_on IS NOT NULL))
);
CREATE INDEX welfare_request_unit ON welfare_request(unit_id, raised_on);
CREATE INDEX welfare_request_answers ON welfare_request(answers_id, raised_on);
CREATE INDEX welfare_request_open ON welfare_request(due) WHERE closed_on IS NULL;
CREATE INDEX welfare_request_author ON welfare_request(author_id);
CREATE INDEX welfare_request_about ON welfare_request(about_id);
CREATE INDEX welfare_request_person ON welfare_request(person_id);

-- What was done with a request, and what was said.
CREATE TABLE welfare_step (
  request_id TEXT NOT NULL REFERENCES welfare_request(id),
  ordinal    INTEGER NOT NULL, -- the version of the request that it made
  act        TEXT NOT NULL CHECK (act IN ('answer', 'return', 'finish', 'close', 'reopen', 'withdraw')),
  on_date    TEXT NOT NULL,
  words      TEXT NOT NULL,
  PRIMARY KEY (request_id, ordinal)
);

-- An occasion on which a unit or chapter cared for people: how many, never who.
CREATE TABLE welfare_visit (
  id       TEXT PRIMARY KEY,
  unit_id  TEXT NOT NULL REFERENCES org_unit(id),
  held_on  TEXT NOT NULL,
  occasion TEXT NOT NULL,
  form     TEXT NOT NULL, -- of kinds.yaml
  persons  INTEGER NOT NULL CHECK (persons > 0),
  struck   TEXT NOT NULL DEFAULT '', -- why it counts no more
  version  INTEGER NOT NULL DEFAULT 1
);
CREATE INDEX welfare_visit_unit ON welfare_visit(unit_id, held_on);
