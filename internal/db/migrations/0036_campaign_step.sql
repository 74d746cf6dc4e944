-- +goose Up

-- The steps that a theme asks for, where somebody chose them.
CREATE TABLE campaign_asked (
  theme_id TEXT PRIMARY KEY REFERENCES campaign_theme(id),
  steps    TEXT NOT NULL, -- in their order, parted by spaces
  version  INTEGER NOT NULL DEFAULT 1
);

-- A step of a theme that somebody has taken.
CREATE TABLE campaign_mark (
  theme_id  TEXT NOT NULL REFERENCES campaign_theme(id),
  person_id TEXT NOT NULL REFERENCES member_person(id),
  unit_id   TEXT NOT NULL REFERENCES org_unit(id), -- where he belongs
  step      TEXT NOT NULL CHECK (step IN ('study', 'report', 'register', 'act', 'review', 'commend')),
  body      TEXT NOT NULL CHECK (body IN ('party', 'mass')),
  on_date   TEXT NOT NULL,
  way       TEXT NOT NULL CHECK (way IN ('unit', 'self', 'record')), -- who says so: the leaders, himself, what he handed in
  counts    TEXT NOT NULL CHECK (counts IN ('above', 'here', 'nowhere')), -- in the sums above; in a unit's own theme; he has left
  by_id     TEXT REFERENCES member_person(id),
  PRIMARY KEY (theme_id, person_id, unit_id, step)
);
CREATE INDEX campaign_mark_unit ON campaign_mark(unit_id, theme_id);
CREATE INDEX campaign_mark_person ON campaign_mark(person_id);
CREATE INDEX campaign_mark_by ON campaign_mark(by_id);

-- A learning report (thu hoạch): what its author understood, and what he will do.
CREATE TABLE campaign_learning (
  id        TEXT PRIMARY KEY,
  theme_id  TEXT NOT NULL REFERENCES campaign_theme(id),
  unit_id   TEXT NOT NULL REFERENCES org_unit(id),
  person_id TEXT NOT NULL REFERENCES member_person(id),
  state     TEXT NOT NULL CHECK (state IN ('drafting', 'sent', 'returned')),
  awareness TEXT NOT NULL DEFAULT '', -- nhận thức
  duties    TEXT NOT NULL DEFAULT '', -- nhiệm vụ cụ thể, one a line
  wanted    TEXT NOT NULL DEFAULT '', -- why it was given back last
  remark    TEXT NOT NULL DEFAULT '', -- what the leaders say to it
  sent_on   TEXT,
  saved_at  BIGINT NOT NULL,
  version   INTEGER NOT NULL DEFAULT 1,
  UNIQUE (theme_id, person_id)
);
CREATE INDEX campaign_learning_unit ON campaign_learning(unit_id, theme_id);
CREATE INDEX campaign_learning_person ON campaign_learning(person_id);

-- That the pledge of a year is its author's registration in a theme: as a whole, or
-- by items of it.
CREATE TABLE campaign_registration (
  theme_id  TEXT NOT NULL REFERENCES campaign_theme(id),
  pledge_id TEXT NOT NULL REFERENCES commitment_pledge(id),
  whole     INTEGER NOT NULL CHECK (whole IN (0, 1)),
  person_id TEXT NOT NULL REFERENCES member_person(id),
  unit_id   TEXT NOT NULL REFERENCES org_unit(id),
  PRIMARY KEY (theme_id, pledge_id)
);
CREATE INDEX campaign_registration_pledge ON campaign_registration(pledge_id);
CREATE INDEX campaign_registration_person ON campaign_registration(person_id);

-- How many of the staff outside the Party have taken each step, as their unit
-- counts them.
CREATE TABLE campaign_staff (
  theme_id TEXT NOT NULL REFERENCES campaign_theme(id),
  unit_id  TEXT NOT NULL REFERENCES org_unit(id),
  on_date  TEXT NOT NULL, -- when it was counted last
  study    INTEGER NOT NULL CHECK (study >= 0),
  report   INTEGER NOT NULL CHECK (report >= 0),
  register INTEGER NOT NULL CHECK (register >= 0),
  act      INTEGER NOT NULL CHECK (act >= 0),
  review   INTEGER NOT NULL CHECK (review >= 0),
  commend  INTEGER NOT NULL CHECK (commend >= 0),
  counts   TEXT NOT NULL CHECK (counts IN ('above', 'here')),
  version  INTEGER NOT NULL DEFAULT 1,
  PRIMARY KEY (theme_id, unit_id)
);
CREATE INDEX campaign_staff_unit ON campaign_staff(unit_id);
