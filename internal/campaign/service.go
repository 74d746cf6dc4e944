package campaign

import (
	"slices"
	"strings"

	"chibo/internal/access"
	"chibo/internal/db"
	"chibo/internal/fault"
	"chibo/internal/org"
)

// What can be done with campaigns.
var (
	// View is reading the themes that concern a unit, and what it made of them.
	View = access.Declare("campaign.view", access.For(access.Here, access.Belonging...), access.For(access.Below, access.Officer))
	// Lead is launching campaigns, and reminding those below.
	Lead = access.Declare("campaign.lead", access.For(access.Here, access.Committee...), access.For(access.Here, access.Officer))
	// Plan is writing the programme of one's own unit.
	Plan = access.Declare("campaign.plan", access.For(access.Here, access.Leaders...), access.For(access.Here, access.Officer))
)

// Get gives a theme to who may read it: all who belong to a unit that it concerns, the
// officers above, and, before it is launched, only who leads the campaign. A unit that
// has left the tree reads on the themes of which it has something. It makes one query
// or two.
func Get(tx *db.Tx, by access.Actor, id ThemeID) (Theme, error) {
	t, err := themeByID(tx, id)
	if err != nil {
		return Theme{}, err
	}
	if access.Can(by, Lead, t.place()) || t.Stage == Launched && reads(by, t) {
		return t, nil
	}
	if t.Stage == Launched {
		acted, err := actedWithin(tx, t.ID, access.ReachOf(by, View))
		if err != nil || acted {
			return t, err
		}
	}
	return Theme{}, fault.New(fault.NotFound, "ui.not_found")
}

// reads reports whether the actor belongs to a unit that the theme concerns, or is an
// officer above the one that leads it.
func reads(by access.Actor, t Theme) bool {
	if access.Can(by, View, t.place()) {
		return true
	}
	return slices.ContainsFunc(by.Duties, func(d access.Duty) bool {
		return t.Reaches(d.Path) && slices.ContainsFunc(View.Allow, func(a access.Allow) bool { return slices.Contains(a.Roles, d.Role) })
	})
}

// At gives a theme and a unit that it concerns, in which the actor may do the action;
// for those who read, also a unit that has left the tree and has something of it. It
// is for capabilities that keep what units do for a theme.
func At(tx *db.Tx, by access.Actor, action access.Action, id ThemeID, unit org.ID) (Theme, org.Unit, error) {
	u, err := org.Authorise(tx, by, action, unit)
	if err != nil {
		return Theme{}, org.Unit{}, err
	}
	t, err := themeByID(tx, id)
	if err != nil {
		return Theme{}, org.Unit{}, err
	}
	if t.Reaches(u.Path) || t.Unit == u.ID && access.Can(by, Lead, u.Place()) {
		return t, u, nil
	}
	acted, err := actedIn(tx, id, unit)
	if err == nil && (!acted || t.Stage != Launched) {
		err = fault.New(fault.NotFound, "ui.not_found")
	}
	return t, u, err
}

// Current lists the themes that run on a day for the unit at a path, those of the
// highest first. It is for capabilities that have authorised already.
func Current(tx *db.Tx, unitPath string, on db.Date) ([]Theme, error) {
	return themesFor(tx, above(unitPath), on)
}

// above are the path of a unit and those of all that stand over it.
func above(path string) []string {
	var all []string
	for i, r := range path {
		if r == '.' {
			all = append(all, path[:i+1])
		}
	}
	if !strings.HasSuffix(path, ".") {
		all = append(all, path)
	}
	return all
}
