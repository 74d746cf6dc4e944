package web_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"chibo/internal/access"
	"chibo/internal/webtest"
)

// learn goes through the pages of what there is to learn of a theme (E2): the
// secretary puts a material in, a member reads it and answers the quiz, and who has
// read is known to the leaders alone.
func learn(t *testing.T, w *webtest.World, secretary, fellow *webtest.Client) {
	unit := "?unit=" + string(w.Own.Unit)
	theme := "/campaign/library/theme/" + w.Own.Params["campaigntheme"]
	bad := secretary.Post(theme+"/add"+unit, url.Values{"title": {" "}, "about": {"Phần II, trang 5"}, "required": {"on"}})
	if doc := bad.Doc(t); bad.Status != http.StatusUnprocessableEntity || doc.Find("textarea[name=about]").Text() != "Phần II, trang 5" || doc.Find(".field-bad input[name=title]").Length() != 1 {
		t.Errorf("a material without a title: %d %s", bad.Status, text(doc))
	}
	typed := func(title string) url.Values {
		return url.Values{"title": {title}, "about": {"Phần II, trang 5"}, "required": {"on"}, "_version": {"1"}}
	}
	material, _, _ := strings.Cut(done(t, secretary, theme+"/add"+unit, typed("Chỉ thị 06")), "?")

	done(t, secretary, material+"/amend"+unit, typed("Chỉ thị 06-CT/TW"))
	stale := secretary.Post(material+"/amend"+unit, typed("Văn bản khác"))
	if doc := stale.Doc(t); stale.Status != http.StatusConflict || doc.Find("input[name=title]").AttrOr("value", "") != "Văn bản khác" || doc.Find(".theirs p").Text() != "Chỉ thị 06-CT/TW" {
		t.Errorf("changed by two: %d %s", stale.Status, text(doc))
	}

	before := text(fellow.Get(theme + unit).Doc(t))
	if !strings.Contains(before, "Chỉ thị 06-CT/TW") || !strings.Contains(before, "Chưa đọc") {
		t.Errorf("what a member finds: %s", before)
	}
	done(t, fellow, material+"/read"+unit, nil)
	done(t, fellow, "/campaign/library/material/"+w.Own.Params["material"]+"/read"+unit, nil)
	answer := "q_" + w.Own.Params["question"]
	if wrong := fellow.Post(theme+"/quiz"+unit, url.Values{answer: {"2"}}); wrong.Status != http.StatusUnprocessableEntity {
		t.Errorf("a wrong answer: %d", wrong.Status)
	}
	done(t, fellow, theme+"/quiz"+unit, url.Values{answer: {"1"}})
	roll := secretary.Get(theme + "/roll" + unit).Doc(t)
	if s := roll.Find("section[aria-labelledby=done]").Text(); strings.Count(s, "Kiểm tra: đạt") != 1 {
		t.Errorf("the leaders see who has read and passed: %s", text(roll))
	}
	for path, role := range map[string]access.Role{theme + "/roll" + unit: access.Member, theme + unit: access.Administrator, material + unit: access.Administrator, material + "/amend" + unit: access.Member} {
		if a := w.As(t, role).Get(path); a.Status != http.StatusForbidden && a.Status != http.StatusNotFound {
			t.Errorf("%s reads %s: %d", role, path, a.Status)
		}
	}
}
