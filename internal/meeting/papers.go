package meeting

import (
	"context"

	"chibo/internal/access"
	"chibo/internal/db"
	"chibo/internal/document"
	"chibo/internal/org"
)

// papersOf is how package document knows the record that files belong to.
const papersOf = "meeting"

// mayReadPapers lets all of the cell read the papers of its meetings (B3).
func mayReadPapers(tx *db.Tx, by access.Actor, subject string) error {
	_, err := authorise(tx, by, View, ID(subject))
	return err
}

// mayAddPapers lets the recorder add papers and take them away until the
// minutes are frozen.
func mayAddPapers(tx *db.Tx, by access.Actor, subject string) (org.ID, error) {
	m, err := authoriseRecorder(tx, by, ID(subject))
	if err == nil && m.State.Over() {
		err = notWhen(m.State)
	}
	return m.Unit, err
}

// Attach adds a paper to the meeting. The upload's record is the meeting.
func (s *Service) Attach(ctx context.Context, by access.Actor, id ID, u document.Upload) error {
	u.Kind, u.Subject = papersOf, string(id)
	_, err := s.documents.Attach(ctx, by, u)
	return err
}
