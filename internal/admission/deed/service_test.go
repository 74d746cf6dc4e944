package deed_test

import (
	"context"
	"slices"
	"strings"
	"testing"

	"chibo/internal/access"
	"chibo/internal/admission"
	"chibo/internal/admission/deed"
	"chibo/internal/db"
	"chibo/internal/dbtest"
	"chibo/internal/document"
	"chibo/internal/fault"
	"chibo/internal/meeting"
	"chibo/internal/member"
	"chibo/internal/org"
	"chibo/internal/paper/papertest"
	"chibo/internal/task"
	"chibo/internal/vote"
)

// cell is a cell whose secretary leads a candidate to the vote, with the help of
// a member who is not of the committee.
type cell struct {
	*testing.T
	db                       *db.DB
	admissions               *admission.Service
	deeds                    *deed.Service
	unit                     org.ID
	secretary, mentor, other access.Actor
	candidate                admission.ID
	read                     []string // what the log was told
}

func build(t *testing.T, d *db.DB) *cell {
	t.Helper()
	x := &cell{T: t, db: d}
	orgs, members, votes := org.New(d), member.New(d), vote.New()
	votes.Book = org.BookOf
	documents := document.New(d, t.TempDir())
	x.admissions = admission.New(d, members, documents, votes, meeting.New(d, documents, task.NewService(d), votes))
	x.deeds = deed.New(d, x.admissions)
	x.deeds.OnRead = func(_ context.Context, _ access.Actor, _, kind, _, _ string) { x.read = append(x.read, kind) }
	root, err := orgs.Found(t.Context(), access.Console, org.Form{Name: "Đảng bộ Bệnh viện", Kind: "base", From: "2010-01-01"})
	x.must(err)
	x.unit, err = orgs.Found(t.Context(), access.Console, org.Form{Name: "Chi bộ Khoa Nội", Kind: "cell", Parent: root, From: "2010-01-01"})
	x.must(err)
	var people []member.ID
	for _, name := range []string{"Nguyễn Văn A", "Vũ Thị E", "Đỗ Văn I"} {
		f := member.Form{Person: member.Person{Name: name}, Status: member.Official, Party: member.Party{AdmittedOn: "2010-03-01", OfficialOn: "2011-03-01"}}
		id, err := members.Enter(t.Context(), access.Console, x.unit, f)
		x.must(err)
		people = append(people, id)
	}
	x.must(members.Appoint(t.Context(), access.Console, member.Appointment{Person: people[0], Unit: x.unit, Post: member.Secretary, From: "2020-01-01"}))
	x.secretary, x.mentor, x.other = x.actor(people[0]), x.actor(people[1]), x.actor(people[2])
	x.candidate, err = x.admissions.List(t.Context(), x.secretary, x.unit, admission.NewForm{
		Name: "Trần Thị B", Birth: "1994-08-12", Department: "Khoa Nội", Job: "điều dưỡng", Reason: "Nhiều năm là lao động tiên tiến.",
		Resolution: admission.Resolution{On: "2025-03-01", No: "03-NQ/CB"},
	})
	x.must(err)
	x.must(x.admissions.Assign(t.Context(), x.secretary, x.candidate, x.version(), admission.AssignForm{First: people[1], On: "2025-03-05"}))
	return x
}

func (x *cell) must(err error) {
	x.Helper()
	if err != nil {
		x.Fatal(err)
	}
}

func (x *cell) actor(id member.ID) access.Actor {
	x.Helper()
	a := access.Actor{Kind: access.Human, Account: "acc-" + string(id), Person: string(id)}
	x.must(x.db.Read(x.Context(), func(tx *db.Tx) (err error) {
		a.Duties, err = member.DutiesOf(tx, id)
		return err
	}))
	return a
}

func (x *cell) version() int {
	x.Helper()
	sh, err := x.admissions.Get(x.Context(), x.secretary, x.candidate)
	x.must(err)
	return sh.Candidate.Version
}

// prove brings the candidate as far as a vote that passed.
func (x *cell) prove() {
	x.Helper()
	t, a, id := x.T, x.admissions, x.candidate
	x.must(a.Note(t.Context(), x.mentor, id, admission.NoteForm{On: "2025-06-10", Help: "Trao đổi Điều lệ Đảng", Progress: "Nắm được các chương đầu"}))
	x.must(a.Certify(t.Context(), x.secretary, id, x.version(), admission.Resolution{On: "2025-11-20", No: "45"}))
	x.must(a.Weigh(t.Context(), x.secretary, id, x.version(), map[admission.Criterion]string{admission.Stance: "Được đồng nghiệp tín nhiệm"}))
	x.must(a.Ask(t.Context(), x.secretary, id, x.version(), admission.Opinion{Origin: admission.AtWork, Bodies: "Công đoàn Khoa Nội", Asked: 20, Agreed: 19, Against: 1, On: "2026-03-02"}))
	for _, code := range []string{"1-KNĐ", "2-KNĐ", admission.Background, "3-KNĐ", "4A-KNĐ", "5-KNĐ"} {
		x.must(a.File(t.Context(), x.secretary, id, x.version(), code, "2026-03-10", false))
	}
	x.must(a.Complete(t.Context(), x.secretary, id, x.version()))
	x.must(a.Vote(t.Context(), x.secretary, id, x.version(), admission.VoteForm{On: "2026-05-04", Count: vote.Count{Favour: 3}}))
}

func ready(lines []deed.Line) (all []deed.Kind) {
	for _, l := range lines {
		if l.Ready {
			all = append(all, l.Kind)
		}
	}
	return all
}

// G4: papers can be had as the record grows; the committee gets all of them, a
// mentor his own without what is the committee's, nobody else any.
func TestPapersOfACandidate(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		x := build(t, d)
		_, lines, err := x.deeds.Papers(t.Context(), x.secretary, x.candidate)
		x.must(err)
		if got := ready(lines); len(got) > 0 {
			t.Errorf("with a mentor who wrote nothing: %v", got)
		}
		if _, _, err := x.deeds.Paper(t.Context(), x.secretary, x.candidate, deed.Proposal); fault.Key(err) != "dossier.not_yet" {
			t.Errorf("a resolution without a vote: %v", err)
		}
		x.prove()
		_, lines, err = x.deeds.Papers(t.Context(), x.secretary, x.candidate)
		x.must(err)
		if got := ready(lines); !slices.Equal(got, []deed.Kind{deed.Introduction, deed.Log, deed.Opinions, deed.Proposal}) || lines[3].Form != "6-KNĐ" {
			t.Errorf("after the vote: %v, %v", got, lines)
		}
		_, paper, err := x.deeds.Paper(t.Context(), x.secretary, x.candidate, deed.Proposal)
		x.must(err)
		text := papertest.Word(t, paper)
		for _, want := range []string{"ngày 04 tháng 5 năm 2026", "sinh ngày 12/8/1994", "tán thành 3/3 đảng viên chính thức (100%)", "thẩm tra theo quy định", "tín nhiệm", "BÍ THƯ", "Nguyễn Văn A", "6-KNĐ"} {
			if !strings.Contains(text, want) {
				t.Errorf("the resolution lacks %q:\n%s", want, text)
			}
		}
		if len(x.read) != 1 {
			t.Errorf("readings noted: %v", x.read)
		}

		_, lines, err = x.deeds.Papers(t.Context(), x.mentor, x.candidate)
		x.must(err)
		if got := ready(lines); !slices.Equal(got, []deed.Kind{deed.Introduction, deed.Log}) || len(lines) != 3 {
			t.Errorf("the mentor: %v", lines)
		}
		_, paper, err = x.deeds.Paper(t.Context(), x.mentor, x.candidate, "")
		x.must(err)
		text = papertest.Word(t, paper)
		for _, never := range []string{"1994", "tín nhiệm", "thẩm tra"} {
			if strings.Contains(text, never) {
				t.Errorf("the mentor reads %q:\n%s", never, text)
			}
		}
		if !strings.Contains(text, "Tôi là Vũ Thị E") || !strings.Contains(text, "Nắm được các chương đầu") {
			t.Errorf("the mentor's own paper:\n%s", text)
		}
		if _, _, err := x.deeds.Papers(t.Context(), x.other, x.candidate); !fault.Is(err, fault.Denied) {
			t.Errorf("another member: %v", err)
		}
		if _, _, err := x.deeds.Paper(t.Context(), x.mentor, x.candidate, deed.Opinions); !fault.Is(err, fault.NotFound) {
			t.Errorf("the committee's paper for a mentor: %v", err)
		}

		_, list, err := x.deeds.List(t.Context(), x.secretary, x.unit)
		x.must(err)
		if text := papertest.Word(t, list); !strings.Contains(text, "Trần Thị B; 12/8/1994") || !strings.Contains(text, "Vũ Thị E, 05/3/2025") || !strings.Contains(text, "01 người") {
			t.Errorf("the list:\n%s", text)
		}
		if _, _, err := x.deeds.List(t.Context(), x.mentor, x.unit); !fault.Is(err, fault.Denied) {
			t.Errorf("the list is the committee's: %v", err)
		}
	})
}
