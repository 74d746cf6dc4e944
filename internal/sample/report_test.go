package sample_test

import (
	"cmp"
	"slices"
	"testing"

	gocmp "github.com/google/go-cmp/cmp"

	"chibo/internal/access"
	"chibo/internal/commitment"
	"chibo/internal/db"
	"chibo/internal/meeting"
	"chibo/internal/member"
	"chibo/internal/org"
	"chibo/internal/reflection"
	"chibo/internal/sample"
)

// D1, D3, D4: the registration of the year is under way; most of S0 have
// registered, and the committee above sees who lags.
func checkPledges(t *testing.T, s sample.Services) {
	t.Helper()
	all := units(t, s)
	p, err := s.Commitments.List(t.Context(), access.Console, all["S0"].ID, 0, commitment.Filter{})
	if err != nil {
		t.Fatal(err)
	}
	want := commitment.Counts{All: 15, Expected: 14, Missing: 3, Drafting: 1, Submitted: 2, Returned: 1, Approved: 9}
	if diff := gocmp.Diff(want, p.Counts); diff != "" {
		t.Error(diff)
	}
	if p.Call.Due != "2026-05-29" || p.Call.Theme == "" {
		t.Errorf("the call: %+v", p.Call)
	}
	for _, r := range p.Rows {
		if r.Pledge.State == commitment.Approved && (r.Items != 3 || r.Percent == 0 || r.Pledge.Proxy) {
			t.Errorf("%s: %d items, %d %%, entered for him: %v", r.Name, r.Items, r.Percent, r.Pledge.Proxy)
		}
	}
	sheet, err := s.Commitments.Coverage(t.Context(), access.Console, all["S0-CT"].ID, 0)
	if err != nil {
		t.Fatal(err)
	}
	got := map[string][3]int{}
	for _, c := range sheet.Rows[1:] {
		got[c.Name] = [3]int{c.Expected, c.Registered, c.Programmes}
	}
	covered := map[string][3]int{"Chi bộ Trạm Y tế": {14, 11, 1}, "Công đoàn Trạm Y tế": {14, 11, 0}, "Chi đoàn Trạm Y tế": {8, 6, 0}, "Chi bộ Văn phòng": {9, 0, 0}}
	if diff := gocmp.Diff(covered, got); diff != "" {
		t.Error(diff)
	}
}

// C1–C7: the months of S0 until May were heard, one thing is to be mended and
// one is getting better; for June one report was given back with two comments,
// and the member whose account the sample opens is writing.
func checkReports(t *testing.T, s sample.Services) {
	t.Helper()
	unit := units(t, s)["S0"].ID
	p, err := s.Reflections.List(t.Context(), access.Console, unit, reflection.Filter{Year: 2026})
	if err != nil {
		t.Fatal(err)
	}
	told := map[reflection.State]int{}
	for state, n := range p.Counts {
		if state != reflection.Planned && n > 0 {
			told[state] = n
		}
	}
	want := map[reflection.State]int{reflection.Final: 5, reflection.Concluded: 1, reflection.InReview: 1, reflection.Drafting: 1}
	if diff := gocmp.Diff(want, told); diff != "" {
		t.Error(diff)
	}
	for _, r := range p.Reports {
		switch r.State {
		case reflection.InReview:
			sh, err := s.Reflections.Get(t.Context(), access.Console, r.ID)
			if err != nil || len(sh.Comments) != 2 || !sh.Comments[0].Placed || r.Due != "2026-05-28" || !r.Returned {
				t.Errorf("%+v with %d comments, %v", r, len(sh.Comments), err)
			}
		case reflection.Drafting:
			checkDraft(t, s, r)
		case reflection.Final:
			sh, err := s.Reflections.Get(t.Context(), access.Console, r.ID)
			if err != nil || sh.Final == nil || sh.Conclusion.Exemplary == "" || len(sh.Opinions) < 2 {
				t.Errorf("%+v is not told, %v", r, err)
			}
		}
	}
	remarks, err := s.Reflections.RemarksOf(t.Context(), access.Console, unit, reflection.RemarkFilter{})
	if err != nil || remarks.Counts[reflection.Open] != 1 || remarks.Counts[reflection.Improving] != 1 || len(remarks.Remarks) != 2 {
		t.Errorf("remarks %v, %v", remarks.Counts, err)
	}
	for _, r := range remarks.Remarks {
		if len(r.Helps) != 1 {
			t.Errorf("nobody helps with %q", r.Title)
		}
	}
}

// C8: a chapter does the same among its own, and the cell above reads none of it.
func checkChapter(t *testing.T, s sample.Services) {
	t.Helper()
	all := units(t, s)
	p, err := s.Reflections.List(t.Context(), access.Console, all["S0.DTN"].ID, reflection.Filter{Year: 2026})
	if err != nil || p.Counts[reflection.Final] < 2 || p.Counts[reflection.Concluded] != 1 || p.Counts[reflection.InReview] != 1 || p.Counts[reflection.Drafting] != 1 {
		t.Errorf("%v, %v", p.Counts, err)
	}
	a, err := s.Accounts.Find(t.Context(), access.Console, "bithu")
	if err != nil {
		t.Fatal(err)
	}
	secretary := access.Actor{Kind: access.Human, Person: string(a.Person)}
	err = s.DB.Read(t.Context(), func(tx *db.Tx) (err error) {
		secretary.Duties, err = member.DutiesOf(tx, a.Person)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := s.Reflections.Get(t.Context(), secretary, p.Reports[0].ID); err == nil {
		t.Error("the secretary of the cell reads a report of the chapter")
	}
}

// checkDraft looks at a draft as its author sees it.
func checkDraft(t *testing.T, s sample.Services, r reflection.Report) {
	t.Helper()
	by := access.Console
	by.Person = string(r.Person)
	sh, err := s.Reflections.Get(t.Context(), by, r.ID)
	if err != nil || sh.Draft.Did == "" || sh.Draft.Mended == "" || sh.Draft.Ahead != "" || len(sh.Pledged) != 3 || !sh.Pledged[1].Named || sh.Pledged[2].Named {
		t.Errorf("%s writes %+v beside %+v, %v", r.Name, sh.Draft, sh.Pledged, err)
	}
	if a, err := s.Accounts.Find(t.Context(), access.Console, "dangvien"); err != nil || a.Person != r.Person {
		t.Errorf("%s is not who has the account, %v", r.Name, err)
	}
}

// C1, C2: whatever today is, everybody has one turn, every month that hears
// reports had one, and two are told for the next.
func checkTurns(t *testing.T, s sample.Services, u org.Unit, today db.Date) {
	t.Helper()
	ahead := slices.MaxFunc(meetings(t, s, u.ID), func(a, b meeting.Line) int { return cmp.Compare(a.HeldOn, b.HeldOn) })
	thematic := u.Code == "S0" || u.Code == "S4"
	hears := func(month db.Date) bool { return !thematic || month.Time().Month()%3 != 2 }
	turns := map[db.Date]int{}
	var had []member.ID
	for year := today.Year(); year <= ahead.Month.Year(); year++ {
		p, err := s.Reflections.List(t.Context(), access.Console, u.ID, reflection.Filter{Year: year})
		if err != nil {
			t.Fatal(err)
		}
		had = nil
		for _, r := range p.Reports {
			if slices.Contains(had, r.Person) || !hears(r.Month) {
				t.Errorf("%s: a turn of %s in %s", u.Code, r.Name, r.Month)
			}
			had = append(had, r.Person)
			turns[r.Month]++
			if over := r.Month < ahead.Month; over != r.State.Heard() {
				t.Errorf("%s: a report of %s is %s", u.Code, r.Month, r.State)
			}
		}
	}
	for month := today[:4] + "-01"; month < ahead.Month; month = month.AddMonths(1)[:7] {
		if n := turns[month]; hears(month) && (n < 1 || n > 2) {
			t.Errorf("%s: %d reports in %s", u.Code, n, month)
		}
	}
}
