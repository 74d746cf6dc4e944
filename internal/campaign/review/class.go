package review

import "chibo/internal/access"

// Classes says who may read what is stored of reviews: a unit's committee all of it,
// the unit what was issued, the committees above what was sent.
var Classes = access.Classes{
	"campaign_review": {
		access.ClassOpen: "id unit_id theme_id kind title from_date to_date state facts counted_at number issued_on sent_on version",
		access.ClassCell: "results limits causes lessons ahead proposals",
	},
}
