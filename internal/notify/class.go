package notify

import "chibo/internal/access"

// Classes says who may read what is stored of notices: the person alone.
var Classes = access.Classes{
	"notify_notice": {
		access.ClassPerson: "id person_id unit_id key args link mail event_uid event_seq starts_at ends_at cancelled at read_at",
		access.ClassSecret: "once",
	},
	"notify_mail":    {access.ClassSecret: "notice_id state tries made_at next_at sent_at"},
	"notify_setting": {access.ClassPerson: "person_id mail"},
	"notify_feed":    {access.ClassSecret: "hash person_id"},
}
