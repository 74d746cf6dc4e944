package exchange

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"chibo/internal/access"
	"chibo/internal/db"
	"chibo/internal/fault"
	"chibo/internal/i18n"
	"chibo/internal/meeting"
	"chibo/internal/member"
	"chibo/internal/org"
)

// foundMax is how many cells a search shows.
const foundMax = 10

// Invitee is a cell that may be a guest: of it only its name is known, and of
// one in the own tree who stands above.
type Invitee struct {
	Key    string // what Form.Guests takes
	Name   string
	Parent string // "" outside the own tree
}

// Plan is what the form of a proposal offers.
type Plan struct {
	Unit     org.Unit
	Meetings []Occasion // of the unit, that lie ahead and may have guests
	Guests   []Invitee  // those chosen so far
	Found    []Invitee  // what the search found besides
}

// Occasion is a meeting of the host that an event may be tied to.
type Occasion struct {
	ID     string
	Kind   Kind
	HeldOn db.Date
}

// Prepare gives what the form of a proposal offers to the committee of a cell:
// its meetings, the guests chosen so far, and what a search finds: cells of the
// own tree by a part of their name, at most ten, and any cell by its exact
// code.
func (s *Service) Prepare(ctx context.Context, by access.Actor, unit org.ID, search string, guests []string) (p Plan, err error) {
	err = s.db.Read(ctx, func(tx *db.Tx) error {
		if p.Unit, err = hosting(tx, by, unit); err != nil {
			return err
		}
		if p.Meetings, err = meetingsAhead(tx, unit, ""); err != nil {
			return err
		}
		tree, err := treeOf(tx, p.Unit)
		if err != nil {
			return err
		}
		for _, g := range guests[:min(len(guests), guestsMax)] {
			if i, ok, err := tree.find(tx, g); err != nil {
				return err
			} else if ok && !slices.Contains(p.Guests, i) {
				p.Guests = append(p.Guests, i)
			}
		}
		p.Found, err = tree.search(tx, i18n.Line(search), p.Guests)
		return err
	})
	return p, err
}

// hosting checks that the actor may arrange exchanges of a cell.
func hosting(tx *db.Tx, by access.Actor, unit org.ID) (org.Unit, error) {
	u, err := org.Authorise(tx, by, Arrange, unit)
	if err == nil && !cell(u) {
		err = fault.New(fault.Invalid, "exchange.no_cell")
	}
	return u, err
}

// cell reports whether the unit is one whose members meet.
func cell(u org.Unit) bool { return u.Kind.Holds && !u.Kind.Mass() }

// tree is the cells among which a host looks for guests.
type tree struct {
	host  org.Unit
	cells []org.Unit
}

// treeOf lists the cells of the host's tree, the host left out.
func treeOf(tx *db.Tx, host org.Unit) (tree, error) {
	root, _, _ := strings.Cut(host.Path, ".")
	all, err := org.Under(tx, root+".")
	return tree{host, slices.DeleteFunc(all, func(u org.Unit) bool { return !cell(u) || u.ID == host.ID })}, err
}

// find gives the cell of the own tree that has the id, or any that has the
// code.
func (t tree) find(tx *db.Tx, key string) (Invitee, bool, error) {
	if i := slices.IndexFunc(t.cells, func(u org.Unit) bool { return string(u.ID) == key }); i >= 0 {
		return invitee(t.cells[i]), true, nil
	}
	return t.byCode(tx, key)
}

func invitee(u org.Unit) Invitee {
	return Invitee{Key: string(u.ID), Name: u.Name, Parent: u.ParentName}
}

// byCode finds a cell of any tree; of one elsewhere the name alone is told.
func (t tree) byCode(tx *db.Tx, code string) (Invitee, bool, error) {
	if code == "" {
		return Invitee{}, false, nil
	}
	u, err := org.ByCode(tx, code)
	switch {
	case fault.Is(err, fault.NotFound) || err == nil && (!cell(u) || u.ID == t.host.ID):
		return Invitee{}, false, nil
	case err != nil:
		return Invitee{}, false, err
	}
	if slices.ContainsFunc(t.cells, func(o org.Unit) bool { return o.ID == u.ID }) {
		return invitee(u), true, nil
	}
	return Invitee{Key: u.Code, Name: u.Name}, true, nil
}

// search finds cells that are not among the chosen.
func (t tree) search(tx *db.Tx, words string, chosen []Invitee) (found []Invitee, err error) {
	exact, ok, err := t.byCode(tx, words)
	if err != nil || words == "" {
		return nil, err
	}
	if ok {
		found = append(found, exact)
	}
	folded := i18n.Fold(words)
	for _, u := range t.cells {
		if strings.Contains(i18n.Fold(u.Name), folded) && !slices.Contains(found, invitee(u)) {
			found = append(found, invitee(u))
		}
	}
	slices.SortStableFunc(found, func(a, b Invitee) int { return cmp.Compare(i18n.Fold(a.Name), i18n.Fold(b.Name)) })
	found = slices.DeleteFunc(found, func(i Invitee) bool { return slices.Contains(chosen, i) })
	return found[:min(len(found), foundMax)], nil
}

// Propose proposes an event to one to four other cells, whose committees are
// told. Faults name the fields guests, meeting, held_on, starts_at, place,
// topic, purpose and programme.
func (s *Service) Propose(ctx context.Context, by access.Actor, unit org.ID, f Form) (id ID, err error) {
	id = ID(db.NewID())
	err = s.db.Write(ctx, by, func(tx *db.Tx) error {
		host, err := hosting(tx, by, unit)
		if err != nil {
			return err
		}
		var faults fault.Form
		if err := f.check(tx.Today()); err != nil && !faults.Take("", err) {
			return err
		}
		guests, err := chosen(tx, host, f.Guests)
		if err != nil && !faults.Take("guests", err) {
			return err
		}
		e := Exchange{ID: id, Unit: unit, HostName: host.Name, State: Proposed}
		if err := f.fill(tx, &e); err != nil && !faults.Take("meeting", err) {
			return err
		}
		if err := faults.Err(); err != nil {
			return err
		}
		if err := insert(tx, e); err != nil {
			return err
		}
		a := about{Exchange: e, own: Cell{Unit: unit, Name: host.Name, Host: true, Answer: Comes}}
		a.cells = append([]Cell{a.own}, guests...)
		for n, c := range a.cells {
			if err := insertCell(tx, id, n, c); err != nil {
				return err
			}
		}
		if err := a.audit(tx, "propose", nil); err != nil {
			return err
		}
		return s.tell(tx, by, a, "exchange.tell_propose", invited)
	})
	return id, err
}

// chosen are the guests that the form names, each once.
func chosen(tx *db.Tx, host org.Unit, keys []string) (guests []Cell, err error) {
	t, err := treeOf(tx, host)
	if err != nil {
		return nil, err
	}
	for _, key := range keys {
		i, ok, err := t.find(tx, key)
		if err != nil {
			return nil, err
		}
		if !ok {
			return nil, fault.At("guests", "exchange.guest_unknown")
		}
		unit := org.ID(i.Key)
		if i.Parent == "" {
			u, err := org.ByCode(tx, i.Key)
			if err != nil {
				return nil, err
			}
			unit = u.ID
		}
		if !slices.ContainsFunc(guests, func(c Cell) bool { return c.Unit == unit }) {
			guests = append(guests, Cell{Unit: unit, Name: i.Name, Answer: Waiting})
		}
	}
	switch {
	case len(guests) == 0:
		return nil, fault.At("guests", "exchange.guest_missing")
	case len(guests) > guestsMax:
		return nil, fault.At("guests", "exchange.guests_too_many", guestsMax)
	}
	return guests, nil
}

// fill puts what was typed into the event; a meeting must be one of the host's
// that may have guests, on the same day.
func (f Form) fill(tx *db.Tx, e *Exchange) error {
	kind := Visit
	if f.Meeting != "" {
		all, err := meetingsAhead(tx, e.Unit, e.Meeting)
		if err != nil {
			return err
		}
		i := slices.IndexFunc(all, func(o Occasion) bool { return o.ID == string(f.Meeting) })
		switch {
		case i < 0:
			return fault.At("meeting", "exchange.meeting_unknown")
		case all[i].HeldOn != f.HeldOn:
			return fault.At("meeting", "exchange.meeting_day", all[i].HeldOn)
		}
		kind = all[i].Kind
	}
	e.Kind, e.Meeting, e.HeldOn, e.StartsAt, e.Place = kind, f.Meeting, f.HeldOn, f.StartsAt, f.Place
	e.Purpose, e.Topic, e.Programme = f.Purpose, f.Topic, f.Programme
	return nil
}

// Planned gives an event to the committee of its host, with the meetings that
// it may be tied to.
func (s *Service) Planned(ctx context.Context, by access.Actor, id ID) (sh Sheet, meetings []Occasion, err error) {
	err = s.db.Read(ctx, func(tx *db.Tx) error {
		a, err := authorise(tx, by, Arrange, "", id)
		if err != nil {
			return err
		}
		if !a.own.Host {
			return fault.New(fault.Denied, "ui.denied")
		}
		if meetings, err = meetingsAhead(tx, a.Unit, a.Meeting); err != nil {
			return err
		}
		sh, err = s.sheet(tx, by, a)
		return err
	})
	return sh, meetings, err
}

// Amend changes what is planned; its guests stay. Another day, time or place
// asks all of them again, those too that had declined, and their committees are
// told.
func (s *Service) Amend(ctx context.Context, by access.Actor, id ID, version int, f Form) error {
	return s.db.Write(ctx, by, func(tx *db.Tx) error {
		a, err := begin(tx, by, Amending, "", id)
		if err != nil {
			return err
		}
		var faults fault.Form
		if err := f.check(tx.Today()); err != nil && !faults.Take("", err) {
			return err
		}
		was := a.Exchange
		if err := f.fill(tx, &a.Exchange); err != nil && !faults.Take("meeting", err) {
			return err
		}
		if err := faults.Err(); err != nil {
			return err
		}
		moved := f.moves(was)
		if a.State == Declined && !moved {
			return fault.At("held_on", "exchange.not_moved")
		}
		if version != was.Version {
			return fault.Overtaken(theirs(was, f))
		}
		if moved {
			if err := a.askAgain(tx); err != nil {
				return err
			}
		}
		if err := tie(tx, a.Exchange); err != nil {
			return err
		}
		if err := a.step(tx, Amending, standing(a.cells), version); err != nil || !moved {
			return err
		}
		return s.tell(tx, by, a, "exchange.tell_move", everybody)
	})
}

// askAgain takes the answers of the guests back.
func (a *about) askAgain(tx *db.Tx) error {
	for i, c := range a.cells {
		if c.Host {
			continue
		}
		c.Answer, c.Reason, c.AnsweredOn = Waiting, "", ""
		a.cells[i] = c
		if err := putAnswer(tx, a.ID, c); err != nil {
			return err
		}
	}
	return nil
}

// theirs is what somebody else saved meanwhile where the form differs.
func theirs(e Exchange, f Form) map[string]string {
	all := map[string]string{}
	for _, t := range [][3]string{
		{"held_on", i18n.Short(string(e.HeldOn)), i18n.Short(string(f.HeldOn))},
		{"starts_at", e.StartsAt, f.StartsAt},
		{"place", e.Place, f.Place},
		{"topic", e.Topic, f.Topic},
		{"purpose", e.Purpose, f.Purpose},
		{"programme", e.Programme, f.Programme},
	} {
		if t[1] != t[2] {
			all[t[0]] = t[1]
		}
	}
	return all
}

// Accept says that a guest comes, to what the page showed; the host is told.
func (s *Service) Accept(ctx context.Context, by access.Actor, as org.ID, id ID, version int) error {
	return s.answer(ctx, by, as, id, version, Comes, "")
}

// Decline says that a guest does not come, and why; the host is told. It may
// be said after an acceptance too, until the event is held.
func (s *Service) Decline(ctx context.Context, by access.Actor, as org.ID, id ID, version int, reason string) error {
	return s.answer(ctx, by, as, id, version, Stays, reason)
}

func (s *Service) answer(ctx context.Context, by access.Actor, as org.ID, id ID, version int, answer Answer, reason string) error {
	act, key := Accepting, "exchange.tell_accept"
	if answer == Stays {
		act, key = Declining, "exchange.tell_decline"
	}
	return s.db.Write(ctx, by, func(tx *db.Tx) error {
		a, err := begin(tx, by, act, as, id)
		if err != nil {
			return err
		}
		if answer == Stays {
			if reason, err = said("reason", reason, "exchange.reason_missing"); err != nil {
				return err
			}
		}
		if !a.still(act, nil) {
			return fault.New(fault.Invalid, "exchange.answered")
		}
		a.own.Answer, a.own.Reason, a.own.AnsweredOn = answer, reason, tx.Today()
		for i, c := range a.cells {
			if c.Unit == a.own.Unit {
				a.cells[i] = a.own
			}
		}
		if err := putAnswer(tx, id, a.own); err != nil {
			return err
		}
		if err := a.step(tx, act, standing(a.cells), version); err != nil {
			return err
		}
		return s.tell(tx, by, a, key, hosts)
	})
}

// Cancel calls an event off that was not held, for a reason; its guests are
// told.
func (s *Service) Cancel(ctx context.Context, by access.Actor, id ID, version int, reason string) error {
	return s.db.Write(ctx, by, func(tx *db.Tx) error {
		a, err := begin(tx, by, Cancelling, "", id)
		if err != nil {
			return err
		}
		if a.Reason, err = said("reason", reason, "exchange.cancel_missing"); err != nil {
			return err
		}
		if err := a.step(tx, Cancelling, Cancelled, version); err != nil {
			return err
		}
		return s.tell(tx, by, a, "exchange.tell_cancel", invited)
	})
}

// Name says that somebody of the actor's own cell comes, and what he presents;
// named again, what he presents is changed. Only who is called to the cell's
// meetings may be named.
func (s *Service) Name(ctx context.Context, by access.Actor, as org.ID, id ID, person member.ID, presents string) error {
	return s.db.Write(ctx, by, func(tx *db.Tx) error {
		a, err := s.naming(tx, by, as, id)
		if err != nil {
			return err
		}
		presents = i18n.Line(presents)
		var faults fault.Form
		called, err := member.CalledTo(tx, a.own.Unit, tx.Today())
		if err != nil {
			return err
		}
		if !slices.ContainsFunc(called, func(c member.Called) bool { return c.Person == person }) {
			faults.Add("person", "exchange.person_missing")
		}
		meeting.Sayable(&faults, "presents", presents, lineMax)
		if err := faults.Err(); err != nil {
			return err
		}
		if err := putPerson(tx, id, a.own.Unit, person, presents); err != nil {
			return err
		}
		return a.audit(tx, "name", map[string]any{"person": person})
	})
}

// Unname takes somebody of the actor's own cell from those who come.
func (s *Service) Unname(ctx context.Context, by access.Actor, as org.ID, id ID, person member.ID) error {
	return s.db.Write(ctx, by, func(tx *db.Tx) error {
		a, err := s.naming(tx, by, as, id)
		if err != nil {
			return err
		}
		if err := removePerson(tx, id, a.own.Unit, person); err != nil {
			return err
		}
		return a.audit(tx, "unname", map[string]any{"person": person})
	})
}

// naming is what both begin with.
func (s *Service) naming(tx *db.Tx, by access.Actor, as org.ID, id ID) (about, error) {
	if err := tx.Lock("exchange", string(id)); err != nil {
		return about{}, err
	}
	a, err := authorise(tx, by, Arrange, as, id)
	if err == nil && !naming(a.State, a.own) {
		err = notNow(a.State)
	}
	return a, err
}
