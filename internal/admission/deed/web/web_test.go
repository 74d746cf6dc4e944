package web_test

import (
	"net/http"
	"strings"
	"testing"

	"chibo/internal/access"
	"chibo/internal/admission"
	"chibo/internal/webtest"
)

// G4: the papers of a dossier are reached from its page, and print as files; a
// paper that cannot be had yet says why, and who does not help gets none.
func TestPapersThroughThePages(t *testing.T) {
	w := webtest.New(t, "")
	secretary, member := w.As(t, access.Secretary), w.As(t, access.Member)
	id, err := w.App.Admissions.List(t.Context(), w.Actor(t, access.Secretary), w.Own.Unit, admission.NewForm{
		Name: "Trần Thị Mẫu", Birth: "1994", Reason: "Tích cực trong công việc.", Resolution: admission.Resolution{On: "2026-03-02", No: "03-NQ/CB"},
	})
	if err != nil {
		t.Fatal(err)
	}
	one := "/admission/" + string(id)
	if page := secretary.Get(one); !strings.Contains(page.Body, one+"/papers") {
		t.Error("the dossier does not lead to its papers")
	}
	if page := secretary.Get(one + "/papers"); page.Doc(t).Find("a[href*='/print']").Length() != 0 || !strings.Contains(page.Body, "Cần có đảng viên giúp đỡ") {
		t.Errorf("papers of a new dossier: %d", page.Status)
	}
	if got := secretary.Get(one + "/papers/print?of=introduction"); got.Status != http.StatusNotFound {
		t.Errorf("a paper without a mentor: %d", got.Status)
	}
	f := admission.AssignForm{First: w.People[access.Member], On: "2026-03-05"}
	if err := w.App.Admissions.Assign(t.Context(), w.Actor(t, access.Secretary), id, 1, f); err != nil {
		t.Fatal(err)
	}
	note := admission.NoteForm{On: "2026-04-20", Help: "Trao đổi Điều lệ Đảng", Progress: "Nắm được các chương đầu"}
	if err := w.App.Admissions.Note(t.Context(), w.Actor(t, access.Member), id, note); err != nil {
		t.Fatal(err)
	}
	print := secretary.Get(one+"/papers").Doc(t).Find("a[href*='/print']").AttrOr("href", "")
	if page := secretary.Get(print); page.Status != http.StatusOK || !strings.Contains(page.Body, "quần chúng Trần Thị Mẫu") || !strings.Contains(page.Body, "Theo mẫu tham khảo 3-KNĐ") {
		t.Errorf("%q: %d", print, page.Status)
	}
	for _, ending := range []string{".docx", ".pdf"} {
		got := secretary.Get(strings.Replace(print, "/print?", "/print"+ending+"?", 1))
		if got.Status != http.StatusOK || !strings.Contains(got.Header.Get("Content-Disposition"), ending) {
			t.Errorf("%s: %d", ending, got.Status)
		}
	}
	if page := member.Get(one + "/papers"); page.Status != http.StatusOK || strings.Contains(page.Body, "Nghị quyết") {
		t.Errorf("the mentor: %d", page.Status)
	}
	if page := w.As(t, access.Probationary).Get(one + "/papers"); page.Status != http.StatusForbidden {
		t.Errorf("another member: %d", page.Status)
	}
	list := "/admission/sources/print?unit=" + string(w.Own.Unit)
	if page := secretary.Get("/admission?unit=" + string(w.Own.Unit)); !strings.Contains(page.Body, "/admission/sources/print") {
		t.Error("the board does not lead to the list")
	}
	if page := secretary.Get(list); !strings.Contains(page.Body, "Trần Thị Mẫu") {
		t.Errorf("the list: %d", page.Status)
	}
	if page := member.Get(list); page.Status != http.StatusForbidden {
		t.Errorf("the list is the committee's: %d", page.Status)
	}
}
