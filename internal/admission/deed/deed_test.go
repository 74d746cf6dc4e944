package deed

import (
	"slices"
	"strings"
	"testing"

	"chibo/internal/admission"
	"chibo/internal/db"
	"chibo/internal/member"
	"chibo/internal/org"
	"chibo/internal/paper"
	"chibo/internal/paper/papertest"
	"chibo/internal/rulebook"
	"chibo/internal/vote"
)

// binh is a candidate at the end of her way, with all that a record can hold.
func binh() Case {
	base := vote.Prospect{Base: vote.Base{Official: 14, Size: 13, Present: 12}, Needed: 9}
	return Case{
		Issuer: Issuer{
			Unit:   org.Unit{Name: "Chi bộ Khoa Nội", ParentName: "Đảng bộ Bệnh viện đa khoa tỉnh", Locality: "Phường Trung tâm"},
			Preset: paper.HD05, On: "2026-05-25", Signer: "Nguyễn Văn A", Post: member.Secretary,
		},
		By: "Vũ Thị E",
		Person: member.Person{
			Name: "Trần Thị B", Sex: "female", Birth: "1994-08-12", Ethnicity: "Kinh", Hometown: "xã Mẫu, tỉnh Mẫu", Qualification: "Điều dưỡng đại học",
			Job: "điều dưỡng", Department: "Khoa Nội",
		},
		Sheet: admission.Sheet{
			Candidate: admission.Candidate{
				ID: "c", Name: "Trần Thị B", ChapterOf: "Công đoàn Khoa Nội", State: admission.Probation, ListedOn: "2024-03-01",
				CertifiedOn: "2024-11-20", ProposedOn: "2025-02-03", DecidedOn: "2025-04-10", AdmittedOn: "2025-05-19",
				Words: admission.Words{DecisionNo: "12-QĐ/ĐU", CertificateNo: "45"},
			},
			Mentors: []admission.Mentor{
				{Candidate: "c", Person: "e", Name: "Vũ Thị E", From: "2024-03-05"},
				{Candidate: "c", Person: "i", Name: "Đỗ Văn I", From: "2024-03-05", To: "2024-09-01"},
			},
			Notes: []admission.Note{
				{Name: "Vũ Thị E", On: "2025-11-20", Help: "Hướng dẫn viết bản tự kiểm điểm.", Progress: "Tự nhận ra hạn chế trong phối hợp ca trực", Proposal: "Giao phụ trách một nhóm học tập."},
				{Name: "", On: "2024-06-20", Help: "Giao đọc Điều lệ Đảng, trao đổi hằng tuần", Progress: "Nắm được các chương đầu."},
			},
			Evidence: []admission.Evidence{
				{Kind: admission.Stance, Body: "Chấp hành tốt chủ trương, quy định; được đồng nghiệp tín nhiệm"},
				{Kind: admission.Skill, Body: "Thành thạo chăm sóc người bệnh nặng."},
				{Kind: admission.Research, Body: "Một sáng kiến cấp cơ sở năm 2024"},
			},
			Opinions: []admission.Opinion{
				{Phase: admission.ToAdmit, Origin: admission.AtResidence, Bodies: "chi ủy tổ dân phố 3", Asked: 3, Agreed: 3, Words: "Chấp hành tốt quy định nơi cư trú.", On: "2025-01-12"},
				{Phase: admission.ToAdmit, Origin: admission.AtWork, Bodies: "Công đoàn và Đoàn thanh niên Khoa Nội", Asked: 25, Agreed: 24, Against: 1, Words: "Cần mạnh dạn hơn trong phê bình", On: "2025-01-10"},
				{Phase: admission.ToRecognise, Origin: admission.AtWork, Bodies: "Công đoàn Khoa Nội", Asked: 20, Agreed: 20, On: "2026-05-12"},
			},
			Papers: []admission.Paper{{Code: admission.Background, DoneOn: "2024-12-30"}},
			Votes: []vote.Vote{
				{Matter: vote.Admission, HeldOn: "2025-01-06", Count: vote.Count{Favour: 8, Against: 5}, Outcome: vote.Failed, Prospect: base},
				{Matter: vote.Admission, HeldOn: "2025-02-03", Count: vote.Count{Favour: 11, Against: 1, Other: 1}, Outcome: vote.Passed, Prospect: base},
				{Matter: vote.Recognition, HeldOn: "2026-05-21", Count: vote.Count{Favour: 12, Against: 1}, Outcome: vote.Passed, Prospect: base},
			},
			Leads: true,
		},
	}
}

// G4, forms B11, B12, B13: the papers of a dossier are whole prose, by the form
// whose number the rulebook of the day gives, and leave nothing to fill in.
func TestPapers(t *testing.T) {
	for _, k := range Kinds {
		t.Run(string(k), func(t *testing.T) {
			c := binh()
			c.Form = k.form(rulebook.Default(), c.On)
			text := papertest.Whole(t, Compose(c, k))
			papertest.Golden(t, string(k)+".txt", text)
			if !strings.Contains(text, "Theo mẫu tham khảo") || strings.Contains(strings.ReplaceAll(text, "Số ……-NQ/CB", ""), "…") {
				t.Error("a paper says what it follows and leaves no blanks")
			}
		})
	}
	t.Run("list", func(t *testing.T) {
		c := binh()
		row := admission.Source{Candidate: c.Sheet.Candidate, Mentors: c.Sheet.Mentors[:1]}
		row.Candidate.Person = "b"
		learning := admission.Source{Candidate: admission.Candidate{Name: "Phạm Thị D", ListedOn: "2026-01-05", BeginsOn: "2026-05-11"}}
		listed := admission.Source{Candidate: admission.Candidate{Name: "Lê Văn C", ListedOn: "2026-05-04"}}
		people := map[member.ID]member.Person{"b": c.Person}
		papertest.Golden(t, "list.txt", papertest.Whole(t, ComposeList(c.Issuer, []admission.Source{row, learning, listed}, people)))
	})
}

// A poor record makes shorter papers, or none.
func TestAvailable(t *testing.T) {
	all := binh().Sheet
	bare := admission.Sheet{Candidate: admission.Candidate{Name: "Trần Thị B"}, Leads: true}
	lost, helped, work, mentor, cell := bare, bare, bare, all, all
	lost.Votes = all.Votes[:1]
	helped.Mentors, helped.Notes = all.Mentors[:1], all.Notes[1:]
	work.Opinions = all.Opinions[1:2]
	mentor.Leads, mentor.Helps = false, true
	cell.Leads = false
	for _, c := range []struct {
		name  string
		sheet admission.Sheet
		want  []Kind
	}{
		{"nothing", bare, nil},
		{"a vote that was lost", lost, nil},
		{"a mentor who wrote, no ceremony", helped, []Kind{Introduction, Log}},
		{"opinions before the vote", work, []Kind{Opinions}},
		{"everything", all, Kinds},
		{"a mentor gets his own", mentor, []Kind{Introduction, Log, Comment}},
		{"the cell gets none", cell, nil},
	} {
		if got := Available(c.sheet); !slices.Equal(got, c.want) {
			t.Errorf("%s: %v, want %v", c.name, got, c.want)
		}
	}
	text := papertest.Word(t, Compose(Case{Issuer: Issuer{Unit: org.Unit{Name: "Chi bộ A"}, On: "2026-05-25"}, By: "Vũ Thị E", Sheet: helped}, Introduction))
	for _, never := range []string{"sinh ngày", "  ", "VỀ NĂNG LỰC", ", ,", "thuộc "} {
		if strings.Contains(text, never) {
			t.Errorf("%q stands in\n%s", never, text)
		}
	}
}

// G4: forms are numbered by the rulebook of the day, and not before it knows
// them.
func TestForm(t *testing.T) {
	for _, c := range []struct {
		kind Kind
		on   db.Date
		want string
	}{
		{Proposal, "2026-05-25", "6-KNĐ"},
		{Introduction, "2020-05-25", "3-KNĐ"},
		{Recognition, "2023-05-25", "13-KNĐ"},
		{Log, "2026-05-25", ""},
		{Proposal, "2010-05-25", ""},
	} {
		if got := c.kind.form(rulebook.Default(), c.on); got != c.want {
			t.Errorf("%s on %s: %q, want %q", c.kind, c.on, got, c.want)
		}
	}
}
