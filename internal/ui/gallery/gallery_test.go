package gallery

import (
	"bytes"
	"context"
	"strings"
	"testing"
	"time"

	"chibo/internal/i18n"
	"chibo/internal/ui"

	"github.com/PuerkitoBio/goquery"
	"github.com/a-h/templ"
)

func shell(t *testing.T, l i18n.Lang) *ui.Shell {
	t.Helper()
	texts, err := i18n.New(ui.Texts, menuTexts)
	if err != nil {
		t.Fatal(err)
	}
	return &ui.Shell{
		Catalog: texts, Lang: l, Nonce: "n0nce", Path: "/gallery?tab=1",
		Today:  time.Date(2026, 5, 25, 9, 0, 0, 0, time.UTC),
		Person: &ui.Who{ID: "p1", Name: "Nguyễn Văn A", Role: "Bí thư chi bộ", Initial: "A"},
		Org:    "Chi bộ Trạm Y tế", OrgParent: "Đảng bộ Sở Y tế",
		Orgs:    []ui.Choice{{Value: "1", Label: "Chi bộ Trạm Y tế", Current: true}, {Value: "2", Label: "Đảng bộ Sở Y tế"}},
		Account: []ui.Link{{Href: "/account", Label: "Tài khoản của tôi", Icon: "user"}},
		SignOut: "/account/sign-out", SearchHref: "/search", NewsHref: "/notify", News: 3,
		Menu: []ui.MenuItem{
			{Key: "home", Href: "/", Icon: "home-2", Label: "sample.home", Shortcut: "h"},
			{Key: "meeting", Href: "/meeting", Icon: "calendar-event", Label: "sample.meeting", Shortcut: "s"},
			{Key: "member", Href: "/member", Icon: "users", Label: "sample.member", Shortcut: "d", Current: true},
			{Key: "task", Href: "/task", Icon: "checklist", Label: "sample.task", Shortcut: "n", Badge: 2},
			{Key: "admission", Href: "/admission", Icon: "user-plus", Label: "sample.admission"},
			{Key: "campaign", Href: "/campaign", Icon: "flag", Label: "sample.campaign"},
		},
		Foot: []ui.MenuItem{
			{Key: "help", Href: "/help", Icon: "help-circle", Label: "sample.help"},
			{Key: "settings", Href: "/settings", Icon: "settings", Label: "sample.settings"},
		},
		FormKey: func() string { return "key-1" },
	}
}

func render(t *testing.T, s *ui.Shell, c templ.Component) string {
	t.Helper()
	var b bytes.Buffer
	if err := c.Render(ui.With(context.Background(), s), &b); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func page(t *testing.T, html string) *goquery.Document {
	t.Helper()
	doc, err := goquery.NewDocumentFromReader(strings.NewReader(html))
	if err != nil {
		t.Fatal(err)
	}
	return doc
}

// pages are all pages that show something of ui, by name.
func pages(t *testing.T) map[string]string {
	vi, en := shell(t, i18n.Vi), shell(t, i18n.En)
	out := shell(t, i18n.Vi)
	out.Person, out.Menu, out.Foot = nil, nil, nil
	told := shell(t, i18n.Vi)
	told.Flash = &ui.Notice{Kind: ui.Ok, Text: "Đã gửi thông báo sinh hoạt cho 15 đồng chí.", Link: &ui.Link{Href: "#", Label: "Xem thông báo"}}
	told.Banners = []ui.Banner{{Kind: "warn", Icon: "alert-triangle", Text: "Kết nối chưa được mã hóa.", Link: &ui.Link{Href: "/ca", Label: "Cách mã hóa"}}}
	told.View = ui.View{Theme: "dark", Size: "lg", Contrast: "high", NoKeys: true}
	lost := ui.ErrorPage(ui.ErrorProps{
		Status: 404, Title: "Không tìm thấy trang", What: "Có thể đường dẫn sai hoặc cuộc họp đã được gộp.", Todo: "Dữ liệu không bị mất.", Code: "7F3A-21",
		Ways: []ui.Link{{Href: "/meeting", Label: "Sinh hoạt", Icon: "calendar-event"}}, Orgs: []ui.Choice{{Value: "7", Label: "Chi bộ Trạm Y tế"}},
	})
	return map[string]string{
		"gallery":       render(t, vi, Gallery()),
		"gallery-en":    render(t, en, Gallery()),
		"told":          render(t, told, Gallery()),
		"console":       render(t, vi, Console()),
		"sign-in":       render(t, out, SignIn()),
		"error":         render(t, vi, lost),
		"error-out":     render(t, out, lost),
		"error-session": render(t, out, ui.ErrorPage(ui.ErrorProps{Status: 401, Title: "Đăng nhập lại để tiếp tục", What: "Hết phiên làm việc."})),
	}
}

// TestPagesKeepThePromises checks on every page what doc.go of ui promises: the
// security policy (safety S8) and labels for every control.
func TestPagesKeepThePromises(t *testing.T) {
	for name, html := range pages(t) {
		t.Run(name, func(t *testing.T) {
			doc := page(t, html)
			if strings.Contains(html, "⟦") {
				t.Error("a text is missing")
			}
			if n := doc.Find("[style], style").Length(); n > 0 {
				t.Errorf("%d elements with a style", n)
			}
			doc.Find("*").Each(func(_ int, s *goquery.Selection) {
				for _, a := range s.Nodes[0].Attr {
					if strings.HasPrefix(a.Key, "on") || strings.HasPrefix(a.Val, "javascript:") {
						t.Errorf("script in attribute %s=%q", a.Key, a.Val)
					}
				}
			})
			doc.Find("script").Each(func(_ int, s *goquery.Selection) {
				if s.AttrOr("nonce", "") != "n0nce" || s.AttrOr("src", "") == "" || s.Text() != "" {
					t.Error("a script without nonce or with inline code")
				}
			})
			if n := doc.Find("h1").Length(); n != 1 && name != "gallery" && name != "gallery-en" && name != "told" {
				t.Errorf("%d h1", n)
			}
			if doc.Find("main#main").Length() != 1 || doc.Find("a.skip[href='#main']").Length() != 1 {
				t.Error("no main or no skip link")
			}
			labelled(t, doc)
			unique(t, doc)
		})
	}
}

func labelled(t *testing.T, doc *goquery.Document) {
	t.Helper()
	doc.Find("input:not([type=hidden]), textarea, select").Each(func(_ int, s *goquery.Selection) {
		id := s.AttrOr("id", "")
		if id == "" || doc.Find("label[for='"+id+"']").Length() != 1 {
			html, _ := goquery.OuterHtml(s)
			t.Errorf("no label for %s", html)
		}
		for _, ref := range strings.Fields(s.AttrOr("aria-describedby", "")) {
			if doc.Find("#"+ref).Length() != 1 {
				t.Errorf("%s is described by %s, which is not there", id, ref)
			}
		}
	})
	doc.Find("button, a[href], summary").Each(func(_ int, s *goquery.Selection) {
		if strings.TrimSpace(s.Text()) == "" && s.AttrOr("aria-label", "") == "" && s.Find("[aria-label]").Length() == 0 {
			html, _ := goquery.OuterHtml(s)
			t.Errorf("says nothing: %s", html)
		}
	})
}

func unique(t *testing.T, doc *goquery.Document) {
	t.Helper()
	seen := map[string]bool{}
	doc.Find("[id]").Each(func(_ int, s *goquery.Selection) {
		id := s.AttrOr("id", "")
		if seen[id] {
			t.Errorf("id %q stands twice", id)
		}
		seen[id] = true
	})
}
