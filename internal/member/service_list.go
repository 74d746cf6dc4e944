package member

import (
	"context"

	"chibo/internal/access"
	"chibo/internal/audit"
	"chibo/internal/db"
	"chibo/internal/org"
)

// PageSize is how many rows a page of a list has.
const PageSize = 25

// Filter narrows a list.
type Filter struct {
	Query  string // part of a name, with or without diacritics
	Status Status // "" for all
	State  State  // "" for all
	Stated bool   // only those with a state beside the status
	Page   int    // from 1
}

// Row is a line of the list.
type Row struct {
	Person     ID
	Name       string
	Department string
	Job        string
	Post       Post
	Status     Status
	State      State
	Sex        string
	Birth      db.Date
	Party      Party
	Elsewhere  bool // another unit keeps his record, and what stands in it
}

// Roll is a page of a unit's list, with the counts of the whole.
type Roll struct {
	Unit      org.Unit
	Rows      []Row
	Found     int // how many the filter finds
	Pages     int
	Page      int
	Total     int
	Official  int
	Probation int
	Women     int
	Stated    int // with a state beside the status
	Staff     int // 0 where nobody has said
	Today     db.Date
}

// List gives a page of the people who belong to a unit today.
func (s *Service) List(ctx context.Context, by access.Actor, unit org.ID, f Filter) (roll Roll, err error) {
	err = s.db.Read(ctx, func(tx *db.Tx) error {
		if roll.Unit, err = org.Authorise(tx, by, List, unit); err != nil {
			return err
		}
		roll.Today = tx.Today()
		if roll.Staff, _, err = org.Staff(tx, unit, roll.Today); err != nil {
			return err
		}
		if err := countRoll(tx, unit, &roll); err != nil {
			return err
		}
		if roll.Found, err = countRows(tx, unit, f); err != nil {
			return err
		}
		roll.Pages = max(1, (roll.Found+PageSize-1)/PageSize)
		roll.Page = min(max(1, f.Page), roll.Pages)
		roll.Rows, err = rows(tx, unit, f, PageSize, (roll.Page-1)*PageSize)
		return err
	})
	return roll, err
}

// Export gives every person of a unit with everything that the register
// holds. Reading it is logged as a read of sensitive records.
func (s *Service) Export(ctx context.Context, by access.Actor, unit org.ID) (u org.Unit, all []Record, err error) {
	err = s.db.Read(ctx, func(tx *db.Tx) error {
		if u, err = org.Authorise(tx, by, Keep, unit); err != nil {
			return err
		}
		all, err = records(tx, unit)
		return err
	})
	if err == nil {
		s.read(ctx, by, string(unit), "member_list", string(unit), "")
	}
	return u, all, err
}

// Record is everything about one person.
type Record struct {
	Person      Person
	Party       Party
	Post        Post
	Status      Status
	State       State
	Memberships []Membership
	Positions   []Position
	States      []StatePeriod
	Duties      []Duty
	Today       db.Date
}

// Get gives a person's record. Reading somebody else's is logged.
func (s *Service) Get(ctx context.Context, by access.Actor, id ID) (rec Record, err error) {
	err = s.db.Read(ctx, func(tx *db.Tx) error {
		rec, err = s.get(tx, by, id)
		return err
	})
	if err == nil {
		s.read(ctx, by, string(rec.Unit()), "person", string(id), id)
	}
	return rec, err
}

// Edit gives a person's record to whoever may correct it.
func (s *Service) Edit(ctx context.Context, by access.Actor, id ID) (rec Record, err error) {
	err = s.db.Read(ctx, func(tx *db.Tx) error {
		if err := authorise(tx, by, Keep, id); err != nil {
			return err
		}
		rec, err = recordOf(tx, id)
		return err
	})
	if err == nil {
		s.read(ctx, by, string(rec.Unit()), "person", string(id), id)
	}
	return rec, err
}

func (s *Service) get(tx *db.Tx, by access.Actor, id ID) (Record, error) {
	if err := authorise(tx, by, View, id); err != nil {
		return Record{}, err
	}
	return recordOf(tx, id)
}

// Dossier is a record with what was done to it and who read it, the newest
// first: the person and the committee may know both (safety, duty 4).
type Dossier struct {
	Record
	Changes []audit.Line
	Reads   []audit.ReadLine
}

// linesMax is how many changes and reads a page shows.
const linesMax = 20

// Dossier gives a person's record with its history. Reading somebody else's
// is logged.
func (s *Service) Dossier(ctx context.Context, by access.Actor, id ID) (d Dossier, err error) {
	err = s.db.Read(ctx, func(tx *db.Tx) error {
		if d.Record, err = s.get(tx, by, id); err != nil {
			return err
		}
		selves, err := SelvesOf(tx, id)
		if err != nil {
			return err
		}
		if d.Changes, err = audit.HistoryOfPerson(tx, linesMax, names(selves)...); err != nil {
			return err
		}
		d.Reads, err = audit.ReadsOfPerson(tx, string(id), linesMax)
		return err
	})
	if err == nil {
		s.read(ctx, by, string(d.Unit()), "person", string(id), id)
	}
	return d, err
}

func names(ids []ID) []string {
	all := make([]string, len(ids))
	for i, id := range ids {
		all[i] = string(id)
	}
	return all
}

// Unit is where the person's record lies today: the party unit, else the mass
// organisation, "" for who belongs nowhere.
func (rec Record) Unit() org.ID {
	kept, _ := keeper(rec.Memberships, rec.Today)
	return kept.Unit
}

func recordOf(tx *db.Tx, id ID) (rec Record, err error) {
	rec.Today = tx.Today()
	if rec.Person, err = personByID(tx, id); err != nil {
		return rec, err
	}
	if rec.Party, err = partyOf(tx, id); err != nil {
		return rec, err
	}
	if rec.Memberships, err = membershipsOf(tx, id); err != nil {
		return rec, err
	}
	if rec.Positions, err = positionsOf(tx, id); err != nil {
		return rec, err
	}
	if rec.States, err = statesOf(tx, id); err != nil {
		return rec, err
	}
	if rec.Duties, err = dutiesOf(tx, id); err != nil {
		return rec, err
	}
	rec.standing()
	return rec, nil
}

// standing picks today's status, state and post out of the periods.
func (rec *Record) standing() {
	now := func(from, to db.Date) bool { return from <= rec.Today && (to == "" || to > rec.Today) }
	for _, m := range rec.Memberships {
		if now(m.From, m.To) && (rec.Status == "" || m.Body == "party") {
			rec.Status = m.Status
		}
	}
	for _, st := range rec.States {
		if now(st.From, st.To) && rec.State == Active {
			rec.State = st.State
		}
	}
	for _, post := range Posts {
		for _, p := range rec.Positions {
			if p.Post == post && now(p.From, p.To) && rec.Post == "" {
				rec.Post = post
			}
		}
	}
}
