-- +goose Up

-- Documents from above (văn bản cấp trên), as a unit entered them in its
-- register.
CREATE TABLE directive_directive (
  id        TEXT PRIMARY KEY,
  unit_id   TEXT NOT NULL REFERENCES org_unit(id), -- whose register it stands in
  number    TEXT NOT NULL,                         -- "18-KH/ĐU"
  issued_on TEXT NOT NULL,
  issuer    TEXT NOT NULL,
  sign      TEXT NOT NULL,                         -- number and issuer, folded: what makes it the same document
  title     TEXT NOT NULL,                         -- trích yếu
  kind      TEXT NOT NULL CHECK (kind IN ('resolution', 'instruction', 'conclusion', 'regulation', 'guidance', 'plan', 'letter', 'notice', 'other')),
  due       TEXT,                                  -- by when the result is reported
  note      TEXT NOT NULL DEFAULT '',
  state     TEXT NOT NULL CHECK (state IN ('registered', 'sent', 'withdrawn')),
  reason    TEXT NOT NULL DEFAULT '',              -- why it was withdrawn
  version   INTEGER NOT NULL DEFAULT 1,
  CHECK (due >= issued_on),
  CHECK ((state = 'withdrawn') = (reason <> ''))
);
CREATE UNIQUE INDEX directive_directive_once ON directive_directive(unit_id, issued_on, sign) WHERE state <> 'withdrawn';

-- What became of it in one unit. A unit that entered it for itself has a row
-- of its own.
CREATE TABLE directive_receipt (
  directive_id     TEXT NOT NULL REFERENCES directive_directive(id),
  unit_id          TEXT NOT NULL REFERENCES org_unit(id),
  sent_at          BIGINT NOT NULL,
  received_at      BIGINT,
  received_by      TEXT REFERENCES member_person(id), -- NULL: nobody yet, the program itself, or somebody forgotten
  studied_on       TEXT,
  study_meeting_id TEXT NOT NULL DEFAULT '',          -- '' where the meeting is not kept here
  reported_at      BIGINT,
  report           TEXT NOT NULL DEFAULT '',          -- what the unit tells the sender
  version          INTEGER NOT NULL DEFAULT 1,
  PRIMARY KEY (directive_id, unit_id),
  CHECK (studied_on IS NULL OR received_at IS NOT NULL),
  CHECK (reported_at IS NULL OR received_at IS NOT NULL)
);
CREATE INDEX directive_receipt_unit ON directive_receipt(unit_id);
CREATE INDEX directive_receipt_person ON directive_receipt(received_by);
