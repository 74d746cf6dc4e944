package target

import "chibo/internal/access"

// Classes says who may read what is stored about targets and congresses:
// structure and counts, of nobody in particular.
var Classes = access.Classes{
	"target_target":   {access.ClassOpen: "id unit_id parent_id year term_id title measure value source state set_on reason version"},
	"target_change":   {access.ClassOpen: "id target_id was value reason at"},
	"target_result":   {access.ClassOpen: "id target_id value on_date basis at"},
	"target_congress": {access.ClassOpen: "id unit_id ordinal planned_on held_on state reason version"},
	"target_paper":    {access.ClassOpen: "id congress_id ordinal title done_on"},
}
