package consultation

import (
	"context"
	"slices"
	"strings"

	"chibo/internal/access"
	"chibo/internal/db"
	"chibo/internal/fault"
	"chibo/internal/meeting"
	"chibo/internal/member"
	"chibo/internal/notify"
	"chibo/internal/org"
	"chibo/internal/rulebook"
)

// OpinionList is a page of the opinions that a chapter sent, or that a unit got.
type OpinionList struct {
	Unit     org.Unit
	Opinions []Opinion
	Sends    bool // the actor may send one
	Today    db.Date
	Page     int
	Pages    int
}

// Opinions gives a page, from 1, of the opinions of a unit, those that wait first. It
// makes three queries.
func (s *Service) Opinions(ctx context.Context, by access.Actor, unit org.ID, page int) (l OpinionList, err error) {
	err = s.db.Read(ctx, func(tx *db.Tx) error {
		if l.Unit, err = org.Authorise(tx, by, Hear, unit); err != nil {
			return err
		}
		l.Today, l.Sends = tx.Today(), l.Unit.Kind.Mass() && access.Can(by, Voice, l.Unit.Place())
		if !l.Sends && !serves(by, l.Unit.Path) { // a committee further up
			return fault.New(fault.Denied, "ui.denied")
		}
		n, err := opinionsIn(tx, unit)
		if err != nil {
			return err
		}
		l.Pages = max(1, (n+PageSize-1)/PageSize)
		l.Page = min(max(1, page), l.Pages)
		l.Opinions, err = opinionsOf(tx, unit, PageSize, (l.Page-1)*PageSize)
		return err
	})
	return l, err
}

// aboutOf is the unit of the Party above a chapter: its cell or committee.
func aboutOf(tx *db.Tx, u org.Unit) (org.Unit, error) {
	for u.Kind.Mass() && u.Parent != "" {
		above, err := org.Of(tx, u.Parent)
		if err != nil {
			return above, err
		}
		u = above
	}
	if u.Kind.Mass() {
		return u, fault.New(fault.Invalid, "consultation.nobody_above")
	}
	return u, nil
}

// voicing gives a chapter and the unit that its opinions are about.
func voicing(tx *db.Tx, by access.Actor, unit org.ID) (u, about org.Unit, err error) {
	if u, err = org.Authorise(tx, by, Voice, unit); err != nil {
		return u, about, err
	}
	if !u.Kind.Mass() {
		return u, about, fault.New(fault.NotFound, "ui.not_found")
	}
	about, err = aboutOf(tx, u)
	return u, about, err
}

// Voicing gives the chapter for which the form of an opinion is, and whom it is about.
func (s *Service) Voicing(ctx context.Context, by access.Actor, unit org.ID) (u, about org.Unit, err error) {
	err = s.db.Read(ctx, func(tx *db.Tx) error {
		u, about, err = voicing(tx, by, unit)
		return err
	})
	return u, about, err
}

// Send sends an opinion of a chapter to the cell or committee above it, and tells its
// leaders. Faults name title and body.
func (s *Service) Send(ctx context.Context, by access.Actor, unit org.ID, f OpinionForm) (id OpinionID, err error) {
	err = s.db.Write(ctx, by, func(tx *db.Tx) error {
		u, about, err := voicing(tx, by, unit)
		if err != nil {
			return err
		}
		if err := f.check(); err != nil {
			return err
		}
		o := Opinion{ID: OpinionID(db.NewID()), Unit: u.ID, UnitName: u.Name, About: about.ID, Title: f.Title, Body: f.Body, State: Sent, SentOn: tx.Today()}
		if err := insertOpinion(tx, o, member.ID(by.Person)); err != nil {
			return err
		}
		id = o.ID
		if err := o.audit(tx, "voice"); err != nil {
			return err
		}
		return s.tellSide(tx, by, o, about.ID, "consultation.tell_voice")
	})
	return id, err
}

// audit logs what was done with an opinion: never its words.
func (o Opinion) audit(tx *db.Tx, what string) error {
	return tx.Audit(db.Entry{Action: "consultation." + what, Unit: string(o.About), Kind: "consultation_opinion", Subject: string(o.ID), Data: map[string]any{"state": o.State}})
}

// OpinionSheet is an opinion as one of its two sides sees it.
type OpinionSheet struct {
	Opinion Opinion
	Voices  bool // the actor speaks for the chapter
	Heeds   bool // … or for the unit that it is about
	Seats   bool // the actor may put it on the agenda
	Today   db.Date
}

// May reports whether the reader may do a deed now.
func (sh OpinionSheet) May(d Deed) bool {
	row, err := sh.Opinion.after(d)
	return err == nil && sh.permit(row.Who)
}

func (sh OpinionSheet) permit(who access.Action) bool {
	return sh.Voices && who.Name == Voice.Name || sh.Heeds && who.Name == Heed.Name
}

// hearing finds an opinion for one of its two sides.
func hearing(tx *db.Tx, by access.Actor, id OpinionID) (sh OpinionSheet, err error) {
	if sh.Opinion, err = opinionByID(tx, id); err != nil {
		return sh, err
	}
	o := sh.Opinion
	if _, err = org.Authorise(tx, by, Hear, o.Unit); err != nil {
		return OpinionSheet{}, err
	}
	sh.Voices = access.Can(by, Voice, access.Place{Unit: string(o.Unit), Path: o.path})
	sh.Heeds, sh.Today = serves(by, o.aboutPath) && o.State != TakenBack, tx.Today()
	if !sh.Voices && !sh.Heeds { // a committee further up, or what is the chapter's again
		return OpinionSheet{}, fault.New(fault.Denied, "ui.denied")
	}
	return sh, nil
}

// serves reports whether somebody is of the committee of the very unit with a path.
func serves(by access.Actor, path string) bool {
	return by.Trusted() || slices.ContainsFunc(by.Duties, func(d access.Duty) bool { return d.Path == path && slices.Contains(access.Committee, d.Role) })
}

// Opinion gives one opinion to its two sides. It makes at most four queries.
func (s *Service) Opinion(ctx context.Context, by access.Actor, id OpinionID) (sh OpinionSheet, err error) {
	err = s.db.Read(ctx, func(tx *db.Tx) error {
		if sh, err = hearing(tx, by, id); err != nil || !sh.Heeds {
			return err
		}
		u, err := org.Known(tx, sh.Opinion.About)
		sh.Seats = sh.Opinion.seats(u) && access.Can(by, meeting.Prepare, u.Place())
		return err
	})
	return sh, err
}

// seats reports whether an opinion can become an item of the agenda of a unit.
func (o Opinion) seats(u org.Unit) bool {
	return u.Kind.Holds && !o.Seated && (o.State == Received || o.State == Responded)
}

// Deal does a deed of Course. Faults name words and due.
func (s *Service) Deal(ctx context.Context, by access.Actor, id OpinionID, version int, d Deed, f DeedForm) error {
	return s.db.Write(ctx, by, func(tx *db.Tx) error {
		sh, err := hearing(tx, by, id)
		if err != nil {
			return err
		}
		row, err := sh.Opinion.after(d)
		if err != nil {
			return err
		}
		if !sh.permit(row.Who) {
			return fault.New(fault.Denied, "ui.denied")
		}
		if err := f.check(d, tx.Today()); err != nil {
			return err
		}
		o := sh.Opinion.done(row, f, tx.Today())
		if err := putOpinion(tx, o, version); err != nil {
			return err
		}
		if err := o.audit(tx, "opinion_"+string(d)); err != nil {
			return err
		}
		to, key := o.Unit, "consultation.tell_opinion_answer"
		if row.Who.Name == Voice.Name {
			to, key = o.About, "consultation.tell_voice"
		}
		return s.tellSide(tx, by, o, to, key)
	})
}

// Seat puts an opinion onto the agenda of the cell's next meeting, where its title is
// for all of the cell to read. It is for whoever arranges the agenda.
func (s *Service) Seat(ctx context.Context, by access.Actor, id OpinionID, version int) error {
	return s.db.Write(ctx, by, func(tx *db.Tx) error {
		sh, err := hearing(tx, by, id)
		if err != nil {
			return err
		}
		o := sh.Opinion
		u, err := org.Known(tx, o.About)
		if err != nil {
			return err
		}
		if !sh.Heeds {
			return fault.New(fault.Denied, "ui.denied")
		}
		if s.Meetings == nil || !o.seats(u) {
			return fault.New(fault.Invalid, "consultation.opinion_not_now")
		}
		ahead, err := s.Meetings.DecidingTx(tx, by, u)
		if err != nil {
			return err
		}
		if len(ahead) == 0 {
			return fault.New(fault.Invalid, "meeting.none_ahead")
		}
		if err := seatOpinion(tx, id, version, string(ahead[0].ID)); err != nil {
			return err
		}
		if err := o.audit(tx, "seat"); err != nil {
			return err
		}
		_, err = s.Meetings.BringTx(tx, by, ahead[0].ID, meeting.Item{Kind: rulebook.KindDiscussion, Title: strings.Join([]string{o.UnitName, o.Title}, ": ")})
		return err
	})
}

// tellSide tells the leaders of one side of an opinion.
func (s *Service) tellSide(tx *db.Tx, by access.Actor, o Opinion, side org.ID, key string) error {
	if s.Notices == nil {
		return nil
	}
	called, err := member.CalledTo(tx, side, tx.Today())
	if err != nil {
		return err
	}
	var notices []notify.Notice
	for _, c := range called {
		leads := c.Post == member.Secretary || c.Post == member.Deputy || c.Post == member.MassHead || c.Post == member.MassDeputy
		if leads && string(c.Person) != by.Person {
			notices = append(notices, notify.Notice{Person: c.Person, Unit: side, Key: key, Args: []any{o.UnitName}, Link: "/consultation/opinion/of/" + string(o.ID), Mail: notify.News})
		}
	}
	if len(notices) == 0 {
		return nil
	}
	return s.Notices.TellTx(tx, by, notices...)
}
