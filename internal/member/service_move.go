package member

import (
	"cmp"

	"chibo/internal/access"
	"chibo/internal/db"
	"chibo/internal/fault"
	"chibo/internal/i18n"
	"chibo/internal/org"
)

// How a party membership ends, beside recognition, which opens the next.
const (
	ByTransfer  = "transferred"
	ByRemoval   = "removed"
	ByExpulsion = "expelled"
	ByLeaving   = "left"
	ByDeath     = "died"
)

// Holder is a person with what the papers of a membership say of him. Class:
// committee.
type Holder struct {
	Person ID
	Name   string
	Birth  db.Date
	Party

	sortKey string
}

// Compare orders people by their names, the Vietnamese way.
func (h Holder) Compare(other Holder) int {
	return cmp.Or(cmp.Compare(h.sortKey, other.sortKey), cmp.Compare(h.Person, other.Person))
}

// Turn is a party membership of which the beginning or the end lies in a span
// of days.
type Turn struct {
	Person     ID
	Unit       org.ID
	From, To   db.Date
	EndedBy    string
	AdmittedOn db.Date
}

// Admits reports whether the membership began by admission to the Party.
func (t Turn) Admits() bool { return t.AdmittedOn != "" && firstDay(t.AdmittedOn) == t.From }

// TurnsUnder gives, for the units of a subtree, how many members each had on
// the day before a span [from, until), and the memberships that began or ended
// in it, by person and in the order of time. A unit counts where it stood on the
// day before until, or last before. It makes two queries, and is for
// capabilities that have authorised already.
func TurnsUnder(tx *db.Tx, path string, from, until db.Date) (before map[org.ID]int, all []Turn, err error) {
	placed := until.AddDays(-1)
	if before, err = headcounts(tx, path, placed, from.AddDays(-1)); err != nil {
		return nil, nil, err
	}
	all, err = turns(tx, path, placed, from, until)
	return before, all, err
}

// LastParty gives somebody's latest party membership, open or ended; ok is false
// for who never was a member. It is for capabilities that authorise themselves.
func LastParty(tx *db.Tx, id ID) (m Membership, ok bool, err error) { return latestParty(tx, id) }

// StateOn gives the state beside a member's status in his unit on a date.
func StateOn(tx *db.Tx, id ID, unit org.ID, on db.Date) (State, error) {
	states, err := statesOf(tx, id)
	for _, s := range states {
		if s.Unit == unit && s.State != Visiting && s.From <= on && (s.To == "" || s.To > on) {
			return s.State, err
		}
	}
	return Active, err
}

// EndTx ends somebody's party membership on a day, by one of the ways above,
// and his posts and states in the unit with it; death ends every membership and
// post. Faults are at the field on.
func (s *Service) EndTx(tx *db.Tx, by access.Actor, id ID, on db.Date, how string) error {
	m, err := s.ending(tx, id, on)
	if err != nil {
		return err
	}
	if _, err := org.Authorise(tx, by, Keep, m.Unit); err != nil {
		return err
	}
	units, everywhere := []org.ID{m.Unit}, m.Unit
	if how == ByDeath {
		if units, err = openUnits(tx, id); err != nil {
			return err
		}
		everywhere = ""
	}
	for _, unit := range units {
		if err := endMembership(tx, id, unit, on, how); err != nil {
			return err
		}
	}
	return s.ended(tx, by, id, m.Unit, everywhere, on, how)
}

// ending is the open party membership that can end on a day.
func (s *Service) ending(tx *db.Tx, id ID, on db.Date) (Membership, error) {
	m, ok, err := latestParty(tx, id)
	switch {
	case err != nil:
		return m, err
	case !ok || m.To != "":
		return m, fault.At("person", "member.no_member_now")
	case !on.Whole() || on > tx.Today():
		return m, fault.At("on", "member.date_invalid")
	case on < m.From:
		return m, fault.At("on", "member.ends_before_start", m.From)
	}
	return m, nil
}

// ended ends what hangs on a membership that ended, and logs it.
func (s *Service) ended(tx *db.Tx, by access.Actor, id ID, unit, posts org.ID, on db.Date, how string) error {
	if err := endPosts(tx, id, posts, on); err != nil {
		return err
	}
	if err := endStates(tx, id, posts, on); err != nil {
		return err
	}
	if err := s.changed(tx, by, id); err != nil {
		return err
	}
	return s.note(tx, Keep, unit, id, map[string]any{"ended": how, "on": on})
}

// MoveTx ends somebody's party membership and begins it in another cell on the
// same day, in the same standing. Who receives decides: the actor acts for the
// host. Faults are at the field on.
func (s *Service) MoveTx(tx *db.Tx, by access.Actor, id ID, host org.ID, on db.Date) error {
	m, err := s.ending(tx, id, on)
	if err != nil {
		return err
	}
	if err := endMembership(tx, id, m.Unit, on, ByTransfer); err != nil {
		return err
	}
	// He belongs to the host before others take note of the end: he never was nowhere.
	if err := s.BeginTx(tx, by, id, host, m.Status, on); err != nil {
		return err
	}
	return s.ended(tx, by, id, m.Unit, m.Unit, on, ByTransfer)
}

// BeginTx begins a party membership of somebody known who has none, on a day
// not before his last one ended. Faults are at the field on.
func (s *Service) BeginTx(tx *db.Tx, by access.Actor, id ID, unit org.ID, status Status, on db.Date) error {
	u, err := org.Authorise(tx, by, Import, unit)
	if err != nil {
		return err
	}
	if !u.Kind.Holds || u.Kind.Mass() {
		return fault.At("unit", "member.unit_holds_nobody", u.Name)
	}
	last, ok, err := latestParty(tx, id)
	switch {
	case err != nil:
		return err
	case ok && last.To == "":
		return fault.At("person", "member.belongs_elsewhere")
	case !on.Whole() || on > tx.Today():
		return fault.At("on", "member.date_invalid")
	case ok && on < last.To:
		return fault.At("on", "member.begins_before_end", last.To)
	}
	if err := insertMembership(tx, id, Membership{Unit: unit, Body: u.Kind.Body, Status: status, From: on}); err != nil {
		return err
	}
	if err := s.changed(tx, by, id); err != nil {
		return err
	}
	return s.note(tx, Import, unit, id, map[string]any{"begun": status, "on": on})
}

// ReturnTx begins again the membership of somebody who was a member here before
// and comes back from outside, found by the number of his card; ok is false
// where nobody known has it. A card of another name, or of who is a member here,
// is refused at the field card.
func (s *Service) ReturnTx(tx *db.Tx, by access.Actor, unit org.ID, f Form) (id ID, ok bool, err error) {
	if err := f.Check(tx.Today()); err != nil || f.Card == "" {
		return "", false, err
	}
	if id, err = byCard(tx, f.Card); err != nil || id == "" {
		return "", false, err
	}
	name, err := NameOf(tx, id)
	if err != nil {
		return "", false, err
	}
	m, was, err := latestParty(tx, id)
	switch {
	case err != nil:
		return "", false, err
	case i18n.Fold(name) != i18n.Fold(f.Name) || was && m.To == "":
		return "", false, fault.At("card", "member.card_taken")
	}
	return id, true, s.BeginTx(tx, by, id, unit, f.Status, f.From)
}

// StayTx records that a member takes part elsewhere for a time: he is away from
// home and, where the other place is a cell of this installation, visits it. The
// actor acts for the home.
func (s *Service) StayTx(tx *db.Tx, by access.Actor, id ID, home, host org.ID, from, to db.Date, decision string) error {
	st := StatePeriod{Unit: home, State: Away, From: from, To: to, Decision: decision}
	if err := s.SetStateTx(tx, by, id, st); err != nil || host == "" {
		return err
	}
	st.Unit, st.State = host, Visiting
	if err := insertState(tx, id, st); err != nil {
		return err
	}
	return s.note(tx, Keep, host, id, st)
}
