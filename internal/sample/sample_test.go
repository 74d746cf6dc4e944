package sample_test

import (
	"cmp"
	"fmt"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	gocmp "github.com/google/go-cmp/cmp"

	"chibo/internal/access"
	"chibo/internal/account"
	"chibo/internal/admission"
	"chibo/internal/ballot"
	"chibo/internal/campaign/conduct"
	"chibo/internal/campaign/contest"
	"chibo/internal/campaign/review"
	"chibo/internal/commendation"
	"chibo/internal/commitment"
	"chibo/internal/db"
	"chibo/internal/dbtest"
	"chibo/internal/directive"
	"chibo/internal/document"
	"chibo/internal/evaluation"
	"chibo/internal/feedback"
	"chibo/internal/meeting"
	"chibo/internal/meeting/carry"
	"chibo/internal/meeting/deed"
	"chibo/internal/meeting/exchange"
	"chibo/internal/meeting/month"
	"chibo/internal/meeting/theme"
	"chibo/internal/meeting/year"
	"chibo/internal/member"
	"chibo/internal/mobilisation"
	"chibo/internal/movement"
	"chibo/internal/org"
	"chibo/internal/paper"
	"chibo/internal/quality"
	"chibo/internal/reflection"
	"chibo/internal/sample"
	"chibo/internal/target"
	"chibo/internal/task"
	"chibo/internal/topic"
	"chibo/internal/vote"
	"chibo/internal/welfare"
)

func services(t testing.TB, d *db.DB) sample.Services {
	t.Helper()
	s := sample.Services{DB: d, Orgs: org.New(d), Members: member.New(d), Tasks: task.NewService(d)}
	s.Accounts = account.New(d, s.Orgs, s.Members)
	s.Documents = document.New(d, t.TempDir())
	s.Directives = directive.New(d, s.Documents)
	s.Meetings = meeting.New(d, s.Documents, s.Tasks, vote.New())
	s.Years = year.New(d, s.Meetings)
	s.Commitments = commitment.New(d)
	s.Reflections = reflection.New(d, s.Meetings, s.Commitments, s.Documents)
	s.Reflections.Calendar = s.Years.MonthTx
	r := s.Reflections
	s.Meetings.ReportHooks = meeting.ReportHooks{
		Reporters: func(tx *db.Tx, unit org.ID, month db.Date) (now, next []meeting.Reporter, err error) {
			return r.ReportersTx(tx, access.System, unit, month)
		},
		OnTakeUp: r.TakenUpTx, OnConclude: r.ConcludedTx, OnClose: r.ClosedTx, OnCancel: r.CancelledTx,
	}
	s.Deeds = deed.New(d, s.Meetings, s.Documents)
	s.Qualities = quality.New(d, s.Meetings, s.Deeds, vote.New())
	s.Themes, s.Carries = theme.New(d, s.Meetings), carry.New(d, s.Meetings)
	s.Exchanges = exchange.New(d, s.Tasks, s.Documents)
	s.Ballots, s.Topics = ballot.New(d, s.Meetings, vote.New()), topic.New(d, s.Meetings, s.Documents)
	s.Admissions, s.Movements = admission.New(d, s.Members, s.Documents, vote.New(), s.Meetings), movement.New(d, s.Members)
	s.Deeds.Ballots = ballot.Results
	s.Mobilising, s.Reviews = mobilisation.New(d), review.New(d)
	s.Conducts, s.Contests = conduct.New(d), contest.New(d, s.Documents)
	s.Targets, s.Awards, s.Feedback = target.New(d), commendation.New(d), feedback.New(d)
	s.Evaluations, s.Welfare = evaluation.New(d, vote.New()), welfare.New(d)
	return s
}

// fill fills a database and tells how long it took.
func fill(t testing.TB, d *db.DB, today db.Date) sample.Services {
	t.Helper()
	s := services(t, d)
	began := time.Now()
	if _, err := s.Fill(t.Context(), today); err != nil {
		t.Fatal(err)
	}
	t.Logf("filled for %s in %v", today, time.Since(began).Round(time.Millisecond))
	return s
}

// units are all organisations by their code.
func units(t testing.TB, s sample.Services) map[string]org.Unit {
	t.Helper()
	all, err := s.Orgs.List(t.Context(), access.Console)
	if err != nil {
		t.Fatal(err)
	}
	byCode := map[string]org.Unit{}
	for _, u := range all {
		byCode[u.Code] = u
	}
	return byCode
}

// under lists the units below one, itself included, that hold party members.
func under(all map[string]org.Unit, code string) []org.Unit {
	var cells []org.Unit
	for _, u := range all {
		if strings.HasPrefix(u.Path, all[code].Path) && u.Kind.Holds && u.Kind.Body == "party" {
			cells = append(cells, u)
		}
	}
	slices.SortFunc(cells, func(a, b org.Unit) int { return cmp.Compare(a.Code, b.Code) })
	return cells
}

func roll(t testing.TB, s sample.Services, unit org.ID) member.Roll {
	t.Helper()
	r, err := s.Members.List(t.Context(), access.Console, unit, member.Filter{})
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// One filling on each engine, looked at from all sides: filling is the dear
// part.
func TestFill(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		s := fill(t, d, "2026-05-25")
		if strings.HasSuffix(t.Name(), "/sqlite") {
			t.Run("deterministic", func(t *testing.T) { checkSame(t, s) })
		}
		t.Run("directives", func(t *testing.T) { checkDirectives(t, s) })
		t.Run("figures", func(t *testing.T) { checkFigures(t, s) })
		t.Run("reviewed", func(t *testing.T) { checkReviewed(t, s) })
		t.Run("contests", func(t *testing.T) { checkContests(t, s) })
		t.Run("sums", func(t *testing.T) { checkSums(t, s) })
		t.Run("behind", func(t *testing.T) { checkBehind(t, s) })
		t.Run("names", func(t *testing.T) { checkNames(t, s) })
		t.Run("logins", func(t *testing.T) { checkLogins(t, s) })
		t.Run("month", func(t *testing.T) { checkMonth(t, s) })
		t.Run("pledges", func(t *testing.T) { checkPledges(t, s) })
		t.Run("reports", func(t *testing.T) { checkReports(t, s) })
		t.Run("chapter", func(t *testing.T) { checkChapter(t, s) })
		t.Run("beside", func(t *testing.T) { checkBeside(t, s) })
		t.Run("reviews", func(t *testing.T) { checkReviews(t, s) })
		t.Run("again", func(t *testing.T) { checkAgain(t, s) })
		t.Run("sources", func(t *testing.T) { checkSources(t, s) })
		t.Run("articles", func(t *testing.T) { checkArticles(t, s) })
		t.Run("articles follow", func(t *testing.T) { checkArticlesFollow(t, s) })
	})
}

// A1, A2: the figures that the articles state.
func checkFigures(t *testing.T, s sample.Services) {
	t.Helper()
	all := units(t, s)

	direct := 0
	for _, u := range all {
		if u.Parent == all["S1"].ID && u.Kind.Body == "party" {
			direct++
		}
	}
	members, admitted := 0, 0
	for _, u := range under(all, "S1") {
		_, records, err := s.Members.Export(t.Context(), access.Console, u.ID)
		if err != nil {
			t.Fatal(err)
		}
		members += len(records)
		for _, r := range records {
			if r.Party.AdmittedOn >= "2005-09-15" && r.Party.AdmittedOn < "2010-09-15" {
				admitted++
			}
		}
	}
	s1, err := s.Orgs.Get(t.Context(), access.Console, all["S1"].ID)
	if err != nil {
		t.Fatal(err)
	}
	if direct != 19 || members != 402 || s1.Staff != 1005 || admitted != 115 {
		t.Errorf("S1: %d direct units, %d members of %d staff, %d admitted in the term", direct, members, s1.Staff, admitted)
	}

	s3 := roll(t, s, all["S3"].ID)
	_, records, err := s.Members.Export(t.Context(), access.Console, all["S3"].ID)
	if err != nil {
		t.Fatal(err)
	}
	recent := 0
	for _, r := range records {
		if r.Party.AdmittedOn >= "2022-01-01" && r.Party.AdmittedOn <= "2024-06-14" {
			recent++
		}
	}
	if s3.Total != 37 || s3.Staff != 88 || recent != 9 {
		t.Errorf("S3: %d of %d, %d admitted since 2022", s3.Total, s3.Staff, recent)
	}
	if s4 := roll(t, s, all["S4"].ID); s4.Official != 10 || s4.Women != 8 || s4.Total != 10 {
		t.Errorf("S4: %d official, %d women of %d", s4.Official, s4.Women, s4.Total)
	}
	if s0 := roll(t, s, all["S0"].ID); s0.Total != 15 || s0.Official != 13 || s0.Probation != 2 {
		t.Errorf("S0: %+v", s0)
	}
}

var generic = regexp.MustCompile(`^\p{Lu}\p{L}+ (Văn|Thị) [A-ZĐ]\d+$`)

// Everybody's name stands for nobody, and no two are the same.
func checkNames(t *testing.T, s sample.Services) {
	t.Helper()
	seen := map[string]bool{}
	for _, u := range units(t, s) {
		if !u.Kind.Holds {
			continue
		}
		_, records, err := s.Members.Export(t.Context(), access.Console, u.ID)
		if err != nil {
			t.Fatal(err)
		}
		for _, r := range records {
			if !generic.MatchString(r.Person.Name) || seen[r.Person.Name] {
				t.Errorf("%s: %s", u.Code, r.Person.Name)
			}
			if strings.Contains(r.Person.Name, " Thị ") != (r.Person.Sex == "female") {
				t.Errorf("%s is %s", r.Person.Name, r.Person.Sex)
			}
			seen[r.Person.Name] = true
		}
	}
	if len(seen) < 500 {
		t.Errorf("only %d people", len(seen))
	}
}

// meetings are all meetings of a unit.
func meetings(t testing.TB, s sample.Services, unit org.ID) []meeting.Line {
	t.Helper()
	var all []meeting.Line
	for _, over := range []bool{true, false} {
		for page := 0; ; page++ {
			p, err := s.Meetings.List(t.Context(), access.Console, meeting.Filter{Unit: unit, Over: over, Page: page})
			if err != nil {
				t.Fatal(err)
			}
			all = append(all, p.Lines...)
			if page+1 >= p.Pages {
				break
			}
		}
	}
	slices.SortFunc(all, func(a, b meeting.Line) int { return cmp.Compare(a.HeldOn, b.HeldOn) })
	return all
}

// content is a filling in words: people, and meetings as their minutes tell
// them; ids and instants are left out.
func content(t testing.TB, s sample.Services) []string {
	t.Helper()
	var lines []string
	for code, u := range units(t, s) {
		if !u.Kind.Holds {
			continue
		}
		_, records, err := s.Members.Export(t.Context(), access.Console, u.ID)
		if err != nil {
			t.Fatal(err)
		}
		for _, r := range records {
			r.Person.ID = ""
			lines = append(lines, fmt.Sprint(code, r.Person, r.Party, r.Status, r.State, r.Post))
		}
		if u.Kind.Body != "party" {
			continue
		}
		for _, m := range meetings(t, s, u.ID) {
			minutes, err := s.Deeds.Minutes(t.Context(), access.Console, m.ID, deed.Draft)
			if err != nil {
				t.Fatal(err)
			}
			lines = append(lines, fmt.Sprintf("%s %s %s %d/%d %s", code, m.HeldOn, m.State, m.Present, m.Counted, words(t, minutes.Document)))
		}
		for _, state := range []task.State{"", task.Done} {
			for page := 0; ; page++ {
				p, err := s.Tasks.List(t.Context(), access.Console, u.ID, task.Filter{State: state, Page: page})
				if err != nil {
					t.Fatal(err)
				}
				for _, k := range p.Tasks {
					lines = append(lines, fmt.Sprint(code, k.Title, k.AssigneeName, k.AssignedOn, k.Due, k.State, k.DoneOn, k.Result))
				}
				if page+1 >= p.Pages {
					break
				}
			}
		}
	}
	slices.Sort(lines)
	return lines
}

// words is a paper as it is read.
func words(t testing.TB, d paper.Document) string {
	t.Helper()
	var page strings.Builder
	if err := paper.HTML(&page, d); err != nil {
		t.Fatal(err)
	}
	return page.String()
}

// The same today gives the same people and the same meetings.
func checkSame(t *testing.T, s sample.Services) {
	t.Helper()
	again := fill(t, dbtest.SQLite(t, dbtest.NewClock()), "2026-05-25")
	if diff := gocmp.Diff(content(t, s), content(t, again)); diff != "" {
		t.Error(diff)
	}
}

// B1, B7–B9: meetings of the article's year and of the 14 months before today
// are finished with conclusions, tasks and votes; one is ahead; something is
// overdue.
func TestMeetings(t *testing.T) {
	days := []db.Date{"2028-02-29", "2027-01-02"}
	if os.Getenv("CHIBO_SOAK") != "" {
		days = append(days, "2026-12-31", "2024-07-01")
	}
	for _, today := range days {
		t.Run(string(today), func(t *testing.T) {
			t.Parallel()
			c := dbtest.NewClock()
			c.Set(today.Time().Add(9 * time.Hour))
			s := fill(t, dbtest.SQLite(t, c), today)
			all := units(t, s)
			for code, year := range map[string]int{"S0": 2013, "S1.01": 2010, "S2": 2013, "S3": 2024, "S4": 2019} {
				checkMeetings(t, s, all[code], year, today)
				checkTurns(t, s, all[code], today)
			}
		})
	}
}

func checkMeetings(t *testing.T, s sample.Services, u org.Unit, year int, today db.Date) {
	t.Helper()
	regular, recent, ahead, sentUp := 0, 0, 0, 0
	for _, m := range meetings(t, s, u.ID) {
		if m.Kind == meeting.Committee || m.Kind == meeting.Congress {
			continue // see checkMonth, checkBeside
		}
		if m.State == meeting.Reported {
			sentUp++
		}
		switch {
		case m.HeldOn >= today:
			ahead++
			if soon := m.HeldOn > today && m.HeldOn <= today.AddDays(2); m.State != meeting.Preparing && (u.Code != "S0" || !soon) {
				t.Errorf("%s %s: %s", u.Code, m.HeldOn, m.State)
			}
			continue
		case m.State != meeting.Finished && m.State != meeting.Reported || m.Present == 0 || m.Lasted() < 90:
			t.Errorf("%s %s: %s, %d present, %d minutes", u.Code, m.HeldOn, m.State, m.Present, m.Lasted())
		case m.HeldOn.Year() != year && m.HeldOn < today.AddMonths(-14):
			t.Errorf("%s: a meeting on %s", u.Code, m.HeldOn)
		}
		if m.Kind != meeting.Regular {
			continue
		}
		if m.HeldOn.Year() == year {
			regular++
		}
		if m.HeldOn >= today.AddMonths(-12) {
			recent++
		}
		checkSheet(t, s, m)
	}
	if year < today.Year() && regular != 12 || recent < 11 || ahead != 1 || sentUp != 3 {
		t.Errorf("%s: %d regular meetings in %d, %d in the last year, %d ahead, %d sent up", u.Code, regular, year, recent, ahead, sentUp)
	}
	p, err := s.Tasks.List(t.Context(), access.Console, u.ID, task.Filter{})
	if err != nil {
		t.Fatal(err)
	}
	overdue := 1
	if u.Code == "S0" {
		overdue = 2
	}
	if p.Counts.Overdue != overdue || p.Counts.Open < 2 || p.Counts.Done < 12 {
		t.Errorf("%s: tasks %+v", u.Code, p.Counts)
	}
}

func checkSheet(t *testing.T, s sample.Services, m meeting.Line) {
	t.Helper()
	sh, err := s.Meetings.Get(t.Context(), access.Console, m.ID)
	if err != nil {
		t.Fatal(err)
	}
	var notes, tasks, votes int
	for _, i := range sh.Items {
		notes, tasks, votes = notes+len(i.Notes), tasks+len(i.Tasks), votes+len(i.Votes)
		for _, text := range []string{i.Content, i.Conclusion} {
			if strings.ContainsAny(text, "{}") {
				t.Errorf("%s: %q", m, text)
			}
		}
	}
	if notes < 3 || tasks == 0 || votes != 1 || len(sh.Unsettled()) > 0 {
		t.Errorf("%s: %d notes, %d tasks, %d votes", m, notes, tasks, votes)
	}
	if desk, err := s.Deeds.Desk(t.Context(), access.Console, m.ID); err != nil || len(desk.Deed(deed.Minutes).Versions) != 1 {
		t.Errorf("%s: the minutes %+v, %v", m, desk.Deed(deed.Minutes), err)
	}
}

// B2, B3: the month of the cell that every role belongs to: the committee has
// met, the papers lie there, some have answered.
func checkMonth(t *testing.T, s sample.Services) {
	t.Helper()
	unit := units(t, s)["S0"].ID
	c, err := month.New(s.DB, s.Meetings).Cycle(t.Context(), access.Console, unit)
	if err != nil || c.Next == nil || c.Last == nil {
		t.Fatalf("%+v, %v", c, err)
	}
	if c.Last.ResolutionOn == "" || c.Last.PostedOn == "" || c.Last.ReportedOn == "" {
		t.Errorf("the last meeting: %+v", c.Last)
	}
	if n := c.Next; !n.CommitteeMet || n.CommitteeOn != "2026-05-22" || n.Items == 0 || n.Studies == 0 || n.AnnouncedOn != "" || n.Meeting.HeldOn != "2026-06-03" {
		t.Errorf("the next meeting: %+v", n)
	}
	b, err := month.New(s.DB, s.Meetings).Next(t.Context(), access.Console, unit)
	if err != nil || b.Replies.Coming != 8 || b.Replies.Excused != 1 || b.Replies.Silent == 0 || len(b.Papers) != 3 {
		t.Errorf("%+v, %v", b, err)
	}
}

// A second start goes on with what is there, whatever today is.
func checkAgain(t *testing.T, s sample.Services) {
	t.Helper()
	before := len(meetings(t, s, units(t, s)["S0"].ID))
	logins, err := s.Fill(t.Context(), "2026-06-30")
	if err != nil || len(logins) == 0 {
		t.Fatalf("%d logins, %v", len(logins), err)
	}
	if after := len(meetings(t, s, units(t, s)["S0"].ID)); after != before {
		t.Errorf("%d meetings, then %d", before, after)
	}
}

func TestFillRefuses(t *testing.T) {
	t.Run("an installation of its own", func(t *testing.T) {
		s := services(t, dbtest.SQLite(t, dbtest.NewClock()))
		if _, err := s.Orgs.Found(t.Context(), access.Console, org.Form{Name: "Chi bộ Khoa Dược", Kind: "cell", From: "2010-01-01"}); err != nil {
			t.Fatal(err)
		}
		if _, err := s.Fill(t.Context(), "2026-05-25"); err != sample.ErrForeign {
			t.Errorf("got %v", err)
		}
	})
	t.Run("a filling that broke off", func(t *testing.T) {
		s := services(t, dbtest.SQLite(t, dbtest.NewClock()))
		if _, err := s.Orgs.Found(t.Context(), access.Console, org.Form{Name: "Đảng bộ Cơ quan", Kind: "base", Code: "S0-CT", From: "2005-01-01"}); err != nil {
			t.Fatal(err)
		}
		if _, err := s.Fill(t.Context(), "2026-05-25"); err != sample.ErrHalf {
			t.Errorf("got %v", err)
		}
	})
	t.Run("a day before the data", func(t *testing.T) {
		s := services(t, dbtest.SQLite(t, dbtest.NewClock()))
		if _, err := s.Fill(t.Context(), "2024-06-30"); err != sample.ErrEarly {
			t.Errorf("got %v", err)
		}
	})
}

// Every login opens its account, in the role that it names.
func checkLogins(t *testing.T, s sample.Services) {
	t.Helper()
	logins, err := s.Fill(t.Context(), "2026-05-25")
	if err != nil {
		t.Fatal(err)
	}
	roles := map[access.Role]bool{}
	for _, l := range logins {
		pass, err := s.Accounts.SignIn(t.Context(), access.System, account.Try{Username: l.Username, Password: sample.Password, Address: "127.0.0.1"})
		if err != nil {
			t.Errorf("%s: %v", l.Username, err)
			continue
		}
		who, err := s.Accounts.Who(t.Context(), access.System, pass.Account, pass.Epoch)
		if err != nil || len(who.Hats) == 0 || who.Hats[0].Role != l.Role || who.Hats[0].Name != l.Unit && l.Role != access.Administrator {
			t.Errorf("%s is %+v (%v), want %s of %s", l.Username, who.Hats, err, l.Role, l.Unit)
		}
		roles[l.Role] = true
	}
	for _, r := range access.Roles {
		if r != access.LinkHolder && !roles[r] {
			t.Errorf("nobody is %s", r)
		}
	}
}

func BenchmarkFill(b *testing.B) {
	for b.Loop() {
		fill(b, dbtest.SQLite(b, dbtest.NewClock()), "2026-05-25")
	}
}
