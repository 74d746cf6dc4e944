package deed

import (
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
	return Case{
		Issuer: Issuer{
			Unit:   org.Unit{Name: "Chi bộ Khoa Nội", ParentName: "Đảng bộ Bệnh viện đa khoa tỉnh", Locality: "Phường Trung tâm"},
			Preset: paper.HD05, On: "2026-05-25", Signer: "Nguyễn Văn A", Post: member.Secretary,
		},
		By: "Vũ Thị E",
		Candidate: admission.Candidate{
			ID: "c", Name: "Trần Thị B", ChapterOf: "Công đoàn Khoa Nội", State: admission.Probation, ListedOn: "2024-03-01",
			CertifiedOn: "2024-11-20", ProposedOn: "2025-02-03", DecidedOn: "2025-04-10", AdmittedOn: "2025-05-19",
			Words: admission.Words{DecisionNo: "12-QĐ/ĐU", CertificateNo: "45"},
		},
		Person: member.Person{
			Name: "Trần Thị B", Sex: "female", Birth: "1994-08-12", Ethnicity: "Kinh", Hometown: "xã Mẫu, tỉnh Mẫu", Qualification: "Điều dưỡng đại học",
			Job: "điều dưỡng", Department: "Khoa Nội",
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
			{Phase: admission.ToAdmit, Origin: admission.AtResidence, Bodies: "chi ủy tổ dân phố 3", Asked: 3, Agreed: 3, Words: "Gia đình chấp hành tốt quy định.", On: "2025-01-12"},
			{Phase: admission.ToAdmit, Origin: admission.AtWork, Bodies: "Công đoàn và Đoàn thanh niên Khoa Nội", Asked: 25, Agreed: 24, Against: 1, Words: "Cần mạnh dạn hơn trong phê bình", On: "2025-01-10"},
			{Phase: admission.ToRecognise, Origin: admission.AtWork, Bodies: "Công đoàn Khoa Nội", Asked: 20, Agreed: 20, On: "2026-05-12"},
		},
		Checked: "2024-12-30",
		Vote: vote.Vote{
			ID: "v", HeldOn: "2025-02-03", Matter: vote.Admission, Count: vote.Count{Favour: 11, Against: 1, Other: 1}, Outcome: vote.Passed,
			Prospect: vote.Prospect{Base: vote.Base{Official: 14, Size: 13, Present: 12}, Needed: 9},
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
			if k == Recognition {
				c.Vote.HeldOn, c.Vote.Matter, c.Vote.Count.Other = "2026-05-21", vote.Recognition, 0
			}
			if !c.Has(k) {
				t.Fatal("the record holds all of it")
			}
			text := papertest.Whole(t, Compose(c, k))
			papertest.Golden(t, string(k)+".txt", text)
			if !strings.Contains(text, "Theo mẫu tham khảo") || strings.Contains(strings.ReplaceAll(text, "Số ……-NQ/CB", ""), "…") {
				t.Error("a paper says what it follows and leaves no blanks")
			}
		})
	}
	t.Run("list", func(t *testing.T) {
		c := binh()
		row := Listed{Candidate: c.Candidate, Person: c.Person, Mentors: c.Mentors[:1]}
		learning, listed := row, Listed{Candidate: admission.Candidate{Name: "Lê Văn C", ListedOn: "2026-05-04"}}
		learning.Candidate = admission.Candidate{Name: "Phạm Thị D", ListedOn: "2026-01-05", BeginsOn: "2026-05-11"}
		papertest.Golden(t, "list.txt", papertest.Whole(t, ComposeList(c.Issuer, []Listed{row, learning, listed})))
	})
}

// A poor record makes shorter papers, or none.
func TestHas(t *testing.T) {
	bare := Case{Issuer: Issuer{Unit: org.Unit{Name: "Chi bộ A"}, On: "2026-05-25"}, Candidate: admission.Candidate{Name: "Trần Thị B"}}
	lost, helped, work := bare, bare, bare
	lost.Vote = vote.Vote{ID: "v", Outcome: vote.Failed}
	helped.By = "Vũ Thị E"
	work.Opinions = binh().Opinions[1:2]
	for _, c := range []struct {
		name string
		c    Case
		want []Kind
	}{
		{"nothing", bare, nil},
		{"a vote that was lost", lost, nil},
		{"a mentor, no ceremony", helped, []Kind{Introduction}},
		{"opinions before the vote", work, []Kind{Opinions}},
		{"everything", binh(), Kinds},
	} {
		var got []Kind
		for _, k := range Kinds {
			if c.c.Has(k) {
				got = append(got, k)
			}
		}
		if strings.Join(words(got), " ") != strings.Join(words(c.want), " ") {
			t.Errorf("%s: %v, want %v", c.name, got, c.want)
		}
	}
	text := papertest.Word(t, Compose(helped, Introduction))
	for _, never := range []string{"sinh ngày", "  ", "VỀ NĂNG LỰC", ", ,", "thuộc "} {
		if strings.Contains(text, never) {
			t.Errorf("%q stands in\n%s", never, text)
		}
	}
}

func words(kinds []Kind) (all []string) {
	for _, k := range kinds {
		all = append(all, string(k))
	}
	return all
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
