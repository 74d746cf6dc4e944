package web_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"

	"chibo/internal/access"
	"chibo/internal/webtest"
)

// house is the house, with who is signed in.
type house struct {
	*testing.T
	*webtest.World
	who map[access.Role]*webtest.Client
}

func (h house) as(role access.Role) *webtest.Client {
	h.Helper()
	if h.who[role] == nil {
		h.who[role] = h.World.As(h.T, role)
	}
	return h.who[role]
}

// page fetches a page that must be there, in words.
func (h house) page(role access.Role, path string) *goquery.Document {
	h.Helper()
	got := h.as(role).Get(path)
	if got.Status != http.StatusOK || strings.Contains(got.Body, "⟦") {
		h.Fatalf("%s: %d %s", path, got.Status, got.Body)
	}
	return got.Doc(h.T)
}

// send posts the form of a page, with its version, and gives where it leads or
// the page that came back.
func (h house) send(role access.Role, page string, typed url.Values) webtest.Answer {
	h.Helper()
	action, _, _ := strings.Cut(page, "?")
	form := h.page(role, page).Find(`form[action^="` + action + `"]`)
	if form.Length() != 1 {
		h.Fatalf("%s has %d forms", page, form.Length())
	}
	typed.Set("_version", form.Find("[name=_version]").AttrOr("value", ""))
	return h.as(role).Post(form.AttrOr("action", ""), typed)
}

func (h house) goes(a webtest.Answer, what string) {
	h.Helper()
	if a.Status != http.StatusSeeOther {
		h.Fatalf("%s: %d %s", what, a.Status, a.Doc(h.T).Find("[data-errors], main").Text())
	}
}

func (h house) says(doc *goquery.Document, selector, want string) {
	h.Helper()
	if got := doc.Find(selector).Text(); !strings.Contains(got, want) {
		h.Errorf("%s says %q, want %q", selector, got, want)
	}
}

// G1–G4: a nomination becomes a candidate whom the cell helps; the page says
// why he waits, to those who may know, and keeps what was typed.
func TestPages(t *testing.T) {
	h := house{t, webtest.New(t, ""), map[access.Role]*webtest.Client{}}
	one := h.nominated()
	h.listed(one)
	h.seen(one)
	h.says(h.page(access.Officer, "/admission/below"), "table", "Chi bộ Trạm Y tế")
	waiting := h.page(access.Secretary, "/admission").Find(`.tile:contains("Lập hồ sơ")`)
	h.says(h.page(access.Secretary, waiting.AttrOr("href", "")), "option[selected]", "Cao Thị O")
	h.goes(h.send(access.Secretary, "/admission/enter", url.Values{"person": {string(h.People[access.Probationary])}}), "a dossier of a probationary member")
	h.says(h.page(access.Probationary, "/admission/mine"), "main", "đảng viên dự bị")
	h.says(h.page(access.Secretary, "/admission"), ".board", "Cao Thị O")
	if h.page(access.Secretary, "/admission").Find(`.tile:contains("Lập hồ sơ")`).Length() != 0 {
		h.Error("who has a dossier still waits for one")
	}
}

// nominated has an officer of the chapter nominate its member, and gives the
// page of the candidate.
func (h house) nominated() string {
	h.Helper()
	got := h.send(access.MassOfficer, "/admission/nominate", url.Values{"person": {string(h.People[access.MassMember])}, "cell": {string(h.Own.Unit)}})
	if doc := got.Doc(h.T); got.Status != http.StatusUnprocessableEntity || doc.Find("[name=person] [selected]").AttrOr("value", "") != string(h.People[access.MassMember]) {
		h.Errorf("without a reason: %d, chosen %q", got.Status, doc.Find("[name=person] [selected]").Text())
	}
	h.goes(h.send(access.MassOfficer, "/admission/nominate", url.Values{
		"person": {string(h.People[access.MassMember])}, "cell": {string(h.Own.Unit)}, "on": {"20/05/2026"}, "reason": {"Có sáng kiến được công nhận"},
	}), "a nomination")
	h.says(h.page(access.MassOfficer, "/admission/nominated"), "main", "Được giới thiệu")
	tile := h.page(access.Secretary, "/admission").Find(`.tile:contains("Đỗ Thị K")`)
	if h.page(access.Member, "/admission").Find(`.tile:contains("Đỗ Thị K")`).Length() != 0 {
		h.Error("the cell sees a nomination before its committee took it up")
	}
	return tile.AttrOr("href", "")
}

// listed takes the nomination onto the list and gives the candidate a mentor.
func (h house) listed(one string) {
	h.Helper()
	h.says(h.page(access.Secretary, one), "#why + *, main", "Chi bộ chưa có nghị quyết")
	got := h.send(access.Secretary, one+"/accept", url.Values{"on": {"31/02/2026"}, "no": {"05-NQ/CB"}})
	if doc := got.Doc(h.T); got.Status != http.StatusUnprocessableEntity || doc.Find("[name=on]").AttrOr("value", "") != "31/02/2026" || doc.Find("[name=no]").AttrOr("value", "") != "05-NQ/CB" {
		h.Errorf("a day that there is not: %d", got.Status)
	}
	h.goes(h.send(access.Secretary, one+"/accept", url.Values{"on": {"25/05/2026"}, "no": {"05-NQ/CB"}}), "the resolution")
	mentor := h.People[access.Member]
	h.goes(h.send(access.Secretary, one+"/assign", url.Values{"first": {string(mentor)}, "on": {"25/05/2026"}}), "a mentor")
	h.says(h.page(access.MassOfficer, "/admission/nominated"), "main", "Đã phân công giúp đỡ")
	h.says(h.page(access.MassMember, "/admission/mine"), "main", "Phạm Thị D")
	h.goes(h.send(access.Member, one+"/note", url.Values{"on": {"25/05/2026"}, "help": {"Giao viết báo cáo"}, "progress": {"Đúng hạn"}}), "a note")
}

// seen looks at the pages of the candidate who waits for papers.
func (h house) seen(one string) {
	h.Helper()
	filing := "/admission/" + h.Own.Params["candidate"]
	doc := h.page(access.Secretary, filing)
	h.says(doc, "main", "Thiếu: Lý lịch của người xin vào Đảng (2-KNĐ).")
	h.says(doc, "main", "Thẩm tra lý lịch")
	got := h.as(access.Secretary).Post(filing+"/complete", url.Values{})
	if got.Status != http.StatusUnprocessableEntity {
		h.Errorf("a dossier without papers is complete: %d", got.Status)
	}
	h.says(got.Doc(h.T), "main", "Còn thiếu giấy tờ: 2-KNĐ.")
	h.goes(h.send(access.Secretary, filing+"/file?paper=2-KN%C4%90", url.Values{"paper": {"2-KNĐ"}, "on": {"20/05/2026"}}), "a paper")
	if body := h.as(access.Member).Get(filing).Body; strings.Contains(body, "Tận tụy với người bệnh") || strings.Contains(body, "Giao viết báo cáo tháng") {
		h.Error("a member of the cell reads what is the committee's")
	}
	mentor := h.page(access.Member, one)
	h.says(mentor, "main", "Giao viết báo cáo")
	if mentor.Find("#criteria").Length() != 0 {
		h.Error("a mentor reads the criteria sheet")
	}
}

// I10: a list of former years is chosen, looked at and taken by the committee; an
// officer takes in one for a cell below, and the cell's members see none of it.
func TestFormerYears(t *testing.T) {
	t.Parallel()
	v := webtest.NewVisit(t)
	unit := "unit=" + string(v.Own.Unit)
	v.Says(v.Page(access.Secretary, "/admission?"+unit), "Kết nạp những năm trước")
	waiting := "/admission/past/import/" + v.Own.Params["admitted"]
	v.Says(v.Page(access.Secretary, waiting), "Cao Văn V", "2013", "Chỉ ghi tên", "Ghi 1 lần kết nạp")
	v.Goes(v.Fill(access.Deputy, waiting, waiting+"/confirm", url.Values{}), waiting)
	v.Says(v.Page(access.Secretary, waiting), "Đã ghi 1 lần kết nạp")
	v.Says(v.Page(access.Secretary, "/admission/past?"+unit), "2 lần kết nạp", "Cao Văn V", "Cao Thị Y", "05/03/2012")
	one := "/admission/past/of/" + v.Own.Params["past"]
	v.Says(v.Page(access.Secretary, one), "07-QĐ/ĐU", "Phạm Văn Z")
	if bad := v.Fill(access.Secretary, one, one+"/strike", url.Values{"reason": {" "}}); bad.Status != http.StatusUnprocessableEntity {
		t.Errorf("struck without a reason: %d", bad.Status)
	}
	v.Goes(v.Fill(access.Secretary, one, one+"/strike", url.Values{"reason": {"Kết nạp ở nơi khác"}}), one)
	v.Says(v.Page(access.Secretary, one), "Ghi nhầm, không tính", "Kết nạp ở nơi khác")
	for _, role := range []access.Role{access.Member, access.Officer} {
		if got := v.By(role).Get("/admission/past?" + unit); got.Status != http.StatusForbidden && got.Status != http.StatusNotFound {
			t.Errorf("%s reads names of former years: %d", role, got.Status)
		}
	}
	v.Says(v.Page(access.Officer, "/admission/below"), "Nhập danh sách kết nạp những năm trước")
}
