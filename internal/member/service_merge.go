package member

import (
	"context"
	"errors"
	"slices"
	"strings"

	"chibo/internal/access"
	"chibo/internal/db"
	"chibo/internal/fault"
	"chibo/internal/figure"
	"chibo/internal/member/roster"
	"chibo/internal/org"
)

// Unite merges a person who was entered twice, and undoes it: who may correct
// both records.
var Unite = access.Declare("member.merge", access.For(access.Here, access.Leaders...))

// MergeID names a merge.
type MergeID string

// UndoDays is how long a merge can be undone.
const UndoDays = 30

// Merged is a merge that was made. Class: committee.
type Merged struct {
	ID                 MergeID
	Unit               org.ID
	From, Into         ID
	FromName, IntoName string
	At                 db.Time
	By                 string // "" for the program itself
	Moved              int    // rows that changed
	UndoneAt           db.Time

	final bool // its values are not kept any more, or the one who stayed was merged himself
}

// Until is the last day on which the merge can be undone.
func (m Merged) Until() db.Date { return m.At.Date().AddDays(UndoDays) }

// Undoable reports whether the merge can be undone on a day.
func (m Merged) Undoable(today db.Date) bool {
	return m.UndoneAt.IsZero() && !m.final && today <= m.Until()
}

// Doubles are the records of a unit that look like one person, and what was
// merged there lately.
type Doubles struct {
	Unit   org.Unit
	Pairs  []Double
	Merges []Merged
	Today  db.Date
}

// mergesShown is how many merges a page shows.
const mergesShown = 20

// Doubles looks for people who were entered twice among all who belong, or ever
// belonged, to a unit; those that somebody found to be two people are left out.
func (s *Service) Doubles(ctx context.Context, by access.Actor, unit org.ID) (d Doubles, err error) {
	err = s.db.Read(ctx, func(tx *db.Tx) error {
		if d.Unit, err = org.Authorise(tx, by, Unite, unit); err != nil {
			return err
		}
		all, err := enteredIn(tx, unit)
		if err != nil {
			return err
		}
		apart, err := apartIn(tx, unit)
		if err != nil {
			return err
		}
		d.Pairs, d.Today = slices.DeleteFunc(doubles(all), func(p Double) bool {
			return slices.Contains(apart, two{p.From.Person, p.Into.Person}) || slices.Contains(apart, two{p.Into.Person, p.From.Person})
		}), tx.Today()
		d.Merges, err = mergesIn(tx, unit, mergesShown)
		return err
	})
	if err == nil {
		s.read(ctx, by, string(unit), "member_list", string(unit), "")
	}
	return d, err
}

// authoriseUnite finds where the record of somebody lies that the actor may
// merge: today's place or, of who belongs nowhere any more, the last one.
func authoriseUnite(tx *db.Tx, by access.Actor, id ID) (unit org.ID, err error) {
	places, err := recordPlaces(tx, id)
	if err == nil && len(places) == 0 {
		places, err = lastPlace(tx, id)
	}
	if err != nil {
		return "", err
	}
	refused := error(db.ErrNone)
	for _, p := range places {
		err := access.Check(by, Unite, p)
		if err == nil {
			return org.ID(p.Unit), nil
		}
		if fault.Is(err, fault.Denied) {
			refused = err
		}
	}
	return "", refused
}

// guardPosts keeps a merge from being a way to a post or to somebody's role: his
// own record somebody else merges, and that of who holds a post whoever may give
// posts there.
func guardPosts(tx *db.Tx, by access.Actor, from, into ID) error {
	if by.Person != "" && (by.Person == string(from) || by.Person == string(into)) {
		return fault.New(fault.Denied, "member.merge_own")
	}
	held, err := heldBy(tx, from, into)
	if err != nil {
		return err
	}
	for _, at := range held {
		if !access.Can(by, Elect, at) {
			return fault.New(fault.Denied, "member.merge_post")
		}
	}
	return nil
}

// Contrast is a fact in which two records differ.
type Contrast struct {
	Field      roster.Field
	From, Into string
}

// Facts puts what two records say side by side.
func Facts(from, into Form) []Contrast {
	var all []Contrast
	for _, i := range importFields {
		all = append(all, Contrast{i.field, *i.to(&from), *i.to(&into)})
	}
	return all
}

// Open reports whether somebody has to choose: both records say something.
func (c Contrast) Open() bool { return c.From != "" && c.Into != "" }

// Holding is how much one kind of record, named after its capability, says of
// somebody.
type Holding struct {
	Kind string
	Rows int
	Stay int // of those, what stays as the other has the same already
}

// Comparison is two records side by side, before they are merged.
type Comparison struct {
	From, Into Form
	Unit       org.ID // where the record that stays lies
	Contrasts  []Contrast
	Holdings   []Holding
	Version    int // of both records together
}

// Compare shows what merging one record into another would do. Reading both is
// logged.
func (s *Service) Compare(ctx context.Context, by access.Actor, from, into ID) (c Comparison, err error) {
	err = s.db.Read(ctx, func(tx *db.Tx) error {
		if c, err = compareTx(tx, by, from, into); err != nil {
			return err
		}
		c.Holdings, err = holdings(tx, from, into)
		return err
	})
	if err == nil {
		s.read(ctx, by, string(c.Unit), "person", string(from), from)
		s.read(ctx, by, string(c.Unit), "person", string(into), into)
	}
	return c, err
}

func compareTx(tx *db.Tx, by access.Actor, from, into ID) (c Comparison, err error) {
	if from == into {
		return c, db.ErrNone
	}
	if _, err := authoriseUnite(tx, by, from); err != nil {
		return c, err
	}
	if c.Unit, err = authoriseUnite(tx, by, into); err != nil {
		return c, err
	}
	if err := guardPosts(tx, by, from, into); err != nil {
		return c, err
	}
	both, err := formsOf(tx, from, into)
	if err != nil {
		return c, err
	}
	c.From, c.Into = both[0], both[1]
	c.Version = c.From.Version + c.Into.Version
	c.Contrasts = slices.DeleteFunc(Facts(c.From, c.Into), func(d Contrast) bool { return d.From == d.Into })
	return c, nil
}

func holdings(tx *db.Tx, from, into ID) ([]Holding, error) {
	shares, err := db.Shares(tx, "member_person", string(from), string(into))
	var all []Holding
	for _, h := range shares {
		kind := ownerOf(h.Table)
		i := slices.IndexFunc(all, func(x Holding) bool { return x.Kind == kind })
		if i < 0 {
			i, all = len(all), append(all, Holding{Kind: kind})
		}
		all[i].Rows += h.Rows
		all[i].Stay += h.Stay
	}
	return all, err
}

// Choice says which record's value is kept in a fact in which they differ.
type Choice string

// The choices.
const (
	KeepInto Choice = "into"
	TakeFrom Choice = "from"
)

// chosen is the record that stays as it will be; only says which facts change.
func (c Comparison) chosen(choices map[roster.Field]Choice) (f Form, only []roster.Field, err error) {
	f = c.Into
	var faults fault.Form
	for _, d := range c.Contrasts {
		choice := choices[d.Field]
		if choice != KeepInto && choice != TakeFrom && d.Open() {
			faults.Add(string(d.Field), "member.merge_choose")
		}
		if d.From == "" || d.Into != "" && choice != TakeFrom {
			continue
		}
		only = append(only, d.Field)
		for _, i := range importFields {
			if i.field == d.Field {
				*i.to(&f) = d.From
			}
		}
	}
	return f, only, faults.Err()
}

// Unite makes two records one: what names the first names the second from now
// on, and the first is none any more. Choices say, for the facts in which both
// say something else, whose is kept; what only one knows stays. Version is that
// of the Comparison. It can be undone for UndoDays.
func (s *Service) Unite(ctx context.Context, by access.Actor, from, into ID, version int, choices map[roster.Field]Choice) (id MergeID, err error) {
	err = s.db.Write(ctx, by, func(tx *db.Tx) error {
		c, err := compareTx(tx, by, from, into)
		if err != nil {
			return err
		}
		if c.Version != version {
			return fault.New(fault.Stale, "ui.stale")
		}
		f, only, err := c.chosen(choices)
		if err != nil {
			return err
		}
		if f.Status, err = statusNow(tx, into, from); err != nil {
			return err
		}
		if err := f.Check(tx.Today()); err != nil {
			return err
		}
		m := Merged{ID: MergeID(db.NewID()), Unit: c.Unit, From: from, Into: into}
		changes, err := s.unite(tx, by, m, f, only)
		if err != nil {
			return err
		}
		m.Moved, id = len(changes), m.ID
		if err := insertMerge(tx, m, by, changes); err != nil {
			return err
		}
		return s.note(tx, Unite, c.Unit, into, map[string]any{"merged": from, "rows": len(changes), "facts": only})
	})
	return id, err
}

// statusNow is the standing with which the facts of two who become one have to
// agree.
func statusNow(tx *db.Tx, ids ...ID) (Status, error) {
	for _, id := range ids {
		all, err := membershipsOf(tx, id)
		if err != nil {
			return "", err
		}
		for _, m := range all {
			if m.To == "" && m.Body == "party" {
				return m.Status, nil
			}
		}
	}
	return Associate, nil
}

// unite does what Unite says and counts what it changes.
func (s *Service) unite(tx *db.Tx, by access.Actor, m Merged, f Form, only []roster.Field) (changes []db.Rewritten, err error) {
	err = s.recounting(tx, by, m, func() error {
		changes, err = tx.Trace(func() error {
			if err := s.Merge(tx, by, m.From, m.Into); err != nil {
				return err
			}
			for _, merge := range s.Mergers {
				if err := merge(tx, by, m.From, m.Into); err != nil {
					return err
				}
			}
			if err := writeFacts(tx, m, f, only); err != nil {
				return err
			}
			return markMerged(tx, m.From, m.Into)
		})
		return err
	})
	return changes, err
}

// writeFacts stores the facts that the record which stays takes from the other.
func writeFacts(tx *db.Tx, m Merged, f Form, only []roster.Field) error {
	if slices.Contains(only, roster.Card) {
		if err := freeCard(tx, m.From); err != nil {
			return err
		}
	}
	for _, i := range importFields {
		if !slices.Contains(only, i.field) {
			continue
		}
		if err := write(tx, m.Into, i.field, *i.to(&f)); err != nil {
			return err
		}
	}
	return nil
}

// recounting counts what a change of two people's records changes in the figures,
// and tells of both.
func (s *Service) recounting(tx *db.Tx, by access.Actor, m Merged, change func() error) error {
	before, err := s.addedBy(tx, -1, m.From, m.Into)
	if err != nil {
		return err
	}
	if err := change(); err != nil {
		return err
	}
	after, err := s.addedBy(tx, 1, m.From, m.Into)
	if err != nil {
		return err
	}
	if err := figure.Count(tx, append(before, after...)...); err != nil {
		return err
	}
	for _, id := range []ID{m.From, m.Into} {
		if err := s.changed(tx, by, id); err != nil {
			return err
		}
	}
	return nil
}

// addedBy is what n times all that is known of two people adds to the figures.
func (s *Service) addedBy(tx *db.Tx, n int, a, b ID) (deltas []figure.Delta, err error) {
	all, err := countedOf(tx, a, b)
	for _, c := range all {
		deltas = append(deltas, c.deltas(n)...)
	}
	for _, counter := range s.Counters {
		more, e := counter(tx, n, a, b)
		deltas, err = append(deltas, more...), errors.Join(err, e)
	}
	return deltas, err
}

// Merged gives a merge to who may undo it.
func (s *Service) Merged(ctx context.Context, by access.Actor, id MergeID) (m Merged, today db.Date, err error) {
	err = s.db.Read(ctx, func(tx *db.Tx) error {
		today = tx.Today()
		m, err = merged(tx, by, id)
		return err
	})
	return m, today, err
}

func merged(tx *db.Tx, by access.Actor, id MergeID) (Merged, error) {
	m, err := mergeByID(tx, id)
	if err != nil {
		return m, err
	}
	_, err = org.Authorise(tx, by, Unite, m.Unit)
	return m, err
}

// Undo makes two records of one again: what named the first before names it
// again. What was changed since stays with the one who stayed; kept is how many
// rows that are.
func (s *Service) Undo(ctx context.Context, by access.Actor, id MergeID) (kept int, err error) {
	err = s.db.Write(ctx, by, func(tx *db.Tx) error {
		m, err := merged(tx, by, id)
		if err != nil {
			return err
		}
		if !m.Undoable(tx.Today()) {
			return fault.New(fault.Invalid, "member.merge_final")
		}
		changes, err := changesOf(tx, id)
		if err != nil {
			return err
		}
		err = s.recounting(tx, by, m, func() error {
			kept, err = tx.PutBack(changes)
			return err
		})
		if db.IsUnique(err) {
			return fault.New(fault.Invalid, "member.merge_overtaken")
		}
		if err != nil {
			return err
		}
		if err := endMerge(tx, id); err != nil {
			return err
		}
		return s.note(tx, Unite, m.Unit, m.Into, map[string]any{"undone": m.From, "kept": kept})
	})
	return kept, err
}

// ownerOf is the capability whose table it is.
func ownerOf(table string) string {
	owner, _, _ := strings.Cut(table, "_")
	return owner
}

// Tidy forgets what merges replaced that nobody can undo any more.
func (s *Service) Tidy(ctx context.Context, by access.Actor) error {
	if !by.Trusted() {
		return fault.New(fault.Denied, "ui.denied")
	}
	return s.db.System(ctx, func(tx *db.Tx) error { return forgetMerges(tx, db.At(tx.Now.AddDate(0, 0, -UndoDays-1))) })
}
