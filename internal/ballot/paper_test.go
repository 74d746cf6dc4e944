package ballot

import (
	"archive/zip"
	"bytes"
	"flag"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"chibo/internal/db"
	"chibo/internal/meeting"
	"chibo/internal/org"
	"chibo/internal/paper"
	"chibo/internal/vote"
)

var rewrite = flag.Bool("update", false, "write the golden files anew")

var (
	paragraph = regexp.MustCompile(`(?s)<w:p[ >].*?</w:p>`)
	words     = regexp.MustCompile(`(?s)<w:t[ >].*?</w:t>|<w:t>.*?</w:t>`)
	tags      = regexp.MustCompile(`<[^>]*>`)
)

// unpacked is the text of a .docx, a line for each paragraph.
func unpacked(t *testing.T, d paper.Document) string {
	t.Helper()
	var file, pdf bytes.Buffer
	if err := paper.DOCX(&file, d); err != nil {
		t.Fatal(err)
	}
	if err := paper.PDF(&pdf, d); err != nil || pdf.Len() == 0 {
		t.Fatal(err)
	}
	z, err := zip.NewReader(bytes.NewReader(file.Bytes()), int64(file.Len()))
	if err != nil {
		t.Fatal(err)
	}
	part, err := z.Open("word/document.xml")
	if err != nil {
		t.Fatal(err)
	}
	xml, err := io.ReadAll(part)
	if err != nil {
		t.Fatal(err)
	}
	var lines strings.Builder
	for _, p := range paragraph.FindAllString(string(xml), -1) {
		line := tags.ReplaceAllString(strings.Join(words.FindAllString(p, -1), ""), "")
		lines.WriteString(strings.TrimRight(line, " \u00A0") + "\n")
	}
	return lines.String()
}

func golden(t *testing.T, name string, d paper.Document) {
	t.Helper()
	got, path := unpacked(t, d), filepath.Join("testdata", name+".txt")
	if *rewrite {
		if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), got); diff != "" {
		t.Errorf("%s (-want +got):\n%s", name, diff)
	}
}

// june is an announced election of two seats in a cell of 13.
func june() Sheet {
	return Sheet{
		Meeting: meeting.Meeting{HeldOn: "2026-06-03", Place: "Phòng họp tầng 2", ChairName: "Nguyễn Văn A"},
		Unit:    org.Unit{Name: "Chi bộ Trạm Y tế", ParentName: "Đảng bộ Sở Y tế"},
		Ballot: Ballot{
			Kind: Election, Matter: vote.Election, Title: "Bầu chi ủy nhiệm kỳ 2025–2027", Seats: 2, State: Announced,
			Candidates: []Candidate{
				{ID: "b", Name: "Trần Thị B", Favour: 9, Standing: vote.Elected},
				{ID: "c", Name: "Lê Văn C", Withdrawn: true},
				{ID: "d", Name: "Phạm Thị D", Favour: 2, Standing: vote.Short},
				{ID: "e", Name: "Vũ Thị E", Favour: 10, Standing: vote.Elected},
			},
			Board: []Teller{{Person: "h", Name: "Bùi Thị H", Head: true}, {Person: "i", Name: "Đỗ Văn I"}, {Person: "k", Name: "Phan Văn K"}},
			Tally: Tally{
				Issued: 12, Returned: 12, Valid: 11, Invalid: 1, Reason: "bầu quá số lượng", EnteredBy: "i", ConfirmedBy: "h",
				ConfirmedAt: db.At(db.Date("2026-06-03").Time().Add(15*3600e9 + 20*60e9)),
			},
		},
		Prospect: vote.Prospect{Base: vote.Base{Official: 13, Size: 13, Present: 12}, Needed: 7},
		MayRead:  true,
	}
}

// B5, form B10: the ballots and the count record, which name no voter.
func TestPapers(t *testing.T) {
	sh := june()
	golden(t, "ballots", composeBallots(sh, paper.HD05, 3))
	golden(t, "record", composeRecord(sh, paper.HD05))
	blank := june()
	blank.Ballot.State, blank.MayRead = Cast, false
	blank.hide()
	golden(t, "record_blank", composeRecord(blank, "unknown"))
	sh.Ballot.Kind, sh.Ballot.Candidates, sh.Ballot.Seats, sh.Ballot.Title = Question, nil, 0, "Đề nghị khiển trách đồng chí X"
	sh.Ballot.Tally.Count, sh.Outcome, sh.Ballot.Follows = vote.Count{Favour: 9, Against: 1, Other: 1}, vote.Passed, "first"
	golden(t, "question", composeBallots(sh, paper.HD05, 1))
	golden(t, "question_record", composeRecord(sh, paper.HD05))
}

// B5: a long list has a sheet for itself, and never less than one.
func TestPerSheet(t *testing.T) {
	for n, want := range map[int]int{0: 3, 1: 3, 3: 2, 6: 2, 12: 1, 40: 1} {
		if got := perSheet(Ballot{Candidates: make([]Candidate, n)}); got != want {
			t.Errorf("%d candidates: %d on a sheet, want %d", n, got, want)
		}
	}
}
