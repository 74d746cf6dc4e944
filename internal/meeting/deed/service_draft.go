package deed

import (
	"context"

	"chibo/internal/access"
	"chibo/internal/db"
	"chibo/internal/fault"
	"chibo/internal/meeting"
	"chibo/internal/notify"
)

// Share puts the draft of the resolution, as it stands, before all of the cell,
// by the committee while the meeting lies ahead (B2, B7). Version is that of
// the draft which was shared before, 0 for none; a later one takes its place.
// Once the notice went out everybody called is told; before, the notice itself
// leads there.
func (s *Service) Share(ctx context.Context, by access.Actor, id meeting.ID, version int) error {
	return s.db.Write(ctx, by, func(tx *db.Tx) error {
		head, d, err := s.writing(tx, by, id, Resolution)
		if err != nil {
			return err
		}
		if !head.MayPrepare {
			return fault.New(fault.Denied, "ui.denied")
		}
		if err := sharable(head.Meeting); err != nil {
			return err
		}
		r, err := s.minuted(tx, by, head, Resolution)
		if err != nil {
			return err
		}
		r.Number = d.Number
		body, hash, err := freeze(ComposeResolution(r, d.Edits.over(SuggestResolution(r))))
		if err != nil {
			return err
		}
		if err := putDraft(tx, id, body, hash, by.Person, version); err != nil {
			return err
		}
		if err := s.tellDraft(tx, by, head.Meeting, r.Seats); err != nil {
			return err
		}
		return head.Meeting.Audit(tx, "meeting.share_draft", "", map[string]any{"hash": hash})
	})
}

// tellDraft tells everybody called that the draft waits for him, once a day at
// most.
func (s *Service) tellDraft(tx *db.Tx, by access.Actor, m meeting.Meeting, seats []meeting.Seat) error {
	if s.Notices == nil || m.State != meeting.Announced {
		return nil
	}
	var notices []notify.Notice
	for _, seat := range seats {
		if seat.Told() && string(seat.Person) != by.Person {
			n := notify.Notice{
				Person: seat.Person, Unit: m.Unit, Key: "meeting.notice_draft", Args: []any{m.StartsAt, m.HeldOn},
				Link: "/meeting/" + string(m.ID) + "/amendments", Mail: notify.News,
			}
			n.Once = n.Key + " " + string(m.ID) + " " + string(tx.Today())
			notices = append(notices, n)
		}
	}
	return s.Notices.TellTx(tx, by, notices...)
}

// SharedTx gives the draft that was shared of a meeting's resolution to anyone
// of its cell; a zero one where none was. head is the meeting as the actor
// reads it.
func (s *Service) SharedTx(tx *db.Tx, by access.Actor, head meeting.Sheet) (Shared, error) {
	if err := access.Check(by, meeting.View, head.Unit.Kept()); err != nil {
		return Shared{}, err
	}
	return sharedOf(tx, head.Meeting.ID)
}

// WritableTx reports whether the actor may write the resolution of a meeting
// now. head is the meeting as he reads it.
func (s *Service) WritableTx(tx *db.Tx, by access.Actor, head meeting.Sheet) (bool, error) {
	if err := access.Check(by, meeting.View, head.Unit.Kept()); err != nil {
		return false, err
	}
	d, err := deedOf(tx, head.Meeting.ID, Resolution)
	return head.MayRecord && d.editable(head.Meeting) == nil, err
}

// AmendTx puts other words into a section of the draft of a resolution, by the
// recorder: where the old ones stand for the first time, or with no old ones
// behind the section. Old words that are not there are refused.
func (s *Service) AmendTx(tx *db.Tx, by access.Actor, id meeting.ID, section, words, instead string) error {
	head, d, err := s.writing(tx, by, id, Resolution)
	if err != nil {
		return err
	}
	r, err := s.minuted(tx, by, head, Resolution)
	if err != nil {
		return err
	}
	suggested := SuggestResolution(r)
	texts := d.Edits.over(suggested)
	if texts[section], err = exchanged(texts[section], words, instead); err != nil {
		return err
	}
	if texts, err = texts.check(Resolution); err != nil {
		return err
	}
	was := d.Edits
	d.Edits = texts.but(suggested)
	if err := putDeed(tx, id, &d, d.Version, was); err != nil {
		return err
	}
	return head.Meeting.Audit(tx, "meeting.write", "", map[string]any{"deed": Resolution, "texts": d.Edits})
}
