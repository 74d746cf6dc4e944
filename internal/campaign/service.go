package campaign

import (
	"slices"
	"strings"

	"chibo/internal/access"
	"chibo/internal/db"
	"chibo/internal/document"
	"chibo/internal/fault"
	"chibo/internal/meeting"
	"chibo/internal/member"
	"chibo/internal/notify"
	"chibo/internal/org"
	"chibo/internal/task"
)

// What can be done with campaigns.
var (
	// Read is reading a theme of the unit that leads it: all under that one do.
	Read = access.Declare("campaign.read", access.For(access.Above, append(slices.Clone(access.Belonging), access.Officer)...), access.For(access.Below, access.Officer))
	// View is reading which themes concern a unit, and what it made of them.
	View = access.Declare("campaign.view", access.For(access.Here, access.Belonging...), access.For(access.Below, access.Officer))
	// Lead is launching campaigns, and reminding those below.
	Lead = access.Declare("campaign.lead", access.For(access.Here, access.Committee...), access.For(access.Here, access.Officer))
	// Plan is writing the programme of one's own unit.
	Plan = access.Declare("campaign.plan", access.For(access.Here, access.Leaders...), access.For(access.Here, access.Officer))
	// Follow is reading who does what in the programme of one's own unit, and how it
	// goes.
	Follow = access.Declare("campaign.follow", access.For(access.Here, access.Belonging...), access.For(access.Here, access.Officer))
	// Do is writing down how a work item goes: whoever does it, and the leaders.
	Do = access.Declare("campaign.do", access.For(access.Here, access.Leaders...), access.For(access.Here, access.Officer), access.For(access.Self, access.Belonging...))
)

// FileKind is the kind of record under which the documents of campaigns are attached.
const FileKind = "campaign"

// Service holds the use cases.
type Service struct {
	// Notices tells people of themes and of what they are to do; nil tells nobody.
	Notices *notify.Service
	// Meetings has the agendas onto which themes come by themselves, Tasks the tasks
	// to write programmes; where Meetings is nil neither comes about.
	Meetings *meeting.Service
	Tasks    *task.Service
	// Officers are those who serve the committee of a unit, beside its leaders; nil is
	// nobody.
	Officers func(tx *db.Tx, u org.Unit) ([]member.ID, error)

	db *db.DB
}

// New makes the use cases over a database. It becomes the owner of the files that are
// attached to campaigns.
func New(d *db.DB, documents *document.Service) *Service {
	documents.Owners[FileKind] = document.Owner{Read: readFiles, Write: writeFiles}
	return &Service{db: d}
}

// Get gives a theme to who may read it: all who belong to a unit that it concerns, the
// officers above, and, before it is launched, only who leads the campaign. A unit that
// has left the tree reads on the themes of which it has something. It makes one query
// or two.
func Get(tx *db.Tx, by access.Actor, id ThemeID) (Theme, error) {
	t, err := themeByID(tx, id)
	if err != nil {
		return Theme{}, err
	}
	if access.Can(by, Lead, t.place()) || t.Stage == Launched && access.Can(by, Read, t.place()) {
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
