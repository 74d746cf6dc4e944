package ballot

import (
	"fmt"
	"slices"
	"strings"

	"chibo/internal/db"
	"chibo/internal/fault"
	"chibo/internal/i18n"
	"chibo/internal/meeting"
	"chibo/internal/paper"
	"chibo/internal/vote"
)

// Unsettled refuses to end a meeting while a ballot of it is neither announced
// nor annulled, and names those that wait (B5).
func Unsettled(tx *db.Tx, m meeting.Meeting) error {
	titles, err := waiting(tx, m.ID)
	if err != nil || len(titles) == 0 {
		return err
	}
	return fault.New(fault.Invalid, "ballot.unsettled", len(titles), strings.Join(titles, "; "))
}

// Results are the announced ballots of a meeting in the words of minutes, and
// that others were annulled after they were counted. It makes one query where
// there are none, three otherwise, and is for capabilities that have authorised already.
func Results(tx *db.Tx, m meeting.ID) (lines []string, err error) {
	all, err := ofMeeting(tx, m)
	all = slices.DeleteFunc(all, func(b Ballot) bool { return b.State != Announced && (b.State != Annulled || b.Tally.EnteredBy == "") })
	if err != nil || len(all) == 0 {
		return nil, err
	}
	if err := candidates(tx, m, all); err != nil {
		return nil, err
	}
	var subjects []string
	for _, b := range all {
		subjects = append(subjects, b.subjects()...)
	}
	votes, err := vote.Of(tx, VotedIn, subjects...)
	if err != nil {
		return nil, err
	}
	of := map[string]vote.Vote{}
	for _, v := range votes {
		of[v.Subject] = v
	}
	for _, b := range all {
		if b.State == Annulled {
			lines = append(lines, fmt.Sprintf("%s (bỏ phiếu kín): hủy kết quả kiểm phiếu, lý do: %s.", b.Title, strings.TrimRight(b.Reason, ".;")))
			continue
		}
		lines = append(lines, announced(b, of[b.subjects()[0]]))
	}
	return lines, nil
}

// announced is one result, judged as the vote is.
func announced(b Ballot, v vote.Vote) string {
	said := fmt.Sprintf("%s (bỏ phiếu kín): %s", b.Title, "s"+strings.TrimPrefix(strings.TrimRight(issued(b), "."), "S"))
	if b.Kind == Election {
		return said + fmt.Sprintf("; bầu %s; %s.", paper.TwoDigits(b.Seats), result(b, v.Prospect))
	}
	return said + fmt.Sprintf("; tán thành %d/%d đảng viên chính thức (%s); không tán thành %d; ý kiến khác %d; %s.",
		v.Count.Favour, v.Prospect.Base.Size, v.Share(i18n.Vi), v.Count.Against, v.Count.Other, outcomeWords[v.Outcome])
}
