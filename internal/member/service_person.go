package member

import (
	"chibo/internal/access"
	"chibo/internal/db"
)

// Forgotten stands where the name of an erased person stood.
const Forgotten = "(đã xóa theo yêu cầu)"

// Erase forgets who a person was. That somebody was a member of the unit stays,
// with the sex and the year of birth: no figure changes.
func (s *Service) Erase(tx *db.Tx, by access.Actor, person ID) error {
	if err := forget(tx, person); err != nil {
		return err
	}
	return tx.Audit(db.Entry{Action: "member.erase", Kind: "person", Subject: string(person)})
}

// Merge gives one person's memberships, posts and states to the other, who is the
// same person. What the other has for the same time ends before it began; a
// membership of his that only went on begins when the first one's did.
func (s *Service) Merge(tx *db.Tx, by access.Actor, from, into ID) error {
	if err := uniteMemberships(tx, from, into); err != nil {
		return err
	}
	if err := unitePeriods(tx, from, into); err != nil {
		return err
	}
	return tx.Repoint("member", "member_person", string(from), string(into), "member_membership", "member_position", "member_state", "member_merge")
}

func uniteMemberships(tx *db.Tx, from, into ID) error {
	theirs, err := membershipsOf(tx, from)
	if err != nil {
		return err
	}
	own, err := membershipsOf(tx, into)
	if err != nil {
		return err
	}
	for _, m := range goOn(own, theirs) {
		if err := begin(tx, m.ID, m.From); err != nil {
			return err
		}
	}
	for _, m := range theirs {
		var others []span
		for _, o := range own {
			if o.Body == m.Body && (o.Body == "party" || o.Unit == m.Unit) {
				others = append(others, span{id: o.ID, from: o.From, to: o.To})
			}
		}
		if err := place(tx, "member_membership", span{id: m.ID, from: m.From, to: m.To}, others, into); err != nil {
			return err
		}
	}
	return nil
}

// unitePeriods gives posts and states over, but those that the other has for the
// same time.
func unitePeriods(tx *db.Tx, from, into ID) error {
	posts, err := positionsOf(tx, from)
	if err != nil {
		return err
	}
	held, err := positionsOf(tx, into)
	if err != nil {
		return err
	}
	for _, p := range posts {
		var others []span
		for _, o := range held {
			if o.Unit == p.Unit && o.Post == p.Post && o.Title == p.Title {
				others = append(others, span{id: o.ID, from: o.From, to: o.To})
			}
		}
		if err := place(tx, "member_position", span{id: p.ID, from: p.From, to: p.To}, others, into); err != nil {
			return err
		}
	}
	states, err := statesOf(tx, from)
	if err != nil {
		return err
	}
	known, err := statesOf(tx, into)
	if err != nil {
		return err
	}
	for _, st := range states {
		var others []span
		for _, o := range known {
			if o.Unit == st.Unit && o.State == st.State {
				others = append(others, span{id: o.ID, from: o.From, to: o.To})
			}
		}
		if err := place(tx, "member_state", span{id: st.ID, from: st.From, to: st.To}, others, into); err != nil {
			return err
		}
	}
	return nil
}

// place gives over what is left of a period beside those of the other.
func place(tx *db.Tx, table string, m span, others []span, into ID) error {
	left, ok := uncovered(m, others)
	if !ok {
		return end(tx, table, m)
	}
	return give(tx, table, left, left.to != m.to, into)
}
