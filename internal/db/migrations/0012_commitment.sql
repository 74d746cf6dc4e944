-- +goose Up

-- A unit's registration of a year (đợt đăng ký): its theme and last day.
CREATE TABLE commitment_call (
  unit_id   TEXT NOT NULL REFERENCES org_unit(id),
  year      INTEGER NOT NULL,
  theme     TEXT NOT NULL DEFAULT '',
  due       TEXT NOT NULL,
  opened_on TEXT NOT NULL,
  version   INTEGER NOT NULL DEFAULT 1,
  PRIMARY KEY (unit_id, year)
);

-- What somebody registers to do in a year.
CREATE TABLE commitment_pledge (
  id           TEXT PRIMARY KEY,
  unit_id      TEXT NOT NULL REFERENCES org_unit(id),
  counted_id   TEXT REFERENCES org_unit(id), -- where it was approved, if that has ended and unit_id is its heir
  person_id    TEXT NOT NULL REFERENCES member_person(id),
  year         INTEGER NOT NULL,
  state        TEXT NOT NULL CHECK (state IN ('drafting', 'submitted', 'returned', 'approved', 'closed')),
  example      INTEGER NOT NULL DEFAULT 0 CHECK (example IN (0, 1)), -- a leader's: he goes ahead
  submitted_on TEXT,
  approved_on  TEXT,
  wanted       TEXT NOT NULL DEFAULT '', -- what the committee asked for when it returned it last
  midyear      TEXT NOT NULL DEFAULT '', -- the author's look back at mid-year
  yearend      TEXT NOT NULL DEFAULT '', -- … and at the end of the year
  proxy        INTEGER NOT NULL DEFAULT 0 CHECK (proxy IN (0, 1)), -- written by a leader for one who has no device
  saved_at     BIGINT NOT NULL,          -- when it was last written
  version      INTEGER NOT NULL DEFAULT 1,
  UNIQUE (unit_id, person_id, year)
);
CREATE INDEX commitment_pledge_person ON commitment_pledge(person_id, year);

-- One thing that he will do. Old rows of a draft are replaced when it is saved.
CREATE TABLE commitment_item (
  id        TEXT PRIMARY KEY,
  pledge_id TEXT NOT NULL REFERENCES commitment_pledge(id),
  ordinal   INTEGER NOT NULL,
  heading   TEXT NOT NULL,              -- nội dung
  work      TEXT NOT NULL DEFAULT '',   -- việc làm cụ thể
  measure   TEXT NOT NULL DEFAULT '',   -- chỉ tiêu
  due       TEXT NOT NULL DEFAULT '',   -- thời hạn, as it is typed
  percent   INTEGER NOT NULL DEFAULT 0 CHECK (percent BETWEEN 0 AND 100),
  result    TEXT NOT NULL DEFAULT '' ,  -- the newest word of its progress
  UNIQUE (pledge_id, ordinal)
);

-- How an item went on, as its author put it.
CREATE TABLE commitment_progress (
  id        TEXT PRIMARY KEY,
  item_id   TEXT NOT NULL REFERENCES commitment_item(id),
  percent   INTEGER NOT NULL CHECK (percent BETWEEN 0 AND 100),
  note      TEXT NOT NULL,
  person_id TEXT REFERENCES member_person(id), -- who entered it; NULL: the program itself, or somebody forgotten
  at        BIGINT NOT NULL
);
CREATE INDEX commitment_progress_item ON commitment_progress(item_id, at);
CREATE INDEX commitment_progress_person ON commitment_progress(person_id);

-- The action programme of a unit for a year (chương trình hành động), work
-- item by work item: the unit reads it.
CREATE TABLE commitment_programme (
  unit_id    TEXT NOT NULL REFERENCES org_unit(id),
  year       INTEGER NOT NULL,
  state      TEXT NOT NULL CHECK (state IN ('drafting', 'issued')),
  issued_on  TEXT,
  version    INTEGER NOT NULL DEFAULT 1,
  PRIMARY KEY (unit_id, year),
  CHECK ((state = 'issued') = (issued_on IS NOT NULL))
);
CREATE TABLE commitment_work (
  id        TEXT PRIMARY KEY,
  unit_id   TEXT NOT NULL,
  year      INTEGER NOT NULL,
  ordinal   INTEGER NOT NULL,
  heading   TEXT NOT NULL,
  work      TEXT NOT NULL DEFAULT '',
  measure   TEXT NOT NULL DEFAULT '',
  due       TEXT NOT NULL DEFAULT '',
  leader_id TEXT REFERENCES member_person(id), -- who answers for it
  percent   INTEGER NOT NULL DEFAULT 0 CHECK (percent BETWEEN 0 AND 100),
  result    TEXT NOT NULL DEFAULT '',
  FOREIGN KEY (unit_id, year) REFERENCES commitment_programme(unit_id, year),
  UNIQUE (unit_id, year, ordinal)
);
CREATE INDEX commitment_work_leader ON commitment_work(leader_id);
