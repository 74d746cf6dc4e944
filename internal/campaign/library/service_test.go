package library_test

import (
	"testing"

	"chibo/internal/access"
	"chibo/internal/campaign"
	"chibo/internal/campaign/library"
	"chibo/internal/campaign/step"
	"chibo/internal/commitment"
	"chibo/internal/db"
	"chibo/internal/dbtest"
	"chibo/internal/document"
	"chibo/internal/fault"
	"chibo/internal/figure"
	"chibo/internal/member"
	"chibo/internal/org"
)

// house is a committee with two cells, a chapter in the first, and a theme of the
// committee that runs.
type house struct {
	*library.Service
	t                        *testing.T
	db                       *db.DB
	members                  *member.Service
	campaigns                *campaign.Service
	steps                    *step.Service
	root, cell, other, union org.ID
	officer, lead, a, worker access.Actor
	campaign                 campaign.ID
	theme                    campaign.ThemeID
}

func (h *house) must(err error) {
	h.t.Helper()
	if err != nil {
		h.t.Fatal(err)
	}
}

func build(t *testing.T, d *db.DB) *house {
	ctx, by, documents := t.Context(), access.Console, document.New(d, t.TempDir())
	orgs := org.New(d)
	h := &house{Service: library.New(d, documents), t: t, db: d, members: member.New(d), campaigns: campaign.New(d, documents), steps: step.New(d, commitment.New(d))}
	h.OnRead, h.members.OnChange = h.steps.StudiedTx, h.MovedTx
	h.members.Mergers = []func(*db.Tx, access.Actor, member.ID, member.ID) error{h.Merge}
	h.members.Counters = []func(*db.Tx, int, ...member.ID) ([]figure.Delta, error){library.CountOf}
	found := func(name, kind string, parent org.ID) org.ID {
		id, err := orgs.Found(ctx, by, org.Form{Name: name, Kind: kind, Parent: parent, From: "2010-01-01"})
		h.must(err)
		return id
	}
	h.root = found("Đảng bộ Sở Y tế", "base", "")
	h.cell, h.other = found("Chi bộ Trạm Y tế", "cell", h.root), found("Chi bộ Khoa Dược", "cell", h.root)
	h.union = found("Công đoàn Trạm Y tế", "union", h.cell)
	h.lead, h.a, h.worker = h.enter("Nguyễn Văn A", h.cell, member.Secretary), h.enter("Trần Thị B", h.cell, ""), h.enter("Lê Văn C", h.union, "")
	h.must(d.Read(ctx, func(tx *db.Tx) error {
		u, err := org.Of(tx, h.root)
		h.officer = access.Actor{Kind: access.Human, Account: "o", Duties: []access.Duty{{Role: access.Officer, Unit: string(u.ID), Path: u.Path}}}
		return err
	}))
	var err error
	h.campaign, err = h.campaigns.Found(ctx, by, h.root, campaign.Form{Title: "Học tập và làm theo", From: "2026-01-01"})
	h.must(err)
	h.theme, err = h.campaigns.Announce(ctx, by, h.campaign, campaign.ThemeForm{Year: 2026, Title: "Nêu cao tinh thần trách nhiệm", Starts: "2026-01-05", Ends: "2026-12-15"})
	h.must(err)
	h.must(h.campaigns.Launch(ctx, by, h.theme, 1))
	return h
}

func (h *house) enter(name string, unit org.ID, post member.Post) access.Actor {
	h.t.Helper()
	f := member.Form{Person: member.Person{Name: name}, Status: member.Official, Party: member.Party{AdmittedOn: "2010-03-01", OfficialOn: "2011-03-01"}, From: "2015-01-01"}
	if unit == h.union {
		f.Status, f.Party = member.Associate, member.Party{}
	}
	id, err := h.members.Enter(h.t.Context(), access.Console, unit, f)
	h.must(err)
	if post != "" {
		h.must(h.members.Appoint(h.t.Context(), access.Console, member.Appointment{Person: id, Unit: unit, Post: post, From: "2021-01-01"}))
	}
	a := access.Actor{Kind: access.Human, Account: string(id), Person: string(id)}
	h.must(h.db.Read(h.t.Context(), func(tx *db.Tx) (err error) {
		a.Duties, err = member.DutiesOf(tx, id)
		return err
	}))
	return a
}

// add puts a material into the theme.
func (h *house) add(title string, required bool) library.ID {
	h.t.Helper()
	id, err := h.Add(h.t.Context(), h.officer, h.theme, library.Form{Title: title, Required: required})
	h.must(err)
	return id
}

// read gives how many Party and mass members of a unit have read, of the roll-ups
// alone, after what waits was folded; the sums must be what the records say.
func (h *house) read(by access.Actor, unit org.ID) [2]int {
	h.t.Helper()
	folder := figure.NewFolder(h.db)
	_, err := folder.Fold(h.t.Context())
	h.must(err)
	sh, err := h.Get(h.t.Context(), by, h.theme, unit)
	h.must(err)
	return [2]int{sh.Own.Took["party"], sh.Own.Took["mass"]}
}

// studied reports whether step has noted that somebody studied.
func (h *house) studied(by access.Actor, unit org.ID) bool {
	h.t.Helper()
	m, err := h.steps.Mine(h.t.Context(), by, unit)
	h.must(err)
	return m.Own[0].Steps[0].Step == step.Study && m.Own[0].Steps[0].Done()
}

// E1, E2: who has read all that is required is counted above without a name, and has
// studied; a change of what is required counts anew; the names stay in the cell.
func TestLibrary(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		h, ctx := build(t, d), t.Context()
		first, further := h.add("Chuyên đề năm", true), h.add("Sách tham khảo", false)

		// Only who leads the campaign puts the list together.
		if _, err := h.Add(ctx, h.lead, h.theme, library.Form{Title: "x"}); err == nil {
			t.Error("a cell adds to the list of its committee")
		}
		h.must(h.Raise(ctx, h.officer, further))
		if sh, err := h.Get(ctx, h.a, h.theme, h.cell); err != nil || sh.Lines[0].ID != further || !sh.Learns || sh.Keeps || sh.Rolls || sh.Required() != 1 {
			t.Errorf("%+v, %v", sh, err)
		}

		// A member of a chapter reads, as one of the Party does.
		h.must(h.Read(ctx, h.a, further, h.cell))
		if h.studied(h.a, h.cell) || h.read(h.officer, h.root) != [2]int{0, 0} {
			t.Error("further reading counts")
		}
		h.must(h.Read(ctx, h.a, first, h.cell))
		h.must(h.Read(ctx, h.a, first, h.cell)) // twice is once
		h.must(h.Read(ctx, h.worker, first, h.union))
		if !h.studied(h.a, h.cell) || !h.studied(h.worker, h.union) || h.studied(h.lead, h.cell) {
			t.Error("step does not know who has read")
		}
		for unit, want := range map[org.ID][2]int{h.root: {1, 1}, h.cell: {1, 1}, h.other: {0, 0}} {
			if got := h.read(h.officer, unit); got != want {
				t.Errorf("%s: read %v, want %v", unit, got, want)
			}
		}

		// Names are for the leaders of the cell alone.
		n, err := h.Names(ctx, h.lead, h.theme, h.cell)
		if err != nil || len(n.Done()) != 1 || n.Done()[0].Name != "Trần Thị B" || len(n.Lacking()) != 1 {
			t.Errorf("%+v, %v", n, err)
		}
		for _, by := range []access.Actor{h.a, h.officer} {
			if _, err := h.Names(ctx, by, h.theme, h.cell); err == nil {
				t.Errorf("%s reads the names", by.Account)
			}
		}

		// More is required, and then less: nobody marks again what he has read.
		second := h.add("Quy định mới", true)
		if got := h.read(h.officer, h.root); got != [2]int{0, 0} {
			t.Errorf("read %v though more is required", got)
		}
		h.must(h.Amend(ctx, h.officer, second, 1, library.Form{Title: "Quy định mới"}))
		if err := h.Amend(ctx, h.officer, second, 1, library.Form{Title: "Khác"}); !fault.Is(err, fault.Stale) {
			t.Errorf("amended over a newer version: %v", err)
		}
		if got := h.read(h.officer, h.root); got != [2]int{1, 1} {
			t.Errorf("read %v after all", got)
		}

		// Who leaves is counted nowhere; a merge counts once.
		h.must(d.Write(ctx, access.Console, func(tx *db.Tx) error { return h.Erase(tx, access.Console, member.ID(h.worker.Person)) }))
		if got := h.read(h.officer, h.root); got != [2]int{1, 1} {
			t.Errorf("read %v after an erasure", got)
		}
		h.must(h.Drop(ctx, h.officer, first, 1))
		if got := h.read(h.officer, h.root); got != [2]int{0, 0} {
			t.Errorf("read %v where nothing is required", got)
		}
		if _, err := h.Material(ctx, h.a, first, h.cell); !fault.Is(err, fault.NotFound) {
			t.Errorf("dropped and still there: %v", err)
		}

		// Nothing is noted while the campaign is halted.
		h.must(h.campaigns.Halt(ctx, h.officer, h.campaign, 1, "Chỉ thị đã được thu hồi"))
		if err := h.Read(ctx, h.lead, second, h.cell); !fault.Is(err, fault.Invalid) {
			t.Errorf("read while halted: %v", err)
		}
		if _, err := h.Add(ctx, h.officer, h.theme, library.Form{Title: "x"}); !fault.Is(err, fault.Invalid) {
			t.Errorf("added while halted: %v", err)
		}
	})
}

// E1: the quiz is passed when all is right; nothing is kept but that.
func TestQuiz(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		h, ctx := build(t, d), t.Context()
		if _, err := h.Quiz(ctx, h.a, h.theme, h.cell); !fault.Is(err, fault.NotFound) {
			t.Errorf("a quiz without questions: %v", err)
		}
		ask := func(words string) library.QuestionID {
			id, err := h.Ask(ctx, h.officer, h.theme, library.QuestionForm{Words: words, Options: "Đúng\nSai\nKhác", Answer: 2})
			h.must(err)
			return id
		}
		one, two := ask("Câu một?"), ask("Câu hai?")
		q, err := h.Quiz(ctx, h.a, h.theme, h.cell)
		if err != nil || len(q.Questions) != 2 || q.Questions[0].Answer != 0 {
			t.Errorf("%+v, %v", q, err)
		}
		if sh, err := h.Get(ctx, h.lead, h.theme, h.cell); err != nil || sh.Questions[0].Answer != 0 {
			t.Errorf("answers are shown below: %+v, %v", sh.Questions, err)
		}
		answer := func(first, second int) library.Result {
			r, err := h.Answer(ctx, h.a, h.theme, h.cell, map[library.QuestionID]int{one: first, two: second})
			h.must(err)
			return r
		}
		if r := answer(2, 1); r.Passed() || r.Right != 1 || len(r.Wrong) != 1 || r.Wrong[0] != two {
			t.Errorf("%+v", r)
		}
		row := func() library.RollRow {
			n, err := h.Names(ctx, h.lead, h.theme, h.cell)
			h.must(err)
			for _, r := range n.Rows {
				if string(r.Person) == h.a.Person {
					return r
				}
			}
			return library.RollRow{}
		}
		if r := row(); !r.Tried || r.Passed {
			t.Errorf("failed: %+v", r)
		}
		if r := answer(2, 2); !r.Passed() {
			t.Errorf("%+v", r)
		}
		answer(1, 1) // once passed is passed
		if r := row(); !r.Passed {
			t.Errorf("passed: %+v", r)
		}
		h.must(h.DropQuestion(ctx, h.officer, two, 1))
		if _, err := h.Answer(ctx, h.a, h.theme, h.cell, map[library.QuestionID]int{two: 2}); !fault.Is(err, fault.Invalid) {
			t.Errorf("a question left out: %v", err)
		}
	})
}
