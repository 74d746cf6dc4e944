package privacy

import "chibo/internal/access"

// Classes says who may read what is stored about requests and erasures. Purpose:
// the rights of people over their own data (Luật 91/2025/QH15). Kept for five
// years after a request is closed, the list of erasures for good.
var Classes = access.Classes{
	"privacy_seen": {access.ClassCommittee: "person_id notice at"},
	"privacy_request": {
		access.ClassOpen:   "id unit_id",
		access.ClassAuthor: "person_id kind section body on_paper state filed_on respond_by fulfil_by taken_on course closed_on answer ground version",
	},
	"privacy_hold":    {access.ClassCommittee: "id unit_id person_id ground from_date to_date version"},
	"privacy_erasure": {access.ClassSecret: "person_id erased_at"},
}
