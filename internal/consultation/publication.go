package consultation

import (
	"context"
	_ "embed"
	"fmt"
	"slices"
	"unicode/utf8"

	"github.com/goccy/go-yaml"

	"chibo/internal/access"
	"chibo/internal/db"
	"chibo/internal/fault"
	"chibo/internal/i18n"
	"chibo/internal/org"
)

// PublicationID names something that is made public.
type PublicationID string

// Form is how something is made public.
type Form string

// The forms.
const (
	Posted    Form = "posted" // on a board
	AtMeeting Form = "meeting"
	Network   Form = "network"
	ByPaper   Form = "document"
)

// Forms lists them as pages show them.
var Forms = []Form{Posted, AtMeeting, Network, ByPaper}

// Publication is something that a unit makes public. Class: cell.
type Publication struct {
	ID          PublicationID
	Title       string
	Form        Form
	From, To    db.Date // To "" has no end
	Responsible string  // a post or a part of the unit
	DoneOn      db.Date // "" while it was not done
	Version     int
}

// Late reports whether it should have been made public before a day.
func (p Publication) Late(today db.Date) bool { return p.DoneOn == "" && p.From < today }

// PublicationForm is what is typed of it.
type PublicationForm struct {
	Title       string
	Form        Form
	From, To    db.Date
	Responsible string
	DoneOn      db.Date
}

func (f *PublicationForm) check(today db.Date) error {
	var faults fault.Form
	f.Title, f.Responsible = i18n.Line(f.Title), i18n.Line(f.Responsible)
	needs(&faults, "title", "consultation.publication_missing", f.Title, titleMax)
	if !slices.Contains(Forms, f.Form) {
		faults.Add("form", "consultation.form_missing")
	}
	if !f.From.IsDay() {
		faults.Add("from", "consultation.from_missing")
	}
	if f.To != "" && (!f.To.IsDay() || f.To < f.From) {
		faults.Add("to", "consultation.to_early")
	}
	needs(&faults, "responsible", "consultation.responsible_missing", f.Responsible, labelMax)
	if f.DoneOn != "" && (!f.DoneOn.IsDay() || f.DoneOn > today) {
		faults.Add("done_on", "consultation.done_ahead")
	}
	return faults.Err()
}

//go:embed public.yaml
var usualData []byte

// Usual is what such units usually have to make public, and where that stands. It is
// a help for typing: what holds is the law's own text.
type Usual struct {
	Source     string   `yaml:"source"`
	Confidence string   `yaml:"confidence"`
	Titles     []string `yaml:"titles"`
}

// usual is read once: a file that is wrong is a fault of the program.
var usual = func() (u Usual) {
	if err := yaml.UnmarshalWithOptions(usualData, &u, yaml.Strict()); err != nil {
		panic(fmt.Errorf("public.yaml: %w", err))
	}
	for _, t := range u.Titles {
		if utf8.RuneCountInString(t) > titleMax {
			panic("public.yaml: " + t)
		}
	}
	return u
}()

// PublicationList is what a unit makes public in a year.
type PublicationList struct {
	Unit  org.Unit
	Year  int
	Items []Publication
	Usual Usual
	Leads bool
	Today db.Date
}

// Publications gives what a unit makes public in a year, 0 for this one. It makes two
// queries.
func (s *Service) Publications(ctx context.Context, by access.Actor, unit org.ID, year int) (l PublicationList, err error) {
	err = s.db.Read(ctx, func(tx *db.Tx) error {
		if l.Unit, err = org.Authorise(tx, by, View, unit); err != nil {
			return err
		}
		l.Today, l.Usual, l.Leads = tx.Today(), usual, access.Can(by, Lead, l.Unit.Place())
		if l.Year = year; year < 2000 || year > l.Today.Year()+1 {
			l.Year = l.Today.Year()
		}
		l.Items, err = publicationsOf(tx, unit, l.Year)
		return err
	})
	return l, err
}

// publicationsMost is how many a unit has in a year.
const publicationsMost = 200

// Publish notes what is to be made public. Faults name the fields of PublicationForm.
func (s *Service) Publish(ctx context.Context, by access.Actor, unit org.ID, f PublicationForm) error {
	return s.db.Write(ctx, by, func(tx *db.Tx) error {
		u, err := org.Authorise(tx, by, Lead, unit)
		if err != nil {
			return err
		}
		if err := f.check(tx.Today()); err != nil {
			return err
		}
		have, err := publicationsOf(tx, unit, f.From.Year())
		if err != nil {
			return err
		}
		if len(have) >= publicationsMost {
			return fault.At("title", "consultation.publications_many", publicationsMost)
		}
		id := PublicationID(db.NewID())
		if err := insertPublication(tx, u.ID, id, f); err != nil {
			return err
		}
		return noteOf(tx, u.ID, id, "publish")
	})
}

// Publication gives one to who sees to it.
func (s *Service) Publication(ctx context.Context, by access.Actor, id PublicationID) (u org.Unit, p Publication, err error) {
	err = s.db.Read(ctx, func(tx *db.Tx) error {
		u, p, err = publishing(tx, by, id)
		return err
	})
	return u, p, err
}

func publishing(tx *db.Tx, by access.Actor, id PublicationID) (u org.Unit, p Publication, err error) {
	unit, p, err := publicationByID(tx, id)
	if err != nil {
		return u, p, err
	}
	u, err = org.Authorise(tx, by, Lead, unit)
	return u, p, err
}

// Republish rewrites it, the day on which it was done too, over the version that the
// page showed. Faults name the fields of PublicationForm.
func (s *Service) Republish(ctx context.Context, by access.Actor, id PublicationID, version int, f PublicationForm) error {
	return s.db.Write(ctx, by, func(tx *db.Tx) error {
		u, _, err := publishing(tx, by, id)
		if err != nil {
			return err
		}
		if err := f.check(tx.Today()); err != nil {
			return err
		}
		if err := putPublication(tx, id, version, f); err != nil {
			return err
		}
		return noteOf(tx, u.ID, id, "republish")
	})
}

func noteOf(tx *db.Tx, unit org.ID, id PublicationID, what string) error {
	return tx.Audit(db.Entry{Action: "consultation." + what, Unit: string(unit), Kind: "consultation_publication", Subject: string(id)})
}
