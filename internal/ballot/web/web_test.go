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

// voter is somebody signed in on a device of his own.
type voter struct {
	*webtest.Client
	t *testing.T
}

// read fetches a page that must be there, with all its texts.
func (v voter) read(path string) *goquery.Document {
	v.t.Helper()
	got := v.Get(path)
	if got.Status != http.StatusOK || strings.Contains(got.Body, "⟦") {
		v.t.Fatalf("%s: %d %s", path, got.Status, got.Doc(v.t).Find("main").Text())
	}
	return got.Doc(v.t)
}

// sent is the form of a page at an address as it is shown, and what it is sent
// as with the fields.
func (v voter) sent(page *goquery.Document, path string, fields url.Values) url.Values {
	v.t.Helper()
	form := page.Find("main form[action='" + path + "']")
	if form.Length() != 1 {
		v.t.Fatalf("%d forms to %s", form.Length(), path)
	}
	all := url.Values{}
	form.Find("input[type=hidden]").Each(func(_ int, in *goquery.Selection) { all.Set(in.AttrOr("name", ""), in.AttrOr("value", "")) })
	for name, values := range fields {
		all[name] = values
	}
	return all
}

// do sends the form of the ballot's page, which must be taken.
func (v voter) do(page, act string, fields url.Values) string {
	v.t.Helper()
	path := page + act
	got := v.Post(path, v.sent(v.read(page), path, fields))
	if got.Status != http.StatusSeeOther {
		v.t.Fatalf("%s: %d %s", path, got.Status, got.Doc(v.t).Find("[data-errors], .field-msg, main .note").Text())
	}
	return got.Location
}

// B5: an election from its preparation to the result, the count on two devices,
// without script.
func TestElectionOnTwoDevices(t *testing.T) {
	w := webtest.New(t, "")
	as := func(role access.Role) voter { return voter{w.As(t, role), t} }
	chair, first, second, plain := as(access.Secretary), as(access.Deputy), as(access.Member), as(access.Probationary)
	meeting := w.Own.Params["meeting"]
	list := "/ballot/" + meeting
	if page := chair.read("/meeting/" + meeting); page.Find("a[href='"+list+"']").Length() == 0 {
		t.Error("the room does not lead to the ballots")
	}
	form := list + "/new"
	got := chair.Post(form, chair.sent(chair.read(form+"?kind=election"), form, url.Values{"title": {"Bầu phó bí thư"}, "seats": {"1"}}))
	if got.Status != http.StatusSeeOther {
		t.Fatalf("%d %s", got.Status, got.Body)
	}
	page := got.Location
	stands := url.Values{"person": {string(w.People[access.CommitteeMember])}, "named": {"nominated"}}
	chair.do(page, "/candidates", stands)
	board := url.Values{"head": {string(w.People[access.Deputy])}, "board": {string(w.People[access.Member])}}
	chair.do(page, "/board", board)
	if papers := chair.read(page + "/papers?copies=4"); strings.Count(papers.Text(), "Không đồng ý") != 4 {
		t.Error("not the four ballots that were asked for")
	}
	chair.do(page, "/cast", nil)

	candidate := ""
	entry := first.read(page)
	entry.Find("input[name^='for-']").Each(func(_ int, in *goquery.Selection) { candidate = in.AttrOr("name", "") })
	count := func(favour string) url.Values {
		return url.Values{"issued": {"6"}, "returned": {"6"}, "valid": {"6"}, "invalid": {"0"}, candidate: {favour}}
	}
	before := second.sent(second.read(page), page+"/count", count("5"))
	wrong := first.Post(page+"/count", first.sent(entry, page+"/count", count("9")))
	if msg := wrong.Doc(t).Find(".field-msg").Text(); wrong.Status != http.StatusUnprocessableEntity || !strings.Contains(msg, "nhiều hơn 6 phiếu hợp lệ") {
		t.Errorf("%d %q", wrong.Status, msg)
	}
	if kept := wrong.Doc(t).Find("input[name='"+candidate+"']").AttrOr("value", ""); kept != "9" {
		t.Errorf("what was typed is %q now", kept)
	}
	first.do(page, "/count", count("4"))
	if both := second.Post(page+"/count", before); both.Status != http.StatusConflict || !strings.Contains(both.Doc(t).Find("main").Text(), "4") {
		t.Errorf("two at once: %d", both.Status)
	}
	if n := first.read(page).Find("form[action='" + page + "/confirm']").Length(); n != 0 {
		t.Error("who entered the count may confirm it")
	}
	if text := plain.read(page).Find("main").Text(); strings.Contains(text, "4/") || !strings.Contains(text, "ban kiểm phiếu giữ") {
		t.Error("the figures are told before the result")
	}
	second.do(page, "/confirm", nil)
	if got := chair.Post("/meeting/"+meeting+"/close", url.Values{"opened_at": {"14:00"}, "closed_at": {"16:00"}}); got.Status == http.StatusSeeOther {
		t.Error("the meeting closed over a ballot")
	}
	chair.do(page, "/announce", nil)
	result := plain.read(page).Find("main").Text()
	for _, want := range []string{"Trúng cử", "4/6", "phiếu đồng ý trở lên", "Theo "} {
		if !strings.Contains(result, want) {
			t.Errorf("the result does not say %q", want)
		}
	}
	if text := chair.read("/meeting/" + meeting + "/minutes").Text(); !strings.Contains(text, "Bầu phó bí thư (bỏ phiếu kín)") {
		t.Error("the minutes do not tell the result")
	}
	if text := chair.read(page + "/record").Text(); !strings.Contains(text, "trúng cử: đồng chí Lê Văn C") {
		t.Error("the count record does not tell the result")
	}
}
