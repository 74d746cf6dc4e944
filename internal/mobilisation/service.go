package mobilisation

import (
	"context"
	"fmt"
	"slices"

	"chibo/internal/access"
	"chibo/internal/db"
	"chibo/internal/fault"
	"chibo/internal/figure"
	"chibo/internal/i18n"
	"chibo/internal/member"
	"chibo/internal/notify"
	"chibo/internal/org"
	"chibo/internal/topic"
)

// What can be done with programmes and models. What Judge allows, use cases let only
// the committee directly above do.
var (
	View     = access.Declare("mobilisation.view", access.For(access.Here, access.Cell...), access.For(access.Here, access.Officer))
	Lead     = access.Declare("mobilisation.lead", access.For(access.Here, access.Committee...), access.For(access.Here, access.Officer))
	Progress = access.Declare("mobilisation.progress", access.For(access.Here, access.Committee...), access.For(access.Here, access.Officer), access.For(access.Self, access.Cell...))
	Survey   = access.Declare("mobilisation.survey", access.For(access.Here, access.Cell...), access.For(access.Below, access.Officer))
	Judge    = access.Declare("mobilisation.judge", access.For(access.Here, access.Committee...), access.For(access.Below, access.Officer))
)

// Service holds the use cases.
type Service struct {
	// Notices tells people what becomes of models; nil tells nobody.
	Notices *notify.Service

	db *db.DB
}

// New makes the use cases over a database.
func New(d *db.DB) *Service { return &Service{db: d} }

// unitFor reads a unit of the Party, no group, in which the actor may do the action.
func unitFor(tx *db.Tx, by access.Actor, action access.Action, id org.ID) (org.Unit, error) {
	u, err := org.Authorise(tx, by, action, id)
	if err == nil && (u.Kind.Mass() || u.Kind.ID == "group") {
		err = fault.New(fault.NotFound, "ui.not_found")
	}
	return u, err
}

// peopleOf lists who may be named in a unit: who belongs to the cell today.
func peopleOf(tx *db.Tx, u org.Unit) ([]member.Profile, error) {
	if !u.Kind.Holds {
		return nil, nil
	}
	return member.ProfilesIn(tx, u.ID, tx.Today())
}

// Programme is the programme of a unit for a year.
type Programme struct {
	Unit   org.Unit
	Year   int
	Years  []int // that have one, with this year and the next, the latest first
	Items  []Item
	Leads  bool // the actor writes it
	Copies bool // … and may take over that of last year
	Topics int  // topic papers that were presented in the year
	Today  db.Date
}

// Tally counts the items that were not dropped.
func (p Programme) Tally() (all, done, late int) {
	for _, i := range p.Items {
		switch {
		case i.State == Dropped:
			continue
		case i.State == Done:
			done++
		case i.Late(p.Today):
			late++
		}
		all++
	}
	return all, done, late
}

// Group is the items of one area.
type Group struct {
	Area  Area
	Items []Item
}

// Groups are the items by their areas, in the order of these.
func (p Programme) Groups() (all []Group) {
	for _, i := range p.Items {
		if n := len(all); n == 0 || all[n-1].Area.ID != i.Area {
			all = append(all, Group{Area: Area{ID: i.Area, Name: i.AreaName}})
		}
		all[len(all)-1].Items = append(all[len(all)-1].Items, i)
	}
	return all
}

// checkYear refuses a year for which there can be no programme.
func checkYear(year int, today db.Date) error {
	if year < earliest || year > today.Year()+1 {
		return fault.New(fault.NotFound, "ui.not_found")
	}
	return nil
}

// Programme gives the programme of a year, 0 for this one. It makes at most five
// queries.
func (s *Service) Programme(ctx context.Context, by access.Actor, unit org.ID, year int) (p Programme, err error) {
	err = s.db.Read(ctx, func(tx *db.Tx) error {
		if p.Unit, err = unitFor(tx, by, View, unit); err != nil {
			return err
		}
		p.Today, p.Leads = tx.Today(), access.Can(by, Lead, p.Unit.Place())
		if p.Year = year; year == 0 {
			p.Year = p.Today.Year()
		}
		if err := checkYear(p.Year, p.Today); err != nil {
			return err
		}
		if p.Items, err = itemsIn(tx, unit, p.Year); err != nil {
			return err
		}
		if p.Years, err = yearsOf(tx, unit); err != nil {
			return err
		}
		p.Copies = p.Leads && len(p.Items) == 0 && slices.Contains(p.Years, p.Year-1)
		p.Years = append(p.Years, p.Today.Year(), p.Today.Year()+1)
		slices.SortFunc(p.Years, func(a, b int) int { return b - a })
		p.Years = slices.Compact(p.Years)
		from := db.Date(fmt.Sprintf("%04d-01-01", p.Year))
		presented, err := topic.PresentedIn(tx, unit, from, from.AddMonths(12))
		for _, n := range presented {
			p.Topics += n
		}
		return err
	})
	return p, err
}

// Planning is what the form of an item needs.
type Planning struct {
	Unit   org.Unit
	Year   int
	Areas  []Area
	People []member.Profile
	Today  db.Date
}

func planning(tx *db.Tx, by access.Actor, unit org.ID, year int) (p Planning, err error) {
	if p.Unit, err = unitFor(tx, by, Lead, unit); err != nil {
		return p, err
	}
	p.Today = tx.Today()
	if p.Year = year; year == 0 {
		p.Year = p.Today.Year()
	}
	if err := checkYear(p.Year, p.Today); err != nil {
		return p, err
	}
	if p.Areas, err = areasFor(tx, p.Unit); err != nil {
		return p, err
	}
	p.People, err = peopleOf(tx, p.Unit)
	return p, err
}

// Planning gives what the form of a new item needs, 0 for this year. It makes three
// queries.
func (s *Service) Planning(ctx context.Context, by access.Actor, unit org.ID, year int) (p Planning, err error) {
	err = s.db.Read(ctx, func(tx *db.Tx) error {
		p, err = planning(tx, by, unit, year)
		return err
	})
	return p, err
}

// AddArea gives the programmes of a unit and of all under it another area. Faults
// name name.
func (s *Service) AddArea(ctx context.Context, by access.Actor, unit org.ID, name string) (id AreaID, err error) {
	err = s.db.Write(ctx, by, func(tx *db.Tx) error {
		if _, err := unitFor(tx, by, Lead, unit); err != nil {
			return err
		}
		name = i18n.Line(name)
		var faults fault.Form
		said(&faults, "name", name, lineMax)
		if err := faults.Err(); err != nil {
			return err
		}
		id = AreaID(db.NewID())
		if err := insertArea(tx, unit, Area{ID: id, Name: name}); err != nil {
			return err
		}
		return tx.Audit(db.Entry{Action: "mobilisation.add_area", Unit: string(unit), Kind: "mobilisation_area", Subject: string(id), Data: map[string]any{"name": name}})
	})
	return id, err
}

// Plan puts an item into the programme of a year. Faults name the fields of
// ItemForm.
func (s *Service) Plan(ctx context.Context, by access.Actor, unit org.ID, year int, f ItemForm) (id ItemID, err error) {
	err = s.db.Write(ctx, by, func(tx *db.Tx) error {
		if err := tx.Lock("mobilisation", string(unit)); err != nil {
			return err
		}
		p, err := planning(tx, by, unit, year)
		if err != nil {
			return err
		}
		if err := f.check(p.Year, p.Areas, p.People); err != nil {
			return err
		}
		there, err := itemsIn(tx, unit, p.Year)
		if err != nil {
			return err
		}
		if len(there) >= itemsMax {
			return fault.New(fault.Invalid, "mobilisation.too_many", itemsMax)
		}
		i := Item{ID: ItemID(db.NewID()), Unit: unit, Year: p.Year, State: Planned}
		i.fill(f)
		id = i.ID
		return enter(tx, i, "plan")
	})
	return id, err
}

func (i *Item) fill(f ItemForm) {
	i.Area, i.Work, i.Audience, i.Measure, i.Owner, i.Person, i.Due = f.Area, f.Work, f.Audience, f.Measure, f.Owner, f.Person, f.Due
}

// enter stores a new item, counts and logs it.
func enter(tx *db.Tx, i Item, what string) error {
	if err := insertItem(tx, i); err != nil {
		return err
	}
	if err := figure.Count(tx, i.counted(1)); err != nil {
		return err
	}
	return i.audit(tx, what)
}

// audit logs what was done with an item: never its words.
func (i Item) audit(tx *db.Tx, what string) error {
	return tx.Audit(db.Entry{
		Action: "mobilisation." + what, Unit: string(i.Unit), Kind: "mobilisation_item", Subject: string(i.ID), Person: string(i.Person),
		Data: map[string]any{"year": i.Year, "state": i.State, "due": i.Due},
	})
}

// Copy takes the programme of the year before over into a year that has none, and
// gives how many items that were.
func (s *Service) Copy(ctx context.Context, by access.Actor, unit org.ID, year int) (n int, err error) {
	err = s.db.Write(ctx, by, func(tx *db.Tx) error {
		if err := tx.Lock("mobilisation", string(unit)); err != nil {
			return err
		}
		p, err := planning(tx, by, unit, year)
		if err != nil {
			return err
		}
		there, err := itemsIn(tx, unit, p.Year)
		if err != nil {
			return err
		}
		if len(there) > 0 {
			return fault.New(fault.Invalid, "mobilisation.begun_already")
		}
		before, err := itemsIn(tx, unit, p.Year-1)
		if err != nil {
			return err
		}
		for _, i := range before {
			if i.State == Dropped {
				continue
			}
			i.ID, i.Year, i.State, i.DoneOn, i.Due = ItemID(db.NewID()), p.Year, Planned, "", i.Due.AddMonths(12)
			if !slices.ContainsFunc(p.People, func(m member.Profile) bool { return m.Person == i.Person }) {
				i.Person = ""
			}
			if err := enter(tx, i, "copy"); err != nil {
				return err
			}
			n++
		}
		if n == 0 {
			return fault.New(fault.Invalid, "mobilisation.nothing_before")
		}
		return nil
	})
	return n, err
}
