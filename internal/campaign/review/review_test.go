package review

import (
	"slices"
	"testing"

	"chibo/internal/campaign"
	"chibo/internal/db"
	"chibo/internal/fault/faulttest"
	"chibo/internal/paper"
)

// E5: every act in every state; nothing leads on from what was sent.
func TestWorkflow(t *testing.T) {
	want := map[State]map[Act]State{
		Drafted: {Refreshing: Drafted, Issuing: Issued},
		Issued:  {Reopening: Drafted, Sending: Sent},
		Sent:    {},
	}
	for _, state := range States {
		for _, act := range []Act{Refreshing, Issuing, Reopening, Sending} {
			got, err := Review{State: state}.after(act)
			if to, allowed := want[state][act]; allowed != (err == nil) || allowed && got != to {
				t.Errorf("%s, %s: %s, %v", state, act, got, err)
			}
		}
	}
}

// E5: what is typed to begin a review.
func TestForm(t *testing.T) {
	themes := []campaign.Theme{{ID: "x", Title: "Nêu cao trách nhiệm", CampaignTitle: "Học tập và làm theo"}}
	good := Form{Kind: Final, Title: "Cuộc vận động", From: "2021-01-01", To: "2025-12-31"}
	for name, c := range map[string]struct {
		change     func(*Form)
		field, key string
	}{
		"five years":             {func(*Form) {}, "", ""},
		"one day, today":         {func(f *Form) { f.From, f.To = "2026-05-25", "2026-05-25" }, "", ""},
		"a theme and no title":   {func(f *Form) { f.Theme, f.Title = "x", " " }, "", ""},
		"neither":                {func(f *Form) { f.Title = " \n" }, "title", "review.title_missing"},
		"a theme from elsewhere": {func(f *Form) { f.Theme = "y" }, "theme", "review.theme_elsewhere"},
		"no kind":                {func(f *Form) { f.Kind = "half" }, "kind", "review.kind_missing"},
		"no first day":           {func(f *Form) { f.From = "" }, "from", "review.day_missing"},
		"a month":                {func(f *Form) { f.From = "2021-01" }, "from", "review.day_missing"},
		"before all records":     {func(f *Form) { f.From = "1989-12-31" }, "from", "review.day_missing"},
		"no last day":            {func(f *Form) { f.To = "2026-02-30" }, "to", "review.day_missing"},
		"an end to come":         {func(f *Form) { f.To = "2026-05-26" }, "to", "review.day_ahead"},
		"an end before":          {func(f *Form) { f.To = "2020-12-31" }, "to", "review.span_wrong"},
	} {
		f := good
		c.change(&f)
		err := f.check(themes, "2026-05-25")
		if t.Log(name); c.field == "" {
			faulttest.Expect(t, err, "", "")
		} else {
			faulttest.Expect(t, err, c.field, c.key)
		}
		if name == "a theme and no title" && f.Title != "Học tập và làm theo: Nêu cao trách nhiệm" {
			t.Errorf("named %q", f.Title)
		}
	}
}

// E5: what is typed to issue a review, and which texts it needs.
func TestIssue(t *testing.T) {
	r := Review{From: "2023-01-01", To: "2025-12-31"}
	for f, want := range map[IssueForm][2]string{
		{"12-BC/CB", "2026-05-25"}:  {},
		{" ", "2026-05-25"}:         {"number", "review.number_missing"},
		{"12-BC/CB", ""}:            {"on", "review.day_missing"},
		{"12-BC/CB", "2026-05-26"}:  {"on", "review.day_ahead"},
		{"12-BC/CB", "2022-12-31"}:  {"on", "review.day_early"},
		{"Số tuyệt mật", "2026-01"}: {"on", "review.day_missing"},
	} {
		err := f.check(r, "2026-05-25")
		if got := faulttest.Fields(err); want[0] != "" && got[want[0]] != want[1] || want[0] == "" && err != nil {
			t.Errorf("%+v: %v", f, got)
		}
	}
	if got := faulttest.Fields(Texts{Limits: "Chậm"}.whole()); len(got) != 2 || got["results"] != "review.results_missing" || got["ahead"] != "review.ahead_missing" {
		t.Errorf("nothing said: %v", got)
	}
	faulttest.Expect(t, Texts{Results: "Tốt", Ahead: "Tiếp tục"}.whole(), "", "")
}

// E5: what is counted by the month is compared with as many months right before,
// leap years or not.
func TestBefore(t *testing.T) {
	for _, c := range []struct{ from, through, first, last db.Date }{
		{"2008-01-01", "2010-12-31", "2005-01-01", "2007-12-31"},
		{"2026-01-01", "2026-05-25", "2025-08-01", "2025-12-31"},
		{"2024-02-15", "2024-02-20", "2024-01-01", "2024-01-31"},
		{"2023-03-31", "2024-03-01", "2022-02-01", "2023-02-28"},
	} {
		if first, last := before(c.from, c.through); first != c.first || last != c.last {
			t.Errorf("before %s–%s: %s–%s", c.from, c.through, first, last)
		}
	}
}

// E5: the paper has the parts of which something is written, and a column for the span
// before where there is one.
func TestPaper(t *testing.T) {
	seven := 7
	r := Review{Texts: Texts{Results: "Tốt", Ahead: "Tiếp tục"}, Facts: Facts{Lines: []Line{{Key: Members, N: 3}}}}
	for columns, before := range map[int]*int{2: nil, 3: &seven} {
		r.Facts.Lines[0].Before = before
		var headings []string
		for _, b := range r.blocks() {
			switch b := b.(type) {
			case paper.Heading:
				headings = append(headings, b.Text)
			case paper.Table:
				if len(b.Columns) != columns || len(b.Rows[0]) != columns {
					t.Errorf("%d columns, want %d", len(b.Columns), columns)
				}
			}
		}
		if want := []string{"I. Kết quả đạt được", "II. Phương hướng, nhiệm vụ"}; !slices.Equal(headings, want) {
			t.Errorf("parts %q, want %q", headings, want)
		}
	}
}

// E5: a figure in words: a share of a whole, nothing recorded, a span before.
func TestLine(t *testing.T) {
	seven := 7
	for _, c := range []struct {
		line        Line
		now, before string
	}{
		{Line{Key: Members, N: 1200}, "1.200", "–"},
		{Line{Key: StepKey("study"), N: 3, Of: 4}, "3/4 (75%)", "–"},
		{Line{Key: Praise, None: true, Before: &seven}, "Chưa có dữ liệu", "7"},
		{Line{Key: Concerns}, "0", "–"},
		{Line{Key: Calls, N: 1200, Last: &seven, Prior: &seven}, "1.200 (12 tháng cuối: 7; 12 tháng trước đó: 7)", "–"},
	} {
		if c.line.Words() != c.now || c.line.BeforeWords() != c.before {
			t.Errorf("%+v: %q, %q", c.line, c.line.Words(), c.line.BeforeWords())
		}
	}
	for k, name := range names {
		if name == "" || !slices.ContainsFunc([]rune(name), func(r rune) bool { return r > 127 }) {
			t.Errorf("%s is called %q", k, name)
		}
	}
}
