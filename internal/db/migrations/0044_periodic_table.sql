-- +goose Up

-- A table that a committee has the units below it fill (biểu số liệu đột xuất).
CREATE TABLE periodic_table (
  id        TEXT PRIMARY KEY,
  unit_id   TEXT NOT NULL REFERENCES org_unit(id), -- the committee that asks
  title     TEXT NOT NULL,
  purpose   TEXT NOT NULL DEFAULT '',
  many      INTEGER NOT NULL CHECK (many IN (0, 1)), -- each unit fills as many rows as it has
  body      TEXT NOT NULL,                -- its columns, JSON; fixed once it is sent
  due       TEXT NOT NULL,                -- the last day for sending it back
  state     TEXT NOT NULL CHECK (state IN ('drafted', 'sent', 'closed')),
  made_at   BIGINT NOT NULL,
  version   INTEGER NOT NULL DEFAULT 1
);
CREATE INDEX periodic_table_unit ON periodic_table(unit_id, made_at);

-- The table in one unit that was asked.
CREATE TABLE periodic_asked (
  id          TEXT PRIMARY KEY,
  table_id    TEXT NOT NULL REFERENCES periodic_table(id),
  unit_id     TEXT NOT NULL REFERENCES org_unit(id),
  state       TEXT NOT NULL CHECK (state IN ('waiting', 'drafted', 'sent', 'returned')),
  cells       TEXT NOT NULL DEFAULT '[]', -- as they are being filled, JSON
  aside       INTEGER NOT NULL DEFAULT 0 CHECK (aside IN (0, 1)), -- the committee that asks enters it for the unit
  filler_id   TEXT REFERENCES member_person(id), -- who entered it for the unit last
  sends       INTEGER NOT NULL DEFAULT 0,
  sent_on     TEXT,                       -- the last time
  wanted      TEXT NOT NULL DEFAULT '',   -- what the committee asked for when it gave it back last
  reminded_on TEXT,                       -- the last time that the committee reminded of it
  version     INTEGER NOT NULL DEFAULT 1,
  UNIQUE (table_id, unit_id),
  CHECK (state NOT IN ('sent', 'returned') OR sends > 0)
);
CREATE INDEX periodic_asked_unit ON periodic_asked(unit_id);
CREATE INDEX periodic_asked_filler ON periodic_asked(filler_id);

-- What a unit sent, each time: nothing of it changes any more.
CREATE TABLE periodic_filled (
  asked_id  TEXT NOT NULL REFERENCES periodic_asked(id),
  ordinal   INTEGER NOT NULL, -- 1: the first time
  sent_at   BIGINT NOT NULL,
  cells     TEXT NOT NULL,
  aside     INTEGER NOT NULL CHECK (aside IN (0, 1)),
  filler_id TEXT REFERENCES member_person(id),
  PRIMARY KEY (asked_id, ordinal)
);
CREATE INDEX periodic_filled_filler ON periodic_filled(filler_id);
