package member

import (
	"chibo/internal/db"
	"chibo/internal/org"
)

// Stay is somebody's time in a unit, of those who belonged to it within a span
// of days. Class: cell.
type Stay struct {
	Profile           // as he stands on one day; no post before he came or after he left
	From    db.Date   // the day on which he came, at the latest the first day of the span
	To      db.Date   // the day from which he belongs no more; "" while he does
	Out     []Absence // times in which he takes no part
}

// Absence is a time in which a member takes no part in the life of his unit: he
// is exempt, temporarily elsewhere, suspended or detained, or had left and came
// back. Class: committee, but for what the cell sees as his state of today.
type Absence struct {
	State    State   // Active for who had left
	From, To db.Date // [From, To); To is "" without an end
}

// There reports whether he belonged on a day, and took part.
func (s Stay) There(day db.Date) bool {
	if day < s.From || s.To != "" && day >= s.To {
		return false
	}
	for _, a := range s.Out {
		if a.From <= day && (a.To == "" || day < a.To) {
			return false
		}
	}
	return true
}

// StaysIn lists who belonged to a unit of either kind at some time between two
// days, both included, in the Vietnamese order of names, as they stand on a
// third day. It makes two queries, and is for capabilities that have authorised
// already.
func StaysIn(tx *db.Tx, unit org.ID, from, through, on db.Date) ([]Stay, error) {
	spells, err := spells(tx, unit, from, through, on)
	if err != nil {
		return nil, err
	}
	absences, err := absences(tx, unit, from, through)
	if err != nil {
		return nil, err
	}
	var stays []Stay
	for _, s := range spells {
		if n := len(stays); n > 0 && stays[n-1].Person == s.Person {
			stays[n-1].follow(s)
			continue
		}
		s.Out = absences[s.Person]
		stays = append(stays, s)
	}
	return stays, nil
}

// follow lengthens a stay by a later one of the same person.
func (s *Stay) follow(later Stay) {
	if s.To != "" && s.To < later.From {
		s.Out = append(s.Out, Absence{From: s.To, To: later.From})
	}
	out := s.Out
	from := s.From
	*s = later
	s.From, s.Out = from, out
}
