package conduct

import "chibo/internal/access"

// Classes says who may read what is stored about codes of conduct. Purpose: to
// show a unit how it keeps the rules that it chose. No column is about a person.
var Classes = access.Classes{
	"campaign_code":             {access.ClassOpen: "id unit_id name number issued_on issuer edition retired_on version"},
	"campaign_code_rule":        {access.ClassOpen: "id code_id edition ordinal line title body measure source"},
	"campaign_code_use":         {access.ClassOpen: "id unit_id code_id span from_date to_date version"},
	"campaign_code_watch":       {access.ClassOpen: "use_id line"},
	"campaign_code_period":      {access.ClassOpen: "use_id month edition version"},
	"campaign_code_observation": {access.ClassOpen: "use_id month rule_id value source", access.ClassCell: "note"},
}
