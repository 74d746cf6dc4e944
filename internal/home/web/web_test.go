package web_test

import (
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"

	"chibo/internal/access"
	"chibo/internal/meeting"
	"chibo/internal/member"
	"chibo/internal/webtest"
)

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// ahead ends the meeting that runs in the own cell and plans the next one.
func ahead(t *testing.T, w *webtest.World) meeting.ID {
	t.Helper()
	ctx, by, m := t.Context(), access.Console, w.App.Meetings
	running := meeting.ID(w.Own.Params["meeting"])
	w.WithoutBallot(t)
	sheet, err := m.Get(ctx, by, running)
	must(t, err)
	reasons := map[meeting.ItemID]string{}
	for _, i := range sheet.Unsettled() {
		reasons[i.ID] = "Để kỳ sau."
	}
	must(t, m.MarkRest(ctx, by, running, meeting.Present))
	must(t, m.Close(ctx, by, running, sheet.Meeting.Version, meeting.Sign{OpenedAt: "14:00", ClosedAt: "15:45"}, reasons))
	person := member.ID(w.Own.Params["person"])
	id, err := m.Plan(ctx, by, w.Own.Unit, meeting.Plan{Kind: meeting.Regular, Month: "2026-06", HeldOn: "2026-06-03", StartsAt: "14:00", Place: "Phòng họp tầng 2", Chair: person, Minuter: person})
	must(t, err)
	return id
}

// Everybody begins on the page of the day, under the first entry of the menu;
// every link of it is served.
func TestHomeOfEachRole(t *testing.T) {
	w := webtest.New(t, "")
	ahead(t, w)
	for _, role := range access.Roles {
		if role == access.LinkHolder {
			continue
		}
		t.Run(string(role), func(t *testing.T) {
			c := w.As(t, role)
			if at := c.Get("/").Location; at != "/home" {
				t.Errorf("begins at %s", at)
			}
			page := c.Get("/home").Doc(t)
			if first := strings.TrimSpace(page.Find("nav a").First().Text()); first != "Hôm nay" {
				t.Errorf("the menu begins with %q", first)
			}
			if h1 := page.Find("h1").Text(); !strings.HasPrefix(h1, "Chào đồng chí ") {
				t.Errorf("heading %q", h1)
			}
			if n := page.Find("main .btn-primary").Length(); n > 1 {
				t.Errorf("%d main actions", n)
			}
			page.Find("main a").Each(func(_ int, a *goquery.Selection) {
				href, _ := a.Attr("href")
				if got := c.Get(href).Status; got != http.StatusOK {
					t.Errorf("%s (%s): %d", href, strings.TrimSpace(a.Text()), got)
				}
			})
		})
	}
}

// The committee sees the month in its order with one step to do, what is left
// of the last meeting first.
func TestCommitteeSeesTheMonth(t *testing.T) {
	w := webtest.New(t, "")
	ahead(t, w)
	page := w.As(t, access.Secretary).Get("/home").Doc(t)
	now := page.Find(`ol.cycle li[aria-current="step"]`)
	if now.Length() != 1 || now.Find(".t").Text() != "Hoàn thiện biên bản, nghị quyết" || now.Find(".btn-primary").Length() != 1 {
		t.Errorf("to do now: %q", now.Text())
	}
	var steps []string
	page.Find("ol.cycle .t").Each(func(_ int, s *goquery.Selection) { steps = append(steps, s.Text()) })
	want := []string{"Hoàn thiện biên bản, nghị quyết", "Đăng và báo cáo cấp trên", "Chi ủy họp chuẩn bị", "Đưa văn bản cấp trên vào chương trình", "Gửi thông báo sinh hoạt và tài liệu", "Kiểm điểm, xếp loại cuối năm", "Họp chi bộ", "Hoàn thiện biên bản, nghị quyết", "Đăng và báo cáo cấp trên"}
	if !slices.Equal(steps, want) {
		t.Errorf("steps %q", steps)
	}
	if lede := page.Find(".lede").Text(); lede != "Việc cần làm trước: hoàn thiện biên bản, nghị quyết kỳ tháng 5." {
		t.Errorf("lede %q", lede)
	}
}

// B3: a member answers with one press, and the page says what he answered.
func TestMemberAnswers(t *testing.T) {
	w := webtest.New(t, "")
	id := ahead(t, w)
	c := w.As(t, access.Member)
	page := c.Get("/home").Doc(t)
	form := page.Find(`form[action="/meeting/` + string(id) + `/reply"]`)
	if form.Find("button").Length() != 2 || !strings.Contains(form.Parent().Text(), "Đồng chí có dự họp không?") {
		t.Fatalf("no question: %s", page.Find("main").Text())
	}
	if got := c.Post("/meeting/"+string(id)+"/reply", url.Values{"answer": {"excused"}}); got.Status != http.StatusSeeOther {
		t.Fatalf("%d %s", got.Status, got.Body)
	}
	if text := c.Get("/home").Doc(t).Find("main").Text(); !strings.Contains(text, "Đồng chí đã xin phép vắng") {
		t.Errorf("after the answer: %s", text)
	}
	if page.Find("ol.cycle").Length() != 0 || strings.Contains(page.Text(), "Quá hạn") {
		t.Error("a member sees the committee's page")
	}
}

// B4, B13: whoever is in the room is led to what he is asked there; the quarter's
// thematic meeting is not missing, for the one that runs has it.
func TestInTheRoom(t *testing.T) {
	w := webtest.New(t, "")
	for _, role := range []access.Role{access.Secretary, access.Member} {
		page := w.As(t, role).Get("/home").Doc(t)
		if page.Find(`main a[href*="/polls/`+w.Own.Params["poll"]+`"]`).Length() != 1 {
			t.Errorf("%s is not led to the poll", role)
		}
		if page.Find(`main a[href$="/check-in"]`).Length() != 0 {
			t.Errorf("%s is marked present and asked to say so", role)
		}
		if strings.Contains(page.Text(), "chưa có sinh hoạt chuyên đề") {
			t.Errorf("%s: a gap that is none", role)
		}
	}
}

// I8: secretary and deputy fetch the paper; nobody else reaches it, and nobody
// from outside takes over.
func TestHandover(t *testing.T) {
	w := webtest.New(t, "")
	for _, role := range []access.Role{access.Secretary, access.Deputy} {
		c := w.As(t, role)
		page := c.Get("/home/handover")
		if page.Status != http.StatusOK || !strings.Contains(page.Body, "Lập sổ theo dõi") {
			t.Errorf("%s: %d", role, page.Status)
		}
		to := string(w.People[access.Member])
		for _, ending := range []string{"docx", "pdf"} {
			got := c.Get("/home/handover." + ending + "?to=" + to)
			if got.Status != http.StatusOK || !strings.HasPrefix(got.Header.Get("Content-Disposition"), "attachment") {
				t.Errorf("%s, .%s: %d %v", role, ending, got.Status, got.Header)
			}
		}
		for _, to := range []member.ID{w.People[access.Probationary], w.People[access.Officer], "x"} {
			if got := c.Get("/home/handover.pdf?to=" + string(to)); got.Status != http.StatusNotFound {
				t.Errorf("handed to %s: %d", to, got.Status)
			}
		}
		if got := c.Get("/home/handover.pdf?unit=" + string(w.Places["sibling"].Unit)); got.Status != http.StatusNotFound {
			t.Errorf("of another cell: %d", got.Status)
		}
	}
	for _, role := range []access.Role{access.CommitteeMember, access.Member, access.Officer, access.Administrator} {
		if got := w.As(t, role).Get("/home/handover.pdf?unit=" + string(w.Own.Unit)); !got.Refused() {
			t.Errorf("%s: %d", role, got.Status)
		}
	}
}
