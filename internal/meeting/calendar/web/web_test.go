package web_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"chibo/internal/access"
	"chibo/internal/webtest"
)

// I10: an officer sends somebody to a meeting of a cell and takes it back, through the
// pages; the cell sees who comes, and nobody else may send.
func TestWhoAttends(t *testing.T) {
	t.Parallel()
	v := webtest.NewVisit(t)
	list := "/meeting/calendar?unit=" + string(v.Places["parent"].Unit)
	month := v.Page(access.Officer, list)
	v.Says(month, "Chi bộ Trạm Y tế", "Lâu chưa có người dự")
	at, ok := month.Find(`main th a[href^="/meeting/calendar/of/"]`).First().Attr("href")
	if !ok {
		t.Fatal("no meeting to send somebody to")
	}
	v.Goes(v.Fill(access.Officer, at, at+"/withdraw", url.Values{}), "taking back who is sent")
	if bad := v.Fill(access.Officer, at, at, url.Values{}); bad.Status != http.StatusUnprocessableEntity || bad.Doc(t).Find(".field-bad [name=person]").Length() != 1 {
		t.Errorf("nobody is sent: %d", bad.Status)
	}
	person := string(v.People[access.Officer])
	v.Goes(v.Fill(access.Officer, at, at, url.Values{"person": {person}}), "sending")
	name := strings.TrimSpace(v.Page(access.Officer, at).Find(`select[name=person]`).Text())
	if strings.Contains(name, person) || v.Page(access.Officer, at).Find(`form[action$="/withdraw"]`).Length() != 1 {
		t.Errorf("after somebody was sent: %q", name)
	}
	for _, ending := range []string{"", ".docx", ".pdf"} {
		if got := v.By(access.Officer).Get(strings.Replace(list, "calendar?", "calendar/print"+ending+"?", 1)); got.Status != http.StatusOK {
			t.Errorf("print%s: %d", ending, got.Status)
		}
	}
	v.Goes(v.Fill(access.Officer, at, at+"/withdraw", url.Values{}), "taking it back")
	v.Says(v.Page(access.Officer, at), "Chưa")
	all := strings.Replace(list, "calendar?", "calendar/waiting?", 1)
	v.Says(v.Page(access.Officer, all), "Chi bộ Trạm Y tế", "Chi bộ Khoa Dược")
	for _, role := range []access.Role{access.Secretary, access.Member, access.Administrator} {
		for _, path := range []string{at, all} {
			if got := v.By(role).Get(path); got.Status != http.StatusForbidden && got.Status != http.StatusNotFound {
				t.Errorf("%s opens %s: %d", role, path, got.Status)
			}
		}
	}
}
