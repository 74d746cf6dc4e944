package step

import (
	"cmp"
	"slices"

	"chibo/internal/access"
	"chibo/internal/db"
	"chibo/internal/member"
	"chibo/internal/org"
)

// Erase forgets what the person wrote; that he took a step stays.
func (s *Service) Erase(tx *db.Tx, by access.Actor, person member.ID) error {
	if err := forget(tx, person); err != nil {
		return err
	}
	return tx.Audit(db.Entry{Action: "step.erase", Kind: "person", Subject: string(person)})
}

// Merge gives one person's steps and report to the other, who is the same person.
// Where both have the same, each keeps his own.
func (s *Service) Merge(tx *db.Tx, by access.Actor, from, into member.ID) error {
	if err := tx.Repoint("campaign", "member_person", string(from), string(into)); err != nil {
		return err
	}
	return tx.Audit(db.Entry{Action: "step.merge", Kind: "person", Subject: string(into), Data: db.Change{From: from, To: into}})
}

// OpenIn counts the learning reports of a unit that were not handed in, of themes that
// run: they go where their authors go.
func OpenIn(tx *db.Tx, unit org.ID) (int, error) { return openReports(tx, unit) }

// MovedTx has the marks of somebody whose standing changed go with him: to the
// cell to which he belongs now, or nowhere where he has left; what he writes and has
// not handed in goes too. It is part of member.Service.OnChange.
func (s *Service) MovedTx(tx *db.Tx, by access.Actor, person member.ID) error {
	marks, err := marksOf(tx, person)
	if err != nil {
		return err
	}
	reports, err := learningsBy(tx, person)
	if err != nil || len(marks)+len(reports) == 0 {
		return err
	}
	party, ok, err := member.LastParty(tx, person)
	if err != nil {
		return err
	}
	places, err := member.PlacesOf(tx, person)
	if err != nil {
		return err
	}
	moved := false
	if ok && party.To == "" {
		n, err := takeAlong(tx, person, places, party.Unit)
		if err != nil {
			return err
		}
		moved = n > 0
	}
	for _, m := range marks {
		unit, counts := m.Unit, countsNowhere
		stays := slices.ContainsFunc(places, func(p access.Place) bool { return p.Unit == string(m.Unit) })
		switch {
		case m.Body == string(Members) && ok && party.To == "" && (m.counts != countsHere || party.Unit == m.Unit):
			unit, counts = party.Unit, cmp.Or(m.counts.standing(), countsAbove)
		case m.Body == string(Mass) && stays:
			counts = cmp.Or(m.counts.standing(), countsAbove)
		}
		if unit == m.Unit && counts == m.counts {
			continue
		}
		if err := m.seat(tx, unit, counts); err != nil {
			return err
		}
		moved = true
	}
	if !moved {
		return nil
	}
	return tx.Audit(db.Entry{Action: "step.follow", Kind: "person", Subject: string(person), Person: string(person)})
}

// standing is where a mark counts, "" for nowhere.
func (c counting) standing() counting {
	if c == countsNowhere {
		return ""
	}
	return c
}
