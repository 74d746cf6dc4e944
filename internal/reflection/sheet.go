package reflection

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"chibo/internal/access"
	"chibo/internal/compare"
	"chibo/internal/db"
	"chibo/internal/fault"
	"chibo/internal/meeting"
	"chibo/internal/org"
)

// Sheet is everything about one report that a page shows, as far as the actor
// may see it.
type Sheet struct {
	Report Report
	Unit   org.Unit
	Today  db.Date
	Author bool // the actor is the author
	Leads  bool // the actor leads the unit
	Writes bool // the actor writes the text: the author, or a leader for him
	// Entered: a leader writes, or wrote, the draft in the author's name.
	Entered bool
	// Draft is what is being written; zero for who does not write it.
	Draft Draft
	// Sent are the versions that were sent, the first one first; for the
	// author and the leaders.
	Sent []Version
	// Comments stand at their places in Text, the open ones first; for the
	// author and the leaders.
	Comments []Comment
	// Pledged lies beside part 1, Remarks beside part 2, Last beside part 3:
	// the third part of the last report that the person gave here, with its
	// month; zero if there was none. For the author and the leaders; the
	// first two until the meeting.
	Pledged []Source
	Remarks []Source
	Last    Kept
	// Presented and Final are what the unit reads; nil before, and where the
	// report was given by word of mouth.
	Presented *Kept
	Final     *Kept
	// Conclusion and Opinions are what the meeting said of it; Meeting is the
	// meeting, zero in a chapter.
	Conclusion Conclusion
	Opinions   []Opinion
	Meeting    meeting.Meeting
	// Made are the remarks that the conclusion made, without the help; for the
	// leaders, and for the author once the meeting is over.
	Made    []Remark
	Readers []Reader
	Steps   []Step // for the author and the leaders
	Moves          // what the actor may do now
}

// Text is the text that the actor reads: what he writes himself, else the last
// that he may see; ok is false where there is none for him.
func (sh Sheet) Text() (t Texts, ok bool) {
	switch {
	case sh.Final != nil:
		return sh.Final.Texts, true
	case sh.Writes && sh.Draft.Version > 0:
		return sh.Draft.Texts, true
	case len(sh.Sent) > 0:
		return sh.Sent[len(sh.Sent)-1].Texts, true
	case sh.Presented != nil:
		return sh.Presented.Texts, true
	}
	return Texts{}, false
}

// Get gives a report as far as the actor may see it: its author and the leaders
// before the meeting, the unit what it heard after it (C9). It makes the same
// twelve queries at most, whatever the report holds; a text of somebody else
// that is read goes into the log of reads.
func (s *Service) Get(ctx context.Context, by access.Actor, id ID) (sh Sheet, err error) {
	err = s.db.Read(ctx, func(tx *db.Tx) error {
		sh, err = s.sheet(tx, by, id)
		return err
	})
	if _, read := sh.Text(); err == nil && read && !sh.Author {
		s.read(ctx, by, sh.Report)
	}
	return sh, err
}

// read tells the log that somebody read the report of another.
func (s *Service) read(ctx context.Context, by access.Actor, r Report) {
	if s.OnRead != nil {
		s.OnRead(ctx, by, string(r.Unit), "reflection", string(r.ID), string(r.Person))
	}
}

func (s *Service) sheet(tx *db.Tx, by access.Actor, id ID) (sh Sheet, err error) {
	a, err := authorise(tx, by, View, id)
	if err != nil {
		return sh, err
	}
	draft, concluded, err := innerOf(tx, id)
	if err != nil {
		return sh, err
	}
	sh = Sheet{
		Report: a.Report, Unit: a.unit, Today: tx.Today(), Author: a.author, Leads: a.leads, Entered: draft.entered(a.Report),
		Conclusion: concluded, Readers: a.readers(), Moves: a.moves(by, draft),
	}
	if sh.Writes = a.mayWrite(draft) && (a.State.Told() || a.State == Concluded); sh.Writes {
		sh.Draft = draft
	}
	if a.State.Heard() {
		if err := s.heard(tx, by, a, &sh); err != nil {
			return sh, err
		}
	}
	if !a.author && !a.leads {
		return sh, s.kept(tx, a, &sh)
	}
	if sh.Sent, err = sentOf(tx, id); err != nil {
		return sh, err
	}
	if sh.Comments, err = commentsOf(tx, id); err != nil {
		return sh, err
	}
	if sh.Steps, err = stepsOf(tx, id); err != nil {
		return sh, err
	}
	if err := s.kept(tx, a, &sh); err != nil {
		return sh, err
	}
	text, _ := sh.Text()
	place(sh.Comments, sh.Sent, text)
	if a.State.Heard() {
		sh.Made, err = remarksMade(tx, id)
		if sh.Meeting.State == meeting.Open && !a.leads {
			sh.Made = nil
		}
		return sh, err
	}
	if !a.State.Open() {
		return sh, nil
	}
	return sh, s.beside(tx, by, a, &sh, text)
}

// kept fills in what the unit heard and got, and for the author and the leaders
// the last report before.
func (s *Service) kept(tx *db.Tx, a about, sh *Sheet) error {
	all, err := keptOf(tx, a.Report)
	for i, k := range all {
		switch {
		case k.Report != a.ID:
			if sh.Last.Report == "" && (a.author || a.leads) {
				sh.Last = k
			}
		case k.Kind == FinalPaper:
			sh.Final = &all[i]
		default:
			sh.Presented = &all[i]
		}
	}
	return err
}

// heard fills in what was said and concluded. As long as the meeting runs, the
// conclusion is the recorder's (C10).
func (s *Service) heard(tx *db.Tx, by access.Actor, a about, sh *Sheet) (err error) {
	if a.Report.Meeting == "" {
		sh.Opinions, err = opinionsOf(tx, a.ID)
		return err
	}
	item, m, err := s.meetings.DiscussedTx(tx, by, string(a.ID))
	if err != nil {
		return err
	}
	sh.Meeting = m
	if m.State == meeting.Open && !a.leads {
		sh.Conclusion = Conclusion{}
	}
	for _, n := range item.Notes {
		sh.Opinions = append(sh.Opinions, Opinion{Speaker: n.Speaker, Name: n.Name, Kind: n.Kind, Body: n.Body})
	}
	return nil
}

// beside fills in what lies beside the parts, with a label and whether the part
// speaks of it (C3).
func (s *Service) beside(tx *db.Tx, by access.Actor, a about, sh *Sheet, text Texts) (err error) {
	if sh.Pledged, err = s.pledged(tx, by, a); err != nil {
		return err
	}
	remarks, err := remarksBefore(tx, a.Report)
	if err != nil {
		return err
	}
	for _, r := range remarks {
		sh.Remarks = append(sh.Remarks, r.source())
	}
	for letter, group := range map[string][]Source{"A": sh.Pledged, "B": sh.Remarks} {
		for i := range group {
			group[i].Label = fmt.Sprint(letter, i+1)
		}
	}
	marked := sh.Draft.Named
	if n := len(sh.Sent); !sh.Writes && n > 0 {
		marked = sh.Sent[n-1].Named
	}
	name(sh.Pledged, text.Did, marked)
	name(sh.Remarks, text.Mended, marked)
	return nil
}

// pledged are the items of the person's commitments of the year; in a year in
// which he has registered nothing yet, nothing.
func (s *Service) pledged(tx *db.Tx, by access.Actor, a about) (sources []Source, err error) {
	items, err := s.commitments.PledgedTx(tx, by, a.Unit, a.Person, a.Month.Year())
	for _, i := range items {
		detail := slices.DeleteFunc([]string{i.Work, i.Measure, i.Due, i.Result}, func(s string) bool { return s == "" })
		sources = append(sources, Source{ID: string(i.ID), Title: i.Heading, Detail: strings.Join(detail, " · "), From: a.Month[:len("2006")]})
	}
	return sources, err
}

// Changed is how a part differs between two versions, word by word.
type Changed struct {
	Part  Part
	Edits []compare.Edit
}

// Compare gives, part by part, how a version that was sent became a later one
// (C4). A version of 0 is what is being written, for who writes it. A version
// that the actor may not see is not there.
func (s *Service) Compare(ctx context.Context, by access.Actor, id ID, from, to int) (r Report, changes []Changed, err error) {
	sh, err := s.Get(ctx, by, id)
	if err != nil {
		return r, nil, err
	}
	old, ok := sh.version(from)
	if !ok {
		return r, nil, fault.New(fault.NotFound, "ui.not_found")
	}
	changed, ok := sh.version(to)
	if !ok {
		return r, nil, fault.New(fault.NotFound, "ui.not_found")
	}
	for _, p := range Parts {
		changes = append(changes, Changed{p, compare.Words(old.Of(p), changed.Of(p))})
	}
	return sh.Report, changes, nil
}

// version is a version that the actor may see; 0 is the draft.
func (sh Sheet) version(ordinal int) (Texts, bool) {
	if ordinal == 0 {
		return sh.Draft.Texts, sh.Draft.Version > 0
	}
	if ordinal < 1 || ordinal > len(sh.Sent) {
		return Texts{}, false
	}
	return sh.Sent[ordinal-1].Texts, true
}
