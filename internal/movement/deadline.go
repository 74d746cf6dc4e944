package movement

import (
	"chibo/internal/db"
	"chibo/internal/rulebook"
)

// Deadline is the day by which a transfer's next step is due, and the rule that
// says so.
type Deadline struct {
	On     db.Date // "" where nothing is due, or no rule is known
	Source rulebook.Source
}

// Late reports whether the day is over.
func (d Deadline) Late(today db.Date) bool { return d.On != "" && d.On < today }

// Due is when the transfer must have begun or, once the letter is issued, when
// it must have been presented. A year whose holidays nobody has set gives none.
func (t Transfer) Due(book *rulebook.Book) Deadline {
	from, key := t.MovedOn, rulebook.TransferStartDays
	switch t.State {
	case Requested, Reviewed:
	case Issued:
		from, key = t.LetterOn, rulebook.TransferPresentDays
	default:
		return Deadline{}
	}
	days, ok := key.At(book, string(from), nil)
	if !ok {
		return Deadline{}
	}
	on, err := book.WorkdaysAfter(string(from), days.Value)
	if err != nil {
		return Deadline{}
	}
	return Deadline{On: db.Date(on), Source: days.Source()}
}
