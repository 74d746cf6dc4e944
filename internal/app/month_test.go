package app_test

import (
	"html"
	"maps"
	"net/http"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"chibo/internal/access"
	"chibo/internal/account"
	"chibo/internal/db"
	"chibo/internal/dbtest"
	"chibo/internal/meeting"
	"chibo/internal/member"
	"chibo/internal/webtest"
)

// Sentences that nobody outside the cell may read, and some of them not even
// everybody in it.
const (
	opinion   = "Tổ trực đêm thiếu người từ đầu quý"
	whyAway   = "Đưa mẹ đi khám bệnh ở tuyến trên"
	sentAhead = "Xin bố trí lại ca trực cuối tuần"
	progress  = "Đã làm được nửa số hồ sơ"
)

// does sends a form of a page as a browser without script would, with the
// values in the place of what the page shows, and gives the page to which it
// leads.
func does(t *testing.T, c *webtest.Client, page, action string, values ...string) webtest.Answer {
	t.Helper()
	got := sends(t, c, page, action, values...)
	if got.Status != http.StatusSeeOther {
		t.Fatalf("%s: %d %s", action, got.Status, strings.Join(strings.Fields(got.Doc(t).Find("[data-errors], .field-msg, .fault").Text()), " "))
	}
	to := c.Get(got.Location)
	if to.Status != http.StatusOK {
		t.Fatalf("%s leads to %s: %d", action, got.Location, to.Status)
	}
	to.Location = got.Location
	return to
}

// sends is does, whatever the answer.
func sends(t *testing.T, c *webtest.Client, page, action string, values ...string) webtest.Answer {
	t.Helper()
	got := c.Get(page)
	if got.Status != http.StatusOK {
		t.Fatalf("%s: %d", page, got.Status)
	}
	all := formsOf(page, got.Doc(t))
	i := slices.IndexFunc(all, func(f form) bool { return f.action == action || strings.HasPrefix(f.action, action+"?") })
	if i < 0 {
		t.Fatalf("%s has no form %s", page, action)
	}
	v := maps.Clone(all[i].values)
	v.Del("_key")
	for n := 0; n+1 < len(values); n += 2 {
		v.Set(values[n], values[n+1])
	}
	return c.Post(all[i].action, v)
}

// reads fails unless the page has every text.
func reads(t *testing.T, a webtest.Answer, texts ...string) {
	t.Helper()
	d := a.Doc(t)
	page := strings.Join(strings.Fields(d.Find("body").Text()), " ")
	for _, want := range texts {
		if !strings.Contains(page, want) {
			t.Errorf("%q does not say %q", strings.TrimSpace(d.Find("title").Text()), want)
		}
	}
}

// engines runs a test on SQLite and PostgreSQL.
func engines(t *testing.T, f func(t *testing.T, w *webtest.World)) {
	t.Run("sqlite", func(t *testing.T) { t.Parallel(); f(t, webtest.New(t, "")) })
	t.Run("postgres", func(t *testing.T) { t.Parallel(); f(t, webtest.New(t, dbtest.PostgresURL(t))) })
}

// monthly is the month of the own cell, from the document that comes from above
// to the report that goes there.
type monthly struct {
	*testing.T
	*webtest.World
	at        string // the address of the meeting
	directive string // and of the document
}

// The whole month through the pages (B1–B9, B14), and at its end nobody outside
// the cell has read more than what was sent up.
func TestTheWholeMonth(t *testing.T) {
	engines(t, func(t *testing.T, w *webtest.World) {
		m := monthly{T: t, World: w}
		m.lastMonth()
		m.fromAbove()
		m.prepared()
		m.answered()
		m.held()
		m.finished()
		m.reported()
		if !w.App.DB.Postgres() { // what a page shows does not depend on the engine
			m.leaks()
		}
	})
}

// on moves the clock; everybody has to sign in anew.
func (m *monthly) on(day string, hour int) {
	m.Helper()
	date, err := time.ParseInLocation(time.DateOnly, day, db.Zone)
	must(m.T, err)
	m.Clock.Set(date.Add(time.Duration(hour) * time.Hour))
}

// lastMonth ends the meeting of May.
func (m *monthly) lastMonth() {
	id := meeting.ID(m.Own.Params["meeting"])
	m.WithoutBallot(m.T)
	m.Conclude(m.T, id)
	sheet, err := m.App.Meetings.Get(m.Context(), access.Console, id)
	must(m.T, err)
	_, err = m.App.Deeds.Freeze(m.Context(), access.Console, id, sheet.Meeting.Version)
	must(m.T, err)
}

// fromAbove: the office registers a document and sends it; the cell receives it.
func (m *monthly) fromAbove() {
	office, secretary := m.As(m.T, access.Officer), m.As(m.T, access.Secretary)
	sheet := does(m.T, office, "/directive/new", "/directive/new", "number", "21-KH/ĐU", "issued_on", "20/05/2026", "issuer", "Đảng ủy Sở Y tế",
		"title", "Kế hoạch phòng chống dịch mùa hè", "kind", "plan", "due", "30/06/2026")
	path, _, _ := strings.Cut(sheet.Location, "?")
	m.directive = path
	send := sheet.Doc(m.T).Find(`a.btn-primary[href*="/send"]`).AttrOr("href", "")
	check := sends(m.T, office, send, send, "unit", string(m.Own.Unit))
	reads(m.T, check, "Chi bộ Trạm Y tế")
	confirmed := formsOf(send, check.Doc(m.T))[0]
	if got := office.Post(confirmed.action, confirmed.values); got.Status != http.StatusSeeOther {
		m.Fatalf("sending: %d", got.Status)
	}
	reads(m.T, secretary.Get("/notify"), "21-KH/ĐU")
	at := m.directive + "?unit=" + string(m.Own.Unit)
	page := secretary.Get(at)
	receive := page.Doc(m.T).Find(`form[action*="/receive"]`).AttrOr("action", "")
	reads(m.T, does(m.T, secretary, at, receive), "Kế hoạch phòng chống dịch mùa hè")
}

// prepared: the meeting is planned, the document put on its agenda, and the
// notice sent.
func (m *monthly) prepared() {
	secretary := m.As(m.T, access.Secretary)
	chair := string(m.People[access.Secretary])
	planned := does(m.T, secretary, "/meeting/new", "/meeting/new", "kind", "regular", "held_on", "03/06/2026", "month", "6/2026", "starts_at", "14:00",
		"place", "Phòng họp tầng 2", "chair", chair, "minuter", string(m.People[access.Deputy]))
	m.at, _, _ = strings.Cut(planned.Location, "?")
	m.Own.Params["meeting"] = strings.TrimPrefix(m.at, "/meeting/")
	at := m.directive + "?unit=" + string(m.Own.Unit)
	agenda := secretary.Get(at).Doc(m.T).Find(`form[action*="/agenda"]`).AttrOr("action", "")
	does(m.T, secretary, at, agenda)
	does(m.T, secretary, m.at+"/items", m.at+"/items", "title", "Báo cáo liên hệ tháng 5", "kind", "report", "minutes", "10", "presenter", string(m.People[access.Member]))
	reads(m.T, secretary.Get(m.at), "21-KH/ĐU", "Báo cáo liên hệ tháng 5")
	reads(m.T, secretary.Get(m.at+"/announce"), "Kiểm tra trước khi gửi thông báo")
	reads(m.T, does(m.T, secretary, m.at+"/announce", m.at+"/announce"), "Thông báo đã gửi")
}

// answered: members answer and send opinions; others do not read them.
func (m *monthly) answered() {
	one, other := m.As(m.T, access.Member), m.As(m.T, access.Probationary)
	reads(m.T, one.Get("/notify"), "Mời đồng chí dự sinh hoạt chi bộ thường kỳ lúc 14:00, ngày 03/06/2026.")
	reads(m.T, does(m.T, one, m.at, m.at+"/reply", "answer", "excused", "reason", whyAway), "Đồng chí đã xin phép vắng.")
	does(m.T, other, m.at, m.at+"/reply", "answer", "coming")
	reads(m.T, does(m.T, other, m.at+"/contributions", m.at+"/contributions", "body", sentAhead), sentAhead)
	secretary := m.As(m.T, access.Secretary)
	reads(m.T, secretary.Get(m.at+"/reply"), "1 dự · 1 xin phép vắng", whyAway)
	reads(m.T, secretary.Get(m.at), sentAhead)
	for page, hidden := range map[string]string{m.at: sentAhead, m.at + "/reply": whyAway} {
		reader := one
		if hidden == whyAway {
			reader = other
		}
		if strings.Contains(reader.Get(page).Body, hidden) {
			m.Errorf("another member reads %q", hidden)
		}
	}
}

// held: the roll, a note, a task, the vote, and the end.
func (m *monthly) held() {
	m.on("2026-06-03", 14)
	secretary := m.As(m.T, access.Secretary)
	does(m.T, secretary, m.at, m.at+"/open", "opened_at", "14:00")
	absent := string(m.People[access.Member])
	does(m.T, secretary, m.at+"/attendance", m.at+"/attendance", "mark", absent+" excused 1")
	does(m.T, secretary, m.at+"/attendance", m.at+"/attendance", "rest", "present")
	sheet := m.sheet()
	item := sheet.Items[slices.IndexFunc(sheet.Items, func(i meeting.Item) bool { return i.Key == "tasks" })]
	in, do := m.at+"?item="+string(item.ID), m.at+"/items/"+string(item.ID)
	m.Own.Params["item"] = string(item.ID)
	does(m.T, secretary, in, do+"/notes", "speaker", string(m.People[access.Deputy]), "kind", "opinion", "body", opinion)
	does(m.T, secretary, in, do+"/conclusion", "conclusion", "Chi bộ phân công lại tổ trực.")
	does(m.T, secretary, in, do+"/tasks", "title", "Lập lịch trực mới", "assignee", absent, "due", "20/6/2026")
	votes := len(sheet.Seats) - 2 // but the absent one and the probationary one
	room := does(m.T, secretary, in, do+"/votes", "question", "Nghị quyết tháng 6", "matter", "ordinary", "favour", strconv.Itoa(votes), "against", "0", "other", "0")
	reads(m.T, room, "Thông qua", "Lập lịch trực mới", opinion)
	m.on("2026-06-03", 16)
	secretary = m.As(m.T, access.Secretary)
	values := []string{"opened_at", "14:00", "closed_at", "15:50"}
	for _, i := range m.sheet().Unsettled() {
		values = append(values, "reason-"+string(i.ID), "Không có nội dung kết luận.")
	}
	does(m.T, secretary, m.at+"/close", m.at+"/close", values...)
}

func (m *monthly) sheet() meeting.Sheet {
	m.Helper()
	sheet, err := m.App.Meetings.Get(m.Context(), access.Console, meeting.ID(m.Own.Params["meeting"]))
	must(m.T, err)
	return sheet
}

// finished: minutes and resolution are frozen; the assignee says how far he is.
func (m *monthly) finished() {
	secretary, one := m.As(m.T, access.Secretary), m.As(m.T, access.Member)
	reads(m.T, does(m.T, secretary, m.at+"/minutes", m.at+"/freeze"), "Số 02-BB/CB", opinion)
	does(m.T, secretary, m.at+"/resolution", m.at+"/resolution", "praise", "Biểu dương tổ trực đêm.", "for", "cell")
	reads(m.T, does(m.T, secretary, m.at+"/resolution", m.at+"/resolution/issue"), "Số 01-NQ/CB", "Biểu dương tổ trực đêm.", "Lập lịch trực mới")
	tasks := m.tasks("Lập lịch trực mới")
	if len(tasks) != 1 {
		m.Fatalf("%d tasks", len(tasks))
	}
	m.Own.Params["task"] = tasks[0]
	at := "/task/" + tasks[0]
	reads(m.T, one.Get("/home"), "Lập lịch trực mới")
	reads(m.T, does(m.T, one, at+"/progress", at+"/progress", "percent", "50", "note", progress), progress)
	reads(m.T, secretary.Get(m.directive+"?unit="+string(m.Own.Unit)), "03/06/2026")
}

// tasks are the ids of the tasks of that title.
func (m *monthly) tasks(title string) (ids []string) {
	m.Helper()
	must(m.T, m.App.DB.Read(m.Context(), func(tx *db.Tx) (err error) {
		ids, err = db.All(tx, db.Value[string], `SELECT id FROM task_task WHERE title = $1`, title)
		return err
	}))
	return ids
}

// reported: the papers are posted and go up, the document is reported, and the
// office reads both.
func (m *monthly) reported() {
	m.on("2026-06-04", 9)
	secretary, office := m.As(m.T, access.Secretary), m.As(m.T, access.Officer)
	if got := office.Get(m.at + "/sent.docx?paper=resolution"); got.Status != http.StatusNotFound {
		m.Errorf("before the report: %d", got.Status)
	}
	does(m.T, secretary, m.at+"/posted?paper=resolution", m.at+"/posted", "posted_on", "04/06/2026")
	reads(m.T, does(m.T, secretary, m.at+"/report", m.at+"/report", "resolution", "1"), "Đúng hạn")
	at := m.directive + "/report?unit=" + string(m.Own.Unit)
	does(m.T, secretary, at, at, "report", "Đã quán triệt 6/7 đảng viên.")
	reads(m.T, office.Get(m.at+"/sent?paper=resolution"), "Số 01-NQ/CB", "Biểu dương tổ trực đêm.")
	reads(m.T, office.Get(m.at+"/sent"), "TRÍCH BIÊN BẢN", "Số 02-BB/CB", "Lập lịch trực mới")
	reads(m.T, office.Get(m.directive+"/receipts"), "Chi bộ Trạm Y tế", "Đã quán triệt 6/7 đảng viên.")
}

// leaks: what was said, why somebody was absent, what was sent ahead and how a
// task goes is on no page of anybody whom it is not for.
func (m *monthly) leaks() {
	m.enter(m.Places["sibling"])
	m.Places = map[string]webtest.Place{"own": m.Own}
	outside := []string{opinion, whyAway, sentAhead, progress}
	readers := map[string][]string{
		string(access.Officer): outside, string(access.Administrator): outside, string(access.MassOfficer): outside, "sibling": outside,
		string(access.Probationary): {whyAway, progress}, string(access.Member): {sentAhead},
	}
	theirs := map[string]string{ // shows that the crawl reaches what is theirs
		string(access.Officer): "Biểu dương tổ trực đêm.", string(access.Probationary): opinion, string(access.Member): progress,
	}
	for _, who := range slices.Sorted(maps.Keys(readers)) {
		client := m.As(m.T, access.Role(who))
		pages := crawl(m.T, m.World, client)
		linked(client, pages)
		for path, body := range pages {
			for _, secret := range readers[who] {
				if strings.Contains(body, secret) {
					m.Errorf("%s reads %q on %s", who, secret, path)
				}
			}
		}
		if !strings.Contains(strings.Join(slices.Collect(maps.Values(pages)), "\n"), theirs[who]) {
			m.Errorf("%s does not read %q", who, theirs[who])
		}
	}
}

var hrefs = regexp.MustCompile(`href="(/[^"#]+)`)

// linked adds the pages to which those that are there lead.
func linked(c *webtest.Client, pages map[string]string) {
	for _, body := range slices.Collect(maps.Values(pages)) {
		for _, found := range hrefs.FindAllStringSubmatch(body, -1) {
			path := html.UnescapeString(found[1])
			if _, done := pages[path]; !done && !strings.HasSuffix(path, "/events") {
				pages[path] = unpacked(c.Get(path).Body)
			}
		}
	}
}

// enter makes somebody secretary of another cell, who signs in as "sibling".
func (m *monthly) enter(p webtest.Place) {
	m.Helper()
	ctx, by, person := m.Context(), access.Console, member.ID(p.Params["person"])
	must(m.T, m.App.Members.Appoint(ctx, by, member.Appointment{Person: person, Unit: p.Unit, Post: member.Secretary, From: "2021-01-01"}))
	login := webtest.Login("sibling")
	_, err := m.App.Accounts.Open(ctx, by, account.Opening{Person: person, Username: login.Get("username"), Password: login.Get("password")})
	must(m.T, err)
}
