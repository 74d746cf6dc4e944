package mobilisation

import (
	"fmt"

	"chibo/internal/db"
	"chibo/internal/figure"
)

// What is counted of mobilisation: the items of programmes in the first month of
// their year, those that were dropped left out; and models in the month in which they
// were registered, by where they have come since, those that were withdrawn left out.
var (
	ItemCount  = figure.Flow("mobilisation.item", recountItems, figure.Dim{Name: "state"})
	ModelCount = figure.Flow("mobilisation.model", recountModels, figure.Dim{Name: "state"}, figure.Dim{Name: "kind"}, figure.Dim{Name: "field"}, figure.Dim{Name: "spread"})
)

func (i Item) counted(n int) figure.Delta {
	if i.State == Dropped {
		return figure.Delta{}
	}
	return ItemCount.Delta(string(i.Unit), db.Date(fmt.Sprintf("%04d-01", i.Year)), n, string(i.State))
}

func (m Model) counted(n int) figure.Delta {
	if m.State == Withdrawn {
		return figure.Delta{}
	}
	spread := "no"
	if m.Spread > 0 {
		spread = "yes"
	}
	return ModelCount.Delta(string(m.Unit), m.RegisteredOn, n, string(m.State), string(m.Kind), string(m.Field), spread)
}

// Counts are the models that were registered in a span of months, with everything
// under a unit.
type Counts struct {
	Registered  int
	Recognised  int // those that were called exemplary among them
	Exemplary   int
	Proposed    int
	Spread      int // that others took over
	Collectives int
	Individuals int
	Fields      map[Field]int
}

func countsOf(s figure.Sums) Counts {
	c := Counts{Registered: s.Total(), Fields: map[Field]int{}}
	for _, p := range s.By("state", nil) {
		switch State(p.Value) {
		case Proposed:
			c.Proposed += p.N
			c.Exemplary += p.N
			c.Recognised += p.N
		case Exemplary:
			c.Exemplary += p.N
			c.Recognised += p.N
		case Recognised:
			c.Recognised += p.N
		}
	}
	for _, p := range s.By("kind", nil) {
		if Kind(p.Value) == Collective {
			c.Collectives += p.N
		} else {
			c.Individuals += p.N
		}
	}
	for _, p := range s.By("field", nil) {
		c.Fields[Field(p.Value)] += p.N
	}
	for _, p := range s.By("spread", nil) {
		if p.Value == "yes" {
			c.Spread += p.N
		}
	}
	return c
}

// Progressed is how many items of programmes there are, and how many are done.
type Progressed struct{ All, Done int }

func progressOf(s figure.Sums) Progressed {
	p := Progressed{All: s.Total()}
	for _, part := range s.By("state", nil) {
		if ItemState(part.Value) == Done {
			p.Done = part.N
		}
	}
	return p
}
