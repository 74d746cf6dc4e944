package db

import "chibo/internal/access"

// Classes are those of the tables that belong to no capability.
var Classes = access.Classes{
	"db_key": {access.ClassSecret: "key account_id at location"},
	"audit_entry": {
		access.ClassCommittee: "id at account_id actor_id action unit_id kind subject_id person_id",
		access.ClassSecret:    "payload_hash",
	},
	"audit_payload": {access.ClassCommittee: "entry_id body", access.ClassSecret: "salt"},
	"audit_leaf":    {access.ClassOpen: "no hash", access.ClassCommittee: "entry_id"},
	"audit_node":    {access.ClassOpen: "no hash"},
	"audit_pending": {access.ClassSecret: "entry_id"},
	"audit_read":    {access.ClassCommittee: "id at account_id actor_id unit_id kind subject_id person_id"},
}
