package web_test

import (
	"maps"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"
	"github.com/google/go-cmp/cmp"

	"chibo/internal/access"
	"chibo/internal/db"
	"chibo/internal/dbtest"
	"chibo/internal/reflection"
	"chibo/internal/webtest"
)

// follower is somebody who follows what a conclusion asked for.
type follower struct {
	*webtest.Client
	t *testing.T
}

func follow(t *testing.T, w *webtest.World, role access.Role) follower {
	t.Helper()
	return follower{w.As(t, role), t}
}

// read fetches a page that must be there, with all its texts.
func (f follower) read(path string) *goquery.Document {
	f.t.Helper()
	got := f.Get(path)
	if got.Status != http.StatusOK || strings.Contains(got.Body, "⟦") || got.Doc(f.t).Find("[style]").Length() > 0 {
		f.t.Fatalf("%s: %d %s", path, got.Status, got.Doc(f.t).Find("main").Text())
	}
	return got.Doc(f.t)
}

// fill sends the form at an address as its page shows it, but for the fields.
func (f follower) fill(path string, fields url.Values) webtest.Answer {
	f.t.Helper()
	form := f.read(path).Find("main form[action='" + path + "']")
	if form.Length() != 1 {
		f.t.Fatalf("%s: %d forms", path, form.Length())
	}
	v := url.Values{}
	form.Find("input[type=hidden], input[type=text], textarea, option[selected]").Each(func(_ int, in *goquery.Selection) {
		name := in.AttrOr("name", in.Closest("select").AttrOr("name", ""))
		v.Set(name, in.AttrOr("value", in.Text()))
	})
	maps.Copy(v, fields)
	return f.Post(path, v)
}

// say sends a form that must be taken.
func (f follower) say(path string, fields url.Values) {
	f.t.Helper()
	if got := f.fill(path, fields); got.Status != http.StatusSeeOther {
		f.t.Fatalf("%s: %d %s", path, got.Status, spoken(got.Doc(f.t), "[data-errors], .field-msg"))
	}
}

// offers reports whether a page leads to an address or sends to it.
func offers(doc *goquery.Document, path string) bool {
	return doc.Find("main a[href='"+path+"'], main form[action='"+path+"']").Length() > 0
}

func spoken(doc *goquery.Document, selector string) []string {
	return doc.Find(selector).Map(func(_ int, s *goquery.Selection) string { return strings.Join(strings.Fields(s.Text()), " ") })
}

func field(pairs ...string) url.Values {
	v := url.Values{}
	for i := 0; i < len(pairs); i += 2 {
		v.Set(pairs[i], pairs[i+1])
	}
	return v
}

// remarked gives the member of the chapter a report that was heard, with two
// remarks, and the addresses of report and remarks.
func remarked(t *testing.T, w *webtest.World) (report string, remarks []string) {
	t.Helper()
	ctx, r, by := t.Context(), w.App.Reflections, w.Actor(t, access.MassOfficer)
	id, err := r.Assign(ctx, by, w.Places["child"].Unit, w.People[access.MassMember], "2026-06", true)
	check(t, err)
	sh, err := r.Get(ctx, by, id)
	check(t, err)
	check(t, r.Hear(ctx, by, id, sh.Report.Version, reflection.Heard{
		On: "2026-05-20", Conclusion: reflection.Conclusion{Assessment: "Tốt", ToMend: "Sinh hoạt chưa đúng giờ\nSổ ghi chậm"},
	}))
	sh, err = r.Get(ctx, by, id)
	check(t, err)
	for _, k := range sh.Made {
		remarks = append(remarks, "/reflection/remarks/of/"+string(k.ID))
	}
	return "/reflection/" + string(id), remarks
}

func check(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// C7, C8: from the conclusion to the day on which it is mended, without script.
func TestARemarkIsFollowed(t *testing.T) {
	w := webtest.New(t, "")
	report, remarks := remarked(t, w)
	here, list := remarks[0], "/reflection/remarks"
	officer, mate := follow(t, w, access.MassOfficer), follow(t, w, access.MassMember)
	if page := officer.read(report); !offers(page, here) || !offers(page, remarks[1]) {
		t.Error("the report does not lead to what its conclusion asks for")
	}

	officer.say(here+"/help", field("helper", string(w.People[access.MassOfficer]), "body", "Nhắc lịch trước một ngày", "due", "10/06/2026"))
	page := officer.read(here)
	help := page.Find("a[href^='"+here+"/help/']").AttrOr("href", "")
	help = strings.TrimSuffix(help, "/done")
	if !strings.Contains(page.Text(), "Nhắc lịch trước một ngày") || help == "" {
		t.Fatal(spoken(page, "main"))
	}
	officer.say(help, field("body", "Nhắc lịch trước hai ngày"))

	mine := mate.read(list)
	if diff := cmp.Diff([]string{"Nội dung đồng chí cần khắc phục", "Nội dung đồng chí nhận giúp đỡ"}, spoken(mine, "main h2")[:2]); diff != "" {
		t.Error(diff)
	}
	if offers(mate.read(here), here+"/judge") || offers(mate.read(here), help) || mate.Get(here+"/judge").Status != http.StatusForbidden {
		t.Error("the member judges himself")
	}
	if got := mate.Post(here+"/answer", url.Values{"_version": {"1"}, "answer": {"Tôi đặt lịch nhắc."}}); got.Status != http.StatusSeeOther {
		t.Errorf("the answer is answered %d", got.Status)
	}

	officer.say(help+"/done", field("on", "25/05/2026"))
	if got := officer.fill(here+"/judge", field("state", "resolved", "evidence", "")); got.Status != http.StatusUnprocessableEntity || got.Doc(t).Find(".field-bad textarea[name=evidence]").Length() != 1 {
		t.Errorf("resolved without a reason: %d", got.Status)
	}
	officer.say(here+"/judge", field("state", "improving", "evidence", "Tháng 5 đúng giờ", "look_on", "25/05/2026"))
	rows := officer.read(list + "?state=improving")
	if diff := cmp.Diff([]string{"Đến ngày xem lại", "Đang tiến bộ"}, spoken(rows, ".rows .tag")); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff([]string{"Tất cả 3", "Đang mở 2", "Đang tiến bộ 1", "Mang sang 0"}, spoken(rows, ".chip")); diff != "" {
		t.Error(diff)
	}
	officer.say(here+"/judge", field("state", "resolved", "evidence", "Ba kỳ liền đúng giờ"))
	if officer.read(list).Find("a[href='"+here+"']").Length() != 0 || mate.read(list).Find("a[href='"+here+"']").Length() != 0 {
		t.Error("a resolved remark stays in a list")
	}
	if got := mate.Get(here + "/answer"); got.Status != http.StatusUnprocessableEntity {
		t.Errorf("the form of an answer that comes too late: %d", got.Status)
	}
	want := []string{
		"Đánh giá việc khắc phục", "Đánh giá việc khắc phục", "Ghi nhận đã giúp đỡ", "Trả lời về nội dung cần khắc phục", "Sửa việc giúp đỡ", "Thống nhất việc giúp đỡ", "Có trong kết luận về báo cáo",
	}
	if diff := cmp.Diff(want, spoken(mate.read(here), ".time .fw-semibold")); diff != "" {
		t.Error(diff)
	}
	if got := officer.Get(list + "?state=resolved"); got.Status != http.StatusNotFound { // C7: no list of what is resolved
		t.Errorf("a list of what was resolved: %d", got.Status)
	}
}

// C7, C9: who helps sees what he helps with, and neither the answer nor the help
// of others; who does not, sees nothing.
func TestAHelperSeesHisPart(t *testing.T) {
	w := webtest.New(t, "")
	id, by := reflection.RemarkID(w.Own.Params["remark"]), access.Console
	check(t, w.App.Reflections.AnswerRemark(t.Context(), by, id, 1, "Điều riêng của đồng chí."))
	_, err := w.App.Reflections.AgreeHelp(t.Context(), by, id, reflection.HelpForm{Helper: w.People[access.Member], Body: "Làm mẫu sổ", Due: db.DateOf(dbtest.Today).AddDays(9)})
	check(t, err)
	here := "/reflection/remarks/of/" + string(id)
	helper := follow(t, w, access.Member)
	page := helper.read(here)
	for _, text := range []string{"Điều riêng", "Cùng rà soát", "Quá trình"} {
		if strings.Contains(page.Text(), text) {
			t.Errorf("the helper meets %q", text)
		}
	}
	done := page.Find("a[href$='/done']").AttrOr("href", "")
	helper.say(done, nil)
	if got := helper.Get(done); got.Status != http.StatusUnprocessableEntity {
		t.Errorf("a help that was given is given again: %d", got.Status)
	}
	if got := follow(t, w, access.Probationary).Get(here); got.Status != http.StatusForbidden {
		t.Errorf("the cell is answered %d", got.Status)
	}
}

// Two leaders judge at once: the later one sees what the other found.
func TestTwoJudgeOneRemark(t *testing.T) {
	w := webtest.New(t, "")
	here := "/reflection/remarks/of/" + w.Own.Params["remark"] + "/judge"
	secretary := follow(t, w, access.Secretary)
	secretary.say(here, field("state", "improving", "evidence", "Bản của người trước"))
	got := secretary.Post(here, field("_version", "1", "state", "open", "evidence", "Bản của người sau"))
	doc := got.Doc(t)
	if diff := cmp.Diff([]string{"Đang tiến bộ", "Bản của người trước"}, spoken(doc, ".theirs p")); got.Status != http.StatusConflict || diff != "" {
		t.Errorf("%d %s", got.Status, diff)
	}
	if doc.Find("textarea[name=evidence]").Text() != "Bản của người sau" {
		t.Error("what was typed is lost")
	}
}

// C8, C10: the officers of a chapter enter what was said and concluded, with as
// many opinions as there were, without script.
func TestHear(t *testing.T) {
	w := webtest.New(t, "")
	ctx, r, by := t.Context(), w.App.Reflections, w.Actor(t, access.MassOfficer)
	id, err := r.Assign(ctx, by, w.Places["child"].Unit, w.People[access.MassMember], "2026-06", true)
	check(t, err)
	report := "/reflection/" + string(id)
	here, officer := report+"/hear", follow(t, w, access.MassOfficer)
	typed := field("on", "20/05/2026", "opinion-1-kind", "advice", "opinion-1-body", "Nên ghi số liệu", "assessment", "Tốt")
	typed.Set("opinion-1-speaker", string(w.People[access.MassOfficer]))
	more := maps.Clone(typed)
	more.Set("do", "add")
	got := officer.fill(here, more)
	doc := got.Doc(t)
	if got.Status != http.StatusOK || doc.Find("textarea[name=opinion-1-body]").Text() != "Nên ghi số liệu" || doc.Find("textarea[name=opinion-2-body]").Length() != 1 || doc.Find("[name=assessment]").Text() != "Tốt" {
		t.Fatalf("one more opinion: %d %v", got.Status, spoken(doc, "main"))
	}
	wrong := maps.Clone(typed)
	wrong.Set("opinion-2-body", "Nhất trí")
	wrong.Set("opinion-2-kind", "unknown")
	if got := officer.fill(here, wrong); got.Status != http.StatusUnprocessableEntity || got.Doc(t).Find(".field-bad select[name=opinion-2-kind]").Length() != 1 {
		t.Errorf("an unknown kind: %d", got.Status)
	}
	typed.Set("to_mend", "Đi muộn\nSổ ghi chậm")
	officer.say(here, typed)
	sh, err := r.Get(ctx, by, id)
	check(t, err)
	want := []reflection.Opinion{{Speaker: w.People[access.MassOfficer], Name: "Vũ Thị E", Kind: "advice", Body: "Nên ghi số liệu"}}
	if diff := cmp.Diff(want, sh.Opinions); diff != "" || sh.Report.HeardOn != "2026-05-20" || len(sh.Made) != 2 {
		t.Errorf("heard as %+v: %s", sh.Report, diff)
	}
	typed.Set("_version", "1")
	if got := officer.Post(here, typed); got.Status != http.StatusConflict {
		t.Errorf("an older form: %d", got.Status)
	}
	if got := follow(t, w, access.MassMember).Get(here); got.Status != http.StatusForbidden {
		t.Errorf("a member of the chapter is answered %d", got.Status)
	}
	if got := follow(t, w, access.Secretary).Get("/reflection/" + w.Own.Params["report"] + "/hear"); got.Status != http.StatusUnprocessableEntity {
		t.Errorf("a cell hears its reports in meetings: %d", got.Status)
	}
}

// C9: officers above read what was sent up and nothing else; so do the leaders
// who sent it.
func TestSentUp(t *testing.T) {
	w := webtest.New(t, "")
	report, _ := remarked(t, w)
	id := reflection.ID(strings.TrimPrefix(report, "/reflection/"))
	here := "/reflection/sent-up/of/" + string(id)
	officer := follow(t, w, access.Officer)
	if got := officer.Get(here); got.Status != http.StatusNotFound {
		t.Errorf("a report that was not sent: %d", got.Status)
	}
	ctx, r, by := t.Context(), w.App.Reflections, w.Actor(t, access.MassOfficer)
	check(t, r.Complete(ctx, w.Actor(t, access.MassMember), id, 0, reflection.Texts{Did: "Trực đúng giờ"}))
	sh, err := r.Get(ctx, by, id)
	check(t, err)
	check(t, r.SendUp(ctx, by, id, sh.Report.Version))
	for _, reader := range []follower{officer, follow(t, w, access.MassOfficer)} {
		if diff := cmp.Diff([]string{"Đỗ Thị K · tháng 6/2026", "Chi đoàn Trạm Y tế", "gửi 25/05/2026"}, spoken(reader.read("/reflection/sent-up"), ".rows li .t, .rows li .muted")); diff != "" {
			t.Error(diff)
		}
		if text := reader.read(here).Find("article").Text(); !strings.Contains(text, "Trực đúng giờ") {
			t.Error(text)
		}
		if got := reader.Get(here + "/print.docx"); got.Status != http.StatusOK || !strings.HasPrefix(got.Body, "PK") {
			t.Errorf("as a file: %d", got.Status)
		}
	}
	for _, role := range []access.Role{access.MassMember, access.Secretary} {
		if got := follow(t, w, role).Get(here); !got.Refused() {
			t.Errorf("%s is answered %d", role, got.Status)
		}
	}
}
