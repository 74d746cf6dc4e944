package commendation

import (
	"context"
	"strings"

	"chibo/internal/access"
	"chibo/internal/db"
	"chibo/internal/i18n"
	"chibo/internal/org"
	"chibo/internal/rulebook"
)

// PageSize is how many rows a page of a list has.
const PageSize = 25

// registerMax is how many awards a printed register holds.
const registerMax = 5_000

// Filter narrows a register.
type Filter struct {
	Query string // words of a name, title, number or who decided; with or without accents
	Year  int    // of the decision; 0 means all
	Kind  Kind
	Level Level
	Form  Form
	Page  int // from 1
}

// Count is how many awards of one level and form there were: turns, and distinct
// people or collectives who had them.
type Count struct {
	Level                  Level
	Form                   Form
	Collective, Individual Sum
}

// Sum is turns (lượt), and how many distinct subjects had them.
type Sum struct{ Turns, Distinct int }

// Tally is the awards of a span of days at a unit with everything under it.
type Tally struct {
	Counts                 []Count // by level, the highest first, and form
	Collective, Individual Sum     // of all levels and forms
}

// Turns is how many awards there were.
func (t Tally) Turns() int { return t.Collective.Turns + t.Individual.Turns }

// FormStreak is a streak of yearly awards of one form.
type FormStreak struct {
	Form Form
	Streak
}

// streaksOf gives the streaks of two years and more among awards of one subject.
func streaksOf(awards []Award, on db.Date) (all []FormStreak) {
	for _, form := range Forms {
		var years []int
		for _, a := range awards {
			if a.Form == form && a.Occasion == Yearly {
				years = append(years, a.Year)
			}
		}
		if k := StreakAt(years, on); k.Years() > 1 {
			all = append(all, FormStreak{form, k})
		}
	}
	return all
}

// Register is a page of the awards of a unit, the latest first: a cell's own, or
// of a committee its own and those of the collectives under it.
type Register struct {
	Unit    org.Unit
	Today   db.Date
	Whole   bool // people's names are shown
	Leads   bool // the actor proposes and corrects
	Records bool // the actor enters awards
	Tally   Tally
	Years   []int // in which anything was granted, the latest first
	Awards  []Award
	Total   int
	Page    int
	Pages   int
	Streaks []FormStreak // of the unit itself
	Facts   []Fact       // who had the yearly certificate in as many years as the rule asks for
	Rule    rulebook.Answer[int]
	Ruled   bool // a rule is known
	Open    []Proposal
}

// List gives a page of a register with its counts. It makes at most eleven
// queries.
func (s *Service) List(ctx context.Context, by access.Actor, unit org.ID, f Filter) (r Register, err error) {
	err = s.db.Read(ctx, func(tx *db.Tx) error {
		if r, err = s.open(tx, by, unit); err != nil {
			return err
		}
		q, err := r.query(tx, f)
		if err != nil {
			return err
		}
		from, until := span(f.Year, r.Today)
		if r.Tally, err = TallyUnder(tx, unit, from, until); err != nil {
			return err
		}
		if r.Years, err = q.years(tx); err != nil {
			return err
		}
		if r.Total, err = q.count(tx); err != nil {
			return err
		}
		r.Pages = pages(r.Total)
		r.Page = min(max(1, f.Page), r.Pages)
		if err := r.read(tx, q, PageSize, (r.Page-1)*PageSize); err != nil {
			return err
		}
		if r.Whole {
			if r.Open, err = openAt(tx, unit); err != nil {
				return err
			}
		}
		return r.weigh(tx)
	})
	return r, err
}

// read fills in awards, with what only their own unit reads left out.
func (r *Register) read(tx *db.Tx, q search, limit, offset int) (err error) {
	r.Awards, err = q.awards(tx, limit, offset)
	for i := range r.Awards {
		if a := &r.Awards[i]; !r.Whole || a.Unit != r.Unit.ID {
			a.Reason, a.Proposal, a.Struck = "", "", ""
		}
	}
	return err
}

func pages(total int) int { return max(1, (total+PageSize-1)/PageSize) }

// span is a year, or everything until tomorrow.
func span(year int, today db.Date) (from, until db.Date) {
	if year == 0 {
		return "1930-01-01", today.AddDays(1)
	}
	from = db.Date(yearText(year) + "-01-01")
	return from, from.AddMonths(12)
}

// open authorises and says what the actor may do.
func (s *Service) open(tx *db.Tx, by access.Actor, unit org.ID) (r Register, err error) {
	if r.Unit, err = unitOf(tx, by, View, unit); err != nil {
		return r, err
	}
	at := r.Unit.Place()
	r.Today, r.Whole = tx.Today(), whole(by, r.Unit)
	r.Leads, r.Records = access.Can(by, Lead, at), access.Can(by, Record, at)
	return r, nil
}

// query is a search as the store answers it: members' names are folded here, for
// they change and are forgotten.
func (r Register) query(tx *db.Tx, f Filter) (search, error) {
	q := search{Filter: f, unit: r.Unit, whole: r.Whole, folded: i18n.Fold(f.Query)}
	if q.folded == "" || !r.Whole {
		return q, nil
	}
	all, err := peopleOf(tx, r.Unit.ID)
	for _, p := range all {
		if strings.Contains(i18n.Fold(p.name), q.folded) {
			q.named = append(q.named, p.id)
		}
	}
	return q, err
}

// weigh finds streaks: of the unit itself, and of who is due.
func (r *Register) weigh(tx *db.Tx) error {
	q := search{unit: r.Unit, whole: r.Whole, yearly: true}
	awards, err := q.awards(tx, -1, 0)
	if err != nil {
		return err
	}
	if r.Streaks, err = StreaksOf(tx, r.Unit.ID, r.Today); err != nil {
		return err
	}
	book, err := org.BookOf(tx, r.Unit.ID)
	if err != nil {
		return err
	}
	r.Facts, r.Rule, r.Ruled = Due(awards, book, r.Today)
	return nil
}

// Book gives the whole register that a filter leaves, for a file or paper. It
// makes at most four queries.
func (s *Service) Book(ctx context.Context, by access.Actor, unit org.ID, f Filter) (r Register, err error) {
	err = s.db.Read(ctx, func(tx *db.Tx) error {
		if r, err = s.open(tx, by, unit); err != nil {
			return err
		}
		q, err := r.query(tx, f)
		if err != nil {
			return err
		}
		return r.read(tx, q, registerMax, 0)
	})
	return r, err
}

// ProposalPage is a page of the proposals of a unit, and of those that lie or lay
// with it, open ones first.
type ProposalPage struct {
	Unit      org.Unit
	Today     db.Date
	Leads     bool
	Proposals []Proposal
	Total     int
	Page      int
	Pages     int
}

// Proposals gives a page of proposals: of a committee those that were sent to it
// too, as they were sent. Officers above a unit see none of its proposals there.
// It makes three queries.
func (s *Service) Proposals(ctx context.Context, by access.Actor, unit org.ID, page int) (p ProposalPage, err error) {
	err = s.db.Read(ctx, func(tx *db.Tx) error {
		r, err := s.open(tx, by, unit)
		if err != nil {
			return err
		}
		p = ProposalPage{Unit: r.Unit, Today: r.Today, Leads: r.Leads}
		if !r.Whole {
			p.Page, p.Pages = 1, 1
			return nil
		}
		if p.Total, err = countProposals(tx, unit); err != nil {
			return err
		}
		p.Pages = pages(p.Total)
		p.Page = min(max(1, page), p.Pages)
		p.Proposals, err = proposalsOf(tx, unit, p.Page)
		return err
	})
	return p, err
}

// StreaksOf gives the streaks that a unit itself had on a day, of two years and
// more: S0's "five years running". The caller has authorised.
func StreaksOf(tx *db.Tx, unit org.ID, on db.Date) ([]FormStreak, error) {
	awards, err := yearlyOf(tx, unit, on)
	return streaksOf(awards, on), err
}
