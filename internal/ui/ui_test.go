package ui

import (
	"bytes"
	"context"
	"io/fs"
	"net/url"
	"strings"
	"testing"

	"chibo/internal/dbtest"
	"chibo/internal/i18n"

	"github.com/PuerkitoBio/goquery"
	"github.com/a-h/templ"
	"github.com/google/go-cmp/cmp"
)

func testShell(t *testing.T) *Shell {
	t.Helper()
	texts, err := i18n.New(Texts)
	if err != nil {
		t.Fatal(err)
	}
	return &Shell{Catalog: texts, Lang: i18n.Vi, Path: "/", FormKey: func() string { return "key-1" }}
}

func rendered(t *testing.T, c templ.Component) *goquery.Document {
	t.Helper()
	var b bytes.Buffer
	if err := c.Render(With(context.Background(), testShell(t)), &b); err != nil {
		t.Fatal(err)
	}
	doc, err := goquery.NewDocumentFromReader(&b)
	if err != nil {
		t.Fatal(err)
	}
	return doc
}

func TestForm(t *testing.T) {
	form := &Form{
		Values: url.Values{"title": {"Lập sổ"}, "ways": {"app", "print"}, "text": {"mới"}},
		Errors: map[string]string{"who": "Chọn một đồng chí", "due": "Nhập thời hạn", "zone": "Sai"},
		Theirs: map[string]string{"title": "Lập sổ", "text": "cũ", "ways": "app print", "days": "1 3"},
		Order:  []string{"title", "due", "who"},
	}
	if diff := cmp.Diff([]string{"due", "who", "zone"}, form.failing()); diff != "" {
		t.Errorf("errors are not in the order of the page: %s", diff)
	}
	if form.Value("title") != "Lập sổ" || form.Error("who") == "" || form.Value("none") != "" {
		t.Error("Value or Error lost something")
	}
	for _, same := range []string{"title", "ways"} {
		if _, differs := form.theirs(same); differs {
			t.Errorf("%s: equal texts are no conflict", same)
		}
	}
	days := Field{Name: "days", Options: []Choice{{Value: "1", Label: "Thứ hai"}, {Value: "2", Label: "Thứ ba"}, {Value: "3", Label: "Thứ tư"}}, Form: form}
	if text, differs := form.theirs("days"); !differs || days.label(text) != "Thứ hai; Thứ tư" || days.label("2") != "Thứ ba" {
		t.Errorf("several choices: %q, %v", days.label(text), differs)
	}
	if text, differs := form.theirs("text"); !differs || text != "cũ" {
		t.Errorf("theirs = %q, %v", text, differs)
	}
	var none *Form
	if none.Value("x")+none.Error("x") != "" || none.failing() != nil || none.conflict() {
		t.Error("a nil form is not an empty one")
	}
}

// TestPostForm: hidden keys, what was typed, error between hint and control.
func TestPostForm(t *testing.T) {
	form := &Form{Values: url.Values{"due": {"15-6"}}, Errors: map[string]string{"due": "Nhập ngày theo dạng ngày/tháng/năm"}}
	field := Date(Field{Form: form, Name: "due", Label: "Thời hạn", Value: "01/06/2026"})
	doc := rendered(t, templ.Join(PostForm(FormProps{Action: "/task/new", Form: form, Version: "3", Multipart: true, Keep: "task"}), field))
	if got := doc.Find("form input[name=_key]").AttrOr("value", ""); got != "key-1" {
		t.Errorf("_key = %q", got)
	}
	if got := doc.Find("form input[name=_version]").AttrOr("value", ""); got != "3" {
		t.Errorf("_version = %q", got)
	}
	if doc.Find("form[method=post][enctype='multipart/form-data'][data-keep=task]").Length() != 1 {
		t.Error("the form has not the attributes asked for")
	}
	if doc.Find(".note-bad a[href='#f-due']").Length() != 1 {
		t.Error("the summary does not lead to the field")
	}
	input := doc.Find("#f-due")
	if input.AttrOr("value", "") != "15-6" || input.AttrOr("aria-invalid", "") != "true" || input.AttrOr("aria-describedby", "") != "f-due-hint f-due-error" {
		html, _ := goquery.OuterHtml(input)
		t.Error(html)
	}
	order := doc.Find(".field").Children().Map(func(_ int, s *goquery.Selection) string {
		return goquery.NodeName(s)
	})
	if diff := cmp.Diff([]string{"label", "span", "div", "div"}, order); diff != "" {
		t.Errorf("label, hint, error, control: %s", diff)
	}
}

func TestBoxesComeBackAsSent(t *testing.T) {
	options := []Choice{{Value: "app", Label: "Trong ứng dụng", Current: true}, {Value: "print", Label: "Bản in"}}
	tests := []struct {
		name string
		form *Form
		want []string
	}{
		{"first seen", nil, []string{"app"}},
		{"all unticked", &Form{Values: url.Values{}}, nil},
		{"another ticked", &Form{Values: url.Values{"ways": {"print"}}}, []string{"print"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			doc := rendered(t, Checks(Field{Form: tt.form, Name: "ways", Label: "Cách gửi", Options: options}))
			got := doc.Find("input[checked]").Map(func(_ int, s *goquery.Selection) string { return s.AttrOr("value", "") })
			if diff := cmp.Diff(tt.want, got, cmp.Transformer("len", func(s []string) string { return strings.Join(s, ",") })); diff != "" {
				t.Error(diff)
			}
		})
	}
	one := rendered(t, Check(Field{Form: &Form{Values: url.Values{}}, Name: "own", Label: "Nhớ", Value: "on"}))
	if one.Find("input[checked]").Length() != 0 {
		t.Error("a box that was unticked comes back ticked")
	}
}

// safety: what was typed as a password never returns to the page.
func TestPasswordIsNotShownAgain(t *testing.T) {
	doc := rendered(t, Password(Field{Form: &Form{Values: url.Values{"p": {"bí mật"}}}, Name: "p", Label: "Mật khẩu", Value: "bí mật"}))
	if html, _ := doc.Html(); strings.Contains(html, "bí mật") {
		t.Error(html)
	}
}

func TestPagerKeepsTheQuery(t *testing.T) {
	at := &url.URL{Path: "/member", RawQuery: "q=ngh%C4%A9a&page=2"}
	doc := rendered(t, Pager(at, 2, 4))
	links := doc.Find("a").Map(func(_ int, s *goquery.Selection) string { return s.AttrOr("href", "") })
	if diff := cmp.Diff([]string{"/member?q=ngh%C4%A9a", "/member?page=3&q=ngh%C4%A9a"}, links); diff != "" {
		t.Error(diff)
	}
	if rendered(t, Pager(at, 1, 1)).Find("nav").Length() != 0 {
		t.Error("one page needs no pager")
	}
}

func TestBar(t *testing.T) {
	for _, tt := range []struct {
		n, d int
		want string
	}{{8, 15, "53.3%"}, {0, 0, "0%"}, {20, 15, "100.0%"}, {-1, 15, "0.0%"}} {
		if got := rendered(t, Bar(BarProps{N: tt.n, D: tt.d})).Find("rect").AttrOr("width", ""); got != tt.want {
			t.Errorf("%d of %d is drawn as %s, want %s", tt.n, tt.d, got, tt.want)
		}
	}
}

func TestLinksAreSafe(t *testing.T) {
	doc := rendered(t, Row(RowProps{Title: "<b>x</b>", Href: "/a?b=1&c=2"}))
	if got := doc.Find("a").AttrOr("href", ""); got != "/a?b=1&c=2" {
		t.Errorf("href = %q", got)
	}
	if doc.Find("a b").Length() != 0 {
		t.Error("text became markup")
	}
	doc = rendered(t, Row(RowProps{Title: "x", Href: "javascript:alert(1)"}))
	if got := doc.Find("a").AttrOr("href", ""); strings.HasPrefix(got, "javascript:") {
		t.Errorf("href = %q", got)
	}
}

func TestWithoutShell(t *testing.T) {
	if got := T(context.Background(), "ui.skip"); got != "⟦ui.skip⟧" {
		t.Errorf("T = %q", got)
	}
}

// TestAssets needs what build.mjs leaves; `make` builds it before the tests.
func TestAssets(t *testing.T) {
	if len(built().names) == 0 {
		dbtest.Skip(t, "the assets were not built: make build builds them")
	}
	for _, name := range []string{"app.css", "app.js", "icon.svg"} {
		address := Asset(name)
		if address == "/assets/"+name {
			t.Errorf("%s has no hashed name", name)
		}
		if _, err := fs.Stat(AssetFS(), strings.TrimPrefix(address, "/assets/")); err != nil {
			t.Error(err)
		}
	}
	if err := Icon("no-such-icon").Render(context.Background(), &bytes.Buffer{}); err == nil {
		t.Error("an unknown icon is drawn")
	}
	css, err := fs.ReadFile(AssetFS(), strings.TrimPrefix(Asset("app.css"), "/assets/"))
	if err != nil {
		t.Fatal(err)
	}
	for _, modern := range []string{"light-dark(", "color-mix(", "oklch("} { // Chrome 109 has none
		if bytes.Contains(css, []byte(modern)) {
			t.Errorf("the style sheet uses %s", modern)
		}
	}
	for _, class := range []string{".d-flex", ".form-control", ".table", ".card", ".btn"} {
		if !bytes.Contains(css, []byte(class)) {
			t.Errorf("the style sheet lost %s", class)
		}
	}
}
