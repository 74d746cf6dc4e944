package member

import (
	"chibo/internal/access"
	"chibo/internal/db"
	"chibo/internal/fault"
	"chibo/internal/i18n"
	"chibo/internal/org"
)

// HeldIn counts who belongs to a unit, for a change of the tree. It is
// org.Keeper.Held.
func HeldIn(tx *db.Tx, unit org.ID) (org.Holding, error) { return heldIn(tx, unit) }

// Named finds who is named, line by line, among those who belong to a unit: by
// the name as it is known there, or by the number of the member card where two
// have the same name. The list of names is not shown to who types it (class
// cell): a line answers only whether somebody is meant. It is org.Keeper.Named.
func (s *Service) Named(tx *db.Tx, by access.Actor, unit org.ID, lines []string) ([]string, error) {
	if _, err := org.Authorise(tx, by, Import, unit); err != nil {
		if fault.Is(err, fault.Denied) || fault.Is(err, fault.NotFound) {
			return nil, fault.At("people", "member.split_not_yours")
		}
		return nil, err
	}
	holders, err := openHolders(tx, unit)
	if err != nil {
		return nil, err
	}
	known := map[string][]ID{}
	for _, h := range holders {
		name := i18n.Fold(h.Name)
		known[name] = append(known[name], h.Person)
		if h.Card != "" {
			known[h.Card] = append(known[h.Card], h.Person)
		}
	}
	var people []string
	taken := map[ID]bool{}
	for _, line := range lines {
		line = i18n.Line(line)
		switch found := known[i18n.Fold(line)]; {
		case len(found) == 0:
			return nil, fault.At("people", "member.split_unknown", line)
		case len(found) > 1:
			return nil, fault.At("people", "member.split_several", line)
		case taken[found[0]]:
			return nil, fault.At("people", "member.split_twice", line)
		default:
			taken[found[0]] = true
			people = append(people, string(found[0]))
		}
	}
	return people, nil
}

// Carry ends, on a day, memberships of a unit that is merged or split and begins
// them in the other, in the same standing; states go on there, and so do posts in
// the government, posts of the unit end. The actor has been authorised for both
// units. It is org.Keeper.Carry.
func (s *Service) Carry(tx *db.Tx, by access.Actor, c org.Carriage) error {
	open, err := openMemberships(tx, c.From.ID)
	if err != nil {
		return err
	}
	goes := map[string]bool{}
	for _, id := range c.People {
		goes[id] = true
	}
	for _, m := range open {
		if c.People != nil && !goes[string(m.person)] {
			continue
		}
		if err := s.carryOne(tx, by, m, c); err != nil {
			return err
		}
	}
	if c.People != nil {
		return nil
	}
	return s.carryRest(tx, by, c)
}

// carryOne takes one member along.
func (s *Service) carryOne(tx *db.Tx, by access.Actor, m openMembership, c org.Carriage) error {
	if err := endMembership(tx, m.person, c.From.ID, c.On, ByTransfer); err != nil {
		return err
	}
	units, err := openUnits(tx, m.person)
	if err != nil {
		return err
	}
	known := false // of a mass organisation one may be a member of both
	for _, unit := range units {
		known = known || unit == c.Into.ID
	}
	if !known {
		next := Membership{Unit: c.Into.ID, Body: m.body, Status: m.status, From: c.On}
		if err := insertMembership(tx, m.person, next); err != nil {
			return err
		}
		if err := s.note(tx, Import, c.Into.ID, m.person, map[string]any{"begun": m.status, "on": c.On}); err != nil {
			return err
		}
	}
	if err := carryStates(tx, m.person, c.From.ID, c.Into.ID, c.On); err != nil {
		return err
	}
	if err := carryGovernment(tx, m.person, c.From.ID, c.Into.ID, c.On); err != nil {
		return err
	}
	return s.ended(tx, by, m.person, c.From.ID, c.From.ID, c.On, ByTransfer)
}

// carryRest takes along those who visit a unit that ends, and ends the posts that
// others hold in it.
func (s *Service) carryRest(tx *db.Tx, by access.Actor, c org.Carriage) error {
	rest, err := attached(tx, c.From.ID, c.On)
	if err != nil {
		return err
	}
	for _, id := range rest {
		if err := carryStates(tx, id, c.From.ID, c.Into.ID, c.On); err != nil {
			return err
		}
		if err := carryGovernment(tx, id, c.From.ID, c.Into.ID, c.On); err != nil {
			return err
		}
		if err := s.ended(tx, by, id, c.From.ID, c.From.ID, c.On, ByTransfer); err != nil {
			return err
		}
	}
	return nil
}
