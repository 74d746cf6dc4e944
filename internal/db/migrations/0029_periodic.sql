-- +goose Up

-- The report of a unit for a month, a quarter, half a year or a year (báo cáo
-- định kỳ).
CREATE TABLE periodic_report (
  id          TEXT PRIMARY KEY,
  unit_id     TEXT NOT NULL REFERENCES org_unit(id),
  length      TEXT NOT NULL CHECK (length IN ('month', 'quarter', 'half', 'year')),
  from_date   TEXT NOT NULL,              -- first day of the period
  state       TEXT NOT NULL CHECK (state IN ('drafted', 'sent', 'received', 'returned')),
  due         TEXT,                       -- the last day for sending; NULL: no rule is known
  facts       TEXT NOT NULL,              -- the figures as they were counted last, JSON
  counted_at  BIGINT NOT NULL,
  sends       INTEGER NOT NULL DEFAULT 0, -- how often it was sent
  sent_on     TEXT,                       -- the last time
  received_on TEXT,
  wanted      TEXT NOT NULL DEFAULT '',   -- what the committee above asked for when it returned it last
  aside       INTEGER NOT NULL DEFAULT 0 CHECK (aside IN (0, 1)), -- the committee directly above enters it for the unit
  version     INTEGER NOT NULL DEFAULT 1,
  UNIQUE (unit_id, length, from_date),
  CHECK (state = 'drafted' OR sends > 0),
  CHECK ((state = 'received') = (received_on IS NOT NULL))
);
CREATE INDEX periodic_report_period ON periodic_report(length, from_date);
CREATE INDEX periodic_report_due ON periodic_report(due) WHERE state IN ('drafted', 'returned');

-- What is being written, saved by itself every few seconds.
CREATE TABLE periodic_draft (
  report_id TEXT PRIMARY KEY REFERENCES periodic_report(id),
  results   TEXT NOT NULL DEFAULT '', -- I. kết quả
  limits    TEXT NOT NULL DEFAULT '', -- II. hạn chế
  ahead     TEXT NOT NULL DEFAULT '', -- III. phương hướng
  proposals TEXT NOT NULL DEFAULT '', -- IV. kiến nghị
  saved_at  BIGINT NOT NULL,
  version   INTEGER NOT NULL DEFAULT 1
);

-- The report as it was sent, each time: nothing of it changes any more.
CREATE TABLE periodic_sent (
  report_id TEXT NOT NULL REFERENCES periodic_report(id),
  ordinal   INTEGER NOT NULL, -- 1: the first time
  sent_at   BIGINT NOT NULL,
  facts     TEXT NOT NULL,
  results   TEXT NOT NULL,
  limits    TEXT NOT NULL,
  ahead     TEXT NOT NULL,
  proposals TEXT NOT NULL,
  aside     INTEGER NOT NULL CHECK (aside IN (0, 1)), -- the committee directly above sent it for the unit
  PRIMARY KEY (report_id, ordinal)
);
