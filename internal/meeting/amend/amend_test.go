package amend

import (
	"slices"
	"strings"
	"testing"

	"chibo/internal/fault/faulttest"
	"chibo/internal/meeting"
	"chibo/internal/meeting/deed"
	"chibo/internal/member"
	"chibo/internal/paper"
	"chibo/internal/rulebook"
	"chibo/internal/vote"
)

// B7: who moves an amendment from which state, and in which state of the
// meeting.
func TestMay(t *testing.T) {
	for _, c := range []struct {
		name     string
		a        Amendment
		v        Verb
		m        meeting.State
		me       string
		recorder bool
		want     bool
	}{
		{"its author withdraws ahead", Amendment{State: Proposed}, Withdrawing, meeting.Announced, "author", false, true},
		{"its author withdraws in the meeting", Amendment{State: Proposed}, Withdrawing, meeting.Open, "author", false, true},
		{"somebody else withdraws", Amendment{State: Proposed}, Withdrawing, meeting.Open, "other", true, false},
		{"taken over ahead", Amendment{State: Proposed}, Taking, meeting.Announced, "other", true, false},
		{"taken over in the meeting", Amendment{State: Proposed}, Taking, meeting.Open, "other", true, true},
		{"taken over by a member", Amendment{State: Proposed}, Taking, meeting.Open, "other", false, false},
		{"voted on", Amendment{State: Proposed}, Voting, meeting.Open, "other", true, true},
		{"voted on twice", Amendment{State: Passed}, Voting, meeting.Open, "other", true, false},
		{"entered once", Amendment{State: Passed}, Entering, meeting.Closed, "other", true, true},
		{"entered twice", Amendment{State: Passed, Entered: true}, Entering, meeting.Closed, "other", true, false},
		{"entered though it failed", Amendment{State: Failed}, Entering, meeting.Closed, "other", true, false},
		{"reconsidered", Amendment{State: Taken}, Reconsidering, meeting.Open, "other", true, true},
		{"reconsidered though it is in the text", Amendment{State: Taken, Entered: true}, Reconsidering, meeting.Open, "other", true, false},
		{"after the minutes", Amendment{State: Proposed}, Taking, meeting.Finished, "other", true, false},
		{"called off", Amendment{State: Proposed}, Withdrawing, meeting.Cancelled, "author", false, false},
	} {
		c.a.Person = "author"
		if got := c.a.may(c.v, meeting.Meeting{State: c.m}, member.ID(c.me), c.recorder); got != c.want {
			t.Errorf("%s: %v", c.name, got)
		}
	}
}

// B7: what an amendment must say.
func TestCheck(t *testing.T) {
	draft := deed.Shared{Version: 1, Document: paper.Document{Blocks: []paper.Block{
		paper.Text("Hoàn thành trước ngày 30/6."),
		paper.Table{Rows: [][]string{{"1", "Lập sổ theo dõi", "đồng chí Lê Văn C"}}},
	}}}
	for _, c := range []struct {
		name string
		f    Form
		want string
	}{
		{"sound", Form{"", "next", "30/6", "15/6", "Kịp đại hội"}, ""},
		{"adds", Form{"", "next", "", "Báo cáo hằng tuần.", "Theo dõi sát"}, ""},
		{"strikes out", Form{"", "tasks", "Lập sổ theo dõi", "", "Đã có sổ"}, ""},
		{"no such section", Form{"", "for", "30/6", "15/6", "Kịp"}, "meeting.amend_part_missing"},
		{"nothing", Form{"", "next", " ", "", "Kịp"}, "meeting.amend_empty"},
		{"the same words", Form{"", "next", "30/6", "30/6", "Kịp"}, "meeting.amend_same"},
		{"words that the draft has not", Form{"", "next", "31/7", "15/6", "Kịp"}, "meeting.amend_words_unknown"},
		{"no reason", Form{"", "next", "30/6", "15/6", " "}, "meeting.amend_reason_missing"},
	} {
		err := c.f.check(draft)
		var got []string
		for _, key := range faulttest.Fields(err) {
			got = append(got, key)
		}
		if want := strings.Fields(c.want); !slices.Equal(got, want) {
			t.Errorf("%s: %v, want %v", c.name, got, want)
		}
	}
}

// B7: minutes name what was voted on, shortly.
func TestQuestion(t *testing.T) {
	for _, c := range []struct {
		a    Amendment
		want string
	}{
		{Amendment{No: 2, Words: "30/6", Instead: "15/6"}, "Sửa đổi số 2: thay «30/6» bằng «15/6»"},
		{Amendment{No: 1, Instead: "Báo cáo\nhằng tuần"}, "Sửa đổi số 1: thêm «Báo cáo hằng tuần»"},
		{Amendment{No: 3, Words: "30/6"}, "Sửa đổi số 3: bỏ «30/6»"},
	} {
		if got := c.a.Question(); got != c.want {
			t.Errorf("%q, want %q", got, c.want)
		}
	}
}

// B7: a vote that was annulled lets the amendment wait again.
func TestSettle(t *testing.T) {
	a := Amendment{State: Passed, Vote: vote.Vote{ID: "v"}, Entered: true}
	b := a
	if a.settle([]vote.Vote{{ID: "v", Outcome: vote.Passed}}); a.State != Passed || a.Vote.Outcome != vote.Passed {
		t.Errorf("%+v", a)
	}
	if b.settle(nil); b.State != Proposed || b.Entered || b.Vote.ID != "" {
		t.Errorf("%+v", b)
	}
}

func TestVotedUnder(t *testing.T) {
	for want, items := range map[meeting.ItemID][]meeting.Item{
		"r": {{ID: "a"}, {ID: "r", Key: "resolution"}, {ID: "v", Kind: rulebook.KindVote}},
		"v": {{ID: "a"}, {ID: "v", Kind: rulebook.KindVote}, {ID: "z"}},
		"z": {{ID: "a"}, {ID: "z"}},
		"":  nil,
	} {
		if got := votedUnder(items); got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
}
