package task

import (
	"context"

	"chibo/internal/access"
	"chibo/internal/db"
	"chibo/internal/fault"
	"chibo/internal/member"
	"chibo/internal/notify"
	"chibo/internal/org"
)

// What can be done with tasks. A committee member may also enter progress and
// report for a member who has no device; the timeline names him. Nobody asks
// for a later day in another's name: the committee simply gives it.
var (
	View    = access.Declare("task.view", access.For(access.Here, access.Committee...), access.For(access.Self, access.Cell...))
	Arrange = access.Declare("task.arrange", access.For(access.Here, access.Committee...))
	Tell    = access.Declare("task.report", access.For(access.Here, access.Committee...), access.For(access.Self, access.Cell...))
	Ask     = access.Declare("task.ask", access.For(access.Self, access.Cell...))
)

// Service holds the use cases.
type Service struct {
	// Notices tells people what happens to their tasks; nil tells nobody.
	Notices *notify.Service
	// Sources says where tasks that have an origin come from, in one query a
	// kind of origin; nil, or a task left out, says nothing particular.
	Sources func(tx *db.Tx, tasks []Task) (map[ID]Source, error)
	// Latest gives the origin that the list offers as a filter: the last
	// meeting of the unit. nil, or a zero Origin, offers none.
	Latest func(tx *db.Tx, unit org.ID) (Origin, error)
	// Origins are the kinds of records from which a task may be given by the
	// form: each says whether the actor may refer to the record in this unit,
	// and how it is called. Other capabilities add their own kind; a meeting,
	// which assigns by AssignTx, needs none.
	Origins map[string]func(tx *db.Tx, by access.Actor, unit org.ID, id string) (Source, error)

	db    *db.DB
	daily notify.Daily
}

// Origin is a record, or several of one occasion, that tasks come from.
type Origin struct {
	Kind   string
	IDs    []string
	Source Source // in words
}

// NewService makes the use cases over a database.
func NewService(d *db.DB) *Service {
	return &Service{db: d, Origins: map[string]func(*db.Tx, access.Actor, org.ID, string) (Source, error){}}
}

// PageSize is how many tasks a list shows at once.
const PageSize = 50

// Filter says which tasks of a unit to list. At most one of the others than
// Page is set.
type Filter struct {
	State    State // "" means open: assigned or reported
	Overdue  bool  // only open ones past their due day
	Mine     bool  // only the actor's own open ones
	Latest   bool  // only open ones of the last meeting
	Forsaken bool  // only open ones whose assignee takes part no more
	Page     int   // from 0
}

// Counts are how many tasks the actor may see in the unit.
type Counts struct {
	Open, Mine, Overdue, Reported int
	// Latest and Forsaken are open ones too; Done are ended ones with any
	// verdict, NotDone those of them that were not done.
	Latest, Forsaken, Done, NotDone, Cancelled int
}

// of is how many the filter leaves.
func (c Counts) of(f Filter) int {
	switch {
	case f.Mine:
		return c.Mine
	case f.Overdue:
		return c.Overdue
	case f.Latest:
		return c.Latest
	case f.Forsaken:
		return c.Forsaken
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
	// Spans says how many open tasks the filter leaves in each span, on all
	// pages together.
	Spans map[Span]int
	// Latest is the origin behind Filter.Latest; zero where there is none.
	Latest Origin
	Pages  int // how many pages the filter fills
	// MayArrange: the actor may assign, judge, extend and cancel here.
	MayArrange bool
}

// List gives a page of the unit's tasks that the actor may see, open ones by
// due day, done ones by the day on which they were done, latest first. It
// makes the same few queries however many tasks there are: four, two more for
// the committee, and those of the hooks.
func (s *Service) List(ctx context.Context, by access.Actor, unit org.ID, f Filter) (p Page, err error) {
	f.Page = max(f.Page, 0)
	err = s.db.Read(ctx, func(tx *db.Tx) error {
		if p.Unit, err = authorise(tx, by, View, unit, member.ID(by.Person)); err != nil {
			return err
		}
		p.Today, p.MayArrange = tx.Today(), access.Can(by, Arrange, p.Unit.Place())
		v, err := s.view(tx, by, unit, p.MayArrange)
		if err != nil {
			return err
		}
		if p.Latest = v.latest; f.Latest && len(p.Latest.IDs) == 0 {
			return fault.New(fault.NotFound, "ui.not_found")
		}
		if p.Counts, err = v.count(tx); err != nil {
			return err
		}
		p.Pages = (p.Counts.of(f) + PageSize - 1) / PageSize
		if p.Spans, err = v.spans(tx, f); err != nil {
			return err
		}
		if p.Tasks, err = v.list(tx, f); err != nil {
			return err
		}
		return s.dress(tx, p.Tasks, v.forsaken)
	})
	return p, err
}

// view prepares what a list of the unit depends on.
func (s *Service) view(tx *db.Tx, by access.Actor, unit org.ID, arranges bool) (v view, err error) {
	v = view{by: by, unit: unit}
	if s.Latest != nil {
		if v.latest, err = s.Latest(tx, unit); err != nil {
			return v, err
		}
	}
	if arranges {
		v.forsaken, err = forsakenIn(tx, unit)
	}
	return v, err
}

// forsakenIn lists the assignees of open tasks who take part in the unit's
// meetings no more.
func forsakenIn(tx *db.Tx, unit org.ID) (gone []member.ID, err error) {
	assignees, err := openAssignees(tx, unit)
	if err != nil || len(assignees) == 0 {
		return nil, err
	}
	called, err := member.CalledTo(tx, unit, tx.Today())
	for _, a := range assignees {
		if mayCarry(called, a) != nil {
			gone = append(gone, a)
		}
	}
	return gone, err
}

// authorise judges an action on the task of a person in a unit.
func authorise(tx *db.Tx, by access.Actor, action access.Action, unit org.ID, person member.ID) (org.Unit, error) {
	return org.AuthoriseFor(tx, by, action, unit, string(person))
}

// Sheet is everything about one task that a page shows.
type Sheet struct {
	Task  Task
	Unit  org.Unit
	Today db.Date
	Steps []Step
	// Moves are what the actor may do now.
	Moves
}

// Get gives one task with its timeline.
func (s *Service) Get(ctx context.Context, by access.Actor, id ID) (Sheet, error) {
	return s.sheet(ctx, by, id, View)
}

// Prepare is Get for the form of an act: for who may do it to this task, as
// far as that depends on him. Whether the task allows it now, Moves says.
func (s *Service) Prepare(ctx context.Context, by access.Actor, id ID, a Act) (Sheet, error) {
	return s.sheet(ctx, by, id, Workflow.Who(a))
}

func (s *Service) sheet(ctx context.Context, by access.Actor, id ID, action access.Action) (sh Sheet, err error) {
	err = s.db.Read(ctx, func(tx *db.Tx) error {
		if sh.Task, err = byID(tx, id); err != nil {
			return err
		}
		if sh.Unit, err = authorise(tx, by, action, sh.Task.Unit, sh.Task.Assignee); err != nil {
			return err
		}
		place := sh.Unit.Place()
		var forsaken []member.ID
		if sh.Task.State.Open() && access.Can(by, Arrange, place) {
			if forsaken, err = forsakenIn(tx, sh.Task.Unit); err != nil {
				return err
			}
		}
		place.Person = string(sh.Task.Assignee)
		sh.Moves = Workflow.From(sh.Task.State, func(m Move) bool { return sh.Task.Allows(m) && access.Can(by, m.Who, place) })
		sh.Today = tx.Today()
		if sh.Steps, err = stepsOf(tx, id); err != nil {
			return err
		}
		one := []Task{sh.Task}
		err := s.dress(tx, one, forsaken)
		sh.Task = one[0]
		return err
	})
	return sh, err
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

// OriginOf tells how the record is called from which a task is to be given in
// the unit. A kind or a record that there is not, and one that the actor may
// not refer to, is NotFound.
func (s *Service) OriginOf(ctx context.Context, by access.Actor, unit org.ID, kind, id string) (src Source, err error) {
	err = s.db.Read(ctx, func(tx *db.Tx) error {
		if _, err := org.Authorise(tx, by, Arrange, unit); err != nil {
			return err
		}
		src, err = s.origin(tx, by, unit, kind, id)
		return err
	})
	return src, err
}

func (s *Service) origin(tx *db.Tx, by access.Actor, unit org.ID, kind, id string) (Source, error) {
	allowed, ok := s.Origins[kind]
	if !ok {
		return Source{}, fault.New(fault.NotFound, "ui.not_found")
	}
	return allowed(tx, by, unit, id)
}

// dress adds to tasks what their rows do not say: their sources, and which of
// them are forsaken.
func (s *Service) dress(tx *db.Tx, tasks []Task, forsaken []member.ID) error {
	var sources map[ID]Source
	if s.Sources != nil && len(tasks) > 0 {
		var err error
		if sources, err = s.Sources(tx, tasks); err != nil {
			return err
		}
	}
	for i := range tasks {
		tasks[i].dress(sources, forsaken)
	}
	return nil
}
