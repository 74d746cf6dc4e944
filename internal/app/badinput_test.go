package app_test

import (
	"fmt"
	"maps"
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"github.com/PuerkitoBio/goquery"
	"golang.org/x/text/unicode/norm"

	"chibo/internal/access"
	"chibo/internal/commitment"
	"chibo/internal/db"
	"chibo/internal/dbtest"
	"chibo/internal/i18n"
	"chibo/internal/meeting"
	"chibo/internal/member"
	"chibo/internal/rulebook"
	"chibo/internal/webtest"
)

// form is one form of a page, as a browser would send it.
type form struct {
	page   string // where it stands
	action string
	values url.Values // as the page shows them
	fields []field
}

// field is a control that somebody can type into or choose from.
type field struct{ name, kind string }

// Kinds of controls.
const (
	line   = "line"
	area   = "area"
	date   = "date"
	number = "number"
	clock  = "clock"
	choice = "choice"
	tick   = "tick" // a box whatever of which means yes
	secret = "secret"
	hidden = "hidden"
)

// formsOf reads the forms of a page.
func formsOf(page string, d *goquery.Document) []form {
	var all []form
	d.Find("form[method=post]").Each(func(_ int, s *goquery.Selection) {
		f := form{page: page, action: s.AttrOr("action", page), values: url.Values{}}
		if strings.HasPrefix(f.action, "/ui/") || f.action == "/sign-out" || f.action == "/forgot" || s.Find("[type=file]").Length() > 0 {
			return // the frame's own; what answers all alike; uploads, which have tests of their own
		}
		s.Find("input[name], textarea[name], select[name]").Each(func(_ int, c *goquery.Selection) { f.take(c) })
		if b := s.Find("button:not([type=button])").First(); b.Is("[name]") {
			f.values.Set(b.AttrOr("name", ""), b.AttrOr("value", "")) // the Enter key presses it
		}
		all = append(all, f)
	})
	return all
}

func (f *form) take(c *goquery.Selection) {
	name, value := c.AttrOr("name", ""), c.AttrOr("value", "")
	kind := line
	switch {
	case c.Is("textarea"):
		kind, value = area, strings.TrimPrefix(c.Text(), "\n")
	case c.Is("select"):
		kind, value = choice, c.Find("option[selected]").AttrOr("value", c.Find("option:not([value=''])").AttrOr("value", ""))
	case c.Is("[type=radio], [type=checkbox]"):
		kind = choice
		if c.Is("[type=checkbox][value='1'], [type=checkbox]:not([value])") {
			kind = tick
		}
		if !c.Is("[checked]") && f.values.Has(name) {
			value = ""
		}
	case c.Is("[type=password]"):
		kind = secret
	case c.Is("[type=hidden]"):
		kind = hidden
	case c.Is("[type=time]"):
		kind = clock
	case c.Is("[data-date] input"):
		kind = date
	case c.Is("[inputmode=decimal]"):
		kind = number
	}
	if value != "" || !f.values.Has(name) && !c.Is("[type=radio], [type=checkbox]") {
		f.values.Set(name, value)
	}
	fd := field{name, kind}
	if c.Is("[readonly]") {
		return
	}
	if !slices.Contains(f.fields, fd) && name != "_key" && name != "_version" {
		f.fields = append(f.fields, fd)
	}
}

// with is the form as it is sent with a value in one of its fields. What the
// page leaves empty is filled.
func (f form) with(name, value string) url.Values {
	v := maps.Clone(f.values)
	for _, fd := range f.fields {
		if v.Get(fd.name) != "" {
			continue
		}
		fill, named := usual[fd.name]
		if !named {
			fill = usual[fd.kind]
		}
		if fill != "" {
			v.Set(fd.name, fill)
		}
	}
	v.Set(name, value)
	v.Del("_key")
	return v
}

// refused are values that no field of the kind takes.
var refused = map[string][]string{
	line: {long}, area: {long}, secret: {long}, date: {"30/02/2026"}, number: {"-1", "99999999999999999999"}, clock: {"25:00"}, choice: {"unknown"},
}

// strange values may be taken or not.
var strange = map[string][]string{
	line: {odd}, area: {odd}, number: {odd}, clock: {long}, hidden: {"unknown"},
}

// usual are values that fields take, for those that a page leaves empty, by
// kind and by name.
var usual = map[string]string{
	line: "Nội dung", area: "Nội dung", date: "25/05/2026", number: "1", clock: "23:30", secret: "nắng vàng trên đồi chè",
	"code": "NQ", "month": "2026-05", "conclusion": "", "card": "", "email": "",
}

var (
	long = strings.Repeat("ệ", 100_000)
	// odd may be taken, but never as it came: decomposed marks, NUL and other
	// control characters, a broken byte, a mark that turns text around; an
	// emoji stays.
	odd = "Đồng chí ghi\u200b nhận\x00\x01\x7f \xff 👍🏽" + "\u202e " + norm.NFD.String("tiếng Việt Đã Lưu")
	// kept is what is stored, and shown again, for odd.
	kept = i18n.Clean(strings.ToValidUTF8(odd, "\ufffd"))
)

// untouched are the tables that a refused form may change: what is known of
// tries and sessions.
var untouched = []string{"account_session", "account_throttle", "audit_read", "audit_leaf", "audit_node", "audit_pending", "figure_delta", "figure_sum"}

// record is the id of a record in an address.
var record = regexp.MustCompile(`[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}`)

// forms gathers every form of the pages that somebody sees, each once.
func forms(c *webtest.Client, pages []string) []form { return unseen(c, pages, map[string]bool{}) }

// unseen is forms without those seen before.
func unseen(c *webtest.Client, pages []string, seen map[string]bool) []form {
	var all []form
	for _, page := range pages {
		got := c.Get(page)
		if got.Status != http.StatusOK || !strings.HasPrefix(got.Header.Get("Content-Type"), "text/html") {
			continue
		}
		d, err := goquery.NewDocumentFromReader(strings.NewReader(got.Body))
		if err != nil {
			panic(err)
		}
		for _, f := range formsOf(page, d) {
			if shape := record.ReplaceAllString(f.action, ""); !seen[shape] {
				seen[shape] = true
				all = append(all, f)
			}
		}
	}
	return all
}

// pages are the addresses of every page at a place.
func pages(w *webtest.World, params ...map[string]string) []string {
	var all []string
	for _, p := range params {
		for _, rt := range w.App.Server.Routes() {
			if path, ok := address(rt, p); ok && rt.Method == http.MethodGet && !slices.Contains(all, path) {
				all = append(all, path)
			}
		}
	}
	return all
}

// stages gives the own cell a meeting being prepared and one that is closed,
// and their parameters.
func stages(t *testing.T, w *webtest.World) []map[string]string {
	t.Helper()
	ctx, by, m := t.Context(), access.Console, w.App.Meetings
	chair := w.People[access.Secretary]
	params := []map[string]string{w.Own.Params}
	for _, closed := range []bool{false, true} {
		p := maps.Clone(w.Own.Params)
		id, err := m.Plan(ctx, by, w.Own.Unit, meeting.Plan{Kind: meeting.Extraordinary, Why: "Việc cần bàn ngay", HeldOn: db.DateOf(dbtest.Today), StartsAt: "08:00", Place: "Phòng họp", Chair: chair, Minuter: chair})
		must(t, err)
		item, err := m.AddItem(ctx, by, id, meeting.ItemForm{Title: "Báo cáo", Kind: rulebook.KindReport})
		must(t, err)
		p["meeting"], p["item"] = string(id), string(item)
		if closed {
			must(t, m.Open(ctx, by, id, 1, "08:00"))
			w.Conclude(t, id)
		}
		params = append(params, p)
	}
	return slices.Concat(params, consultations(w), pledges(t, w), exchanges(t, w), candidates(t, w))
}

// pledges gives the person of the own cell pledges of other years, one that was
// sent and one that was approved, and their parameters.
func pledges(t *testing.T, w *webtest.World) (params []map[string]string) {
	t.Helper()
	ctx, by, c := t.Context(), access.Console, w.App.Commitments
	for year := range 2 {
		p := maps.Clone(w.Own.Params)
		id, err := c.Begin(ctx, by, w.Own.Unit, member.ID(p["person"]), dbtest.Today.Year()-1-year, false)
		must(t, err)
		version, err := c.Save(ctx, by, id, 1, []commitment.ItemForm{{Heading: "Giữ số liệu đầy đủ"}})
		must(t, err)
		must(t, c.Submit(ctx, by, id, version))
		if year == 1 {
			must(t, c.Approve(ctx, by, id, version+1))
		}
		p["pledge"] = string(id)
		params = append(params, p)
	}
	return params
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// Every field of every form: what it cannot take is refused in words at the
// field, is kept in the form, and changes nothing. Whatever else is typed or
// tampered with is taken clean or refused, and never an error of the program.
func TestEveryFieldOfEveryForm(t *testing.T) {
	t.Parallel()
	w := webtest.New(t, "")
	params, seen := stages(t, w), map[string]bool{}
	for _, role := range []access.Role{access.Secretary, access.Administrator} {
		client := w.As(t, role)
		all := unseen(client, pages(w, params...), seen)
		before := dbtest.Digest(t, w.App.DB, untouched...)
		for _, f := range all {
			refuses(t, client, f)
		}
		for table, rows := range dbtest.Digest(t, w.App.DB, untouched...) {
			if rows != before[table] {
				t.Errorf("what was refused changed %s", table)
			}
		}
		for _, f := range all {
			cleans(t, client, f)
		}
	}
	if len(seen) < 40 {
		t.Errorf("only %d forms", len(seen))
	}
	for table, rows := range dbtest.Digest(t, w.App.DB) {
		if bad := unclean(rows); bad != "" {
			t.Errorf("%s holds %s", table, bad)
		}
	}
}

// refuses sends what the fields of a form cannot take.
func refuses(t *testing.T, client *webtest.Client, f form) {
	t.Helper()
	for _, fd := range f.fields {
		for _, value := range refused[fd.kind] {
			got := client.Post(f.action, f.with(fd.name, value))
			if problem := refusedWell(t, got, fd, value); problem != "" {
				t.Errorf("%s, %s %s = %.30q: %s", f.action, fd.kind, fd.name, value, problem)
			}
		}
	}
}

// cleans sends what the fields of a form may take.
func cleans(t *testing.T, client *webtest.Client, f form) {
	t.Helper()
	f = again(client, f) // its version may have moved on
	for _, fd := range f.fields {
		for _, value := range strange[fd.kind] {
			got := client.Post(f.action, f.with(fd.name, value))
			if got.Status == http.StatusSeeOther {
				f = again(client, f)
			}
			if problem := takenWell(t, got, fd, value); problem != "" {
				t.Errorf("%s, %s %s = %.30q: %s", f.action, fd.kind, fd.name, value, problem)
			}
		}
	}
}

// again reads a form anew, if it is still there.
func again(c *webtest.Client, f form) form {
	if now, there := still(c, f); there {
		return now
	}
	return f
}

func still(c *webtest.Client, f form) (now form, there bool) {
	for _, now := range forms(c, []string{f.page}) {
		if now.action == f.action {
			return now, true
		}
	}
	return form{}, false
}

// takenWell tells what is wrong with the answer to something strange.
func takenWell(t *testing.T, got webtest.Answer, fd field, value string) string {
	t.Helper()
	switch {
	case got.Status >= 500:
		return fmt.Sprint("answered ", got.Status)
	case got.Status != http.StatusUnprocessableEntity || value != odd || fd.kind == secret || fd.kind == choice:
		return ""
	case !shown(got.Doc(t), fd.name, kept):
		return "what was typed is lost"
	}
	return ""
}

// shown reports whether the field of a form shows the text.
func shown(d *goquery.Document, name, text string) bool {
	found := false
	d.Find("input, textarea").Each(func(_ int, s *goquery.Selection) {
		found = found || s.AttrOr("name", "") == name && (s.AttrOr("value", "") == text || strings.TrimSpace(s.Text()) == text)
	})
	return found
}

// unclean finds what no stored text may hold.
func unclean(rows string) string {
	for _, text := range strings.Split(rows, "\n") {
		if !norm.NFC.IsNormalString(text) || !utf8.ValidString(text) {
			return fmt.Sprintf("decomposed or broken text: %.300q", text)
		}
		if i := strings.IndexFunc(text, func(r rune) bool { return unicode.In(r, unicode.Cc, unicode.Cf) }); i >= 0 {
			return fmt.Sprintf("a control character: %.300q", text[i:])
		}
	}
	return ""
}

// refusedWell tells what is missing in the answer to what cannot be taken.
func refusedWell(t *testing.T, got webtest.Answer, fd field, value string) string {
	t.Helper()
	if got.Status == http.StatusNotFound && fd.kind == choice {
		return ""
	}
	if got.Status != http.StatusUnprocessableEntity && got.Status != http.StatusForbidden {
		return fmt.Sprint("answered ", got.Status, " ", got.Location)
	}
	d := got.Doc(t)
	told := strings.TrimSpace(d.Find("[data-errors], .field-msg, .fault").Text())
	if strings.IndexFunc(told, func(r rune) bool { return r > unicode.MaxLatin1 }) < 0 {
		return fmt.Sprintf("says %q", told)
	}
	marked := strings.HasPrefix(fd.name, "mark-") // the roll says it above its table
	if !marked && d.Find(".field-bad").FilterFunction(func(_ int, s *goquery.Selection) bool { return s.Find(`[name="`+fd.name+`"]`).Length() > 0 }).Length() == 0 {
		return "the field is not marked: " + strings.Join(strings.Fields(told), " ")
	}
	if fd.kind == choice || fd.kind == secret {
		return ""
	}
	if !shown(d, fd.name, value) {
		return "what was typed is lost"
	}
	return ""
}
