package welfare

import (
	"context"

	"chibo/internal/access"
	"chibo/internal/db"
	"chibo/internal/fault"
	"chibo/internal/feedback/course"
	"chibo/internal/i18n"
	"chibo/internal/org"
)

// Book is the list of visits of a unit itself in a year.
type Book struct {
	Unit   org.Unit
	Today  db.Date
	Year   int
	Visits []Visit
	Page   int // 0 of a whole list
	Pages  int
}

// Visits gives a page, from 1, of the visits of a unit in a year, 0 for this one, the
// latest first; those that were struck too. It makes three queries.
func (s *Service) Visits(ctx context.Context, by access.Actor, unit org.ID, year, page int) (b Book, err error) {
	err = s.db.Read(ctx, func(tx *db.Tx) error {
		if b, err = book(tx, by, unit, year); err != nil {
			return err
		}
		n, err := countVisits(tx, unit, b.Year)
		if err != nil {
			return err
		}
		b.Pages = max(1, (n+course.PageSize-1)/course.PageSize)
		b.Page = min(max(1, page), b.Pages)
		b.Visits, err = visitsIn(tx, unit, b.Year, course.PageSize, (b.Page-1)*course.PageSize)
		return err
	})
	return b, err
}

// bookMost is how many visits a paper has at most.
const bookMost = 2000

// Book gives all visits of a unit in a year that count, the earliest first, for a
// paper.
func (s *Service) Book(ctx context.Context, by access.Actor, unit org.ID, year int) (b Book, err error) {
	err = s.db.Read(ctx, func(tx *db.Tx) error {
		if b, err = book(tx, by, unit, year); err != nil {
			return err
		}
		all, err := visitsIn(tx, unit, b.Year, bookMost, 0)
		for i := len(all) - 1; i >= 0; i-- {
			if all[i].Struck == "" {
				b.Visits = append(b.Visits, all[i])
			}
		}
		return err
	})
	return b, err
}

func book(tx *db.Tx, by access.Actor, unit org.ID, year int) (b Book, err error) {
	if b.Unit, err = caring(tx, by, Tend, unit); err != nil {
		return b, err
	}
	b.Today = tx.Today()
	b.Year, err = yearOf(year, b.Today)
	return b, err
}

// Visit gives one visit for its form.
func (s *Service) Visit(ctx context.Context, by access.Actor, id VisitID) (v Visit, u org.Unit, err error) {
	err = s.db.Read(ctx, func(tx *db.Tx) error {
		v, u, err = visitOf(tx, by, id)
		return err
	})
	return v, u, err
}

func visitOf(tx *db.Tx, by access.Actor, id VisitID) (v Visit, u org.Unit, err error) {
	if v, err = visitByID(tx, id); err != nil {
		return v, u, err
	}
	u, err = caring(tx, by, Tend, v.Unit)
	return v, u, err
}

// Enter writes a visit down. Faults name the fields held_on, occasion, form and
// persons.
func (s *Service) Enter(ctx context.Context, by access.Actor, unit org.ID, f VisitForm) (id VisitID, err error) {
	err = s.db.Write(ctx, by, func(tx *db.Tx) error {
		if _, err := caring(tx, by, Tend, unit); err != nil {
			return err
		}
		if err := f.check(tx.Today()); err != nil {
			return err
		}
		v := Visit{ID: VisitID(db.NewID()), Unit: unit}.changed(f)
		id = v.ID
		if err := insertVisit(tx, v); err != nil {
			return err
		}
		if err := recorded(tx, nil, v.deltas(1)); err != nil {
			return err
		}
		return v.audit(tx, "enter")
	})
	return id, err
}

// Correct changes a visit that counts. Faults are those of Enter.
func (s *Service) Correct(ctx context.Context, by access.Actor, id VisitID, version int, f VisitForm) error {
	return s.change(ctx, by, id, version, "correct", func(v *Visit, today db.Date) error {
		err := f.check(today)
		*v = v.changed(f)
		return err
	})
}

// Strike takes a visit that was entered by mistake out of the count. Its fault names
// the field words.
func (s *Service) Strike(ctx context.Context, by access.Actor, id VisitID, version int, words string, sure bool) error {
	return s.change(ctx, by, id, version, "strike", func(v *Visit, _ db.Date) error {
		var faults fault.Form
		v.Struck = i18n.Line(words)
		course.Between(&faults, "words", "welfare.words_missing", v.Struck, course.LineMax)
		course.LookedAt(&faults, sure, "words", "welfare.looks_private", Hints(v.Struck))
		return faults.Err()
	})
}

func (s *Service) change(ctx context.Context, by access.Actor, id VisitID, version int, what string, to func(v *Visit, today db.Date) error) error {
	return s.db.Write(ctx, by, func(tx *db.Tx) error {
		was, _, err := visitOf(tx, by, id)
		if err != nil {
			return err
		}
		if was.Struck != "" {
			return fault.New(fault.Invalid, "welfare.is_struck")
		}
		now := was
		if err := to(&now, tx.Today()); err != nil {
			return err
		}
		if err := putVisit(tx, now, version); err != nil {
			return err
		}
		if err := recorded(tx, was.deltas(-1), now.deltas(1)); err != nil {
			return err
		}
		return now.audit(tx, what)
	})
}
