package web_test

import (
	"archive/zip"
	"bytes"
	"image"
	"image/png"
	"io"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"

	"chibo/internal/access"
	"chibo/internal/bulletin"
	"chibo/internal/db"
	"chibo/internal/document"
	"chibo/internal/feedback"
	"chibo/internal/figure"
	"chibo/internal/meeting"
	"chibo/internal/webtest"
)

const body = "## Cách làm\n1. Gọi **nhắc** hẹn.\nXem <img src=x onerror=alert(2)>"

// F5, safety S8: an article from the draft to its withdrawal, by the pages of who
// writes, reviews and reads it; and a model that another cell takes over.
func TestPages(t *testing.T) {
	t.Parallel()
	v := webtest.NewVisit(t)
	one := drafted(v)
	figured(v, one)
	reviewed(v, one)
	read(v, one)
	handedOut(v, one)
	withdrawn(v, one)
	adopted(v)
}

// drafted: a picture from elsewhere and a script come back with all that was typed; a
// form that was overtaken too, with what the other wrote.
func drafted(v webtest.Visit) string {
	fresh := "/bulletin/new?unit=" + string(v.Own.Unit)
	typed := url.Values{"kind": {"model"}, "field": {"service"}, "audience": {"branch"}, "title": {"Hộp thư <script>alert(1)</script> góp ý"}, "lede": {"Quầy đông vào đầu tuần."}, "body": {body}}
	bad := v.Fill(access.Member, fresh, fresh, typed)
	if doc := bad.Doc(v.T); bad.Status != http.StatusUnprocessableEntity || doc.Find(".field-bad textarea[name=body]").Text() != body || !strings.Contains(bad.Body, "Dòng 3 đưa ảnh") {
		v.Errorf("a picture from elsewhere: %d", bad.Status)
	}
	typed.Set("body", strings.ReplaceAll(body, "<img ", "<b "))
	one := v.Goes(v.Fill(access.Member, fresh, fresh, typed), "writing")
	if got := v.By(access.Secretary).Get(one); !got.Refused() {
		v.Errorf("the secretary reads a draft: %d", got.Status)
	}
	typed.Set("title", "Hộp thư góp ý & trả lời")
	v.Goes(v.Fill(access.Member, one+"/amend", one+"/amend", typed), "amending")
	typed.Set("_version", "1")
	typed.Set("lede", "Lời dẫn gõ ở máy khác.")
	late := v.By(access.Member).Post(one+"/amend", typed)
	if late.Status != http.StatusConflict || !strings.Contains(late.Body, "Lời dẫn gõ ở máy khác.") || !strings.Contains(late.Body, "Quầy đông vào đầu tuần.") {
		v.Errorf("a form that was overtaken: %d", late.Status)
	}
	page := v.By(access.Member).Get(one).Body
	if strings.Contains(page, "<b src=x") || !strings.Contains(page, "&lt;b src=x onerror=alert(2)&gt;") {
		v.Error("what was typed became markup")
	}
	return one
}

// figured: a figure whose class is narrower than the audience is refused with the
// reason; a month that nobody counted is a gap; what the unit states week by week is
// drawn beside its goal, with a table.
func figured(v webtest.Visit, one string) {
	at := one + "/figures"
	narrow := v.Send(access.Member, at, at, url.Values{"source": {"tasks"}, "period": {"weeks"}, "note": {"ghi chú còn nguyên"}})
	if doc := narrow.Doc(v.T); narrow.Status != http.StatusUnprocessableEntity || !strings.Contains(doc.Find(".field-bad").Text(), "chỉ dành cho trong đơn vị, còn bài đăng rộng hơn") || doc.Find("[name=note]").AttrOr("value", "") != "ghi chú còn nguyên" {
		v.Errorf("a figure of the cell for the branch: %d", narrow.Status)
	}
	for _, month := range []db.Date{"2025-01", "2025-02", "2025-04"} {
		if err := v.App.Feedback.Enter(v.Context(), access.Console, v.Own.Unit, month, 0, feedback.Counts{{Channel: feedback.Hotline, Kind: feedback.Concern}: 4}); err != nil {
			v.Fatal(err)
		}
	}
	if _, err := figure.NewFolder(v.App.DB).Fold(v.Context()); err != nil {
		v.Fatal(err)
	}
	v.Goes(v.By(access.Member).Post(at, withVersion(v, access.Member, at, url.Values{"source": {"concerns"}, "period": {"last_year"}})), "a figure by month")
	if doc := v.Page(access.Member, one); doc.Find("svg .chart-line").Length() != 2 || doc.Find("details tr:contains('03/2025')").Text() != "03/2025–" || doc.Find("details tr:contains('04/2025')").Text() != "04/20254" {
		v.Errorf("a month that nobody counted: %s", doc.Find("details table").Text())
	}
	weeks := url.Values{"label": {"Thời gian chờ"}, "words": {"14 phút"}, "values": {"22; hai mốt"}, "last": {"20/05/2026"}, "goal": {"15"}, "in_text": {"yes"}}
	if bad := v.By(access.Member).Post(at, withVersion(v, access.Member, at, weeks)); bad.Status != http.StatusUnprocessableEntity || bad.Doc(v.T).Find(".field-bad textarea[name=values]").Text() != "22; hai mốt" {
		v.Errorf("no numbers: %d", bad.Status)
	}
	weeks.Set("values", "22; 21,5; 17; 14")
	weeks.Del("_key")
	v.Goes(v.By(access.Member).Post(at, withVersion(v, access.Member, at, weeks)), "a figure by week")
	v.Goes(v.By(access.Member).Post(at, withVersion(v, access.Member, at, url.Values{"source": {"members"}, "period": {"year"}})), "a figure of the system")
	doc := v.Page(access.Member, one)
	v.Says(doc, "Thời gian chờ theo tuần", "đường đứt: mức phấn đấu 15", "Tuần 18/2026", "21,5", "Tuần 21/2026", "giữ nguyên khi đăng bài", "Số đảng viên (đến hết 05/2026)")
	if doc.Find("svg .chart-goal").Length() != 1 || doc.Find("details table tbody tr").Length() != 4 {
		v.Error("it is not drawn, or has no table")
	}
}

// reviewed: the cell agrees before its model goes wider, and the office above publishes.
func reviewed(v webtest.Visit, one string) {
	var b bytes.Buffer
	if err := png.Encode(&b, image.NewGray(image.Rect(0, 0, 600, 400))); err != nil {
		v.Fatal(err)
	}
	by, id := v.Actor(v.T, access.Member), bulletin.ID(strings.TrimPrefix(one, "/bulletin/of/"))
	if _, err := v.App.Bulletin.AddPicture(v.Context(), by, id, document.Upload{Name: "quay.png", Data: &b, Declared: true}); err != nil {
		v.Fatal(err)
	}
	if bad := v.Send(access.Member, one+"/submit", one+"/submit", url.Values{}); bad.Status != http.StatusUnprocessableEntity || !strings.Contains(bad.Body, "Ảnh thứ 1 chưa có mô tả") {
		v.Errorf("a picture without words: %d", bad.Status)
	}
	v.Goes(v.Fill(access.Member, one+"/pictures", one+"/captions", url.Values{"alt_0": {"Quầy tiếp đón"}, "caption_0": {"Quầy mới"}}), "a caption")
	v.Goes(v.Send(access.Member, one+"/submit", one+"/submit", url.Values{}), "submitting")
	if early := v.Send(access.Officer, one+"/publish", one+"/publish", url.Values{}); early.Status != http.StatusUnprocessableEntity || !strings.Contains(early.Body, "cần bí thư ghi ý kiến đồng ý") {
		v.Errorf("without the cell's consent: %d", early.Status)
	}
	v.Goes(v.Send(access.Secretary, one+"/consent", one+"/consent", url.Values{"consent_on": {"06/05/2026"}}), "consenting")
	if got := v.By(access.Secretary).Get(one + "/publish"); got.Status != http.StatusForbidden {
		v.Errorf("the secretary publishes for the branch: %d", got.Status)
	}
	v.Goes(v.Send(access.Officer, one+"/publish", one+"/publish", url.Values{}), "publishing")
}

// read: who has read it is counted once, he comments, and finds it with and without
// the signs over letters.
func read(v webtest.Visit, one string) {
	for range 2 {
		v.Goes(v.By(access.Probationary).Post(one+"/read", url.Values{}), "reading")
	}
	v.Goes(v.Fill(access.Probationary, one, one+"/comment", url.Values{"comment": {"Nên nhân rộng <i>ngay</i>."}}), "a comment")
	if empty := v.Fill(access.Probationary, one, one+"/comment", url.Values{"comment": {" "}}); empty.Status != http.StatusUnprocessableEntity {
		v.Errorf("an empty comment: %d", empty.Status)
	}
	doc := v.Page(access.Probationary, one)
	v.Says(doc, "1 lượt đọc", "Nên nhân rộng <i>ngay</i>.", "tính ngày 25/05/2026")
	if doc.Find(`form[action="`+one+`/read"]`).Length() != 0 {
		v.Error("it is offered to be marked again")
	}
	for words, want := range map[string]bool{"hop thu": true, "HỘP THƯ góp": true, "goi nhac": true, "hòm thư": false} {
		list := v.Page(access.Probationary, "/bulletin?unit="+string(v.Own.Unit)+"&q="+url.QueryEscape(words))
		if got := list.Find(`#list ~ * a[href="`+one+`"], section a[href="`+one+`"]`).Length() > 0; got != want {
			v.Errorf("%s: found %v", words, got)
		}
	}
}

// handedOut: papers hold the picture and the table; the page for a website stands by
// itself, without a script, and nothing of it comes from elsewhere.
func handedOut(v webtest.Visit, one string) {
	if src := v.Page(access.Probationary, one+"/print").Find(".a4 img").AttrOr("src", ""); !strings.HasPrefix(src, one+"/picture/") {
		v.Errorf("the print page shows %q", src)
	}
	files := unpacked(v, one+"/print.docx")
	if text := files["word/document.xml"]; len(files["word/media/image1.png"]) == 0 || !strings.Contains(text, "Quầy mới") || !strings.Contains(text, "Tuần 21/2026") {
		v.Errorf("the .docx has %d parts", len(files))
	}
	if pdf := v.By(access.Probationary).Get(one + "/print.pdf"); !strings.Contains(pdf.Body, "/Subtype /Image") {
		v.Errorf("the .pdf has no picture: %d", pdf.Status)
	}
	files = unpacked(v, one+"/page.zip")
	page := files["index.html"]
	for _, bad := range []string{"<script", "http:", "https:", "<b src", "javascript:", "<link", "{{so-lieu"} {
		if strings.Contains(page, bad) {
			v.Errorf("the page for a website has %s", bad)
		}
	}
	for _, want := range []string{"Hộp thư góp ý &amp; trả lời", "&lt;b src=x onerror=alert(2)&gt;", `alt="Quầy tiếp đón"`, "14 phút", "mức phấn đấu 15"} {
		if !strings.Contains(page, want) {
			v.Errorf("the page for a website lacks %s", want)
		}
	}
	if len(files) != 2 {
		v.Errorf("%d files beside each other", len(files))
	}
}

// unpacked are the files of an archive that a reader is handed.
func unpacked(v webtest.Visit, at string) map[string]string {
	v.Helper()
	got := v.By(access.Probationary).Get(at)
	z, err := zip.NewReader(strings.NewReader(got.Body), int64(len(got.Body)))
	if err != nil {
		v.Fatalf("%s: %d, %v", at, got.Status, err)
	}
	files := map[string]string{}
	for _, f := range z.File {
		r, err := f.Open()
		if err != nil {
			v.Fatal(err)
		}
		data, err := io.ReadAll(r)
		if err != nil {
			v.Fatal(err)
		}
		files[f.Name] = string(data)
	}
	return files
}

// withdrawn: its readers find it no more, its author reads why.
func withdrawn(v webtest.Visit, one string) {
	if bad := v.Send(access.Officer, one+"/withdraw", one+"/withdraw", url.Values{"words": {" "}}); bad.Status != http.StatusUnprocessableEntity {
		v.Errorf("without a reason: %d", bad.Status)
	}
	v.Goes(v.Send(access.Officer, one+"/withdraw", one+"/withdraw", url.Values{"words": {"Số liệu cần kiểm tra lại."}}), "withdrawing")
	v.Says(v.Page(access.Member, one), "Đã gỡ", "Số liệu cần kiểm tra lại.")
	if got := v.By(access.Probationary).Get(one); !got.Refused() {
		v.Errorf("a reader after that: %d", got.Status)
	}
}

// adopted: a model that a member proposes comes onto the agenda of the next meeting,
// once; the committee begins it and says on one form what came of it.
func adopted(v webtest.Visit) {
	ctx, s := v.Context(), v.App.Bulletin
	from := v.Places["sibling"].Unit
	id, err := s.Write(ctx, access.Console, from, bulletin.Form{Kind: bulletin.Model, Field: "work", Audience: bulletin.ForTree, Title: "Giao ban một quy trình", Lede: "Ngắn gọn.", Body: "Mỗi tuần một quy trình."})
	for i, act := range []bulletin.Act{bulletin.Submitting, bulletin.Consenting, bulletin.Publishing} {
		if err == nil {
			err = s.Step(ctx, access.Console, id, 1+i, act, bulletin.StepForm{On: "2026-05-20"})
		}
	}
	if err != nil {
		v.Fatal(err)
	}
	one := "/bulletin/of/" + string(id)
	v.Goes(v.By(access.Member).Post(one+"/suggest?unit="+string(v.Own.Unit), url.Values{}), "suggesting")
	planned := func(day db.Date) string {
		next, err := v.App.Meetings.Plan(ctx, v.Actor(v.T, access.Secretary), v.Own.Unit, meeting.Plan{Kind: meeting.Regular, HeldOn: day, StartsAt: "14:00", Place: "Phòng họp", Chair: v.People[access.Secretary], Minuter: v.People[access.Deputy]})
		if err != nil {
			v.Fatal(err)
		}
		sheet, err := v.App.Meetings.Get(ctx, access.Console, next)
		if err != nil {
			v.Fatal(err)
		}
		at := slices.IndexFunc(sheet.Items, func(i meeting.Item) bool { return strings.Contains(i.Title, "Giao ban một quy trình") })
		if at < 0 {
			return ""
		}
		return sheet.Items[at].Title
	}
	if title := planned("2026-06-24"); title != "Xem xét áp dụng mô hình “Giao ban một quy trình”" {
		v.Errorf("on the agenda: %q", title)
	}
	if title := planned("2026-07-22"); title != "" {
		v.Errorf("again on the next: %q", title)
	}
	doc := v.Page(access.Secretary, one+"?unit="+string(v.Own.Unit))
	v.Says(doc, "Đảng viên đề xuất", "thảo luận tại kỳ sinh hoạt 06/2026")
	at := doc.Find(`a[href^="/bulletin/adoption/"]`).AttrOr("href", "")
	for _, deed := range []url.Values{{"deed": {"register"}}, {"deed": {"apply"}, "steps": {"Bước 1"}, "on": {"22/05/2026"}}} {
		v.Goes(v.By(access.Secretary).Post(at, withVersion(v, access.Secretary, at, deed)), deed.Get("deed"))
	}
	if forms := v.Page(access.Secretary, at).Find(`form[action="` + at + `"]`); forms.Length() != 1 || forms.Find("button[name=deed]").Length() != 2 {
		v.Errorf("%d forms of what came of it", forms.Length())
	}
	wrong := url.Values{"deed": {"result"}, "words": {"Bớt sai sót."}, "measure": {"Lỗi (lần)"}, "before": {"chín"}, "after": {"4"}}
	if bad := v.By(access.Secretary).Post(at, withVersion(v, access.Secretary, at, wrong)); bad.Status != http.StatusUnprocessableEntity || bad.Doc(v.T).Find(".field-bad input[name=before]").AttrOr("value", "") != "chín" {
		v.Errorf("no number: %d", bad.Status)
	}
	wrong.Set("before", "9")
	wrong.Del("_key")
	v.Goes(v.By(access.Secretary).Post(at, withVersion(v, access.Secretary, at, wrong)), "what came of it")
	wrong.Del("_key")
	wrong.Set("_version", "1")
	if late := v.By(access.Secretary).Post(at, wrong); late.Status != http.StatusConflict || !strings.Contains(late.Body, "Bớt sai sót.") {
		v.Errorf("an adoption that was overtaken: %d", late.Status)
	}
	v.Says(v.Page(access.Member, one+"?unit="+string(v.Own.Unit)), "Lỗi (lần): từ 9 thành 4", "Bước 1")
}

// withVersion gives a form the version that the page shows.
func withVersion(v webtest.Visit, role access.Role, page string, form url.Values) url.Values {
	form.Set("_version", v.Page(role, page).Find("[name=_version]").First().AttrOr("value", ""))
	return form
}
