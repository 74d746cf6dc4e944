package vote

import (
	"chibo/internal/access"
	"chibo/internal/db"
	"chibo/internal/fault"
	"chibo/internal/org"
	"chibo/internal/rulebook"
)

// Record is recording the count of a vote. The record that a vote is taken in
// narrows it further: in a meeting to the committee and the minute taker.
var Record = access.Declare("vote.record", access.For(access.Here, access.Cell...))

// Service holds the use cases.
type Service struct {
	// Book gives the rules of a unit, its own included. The national rules
	// apply where it is nil.
	Book func(tx *db.Tx, unit org.ID) (*rulebook.Book, error)
}

// New makes the use cases. They join the transactions of the capabilities that
// votes are taken in.
func New() *Service { return &Service{} }

// Form is a vote as it is entered.
type Form struct {
	Unit     org.ID
	Kind     string
	Subject  string
	Question string
	Case     Case
	Count    Count
}

// RecordTx judges and stores the count of a vote. Faults name the fields question,
// matter, favour, against and other.
func (s *Service) RecordTx(tx *db.Tx, by access.Actor, f Form) (Vote, error) {
	if _, err := org.Authorise(tx, by, Record, f.Unit); err != nil {
		return Vote{}, err
	}
	question, unasked := CheckQuestion(f.Question)
	book, err := s.book(tx, f.Unit)
	if err != nil {
		return Vote{}, err
	}
	prospect, outcome, err := Judge(book, f.Case, f.Count)
	if unasked != nil {
		var faults fault.Form
		faults.Take("question", unasked)
		faults.Take("favour", err)
		return Vote{}, faults.Err()
	}
	if err != nil {
		return Vote{}, err
	}
	v := Vote{
		ID: ID(db.NewID()), Unit: f.Unit, Kind: f.Kind, Subject: f.Subject, Question: question,
		Matter: f.Case.Matter, HeldOn: f.Case.On, Count: f.Count, Prospect: prospect, Outcome: outcome, Version: 1,
	}
	if err := insert(tx, v); err != nil {
		return Vote{}, err
	}
	return v, audit(tx, v, v)
}

// AnnulTx takes back a vote that was entered wrongly; it stays in the log. The
// record that the vote was taken in is named by kind and subjects, so that no
// vote of another record can be reached; one by which another record goes is not
// taken back before that is.
func (s *Service) AnnulTx(tx *db.Tx, by access.Actor, id ID, version int, kind string, subjects ...string) error {
	v, err := byID(tx, id, kind, subjects)
	if err != nil {
		return err
	}
	if _, err := org.Authorise(tx, by, Record, v.Unit); err != nil {
		return err
	}
	if v.Cited() {
		return fault.New(fault.Invalid, "vote.cited")
	}
	if err := remove(tx, id, version); err != nil {
		return err
	}
	return audit(tx, v, db.Change{From: v})
}

// CiteTx has a record go by a vote of its unit that was taken in another one: it
// is among those of the record from then on.
func (s *Service) CiteTx(tx *db.Tx, by access.Actor, v Vote, kind, subject string) error {
	if v.Cited() {
		return fault.New(fault.Invalid, "vote.cited")
	}
	return s.refer(tx, by, v, record{kind, subject})
}

// ReleaseTx has a record go by a vote no more, which stands where it was taken.
func (s *Service) ReleaseTx(tx *db.Tx, by access.Actor, v Vote) error {
	return s.refer(tx, by, v, record{})
}

func (s *Service) refer(tx *db.Tx, by access.Actor, v Vote, r record) error {
	if _, err := org.Authorise(tx, by, Record, v.Unit); err != nil {
		return err
	}
	if err := cite(tx, v, r); err != nil {
		return err
	}
	return audit(tx, v, map[string]string{"vote": string(v.ID), "cited_kind": r.kind, "cited_id": r.id})
}

func (s *Service) book(tx *db.Tx, unit org.ID) (*rulebook.Book, error) {
	if s.Book == nil {
		return rulebook.Default(), nil
	}
	return s.Book(tx, unit)
}

func audit(tx *db.Tx, v Vote, data any) error {
	return tx.Audit(db.Entry{Action: Record.Name, Unit: string(v.Unit), Kind: v.Kind, Subject: v.Subject, Data: data})
}
