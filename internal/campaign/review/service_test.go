package review_test

import (
	"testing"

	"chibo/internal/access"
	"chibo/internal/campaign"
	"chibo/internal/campaign/review"
	"chibo/internal/campaign/step"
	"chibo/internal/commitment"
	"chibo/internal/db"
	"chibo/internal/dbtest"
	"chibo/internal/document"
	"chibo/internal/fault"
	"chibo/internal/fault/faulttest"
	"chibo/internal/figure"
	"chibo/internal/member"
	"chibo/internal/org"
)

// house is a committee with a cell of one member, which follows a theme of the
// committee.
type house struct {
	db         *db.DB
	reviews    *review.Service
	steps      *step.Service
	members    *member.Service
	root, cell org.ID
	theme      campaign.ThemeID
	person     member.ID
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func build(t *testing.T, d *db.DB) *house {
	t.Helper()
	ctx, by, orgs := t.Context(), access.Console, org.New(d)
	h := &house{db: d, reviews: review.New(d), steps: step.New(d, commitment.New(d)), members: member.New(d)}
	var err error
	h.root, err = orgs.Found(ctx, by, org.Form{Name: "Đảng bộ Sở Y tế", Kind: "base", From: "2010-01-01"})
	must(t, err)
	h.cell, err = orgs.Found(ctx, by, org.Form{Name: "Chi bộ Khoa Dược", Kind: "cell", Parent: h.root, From: "2010-01-01"})
	must(t, err)
	h.person, err = h.members.Enter(ctx, by, h.cell, member.Form{Person: member.Person{Name: "Nguyễn Văn A"}, Status: member.Official, Party: member.Party{AdmittedOn: "2010-03-01", OfficialOn: "2011-03-01"}})
	must(t, err)
	campaigns := campaign.New(d, document.New(d, t.TempDir()))
	of, err := campaigns.Found(ctx, by, h.root, campaign.Form{Title: "Học tập và làm theo", From: "2026-01-01"})
	must(t, err)
	h.theme, err = campaigns.Announce(ctx, by, of, campaign.ThemeForm{Year: 2026, Title: "Nêu cao trách nhiệm", Starts: "2026-01-05", Ends: "2026-12-15"})
	must(t, err)
	must(t, campaigns.Launch(ctx, by, h.theme, 1))
	h.reviews.Voices = func(_ *db.Tx, _ org.Unit, _, through db.Date) (review.Voices, error) {
		if through < "2026-01-01" {
			return review.Voices{Months: 5, Concerns: 9, Calls: 7, Praise: 1}, nil
		}
		return review.Voices{Months: 5, Concerns: 4, Calls: 3, Praise: 6}, nil
	}
	h.fold(t)
	return h
}

func (h *house) fold(t *testing.T) {
	t.Helper()
	_, err := figure.NewFolder(h.db).Fold(t.Context())
	must(t, err)
}

func (h *house) actor(t *testing.T, role access.Role, unit org.ID) (a access.Actor) {
	t.Helper()
	must(t, h.db.Read(t.Context(), func(tx *db.Tx) error {
		u, err := org.Of(tx, unit)
		a = access.Actor{Kind: access.Human, Account: string(role), Duties: []access.Duty{{Role: role, Unit: string(unit), Path: u.Path}}}
		return err
	}))
	return a
}

// line is a figure of a review as its writers read it.
func (h *house) line(t *testing.T, id review.ID, k review.Key) review.Line {
	t.Helper()
	sh, err := h.reviews.Get(t.Context(), access.Console, id)
	must(t, err)
	l, ok := sh.Review.Facts.Line(k)
	if !ok {
		t.Errorf("%s is not counted", k)
	}
	return l
}

// E5: a review counts its figures until it is issued, and keeps them from then on;
// who reads it widens from state to state.
func TestReview(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		h, ctx := build(t, d), t.Context()
		leader, fellow, officer := h.actor(t, access.Secretary, h.cell), h.actor(t, access.Member, h.cell), h.actor(t, access.Officer, h.root)
		above := h.actor(t, access.CommitteeMember, h.root)
		if _, err := h.reviews.Open(ctx, fellow, h.cell, review.Form{}); !fault.Is(err, fault.Denied) {
			t.Errorf("a member begins one: %v", err)
		}
		id, err := h.reviews.Open(ctx, leader, h.cell, review.Form{Theme: h.theme, Kind: review.Interim, From: "2026-01-01", To: "2026-05-25"})
		must(t, err)
		study := review.StepKey(step.Study)
		if l := h.line(t, id, study); !l.None || l.Of != 1 {
			t.Errorf("nobody has studied: %+v", l)
		}
		if l := h.line(t, id, review.Calls); l.N != 3 || l.Before == nil || *l.Before != 7 {
			t.Errorf("calls of the hotline: %+v", l)
		}
		h.reads(t, id, map[string]access.Actor{"the secretary": leader}, map[string]access.Actor{"a member": fellow, "the officer": officer})

		h.study(t)
		texts := review.Texts{Results: "Có chuyển biến rõ."}
		must(t, h.reviews.Refresh(ctx, leader, id, 1, texts))
		if err := h.reviews.Refresh(ctx, leader, id, 1, review.Texts{Results: "Khác"}); !fault.Is(err, fault.Stale) {
			t.Errorf("written twice at once: %v", err)
		}
		if l := h.line(t, id, study); l.N != 1 || l.None {
			t.Errorf("counted anew: %+v", l)
		}
		issue := review.IssueForm{Number: "12-BC/CB", On: "2026-05-25"}
		faulttest.Expect(t, h.reviews.Issue(ctx, leader, id, 2, issue), "ahead", "review.ahead_missing")
		texts.Ahead = "Tiếp tục trong năm sau."
		must(t, h.reviews.Refresh(ctx, leader, id, 2, texts))
		must(t, h.reviews.Issue(ctx, leader, id, 3, issue))
		must(t, h.steps.Untick(ctx, access.Console, h.theme, h.cell, step.Study, h.person))
		h.fold(t)
		if l := h.line(t, id, study); l.N != 1 {
			t.Errorf("what was issued has changed: %+v", l)
		}
		h.reads(t, id, map[string]access.Actor{"the secretary": leader, "a member": fellow}, map[string]access.Actor{"the officer": officer})

		must(t, h.reviews.Reopen(ctx, leader, id, 4))
		must(t, h.reviews.Issue(ctx, leader, id, 5, issue))
		if l := h.line(t, id, study); !l.None {
			t.Errorf("opened and issued again it is counted again: %+v", l)
		}
		must(t, h.reviews.Send(ctx, leader, id, 6))
		if err := h.reviews.Reopen(ctx, leader, id, 7); fault.Key(err) != "review.not_when_sent" {
			t.Errorf("taken back once sent: %v", err)
		}
		h.reads(t, id, map[string]access.Actor{"a member": fellow, "the officer": officer}, map[string]access.Actor{"the committee above": above})
		for name, c := range map[string]struct {
			by   access.Actor
			want int
		}{"the officer": {officer, 1}, "the committee, none of whom opens it": {above, 0}} {
			if desk, err := h.reviews.Desk(ctx, c.by, h.root, 1); err != nil || len(desk.Below) != c.want {
				t.Errorf("%s: %+v, %v", name, desk.Below, err)
			}
		}
	})
}

// reads tries who reads a review, by its page and in the list of the cell.
func (h *house) reads(t *testing.T, id review.ID, may, mayNot map[string]access.Actor) {
	t.Helper()
	for name, by := range may {
		if _, err := h.reviews.Get(t.Context(), by, id); err != nil {
			t.Errorf("%s: %v", name, err)
		}
		if desk, err := h.reviews.Desk(t.Context(), by, h.cell, 1); err != nil || len(desk.Reviews) != 1 {
			t.Errorf("%s lists %+v, %v", name, desk.Reviews, err)
		}
	}
	for name, by := range mayNot {
		if _, err := h.reviews.Get(t.Context(), by, id); err == nil {
			t.Errorf("%s reads it", name)
		}
		if desk, err := h.reviews.Desk(t.Context(), by, h.cell, 1); err == nil && len(desk.Reviews) != 0 {
			t.Errorf("%s lists %+v", name, desk.Reviews)
		}
	}
}

// study notes that the member has studied the theme.
func (h *house) study(t *testing.T) {
	t.Helper()
	must(t, h.steps.Tick(t.Context(), access.Console, h.theme, h.cell, step.TickForm{Step: step.Study, On: "2026-02-10", People: []member.ID{h.person}}))
	h.fold(t)
}
