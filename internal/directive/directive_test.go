package directive

import (
	"slices"
	"strings"
	"testing"
	"time"

	"chibo/internal/fault/faulttest"

	"github.com/google/go-cmp/cmp"

	"chibo/internal/db"
	"chibo/internal/fault"
	"chibo/internal/org"
)

const today db.Date = "2026-05-25"

// B14
func TestCheck(t *testing.T) {
	good := Form{Number: "18-KH/ĐU", IssuedOn: "2026-05-15", Issuer: "Đảng ủy Sở Y tế", Title: "Kế hoạch sơ kết 6 tháng đầu năm", Kind: Plan, Due: "2026-06-20"}
	for _, c := range []struct {
		name   string
		change func(f *Form)
		want   map[string]string
	}{
		{"good", func(*Form) {}, nil},
		{"no deadline", func(f *Form) { f.Due = "" }, nil},
		{"a deadline that has passed", func(f *Form) { f.Due = "2026-05-20" }, nil},
		{"no number", func(f *Form) { f.Number = " \u200b" }, map[string]string{"number": "directive.number_missing"}},
		{"long number", func(f *Form) { f.Number = strings.Repeat("ộ", 61) }, map[string]string{"number": "directive.too_long"}},
		{"no kind", func(f *Form) { f.Kind = "" }, map[string]string{"kind": "directive.kind_missing"}},
		{"a kind that is none", func(f *Form) { f.Kind = "x" }, map[string]string{"kind": "directive.kind_missing"}},
		{"no date", func(f *Form) { f.IssuedOn = "" }, map[string]string{"issued_on": "directive.issued_missing"}},
		{"a month", func(f *Form) { f.IssuedOn = "2026-05" }, map[string]string{"issued_on": "directive.issued_missing"}},
		{"issued tomorrow", func(f *Form) { f.IssuedOn = "2026-05-26" }, map[string]string{"issued_on": "directive.issued_ahead"}},
		{"due before it was issued", func(f *Form) { f.Due = "2026-05-14" }, map[string]string{"due": "directive.due_before_issue"}},
		{"due in a month", func(f *Form) { f.Due = "2026-06" }, map[string]string{"due": "directive.date_invalid"}},
		{"a title marked secret", func(f *Form) { f.Title = "TUYỆT MẬT" }, map[string]string{"title": "document.secret"}},          // I5
		{"an issuer marked secret", func(f *Form) { f.Issuer = "MẬT" }, map[string]string{"issuer": "document.secret"}},            // I5
		{"a note marked secret", func(f *Form) { f.Note = "TỐI MẬT\nKèm công văn" }, map[string]string{"note": "document.secret"}}, // I5
		{"everyday words", func(f *Form) { f.Title = "Tăng cường bảo mật thông tin" }, nil},                                        // I5
		{"all at once", func(f *Form) { *f = Form{} }, map[string]string{"number": "directive.number_missing", "issuer": "directive.issuer_missing", "title": "directive.title_missing", "kind": "directive.kind_missing", "issued_on": "directive.issued_missing"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			f := good
			c.change(&f)
			if diff := cmp.Diff(c.want, faulttest.Fields(f.Check(today))); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// However it is typed, the same document is the same.
func TestSign(t *testing.T) {
	a := Form{Number: "18-KH/ĐU", Issuer: "Đảng ủy Sở Y tế"}
	for _, c := range []struct {
		other Form
		same  bool
	}{
		{Form{Number: "18-kh/đu", Issuer: "ĐẢNG UỶ SỞ Y TẾ"}, true},
		{Form{Number: "19-KH/ĐU", Issuer: "Đảng ủy Sở Y tế"}, false},
		{Form{Number: "18-KH/ĐU", Issuer: "Đảng ủy Bưu điện"}, false},
	} {
		if got := a.sign() == c.other.sign(); got != c.same {
			t.Errorf("%v: %v", c.other, got)
		}
	}
}

var at = db.At(time.Date(2026, 5, 16, 8, 0, 0, 0, time.UTC))

// The dates of a receipt tell its state, and the table what may be done.
func TestProgress(t *testing.T) {
	for _, c := range []struct {
		receipt Receipt
		want    Progress
		may     []Act
	}{
		{Receipt{Version: 1}, Waiting, []Act{Receiving, Studying}},
		{Receipt{Version: 1, ReceivedAt: at}, Received, []Act{Studying, Reporting}},
		{Receipt{Version: 1, ReceivedAt: at, StudiedOn: today}, Studied, []Act{Reporting}},
		{Receipt{Version: 1, ReceivedAt: at, StudiedOn: today, ReportedAt: at}, Reported, []Act{Reporting}},
		{Receipt{Version: 1, ReceivedAt: at, ReportedAt: at}, Reported, []Act{Reporting}},
		{Receipt{}, Waiting, nil},
	} {
		if got := c.receipt.Progress(); got != c.want {
			t.Errorf("%+v: %s, want %s", c.receipt, got, c.want)
		}
		for _, a := range []Act{Receiving, Studying, Reporting} {
			if got, want := c.receipt.May(a), slices.Contains(c.may, a); got != want {
				t.Errorf("%s, %s: %v, want %v", c.want, a, got, want)
			}
		}
	}
}

func TestWorkflow(t *testing.T) {
	for s, may := range map[State][]Act{Registered: {Amending, Sending, Withdrawing}, Sent: {Sending, Withdrawing}, Withdrawn: nil} {
		for _, a := range []Act{Amending, Sending, Withdrawing} {
			if got, want := (Directive{State: s}).May(a), slices.Contains(may, a); got != want {
				t.Errorf("%s, %s: %v, want %v", s, a, got, want)
			}
		}
	}
}

// Overdue is told in days; a report stops the clock.
func TestLate(t *testing.T) {
	for _, c := range []struct {
		due     db.Date
		receipt Receipt
		want    int
	}{
		{"2026-05-22", Receipt{Version: 1}, 3},
		{"2026-05-25", Receipt{Version: 1}, 0},
		{"", Receipt{Version: 1}, 0},
		{"2026-05-22", Receipt{Version: 1, ReceivedAt: at, ReportedAt: at}, 0},
	} {
		if got := c.receipt.Late(c.due, today); got != c.want {
			t.Errorf("due %q: %d days, want %d", c.due, got, c.want)
		}
	}
	for name, c := range map[string]struct {
		row  Row
		want int
	}{
		"a unit still to report": {Row{Directive: Directive{Due: "2026-05-22", State: Sent}, Tally: Tally{Sent: 2, Reported: 1}}, 3},
		"all have reported":      {Row{Directive: Directive{Due: "2026-05-22", State: Sent}, Tally: Tally{Sent: 2, Reported: 2}}, 0},
		"withdrawn":              {Row{Directive: Directive{Due: "2026-05-22", State: Withdrawn}, Receipt: Receipt{Version: 1}}, 0},
	} {
		if got := c.row.Late(today); got != c.want {
			t.Errorf("%s: %d days, want %d", name, got, c.want)
		}
	}
}

func TestStudyable(t *testing.T) {
	for on, want := range map[db.Date]string{"": "directive.on_missing", "2026-05": "directive.on_missing", "2026-05-26": "directive.on_ahead", "2026-05-14": "directive.on_before_issue", "2026-05-15": "", today: ""} {
		if got := fault.Key(studyable(on, "2026-05-15", today)); got != want {
			t.Errorf("%q: %q, want %q", on, got, want)
		}
	}
}

// A document goes to cells and to committees that have units; not to the owner
// itself, to mass organisations, nor to a group in a cell.
func TestReceivers(t *testing.T) {
	names := map[org.ID]string{"cell": "Chi bộ Trạm Y tế", "base": "Đảng bộ Bệnh viện", "inner": "Chi bộ Khoa Nội", "pharmacy": "Chi bộ Khoa Dược"}
	unit := func(id, parent org.ID, body string, holds bool) org.Unit {
		return org.Unit{ID: id, Parent: parent, Name: names[id], Kind: org.Kind{Body: body, Holds: holds}}
	}
	root := unit("root", "", "party", false)
	below := []org.Unit{
		root, unit("cell", "root", "party", true), unit("group", "cell", "party", false), unit("youth", "cell", "mass", true),
		unit("base", "root", "party", false), unit("inner", "base", "party", true), unit("empty", "root", "party", false),
		unit("pharmacy", "root", "party", true),
	}
	var got []org.ID
	for _, u := range receivers(root, below) {
		got = append(got, u.ID)
	}
	if diff := cmp.Diff([]org.ID{"pharmacy", "cell", "base", "inner"}, got); diff != "" {
		t.Error(diff)
	}
}
