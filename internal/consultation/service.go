package consultation

import (
	"context"
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
)

// What can be done with matters.
var (
	// View is to see what one is asked; who is asked from above sees it too.
	View = access.Declare("consultation.view", access.For(access.Here, access.Belonging...), access.For(access.Here, access.Officer))
	// Lead is to ask, to put together what was said, and to answer it.
	Lead = access.Declare("consultation.lead", access.For(access.Here, access.Leaders...), access.For(access.Here, access.Officer))
	// Say is to answer with one's name.
	Say = access.Declare("consultation.say", access.For(access.Here, access.Belonging...))
)

// FilesOf is the kind of the records to which papers on a matter belong.
const FilesOf = "consultation"

// Service holds the use cases.
type Service struct {
	// Notices tells those who are asked; nil tells nobody.
	Notices *notify.Service
	// Meetings has the agendas on which opinions are put; nil has none.
	Meetings *meeting.Service

	db     *db.DB
	papers *document.Service
	wrong  guesses
}

// New makes the use cases over a database. It becomes the owner of the papers on
// matters.
func New(d *db.DB, documents *document.Service) *Service {
	s := &Service{db: d, papers: documents}
	documents.Owners[FilesOf] = document.Owner{Read: mayReadFiles, Write: mayAddFiles, Audience: audience}
	return s
}

// mayReadFiles lets those read papers who see the matter. The holder of a slip is not
// known: whether his slip is one of the matter, AskedFile has looked at before.
func mayReadFiles(tx *db.Tx, by access.Actor, subject string) error {
	if by.Kind == access.Link {
		if m, err := byID(tx, ID(subject)); err != nil || !m.Named {
			return err
		}
	}
	_, _, err := admit(tx, by, View, ID(subject))
	return err
}

// audience is those whom the papers on a matter reach: whoever holds a slip, or who is
// asked by name.
func audience(tx *db.Tx, subject string) (all []access.Actor, err error) {
	m, err := byID(tx, ID(subject))
	if err != nil {
		return nil, err
	}
	if !m.Named {
		return []access.Actor{{Kind: access.Link}}, nil
	}
	as := func(r access.Role) access.Actor {
		return access.Actor{Kind: access.Human, Duties: []access.Duty{{Role: r, Unit: string(m.Unit), Path: m.path}}}
	}
	if m.Members {
		all = append(all, as(access.Member))
	}
	if m.Chapters {
		all = append(all, as(access.MassMember))
	}
	return all, nil
}

func mayAddFiles(tx *db.Tx, by access.Actor, subject string) (org.ID, error) {
	m, _, err := admit(tx, by, Lead, ID(subject))
	if err == nil && (m.State == Decided || m.State == Withdrawn) {
		err = fault.New(fault.Invalid, "consultation.not_now")
	}
	return m.Unit, err
}

// admit finds a matter for whoever may do the action in its unit, or is asked by it
// from below. Drafts are the leaders'.
func admit(tx *db.Tx, by access.Actor, action access.Action, id ID) (m Matter, leads bool, err error) {
	if m, err = byID(tx, id); err != nil {
		return m, false, err
	}
	at := access.Place{Unit: string(m.Unit), Path: m.path}
	leads = access.Can(by, Lead, at)
	if action.Name != Lead.Name && m.State != Draft && m.asks(by) {
		return m, leads, nil
	}
	if _, err = org.Authorise(tx, by, action, m.Unit); err == nil && m.State == Draft && !leads {
		err = fault.New(fault.Denied, "ui.denied")
	}
	if err != nil {
		return Matter{}, false, err
	}
	return m, leads, nil
}

// Filter chooses matters.
type Filter string

// The filters.
const (
	Current Filter = ""
	Past    Filter = "past"
)

// PageSize is how many rows a page of a list has.
const PageSize = 25

// List is a page of the matters that a unit puts, or is asked.
type List struct {
	Unit    org.Unit
	Filter  Filter
	Matters []Matter
	Leads   bool // the actor may ask something
	Today   db.Date
	Page    int
	Pages   int
}

// List gives a page, from 1, of the matters of a unit and of those that are put to
// it from above, the latest first. It makes three queries.
func (s *Service) List(ctx context.Context, by access.Actor, unit org.ID, f Filter, page int) (l List, err error) {
	err = s.db.Read(ctx, func(tx *db.Tx) error {
		if l.Unit, err = org.Authorise(tx, by, View, unit); err != nil {
			return err
		}
		if f != Past {
			f = Current
		}
		l.Filter, l.Today, l.Leads = f, tx.Today(), access.Can(by, Lead, l.Unit.Place())
		n, err := countFor(tx, l.Unit, f, l.Leads)
		if err != nil {
			return err
		}
		l.Pages = max(1, (n+PageSize-1)/PageSize)
		l.Page = min(max(1, page), l.Pages)
		l.Matters, err = listFor(tx, l.Unit, f, l.Leads, PageSize, (l.Page-1)*PageSize)
		return err
	})
	return l, err
}

// Sheet is a matter as its reader may see it.
type Sheet struct {
	Matter   Matter
	Options  []Option // with votes once it is closed, for the leaders; published, for all
	Clusters []Cluster
	Files    []document.Attachment
	Answers  int     // given so far
	Unsorted int     // texts that stand in no cluster, for the leaders
	Decided  *Source // what the decision rests on, if the reader may open it
	Mine     *Reply
	Above    string // the name of the unit above, of what came out
	Asked    bool   // the actor is one of those who are asked
	Leads    bool
	Today    db.Date
}

// Takes reports whether the reader may answer with his name now.
func (sh Sheet) Takes() bool { return sh.Matter.Named && sh.Asked && sh.Matter.takes(sh.Today) }

// Sees reports whether the reader sees what came out.
func (sh Sheet) Sees() bool {
	return sh.Matter.State.Published() || sh.Leads && sh.Matter.State == Closed
}

// Get gives a matter to who asks and to who is asked. It makes at most fifteen queries.
func (s *Service) Get(ctx context.Context, by access.Actor, id ID) (sh Sheet, err error) {
	err = s.db.Read(ctx, func(tx *db.Tx) error {
		if sh, err = sheetOf(tx, by, id); err != nil {
			return err
		}
		sh.Decided, err = s.source(tx, by, sh)
		return err
	})
	return sh, err
}

func sheetOf(tx *db.Tx, by access.Actor, id ID) (sh Sheet, err error) {
	if sh.Matter, sh.Leads, err = admit(tx, by, View, id); err != nil {
		return sh, err
	}
	sh.Today, sh.Asked = tx.Today(), sh.Matter.asks(by)
	if sh.Options, err = optionsOf(tx, id); err != nil {
		return sh, err
	}
	if sh.Files, err = document.List(tx, FilesOf, string(id)); err != nil {
		return sh, err
	}
	if sh.Answers, err = answersOf(tx, id); err != nil {
		return sh, err
	}
	if sh.Mine, err = mineIn(tx, id, member.ID(by.Person)); err != nil || !sh.Sees() {
		return sh, err
	}
	if err = count(tx, id, sh.Options); err != nil {
		return sh, err
	}
	u, err := org.Known(tx, sh.Matter.Unit)
	if err != nil {
		return sh, err
	}
	sh.Above = u.ParentName
	if sh.Clusters, err = clustersOf(tx, id); err != nil || !sh.Leads {
		return sh, err
	}
	sh.Unsorted, err = unsortedIn(tx, id)
	return sh, err
}

// count fills the votes of options.
func count(tx *db.Tx, id ID, options []Option) error {
	all, err := choicesOf(tx, id)
	for _, c := range all {
		for i, o := range options {
			if slices.Contains(strings.Fields(c.choice), o.key()) {
				options[i].Votes += c.n
			}
		}
	}
	return err
}

// Lines writes the options as a form has them.
func Lines(options []Option) string {
	labels := make([]string, len(options))
	for i, o := range options {
		labels[i] = o.Label
	}
	return strings.Join(labels, "\n")
}

// audit logs what was done with a matter: never what anybody answered.
func (m Matter) audit(tx *db.Tx, what string, data any) error {
	return tx.Audit(db.Entry{Action: "consultation." + what, Unit: string(m.Unit), Kind: "consultation", Subject: string(m.ID), Data: data})
}
