package main

import (
	"context"
	"fmt"
	"math/rand/v2"
	"strings"
	"time"

	"chibo/internal/campaign"
	"chibo/internal/campaign/step"
	"chibo/internal/db"
	"chibo/internal/figure"
	"chibo/internal/i18n"
	"chibo/internal/meeting"
	"chibo/internal/member"
)

// node is an organisation of the tree.
type node struct{ id, parent, path, kind string }

// begin is the day on which every organisation stands where it stands.
const begin = "2015-01-01"

// plant makes the tree in memory, as the whole country has it: of 315,043 units
// 34 provinces, 3,321 communes and their like, 265,568 cells.
func (b *bench) plant() {
	bases, communes := max(1, b.units*146/1000), max(1, b.units*105/10_000)
	provinces := max(1, min(34, communes/2))
	sizes := []int{1, provinces, communes, bases, max(1, b.units-1-provinces-communes-bases)}
	for level, kind := range []string{"province", "province", "superior", "base", "cell"} {
		nodes := make([]node, sizes[level])
		for i := range nodes {
			n := node{id: db.NewID(), kind: kind}
			label := strings.ReplaceAll(n.id, "-", "")[20:] + "."
			if level == 0 {
				n.path = label
			} else {
				above := b.levels[level-1]
				up := above[i*len(above)/len(nodes)] // neighbours stand under the same one
				n.parent, n.path = up.id, up.path+label
			}
			nodes[i] = n
		}
		b.levels = append(b.levels, nodes)
	}
}

func (b *bench) root() node    { return b.levels[0][0] }
func (b *bench) cells() []node { return b.levels[4] }

// person is the i-th of the members: neighbours belong to the same cell.
type person struct{ id, cell, status, sex, birth, from string }

func (b *bench) person(chance *rand.Rand, i int) person {
	cells := b.cells()
	p := person{id: db.NewID(), cell: cells[i*len(cells)/b.members].id, status: "official", sex: "male"}
	if chance.IntN(30) == 0 {
		p.status = "probationary"
	}
	if chance.IntN(100) < 35 {
		p.sex = "female"
	}
	p.birth = fmt.Sprintf("%d-%02d-15", 1935+chance.IntN(72), 1+chance.IntN(12))
	p.from = fmt.Sprintf("%d-%02d-01", 2016+chance.IntN(10), 1+chance.IntN(12))
	return p
}

// load fills the tables of the records.
func (b *bench) load(ctx context.Context) error {
	began := time.Now()
	err := b.Load(ctx, func(l *db.Loader) error {
		for _, nodes := range b.levels {
			if err := loadUnits(l, nodes); err != nil {
				return err
			}
		}
		if err := b.loadMembers(l); err != nil {
			return err
		}
		return b.loadCampaign(l)
	})
	report("loaded", "%d units, %d members in %v", b.units, b.members, time.Since(began).Round(time.Millisecond))
	return err
}

func loadUnits(l *db.Loader, nodes []node) error {
	if err := fill(l, "org_unit", "id", len(nodes), func(i int) []any { return []any{nodes[i].id} }); err != nil {
		return err
	}
	return fill(l, "org_span", "unit_id parent_id path kind_id name sort_key from_date", len(nodes), func(i int) []any {
		n := nodes[i]
		name := fmt.Sprint("Tổ chức ", i+1)
		return []any{n.id, db.Null(n.parent), n.path, n.kind, name, i18n.Fold(name), begin}
	})
}

func (b *bench) loadMembers(l *db.Loader) error {
	const name = "Nguyễn Văn A"
	sortKey, folded := i18n.SortKey(name), i18n.Fold(name)
	// The rows of two tables are of the same people: the same chance twice.
	for _, t := range []struct {
		name, columns string
		row           func(p person) []any
	}{
		{"member_person", "id name sort_key folded sex birth", func(p person) []any { return []any{p.id, name, sortKey, folded, p.sex, p.birth} }},
		{"member_membership", "id person_id unit_id body status from_date", func(p person) []any { return []any{db.NewID(), p.id, p.cell, "party", p.status, p.from} }},
	} {
		chance := rand.New(rand.NewPCG(1, 2))
		if err := fill(l, t.name, t.columns, b.members, func(i int) []any {
			p := b.person(chance, i)
			p.id = fmt.Sprintf("00000000-0000-7000-8000-%012x", i)
			return t.row(p)
		}); err != nil {
			return err
		}
	}
	return nil
}

// sum counts the records that were loaded and writes the sums of every unit.
func (b *bench) sum(ctx context.Context) error {
	began := time.Now()
	n, err := figure.Recount(ctx, b.DB, append(b.uncounted(), member.Headcount, campaign.Acted)...)
	report("sums counted anew and written", "%d rows in %v", n, time.Since(began).Round(time.Millisecond))
	return err
}

// uncounted are figures whose records the tree has not: a meeting of every cell in
// each month, and who has studied the theme, nine members of ten of each cell.
func (b *bench) uncounted() []*figure.Figure {
	const cells = ` FROM org_span s WHERE s.kind_id = 'cell'`
	first := b.Now().Date().Month() + "-01"
	months := make([]string, b.months)
	for i := range months {
		months[i] = fmt.Sprintf(`SELECT s.unit_id, '%s', 1, 'regular'`+cells, first.AddMonths(-i).Month())
	}
	studied := fmt.Sprintf(`SELECT s.unit_id, '%d-02', %d, '%s.study.party'`+cells, first.Year(), b.members/len(b.cells())*9/10, theme)
	return []*figure.Figure{
		figure.Flow(meeting.HeldCount.String(), strings.Join(months, " UNION ALL "), figure.Dim{Name: "kind"}),
		figure.Stock(step.Taken.String(), studied, figure.Dim{Name: "step"}),
	}
}

// fill puts n rows into columns of a table.
func fill(l *db.Loader, table, columns string, n int, row func(i int) []any) error {
	i := 0
	_, err := l.Fill(db.Table{Name: table, Columns: strings.Fields(columns)}, func() ([]any, error) {
		if i == n {
			return nil, nil
		}
		i++
		return row(i - 1), nil
	})
	return err
}
