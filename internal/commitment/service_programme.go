package commitment

import (
	"context"
	"slices"

	"chibo/internal/access"
	"chibo/internal/db"
	"chibo/internal/fault"
	"chibo/internal/i18n"
	"chibo/internal/member"
	"chibo/internal/org"
)

// ProgrammeSheet is everything about a unit's programme that a page shows.
type ProgrammeSheet struct {
	Programme Programme
	Unit      org.Unit
	Today     db.Date
	MayWrite  bool
	People    []member.Profile // who may answer for an item; nil but for who may write
}

// Programme gives the unit's programme of a year: to all of the unit once it is
// issued, before that to its leaders. 0 is this year. It makes at most four
// queries.
func (s *Service) Programme(ctx context.Context, by access.Actor, unit org.ID, year int) (sh ProgrammeSheet, err error) {
	err = s.db.Read(ctx, func(tx *db.Tx) error {
		if sh.Unit, err = org.Authorise(tx, by, ReadProgramme, unit); err != nil {
			return err
		}
		if sh.Today = tx.Today(); year == 0 {
			year = sh.Today.Year()
		}
		if err := checkYear(year, sh.Today); err != nil {
			return err
		}
		if sh.Programme, err = programmeOf(tx, unit, year); err != nil {
			return err
		}
		if sh.MayWrite = access.Can(by, WriteProgramme, sh.Unit.Place()); sh.MayWrite {
			sh.People, err = member.ProfilesIn(tx, unit, sh.Today)
			return err
		}
		if sh.Programme.State != ProgrammeIssued {
			sh.Programme = Programme{Unit: unit, Year: year}
		}
		return nil
	})
	return sh, err
}

// SaveProgramme keeps the items of the programme in the order of the form and
// gives the new version; version 0 makes it. Items that keep their id keep
// their progress. An issued programme may be mended; the log keeps what it was.
func (s *Service) SaveProgramme(ctx context.Context, by access.Actor, unit org.ID, year, version int, works []WorkForm) (saved int, err error) {
	err = s.programme(ctx, by, unit, year, "commitment.save_programme", func(tx *db.Tx, p *Programme) (any, error) {
		people, err := member.ProfilesIn(tx, unit, tx.Today())
		if err != nil {
			return nil, err
		}
		kept, err := checkWorks(slices.Clone(works), people, p.Works)
		if err != nil {
			return nil, err
		}
		if p.State == "" {
			p.State = ProgrammeDrafting
		}
		if err := putProgramme(tx, *p, version); err != nil {
			return nil, err
		}
		return db.Change{From: p.Works, To: kept}, replaceWorks(tx, *p, kept)
	})
	return version + 1, err
}

// Issue gives the programme to all of the unit to read. It has an item.
func (s *Service) Issue(ctx context.Context, by access.Actor, unit org.ID, year, version int) error {
	return s.programme(ctx, by, unit, year, "commitment.issue_programme", func(tx *db.Tx, p *Programme) (any, error) {
		switch {
		case len(p.Works) == 0:
			return nil, fault.New(fault.Invalid, "commitment.items_missing")
		case p.State == ProgrammeIssued:
			return nil, fault.New(fault.Invalid, "commitment.not_now")
		}
		p.State, p.IssuedOn = ProgrammeIssued, tx.Today()
		return nil, putProgramme(tx, *p, version)
	})
}

// ProgrammeProgress says how an item of an issued programme goes: percent from
// 0 to 100 and a word. It takes the version of the programme.
func (s *Service) ProgrammeProgress(ctx context.Context, by access.Actor, id WorkID, version, percent int, word string) error {
	var at Programme
	err := s.db.Read(ctx, func(tx *db.Tx) (err error) {
		at, err = placeOfWork(tx, id)
		return err
	})
	if err != nil {
		return err
	}
	word = i18n.Clean(word)
	return s.programme(ctx, by, at.Unit, at.Year, "commitment.progress_programme", func(tx *db.Tx, p *Programme) (any, error) {
		if p.State != ProgrammeIssued {
			return nil, fault.New(fault.Invalid, "commitment.not_now")
		}
		if err := checkProgress(percent, word); err != nil {
			return nil, err
		}
		if err := putProgramme(tx, *p, version); err != nil {
			return nil, err
		}
		return map[string]any{"work": id, "percent": percent, "note": word}, updateWork(tx, id, percent, word)
	})
}

// programme changes a unit's programme: change gives what the log keeps of it.
func (s *Service) programme(ctx context.Context, by access.Actor, unit org.ID, year int, action string, change func(*db.Tx, *Programme) (any, error)) error {
	return s.db.Write(ctx, by, func(tx *db.Tx) error {
		if _, err := org.Authorise(tx, by, WriteProgramme, unit); err != nil {
			return err
		}
		if err := checkYear(year, tx.Today()); err != nil {
			return err
		}
		p, err := programmeOf(tx, unit, year)
		if err != nil {
			return err
		}
		data, err := change(tx, &p)
		if err != nil {
			return err
		}
		return tx.Audit(db.Entry{Action: action, Unit: string(unit), Kind: "commitment_programme", Subject: subject(unit, year), Data: data})
	})
}
