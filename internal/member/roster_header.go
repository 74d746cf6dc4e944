package member

import (
	"regexp"
	"slices"
	"strconv"
	"strings"

	"chibo/internal/sheet"
)

const (
	// rosterSample is how many rows are looked at to understand a list.
	rosterSample = 300
	// rosterTitles is how far down a heading is looked for.
	rosterTitles = 40
	// rosterNamed puts any heading with names above all without.
	rosterNamed = 1000
)

var (
	rosterBrackets  = regexp.MustCompile(`\([^()]*\)`)
	rosterSeparator = regexp.MustCompile(`[,;:/+\n]|\s[-–]\s`)
)

// rosterHead is a heading that was found.
type rosterHead struct {
	columns []RosterColumn
	row     int      // the row with the names' heading
	last    int      // the last row of the heading
	score   int      // columns that are known, and rosterNamed for names
	others  []string // further sheets that look like lists of people
}

// findRosterHead looks for the row with the most known headings; a list of
// people has one for names. Without one, a row with two known headings will
// do, so that a person can say where the names are.
func findRosterHead(rows []sheet.Row, opts RosterOptions) (rosterHead, bool) {
	rows = rows[:min(len(rows), rosterSample)]
	best, bestRank := rosterHead{}, 0
	for i, row := range rows[:min(len(rows), rosterTitles)] {
		if opts.HeaderRow != 0 && row.Number != opts.HeaderRow {
			continue
		}
		known, name := 0, false
		for _, cell := range row.Cells {
			if !cell.Own() {
				continue
			}
			targets := rosterMatch(cell.Text)
			if f, mapped := opts.Map[rosterHeader(cell.Text)]; mapped {
				targets = []rosterTarget{rosterTargetOf(f)}
			}
			if len(targets) > 0 {
				known++
				name = name || rosterNames(targets[0].field)
			}
		}
		rank := known
		if name {
			rank += rosterNamed
		}
		if (known >= 2 || opts.HeaderRow != 0) && rank > bestRank {
			bestRank = rank
			best = rosterHeadAt(rows, i, opts)
			best.score = rank
		}
	}
	return best, bestRank > 0 || (opts.HeaderRow != 0 && best.columns != nil)
}

// rosterNames reports that a field can give a member's name.
func rosterNames(f RosterField) bool {
	return f == RosterName || f == RosterBirthName || f == RosterGiven
}

// rosterHeader puts a heading on one line.
func rosterHeader(text string) string { return strings.Join(strings.Fields(text), " ") }

// rosterMatch gives the facts that a heading names, none if it is unknown.
func rosterMatch(heading string) []rosterTarget {
	if heading == "" || len(heading) > 300 {
		return nil
	}
	without := rosterBrackets.ReplaceAllString(heading, " ")
	for _, h := range []string{heading, without} {
		if t, ok := rosterHeadings()[rosterFold(h)]; ok {
			return []rosterTarget{t}
		}
	}
	if _, list, found := strings.Cut(without, ":"); found {
		without = list // "Trình độ: văn hóa, lý luận"
	}
	var targets []rosterTarget
	for _, part := range rosterSeparator.Split(without, -1) {
		t, ok := rosterHeadings()[rosterFold(part)]
		if !ok {
			continue
		}
		same := slices.IndexFunc(targets, func(o rosterTarget) bool { return o.field == t.field })
		if same < 0 {
			targets = append(targets, t)
		} else {
			targets[same] = rosterTarget{field: t.field} // "nam, nữ" is the sex, not a mark
		}
	}
	return targets
}

// rosterMatchUnder gives the facts of a heading below another one.
func rosterMatchUnder(parent, child string) []rosterTarget {
	for _, h := range []string{parent + " " + child, rosterBrackets.ReplaceAllString(parent, " ") + " " + child} {
		if t, ok := rosterHeadings()[rosterFold(h)]; ok {
			return []rosterTarget{t}
		}
	}
	if targets := rosterMatch(child); len(targets) > 0 {
		return targets
	}
	return nil
}

// rosterHeadAt reads the heading whose names stand in rows[i]: with a line
// above it or below it, if there is one, and without the row of numbers.
func rosterHeadAt(rows []sheet.Row, i int, opts RosterOptions) rosterHead {
	head := rosterHead{row: rows[i].Number, last: rows[i].Number}
	nameColumn := slices.IndexFunc(rows[i].Cells, func(c sheet.Cell) bool {
		t := rosterMatch(c.Text)
		return c.Own() && len(t) > 0 && rosterNames(t[0].field)
	})
	top, below := rows[i], sheet.Row{}
	next := i + 1
	switch {
	case next < len(rows) && rosterIsUnder(top, rows[next], nameColumn):
		below = rows[next]
		head.last = below.Number
		next++
	case i > 0 && rosterIsOver(rows[i-1], top, nameColumn):
		top, below = rows[i-1], rows[i]
	}
	if next < len(rows) && rosterCounts(rows[next]) {
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
		column := RosterColumn{Index: c, Letter: rosterLetter(c)}
		above, under := top.At(c).Text, below.At(c).Text
		if above != "" {
			parent = above
		} else if _, known := rosterHeadings()[rosterFold(parent+" "+under)]; known && under != "" {
			above = parent // a heading over several columns that are not merged
		}
		if below.At(c).FromAbove || under == above {
			under = ""
		}
		if !rosterName(&column, above, under, data) {
			continue
		}
		head.columns = append(head.columns, column)
	}
	rosterSettle(head.columns, top, data, opts)
	return head
}

// rosterName gives a column its heading and what that means. A column without
// a heading counts if it holds anything.
func rosterName(column *RosterColumn, above, under string, data []sheet.Row) bool {
	switch {
	case under != "" && above != "":
		column.Header = rosterHeader(above) + " – " + rosterHeader(under)
		column.targets = rosterMatchUnder(above, under)
	case above != "" || under != "":
		column.Header = rosterHeader(above + under)
		column.targets = rosterMatch(above + under)
	case slices.ContainsFunc(data, func(r sheet.Row) bool { return r.At(column.Index).Own() }):
		column.Header = "Cột " + column.Letter
	default:
		return false
	}
	return true
}

// rosterIsUnder reports that a row is the second line of a heading: nothing
// of its own under the names, and mostly headings elsewhere.
func rosterIsUnder(top, row sheet.Row, nameColumn int) bool {
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
		if rosterMatchUnder(parent, cell.Text) != nil || rosterPart(cell.Text) {
			known++
		}
	}
	return known > 0 && known*2 >= own
}

// rosterPart reports a heading that only means something under a place.
func rosterPart(text string) bool {
	folded := rosterFold(text)
	for _, headings := range rosterParts {
		for _, h := range headings {
			if rosterFold(h) == folded {
				return true
			}
		}
	}
	return false
}

// rosterIsOver reports that a row groups the columns of the heading below it:
// it says nothing above the names, and what it says makes sense of a heading
// that alone would not be known, or stands above known ones.
func rosterIsOver(row, heading sheet.Row, nameColumn int) bool {
	if row.Number != heading.Number-1 || row.At(nameColumn).Text != "" {
		return false
	}
	for c, cell := range row.Cells {
		if cell.Own() && heading.At(c).Own() && rosterMatchUnder(cell.Text, heading.At(c).Text) != nil {
			return true
		}
	}
	return false
}

// rosterCounts reports the row of column numbers under a heading: 1, 2, 3 or
// (1), (2), (3).
func rosterCounts(row sheet.Row) bool {
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

// rosterSettle decides what only the columns together tell: names in two
// columns, what a person mapped, headings that come twice, cards.
func rosterSettle(columns []RosterColumn, top sheet.Row, data []sheet.Row, opts RosterOptions) {
	has := func(f RosterField) bool {
		return slices.ContainsFunc(columns, func(c RosterColumn) bool { return len(c.targets) > 0 && c.targets[0].field == f })
	}
	for i := range columns[:max(len(columns)-1, 0)] {
		left, right := &columns[i], &columns[i+1]
		if len(left.targets) == 1 && left.targets[0].field == RosterName && right.Index == left.Index+1 &&
			(top.At(right.Index).FromLeft || strings.HasPrefix(right.Header, "Cột ")) && rosterSingleWords(data, right.Index) {
			left.targets, right.targets = []rosterTarget{{field: RosterSurname}}, []rosterTarget{{field: RosterGiven}}
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
				c.targets = []rosterTarget{rosterTargetOf(f)}
			}
		}
	}
	rosterPromote(columns, has)
	rosterIssued(columns)
	for i := range columns {
		columns[i].describe(data)
	}
}

// rosterPromote makes names of what else can be one: a column "Tên" without
// one for the family name, or a list that has birth names only.
func rosterPromote(columns []RosterColumn, has func(RosterField) bool) {
	if has(RosterName) {
		return
	}
	for i := range columns {
		if t := columns[i].targets; len(t) > 0 &&
			(t[0].field == RosterGiven && !has(RosterSurname) || t[0].field == RosterBirthName && !has(RosterGiven)) {
			t[0].field = RosterName
			return
		}
	}
}

// rosterIssued gives "Ngày cấp" and "Nơi cấp" to the card where they stand
// behind it, and leaves them to the identity number elsewhere.
func rosterIssued(columns []RosterColumn) {
	card := false
	for i := range columns {
		if len(columns[i].targets) != 1 {
			card = false
			continue
		}
		t := &columns[i].targets[0]
		switch folded := rosterFold(columns[i].Header); {
		case card && folded == "ngay cap":
			t.field = RosterCardOn
		case card && folded == "noi cap":
			t.field = RosterCardPlace
		default:
			card = t.field == RosterCard
		}
	}
}

// describe fills in what the preview shows of a column.
func (c *RosterColumn) describe(data []sheet.Row) {
	c.targets = slices.DeleteFunc(c.targets, func(t rosterTarget) bool {
		reason := rosterIgnored[t.field]
		if reason != "" {
			c.Ignored = reason
		}
		return reason != "" && t.field != rosterOrdinal
	})
	if len(c.targets) == 0 || c.targets[0].field == rosterOrdinal {
		return
	}
	c.Field, c.Ignored = c.targets[0].field, ""
	for _, t := range c.targets[1:] {
		c.Also = append(c.Also, t.field)
	}
	if c.Field == RosterCard {
		c.wide = strings.Contains(c.Header, "12") || slices.ContainsFunc(data, func(r sheet.Row) bool {
			n := len(rosterDigits(r.At(c.Index).Text))
			return n >= 9 && n <= 12
		})
	}
}

// rosterSingleWords reports that a column holds words, one a cell: the given
// names of Vietnamese people.
func rosterSingleWords(data []sheet.Row, column int) bool {
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

// rosterLetter names a column as Excel does.
func rosterLetter(index int) string {
	letters := ""
	for n := index + 1; n > 0; n = (n - 1) / 26 {
		letters = string(rune('A'+(n-1)%26)) + letters
	}
	return letters
}

// rosterOldLetters recognises headings written with fonts from before Unicode
// (TCVN3: "Hä vµ tªn"; VNI: "Hoï vaø teân"), which no program can show rightly.
func rosterOldLetters(rows []sheet.Row) bool {
	for _, row := range rows[:min(len(rows), rosterTitles)] {
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
