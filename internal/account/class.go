package account

import "chibo/internal/access"

// Classes says who may read what is stored about accounts. That somebody has
// one, and in what state, those know who may invite him.
var Classes = access.Classes{
	"account_login":    {access.ClassCommittee: "id person_id username state", access.ClassSecret: "password_hash totp_secret totp_step epoch"},
	"account_view":     {access.ClassPerson: "account_id view"},
	"account_grant":    {access.ClassCommittee: "id account_id role unit_id granted_by confirmed_by from_at to_at"},
	"account_invite":   {access.ClassCommittee: "account_id reset made_by made_at expires_at used_at", access.ClassSecret: "hash"},
	"account_recovery": {access.ClassPerson: "account_id used_at", access.ClassSecret: "hash"},
	"account_request":  {access.ClassCommittee: "id account_id at done_at"},
	"account_device":   {access.ClassSecret: "hash account_id expires_at"},
	"account_session":  {access.ClassSecret: "token data expires_at"},
	"account_throttle": {access.ClassSecret: "key tries run since until_at"},
}
