-- +goose Up

-- The theme of a campaign that an item of a pledge answers to.
ALTER TABLE commitment_item ADD COLUMN theme_id TEXT REFERENCES campaign_theme(id);
CREATE INDEX commitment_item_theme ON commitment_item(theme_id);

-- The theme of a campaign that an award is proposed for.
ALTER TABLE commendation_proposal ADD COLUMN theme_id TEXT REFERENCES campaign_theme(id);
CREATE INDEX commendation_proposal_theme ON commendation_proposal(theme_id, unit_id);
