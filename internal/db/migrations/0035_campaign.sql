-- +goose Up

-- Campaigns (cuộc vận động, phong trào thi đua) as the unit leads them that launched
-- them, and the document from above that they come from.
CREATE TABLE campaign_campaign (
  id           TEXT PRIMARY KEY,
  unit_id      TEXT NOT NULL REFERENCES org_unit(id), -- who leads it
  title        TEXT NOT NULL,
  number       TEXT NOT NULL DEFAULT '',              -- "06-CT/TW"; '' for a campaign of the unit's own
  issued_on    TEXT,
  issuer       TEXT NOT NULL DEFAULT '',
  directive_id TEXT REFERENCES directive_directive(id), -- the same document in the unit's register
  from_date    TEXT NOT NULL,
  to_date      TEXT,                                  -- the last day, where one is set
  state        TEXT NOT NULL CHECK (state IN ('running', 'halted')),
  reason       TEXT NOT NULL DEFAULT '',              -- why it was halted
  version      INTEGER NOT NULL DEFAULT 1,
  CHECK (to_date >= from_date),
  CHECK ((number = '') = (issued_on IS NULL)),
  CHECK ((state = 'halted') = (reason <> ''))
);
CREATE INDEX campaign_campaign_unit ON campaign_campaign(unit_id);
CREATE INDEX campaign_campaign_directive ON campaign_campaign(directive_id);

-- The themes of a campaign by years. Nothing is copied down the tree: a launched theme
-- is there for every unit that stands under the one that leads it.
CREATE TABLE campaign_theme (
  id            TEXT PRIMARY KEY,
  campaign_id   TEXT NOT NULL REFERENCES campaign_campaign(id),
  year          INTEGER NOT NULL,
  title         TEXT NOT NULL,
  starts        TEXT NOT NULL,            -- phát động
  interim       TEXT,                     -- sơ kết
  ends          TEXT NOT NULL,            -- tổng kết
  programme_due TEXT,                     -- by when every unit below has a programme
  goals         TEXT NOT NULL DEFAULT '', -- one a line, each with a number
  state         TEXT NOT NULL CHECK (state IN ('planned', 'launched')),
  version       INTEGER NOT NULL DEFAULT 1,
  CHECK (ends >= starts),
  CHECK (interim BETWEEN starts AND ends),
  CHECK (programme_due BETWEEN starts AND ends)
);
CREATE INDEX campaign_theme_campaign ON campaign_theme(campaign_id);
CREATE INDEX campaign_theme_span ON campaign_theme(ends);

-- What a unit made of a theme. A unit has a row only once it has acted.
CREATE TABLE campaign_node (
  theme_id    TEXT NOT NULL REFERENCES campaign_theme(id),
  unit_id     TEXT NOT NULL REFERENCES org_unit(id),
  state       TEXT NOT NULL CHECK (state IN ('received', 'drafting', 'issued')),
  received_on TEXT NOT NULL,
  remark      TEXT NOT NULL DEFAULT '', -- how far the draft is: «lấy ý kiến chi bộ»
  draft_due   TEXT,                     -- by when it is issued, as the unit says itself
  number      TEXT NOT NULL DEFAULT '', -- of the programme: "02-CTr/CB"
  issued_on   TEXT,
  version     INTEGER NOT NULL DEFAULT 1,
  PRIMARY KEY (theme_id, unit_id),
  CHECK ((state = 'issued') = (issued_on IS NOT NULL)),
  CHECK ((state = 'issued') = (number <> ''))
);
CREATE INDEX campaign_node_unit ON campaign_node(unit_id);

-- The work items of a unit's programme.
CREATE TABLE campaign_item (
  id         TEXT PRIMARY KEY,
  theme_id   TEXT NOT NULL,
  unit_id    TEXT NOT NULL,
  content    TEXT NOT NULL,
  owner_id   TEXT REFERENCES member_person(id), -- who does it: one of the unit, …
  owner      TEXT NOT NULL DEFAULT '',          -- … or in words: «Công đoàn»
  due        TEXT,
  measure    TEXT NOT NULL DEFAULT '',
  follows_id TEXT REFERENCES campaign_item(id), -- the item of the programme above that it comes from
  percent    INTEGER NOT NULL DEFAULT 0 CHECK (percent BETWEEN 0 AND 100),
  done_on    TEXT,
  version    INTEGER NOT NULL DEFAULT 1,
  FOREIGN KEY (theme_id, unit_id) REFERENCES campaign_node(theme_id, unit_id),
  CHECK ((percent = 100) = (done_on IS NOT NULL))
);
CREATE INDEX campaign_item_node ON campaign_item(theme_id, unit_id);
CREATE INDEX campaign_item_unit ON campaign_item(unit_id);
CREATE INDEX campaign_item_owner ON campaign_item(owner_id);
CREATE INDEX campaign_item_follows ON campaign_item(follows_id);

-- How a work item goes.
CREATE TABLE campaign_note (
  item_id TEXT NOT NULL REFERENCES campaign_item(id),
  ordinal INTEGER NOT NULL, -- the version of the item that it made
  on_date TEXT NOT NULL,
  percent INTEGER NOT NULL,
  words   TEXT NOT NULL,
  by_id   TEXT REFERENCES member_person(id), -- NULL: the program itself, or somebody forgotten
  PRIMARY KEY (item_id, ordinal)
);
CREATE INDEX campaign_note_person ON campaign_note(by_id);

-- When a committee reminded the units that lag, and how many that were.
CREATE TABLE campaign_reminder (
  theme_id TEXT NOT NULL REFERENCES campaign_theme(id),
  unit_id  TEXT NOT NULL REFERENCES org_unit(id), -- who reminded
  sent_at  BIGINT NOT NULL,
  units    INTEGER NOT NULL,
  people   INTEGER NOT NULL,
  PRIMARY KEY (theme_id, unit_id, sent_at)
);

-- The meetings on whose agenda the program put a theme that came from above; once for
-- each cell.
CREATE TABLE campaign_seat (
  theme_id   TEXT NOT NULL REFERENCES campaign_theme(id),
  unit_id    TEXT NOT NULL REFERENCES org_unit(id),
  meeting_id TEXT NOT NULL REFERENCES meeting_meeting(id),
  PRIMARY KEY (theme_id, unit_id)
);
CREATE INDEX campaign_seat_meeting ON campaign_seat(meeting_id);
