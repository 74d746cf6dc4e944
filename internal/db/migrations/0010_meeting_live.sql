-- +goose Up

-- What is on the floor of a meeting, and a count of its changes: whoever
-- follows the meeting reads this one row.
CREATE TABLE meeting_live (
  meeting_id TEXT PRIMARY KEY REFERENCES meeting_meeting(id),
  changes    BIGINT NOT NULL,           -- grows with every change of the meeting
  item_id    TEXT REFERENCES meeting_item(id),
  phase      TEXT NOT NULL DEFAULT 'present' CHECK (phase IN ('present', 'discuss', 'conclude')),
  running    BIGINT,                    -- since when the item's clock runs; NULL while it stands still
  version    INTEGER NOT NULL DEFAULT 1 -- of item, phase and clock
);

-- How long the meeting spent on an item, without the time that is running.
CREATE TABLE meeting_pace (
  item_id TEXT PRIMARY KEY REFERENCES meeting_item(id),
  spent   INTEGER NOT NULL DEFAULT 0 CHECK (spent >= 0), -- seconds
  extra   INTEGER NOT NULL DEFAULT 0 CHECK (extra >= 0)  -- minutes that the chair added to the plan
);
