package contest

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"chibo/internal/access"
	"chibo/internal/db"
	"chibo/internal/document"
	"chibo/internal/fault"
	"chibo/internal/member"
	"chibo/internal/org"
)

// Handing is what the form of an entry needs.
type Handing struct {
	Contest Contest
	Homes   []Home
	Name    string // of the actor
	Late    error  // why nothing is taken now, nil where it is
}

// Home is a unit for which the actor may enter.
type Home struct {
	Unit org.ID
	Name string
	Led  bool // he may enter the unit itself, and others of it
}

// Leads reports whether the actor may enter some unit, or others of it.
func (h Handing) Leads() bool {
	return slices.ContainsFunc(h.Homes, func(o Home) bool { return o.Led })
}

// Kinds are what the actor may hand in, as the form offers them.
func (h Handing) Kinds() []Kind {
	return slices.DeleteFunc(h.Contest.Entrants.Kinds(), func(k Kind) bool { return k == ByUnit && !h.Leads() })
}

// Handing gives what the form of an entry needs. It makes at most four queries.
func (s *Service) Handing(ctx context.Context, by access.Actor, id ID) (h Handing, err error) {
	err = s.db.Read(ctx, func(tx *db.Tx) error {
		h, err = handing(tx, by, id)
		return err
	})
	return h, err
}

func handing(tx *db.Tx, by access.Actor, id ID) (h Handing, err error) {
	a, err := contestOf(tx, by, Enter, id)
	if err != nil {
		return h, err
	}
	h.Contest, h.Late = a.Contest, a.taking(tx.Today())
	if by.Person != "" {
		if h.Name, err = member.NameOf(tx, member.ID(by.Person)); err != nil {
			return h, err
		}
	}
	if by.Trusted() {
		units, err := org.Under(tx, a.unit.Path)
		for _, u := range units {
			h.Homes = append(h.Homes, Home{Unit: u.ID, Name: u.Name, Led: true})
		}
		return h, err
	}
	var units []any
	for _, d := range by.Duties {
		if strings.HasPrefix(d.Path, a.unit.Path) {
			units = append(units, d.Unit)
		}
	}
	h.Homes, err = homes(tx, units)
	led := ledBy(by, a.unit.Path)
	for i, o := range h.Homes {
		h.Homes[i].Led = slices.Contains(led, string(o.Unit))
	}
	return h, err
}

// place fills in for whom an entry is; faults are at kind, unit_id and authors.
func (h Handing) place(f *EntryForm) error {
	if f.Unit == "" && len(h.Homes) > 0 {
		f.Unit = h.Homes[0].Unit
	}
	i := slices.IndexFunc(h.Homes, func(o Home) bool { return o.Unit == f.Unit })
	switch {
	case i < 0:
		return fault.At("unit_id", "contest.unit_unknown")
	case f.Kind == ByUnit && !h.Homes[i].Led:
		return fault.At("kind", "contest.kind_led")
	case f.Kind == ByPerson && !h.Homes[i].Led && f.Authors != "" && !names(f.Authors, h.Name):
		return fault.At("authors", "contest.authors_led")
	}
	if f.Kind == ByUnit && f.Authors == h.Name {
		f.Authors = "" // with which the form begins
	}
	if f.Kind == ByPerson {
		f.Authors = cmp.Or(f.Authors, h.Name)
		if f.Authors == "" {
			return fault.At("authors", "contest.authors_missing")
		}
	}
	return nil
}

// Enter hands an entry in. Faults are at the fields of EntryForm.
func (s *Service) Enter(ctx context.Context, by access.Actor, id ID, f EntryForm) (entry EntryID, err error) {
	err = s.db.Write(ctx, by, func(tx *db.Tx) error {
		if err := tx.Lock("campaign_contest", string(id)); err != nil {
			return err
		}
		h, err := handing(tx, by, id)
		if err == nil {
			err = h.Late
		}
		if err != nil {
			return err
		}
		if err := f.check(h.Contest); err != nil {
			return err
		}
		if err := h.place(&f); err != nil {
			return err
		}
		entry = EntryID(db.NewID())
		if err := insertEntry(tx, entry, id, member.ID(by.Person), f); err != nil {
			return err
		}
		return noteEntry(tx, by, "enter", Entry{ID: entry, Unit: f.Unit, Contest: id})
	})
	return entry, err
}

// noteEntry logs what was done with an entry: never its words.
func noteEntry(tx *db.Tx, by access.Actor, what string, e Entry) error {
	return tx.Audit(db.Entry{Action: "contest.entry_" + what, Unit: string(e.Unit), Kind: "campaign_contest_entry", Subject: string(e.ID), Person: by.Person, Data: map[string]any{"contest": e.Contest}})
}

// EntrySheet is an entry as its reader may see it.
type EntrySheet struct {
	Sheet
	Entry  Entry
	Files  []document.Attachment
	Writes bool   // the actor may correct and withdraw it now
	Barred bool   // of a juror: he may not judge it
	Given  []Mark // what the actor gave it as a juror
	Awards bool   // a certificate may be printed
}

// Judges reports whether the actor may give points now.
func (sh EntrySheet) Judges() bool {
	return sh.Contest.State == Scoring && sh.Me != nil && sh.Me.Closed == "" && !sh.Barred
}

// Entry gives an entry to who may read it. It makes at most nine queries.
func (s *Service) Entry(ctx context.Context, by access.Actor, id EntryID) (sh EntrySheet, err error) {
	err = s.db.Read(ctx, func(tx *db.Tx) error {
		if sh, err = entrySheet(tx, by, View, id); err != nil {
			return err
		}
		if sh.Files, err = document.List(tx, FilesOf, string(id)); err != nil || sh.Me == nil {
			return err
		}
		sh.Given, err = scoresBy(tx, id, sh.Me.Person)
		return err
	})
	return sh, err
}

// entrySheet authorises an action on a contest and the reading of an entry of it.
func entrySheet(tx *db.Tx, by access.Actor, action access.Action, id EntryID) (sh EntrySheet, err error) {
	e, err := entryByID(tx, id)
	if err != nil {
		return sh, err
	}
	a, err := contestOf(tx, by, action, e.Contest)
	if err != nil {
		return sh, err
	}
	sh.Entry = e
	if sh.Sheet, err = sheet(tx, by, a); err != nil {
		return sh, err
	}
	own := by.Trusted() || e.owned(by, a.unit.Path)
	sh.Writes = own && !e.Withdrawn && a.taking(sh.Today) == nil
	sh.Barred = sh.Me != nil && a.barred(*sh.Me, e)
	sh.Awards = e.Prize != "" && (sh.Organises || own && a.State == Published)
	if scope := scopeOf(by, sh.Sheet); own || scope.all || scope.shared && e.Shared && !e.Withdrawn {
		return sh, nil
	}
	return EntrySheet{}, fault.New(fault.NotFound, "ui.not_found")
}

// owned reports whether the actor handed the entry in, or leads the unit for which it
// was.
func (e Entry) owned(by access.Actor, path string) bool {
	return by.Person != "" && by.Person == string(e.Person) || slices.Contains(ledBy(by, path), string(e.Unit))
}

// writing is entrySheet for who may correct the entry now.
func writing(tx *db.Tx, by access.Actor, id EntryID) (sh EntrySheet, err error) {
	if sh, err = entrySheet(tx, by, Enter, id); err != nil {
		return sh, err
	}
	switch {
	case !by.Trusted() && !sh.Entry.owned(by, sh.Unit.Path):
		return sh, fault.New(fault.Denied, "ui.denied")
	case sh.Entry.Withdrawn:
		return sh, fault.New(fault.Invalid, "contest.is_withdrawn")
	}
	return sh, sh.Contest.taking(sh.Today)
}

// Redo corrects an entry on the days of handing in. Faults are those of Enter.
func (s *Service) Redo(ctx context.Context, by access.Actor, id EntryID, version int, f EntryForm) error {
	return s.db.Write(ctx, by, func(tx *db.Tx) error {
		sh, err := writing(tx, by, id)
		if err != nil {
			return err
		}
		h, err := handing(tx, by, sh.Contest.ID)
		if err != nil {
			return err
		}
		if err := f.check(sh.Contest); err != nil {
			return err
		}
		f.Kind, f.Unit = sh.Entry.Kind, sh.Entry.Unit // who entered for whom does not change
		if err := h.place(&f); err != nil {
			return err
		}
		if err := putEntry(tx, sh.Entry, version, f); err != nil {
			return err
		}
		return noteEntry(tx, by, "redo", sh.Entry)
	})
}

// Withdraw takes an entry back on the days of handing in.
func (s *Service) Withdraw(ctx context.Context, by access.Actor, id EntryID, version int) error {
	return s.db.Write(ctx, by, func(tx *db.Tx) error {
		sh, err := writing(tx, by, id)
		if err != nil {
			return err
		}
		if err := withdraw(tx, id, version); err != nil {
			return err
		}
		return noteEntry(tx, by, "withdraw", sh.Entry)
	})
}

// mayReadFiles lets who reads an entry read its files.
func mayReadFiles(tx *db.Tx, by access.Actor, subject string) error {
	_, err := entrySheet(tx, by, View, EntryID(subject))
	return err
}

// mayAddFiles lets who may correct an entry add files and take them away.
func mayAddFiles(tx *db.Tx, by access.Actor, subject string) (org.ID, error) {
	sh, err := writing(tx, by, EntryID(subject))
	if err == nil && !sh.Contest.Files {
		err = fault.New(fault.Denied, "contest.no_files")
	}
	return sh.Entry.Unit, err
}
