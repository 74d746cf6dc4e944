package mobilisation

import "chibo/internal/access"

// Classes says who may read what is stored about mobilisation: a programme is the
// cell's own; models are registered with the committee above, and open but for the
// member behind one.
var Classes = access.Classes{
	"mobilisation_area": {access.ClassOpen: "id unit_id ordinal name sort_key"},
	"mobilisation_item": {
		access.ClassOpen: "id unit_id year area_id due state done_on version",
		access.ClassCell: "work audience measure owner person_id reason",
	},
	"mobilisation_progress": {access.ClassOpen: "item_id ordinal on_date", access.ClassCell: "words"},
	"mobilisation_model": {
		access.ClassOpen: "id unit_id kind collective field title body registered_on state level spread acted_on version",
		access.ClassCell: "person_id",
	},
	"mobilisation_step": {access.ClassOpen: "model_id ordinal act on_date giver level number words unit_id"},
}
