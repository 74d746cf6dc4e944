-- +goose Up

-- A list that was read from a spreadsheet and waits for confirmation. The file is
-- not kept.
CREATE TABLE intake_list (
  id        TEXT PRIMARY KEY,
  kind      TEXT NOT NULL,              -- what its rows are of: "feedback"
  unit_id   TEXT NOT NULL REFERENCES org_unit(id),
  year      INTEGER NOT NULL DEFAULT 0, -- that it is about; 0 where the rows say so
  file_name TEXT NOT NULL,
  body      TEXT NOT NULL,              -- the rows as read, JSON; emptied when done
  state     TEXT NOT NULL CHECK (state IN ('read', 'done', 'dropped')),
  made      INTEGER NOT NULL DEFAULT 0, -- how many records it made, once it is done
  made_at   BIGINT NOT NULL,
  version   INTEGER NOT NULL DEFAULT 1
);
CREATE INDEX intake_list_unit ON intake_list(unit_id, kind, made_at);
