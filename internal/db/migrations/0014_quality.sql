-- +goose Up

-- A rubric that a cell, or a committee for the cells below it, set for itself.
-- A later one of the same unit takes over from its first day.
CREATE TABLE quality_rubric (
  id        TEXT PRIMARY KEY,
  unit_id   TEXT NOT NULL REFERENCES org_unit(id),
  from_date TEXT NOT NULL,
  to_date   TEXT, -- the first day on which it is valid no more
  body      TEXT NOT NULL, -- title, criteria, points and bands, as JSON
  version   INTEGER NOT NULL DEFAULT 1
);
CREATE INDEX quality_rubric_unit ON quality_rubric(unit_id, from_date);

-- The score of one meeting.
CREATE TABLE quality_score (
  meeting_id   TEXT PRIMARY KEY REFERENCES meeting_meeting(id),
  unit_id      TEXT NOT NULL REFERENCES org_unit(id),
  kind         TEXT NOT NULL CHECK (kind IN ('regular', 'thematic')),
  month        TEXT NOT NULL, -- YYYY-MM
  held_on      TEXT NOT NULL,
  state        TEXT NOT NULL CHECK (state IN ('draft', 'adopted', 'sent', 'confirmed', 'returned')),
  rubric       TEXT NOT NULL, -- as it was when the points were computed last, JSON
  theme        INTEGER NOT NULL CHECK (theme IN (0, 1)), -- the month has a thematic meeting
  points       INTEGER NOT NULL CHECK (points >= 0), -- the cell's own
  max          INTEGER NOT NULL CHECK (max > 0),
  band         TEXT NOT NULL CHECK (band IN ('good', 'fair', 'average', 'poor')),
  complete     INTEGER NOT NULL CHECK (complete IN (0, 1)),
  vote_id      TEXT REFERENCES vote_vote(id), -- that adopted it
  above_points INTEGER, -- of the committee above; NULL before it confirmed
  above_band   TEXT NOT NULL DEFAULT '' CHECK (above_band IN ('', 'good', 'fair', 'average', 'poor')),
  returned     TEXT NOT NULL DEFAULT '', -- why it was returned last
  note         TEXT NOT NULL DEFAULT '', -- of the committee above, when it confirmed
  sent_on      TEXT,
  version      INTEGER NOT NULL DEFAULT 1,
  CHECK ((state = 'confirmed') = (above_points IS NOT NULL))
);
CREATE INDEX quality_score_unit ON quality_score(unit_id, held_on);
CREATE INDEX quality_score_vote ON quality_score(vote_id);

-- What was given for one criterion.
CREATE TABLE quality_mark (
  meeting_id TEXT NOT NULL REFERENCES quality_score(meeting_id),
  key        TEXT NOT NULL,
  computed   INTEGER CHECK (computed >= 0), -- from the record; NULL: people judge
  basis      TEXT NOT NULL DEFAULT '[]',    -- what the record says, as JSON
  own        INTEGER CHECK (own >= 0),      -- the cell's
  reason     TEXT NOT NULL DEFAULT '',      -- why it differs from computed
  above      INTEGER CHECK (above >= 0),    -- the committee's above
  above_note TEXT NOT NULL DEFAULT '',      -- why it differs from own
  PRIMARY KEY (meeting_id, key)
);
