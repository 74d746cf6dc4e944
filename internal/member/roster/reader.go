package roster

import (
	"hash/fnv"
	"slices"
	"strconv"
	"strings"

	"chibo/internal/sheet"
)

// reader turns the rows of a list into members, one after the other.
type reader struct {
	roster Roster
	opts   Options
	each   func(Row, []Fault) error

	last    int // the last row of the heading
	name    int // column indexes, -1 if there is none
	ordinal int
	several bool             // cells hold several facts, over several lines
	headers map[Field]string // of the first column that holds the fact
	onlyNu  bool             // the sex is told by a mark for women alone
	stopped bool             // by signatures
	pending *sheet.Row

	cards   map[uint64]int
	persons map[uint64]seenPeople
}

// seenPeople is what is remembered of a member to know a second one.
type seenPeople struct {
	row  int
	card uint64
}

func newRosterReader(name string, head heading, opts Options) *reader {
	r := &reader{
		roster: Roster{Sheet: name, HeaderRow: head.row, Columns: head.columns},
		opts:   opts, last: head.last, name: -1, ordinal: -1,
		headers: map[Field]string{}, cards: map[uint64]int{}, persons: map[uint64]seenPeople{},
	}
	female, otherSex := false, false
	for _, c := range head.columns {
		for i, t := range c.targets {
			if r.headers[t.field] == "" {
				r.headers[t.field] = c.Header
			}
			switch {
			case t.field == ordinalColumn:
				r.ordinal = c.Index
			case i == 0 && r.name < 0 && (t.field == Name || t.field == Surname || t.field == Given):
				r.name = c.Index
			}
			if t.field == Sex && t.sex == "female" {
				female = true
			} else if t.field == Sex || t.sex != "" {
				otherSex = true
			}
		}
		r.several = r.several || len(c.targets) > 1
	}
	r.onlyNu = female && !otherSex
	for _, other := range head.others {
		r.warn(head.row, "roster.other_sheet", other)
	}
	if r.name < 0 {
		r.stopped = true
		r.roster.Faults = append(r.roster.Faults, Fault{Row: head.row, Key: "roster.no_name_column"})
	}
	return r
}

// feed takes the next row. The cells may be overwritten afterwards.
func (r *reader) feed(row sheet.Row) error {
	if r.stopped || row.Number <= r.last || !slices.ContainsFunc(row.Cells, sheet.Cell.Own) {
		return nil
	}
	if r.continues(row) {
		r.join(row)
		return nil
	}
	if key := r.skip(row); key != "" {
		if key == "roster.skipped_end" {
			r.stopped = true
		}
		if key != blank {
			r.warn(row.Number, key)
		}
		return nil
	}
	if err := r.flush(); err != nil {
		return err
	}
	row.Cells = slices.Clone(row.Cells)
	r.pending = &row
	return nil
}

// finish hands out the last member and says what the whole list lacks.
func (r *reader) finish() error {
	if err := r.flush(); err != nil {
		return err
	}
	if r.name >= 0 && r.roster.DataRows == 0 {
		r.roster.Faults = append(r.roster.Faults, Fault{Row: r.roster.HeaderRow, Key: "roster.no_members"})
	}
	if r.headers[Official] == "" && r.headers[Status] == "" && r.roster.DataRows > 0 {
		r.warn(r.roster.HeaderRow, "roster.no_status_column")
	}
	return nil
}

func (r *reader) warn(row int, key string, args ...any) {
	r.roster.Warnings = append(r.roster.Warnings, Fault{Row: row, Key: key, Args: args, Warning: true})
}

func (r *reader) flush() error {
	if r.pending == nil {
		return nil
	}
	row := *r.pending
	r.pending = nil
	r.roster.DataRows++
	member, faults := r.read(row)
	return r.each(member, faults)
}

// continues reports that a row belongs to the member before it: the cell of
// the name, or of the number, is merged with the one above; or cells hold
// several facts on lines of their own and the row has no number.
func (r *reader) continues(row sheet.Row) bool {
	if r.pending == nil {
		return false
	}
	if row.At(r.name).FromAbove || row.At(r.ordinal).FromAbove {
		return true
	}
	return r.several && r.ordinal >= 0 && r.pending.At(r.ordinal).Own() &&
		row.At(r.ordinal).Text == "" && r.skip(row) == ""
}

// join adds a row's own cells to the member before it, as further lines.
func (r *reader) join(row sheet.Row) {
	for i, cell := range row.Cells {
		if !cell.Own() {
			continue
		}
		if i >= len(r.pending.Cells) {
			r.pending.Cells = append(r.pending.Cells, make([]sheet.Cell, i+1-len(r.pending.Cells))...)
		}
		into := &r.pending.Cells[i]
		if into.Text == "" {
			*into = cell
			continue
		}
		into.Text += "\n" + cell.Text
		into.Date = ""
	}
}

// blank marks a row that is passed over without a word.
const blank = "blank"

// What stands at the beginning of rows that are no members.
var (
	totals   = []string{"tong so", "tong cong", "cong", "tong", "cong tong so"}
	sections = []string{"to dang", "chi bo", "dang bo", "dang uy", "khoi", "khoa", "phong", "to so", "to dan pho", "thon", "khu pho"}
	ends     = []string{
		"nguoi lap", "nguoi tong hop", "nguoi bao cao", "t m", "tm chi", "tm dang", "bi thu", "pho bi thu", "xac nhan", "thu truong",
		"noi nhan", "ky ten", "ky ghi ro", "chu ky", "ha noi ngay", "ngay thang nam", "luu y",
	}
)

// skip gives the reason for which a row is no member, "" if it is one.
func (r *reader) skip(row sheet.Row) string {
	own, first, values := 0, -1, 0
	for i, cell := range row.Cells {
		if !cell.Own() {
			continue
		}
		if own++; first < 0 {
			first = i
		}
		if i != r.ordinal && i != r.name {
			values++
		}
	}
	name := row.At(r.name)
	folded := ""
	if name.Own() {
		folded = Fold(name.Text)
	}
	_, notNumber := strconv.Atoi(strings.Trim(row.At(r.ordinal).Text, ". "))
	numbered := r.ordinal >= 0 && notNumber == nil
	switch {
	case own == 1 && numbered:
		return blank // numbers written in advance
	case counts(row) || namesPerson(knownHeadings()[folded].field):
		return blank // the heading again, as on every page of a long list
	case !numbered && (isTotal(folded) || first != r.name && isTotal(Fold(row.At(first).Text))):
		return "roster.skipped_total"
	case !numbered && own <= 4 && r.isEnd(row, folded):
		return "roster.skipped_end"
	case own == 1 && !name.Own(), values == 0 && !numbered && begins(folded, sections):
		return "roster.skipped_section"
	}
	return ""
}

// isEnd reports a line of signatures: none of its cells is a date, and what
// it says stands where the name would be or in a row without a name.
func (r *reader) isEnd(row sheet.Row, name string) bool {
	if name != "" && !begins(name, ends) {
		return false
	}
	end := false
	for _, cell := range row.Cells {
		if !cell.Own() {
			continue
		}
		if cell.Date != "" || plainDateText(cell.Text) {
			return false
		}
		folded := Fold(cell.Text)
		end = end || begins(folded, ends) || strings.Contains(folded, "ngay") && strings.Contains(folded, "thang")
	}
	return end
}

func plainDateText(s string) bool {
	_, _, _, ok := plainDate(s)
	return ok
}

func isTotal(folded string) bool {
	return slices.Contains(totals, folded) || begins(folded, totals[:2]) ||
		(strings.HasPrefix(folded, "cong ") || strings.HasPrefix(folded, "tong ")) && strings.ContainsAny(folded, "0123456789")
}

// begins reports that a folded text begins with one of the words.
func begins(folded string, words []string) bool {
	return slices.ContainsFunc(words, func(w string) bool {
		return folded == w || strings.HasPrefix(folded, w+" ")
	})
}

// twice reports the row in which the same member stands already, 0 if there
// is none. sure is false where only the name is the same.
func (r *reader) twice(m Row) (row int, sure bool) {
	var card uint64
	if m.Card != "" {
		card = hash(m.Card)
		if first, found := r.cards[card]; found {
			return first, true
		}
		r.cards[card] = m.Row
	}
	key := hash(Fold(m.Name), m.Birth, m.Admitted, m.Official, m.Unit)
	first, found := r.persons[key]
	if !found {
		r.persons[key] = seenPeople{m.Row, card}
		return 0, false
	}
	if card != 0 && first.card != 0 {
		return 0, false // two cards are two people
	}
	return first.row, len(m.Birth) == len("2006-01-02") || m.Admitted != ""
}

func hash(texts ...string) uint64 {
	h := fnv.New64a()
	for _, t := range texts {
		h.Write([]byte(t))
		h.Write([]byte{0})
	}
	return h.Sum64()
}
