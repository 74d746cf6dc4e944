package app

import (
	"chibo/internal/access"
	"chibo/internal/db"
	"chibo/internal/member"
)

// erasers forget a person, each in what one capability keeps, the last in the
// list first: what refers to a thing goes before the thing. Of somebody who was
// entered twice they forget the record that was merged away too.
func (a *App) erasers() []func(tx *db.Tx, by access.Actor, person member.ID) error {
	all := []func(*db.Tx, access.Actor, member.ID) error{
		a.Privacy.Erase,
		a.Bulletin.Erase,
		a.Tables.Erase,
		a.Mobilising.Erase,
		a.Campaigns.Erase,
		a.Contests.Erase,
		a.Awards.Erase,
		a.Welfare.Erase,
		a.Feedback.Erase,
		a.Consultations.Erase,
		a.Evaluations.Erase,
		a.Admissions.Erase,
		a.Movements.Erase,
		a.Reflections.Erase,
		a.Library.Erase,
		a.Steps.Erase,
		a.Commitments.Erase,
		a.Topics.Erase,
		a.Polls.Erase,
		a.Meetings.Erase,
		a.Tasks.Erase,
		a.Directives.Erase,
		a.Notices.Erase,
		a.Documents.Erase,
		a.Accounts.Erase,
		a.Members.Erase,
		func(tx *db.Tx, by access.Actor, person member.ID) error { return a.Audit.Erase(tx, by, string(person)) },
	}
	for i, erase := range all {
		all[i] = func(tx *db.Tx, by access.Actor, person member.ID) error {
			selves, err := member.SelvesOf(tx, person)
			for _, self := range selves {
				if err := erase(tx, by, self); err != nil {
					return err
				}
			}
			return err
		}
	}
	return all
}

// mergers give what one person has in each capability after member to the other,
// who is the same person.
func (a *App) mergers() []func(tx *db.Tx, by access.Actor, from, into member.ID) error {
	return []func(*db.Tx, access.Actor, member.ID, member.ID) error{
		a.Accounts.Merge,
		a.Documents.Merge,
		a.Notices.Merge,
		a.Directives.Merge,
		a.Tasks.Merge,
		a.Meetings.Merge,
		a.Ballots.Merge,
		a.Polls.Merge,
		a.Topics.Merge,
		a.Commitments.Merge,
		a.Steps.Merge,
		a.Library.Merge,
		a.Reflections.Merge,
		a.Movements.Merge,
		a.Admissions.Merge,
		a.Evaluations.Merge,
		a.Awards.Merge,
		a.Contests.Merge,
		a.Campaigns.Merge,
		a.Mobilising.Merge,
		a.Feedback.Merge,
		a.Consultations.Merge,
		a.Tables.Merge,
		a.Welfare.Merge,
		a.Bulletin.Merge,
		a.Privacy.Merge,
	}
}
