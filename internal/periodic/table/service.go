package table

import (
	"context"
	"slices"
	"strings"

	"chibo/internal/access"
	"chibo/internal/db"
	"chibo/internal/fault"
	"chibo/internal/i18n"
	"chibo/internal/notify"
	"chibo/internal/org"
)

// What can be done with tables. A committee, or its officer, defines its own and
// sends them to units below; each unit's leaders fill theirs. An officer above reads
// what was sent. Whoever asked reads it too, gives it back, and enters it for a unit
// that cannot: use cases let nobody else above do that.
var (
	List   = access.Declare("table.list", access.For(access.Here, access.Leaders...), access.For(access.Below, access.Officer))
	View   = access.Declare("table.view", access.For(access.Here, access.MassOfficer), access.For(access.Below, above...))
	Fill   = access.Declare("table.fill", access.For(access.Here, access.MassOfficer), access.For(access.Below, above...))
	Return = access.Declare("table.return", access.For(access.Below, above...))
	Define = access.Declare("table.define", access.For(access.Here, above...))
)

// above are who may ask those below them: the leaders of a party unit and its
// officers.
var above = append([]access.Role{access.Officer}, access.Committee...)

// Service holds the use cases.
type Service struct {
	// Notices tells units of what they are asked; nil tells nobody.
	Notices *notify.Service

	db *db.DB
}

// New makes the use cases over a database.
func New(d *db.DB) *Service { return &Service{db: d} }

// PageSize is how many tables, or sheets, a page lists.
const PageSize = 25

// pages is how many pages n things fill, and the page that was asked for among them.
func pages(n, asked int) (page, all int) {
	all = max(1, (n+PageSize-1)/PageSize)
	return min(max(1, asked), all), all
}

// Tally is how far the units that were asked have come.
type Tally struct {
	Asked, Sent int
	Excused     int // have not sent, and are gone
}

// Missing is how many units are waited for.
func (t Tally) Missing() int { return t.Asked - t.Sent - t.Excused }

// Defined is a table of a committee in its list.
type Defined struct {
	Table
	Tally
}

// Register is the tables that a committee defined.
type Register struct {
	Unit        org.Unit
	Tables      []Defined // a page of them, the newest first
	Today       db.Date
	Page, Pages int
}

// Register lists the tables of a committee. It makes three queries.
func (s *Service) Register(ctx context.Context, by access.Actor, unit org.ID, page int) (g Register, err error) {
	err = s.db.Read(ctx, func(tx *db.Tx) error {
		if g.Unit, err = org.Authorise(tx, by, Define, unit); err != nil {
			return err
		}
		n, err := countDefined(tx, unit)
		if err != nil {
			return err
		}
		g.Today = tx.Today()
		g.Page, g.Pages = pages(n, page)
		g.Tables, err = definedBy(tx, unit, PageSize, (g.Page-1)*PageSize)
		return err
	})
	return g, err
}

// Define makes a table of a committee, which nobody is asked for yet.
func (s *Service) Define(ctx context.Context, by access.Actor, unit org.ID, f Form) (id ID, err error) {
	err = s.db.Write(ctx, by, func(tx *db.Tx) error {
		if _, err := org.Authorise(tx, by, Define, unit); err != nil {
			return err
		}
		if err := f.check(tx.Today()); err != nil {
			return err
		}
		id = ID(db.NewID())
		if err := insertTable(tx, id, unit, f); err != nil {
			return err
		}
		return note(tx, id, unit, "define", f)
	})
	return id, err
}

// note writes an entry about a table into the log.
func note(tx *db.Tx, id ID, unit org.ID, action string, data any) error {
	return tx.Audit(db.Entry{Action: "table." + action, Unit: string(unit), Kind: "periodic_table", Subject: string(id), Data: data})
}

// owned reads a table for who may define it.
func owned(tx *db.Tx, by access.Actor, id ID) (t Table, u org.Unit, err error) {
	if t, err = tableOf(tx, id); err != nil {
		return t, u, err
	}
	u, err = org.Authorise(tx, by, Define, t.Unit)
	return t, u, err
}

// changing is owned for an act; others who change the table wait.
func changing(tx *db.Tx, by access.Actor, id ID, a Act) (Table, org.Unit, error) {
	if err := tx.Lock("table", string(id)); err != nil {
		return Table{}, org.Unit{}, err
	}
	t, u, err := owned(tx, by, id)
	if err == nil && !t.May(a) {
		err = fault.New(fault.Invalid, "table.not_when_"+string(t.State))
	}
	return t, u, err
}

// Amend changes a table that was not sent yet.
func (s *Service) Amend(ctx context.Context, by access.Actor, id ID, version int, f Form) error {
	return s.db.Write(ctx, by, func(tx *db.Tx) error {
		t, u, err := changing(tx, by, id, Amending)
		if err != nil {
			return err
		}
		if err := f.check(tx.Today()); err != nil {
			return err
		}
		if err := rewriteTable(tx, t, version, f); err != nil {
			return err
		}
		return note(tx, id, u.ID, "amend", db.Change{From: t.form(), To: f})
	})
}

// Reading gives a table to who may define it, with nothing of its sheets: to amend it,
// or to define another like it. It makes two queries.
func (s *Service) Reading(ctx context.Context, by access.Actor, id ID) (t Table, err error) {
	err = s.db.Read(ctx, func(tx *db.Tx) error {
		t, _, err = owned(tx, by, id)
		return err
	})
	return t, err
}

// Receiver is a unit that can be asked.
type Receiver struct {
	org.Unit
	Asked bool // it was asked already
}

// Outgoing is a table with the units that can be asked.
type Outgoing struct {
	Table
	Owner     org.Unit
	Receivers []Receiver // in the order of the tree, the units of one parent by name
}

// Receivers gives the units below the committee that can be asked: those that people
// belong to, and committees. It makes four queries.
func (s *Service) Receivers(ctx context.Context, by access.Actor, id ID) (o Outgoing, err error) {
	err = s.db.Read(ctx, func(tx *db.Tx) error {
		if o.Table, o.Owner, err = owned(tx, by, id); err != nil {
			return err
		}
		o.Receivers, err = receivers(tx, o.Owner, id)
		return err
	})
	return o, err
}

func receivers(tx *db.Tx, owner org.Unit, id ID) (all []Receiver, err error) {
	below, err := org.Under(tx, owner.Path)
	if err != nil {
		return nil, err
	}
	had, err := askedUnits(tx, id)
	if err != nil {
		return nil, err
	}
	key := map[org.ID]string{}
	for _, u := range below {
		key[u.ID] = key[u.Parent] + "\n" + i18n.SortKey(u.Name)
		if u.ID != owner.ID {
			all = append(all, Receiver{u, slices.Contains(had, u.ID)})
		}
	}
	slices.SortStableFunc(all, func(a, b Receiver) int { return strings.Compare(key[a.ID], key[b.ID]) })
	return all, nil
}

// Left lists the units that were not asked yet.
func (o Outgoing) Left() []Receiver {
	return slices.DeleteFunc(slices.Clone(o.Receivers), func(r Receiver) bool { return r.Asked })
}

// Ask sends the table to units below the committee, to each once: those that have it
// are passed over, and n tells how many it went to. Faults name unit.
func (s *Service) Ask(ctx context.Context, by access.Actor, id ID, version int, units []org.ID) (n int, err error) {
	err = s.db.Write(ctx, by, func(tx *db.Tx) error {
		t, u, err := changing(tx, by, id, Asking)
		if err != nil {
			return err
		}
		able, err := receivers(tx, u, id)
		if err != nil {
			return err
		}
		to, err := pick(able, units)
		if err != nil {
			return err
		}
		if err := t.mayGo(tx.Today()); err != nil {
			return err
		}
		if err := advanceTable(tx, id, version, Sent); err != nil {
			return err
		}
		if err := insertSheets(tx, id, to); err != nil {
			return err
		}
		n = len(to)
		if err := s.tellUnits(tx, by, t, "table.tell_ask", to); err != nil {
			return err
		}
		return note(tx, id, u.ID, string(Asking), map[string]any{"units": to})
	})
	return n, err
}

// Chosen gives those of the chosen units that the table would go to, for who is asked
// once more before it goes. It refuses what Ask refuses. It makes four queries.
func (s *Service) Chosen(ctx context.Context, by access.Actor, id ID, units []org.ID) (o Outgoing, err error) {
	err = s.db.Read(ctx, func(tx *db.Tx) error {
		if o.Table, o.Owner, err = owned(tx, by, id); err != nil {
			return err
		}
		if err := o.Table.mayGo(tx.Today()); err != nil {
			return err
		}
		able, err := receivers(tx, o.Owner, id)
		if err != nil {
			return err
		}
		to, err := pick(able, units)
		for _, r := range able {
			if slices.Contains(to, r.ID) {
				o.Receivers = append(o.Receivers, r)
			}
		}
		return err
	})
	return o, err
}

// mayGo refuses a table that is sent to nobody any more, and one that goes out for
// the first time after its last day.
func (t Table) mayGo(today db.Date) error {
	switch {
	case !t.May(Asking):
		return fault.New(fault.Invalid, "table.not_when_"+string(t.State))
	case t.State == Drafted && t.Due < today:
		return fault.New(fault.Invalid, "table.due_passed")
	}
	return nil
}

// pick leaves of the chosen units those that are still to be asked.
func pick(able []Receiver, units []org.ID) (to []org.ID, err error) {
	if len(units) == 0 {
		return nil, fault.At("unit", "table.unit_missing")
	}
	at := make(map[org.ID]Receiver, len(able))
	for _, r := range able {
		at[r.ID] = r
	}
	for _, id := range units {
		r, ok := at[id]
		if !ok {
			return nil, fault.At("unit", "table.unit_gone")
		}
		if !r.Asked {
			r.Asked, at[id] = true, Receiver{r.Unit, true}
			to = append(to, id)
		}
	}
	if len(to) == 0 {
		return nil, fault.At("unit", "table.asked_already")
	}
	return to, nil
}

// Remind tells the leaders of every unit that is waited for and was not reminded
// today; n is how many units that were.
func (s *Service) Remind(ctx context.Context, by access.Actor, id ID) (n int, err error) {
	err = s.db.Write(ctx, by, func(tx *db.Tx) error {
		t, u, err := changing(tx, by, id, Reminding)
		if err != nil {
			return err
		}
		sheets, err := owing(tx, id)
		if err != nil {
			return err
		}
		if n = len(sheets); n == 0 {
			return fault.New(fault.Invalid, "table.nobody_to_remind")
		}
		var units []org.ID
		for _, sh := range sheets {
			units = append(units, sh.Unit)
		}
		key := "table.tell_near"
		if tx.Today() > t.Due {
			key = "table.tell_late"
		}
		if err := noteReminded(tx, sheets); err != nil {
			return err
		}
		if err := s.tellUnits(tx, by, t, key, units); err != nil {
			return err
		}
		return note(tx, id, u.ID, string(Reminding), map[string]any{"units": units})
	})
	return n, err
}

// Close ends the collection: units send nothing any more.
func (s *Service) Close(ctx context.Context, by access.Actor, id ID, version int) error {
	return s.advance(ctx, by, id, version, Closing, Closed)
}

// Reopen goes on with a collection that was closed.
func (s *Service) Reopen(ctx context.Context, by access.Actor, id ID, version int) error {
	return s.advance(ctx, by, id, version, Reopening, Sent)
}

func (s *Service) advance(ctx context.Context, by access.Actor, id ID, version int, a Act, to State) error {
	return s.db.Write(ctx, by, func(tx *db.Tx) error {
		t, u, err := changing(tx, by, id, a)
		if err != nil {
			return err
		}
		if err := advanceTable(tx, id, version, to); err != nil {
			return err
		}
		return note(tx, id, u.ID, string(a), db.Change{From: t.State, To: to})
	})
}
