package feedback

import (
	"context"

	"chibo/internal/access"
	"chibo/internal/db"
	"chibo/internal/fault"
	"chibo/internal/feedback/course"
	"chibo/internal/meeting"
	"chibo/internal/member"
	"chibo/internal/org"
	"chibo/internal/rulebook"
)

// shownFirst is how many of the entries that wait stand beside the counts.
const shownFirst = 5

// EntryList is a page of the entries of a unit and of all under it.
type EntryList struct {
	Unit    org.Unit
	Filter  course.Filter
	Entries []Entry // of each, what the reader may see
	Tally   course.Tally
	Records bool // the actor may write one down
	Today   db.Date
	Page    int
	Pages   int
}

// Entries gives a page, from 1, of the entries of a unit and of all under it: those
// that wait by the day on which they are due. It makes three queries.
func (s *Service) Entries(ctx context.Context, by access.Actor, unit org.ID, f course.Filter, page int) (l EntryList, err error) {
	err = s.db.Read(ctx, func(tx *db.Tx) error {
		if l.Unit, err = counting(tx, by, View, unit); err != nil {
			return err
		}
		l.Filter, l.Today, l.Records = f.Known(), tx.Today(), access.Can(by, Record, l.Unit.Place())
		if l.Tally, err = tallyUnder(tx, l.Unit.Path); err != nil {
			return err
		}
		l.Page, l.Pages = l.Tally.Page(l.Filter, page)
		l.Entries, err = entriesUnder(tx, l.Unit.Path, l.Filter, course.PageSize, (l.Page-1)*course.PageSize)
		for i, e := range l.Entries {
			l.Entries[i] = e.seenBy(by)
		}
		return err
	})
	return l, err
}

// waiting gives the first of the entries of a unit that wait, and how many there are.
func waiting(tx *db.Tx, by access.Actor, u org.Unit) (all []Entry, t course.Tally, err error) {
	if t, err = tallyUnder(tx, u.Path); err != nil {
		return nil, t, err
	}
	all, err = entriesUnder(tx, u.Path, course.Waiting, shownFirst, 0)
	for i, e := range all {
		all[i] = e.seenBy(by)
	}
	return all, t, err
}

// reads reports whether somebody who knows of an entry reads its words: who has it
// answered, who answers it, and the level above what it recorded itself.
func (e Entry) reads(by access.Actor) bool {
	answers := e.Person != "" && string(e.Person) == by.Person
	return answers || access.Can(by, Handle, e.place()) || e.Given && access.Can(by, Record, e.place())
}

// seenBy is the entry as somebody who knows of it may see it.
func (e Entry) seenBy(by access.Actor) Entry {
	if e.reads(by) {
		return e
	}
	return e.withheld(access.Can(by, read, e.place()))
}

// read is what all of the cell do with what was marked for them; it stands for no
// use case.
var read = access.Declare("feedback.view", access.For(access.Here, access.Cell...))

// EntrySheet is an entry as its reader may see it.
type EntrySheet struct {
	Entry   Entry
	Unit    org.Unit
	Reads   bool            // its words
	Steps   []Step          // for who reads its words
	Called  []member.Called // who may answer, for who has it answered
	Seats   bool            // the actor may put it on the agenda
	Today   db.Date
	handles bool
	answers bool
}

// Permit says why the reader may not do an act.
func (sh EntrySheet) Permit(a Act) error {
	if sh.handles || a == Replying && sh.answers {
		return nil
	}
	return fault.New(fault.Denied, "ui.denied")
}

// May reports whether the reader may do it now.
func (sh EntrySheet) May(a Act) bool {
	return Workflow.Leads(sh.Entry.State, a) && sh.Permit(a) == nil
}

// seats reports whether an entry can become an item of the agenda of a unit.
func (e Entry) seats(u org.Unit) bool {
	return u.Kind.Holds && !e.Seated && (e.State == Answered || e.State == Closed)
}

// item is the entry as an item of an agenda.
func (e Entry) item() meeting.Item {
	return meeting.Item{Kind: rulebook.KindDiscussion, Title: e.Title}
}

// Entry gives one entry. It makes at most four queries.
func (s *Service) Entry(ctx context.Context, by access.Actor, id EntryID) (sh EntrySheet, err error) {
	err = s.db.Read(ctx, func(tx *db.Tx) error {
		sh, err = entrySheet(tx, by, id)
		return err
	})
	return sh, err
}

func entrySheet(tx *db.Tx, by access.Actor, id EntryID) (sh EntrySheet, err error) {
	if sh.Entry, err = entryByID(tx, id); err != nil {
		return sh, err
	}
	e := sh.Entry
	if sh.Unit, err = org.Authorise(tx, by, View, e.Unit); err != nil {
		return EntrySheet{}, err
	}
	sh.Today, sh.Reads = tx.Today(), e.reads(by)
	sh.handles, sh.answers = access.Can(by, Handle, e.place()), access.Can(by, Answer, e.place())
	sh.Seats = e.seats(sh.Unit) && access.Can(by, meeting.Prepare, sh.Unit.Place())
	if !sh.Reads {
		sh.Entry = e.seenBy(by)
		return sh, nil
	}
	if sh.Steps, err = stepsOf(tx, id); err != nil || !sh.handles {
		return sh, err
	}
	sh.Called, err = member.CalledTo(tx, e.Unit, sh.Today)
	return sh, err
}

// OpenIn counts the entries of a unit that wait, for a change of the tree. It is for
// capabilities that have authorised already.
func OpenIn(tx *db.Tx, unit org.ID) (int, error) { return openIn(tx, unit) }

// Inherit gives the entries of a unit that ends, as far as they wait, to its heir. It
// is for a change of the tree, which has authorised already.
func Inherit(tx *db.Tx, from, into org.ID) error { return inherit(tx, from, into) }
