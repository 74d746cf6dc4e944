-- +goose Up

-- The interim or final review of a campaign (sơ kết, tổng kết) at a unit with
-- everything under it.
CREATE TABLE campaign_review (
  id         TEXT PRIMARY KEY,
  unit_id    TEXT NOT NULL REFERENCES org_unit(id),
  theme_id   TEXT REFERENCES campaign_theme(id), -- NULL: of no theme of this installation
  kind       TEXT NOT NULL CHECK (kind IN ('interim', 'final')),
  title      TEXT NOT NULL,                      -- what is reviewed
  from_date  TEXT NOT NULL,
  to_date    TEXT NOT NULL,                      -- the last day
  state      TEXT NOT NULL CHECK (state IN ('drafted', 'issued', 'sent')),
  facts      TEXT NOT NULL,                      -- the figures as they were counted last, JSON
  counted_at BIGINT NOT NULL,
  results    TEXT NOT NULL DEFAULT '',
  limits     TEXT NOT NULL DEFAULT '',
  causes     TEXT NOT NULL DEFAULT '',
  lessons    TEXT NOT NULL DEFAULT '',
  ahead      TEXT NOT NULL DEFAULT '',
  proposals  TEXT NOT NULL DEFAULT '',
  number     TEXT NOT NULL DEFAULT '',
  issued_on  TEXT,
  sent_on    TEXT,
  version    INTEGER NOT NULL DEFAULT 1,
  CHECK (to_date >= from_date),
  CHECK ((state = 'drafted') = (issued_on IS NULL)),
  CHECK ((state = 'sent') = (sent_on IS NOT NULL))
);
CREATE INDEX campaign_review_unit ON campaign_review(unit_id, to_date);
CREATE INDEX campaign_review_theme ON campaign_review(theme_id);
