package topic

import (
	"context"
	"slices"

	"chibo/internal/access"
	"chibo/internal/db"
	"chibo/internal/document"
	"chibo/internal/fault"
	"chibo/internal/meeting"
	"chibo/internal/member"
	"chibo/internal/notify"
	"chibo/internal/org"
)

// What can be done with topics and briefings. A leader may also write for a
// member who has no device, as long as the member has not begun himself (I8).
var (
	View    = access.Declare("topic.view", access.For(access.Here, access.Cell...))
	Lead    = access.Declare("topic.lead", access.For(access.Here, access.Committee...))
	Write   = access.Declare("topic.write", access.For(access.Self, access.Cell...), access.For(access.Here, access.Committee...))
	Propose = access.Declare("topic.propose", access.For(access.Self, access.Cell...))
	Discuss = access.Declare("topic.discuss", access.For(access.Here, access.Cell...))
	Oversee = access.Declare("topic.oversee", access.For(access.Below, access.Officer))
)

// The kinds of records that have files: a topic, whose files belong to the
// paper, and a briefing, whose files are the slides.
const (
	FilesOf  = "topic"
	SlidesOf = "topic_briefing"
)

// Service holds the use cases.
type Service struct {
	// Notices tells people what happens to their topics and briefings; nil
	// tells nobody.
	Notices *notify.Service

	db       *db.DB
	meetings *meeting.Service
	daily    notify.Daily
}

// New makes the use cases over a database and the capabilities that topics rest
// on. It becomes the owner of the files of topics and briefings.
func New(d *db.DB, meetings *meeting.Service, documents *document.Service) *Service {
	s := &Service{db: d, meetings: meetings}
	documents.Owners[FilesOf] = document.Owner{Read: s.mayReadFiles, Write: s.mayAddFiles}
	documents.Owners[SlidesOf] = document.Owner{Read: s.mayReadSlides, Write: s.mayAddSlides}
	return s
}

// about is a topic with its unit and what the actor is to it.
type about struct {
	Topic
	unit   org.Unit
	author bool // the actor wrote it, or is to
	leads  bool // the actor leads its unit, or that which keeps its records
	alone  bool // nobody else but the author leads it
}

func (a about) place() access.Place {
	p := a.unit.Place()
	p.Person = string(a.Person)
	return p
}

// authorise reads a topic and checks that the actor may do the action to it.
func authorise(tx *db.Tx, by access.Actor, action access.Action, id ID) (a about, err error) {
	if a.Topic, err = byID(tx, id); err != nil {
		return a, err
	}
	if a.unit, err = org.AuthoriseFor(tx, by, action, a.Unit, string(a.Person)); err != nil {
		return a, err
	}
	a.author = by.Person != "" && by.Person == string(a.Person)
	a.leads = access.Can(by, Lead, a.unit.Kept())
	if a.author && a.leads {
		called, err := member.CalledTo(tx, a.Unit, tx.Today())
		if err != nil {
			return a, err
		}
		a.alone = !slices.ContainsFunc(called, func(c member.Called) bool { return c.Person != a.Person && c.Post != "" && leads(c) })
	}
	return a, nil
}

// leads reports whether somebody called is of the cell's committee.
func leads(c member.Called) bool {
	return c.Post == member.Secretary || c.Post == member.Deputy || c.Post == member.CommitteeMember
}

// locked is authorise for what changes the topic: others who change it wait.
func locked(tx *db.Tx, by access.Actor, action access.Action, id ID) (about, error) {
	if err := tx.Lock("topic", string(id)); err != nil {
		return about{}, err
	}
	return authorise(tx, by, action, id)
}

// mayWrite reports whether the actor may write the paper: the author, or a
// leader for him where the draft is not the author's own.
func (a about) mayWrite(d Draft) bool {
	return a.author || a.leads && (d.Version == 0 || d.By != a.Person)
}

// may narrows what a role allows.
func (a about) may(m Move, d Draft) bool {
	switch m.Act {
	case Saving, Sending:
		return a.mayWrite(d)
	case Returning, Passing:
		return !a.author || a.alone
	case Withdrawing:
		return a.leads || a.author && a.State == Proposed
	}
	return true
}

// moves lists what the actor may do now.
func (a about) moves(by access.Actor, d Draft) Moves {
	return Workflow.From(a.State, func(m Move) bool { return access.Can(by, m.Who, a.place()) && a.may(m, d) })
}

// audit logs what was done to a topic: never its text.
func (a about) audit(tx *db.Tx, act Act, data any) error {
	return tx.Audit(db.Entry{Action: "topic." + string(act), Unit: string(a.Unit), Kind: "topic", Subject: string(a.ID), Person: string(a.Person), Data: data})
}

// change is what the log keeps of a step.
type change struct {
	From   State   `json:"from,omitempty"`
	To     State   `json:"to,omitempty"`
	Title  string  `json:"title,omitempty"`
	Field  string  `json:"field,omitempty"`
	Due    db.Date `json:"due,omitempty"`
	Month  db.Date `json:"month,omitempty"`
	On     db.Date `json:"on,omitempty"`
	Reason string  `json:"reason,omitempty"`
}

// step takes a topic through a move that the actor may make: it stores the
// topic with its new state unless somebody saved after the version that the
// page showed, and logs it.
func (s *Service) step(tx *db.Tx, a *about, version int, act Act) error {
	m, err := a.after(act)
	if err != nil {
		return err
	}
	was := a.State
	a.State = m.To
	if err := put(tx, a.Topic, version); err != nil {
		return err
	}
	a.Version = version + 1
	return a.audit(tx, act, change{From: was, To: a.State, Title: a.Title, Field: a.Field, Due: a.Due, Month: a.Month, On: a.PresentedOn, Reason: a.Reason})
}

// Sheet is everything about one topic that its reader may see.
type Sheet struct {
	Topic Topic
	Unit  org.Unit
	Today db.Date
	// Draft is what is being written, for who writes it; a zero one for others.
	Draft Draft
	// Sent is the paper as it was sent last, for author and committee; Paper as
	// the cell reads it. Zero ones where there are none.
	Sent, Paper Text
	Comments    []Comment // in the order of time
	Files       []document.Attachment
	OnAgenda    meeting.Meeting // the latest that has it on its agenda; a zero one if none has
	Moves                       // what the actor may do now

	Author, Leads bool
	// Writes: the actor may write the paper now; Entered: a leader began it for
	// its author.
	Writes, Entered bool
	// Comments of a draft and of a presented paper: whether the actor may add one.
	MayComment bool
}

// Get gives one topic. It makes at most eight queries.
func (s *Service) Get(ctx context.Context, by access.Actor, id ID) (sh Sheet, err error) {
	err = s.db.Read(ctx, func(tx *db.Tx) error {
		a, err := authorise(tx, by, View, id)
		if err != nil {
			return err
		}
		sh = Sheet{Topic: a.Topic, Unit: a.unit, Today: tx.Today(), Author: a.author, Leads: a.leads}
		if err := s.read(tx, by, a, &sh); err != nil {
			return err
		}
		if sh.Comments, err = commentsOf(tx, id, a.author || a.leads); err != nil {
			return err
		}
		if mayReadFiles(a, sh.Draft) {
			if sh.Files, err = document.List(tx, FilesOf, string(id)); err != nil {
				return err
			}
		}
		sh.OnAgenda, err = s.meetings.OfTopicTx(tx, by, a.unit, string(id))
		return err
	})
	return sh, err
}

// read fills in the texts that the actor may see, and what he may do.
func (s *Service) read(tx *db.Tx, by access.Actor, a about, sh *Sheet) error {
	d, sent, paper, err := textsOf(tx, a.ID)
	if err != nil {
		return err
	}
	sh.Moves = a.moves(by, d)
	sh.Writes, sh.Entered = sh.May(Saving) || sh.May(Sending), d.Version > 0 && d.By != a.Person
	if a.mayWrite(d) && (a.author || sh.Writes) {
		sh.Draft = d
	} else {
		sh.Draft = Draft{By: d.By, Version: d.Version}
	}
	if a.author || a.leads {
		sh.Sent = sent
	}
	if a.State.open() {
		sh.Paper = paper
	}
	sh.MayComment = a.mayComment(by)
	return nil
}

// mayComment reports whether the actor may say something of the paper now: of
// a draft that was sent author and committee, of a presented paper everybody.
func (a about) mayComment(by access.Actor) bool {
	switch a.State {
	case Sent, Returned, Ready:
		return (a.author || a.leads) && !a.unit.Ended()
	case Presented:
		return access.Can(by, Discuss, a.unit.Place())
	}
	return false
}

// mayReadFiles reports whether the actor may read the files of a paper: who may
// write it, the committee once it was sent, the cell once it is ready.
func mayReadFiles(a about, d Draft) bool {
	return a.author || a.State.open() || a.leads && (a.State == Sent || a.mayWrite(d))
}

func (s *Service) mayReadFiles(tx *db.Tx, by access.Actor, subject string) error {
	a, err := authorise(tx, by, View, ID(subject))
	if err != nil || by.Trusted() {
		return err
	}
	d, err := draftOf(tx, a.ID)
	if err == nil && !mayReadFiles(a, d) {
		err = fault.New(fault.Denied, "ui.denied")
	}
	return err
}

func (s *Service) mayAddFiles(tx *db.Tx, by access.Actor, subject string) (org.ID, error) {
	a, _, err := writing(tx, by, ID(subject), Sending)
	return a.Unit, err
}
