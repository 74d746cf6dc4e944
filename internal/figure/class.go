package figure

import "chibo/internal/access"

// Classes says who may read what is stored: sums by key are shown only as far
// as Hide leaves them.
var Classes = access.Classes{
	"figure_delta": {access.ClassSecret: "id figure stock unit_id month key amount"},
	"figure_sum":   {access.ClassOpen: "unit_id figure period", access.ClassSecret: "sums"},
}
