package evaluation_test

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"

	"chibo/internal/access"
	"chibo/internal/commendation"
	"chibo/internal/db"
	"chibo/internal/dbtest"
	"chibo/internal/evaluation"
	"chibo/internal/fault"
	"chibo/internal/meeting"
	"chibo/internal/meeting/meetingtest"
	"chibo/internal/member"
	"chibo/internal/org"
	"chibo/internal/paper"
	"chibo/internal/vote"
)

type hall struct {
	meetingtest.Hall
	*evaluation.Service
	review evaluation.ID
}

var must = meetingtest.Must

func refused(t *testing.T, what string, err error, key string) {
	t.Helper()
	if got := fault.Key(err); got != key {
		t.Errorf("%s: %q (%v), want %q", what, got, err, key)
	}
}

func at(t *testing.T, what string, err error, field string) {
	t.Helper()
	e, ok := err.(*fault.Error)
	if !ok || len(e.Fields) != 1 || e.Fields[0].Name != field {
		t.Errorf("%s: %v, want a fault at %s", what, err, field)
	}
}

func (h hall) sheet(t *testing.T, by access.Actor) evaluation.Sheet {
	t.Helper()
	sh, err := h.Service.Get(t.Context(), by, h.review)
	must(t, err)
	return sh
}

// stale checks that a form that another came before gets their fields.
func stale(t *testing.T, err error, theirs map[string]string) {
	t.Helper()
	e, ok := err.(*fault.Error)
	if !ok || e.Kind != fault.Stale {
		t.Fatalf("%v, want what was stored meanwhile", err)
	}
	for name, text := range theirs {
		if got, ok := e.Theirs[name]; !ok || got != text {
			t.Errorf("%s: theirs is %q, want %q", name, got, text)
		}
	}
}

// of is the file of somebody, of the unit for nobody, as the secretary lists it.
func (h hall) of(t *testing.T, person string) evaluation.Line {
	t.Helper()
	lines := h.sheet(t, h.Secretary).Lines
	i := slices.IndexFunc(lines, func(l evaluation.Line) bool { return string(l.Person) == person })
	if i < 0 {
		t.Fatalf("no file of %q", person)
	}
	return lines[i]
}

func (h hall) propose(t *testing.T, person string, level evaluation.Level, n int) error {
	t.Helper()
	l := h.of(t, person)
	next, err := h.Propose(t.Context(), h.Secretary, l.ID, l.Version, evaluation.Proposal{Level: level, Count: vote.Count{Favour: n}})
	if err == nil && next != "" && (next == l.ID) != (l.Proposed != "") {
		t.Errorf("after a vote on %q comes %q", l.Name, next)
	}
	return err
}

var whole = evaluation.Words{OwnLevel: "good", Parts: map[string]string{
	"ethics": "Giữ gìn đoàn kết", "work": "Hoàn thành nhiệm vụ", "limits": "Báo cáo chậm", "ahead": "Báo cáo đúng hạn",
}}

// H2: from the facts of the year to the superior's decision, on both engines, and
// who reads what on the way.
func TestReview(t *testing.T) {
	dbtest.EachClock(t, func(t *testing.T, d *db.DB, c *dbtest.Clock) {
		h := hall{Hall: meetingtest.New(t, d)}
		h.Service = evaluation.New(d, vote.New())
		ctx := t.Context()
		exempt, suspended := h.Enter(t, h.Cell, "Đỗ Văn M", member.Official), h.Enter(t, h.Cell, "Bùi Văn S", member.Official)
		must(t, h.Members.SetState(ctx, access.Console, exempt, member.StatePeriod{Unit: h.Cell, State: member.Exempt, From: "2026-01-01"}))
		must(t, h.Members.SetState(ctx, access.Console, suspended, member.StatePeriod{Unit: h.Cell, State: member.Suspended, From: "2026-01-01", Decision: "1-QĐ"}))
		held := h.Hall.Open(t)
		reasons := map[meeting.ItemID]string{}
		for _, i := range h.Hall.Get(t, held).Unsettled() {
			reasons[i.ID] = "Chuyển kỳ sau"
		}
		must(t, h.Meetings.Close(ctx, h.Secretary, held, h.Hall.Get(t, held).Meeting.Version, meeting.Sign{OpenedAt: "14:00", ClosedAt: "15:20"}, reasons))

		given := commendation.AwardForm{
			SubjectForm: commendation.SubjectForm{Kind: commendation.Individual, People: []member.ID{member.ID(h.Plain.Person)}},
			Merit:       commendation.Merit{Form: commendation.Certificate, Level: commendation.ByBase, Occasion: commendation.Irregular},
			Decision:    commendation.Decision{Giver: "Đảng ủy cơ sở", On: "2026-05-04"},
		}
		_, err := commendation.New(d).Enter(ctx, access.Console, h.Cell, given)
		must(t, err)

		h.open(t)
		h.write(t, string(suspended))
		h.vote(t, string(suspended))
		h.decide(t)
		h.forget(t, d, exempt)
		h.dissolved(t, d, c)
	})
}

func (h *hall) open(t *testing.T) {
	t.Helper()
	form := evaluation.OpenForm{Period: evaluation.Period{Year: 2026}, Due: "2026-06-10"}
	_, err := h.Service.Open(t.Context(), h.Plain, h.Cell, form)
	refused(t, "a member opens", err, "ui.denied")
	_, err = h.Service.Open(t.Context(), access.Console, org.ID(h.Officer.Duties[0].Unit), form)
	refused(t, "a committee opens", err, "evaluation.no_cell")
	h.review, err = h.Service.Open(t.Context(), h.Secretary, h.Cell, form)
	must(t, err)
	_, err = h.Service.Open(t.Context(), h.Secretary, h.Cell, form)
	at(t, "a second time", err, "year")
	must(t, h.Refresh(t.Context(), h.Secretary, h.review, 1))
	sh := h.sheet(t, h.Secretary)
	if len(sh.Lines) != 6 || sh.Lines[0].Form != evaluation.OfUnit || sh.Lines[1].Form != evaluation.Form2B || sh.Counts.Expected != 4 || len(sh.Levels) != 4 {
		t.Errorf("%d files, %+v", len(sh.Lines), sh.Counts)
	}
	if own := h.sheet(t, h.Plain); len(own.Lines) != 1 || string(own.Lines[0].Person) != h.Plain.Person || own.Cap.Known {
		t.Errorf("a member sees %d files", len(own.Lines))
	}
	if up := h.sheet(t, h.Officer); len(up.Lines) != 0 || len(up.Moves) != 0 {
		t.Errorf("the officer sees %d files", len(up.Lines))
	}
	_, err = h.Service.Get(t.Context(), h.Stranger, h.review)
	refused(t, "a sister cell", err, "ui.not_found")
}

func (h hall) write(t *testing.T, suspended string) {
	t.Helper()
	ctx, mine := t.Context(), h.of(t, h.Plain.Person)
	sh, err := h.File(ctx, h.Plain, mine.ID)
	must(t, err)
	if sh.Now.Called != 1 || sh.Now.Present != 1 || sh.Now.Meetings != 1 || sh.Now.Awards != 1 || !sh.MayWrite {
		t.Errorf("facts %+v", sh.Now)
	}
	must(t, h.Choose(ctx, h.Secretary, mine.ID, 1, evaluation.Form2C))
	must(t, h.Save(ctx, h.Plain, mine.ID, 2, evaluation.Words{Parts: map[string]string{"limits": "Nháp riêng"}}, false))
	at(t, "the form of what is written", h.Choose(ctx, h.Secretary, mine.ID, 3, evaluation.Form2A), "form")
	refused(t, "the committee writes over him", h.Save(ctx, h.Secretary, mine.ID, 3, whole, true), "evaluation.writes_himself")
	if read, err := h.File(ctx, h.Secretary, mine.ID); err != nil || read.Begun() {
		t.Errorf("the committee reads a draft: %v %v", read.Parts, err)
	}
	_, err = h.File(ctx, h.Minuter, mine.ID)
	refused(t, "another member reads", err, "evaluation.not_yet_read")
	stale(t, h.Save(ctx, h.Plain, mine.ID, 2, whole, true), map[string]string{"part_limits": "Nháp riêng", "part_work": "", "own_level": ""})
	must(t, h.Save(ctx, h.Plain, mine.ID, 3, whole, true))
	var noted []string // I4: who reads the file of another
	h.OnRead = func(_ context.Context, by access.Actor, _, kind, _, person string) {
		noted = append(noted, by.Person, kind, person)
	}
	if read, err := h.File(ctx, h.Secretary, mine.ID); err != nil || read.Parts["limits"] != "Báo cáo chậm" {
		t.Errorf("what was submitted: %v %v", read.Parts, err)
	}
	_, err = h.File(ctx, h.Plain, mine.ID)
	must(t, err)
	if want := []string{h.Secretary.Person, "evaluation", h.Plain.Person}; !slices.Equal(noted, want) {
		t.Errorf("noted %q, want %q", noted, want)
	}
	proxy := h.of(t, h.Minuter.Person)
	must(t, h.Save(ctx, h.Secretary, proxy.ID, 1, whole, false))
	must(t, h.Save(ctx, h.Minuter, proxy.ID, 2, whole, true))
	refused(t, "for somebody suspended", h.Save(ctx, h.Secretary, h.of(t, suspended).ID, 1, whole, true), "evaluation.suspended_writes_not")
	must(t, h.Tell(ctx, h.Secretary, mine.ID, 0, evaluation.CommentForm{Source: evaluation.FromResidence}))
	must(t, h.Tell(ctx, h.Secretary, mine.ID, 1, evaluation.CommentForm{Source: evaluation.FromResidence, Received: true, Giver: "Khu dân cư 4", Body: "Gương mẫu"}))
	stale(t, h.Tell(ctx, h.Secretary, mine.ID, 1, evaluation.CommentForm{Source: evaluation.FromResidence}), map[string]string{"received": "yes", "giver": "Khu dân cư 4", "body": "Gương mẫu"})
	refused(t, "a member comments", h.Tell(ctx, h.Plain, mine.ID, 2, evaluation.CommentForm{Source: evaluation.FromMass}), "ui.denied")
}

func (h hall) vote(t *testing.T, suspended string) {
	t.Helper()
	ctx := t.Context()
	refused(t, "a vote before the meeting", h.propose(t, "", "good", 3), "evaluation.not_when_open")
	at(t, "no day", h.Convene(ctx, h.Secretary, h.review, 2, ""), "held_on")
	must(t, h.Convene(ctx, h.Secretary, h.review, 2, "2026-05-25"))
	must(t, h.Reopen(ctx, h.Secretary, h.review, 3))
	must(t, h.Convene(ctx, h.Secretary, h.review, 4, "2026-05-25"))
	if sh, err := h.File(ctx, h.Minuter, h.of(t, h.Plain.Person).ID); err != nil || sh.Facts == nil || sh.Facts.Present != 1 || len(sh.Comments) != 1 || sh.MayVote {
		t.Errorf("the cell reads: %+v %v", sh.Facts, err)
	}
	refused(t, "out of turn", h.propose(t, h.Secretary.Person, "good", 3), "evaluation.not_in_turn")
	at(t, "no level", h.propose(t, "", "", 3), "level")
	at(t, "not passed", h.propose(t, "", "good", 1), "favour")
	must(t, h.propose(t, "", "completed", 3))
	must(t, h.propose(t, "", "good", 2)) // another vote takes its place
	_, err := h.Propose(ctx, h.Secretary, h.of(t, "").ID, 1, evaluation.Proposal{Level: "completed", Count: vote.Count{Favour: 3}})
	stale(t, err, map[string]string{"level": "good", "favour": "2", "against": "0", "other": "0"})
	refused(t, "to the writers", h.Reopen(ctx, h.Secretary, h.review, 5), "evaluation.voted_already")
	refused(t, "not whole", h.Send(ctx, h.Secretary, h.review, 5), "evaluation.not_all_voted")
	must(t, h.propose(t, h.Secretary.Person, "excellent", 3))
	for _, person := range []string{h.Plain.Person, h.Minuter.Person, h.Probationary.Person, suspended} {
		must(t, h.propose(t, person, "good", 3))
	}
	sh := h.sheet(t, h.Plain)
	if !sh.Cap.Beyond() || sh.Cap.Most != 0 || sh.Counts.Voted != 6 || sh.Lines[0].Voted == nil || sh.Lines[0].Voted.Count.Favour != 2 {
		t.Errorf("%+v %+v", sh.Cap, sh.Counts)
	}
	must(t, h.Send(ctx, h.Secretary, h.review, 5)) // beyond the limit: said, not refused
}

func (h hall) decide(t *testing.T) {
	t.Helper()
	ctx := t.Context()
	up := h.sheet(t, h.Officer)
	if len(up.Lines) != 6 || up.Lines[1].Proposed != "excellent" || len(up.Lines[2].Parts) != 0 || up.Lines[2].Facts != nil || !up.Cap.Beyond() {
		t.Errorf("the officer sees %+v", up.Lines)
	}
	_, err := h.File(ctx, h.Officer, up.Lines[1].ID)
	refused(t, "the officer reads words", err, "ui.denied")
	at(t, "no word", h.GiveBack(ctx, h.Officer, h.review, 6, " "), "wanted")
	must(t, h.GiveBack(ctx, h.Officer, h.review, 6, "Xem lại tỷ lệ"))
	must(t, h.Send(ctx, h.Secretary, h.review, 7))
	d := evaluation.Decision{Number: "12-QĐ/ĐU", On: "2026-05-25", Levels: map[evaluation.FileID]evaluation.Level{}}
	for _, l := range up.Lines {
		d.Levels[l.ID] = "good"
	}
	refused(t, "a member decides", h.Decide(ctx, h.Plain, h.review, 8, d), "ui.denied")
	must(t, h.Decide(ctx, h.Officer, h.review, 8, d))
	sh := h.sheet(t, h.Plain)
	if l := sh.Lines[1]; l.Proposed != "excellent" || l.Decided != "good" || sh.Review.DecisionNo != "12-QĐ/ĐU" {
		t.Errorf("two results: %+v", l.File)
	}
	_, err = h.Service.Open(ctx, h.Secretary, h.Cell, evaluation.OpenForm{Period: evaluation.Period{Year: 2026, Quarter: 1}, Due: "2026-06-10"})
	must(t, err)
	if desk, err := h.Desk(ctx, h.Secretary, h.Cell); err != nil || desk.Review.ID != h.review {
		t.Errorf("of the year and a quarter of it the desk shows %+v, %v", desk.Review.Period, err)
	}
	o, err := h.Overview(ctx, h.Officer, org.ID(h.Officer.Duties[0].Unit), evaluation.Period{Year: 2026}, 1)
	must(t, err)
	if len(o.Others) != 1 || o.Sent != 1 || o.All != 2 || o.Units[1].People["good"] != 5 || o.Units[1].Self != "good" || o.Proposed["excellent"] != 1 || !o.Cap.Beyond() {
		t.Errorf("%+v", o)
	}
	_, list, err := h.ListPaper(ctx, h.Officer, h.review)
	must(t, err)
	_, unit, err := h.FilePaper(ctx, h.Plain, sh.Lines[0].ID)
	must(t, err)
	_, own, err := h.FilePaper(ctx, h.Plain, h.of(t, h.Plain.Person).ID)
	must(t, err)
	for _, want := range []struct {
		doc   paper.Document
		words string
	}{{list, "12-QĐ/ĐU"}, {list, "Hoàn thành xuất sắc nhiệm vụ"}, {own, "Báo cáo chậm"}, {own, "Gương mẫu (Khu dân cư 4)"}, {unit, "Tổ chức 1 buổi sinh hoạt; đảng viên dự"}, {own, "Số liệu trong kỳ:"}, {own, "Dự sinh hoạt 1/1 buổi"}, {own, "Cá nhân được khen thưởng: 1 lượt"}, {own, "3/3 đảng viên chính thức"}} {
		if !strings.Contains(fmt.Sprint(want.doc.Blocks), want.words) {
			t.Errorf("%s does not say %q", want.doc.Title, want.words)
		}
	}
}

// Erasure leaves the level, a merge one file.
func (h hall) forget(t *testing.T, d *db.DB, into member.ID) {
	t.Helper()
	ctx, id := t.Context(), h.of(t, h.Plain.Person).ID
	must(t, d.Write(ctx, access.Console, func(tx *db.Tx) error {
		return h.Erase(tx, access.Console, member.ID(h.Plain.Person))
	}))
	sh, err := h.File(ctx, h.Secretary, id)
	must(t, err)
	if sh.Begun() || len(sh.Comments) != 0 || sh.Decided != "good" {
		t.Errorf("forgotten: %+v", sh.File)
	}
	must(t, d.Write(ctx, access.Console, func(tx *db.Tx) error {
		if err := h.Merge(tx, access.Console, member.ID(h.Minuter.Person), into); err != nil {
			return err
		}
		return h.Merge(tx, access.Console, member.ID(h.Plain.Person), into)
	}))
	if n := len(h.sheet(t, h.Secretary).Lines); n != 6 {
		t.Errorf("%d files after the merge", n)
	}
}

// dissolved ends the cell: its review is read on, and counts where it was sent.
func (h hall) dissolved(t *testing.T, d *db.DB, c *dbtest.Clock) {
	t.Helper()
	ctx, above := t.Context(), org.ID(h.Officer.Duties[0].Unit)
	c.Set(c.Now().AddDate(0, 0, 1))
	must(t, org.New(d).Dissolve(ctx, access.Console, h.Cell, "2026-05-26"))
	must(t, d.Read(ctx, func(tx *db.Tx) error {
		all, err := evaluation.ResultsUnder(tx, above, evaluation.Period{Year: 2026})
		if all.Reviews != 1 || all.People["good"] != 5 {
			t.Errorf("after the cell was dissolved: %+v", all)
		}
		for _, s := range []commendation.Subject{{Person: member.ID(h.Secretary.Person)}, {About: h.Cell}} {
			if r, err := evaluation.Rated(tx, h.Cell, s, 2026); err != nil || r.Title != "Hoàn thành tốt nhiệm vụ" || !r.Decided {
				t.Errorf("%+v rated %+v, %v", s, r, err)
			}
		}
		return err
	}))
	sh, err := h.Service.Get(ctx, h.Officer, h.review)
	must(t, err)
	if sh.Review.UnitName == "" || len(sh.Lines) != 6 || len(sh.Moves) != 0 {
		t.Errorf("the review of a dissolved cell: %q, %d files, %v", sh.Review.UnitName, len(sh.Lines), sh.Moves)
	}
}
