package quality

import (
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"chibo/internal/db"
	"chibo/internal/document"
	"chibo/internal/fault"
	"chibo/internal/meeting"
	"chibo/internal/member"
	"chibo/internal/task"
)

func national(t *testing.T) Rubric {
	t.Helper()
	r, err := Resolve(National(), "2026-05-25", meeting.Regular)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// B10: the rubrics that are shipped are sound; a wrong file is refused.
func TestParse(t *testing.T) {
	rubrics, err := parse(shipped)
	if err != nil {
		t.Fatal(err)
	}
	if len(rubrics) != 5 || len(National()) != 2 || len(Templates()) != 4 {
		t.Errorf("%d rubrics, %d national, %d templates", len(rubrics), len(National()), len(Templates()))
	}
	for name, text := range map[string]string{
		"unknown field": strings.Replace(string(shipped), "confidence:", "confidense:", 1),
		"same id twice": strings.ReplaceAll(string(shipped), "vn-42hd-2025", "vn-12hd-2018"),
		"wrong sum":     strings.Replace(string(shipped), "{key: closing, title: \"Kết luận, biên bản, nghị quyết\", points: 5", "{key: closing, title: x, points: 4", 1),
	} {
		if _, err := parse([]byte(text)); err == nil {
			t.Errorf("%s: taken", name)
		}
	}
}

// B10: whatever part of a rubric gives other points, its sum no longer is the
// full number, and the fault says the sum and what is missing.
func TestSumsAreChecked(t *testing.T) {
	for _, tpl := range Templates() {
		for c := range tpl.Leaves() {
			for _, by := range []int{-1, 1, 7} {
				f := FormOf(tpl)
				i := slices.IndexFunc(f.Rows, func(r Row) bool { return r.Key == c.Key })
				points := max(c.Points+by, 1)
				if f.Rows[i].Points = itoa(points); points == c.Points {
					continue
				}
				_, err := f.rubric(tpl)
				sum := 100 + points - c.Points
				want := fault.Field{Name: "criteria", Key: "quality.sum_short", Args: []any{sum, 100, 100 - sum}}
				if sum > 100 {
					want = fault.Field{Name: "criteria", Key: "quality.sum_over", Args: []any{sum, 100, sum - 100}}
				}
				if diff := cmp.Diff([]fault.Field{want}, fields(err)); diff != "" || f.Sum() != sum {
					t.Errorf("%s, %s %d points:\n%s", tpl.ID, c.Key, points, diff)
				}
			}
		}
	}
}

func fields(err error) []fault.Field {
	if e, ok := err.(*fault.Error); ok {
		return e.Fields
	}
	return nil
}

func itoa(n int) string { return Arg{N: n}.Local("vi") }

// A form that nobody changed gives the rubric that it came from, and a wrong
// one names what is wrong.
func TestForm(t *testing.T) {
	for _, tpl := range Templates() {
		r, err := FormOf(tpl).rubric(tpl)
		if err != nil {
			t.Fatalf("%s: %v", tpl.ID, err)
		}
		if diff := cmp.Diff(tpl.Criteria, r.Criteria); diff != "" {
			t.Errorf("%s:\n%s", tpl.ID, diff)
		}
	}
	tpl, _ := TemplateOf("vn-42hd-2025")
	for _, c := range []struct {
		name   string
		change func(f *RubricForm)
		field  string
		key    string
	}{
		{"no title", func(f *RubricForm) { f.Title = " " }, "title", "quality.title_missing"},
		{"long title", func(f *RubricForm) { f.Title = strings.Repeat("a", 201) }, "title", "meeting.too_long"},
		{"no day", func(f *RubricForm) { f.From = "2026-13-01" }, "from", "quality.date_invalid"},
		{"no kind", func(f *RubricForm) { f.Regular, f.Thematic = false, false }, "kinds", "quality.kinds_missing"},
		{"no way to rescale", func(f *RubricForm) { f.Rescale = "x" }, "rescale", "quality.rescale_missing"},
		{"a band in words", func(f *RubricForm) { f.Bands[0] = "chín mươi" }, "bands", "quality.band_invalid"},
		{"bands that ascend", func(f *RubricForm) { f.Bands[1] = "95" }, "bands", "quality.bands_order"},
		{"a wrong day of the document", func(f *RubricForm) { f.DocDate = "hôm qua" }, "doc_date", "quality.date_invalid"},
		{"a row without title", func(f *RubricForm) { f.Rows[0].Title = "" }, RowField(0), "quality.row_title_missing"},
		{"half a point", func(f *RubricForm) { f.Rows[0].Points = "0,5" }, RowField(0), "quality.row_points"},
		{"too many rows", func(f *RubricForm) { f.Rows = make([]Row, 61) }, "criteria", "quality.too_many_rows"},
		{"nothing", func(f *RubricForm) { f.Rows = nil }, "criteria", "quality.rubric_empty"},
	} {
		f := FormOf(tpl)
		c.change(&f)
		_, err := f.rubric(tpl)
		if got := fields(err); !slices.ContainsFunc(got, func(g fault.Field) bool { return g.Name == c.field && g.Key == c.key }) {
			t.Errorf("%s: %v", c.name, got)
		}
	}
}

// Rows of one's own are judged by people; those of the base keep what they are
// computed from, with levels in proportion.
func TestFormKeepsWhatIsComputed(t *testing.T) {
	tpl, _ := TemplateOf("vn-42hd-2025")
	f := FormOf(tpl)
	at := func(key string) *Row {
		return &f.Rows[slices.IndexFunc(f.Rows, func(r Row) bool { return r.Key == key })]
	}
	at("results").Points, at("conduct_chair").Points = "20", "15"
	f.Rows = append(f.Rows, Row{Title: "Sáng kiến", Points: "5"}, Row{}, Row{Key: "duration", Title: "Thời gian, lần nữa", Points: "1"})
	at("principles").Points = "4"
	r, err := f.rubric(tpl)
	if err != nil {
		t.Fatal(err)
	}
	results, _ := r.Leaf("results")
	own := r.Criteria[len(r.Criteria)-2]
	twice := r.Criteria[len(r.Criteria)-1]
	if results.Source != Results || results.Levels[0].Points != 20 || results.Levels[1].Points != 18 {
		t.Errorf("%+v", results)
	}
	if own.Source != "" || !strings.HasPrefix(own.Key, "own_") || twice.Key == "duration" || twice.Source != "" {
		t.Errorf("%+v, %+v", own, twice)
	}
}

// B10: the rubric of a date: mid-year changes, the nearest unit, checklists.
func TestResolve(t *testing.T) {
	base := national(t)
	local := func(id string, depth int, from, to db.Date, kinds ...meeting.Kind) Rubric {
		r := base
		r.ID, r.Depth, r.From, r.To, r.Kinds = id, depth, from, to, kinds
		return r
	}
	regular, thematic := meeting.Regular, meeting.Thematic
	all := append(National(),
		local("office", 1, "2026-01-01", "", regular, thematic),
		local("cell", 2, "2026-03-01", "2026-06-15", regular),
		local("cell anew", 2, "2026-06-15", "2026-12-01", regular),
	)
	all = append(all, Templates()...)
	for _, c := range []struct {
		on   db.Date
		kind meeting.Kind
		want string
	}{
		{"2018-07-05", regular, ""},
		{"2020-01-10", regular, ""},
		{"2025-10-27", regular, ""},
		{"2025-10-28", regular, "vn-42hd-2025"},
		{"2025-12-31", thematic, "vn-42hd-2025"},
		{"2026-02-10", regular, "office"},
		{"2026-03-01", regular, "cell"},
		{"2026-03-01", thematic, "office"},
		{"2026-06-14", regular, "cell"},
		{"2026-06-15", regular, "cell anew"},
		{"2026-12-01", regular, "office"},
	} {
		r, err := Resolve(all, c.on, c.kind)
		if c.want == "" {
			if fault.Key(err) != "quality.no_points" {
				t.Errorf("%s: %s, %v", c.on, r.ID, err)
			}
		} else if r.ID != c.want || err != nil {
			t.Errorf("%s %s: %s, %v; want %s", c.on, c.kind, r.ID, err, c.want)
		}
	}
}

func TestBand(t *testing.T) {
	r := national(t)
	for points, want := range map[int]Band{100: Good, 90: Good, 89: Fair, 70: Fair, 69: Average, 50: Average, 49: Poor, 0: Poor} {
		if got := r.Band(points); got != want {
			t.Errorf("%d points: %s, want %s", points, got, want)
		}
	}
	if !Good.AtLeast(Fair) || !Fair.AtLeast(Fair) || Poor.AtLeast(Average) || Band("").AtLeast(Poor) {
		t.Error("the order of bands is wrong")
	}
}

// B10: full marks are the full number in every month, whatever applies, unless
// the rubric says that they are lost.
func TestRescale(t *testing.T) {
	r, _ := TemplateOf("an-phu-2025")
	full := func(key string) *int { c, _ := r.Leaf(key); return &c.Points }
	half := func(key string) *int { c, _ := r.Leaf(key); n := c.Points / 2; return &n }
	for _, c := range []struct {
		rescale    Rescale
		theme      bool
		full, half int
	}{
		{ScaleUp, true, 100, 42}, {ScaleUp, false, 100, 42}, {FullMarks, false, 100, 45}, {Lost, false, 95, 40}, {Lost, true, 100, 42},
	} {
		r.Rescale = c.rescale
		got, done := r.total(c.theme, full)
		less, _ := r.total(c.theme, half)
		if got != c.full || less != c.half || !done {
			t.Errorf("%s, theme %v: %d and %d, %v", c.rescale, c.theme, got, less, done)
		}
	}
	if _, done := r.total(true, func(key string) *int {
		if key == "chair_directs" {
			return nil
		}
		return full(key)
	}); done {
		t.Error("complete without a criterion")
	}
}

// sound is a meeting of which nothing can be said against.
func sound() Inputs {
	return Inputs{
		Meeting: meeting.Meeting{Kind: meeting.Regular, HeldOn: "2026-05-06", OpenedAt: "14:00", ClosedAt: "16:20", State: meeting.Reported, AnnouncedAt: db.At(db.Date("2026-04-30").Time())},
		Least:   90, Planned: 120, Roll: meeting.Roll{Counted: 15, Present: 14, Excused: 1}, Most: 3, MetOn: "2026-04-29", NoticeBy: "2026-05-05",
		Files: 3, InTime: 3, Needing: 5, Settled: 5, Notes: 11, Praised: 2, Spoke: 9, Due: 10, Done: 9, PostedOn: "2026-05-08", PostBy: "2026-05-08",
	}
}

// B10: what the record gives, criterion by criterion, with its source in words.
func TestCompute(t *testing.T) {
	r, _ := TemplateOf("an-phu-2025")
	for _, c := range []struct {
		name   string
		key    string
		change func(in *Inputs)
		want   int // -1: people judge
		basis  []string
	}{
		{"long enough", "duration", nil, 5, []string{"quality.basis_duration 06/05 14:00 16:20 140 90"}},
		{"15 minutes short", "duration", func(in *Inputs) { in.Meeting.ClosedAt = "15:15" }, 4, nil},
		{"30 minutes short", "duration", func(in *Inputs) { in.Meeting.ClosedAt = "15:00" }, 3, nil},
		{"half as long", "duration", func(in *Inputs) { in.Meeting.ClosedAt = "14:45" }, 2, nil},
		{"shorter still", "duration", func(in *Inputs) { in.Meeting.ClosedAt = "14:44" }, 1, nil},
		{"120 minutes are the rule", "duration", func(in *Inputs) { in.Least, in.Meeting.ClosedAt = 120, "15:50" }, 4, nil},
		{"no rule of length", "duration", func(in *Inputs) { in.Least = 0 }, -1, []string{"quality.basis_duration_unruled 06/05 14:00 16:20 140"}},
		{"all but one", "attendance_share", nil, 4, []string{"quality.basis_attendance 14 15 93,3% 1 0"}},
		{"exactly 90 %", "attendance_share", func(in *Inputs) { in.Roll = meeting.Roll{Counted: 10, Present: 9} }, 4, nil},
		{"less than 90 %", "attendance_share", func(in *Inputs) { in.Roll = meeting.Roll{Counted: 19, Present: 17} }, 3, nil},
		{"one unexcused", "attendance_share", func(in *Inputs) { in.Roll.Excused, in.Roll.Unexcused = 0, 1 }, 1, nil},
		{"nobody excused too often", "attendance_running", nil, 1, []string{"quality.basis_running_none 3"}},
		{"somebody excused too often", "attendance_running", func(in *Inputs) { in.Often = 1 }, 0, []string{"quality.basis_running 1 3"}},
		{"the committee met", "preparation_committee", nil, 2, []string{"quality.basis_committee 29/04"}},
		{"the committee did not meet", "preparation_committee", func(in *Inputs) { in.MetOn = "" }, 0, []string{"quality.basis_committee_none"}},
		{"a secretary alone", "preparation_committee", func(in *Inputs) { in.MetOn, in.Alone = "", true }, 2, []string{"quality.basis_committee_alone"}},
		{"noticed in time", "preparation_notice", nil, 1, []string{"quality.basis_notice 30/04"}},
		{"noticed on the day", "preparation_notice", func(in *Inputs) { in.Meeting.AnnouncedAt = db.At(db.Date("2026-05-06").Time()) }, 0, nil},
		{"papers in time", "preparation_papers", nil, 2, []string{"quality.basis_papers 3 3"}},
		{"a paper too late", "preparation_papers", func(in *Inputs) { in.InTime = 2 }, 0, []string{"quality.basis_papers 2 3"}},
		{"one item without conclusion", "conduct_steps", func(in *Inputs) { in.Settled = 4 }, 4, []string{"quality.basis_steps 4 5"}},
		{"more than half spoke", "conduct_speakers", nil, 5, []string{"quality.basis_speakers 9 14 64,3%"}},
		{"exactly half spoke", "conduct_speakers", func(in *Inputs) { in.Spoke = 7 }, 4, nil},
		{"few spoke", "conduct_speakers", func(in *Inputs) { in.Spoke = 2 }, 2, nil},
		{"90 % of the tasks", "results", nil, 30, []string{"quality.basis_results 9 10 90%"}},
		{"less than half of the tasks", "results", func(in *Inputs) { in.Done = 4 }, 10, nil},
		{"no task was due", "results", func(in *Inputs) { in.Due, in.Done = 0, 0 }, -1, []string{"quality.basis_results_none"}},
		{"minutes open", "closing_minutes", func(in *Inputs) { in.Meeting.State = meeting.Closed }, 0, []string{"quality.basis_minutes_open"}},
		{"posted late", "closing_posted", func(in *Inputs) { in.PostedOn = "2026-05-09" }, 0, []string{"quality.basis_posted 09/05"}},
		{"people judge", "preparation_content", nil, -1, nil},
		{"opinions inform", "conduct_regular", nil, -1, []string{"quality.basis_opinions 11 2"}},
		{"pace informs", "chair_flexible", nil, -1, []string{"quality.basis_pace_late 20"}},
	} {
		in := sound()
		if c.change != nil {
			c.change(&in)
		}
		m, ok := keyed(r.Compute(in))[c.key]
		got := -1
		if m.Computed != nil {
			got = *m.Computed
		}
		if !ok || got != c.want || !same(m.Computed, m.Own) {
			t.Errorf("%s: %d points, want %d", c.name, got, c.want)
		}
		if c.basis != nil {
			if diff := cmp.Diff(c.basis, words(m.Basis)); diff != "" {
				t.Errorf("%s:\n%s", c.name, diff)
			}
		}
	}
	if _, ok := keyed(r.Compute(sound()))["conduct_thematic"]; ok {
		t.Error("a thematic part is scored in a month without a theme")
	}
}

// words are bases as a Vietnamese text takes them.
func words(all []Basis) (said []string) {
	for _, b := range all {
		line := []string{b.Key}
		for _, a := range b.Args {
			line = append(line, a.Local("vi"))
		}
		said = append(said, strings.Join(line, " "))
	}
	return said
}

// B10: the three of the preparation together, and both of the closing.
func TestTogether(t *testing.T) {
	r := national(t)
	late := sound()
	late.InTime, late.PostedOn = 1, ""
	for _, c := range []struct {
		in                   Inputs
		preparation, closing int
	}{{sound(), 5, 5}, {late, 3, 2}} {
		marks := keyed(r.Compute(c.in))
		if got := *marks["preparation_ahead"].Computed; got != c.preparation || len(marks["preparation_ahead"].Basis) != 3 {
			t.Errorf("preparation: %d, %v", got, words(marks["preparation_ahead"].Basis))
		}
		if got := *marks["closing"].Computed; got != c.closing || len(marks["closing"].Basis) != 2 {
			t.Errorf("closing: %d, %v", got, words(marks["closing"].Basis))
		}
	}
}

// B10: the record is read as it stands: speakers once each, and never by name.
func TestInputs(t *testing.T) {
	m := meeting.Meeting{ID: "m", Kind: meeting.Regular, Month: "2026-05", HeldOn: "2026-05-06"}
	note := func(who member.ID, kind meeting.NoteKind) meeting.Note { return meeting.Note{Speaker: who, Kind: kind} }
	sh := meeting.Sheet{
		Meeting: m, Rules: meeting.Rules{Least: 90, NoticeBy: "2026-05-05", ReportBy: "2026-05-08"},
		Seats: []meeting.Seat{{Person: "a", Post: member.Secretary}, {Person: "b", Post: member.CommitteeMember}, {Person: "c"}},
		Items: []meeting.Item{
			{Minutes: 20, Kind: "task", Conclusion: "Làm", Exemplary: "Tốt", Notes: []meeting.Note{note("a", meeting.Opinion), note("a", meeting.Strength), note("b", meeting.Reserved)}},
			{Minutes: 10, Kind: "report", Unconcluded: "Hết giờ", Notes: []meeting.Note{{Guest: "g", Kind: meeting.Opinion}}},
		},
		Papers: []document.Attachment{{AddedAt: db.At(db.Date("2026-05-05").Time())}, {AddedAt: db.At(db.Date("2026-05-06").Time())}, {AddedAt: db.At(db.Date("2026-05-07").Time())}},
	}
	var in Inputs
	in.count(sh)
	in.around([]meeting.Meeting{
		{ID: "1", Kind: meeting.Regular, HeldOn: "2026-04-06", State: meeting.Reported, Month: "2026-04"},
		{ID: "2", Kind: meeting.Committee, HeldOn: "2026-04-02", State: meeting.Finished},
		{ID: "3", Kind: meeting.Committee, HeldOn: "2026-04-29", State: meeting.Finished},
		{ID: "4", Kind: meeting.Committee, HeldOn: "2026-05-04", State: meeting.Preparing},
		{ID: "5", Kind: meeting.Thematic, HeldOn: "2026-05-20", Month: "2026-05", State: meeting.Preparing},
	})
	in.given([]task.Task{
		{State: task.Done, Evaluation: task.DoneLate, Due: "2026-05-01"},
		{State: task.Done, Evaluation: task.NotDone, Due: "2026-05-01"},
		{State: task.Assigned, Due: "2026-05-06"},
		{State: task.Assigned, Due: "2026-06-01"},
		{State: task.Cancelled, Due: "2026-05-01"},
	})
	want := Inputs{
		Meeting: m, Least: 90, NoticeBy: "2026-05-05", PostBy: "2026-05-08", Planned: 30, MetOn: "2026-04-29", Theme: true,
		Files: 2, InTime: 1, Needing: 2, Settled: 1, Notes: 4, Praised: 2, Reserved: 1, Spoke: 2, Due: 3, Done: 1,
	}
	if diff := cmp.Diff(want, in); diff != "" {
		t.Error(diff)
	}
}

// A changed point asks for a reason; what was typed is read in whole numbers.
func TestEntry(t *testing.T) {
	five := 5
	for _, c := range []struct {
		typed, reason string
		stands        *int
		want          int // -1: not given
		field, key    string
	}{
		{"4", "", nil, 4, "", ""},
		{"5", "thừa", &five, 5, "", ""},
		{"4", "Bắt đầu chậm", &five, 4, "", ""},
		{"4", " ", &five, 4, "reason_x", "quality.reason_missing"},
		{"", "", nil, -1, "", ""},
		{"6", "", nil, -1, "points_x", "quality.points_range"},
		{"-1", "", nil, -1, "points_x", "quality.points_range"},
		{"bốn", "", nil, -1, "points_x", "quality.points_range"},
		{"4", strings.Repeat("a", 501), &five, 4, "reason_x", "meeting.too_long"},
	} {
		var faults fault.Form
		points, _ := Entry{Key: "x", Points: c.typed, Reason: c.reason}.read(&faults, Criterion{Key: "x", Points: 5}, c.stands)
		got := -1
		if points != nil {
			got = *points
		}
		var field, key string
		if all := fields(faults.Err()); len(all) > 0 {
			field, key = all[0].Name, all[0].Key
		}
		if got != c.want || field != c.field || key != c.key {
			t.Errorf("%q for %q: %d, %s %s", c.typed, c.reason, got, field, key)
		}
	}
}

// B10: the year by the rule of the rubric: all regular meetings at least fair,
// seven of them good.
func TestYear(t *testing.T) {
	ruled, _ := TemplateOf("phu-tho-bloc")
	year := func(bands ...Band) (all []Past) {
		for _, b := range bands {
			all = append(all, Past{Kind: meeting.Regular, State: Adopted, Own: Total{Band: b}})
		}
		return append(all, Past{Kind: meeting.Thematic, State: Adopted, Own: Total{Band: Poor}}, Past{Kind: meeting.Regular, State: Draft, Own: Total{Band: Poor}})
	}
	many := func(n int, b Band) []Band { return slices.Repeat([]Band{b}, n) }
	for _, c := range []struct {
		rubric Rubric
		past   []Past
		want   Band
	}{
		{ruled, year(append(many(7, Good), many(5, Fair)...)...), Good},
		{ruled, year(append(many(6, Good), many(6, Fair)...)...), Fair},
		{ruled, year(append(many(11, Good), Average)...), Fair},
		{ruled, year(append(many(11, Good), Poor)...), ""},
		{ruled, nil, ""},
		{national(t), year(many(12, Good)...), ""},
	} {
		if y := c.rubric.grade(2026, c.past); y.Band != c.want || y.Ruled != (c.rubric.ID == ruled.ID) {
			t.Errorf("%v: %+v, want %s", c.past, y, c.want)
		}
	}
	confirmed := ruled.grade(2026, []Past{{Kind: meeting.Regular, State: Confirmed, Own: Total{Band: Good}, Above: Total{Band: Fair}}})
	if diff := cmp.Diff(map[Band]int{Fair: 1}, confirmed.Of); diff != "" {
		t.Error(diff)
	}
}

// Every state leads somewhere, and only what the table has is allowed.
func TestWorkflow(t *testing.T) {
	reached := map[State]bool{Draft: true}
	for _, m := range Workflow {
		reached[m.To] = true
	}
	if got := slices.Sorted(maps.Keys(reached)); len(got) != 5 {
		t.Errorf("reached: %v", got)
	}
	if _, err := move(Confirmed, Saving); fault.Key(err) != "quality.not_when_confirmed" {
		t.Error(err)
	}
}
