package vote

import "chibo/internal/access"

// Classes says who may read what is stored about votes: counts, never who
// voted how.
var Classes = access.Classes{
	"vote_vote": {access.ClassCell: "id unit_id kind subject_id question matter held_on base present in_favour against other outcome judged cited_kind cited_id removed version"},
}
