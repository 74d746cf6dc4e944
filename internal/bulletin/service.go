package bulletin

import (
	"context"

	"chibo/internal/access"
	"chibo/internal/db"
	"chibo/internal/document"
	"chibo/internal/fault"
	"chibo/internal/meeting"
	"chibo/internal/member"
	"chibo/internal/notify"
	"chibo/internal/org"
)

// What can be done with the bulletin.
var (
	// View is to look through what was published in a unit.
	View = access.Declare("bulletin.view", access.For(access.Here, access.Belonging...), access.For(access.Below, access.Officer))
	// Read is to read an article in the unit that it is of, to comment and count.
	Read = access.Declare("bulletin.read", access.For(access.Here, access.Belonging...), access.For(access.Here, access.Officer))
	// Write is to write an article of one's unit.
	Write = access.Declare("bulletin.write", access.For(access.Here, access.Belonging...), access.For(access.Here, access.Officer))
	// Review is to publish what is for the unit alone, and to send it back.
	Review = access.Declare("bulletin.review", access.For(access.Here, access.Leaders...), access.For(access.Here, access.Officer))
	// Spread is Review of what goes wider: it is judged by the committee reached.
	Spread = access.Declare("bulletin.spread", access.For(access.Below, access.Officer))
	// Consent is to record that the cell agrees that its model goes wider.
	Consent = access.Declare("bulletin.consent", access.For(access.Here, access.Secretary, access.Deputy, access.MassOfficer, access.Officer))
	// Suggest is to propose a model to one's leaders.
	Suggest = access.Declare("bulletin.suggest", access.For(access.Here, access.Belonging...))
	// Adopt is to take a model over, and to say what became of it.
	Adopt = access.Declare("bulletin.adopt", access.For(access.Here, access.Leaders...), access.For(access.Here, access.Officer))
)

// PicturesOf is the kind of record that the pictures of articles belong to.
const PicturesOf = "bulletin"

// picturesMax is how many pictures an article has at most.
const picturesMax = 200

// Service holds the use cases.
type Service struct {
	// Sources are the figures that articles can hold, as pages list them.
	Sources []Source
	// Notices tells people of their articles; nil tells nobody.
	Notices *notify.Service
	// Meetings takes models onto agendas; nil leaves them to the leaders.
	Meetings *meeting.Service

	db   *db.DB
	docs *document.Service
}

// New makes the use cases over a database and the store of files.
func New(d *db.DB, docs *document.Service) *Service {
	s := &Service{db: d, docs: docs}
	docs.Owners[PicturesOf] = document.Owner{Read: s.mayRead, Write: s.mayWrite, Pictures: true, Most: picturesMax}
	return s
}

func (s *Service) mayRead(tx *db.Tx, by access.Actor, subject string) error {
	_, err := reading(tx, by, ID(subject))
	return err
}

func (s *Service) mayWrite(tx *db.Tx, by access.Actor, subject string) (org.ID, error) {
	a, _, err := acting(tx, by, ID(subject), Amending)
	return a.Unit, err
}

// reading reads an article for somebody who may read it. That there is one that he
// may not read is told to nobody but its own unit's officers.
func reading(tx *db.Tx, by access.Actor, id ID) (Article, error) {
	a, err := byID(tx, id)
	switch {
	case err != nil:
		return Article{}, err
	case a.readBy(by):
		return a, nil
	}
	if err := access.Check(by, Read, a.place()); err != nil {
		return Article{}, err
	}
	return Article{}, db.ErrNone
}

// acting reads an article for an act that its state and the actor allow.
func acting(tx *db.Tx, by access.Actor, id ID, act Act) (a Article, m Move, err error) {
	if a, err = permitted(tx, by, id, act); err == nil {
		m, err = a.after(act)
	}
	return a, m, err
}

// permitted reads an article for an act that the actor may do, whatever the state.
func permitted(tx *db.Tx, by access.Actor, id ID, act Act) (a Article, err error) {
	if a, err = reading(tx, by, id); err != nil {
		return a, err
	}
	if !a.may(by, act) {
		return a, fault.New(fault.Denied, "ui.denied")
	}
	// The unit, or the committee reached, must still stand to be written to.
	action, at := Read, a.Unit
	if !access.Can(by, Read, a.place()) {
		action, at = Spread, a.Reach
	}
	_, err = org.Authorise(tx, by, action, at)
	return a, err
}

// audit logs what was done with an article: never its words.
func (a Article) audit(tx *db.Tx, what string, data any) error {
	return tx.Audit(db.Entry{Action: "bulletin." + what, Unit: string(a.Unit), Kind: "bulletin_article", Subject: string(a.ID), Person: string(a.Author), Data: data})
}

// Filter chooses articles.
type Filter string

// The filters.
const (
	All      Filter = ""
	Models   Filter = "model"
	Articles Filter = "article"
	Mine     Filter = "mine"
	Waiting  Filter = "waiting" // for the actor's review
)

// Query is what somebody looks for.
type Query struct {
	Filter Filter
	Field  Field
	Words  string // any words, with or without signs
}

// PageSize is how many articles a page of the list has.
const PageSize = 20

// List is a page of articles.
type List struct {
	Unit    org.Unit
	Query   Query
	All     []Article
	Lead    *Sheet // the first of what was published, as far as it stands beside the list
	N       int    // how many are found in all
	Page    int
	Pages   int
	Writes  bool // the actor may write one
	Reviews bool // … and publish those of others
}

// List gives a page, from 1, of what somebody finds in a unit, the latest first. It
// makes at most ten queries.
func (s *Service) List(ctx context.Context, by access.Actor, unit org.ID, q Query, page int) (l List, err error) {
	err = s.db.Read(ctx, func(tx *db.Tx) error {
		if l.Unit, err = org.Authorise(tx, by, View, unit); err != nil {
			return err
		}
		l.Query = q
		l.Writes, l.Reviews = access.Can(by, Write, l.Unit.Place()), access.Can(by, Review, l.Unit.Place())
		if l.N, err = count(tx, by, l.Unit, q); err != nil {
			return err
		}
		l.Pages = max(1, (l.N+PageSize-1)/PageSize)
		l.Page = min(max(1, page), l.Pages)
		if l.All, err = found(tx, by, l.Unit, q, PageSize, (l.Page-1)*PageSize); err != nil {
			return err
		}
		if q.Filter == Mine || q.Filter == Waiting || len(l.All) == 0 {
			return nil
		}
		l.Lead, err = s.lead(tx, by, l.Unit, l.All[0].ID)
		return err
	})
	return l, err
}

// lead gives what stands beside a list of its first article.
func (s *Service) lead(tx *db.Tx, by access.Actor, u org.Unit, id ID) (*Sheet, error) {
	sh := Sheet{Unit: u, Today: tx.Today(), by: by}
	var err error
	if sh.Article, err = byID(tx, id); err != nil {
		return nil, err
	}
	if sh.Figures, err = figuresOf(tx, id); err != nil {
		return nil, err
	}
	if sh.Pictures, err = picturesOf(tx, id); err != nil {
		return nil, err
	}
	if sh.Adoptions, err = adoptionsOf(tx, id, u.ID, adoptionsShown); err != nil {
		return nil, err
	}
	if err = talked(tx, sh.Adoptions); err != nil {
		return nil, err
	}
	sh.Read, err = hasRead(tx, id, by.Person)
	return &sh, err
}

// Picture is a picture of an article with what it shows.
type Picture struct {
	document.Picture
	Alt     string // for who does not see it
	Caption string
}

// Sheet is an article as its reader sees it.
type Sheet struct {
	Article   Article
	Unit      org.Unit // whose hat the reader wears
	Today     db.Date
	Figures   []Figure
	Pictures  []Picture
	Comments  []Comment
	Adoptions []Adoption
	Latest    []Article // beside it, of a published one
	Related   []Article
	Read      bool // the reader has marked it as read
	by        access.Actor
}

// Permit says why the reader may not do an act.
func (sh Sheet) Permit(act Act) error {
	if sh.Article.may(sh.by, act) {
		return nil
	}
	return fault.New(fault.Denied, "ui.denied")
}

// May reports whether the reader may do an act now.
func (sh Sheet) May(act Act) bool {
	return Workflow.Leads(sh.Article.State, act) && sh.Permit(act) == nil
}

// Hides reports whether the reader may hide comments.
func (sh Sheet) Hides() bool { return sh.Article.reviewedBy(sh.by) || sh.leads() }

func (sh Sheet) leads() bool { return access.Can(sh.by, Review, sh.Article.place()) }

// Open reports whether it can be commented on and taken over.
func (sh Sheet) Open() bool { return sh.Article.State == Published }

// own is what the reader's unit has made of it, and still does.
func (sh Sheet) own() (Adoption, bool) {
	for _, d := range sh.Adoptions {
		if d.Unit == sh.Unit.ID && d.EndedOn == "" {
			return d, true
		}
	}
	return Adoption{}, false
}

// Adopts reports whether the reader may take the model over for his unit.
func (sh Sheet) Adopts() bool {
	_, taken := sh.own()
	return !taken && sh.takeable() && access.Can(sh.by, Adopt, sh.Unit.Place())
}

// Suggests reports whether the reader may propose it to his leaders.
func (sh Sheet) Suggests() bool {
	_, taken := sh.own()
	return !taken && !sh.Adopts() && sh.takeable() && access.Can(sh.by, Suggest, sh.Unit.Place())
}

func (sh Sheet) takeable() bool {
	return sh.Open() && sh.Article.Kind == Model && sh.Unit.ID != sh.Article.Unit
}

// Steers reports whether the reader says what became of an adoption.
func (sh Sheet) Steers(d Adoption) bool { return access.Can(sh.by, Adopt, d.place()) }

// How much of what belongs to an article stands on its page.
const (
	latestShown, relatedShown     = 5, 3
	commentsShown, adoptionsShown = 100, 100
)

// Get gives an article to who may read it, who wears the hat of a unit. It makes at
// most twelve queries, and one or two for each figure of a draft.
func (s *Service) Get(ctx context.Context, by access.Actor, unit org.ID, id ID) (sh Sheet, err error) {
	err = s.db.Read(ctx, func(tx *db.Tx) error {
		sh, err = s.sheet(tx, by, unit, id)
		return err
	})
	return sh, err
}

func (s *Service) sheet(tx *db.Tx, by access.Actor, unit org.ID, id ID) (sh Sheet, err error) {
	sh.by, sh.Today = by, tx.Today()
	if sh.Article, err = reading(tx, by, id); err != nil {
		return sh, err
	}
	if sh.Unit, err = org.Authorise(tx, by, View, unit); err != nil {
		return sh, err
	}
	if sh.Figures, err = figuresOf(tx, id); err != nil {
		return sh, err
	}
	if err = s.compute(tx, sh.Article, sh.Figures); err != nil {
		return sh, err
	}
	if sh.Pictures, err = picturesOf(tx, id); err != nil || !sh.Open() {
		return sh, err
	}
	if sh.Latest, err = found(tx, by, sh.Unit, Query{}, latestShown, 0); err != nil {
		return sh, err
	}
	if sh.Related, err = related(tx, by, sh.Unit, sh.Article, relatedShown); err != nil {
		return sh, err
	}
	if sh.Adoptions, err = adoptionsOf(tx, id, unit, adoptionsShown); err != nil {
		return sh, err
	}
	if err = talked(tx, sh.Adoptions); err != nil {
		return sh, err
	}
	comments, err := commentsOf(tx, id, commentsShown)
	for _, c := range comments {
		if c.HiddenOn == "" || sh.Hides() || c.Person != "" && string(c.Person) == by.Person {
			sh.Comments = append(sh.Comments, c)
		}
	}
	if err == nil {
		sh.Read, err = hasRead(tx, id, by.Person)
	}
	return sh, err
}

// picturesOf are the pictures of an article with what is said of them.
func picturesOf(tx *db.Tx, id ID) ([]Picture, error) {
	drawn, err := document.Pictures(tx, PicturesOf, string(id))
	if err != nil || len(drawn) == 0 {
		return nil, err
	}
	captions, err := captionsOf(tx, id)
	of := map[string]caption{}
	for _, c := range captions {
		of[c.picture] = c
	}
	all := make([]Picture, len(drawn))
	for i, p := range drawn {
		c := of[string(p.ID)]
		all[i] = Picture{Picture: p, Alt: c.alt, Caption: c.words}
	}
	return all, err
}

// MarkRead counts that the actor has read a published article.
func (s *Service) MarkRead(ctx context.Context, by access.Actor, id ID) error {
	if by.Person == "" {
		return nil
	}
	return s.db.System(ctx, func(tx *db.Tx) error {
		a, err := reading(tx, by, id)
		if err != nil || a.State != Published {
			return err
		}
		return markRead(tx, id, by.Person)
	})
}

// Erase takes the person's name off his articles, whose texts stay with the unit; his
// comments, and what he never sent, go.
func (s *Service) Erase(tx *db.Tx, by access.Actor, person member.ID) error {
	if err := forget(tx, person); err != nil {
		return err
	}
	return tx.Audit(db.Entry{Action: "bulletin.erase", Kind: "person", Subject: string(person)})
}

// Merge gives what one person wrote to the other, who is the same person.
func (s *Service) Merge(tx *db.Tx, by access.Actor, from, into member.ID) error {
	if err := merge(tx, from, into); err != nil {
		return err
	}
	return tx.Audit(db.Entry{Action: "bulletin.merge", Kind: "person", Subject: string(into), Data: db.Change{From: from, To: into}})
}
