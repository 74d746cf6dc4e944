package library

import (
	"context"

	"chibo/internal/access"
	"chibo/internal/campaign"
	"chibo/internal/db"
	"chibo/internal/document"
	"chibo/internal/fault"
	"chibo/internal/member"
	"chibo/internal/org"
)

// What can be done with the material of a theme. Whoever is above a unit reads how
// many have read it, and nobody's name.
var (
	// View is to see the material, and how many have read it.
	View = access.Declare("library.view", access.For(access.Here, access.Belonging...), access.For(access.Below, access.Officer))
	// Learn is to mark what one has read oneself, and to answer the quiz.
	Learn = access.Declare("library.learn", access.For(access.Self, access.Belonging...))
	// Keep is to put the material and the questions of one's own theme together.
	Keep = access.Declare("library.keep", access.For(access.Here, access.Committee...), access.For(access.Here, access.Officer))
	// Roll is to see by name who of one's own unit has read.
	Roll = access.Declare("library.roll", access.For(access.Here, access.Leaders...))
)

// FilesOf is the kind of the records to which the files of materials belong.
const FilesOf = "campaign_material"

// Service holds the use cases.
type Service struct {
	// OnRead is called in the same transaction when somebody has marked the last of
	// all that is required of a theme, for each unit in which he is counted; nil is
	// called by nobody.
	OnRead func(tx *db.Tx, by access.Actor, t campaign.Theme, u org.Unit, person member.ID) error

	db *db.DB
}

// New makes the use cases over a database. It becomes the owner of the files of
// materials.
func New(d *db.DB, documents *document.Service) *Service {
	documents.Owners[FilesOf] = document.Owner{Read: mayReadFiles, Write: mayAddFiles}
	return &Service{db: d}
}

func mayReadFiles(tx *db.Tx, by access.Actor, subject string) error {
	m, err := byID(tx, ID(subject))
	if err != nil {
		return err
	}
	_, err = campaign.Get(tx, by, m.Theme)
	return err
}

func mayAddFiles(tx *db.Tx, by access.Actor, subject string) (org.ID, error) {
	_, t, err := keptMaterial(tx, by, ID(subject))
	if err == nil {
		err = keepable(t, tx.Today())
	}
	return t.Unit, err
}

// learning reads a theme and the unit through which the actor learns of it.
func learning(tx *db.Tx, by access.Actor, theme campaign.ThemeID, unit org.ID) (t campaign.Theme, u org.Unit, err error) {
	if u, err = org.AuthoriseFor(tx, by, Learn, unit, by.Person); err != nil {
		return t, u, err
	}
	if t, err = campaign.Get(tx, by, theme); err == nil && !t.Reaches(u.Path) {
		err = fault.New(fault.NotFound, "ui.not_found")
	}
	return t, u, err
}

// learns reports whether the actor marks for himself in a unit, today.
func learns(by access.Actor, t campaign.Theme, u org.Unit, today db.Date) bool {
	at := u.Place()
	at.Person = by.Person
	return by.Person != "" && access.Can(by, Learn, at) && t.Reaches(u.Path) && t.Runs(today)
}

// Entry is a theme on the list of a unit, with how much there is to learn of it.
type Entry struct {
	Theme     campaign.Theme
	Materials int
	Required  int
	Questions int
}

// Desk is the themes that run for a unit, with their material.
type Desk struct {
	Unit    org.Unit
	Entries []Entry // those of the highest unit first
}

// Desk gives the themes that run for a unit. It makes three queries.
func (s *Service) Desk(ctx context.Context, by access.Actor, unit org.ID) (d Desk, err error) {
	err = s.db.Read(ctx, func(tx *db.Tx) error {
		if d.Unit, err = org.Authorise(tx, by, View, unit); err != nil {
			return err
		}
		themes, err := campaign.Current(tx, d.Unit.Path, tx.Today())
		if err != nil {
			return err
		}
		ids := make([]campaign.ThemeID, len(themes))
		for n, t := range themes {
			ids[n] = t.ID
		}
		stocks, err := stocksOf(tx, ids...)
		for _, t := range themes {
			of := stocks[t.ID]
			d.Entries = append(d.Entries, Entry{Theme: t, Materials: of.materials, Required: of.required, Questions: of.questions})
		}
		return err
	})
	return d, err
}

// Line is a material as its list shows it to one who reads.
type Line struct {
	Material
	ReadOn db.Date // by the actor himself; "" for not yet
}

// Sheet is the material of a theme as a unit sees it.
type Sheet struct {
	Theme     campaign.Theme
	Unit      org.Unit
	Lines     []Line
	Questions []Question // with the right options, for who keeps them
	Tried     bool       // the actor has answered the quiz
	Passed    bool       // and rightly
	Learns    bool       // the actor marks for himself what he has read
	Keeps     bool       // the actor puts the list together now
	Rolls     bool       // the actor sees by name who of the unit has read
	Own       Reach
	Below     []Reach // those right below, of a committee
}

// Required counts what everybody is to read.
func (sh Sheet) Required() (n int) {
	for _, l := range sh.Lines {
		if l.Required {
			n++
		}
	}
	return n
}

// Read counts what the actor has read of what is required.
func (sh Sheet) Read() (n int) {
	for _, l := range sh.Lines {
		if l.Required && l.ReadOn != "" {
			n++
		}
	}
	return n
}

// Get gives the material of a theme, and how many of a unit, and of those right below,
// have read what is required. It makes at most eleven queries.
func (s *Service) Get(ctx context.Context, by access.Actor, theme campaign.ThemeID, unit org.ID) (sh Sheet, err error) {
	err = s.db.Read(ctx, func(tx *db.Tx) error {
		sh, err = sheetOf(tx, by, theme, unit)
		return err
	})
	return sh, err
}

func sheetOf(tx *db.Tx, by access.Actor, theme campaign.ThemeID, unit org.ID) (sh Sheet, err error) {
	if sh.Theme, sh.Unit, err = campaign.At(tx, by, View, theme, unit); err != nil {
		return sh, err
	}
	today := tx.Today()
	sh.Learns = learns(by, sh.Theme, sh.Unit, today)
	sh.Keeps = sh.Theme.Unit == sh.Unit.ID && access.Can(by, Keep, sh.Unit.Place()) && keepable(sh.Theme, today) == nil
	sh.Rolls = sh.Unit.Kind.Holds && access.Can(by, Roll, sh.Unit.Place())
	if sh.Lines, err = linesOf(tx, theme, member.ID(by.Person)); err != nil {
		return sh, err
	}
	if sh.Questions, err = questionsOf(tx, theme); err != nil {
		return sh, err
	}
	if !sh.Keeps {
		for n, q := range sh.Questions {
			sh.Questions[n] = q.withheld()
		}
	}
	if sh.Tried, sh.Passed, err = quizOf(tx, theme, member.ID(by.Person)); err != nil {
		return sh, err
	}
	sh.Own, sh.Below, err = coverage(tx, sh.Theme, sh.Unit, today)
	return sh, err
}

// MaterialSheet is one material as its page shows it.
type MaterialSheet struct {
	Line
	Theme  campaign.Theme
	Unit   org.Unit
	Files  []document.Attachment
	Learns bool // the actor marks it as read
	Keeps  bool // the actor changes it
}

// Material gives a material with its files, as a unit sees it. It makes at most six
// queries.
func (s *Service) Material(ctx context.Context, by access.Actor, id ID, unit org.ID) (sh MaterialSheet, err error) {
	err = s.db.Read(ctx, func(tx *db.Tx) error {
		m, err := byID(tx, id)
		if err != nil {
			return err
		}
		if sh.Theme, sh.Unit, err = campaign.At(tx, by, View, m.Theme, unit); err != nil {
			return err
		}
		sh.Learns = learns(by, sh.Theme, sh.Unit, tx.Today())
		sh.Keeps = access.Can(by, Keep, sh.Unit.Place()) && sh.Theme.Unit == sh.Unit.ID && keepable(sh.Theme, tx.Today()) == nil
		all, err := linesOf(tx, m.Theme, member.ID(by.Person))
		for _, l := range all {
			if l.ID == id {
				sh.Line = l
			}
		}
		if err != nil {
			return err
		}
		sh.Files, err = document.List(tx, FilesOf, string(id))
		return err
	})
	return sh, err
}
