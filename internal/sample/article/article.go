// Package article computes the figures that the five articles state, of the
// organisations that package sample makes after them (H5). Each comes from the
// ordinary records, by the queries that the pages use.
//
// What is counted where an article leaves it open: a member did his tasks well
// when all that fell due to him in the year were done in time; a member's share in
// it is of those who were given any. Three years and five are calendar years until
// the day of the article. A trend is the last twelve months against the twelve
// before. Turns of a small cell are those of its own reports, as its neighbour's are.
package article

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"

	"chibo/internal/db"
	"chibo/internal/fault"
	"chibo/internal/org"
)

// Sources are the codes of the organisations that the articles are about.
var Sources = []string{"S0", "S1", "S2", "S3", "S4"}

// ErrMissing is that the installation does not hold the organisation of an article.
var ErrMissing = errors.New("the figures are those of the sample organisations, which `chibo demo` makes")

// Figure is a figure by its name: a number, a word, a date, or Figures.
type Figure struct {
	Name  string
	Value any
}

// Figures are what an article states, in the order in which it does.
type Figures []Figure

// MarshalJSON writes an object, with the figures in their order.
func (f Figures) MarshalJSON() ([]byte, error) {
	var b bytes.Buffer
	b.WriteByte('{')
	for i, one := range f {
		if i > 0 {
			b.WriteByte(',')
		}
		value, err := json.Marshal(one.Value)
		if err != nil {
			return nil, err
		}
		fmt.Fprintf(&b, "%q:%s", one.Name, value)
	}
	b.WriteByte('}')
	return b.Bytes(), nil
}

// Flat gives the figures with those inside others named "outer.inner".
func (f Figures) Flat() (all Figures) {
	for _, one := range f {
		inner, ok := one.Value.(Figures)
		if !ok {
			all = append(all, one)
			continue
		}
		for _, i := range inner.Flat() {
			all = append(all, Figure{one.Name + "." + i.Name, i.Value})
		}
	}
	return all
}

// Compute gives the figures of some sources, each under its code, as of the day of
// its article. It fails with ErrMissing where an organisation is not there.
func Compute(ctx context.Context, d *db.DB, sources ...string) (all Figures, err error) {
	err = d.Read(ctx, func(tx *db.Tx) error {
		for _, code := range sources {
			u, err := unit(tx, code)
			if err != nil {
				return err
			}
			figures, err := computed[slices.Index(Sources, code)](tx, u)
			if err != nil {
				return err
			}
			all = append(all, Figure{code, figures})
		}
		return nil
	})
	return all, err
}

// computed are the figures of each source.
var computed = []func(*db.Tx, org.Unit) (Figures, error){ofStation, ofDepartment, ofHospital, ofEyeHospital, ofCentre}

func unit(tx *db.Tx, code string) (org.Unit, error) {
	u, err := org.ByCode(tx, code)
	if errors.Is(err, db.ErrNone) || fault.Is(err, fault.NotFound) {
		err = fmt.Errorf("no organisation has the code %s: %w", code, ErrMissing)
	}
	return u, err
}

// percent is n of all in whole per cent, rounded; 0 of nothing.
func percent(n, all int) int {
	if all == 0 {
		return 0
	}
	return (200*n + all) / (2 * all)
}

// bounds are the least and the greatest number; 0 of none.
func bounds(numbers []int) (least, most int) {
	if len(numbers) == 0 {
		return 0, 0
	}
	return slices.Min(numbers), slices.Max(numbers)
}
