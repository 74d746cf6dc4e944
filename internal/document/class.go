package document

import "chibo/internal/access"

// Classes says who may read what is stored about files. Who may read a file
// itself is decided by the record that it belongs to.
var Classes = access.Classes{
	"document_file":       {access.ClassCell: "hash size type at"},
	"document_attachment": {access.ClassCell: "id unit_id kind subject_id name hash scan added_by added_at removed_at"},
	"document_picture":    {access.ClassCell: "hash small_hash width height"},
	"document_number":     {access.ClassCommittee: "unit_id term_id code last issued"},
}
