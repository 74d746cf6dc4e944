package campaign

import (
	"chibo/internal/access"
	"chibo/internal/db"
	"chibo/internal/org"
)

// OpenIn counts the work items of a unit's programmes that are not done, of themes that
// run on the day of the transaction: the heir goes on with them where the unit ends.
func OpenIn(tx *db.Tx, unit org.ID) (int, error) {
	open, err := openItems(tx, unit)
	return len(open), err
}

// Inherit gives the work items that are not done, of themes that run and concern the
// heir, to its programme, each with the words that say why; a heir without one begins
// it. What is done stays in the programme of the unit that ends, as it was issued. The
// actor has been authorised for both units.
func (s *Service) Inherit(tx *db.Tx, by access.Actor, c org.Carriage, why string) error {
	open, err := openItems(tx, c.From.ID)
	if err != nil {
		return err
	}
	moved := map[ThemeID]int{}
	for _, i := range open {
		t, err := themeByID(tx, i.Theme)
		if err != nil {
			return err
		}
		if !t.Reaches(c.Into.Path) {
			continue
		}
		if moved[t.ID] == 0 {
			if err := takeUp(tx, t, c.Into); err != nil {
				return err
			}
		}
		moved[t.ID]++
		if err := passItem(tx, i, c.Into.ID); err != nil {
			return err
		}
		if err := insertNote(tx, i.Version+1, Note{Item: i.ID, On: tx.Today(), Percent: i.Percent, Words: why}, ""); err != nil {
			return err
		}
	}
	for id, n := range moved {
		if err := tx.Audit(db.Entry{Action: "campaign.inherit", Unit: string(c.Into.ID), Kind: "campaign_theme", Subject: string(id), Data: map[string]any{"from": c.From.ID, "items": n}}); err != nil {
			return err
		}
	}
	return nil
}

// takeUp has a unit begin its programme for a theme, if it has none.
func takeUp(tx *db.Tx, t Theme, u org.Unit) error {
	was, err := nodeOf(tx, t.ID, u.ID)
	if err != nil || was.State == Drafted || was.State == Issued {
		return err
	}
	n := was
	if n.State = Drafted; n.ReceivedOn == "" {
		n.ReceivedOn = tx.Today()
	}
	return putNode(tx, t.ID, u, was, n, was.Version)
}
