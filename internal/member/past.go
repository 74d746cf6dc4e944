package member

import (
	"chibo/internal/access"
	"chibo/internal/db"
	"chibo/internal/fault"
	"chibo/internal/figure"
	"chibo/internal/i18n"
	"chibo/internal/org"
)

// PastID names an admission of former years.
type PastID string

// Past is that somebody was admitted in a unit in former years, as a list says. One
// whose record as a member of the unit tells the same is linked with it; the others
// are counted beside them. Class: committee.
type Past struct {
	ID          PastID
	Unit        org.ID
	Person      ID // "" for who is known by name alone
	Name        string
	Birth       db.Date // may be partial, or ""
	NominatedOn db.Date
	DecidedOn   db.Date
	DecisionNo  string
	AdmittedOn  db.Date // may be partial
	OfficialOn  db.Date
	Mentor      string // as the list names him
	Struck      string // why it was entered by mistake
	Version     int
}

// counted is what n such entries add to the figure of admissions: nothing where a
// member's record is counted.
func (p Past) counted(n int) figure.Delta {
	if p.Person != "" || p.Struck != "" {
		return figure.Delta{}
	}
	return AdmittedCount.Delta(string(p.Unit), firstDay(p.AdmittedOn), n, ageIn(p.Birth, p.AdmittedOn))
}

// Ever is a time in which somebody belonged to a cell, with when he was admitted.
type Ever struct {
	Person     ID
	Unit       org.ID
	Name       string
	Birth      db.Date
	From, To   db.Date
	AdmittedOn db.Date // "" where his record does not tell it
}

// Covers reports whether the time holds a day; a partial one is its first.
func (e Ever) Covers(day db.Date) bool {
	day = firstDay(day)
	return e.From <= day && (e.To == "" || day < e.To)
}

// EnterPastTx enters admissions of former years of one cell. The caller has judged
// them. Those who may import its members may.
func (s *Service) EnterPastTx(tx *db.Tx, by access.Actor, unit org.ID, all []Past) error {
	u, err := org.Authorise(tx, by, Import, unit)
	if err != nil {
		return err
	}
	if u.Kind.Mass() || !u.Kind.Holds {
		return fault.New(fault.NotFound, "ui.not_found")
	}
	for i := range all {
		all[i].ID, all[i].Unit = PastID(db.NewID()), unit
	}
	if err := insertPast(tx, all); err != nil {
		return err
	}
	return tx.Audit(db.Entry{Action: Import.Name, Unit: string(unit), Kind: "member_past", Subject: string(unit), Data: map[string]any{"n": len(all)}})
}

// StrikePastTx takes an entry that was a mistake out of the counts, for a reason that
// the caller has judged, over the version that the page showed.
func (s *Service) StrikePastTx(tx *db.Tx, by access.Actor, p Past, version int, reason string) error {
	if _, err := org.Authorise(tx, by, Import, p.Unit); err != nil {
		return err
	}
	if err := strikePast(tx, p, version, reason); err != nil {
		return err
	}
	return tx.Audit(db.Entry{Action: Keep.Name, Unit: string(p.Unit), Kind: "member_past", Subject: string(p.ID), Person: string(p.Person)})
}

// Meant lists who of some people a list means by a name and a birth: the times of all
// who bear that name, and of whom no other birth is known.
func Meant(all []Ever, unit org.ID, name string, birth db.Date) (found []Ever) {
	folded := i18n.Fold(name)
	for _, e := range all {
		n := min(len(e.Birth), len(birth))
		if e.Unit == unit && i18n.Fold(e.Name) == folded && e.Birth[:n] == birth[:n] {
			found = append(found, e)
		}
	}
	return found
}
