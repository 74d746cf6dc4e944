package reflection

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"chibo/internal/access"
	"chibo/internal/db"
	"chibo/internal/org"
	"chibo/internal/paper"
)

// C3: words are counted as Vietnamese counts them.
func TestWords(t *testing.T) {
	for _, c := range []struct {
		text    string
		words   int
		minutes time.Duration
	}{
		{"", 0, 0},
		{"Tôi gọi nhắc người bệnh.", 5, 1},
		{"Số người đến – đúng hẹn: 214 người…", 7, 1},
		{"😀 … !", 0, 0},
		{strings.Repeat("từ ", 312), 312, 3},
		{strings.Repeat("từ\n", 391), 391, 4},
	} {
		if n := Words(c.text); n != c.words || SpeakingTime(n) != c.minutes*time.Minute {
			t.Errorf("%.20q: %d words, %s; want %d, %d minutes", c.text, n, SpeakingTime(n), c.words, c.minutes)
		}
	}
}

// C3: a source is named when its title stands in the part, or the author says so.
func TestName(t *testing.T) {
	for _, c := range []struct {
		title, part string
		marked      []string
		want        bool
	}{
		{"Ghi sổ theo dõi chưa đều", "Việc ghi sổ theo dõi chưa đều: đã sửa.", nil, true},
		{"Ghi sổ, theo dõi", "GHI SO THEO DOI", nil, true},
		{"Ghi sổ", "Ghi sổng", nil, false},
		{"Ghi sổ", "Đã khắc phục", []string{"id"}, true},
		{"Ghi sổ", "Đã khắc phục", []string{"other"}, false},
		{"…", "Đã khắc phục", nil, false},
		{"Hoà giải", "hòa giải ở tổ dân phố", nil, true},
	} {
		s := []Source{{ID: "id", Title: c.title}}
		if name(s, c.part, c.marked); s[0].Named != c.want {
			t.Errorf("%q in %q with %v: %v", c.title, c.part, c.marked, s[0].Named)
		}
	}
}

// C7: lines of a conclusion become remarks, each once, without their bullets.
func TestRemarkLines(t *testing.T) {
	got := remarkLines("- Ghi sổ chưa đều\r\n\n2. Phối hợp chưa kịp thời\na) ghi  sổ chưa đều.\n• 3 lần đi muộn\nĐề nghị. Sửa\n" + strings.Repeat("x", 600))
	want := []string{"Ghi sổ chưa đều", "Phối hợp chưa kịp thời", "3 lần đi muộn", "Đề nghị. Sửa", strings.Repeat("x", RemarkMax-1) + "…"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

// C7: remarks follow the lines until the minutes are frozen, and are carried
// over where a later conclusion names them again.
func TestSettle(t *testing.T) {
	a, b := Remark{ID: "a", Title: "Ghi sổ", Ordinal: 1, State: Improving}, Remark{ID: "b", Title: "Tập huấn", Ordinal: 2, State: Open}
	gone := Remark{ID: "c", Title: "Đi muộn", Ordinal: 3, State: Dropped}
	old := Remark{ID: "o", Title: "Phối hợp", State: Improving}
	for name, c := range map[string]struct {
		lines         []string
		mine, earlier []Remark
		named         []again
		want          settled
	}{
		"new lines":        {lines: []string{"Ghi sổ", "Tập huấn"}, want: settled{add: []Remark{{Title: "Ghi sổ", Ordinal: 1, State: Open}, {Title: "Tập huấn", Ordinal: 2, State: Open}}}},
		"the same lines":   {lines: []string{"Ghi sổ", "Tập huấn"}, mine: []Remark{a, b}},
		"written anew":     {lines: []string{"GHI SỔ."}, mine: []Remark{a}, want: settled{put: []Remark{{ID: "a", Title: "GHI SỔ.", Ordinal: 1, State: Improving}}}},
		"a line is gone":   {lines: []string{"Ghi sổ"}, mine: []Remark{a, b, gone}, want: settled{put: []Remark{{ID: "b", Title: "Tập huấn", Ordinal: 2, State: Dropped}}}},
		"it is back":       {lines: []string{"Đi muộn"}, mine: []Remark{gone}, want: settled{put: []Remark{{ID: "c", Title: "Đi muộn", Ordinal: 1, State: Open}}}},
		"named again":      {lines: []string{"phối hợp"}, earlier: []Remark{old}, want: settled{carry: []again{{"o", 1, Improving}}}},
		"still named":      {lines: []string{"Phối hợp"}, earlier: []Remark{{ID: "o", Title: "Phối hợp", State: Carried}}, named: []again{{"o", 1, Improving}}},
		"named no longer":  {lines: nil, earlier: []Remark{old}, named: []again{{"o", 1, Improving}}, want: settled{uncarry: []again{{"o", 1, Improving}}}},
		"nothing any more": {lines: nil, mine: []Remark{a}, want: settled{put: []Remark{{ID: "a", Title: "Ghi sổ", Ordinal: 1, State: Dropped}}}},
	} {
		got := settle(c.lines, c.mine, c.earlier, c.named)
		if diff := cmp.Diff(c.want, got, cmp.AllowUnexported(settled{}, again{}), cmpopts.EquateEmpty()); diff != "" {
			t.Errorf("%s: %s", name, diff)
		}
	}
}

// C9, C10: the page says who reads it now, and after which step who else.
func TestReaders(t *testing.T) {
	for name, c := range map[string]struct {
		r    Report
		want []Reader
	}{
		"a draft": {Report{State: Drafting}, []Reader{{AuthorReads, ""}, {LeadersRead, Submitting}, {UnitReads, Presenting}, {UpperLevel, SendingUp}}},
		"sent":    {Report{State: InReview, Sends: 1}, []Reader{{AuthorReads, ""}, {LeadersRead, ""}, {UnitReads, Presenting}, {UpperLevel, SendingUp}}},
		"heard":   {Report{State: Concluded}, []Reader{{AuthorReads, ""}, {LeadersRead, ""}, {UnitReads, ""}, {UpperLevel, SendingUp}}},
		"sent up": {Report{State: Final, SentUpOn: "2026-06-10"}, []Reader{{AuthorReads, ""}, {LeadersRead, ""}, {UnitReads, ""}, {UpperLevel, ""}}},
	} {
		if diff := cmp.Diff(c.want, c.r.readers()); diff != "" {
			t.Errorf("%s: %s", name, diff)
		}
	}
}

// Every state is reached, every act leads somewhere, and no two rows say where
// the same act leads from one state but by what the report is.
func TestWorkflow(t *testing.T) {
	reached := map[State]bool{Planned: true}
	for _, m := range Workflow {
		reached[m.To] = true
		if m.Who.Name == "" {
			t.Errorf("%s %s: nobody may", m.From, m.Act)
		}
	}
	for _, s := range append([]State{Planned, Released}, Stages...) {
		if !reached[s] {
			t.Errorf("nothing leads to %s", s)
		}
	}
	for _, s := range Stages {
		for _, r := range []Report{{State: s}, {State: s, Sends: 1}, {State: s, Sends: 1, Returned: true}} {
			seen := map[Act]int{}
			for _, m := range Workflow {
				if r.allows(m) {
					if seen[m.Act]++; seen[m.Act] > 1 {
						t.Errorf("%s: %s leads to two states", s, m.Act)
					}
				}
			}
		}
	}
}

// C4: marks that a form sends are ids, whatever it sends.
func TestMarks(t *testing.T) {
	if got := marks([]string{"0190-b", "", "0190-a", "'; DROP", "0190-b", strings.Repeat("a", 65)}); got != "0190-a 0190-b" {
		t.Errorf("%q", got)
	}
}

// form B7: the paper of a cell and of a chapter; a draft says that it is one,
// the final one ends with the conclusion.
func TestCompose(t *testing.T) {
	p := printed{Parent: "Đảng bộ Sở Y tế", Issuer: "Chi bộ Trạm Y tế", Name: "Phạm Thị D", Month: "2026-06", Texts: Texts{Did: "Đã gọi nhắc.\nĐã sắp lại quầy.", Ahead: "Tập huấn."}}
	read := func(p printed, draft bool) string {
		var b strings.Builder
		if err := paper.HTML(&b, compose(p, draft)); err != nil {
			t.Fatal(err)
		}
		return b.String()
	}
	draft := read(p, true)
	for _, want := range []string{"ĐẢNG CỘNG SẢN VIỆT NAM", "CHI BỘ TRẠM Y TẾ", "(Dự thảo)", "1. Kết quả thực hiện nội dung đã đăng ký", "Đã sắp lại quầy.", "3. Hạn chế hiện nay", "NGƯỜI BÁO CÁO", "Phạm Thị D", "tháng 6/2026"} {
		if !strings.Contains(draft, want) {
			t.Errorf("the draft does not say %q:\n%s", want, draft)
		}
	}
	p.Conclusion, p.HeardOn = Conclusion{Assessment: "Nghiêm túc.", ToMend: "Ghi sổ"}, "2026-06-03"
	final := read(p, false)
	if strings.Contains(final, "Dự thảo") || !strings.Contains(final, "Cần khắc phục:") || strings.Contains(final, "Nêu gương") || !strings.Contains(final, "03/06/2026") {
		t.Error(final)
	}
	u := org.Unit{Name: "Chi đoàn Trạm Y tế", Kind: org.Kind{Body: "mass", NameVi: "Đoàn thanh niên"}}
	if got := read(printedOf(Report{Name: "Bùi Văn Y", Month: "2026-12"}, u, Texts{Did: "x"}, db.Time{}), false); strings.Contains(got, "ĐẢNG CỘNG SẢN") {
		t.Error("a chapter's paper stands under the Party's name")
	}
}

// safety S4: who may do what by role alone.
func TestActions(t *testing.T) {
	unit := access.Place{Unit: "u", Path: "1.2.", Person: "p"}
	actor := func(role access.Role, person string) access.Actor {
		return access.Actor{Kind: access.Human, Person: person, Duties: []access.Duty{{Role: role, Unit: "u", Path: "1.2."}}}
	}
	for _, c := range []struct {
		who    access.Actor
		action access.Action
		want   bool
	}{
		{actor(access.Member, "p"), Write, true},
		{actor(access.Member, "q"), Write, false},
		{actor(access.Member, "q"), View, true},
		{actor(access.MassMember, "p"), Write, true},
		{actor(access.MassOfficer, "q"), Review, true},
		{actor(access.CommitteeMember, "q"), Review, true},
		{actor(access.Officer, ""), View, false},
		{actor(access.Officer, ""), Oversee, true},
		{actor(access.Officer, ""), ReadUp, true},
		{actor(access.CommitteeMember, "q"), ReadUp, true},
		{actor(access.Member, "p"), ReadUp, false},
	} {
		if got := access.Can(c.who, c.action, unit); got != c.want {
			t.Errorf("%v %s: %v", c.who.Duties[0].Role, c.action.Name, got)
		}
	}
}
