package evaluation

import (
	"context"
	"slices"

	"chibo/internal/access"
	"chibo/internal/db"
	"chibo/internal/fault"
	"chibo/internal/member"
	"chibo/internal/notify"
	"chibo/internal/org"
	"chibo/internal/rulebook"
	"chibo/internal/vote"
)

// What can be done with reviews. Use cases narrow it: whoever is above gets names
// of what was sent to his own committee alone.
var (
	View    = access.Declare("evaluation.view", access.For(access.Here, access.Cell...), access.For(access.Below, access.Officer))
	Read    = access.Declare("evaluation.read", access.For(access.Here, access.Cell...))
	Write   = access.Declare("evaluation.write", access.For(access.Here, access.Committee...), access.For(access.Self, access.Cell...))
	Lead    = access.Declare("evaluation.lead", access.For(access.Here, access.Committee...))
	Return  = access.Declare("evaluation.return", access.For(access.Below, access.Officer))
	Decide  = access.Declare("evaluation.decide", access.For(access.Here, access.Committee...), access.For(access.Below, access.Officer))
	Oversee = access.Declare("evaluation.oversee", access.For(access.Below, access.Officer))
)

// Service holds the use cases.
type Service struct {
	// Notices tells people when a review moves; nil tells nobody. Above gives the
	// officers above a unit.
	Notices *notify.Service
	Above   func(tx *db.Tx, u org.Unit) ([]member.ID, error)
	// OnRead lets the log note that somebody read the file of another: of a
	// kind, with an id, in a unit, about a person ("" for a list that is taken out).
	OnRead func(ctx context.Context, by access.Actor, unit, kind, subject, person string)

	db    *db.DB
	votes *vote.Service
}

// New makes the use cases over a database and its votes.
func New(d *db.DB, votes *vote.Service) *Service { return &Service{db: d, votes: votes} }

// votesOf is the kind of record that votes on files belong to.
const votesOf = "evaluation_file"

// Line is a file in the list of a review.
type Line struct {
	File
	Voted *vote.Vote // nil before
}

// Sheet is a review as a page shows it. A unit that never opened one has none.
type Sheet struct {
	Review  Review // without id where the unit has none
	Unit    org.Unit
	Periods []Review // all of the unit, the latest first
	Lines   []Line   // what the actor may see, in the order of the votes
	Counts  Counts
	Cap     Cap
	Levels  rulebook.Codes // of the day, best first
	Mine    bool           // the actor belongs to the cell
	Above   bool           // he serves the committee directly above
	Moves                  // what he may do now
	MayOpen bool
	Today   db.Date
}

// Counts say how far a review has come.
type Counts struct {
	All       int // files
	Expected  int // of people who write
	Submitted int
	Voted     int
}

// Desk gives the latest review of a unit, of one that never opened any the unit
// alone. It makes a fixed number of queries.
func (s *Service) Desk(ctx context.Context, by access.Actor, unit org.ID) (sh Sheet, err error) {
	err = s.db.Read(ctx, func(tx *db.Tx) error {
		if sh.Unit, err = org.Authorise(tx, by, View, unit); err != nil {
			return err
		}
		if sh.Periods, err = reviewsOf(tx, unit); err != nil {
			return err
		}
		if len(sh.Periods) > 0 {
			sh.Review = sh.Periods[0]
		}
		return s.dress(tx, by, &sh)
	})
	return sh, err
}

// Get gives one review. It makes a fixed number of queries.
func (s *Service) Get(ctx context.Context, by access.Actor, id ID) (sh Sheet, err error) {
	err = s.db.Read(ctx, func(tx *db.Tx) error {
		sh, err = s.sheet(tx, by, id)
		return err
	})
	return sh, err
}

func (s *Service) sheet(tx *db.Tx, by access.Actor, id ID) (sh Sheet, err error) {
	if sh.Review, err = reviewOf(tx, id); err != nil {
		return sh, err
	}
	if sh.Unit, err = org.Authorise(tx, by, View, sh.Review.Unit); err != nil {
		return sh, err
	}
	if sh.Periods, err = reviewsOf(tx, sh.Unit.ID); err != nil {
		return sh, err
	}
	return sh, s.dress(tx, by, &sh)
}

// dress adds to a review and its unit what else the page shows.
func (s *Service) dress(tx *db.Tx, by access.Actor, sh *Sheet) error {
	u := sh.Unit
	sh.Today = tx.Today()
	sh.Mine, sh.Above = access.Can(by, Read, u.Place()), u.AnswersTo(by)
	sh.MayOpen = u.Kind.Holds && !u.Kind.Mass() && access.Can(by, Lead, u.Place())
	if sh.Review.ID == "" {
		return nil
	}
	files, err := filesOf(tx, sh.Review)
	if err != nil {
		return err
	}
	sh.Counts = countsOf(files)
	book, err := org.BookOf(tx, u.ID)
	if err != nil {
		return err
	}
	on := sh.Review.judged(sh.Today)
	sh.Levels = levelsOn(book, on)
	sh.permit(by, files)
	if sh.reads() {
		sh.Cap = capOf(book, on, proposedOf(files))
	}
	return sh.list(tx, by, files)
}

// reads reports whether the actor reads the levels of all.
func (sh Sheet) reads() bool {
	return sh.Mine && (sh.Review.State != Open || sh.leads()) || sh.Above && sh.Review.up()
}

// leads reports whether the actor is of the committee.
func (sh Sheet) leads() bool { return sh.MayOpen }

// up reports whether the review lies with the committee above.
func (v Review) up() bool { return v.State == Sent || v.State == Decided }

// list fills in the files that the actor may see, with their votes.
func (sh *Sheet) list(tx *db.Tx, by access.Actor, files []File) error {
	var votes []vote.Vote
	var err error
	if sh.reads() {
		ids := make([]string, len(files))
		for i, f := range files {
			ids[i] = string(f.ID)
		}
		if votes, err = vote.Of(tx, votesOf, ids...); err != nil {
			return err
		}
	}
	for _, f := range files {
		own := f.Person != "" && string(f.Person) == by.Person
		if !own && !sh.reads() {
			continue
		}
		if !own {
			f = f.hidden()
		}
		l := Line{File: f}
		if i := slices.IndexFunc(votes, func(v vote.Vote) bool { return v.ID == f.Vote }); i >= 0 {
			l.Voted = &votes[i]
		}
		if !sh.Mine {
			l.Parts, l.Facts = nil, nil
		}
		sh.Lines = append(sh.Lines, l)
	}
	return nil
}

// permit fills in what the actor may do now.
func (sh *Sheet) permit(by access.Actor, files []File) {
	sh.Moves = Workflow.From(sh.Review.State, func(m Move) bool { return may(by, m.Who, sh.Unit) && sh.Review.ready(m.Act, files) == nil })
}

// may reports whether the actor may do what an act of the unit's review takes: from above
// only whoever serves the committee directly above.
func may(by access.Actor, who access.Action, u org.Unit) bool {
	return access.Can(by, who, u.Place()) && (access.Can(by, Lead, u.Place()) || u.AnswersTo(by))
}

// ready refuses what the files do not allow yet.
func (v Review) ready(a Act, files []File) error {
	voted := countsOf(files).Voted
	switch {
	case a == Reopening && voted > 0:
		return fault.New(fault.Invalid, "evaluation.voted_already")
	case a == Sending && voted < len(files):
		return fault.New(fault.Invalid, "evaluation.not_all_voted")
	}
	return nil
}

func countsOf(files []File) (c Counts) {
	c.All = len(files)
	for _, f := range files {
		if f.Person != "" && !f.Suspended {
			c.Expected++
			if f.SubmittedOn != "" {
				c.Submitted++
			}
		}
		if f.Proposed != "" {
			c.Voted++
		}
	}
	return c
}

// proposedOf are the levels that the cell proposes for its members.
func proposedOf(files []File) (levels []Level) {
	for _, f := range files {
		if f.Person != "" {
			levels = append(levels, f.Proposed)
		}
	}
	return levels
}
