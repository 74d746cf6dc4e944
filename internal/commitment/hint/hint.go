package hint

import (
	"cmp"
	"slices"
)

// Item is one line of a registration, as its author typed it. Any field may be
// empty, and what belongs in one may stand in another.
type Item struct {
	Heading string // nội dung
	Work    string // việc làm cụ thể
	Measure string // chỉ tiêu
	Due     string // thời hạn, free text: "Cả năm, sơ kết 30/06"
}

// Kind says what would make an item more concrete.
type Kind string

// The kinds, in the order in which [Of] and [Index.Of] give them.
const (
	NoWork    Kind = "no_work"    // no deed is named
	NoMeasure Kind = "no_measure" // nothing to count or to see
	NoDue     Kind = "no_due"     // no day, period or rhythm
	Stock     Kind = "stock"      // a stock phrase stands in the place of work or measure
	Similar   Kind = "similar"    // nearly the same as a colleague's
)

// Finding is one thing to tell the author, and nobody else.
type Finding struct {
	Kind   Kind
	Phrase string // of Stock: the phrase, as the author typed it; else ""
}

// Of says what would make the item concrete: each kind but Similar at most
// once, in fixed order. It is empty for a concrete item. A stock phrase beside
// a deed and a measure is not mentioned.
func Of(i Item) []Finding {
	r := read(i)
	deed, measure, due := r.deed(), r.measured(), r.timed()
	var found []Finding
	if !deed {
		found = append(found, Finding{Kind: NoWork})
	}
	if !measure {
		found = append(found, Finding{Kind: NoMeasure})
	}
	if !due {
		found = append(found, Finding{Kind: NoDue})
	}
	if !deed || !measure {
		if phrase := r.phrase(!deed); phrase != "" {
			found = append(found, Finding{Kind: Stock, Phrase: phrase})
		}
	}
	return found
}

// General reports whether there is anything to hint at in the item by itself,
// whatever the colleagues wrote: the verdict that is measured against the
// labelled examples.
func General(i Item) bool { return len(Of(i)) > 0 }

// reading is an item taken apart, with what is asked of it more than once.
type reading struct {
	heading, work, measure, due text

	acts     bool // the work names a known deed
	standing bool // a promise that holds all the year and so needs no day
	counted  bool // something is counted, once or every time
}

func read(i Item) reading {
	r := reading{heading: newText(i.Heading), work: newText(i.Work), measure: newText(i.Measure), due: newText(i.Due)}
	if len(r.work.tokens) == 0 {
		// Some write all into the first column.
		r.work, r.heading = r.heading, text{}
	}
	r.acts = r.work.does(deeds)
	r.standing = r.work.has(always) || r.measure.has(always) ||
		r.acts && (r.work.has(limits) || r.measure.has(limits) || r.measure.opens(never) && !r.measure.has(vague))
	r.counted = r.standing || r.work.has(counts) || r.measure.has(counts) || r.due.has(rhythmicCounts)
	return r
}

// deed reports whether the work names something to do. Words that are known
// neither as a deed nor as vague are believed.
func (r reading) deed() bool {
	switch {
	case r.acts || r.measure.does(deeds):
		return true
	case r.work.has(vague, stock):
		return false
	}
	return r.work.words() >= 3
}

// measured reports whether there is something to count or to see.
func (r reading) measured() bool {
	switch {
	case r.counted || r.work.has(outcomes) || r.measure.has(outcomes):
		return true
	case r.work.has(rhythms) || r.measure.has(rhythms) || r.due.has(slots):
		return r.acts
	}
	// A thing made by a day is its own measure; so is one made anew each time.
	return r.due.has(days, rhythms) && r.work.does(making)
}

// timed reports whether one knows when.
func (r reading) timed() bool {
	columns := []text{r.due, r.work, r.measure, r.heading}
	if r.standing || slices.ContainsFunc(columns, func(t text) bool { return t.has(days, rhythms, rhythmicCounts) }) {
		return true
	}
	// The year of the registration says when a count is due, but nothing about
	// an item without one.
	return r.counted && slices.ContainsFunc(columns, func(t text) bool { return t.has(years) })
}

// phrase is the first stock phrase of work or measure, or of the heading where
// nothing is done under it.
func (r reading) phrase(withHeading bool) string {
	phrase := cmp.Or(r.work.first(stock), r.measure.first(stock))
	if phrase == "" && withHeading {
		phrase = r.heading.first(stock)
	}
	return phrase
}
