package quality

import (
	"iter"
	"slices"

	"chibo/internal/db"
	"chibo/internal/fault"
	"chibo/internal/meeting"
	"chibo/internal/rulebook"
)

// Band is the grade that a number of points gives.
type Band string

// The bands, from the best.
const (
	Good    Band = "good"    // Tốt
	Fair    Band = "fair"    // Khá
	Average Band = "average" // Trung bình
	Poor    Band = "poor"    // Kém
)

// Bands lists the bands from the best.
var Bands = []Band{Good, Fair, Average, Poor}

// AtLeast reports whether the band is as good as another.
func (b Band) AtLeast(o Band) bool {
	i := slices.Index(Bands, b)
	return i >= 0 && i <= slices.Index(Bands, o)
}

// Bound is the fewest points of a band.
type Bound struct {
	Band Band `json:"band"`
	From int  `json:"from"`
}

// Rescale says what becomes of the points of criteria that do not apply to a
// meeting.
type Rescale string

// The ways. ScaleUp: the points of the others are scaled to the full number;
// FullMarks: what does not apply counts as reached; Lost: it stays out of reach.
const (
	ScaleUp   Rescale = "scale"
	FullMarks Rescale = "full"
	Lost      Rescale = "lost"
)

// Rescales lists the ways in the order in which a form offers them.
var Rescales = []Rescale{ScaleUp, FullMarks, Lost}

// Condition says to which meetings a criterion applies.
type Condition string

// The conditions. ThemeMonth: only to meetings of a month in which the cell has
// a thematic one.
const (
	Always     Condition = ""
	ThemeMonth Condition = "theme"
)

// Level gives points from a share of what is measured on. The levels of a
// criterion stand from the best; the first one that is reached counts.
type Level struct {
	Share  int  `json:"share,omitempty"`  // percent at least
	Over   bool `json:"over,omitempty"`   // more than the share
	Within *int `json:"within,omitempty"` // minutes that may be missing, at most
	Clean  bool `json:"clean,omitempty"`  // nobody absent without reason
	Points int  `json:"points"`
}

// Criterion is one line of a rubric, or a group of them.
type Criterion struct {
	Key    string    `json:"key"`
	Title  string    `json:"title"`
	Points int       `json:"points"` // the most that it gives; of a group the sum of its parts
	Note   string    `json:"note,omitempty"`
	If     Condition `json:"if,omitempty"`
	// Source is what of the record gives the points, or only informs who judges:
	// "" for nothing.
	Source Source      `json:"source,omitempty"`
	Levels []Level     `json:"levels,omitempty"` // none: in proportion
	Parts  []Criterion `json:"parts,omitempty"`
}

// Annual is how the meetings of a year together are graded.
type Annual struct {
	Band  Band `json:"band"`
	Least Band `json:"least"`           // no regular meeting is worse
	Times int  `json:"times,omitempty"` // at least so many are …
	Of    Band `json:"of,omitempty"`    // … of this band
}

// Rubric is a table of points for meetings, or without points a checklist.
// Class: open.
type Rubric struct {
	ID         string              `json:"id"`
	Title      string              `json:"title"`
	Kinds      []meeting.Kind      `json:"kinds"` // of meetings that it is for
	From       db.Date             `json:"from"`
	To         db.Date             `json:"to,omitempty"` // the first day on which it is valid no more; "" while in force
	Max        int                 `json:"max"`          // 0: a checklist without points
	Bands      []Bound             `json:"bands,omitempty"`
	Rescale    Rescale             `json:"rescale,omitempty"`
	Criteria   []Criterion         `json:"criteria"`
	Annual     []Annual            `json:"annual,omitempty"` // from the best; none where no rule was read
	Doc        rulebook.Doc        `json:"doc"`
	Confidence rulebook.Confidence `json:"confidence,omitempty"`
	Note       string              `json:"note,omitempty"`
	// Template: it is an example to start from, in force nowhere by itself.
	Template bool `json:"template,omitempty"`
	// Whose it is: depth in the tree of the unit that set it, 0 for the national
	// one. A deeper one outweighs the others.
	Depth int `json:"depth,omitempty"`
}

// Leaves gives the criteria that points are given for, in order.
func (r Rubric) Leaves() iter.Seq[Criterion] {
	return func(yield func(Criterion) bool) {
		for _, c := range r.Criteria {
			lines := c.Parts
			if len(lines) == 0 {
				lines = []Criterion{c}
			}
			for _, l := range lines {
				if !yield(l) {
					return
				}
			}
		}
	}
}

// Leaf finds a criterion that points are given for.
func (r Rubric) Leaf(key string) (Criterion, bool) {
	for c := range r.Leaves() {
		if c.Key == key {
			return c, true
		}
	}
	return Criterion{}, false
}

// Band is the grade of a number of points, "" where the rubric has no points.
func (r Rubric) Band(points int) Band {
	for _, b := range r.Bands {
		if points >= b.From {
			return b.Band
		}
	}
	return ""
}

// ValidOn reports whether the rubric is in force on a day.
func (r Rubric) ValidOn(on db.Date) bool { return r.From <= on && (r.To == "" || on < r.To) }

// For reports whether the rubric is for meetings of the kind.
func (r Rubric) For(k meeting.Kind) bool { return slices.Contains(r.Kinds, k) }

// Resolve gives the rubric of a meeting's day and kind: of those in force, that
// of the nearest unit, and of one unit's the latest. Where that is none with
// points it refuses: the cell has to ask its superior to set one.
func Resolve(rubrics []Rubric, on db.Date, kind meeting.Kind) (Rubric, error) {
	var found Rubric
	for _, r := range rubrics {
		if r.Template || !r.ValidOn(on) || !r.For(kind) {
			continue
		}
		if found.ID == "" || r.Depth > found.Depth || r.Depth == found.Depth && r.From > found.From {
			found = r
		}
	}
	if found.Max == 0 {
		return found, fault.New(fault.Invalid, "quality.no_points", on)
	}
	return found, nil
}

// Validate reports what is wrong with the rubric: sums, bands, keys. A rubric
// without points has nothing to sum.
func (r Rubric) Validate() error {
	var faults fault.Form
	if len(r.Criteria) == 0 {
		faults.Add("criteria", "quality.rubric_empty")
	}
	if r.Max > 0 {
		r.checkSums(&faults)
		r.checkBands(&faults)
	}
	seen := map[string]bool{}
	for _, c := range r.Criteria {
		for _, l := range append([]Criterion{c}, c.Parts...) {
			if l.Key == "" || seen[l.Key] {
				faults.Add("criteria", "quality.rubric_key", l.Key)
			}
			seen[l.Key] = true
			if l.Source != "" && !slices.Contains(Sources, l.Source) {
				faults.Add("criteria", "quality.rubric_source", string(l.Source))
			}
		}
	}
	return faults.Err()
}

// checkSums adds up: every part and the whole.
func (r Rubric) checkSums(faults *fault.Form) {
	total := 0
	for _, c := range r.Criteria {
		total += c.Points
		if sum := sumOf(c.Parts); len(c.Parts) > 0 && sum != c.Points {
			faults.Add("criteria", "quality.group_sum", c.Title, sum, c.Points)
		}
	}
	for l := range r.Leaves() {
		if l.Points < 1 {
			faults.Add("criteria", "quality.points_missing", l.Title)
		}
		for _, v := range l.Levels {
			if v.Points < 0 || v.Points > l.Points {
				faults.Add("criteria", "quality.level_points", l.Title, l.Points)
			}
		}
	}
	switch {
	case total < r.Max:
		faults.Add("criteria", "quality.sum_short", total, r.Max, r.Max-total)
	case total > r.Max:
		faults.Add("criteria", "quality.sum_over", total, r.Max, total-r.Max)
	}
}

func sumOf(parts []Criterion) (sum int) {
	for _, p := range parts {
		sum += p.Points
	}
	return sum
}

// checkBands wants every band once, from the best, the last from nothing.
func (r Rubric) checkBands(faults *fault.Form) {
	above := r.Max + 1
	for i, b := range r.Bands {
		if i >= len(Bands) || b.Band != Bands[i] || b.From >= above {
			faults.Add("bands", "quality.bands_order")
			return
		}
		above = b.From
	}
	if len(r.Bands) != len(Bands) || above != 0 {
		faults.Add("bands", "quality.bands_order")
	}
}
