package reflection

import (
	"context"
	"encoding/json"
	"fmt"

	"chibo/internal/access"
	"chibo/internal/db"
	"chibo/internal/fault"
	"chibo/internal/member"
	"chibo/internal/org"
	"chibo/internal/paper"
)

// SendUp sends a final report upward, by the decision of the unit's leaders: the
// final text and the conclusion, as they stand, and nothing that anybody else
// said (C9). The author is told. It cannot be taken back.
func (s *Service) SendUp(ctx context.Context, by access.Actor, id ID, version int) error {
	return s.db.Write(ctx, by, func(tx *db.Tx) error {
		a, err := locked(tx, by, Review, id)
		if err != nil {
			return err
		}
		if _, err := a.after(SendingUp); err != nil {
			return err
		}
		sh := Sheet{Report: a.Report, Unit: a.unit}
		if sh.Conclusion, err = conclusionOf(tx, id); err != nil {
			return err
		}
		if err := s.kept(tx, a, &sh); err != nil {
			return err
		}
		body, err := json.Marshal(sh.final())
		if err != nil {
			return err
		}
		if err := insertUp(tx, id, string(body), member.ID(by.Person)); err != nil {
			return err
		}
		if err := s.step(tx, by, &a, version, SendingUp, ""); err != nil {
			return err
		}
		return s.tellAuthor(tx, by, a, "reflection.tell_send_up")
	})
}

// Ups lists the reports that were sent up, the newest first, at most two
// hundred: of a committee those of the units below it, of a cell or a chapter
// its own.
func (s *Service) Ups(ctx context.Context, by access.Actor, unit org.ID) (u org.Unit, all []Report, err error) {
	err = s.db.Read(ctx, func(tx *db.Tx) error {
		if u, err = org.Authorise(tx, by, ReadUp, unit); err != nil {
			return err
		}
		if all, err = upsFrom(tx, u); err != nil {
			return err
		}
		for i := range all {
			all[i] = all[i].above()
		}
		return nil
	})
	return u, all, err
}

// above is what the levels above may see of a report that was sent to them.
func (r Report) above() Report {
	return Report{ID: r.ID, Unit: r.Unit, UnitName: r.UnitName, Person: r.Person, Name: r.Name, Month: r.Month, State: r.State, SentUpOn: r.SentUpOn}
}

// SentUp gives a report that was sent up, as it stood on that day, to officers
// above and to the leaders who sent it. One that was not sent is not there. The
// reading is logged.
func (s *Service) SentUp(ctx context.Context, by access.Actor, id ID) (r Report, d paper.Document, err error) {
	err = s.db.Read(ctx, func(tx *db.Tx) error {
		if r, err = byID(tx, id); err != nil {
			return err
		}
		if _, err := org.Authorise(tx, by, ReadUp, r.Unit); err != nil {
			return err
		}
		if r.SentUpOn == "" {
			return fault.New(fault.NotFound, "ui.not_found")
		}
		body, err := upBody(tx, id)
		if err != nil {
			return err
		}
		var p printed
		if err := json.Unmarshal([]byte(body), &p); err != nil {
			return fmt.Errorf("report %s as it was sent up: %w", id, err)
		}
		d, r = compose(p, false), r.above()
		return nil
	})
	if err == nil {
		s.read(ctx, by, r)
	}
	return r, d, err
}
