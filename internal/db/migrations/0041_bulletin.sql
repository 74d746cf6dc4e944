-- +goose Up

-- Pictures as they were drawn anew: the large one, the small one, their size.
CREATE TABLE document_picture (
  hash   TEXT PRIMARY KEY REFERENCES document_file(hash),
  small  TEXT NOT NULL REFERENCES document_file(hash),
  width  INTEGER NOT NULL CHECK (width > 0), -- of the large one, in points
  height INTEGER NOT NULL CHECK (height > 0)
);
