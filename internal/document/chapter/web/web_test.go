package web_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"chibo/internal/access"
	"chibo/internal/webtest"
)

// I11: the officers of a chapter keep a book that nobody of the cell, and nobody above,
// reads.
func TestABookOfItsOwn(t *testing.T) {
	t.Parallel()
	v := webtest.NewVisit(t)
	child := v.Places["child"]
	start, fresh := "/document/chapter?unit="+string(child.Unit), "/document/chapter/new?unit="+string(child.Unit)
	v.Says(v.Page(access.MassOfficer, start), "Chuẩn bị đại hội chi đoàn", "Chỉ ban chấp hành xem", "đã giới thiệu vào nguồn phát triển Đảng", "Nhập danh sách đoàn viên, hội viên", "Góp ý xây dựng Đảng")
	bad := v.Fill(access.MassOfficer, fresh, fresh, url.Values{"title": {" "}, "body": {"Nội dung họp chi đoàn"}})
	if bad.Status != http.StatusUnprocessableEntity || bad.Doc(t).Find(`.field-bad [name="title"]`).Length() != 1 || !strings.Contains(bad.Body, "Nội dung họp chi đoàn") {
		t.Errorf("no title: %d", bad.Status)
	}
	at := v.Goes(v.Fill(access.MassOfficer, fresh, fresh, url.Values{"kind": {"list"}, "on": {"20/05/2026"}, "title": {"Danh sách tặng quà"}, "body": {"Nội dung họp chi đoàn"}}), "writing")
	v.Goes(v.Fill(access.MassOfficer, at+"/edit", at+"/edit", url.Values{"kind": {"list"}, "on": {"20/05/2026"}, "title": {"Danh sách tặng quà"}, "body": {"Nội dung đã sửa"}}), "amending")
	v.Says(v.Page(access.MassOfficer, at), "Nội dung đã sửa")
	for _, role := range []access.Role{access.Administrator, access.Officer, access.Secretary, access.CommitteeMember, access.Member, access.MassMember} {
		for _, page := range []string{start, at, "/document/of/chapter/" + strings.TrimPrefix(at, "/document/chapter/of/")} {
			if got := v.By(role).Get(page); got.Status != http.StatusNotFound && got.Status != http.StatusForbidden {
				t.Errorf("%s reads %s: %d", role, page, got.Status)
			}
		}
	}
	v.Goes(v.Fill(access.MassOfficer, at, at+"/place", url.Values{"away": {"yes"}}), "putting away")
	if got := v.By(access.MassOfficer).Post(at+"/edit", url.Values{"_version": {"3"}, "kind": {"note"}, "on": {"25/05/2026"}, "title": {"Khác"}}); got.Status != http.StatusUnprocessableEntity {
		t.Errorf("what was put away is changed: %d", got.Status)
	}
	v.Says(v.Page(access.MassOfficer, start+"&away=1"), "Danh sách tặng quà")
}
