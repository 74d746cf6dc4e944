package table

import (
	"slices"
	"strconv"
	"strings"

	"chibo/internal/db"
	"chibo/internal/document"
	"chibo/internal/fault"
	"chibo/internal/i18n"
)

// Kind is what a column holds.
type Kind string

// The kinds.
const (
	Text   Kind = "text"
	Number Kind = "number"
	Date   Kind = "date"
	YesNo  Kind = "yesno"
)

// Kinds lists them as forms offer them.
var Kinds = []Kind{Number, Text, Date, YesNo}

// Column is what a table asks for.
type Column struct {
	Name string `json:"name"`
	Kind Kind   `json:"kind"`
	Hint string `json:"hint,omitempty"`
}

// Yes and No are the answers of a column of yes and no; "" is no answer yet.
const (
	Yes = "yes"
	No  = "no"
)

// textMax is how many characters a text in a table may have, numberMax a whole
// number, in digits.
const (
	textMax   = 500
	numberMax = 12
)

// Cell is the name of the field of a row and a column, each counted from 1.
func Cell(row, column int) string {
	return "r" + strconv.Itoa(row) + "c" + strconv.Itoa(column)
}

// read brings what was typed into the form that is stored: numbers with a point
// before their decimals, days as YYYY-MM-DD. The fault is without a field.
func (c Column) read(typed string) (string, error) {
	typed = i18n.Clean(typed)
	if typed == "" {
		return "", nil
	}
	switch c.Kind {
	case Number:
		if n, ok := readNumber(typed); ok {
			return n, nil
		}
		return typed, fault.New(fault.Invalid, "table.number_invalid")
	case Date:
		if day, ok := i18n.ParseDate(typed); ok && db.Date(day).IsDay() {
			return day, nil
		}
		return typed, fault.New(fault.Invalid, "table.date_invalid")
	case YesNo:
		if typed == Yes || typed == No {
			return typed, nil
		}
		return "", fault.New(fault.Invalid, "table.choice_invalid")
	}
	if long(typed, textMax) {
		return typed, fault.New(fault.Invalid, "table.too_long", textMax)
	}
	return typed, document.CheckText("", typed)
}

// readNumber reads a number as a Vietnamese office writes it: 1.234,5. A point
// parts thousands, a comma comes before at most three decimals.
func readNumber(typed string) (string, bool) {
	whole, decimals, cut := strings.Cut(strings.ReplaceAll(typed, " ", ""), ",")
	sign := ""
	if rest, minus := strings.CutPrefix(whole, "-"); minus {
		sign, whole = "-", rest
	}
	if groups := strings.Split(whole, "."); len(groups) > 1 {
		for i, g := range groups {
			if i > 0 && len(g) != 3 || i == 0 && (g == "" || len(g) > 3) {
				return "", false
			}
		}
		whole = strings.Join(groups, "")
	}
	if whole == "" || !digits(whole) || cut && (decimals == "" || len(decimals) > 3 || !digits(decimals)) {
		return "", false
	}
	whole, decimals = strings.TrimLeft(whole, "0"), strings.TrimRight(decimals, "0")
	if len(whole) > numberMax {
		return "", false
	}
	if whole == "" {
		whole = "0"
	}
	if whole == "0" && decimals == "" {
		return "0", true
	}
	if decimals != "" {
		decimals = "." + decimals
	}
	return sign + whole + decimals, true
}

func digits(s string) bool {
	return strings.Trim(s, "0123456789") == ""
}

// thousandths is a stored number as a whole number of thousandths; 0 for none.
func thousandths(stored string) int64 {
	rest, minus := strings.CutPrefix(stored, "-")
	whole, decimals, _ := strings.Cut(rest, ".")
	n, err := strconv.ParseInt(whole+(decimals + "000")[:3], 10, 64)
	if err != nil {
		return 0
	}
	if minus {
		return -n
	}
	return n
}

// ofThousandths stores a whole number of thousandths as a number.
func ofThousandths(n int64) string {
	sign := ""
	if n < 0 {
		sign, n = "-", -n
	}
	s := sign + strconv.FormatInt(n/1000, 10)
	if rest := n % 1000; rest != 0 {
		s += "." + strings.TrimRight(strconv.FormatInt(1000+rest, 10)[1:], "0")
	}
	return s
}

// Typed is a stored value as one types it again, which is how pages and papers show
// numbers and days; yes and no are left for them to word.
func (c Column) Typed(stored string) string {
	switch {
	case stored == "":
		return ""
	case c.Kind == Number:
		return typedNumber(stored)
	case c.Kind == Date && db.Date(stored).IsDay():
		return i18n.Short(stored)
	}
	return stored
}

func typedNumber(stored string) string {
	rest, minus := strings.CutPrefix(stored, "-")
	whole, decimals, cut := strings.Cut(rest, ".")
	n, err := strconv.Atoi(whole)
	if err != nil {
		return stored
	}
	s := i18n.Number(i18n.Vi, n)
	if minus {
		s = "-" + s
	}
	if cut {
		s += "," + decimals
	}
	return s
}

// cells brings the rows that were typed into the form that is stored: empty rows of
// many are left out. whole asks for what sending asks for. Faults name the cells as
// [Cell] does, with the rows as they were typed.
func (t Table) cells(typed [][]string, whole bool) ([][]string, error) {
	var faults fault.Form
	var rows [][]string
	for i, r := range typed {
		row := make([]string, len(t.Columns))
		for j, c := range t.Columns {
			if j < len(r) {
				var err error
				if row[j], err = c.read(r[j]); err != nil {
					faults.Take(Cell(i+1, j+1), err)
				}
			}
		}
		if t.Many && slices.Max(append([]string{""}, row...)) == "" {
			continue
		}
		rows = append(rows, row)
		if whole {
			t.answered(&faults, i+1, row)
		}
	}
	if len(rows) > RowsMax || !t.Many && len(rows) > 1 {
		faults.Add(Cell(RowsMax+1, 1), "table.rows_many", RowsMax)
	}
	if !t.Many && len(rows) == 0 {
		rows = [][]string{make([]string, len(t.Columns))}
		if whole {
			t.answered(&faults, 1, rows[0])
		}
	}
	return rows, faults.Err()
}

// answered notes what a row leaves unanswered that is asked of every row.
func (t Table) answered(faults *fault.Form, n int, row []string) {
	for j, c := range t.Columns {
		switch {
		case row[j] != "":
		case c.Kind == Number:
			faults.Add(Cell(n, j+1), "table.number_missing")
		case c.Kind == YesNo:
			faults.Add(Cell(n, j+1), "table.choice_missing")
		}
	}
}
