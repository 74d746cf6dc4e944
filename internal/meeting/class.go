package meeting

import "chibo/internal/access"

// Classes says who may read what is stored about meetings. Levels above see
// the open columns and counts of attendance, never a text or a name.
var Classes = access.Classes{
	"meeting_meeting": {
		access.ClassOpen: "id unit_id kind combined month held_on starts_at opened_at closed_at state announced_at moved reported_on version",
		access.ClassCell: "why place chair_id minuter_id summary",
	},
	"meeting_item":         {access.ClassCell: "id meeting_id ordinal key kind title minutes presenter_id directive_id report_id topic_id candidate_id matter content conclusion exemplary to_mend no_conclusion_reason removed version"},
	"meeting_attendance":   {access.ClassCell: "meeting_id person_id post status state mark version"},
	"meeting_guest":        {access.ClassCell: "id meeting_id name title"},
	"meeting_note":         {access.ClassCell: "id item_id speaker_id guest_id kind body at marked_reason mark_answer withdrawn left_vote_id removed version"},
	"meeting_live":         {access.ClassCell: "meeting_id changes item_id phase running version"},
	"meeting_pace":         {access.ClassCell: "item_id spent extra"},
	"meeting_reply":        {access.ClassCommittee: "meeting_id person_id answer reason print moved entered_by at"},
	"meeting_contribution": {access.ClassAuthor: "id meeting_id item_id person_id body entered_by at removed version"},
	"meeting_item_paper":   {access.ClassCell: "paper_id meeting_id item_id"},
	"meeting_opened":       {access.ClassPerson: "meeting_id paper_id person_id at"}, // counted only
	"meeting_task":         {access.ClassCell: "task_id item_id"},
}
