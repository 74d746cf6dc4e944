package roster

import (
	"regexp"
	"slices"
	"strconv"
	"strings"

	"chibo/internal/sheet"
)

const (
	// sampleRows is how many rows are looked at to understand a list.
	sampleRows = 300
	// titles is how far down a heading is looked for.
	titles = 40
	// named puts any heading with names above all without.
	named = 1000
)

var (
	brackets  = regexp.MustCompile(`\([^()]*\)`)
	separator = regexp.MustCompile(`[,;:/+\n]|\s[-–]\s`)
)

// heading is a heading that was found.
type heading struct {
	columns []Column
	row     int      // the row with the names' heading
	last    int      // the last row of the heading
	score   int      // columns that are known, and named for names
	others  []string // further sheets that look like lists of people
}

// findRosterHead looks for the row with the most known headings; a list of
// people has one for names. Without one, a row with two known headings will
// do, so that a person can say where the names are.
func findRosterHead(rows []sheet.Row, opts Options) (heading, bool) {
	rows = rows[:min(len(rows), sampleRows)]
	best, bestRank := heading{}, 0
	for i, row := range rows[:min(len(rows), titles)] {
		if opts.HeaderRow != 0 && row.Number != opts.HeaderRow {
			continue
		}
		known, name := 0, false
		for _, cell := range row.Cells {
			if !cell.Own() {
				continue
			}
			targets := match(cell.Text)
			if f, mapped := opts.Map[header(cell.Text)]; mapped {
				targets = []fieldTarget{targetOf(f)}
			}
			if len(targets) > 0 {
				known++
				name = name || namesPerson(targets[0].field)
			}
		}
		rank := known
		if name {
			rank += named
		}
		if (known >= 2 || opts.HeaderRow != 0) && rank > bestRank {
			bestRank = rank
			best = headAt(rows, i, opts)
			best.score = rank
		}
	}
	return best, bestRank > 0 || (opts.HeaderRow != 0 && best.columns != nil)
}

// namesPerson reports that a field can give a member's name.
func namesPerson(f Field) bool {
	return f == Name || f == BirthName || f == Given
}

// header puts a heading on one line.
func header(text string) string { return strings.Join(strings.Fields(text), " ") }

// match gives the facts that a heading names, none if it is unknown.
func match(heading string) []fieldTarget {
	if heading == "" || len(heading) > 300 {
		return nil
	}
	without := brackets.ReplaceAllString(heading, " ")
	for _, h := range []string{heading, without} {
		if t, ok := knownHeadings()[Fold(h)]; ok {
			return []fieldTarget{t}
		}
	}
	if _, list, found := strings.Cut(without, ":"); found {
		without = list // "Trình độ: văn hóa, lý luận"
	}
	var targets []fieldTarget
	for _, part := range separator.Split(without, -1) {
		t, ok := knownHeadings()[Fold(part)]
		if !ok {
			continue
		}
		same := slices.IndexFunc(targets, func(o fieldTarget) bool { return o.field == t.field })
		if same < 0 {
			targets = append(targets, t)
		} else {
			targets[same] = fieldTarget{field: t.field} // "nam, nữ" is the sex, not a mark
		}
	}
	return targets
}

// matchUnder gives the facts of a heading below another one.
func matchUnder(parent, child string) []fieldTarget {
	for _, h := range []string{parent + " " + child, brackets.ReplaceAllString(parent, " ") + " " + child} {
		if t, ok := knownHeadings()[Fold(h)]; ok {
			return []fieldTarget{t}
		}
	}
	if targets := match(child); len(targets) > 0 {
		return targets
	}
	return nil
}

// headAt reads the heading whose names stand in rows[i]: with a line
// above it or below it, if there is one, and without the row of numbers.
func headAt(rows []sheet.Row, i int, opts Options) heading {
	head := heading{row: rows[i].Number, last: rows[i].Number}
	nameColumn := slices.IndexFunc(rows[i].Cells, func(c sheet.Cell) bool {
		t := match(c.Text)
		return c.Own() && len(t) > 0 && namesPerson(t[0].field)
	})
	top, below := rows[i], sheet.Row{}
	next := i + 1
	switch {
	case next < len(rows) && isUnder(top, rows[next], nameColumn):
		below = rows[next]
		head.last = below.Number
		next++
	case i > 0 && isOver(rows[i-1], top, nameColumn):
		top, below = rows[i-1], rows[i]
	}
	if next < len(rows) && counts(rows[next]) {
		head.last = rows[next].Number
		next++
	}
	data := rows[next:]
	width := max(len(top.Cells), len(below.Cells))
	for _, row := range data {
		width = max(width, len(row.Cells))
	}
	parent := ""
	for c := range width {
		column := Column{Index: c, Letter: columnLetter(c)}
		above, under := top.At(c).Text, below.At(c).Text
		if above != "" {
			parent = above
		} else if _, known := knownHeadings()[Fold(parent+" "+under)]; known && under != "" {
			above = parent // a heading over several columns that are not merged
		}
		if below.At(c).FromAbove || under == above {
			under = ""
		}
		if !entitle(&column, above, under, data) {
			continue
		}
		head.columns = append(head.columns, column)
	}
	settleColumns(head.columns, top, data, opts)
	return head
}

// entitle gives a column its heading and what that means. A column without
// a heading counts if it holds anything.
func entitle(column *Column, above, under string, data []sheet.Row) bool {
	switch {
	case under != "" && above != "":
		column.Header = header(above) + " – " + header(under)
		column.targets = matchUnder(above, under)
	case above != "" || under != "":
		column.Header = header(above + under)
		column.targets = match(above + under)
	case slices.ContainsFunc(data, func(r sheet.Row) bool { return r.At(column.Index).Own() }):
		column.Header = "Cột " + column.Letter
	default:
		return false
	}
	return true
}

// isUnder reports that a row is the second line of a heading: nothing
// of its own under the names, and mostly headings elsewhere.
func isUnder(top, row sheet.Row, nameColumn int) bool {
	if row.At(nameColumn).Own() || row.Number > top.Number+2 {
		return false
	}
	own, known, parent := 0, 0, ""
	for c, cell := range row.Cells {
		if top.At(c).Text != "" {
			parent = top.At(c).Text
		}
		if !cell.Own() {
			continue
		}
		own++
		if matchUnder(parent, cell.Text) != nil || isPart(cell.Text) {
			known++
		}
	}
	return known > 0 && known*2 >= own
}

// isPart reports a heading that only means something under a place.
func isPart(text string) bool {
	folded := Fold(text)
	for _, headings := range fieldParts {
		for _, h := range headings {
			if Fold(h) == folded {
				return true
			}
		}
	}
	return false
}

// isOver reports that a row groups the columns of the heading below it:
// it says nothing above the names, and what it says makes sense of a heading
// that alone would not be known, or stands above known ones.
func isOver(row, heading sheet.Row, nameColumn int) bool {
	if row.Number != heading.Number-1 || row.At(nameColumn).Text != "" {
		return false
	}
	for c, cell := range row.Cells {
		if cell.Own() && heading.At(c).Own() && matchUnder(cell.Text, heading.At(c).Text) != nil {
			return true
		}
	}
	return false
}

// counts reports the row of column numbers under a heading: 1, 2, 3 or
// (1), (2), (3).
func counts(row sheet.Row) bool {
	last, found := 0, 0
	for _, cell := range row.Cells {
		if !cell.Own() {
			continue
		}
		n, err := strconv.Atoi(strings.Trim(cell.Text, "()[] "))
		if err != nil || n <= last || n > last+3 {
			return false
		}
		last = n
		found++
	}
	return found >= 3
}

// settleColumns decides what only the columns together tell: names in two
// columns, what a person mapped, headings that come twice, cards.
func settleColumns(columns []Column, top sheet.Row, data []sheet.Row, opts Options) {
	has := func(f Field) bool {
		return slices.ContainsFunc(columns, func(c Column) bool { return len(c.targets) > 0 && c.targets[0].field == f })
	}
	for i := range columns[:max(len(columns)-1, 0)] {
		left, right := &columns[i], &columns[i+1]
		if len(left.targets) == 1 && left.targets[0].field == Name && right.Index == left.Index+1 &&
			(top.At(right.Index).FromLeft || strings.HasPrefix(right.Header, "Cột ")) && singleWords(data, right.Index) {
			left.targets, right.targets = []fieldTarget{{field: Surname}}, []fieldTarget{{field: Given}}
		}
	}
	seen := map[string]int{}
	for i := range columns {
		c := &columns[i]
		if seen[c.Header]++; seen[c.Header] > 1 {
			c.Header += " (" + strconv.Itoa(seen[c.Header]) + ")"
		}
		if f, mapped := opts.Map[c.Header]; mapped {
			c.targets = nil
			if f != "" {
				c.targets = []fieldTarget{targetOf(f)}
			}
		}
	}
	promote(columns, has)
	issued(columns)
	for i := range columns {
		columns[i].describe(data)
	}
}

// promote makes names of what else can be one: a column "Tên" without
// one for the family name, or a list that has birth names only.
func promote(columns []Column, has func(Field) bool) {
	if has(Name) {
		return
	}
	for i := range columns {
		if t := columns[i].targets; len(t) > 0 &&
			(t[0].field == Given && !has(Surname) || t[0].field == BirthName && !has(Given)) {
			t[0].field = Name
			return
		}
	}
}

// issued gives "Ngày cấp" and "Nơi cấp" to the card where they stand
// behind it, and leaves them to the identity number elsewhere.
func issued(columns []Column) {
	card := false
	for i := range columns {
		if len(columns[i].targets) != 1 {
			card = false
			continue
		}
		t := &columns[i].targets[0]
		switch folded := Fold(columns[i].Header); {
		case card && folded == "ngay cap":
			t.field = CardOn
		case card && folded == "noi cap":
			t.field = CardPlace
		default:
			card = t.field == Card
		}
	}
}

// describe fills in what the preview shows of a column.
func (c *Column) describe(data []sheet.Row) {
	c.targets = slices.DeleteFunc(c.targets, func(t fieldTarget) bool {
		reason := ignored[t.field]
		if reason != "" {
			c.Ignored = reason
		}
		return reason != "" && t.field != ordinalColumn
	})
	if len(c.targets) == 0 || c.targets[0].field == ordinalColumn {
		return
	}
	c.Field, c.Ignored = c.targets[0].field, ""
	for _, t := range c.targets[1:] {
		c.Also = append(c.Also, t.field)
	}
	if c.Field == Card {
		c.wide = strings.Contains(c.Header, "12") || slices.ContainsFunc(data, func(r sheet.Row) bool {
			n := len(digitsOf(r.At(c.Index).Text))
			return n >= 9 && n <= 12
		})
	}
}

// singleWords reports that a column holds words, one a cell: the given
// names of Vietnamese people.
func singleWords(data []sheet.Row, column int) bool {
	found := 0
	for _, row := range data {
		if text := row.At(column).Text; text != "" {
			if strings.ContainsAny(text, " 0123456789") {
				return false
			}
			found++
		}
	}
	return found > 0
}

// columnLetter names a column as Excel does.
func columnLetter(index int) string {
	letters := ""
	for n := index + 1; n > 0; n = (n - 1) / 26 {
		letters = string(rune('A'+(n-1)%26)) + letters
	}
	return letters
}

// oldLetters recognises headings written with fonts from before Unicode
// (TCVN3: "Hä vµ tªn"; VNI: "Hoï vaø teân"), which no program can show rightly.
func oldLetters(rows []sheet.Row) bool {
	for _, row := range rows[:min(len(rows), titles)] {
		for _, cell := range row.Cells {
			for _, mark := range []string{"Hä vµ tªn", "Hä tªn", "Hoï vaø teân", "Hoï teân"} {
				if strings.Contains(strings.ToLower(cell.Text), strings.ToLower(mark)) {
					return true
				}
			}
		}
	}
	return false
}
