package admission

import (
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"chibo/internal/db"
	"chibo/internal/rulebook"
)

// G4: every state but the last is left by some step, and the first move from a
// state is the one that the page names as the next.
func TestWorkflow(t *testing.T) {
	next := map[State]Act{
		Nominated: Accepting, Listed: Assigning, Helped: Enrolling, Learning: Certifying, Filing: Completing, Ready: Voting, Proposed: Deciding,
		Decided: Admitting, Probation: Supporting, Supported: Recognising, Declined: "", Official: "", Stopped: "",
	}
	for state, want := range next {
		got, _ := Candidate{State: state}.next()
		if got.Act != want {
			t.Errorf("from %s: next is %q, want %q", state, got.Act, want)
		}
	}
	for _, was := range stoppable {
		m, err := Candidate{State: Stopped, Was: was}.after(Resuming)
		if err != nil || m.To != was {
			t.Errorf("resuming what was stopped at %s leads to %s, %v", was, m.To, err)
		}
	}
	for _, st := range Stages {
		for _, s := range st.States {
			if Stages[StageOf(s)].Name != st.Name {
				t.Errorf("%s stands at stage %d", s, StageOf(s))
			}
		}
	}
}

// full is a dossier to which nothing is missing before the vote.
func full() Dossier {
	d := Dossier{
		Candidate: Candidate{State: Filing, Birth: "1995-06-01", CertifiedOn: "2025-04-10"},
		Mentors:   []Mentor{{Person: "c", From: "2025-01-10"}},
		Papers:    map[string]db.Date{Certificate: "2025-04-10", Background: "2026-05-04"},
	}
	for _, code := range []string{"1-KNĐ", "2-KNĐ", "3-KNĐ", "4A-KNĐ", "5-KNĐ"} {
		d.Papers[code] = "2026-05-01"
	}
	return d
}

// G4: what keeps a dossier from the vote, and a probationary member from
// recognition, is named with the rule that asks for it.
func TestGaps(t *testing.T) {
	before := []Need{NeedMentor, NeedCertificate, NeedAge, NeedWait, NeedDossier}
	after := []Need{NeedMonths, NeedReview}
	for _, c := range []struct {
		name  string
		needs []Need
		on    db.Date
		mend  func(d *Dossier)
		want  []Gap
	}{
		{"nothing", before, "2026-05-25", func(*Dossier) {}, nil},
		{"the youth union's resolution serves as well as the trade union's", before, "2026-05-25", func(d *Dossier) {
			delete(d.Papers, "4A-KNĐ")
			d.Papers["4-KNĐ"] = "2026-05-01"
		}, nil},
		{"neither of the two: named once", before, "2026-05-25", func(d *Dossier) { delete(d.Papers, "4A-KNĐ") }, []Gap{{Need: NeedDossier, Code: "4-KNĐ"}}},
		{"no background check", before, "2026-05-25", func(d *Dossier) { delete(d.Papers, Background) }, []Gap{{Need: NeedDossier, Code: Background}}},
		{"the mentor was relieved", before, "2026-05-25", func(d *Dossier) { d.Mentors[0].To = "2026-05-01" }, []Gap{{Need: NeedMentor}}},
		{"no certificate", before, "2026-05-25", func(d *Dossier) { d.CertifiedOn = "" }, []Gap{{Need: NeedCertificate}}},
		{"the last day of 60 months", before, "2030-04-09", func(*Dossier) {}, nil},
		{"60 months are over", before, "2030-04-10", func(*Dossier) {}, []Gap{{Need: NeedCertificate, On: "2030-04-10"}}},
		{"a day before 18", before, "2026-05-25", func(d *Dossier) { d.Birth = "2008-05-26" }, []Gap{{Need: NeedAge, N: 18}}},
		{"18 on the day", before, "2026-05-25", func(d *Dossier) { d.Birth = "2008-05-25" }, nil},
		{"60 is not over 60", before, "2026-05-25", func(d *Dossier) { d.Birth = "1966" }, nil},
		{"over 60 is told and stops nothing", before, "2026-05-25", func(d *Dossier) { d.Birth = "1965" }, []Gap{{Need: NeedAge, N: 60, Soft: true}}},
		{"no birth is told and stops nothing", before, "2026-05-25", func(d *Dossier) { d.Birth = "" }, []Gap{{Need: NeedAge, Soft: true}}},
		{"a day before 36 months after having left", before, "2026-05-25", func(d *Dossier) { d.LeftOn = "2023-05-26" }, []Gap{{Need: NeedWait, On: "2026-05-26"}}},
		{"36 months after having left", before, "2026-05-25", func(d *Dossier) { d.LeftOn = "2023-05-25" }, nil},
		{"a day before the end of month 12", after, "2026-06-17", func(d *Dossier) {
			d.AdmittedOn = "2025-06-18"
			d.Papers["10-KNĐ"], d.Papers["12-KNĐ"] = "2026-06-01", "2026-06-01"
		}, []Gap{{Need: NeedMonths, On: "2026-06-18"}, {Need: NeedReview, Code: "11-KNĐ"}}},
		{"the months are over and the papers there", after, "2026-06-18", func(d *Dossier) {
			d.AdmittedOn = "2025-06-18"
			d.Papers["10-KNĐ"], d.Papers["11-KNĐ"], d.Papers["12-KNĐ"] = "2026-06-01", "2026-06-01", "2026-06-01"
		}, nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			d := full()
			c.mend(&d)
			got := Gaps(rulebook.Default(), d, c.needs, c.on)
			for _, g := range got {
				if g.By.Doc.No == "" {
					t.Errorf("%+v names no rule", g)
				}
			}
			if diff := cmp.Diff(c.want, got, cmpopts.IgnoreFields(Gap{}, "By", "Title")); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// G4: deadlines are counted in months or working days by the rule of the day
// that they begin with.
func TestDeadlines(t *testing.T) {
	helped := []Mentor{{From: "2026-01-10"}}
	for _, c := range []struct {
		name string
		d    Dossier
		want []Deadline
	}{
		{"a mentor's note is due three months after the last", Dossier{Candidate: Candidate{State: Helped}, Mentors: helped, LastOn: "2026-03-28"}, []Deadline{{Term: TermNote, On: "2026-06-28"}}},
		{"the first note after he began", Dossier{Candidate: Candidate{State: Helped}, Mentors: helped}, []Deadline{{Term: TermNote, On: "2026-04-10"}}},
		{"nobody helps, nothing is due", Dossier{Candidate: Candidate{State: Listed}}, nil},
		{"the ceremony within 30 working days, holidays left out", Dossier{Candidate: Candidate{State: Decided, DecidedOn: "2026-04-15"}}, []Deadline{{Term: TermCeremony, On: "2026-06-01"}}},
		{"probation of 12 months, then 30 working days", Dossier{Candidate: Candidate{State: Probation, AdmittedOn: "2025-06-18"}}, []Deadline{
			{Term: TermProbation, On: "2026-06-18"}, {Term: TermRecognition, On: "2026-07-30"},
		}},
		{"holidays that are not known leave the day open", Dossier{Candidate: Candidate{State: Decided, DecidedOn: "2040-04-15"}}, []Deadline{{Term: TermCeremony}}},
		{"at the end nothing is due", Dossier{Candidate: Candidate{State: Official, AdmittedOn: "2025-06-18"}, Mentors: helped}, nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			got := Deadlines(rulebook.Default(), c.d)
			if diff := cmp.Diff(c.want, got, cmpopts.IgnoreFields(Deadline{}, "By")); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// G4: the end of probation is told 90, 60, 30 and 7 days before, each once.
func TestWarnings(t *testing.T) {
	end := Deadline{Term: TermProbation, On: "2026-06-18"}
	for today, want := range map[db.Date]int{"2026-03-19": 0, "2026-03-20": 90, "2026-04-18": 90, "2026-04-19": 60, "2026-05-19": 30, "2026-06-11": 7, "2026-06-18": 7, "2026-06-19": 0} {
		if got, _ := end.notice(today); got != want {
			t.Errorf("on %s: %d days, want %d", today, got, want)
		}
	}
}

// G4: the forms of one number count once.
func TestProgress(t *testing.T) {
	d := full()
	papers, _ := checklist(rulebook.Default(), "2026-05-25", d.Papers)
	if there, wanted := Progress(papers, ToAdmit); there != 7 || wanted != 7 {
		t.Errorf("%d of %d papers, want 7 of 7", there, wanted)
	}
	delete(d.Papers, "5-KNĐ")
	papers, _ = checklist(rulebook.Default(), "2026-05-25", d.Papers)
	if there, wanted := Progress(papers, ToAdmit); there != 6 || wanted != 7 {
		t.Errorf("%d of %d papers, want 6 of 7", there, wanted)
	}
	if _, wanted := Progress(papers, ToRecognise); wanted != 3 {
		t.Errorf("%d papers before recognition, want 3", wanted)
	}
}
