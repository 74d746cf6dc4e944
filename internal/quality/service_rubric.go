package quality

import (
	"context"
	"slices"

	"chibo/internal/access"
	"chibo/internal/db"
	"chibo/internal/fault"
	"chibo/internal/meeting"
	"chibo/internal/org"
)

// Local is a rubric that a unit set, for itself and all below it. Class: open.
type Local struct {
	Rubric
	Unit     org.ID
	UnitName string
	Own      bool // the unit that was asked for set it
	Version  int
}

// RubricSheet is the rubrics of a unit.
type RubricSheet struct {
	Unit org.Unit
	// InForce is what meetings of today are scored by, for each kind; a kind is
	// absent where no rubric with points is known.
	InForce map[meeting.Kind]Rubric
	// Local are the rubrics of the unit and of those above it, the nearest
	// first, of one unit the latest first; ended and coming ones too.
	Local     []Local
	National  []Rubric // the latest first
	Templates []Rubric // with points, to start from
	MaySet    bool
	Today     db.Date
}

// Rubrics gives the rubrics of a unit to all of it and to the officers above.
// It makes two queries.
func (s *Service) Rubrics(ctx context.Context, by access.Actor, unit org.ID) (sh RubricSheet, err error) {
	err = s.db.Read(ctx, func(tx *db.Tx) error {
		if sh.Unit, err = org.Authorise(tx, by, View, unit); err != nil {
			return err
		}
		if sh.Local, err = localAbove(tx, sh.Unit.Path); err != nil {
			return err
		}
		sh.Today, sh.MaySet = tx.Today(), access.Can(by, SetRules, sh.Unit.Place())
		return nil
	})
	sh.National, sh.Templates, sh.InForce = National(), Templates(), map[meeting.Kind]Rubric{}
	slices.Reverse(sh.National)
	all := slices.Clone(sh.National)
	for i := range sh.Local {
		sh.Local[i].Own = sh.Local[i].Unit == unit
		all = append(all, sh.Local[i].Rubric)
	}
	for _, kind := range []meeting.Kind{meeting.Regular, meeting.Thematic} {
		if r, missing := Resolve(all, sh.Today, kind); missing == nil {
			sh.InForce[kind] = r
		}
	}
	return sh, err
}

// Base finds what a new rubric may start from: a template, or a rubric of the
// unit or of those above it.
func (sh RubricSheet) Base(id string) (Rubric, bool) {
	if r, ok := TemplateOf(id); ok {
		return r, true
	}
	for _, l := range sh.Local {
		if l.ID == id {
			return l.Rubric, true
		}
	}
	return Rubric{}, false
}

// SetRubric makes a rubric of a unit's own, for itself and all below it, from a
// day on. The unit's earlier one for the same meetings ends on that day. Faults
// name the fields title, from, kinds, rescale, bands, doc_no, doc_date,
// criteria, and those of the rows: see [RowField].
func (s *Service) SetRubric(ctx context.Context, by access.Actor, unit org.ID, f RubricForm) (id string, err error) {
	err = s.db.Write(ctx, by, func(tx *db.Tx) error {
		id, err = s.SetRubricTx(tx, by, unit, f)
		return err
	})
	return id, err
}

// SetRubricTx is SetRubric within a transaction.
func (s *Service) SetRubricTx(tx *db.Tx, by access.Actor, unit org.ID, f RubricForm) (string, error) {
	u, err := org.Authorise(tx, by, SetRules, unit)
	if err != nil {
		return "", err
	}
	if u.Kind.Body != "party" {
		return "", fault.New(fault.Invalid, "quality.no_cell")
	}
	if err := tx.Lock("quality_rubric", string(unit)); err != nil {
		return "", err
	}
	local, err := localAbove(tx, u.Path)
	if err != nil {
		return "", err
	}
	base, ok := RubricSheet{Local: local}.Base(f.Base)
	if !ok {
		return "", fault.At("base", "quality.base_missing")
	}
	r, err := f.rubric(base)
	if err != nil {
		return "", err
	}
	r.ID, r.Doc.Issuer = db.NewID(), u.Name
	for _, l := range local {
		if l.Unit != unit || !l.overlaps(r) {
			continue
		}
		if l.From >= r.From {
			return "", fault.At("from", "quality.rubric_later", l.From)
		}
		if err := endRubric(tx, l, r.From); err != nil {
			return "", err
		}
	}
	if err := insertRubric(tx, unit, r); err != nil {
		return "", err
	}
	return r.ID, auditRubric(tx, "set_rubric", unit, r.ID, map[string]any{"from": r.From, "title": r.Title, "base": f.Base})
}

// overlaps reports whether two rubrics of one unit would judge the same
// meeting.
func (r Rubric) overlaps(o Rubric) bool {
	both := slices.ContainsFunc(r.Kinds, o.For)
	return both && (r.To == "" || r.To > o.From)
}

// EndRubric ends a rubric of the unit's own: on is the first day on which it is
// valid no more. One that ends on its first day or before was a mistake and
// never was in force. What was scored by it stays.
func (s *Service) EndRubric(ctx context.Context, by access.Actor, unit org.ID, id string, version int, on db.Date) error {
	return s.db.Write(ctx, by, func(tx *db.Tx) error {
		u, err := org.Authorise(tx, by, SetRules, unit)
		if err != nil {
			return err
		}
		local, err := localAbove(tx, u.Path)
		if err != nil {
			return err
		}
		i := slices.IndexFunc(local, func(l Local) bool { return l.ID == id && l.Unit == unit })
		if i < 0 {
			return db.ErrNone
		}
		l := local[i]
		switch {
		case !on.IsDay():
			return fault.At("on", "quality.date_invalid")
		case l.To != "" && on >= l.To:
			return fault.At("on", "quality.rubric_ended", l.To)
		case version != l.Version:
			return fault.Overtaken(nil)
		}
		if err := endRubric(tx, l, max(on, l.From)); err != nil {
			return err
		}
		return auditRubric(tx, "end_rubric", unit, id, map[string]any{"on": on})
	})
}

func auditRubric(tx *db.Tx, action string, unit org.ID, id string, data any) error {
	return tx.Audit(db.Entry{Action: "quality." + action, Unit: string(unit), Kind: "quality_rubric", Subject: id, Data: data})
}
