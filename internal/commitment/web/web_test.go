package web_test

import (
	"bytes"
	"fmt"
	"mime/multipart"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"

	"chibo/internal/access"
	"chibo/internal/webtest"
)

// house is the house with the ways that these tests take through it.
type house struct {
	*testing.T
	*webtest.World
}

func open(t *testing.T) house {
	t.Helper()
	return house{t, webtest.New(t, "")}
}

// browser is somebody signed in.
type browser struct {
	house
	*webtest.Client
}

func (h house) as(role access.Role) browser { return browser{h, h.World.As(h.T, role)} }

// page fetches a page that must be there.
func (b browser) page(path string) *goquery.Document {
	b.Helper()
	got := b.Get(path)
	if got.Status != http.StatusOK {
		b.Fatalf("%s: %d %s", path, got.Status, got.Location)
	}
	if strings.Contains(got.Body, "⟦") {
		b.Errorf("a text is missing in %s", path)
	}
	return got.Doc(b.T)
}

// send fills a form of a page, as it stands there with its hidden fields, and
// sends it by the button whose name and value are given among the fields.
func (b browser) send(path, action string, fields url.Values) webtest.Answer {
	b.Helper()
	doc := b.page(path)
	v := url.Values{}
	form := doc.Find(`form[action^="` + action + `"]`)
	if form.Length() == 0 { // a button may send its form elsewhere
		form = doc.Find(`form#pledge`)
	}
	if form.Length() == 0 {
		b.Fatalf("%s: no form for %s", path, action)
	}
	to := form.First().AttrOr("action", "")
	if !strings.HasPrefix(to, action) {
		to = action
	}
	form.First().Find("input, textarea").Each(func(_ int, in *goquery.Selection) {
		v.Set(in.AttrOr("name", ""), in.AttrOr("value", strings.TrimSpace(in.Text())))
	})
	for name, values := range fields {
		v[name] = values
	}
	v.Del("_key")
	return b.Post(to, v)
}

// done sends a form that must be taken, and gives where it leads.
func (b browser) done(path, action string, fields url.Values) string {
	b.Helper()
	got := b.send(path, action, fields)
	if got.Status != http.StatusSeeOther {
		b.Fatalf("%s: %d %s", action, got.Status, told(b.T, got))
	}
	return got.Location
}

// told is what an answer says is wrong.
func told(t *testing.T, got webtest.Answer) string {
	t.Helper()
	return strings.Join(strings.Fields(got.Doc(t).Find("[data-errors], .field-msg, .fault").Text()), " ")
}

// item are the fields of the n-th item.
func item(n int, heading, work, measure, due string) url.Values {
	at := func(part string) string { return fmt.Sprintf("item-%d-%s", n, part) }
	return url.Values{at("heading"): {heading}, at("work"): {work}, at("measure"): {measure}, at("due"): {due}}
}

// begin opens the pledge of this year and gives the address of its editor.
func (b browser) begin() (edit string) {
	b.Helper()
	return b.done("/commitment", "/commitment/new", nil)
}

var (
	vague    = item(1, "Rèn luyện đạo đức", "Không ngừng tu dưỡng đạo đức, lối sống", "", "")
	concrete = item(1, "Tiếp đón người bệnh", "Hướng dẫn từng người bệnh cao tuổi lấy số", "Không để ai chờ quá 15 phút", "Cả năm, sơ kết 30/06")
)

// D1, C8: a pledge is written, sent, given back, sent again and approved,
// without script, in a cell and in a chapter of a mass organisation alike.
func TestPledgeGoesItsWay(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		author, leader access.Role
		send           string
	}{
		{access.Member, access.Secretary, "Gửi chi ủy"},
		{access.MassMember, access.MassOfficer, "Gửi ban chấp hành"},
	} {
		t.Run(string(c.author), func(t *testing.T) {
			t.Parallel()
			h := open(t)
			author, leader := h.as(c.author), h.as(c.leader)
			edit := author.begin()
			one := strings.TrimSuffix(edit, "/edit")
			if got := author.page(edit).Find("header button.btn-primary").Text(); strings.TrimSpace(got) != c.send {
				t.Errorf("the button says %q", got)
			}
			more := author.done(edit, edit, with(concrete, "do", "add"))
			if n := author.page(more).Find("[name$=-heading]").Length(); n != 2 {
				t.Errorf("%d items after one was added", n)
			}
			if got := leader.Get(one); got.Status != http.StatusForbidden {
				t.Errorf("a leader reads a draft: %d", got.Status)
			}
			author.done(more, one+"/submit", item(2, "Giữ số liệu đầy đủ", "", "", ""))
			if got := author.Get(edit); got.Status != http.StatusUnprocessableEntity {
				t.Errorf("a sent pledge is still written: %d", got.Status)
			}
			leader.done(one+"/return", one+"/return", url.Values{"wanted": {"Thêm chỉ tiêu cho nội dung 2"}})
			if got := author.page(edit).Find("main").Text(); !strings.Contains(got, "Thêm chỉ tiêu cho nội dung 2") {
				t.Error("the author is not told what is wanted")
			}
			author.done(edit, one+"/submit", url.Values{"item-2-measure": {"12 bảng tổng hợp"}})
			leader.done(one, one+"/approve", nil)
			author.done(one+"/progress?item=2", one+"/progress", url.Values{"percent": {"40"}, "note": {"Đã xong 5 bảng"}})
			author.done(one, one+"/look", url.Values{"look": {"midyear"}, "midyear": {"Làm đúng tiến độ"}})
			page := leader.page(one).Find("main").Text()
			for _, want := range []string{"40%", "Đã xong 5 bảng", "Làm đúng tiến độ", "12 bảng tổng hợp"} {
				if !strings.Contains(page, want) {
					t.Errorf("the page lacks %q", want)
				}
			}
			if list := leader.page("/commitment/unit?view=approved"); list.Find(`a[href="`+one+`"]`).Length() != 1 {
				t.Error("the list lacks the approved pledge")
			}
		})
	}
}

func with(v url.Values, name, value string) url.Values {
	all := url.Values{name: {value}}
	for n, values := range v {
		all[n] = values
	}
	return all
}

// D2: the author sees what would make an item concrete; it goes once that is
// mended, and no leader ever sees it: not in the pledge, not in the list, not
// when he writes for somebody else.
func TestHintIsTheAuthorsAlone(t *testing.T) {
	t.Parallel()
	h := open(t)
	author, leader := h.as(access.Member), h.as(access.Secretary)
	edit := author.begin()
	one := strings.TrimSuffix(edit, "/edit")
	author.done(edit, edit, vague)
	hint := author.page(edit).Find("[data-hint]")
	if hint.Length() != 1 || !strings.Contains(hint.Text(), "để nguyên vẫn gửi được") {
		t.Fatalf("the author sees %q", hint.Text())
	}
	author.done(edit, one+"/submit", nil)
	for _, path := range []string{one, one + "/print", "/commitment/unit", "/commitment/unit?view=submitted", one + "/return", "/"} {
		if strings.Contains(leader.Get(path).Body, "data-hint") || strings.Contains(leader.Get(path).Body, "là cách nói chung") {
			t.Errorf("%s shows the hint to a leader", path)
		}
	}
	author.done(one, one+"/recall", nil)
	author.done(edit, edit, concrete)
	if n := author.page(edit).Find("[data-hint]").Length(); n != 0 {
		t.Errorf("%d hints after the item was mended", n)
	}
	proxy := "/commitment/" + h.Own.Params["pledge"] + "/edit"
	leader.done(proxy, proxy, vague)
	if n := leader.page(proxy).Find("[data-hint]").Length(); n != 0 {
		t.Error("who writes for somebody else sees a hint")
	}
}

// An item goes only after it was asked for once more; an empty card goes by
// itself, and what is wrong is shown at its place among those that stay.
func TestItemsAreRemoved(t *testing.T) {
	t.Parallel()
	b := open(t).as(access.Member)
	edit := b.begin()
	two := with(concrete, "do", "")
	for name, values := range item(3, "Giữ số liệu", "", "", "") {
		two[name] = values
	}
	b.done(edit, edit, two)
	if n := b.page(edit).Find("[name$=-heading]").Length(); n != 2 {
		t.Fatalf("%d items, the empty card between them has not gone", n)
	}
	ask := b.done(edit, edit, url.Values{"do": {"ask-1"}})
	asked := b.page(strings.Split(ask, "#")[0])
	if asked.Find("[name$=-heading]").Length() != 2 || asked.Find("[value=drop-1]").Length() != 1 {
		t.Error("the page does not ask")
	}
	b.done(edit, edit, url.Values{"do": {"drop-1"}})
	left := b.page(edit).Find("[name=item-1-heading]")
	if left.AttrOr("value", "") != "Giữ số liệu" || left.Length() != 1 {
		t.Errorf("left: %q", left.AttrOr("value", ""))
	}
	bad := b.send(edit, edit, item(2, strings.Repeat("ệ", 100_000), "", "", ""))
	if bad.Status != http.StatusUnprocessableEntity || bad.Doc(t).Find(".field-bad [name=item-2-heading]").Length() != 1 {
		t.Errorf("100,000 characters: %d", bad.Status)
	}
}

// I6: the script's saves say which version they made; one that comes too late
// gets both texts.
func TestDraftIsSavedAsOneWrites(t *testing.T) {
	t.Parallel()
	b := open(t).as(access.Member)
	edit := b.begin()
	one := strings.TrimSuffix(edit, "/edit")
	form := with(concrete, "_version", b.page(edit).Find("[name=_version]").AttrOr("value", ""))
	first := b.draft(one, form)
	if first.Status != http.StatusNoContent || first.Header.Get("Chibo-Version") == "" {
		t.Fatalf("%d, version %q", first.Status, first.Header.Get("Chibo-Version"))
	}
	form.Set("item-1-heading", "Tiếng nói khác")
	late := b.draft(one, form)
	if late.Status != http.StatusConflict || !strings.Contains(late.Body, "Tiếng nói khác") || !strings.Contains(late.Doc(t).Find(".theirs").Text(), "Tiếp đón người bệnh") {
		t.Errorf("too late: %d", late.Status)
	}
	form.Set("_version", first.Header.Get("Chibo-Version"))
	if got := b.draft(one, form); got.Status != http.StatusNoContent {
		t.Errorf("with the new version: %d", got.Status)
	}
}

func (b browser) draft(one string, form url.Values) webtest.Answer {
	b.Helper()
	r, err := http.NewRequest(http.MethodPost, b.Base()+one+"/draft", strings.NewReader(form.Encode()))
	if err != nil {
		b.Fatal(err)
	}
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	r.Header.Set("Prefer", "return=minimal")
	return b.Do(r)
}

// upload sends a list as a file.
func (b browser) upload(path, year, text string) webtest.Answer {
	b.Helper()
	var body bytes.Buffer
	form := multipart.NewWriter(&body)
	_ = form.WriteField("year", year) // a buffer takes everything
	file, err := form.CreateFormFile("file", "dang-ky.csv")
	if err != nil {
		b.Fatal(err)
	}
	_, _ = file.Write([]byte(text))
	_ = form.Close()
	r, err := http.NewRequest(http.MethodPost, b.Base()+path, &body)
	if err != nil {
		b.Fatal(err)
	}
	r.Header.Set("Content-Type", form.FormDataContentType())
	got := b.Do(r)
	if got.Status != http.StatusSeeOther {
		b.Fatalf("%s: %d %s", path, got.Status, told(b.T, got))
	}
	return got
}

// D1: leaders open the registration; everybody sees its theme and last day.
func TestCall(t *testing.T) {
	t.Parallel()
	h := open(t)
	leader, author := h.as(access.Secretary), h.as(access.Member)
	bad := leader.send("/commitment/call?year=2027", "/commitment/call", url.Values{"theme": {"Chủ đề"}, "due": {"30/02/2027"}})
	if bad.Status != http.StatusUnprocessableEntity || bad.Doc(t).Find(".field-bad [name=due]").Length() != 1 {
		t.Errorf("a day that no calendar has: %d %s", bad.Status, told(t, bad))
	}
	leader.done("/commitment/call?year=2027", "/commitment/call", url.Values{"theme": {"Phục vụ nhân dân"}, "due": {"31/01/2027"}})
	if got := author.page("/commitment?year=2027").Find("main").Text(); !strings.Contains(got, "Chủ đề năm: Phục vụ nhân dân") {
		t.Error("the member does not see the theme")
	}
}

// D1: a leader reads a spreadsheet of earlier pledges, sees what is wrong, and
// takes it as a whole.
func TestImport(t *testing.T) {
	t.Parallel()
	h := open(t)
	leader := h.as(access.Secretary)
	const head = "Họ và tên;Nội dung;Việc làm cụ thể\n"
	bad := leader.upload("/commitment/unit/import", "2025", head+"Không Có Ai;Tiếp đón;Hướng dẫn\n")
	faults := leader.page(bad.Location)
	if got := faults.Find("table").Text(); !strings.Contains(got, "Không Có Ai") || faults.Find(`form[action$="/confirm"]`).Length() != 0 {
		t.Errorf("the preview says %q", got)
	}
	good := leader.upload("/commitment/unit/import", "2025", head+"Phạm Thị D;Tiếp đón;Hướng dẫn\n")
	leader.done(good.Location, good.Location+"/confirm", nil)
	if got := leader.page("/commitment/unit?year=2025&view=closed").Find("table").Text(); !strings.Contains(got, "Phạm Thị D") {
		t.Errorf("the list of 2025: %q", got)
	}
	member := h.as(access.Member)
	edit := member.done("/commitment", "/commitment/new", url.Values{"copy": {"on"}})
	if got := member.page(edit).Find("[name=item-1-heading]").AttrOr("value", ""); got != "Tiếp đón" {
		t.Errorf("copied from last year: %q", got) // I9
	}
}

// D4: a programme is written by the leaders and read by all once it is issued.
func TestProgramme(t *testing.T) {
	t.Parallel()
	h := open(t)
	leader, reader := h.as(access.Secretary), h.as(access.Member)
	const edit, page = "/commitment/programme/edit?year=2027", "/commitment/programme?year=2027"
	leader.done(edit, "/commitment/programme/edit", item(1, "Sắp xếp lại khu tiếp đón", "Kê lại bàn ghế", "", "Quý I"))
	if got := reader.page(page).Find("main").Text(); strings.Contains(got, "Sắp xếp lại khu tiếp đón") {
		t.Error("a draft is read by all")
	}
	leader.done(page, "/commitment/programme/issue", nil)
	leader.done("/commitment/programme/progress?year=2027&item=1", "/commitment/programme/progress", url.Values{"percent": {"50"}, "note": {"Đã kê xong một nửa"}})
	if got := reader.page(page).Find("main").Text(); !strings.Contains(got, "Sắp xếp lại khu tiếp đón") || !strings.Contains(got, "50%") {
		t.Error("the issued programme is not read by all")
	}
	if reader.page(page).Find(`a[href*="edit"], form[action*="issue"]`).Length() != 0 {
		t.Error("a member is offered to write it")
	}
}

// D4: an officer sees figures of every organisation, nobody's name or text, and
// reminds those that lag by one tap.
func TestCoverage(t *testing.T) {
	t.Parallel()
	h := open(t)
	officer := h.as(access.Officer)
	doc := officer.page("/commitment/coverage")
	text := doc.Find("main").Text()
	for _, want := range []string{"Chi bộ Trạm Y tế", "Chi bộ Khoa Dược", "Chi đoàn Trạm Y tế"} {
		if !strings.Contains(text, want) {
			t.Errorf("the table lacks %s", want)
		}
	}
	for _, secret := range []string{"Phạm Thị D", "Bùi Thị H", "Tiếp đón người bệnh", "Sắp xếp lại"} {
		if strings.Contains(text, secret) {
			t.Errorf("the table tells %s", secret)
		}
	}
	officer.done("/commitment/coverage", "/commitment/coverage", nil)
	if got := h.as(access.Secretary).page("/notify").Find("main").Text(); !strings.Contains(got, "Cấp trên đề nghị hoàn thành đăng ký") {
		t.Error("the leaders of a unit that lags are not told")
	}
	if got := officer.Get("/commitment/unit?unit=" + string(h.Own.Unit)); !got.Refused() {
		t.Errorf("an officer reads the list of a cell: %d", got.Status)
	}
}

// Papers: a print page, Word and PDF of the pledge and of the programme.
func TestPapers(t *testing.T) {
	t.Parallel()
	h := open(t)
	leader := h.as(access.Secretary)
	one := "/commitment/" + h.Own.Params["pledge"]
	if got := leader.page(one + "/print").Find(".a4").Text(); !strings.Contains(got, "BẢN ĐĂNG KÝ") || !strings.Contains(got, "Tiếp đón người bệnh") {
		t.Errorf("the paper says %q", got)
	}
	for path, begins := range map[string]string{one + "/print.docx": "PK", one + "/print.pdf": "%PDF", "/commitment/programme/print.docx": "PK", "/commitment/programme/print.pdf": "%PDF"} {
		if got := leader.Get(path); got.Status != http.StatusOK || !strings.HasPrefix(got.Body, begins) {
			t.Errorf("%s: %d", path, got.Status)
		}
	}
}

// perf P1: the author's own pages make few queries, hints and paper included.
func TestOwnPagesMakeFewQueries(t *testing.T) {
	t.Parallel()
	h := open(t)
	b := h.as(access.Member)
	edit := b.begin()
	b.done(edit, edit, vague)
	for _, path := range []string{"/commitment", edit, strings.TrimSuffix(edit, "/edit"), strings.TrimSuffix(edit, "edit") + "print"} {
		const frame, most = 6, 14
		if got, n := b.Count(h.World, path); got.Status != http.StatusOK || n > frame+most {
			t.Errorf("%s: %d, %d queries", path, got.Status, n)
		} else {
			t.Logf("%s: %d queries", path, n-frame)
		}
	}
}
