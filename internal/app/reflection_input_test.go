package app_test

import (
	"maps"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"golang.org/x/text/unicode/norm"

	"chibo/internal/access"
	"chibo/internal/db"
	"chibo/internal/dbtest"
	"chibo/internal/meeting"
	"chibo/internal/reflection"
	"chibo/internal/webtest"
)

// The bad inputs of reports that other tests name: two devices on one draft
// (reflection/web, TestAutosave), two who judge one remark (TestTwoJudgeOneRemark),
// a report that nobody heard (reflection, TestUnheard), a session that is over
// while one types (e2e, report).

// desk is a report of the member of the own cell that is told for June, with
// its page.
type desk struct {
	*testing.T
	*webtest.World
	id reflection.ID
	at string
}

func newDesk(t *testing.T, w *webtest.World) desk {
	t.Helper()
	id, err := w.App.Reflections.Assign(t.Context(), w.Actor(t, access.Secretary), w.Own.Unit, w.People[access.Member], "2026-06", true)
	must(t, err)
	return desk{t, w, id, "/reflection/" + string(id)}
}

// typed is the form of the text as its author's page shows it, with other words.
func (d desk) typed(c *webtest.Client, values ...string) url.Values {
	d.Helper()
	all := formsOf(d.at, c.Get(d.at).Doc(d.T))
	i := slices.IndexFunc(all, func(f form) bool { return f.action == d.at+"/draft" })
	if i < 0 {
		d.Fatal("the page has no form for the text")
	}
	v := maps.Clone(all[i].values)
	v.Del("_key")
	for n := 0; n+1 < len(values); n += 2 {
		v.Set(values[n], values[n+1])
	}
	return v
}

// saves posts a form as the script does.
func saves(t *testing.T, c *webtest.Client, path string, v url.Values) webtest.Answer {
	t.Helper()
	r, err := http.NewRequestWithContext(t.Context(), http.MethodPost, c.Base()+path, strings.NewReader(v.Encode()))
	must(t, err)
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	r.Header.Set("Prefer", "return=minimal")
	return c.Do(r)
}

// sent has the author send words.
func (d desk) sent(values ...string) *webtest.Client {
	d.Helper()
	c := d.As(d.T, access.Member)
	if got := c.Post(d.at+"/submit", d.typed(c, values...)); got.Status != http.StatusSeeOther {
		d.Fatalf("sending: %d", got.Status)
	}
	return c
}

// sheet is the report as somebody reads it.
func (d desk) sheet(role access.Role) reflection.Sheet {
	d.Helper()
	sh, err := d.App.Reflections.Get(d.Context(), d.Actor(d.T, role), d.id)
	must(d.T, err)
	return sh
}

// saying are the words of an answer that say what is wrong.
func saying(t *testing.T, a webtest.Answer) string {
	t.Helper()
	return strings.Join(strings.Fields(a.Doc(t).Find("[data-errors], .field-msg, .fault, h1").Text()), " ")
}

// C4: two of the committee comment while the author goes on writing: nothing of
// the three is lost, and each comment stands at its words, among letters that
// take two characters elsewhere.
func TestTwoCommentWhileTheAuthorWrites(t *testing.T) {
	engines(t, func(t *testing.T, w *webtest.World) {
		d := newDesk(t, w)
		const text = "🩺 Tôi đã trực đúng giờ 😀 và ghi sổ hằng ngày."
		me := d.sent("did", norm.NFD.String(text))
		clients := map[string]*webtest.Client{"đúng giờ": w.As(t, access.Deputy), "sổ hằng ngày": w.As(t, access.CommitteeMember)}
		more := d.typed(me, "did", "👍 Quý này: "+text+" Xin hết.")
		var all sync.WaitGroup
		for words, client := range clients {
			all.Go(func() {
				got := client.Post(d.at+"/comments", url.Values{"ordinal": {"1"}, "part": {"did"}, "words": {words}, "body": {"Nêu số liệu của " + words}})
				if got.Status != http.StatusSeeOther {
					t.Errorf("commenting: %d", got.Status)
				}
			})
		}
		all.Go(func() {
			if got := saves(t, me, d.at+"/draft", more); got.Status != http.StatusNoContent {
				t.Errorf("saving: %d", got.Status)
			}
		})
		all.Wait()
		page := me.Get(d.at)
		reads(t, page, "Nêu số liệu của đúng giờ", "Nêu số liệu của sổ hằng ngày")
		part := page.Doc(t).Find("[data-part=did]")
		now := []rune(part.Find("textarea").Text())
		var marked []string
		for place := range strings.SplitSeq(part.AttrOr("data-places", ""), ";") {
			if f := strings.Fields(place); len(f) == 3 {
				start, _ := strconv.Atoi(f[0])
				stop, _ := strconv.Atoi(f[1])
				marked = append(marked, string(now[start:stop]))
			}
		}
		if !slices.Equal(marked, []string{"đúng giờ", "sổ hằng ngày"}) || string(now) != more.Get("did") {
			t.Errorf("%q is marked in %q", marked, string(now))
		}
	})
}

// C1, C2: the reporter falls ill on the day of the meeting: his turn is moved,
// that of another is swapped; both are told, the timelines keep it, and the
// agenda follows.
func TestTheReporterFallsIll(t *testing.T) {
	engines(t, func(t *testing.T, w *webtest.World) {
		h := hearing{T: t, World: w}
		h.assigned()
		sec := h.actor(access.Secretary)
		var err error
		h.id, err = w.App.Meetings.Plan(t.Context(), sec, w.Own.Unit, meeting.Plan{Kind: meeting.Regular, HeldOn: "2026-06-24", StartsAt: "14:00", Place: "Phòng họp", Chair: h.People[access.Secretary], Minuter: h.People[access.Deputy]})
		must(t, err)
		h.item(0)
		w.Clock.Set(dbtest.Today.AddDate(0, 0, 30))
		client, ill, other := w.As(t, access.Secretary), "/reflection/"+string(h.reports[0]), "/reflection/"+string(h.reports[1])
		does(t, client, ill+"/move", ill+"/move", "month", "2026-08", "note", "Bận việc riêng")
		reads(t, client.Get(ill), "8/2026", "Bận việc riêng")
		reads(t, w.As(t, access.Member).Get("/notify"), "8/2026")
		turns, err := w.App.Reflections.List(t.Context(), sec, w.Own.Unit, reflection.Filter{Year: 2026})
		must(t, err)
		at := slices.IndexFunc(turns.Reports, func(r reflection.Report) bool { return r.Person == h.People[access.Probationary] })
		july := turns.Reports[at]
		does(t, client, other+"/swap", other+"/swap", "other", string(july.ID)+" "+strconv.Itoa(july.Version))
		for role, month := range map[access.Role]string{access.Deputy: "7/2026", access.Probationary: "6/2026"} {
			reads(t, w.As(t, role).Get("/notify"), month)
		}
		sh, err := w.App.Meetings.Get(t.Context(), sec, h.id)
		must(t, err)
		var heard []string
		for _, i := range sh.Items {
			if i.Report != "" {
				heard = append(heard, i.Report)
			}
		}
		if !slices.Equal(heard, []string{string(july.ID)}) {
			t.Errorf("the agenda hears %q", heard)
		}
	})
}

// The month's meeting is called off: its reports keep their month and their
// state, the leaders are told what to do, and the next meeting of the month
// hears them.
func TestTheMeetingIsCalledOff(t *testing.T) {
	t.Parallel()
	w := webtest.New(t, "")
	h := hearing{T: t, World: w}
	h.assigned()
	h.opened()
	client := w.As(t, access.Secretary)
	at := "/meeting/" + string(h.id)
	room, err := w.App.Meetings.Look(t.Context(), h.actor(access.Secretary), h.id, "")
	must(t, err)
	must(t, w.App.Meetings.TakeUp(t.Context(), h.actor(access.Secretary), h.id, room.Live.Version, h.item(0).ID))
	does(t, client, at+"/cancel", at+"/cancel", "reason", "Mưa bão")
	for n, id := range h.reports {
		sh, err := w.App.Reflections.Get(t.Context(), h.actor(access.Secretary), id)
		must(t, err)
		if r := sh.Report; r.Month != "2026-06" || r.State.Heard() || !r.State.Told() || r.Meeting != "" {
			t.Errorf("report %d is %s in %s", n, r.State, r.Month)
		}
	}
	notices := w.As(t, access.CommitteeMember).Get("/notify")
	reads(t, notices, "báo cáo")
	if _, err := w.App.Reflections.Paper(t.Context(), h.actor(access.Probationary), h.reports[0], reflection.PresentedPaper); err == nil {
		t.Error("the cell still reads what was not heard")
	}
	h.id, err = w.App.Meetings.Plan(t.Context(), h.actor(access.Secretary), w.Own.Unit, meeting.Plan{Kind: meeting.Regular, HeldOn: "2026-06-29", StartsAt: "14:00", Place: "Phòng họp", Chair: h.People[access.Secretary], Minuter: h.People[access.Deputy]})
	must(t, err)
	h.item(0)
	h.item(1)
}

// The reporter is transferred: he is released the next morning, the leaders are
// told, no agenda names him, and nobody reads what he had not sent.
func TestTheReporterIsTransferred(t *testing.T) {
	t.Parallel()
	w := webtest.New(t, "")
	d := newDesk(t, w)
	before := w.As(t, access.Member)
	if got := saves(t, before, d.at+"/draft", d.typed(before, "did", "Điều chưa gửi")); got.Status != http.StatusNoContent {
		t.Fatalf("saving: %d", got.Status)
	}
	id, err := w.App.Meetings.Plan(t.Context(), w.Actor(t, access.Secretary), w.Own.Unit, meeting.Plan{Kind: meeting.Regular, HeldOn: "2026-06-24", StartsAt: "14:00", Place: "Phòng họp", Chair: w.People[access.Secretary]})
	must(t, err)
	leave(t, w, w.People[access.Member], db.DateOf(dbtest.Today))
	w.Clock.Set(dbtest.Today.AddDate(0, 0, 1))
	must(t, w.App.Reflections.Remind(t.Context(), access.System))
	client, me := w.As(t, access.Secretary), w.As(t, access.Member)
	if sh := d.sheet(access.Secretary); sh.Report.State != reflection.Released || sh.Report.ReleasedAs != reflection.LeftUnit {
		t.Errorf("it is %s, %s", sh.Report.State, sh.Report.ReleasedAs)
	}
	reads(t, client.Get("/notify"), "6/2026")
	agenda := client.Get("/meeting/" + string(id))
	if reads(t, agenda, "Phòng họp"); strings.Contains(agenda.Body, "Phạm Thị D liên hệ") {
		t.Error("the agenda still names him")
	}
	for _, page := range []string{d.at, d.at + "?enter=on", d.at + "/print", d.at + "/compare?from=1&to=0"} {
		if strings.Contains(client.Get(page).Body, "Điều chưa gửi") {
			t.Errorf("%s tells what he had not sent", page)
		}
	}
	if got := me.Get(d.at); !got.Refused() {
		t.Errorf("he still comes in: %d", got.Status)
	}
}

// What is pasted from Word comes out as plain lines of composed letters.
func TestTextFromWord(t *testing.T) {
	t.Parallel()
	w := webtest.New(t, "")
	d := newDesk(t, w)
	d.sent("did", "\ufeff\uf0b7\tTrực\u00a0đủ\u00a0ca\r\n\uf0a7\u00a0Ghi “sổ”\u00ad theo\u200b dõi…\vDòng sau\u2028"+norm.NFD.String("Hết – đã rà soát.")+"\u00a0\r\n\r\n")
	const want = "• Trực đủ ca\n• Ghi “sổ” theo dõi…\nDòng sau\nHết – đã rà soát."
	if got := d.sheet(access.Secretary).Sent[0].Did; got != want {
		t.Errorf("it reads %q", got)
	}
}

// A part of 100,000 characters is refused at its field, however it is sent, and
// every word that was typed comes back.
func TestAPartTooLong(t *testing.T) {
	t.Parallel()
	w := webtest.New(t, "")
	d := newDesk(t, w)
	me := w.As(t, access.Member)
	long := strings.Repeat("dài ", 25_000)
	v := d.typed(me, "did", "Đã làm", "mended", long, "ahead", "Còn chậm")
	for _, to := range []string{"/draft", "/submit"} {
		got := saves(t, me, d.at+to, v)
		page := got.Doc(t)
		bad := page.Find(".field-bad")
		if got.Status != http.StatusUnprocessableEntity || bad.Length() != 1 || bad.Find("[name=mended]").Length() != 1 {
			t.Errorf("%s: %d, %d fields are marked", to, got.Status, bad.Length())
		}
		for name, text := range map[string]string{"did": "Đã làm", "mended": strings.TrimSpace(long), "ahead": "Còn chậm"} {
			if !shown(page, name, text) {
				t.Errorf("%s: what was typed in %s is lost", to, name)
			}
		}
	}
	if sh := d.sheet(access.Member); sh.Draft.Version != 0 || sh.Report.State != reflection.Assigned {
		t.Errorf("something of it was kept: %s, version %d", sh.Report.State, sh.Draft.Version)
	}
}

// I6: whoever goes on typing when the meeting has taken the report up, or when
// the final text is kept, is told so, and his words are still before him.
func TestTypingTooLate(t *testing.T) {
	t.Parallel()
	w := webtest.New(t, "")
	h := hearing{T: t, World: w}
	h.assigned()
	d := desk{t, w, h.reports[0], "/reflection/" + string(h.reports[0])}
	h.opened()
	me := w.As(t, access.Member)
	late := d.typed(me, "did", "Câu viết sau cùng", "ahead", "Còn một việc nữa")
	room, err := w.App.Meetings.Look(t.Context(), h.actor(access.Secretary), h.id, "")
	must(t, err)
	must(t, w.App.Meetings.TakeUp(t.Context(), h.actor(access.Secretary), h.id, room.Live.Version, h.item(0).ID))
	d.tooLate(me, late)
	leader := w.As(t, access.Secretary)
	for _, f := range []struct{ to, field string }{{"/comments", "body"}, {"/return", "wanted"}} {
		got := leader.Post(d.at+f.to, url.Values{"ordinal": {"1"}, "_version": {"1"}, f.field: {"Bổ sung số liệu"}})
		if got.Status != http.StatusUnprocessableEntity || !shown(got.Doc(t), f.field, "Bổ sung số liệu") {
			t.Errorf("%s: %d, or what was typed is lost", f.to, got.Status)
		}
	}
	h.closed()
	sh := d.sheet(access.Member)
	must(t, w.App.Reflections.Complete(t.Context(), h.actor(access.Member), d.id, sh.Draft.Version, sh.Draft.Texts))
	d.tooLate(me, late)
}

func (d desk) tooLate(me *webtest.Client, late url.Values) {
	d.Helper()
	for _, to := range []string{"/draft", "/submit"} {
		got := saves(d.T, me, d.at+to, late)
		if told := saying(d.T, got); got.Status != http.StatusUnprocessableEntity || !strings.Contains(told, "Báo cáo đã ") {
			d.Errorf("%s: %d, %q", to, got.Status, told)
		}
		for name := range late {
			if strings.HasPrefix(name, "_") || late.Get(name) == "" {
				continue
			}
			if !shown(got.Doc(d.T), name, late.Get(name)) {
				d.Errorf("%s: what was typed in %s is lost", to, name)
			}
		}
	}
}

// A session that is over while one writes: the script is told so, nothing is
// stored, and the same words are taken once one has signed in again.
func TestSignedOutWhileWriting(t *testing.T) {
	t.Parallel()
	w := webtest.New(t, "")
	d := newDesk(t, w)
	me := w.As(t, access.Member)
	v := d.typed(me, "did", "Viết qua đêm")
	w.Clock.Set(dbtest.Today.Add(12 * time.Hour))
	if got := saves(t, me, d.at+"/draft", v); got.Status != http.StatusUnauthorized || got.Location != "" {
		t.Errorf("%d %s", got.Status, got.Location)
	}
	if got := saves(t, w.As(t, access.Member), d.at+"/draft", v); got.Status != http.StatusNoContent {
		t.Errorf("signed in again: %d", got.Status)
	}
	if sh := d.sheet(access.Member); sh.Draft.Did != "Viết qua đêm" || sh.Draft.Version != 1 {
		t.Errorf("version %d holds %q", sh.Draft.Version, sh.Draft.Did)
	}
}

// safety R1: a form sent twice is taken once: a text, a comment, the words with
// which it is given back.
func TestReportFormsSentTwice(t *testing.T) {
	engines(t, func(t *testing.T, w *webtest.World) {
		d := newDesk(t, w)
		me, leader := w.As(t, access.Member), w.As(t, access.Secretary)
		twice := func(c *webtest.Client, to string, v url.Values) {
			t.Helper()
			v.Set("_key", db.NewID())
			var both sync.WaitGroup
			for range 2 {
				both.Go(func() {
					if got := c.Post(d.at+to, maps.Clone(v)); got.Status != http.StatusSeeOther {
						t.Errorf("%s: %d", to, got.Status)
					}
				})
			}
			both.Wait()
		}
		twice(me, "/submit", d.typed(me, "did", "Đã trực đúng giờ"))
		twice(leader, "/comments", url.Values{"ordinal": {"1"}, "part": {"did"}, "words": {"đúng giờ"}, "body": {"Nêu số liệu"}})
		twice(leader, "/return", url.Values{"_version": {strconv.Itoa(d.sheet(access.Secretary).Report.Version)}, "wanted": {"Bổ sung"}})
		sh := d.sheet(access.Secretary)
		if len(sh.Sent) != 1 || len(sh.Comments) != 1 || !sh.Report.Returned {
			t.Errorf("%d versions, %d comments, given back: %v", len(sh.Sent), len(sh.Comments), sh.Report.Returned)
		}
	})
}

// A comment on a version that is no longer the last is kept and finds its
// words; one on no version is not found; one outside of the text is refused
// with what was typed.
func TestCommentsOnWhatIsNotThere(t *testing.T) {
	t.Parallel()
	w := webtest.New(t, "")
	d := newDesk(t, w)
	d.sent("did", "Tôi đã trực đúng giờ các ca trong tháng và ghi sổ theo dõi.")
	d.sent("did", "Quý này tôi đã trực đúng giờ các ca trong tháng và ghi sổ theo dõi.")
	leader := w.As(t, access.Secretary)
	comment := func(values ...string) webtest.Answer {
		v := url.Values{"ordinal": {"1"}, "part": {"did"}, "body": {"Nêu số liệu"}}
		for n := 0; n+1 < len(values); n += 2 {
			v.Set(values[n], values[n+1])
		}
		return leader.Post(d.at+"/comments", v)
	}
	if got := comment("words", "trực đúng giờ"); got.Status != http.StatusSeeOther {
		t.Fatalf("on an earlier version: %d", got.Status)
	}
	c := d.sheet(access.Secretary).Comments[0]
	if text := []rune(d.sheet(access.Secretary).Sent[1].Did); !c.Placed || string(text[c.Start:c.Stop]) != "trực đúng giờ" {
		t.Errorf("it stands at %d–%d", c.Start, c.Stop)
	}
	for _, values := range [][]string{{"words", "không có"}, {"start", "10", "stop", "99999"}, {"start", "9", "stop", "3"}, {"part", "other"}, {"body", "\u200b\u00ad"}, {"body", strings.Repeat("x", 4001)}} {
		got := comment(values...)
		if got.Status != http.StatusUnprocessableEntity || got.Doc(t).Find(".field-bad").Length() == 0 {
			t.Errorf("%.30q: %d", values, got.Status)
		}
		if values[0] != "body" && !shown(got.Doc(t), "body", "Nêu số liệu") {
			t.Errorf("%.30q: what was typed is lost", values)
		}
	}
	for _, ordinal := range []string{"0", "3", "-1", "99999999999999999999", "x"} {
		if got := comment("ordinal", ordinal); got.Status != http.StatusNotFound {
			t.Errorf("version %s: %d", ordinal, got.Status)
		}
	}
	if n := len(d.sheet(access.Secretary).Comments); n != 1 {
		t.Errorf("%d comments", n)
	}
}
