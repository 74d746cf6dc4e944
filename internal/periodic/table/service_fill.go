package table

import (
	"context"
	"slices"

	"chibo/internal/access"
	"chibo/internal/db"
	"chibo/internal/fault"
	"chibo/internal/i18n"
	"chibo/internal/meeting"
	"chibo/internal/member"
	"chibo/internal/org"
)

// Desk is what a unit is asked for.
type Desk struct {
	Unit        org.Unit
	Sheets      []Asked // a page of them: what is to be sent first
	Today       db.Date
	MayDefine   bool
	Page, Pages int
}

// Asked is a sheet in the list of its unit, without its cells.
type Asked struct {
	Table Table
	Sheet Sheet
}

// Desk lists what a unit was asked for. It makes three queries.
func (s *Service) Desk(ctx context.Context, by access.Actor, unit org.ID, page int) (d Desk, err error) {
	err = s.db.Read(ctx, func(tx *db.Tx) error {
		if d.Unit, err = org.Authorise(tx, by, List, unit); err != nil {
			return err
		}
		n, err := countAsked(tx, unit)
		if err != nil {
			return err
		}
		d.Today, d.MayDefine = tx.Today(), access.Can(by, Define, d.Unit.Place())
		d.Page, d.Pages = pages(n, page)
		all, err := askedOf(tx, unit, PageSize, (d.Page-1)*PageSize)
		for _, p := range all {
			p.Sheet.Rows, p.Sheet.Wanted = nil, ""
			d.Sheets = append(d.Sheets, Asked(p))
		}
		return err
	})
	return d, err
}

// Paper is one sheet as a page shows it.
type Paper struct {
	Table  Table
	Sheet  Sheet
	Unit   org.Unit
	Rows   [][]string // what the actor reads: of its writers what they fill, else what was sent last
	Shown  bool       // there is something of that
	Writes bool       // the actor may save and send now
	Aside  bool       // … and enters it for the unit
	Copies []Copy
	// MayReturn: the actor is of the committee that asks, and the sheet was sent.
	MayReturn bool
	Owner     bool // the actor defines the table
	Today     db.Date
}

// Get gives one sheet. It makes three queries.
func (s *Service) Get(ctx context.Context, by access.Actor, id SheetID) (p Paper, err error) {
	err = s.db.Read(ctx, func(tx *db.Tx) error {
		found, err := sheetOf(tx, id)
		if err != nil {
			return err
		}
		p.Table, p.Sheet = found.Table, found.Sheet
		if p.Unit, err = org.Authorise(tx, by, View, p.Sheet.Unit); err != nil {
			return err
		}
		p.Today, p.Owner = tx.Today(), asks(by, p.Table)
		if !p.Owner && !access.Can(by, List, p.Unit.Place()) { // who leads a unit above, but did not ask
			return fault.New(fault.NotFound, "ui.not_found")
		}
		if p.Copies, err = copiesOf(tx, id); err != nil {
			return err
		}
		own := leads(by, p.Unit)
		p.Aside = !own
		p.Writes = mayWrite(by, p.Table, p.Sheet, p.Unit) && p.Sheet.State != Answered
		p.MayReturn = p.Owner && p.Table.State == Sent && p.Sheet.State == Answered
		switch n := len(p.Copies); {
		case p.Writes || own && p.Sheet.State != Answered:
			p.Rows, p.Shown = p.Sheet.Rows, true
		case n > 0:
			p.Rows, p.Shown = p.Copies[n-1].Rows, true
		}
		p.Sheet.Rows = nil
		return nil
	})
	return p, err
}

// leads reports whether the actor fills sheets for the unit as one of its own.
func leads(by access.Actor, u org.Unit) bool {
	return by.Trusted() || access.Can(by.At(string(u.ID)), List, u.Place())
}

// asks reports whether the actor is of the committee that asks.
func asks(by access.Actor, t Table) bool {
	return access.Can(by, Define, access.Place{Unit: string(t.Unit), Path: t.Path})
}

// mayWrite reports whether the actor may fill the sheet: the unit's own always, who
// asks as long as the unit has not begun it.
func mayWrite(by access.Actor, t Table, s Sheet, u org.Unit) bool {
	if t.State != Sent || s.Gone || u.Ended() {
		return false
	}
	return leads(by, u) || asks(by, t) && access.Can(by, Fill, u.Place()) && (s.State == Waiting || s.Aside)
}

// acting reads a sheet for an act of who fills it; others who change it wait.
func acting(tx *db.Tx, by access.Actor, id SheetID, a Act) (p pair, u org.Unit, m Move, err error) {
	if err := tx.Lock("table", string(id)); err != nil {
		return p, u, m, err
	}
	if p, err = sheetOf(tx, id); err != nil {
		return p, u, m, err
	}
	if u, err = org.Authorise(tx, by, Fill, p.Sheet.Unit); err != nil {
		return p, u, m, err
	}
	if m, err = p.Sheet.after(a); err != nil {
		return p, u, m, err
	}
	switch {
	case mayWrite(by, p.Table, p.Sheet, u):
	case p.Table.State != Sent:
		err = fault.New(fault.Invalid, "table.closed")
	case p.Sheet.Gone:
		err = fault.New(fault.Invalid, "table.gone")
	default:
		err = fault.New(fault.Denied, "ui.denied")
	}
	return p, u, m, err
}

// Save keeps what is filled so far, over the version that the page showed. Faults name
// the cells.
func (s *Service) Save(ctx context.Context, by access.Actor, id SheetID, version int, rows [][]string) error {
	return s.fill(ctx, by, id, version, Saving, rows)
}

// Send hands the sheet to the committee that asks; it is kept as it was sent. Faults
// name the cells.
func (s *Service) Send(ctx context.Context, by access.Actor, id SheetID, version int, rows [][]string) error {
	return s.fill(ctx, by, id, version, Sending, rows)
}

func (s *Service) fill(ctx context.Context, by access.Actor, id SheetID, version int, a Act, rows [][]string) error {
	return s.db.Write(ctx, by, func(tx *db.Tx) error {
		p, u, m, err := acting(tx, by, id, a)
		if err != nil {
			return err
		}
		sh := p.Sheet
		if sh.Rows, err = p.Table.cells(rows, a == Sending); err != nil {
			return err
		}
		sh.State, sh.Aside, sh.Filler = m.To, !leads(by, u), ""
		if sh.Aside {
			sh.Filler = member.ID(by.Person)
		}
		if a == Sending {
			sh.Sends, sh.SentOn = sh.Sends+1, tx.Today()
			if err := insertCopy(tx, sh); err != nil {
				return err
			}
		}
		if err := putSheet(tx, p.Table, sh, p.Sheet, version); err != nil {
			return err
		}
		if err := s.tellFilled(tx, by, p.Table, sh, a); err != nil {
			return err
		}
		return sh.audit(tx, string(a))
	})
}

// GiveBack returns a sheet that was sent to its unit, with what is wanted. Faults name
// wanted.
func (s *Service) GiveBack(ctx context.Context, by access.Actor, id SheetID, version int, wanted string) error {
	return s.db.Write(ctx, by, func(tx *db.Tx) error {
		if err := tx.Lock("table", string(id)); err != nil {
			return err
		}
		p, err := sheetOf(tx, id)
		if err != nil {
			return err
		}
		if _, err := org.Authorise(tx, by, Return, p.Sheet.Unit); err != nil {
			return err
		}
		if !asks(by, p.Table) {
			return fault.New(fault.Denied, "ui.denied")
		}
		m, err := p.Sheet.after(Returning)
		if err != nil {
			return err
		}
		if p.Table.State != Sent {
			return fault.New(fault.Invalid, "table.closed")
		}
		sh := p.Sheet
		sh.State, sh.Wanted = m.To, i18n.Clean(wanted)
		var faults fault.Form
		if sh.Wanted == "" {
			faults.Add("wanted", "table.wanted_missing")
		}
		meeting.Sayable(&faults, "wanted", sh.Wanted, wantedMax)
		if err := faults.Err(); err != nil {
			return err
		}
		if err := putSheet(tx, p.Table, sh, p.Sheet, version); err != nil {
			return err
		}
		if err := s.tellUnits(tx, by, p.Table, "table.tell_return", []org.ID{sh.Unit}); err != nil {
			return err
		}
		return sh.audit(tx, string(Returning))
	})
}

// audit logs what was done to a sheet: none of its cells.
func (s Sheet) audit(tx *db.Tx, action string) error {
	return tx.Audit(db.Entry{
		Action: "table." + action, Unit: string(s.Unit), Kind: "periodic_asked", Subject: string(s.ID),
		Data: map[string]any{"table": s.Table, "state": s.State, "sends": s.Sends, "aside": s.Aside},
	})
}

// Typed is the rows as they are typed again, by cell.
func (t Table) Typed(rows [][]string) [][]string {
	all := make([][]string, len(rows))
	for i, row := range rows {
		all[i] = slices.Clone(row)
		for j, c := range t.Columns {
			all[i][j] = c.Typed(row[j])
		}
	}
	return all
}
