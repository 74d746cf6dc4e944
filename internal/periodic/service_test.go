package periodic_test

import (
	"bytes"
	"cmp"
	"errors"
	"slices"
	"strings"
	"testing"

	"chibo/internal/access"
	"chibo/internal/db"
	"chibo/internal/dbtest"
	"chibo/internal/fault"
	"chibo/internal/figure"
	"chibo/internal/meeting"
	"chibo/internal/meeting/meetingtest"
	"chibo/internal/member"
	"chibo/internal/movement"
	"chibo/internal/org"
	"chibo/internal/paper"
	"chibo/internal/periodic"
	"chibo/internal/stats"
	"chibo/internal/target"
	"chibo/internal/task"
)

type hall struct {
	meetingtest.Hall
	*periodic.Service
	root     org.ID
	ofCell   periodic.ID
	ofBranch periodic.ID
}

var (
	must  = meetingtest.Must
	may   = periodic.Period{Length: stats.Month, From: "2026-05-01"}
	words = periodic.Texts{Results: "Hoàn thành nhiệm vụ của tháng", Ahead: "Giữ nền nếp sinh hoạt"}
)

func refused(t *testing.T, what string, err error, key string) {
	t.Helper()
	if got := fault.Key(err); got != key {
		t.Errorf("%s: %q (%v), want %q", what, got, err, key)
	}
}

func at(t *testing.T, what string, err error, field string) {
	t.Helper()
	if e, ok := err.(*fault.Error); !ok || len(e.Fields) == 0 || e.Fields[0].Name != field {
		t.Errorf("%s: %v, want a fault at %s", what, err, field)
	}
}

func (h hall) sheet(t *testing.T, by access.Actor, id periodic.ID) periodic.Sheet {
	t.Helper()
	sh, err := h.Service.Get(t.Context(), by, id)
	must(t, err)
	return sh
}

func (h hall) fold(t *testing.T) {
	t.Helper()
	_, err := figure.NewFolder(h.DB).Fold(t.Context())
	must(t, err)
}

// H4: from the figures of a cell to the sum of its branch, on both engines.
func TestReport(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		h := hall{Hall: meetingtest.New(t, d)}
		h.Service, h.root = periodic.New(d, target.New(d)), org.ID(h.Officer.Duties[0].Unit)
		held := h.Hall.Open(t)
		reasons := map[meeting.ItemID]string{}
		for _, i := range h.Hall.Get(t, held).Unsettled() {
			reasons[i.ID] = "Chuyển kỳ sau"
		}
		must(t, h.Meetings.Close(t.Context(), h.Secretary, held, h.Hall.Get(t, held).Meeting.Version, meeting.Sign{OpenedAt: "14:00", ClosedAt: "15:20"}, reasons))
		_, err := task.NewService(d).Assign(t.Context(), access.Console, task.New{Unit: h.Cell, Title: "Lập sổ theo dõi", Assignee: member.ID(h.Plain.Person), On: "2026-05-01", Due: "2026-05-10"})
		must(t, err)
		h.fold(t)

		h.write(t)
		h.send(t)
		h.sum(t)
		h.giveBack(t)
		h.merge(t)
	})
}

// write begins the report of the cell: its figures are those of the lists.
func (h *hall) write(t *testing.T) {
	t.Helper()
	ctx := t.Context()
	_, err := h.Service.Open(ctx, h.Plain, h.Cell, may)
	refused(t, "a member opens", err, "ui.denied")
	h.ofCell, err = h.Service.Open(ctx, h.Secretary, h.Cell, may)
	must(t, err)
	_, err = h.Service.Open(ctx, h.Secretary, h.Cell, may)
	at(t, "a second time", err, "period")
	_, err = h.Service.Open(ctx, h.Officer, h.Cell, may)
	at(t, "the officer for the cell, which has begun", err, "period")

	f := h.sheet(t, h.Secretary, h.ofCell).Facts
	must(t, h.DB.Read(ctx, func(tx *db.Tx) error {
		_, people, err := meeting.PresenceIn(tx, h.Cell, "2026-05-01", "2026-06-01")
		called := 0
		for _, p := range people {
			called += p.Called
		}
		tasks, errTasks := task.TallyIn(tx, h.Cell, "2026-05-01", "2026-06-01")
		if f.N(periodic.Called) != called || called == 0 || f.N(periodic.TasksDue) != len(tasks) || len(tasks) == 0 {
			t.Errorf("%d called, %d tasks due; the lists say %d and %d", f.N(periodic.Called), f.N(periodic.TasksDue), called, len(tasks))
		}
		if err == nil {
			err = errTasks
		}
		return err
	}))
	undo := errors.New("undo")
	if err := h.DB.Write(ctx, access.Console, func(tx *db.Tx) error { // a meeting of May that is held in June is May's, and so is who came
		if _, err := tx.Exec(`UPDATE meeting_meeting SET held_on = '2026-06-01' WHERE month = '2026-05'`); err != nil {
			return err
		}
		u, err := org.Of(tx, h.Cell)
		if err != nil {
			return err
		}
		c, err := stats.Of(tx, u, stats.Period{Length: stats.Month, On: "2026-05-31"})
		if c.Now.Regular != 1 || c.Now.Called != f.N(periodic.Called) {
			t.Errorf("held after the month: %+v", c.Now)
		}
		return cmp.Or(err, undo)
	}); err != undo {
		t.Error(err)
	}
	for key, want := range map[periodic.Key]int{
		periodic.Members: 4, periodic.Probationary: 1, periodic.Regular: 1, periodic.Overdue: 1, periodic.TasksDone: 0, periodic.Admitted: 0,
	} {
		if f.N(key) != want {
			t.Errorf("%s: %d, want %d", key, f.N(key), want)
		}
	}
	if f.Through != "2026-05-25" || f.Branch || f.After != 4 || f.Differing() != 0 {
		t.Errorf("%+v", f)
	}
	quarter, err := h.Service.Open(ctx, h.Secretary, h.Cell, periodic.Period{Length: stats.Quarter, From: "2026-01-01"})
	must(t, err)
	q := h.sheet(t, h.Secretary, quarter).Facts
	if q.Newcomers != 1 || q.N(periodic.Admitted) != 1 || q.After-q.Before != 1 || q.Rows[movement.InAdmitted] != 1 {
		t.Errorf("Biểu 1 and 2: %+v", q)
	}
	for _, part := range slices.Concat(q.Admitted.Sex, q.Admitted.Ages) { // one person: nothing of him is said
		if part.N > 0 {
			t.Errorf("Biểu 2 shows somebody: %+v", part)
		}
	}
	if up := h.sheet(t, h.Officer, h.ofCell); up.Shown || len(up.Moves) != 0 || len(up.Report.Facts.Lines) != 0 {
		t.Error("the officer reads what was not sent")
	}
	_, err = h.Service.Get(ctx, h.Stranger, h.ofCell)
	refused(t, "a stranger", err, "ui.not_found")
}

// send sends it: once, and as it was seen.
func (h *hall) send(t *testing.T) {
	t.Helper()
	ctx := t.Context()
	saved, err := h.Save(ctx, h.Secretary, h.ofCell, 0, periodic.Texts{Results: "Hoàn thành"})
	must(t, err)
	if again, err := h.Save(ctx, h.Secretary, h.ofCell, 0, periodic.Texts{Results: "Hoàn thành"}); err != nil || again != saved {
		t.Errorf("the same words: %d, %v", again, err)
	}
	if _, err := h.Save(ctx, h.Secretary, h.ofCell, 0, periodic.Texts{Results: "Khác"}); !fault.Is(err, fault.Stale) {
		t.Errorf("other words over an older draft: %v", err)
	}
	_, err = h.Save(ctx, h.Secretary, h.ofCell, saved, periodic.Texts{Limits: strings.Repeat("ă", periodic.TextMax+1)})
	at(t, "too long", err, "limits")
	at(t, "half a report", h.Send(ctx, h.Secretary, h.ofCell, saved, periodic.Texts{Results: "Hoàn thành"}), "ahead")

	_, err = task.NewService(h.DB).Assign(ctx, access.Console, task.New{Unit: h.Cell, Title: "Bổ sung sổ", Assignee: member.ID(h.Plain.Person), On: "2026-05-01", Due: "2026-05-12"})
	must(t, err)
	refused(t, "after the records changed", h.Send(ctx, h.Secretary, h.ofCell, saved, words), "periodic.figures_changed")
	must(t, h.Refresh(ctx, h.Secretary, h.ofCell, h.sheet(t, h.Secretary, h.ofCell).Report.Version))
	must(t, h.Send(ctx, h.Secretary, h.ofCell, saved, words))
	refused(t, "a second time", h.Send(ctx, h.Secretary, h.ofCell, saved+1, words), "periodic.sent_already")
	_, err = h.Save(ctx, h.Secretary, h.ofCell, saved+1, periodic.Texts{Results: "Sửa"})
	refused(t, "writing what was sent", err, "periodic.not_when_sent")

	up := h.sheet(t, h.Officer, h.ofCell)
	if !up.Shown || up.Texts != words || up.Facts.N(periodic.TasksDue) != 2 || !up.May(periodic.Receiving) {
		t.Errorf("the officer reads %+v", up.Texts)
	}
	o, err := h.Overview(ctx, h.Officer, h.root, may, periodic.All, 1)
	must(t, err)
	if o.Tally[periodic.All] != 2 || o.Tally.Sent() != 1 || len(o.Units) != 2 || o.Late() != 0 {
		t.Errorf("%+v", o)
	}
	april, err := h.Overview(ctx, h.Officer, h.root, periodic.Period{}, periodic.Unsent, 1)
	must(t, err)
	if april.Period.From != "2026-04-01" || april.Late() != 2 || april.Units[0].Late("2026-05-25") != 20 {
		t.Errorf("%+v", april)
	}
}

// sum is the committee's own report: what was sent, beside what the records say.
func (h *hall) sum(t *testing.T) {
	t.Helper()
	ctx := t.Context()
	var err error
	h.ofBranch, err = h.Service.Open(ctx, h.Officer, h.root, may)
	must(t, err)
	sh := h.sheet(t, h.Officer, h.ofBranch)
	f := sh.Facts
	i := slices.IndexFunc(f.Lines, func(l periodic.Line) bool { return l.Key == periodic.Members })
	if !f.Branch || f.Sent != 1 || f.Units != 2 || len(f.Missing) != 1 || f.Missing[0] != "Chi bộ Khoa Dược" || f.Lines[i].N != 4 || f.Lines[i].Live != 5 {
		t.Errorf("%+v", f)
	}
	if got := f.Share(periodic.Line{N: 4, Before: new(2)}); got != "–" {
		t.Errorf("a sum of one unit in two is compared: %s", got)
	}
	if f.N(periodic.TasksDue) != 2 || f.Differing() != 1 {
		t.Errorf("%d tasks, %d figures differ: %+v", f.N(periodic.TasksDue), f.Differing(), f.Lines)
	}
	for _, s := range []periodic.Sheet{sh, h.sheet(t, h.Secretary, h.ofCell)} {
		var doc, book bytes.Buffer
		must(t, paper.DOCX(&doc, s.Paper()))
		must(t, paper.Workbook(&book, s.Workbook()...))
		var names []string
		for _, sheet := range s.Workbook() {
			names = append(names, sheet.Name)
		}
		if doc.Len() < 1000 || book.Len() < 1000 || strings.Join(names, ",") != "Số liệu,Biểu 1,Biểu 2,Biểu 3,Biểu 6" {
			t.Errorf("papers of %d and %d bytes, %v", doc.Len(), book.Len(), names)
		}
	}
	// Nobody stands above: the officer enters what became of it.
	must(t, h.Send(ctx, h.Officer, h.ofBranch, 0, words))
	must(t, h.Receive(ctx, h.Officer, h.ofBranch, h.sheet(t, h.Officer, h.ofBranch).Report.Version))
}

// giveBack returns what was sent: a second copy stands beside the first.
func (h *hall) giveBack(t *testing.T) {
	t.Helper()
	ctx := t.Context()
	version := h.sheet(t, h.Officer, h.ofCell).Report.Version
	refused(t, "the cell receives its own", h.Receive(ctx, h.Secretary, h.ofCell, version), "ui.denied")
	must(t, h.Receive(ctx, h.Officer, h.ofCell, version))
	at(t, "without a word", h.GiveBack(ctx, h.Officer, h.ofCell, version+1, " "), "wanted")
	must(t, h.GiveBack(ctx, h.Officer, h.ofCell, version+1, "Bổ sung phần hạn chế"))
	mine := h.sheet(t, h.Secretary, h.ofCell)
	if !mine.Writes() || mine.Report.Wanted == "" || mine.Report.Late("2026-06-06") != 1 {
		t.Errorf("%+v", mine.Report)
	}
	more := words
	more.Limits = "Sổ theo dõi lập chậm"
	must(t, h.Send(ctx, h.Secretary, h.ofCell, mine.Draft.Version, more))
	up := h.sheet(t, h.Officer, h.ofCell)
	if len(up.Copies) != 2 || up.Copies[0].Texts != words || up.Texts != more {
		t.Errorf("%d copies, %+v", len(up.Copies), up.Texts)
	}
	d, err := h.Desk(ctx, h.Secretary, h.Cell, 1)
	must(t, err)
	if len(d.Reports) != 2 || d.Owed.Period.From != "2026-04-01" || d.Owed.Late(d.Today) != 20 {
		t.Errorf("%+v", d.Owed)
	}
}

// merge ends the other cell today: of April it is named and not waited for, of May,
// which is not over, nothing is asked; what was sent stays in the sum (A1).
func (h *hall) merge(t *testing.T) {
	t.Helper()
	ctx := t.Context()
	today := h.sheet(t, h.Officer, h.ofBranch).Today
	_, err := org.New(h.DB).Merge(ctx, access.Console, org.Merger{Units: []org.ID{h.Sister}, Into: h.Cell, Decision: org.Decision{No: "12-QĐ/ĐU", Date: today, On: today}})
	must(t, err)
	h.fold(t)
	for p, want := range map[periodic.Period]struct{ all, owing, gone int }{
		{Length: stats.Month, From: "2026-04-01"}: {2, 1, 1}, may: {1, 0, 0},
	} {
		o, err := h.Overview(ctx, h.Officer, h.root, p, periodic.All, 1)
		must(t, err)
		var left []periodic.Below
		for _, b := range o.Units {
			if b.Gone {
				left = append(left, b)
			}
		}
		if o.Tally[periodic.All] != want.all || o.Tally.Owing() != want.owing || len(left) != want.gone {
			t.Errorf("%s: %+v, gone: %+v", p.From, o.Tally, left)
		}
		for _, b := range left {
			if b.Unit != h.Sister || b.Late(today) != 0 {
				t.Errorf("%+v", b)
			}
		}
	}
}
