-- +goose Up

-- A paper that the cell issues about a meeting: its minutes, its resolution,
-- its notice, the extract for the level above.
CREATE TABLE meeting_deed (
  id         TEXT PRIMARY KEY,
  meeting_id TEXT NOT NULL REFERENCES meeting_meeting(id),
  kind       TEXT NOT NULL CHECK (kind IN ('minutes', 'resolution', 'notice', 'extract')),
  number     TEXT NOT NULL DEFAULT '',  -- given with the first version
  texts      TEXT NOT NULL DEFAULT '{}', -- the sections that were edited, as JSON; the others follow the record
  written    INTEGER NOT NULL DEFAULT 1 CHECK (written IN (0, 1)), -- it can be edited: nothing is frozen, or a correction is being made
  posted_on  TEXT,                      -- the day on which the newest version was posted
  posted_by  TEXT REFERENCES member_person(id), -- NULL: the program itself
  sent       INTEGER NOT NULL DEFAULT 0, -- the version that went up; 0: none
  version    INTEGER NOT NULL DEFAULT 1,
  UNIQUE (meeting_id, kind)
);
CREATE INDEX meeting_deed_poster ON meeting_deed(posted_by);

-- A deed as it was frozen. A correction is a further version.
CREATE TABLE meeting_paper (
  deed_id   TEXT NOT NULL REFERENCES meeting_deed(id),
  ordinal   INTEGER NOT NULL,
  body      TEXT NOT NULL, -- the document as JSON: the papers are made from it
  hash      TEXT NOT NULL, -- SHA-256 of body
  frozen_by TEXT REFERENCES member_person(id), -- NULL: the program itself
  frozen_at BIGINT NOT NULL,
  PRIMARY KEY (deed_id, ordinal)
);
CREATE INDEX meeting_paper_person ON meeting_paper(frozen_by);
