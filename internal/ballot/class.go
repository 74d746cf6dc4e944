package ballot

import "chibo/internal/access"

// Classes says who may read what is stored about votes on paper. Nothing tells
// who voted how. Who entered and who confirmed a count stands under the count
// record; before the count is confirmed, its figures are the board's alone.
var Classes = access.Classes{
	"ballot_ballot":    {access.ClassCell: "id meeting_id item_id unit_id kind matter title seats state follows_id reason version"},
	"ballot_candidate": {access.ClassCell: "id ballot_id person_id named withdrawn in_favour standing"},
	"ballot_board":     {access.ClassCell: "ballot_id person_id head"},
	"ballot_count":     {access.ClassCell: "ballot_id issued returned valid invalid invalid_reason in_favour against other entered_by confirmed_by confirmed_at"},
}
