package admission

import (
	"slices"

	"chibo/internal/db"
	"chibo/internal/meeting"
	"chibo/internal/rulebook"
)

// Term is what a deadline is for.
type Term string

// The terms.
const (
	TermNote        Term = "note"        // a mentor's next note
	TermCertificate Term = "certificate" // the last day of its validity
	TermDecision    Term = "decision"    // of the superior
	TermCeremony    Term = "ceremony"
	TermProbation   Term = "probation"   // its end: no limit, but what the next one counts from
	TermRecognition Term = "recognition" // the cell's vote to recognise
)

// Deadline is a day by which something is to be done.
type Deadline struct {
	Term Term
	// On is the last day; "" where the calendar of public holidays does not reach
	// so far, or no rule is known.
	On db.Date
	By rulebook.Source
}

// Left is how many days remain on a day; negative once it is over.
func (d Deadline) Left(today db.Date) int { return meeting.Left(today, d.On) }

// Deadlines are the days that a dossier now goes by, the nearest first; those
// that cannot be told come last. It is pure.
func Deadlines(book *rulebook.Book, d Dossier) (all []Deadline) {
	add := func(t Term, on db.Date, by rulebook.Source) { all = append(all, Deadline{t, on, by}) }
	if since := d.mentored(); since != "" && d.State.Open() {
		if on, by := noteDue(book, max(since, d.LastOn)); on != "" {
			add(TermNote, on, by)
		}
	}
	switch d.State {
	case Filing, Ready:
		if end, by := certificateEnds(book, d.CertifiedOn); end != "" {
			add(TermCertificate, end.AddDays(-1), by)
		}
	case Proposed:
		all = append(all, within(book, TermDecision, rulebook.AdmissionDecisionDays, d.ProposedOn))
	case Decided:
		all = append(all, within(book, TermCeremony, rulebook.AdmissionCeremonyDays, d.DecidedOn))
	case Probation:
		end, by := probationEnds(book, d.AdmittedOn)
		add(TermProbation, end, by)
		all = append(all, within(book, TermRecognition, rulebook.AdmissionRecognitionDays, end))
	}
	slices.SortStableFunc(all, func(a, b Deadline) int {
		switch {
		case a.On == b.On:
			return 0
		case a.On == "" || b.On != "" && b.On < a.On:
			return 1
		}
		return -1
	})
	return all
}

// noteDue is the last day for the note after one of a day.
func noteDue(book *rulebook.Book, last db.Date) (db.Date, rulebook.Source) {
	months, ok := rulebook.AdmissionNoteMonths.At(book, string(last), nil)
	if !ok {
		return "", rulebook.Source{}
	}
	return last.AddMonths(months.Value), months.Source()
}

// within is a deadline of so many working days after a day. Where the holidays
// of a year are not known, it has no day.
func within(book *rulebook.Book, t Term, key rulebook.Key[int], from db.Date) Deadline {
	days, ok := key.At(book, string(from), nil)
	if !ok {
		return Deadline{Term: t}
	}
	last, err := book.WorkdaysAfter(string(from), days.Value)
	if err != nil {
		return Deadline{Term: t, By: days.Source()}
	}
	return Deadline{t, db.Date(last), days.Source()}
}

// warned is how many days ahead a deadline is told: the end of probation long
// before, everything else shortly.
func (t Term) warned() []int {
	switch t {
	case TermProbation:
		return []int{90, 60, 30, 7}
	case TermCertificate:
		return []int{60, 7}
	}
	return []int{7}
}

// notice is which of the warnings of a deadline is due on a day: the least
// number of days that is not smaller than what remains; ok is false where none
// is, or the deadline is over.
func (d Deadline) notice(today db.Date) (days int, ok bool) {
	if d.On == "" || d.On < today {
		return 0, false
	}
	left := d.Left(today)
	for _, w := range d.Term.warned() {
		if left <= w {
			days, ok = w, true
		}
	}
	return days, ok
}
