package reflection

import (
	"chibo/internal/access"
	"chibo/internal/db"
	"chibo/internal/org"
)

// meetingOf is the day of the regular meeting of a month, as it was called or
// as the unit's year has it, "" if that is not known, and whether the month has
// a thematic meeting: such a month hears no report (C2).
func (s *Service) meetingOf(tx *db.Tx, by access.Actor, unit org.ID, month db.Date) (day db.Date, thematic bool, err error) {
	if s.Calendar == nil {
		return "", false, nil
	}
	return s.Calendar(tx, by, unit, month)
}
