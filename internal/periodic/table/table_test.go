package table

import (
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"chibo/internal/fault/faulttest"
)

// I10: numbers are typed as a Vietnamese office writes them.
func TestNumbers(t *testing.T) {
	for typed, want := range map[string]string{
		"0": "0", "12": "12", "007": "7", "1.234": "1234", "1 234 567": "1234567", "1.234,50": "1234.5", "-3,25": "-3.25", "0,125": "0.125",
		"1.5": "", "1,2345": "", "12a": "", ",5": "", "1.23.456": "", "9999999999999": "", "5,": "", "-": "", "1.2345": "",
	} {
		got, ok := readNumber(typed)
		if got != want || ok != (want != "") {
			t.Errorf("%q is %q, %v, want %q", typed, got, ok, want)
		}
		if ok && ofThousandths(thousandths(got)) != got {
			t.Errorf("%q comes back as %q", got, ofThousandths(thousandths(got)))
		}
	}
	c := Column{Kind: Number}
	for stored, want := range map[string]string{"1234.5": "1.234,5", "-3.25": "-3,25", "": "", "0": "0"} {
		if got := c.Typed(stored); got != want {
			t.Errorf("%q is shown as %q, want %q", stored, got, want)
		}
	}
}

// I10: what is asked of persons is not asked by a table.
func TestForm(t *testing.T) {
	good := func() Form {
		return Form{Title: "Rà soát trang thiết bị", Due: "2026-05-30", Columns: []Column{{"Máy tính", Number, ""}, {"", "", ""}, {"Kết nối", YesNo, "Có mạng"}}}
	}
	f := good()
	if err := f.check("2026-05-25"); err != nil || len(f.Columns) != 2 {
		t.Errorf("%v, %v", err, f.Columns)
	}
	for name, c := range map[string]struct {
		change     func(*Form)
		field, key string
	}{
		"no title":         {func(f *Form) { f.Title = " " }, "title", "table.title_missing"},
		"no day":           {func(f *Form) { f.Due = "2026-05" }, "due", "table.due_missing"},
		"a day gone by":    {func(f *Form) { f.Due = "2026-05-24" }, "due", "table.due_past"},
		"next year":        {func(f *Form) { f.Due = "2027-08-01" }, "due", "table.due_far"},
		"no column":        {func(f *Form) { f.Columns = nil }, "column-1-name", "table.columns_missing"},
		"a hint alone":     {func(f *Form) { f.Columns[1] = Column{"", Text, "Gợi ý"} }, "column-2-name", "table.column_nameless"},
		"twice":            {func(f *Form) { f.Columns[2].Name = "may tinh" }, "column-3-name", "table.column_twice"},
		"names of persons": {func(f *Form) { f.Columns[2] = Column{"Họ và tên đảng viên", Text, ""} }, "column-3-name", "table.column_personal"},
		"no kind":          {func(f *Form) { f.Columns[0].Kind = "sum" }, "column-1-kind", "table.kind_missing"},
		"a secret":         {func(f *Form) { f.Title = "TUYỆT MẬT" }, "title", "document.secret"},
	} {
		f := good()
		c.change(&f)
		t.Run(name, func(t *testing.T) { faulttest.Expect(t, f.check("2026-05-25"), c.field, c.key) })
	}
}

// I10: what a unit fills, and what is asked of it before it sends.
func TestCells(t *testing.T) {
	one := Table{Columns: []Column{{"Số", Number, ""}, {"Ngày", Date, ""}, {"Có", YesNo, ""}, {"Ghi chú", Text, ""}}}
	many := one
	many.Many = true
	for name, c := range map[string]struct {
		table Table
		typed [][]string
		whole bool
		rows  [][]string
		wrong string // the field and the key of the fault
	}{
		"a row":                      {one, [][]string{{"1.000", "2/5/2026", "yes", " Đủ "}}, true, [][]string{{"1000", "2026-05-02", "yes", "Đủ"}}, ""},
		"a draft may lack anything":  {one, nil, false, [][]string{{"", "", "", ""}}, ""},
		"what is sent lacks nothing": {one, nil, true, [][]string{{"", "", "", ""}}, "r1c1 table.number_missing r1c3 table.choice_missing"},
		"no number":                  {one, [][]string{{"nhiều"}}, false, [][]string{{"nhiều", "", "", ""}}, "r1c1 table.number_invalid"},
		"no day":                     {one, [][]string{{"1", "31/2/2026"}}, false, [][]string{{"1", "31/2/2026", "", ""}}, "r1c2 table.date_invalid"},
		"no answer":                  {one, [][]string{{"1", "", "maybe"}}, false, [][]string{{"1", "", "", ""}}, "r1c3 table.choice_invalid"},
		"empty rows go":              {many, [][]string{{"", "", "", ""}, {"2", "", "no", ""}}, true, [][]string{{"2", "", "no", ""}}, ""},
		"none of many":               {many, [][]string{{"", "", "", ""}}, true, nil, ""},
		"too many":                   {many, make60(), false, make60(), "r61c1 table.rows_many"},
	} {
		rows, err := c.table.cells(c.typed, c.whole)
		var wrong []string
		fields := faulttest.Fields(err)
		for _, field := range slices.Sorted(maps.Keys(fields)) {
			wrong = append(wrong, field+" "+fields[field])
		}
		if got := strings.Join(wrong, " "); got != c.wrong {
			t.Errorf("%s: %s", name, got)
		}
		if diff := cmp.Diff(c.rows, rows); diff != "" {
			t.Errorf("%s: %s", name, diff)
		}
	}
}

func make60() (rows [][]string) {
	for range RowsMax + 1 {
		rows = append(rows, []string{"1", "", "yes", ""})
	}
	return rows
}

// I10: sums by the branch directly below the committee; who is gone stands apart.
func TestSums(t *testing.T) {
	table := Table{Columns: []Column{{"Máy", Number, ""}, {"Mạng", YesNo, ""}, {"Ghi chú", Text, ""}}}
	branches := []Line{{Name: "Đảng bộ A", path: "1.1."}, {Name: "Chi bộ B", path: "1.2."}}
	sums, total := table.sums(branches, []Line{
		{path: "1.1.1.", Rows: [][]string{{"2.5", Yes, "x"}}},
		{path: "1.1.2.", Rows: [][]string{{"1", No, ""}, {"1", Yes, ""}}},
		{path: "9.", Gone: true, Rows: [][]string{{"4", No, ""}}},
	})
	want := []Sum{{"Đảng bộ A", 2, 3, []string{"4.5", "2", ""}}, {"", 1, 1, []string{"4", "0", ""}}}
	if diff := cmp.Diff(want, sums); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff(Sum{"", 3, 4, []string{"8.5", "2", ""}}, total); diff != "" {
		t.Error(diff)
	}
}

// The tables of states lead everywhere, and nowhere else.
func TestWorkflow(t *testing.T) {
	for _, s := range []Progress{Waiting, Filling, Answered, Returned} {
		for _, a := range []Act{Saving, Sending, Returning} {
			_, err := Sheet{State: s}.after(a)
			if (err == nil) != ((a == Returning) == (s == Answered)) {
				t.Errorf("%s, %s: %v", s, a, err)
			}
		}
	}
	late := func(s Sheet, state State) int { return s.Late(Table{Due: "2026-05-20", State: state}, "2026-05-25") }
	if late(Sheet{State: Waiting}, Sent) != 5 || late(Sheet{State: Answered}, Sent)+late(Sheet{Gone: true}, Sent)+late(Sheet{}, Closed) != 0 {
		t.Error("late")
	}
}
