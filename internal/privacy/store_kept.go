package privacy

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"chibo/internal/db"
	"chibo/internal/member"
)

// onceOver leaves out what a meeting says of a report as long as the meeting goes
// on: until then it is the recorder's.
const onceOver = ` AND (r.meeting_id IS NULL OR r.meeting_id NOT IN (SELECT m.id FROM meeting_meeting m WHERE m.state = 'open'))`

// holdings is everything that is kept of a person and that he may have. Of what
// others wrote of him for the committee alone, only that it is there counts.
var holdings = slices.Concat(
	[]holding{
		{
			Identity, "member_person", `member_person t WHERE t.id = $1`,
			"name birth_name alias sex birth ethnicity religion hometown residence phone email schooling qualification theory department job",
		},
		{Membership, "member_party", `member_party t WHERE t.person_id = $1`, "admitted_on official_on card old_card card_on card_place"},
		{Membership, "member_past", `member_past t WHERE t.person_id = $1`, "unit_id> nominated_on decided_on decision_no admitted_on official_on mentor"},
		{Membership, "member_membership", `member_membership t WHERE t.person_id = $1`, "unit_id> body status from_date to_date ended_by"},
		{Membership, "member_state", `member_state t WHERE t.person_id = $1`, "unit_id> kind from_date to_date decision"},
		{Membership, "member_position", `member_position t WHERE t.person_id = $1`, "unit_id> post title from_date to_date"},
		{Membership, "member_duty", `member_duty t WHERE t.person_id = $1`, "unit_id> year body"},
		{Account, "account_login", `account_login t WHERE t.person_id = $1`, "username state"},
		{Account, "account_grant", `account_grant t JOIN account_login l ON l.id = t.account_id WHERE l.person_id = $1`, "role unit_id> from_at@ to_at@"},
		{Account, "notify_setting", `notify_setting t WHERE t.person_id = $1`, "mail"},
	},
	[]holding{
		{Meetings, "meeting_attendance", `meeting_attendance t JOIN meeting_meeting m ON m.id = t.meeting_id WHERE t.person_id = $1`, "mark"},
		{Meetings, "meeting_reply", `meeting_reply t WHERE t.person_id = $1`, "answer reason at@"},
		{Meetings, "meeting_contribution", `meeting_contribution t WHERE t.person_id = $1 `, "body at@"},
		{Meetings, "meeting_note", `meeting_note t WHERE t.speaker_id = $1 `, "kind body at@"},
		{Meetings, "meeting_amendment", `meeting_amendment t WHERE t.person_id = $1`, "words instead reason state at@"},
		{Meetings, "meeting_voice", `meeting_voice t JOIN meeting_named n ON n.id = t.named_id WHERE t.person_id = $1`, "choice"},
		{Meetings, "meeting_arrival", `meeting_arrival t WHERE t.person_id = $1`, "at@"},
		{Meetings, "meeting_exchange_person", `meeting_exchange_person t WHERE t.person_id = $1`, "unit_id>"},
		{Tasks, "task_task", `task_task t WHERE t.assignee_id = $1`, "title measure due assigned_on state percent result reported_on evaluation done_on"},
		{Tasks, "task_step", `task_step t WHERE t.person_id = $1`, "action note at@"},
		{Commitments, "commitment_pledge", `commitment_pledge t WHERE t.person_id = $1`, "unit_id> year state wanted midyear yearend submitted_on approved_on"},
		{Commitments, "commitment_item", `commitment_item t JOIN commitment_pledge p ON p.id = t.pledge_id WHERE p.person_id = $1`, "heading work measure due percent result"},
		{Commitments, "commitment_progress", `commitment_progress t WHERE t.person_id = $1`, "percent note at@"},
	},
	[]holding{
		{Reports, "reflection_report", `reflection_report t WHERE t.person_id = $1 AND t.state <> 'planned'`, "unit_id> month state due heard_on"},
		{Reports, "reflection_draft", `reflection_draft t WHERE t.person_id = $1`, "did mended ahead saved_at@"},
		{Reports, "reflection_sent", `reflection_sent t JOIN reflection_report r ON r.id = t.report_id WHERE r.person_id = $1`, "did mended ahead wanted sent_at@"},
		{Reports, "reflection_conclusion", `reflection_conclusion t JOIN reflection_report r ON r.id = t.report_id WHERE r.person_id = $1` + onceOver, "assessment exemplary to_mend"},
		{Reports, "reflection_remark", `reflection_remark t JOIN reflection_report r ON r.id = t.report_id WHERE t.person_id = $1` + onceOver, "title state made_on answer evidence resolved_on"},
		{Reports, "reflection_help", `reflection_help t JOIN reflection_remark k ON k.id = t.remark_id JOIN reflection_report r ON r.id = k.report_id WHERE k.person_id = $1` + onceOver, "body due done_on"},
		{Topics, "topic_topic", `topic_topic t WHERE t.person_id = $1`, "unit_id> year title field due state presented_on"},
		{Topics, "topic_draft", `topic_draft t WHERE t.person_id = $1`, "body saved_at@"},
		{Topics, "topic_sent", `topic_sent t JOIN topic_topic p ON p.id = t.topic_id WHERE p.person_id = $1`, "body sent_at@"},
		{Elections, "ballot_candidate", `ballot_candidate t WHERE t.person_id = $1`, "standing in_favour"},
		{Elections, "ballot_board", `ballot_board t WHERE t.person_id = $1`, "head"},
		{Elections, "poll_slip", `poll_slip t WHERE t.person_id = $1`, ""},
	},
	[]holding{
		{Movements, "movement_transfer", `movement_transfer t WHERE t.person_id = $1`, "outside distance state moved_on letter_no letter_on presented_on received_on reason"},
		{Movements, "movement_decision", `movement_decision t WHERE t.person_id = $1`, "unit_id> kind ground number decided_on from_date to_date"},
		{Movements, "movement_fee", `movement_fee t WHERE t.person_id = $1`, "month unit_id>"},
		{
			Admissions, "admission_candidate", `admission_candidate t WHERE t.person_id = $1`,
			"unit_id> state nominated_on reason listed_on begins_on ends_on certified_on certificate_no proposed_on decided_on decision_no admitted_on recognised_on official_on outcome",
		},
		{Admissions, "admission_paper", `admission_paper t JOIN admission_candidate c ON c.id = t.candidate_id WHERE c.person_id = $1`, "code done_on"},
		{Admissions, "admission_note", `admission_note t JOIN admission_candidate c ON c.id = t.candidate_id WHERE c.person_id = $1`, ""},
		{Awards, "commendation_award", `commendation_award t WHERE t.person_id = $1 AND t.state = 'entered'`, "unit_id> form title level giver occasion year reason number granted_on"},
		{Awards, "commendation_proposal", `commendation_proposal t WHERE t.person_id = $1`, "unit_id> form title level occasion year reason state drafted_on"},
		{Evaluations, "evaluation_file", `evaluation_file t JOIN evaluation_review r ON r.id = t.review_id WHERE t.person_id = $1`, "own_level proposed decided submitted_on"},
		{Care, "welfare_request", `welfare_request t WHERE t.author_id = $1 OR t.about_id = $1`, "unit_id> raised_on title body wish due answer answered_on reason closed_on"},
		{Notifications, "notify_notice", `notify_notice t WHERE t.person_id = $1`, "at@ read_at@"},
		{Requests, "privacy_request", `privacy_request t WHERE t.person_id = $1`, "kind section body state filed_on taken_on course closed_on answer"},
		{Requests, "privacy_seen", `privacy_seen t WHERE t.person_id = $1`, "notice at@"},
		{Traces, "audit_read", `audit_read t WHERE t.person_id = $1`, "kind at@"},
		{Traces, "audit_entry", `audit_entry t WHERE t.person_id = $1`, "action at@"},
	},
)

// width is how many columns the widest holding has.
var width = slices.MaxFunc(holdings, func(a, b holding) int { return len(a.fields()) - len(b.fields()) }).width()

func (h holding) width() int { return len(h.fields()) }

// selected are the columns of a holding as texts, as many as the widest has.
func (h holding) selected() string {
	var all []string
	for _, name := range strings.Fields(h.columns) {
		column := "t." + strings.Trim(name, "@>")
		if strings.HasSuffix(name, ">") {
			column = "(SELECT o.name FROM org_place o WHERE o.unit_id = " + column + " ORDER BY o.from_date DESC LIMIT 1)"
		}
		all = append(all, "COALESCE(CAST("+column+" AS TEXT), '')")
	}
	for len(all) < width {
		all = append(all, "''")
	}
	return strings.Join(all, ", ")
}

// counted counts what every holding keeps of a person, in one query.
func counted(tx *db.Tx, person member.ID) ([]Kept, error) {
	parts := make([]string, len(holdings))
	for i, h := range holdings {
		parts[i] = fmt.Sprintf(`SELECT %d AS holding, COUNT(*) AS n FROM %s`, i, h.from)
	}
	all := make([]Kept, len(Sections))
	for i, s := range Sections {
		all[i].Section = s
	}
	_, err := db.All(tx, func(r db.Row, _ *struct{}) error {
		var i, n int
		if err := r.Scan(&i, &n); err != nil {
			return err
		}
		all[slices.Index(Sections, holdings[i].section)].Rows += n
		return nil
	}, strings.Join(parts, " UNION ALL "), person)
	return all, err
}

// recordsOf reads everything that a person may have of what is kept of him, in one
// query, in the order of the holdings.
func recordsOf(tx *db.Tx, person member.ID) ([]Record, error) {
	parts := make([]string, 0, len(holdings))
	for i, h := range holdings {
		if h.columns != "" {
			parts = append(parts, fmt.Sprintf(`SELECT %d AS holding, %s FROM %s`, i, h.selected(), h.from))
		}
	}
	found := make([][]Record, len(holdings))
	_, err := db.All(tx, func(r db.Row, _ *struct{}) error {
		var i int
		values := make([]string, width)
		into := []any{&i}
		for n := range values {
			into = append(into, &values[n])
		}
		if err := r.Scan(into...); err != nil {
			return err
		}
		if rec := holdings[i].record(values); len(rec.Fields) > 0 {
			found[i] = append(found[i], rec)
		}
		return nil
	}, strings.Join(parts, " UNION ALL "), person)
	return slices.Concat(found...), err
}

func parseMicro(text string) (int64, bool) {
	n, err := strconv.ParseInt(text, 10, 64)
	return n, err == nil
}
