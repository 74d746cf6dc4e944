package reflection

import "chibo/internal/access"

// Classes says who may read what is stored about reports.
var Classes = access.Classes{
	"reflection_year":    {access.ClassCell: "unit_id year most twice version"},
	"reflection_wish":    {access.ClassCell: "unit_id person_id month"},
	"reflection_absence": {access.ClassCommittee: "unit_id person_id month"},
	"reflection_report": {
		access.ClassOpen: "id unit_id month state",
		access.ClassCell: "person_id chosen due sends meeting_id heard_on released_as version",
	},
	"reflection_draft":      {access.ClassPerson: "report_id person_id did mended ahead named saved_at version"},
	"reflection_sent":       {access.ClassAuthor: "report_id ordinal did mended ahead named sent_at sent_by returned_at returned_by wanted"},
	"reflection_comment":    {access.ClassAuthor: "id report_id ordinal part start stop person_id body at answer resolved_at removed version"},
	"reflection_paper":      {access.ClassCell: "report_id kind did mended ahead at"},
	"reflection_conclusion": {access.ClassCell: "report_id assessment exemplary to_mend"},
	"reflection_opinion":    {access.ClassCell: "id report_id ordinal speaker_id kind body"},
	"reflection_remark":     {access.ClassAuthor: "id unit_id person_id report_id ordinal title state made_on look_on answer evidence resolved_on version"},
	"reflection_again":      {access.ClassAuthor: "report_id remark_id ordinal was"},
	"reflection_help":       {access.ClassAuthor: "id remark_id helper_id body due done_on version"},
	"reflection_step":       {access.ClassAuthor: "id report_id action person_id month note at"},
	"reflection_up":         {access.ClassOpen: "report_id body sent_on sent_by"},
}
