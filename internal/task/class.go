package task

import "chibo/internal/access"

// Classes says who may read what is stored about tasks. Those that a meeting
// gave stand in its minutes, which the cell reads; how they went is between
// the assignee and the committee.
var Classes = access.Classes{
	"task_task": {
		access.ClassCell:   "id unit_id title measure assignee_id due origin_kind origin_id assigned_on",
		access.ClassAuthor: "state percent asked_due result reported_on evaluation lesson done_on version",
	},
	"task_step": {access.ClassAuthor: "id task_id action person_id assignee_id note due percent at"},
}
