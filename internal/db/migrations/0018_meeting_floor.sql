-- +goose Up

-- What a meeting keeps of its floor while it runs: all of it goes when the
-- meeting ends, and none of it is in the log (C10).
CREATE TABLE meeting_floor (
  meeting_id TEXT PRIMARY KEY REFERENCES meeting_meeting(id),
  changes    BIGINT NOT NULL DEFAULT 0, -- grows with every change that all in the room follow
  arrivals   BIGINT NOT NULL DEFAULT 0, -- grows with every change that the recorder alone follows
  secret     TEXT NOT NULL DEFAULT ''   -- of the code on the screen; '' while none is shown
);

-- Who asked to speak on an item and waits, or has the floor. Who has spoken is
-- no row any more.
CREATE TABLE meeting_speaker (
  id         TEXT PRIMARY KEY,
  meeting_id TEXT NOT NULL REFERENCES meeting_meeting(id),
  item_id    TEXT NOT NULL REFERENCES meeting_item(id),
  person_id  TEXT REFERENCES member_person(id),
  guest_id   TEXT REFERENCES meeting_guest(id) ON DELETE CASCADE,
  kind       TEXT NOT NULL CHECK (kind IN ('speech', 'order')),
  ordinal    INTEGER NOT NULL,
  asked_at   BIGINT NOT NULL,
  given_at   BIGINT, -- since when he has the floor; NULL while he waits
  CHECK ((person_id IS NULL) <> (guest_id IS NULL))
);
CREATE UNIQUE INDEX meeting_speaker_person ON meeting_speaker(item_id, person_id);
CREATE UNIQUE INDEX meeting_speaker_guest ON meeting_speaker(item_id, guest_id);
CREATE UNIQUE INDEX meeting_speaker_given ON meeting_speaker(meeting_id) WHERE given_at IS NOT NULL;
CREATE INDEX meeting_speaker_of ON meeting_speaker(guest_id);

-- Who says that he is here, until the recorder confirms it.
CREATE TABLE meeting_arrival (
  meeting_id TEXT NOT NULL REFERENCES meeting_meeting(id),
  person_id  TEXT NOT NULL REFERENCES member_person(id),
  scanned    INTEGER NOT NULL CHECK (scanned IN (0, 1)), -- by the code on the screen
  at         BIGINT NOT NULL,
  PRIMARY KEY (meeting_id, person_id)
);
