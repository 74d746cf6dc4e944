-- +goose Up

-- Pictures as they were drawn anew: the large one, the small one, their size.
CREATE TABLE document_picture (
  hash       TEXT PRIMARY KEY REFERENCES document_file(hash),
  small_hash TEXT NOT NULL REFERENCES document_file(hash),
  width      INTEGER NOT NULL CHECK (width > 0), -- of the large one, in points
  height     INTEGER NOT NULL CHECK (height > 0)
);

-- An article of a unit. Once published it is read by the unit of reach_id, with all
-- under that unless it is for the unit alone.
CREATE TABLE bulletin_article (
  id           TEXT PRIMARY KEY,
  unit_id      TEXT NOT NULL REFERENCES org_unit(id),
  reach_id     TEXT NOT NULL REFERENCES org_unit(id),
  author_id    TEXT REFERENCES member_person(id),
  kind         TEXT NOT NULL CHECK (kind IN ('article', 'model')),
  field        TEXT NOT NULL CHECK (field IN ('service', 'work', 'meeting', 'people', 'study', 'thrift', 'masses', 'other')),
  audience     TEXT NOT NULL CHECK (audience IN ('cell', 'branch', 'tree')),
  title        TEXT NOT NULL,
  lede         TEXT NOT NULL,
  body         TEXT NOT NULL,
  folded       TEXT NOT NULL,             -- its words, folded, for search
  state        TEXT NOT NULL CHECK (state IN ('draft', 'returned', 'submitted', 'published', 'withdrawn')),
  reason       TEXT NOT NULL DEFAULT '',  -- of its return or withdrawal
  consent_on   TEXT,                      -- when the cell agreed that its model goes wider
  consent_note TEXT NOT NULL DEFAULT '',
  published_on TEXT,
  version      INTEGER NOT NULL DEFAULT 1,
  CHECK (audience <> 'cell' OR reach_id = unit_id),
  CHECK ((state IN ('published', 'withdrawn')) = (published_on IS NOT NULL))
);
CREATE INDEX bulletin_article_unit ON bulletin_article(unit_id, state);
CREATE INDEX bulletin_article_reach ON bulletin_article(reach_id, published_on);
CREATE INDEX bulletin_article_author ON bulletin_article(author_id);

-- The figures of an article; those of the system have a value once they are frozen.
CREATE TABLE bulletin_figure (
  article_id   TEXT NOT NULL REFERENCES bulletin_article(id),
  ordinal      INTEGER NOT NULL,
  source       TEXT NOT NULL,             -- '': the unit states it itself
  period       TEXT NOT NULL,
  label        TEXT NOT NULL,
  words        TEXT NOT NULL,
  note         TEXT NOT NULL,
  goal         TEXT NOT NULL DEFAULT '',  -- what is striven for in a month or a week, as typed
  value        INTEGER,
  before_value INTEGER,
  facts        TEXT NOT NULL DEFAULT '',  -- month by month or week by week, JSON
  from_date    TEXT,
  through_date TEXT,
  frozen_on    TEXT,
  PRIMARY KEY (article_id, ordinal)
);

-- What the pictures of an article show.
CREATE TABLE bulletin_caption (
  picture_id TEXT PRIMARY KEY REFERENCES document_attachment(id),
  article_id TEXT NOT NULL REFERENCES bulletin_article(id),
  alt        TEXT NOT NULL,
  caption    TEXT NOT NULL
);
CREATE INDEX bulletin_caption_article ON bulletin_caption(article_id);

-- Who has read an article: it is counted and never shown.
CREATE TABLE bulletin_read (
  article_id TEXT NOT NULL REFERENCES bulletin_article(id),
  person_id  TEXT NOT NULL REFERENCES member_person(id),
  at         BIGINT NOT NULL,
  PRIMARY KEY (article_id, person_id)
);
CREATE INDEX bulletin_read_person ON bulletin_read(person_id);

CREATE TABLE bulletin_comment (
  id         TEXT PRIMARY KEY,
  article_id TEXT NOT NULL REFERENCES bulletin_article(id),
  unit_id    TEXT NOT NULL REFERENCES org_unit(id), -- of who wrote it
  person_id  TEXT REFERENCES member_person(id),
  body       TEXT NOT NULL,
  at         BIGINT NOT NULL,
  hidden_on  TEXT,
  reason     TEXT NOT NULL DEFAULT ''
);
CREATE INDEX bulletin_comment_article ON bulletin_comment(article_id, id);
CREATE INDEX bulletin_comment_person ON bulletin_comment(person_id);

-- What a unit made of a model.
CREATE TABLE bulletin_adoption (
  id           TEXT PRIMARY KEY,
  article_id   TEXT NOT NULL REFERENCES bulletin_article(id),
  unit_id      TEXT NOT NULL REFERENCES org_unit(id),
  person_id    TEXT REFERENCES member_person(id),   -- who proposed it
  state        TEXT NOT NULL CHECK (state IN ('suggested', 'registered', 'declined', 'applying', 'ended')),
  steps        TEXT NOT NULL DEFAULT '',
  started_on   TEXT,
  measure      TEXT NOT NULL DEFAULT '',
  before_value TEXT NOT NULL DEFAULT '',
  after_value  TEXT NOT NULL DEFAULT '',
  result       TEXT NOT NULL DEFAULT '',
  reason       TEXT NOT NULL DEFAULT '',
  ended_on     TEXT,
  meeting_id   TEXT REFERENCES meeting_meeting(id), -- on whose agenda the program put it
  version      INTEGER NOT NULL DEFAULT 1
);
CREATE UNIQUE INDEX bulletin_adoption_open ON bulletin_adoption(article_id, unit_id) WHERE ended_on IS NULL;
CREATE INDEX bulletin_adoption_unit ON bulletin_adoption(unit_id, state);
CREATE INDEX bulletin_adoption_meeting ON bulletin_adoption(meeting_id);
CREATE INDEX bulletin_adoption_person ON bulletin_adoption(person_id);
