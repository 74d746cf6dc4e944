package org

import "chibo/internal/access"

// Classes says who may read what is stored about organisations.
var Classes = access.Classes{
	"org_kind":       {access.ClassOpen: "id name_vi name_en body holds ordinal from_date to_date"},
	"org_unit":       {access.ClassOpen: "id code locality version"},
	"org_span":       {access.ClassOpen: "unit_id parent_id path kind_id name sort_key from_date to_date"},
	"org_term":       {access.ClassOpen: "id unit_id ordinal from_date to_date version"},
	"org_headcount":  {access.ClassOpen: "unit_id from_date staff"},
	"org_regulation": {access.ClassCell: "id unit_id body from_date version"},
	"org_reform":     {access.ClassOpen: "id kind unit_id into_id on_date doc_no doc_date"},
	"org_rule":       {access.ClassOpen: "id unit_id key value scope applies_if from_date to_date doc_no doc_date doc_clause note"},
}
