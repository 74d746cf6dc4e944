package meeting

import (
	"slices"

	"chibo/internal/access"
	"chibo/internal/db"
	"chibo/internal/fault"
	"chibo/internal/rulebook"
	"chibo/internal/vote"
)

// BringTx puts items that wait for a meeting onto the agenda of one that lies
// ahead, before its closing part, by whoever arranges it; of each it takes
// kind, title, length, presenter, document, candidate and matter. A length for which the day has
// no room, and a presenter who is not called, are left out: the committee sees
// to them. It gives the items in the order in which they were given.
func (s *Service) BringTx(tx *db.Tx, by access.Actor, id ID, brought ...Item) ([]ItemID, error) {
	m, items, err := arranging(tx, by, id)
	if err != nil {
		return nil, err
	}
	if !m.State.Ahead() {
		return nil, NotWhen(m.State)
	}
	if len(items)+len(brought) > itemsMax {
		return nil, fault.New(fault.Invalid, "meeting.too_many_items", itemsMax)
	}
	seats, err := seatsOf(tx, m)
	if err != nil {
		return nil, err
	}
	book, err := s.book(tx, m.Unit)
	if err != nil {
		return nil, err
	}
	rule, _ := rulebook.Agenda.At(book, string(m.HeldOn), m.facts())
	agenda, ids := m.seatBrought(items, brought, seats, partsOf(rule.Value))
	for _, i := range agenda {
		if i.Version > 0 {
			err = placeItem(tx, i.ID, i.Ordinal)
		} else {
			err = insertItem(tx, i)
		}
		if err != nil {
			return nil, err
		}
	}
	return ids, m.Audit(tx, "meeting.bring", "", ids)
}

// seatBrought gives the agenda with the items that are brought onto it, which
// have no version yet.
func (m Meeting) seatBrought(items, brought []Item, seats []Seat, parts map[string]rulebook.Part) (agenda []Item, ids []ItemID) {
	agenda = slices.Clone(items)
	room := m.left(items)
	for _, b := range brought {
		i := Item{ID: ItemID(db.NewID()), Meeting: m.ID, Kind: b.Kind, Title: b.Title, Minutes: b.Minutes, Presenter: b.Presenter, Directive: b.Directive, Candidate: b.Candidate, Matter: b.Matter}
		if i.Minutes > room {
			i.Minutes = 0
		}
		room -= i.Minutes
		if seat, ok := SeatOf(seats, i.Presenter); !ok || seat.Barred() {
			i.Presenter = ""
		}
		at := slices.IndexFunc(agenda, func(o Item) bool { return parts[o.Key] == rulebook.PartClosing })
		if at < 0 {
			at = len(agenda)
		}
		agenda = slices.Insert(agenda, at, i)
		ids = append(ids, i.ID)
	}
	number(agenda)
	return agenda, ids
}

// VoteTx is Vote within a transaction, of an ordinary matter.
func (s *Service) VoteTx(tx *db.Tx, by access.Actor, id ID, item ItemID, question string, n vote.Count) (vote.Vote, error) {
	return s.vote(tx, by, id, item, vote.Form{Question: question, Case: vote.Case{Matter: vote.Ordinary}, Count: n})
}

// NamedTx records within a transaction the count of a vote in which everybody
// was noted by name.
func (s *Service) NamedTx(tx *db.Tx, by access.Actor, id ID, item ItemID, question string, matter vote.Matter, n vote.Count) (vote.Vote, error) {
	return s.vote(tx, by, id, item, vote.Form{Question: question, Case: vote.Case{Matter: matter, ByName: true}, Count: n})
}

// AnnulTx is Annul within a transaction.
func (s *Service) AnnulTx(tx *db.Tx, by access.Actor, id ID, item ItemID, v vote.ID, version int) error {
	return s.annul(tx, by, id, item, v, version)
}
