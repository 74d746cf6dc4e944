package commendation

import (
	"context"
	"slices"

	"chibo/internal/access"
	"chibo/internal/db"
	"chibo/internal/fault"
	"chibo/internal/i18n"
	"chibo/internal/org"
	"chibo/internal/rulebook"
)

// about is a proposal with its units and what the actor is to it.
type about struct {
	Proposal
	unit  org.Unit // who proposes
	at    org.Unit // where it lies
	reads bool     // the actor reads it as its unit does
	leads bool     // the actor leads who proposes
	holds bool     // the actor acts for where it lies
}

// authorise reads a proposal and checks that the actor may read it: a level above
// only once it was sent there.
func authorise(tx *db.Tx, by access.Actor, id ProposalID) (a about, err error) {
	if a.Proposal, err = proposalByID(tx, id); err != nil {
		return a, err
	}
	u, refused := unitOf(tx, by, View, a.Unit)
	if a.unit, a.at = u, u; a.At != a.Unit {
		if a.at, err = org.Known(tx, a.At); err != nil {
			return a, err
		}
	}
	a.holds = a.State != Drafted && access.Can(by, Lead, a.at.Place())
	// What a unit sent before it was dissolved, the level that holds it decides.
	if refused != nil && !(a.holds && u.Ended()) {
		return a, refused
	}
	a.leads, a.reads = access.Can(by, Lead, a.unit.Place()), whole(by, a.unit)
	if a.reads {
		return a, nil
	}
	passed, err := passedUnits(tx, id)
	if err != nil {
		return a, err
	}
	if !a.holds && !slices.ContainsFunc(by.Duties, func(d access.Duty) bool { return d.Role == access.Officer && slices.Contains(passed, org.ID(d.Unit)) }) {
		return a, fault.New(fault.Denied, "ui.denied")
	}
	return a, a.asSent(tx)
}

// asSent shows a proposal as it was sent up.
func (a *about) asSent(tx *db.Tx) (err error) {
	a.Name, a.Reason, err = upOf(tx, a.ID)
	return err
}

// may narrows what a role allows: the holder acts where the proposal lies, and
// grants what its own level gives.
func (a about) may(m Move) bool {
	switch {
	case m.Who.Name != Judge.Name:
		return a.leads
	case m.Act == Granting:
		return a.holds && (a.within(a.at) || a.at.Parent == "")
	case m.Act == SendingOn:
		return a.holds && a.at.Parent != "" && !a.within(a.at)
	}
	return a.holds
}

// locked is authorise for an act that the actor may do now.
func locked(tx *db.Tx, by access.Actor, id ProposalID, act Act) (a about, m Move, err error) {
	if err := tx.Lock("commendation", string(id)); err != nil {
		return a, m, err
	}
	if a, err = authorise(tx, by, id); err != nil {
		return a, m, err
	}
	m, err = a.permit(act)
	return a, m, err
}

// permit gives the move of an act, or says why the actor cannot make it now.
func (a about) permit(act Act) (Move, error) {
	if !Workflow.May(act) || !a.leads && !(a.holds && Workflow.Who(act).Name == Judge.Name) {
		return Move{}, fault.New(fault.Denied, "ui.denied")
	}
	m, err := a.after(act)
	switch {
	case err != nil || a.may(m):
		return m, err
	case !a.holds:
		return m, fault.New(fault.Invalid, "commendation.lies_elsewhere", a.AtName)
	case act == Granting:
		return m, fault.New(fault.Invalid, "commendation.for_above")
	}
	return m, fault.New(fault.Invalid, "commendation.none_above")
}

// ProposalSheet is a proposal as its reader may see it.
type ProposalSheet struct {
	Proposal Proposal
	Unit     org.Unit
	Steps    []Step // in the order of time
	Moves           // what the actor may do now
	Award    ID     // what came of it; "" while nothing did, and for levels above
	Reads    bool   // the actor is of the unit that proposes
	Theme    Theme  // that it comes of; without an id for none
	Rating   Rating // of the subject, for the year; none for levels above
	Named    bool   // the rule of the day names the form for the level
	Known    bool
	Rule     rulebook.Source
	Today    db.Date

	about about
}

// Permit is nil for an act that the actor may do now; else it says why he cannot.
func (sh ProposalSheet) Permit(act Act) error {
	_, err := sh.about.permit(act)
	return err
}

// Proposal gives one proposal. It makes at most ten queries.
func (s *Service) Proposal(ctx context.Context, by access.Actor, id ProposalID) (sh ProposalSheet, err error) {
	err = s.db.Read(ctx, func(tx *db.Tx) error {
		a, err := authorise(tx, by, id)
		if err != nil {
			return err
		}
		sh = ProposalSheet{Proposal: a.Proposal, Unit: a.unit, Reads: a.reads, Today: tx.Today(), about: a}
		sh.Moves = Workflow.From(a.State, a.may)
		if sh.Steps, err = stepsOf(tx, id); err != nil {
			return err
		}
		if sh.Theme, err = s.theme(tx, a.unit, a.Proposal.Theme); err != nil {
			return err
		}
		if a.reads && s.Rated != nil {
			if sh.Rating, err = s.Rated(tx, a.Unit, a.Subject, a.Year); err != nil {
				return err
			}
		}
		if a.reads && a.State == Granted {
			if sh.Award, err = awardFrom(tx, id); err != nil {
				return err
			}
		}
		book, err := org.BookOf(tx, a.Unit)
		if err != nil {
			return err
		}
		sh.Named, sh.Rule, sh.Known = Named(book, a.Merit, max(a.VotedOn, a.DraftedOn))
		return nil
	})
	return sh, err
}

// Draft begins a proposal of a unit, about one subject.
func (s *Service) Draft(ctx context.Context, by access.Actor, unit org.ID, f ProposalForm) (id ProposalID, err error) {
	err = s.db.Write(ctx, by, func(tx *db.Tx) error {
		u, err := unitOf(tx, by, Lead, unit)
		if err != nil {
			return err
		}
		t, err := s.concerning(tx, u, f.Theme)
		if err != nil {
			return err
		}
		p := Proposal{ID: ProposalID(db.NewID()), Unit: u.ID, At: u.ID, State: Drafted, DraftedOn: tx.Today(), Theme: t.ID}
		if err := fill(tx, by, u, &p, f); err != nil {
			return err
		}
		if err := insertProposal(tx, p); err != nil {
			return err
		}
		id = p.ID
		return p.audit(tx, Drafting, u.ID)
	})
	return id, err
}

// fill puts what was typed into a proposal.
func fill(tx *db.Tx, by access.Actor, u org.Unit, p *Proposal, f ProposalForm) error {
	var faults fault.Form
	f.Merit.check(&faults, tx.Today().Year(), true)
	all, err := resolve(tx, by, u, &f.SubjectForm, tx.Today(), true, &faults)
	if err == nil {
		err = faults.Err()
	}
	if err != nil {
		return err
	}
	p.Subject, p.Merit = all[0].Subject, f.Merit
	return nil
}

// Redraft changes what a proposal that was not sent says.
func (s *Service) Redraft(ctx context.Context, by access.Actor, id ProposalID, version int, f ProposalForm) error {
	return s.db.Write(ctx, by, func(tx *db.Tx) error {
		a, m, err := locked(tx, by, id, Amending)
		if err != nil {
			return err
		}
		if err := fill(tx, by, a.unit, &a.Proposal, f); err != nil {
			return err
		}
		return s.step(tx, by, &a, version, m, "", "")
	})
}

// Step does an act of Workflow other than Amending to a proposal. Faults name the
// fields of StepForm: favour, voters, words, giver, number, on.
func (s *Service) Step(ctx context.Context, by access.Actor, id ProposalID, version int, act Act, f StepForm) error {
	return s.db.Write(ctx, by, func(tx *db.Tx) (err error) {
		a, m, err := locked(tx, by, id, act)
		if err != nil {
			return err
		}
		words, on := "", tx.Today()
		switch act {
		case Sending:
			on = f.On
			err = send(tx, &a, f)
		case SendingOn:
			a.At = a.at.Parent
		case Granting:
			on = f.On
			words, err = grant(tx, a, f)
		case Appraising, Refusing, Withdrawing:
			words, err = said(f.Words)
		default:
			err = fault.New(fault.NotFound, "ui.not_found")
		}
		if err != nil {
			return err
		}
		return s.step(tx, by, &a, version, m, words, on)
	})
}

// step stores a move, its step unless it only amends, and logs it.
func (s *Service) step(tx *db.Tx, by access.Actor, a *about, version int, m Move, words string, on db.Date) error {
	a.State = m.To
	if err := putProposal(tx, a.Proposal, version); err != nil {
		return err
	}
	actor := a.at.ID
	if m.Who.Name == Lead.Name {
		actor = a.Unit
	}
	if on != "" {
		if err := insertStep(tx, a.ID, actor, m.Act, on, words); err != nil {
			return err
		}
	}
	if err := a.audit(tx, m.Act, actor); err != nil {
		return err
	}
	return s.tell(tx, by, *a, m.Act)
}

// audit logs what a unit did to a proposal: never its reason.
func (p Proposal) audit(tx *db.Tx, act Act, actor org.ID) error {
	return tx.Audit(db.Entry{
		Action: "commendation." + string(act), Unit: string(p.Unit), Kind: "commendation_proposal", Subject: string(p.ID), Person: string(p.Person),
		Data: map[string]any{"state": p.State, "form": p.Form, "level": p.Level, "year": p.Year, "by": actor},
	})
}

// send takes the proposer's vote and passes the proposal to the committee above;
// where there is none in this installation, it stays.
func send(tx *db.Tx, a *about, f StepForm) error {
	var faults fault.Form
	switch {
	case !f.On.IsDay():
		faults.Add("on", "commendation.day_missing")
	case f.On > tx.Today():
		faults.Add("on", "commendation.day_ahead")
	}
	if f.Voters < 1 || f.Voters > 100_000 {
		faults.Add("voters", "commendation.voters_wrong")
	}
	if f.Favour < 0 || f.Favour > f.Voters {
		faults.Add("favour", "commendation.favour_wrong")
	}
	if err := faults.Err(); err != nil {
		return err
	}
	book, err := org.BookOf(tx, a.Unit)
	if err != nil {
		return err
	}
	if rule, ok := rulebook.VoteOrdinary.At(book, string(f.On), nil); ok && !rule.Value.Passed(f.Favour, f.Voters) {
		return fault.At("favour", "commendation.not_passed", rule.Value.Needed(f.Voters), f.Voters)
	}
	a.VotedOn, a.Favour, a.Voters = f.On, f.Favour, f.Voters
	if a.unit.Parent != "" {
		a.At = a.unit.Parent
	}
	return putUp(tx, a.ID, a.Name, a.Reason)
}

// grant enters the award that a proposal led to, and gives the words of its step:
// who decided, and the number.
func grant(tx *db.Tx, a about, f StepForm) (words string, err error) {
	var faults fault.Form
	f.check(&faults, tx.Today(), a.Form != Praise)
	if f.On.IsDay() && f.On < a.VotedOn {
		faults.Add("on", "commendation.before_vote", a.VotedOn)
	}
	if err := faults.Err(); err != nil {
		return "", err
	}
	p, err := proposalByID(tx, a.ID) // a level above holds it as it was sent
	if err != nil {
		return "", err
	}
	register := p.Unit
	if p.About != "" {
		if err := standing(tx, p.About, f.On); err != nil {
			return "", err
		}
		if p.Name, err = nameOn(tx, p.About, f.On); err != nil {
			return "", err
		}
		register = p.About
	}
	award := Award{Subject: p.Subject, Merit: p.Merit, ID: ID(db.NewID()), Unit: register, Giver: f.Giver, Number: f.Number, GrantedOn: f.On, Proposal: p.ID}
	return i18n.Line(f.Giver + " " + f.Number), enter(tx, award)
}
