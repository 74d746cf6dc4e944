// Package account says who may sign in, how, and which roles he holds.
//
// Words: an account belongs to one person. An invitation is a link with which
// the person chooses a password, once, within seven days; a reset is the same
// for a person who has one already. A grant is a role that does not follow
// from a position: administrator, officer of a committee above, officer of a
// mass organisation. The epoch of an account is a number that grows when all
// its sessions must end. A second factor is a code of an authenticator app
// (RFC 6238), or one of eight recovery codes.
//
// The states of an account:
//
//	from       what happens                        to
//	–          somebody in charge invites          invited
//	invited    the person chooses a password       active
//	active     the person uses a reset link        active, earlier sessions end
//	invited    the administrator disables it       disabled, the link is dead
//	active     the administrator disables it       disabled, sessions end
//	disabled   the administrator enables it        active, or invited without a password
//
// Rules in sentences: nobody has a password that somebody else chose or knows
// of. A password has at least 15 characters and is nothing obvious; nothing
// else is asked of it (NIST SP 800-63B-4). Whoever leads, or administers, has
// a second factor. The administrator invites, disables and grants; he cannot
// remove somebody's second factor, so that he alone never takes over the
// account of one who leads. Who grants himself an officer's role waits for a
// secretary or officer of that tree. A reset is told to the person and to
// those who invite in his unit. One administrator at least stays. Roles are
// read afresh at every request.
package account
