-- +goose Up

-- What the officers of a mass organisation's chapter keep for themselves (sổ riêng
-- của đoàn thể). Nobody of the cell and nobody above reads it.
CREATE TABLE document_chapter (
  id        TEXT PRIMARY KEY,
  unit_id   TEXT NOT NULL REFERENCES org_unit(id),
  kind      TEXT NOT NULL CHECK (kind IN ('note', 'plan', 'list', 'minutes')),
  title     TEXT NOT NULL,
  body      TEXT NOT NULL DEFAULT '',
  on_date   TEXT NOT NULL,                -- the day that it is of
  put_away  INTEGER NOT NULL DEFAULT 0 CHECK (put_away IN (0, 1)), -- no longer in the list
  made_at   BIGINT NOT NULL,
  version   INTEGER NOT NULL DEFAULT 1
);
CREATE INDEX document_chapter_unit ON document_chapter(unit_id, on_date);
