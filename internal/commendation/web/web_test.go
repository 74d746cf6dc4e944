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
type house struct{ webtest.Visit }

// press fills in a form that must be taken; it gives where that leads.
func (h house) press(role access.Role, page, action string, typed url.Values) string {
	h.Helper()
	return h.Goes(h.Fill(role, page, action, typed), action)
}

// silent fails for a page that says a word which is not for its reader.
func (h house) silent(doc *goquery.Document, words ...string) {
	h.Helper()
	for _, w := range words {
		if strings.Contains(doc.Text(), w) {
			h.Errorf("the page says %q", w)
		}
	}
}

// H1: the register and a proposal's way through the pages.
func TestPages(t *testing.T) {
	h := house{webtest.NewVisit(t)}
	unit, above := "unit="+string(h.Own.Unit), "unit="+string(h.Places["parent"].Unit)
	h.register(unit, above)
	h.proposal(unit, above)
	for _, path := range []string{"/commendation?year=x", "/commendation?kind=x", "/commendation?level=x", "/commendation?form=x", "/commendation?year=1900"} {
		if got := h.By(access.Member).Get(path); got.Status != http.StatusNotFound {
			t.Errorf("%s: %d", path, got.Status)
		}
	}
}

// register enters a decision for two members and a team, corrects and strikes one.
func (h house) register(unit, above string) {
	h.Helper()
	typed := url.Values{
		"kind": {"individual"}, "people": {string(h.People[access.Member]), string(h.People[access.Deputy])}, "names": {"Hồ Văn T"}, "form": {"praise"}, "level": {"cell"},
		"giver": {"Chi bộ Trạm Y tế"}, "on": {"32/05/2026"}, "occasion": {"irregular"}, "reason": {"Trực bão liên tục ba ngày"},
	}
	wrong := h.Fill(access.Secretary, "/commendation/new?"+unit, "/commendation/new", typed)
	doc := wrong.Doc(h.T)
	if wrong.Status != http.StatusUnprocessableEntity || doc.Find("main textarea[name=reason]").Text() != "Trực bão liên tục ba ngày" || doc.Find("input[name=people][checked]").Length() != 2 {
		h.Errorf("a day that is none: %d loses what was typed", wrong.Status)
	}
	typed.Set("on", "20/05/2026")
	h.press(access.Secretary, "/commendation/new?"+unit, "/commendation/new", typed)
	list := h.Page(access.Probationary, "/commendation?year=2026&q=bieu+duong&"+unit)
	h.Says(list, "lượt khen thưởng")
	list = h.Page(access.Probationary, "/commendation?form=praise&"+unit)
	h.Says(list, "Phạm Thị D", "Trần Thị B", "Hồ Văn T", "Chi bộ", "Biểu dương")
	at := list.Find(`main a[href^="/commendation/award/"]`).First().AttrOr("href", "")
	if h.Page(access.Probationary, at).Find(`a[href$="/amend"]`).Length() != 0 {
		h.Error("a member may correct the register")
	}
	typed.Set("reason", "Trực bão")
	h.press(access.Secretary, at+"/amend", at+"/amend", typed)
	h.Says(h.Page(access.Member, at), "Trực bão", "quy định")
	h.press(access.Deputy, at+"/strike", at+"/strike", url.Values{"words": {"Nhập nhầm tên"}})
	h.Says(h.Page(access.Member, at), "Nhập nhầm tên")
	h.Says(h.Page(access.Member, "/commendation/person/"+string(h.People[access.Member])), "Phạm Thị D", "Biểu dương")
	h.Says(h.Page(access.Member, "/member/person/"+string(h.People[access.Member])), "Khen thưởng")
	h.Says(h.Page(access.Member, "/commendation/register?"+unit), "Sổ khen thưởng", "Tập thể Phòng Hành chính")
	for _, ending := range []string{"xlsx", "docx"} {
		if got := h.By(access.Member).Get("/commendation/register." + ending + "?" + unit); got.Status != http.StatusOK {
			h.Errorf("the register as %s: %d", ending, got.Status)
		}
	}
	for _, path := range []string{"/commendation?" + above, "/commendation?" + unit, "/commendation/register?" + unit, "/commendation/register?" + above} {
		seen := h.Page(access.Officer, path)
		h.Says(seen, "Tập thể Phòng Hành chính")
		h.silent(seen, "Phạm Thị D", "Hồ Văn T", "Trực bão", "Hoàn thành xuất sắc")
	}
	own := url.Values{"kind": {"collective"}, "unit_id": {string(h.Own.Unit)}, "form": {"certificate"}, "level": {"base"}, "giver": {"Đảng ủy Sở Y tế"}, "number": {"44-QĐ/ĐU"}, "on": {"20/05/2026"}, "occasion": {"yearly"}}
	h.press(access.Officer, "/commendation/new?"+above, "/commendation/new", own)
	h.Says(h.Page(access.Member, "/commendation?q=44-qd&"+unit), "Chi bộ Trạm Y tế")
}

// proposal takes a proposal from the cell to the committee's decision.
func (h house) proposal(unit, above string) {
	h.Helper()
	typed := url.Values{
		"kind": {"individual"}, "people": {string(h.People[access.Member])}, "form": {"certificate"}, "level": {"base"}, "occasion": {"yearly"}, "year": {"2025"},
	}
	wrong := h.Fill(access.Secretary, "/commendation/proposal/new?"+unit, "/commendation/proposal/new", typed)
	if wrong.Status != http.StatusUnprocessableEntity || wrong.Doc(h.T).Find("main input[name=year]").AttrOr("value", "") != "2025" {
		h.Errorf("a proposal without a reason: %d", wrong.Status)
	}
	typed.Set("reason", "Sáng kiến sắp xếp khu tiếp đón")
	at := h.press(access.Secretary, "/commendation/proposal/new?"+unit, "/commendation/proposal/new", typed)
	if got := h.By(access.Officer).Get(at); got.Status != http.StatusForbidden {
		h.Errorf("the committee above reads a draft: %d", got.Status)
	}
	typed.Set("title", "Gương sáng")
	h.press(access.Secretary, at+"/amend", at+"/amend", typed)
	h.press(access.Secretary, at+"/send", at+"/send", url.Values{"voters": {"5"}, "favour": {"5"}, "on": {"20/05/2026"}})
	h.Says(h.Page(access.Member, at), "Gương sáng", "Đã đề nghị", "5/5 đồng chí tán thành", "Đảng bộ Sở Y tế")
	h.Says(h.Page(access.Officer, "/commendation/proposal?"+above), "Phạm Thị D")
	h.Says(h.Page(access.Officer, at), "Sáng kiến sắp xếp")
	h.press(access.Officer, at+"/appraise", at+"/appraise", url.Values{"words": {"Đủ tiêu chuẩn"}})
	early := h.Fill(access.Officer, at+"/grant", at+"/grant", url.Values{"giver": {"Đảng ủy Sở Y tế"}, "number": {"50-QĐ/ĐU"}, "on": {"19/05/2026"}})
	h.Says(early.Doc(h.T), "Quyết định không thể trước ngày biểu quyết")
	h.press(access.Officer, at+"/grant", at+"/grant", url.Values{"giver": {"Đảng ủy Sở Y tế"}, "number": {"50-QĐ/ĐU"}, "on": {"24/05/2026"}})
	h.Says(h.Page(access.Member, at), "Đã khen thưởng", "Đủ tiêu chuẩn")
	told := h.Page(access.Secretary, "/notify")
	h.Says(told, "Đã có quyết định khen thưởng cá nhân năm 2025.")
	h.silent(told, "Phạm Thị D") // a name could not be erased there
	h.Says(h.Page(access.Member, "/commendation?q=50-qd&"+unit), "Phạm Thị D")
	h.silent(h.Page(access.Officer, "/commendation/proposal?"+unit), "Phạm Thị D")
}
