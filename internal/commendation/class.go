package commendation

import "chibo/internal/access"

// Classes says who may read what is stored about commendations. Purpose: to
// honour people and collectives, and to know who is due for what. A proposal that
// was sent up is read by the levels that it passes.
var Classes = access.Classes{
	"commendation_award": {
		access.ClassOpen: "id unit_id kind about_id collective form title level giver occasion year years number granted_on state version",
		access.ClassCell: "subject person_id staff folded reason proposal_id struck_for",
	},
	"commendation_proposal": {
		access.ClassOpen: "id unit_id at_id kind about_id collective form title level occasion year years state drafted_on voted_on favour voters theme_id version",
		access.ClassCell: "subject person_id staff reason",
	},
	"commendation_up":   {access.ClassOpen: "proposal_id name reason"},
	"commendation_step": {access.ClassOpen: "proposal_id ordinal unit_id act on_date words"},
}
