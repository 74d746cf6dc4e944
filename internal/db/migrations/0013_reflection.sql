-- +goose Up

-- How a unit arranges its reports of a year.
CREATE TABLE reflection_year (
  unit_id    TEXT NOT NULL REFERENCES org_unit(id),
  year       INTEGER NOT NULL,
  most       INTEGER NOT NULL DEFAULT 2 CHECK (most IN (1, 2)), -- reporters a month
  twice      INTEGER NOT NULL DEFAULT 0 CHECK (twice IN (0, 1)), -- two turns a year for one person
  version    INTEGER NOT NULL DEFAULT 1,
  PRIMARY KEY (unit_id, year)
);

-- A month for which somebody volunteered.
CREATE TABLE reflection_wish (
  unit_id   TEXT NOT NULL REFERENCES org_unit(id),
  person_id TEXT NOT NULL REFERENCES member_person(id),
  month     TEXT NOT NULL, -- YYYY-MM
  PRIMARY KEY (unit_id, person_id, month)
);
CREATE INDEX reflection_wish_person ON reflection_wish(person_id);

-- A month in which somebody cannot report. No reason is kept.
CREATE TABLE reflection_absence (
  unit_id   TEXT NOT NULL REFERENCES org_unit(id),
  person_id TEXT NOT NULL REFERENCES member_person(id),
  month     TEXT NOT NULL, -- YYYY-MM
  PRIMARY KEY (unit_id, person_id, month)
);
CREATE INDEX reflection_absence_person ON reflection_absence(person_id);

-- A turn in the rota and the report that is given in it.
CREATE TABLE reflection_report (
  id          TEXT PRIMARY KEY,
  unit_id     TEXT NOT NULL REFERENCES org_unit(id),
  person_id   TEXT NOT NULL REFERENCES member_person(id),
  month       TEXT NOT NULL, -- YYYY-MM: of the meeting that hears it
  state       TEXT NOT NULL CHECK (state IN ('planned', 'assigned', 'drafting', 'review', 'revised', 'presented', 'concluded', 'final', 'released')),
  chosen      INTEGER NOT NULL DEFAULT 0 CHECK (chosen IN (0, 1)), -- he volunteered for the month
  due         TEXT,              -- the last day for the draft; NULL while planned
  sends       INTEGER NOT NULL DEFAULT 0, -- how many versions were sent
  meeting_id  TEXT,              -- that heard it
  heard_on    TEXT,              -- the day on which it was presented
  released_as TEXT NOT NULL DEFAULT '' CHECK (released_as IN ('', 'left', 'excused', 'other')),
  version     INTEGER NOT NULL DEFAULT 1,
  CHECK ((state = 'released') = (released_as <> ''))
);
CREATE INDEX reflection_report_unit ON reflection_report(unit_id, month);
CREATE INDEX reflection_report_person ON reflection_report(person_id, month);
CREATE UNIQUE INDEX reflection_report_once ON reflection_report(unit_id, person_id, month) WHERE state <> 'released';

-- What the author is writing: his alone until he sends it. One row, saved
-- every few seconds.
CREATE TABLE reflection_draft (
  report_id TEXT PRIMARY KEY REFERENCES reflection_report(id),
  person_id TEXT NOT NULL REFERENCES member_person(id),
  did       TEXT NOT NULL DEFAULT '', -- part 1: what was registered and done
  mended    TEXT NOT NULL DEFAULT '', -- part 2: how what was pointed out was mended
  ahead     TEXT NOT NULL DEFAULT '', -- part 3: present limits, and what will be done
  named     TEXT NOT NULL DEFAULT '', -- sources marked as named in the text, ids separated by spaces
  saved_at  BIGINT NOT NULL,
  version   INTEGER NOT NULL DEFAULT 1
);
CREATE INDEX reflection_draft_person ON reflection_draft(person_id);

-- A draft as it was sent to the committee.
CREATE TABLE reflection_sent (
  report_id   TEXT NOT NULL REFERENCES reflection_report(id),
  ordinal     INTEGER NOT NULL,
  did         TEXT NOT NULL,
  mended      TEXT NOT NULL,
  ahead       TEXT NOT NULL,
  named       TEXT NOT NULL DEFAULT '', -- as in the draft
  sent_at     BIGINT NOT NULL,
  sent_by     TEXT REFERENCES member_person(id), -- NULL: the program itself, or somebody forgotten
  returned_at BIGINT, -- when the committee gave it back, if it did
  returned_by TEXT REFERENCES member_person(id),
  wanted      TEXT NOT NULL DEFAULT '', -- what it said then
  PRIMARY KEY (report_id, ordinal)
);
CREATE INDEX reflection_sent_sender ON reflection_sent(sent_by);
CREATE INDEX reflection_sent_returner ON reflection_sent(returned_by);

-- A comment of the committee, on a place of a sent version.
CREATE TABLE reflection_comment (
  id          TEXT PRIMARY KEY,
  report_id   TEXT NOT NULL,
  ordinal     INTEGER NOT NULL,           -- the version that it was made on
  part        TEXT NOT NULL CHECK (part IN ('', 'did', 'mended', 'ahead')), -- '': on the whole
  start       INTEGER NOT NULL DEFAULT 0, -- the place in the part, in characters; equal: on the whole part
  stop        INTEGER NOT NULL DEFAULT 0 CHECK (stop >= start),
  person_id   TEXT REFERENCES member_person(id), -- NULL: somebody forgotten
  body        TEXT NOT NULL,
  at          BIGINT NOT NULL,
  answer      TEXT NOT NULL DEFAULT '',
  resolved_at BIGINT,
  removed     INTEGER NOT NULL DEFAULT 0 CHECK (removed IN (0, 1)),
  version     INTEGER NOT NULL DEFAULT 1,
  FOREIGN KEY (report_id, ordinal) REFERENCES reflection_sent(report_id, ordinal)
);
CREATE INDEX reflection_comment_report ON reflection_comment(report_id, at);
CREATE INDEX reflection_comment_person ON reflection_comment(person_id);

-- The text as the unit heard it, and as it was completed: its members read it.
CREATE TABLE reflection_paper (
  report_id TEXT NOT NULL REFERENCES reflection_report(id),
  kind      TEXT NOT NULL CHECK (kind IN ('presented', 'final')),
  did       TEXT NOT NULL,
  mended    TEXT NOT NULL,
  ahead     TEXT NOT NULL,
  at        BIGINT NOT NULL,
  PRIMARY KEY (report_id, kind)
);

-- What the chair concluded of a report.
CREATE TABLE reflection_conclusion (
  report_id  TEXT PRIMARY KEY REFERENCES reflection_report(id),
  assessment TEXT NOT NULL DEFAULT '',
  exemplary  TEXT NOT NULL DEFAULT '',
  to_mend    TEXT NOT NULL DEFAULT '' -- a line for each remark
);

-- An opinion on a report, where no meeting of the program heard it: in a
-- chapter of a mass organisation.
CREATE TABLE reflection_opinion (
  id         TEXT PRIMARY KEY,
  report_id  TEXT NOT NULL REFERENCES reflection_report(id),
  ordinal    INTEGER NOT NULL,
  speaker_id TEXT REFERENCES member_person(id), -- NULL: somebody forgotten
  kind       TEXT NOT NULL CHECK (kind IN ('strength', 'advice', 'proposal', 'answer')),
  body       TEXT NOT NULL,
  UNIQUE (report_id, ordinal)
);
CREATE INDEX reflection_opinion_speaker ON reflection_opinion(speaker_id);

-- A remark on record: what a meeting's conclusion asks somebody to mend.
CREATE TABLE reflection_remark (
  id          TEXT PRIMARY KEY,
  unit_id     TEXT NOT NULL REFERENCES org_unit(id),
  person_id   TEXT NOT NULL REFERENCES member_person(id),
  report_id   TEXT NOT NULL REFERENCES reflection_report(id), -- whose conclusion it comes from
  ordinal     INTEGER NOT NULL,
  title       TEXT NOT NULL,
  state       TEXT NOT NULL CHECK (state IN ('open', 'improving', 'resolved', 'carried', 'dropped')),
  made_on     TEXT NOT NULL,
  look_on     TEXT,                     -- the day to look at it again
  answer      TEXT NOT NULL DEFAULT '', -- the member's
  evidence    TEXT NOT NULL DEFAULT '', -- what shows how it stands
  resolved_on TEXT,
  version     INTEGER NOT NULL DEFAULT 1,
  CHECK ((state = 'resolved') = (resolved_on IS NOT NULL))
);
CREATE INDEX reflection_remark_person ON reflection_remark(person_id, state);
CREATE INDEX reflection_remark_unit ON reflection_remark(unit_id, state);
CREATE INDEX reflection_remark_report ON reflection_remark(report_id);

-- A remark that the conclusion of a later report names again: it is carried
-- over instead of standing on record twice.
CREATE TABLE reflection_again (
  report_id TEXT NOT NULL REFERENCES reflection_report(id), -- the later one
  remark_id TEXT NOT NULL REFERENCES reflection_remark(id),
  ordinal   INTEGER NOT NULL,
  was       TEXT NOT NULL CHECK (was IN ('open', 'improving', 'carried')), -- before it was named again
  PRIMARY KEY (report_id, remark_id)
);
CREATE INDEX reflection_again_remark ON reflection_again(remark_id);

-- The help that was agreed: who, what, until when.
CREATE TABLE reflection_help (
  id        TEXT PRIMARY KEY,
  remark_id TEXT NOT NULL REFERENCES reflection_remark(id),
  helper_id TEXT NOT NULL REFERENCES member_person(id),
  body      TEXT NOT NULL,
  due       TEXT NOT NULL,
  done_on   TEXT,
  version   INTEGER NOT NULL DEFAULT 1
);
CREATE INDEX reflection_help_remark ON reflection_help(remark_id);
CREATE INDEX reflection_help_helper ON reflection_help(helper_id, due);

-- What happened to a report: who did it, with which words.
CREATE TABLE reflection_step (
  id        TEXT PRIMARY KEY,
  report_id TEXT NOT NULL REFERENCES reflection_report(id),
  action    TEXT NOT NULL,
  person_id TEXT REFERENCES member_person(id), -- NULL: the program itself, or somebody forgotten
  month     TEXT NOT NULL DEFAULT '', -- that the turn was moved from
  note      TEXT NOT NULL DEFAULT '',
  at        BIGINT NOT NULL
);
CREATE INDEX reflection_step_report ON reflection_step(report_id, at);
CREATE INDEX reflection_step_person ON reflection_step(person_id);

-- A final report that the unit sent upward by its own decision.
CREATE TABLE reflection_up (
  report_id TEXT PRIMARY KEY REFERENCES reflection_report(id),
  body      TEXT NOT NULL, -- the paper as it went up, JSON
  sent_on   TEXT NOT NULL,
  sent_by   TEXT REFERENCES member_person(id)
);
CREATE INDEX reflection_up_sender ON reflection_up(sent_by);
