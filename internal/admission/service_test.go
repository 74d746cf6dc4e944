package admission_test

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"chibo/internal/access"
	"chibo/internal/account"
	"chibo/internal/admission"
	"chibo/internal/db"
	"chibo/internal/dbtest"
	"chibo/internal/document"
	"chibo/internal/fault"
	"chibo/internal/figure"
	"chibo/internal/meeting"
	"chibo/internal/member"
	"chibo/internal/notify"
	"chibo/internal/org"
	"chibo/internal/task"
	"chibo/internal/vote"
)

// house is a cell with a secretary, two official members and a probationary one,
// a chapter of the youth union under it, and the officer of the committee above.
type house struct {
	*testing.T
	db                *db.DB
	admissions        *admission.Service
	members           *member.Service
	meetings          *meeting.Service
	orgs              *org.Service
	notices           *notify.Service
	root, unit, youth org.ID
	a, b, c, p        member.ID // the secretary, two members, and one in probation
	k, u              member.ID // the head of the chapter and its member
	secretary, bob    access.Actor
	cara, kim, una    access.Actor
	officer           access.Actor
	today             db.Date
}

func build(t *testing.T, d *db.DB) house {
	t.Helper()
	orgs, members, votes := org.New(d), member.New(d), vote.New()
	x := house{T: t, db: d, today: db.DateOf(dbtest.Today), notices: notify.New(d, members, account.New(d, orgs, members))}
	votes.Book = org.BookOf
	documents := document.New(d, t.TempDir())
	x.meetings = meeting.New(d, documents, task.NewService(d), votes)
	x.admissions = admission.New(d, members, documents, votes, x.meetings)
	x.admissions.Notices, x.admissions.Book, x.orgs, x.members = x.notices, org.BookOf, orgs, members
	members.OnChange = x.admissions.MovedTx
	found := func(name, kind string, parent org.ID) org.ID {
		id, err := orgs.Found(t.Context(), access.Console, org.Form{Name: name, Kind: kind, Parent: parent, From: "2010-01-01"})
		x.must(err)
		return id
	}
	x.root = found("Đảng bộ Sở Y tế", "base", "")
	x.unit = found("Chi bộ Trạm Y tế", "cell", x.root)
	x.youth = found("Chi đoàn Trạm Y tế", "youth", x.unit)
	enter := func(unit org.ID, name string, status member.Status, p member.Party, birth db.Date) member.ID {
		id, err := members.Enter(t.Context(), access.Console, unit, member.Form{Person: member.Person{Name: name, Birth: birth}, Status: status, Party: p, From: "2015-01-01"})
		x.must(err)
		return id
	}
	official := member.Party{AdmittedOn: "2010-03-01", OfficialOn: "2011-03-01"}
	x.a, x.b, x.c = enter(x.unit, "Nguyễn Văn A", member.Official, official, ""), enter(x.unit, "Trần Thị B", member.Official, official, ""), enter(x.unit, "Lê Văn C", member.Official, official, "")
	x.p = enter(x.unit, "Mai Văn P", member.Probationary, member.Party{AdmittedOn: "2025-06-18"}, "")
	x.k, x.u = enter(x.youth, "Vũ Thị E", member.Associate, member.Party{}, "1992"), enter(x.youth, "Trịnh Văn Q", member.Associate, member.Party{}, "1996-02-01")
	x.must(members.Appoint(t.Context(), access.Console, member.Appointment{Person: x.a, Unit: x.unit, Post: member.Secretary, From: "2020-01-01"}))
	x.must(members.Appoint(t.Context(), access.Console, member.Appointment{Person: x.k, Unit: x.youth, Post: member.MassHead, From: "2020-01-01"}))
	x.secretary, x.bob, x.cara, x.kim, x.una = x.actor(x.a), x.actor(x.b), x.actor(x.c), x.actor(x.k), x.actor(x.u)
	x.must(d.Read(t.Context(), func(tx *db.Tx) error {
		u, err := org.Of(tx, x.root)
		x.officer = access.Actor{Kind: access.Human, Account: "o", Duties: []access.Duty{{Role: access.Officer, Unit: string(x.root), Path: u.Path}}}
		return err
	}))
	return x
}

func (x house) must(err error) {
	x.Helper()
	if err != nil {
		x.Fatal(err)
	}
}

// refused fails unless the error is a fault of the kind with the key, of its own
// or at a field.
func (x house) refused(err error, kind fault.Kind, key string) {
	x.Helper()
	var e *fault.Error
	if !errors.As(err, &e) || e.Kind != kind {
		x.Errorf("got %v, want a fault %d %s", err, kind, key)
		return
	}
	for _, f := range e.Fields {
		if strings.HasSuffix(f.Key, key) {
			return
		}
	}
	if key != "" && !strings.HasSuffix(e.Key, key) {
		x.Errorf("got %v with %+v, want %s", err, e.Fields, key)
	}
}

func (x house) actor(id member.ID) access.Actor {
	x.Helper()
	a := access.Actor{Kind: access.Human, Account: "acc-" + string(id), Person: string(id)}
	x.must(x.db.Read(x.Context(), func(tx *db.Tx) (err error) {
		a.Duties, err = member.DutiesOf(tx, id)
		return err
	}))
	return a
}

func (x house) get(by access.Actor, id admission.ID) admission.Sheet {
	x.Helper()
	sh, err := x.admissions.Get(x.Context(), by, id)
	x.must(err)
	return sh
}

func (x house) version(id admission.ID) int { return x.get(x.secretary, id).Candidate.Version }

func (x house) stands(id admission.ID, want admission.State) {
	x.Helper()
	if got := x.get(x.secretary, id).Candidate.State; got != want {
		x.Errorf("the candidate stands at %s, want %s", got, want)
	}
}

// told lists the keys of what a person was told.
func (x house) told(id member.ID) (keys []string) {
	x.Helper()
	page, err := x.notices.List(x.Context(), x.actor(id), 1)
	x.must(err)
	for _, l := range page.Lines {
		keys = append(keys, l.Key)
	}
	return keys
}

func (x house) hears(id member.ID, key string) {
	x.Helper()
	if got := x.told(id); !slices.Contains(got, key) {
		x.Errorf("was told %v, want %s", got, key)
	}
}

func resolved(on db.Date, no string) admission.Resolution {
	return admission.Resolution{On: on, No: no}
}

// G1, G2, G3, G4: from the nomination to the recognition, with what is refused on the
// way, and who reads what.
func TestTheWholeWay(t *testing.T) {
	dbtest.EachClock(t, func(t *testing.T, d *db.DB, c *dbtest.Clock) {
		x := build(t, d)
		id := x.nominate()
		x.help(id)
		x.complete(id)
		x.elect(id)
		probation := x.await()
		x.follow(probation, id)
		c.Set(time.Date(2026, time.July, 1, 14, 0, 0, 0, db.Zone))
		x.recognise(probation)
		x.erase(id)
	})
}

// G1: an officer nominates a member of his chapter, the cell decides, both are
// told, and the officer learns the state and nothing more.
func (x house) nominate() admission.ID {
	x.Helper()
	ctx, s := x.Context(), x.admissions
	_, err := s.Nominate(ctx, x.kim, x.youth, admission.NominationForm{Person: x.a, Cell: x.root, Reason: ""})
	for _, key := range []string{"person_missing", "cell_missing", "day_missing", "reason_missing"} {
		x.refused(err, fault.Invalid, key)
	}
	_, err = s.Nominate(ctx, x.una, x.youth, admission.NominationForm{Person: x.u, Cell: x.unit, On: x.today, Reason: "Tốt"})
	x.refused(err, fault.Denied, "")
	form := admission.NominationForm{Person: x.u, Cell: x.unit, On: x.today, Reason: "Có sáng kiến được công nhận"}
	id, err := s.Nominate(ctx, x.kim, x.youth, form)
	x.must(err)
	_, err = s.Nominate(ctx, x.kim, x.youth, form)
	x.refused(err, fault.Invalid, "person_taken")
	x.hears(x.a, "admission.tell_nominate")

	x.refused(s.Accept(ctx, x.bob, id, 1, resolved(x.today, "05-NQ/CB")), fault.Denied, "")
	x.refused(s.Accept(ctx, x.secretary, id, 1, resolved(x.today.AddDays(1), "")), fault.Invalid, "day_ahead")
	x.must(s.Decline(ctx, x.secretary, id, 1, "Xem xét thêm một năm"))
	page, err := s.Nominated(ctx, x.kim, x.youth, 0)
	x.must(err)
	if c := page.Candidates[0]; c.State != admission.Declined || c.Outcome != "" || c.Reason != "" {
		x.Errorf("the officer reads the state alone: %+v", c)
	}
	x.hears(x.k, "admission.tell_declined")
	if id, err = s.Nominate(ctx, x.kim, x.youth, form); err != nil {
		x.Fatal("whoever was declined may be nominated again:", err)
	}
	x.must(s.Accept(ctx, x.secretary, id, 1, resolved(x.today, "05-NQ/CB")))
	x.hears(x.k, "admission.tell_accepted")
	x.hears(x.u, "admission.tell_accept")
	if own, ok, err := s.Mine(ctx, x.una); err != nil || !ok || own.Candidate.State != admission.Listed || own.Candidate.Reason != "" {
		x.Errorf("the candidate sees his own state and not why: %+v, %v, %v", own, ok, err)
	}
	return id
}

// G2: a mentor is an official member of the cell; a change says why; the notes
// are for him and the committee.
func (x house) help(id admission.ID) {
	x.Helper()
	ctx, s := x.Context(), x.admissions
	x.refused(s.Assign(ctx, x.secretary, id, x.version(id), admission.AssignForm{First: x.p, Second: x.p, On: x.today}), fault.Invalid, "mentor_not_official")
	x.must(s.Assign(ctx, x.secretary, id, x.version(id), admission.AssignForm{First: x.b, On: x.today}))
	x.stands(id, admission.Helped)
	x.refused(s.Assign(ctx, x.secretary, id, x.version(id), admission.AssignForm{First: x.c, On: x.today}), fault.Invalid, "reason_missing")
	x.must(s.Assign(ctx, x.secretary, id, x.version(id), admission.AssignForm{First: x.c, Second: x.b, On: x.today, Reason: "Thêm một đồng chí"}))
	x.must(s.Assign(ctx, x.secretary, id, x.version(id), admission.AssignForm{First: x.c, On: x.today, Reason: "Đồng chí B đi học"}))
	x.hears(x.c, "admission.tell_mentor")
	if m := x.get(x.secretary, id).Mentors; len(m) != 2 || m[0].Person != x.c || m[1].To == "" || m[1].Reason != "Đồng chí B đi học" {
		x.Errorf("mentors: %+v", m)
	}
	ahead, err := s.Acting(ctx, x.secretary, id, admission.Assigning)
	x.must(err)
	if ahead.Loads[x.c] != 1 || len(ahead.People) != 3 {
		x.Errorf("loads %v of %d people", ahead.Loads, len(ahead.People))
	}
	note := admission.NoteForm{On: x.today, Help: "Giao viết báo cáo", Progress: "Làm tốt"}
	x.refused(s.Note(ctx, x.bob, id, note), fault.Denied, "mentors_alone")
	x.refused(s.Note(ctx, x.cara, id, admission.NoteForm{On: x.today}), fault.Invalid, "help_missing")
	x.must(s.Note(ctx, x.cara, id, note))
	x.must(s.Weigh(ctx, x.secretary, id, x.version(id), map[admission.Criterion]string{admission.Skill: "Thành thạo nghiệp vụ"}))
	if sh := x.get(x.bob, id); len(sh.Notes)+len(sh.Evidence)+len(sh.Papers)+len(sh.Gaps) != 0 || sh.Candidate.Reason != "" || len(sh.Mentors) != 1 {
		x.Errorf("a member of the cell sees state and mentors alone: %+v", sh)
	}
	if sh := x.get(x.cara, id); len(sh.Notes) != 1 || len(sh.Evidence) != 0 || len(sh.Deadlines) == 0 {
		x.Errorf("a mentor sees notes and deadlines: %+v", sh)
	}
	if _, err := s.Get(ctx, x.officer, id); !fault.Is(err, fault.Denied) && !fault.Is(err, fault.NotFound) {
		x.Errorf("the officer above meets a dossier: %v", err)
	}
}

// G4: class, certificate and papers; what is missing is refused and named.
func (x house) complete(id admission.ID) {
	x.Helper()
	ctx, s := x.Context(), x.admissions
	x.must(s.Enrol(ctx, x.secretary, id, x.version(id), x.today, x.today))
	x.refused(s.Certify(ctx, x.secretary, id, x.version(id), resolved("2020-01-01", "12/GCN")), fault.Invalid, "day_before")
	x.must(s.Certify(ctx, x.secretary, id, x.version(id), resolved(x.today, "12/GCN")))
	x.refused(s.Complete(ctx, x.secretary, id, x.version(id)), fault.Invalid, "lacks_paper")
	x.refused(s.File(ctx, x.secretary, id, x.version(id), "6-KNĐ", x.today, false), fault.Invalid, "paper_missing")
	for _, code := range []string{"1-KNĐ", "2-KNĐ", admission.Background, "3-KNĐ", "4-KNĐ", "5-KNĐ"} {
		x.must(s.File(ctx, x.secretary, id, x.version(id), code, x.today, false))
	}
	x.refused(s.Ask(ctx, x.secretary, id, x.version(id), admission.Opinion{Origin: admission.AtWork, Bodies: "Công đoàn", Asked: 3, Agreed: 3, Against: 1, On: x.today}), fault.Invalid, "more_than_asked")
	x.must(s.Ask(ctx, x.secretary, id, x.version(id), admission.Opinion{Origin: admission.AtWork, Bodies: "Công đoàn", Asked: 12, Agreed: 12, On: x.today}))
	if gaps := x.get(x.secretary, id).Gaps; len(gaps) != 0 {
		x.Errorf("gaps of a dossier that is complete: %+v", gaps)
	}
	x.refused(s.Complete(ctx, x.secretary, id, x.version(id)-1), fault.Stale, "")
	x.must(s.Complete(ctx, x.secretary, id, x.version(id)))
	x.stands(id, admission.Ready)
}

// G4: two thirds of the official members pass; a vote that is lost may be
// repeated at a later meeting; the decision and the ceremony follow.
func (x house) elect(id admission.ID) {
	x.Helper()
	ctx, s := x.Context(), x.admissions
	one := vote.Count{Favour: 1, Against: 2}
	x.refused(s.Vote(ctx, x.secretary, id, x.version(id), admission.VoteForm{On: x.today, Count: vote.Count{Favour: 4}}), fault.Invalid, "too_many")
	x.must(s.Vote(ctx, x.secretary, id, x.version(id), admission.VoteForm{On: x.today, Count: one}))
	x.stands(id, admission.Ready)
	x.refused(s.Vote(ctx, x.secretary, id, x.version(id), admission.VoteForm{On: x.today, Count: vote.Count{Favour: 2, Against: 1}}), fault.Invalid, "vote_same_meeting")

	early := x.entered()
	x.must(s.Vote(ctx, x.secretary, early, x.version(early), admission.VoteForm{On: x.today, Count: vote.Count{Favour: 2, Against: 1}}))
	x.stands(early, admission.Proposed)
	x.must(s.Annul(ctx, x.secretary, early, x.version(early), "Nhập nhầm số phiếu"))
	if sh := x.get(x.secretary, early); sh.Candidate.State != admission.Ready || len(sh.Votes) != 0 {
		x.Errorf("a vote that was taken back: %s with %d votes", sh.Candidate.State, len(sh.Votes))
	}
	x.sit(early)
	x.mend(early)
	// a decision dated before the vote
	x.refused(s.Decide(ctx, x.secretary, early, x.version(early), resolved("2026-05-01", "7-QĐ/ĐU")), fault.Invalid, "day_before")
	x.must(s.Decide(ctx, x.secretary, early, x.version(early), resolved(x.today, "7-QĐ/ĐU")))
	// a probation without a ceremony, or with one before the decision
	x.refused(s.Support(ctx, x.secretary, early, x.version(early), admission.VoteForm{On: x.today, Count: vote.Count{Favour: 3}}), fault.Invalid, "not_when_decided")
	x.refused(s.Admit(ctx, x.secretary, early, x.version(early), ""), fault.Invalid, "day_missing")
	x.refused(s.Admit(ctx, x.secretary, early, x.version(early), "2026-05-20"), fault.Invalid, "day_before")
	x.must(s.Admit(ctx, x.secretary, early, x.version(early), x.today))
	x.stands(early, admission.Probation)
	x.refused(s.Correct(ctx, x.secretary, early, 2, admission.PersonForm{Name: "Tô Văn Y", Birth: "1990"}), fault.Invalid, "correct_member")
	x.must(x.db.Read(ctx, func(tx *db.Tx) error {
		all, err := member.ProbationersIn(tx, x.unit)
		if len(all) != 2 {
			x.Errorf("%d probationary members after the ceremony, want 2", len(all))
		}
		return err
	}))
	x.refused(s.Support(ctx, x.secretary, early, x.version(early), admission.VoteForm{On: x.today, Count: vote.Count{Favour: 3}}), fault.Invalid, "lacks_months")
	x.must(s.Stop(ctx, x.secretary, id, x.version(id), "Chuyển công tác"))
	x.must(s.Resume(ctx, x.secretary, id, x.version(id), "Trở lại đơn vị"))
	x.stands(id, admission.Ready)
}

// G4: a vote that was lost is repeated in a later meeting of the cell, onto whose
// agenda it is put; its result is read from the record, where it cannot be taken
// back while the dossier goes by it.
func (x house) sit(id admission.ID) {
	x.Helper()
	ctx, s, m := x.Context(), x.admissions, x.meetings
	for on, key := range map[db.Date]string{"2026-01-20": "lacks_certificate", "2026-04-30": "lacks_paper_then"} { // what came after the vote
		x.refused(s.Vote(ctx, x.secretary, id, x.version(id), admission.VoteForm{On: on, Count: vote.Count{Favour: 3}}), fault.Invalid, key)
	}
	x.must(s.Vote(ctx, x.secretary, id, x.version(id), admission.VoteForm{On: "2026-05-20", Count: vote.Count{Favour: 1, Against: 2}}))
	x.stands(id, admission.Ready)
	x.refused(s.Bring(ctx, x.secretary, id, "none"), fault.Invalid, "meeting_missing")
	x.refused(s.Bring(ctx, x.bob, id, "none"), fault.Denied, "")
	plan := func(kind meeting.Kind) meeting.ID {
		to, err := m.Plan(ctx, x.secretary, x.unit, meeting.Plan{Kind: kind, HeldOn: x.today, StartsAt: "14:00", Place: "Phòng họp", Chair: x.a})
		x.must(err)
		return to
	}
	x.refused(s.Bring(ctx, x.secretary, id, plan(meeting.Committee)), fault.Invalid, "meeting_missing")
	to := plan(meeting.Regular)
	x.must(s.Bring(ctx, x.secretary, id, to))
	x.refused(s.Bring(ctx, x.secretary, id, to), fault.Invalid, "candidate_stands")
	x.must(m.Open(ctx, x.secretary, to, 1, "14:00"))
	x.must(m.MarkRest(ctx, x.secretary, to, meeting.Present))
	sh, err := m.Get(ctx, x.secretary, to)
	x.must(err)
	i := sh.Items[slices.IndexFunc(sh.Items, func(i meeting.Item) bool { return i.Candidate == string(id) })]
	if i.VotesOn() != vote.Admission || !strings.Contains(i.Question(), "Tô Văn X") {
		x.Errorf("the item on the agenda: %+v", i)
	}
	_, err = m.Vote(ctx, x.secretary, to, i.ID, "Thông qua chương trình", vote.Ordinary, vote.Count{Favour: 3})
	x.must(err)
	v, err := m.Vote(ctx, x.secretary, to, i.ID, i.Question(), i.VotesOn(), vote.Count{Favour: 2, Against: 1})
	x.must(err)
	ahead, err := s.Acting(ctx, x.secretary, id, admission.Voting)
	x.must(err)
	if len(ahead.Taken) != 1 || ahead.Taken[0].ID != v.ID || len(ahead.Considered) != 1 || ahead.Considered[0].Item != i.ID {
		x.Errorf("offered: %+v, considered %+v", ahead.Taken, ahead.Considered)
	}
	x.refused(s.Vote(ctx, x.secretary, id, x.version(id), admission.VoteForm{Taken: "none"}), fault.Invalid, "taken_missing")
	x.must(s.Vote(ctx, x.secretary, id, x.version(id), admission.VoteForm{Taken: v.ID}))
	if sh := x.get(x.secretary, id); sh.Candidate.ProposedOn != x.today || len(sh.Votes) != 2 || sh.Votes[1].Count.Favour != 2 || sh.Votes[1].Prospect.Base.Size != 3 {
		x.Errorf("proposed on %s by %+v", sh.Candidate.ProposedOn, sh.Votes)
	}
	x.refused(m.Annul(ctx, x.secretary, to, i.ID, v.ID, v.Version+1), fault.Invalid, "vote.cited")
	x.must(s.Annul(ctx, x.secretary, id, x.version(id), "Chọn nhầm"))
	if sh := x.get(x.secretary, id); len(sh.Votes) != 1 || sh.Candidate.State != admission.Ready {
		x.Errorf("after the vote was let go: %s with %d votes", sh.Candidate.State, len(sh.Votes))
	}
	x.must(s.Vote(ctx, x.secretary, id, x.version(id), admission.VoteForm{Taken: v.ID}))
}

// Name and birth are corrected until the ceremony, by the cell; G5: that he was
// proposed for planning or training is noted where the organisation turned it
// on, and read by the committee alone.
func (x house) mend(id admission.ID) {
	x.Helper()
	ctx, s := x.Context(), x.admissions
	form := admission.PersonForm{Name: "Tô Văn X", Birth: "1991-05-19", Department: "Phòng Tài vụ", Job: "Kế toán"}
	x.refused(s.Correct(ctx, x.bob, id, 1, form), fault.Denied, "")
	x.refused(s.Correct(ctx, x.secretary, id, 1, admission.PersonForm{}), fault.Invalid, "birth_missing")
	x.must(s.Correct(ctx, x.secretary, id, 1, form))
	x.refused(s.Correct(ctx, x.secretary, id, 1, form), fault.Stale, "")
	if c := x.get(x.secretary, id).Candidate; c.Birth != "1991-05-19" || c.Department != "Phòng Tài vụ" {
		x.Errorf("corrected: %+v", c)
	}
	p := admission.Proposal{PlannedOn: "2026-05-04"}
	x.refused(s.Propose(ctx, x.secretary, id, x.version(id), p), fault.Invalid, "cadre_off")
	_, err := x.orgs.SetRule(ctx, access.Console, x.unit, org.RuleForm{Key: "admission.cadre", Value: "true", From: "2026-01-01", DocNo: "02-QC/CB", DocDate: "2026-01-01"})
	x.must(err)
	x.refused(s.Propose(ctx, x.secretary, id, x.version(id), admission.Proposal{FosteredOn: "2026-05-26"}), fault.Invalid, "day_ahead")
	x.must(s.Propose(ctx, x.secretary, id, x.version(id), p))
	if sh := x.get(x.secretary, id); !sh.Cadre || sh.Candidate.Proposal != p {
		x.Errorf("the committee reads the proposal: %t %+v", sh.Cadre, sh.Candidate.Proposal)
	}
	for _, by := range []access.Actor{x.cara, x.bob} { // his mentor, and another member
		if sh := x.get(by, id); sh.Cadre || sh.Candidate.Proposal != (admission.Proposal{}) {
			x.Errorf("the proposal is the committee's alone: %+v", sh.Candidate.Proposal)
		}
	}
}

// entered puts somebody on the list whom nobody nominated, and brings him to the
// vote. Who is known in the chapter is no second person.
func (x house) entered() admission.ID {
	x.Helper()
	ctx, s := x.Context(), x.admissions
	known := admission.NewForm{Name: "trịnh văn q", Birth: "1996-02-01", Reason: "Nêu gương trong cuộc vận động", Resolution: resolved("2026-01-05", "01-NQ/CB")}
	_, err := s.List(ctx, x.secretary, x.unit, known)
	x.refused(err, fault.Invalid, "match_found")
	known.Whom = member.KnownPerson
	_, err = s.List(ctx, x.secretary, x.unit, known)
	x.refused(err, fault.Invalid, "person_taken") // it is he, and he is on his way
	id, err := s.List(ctx, x.secretary, x.unit, admission.NewForm{Name: "Tô Văn X", Birth: "1990", Department: "Phòng Hành chính", Reason: "Hoàn thành tốt việc được giao", Resolution: resolved("2026-01-05", "01-NQ/CB")})
	x.must(err)
	x.must(s.Assign(ctx, x.secretary, id, 1, admission.AssignForm{First: x.c, On: "2026-01-05"}))
	x.must(s.Certify(ctx, x.secretary, id, 2, resolved("2026-02-01", "13/GCN")))
	for _, code := range []string{"1-KNĐ", "2-KNĐ", admission.Background, "3-KNĐ", "4A-KNĐ", "5-KNĐ"} {
		x.must(s.File(ctx, x.secretary, id, x.version(id), code, "2026-05-01", false))
	}
	x.must(s.Complete(ctx, x.secretary, id, x.version(id)))
	return id
}

// G4: before the 12 months of somebody who was admitted before chibo came are
// over, their end is told, and what is missing by then.
func (x house) await() admission.ID {
	x.Helper()
	ctx, s := x.Context(), x.admissions
	id, err := s.Enter(ctx, x.secretary, x.unit, x.p)
	x.must(err)
	_, err = s.Enter(ctx, x.secretary, x.unit, x.p)
	x.refused(err, fault.Invalid, "person_taken")
	x.must(s.Remind(ctx, access.System))
	x.hears(x.a, "admission.tell_near_probation")
	x.hears(x.p, "admission.tell_near_own")
	for _, code := range []string{"10-KNĐ", "11-KNĐ", "12-KNĐ"} {
		x.must(s.File(ctx, x.secretary, id, x.version(id), code, x.today, false))
	}
	gaps := x.get(x.secretary, id).Gaps
	if len(gaps) != 1 || gaps[0].Need != admission.NeedMonths || gaps[0].On != "2026-06-18" {
		x.Errorf("what is missing for the recognition: %+v", gaps)
	}
	board, err := s.Board(ctx, x.bob, x.unit)
	x.must(err)
	if got := board.Count(admission.Probation); got != 2 || len(board.In(admission.Ready)) != 1 || board.Counts[admission.Declined] != 0 {
		x.Errorf("the board of a member: %+v", board.Counts)
	}
	var past []member.Past
	for i, born := range []db.Date{"1999", "1998-02", "1997-03-04", "1996", "1975", "1975", "1974"} {
		past = append(past, member.Past{Name: fmt.Sprint("Đặng Văn ", i), Birth: born, AdmittedOn: "2023-05"})
	}
	x.must(x.db.Write(ctx, access.Console, func(tx *db.Tx) error { return x.members.EnterPastTx(tx, access.Console, x.unit, past) }))
	_, err = figure.NewFolder(x.db).Fold(ctx)
	x.must(err)
	below, err := s.Below(ctx, x.officer, x.root)
	x.must(err)
	if want := (admission.Figures{Vote: 1, Probation: 2, Admitted: 1}); below.Sum != want || len(below.Units) != 1 || below.Units[0].Figures != want {
		x.Errorf("the figures above: %+v of %+v", below.Sum, below.Units)
	}
	// G6: results by year, and ages, of which few show nobody
	for unit, by := range map[org.ID]access.Actor{x.unit: x.bob, x.root: x.officer} {
		r, err := s.Results(ctx, by, unit)
		x.must(err)
		if got := fmt.Sprint(r.Years, r.Spans); got != "[{2026 0 1} {2025 0 1} {2024 0 0} {2023 0 7}] [{2022 2026 9 [{to_30 4 false} {to_35 0 true} {to_40 0 false} {to_50 0 true} {over_50 0 false} { 0 true}]}]" {
			x.Errorf("results: %s", got)
		}
	}
	if _, err := s.Results(ctx, x.kim, x.unit); err == nil {
		x.Error("who is of the chapter alone reads what the cell reached")
	}
	return id
}

// A4, G4: the dossier of a probationary member goes where he goes, and stops with his
// membership; who left the cell helps nobody of it.
func (x house) follow(probation, helped admission.ID) {
	x.Helper()
	ctx, s := x.Context(), x.admissions
	x.must(s.Assign(ctx, x.secretary, probation, x.version(probation), admission.AssignForm{First: x.b, On: x.today}))
	other, err := x.orgs.Found(ctx, access.Console, org.Form{Name: "Chi bộ Khoa Dược", Kind: "cell", Parent: x.root, From: "2010-01-01"})
	x.must(err)
	write := func(f func(tx *db.Tx) error) { x.Helper(); x.must(x.db.Write(ctx, access.Console, f)) }
	move := func(who member.ID, to org.ID) {
		x.Helper()
		write(func(tx *db.Tx) error { return x.members.MoveTx(tx, access.Console, who, to, x.today) })
	}
	move(x.p, other)
	if sh := x.get(access.Console, probation); sh.Unit.ID != other || sh.Candidate.State != admission.Probation || sh.Mentors[0].To != x.today || sh.Mentors[0].Reason == "" {
		x.Errorf("he moved, and his dossier is in %s, %s, helped by %+v", sh.Unit.Name, sh.Candidate.State, sh.Mentors)
	}
	if _, err := s.Get(ctx, x.secretary, probation); err == nil {
		x.Error("the cell that he left reads his dossier")
	}
	move(x.p, x.unit)
	x.hears(x.a, "admission.tell_follow")
	move(x.c, other)
	x.hears(x.a, "admission.tell_unhelped")
	if sh := x.get(x.secretary, helped); len(sh.Mentors) != 2 || sh.Mentors[0].To != x.today || sh.Gaps[0].Need != admission.NeedMentor {
		x.Errorf("his mentor left: %+v, missing %+v", sh.Mentors, sh.Gaps)
	}
	move(x.c, x.unit)
	b, err := s.Board(ctx, x.secretary, x.unit)
	x.must(err)
	admitted := b.In(admission.Probation)
	c := admitted[slices.IndexFunc(admitted, func(t admission.Tile) bool { return t.Candidate.ID != probation })].Candidate
	write(func(tx *db.Tx) error { return x.members.EndTx(tx, access.Console, c.Person, x.today, member.ByRemoval) })
	if c = x.get(x.secretary, c.ID).Candidate; c.State != admission.Stopped || c.Was != admission.Probation || c.Outcome == "" {
		x.Errorf("his membership ended: %+v", c)
	}
}

// G4: once the 12 months are over the cell votes; who is recognised later is
// official as of their end all the same, and has a vote from the decision on.
func (x house) recognise(id admission.ID) {
	x.Helper()
	ctx, s := x.Context(), x.admissions
	count := vote.Count{Favour: 2}
	x.refused(s.Support(ctx, x.secretary, id, x.version(id), admission.VoteForm{On: "2026-06-17", Count: count}), fault.Invalid, "lacks_months")
	x.must(s.Support(ctx, x.secretary, id, x.version(id), admission.VoteForm{On: "2026-06-18", Count: count}))
	x.must(s.Recognise(ctx, x.secretary, id, x.version(id), resolved("2026-07-01", "31-QĐ/ĐU")))
	c := x.get(x.secretary, id).Candidate
	if c.State != admission.Official || c.OfficialOn != "2026-06-18" || c.RecognisedOn != "2026-07-01" {
		x.Errorf("recognised: %+v", c)
	}
	x.must(x.db.Read(ctx, func(tx *db.Tx) error {
		for day, want := range map[db.Date]member.Status{"2026-06-30": member.Probationary, "2026-07-01": member.Official} {
			called, err := member.CalledTo(tx, x.unit, day)
			if err != nil {
				return err
			}
			for _, m := range called {
				if m.Person == x.p && m.Status != want {
					x.Errorf("on %s he is %s, want %s", day, m.Status, want)
				}
			}
		}
		return nil
	}))
}

// safety: what was said of somebody goes, that he was admitted stays; two who
// are one have one way.
func (x house) erase(id admission.ID) {
	x.Helper()
	ctx, s := x.Context(), x.admissions
	x.must(x.db.Write(ctx, access.Console, func(tx *db.Tx) error { return s.Erase(tx, access.Console, x.u) }))
	if sh := x.get(x.secretary, id); sh.Candidate.Reason != "" || sh.Evidence[0].Body != "" || sh.Notes[0].Help != "" || len(sh.Votes) != 1 {
		x.Errorf("what remains of somebody who was forgotten: %+v", sh.Candidate)
	}
	x.must(x.db.Write(ctx, access.Console, func(tx *db.Tx) error { return s.Merge(tx, access.Console, x.u, x.p) }))
	if got := x.get(x.secretary, id).Candidate.Person; got != x.p {
		x.Errorf("the way is that of %s, want the one who stays", got)
	}
}
