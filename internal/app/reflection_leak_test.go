package app_test

import (
	"bytes"
	"fmt"
	"log/slog"
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"chibo/internal/access"
	"chibo/internal/commitment"
	"chibo/internal/db"
	"chibo/internal/dbtest"
	"chibo/internal/meeting"
	"chibo/internal/notify"
	"chibo/internal/notify/smtp/smtptest"
	"chibo/internal/reflection"
	"chibo/internal/webtest"
)

// circle is who may read a text.
type circle []access.Role

// The circles around a report of a member of the own cell, and around one of a
// member of the chapter.
var (
	author    = circle{access.Member}
	recorders = circle{access.Secretary, access.CommitteeMember}
	leaders   = circle{access.Member, access.Secretary, access.CommitteeMember}
	cell      = circle{access.Member, access.Secretary, access.CommitteeMember, access.Probationary}
	cellAndUp = circle{access.Member, access.Secretary, access.CommitteeMember, access.Probationary, access.Officer}

	ofChapter    = circle{access.MassMember}
	massLeaders  = circle{access.MassMember, access.MassOfficer}
	massAndAbove = circle{access.MassMember, access.MassOfficer, access.Officer}
)

// onlookers are those who look: of the deputy, who is what a member of the
// committee is, other tests know.
var onlookers = []access.Role{
	access.Member, access.CommitteeMember, access.Secretary, access.Probationary, access.MassMember, access.MassOfficer, access.Officer, access.Administrator,
}

// leak is a house in which every text that somebody writes bears a word of its
// own, and who may read that word so far.
type leak struct {
	*testing.T
	*webtest.World
	place   webtest.Place // where the texts are written
	server  *smtptest.Server
	logged  *bytes.Buffer
	readers map[string]circle
	past    map[string]bool // words in whose place others have come
	feeds   map[access.Role]string
}

// leaky opens the house with mail, calendars and a log that is read. It may not
// run beside other tests: the log is that of the process.
func leaky(t *testing.T, place string) *leak {
	t.Helper()
	w := webtest.New(t, "")
	l := &leak{
		T: t, World: w, place: w.Places[place], server: mailed(t, w), logged: &bytes.Buffer{},
		readers: map[string]circle{}, past: map[string]bool{}, feeds: map[access.Role]string{},
	}
	slog.SetDefault(slog.New(slog.NewTextHandler(l.logged, &slog.HandlerOptions{Level: slog.LevelDebug})))
	t.Cleanup(func() { slog.SetDefault(slog.New(slog.DiscardHandler)) })
	for _, role := range onlookers {
		secret, err := w.App.Notices.Renew(t.Context(), w.Actor(t, role))
		must(t, err)
		l.feeds[role] = secret
	}
	return l
}

// says is a text with a word that nothing else holds, for a circle of readers.
func (l *leak) says(name string, who circle) string {
	l.readers[name] = who
	return "Nội dung " + planted(name) + " của riêng."
}

func planted(name string) string { return "kz1" + name + "kz2" }

// found is a planted word in a text of small letters: what searches and sorts
// may have made it.
var found = regexp.MustCompile(`kz1([a-z]+)kz2`)

// opens widens the circle of what was written.
func (l *leak) opens(who circle, names ...string) {
	for _, name := range names {
		l.readers[name] = who
	}
}

// replaced: other words have come in the place of these. Who could read them
// still may, and need not find them.
func (l *leak) replaced(names ...string) {
	for _, name := range names {
		l.past[name] = true
	}
}

// nothing leaves no page out; copies are of what is kept of oneself; apart are the
// pages of what knows of no report and no pledge: they are not read again after
// each step.
var (
	nothing = regexp.MustCompile(`^$`)
	copies  = regexp.MustCompile(`^/privacy/copy`)
	apart   = regexp.MustCompile(`^/(org|accounts?|admission|movement|commendation|feedback|welfare|target|ballot|poll|directive|topic|campaign|mobilisation|consultation|bulletin)\b`)
)

// looks has everybody read every page, list, file and calendar that there is:
// nobody meets a word that is not for him, and whoever a word is for meets it.
// No mail, and no line of the log, holds any of them.
func (l *leak) looks(stage string, more ...string) {
	l.Helper()
	l.look(stage, nothing, more)
}

// looksAgain is looks without what is apart.
func (l *leak) looksAgain(stage string, more ...string) {
	l.Helper()
	l.look(stage, apart, more)
}

func (l *leak) look(stage string, without *regexp.Regexp, more []string) {
	l.Helper()
	for _, role := range onlookers {
		l.looksAs(stage, role, without, more)
	}
	must(l.T, notify.NewSender(l.App.Notices).SendDue(l.Context()))
	for _, m := range l.server.Taken() {
		if word := found.FindString(strings.ToLower(letter(l.T, m))); word != "" {
			l.Errorf("%s: a mail to %s says %s", stage, m.To, word)
		}
	}
	if word := found.FindString(strings.ToLower(l.logged.String())); word != "" {
		l.Errorf("%s: the log says %s", stage, word)
	}
}

func (l *leak) looksAs(stage string, role access.Role, without *regexp.Regexp, more []string) {
	l.Helper()
	met := map[string]bool{}
	for path, body := range l.sweep(role, without, more) {
		told := map[string]bool{}
		for _, f := range found.FindAllStringSubmatch(strings.ToLower(strings.ReplaceAll(body, "\r\n ", "")), -1) {
			name := f[1]
			if met[name] = true; !slices.Contains(l.readers[name], role) && !told[name] {
				told[name] = true
				l.Errorf("%s: %s reads %q on %s", stage, role, name, path)
			}
		}
		if strings.HasPrefix(path, "/privacy/trail") { // counts who read, not who spoke
			continue
		}
		for _, text := range beside(body, strconv.Itoa(spoken)) {
			if counts := counted.FindString(text); counts != "" {
				l.Errorf("%s: %s reads how often somebody spoke on %s: %q", stage, role, path, counts)
			}
		}
	}
	for name, who := range l.readers {
		if slices.Contains(who, role) && !met[name] && !l.past[name] {
			l.Errorf("%s: %s nowhere reads %q, which is for him", stage, role, name)
		}
	}
}

// sweep fetches every address with what lies at the place, by itself, of the
// unit and in a search, and some more. What a PDF says is not read: see
// sameInPDF.
func (l *leak) sweep(role access.Role, without *regexp.Regexp, more []string) map[string]string {
	l.Helper()
	client, pages := l.As(l.T, role), map[string]string{}
	query := "?" + url.Values{"unit": {string(l.place.Unit)}, "q": {"kz1"}}.Encode()
	all := append(more, "/notify/feed/"+l.feeds[role], "/kz1"+"missing")
	for _, rt := range readable(l.World) {
		path, ok := address(rt, l.place.Params)
		if !ok || without.MatchString(rt.Path) {
			continue
		}
		if all = append(all, path); !wildcard.MatchString(rt.Path) {
			all = append(all, path+query)
		}
	}
	for _, path := range all {
		if _, done := pages[path]; !done {
			got := client.Get(path)
			pages[path] = got.Location + "\n" + unpacked(got.Body)
		}
	}
	return pages
}

// spoken is how many opinions one person gives.
const spoken = 17

// A page may say how many opinions there are, never how many one person gave
// (C10).
var (
	counted = regexp.MustCompile(fmt.Sprintf(`(?i)\b%[1]d\s*(lần|lượt|ý kiến|góp ý|phát biểu|opinion|time|speech)|(lần|lượt|ý kiến|góp ý|phát biểu)[^.;,]{0,12}\b%[1]d\b`, spoken))
	tags    = regexp.MustCompile(`<[^>]*>`)
)

// beside is the text around every place of a page where a number stands by
// itself: to read all of it by expressions takes longer than to make it.
func beside(page, number string) (texts []string) {
	for at := 0; ; at += len(number) {
		i := strings.Index(page[at:], number)
		if i < 0 {
			return texts
		}
		at += i
		after := at + len(number)
		if strings.ContainsAny(page[max(0, at-1):at]+page[after:min(after+1, len(page))], "0123456789abcdef-") {
			continue // a part of an id, a date or a larger number
		}
		text := page[max(0, at-300):min(after+300, len(page))]
		texts = append(texts, strings.Join(strings.Fields(tags.ReplaceAllString(text, " ")), " "))
	}
}

// files lists the addresses of a report that carry a query.
func files(report reflection.ID) (all []string) {
	at := "/reflection/" + string(report)
	for _, of := range []string{"draft", "presented", "final"} {
		all = append(all, at+"/print?of="+of, at+"/print.docx?of="+of)
	}
	return append(all, at+"?enter=on", at+"/compare?from=1&to=0", at+"/compare?from=1&to=2", at+"/compare?from=2&to=0", "/reflection?year=2026")
}

// sameInPDF fails where a paper is handed out as a PDF and not as a Word file,
// or the other way round.
func (l *leak) sameInPDF(report reflection.ID) {
	l.Helper()
	for _, role := range onlookers {
		client := l.As(l.T, role)
		for _, path := range append(files(report), "/reflection/sent-up/of/"+string(report)+"/print.docx") {
			if pdf := strings.Replace(path, ".docx", ".pdf", 1); pdf != path && client.Get(pdf).Status != client.Get(path).Status {
				l.Errorf("%s: %s and %s are not for the same people", role, path, pdf)
			}
		}
	}
}

// C9, C10, safety S3: a report from its first word to what is sent up, in every
// state read by nobody but those whom it is for.
func TestWhoReadsAReport(t *testing.T) {
	l := leaky(t, "own")
	h := &hearing{T: t, World: l.World}
	id := l.written()
	l.looks("typed", files(id)...)
	l.reviewed(id)
	l.looksAgain("given back", files(id)...)
	l.again(id)
	h.reports = []reflection.ID{id}
	h.opened()
	l.place.Params["meeting"], l.place.Params["item"] = string(h.id), string(h.item(0).ID)
	l.heard(h)
	l.looksAgain("in the meeting", files(id)...)
	l.concluded(h)
	l.looksAgain("after the meeting", files(id)...)
	l.followed(id)
	up, err := l.App.Reflections.Get(t.Context(), l.Actor(t, access.Secretary), id)
	must(t, err)
	must(t, l.App.Reflections.SendUp(t.Context(), l.Actor(t, access.Secretary), id, up.Report.Version))
	l.opens(cellAndUp, "final", "assessment", "exemplary", "mend")
	l.looks("sent up", files(id)...)
	l.sameInPDF(id)
	l.gone(id)
}

// written assigns a turn in June; the author types.
func (l *leak) written() reflection.ID {
	l.Helper()
	r, ctx := l.App.Reflections, l.Context()
	id, err := r.Assign(ctx, l.Actor(l.T, access.Secretary), l.place.Unit, l.People[access.Member], "2026-06", true)
	must(l.T, err)
	l.place.Params["report"] = string(id)
	_, err = r.Save(ctx, l.Actor(l.T, access.Member), id, 0, reflection.Texts{Did: l.says("typed", author)}, nil)
	must(l.T, err)
	return id
}

// reviewed: the author sends and types on; he is commented on and asked for
// more, and answers; his turn is moved away and back.
func (l *leak) reviewed(id reflection.ID) {
	l.Helper()
	r, ctx, me, sec := l.App.Reflections, l.Context(), l.Actor(l.T, access.Member), l.Actor(l.T, access.Secretary)
	must(l.T, r.Submit(ctx, me, id, 1, reflection.Texts{Did: l.says("sent", leaders), Ahead: "Còn chậm báo cáo"}, nil))
	l.replaced("typed")
	comment, err := r.Comment(ctx, sec, id, reflection.CommentForm{Ordinal: 1, Part: reflection.PartAhead, Words: "chậm", Body: l.says("comment", leaders)})
	must(l.T, err)
	l.place.Params["comment"] = string(comment)
	must(l.T, r.AnswerComment(ctx, me, id, comment, 1, l.says("answer", leaders)))
	sh, err := r.Get(ctx, sec, id)
	must(l.T, err)
	must(l.T, r.Return(ctx, sec, id, sh.Report.Version, l.says("wanted", leaders), ""))
	must(l.T, r.Move(ctx, sec, id, sh.Report.Version+1, "2026-07", l.says("moved", leaders)))
	must(l.T, r.Move(ctx, sec, id, sh.Report.Version+2, "2026-06", ""))
	_, err = r.Save(ctx, me, id, 2, reflection.Texts{Did: l.says("typing", author), Ahead: "Còn chậm báo cáo"}, nil)
	must(l.T, err)
	must(l.T, r.Remind(ctx, access.System))
}

// again sends what is to be heard, and types on.
func (l *leak) again(id reflection.ID) {
	l.Helper()
	r, ctx, me := l.App.Reflections, l.Context(), l.Actor(l.T, access.Member)
	must(l.T, r.Submit(ctx, me, id, 3, reflection.Texts{Did: l.says("again", leaders), Ahead: "Còn chậm báo cáo"}, nil))
	_, err := r.Save(ctx, me, id, 4, reflection.Texts{Did: l.says("unsent", author), Ahead: "Còn chậm báo cáo"}, nil)
	must(l.T, err)
	l.replaced("typing", "wanted")
}

// heard: the meeting takes the report up; people speak; the recorder types the
// conclusion, which is his until the meeting ends.
func (l *leak) heard(h *hearing) {
	l.Helper()
	m, ctx, sec := l.App.Meetings, l.Context(), l.Actor(l.T, access.Secretary)
	room, err := m.Look(ctx, sec, h.id, "")
	must(l.T, err)
	must(l.T, m.TakeUp(ctx, sec, h.id, room.Live.Version, h.item(0).ID))
	l.opens(cell, "again")
	l.replaced("unsent")
	for n := range spoken + 2 {
		opinion := meeting.NoteForm{Speaker: l.People[access.CommitteeMember], Kind: meeting.Advice, Body: "Cần ghi số liệu."}
		if n == 0 {
			opinion.Body = l.says("opinion", recorders)
		}
		if n > spoken {
			opinion.Speaker = l.People[access.Deputy]
		}
		note, err := m.Note(ctx, sec, h.id, h.item(0).ID, opinion)
		must(l.T, err)
		l.place.Params["note"] = string(note)
	}
	i := h.item(0)
	must(l.T, m.Conclude(ctx, sec, h.id, i.ID, i.Version, meeting.Conclusion{Text: l.says("assessment", recorders), Exemplary: l.says("exemplary", recorders), ToMend: l.says("mend", recorders)}))
}

// concluded: the meeting closes, and its minutes are frozen; the author works
// on the final text.
func (l *leak) concluded(h *hearing) {
	l.Helper()
	m, ctx, sec := l.App.Meetings, l.Context(), l.Actor(l.T, access.Secretary)
	sh, err := m.Get(ctx, sec, h.id)
	must(l.T, err)
	reasons := map[meeting.ItemID]string{}
	for _, i := range sh.Unsettled() {
		reasons[i.ID] = "Chuyển sang tháng sau."
	}
	must(l.T, m.Close(ctx, sec, h.id, sh.Meeting.Version, meeting.Sign{OpenedAt: "14:00", ClosedAt: "16:00"}, reasons))
	l.opens(cell, "opinion", "assessment", "exemplary", "mend")
	_, err = l.App.Reflections.Save(ctx, l.Actor(l.T, access.Member), h.reports[0], 5, reflection.Texts{Did: l.says("finishing", author)}, nil)
	must(l.T, err)
	sh, err = m.Get(ctx, sec, h.id)
	must(l.T, err)
	_, err = l.App.Deeds.Freeze(ctx, access.Console, h.id, sh.Meeting.Version)
	must(l.T, err)
}

// followed: the final text, and the remark with answer, evidence and help.
func (l *leak) followed(id reflection.ID) {
	l.Helper()
	r, ctx, me, sec := l.App.Reflections, l.Context(), l.Actor(l.T, access.Member), l.Actor(l.T, access.Secretary)
	must(l.T, r.Complete(ctx, me, id, 6, reflection.Texts{Did: l.says("final", cell)}))
	l.replaced("finishing")
	p, err := r.RemarksOf(ctx, me, l.place.Unit, reflection.RemarkFilter{})
	must(l.T, err)
	remark := p.Remarks[0]
	help, err := r.AgreeHelp(ctx, sec, remark.ID, reflection.HelpForm{Helper: l.People[access.Probationary], Body: l.says("help", cell), Due: db.DateOf(dbtest.Today).AddDays(60)})
	must(l.T, err)
	must(l.T, r.AnswerRemark(ctx, me, remark.ID, remark.Version, l.says("reply", leaders)))
	must(l.T, r.Judge(ctx, sec, remark.ID, remark.Version+1, reflection.Judgement{State: reflection.Improving, Evidence: l.says("evidence", leaders)}))
	l.place.Params["remark"], l.place.Params["help"] = string(remark.ID), string(help)
}

// gone: who left the cell reads nothing of it any more, even the author; but the
// copy of what is kept of himself is his by law.
func (l *leak) gone(id reflection.ID) {
	l.Helper()
	l.readers = map[string]circle{}
	for _, role := range []access.Role{access.Probationary, access.Member} {
		leave(l.T, l.World, l.People[role], l.App.DB.Now().Date())
		l.looksAs("gone", role, copies, files(id))
	}
}

// C8, C9, S3: what a chapter hears stays in the chapter: the cell above it
// reads nothing, nor does the office until it is sent there.
func TestWhoReadsAReportOfAChapter(t *testing.T) {
	l := leaky(t, "child")
	r, ctx, me, lead := l.App.Reflections, t.Context(), l.Actor(t, access.MassMember), l.Actor(t, access.MassOfficer)
	id, err := r.Assign(ctx, lead, l.place.Unit, l.People[access.MassMember], "2026-05", true)
	must(t, err)
	l.place.Params["report"] = string(id)
	_, err = r.Save(ctx, me, id, 0, reflection.Texts{Did: l.says("typed", ofChapter)}, nil)
	must(t, err)
	l.looksAgain("typed", files(id)...)
	must(t, r.Submit(ctx, me, id, 1, reflection.Texts{Did: l.says("sent", massLeaders)}, nil))
	l.replaced("typed")
	sh, err := r.Get(ctx, lead, id)
	must(t, err)
	must(t, r.Hear(ctx, lead, id, sh.Report.Version, reflection.Heard{
		On:         db.DateOf(dbtest.Today),
		Opinions:   []reflection.Opinion{{Speaker: l.People[access.MassOfficer], Kind: meeting.Advice, Body: l.says("opinion", massLeaders)}},
		Conclusion: reflection.Conclusion{Assessment: l.says("assessment", massLeaders), ToMend: l.says("mend", massLeaders)},
	}))
	must(t, r.Complete(ctx, me, id, 2, reflection.Texts{Did: l.says("final", massLeaders)}))
	l.looksAgain("completed", files(id)...)
	must(t, r.SendUp(ctx, lead, id, sh.Report.Version+2))
	l.opens(massAndAbove, "final", "assessment", "mend")
	l.looksAgain("sent up", files(id)...)
	l.sameInPDF(id)
}

// D1–D4, C10, S3: a pledge is its author's until he sends it, then his and the
// leaders'; the hints are his alone; above nobody reads a word.
func TestWhoReadsAPledge(t *testing.T) {
	l := leaky(t, "own")
	c, ctx, me, sec := l.App.Commitments, t.Context(), l.Actor(t, access.Member), l.Actor(t, access.Secretary)
	year := db.DateOf(dbtest.Today).Year()
	id, err := c.Begin(ctx, me, l.Own.Unit, l.People[access.Member], year, false)
	must(t, err)
	l.place.Params["pledge"] = string(id)
	item := commitment.ItemForm{Heading: l.says("heading", author), Work: "Không ngừng tu dưỡng " + planted("work"), Due: planted("due")}
	l.opens(author, "work", "due")
	version, err := c.Save(ctx, me, id, 1, []commitment.ItemForm{item})
	must(t, err)
	l.looksAgain("typed", "/commitment?year=2026", "/commitment/unit?year=2026")
	l.hinted(id, access.Member)
	must(t, c.Submit(ctx, me, id, version))
	l.opens(leaders, "heading", "work", "due")
	must(t, c.Return(ctx, sec, id, version+1, l.says("wanted", leaders)))
	l.hinted(id, access.Member)
	must(t, c.Submit(ctx, me, id, version+2))
	must(t, c.Approve(ctx, sec, id, version+3))
	sh, err := c.Get(ctx, me, id)
	must(t, err)
	must(t, c.Progress(ctx, me, id, version+4, sh.Pledge.Items[0].ID, 40, l.says("progress", leaders)))
	must(t, c.Look(ctx, me, id, version+5, commitment.Midyear, l.says("look", leaders)))
	l.replaced("wanted")
	l.looks("approved", "/commitment?year=2026", "/commitment/unit?year=2026", "/commitment/coverage?unit="+string(l.Places["parent"].Unit))
}

// hinted: the hints of a pledge stand on pages of one reader alone (D2).
func (l *leak) hinted(id commitment.ID, of access.Role) {
	l.Helper()
	for _, role := range onlookers {
		found := false
		client := l.As(l.T, role)
		for _, page := range []string{"", "/edit", "/print"} {
			got := client.Get("/commitment/" + string(id) + page)
			found = found || got.Status == http.StatusOK && got.Doc(l.T).Find("[data-hint]").Length() > 0
		}
		got := client.Post("/commitment/"+string(id)+"/draft", url.Values{"_version": {"99"}, "item-1-heading": {"Rèn luyện"}, "item-1-work": {"Không ngừng tu dưỡng"}})
		if found = found || role != of && got.Doc(l.T).Find("[data-hint]").Length() > 0; found != (role == of) {
			l.Errorf("%s sees the hints: %v", role, found)
		}
	}
}
