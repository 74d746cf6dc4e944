package task

import (
	"cmp"
	"context"

	"chibo/internal/access"
	"chibo/internal/db"
	"chibo/internal/fault"
	"chibo/internal/i18n"
	"chibo/internal/member"
	"chibo/internal/org"
)

// What can be done with tasks. A committee member may also enter a report for
// a member who has no device; the timeline names him.
var (
	View    = access.Declare("task.view", access.For(access.Here, access.Committee...), access.For(access.Self, access.Cell...))
	Arrange = access.Declare("task.arrange", access.For(access.Here, access.Committee...))
	Tell    = access.Declare("task.report", access.For(access.Here, access.Committee...), access.For(access.Self, access.Cell...))
)

// Service holds the use cases.
type Service struct {
	db *db.DB
}

// NewService makes the use cases over a database.
func NewService(d *db.DB) *Service { return &Service{db: d} }

// PageSize is how many tasks a list shows at once.
const PageSize = 50

// Filter says which tasks of a unit to list. At most one of the first three
// is set.
type Filter struct {
	State   State // "" means open: assigned or reported
	Overdue bool  // only open ones past their due day
	Mine    bool  // only the actor's own open ones
	Page    int   // from 0
}

// Counts are how many tasks the actor may see in the unit.
type Counts struct {
	Open, Mine, Overdue, Reported, Done, Cancelled int
}

// of is how many the filter leaves, as far as the counts know.
func (c Counts) of(f Filter) int {
	switch {
	case f.Mine:
		return c.Mine
	case f.Overdue:
		return c.Overdue
	case f.State == Reported:
		return c.Reported
	case f.State == Done:
		return c.Done
	case f.State == Cancelled:
		return c.Cancelled
	}
	return c.Open
}

// Page is one page of a list.
type Page struct {
	Unit   org.Unit
	Today  db.Date
	Tasks  []Task
	Counts Counts
	Pages  int // how many pages the filter fills
	// MayArrange: the actor may assign, judge, extend and cancel here.
	MayArrange bool
}

// List gives a page of the unit's tasks that the actor may see, open ones by
// due day, done ones by the day on which they were done, latest first. It
// makes three queries, however many tasks there are.
func (s *Service) List(ctx context.Context, by access.Actor, unit org.ID, f Filter) (p Page, err error) {
	f.Page = max(f.Page, 0)
	err = s.db.Read(ctx, func(tx *db.Tx) error {
		if p.Unit, err = authorise(tx, by, View, unit, member.ID(by.Person)); err != nil {
			return err
		}
		p.Today, p.MayArrange = tx.Today(), access.Can(by, Arrange, p.Unit.Place())
		if p.Counts, err = count(tx, by, unit); err != nil {
			return err
		}
		p.Pages = (p.Counts.of(f) + PageSize - 1) / PageSize
		p.Tasks, err = list(tx, by, unit, f)
		return err
	})
	return p, err
}

// authorise judges an action on the task of a person in a unit.
func authorise(tx *db.Tx, by access.Actor, action access.Action, unit org.ID, person member.ID) (org.Unit, error) {
	u, err := org.Of(tx, unit)
	if err != nil {
		return org.Unit{}, err
	}
	place := u.Place()
	place.Person = string(person)
	return u, access.Check(by, action, place)
}

// Sheet is everything about one task that a page shows.
type Sheet struct {
	Task  Task
	Unit  org.Unit
	Today db.Date
	Steps []Step
	// Moves are what the actor may do now.
	Moves []Move
}

// Get gives one task with its timeline.
func (s *Service) Get(ctx context.Context, by access.Actor, id ID) (sh Sheet, err error) {
	err = s.db.Read(ctx, func(tx *db.Tx) error {
		if sh.Task, err = byID(tx, id); err != nil {
			return err
		}
		if sh.Unit, err = authorise(tx, by, View, sh.Task.Unit, sh.Task.Assignee); err != nil {
			return err
		}
		place := sh.Unit.Place()
		place.Person = string(sh.Task.Assignee)
		for _, m := range From(sh.Task.State) {
			if access.Can(by, m.action(), place) {
				sh.Moves = append(sh.Moves, m)
			}
		}
		sh.Today = tx.Today()
		sh.Steps, err = stepsOf(tx, id)
		return err
	})
	return sh, err
}

// action is what the move asks of the actor.
func (m Move) action() access.Action {
	if m.Own {
		return Tell
	}
	return Arrange
}

// Candidates lists who may be given a task in the unit today, in the
// Vietnamese order of names.
func (s *Service) Candidates(ctx context.Context, by access.Actor, unit org.ID) (called []member.Called, err error) {
	err = s.db.Read(ctx, func(tx *db.Tx) error {
		if _, err := org.Authorise(tx, by, Arrange, unit); err != nil {
			return err
		}
		all, err := member.CalledTo(tx, unit, tx.Today())
		for _, c := range all {
			if mayCarry(all, c.Person) == nil {
				called = append(called, c)
			}
		}
		return err
	})
	return called, err
}

// Assign gives somebody a task.
func (s *Service) Assign(ctx context.Context, by access.Actor, n New) (id ID, err error) {
	err = s.db.Write(ctx, by, func(tx *db.Tx) error {
		id, err = s.AssignTx(tx, by, n)
		return err
	})
	return id, err
}

// AssignTx is Assign within a transaction, for a meeting that closes and the
// like. The actor must be of the unit's committee.
func (s *Service) AssignTx(tx *db.Tx, by access.Actor, n New) (ID, error) {
	if _, err := org.Authorise(tx, by, Arrange, n.Unit); err != nil {
		return "", err
	}
	if err := n.Check(tx.Today()); err != nil {
		return "", err
	}
	called, err := member.CalledTo(tx, n.Unit, n.On)
	if err != nil {
		return "", err
	}
	if err := mayCarry(called, n.Assignee); err != nil {
		return "", err
	}
	id := ID(db.NewID())
	if err := insert(tx, id, n); err != nil {
		return "", err
	}
	if err := insertStep(tx, id, Step{Act: Assigning, Person: member.ID(by.Person), Due: n.Due}); err != nil {
		return "", err
	}
	return id, tx.Audit(db.Entry{Action: "task.assign", Unit: string(n.Unit), Kind: "task", Subject: string(id), Person: string(n.Assignee), Data: n})
}

// Report says what was done. The assignee reports; a committee member may
// enter it for him.
func (s *Service) Report(ctx context.Context, by access.Actor, id ID, version int, result string) error {
	return s.act(ctx, by, id, version, change{act: Reporting, note: result})
}

// Return asks for more and says what; the task is open again.
func (s *Service) Return(ctx context.Context, by access.Actor, id ID, version int, note string) error {
	return s.act(ctx, by, id, version, change{act: Returning, note: note})
}

// Accept closes the task as done. The remark says how it went (evaluation,
// lesson, praise); it may be empty only if there is a report.
func (s *Service) Accept(ctx context.Context, by access.Actor, id ID, version int, remark string) error {
	return s.act(ctx, by, id, version, change{act: Accepting, note: remark})
}

// Extend sets a later due day, for a reason.
func (s *Service) Extend(ctx context.Context, by access.Actor, id ID, version int, due db.Date, reason string) error {
	return s.act(ctx, by, id, version, change{act: Extending, note: reason, due: due})
}

// Urge reminds the assignee in words (đôn đốc).
func (s *Service) Urge(ctx context.Context, by access.Actor, id ID, version int, note string) error {
	return s.act(ctx, by, id, version, change{act: Urging, note: note})
}

// Help records what the committee does to help.
func (s *Service) Help(ctx context.Context, by access.Actor, id ID, version int, note string) error {
	return s.act(ctx, by, id, version, change{act: Helping, note: note})
}

// Cancel ends a task that is no longer needed, for a reason.
func (s *Service) Cancel(ctx context.Context, by access.Actor, id ID, version int, reason string) error {
	return s.act(ctx, by, id, version, change{act: Cancelling, note: reason})
}

// SettleTx records within a transaction that a task just assigned was reported
// and accepted on an earlier day, as papers that are entered later say: the
// task was done on that day, not today.
func (s *Service) SettleTx(tx *db.Tx, by access.Actor, id ID, on db.Date, result, remark string) error {
	t, err := byID(tx, id)
	if err != nil {
		return err
	}
	if _, err := authorise(tx, by, Arrange, t.Unit, t.Assignee); err != nil {
		return err
	}
	if !whole(on) || on < t.AssignedOn || on > tx.Today() {
		return fault.At("on", "task.date_invalid")
	}
	if err := s.actTx(tx, by, id, t.Version, change{act: Reporting, note: result}); err != nil {
		return err
	}
	return s.actTx(tx, by, id, t.Version+1, change{act: Accepting, note: remark, on: on})
}

// change is what is done to a task.
type change struct {
	act  Act
	note string
	due  db.Date
	on   db.Date // the day of the acceptance; "" means today
}

func (s *Service) act(ctx context.Context, by access.Actor, id ID, version int, c change) error {
	return s.db.Write(ctx, by, func(tx *db.Tx) error { return s.actTx(tx, by, id, version, c) })
}

func (s *Service) actTx(tx *db.Tx, by access.Actor, id ID, version int, c change) error {
	t, err := byID(tx, id)
	if err != nil {
		return err
	}
	action := Arrange
	if c.act == Reporting {
		action = Tell
	}
	if _, err := authorise(tx, by, action, t.Unit, t.Assignee); err != nil {
		return err
	}
	c.note = i18n.Clean(c.note)
	before := t.State
	if t.State, err = Apply(t.State, c.act, c.note); err != nil {
		return err
	}
	switch c.act {
	case Reporting:
		t.Result = c.note
	case Accepting:
		t.DoneOn = cmp.Or(c.on, tx.Today())
	case Extending:
		if err := extension(t, c.due, tx.Today()); err != nil {
			return err
		}
		t.Due = c.due
	}
	t.Version = version
	if err := put(tx, t); err != nil {
		return err
	}
	if err := insertStep(tx, id, Step{Act: c.act, Person: member.ID(by.Person), Note: c.note, Due: c.due}); err != nil {
		return err
	}
	return tx.Audit(db.Entry{
		Action: "task." + string(c.act), Unit: string(t.Unit), Kind: "task", Subject: string(id), Person: string(t.Assignee),
		Data: map[string]any{"from": before, "to": t.State, "note": c.note, "due": t.Due},
	})
}
