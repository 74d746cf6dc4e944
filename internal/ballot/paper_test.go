package ballot

import (
	"testing"

	"chibo/internal/db"
	"chibo/internal/meeting"
	"chibo/internal/org"
	"chibo/internal/paper"
	"chibo/internal/paper/papertest"
	"chibo/internal/vote"
)

// golden compares a paper, as Word and PDF print it, with a file of testdata.
func golden(t *testing.T, name string, d paper.Document) {
	t.Helper()
	papertest.Golden(t, name+".txt", papertest.Whole(t, d))
}

// june is an announced election of two seats in a cell of 13.
func june() Sheet {
	return Sheet{
		Meeting: meeting.Meeting{HeldOn: "2026-06-03", Place: "Phòng họp tầng 2", ChairName: "Nguyễn Văn A"},
		Unit:    org.Unit{Name: "Chi bộ Trạm Y tế", ParentName: "Đảng bộ Sở Y tế", Locality: "Hà Nội"},
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
	congress := june()
	congress.Meeting.Kind = meeting.Congress
	golden(t, "record_congress", composeRecord(congress, paper.HD05))
}

// B5: a long list has a sheet for itself, and never less than one.
func TestPerSheet(t *testing.T) {
	for n, want := range map[int]int{0: 3, 1: 3, 3: 2, 6: 2, 12: 1, 40: 1} {
		if got := perSheet(Ballot{Candidates: make([]Candidate, n)}); got != want {
			t.Errorf("%d candidates: %d on a sheet, want %d", n, got, want)
		}
	}
}
