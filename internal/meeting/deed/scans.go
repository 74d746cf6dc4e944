package deed

import (
	"chibo/internal/access"
	"chibo/internal/db"
	"chibo/internal/fault"
	"chibo/internal/org"
)

// scansOf is how package document knows a deed, whose files are its signed
// copies.
const scansOf = "meeting_deed"

// mayReadScans lets all of the cell read the signed copies.
func (s *Service) mayReadScans(tx *db.Tx, by access.Actor, subject string) error {
	id, _, err := deedHome(tx, ID(subject))
	if err != nil {
		return err
	}
	_, err = s.meetings.HeadTx(tx, by, id)
	return err
}

// mayAddScans lets the recorder add a signed copy of a deed that was frozen.
func (s *Service) mayAddScans(tx *db.Tx, by access.Actor, subject string) (org.ID, error) {
	id, kind, err := deedHome(tx, ID(subject))
	if err != nil {
		return "", err
	}
	head, err := s.recording(tx, by, id)
	if err != nil {
		return "", err
	}
	d, err := deedOf(tx, id, kind)
	if err == nil && !d.Issued() {
		err = fault.New(fault.Invalid, "meeting.deed_unissued")
	}
	return head.Meeting.Unit, err
}
