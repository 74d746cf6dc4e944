package commitment

import (
	"context"
	"slices"

	"chibo/internal/access"
	"chibo/internal/db"
	"chibo/internal/fault"
	"chibo/internal/member"
	"chibo/internal/notify"
	"chibo/internal/org"
)

// What can be done with pledges and programmes. A leader may write for one who
// has no device (nhập hộ); the log and the timeline name him.
var (
	View           = access.Declare("commitment.view", access.For(access.Here, access.Leaders...), access.For(access.Self, access.Belonging...))
	Write          = access.Declare("commitment.write", access.For(access.Here, access.Leaders...), access.For(access.Self, access.Belonging...))
	Judge          = access.Declare("commitment.judge", access.For(access.Here, access.Leaders...))
	Cover          = access.Declare("commitment.cover", access.For(access.Below, access.Officer))
	ReadProgramme  = access.Declare("commitment.read_programme", access.For(access.Here, access.Belonging...))
	WriteProgramme = access.Declare("commitment.write_programme", access.For(access.Here, access.Leaders...))
)

// Service holds the use cases.
type Service struct {
	// Notices tells people what happens to pledges; nil tells nobody.
	Notices *notify.Service
	// OnAct lets others take note of what became of a pledge, in the same
	// transaction.
	OnAct func(tx *db.Tx, by access.Actor, p Pledge) error
	// Themes lists the themes of campaigns that concern a unit in a year; nil knows
	// none.
	Themes func(tx *db.Tx, by access.Actor, u org.Unit, year int) ([]Theme, error)

	db    *db.DB
	daily notify.Daily
}

// New makes the use cases over a database.
func New(d *db.DB) *Service { return &Service{db: d} }

// Theme is the theme of a campaign that an item of a pledge may answer to.
type Theme struct {
	ID    string
	Title string
	Runs  bool // an item may be tied to it now
}

// themes lists what items of a pledge may answer to.
func (s *Service) themes(tx *db.Tx, by access.Actor, u org.Unit, year int) ([]Theme, error) {
	if s.Themes == nil {
		return nil, nil
	}
	return s.Themes(tx, by, u, year)
}

// Call is the registration of a year in a unit (đợt đăng ký).
type Call struct {
	Unit     org.ID
	Year     int
	Theme    string
	Due      db.Date // the last day
	OpenedOn db.Date
	Version  int // 0 where it was not opened
}

// Reader is who may read a pledge, as the page says beforehand (C10, I9). A page
// puts it into words by the kind of the unit.
type Reader string

// The readers.
const (
	AuthorAlone      Reader = "author"  // nobody else
	AuthorAndWriter  Reader = "proxy"   // and the leaders, who write it for him
	AuthorAndLeaders Reader = "leaders" // it was sent
)

// Sheet is everything about one pledge that a page shows. Where somebody has
// none yet, the pledge has no id and no state, and names him, unit and year.
type Sheet struct {
	Pledge   Pledge
	Unit     org.Unit
	Call     Call // of version 0 where the year was not opened
	Today    db.Date
	Own      bool       // it is the actor's own
	Last     Head       // the same person's of the year before in this unit; zero if none
	Years    []Head     // all of the same person's that the actor may read, in every unit, the newest first
	Progress []Progress // of all items, the newest first
	Themes   []Theme    // of campaigns, that concern the unit in the year
	Readers  Reader     // who reads it as it stands
	Moves               // what the actor may do now
	// OwnJudged: he may not judge it, for it is his own and another leader can.
	OwnJudged bool
	// AuthorLeft: the author belongs to the unit no more; it is read only.
	AuthorLeft bool
	// Author is who registers, as the unit knows him today: his name alone once
	// he has left.
	Author member.Profile
}

// DefaultYear is the year that a page shows where none is asked for: that of
// the newest call of the unit, else this year.
func (s *Service) DefaultYear(ctx context.Context, by access.Actor, unit org.ID) (year int, err error) {
	err = s.db.Read(ctx, func(tx *db.Tx) error {
		if _, err := authorise(tx, by, ReadProgramme, unit, ""); err != nil {
			return err
		}
		year, err = currentYear(tx, unit)
		return err
	})
	return year, err
}

// Mine gives the actor's own pledge of a year in a unit; 0 is the year of
// DefaultYear. It makes at most twelve queries.
func (s *Service) Mine(ctx context.Context, by access.Actor, unit org.ID, year int) (sh Sheet, err error) {
	person := member.ID(by.Person)
	err = s.db.Read(ctx, func(tx *db.Tx) error {
		if sh.Unit, err = authorise(tx, by, View, unit, person); err != nil {
			return err
		}
		if person == "" {
			return fault.New(fault.Denied, "ui.denied") // the program has no pledge
		}
		if year == 0 {
			if year, err = currentYear(tx, unit); err != nil {
				return err
			}
		}
		if err := checkYear(year, tx.Today()); err != nil {
			return err
		}
		if sh.Pledge, err = ownOf(tx, unit, person, year); err != nil {
			return err
		}
		return s.dress(tx, by, &sh)
	})
	return sh, err
}

// Get gives one pledge, to its author and, once it is sent, to the leaders. The
// author reads it also when he has left the unit. It makes at most eleven queries.
func (s *Service) Get(ctx context.Context, by access.Actor, id ID) (sh Sheet, err error) {
	err = s.db.Read(ctx, func(tx *db.Tx) error {
		if sh.Pledge, sh.Unit, err = readable(tx, by, id); err != nil {
			return err
		}
		return s.dress(tx, by, &sh)
	})
	return sh, err
}

// readable reads a pledge that the actor may read.
func readable(tx *db.Tx, by access.Actor, id ID) (p Pledge, u org.Unit, err error) {
	if p, err = byID(tx, id); err != nil {
		return p, u, err
	}
	if p.Person == member.ID(by.Person) { // his own words stay his, wherever he is
		u, err = org.Known(tx, p.Unit)
		return p, u, err
	}
	if u, err = authorise(tx, by, View, p.Unit, p.Person); err != nil {
		return p, u, err
	}
	if !p.open() && !by.Trusted() {
		return Pledge{}, u, fault.New(fault.Denied, "commitment.still_drafted")
	}
	return p, u, nil
}

// authorise judges an action on the pledge of a person in a unit.
func authorise(tx *db.Tx, by access.Actor, action access.Action, unit org.ID, person member.ID) (org.Unit, error) {
	return org.AuthoriseFor(tx, by, action, unit, string(person))
}

// dress adds to a pledge and its unit what else the page shows.
func (s *Service) dress(tx *db.Tx, by access.Actor, sh *Sheet) (err error) {
	p := &sh.Pledge
	sh.Today, sh.Own = tx.Today(), p.Person == member.ID(by.Person)
	if sh.Call, err = callOf(tx, p.Unit, p.Year); err != nil {
		return err
	}
	if sh.Years, err = headsOf(tx, p.Person); err != nil {
		return err
	}
	sh.Years = slices.DeleteFunc(sh.Years, func(h Head) bool { return !sh.Own && (h.Unit != p.Unit || !h.open()) })
	for _, h := range sh.Years {
		if h.Unit == p.Unit && h.Year == p.Year-1 {
			sh.Last = h
		}
	}
	people, err := member.ProfilesIn(tx, p.Unit, sh.Today)
	if err != nil {
		return err
	}
	i := slices.IndexFunc(people, func(x member.Profile) bool { return x.Person == p.Person })
	if sh.AuthorLeft = i < 0; sh.AuthorLeft {
		sh.Author = member.Profile{Person: p.Person, Name: p.Name}
	} else {
		sh.Author, p.Name = people[i], people[i].Name
	}
	if sh.Progress, err = progressOf(tx, p.ID); err != nil {
		return err
	}
	if sh.Themes, err = s.themes(tx, by, sh.Unit, p.Year); err != nil {
		return err
	}
	sh.Readers = readersOf(p.Head)
	sh.offer(by, people)
	return nil
}

// readersOf says who reads a pledge as it stands.
func readersOf(h Head) Reader {
	switch {
	case h.State != "" && h.State != Drafting:
		return AuthorAndLeaders
	case h.Proxy:
		return AuthorAndWriter
	}
	return AuthorAlone
}

// offer lists what the actor may do now.
func (sh *Sheet) offer(by access.Actor, people []member.Profile) {
	p := sh.Pledge
	place := sh.Unit.Place()
	place.Person = string(p.Person)
	for _, m := range Workflow {
		if m.From != p.State || !access.Can(by, m.Who, place) {
			continue
		}
		var err error
		if m.Who.Name == Judge.Name {
			err = mayJudge(p.Head, m.Act, by, people)
			sh.OwnJudged = sh.OwnJudged || sh.Own && !sh.AuthorLeft && err != nil
		} else {
			err = mayWrite(p.Head, m.Act, by)
		}
		if m.Act == Closing && err == nil {
			err = mayClose(p, sh.Today)
		}
		if err == nil {
			sh.Moves = append(sh.Moves, m)
		}
	}
}
