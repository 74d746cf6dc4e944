package app

import (
	"chibo/internal/access"
	"chibo/internal/db"
	"chibo/internal/member"
)

// erasers forget a person, each in what one capability keeps, in the order of
// the capabilities from the last to the first: what refers to a thing goes
// before the thing.
func (a *App) erasers() []func(tx *db.Tx, by access.Actor, person member.ID) error {
	return []func(*db.Tx, access.Actor, member.ID) error{
		a.Privacy.Erase,
		a.Awards.Erase,
		a.Evaluations.Erase,
		a.Admissions.Erase,
		a.Movements.Erase,
		a.Reflections.Erase,
		a.Commitments.Erase,
		a.Topics.Erase,
		a.Tasks.Erase,
		a.Directives.Erase,
		a.Notices.Erase,
		a.Documents.Erase,
		a.Accounts.Erase,
	}
}

// mergers give what one person has in each capability to the other, who is the
// same person.
func (a *App) mergers() []func(tx *db.Tx, by access.Actor, from, into member.ID) error {
	return []func(*db.Tx, access.Actor, member.ID, member.ID) error{
		a.Privacy.Merge,
		a.Awards.Merge,
		a.Evaluations.Merge,
		a.Admissions.Merge,
		a.Movements.Merge,
		a.Reflections.Merge,
		a.Commitments.Merge,
		a.Topics.Merge,
		a.Tasks.Merge,
		a.Directives.Merge,
		a.Notices.Merge,
		a.Documents.Merge,
		a.Accounts.Merge,
	}
}
