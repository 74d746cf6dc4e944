package web

import (
	"net/http"
	"slices"

	"chibo/internal/access"
	"chibo/internal/db"
	"chibo/internal/directive"
	"chibo/internal/document"
	"chibo/internal/fault"
	"chibo/internal/meeting"
	"chibo/internal/member"
	"chibo/internal/org"
	"chibo/internal/paper"
	"chibo/internal/rulebook"
	"chibo/internal/server"
	"chibo/internal/task"
)

// estate is what one secretary hands to the next: what runs, what is open, how
// far the numbers have come.
type estate struct {
	unit     org.Unit
	term     org.Term
	today    db.Date
	preset   string // of package paper
	called   []member.Called
	care     member.Care
	numbers  []document.Number
	tasks    []task.Task
	meetings []meeting.Meeting // that are not over
	left     []Step            // what is left to do of the latest regular one
	toStudy  []directive.Directive
	to       member.Called // who takes over; zero while nobody is chosen
}

// readEstate gathers it; to is who takes over, "" while nobody is chosen.
func (h handlers) readEstate(r *http.Request, to member.ID) (e estate, err error) {
	by, unit := server.Actor(r), org.ID(server.Unit(r))
	err = h.DB.Read(r.Context(), func(tx *db.Tx) error {
		if e.unit, err = org.Authorise(tx, by, Handover, unit); err != nil {
			return err
		}
		e.today = tx.Today()
		if e.called, err = member.CalledTo(tx, unit, e.today); err != nil {
			return err
		}
		if e.term, err = org.TermOn(tx, unit, e.today); err != nil {
			return err
		}
		if e.care, err = h.Members.CareTx(tx, by, e.unit); err != nil {
			return err
		}
		if e.tasks, err = task.OpenIn(tx, unit); err != nil {
			return err
		}
		if e.toStudy, err = directive.ToStudy(tx, unit); err != nil {
			return err
		}
		cycle, open, err := h.Months.UnfinishedTx(tx, by, e.unit)
		e.meetings, e.left, e.preset = open, leftOf(cycle.Last, e.today), presetOn(e.today)
		return err
	})
	if err != nil {
		return e, err
	}
	if e.numbers, err = h.Documents.Numbers(r.Context(), by, unit); err != nil {
		return e, err
	}
	return e, e.choose(to)
}

// presetOn is the layout of papers that the national rules prescribe; where
// none is known, papers look as they do now.
func presetOn(day db.Date) string {
	if a, ok := rulebook.FormatPreset.At(rulebook.Default(), string(day), nil); ok {
		return a.Value
	}
	return paper.HD05
}

// choose names who takes over: an official member of the cell who may take
// part. Anybody else is not found.
func (e *estate) choose(to member.ID) error {
	if to == "" {
		return nil
	}
	able := e.successors()
	i := slices.IndexFunc(able, func(c member.Called) bool { return c.Person == to })
	if i < 0 {
		return fault.New(fault.NotFound, "ui.not_found")
	}
	e.to = able[i]
	return nil
}

// successors are those who could take over.
func (e estate) successors() []member.Called {
	return slices.DeleteFunc(slices.Clone(e.called), func(c member.Called) bool {
		return c.Post == member.Secretary || c.Status != member.Official || c.State != member.Active
	})
}

// leaders are those with a post in the cell's committee, the highest first.
func (e estate) leaders() []member.Called {
	var all []member.Called
	for _, post := range []member.Post{member.Secretary, member.Deputy, member.CommitteeMember} {
		for _, c := range e.called {
			if c.Post == post {
				all = append(all, c)
			}
		}
	}
	return all
}

// secretary is who hands over; zero where the post is vacant.
func (e estate) secretary() member.Called {
	if all := e.leaders(); len(all) > 0 && all[0].Post == member.Secretary {
		return all[0]
	}
	return member.Called{}
}

// sums counts the members by standing.
func (e estate) sums() (official, probationary int) {
	for _, c := range e.called {
		if c.State == member.Visiting {
			continue
		}
		if c.Status == member.Official {
			official++
		} else {
			probationary++
		}
	}
	return official, probationary
}

func (h handlers) handover(w http.ResponseWriter, r *http.Request) error {
	e, err := h.readEstate(r, "")
	if err != nil {
		return err
	}
	return server.Render(w, r, handoverPage(e, access.Can(server.Actor(r), member.Elect, e.unit.Place())))
}

// handoverPaper hands the paper out in a format.
func (h handlers) handoverPaper(f paper.Format) server.Handler {
	return func(w http.ResponseWriter, r *http.Request) error {
		e, err := h.readEstate(r, member.ID(r.URL.Query().Get("to")))
		if err != nil {
			return err
		}
		return server.HandOut(w, r, "Biên bản bàn giao "+string(e.today), f, e.record())
	}
}
