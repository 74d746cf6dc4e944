package web_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"chibo/internal/access"
	"chibo/internal/db"
	"chibo/internal/member"
)

// I11: the officer of a chapter is asked, in the preview and at the form, whether
// somebody is who is known in the cell.
func TestChapterAsksWhoItIs(t *testing.T) {
	s := open(t)
	head := s.enter("Vũ Thị E", s.youth)
	s.post(head, s.youth, member.MassHead)
	for name, birth := range map[string]db.Date{"Lê Văn C": "1990-06-05", "Phạm Thị D": "1991-02-03"} {
		f := member.Form{Person: member.Person{Name: name, Birth: birth}, Status: member.Official}
		_, err := s.members.Enter(t.Context(), access.Console, s.cell, f)
		check(t, err)
	}
	b := s.as(head)
	id, err := s.members.ReadList(t.Context(), access.Console, s.youth, "a.csv", []byte("Họ và tên,Ngày sinh\nLê Văn C,05/06/1990\n"))
	check(t, err)
	page := "/member/import/" + string(id)
	_, doc := b.get(page)
	if got := texts(doc, "form[action$='/matches'] tbody option[selected]"); len(got) != 1 || !strings.HasPrefix(got[0], "Người đã có hồ sơ") {
		t.Fatalf("asked: %q", got)
	}
	status, doc := b.send(page+"/matches", url.Values{"_version": {"1"}, "whom-2": {"other"}})
	if got := texts(doc, "form[action$='/matches'] tbody option[selected]"); status != http.StatusOK || len(got) != 1 || !strings.HasPrefix(got[0], "Người khác") {
		t.Errorf("said: %d %q", status, got)
	}
	form := url.Values{"unit": {string(s.youth)}, "name": {"Phạm Thị D"}, "status": {"associate"}, "birth": {"03/02/1991"}}
	status, doc = b.send("/member/new", form)
	if got, _ := doc.Find("[name=whom][checked]").Attr("value"); status != http.StatusUnprocessableEntity || got != "known" || !strings.Contains(doc.Find("main").Text(), "đã có hồ sơ trong Chi bộ Trạm Y tế") {
		t.Fatalf("at the form: %d %q %q", status, got, texts(doc, "[data-errors]"))
	}
	form.Set("whom", "known")
	status, doc = b.send("/member/new", form)
	if got := doc.Find("main").Text(); status != http.StatusOK || !strings.Contains(got, "Hồ sơ do đơn vị khác giữ") || strings.Contains(got, "1991") {
		t.Errorf("joined: %d %q", status, texts(doc, "main tr"))
	}
}
