package admission

import (
	"context"
	"slices"
	"strconv"

	"chibo/internal/access"
	"chibo/internal/db"
	"chibo/internal/fault"
	"chibo/internal/member"
	"chibo/internal/org"
	"chibo/internal/target"
	"chibo/internal/vote"
)

// PageSize is how many candidates a list shows at once.
const PageSize = 25

// Tile is a candidate as the board shows him.
type Tile struct {
	Candidate Candidate
	Mentors   []Mentor
	Vote      *vote.Vote // the latest that passed; nil if none did
	// Papers and Wanted are how many papers of the dossier are there and asked
	// for by the next vote. Deadlines are empty for who is neither of the
	// committee nor his mentor.
	Papers, Wanted int
	Deadlines      []Deadline
}

// Board is the candidates of a cell by the steps of their way.
type Board struct {
	Unit   org.Unit
	Today  db.Date
	Tiles  []Tile // of each state the first dozen
	Counts map[State]int
	Leads  bool
	Own    bool // the reader is on the way himself
	// Waiting are the probationary members of the cell of whom no dossier is kept
	// yet; for its committee.
	Waiting []member.Row
	Goal    *Goal // nil where the cell has no target of the year
}

// Goal is how many people the cell is to admit in the year of today, and how
// many it has.
type Goal struct {
	Value    target.Amount
	Admitted int
}

// In lists the tiles of some states.
func (b Board) In(states ...State) (all []Tile) {
	for _, t := range b.Tiles {
		if slices.Contains(states, t.Candidate.State) {
			all = append(all, t)
		}
	}
	return all
}

// Count is how many stand in some states.
func (b Board) Count(states ...State) (n int) {
	for _, s := range states {
		n += b.Counts[s]
	}
	return n
}

// Open is how many are on their way before they are admitted.
func (b Board) Open() (n int) {
	for _, s := range stoppable {
		if !s.Admitted() {
			n += b.Counts[s]
		}
	}
	return n
}

// Probationers is how many are probationary members, with or without a dossier.
func (b Board) Probationers() int { return b.Count(Probation, Supported) + len(b.Waiting) }

// Board gives the candidates of a cell to everybody of it: who, how far and who
// helps. It makes at most twelve queries.
func (s *Service) Board(ctx context.Context, by access.Actor, unit org.ID) (b Board, err error) {
	err = s.db.Read(ctx, func(tx *db.Tx) error {
		if b.Unit, err = cellOf(tx, by, View, unit); err != nil {
			return err
		}
		b.Today, b.Leads = tx.Today(), access.Can(by, Lead, b.Unit.Place())
		if err := s.sums(tx, &b); err != nil {
			return err
		}
		all, err := tilesOf(tx, unit)
		if err != nil {
			return err
		}
		if !b.Leads {
			all = slices.DeleteFunc(all, func(c Candidate) bool { return c.State == Nominated })
			delete(b.Counts, Nominated)
			delete(b.Counts, Declined)
		}
		b.Own = slices.ContainsFunc(all, func(c Candidate) bool { return string(c.Person) == by.Person })
		b.Tiles, err = s.tiles(tx, by, b, all)
		return err
	})
	return b, err
}

// sums fills in the counts, the target of the year, and who has no dossier yet.
func (s *Service) sums(tx *db.Tx, b *Board) error {
	counts, kept, err := countsOf(tx, b.Unit.ID)
	if err != nil {
		return err
	}
	b.Counts = counts
	value, ok, err := target.OfYear(tx, b.Unit.ID, target.BySourceAdmitted, b.Today.Year())
	if err != nil {
		return err
	}
	if ok {
		first := db.Date(strconv.Itoa(b.Today.Year()) + "-01-01")
		n, err := target.Admitted(tx, b.Unit.ID, first, first.AddMonths(12))
		if err != nil {
			return err
		}
		b.Goal = &Goal{Value: value, Admitted: n}
	}
	if !b.Leads {
		return nil
	}
	people, err := member.ProbationersIn(tx, b.Unit.ID)
	b.Waiting = slices.DeleteFunc(people, func(p member.Row) bool { return kept[p.Person] })
	return err
}

// tiles says of the candidates what the board says.
func (s *Service) tiles(tx *db.Tx, by access.Actor, b Board, all []Candidate) ([]Tile, error) {
	book, err := s.book(tx, b.Unit.ID)
	if err != nil {
		return nil, err
	}
	around, err := aroundOf(tx, all)
	if err != nil {
		return nil, err
	}
	subjects := make([]string, len(all))
	for i, c := range all {
		subjects[i] = string(c.ID)
	}
	votes, err := vote.Of(tx, votesOf, subjects...)
	if err != nil {
		return nil, err
	}
	tiles := make([]Tile, 0, len(all))
	for _, c := range all {
		d := around.dossier(c)
		t := Tile{Candidate: d.Candidate, Mentors: d.Mentors}
		for i, v := range votes {
			if v.Of(votesOf, string(c.ID)) && v.Outcome == vote.Passed {
				t.Vote = &votes[i]
			}
		}
		if b.Leads || slices.ContainsFunc(d.Mentors, func(m Mentor) bool { return string(m.Person) == by.Person }) {
			t.Deadlines = Deadlines(book, d)
		}
		if b.Leads {
			papers, _ := checklist(book, b.Today, d.Papers)
			t.Papers, t.Wanted = Progress(papers, c.Phase())
		} else {
			t.Candidate.Words, t.Candidate.Birth = Words{}, ""
		}
		tiles = append(tiles, t)
	}
	return tiles, nil
}

// Progress counts the papers that the cell's next vote asks for, and those of
// them that are there; forms of one number count once.
func Progress(papers []Paper, phase Phase) (there, wanted int) {
	step := BeforeVote
	if phase == ToRecognise {
		step = BeforeSupport
	}
	counted := map[int]bool{}
	for _, p := range papers {
		if p.Step != step {
			continue
		}
		if n := number(p.Code); n > 0 {
			if counted[n] {
				continue
			}
			counted[n] = true
		}
		wanted++
		if !p.Needed {
			there++
		}
	}
	return there, wanted
}

// Page is one page of a list of candidates.
type Page struct {
	Unit       org.Unit
	Today      db.Date
	Candidates []Candidate // by name, without the committee's words
	Total      int
	Pages      int
	Leads      bool
}

// ListOf gives a page, from 0, of the candidates of a cell in one state, to
// everybody of it; who was nominated or declined, and who stopped, the committee
// alone sees. It makes three queries.
func (s *Service) ListOf(ctx context.Context, by access.Actor, unit org.ID, state State, page int) (p Page, err error) {
	err = s.db.Read(ctx, func(tx *db.Tx) error {
		if p.Unit, err = cellOf(tx, by, View, unit); err != nil {
			return err
		}
		p.Today, p.Leads = tx.Today(), access.Can(by, Lead, p.Unit.Place())
		if !p.Leads && (state == Nominated || state == Declined || state == Stopped) {
			return fault.New(fault.Denied, "ui.denied")
		}
		counts, _, err := countsOf(tx, unit)
		if err != nil {
			return err
		}
		p.Total = counts[state]
		p.Pages = max(1, (p.Total+PageSize-1)/PageSize)
		p.Candidates, err = listOf(tx, unit, []State{state}, max(page, 0))
		unworded(p.Candidates)
		return err
	})
	return p, err
}

// unworded takes out the committee's words.
func unworded(all []Candidate) {
	for i := range all {
		all[i].Words = Words{}
	}
}

// NominatedPage is one page of those whom a chapter nominated: what became of
// them, and nothing more.
type NominatedPage struct {
	Chapter    org.Unit
	Today      db.Date
	Candidates []Candidate
	Pages      int
}

// Nominated gives an officer of a mass organisation what became of those whom
// his chapter nominated. It makes three queries.
func (s *Service) Nominated(ctx context.Context, by access.Actor, chapter org.ID, page int) (p NominatedPage, err error) {
	err = s.db.Read(ctx, func(tx *db.Tx) error {
		if p.Chapter, err = org.Authorise(tx, by, Nominate, chapter); err != nil {
			return err
		}
		p.Today = tx.Today()
		total, err := countNominated(tx, chapter)
		if err != nil {
			return err
		}
		p.Pages = max(1, (total+PageSize-1)/PageSize)
		p.Candidates, err = nominatedBy(tx, chapter, max(page, 0))
		unworded(p.Candidates)
		return err
	})
	return p, err
}

// Own is the way of the reader himself.
type Own struct {
	Candidate Candidate // without the committee's words
	Unit      org.Unit
	Today     db.Date
	Mentors   []Mentor
	Deadlines []Deadline // but for those of his mentors' notes
}

// Mine gives the reader the way that he is on, or was on last; ok is false where
// there is none. It makes at most seven queries.
func (s *Service) Mine(ctx context.Context, by access.Actor) (o Own, ok bool, err error) {
	if by.Person == "" {
		return o, false, nil
	}
	err = s.db.Read(ctx, func(tx *db.Tx) error {
		all, err := latestOf(tx, member.ID(by.Person))
		if err != nil || len(all) == 0 {
			return err
		}
		ok = true
		if o.Unit, err = org.Of(tx, all[0].Unit); err != nil {
			return err
		}
		around, err := aroundOf(tx, all)
		if err != nil {
			return err
		}
		book, err := s.book(tx, o.Unit.ID)
		if err != nil {
			return err
		}
		d := around.dossier(all[0])
		o.Candidate, o.Mentors, o.Today = d.Candidate, d.Mentors, tx.Today()
		o.Candidate.Words = Words{}
		o.Deadlines = slices.DeleteFunc(Deadlines(book, d), func(dl Deadline) bool { return dl.Term == TermNote })
		return nil
	})
	return o, ok, err
}
