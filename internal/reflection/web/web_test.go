package web_test

import (
	"maps"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"

	"chibo/internal/access"
	"chibo/internal/commitment"
	"chibo/internal/db"
	"chibo/internal/reflection"
	"chibo/internal/webtest"
)

// house is the house with the report of a member of the own cell, who was told
// of his turn, and the ways that these tests take through it.
type house struct {
	*testing.T
	*webtest.World
	report string // the address of its page
}

func open(t *testing.T) house {
	t.Helper()
	h := house{T: t, World: webtest.New(t, "")}
	h.report = h.turn(access.Member, "2026-07")
	return h
}

// turn gives the person of a role a turn in the own cell.
func (h house) turn(role access.Role, month db.Date) string {
	h.Helper()
	id, err := h.App.Reflections.Assign(h.Context(), access.Console, h.Own.Unit, h.People[role], month, true)
	if err != nil {
		h.Fatal(err)
	}
	return "/reflection/" + string(id)
}

// browser is somebody signed in.
type browser struct {
	house
	*webtest.Client
}

func (h house) as(role access.Role) browser { return browser{h, h.World.As(h.T, role)} }

// page fetches a page that must be there, in words.
func (b browser) page(path string) *goquery.Document {
	b.Helper()
	got := b.Get(path)
	if got.Status != http.StatusOK {
		b.Fatalf("%s: %d %s", path, got.Status, got.Body)
	}
	if strings.Contains(got.Body, "⟦") {
		b.Errorf("a text is missing in %s", path)
	}
	return got.Doc(b.T)
}

// send fills a form of a page, as it stands there with its hidden fields, and
// sends it to where it goes, or to another address of a button.
func (b browser) send(path, form, to string, fields url.Values) webtest.Answer {
	b.Helper()
	f := b.page(path).Find(form).First()
	if f.Length() == 0 {
		b.Fatalf("%s: no form %s", path, form)
	}
	v := url.Values{}
	f.Find("input[name], textarea[name]").Each(func(_ int, in *goquery.Selection) {
		v.Set(in.AttrOr("name", ""), in.AttrOr("value", in.Text()))
	})
	maps.Copy(v, fields)
	if to == "" {
		to = f.AttrOr("action", "")
	}
	return b.Post(to, v)
}

// done sends a form that must be taken.
func (b browser) done(path, form, to string, fields url.Values) {
	b.Helper()
	if got := b.send(path, form, to, fields); got.Status != http.StatusSeeOther {
		b.Fatalf("%s: %d %s", form, got.Status, got.Doc(b.T).Find("[data-errors], .field-msg, h1").Text())
	}
}

var texts = url.Values{
	"did":    {"Tôi gọi nhắc người bệnh tái khám. Số người đến đúng hẹn tăng nhiều.\nSắp xếp lại quầy cấp thuốc."},
	"mended": {"Sổ theo dõi được ghi hằng ngày."},
	"ahead":  {"Thời gian tới sẽ cố gắng sắp xếp."},
}

// submitted has the member write and send the report.
func (h house) submitted() browser {
	h.Helper()
	author := h.as(access.Member)
	author.done(h.report, "#report", h.report+"/submit", texts)
	return author
}

// C3, C4, I6: without script a draft is saved, read again and sent.
func TestWrite(t *testing.T) {
	h := open(t)
	author := h.as(access.Member)
	author.done(h.report, "#report", "", texts)
	page := author.page(h.report)
	if got := page.Find("#f-did").Text(); got != texts.Get("did") {
		t.Errorf("the page shows %q", got)
	}
	for _, want := range []string{"Người xem được: đồng chí.", "Sau khi gửi: thêm chi ủy.", "khoảng 1 phút trình bày", "Dự thảo"} {
		if !strings.Contains(page.Text(), want) {
			t.Errorf("the page does not say %q", want)
		}
	}
	author.done(h.report, "#report", h.report+"/submit", nil)
	if got := author.page(h.report).Find(`[aria-current=step]`).Text(); got != "Chi ủy góp ý" {
		t.Errorf("it stands at %q", got)
	}
}

// C3: a title is inserted by a button, without script; no sentence is.
func TestInsert(t *testing.T) {
	h := open(t)
	ctx, c, by := t.Context(), h.App.Commitments, access.Console
	pledge, err := c.Begin(ctx, by, h.Own.Unit, h.People[access.Member], 2026, false)
	if err != nil {
		t.Fatal(err)
	}
	version, err := c.Save(ctx, by, pledge, 1, []commitment.ItemForm{{Heading: "Gọi nhắc tái khám"}})
	if err == nil {
		err = c.Submit(ctx, by, pledge, version)
	}
	if err != nil {
		t.Fatal(err)
	}
	author := h.as(access.Member)
	button := author.page(h.report).Find("button[name=insert]")
	if button.Length() == 0 {
		t.Fatal("nothing to insert")
	}
	author.done(h.report, "#report", h.report+"/draft", url.Values{"did": {"Đầu năm tôi đăng ký."}, "insert": {button.AttrOr("value", "")}})
	page := author.page(h.report)
	if got := page.Find("#f-did").Text(); got != "Đầu năm tôi đăng ký.\nGọi nhắc tái khám:" {
		t.Errorf("the part is now %q", got)
	}
	if page.Find("button[name=insert]").Length() != 0 || !strings.Contains(page.Text(), "Đã nêu trong báo cáo") {
		t.Error("the source does not count as named")
	}
	if got := author.send(h.report, "#report", h.report+"/draft", url.Values{"insert": {"not-there"}}); got.Status != http.StatusNotFound {
		t.Errorf("a source that is not there: %d", got.Status)
	}
}

// I6: the script gets the next version and no page; who saved less lately is
// shown both texts, and nothing is lost.
func TestAutosave(t *testing.T) {
	h := open(t)
	author := h.as(access.Member)
	save := func(version, did string) webtest.Answer {
		r, err := http.NewRequest(http.MethodPost, author.Base()+h.report+"/draft", strings.NewReader(url.Values{"_version": {version}, "did": {did}}.Encode()))
		if err != nil {
			t.Fatal(err)
		}
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		r.Header.Set("Prefer", "return=minimal")
		return author.Do(r)
	}
	for i, want := range []string{"1", "2"} {
		got := save([]string{"0", "1"}[i], strings.Repeat("chữ ", i+1))
		if got.Status != http.StatusNoContent || got.Header.Get("Chibo-Version") != want {
			t.Fatalf("saving answers %d, version %q", got.Status, got.Header.Get("Chibo-Version"))
		}
	}
	got := save("1", "lời khác")
	page := got.Doc(t)
	if got.Status != http.StatusConflict || page.Find("#f-did").Text() != "lời khác" || page.Find(".theirs p").Text() != "chữ chữ" {
		t.Errorf("a second device: %d, %q beside %q", got.Status, page.Find("#f-did").Text(), page.Find(".theirs p").Text())
	}
	if v := page.Find("#report [name=_version]").AttrOr("value", ""); v != "2" {
		t.Errorf("the page goes on from version %q", v)
	}
	if long := save("2", strings.Repeat("ế", reflection.TextMax+1)); long.Status != http.StatusUnprocessableEntity || long.Doc(t).Find(".field-msg").Length() != 1 {
		t.Errorf("a text that is too long: %d", long.Status)
	}
}

// C4: comments stand at their words; the author answers and mends, the leaders
// give back and agree.
func TestReview(t *testing.T) {
	h := open(t)
	author := h.submitted()
	leader := h.as(access.Secretary)
	const words = "Số người đến đúng hẹn tăng nhiều."
	leader.done(h.report, "#comment-form", "", url.Values{"part": {"did"}, "words": {words}, "body": {"Nên nêu số liệu."}})
	leader.done(h.report, "#comment-form", "", url.Values{"part": {"ahead"}, "start": {"0"}, "stop": {"13"}, "body": {"Ghi rõ ngày."}})
	if got := leader.send(h.report, "#comment-form", "", url.Values{"part": {"did"}, "words": {"không có"}, "body": {"x"}}); got.Status != http.StatusUnprocessableEntity || got.Doc(t).Find("#f-words-error").Length() != 1 {
		t.Errorf("words that are not there: %d", got.Status)
	}
	page := author.page(h.report)
	if got := page.Find("[data-part=did] .seen mark").Text(); got != words {
		t.Errorf("the author sees the place %q", got)
	}
	if got := page.Find("[data-part=ahead]").AttrOr("data-places", ""); got != "0 13 2" {
		t.Errorf("the script is told of the places %q", got)
	}
	if got := page.Find("#gop-y .quote").First().Text(); got != words {
		t.Errorf("the comment quotes %q", got)
	}
	answer := `form[action$="/answer"]`
	author.done(h.report, answer, "", url.Values{"answer": {"Tháng 4 có 60 người."}})
	author.done(h.report, `form[action$="/resolve"]`, "", nil)
	if got := author.send(h.report, answer, "", url.Values{"answer": {""}}); got.Status != http.StatusUnprocessableEntity {
		t.Errorf("an empty answer: %d", got.Status)
	}
	seen := leader.page(h.report)
	if !strings.Contains(seen.Text(), "Tháng 4 có 60 người.") || seen.Find(".margin.ok").Length() != 1 {
		t.Error("the leader does not see the answer, or that it was mended")
	}
	leader.done(h.report, `form[action$="/return"]`, "", url.Values{"wanted": {"Bổ sung số liệu."}, "due": {"20/06/2026"}})
	if page := author.page(h.report); !strings.Contains(page.Text(), "Bổ sung số liệu.") || !strings.Contains(page.Text(), "Gửi lại trước 20/06") {
		t.Error("the author is not told what is wanted, and until when")
	}
	changed := maps.Clone(texts)
	changed["did"] = []string{strings.Replace(texts.Get("did"), "tăng nhiều", "tăng từ 60 lên 72", 1)}
	author.done(h.report, "#report", h.report+"/submit", changed)
	diff := leader.page(h.report + "/compare?from=1&to=2")
	if diff.Find("del").Text() == "" || !strings.Contains(diff.Find("ins").Text(), "60 lên 72") {
		t.Errorf("compared: %s", diff.Find(".prose").Text())
	}
	if leader.page(h.report).Find(`form[action$="/pass"]`).Length() != 0 {
		t.Error("a revised report is to be agreed to again")
	}
	author.done(h.report, "#report", h.report+"/submit", texts)
	leader.done(h.report, `form[action$="/return"]`, "", url.Values{"wanted": {"Thêm số liệu."}})
	leader.done(h.report, `form[action$="/pass"]`, "", nil)
	if got := author.page(h.report).Find(`[aria-current=step]`).Text(); got != "Đã sửa" {
		t.Errorf("it stands at %q", got)
	}
}

// C4, safety S4: a comment is its writer's to change, until it is taken up.
func TestOwnComment(t *testing.T) {
	h := open(t)
	author := h.submitted()
	leader := h.as(access.Secretary)
	leader.done(h.report, "#comment-form", "", url.Values{"body": {"Bài viết còn chung."}})
	at, _ := leader.page(h.report).Find(`.margin a[href*="/comments/"]`).Attr("href")
	if other := h.as(access.Deputy).Get(at); other.Status != http.StatusForbidden {
		t.Errorf("another leader changes it: %d", other.Status)
	}
	leader.done(at, "form.narrow, form[data-guard]", "", url.Values{"body": {"Nên nêu việc cụ thể."}})
	if !strings.Contains(author.page(h.report).Text(), "Nên nêu việc cụ thể.") {
		t.Error("the author reads the old words")
	}
	leader.done(at, `form[action$="/remove"]`, "", nil)
	if author.page(h.report).Find(".margin").Length() != 0 {
		t.Error("the comment is still there")
	}
}

// C9, safety S3: nobody but author and leaders reads before the meeting; nobody
// but the author what is being written.
func TestWhoReads(t *testing.T) {
	h := open(t)
	author := h.as(access.Member)
	author.done(h.report, "#report", "", texts)
	const secret = "Sổ theo dõi được ghi hằng ngày"
	for _, role := range []access.Role{access.Secretary, access.Probationary} {
		got := h.as(role).Get(h.report)
		if got.Status != http.StatusOK || strings.Contains(got.Body, secret) {
			t.Errorf("%s reads what is being written (%d)", role, got.Status)
		}
	}
	author.done(h.report, "#report", h.report+"/submit", nil)
	if !strings.Contains(h.as(access.Secretary).Get(h.report).Body, secret) {
		t.Error("the leaders do not read what was sent")
	}
	other := h.as(access.Probationary)
	if got := other.Get(h.report); strings.Contains(got.Body, secret) || strings.Contains(got.Body, "Góp ý của chi ủy") {
		t.Error("the cell reads before the meeting")
	}
	for _, path := range []string{"/print?of=draft", "/print.docx?of=draft", "/compare?from=1&to=1"} {
		if got := other.Get(h.report + path); got.Status != http.StatusNotFound {
			t.Errorf("%s: %d", path, got.Status)
		}
	}
}

// I8: a leader writes for somebody without a device only where he means to.
func TestEnterFor(t *testing.T) {
	h := open(t)
	leader := h.as(access.Secretary)
	page := leader.page(h.report)
	if page.Find("#report").Length() != 0 {
		t.Fatal("the page of another's report is a form at once")
	}
	leader.done(h.report+"?enter=on", "#report", "", texts)
	if page := leader.page(h.report); page.Find("#report").Length() != 1 || !strings.Contains(page.Text(), "nhập hộ") {
		t.Error("what a leader began cannot be gone on with")
	}
}

// C2: turns are moved, swapped and given up on pages of their own.
func TestTurns(t *testing.T) {
	h := open(t)
	other := h.turn(access.Probationary, "2026-08")
	leader := h.as(access.Secretary)
	leader.done(h.report+"/move", "form[data-guard]", "", url.Values{"month": {"2026-09"}, "note": {""}})
	if !strings.Contains(leader.page(h.report).Text(), "tháng 9/2026") {
		t.Error("the turn did not move")
	}
	if got := leader.send(h.report+"/move", "form[data-guard]", "", url.Values{"month": {"2026-09"}}); got.Status != http.StatusUnprocessableEntity {
		t.Errorf("moving to the same month: %d", got.Status)
	}
	choice := ""
	leader.page(h.report + "/swap").Find("select[name=other] option").Each(func(_ int, o *goquery.Selection) {
		if v := o.AttrOr("value", ""); strings.HasPrefix(v, strings.TrimPrefix(other, "/reflection/")) {
			choice = v
		}
	})
	leader.done(h.report+"/swap", `form[action$="/swap"]`, "", url.Values{"other": {choice}})
	if !strings.Contains(leader.page(other).Text(), "tháng 9/2026") {
		t.Error("the turns did not change places")
	}
	if got := leader.send(h.report+"/release", `form[action$="/release"]`, "", url.Values{"as": {""}}); got.Status != http.StatusUnprocessableEntity {
		t.Errorf("released without a reason: %d", got.Status)
	}
	leader.done(h.report+"/release", `form[action$="/release"]`, "", url.Values{"as": {"excused"}})
	if got := leader.Get(h.report + "/move"); got.Status != http.StatusUnprocessableEntity {
		t.Errorf("a released turn is moved: %d", got.Status)
	}
}

// B7, C6: the papers are handed out in both formats.
func TestPapers(t *testing.T) {
	h := open(t)
	author := h.submitted()
	if page := author.page(h.report + "/print?of=draft"); !strings.Contains(page.Find(".a4").Text(), "Sổ theo dõi được ghi hằng ngày.") {
		t.Error("the draft is not on the sheet")
	}
	for ending, magic := range map[string]string{".docx": "PK", ".pdf": "%PDF"} {
		if got := author.Get(h.report + "/print" + ending); !strings.HasPrefix(got.Body, magic) {
			t.Errorf("%s is no such file", ending)
		}
	}
	if got := author.Get(h.report + "/print?of=final"); got.Status != http.StatusNotFound {
		t.Errorf("a final text that is not there: %d", got.Status)
	}
}

// C8: a chapter of a mass organisation works alike, in its own words.
func TestChapter(t *testing.T) {
	h := open(t)
	child := h.Places["child"]
	id, err := h.App.Reflections.Assign(t.Context(), access.Console, child.Unit, h.People[access.MassMember], "2026-07", true)
	if err != nil {
		t.Fatal(err)
	}
	at := "/reflection/" + string(id)
	author := h.as(access.MassMember)
	if got := author.page(at).Text(); !strings.Contains(got, "Gửi ban chấp hành") || strings.Contains(got, "chi ủy") {
		t.Error("the page speaks of a cell's committee")
	}
	author.done(at, "#report", at+"/submit", texts)
	head := h.as(access.MassOfficer)
	head.done(at, "#comment-form", "", url.Values{"body": {"Nên nêu số liệu."}})
	if got := h.as(access.Secretary).Get(at); got.Status != http.StatusNotFound && got.Status != http.StatusForbidden {
		t.Errorf("the cell above reads it: %d", got.Status)
	}
}

// queriesMax is what a page may ask for itself, and the frame around it.
const queriesMax = 12 + 6

// perf P1: the editor and the list make a fixed number of queries.
func TestQueries(t *testing.T) {
	h := open(t)
	author := h.submitted()
	leader := h.as(access.Secretary)
	for path, c := range map[string]*webtest.Client{h.report: author.Client, "/reflection": leader.Client} {
		c.Get(path) // what is noted of a first visit is not the page's
		_, few := c.Count(h.World, path)
		if path == h.report {
			for range 5 {
				leader.done(h.report, "#comment-form", "", url.Values{"part": {"did"}, "body": {"Góp ý."}})
			}
		}
		got, many := c.Count(h.World, path)
		if got.Status != http.StatusOK || many != few || many > queriesMax {
			t.Errorf("%s: %d, %d queries, then %d", path, got.Status, few, many)
		}
	}
}
