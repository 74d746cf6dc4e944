package topic

import (
	"slices"

	"chibo/internal/db"
	"chibo/internal/member"
	"chibo/internal/org"
)

// CoverageOn counts, of those who belonged to a cell on a day, how many had a
// topic of that day's year. It makes two queries, and is for capabilities that
// have authorised already.
func CoverageOn(tx *db.Tx, unit org.ID, on db.Date) (Coverage, error) {
	people, err := member.ProfilesIn(tx, unit, on)
	if err != nil {
		return Coverage{}, err
	}
	given, err := givenIn(tx, unit, on.Year())
	if err != nil {
		return Coverage{}, err
	}
	c, _ := cover(people, given)
	return c, nil
}

// cover counts how far those who are expected have come, and finds who has no
// topic.
func cover(people []member.Profile, all []given) (c Coverage, without []member.Profile) {
	best := map[member.ID]State{}
	for _, g := range all {
		best[g.person] = further(best[g.person], g.state)
	}
	for _, person := range people {
		state := best[person.Person]
		if person.Barred() {
			continue
		}
		c.add(state)
		if state == "" {
			without = append(without, person)
		}
	}
	return c, without
}

// BriefingsHeld lists the briefings of a unit that took place in a year until a
// day of it. It makes one query, and is for capabilities that have authorised
// already.
func BriefingsHeld(tx *db.Tx, unit org.ID, until db.Date) ([]Briefing, error) {
	all, err := briefingsIn(tx, unit, until.Year())
	return slices.DeleteFunc(all, func(b Briefing) bool { return b.State != Held || b.HeldOn > until }), err
}
