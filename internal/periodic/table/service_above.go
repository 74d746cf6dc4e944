package table

import (
	"context"
	"strings"

	"chibo/internal/access"
	"chibo/internal/db"
	"chibo/internal/org"
)

// Filter is which sheets of a table are listed.
type Filter string

// The filters.
const (
	All     Filter = ""
	Missing Filter = "missing" // of units that are waited for
	Filled  Filter = "sent"
)

// Filters lists them as a page offers them.
var Filters = []Filter{All, Missing, Filled}

// Of is how many units a filter lists.
func (t Tally) Of(f Filter) int {
	switch f {
	case Missing:
		return t.Missing()
	case Filled:
		return t.Sent
	}
	return t.Asked
}

// Line is what one unit sent.
type Line struct {
	Unit   org.ID
	Name   string
	SentOn db.Date
	Aside  bool // the committee entered it for the unit
	Gone   bool // the unit has ended, or stands under the committee no more
	Rows   [][]string

	path string
}

// Sum is what the units of one branch directly below the committee sent.
type Sum struct {
	Name   string // "" for units that stand there no more
	Units  int
	Rows   int
	Values []string // by column: of numbers their sum, of yes and no how often yes, else ""
}

// Overview is a table as its committee sees it.
type Overview struct {
	Table
	Owner       org.Unit
	Tally       Tally
	Filter      Filter
	Sheets      []Sheet // a page of them; what is being filled is left out
	Sums        []Sum   // of each branch that sent something, by name, those gone last
	Total       Sum
	Today       db.Date
	Page, Pages int
}

// Summed reports whether any column can be added up.
func (t Table) Summed() bool {
	for _, c := range t.Columns {
		if c.Kind == Number || c.Kind == YesNo {
			return true
		}
	}
	return false
}

// Overview gives a table to who defined it. It makes six queries.
func (s *Service) Overview(ctx context.Context, by access.Actor, id ID, filter Filter, page int) (o Overview, err error) {
	err = s.db.Read(ctx, func(tx *db.Tx) error {
		if o.Table, o.Owner, err = owned(tx, by, id); err != nil {
			return err
		}
		o.Today, o.Filter = tx.Today(), filter
		if o.Tally, err = tallyOf(tx, id); err != nil {
			return err
		}
		o.Page, o.Pages = pages(o.Tally.Of(filter), page)
		if o.Sheets, err = sheetsIn(tx, id, filter, PageSize, (o.Page-1)*PageSize); err != nil {
			return err
		}
		lines, err := sentIn(tx, id)
		if err != nil {
			return err
		}
		branches, err := childrenOf(tx, o.Table.Unit)
		o.Sums, o.Total = o.Table.sums(branches, lines)
		return err
	})
	return o, err
}

// sums adds what was sent up by the branches directly below the committee.
func (t Table) sums(branches, lines []Line) (sums []Sum, total Sum) {
	of, all := make([]adder, len(branches)+1), adder{}
	for _, l := range lines {
		at := len(branches) // gone
		for i, b := range branches {
			if !l.Gone && strings.HasPrefix(l.path, b.path) {
				at = i
			}
		}
		of[at].add(t, l)
		all.add(t, l)
	}
	for i := range of {
		if of[i].units > 0 {
			sum := of[i].sum(t)
			if i < len(branches) {
				sum.Name = branches[i].Name
			}
			sums = append(sums, sum)
		}
	}
	return sums, all.sum(t)
}

// adder adds up by column, in thousandths.
type adder struct {
	units, rows int
	columns     [ColumnsMax]int64
}

func (a *adder) add(t Table, l Line) {
	a.units++
	a.rows += len(l.Rows)
	for _, row := range l.Rows {
		for j, c := range t.Columns {
			switch {
			case c.Kind == Number:
				a.columns[j] += thousandths(row[j])
			case c.Kind == YesNo && row[j] == Yes:
				a.columns[j] += 1000
			}
		}
	}
}

func (a *adder) sum(t Table) Sum {
	s := Sum{Units: a.units, Rows: a.rows, Values: make([]string, len(t.Columns))}
	for j, c := range t.Columns {
		if c.Kind == Number || c.Kind == YesNo {
			s.Values[j] = ofThousandths(a.columns[j])
		}
	}
	return s
}

// Whole is a table with everything that was sent, for a paper or a file.
type Whole struct {
	Table
	Owner   org.Unit
	Lines   []Line // in the order of the tree
	Total   Sum
	Missing []string // the units that are waited for
	Today   db.Date
}

// Whole gives a table with all that was sent to who defined it. It makes four queries.
func (s *Service) Whole(ctx context.Context, by access.Actor, id ID) (w Whole, err error) {
	err = s.db.Read(ctx, func(tx *db.Tx) error {
		if w.Table, w.Owner, err = owned(tx, by, id); err != nil {
			return err
		}
		if w.Lines, err = sentIn(tx, id); err != nil {
			return err
		}
		waited, err := sheetsIn(tx, id, Missing, wholeMax, 0)
		for _, sh := range waited {
			w.Missing = append(w.Missing, sh.UnitName)
		}
		w.Today = tx.Today()
		_, w.Total = w.Table.sums(nil, w.Lines)
		return err
	})
	return w, err
}

// wholeMax is how many units that are waited for a paper names at the most.
const wholeMax = 500
