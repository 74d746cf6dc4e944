package app_test

import (
	"fmt"
	"maps"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"chibo/internal/access"
	"chibo/internal/commitment"
	"chibo/internal/db"
	"chibo/internal/dbtest"
	"chibo/internal/reflection"
	"chibo/internal/webtest"
)

// The bad inputs of pledges that other tests name: two devices on one pledge
// (commitment/web, TestDraftIsSavedAsOneWrites), a list with somebody whom the
// cell does not know (TestImport), an author who has left (commitment, TestLeft).

// begun is the pledge of the member of the own cell for a year, and its address.
func begun(t *testing.T, w *webtest.World, year int) (commitment.ID, string) {
	t.Helper()
	id, err := w.App.Commitments.Begin(t.Context(), w.Actor(t, access.Member), w.Own.Unit, w.People[access.Member], year, false)
	must(t, err)
	return id, "/commitment/" + string(id)
}

// cards are the fields of so many items.
func cards(n int) url.Values {
	v := url.Values{"_version": {"1"}}
	for i := 1; i <= n; i++ {
		v.Set(fmt.Sprintf("item-%d-heading", i), fmt.Sprintf("Việc thứ %d", i))
		v.Set(fmt.Sprintf("item-%d-work", i), fmt.Sprintf("Cách làm %d", i))
	}
	return v
}

// Thirty-one items are refused, by whatever button, and all of them come back.
func TestTooManyItems(t *testing.T) {
	t.Parallel()
	w := webtest.New(t, "")
	id, at := begun(t, w, 2026)
	me := w.As(t, access.Member)
	for _, to := range []string{"/edit", "/draft", "/submit", "/copy"} {
		got := me.Post(at+to, cards(31))
		page := got.Doc(t)
		if got.Status != http.StatusUnprocessableEntity || !strings.Contains(page.Find("[data-errors]").Text(), strconv.Itoa(commitment.ItemsMax)) {
			t.Errorf("%s: %d, %q", to, got.Status, saying(t, got))
		}
		for i := 1; i <= 31; i++ {
			if !shown(page, fmt.Sprintf("item-%d-heading", i), fmt.Sprintf("Việc thứ %d", i)) || !shown(page, fmt.Sprintf("item-%d-work", i), fmt.Sprintf("Cách làm %d", i)) {
				t.Fatalf("%s: item %d is lost", to, i)
			}
		}
	}
	if n := count(t, w, `SELECT count(*) FROM commitment_item WHERE pledge_id = $1`, id); n != 0 {
		t.Errorf("%d items were kept", n)
	}
}

// A text of 100,000 characters is refused at its field, and comes back whole.
func TestAnItemTooLong(t *testing.T) {
	t.Parallel()
	w := webtest.New(t, "")
	_, at := begun(t, w, 2026)
	me, v, long := w.As(t, access.Member), cards(2), strings.TrimSpace(strings.Repeat("dài ", 25_000))
	v.Set("item-2-work", long)
	for _, to := range []string{"/edit", "/draft", "/submit"} {
		got := me.Post(at+to, maps.Clone(v))
		page := got.Doc(t)
		if bad := page.Find(".field-bad"); got.Status != http.StatusUnprocessableEntity || bad.Length() != 1 || bad.Find("[name=item-2-work]").Length() != 1 || !shown(page, "item-2-work", long) || !shown(page, "item-1-work", "Cách làm 1") {
			t.Errorf("%s: %d, %d fields are marked", to, got.Status, bad.Length())
		}
	}
}

// The pledge of a year that is over may be entered late, of one that nobody can
// mean it may not; a closed one is read only, and says so to who still types.
func TestAPledgeOfAnotherYear(t *testing.T) {
	t.Parallel()
	w := webtest.New(t, "")
	me := w.As(t, access.Member)
	for _, year := range []string{"1999", "2028", "9999"} {
		got := me.Post("/commitment/new?year="+year, url.Values{})
		if got.Status != http.StatusUnprocessableEntity || !strings.Contains(saying(t, got), "2000") {
			t.Errorf("%s: %d, %q", year, got.Status, saying(t, got))
		}
	}
	id, at := begun(t, w, 2025)
	c, ctx := w.App.Commitments, t.Context()
	version, err := c.Save(ctx, w.Actor(t, access.Member), id, 1, []commitment.ItemForm{{Heading: "Tiếp đón người bệnh"}})
	must(t, err)
	must(t, c.Submit(ctx, w.Actor(t, access.Member), id, version))
	must(t, c.Approve(ctx, w.Actor(t, access.Secretary), id, version+1))
	must(t, c.Look(ctx, w.Actor(t, access.Member), id, version+2, commitment.Yearend, "Đã hoàn thành"))
	must(t, c.Close(ctx, w.Actor(t, access.Secretary), id, version+3))
	late := cards(1)
	late.Set("_version", strconv.Itoa(version+4))
	for _, f := range []struct {
		to, field string
		v         url.Values
	}{
		{"/edit", "item-1-work", late},
		{"/draft", "item-1-work", late},
		{"/submit", "item-1-work", late},
		{"/look", "yearend", url.Values{"_version": late["_version"], "look": {"yearend"}, "yearend": {"Cách làm 1"}}},
		{"/progress?item=1", "note", url.Values{"_version": late["_version"], "percent": {"50"}, "note": {"Cách làm 1"}}},
	} {
		got := me.Post(at+f.to, maps.Clone(f.v))
		if got.Status != http.StatusUnprocessableEntity || !shown(got.Doc(t), f.field, "Cách làm 1") || got.Doc(t).Find("[data-errors]").Length() == 0 {
			t.Errorf("%s: %d, %q, or what was typed is lost", f.to, got.Status, saying(t, got))
		}
	}
}

// A list with faults is shown with what is wrong in which row, and none of it is
// taken: formulas, what is too long, nobody and somebody of another cell.
func TestAListOfPledgesWithFaults(t *testing.T) {
	t.Parallel()
	w := webtest.New(t, "")
	leader := w.As(t, access.Secretary)
	head := []string{"Họ và tên", "Nội dung", "Việc làm cụ thể"}
	var thirteen [][]string
	for n := range 13 {
		thirteen = append(thirteen, []string{"Phạm Thị D", fmt.Sprintf("Việc thứ %d", n), "Hướng dẫn"})
	}
	good := []string{"Phạm Thị D", "Tiếp đón", "Hướng dẫn"}
	for what, c := range map[string]struct {
		rows [][]string
		says string
	}{
		"formula":       {[][]string{good, {"Phạm Thị D", "Trực", `=HYPERLINK("http://a","b")`}}, "công thức"},
		"formula alone": {[][]string{good, {"Phạm Thị D", "=A1"}}, "công thức"},
		"too long":      {[][]string{good, {"Phạm Thị D", "Trực", strings.Repeat("dài ", 2000)}}, "4.000"},
		"no heading":    {[][]string{good, {"Phạm Thị D", "", "Hướng dẫn"}}, "Dòng 3"},
		"no name":       {[][]string{{"", "Tiếp đón", "Hướng dẫn"}, good}, "Thiếu họ và tên"},
		"another cell":  {[][]string{good, {"Bùi Thị H Chi bộ Khoa Dược", "Tiếp đón", "Hướng dẫn"}}, "Bùi Thị H Chi bộ Khoa Dược"},
		"too many":      {thirteen, "12"},
		"secret":        {[][]string{good, {"Phạm Thị D", "TỐI MẬT", "Hướng dẫn"}}, "mật"},
	} {
		got := upload(t, leader, "/commitment/unit/import", "dang-ky.xlsx", book(t, append([][]string{head}, c.rows...)...), map[string]string{"year": "2025"})
		if got.Status == http.StatusUnprocessableEntity { // the file as a whole
			if told := saying(t, got); !strings.Contains(told, c.says) {
				t.Errorf("%s: says %q", what, told)
			}
			continue
		}
		if told := leader.Get(got.Location).Doc(t).Find("main").Text(); got.Status != http.StatusSeeOther || !strings.Contains(told, c.says) {
			t.Errorf("%s: %d, does not say %q: %s", what, got.Status, c.says, strings.Join(strings.Fields(told), " "))
		}
		if taken := leader.Post(got.Location+"/confirm", url.Values{"_version": {"1"}}); taken.Status != http.StatusUnprocessableEntity {
			t.Errorf("%s: confirmed with %d", what, taken.Status)
		}
	}
	if n := count(t, w, `SELECT count(*) FROM commitment_pledge WHERE year = 2025`); n != 0 {
		t.Errorf("%d pledges were taken", n)
	}
}

// safety S4: ids in a form that are not one's own change nothing that is not
// one's own: items and people, turns and remarks, sources and helpers.
func TestForeignIdsInForms(t *testing.T) {
	t.Parallel()
	w := webtest.New(t, "")
	d := newDesk(t, w)
	sibling, me, leader, chapter := w.Places["sibling"].Params, w.As(t, access.Member), w.As(t, access.Secretary), w.As(t, access.MassOfficer)
	_, at := begun(t, w, 2026)
	others, err := w.App.Commitments.Get(t.Context(), access.Console, commitment.ID(w.Own.Params["pledge"]))
	must(t, err)
	v := cards(1)
	v.Set("item-1-id", string(others.Pledge.Items[0].ID))
	if got := me.Post(at+"/edit", v); got.Status != http.StatusSeeOther {
		t.Errorf("an item of another: %d", got.Status)
	}
	if now, err := w.App.Commitments.Get(t.Context(), access.Console, others.Pledge.ID); err != nil || now.Pledge.Items[0].Heading != others.Pledge.Items[0].Heading || len(now.Pledge.Items) != len(others.Pledge.Items) {
		t.Errorf("the item of another now reads %+v", now.Pledge.Items)
	}
	text := d.typed(me, "did", "Đã làm")
	text["named"] = []string{sibling["remark"], "kz1", "<script>", strings.Repeat("a", 100), string(others.Pledge.Items[0].ID)}
	if got := saves(t, me, d.at+"/draft", text); got.Status != http.StatusNoContent {
		t.Errorf("sources of another: %d", got.Status)
	}
	for _, s := range d.sheet(access.Member).Pledged {
		if s.Title == others.Pledge.Items[0].Heading {
			t.Error("a source of another lies beside the text")
		}
	}
	before := dbtest.Digest(t, w.App.DB, untouched...)
	for _, f := range []struct {
		what string
		by   *webtest.Client
		to   string
		v    url.Values
		want []int
	}{
		{"a pledge for somebody else", me, "/commitment/new?year=2026", url.Values{"person": {string(w.People[access.Probationary])}}, []int{403, 404}},
		{"a pledge for somebody of another cell", leader, "/commitment/new?year=2026", url.Values{"person": {sibling["person"]}}, []int{422}},
		{"a pledge in another cell", me, "/commitment/new?year=2026&unit=" + string(w.Places["sibling"].Unit), url.Values{}, []int{403, 404}},
		{"a swap with another cell", leader, d.at + "/swap", url.Values{"_version": {"2"}, "other": {sibling["report"] + " 3"}}, []int{403, 404}},
		{"a swap with nothing", leader, d.at + "/swap", url.Values{"_version": {"2"}, "other": {"x"}}, []int{404}},
		{"a turn for somebody of another cell", leader, "/reflection/rota/change?year=2026", url.Values{"person": {sibling["person"]}, "month": {"2026-08"}}, []int{422}},
		{"a comment of another report", leader, d.at + "/comments/" + w.Own.Params["comment"], url.Values{"_version": {"1"}, "body": {"Khác"}}, []int{404}},
		{"an answer to a comment of another report", me, d.at + "/comments/" + w.Own.Params["comment"] + "/answer", url.Values{"_version": {"1"}, "answer": {"Khác"}}, []int{404}},
		{"help by somebody of another cell", leader, "/reflection/remarks/of/" + w.Own.Params["remark"] + "/help", url.Values{"helper": {sibling["person"]}, "body": {"Cùng làm"}, "due": {"30/06/2026"}}, []int{422}},
		{"help of another remark", leader, "/reflection/remarks/of/" + w.Own.Params["remark"] + "/help/" + sibling["help"], url.Values{"_version": {"1"}, "helper": {string(w.People[access.Deputy])}, "body": {"Cùng làm"}, "due": {"30/06/2026"}}, []int{404}},
		{"a speaker of the cell in a chapter", chapter, "/reflection/" + w.Places["child"].Params["report"] + "/hear", url.Values{
			"_version": {"3"}, "on": {"25/05/2026"}, "assessment": {"Tốt"},
			"opinion-1-speaker": {string(w.People[access.Member])}, "opinion-1-kind": {"advice"}, "opinion-1-body": {"Cần cố gắng"},
		}, []int{422}},
		{"who answers for a work, of another cell", leader, "/commitment/programme/edit?year=2027", url.Values{"_version": {"0"}, "item-1-heading": {"Sắp xếp"}, "item-1-leader": {sibling["person"]}}, []int{422}},
	} {
		if got := f.by.Post(f.to, f.v); !slices.Contains(f.want, got.Status) {
			t.Errorf("%s: %d %s", f.what, got.Status, saying(t, got))
		}
	}
	for table, rows := range dbtest.Digest(t, w.App.DB, untouched...) {
		if rows != before[table] {
			t.Errorf("what was refused changed %s", table)
		}
	}
}

// The turn of the year, at 23:59 of its last day and at 0:00 of the first: the
// year that pages show, the rota of the next one, due days that are not over,
// and the year of a pledge.
func TestReportsAtTheTurnOfTheYear(t *testing.T) {
	for _, c := range []struct {
		now  time.Time
		year int
		due  db.Date
	}{
		{time.Date(2026, time.December, 31, 23, 59, 0, 0, db.Zone), 2026, "2026-12-31"},
		{time.Date(2027, time.January, 1, 0, 0, 0, 0, db.Zone), 2027, "2027-01-01"},
	} {
		t.Run(c.now.Format(time.DateTime), func(t *testing.T) {
			t.Parallel()
			w := webtest.New(t, "")
			w.Clock.Set(c.now)
			r, ctx, sec := w.App.Reflections, t.Context(), w.Actor(t, access.Secretary)
			id, err := r.Assign(ctx, sec, w.Own.Unit, w.People[access.Member], "2027-02", false)
			must(t, err)
			told, err := r.Tell(ctx, sec, w.Own.Unit, 2027, "2027-03")
			must(t, err)
			soon, err := r.Assign(ctx, sec, w.Own.Unit, w.People[access.Probationary], "2027-01", true)
			if err != nil {
				t.Fatal(err)
			}
			for report, due := range map[reflection.ID]db.Date{id: "2027-01-24", soon: c.due} {
				if sh, err := r.Get(ctx, sec, report); err != nil || sh.Report.Due != due || told != 1 {
					t.Errorf("due on %s, want %s; %d told; %v", sh.Report.Due, due, told, err)
				}
			}
			if b, err := r.Rota(ctx, sec, w.Own.Unit, c.year+1); err != nil || b.Year != c.year+1 || b.Months[0].Over {
				t.Errorf("the rota of next year: %v", err)
			}
			if year, err := w.App.Commitments.DefaultYear(ctx, w.Actor(t, access.Probationary), w.Places["child"].Unit); err == nil && year != c.year {
				t.Errorf("a pledge is of %d", year)
			}
			for role := range w.People {
				client := w.As(t, role)
				for _, page := range []string{"/home", "/reflection", "/reflection/rota", "/reflection/rota?year=2027", "/commitment", "/commitment?year=2027", "/commitment/unit", "/meeting/year", "/reflection/" + string(soon)} {
					if got := client.Get(page); got.Status >= 500 || page == "/home" && got.Status != http.StatusOK {
						t.Errorf("%s, %s: %d", role, page, got.Status)
					}
				}
			}
			if page := w.As(t, access.Member).Get("/reflection"); !strings.Contains(page.Doc(t).Text(), strconv.Itoa(c.year)) {
				t.Error("the list does not show the year")
			}
		})
	}
}
