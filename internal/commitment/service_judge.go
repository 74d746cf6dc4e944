package commitment

import (
	"context"
	"slices"

	"chibo/internal/access"
	"chibo/internal/db"
	"chibo/internal/fault"
	"chibo/internal/i18n"
	"chibo/internal/member"
	"chibo/internal/notify"
	"chibo/internal/org"
)

// Return asks for more and says what is wanted; the author writes again.
func (s *Service) Return(ctx context.Context, by access.Actor, id ID, version int, wanted string) error {
	return s.act(ctx, by, id, version, Returning, want(wanted, "wanted"))
}

// Reopen gives an approved pledge back to its author, for a reason: the work
// has changed. The progress of items that stay is kept.
func (s *Service) Reopen(ctx context.Context, by access.Actor, id ID, version int, why string) error {
	return s.act(ctx, by, id, version, Reopening, want(why, "why"))
}

// want keeps what the leaders asked for; field names it in the form.
func want(text, field string) func(*db.Tx, *Pledge) (any, error) {
	text = i18n.Clean(text)
	return func(_ *db.Tx, p *Pledge) (any, error) {
		var faults fault.Form
		said(&faults, field, text)
		p.Wanted, p.ApprovedOn = text, ""
		return map[string]string{"wanted": text}, faults.Err()
	}
}

// Approve takes the pledge as the unit's. That of a leader or a key cadre is
// marked as example.
func (s *Service) Approve(ctx context.Context, by access.Actor, id ID, version int) error {
	return s.act(ctx, by, id, version, Approving, func(tx *db.Tx, p *Pledge) (any, error) {
		people, err := member.ProfilesIn(tx, p.Unit, tx.Today())
		if err != nil {
			return nil, err
		}
		p.Example = slices.ContainsFunc(people, func(x member.Profile) bool { return x.Person == p.Person && exemplary(x) })
		p.ApprovedOn, p.Wanted = tx.Today(), ""
		return map[string]bool{"example": p.Example}, nil
	})
}

// Close ends the pledge of a year that is over; its look back at the end of the
// year is written.
func (s *Service) Close(ctx context.Context, by access.Actor, id ID, version int) error {
	return s.act(ctx, by, id, version, Closing, func(tx *db.Tx, p *Pledge) (any, error) {
		return nil, mayClose(*p, tx.Today())
	})
}

// tell lets those know whom an act concerns: the leaders of what was sent, the
// author of what they decided. Nobody is told what he did himself.
func (s *Service) tell(tx *db.Tx, by access.Actor, a Act, p Pledge, u org.Unit) error {
	if s.Notices == nil || a == Saving || a == Progressing || a == Looking || a == Recalling {
		return nil
	}
	n := notify.Notice{
		Person: p.Person, Unit: p.Unit, Key: "commitment.tell_" + string(a), Args: []any{yearText(p.Year)},
		Link: "/commitment/" + string(p.ID), Mail: notify.News,
	}
	notices := []notify.Notice{n}
	if a == Submitting {
		people, err := member.ProfilesIn(tx, u.ID, tx.Today())
		if err != nil {
			return err
		}
		notices = nil
		for _, x := range people {
			if n.Person = x.Person; x.Leads() && x.Person != p.Person {
				notices = append(notices, n)
			}
		}
	}
	notices = slices.DeleteFunc(notices, func(n notify.Notice) bool { return string(n.Person) == by.Person })
	return s.Notices.TellTx(tx, by, notices...)
}
