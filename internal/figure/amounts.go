package figure

import (
	"database/sql/driver"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"chibo/internal/db"
)

// amount is how much there is of one key.
type amount struct {
	key string
	n   int64
}

func byKey(a, b amount) int { return strings.Compare(a.key, b.key) }

// amounts are sums by key, in order, each key once and none whose amount is 0. They
// are not changed once they are made, so that sums may share them.
type amounts []amount

// plus adds n times what another holds.
func (a amounts) plus(b amounts, n int64) amounts {
	switch {
	case len(b) == 0:
		return a
	case len(a) == 0 && n == 1:
		return b
	}
	sum := make(amounts, 0, len(a)+len(b))
	for len(a) > 0 && len(b) > 0 {
		switch c := byKey(a[0], b[0]); {
		case c < 0:
			sum, a = append(sum, a[0]), a[1:]
		case c > 0:
			sum, b = append(sum, amount{b[0].key, n * b[0].n}), b[1:]
		default:
			if m := a[0].n + n*b[0].n; m != 0 {
				sum = append(sum, amount{a[0].key, m})
			}
			a, b = a[1:], b[1:]
		}
	}
	sum = append(sum, a...)
	for _, x := range b {
		sum = append(sum, amount{x.key, n * x.n})
	}
	return sum
}

// pile is amounts as they come: in no order, keys again and again.
type pile []amount

// level makes amounts of a pile, in its place.
func (p pile) level() amounts {
	if !slices.IsSortedFunc(p, byKey) {
		slices.SortFunc(p, byKey)
	}
	sums := p[:0]
	for i := 0; i < len(p); {
		x := p[i]
		for i++; i < len(p) && p[i].key == x.key; i++ {
			x.n += p[i].n
		}
		if x.n != 0 {
			sums = append(sums, x)
		}
	}
	return amounts(sums)
}

// pileMin is the size from which on a pile that is full is levelled before it grows.
const pileMin = 64

// heap puts n times what amounts hold on the pile.
func (p pile) heap(a amounts, n int64) pile {
	if len(p) >= pileMin && len(p)+len(a) > cap(p) {
		p = pile(p.level())
		p = slices.Grow(p, len(p)+len(a)) // as much again, or it would be levelled at each step
	}
	for _, x := range a {
		p = append(p, amount{x.key, n * x.n})
	}
	return p
}

// Value writes the column of sums: a line for each key, in order.
func (a amounts) Value() (driver.Value, error) {
	size := 0
	for _, x := range a {
		size += len(x.key) + 12 // a blank, a number, the end of the line
	}
	text := make([]byte, 0, size)
	for _, x := range a {
		text = append(append(text, x.key...), ' ')
		text = append(strconv.AppendInt(text, x.n, 10), '\n')
	}
	return string(text), nil
}

// Scan reads the column of sums. JSON would take five times as long, and a page
// reads a hundred units.
func (a *amounts) Scan(src any) error {
	var text string
	if err := (db.Text{To: &text}).Scan(src); err != nil {
		return err
	}
	read := make(pile, 0, strings.Count(text, "\n")+1)
	for text != "" {
		line, rest, _ := strings.Cut(text, "\n")
		key, number, _ := strings.Cut(line, " ")
		n, err := strconv.ParseInt(number, 10, 64)
		if err != nil {
			return fmt.Errorf("figure: sums hold %q", line)
		}
		read, text = append(read, amount{key, n}), rest
	}
	*a = read.level()
	return nil
}
