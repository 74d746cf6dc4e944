-- +goose Up

-- What a person is told in the application. A notice points to something that
-- is recorded elsewhere; it is no record itself.
CREATE TABLE notify_notice (
  id         TEXT PRIMARY KEY,
  person_id  TEXT NOT NULL REFERENCES member_person(id),
  unit_id    TEXT REFERENCES org_unit(id), -- NULL: about no organisation
  key        TEXT NOT NULL, -- text key of the sentence
  args       TEXT NOT NULL, -- JSON list of texts and whole numbers
  link       TEXT NOT NULL, -- a path of this installation
  once       TEXT NOT NULL DEFAULT '',
  mail       TEXT NOT NULL CHECK (mail IN ('', 'news', 'deadline', 'schedule')),
  event_uid  TEXT,
  event_seq  INTEGER NOT NULL DEFAULT 0,
  starts_at  BIGINT,
  ends_at    BIGINT,
  cancelled  INTEGER NOT NULL DEFAULT 0 CHECK (cancelled IN (0, 1)),
  at         BIGINT NOT NULL,
  read_at    BIGINT,
  CHECK ((mail = 'schedule') = (event_uid IS NOT NULL)),
  CHECK (event_uid IS NULL OR ends_at >= starts_at)
);
CREATE UNIQUE INDEX notify_notice_once ON notify_notice(person_id, once) WHERE once <> '';
CREATE INDEX notify_notice_person ON notify_notice(person_id, id);
CREATE INDEX notify_notice_unread ON notify_notice(person_id) WHERE read_at IS NULL;
CREATE INDEX notify_notice_event ON notify_notice(event_uid, person_id) WHERE event_uid IS NOT NULL;
CREATE INDEX notify_notice_at ON notify_notice(at);

-- The outbox: one mail of a notice. While it is being sent, next_at says until
-- when nobody else may try.
CREATE TABLE notify_mail (
  notice_id TEXT PRIMARY KEY REFERENCES notify_notice(id),
  state     TEXT NOT NULL CHECK (state IN ('waiting', 'sent', 'failed', 'skipped')),
  tries     INTEGER NOT NULL DEFAULT 0,
  made_at   BIGINT NOT NULL,
  next_at   BIGINT NOT NULL,
  sent_at   BIGINT
);
CREATE INDEX notify_mail_waiting ON notify_mail(next_at) WHERE state = 'waiting';
CREATE INDEX notify_mail_made ON notify_mail(made_at);

-- What a person has chosen; without a row he gets mail.
CREATE TABLE notify_setting (
  person_id TEXT PRIMARY KEY REFERENCES member_person(id),
  mail      INTEGER NOT NULL CHECK (mail IN (0, 1))
);

-- Addresses of calendar feeds: only the SHA-256 of the secret is kept.
CREATE TABLE notify_feed (
  hash      TEXT PRIMARY KEY,
  person_id TEXT NOT NULL UNIQUE REFERENCES member_person(id)
);
