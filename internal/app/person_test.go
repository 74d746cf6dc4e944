package app_test

import (
	"maps"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"

	"chibo/internal/access"
	"chibo/internal/account"
	"chibo/internal/db"
	"chibo/internal/dbtest"
	"chibo/internal/member"
	"chibo/internal/member/roster"
	"chibo/internal/privacy"
	"chibo/internal/webtest"
)

// remains are the columns that still name somebody who was erased, whose record
// is nameless then, and why.
var remains = map[string]string{
	"account_login.person_id":           "the log refers to the bare account",
	"admission_candidate.person_id":     "the admission is the cell's",
	"admission_mentor.person_id":        "the cell named him",
	"ballot_board.person_id":            "the record of an election",
	"ballot_candidate.person_id":        "the record of an election",
	"ballot_count.confirmed_by":         "two people answer for a count",
	"ballot_count.entered_by":           "two people answer for a count",
	"campaign_contest_juror.person_id":  "his points count as those of a juror without a name",
	"campaign_contest_score.person_id":  "his points count as those of a juror without a name",
	"campaign_learning.person_id":       "that a report was handed in is counted",
	"campaign_mark.person_id":           "that a step was taken is counted",
	"campaign_reader.person_id":         "that somebody has read is counted",
	"commitment_pledge.person_id":       "that somebody registered is counted",
	"evaluation_file.person_id":         "the level stays with its vote",
	"meeting_amendment.person_id":       "the meeting decided on it",
	"meeting_attendance.person_id":      "the minutes count who came",
	"meeting_contribution.person_id":    "that something was sent is counted",
	"meeting_exchange_person.person_id": "the cells agreed on the minutes",
	"meeting_item.presenter_id":         "the minutes",
	"meeting_meeting.chair_id":          "the minutes",
	"meeting_meeting.minuter_id":        "the minutes",
	"meeting_note.speaker_id":           "the minutes",
	"meeting_reply.person_id":           "the answers are counted",
	"meeting_theme.author_id":           "the minutes",
	"meeting_theme.expert_id":           "the minutes",
	"meeting_theme.passed_by":           "the minutes",
	"meeting_voice.person_id":           "a vote by name is a record",
	"member_duty.person_id":             "that the duty was given",
	"member_membership.person_id":       "figures count it",
	"member_merge.from_id":              "two records were one person",
	"member_merge.into_id":              "two records were one person",
	"member_party.person_id":            "figures count admission and recognition",
	"member_person.merged_into":         "two records were one person",
	"member_position.person_id":         "the post was held",
	"member_state.person_id":            "who had to vote follows from it",
	"movement_decision.person_id":       "increase and decrease must balance",
	"movement_transfer.person_id":       "increase and decrease must balance",
	"poll_slip.person_id":               "as many ballots as slips",
	"privacy_erasure.person_id":         "the list of erasures",
	"privacy_hold.person_id":            "why data was kept",
	"privacy_request.person_id":         "that he asked, and how it ended",
	"reflection_draft.person_id":        "the emptied draft of a report",
	"reflection_help.helper_id":         "the help was given",
	"reflection_remark.person_id":       "what was to be mended was followed up",
	"reflection_report.person_id":       "the turn is the unit's",
	"task_step.assignee_id":             "the task is the cell's",
	"task_step.person_id":               "the task is the cell's",
	"task_task.assignee_id":             "the task is the cell's",
	"topic_briefing.presenter_id":       "the briefing was given",
	"topic_briefing.second_id":          "the briefing was given",
	"topic_draft.person_id":             "the emptied draft of a paper",
	"topic_topic.person_id":             "the topic was presented",
}

// naming tells how many rows name somebody, and how many of them could not name
// the other too, by "table.column".
func naming(t *testing.T, w *webtest.World, of, other member.ID) (rows, stay map[string]int) {
	t.Helper()
	rows, stay = map[string]int{}, map[string]int{}
	must(t, w.App.DB.Read(t.Context(), func(tx *db.Tx) error {
		all, err := db.Shares(tx, "member_person", string(of), string(other))
		for _, s := range all {
			rows[s.Table+"."+s.Column], stay[s.Table+"."+s.Column] = s.Rows, s.Stay
		}
		return err
	}))
	return rows, stay
}

// A person entered twice: everything that names one record names the other, in
// every capability; the undo takes all of it back, and erasure leaves what has a
// reason (safety P1). Figures stay what the records say.
func TestPersonEnteredTwice(t *testing.T) {
	t.Parallel()
	w := webtest.New(t, "")
	ctx, own := t.Context(), w.Own
	secretary, from := w.As(t, access.Secretary), member.ID(own.Params["person"])
	into, err := w.App.Members.Enter(ctx, access.Console, own.Unit, member.Form{
		Person: member.Person{Name: "BÙI THI H Chi bộ Trạm Y tế", Birth: "1975"}, Status: member.Official, Party: member.Party{AdmittedOn: "2012-03-01", OfficialOn: "2013-03-01"}, From: "2016-01-01",
	})
	must(t, err)
	_, err = w.App.Accounts.Open(ctx, access.Console, account.Opening{Person: from, Username: "buithih", Password: "một câu dài để thử nghiệm"})
	must(t, err)
	involve(t, w, from)
	before, _ := naming(t, w, from, into)

	page := secretary.Get("/member/doubles?unit=" + string(own.Unit))
	compare := "/member/person/" + string(from) + "/merge/" + string(into)
	if href, _ := page.Doc(t).Find(`td a[href*="/merge/"]`).Attr("href"); page.Status != http.StatusOK || href != "/member/person/"+string(into)+"/merge/"+string(from) && href != compare {
		t.Fatalf("%d %q: the pair is not found", page.Status, href)
	}
	if a := secretary.Press(compare, compare, url.Values{}); a.Status != http.StatusUnprocessableEntity || !strings.Contains(a.Body, "Chọn thông tin") {
		t.Errorf("nothing chosen: %d", a.Status)
	}
	done := secretary.Press(compare, compare, url.Values{"name": {"from"}})
	if done.Status != http.StatusSeeOther || !strings.HasPrefix(done.Location, "/member/merge/") {
		t.Fatalf("%d %s", done.Status, done.Body)
	}
	gone(t, w, before, from, into)
	figured(t, w)

	undone := secretary.Press(done.Location, done.Location+"/undo", nil)
	if undone.Status != http.StatusSeeOther {
		t.Fatalf("%d %s", undone.Status, undone.Body)
	}
	after, _ := naming(t, w, from, into)
	delete(after, "member_merge.from_id") // that it was done stays
	if !maps.Equal(before, after) {
		t.Errorf("before %v\nafter the undo %v", before, after)
	}
	figured(t, w)
	forgotten(t, w, from, into)
}

// involve has the person take part where the house leaves him out.
func involve(t *testing.T, w *webtest.World, person member.ID) {
	t.Helper()
	must(t, w.App.Members.AssignDuty(t.Context(), access.Console, w.Own.Unit, person, 2026, "Theo dõi thu đảng phí"))
	must(t, w.App.DB.Write(t.Context(), access.Console, func(tx *db.Tx) error {
		for _, q := range []string{
			`UPDATE document_attachment SET added_by = $1 WHERE id = '` + w.Own.Params["attachment"] + `'`,
			`UPDATE movement_transfer SET person_id = $1 WHERE id = '` + w.Own.Params["transfer"] + `'`,
			`UPDATE periodic_asked SET filler_id = $1 WHERE id = '` + w.Own.Params["sheet"] + `'`,
			`UPDATE directive_receipt SET received_by = $1 WHERE unit_id = '` + string(w.Own.Unit) + `'`,
			`INSERT INTO poll_slip(poll_id, person_id, blinded, signature) VALUES('` + w.Own.Params["poll"] + `', $1, 'b', 's')`,
			`INSERT INTO member_apart(id, one_id, other_id, reason, set_by, at) VALUES('apart', $1, '` + w.Own.Params["twin"] + `', 'Khác quê quán', $1, 0)`,
			`INSERT INTO member_apart(id, one_id, other_id, reason, at) VALUES('apart too', '` + w.Own.Params["twin"] + `', $1, 'Khác quê quán', 0)`,
		} {
			if n, err := tx.Exec(q, person); err != nil || n == 0 {
				t.Errorf("%s: %d, %v", q, n, err)
			}
		}
		return tx.Audit(db.Entry{Action: "test"})
	}))
}

// gone holds that every capability gave over what it could.
func gone(t *testing.T, w *webtest.World, before map[string]int, from, into member.ID) {
	t.Helper()
	owner := func(column string) string { return column[:strings.Index(column, "_")] }
	left, stay := naming(t, w, from, into)
	for column, n := range left { // but memberships that ended before they began, and the merge itself
		if n != stay[column] && !strings.HasPrefix(column, "member_m") {
			t.Errorf("%d rows still name the record that was merged, in %s", n-stay[column], column)
		}
	}
	given := map[string]bool{}
	for column, n := range before {
		if left[column] < n {
			given[owner(column)] = true
		}
	}
	must(t, w.App.DB.Read(t.Context(), func(tx *db.Tx) error {
		all, err := db.References(tx, "member_person")
		for _, r := range all {
			if !given[owner(r.Table)] {
				t.Errorf("nothing of %s went over", owner(r.Table))
				given[owner(r.Table)] = true
			}
		}
		return err
	}))
}

// forgotten merges the two for good and erases the one: both his records lose
// what has no reason to stay.
func forgotten(t *testing.T, w *webtest.World, from, into member.ID) {
	t.Helper()
	ctx := t.Context()
	side, err := w.App.Members.Compare(ctx, access.Console, from, into)
	must(t, err)
	_, err = w.App.Members.Unite(ctx, access.Console, from, into, side.Version, map[roster.Field]member.Choice{"name": member.KeepInto})
	must(t, err)
	n, err := w.App.Privacy.Replay(ctx, access.Console, []privacy.Erasure{{Person: into, At: db.At(dbtest.Today)}})
	must(t, err)
	if n != 1 {
		t.Fatalf("%d were erased", n)
	}
	for _, id := range []member.ID{from, into} {
		rows, _ := naming(t, w, id, "")
		for _, column := range slices.Sorted(maps.Keys(rows)) {
			if remains[column] == "" {
				t.Errorf("%s still names somebody who was erased", column)
			}
		}
	}
	must(t, w.App.DB.Read(ctx, func(tx *db.Tx) error {
		known := map[string]bool{}
		all, err := db.References(tx, "member_person")
		for _, r := range all {
			known[r.Table+"."+r.Column] = true
		}
		for column := range remains {
			if !known[column] {
				t.Errorf("%s is no column that names a person", column)
			}
		}
		return err
	}))
	figured(t, w)
}

func figured(t *testing.T, w *webtest.World) {
	t.Helper()
	wrong, err := w.App.VerifyFigures(t.Context())
	must(t, err)
	if len(wrong) > 0 {
		t.Error(wrong)
	}
}
