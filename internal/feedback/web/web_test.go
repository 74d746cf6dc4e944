package web_test

import (
	"bytes"
	"io"
	"mime/multipart"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"testing"

	"chibo/internal/access"
	"chibo/internal/webtest"
)

// F4: a month is entered, earlier ones are imported, and all of the cell see
// the trend.
func TestPages(t *testing.T) {
	w := webtest.New(t, "")
	secretary, member, officer := w.As(t, access.Secretary), w.As(t, access.Member), w.As(t, access.Officer)
	says := func(c *webtest.Client, path string, want ...string) {
		t.Helper()
		got := c.Get(path)
		if got.Status != http.StatusOK || strings.Contains(got.Body, "⟦") {
			t.Fatalf("%s: %d %s", path, got.Status, got.Body)
		}
		text := strings.Join(strings.Fields(got.Doc(t).Find("main").Text()), " ")
		for _, s := range want {
			if !strings.Contains(text, s) {
				t.Errorf("%s says %q, want %q", path, text, s)
			}
		}
	}
	unit := "?unit=" + string(w.Own.Unit)
	form := "/feedback/month" + unit + "&month=2026-03"
	says(secretary, form, "Không ghi tên", "Đường dây nóng")
	bad := secretary.Post(form, url.Values{"hotline_concern": {"hai"}, "box_praise": {"4"}, "_version": {"0"}})
	if doc := bad.Doc(t); bad.Status != http.StatusUnprocessableEntity || doc.Find(`.field-bad input[name=hotline_concern]`).AttrOr("value", "") != "hai" || doc.Find("input[name=box_praise]").AttrOr("value", "") != "4" {
		t.Errorf("what is no number: %d", bad.Status)
	}
	if got := secretary.Post(form, url.Values{"hotline_concern": {"2"}, "box_praise": {"4"}, "_version": {"0"}}); got.Status != http.StatusSeeOther {
		t.Fatalf("entering: %d %s", got.Status, got.Body)
	}
	if got := secretary.Post(form, url.Values{"hotline_concern": {"9"}, "_version": {"0"}}); got.Status != http.StatusConflict {
		t.Errorf("over what was entered: %d", got.Status)
	}
	list := "/feedback/import/" + w.Own.Params["counted"]
	says(secretary, list, "Đã đọc 1 dòng", "04/2025")
	if got := secretary.Post(list+"/confirm", url.Values{"_version": {"1"}}); got.Status != http.StatusSeeOther {
		t.Fatalf("importing: %d %s", got.Status, got.Body)
	}
	says(secretary, list, "Đã nhập số liệu 1 tháng")
	says(member, "/feedback"+unit, "Giảm 64%", "Có số liệu 1/12 tháng trước và 2/12 tháng này", "04/2026")
	says(officer, "/feedback?unit="+string(w.Places["parent"].Unit), "Theo đơn vị", "Chi bộ Trạm Y tế")
	for path, want := range map[string]int{"/feedback" + unit + "&until=x": http.StatusNotFound, "/feedback" + unit + "&until=2027-01": http.StatusNotFound, form + "x": http.StatusForbidden} {
		if got := member.Get(path); got.Status != want {
			t.Errorf("%s: %d", path, got.Status)
		}
	}
	entries(t, secretary, unit, says)
	if got := upload(t, officer, "/feedback/import?unit="+string(w.Places["parent"].Unit), "Tháng;Kênh;Loại;Số lượng\n13/2025;Fax;Phản ánh;7\n"); got.Status != http.StatusSeeOther {
		t.Fatalf("a list with faults: %d %s", got.Status, got.Body)
	} else {
		says(officer, got.Location, "Có 2 chỗ cần sửa", "Dòng 2")
	}
	if got := upload(t, officer, "/feedback/import?unit="+string(w.Places["parent"].Unit), "Tên;Tuổi\nA;1\n"); got.Status != http.StatusUnprocessableEntity || got.Doc(t).Find(".field-bad input[name=file]").Length() != 1 {
		t.Errorf("a list of something else: %d", got.Status)
	}
}

// F4: an entry with what looks like a name comes back with all that was typed, and
// is taken once somebody has looked again; it is given, answered and closed.
func entries(t *testing.T, secretary *webtest.Client, unit string, says func(*webtest.Client, string, ...string)) {
	t.Helper()
	form := "/feedback/entries/new" + unit
	typed := url.Values{"received_on": {"21/05/2026"}, "channel": {"box"}, "kind": {"proposal"}, "title": {"Thêm ghế chờ"}, "body": {"Gặp bác sĩ Hùng đề nghị thêm ghế."}}
	bad := secretary.Post(form, typed)
	doc := bad.Doc(t)
	if bad.Status != http.StatusUnprocessableEntity || !strings.Contains(doc.Find(".field-bad").Text(), "bác sĩ Hùng") || doc.Find("textarea[name=body]").Text() != typed.Get("body") || doc.Find("input[name=title]").AttrOr("value", "") != typed.Get("title") {
		t.Errorf("a name: %d %s", bad.Status, doc.Find("main").Text())
	}
	typed.Set("sure", "on")
	made := secretary.Post(form, typed)
	if made.Status != http.StatusSeeOther {
		t.Fatalf("recording: %d %s", made.Status, made.Body)
	}
	entry, version := made.Location, 1
	do := func(act string, v url.Values) {
		t.Helper()
		v.Set("_version", strconv.Itoa(version))
		version++
		if got := secretary.Post(entry+"/"+act, v); got.Status != http.StatusSeeOther {
			t.Fatalf("%s: %d %s", act, got.Status, got.Body)
		}
	}
	says(secretary, entry, "Thêm ghế chờ", "Mới tiếp nhận", "Giao trả lời")
	do("assign", url.Values{"department": {"Phòng Hành chính"}, "due": {"28/05/2026"}})
	says(secretary, "/feedback"+unit, "Ý kiến đang trả lời", "Hòm thư góp ý, 21/05/2026 · giao Phòng Hành chính · hạn trả lời 28/05/2026")
	do("answer", url.Values{"words": {"Đã kê thêm ghế."}})
	do("close", url.Values{"words": {"Đã làm xong."}, "for_members": {"on"}})
	says(secretary, entry, "Đã kê thêm ghế.", "Đã làm xong.", "Đảng viên trong chi bộ")
	says(secretary, "/feedback/entries"+unit+"&filter=ended", "Thêm ghế chờ", "Đã kết thúc")
	says(secretary, "/feedback/month"+unit+"&month=2026-05", "Hòm thư góp ý, Đề nghị: 1 lượt")
}

// upload sends a list as the form does.
func upload(t *testing.T, c *webtest.Client, path, body string) webtest.Answer {
	t.Helper()
	var b bytes.Buffer
	m := multipart.NewWriter(&b)
	part, err := m.CreateFormFile("file", "phan-anh.csv")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := io.WriteString(part, body); err != nil {
		t.Fatal(err)
	}
	if err := m.Close(); err != nil {
		t.Fatal(err)
	}
	r, err := http.NewRequestWithContext(t.Context(), http.MethodPost, c.Base()+path, &b)
	if err != nil {
		t.Fatal(err)
	}
	r.Header.Set("Content-Type", m.FormDataContentType())
	return c.Do(r)
}
