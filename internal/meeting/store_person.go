package meeting

import (
	"chibo/internal/db"
	"chibo/internal/member"
)

// forget takes away what a person sent to the committee of a meeting, and what
// the floor keeps of him. The minutes stay as the cell passed them: they name
// him by what his record is called then.
func forget(tx *db.Tx, person member.ID) error {
	for _, q := range []string{
		`UPDATE meeting_reply SET reason = '' WHERE person_id = $1`,
		`UPDATE meeting_reply SET entered_by = NULL WHERE entered_by = $1`,
		`UPDATE meeting_contribution SET body = '', version = version + 1 WHERE person_id = $1`,
		`UPDATE meeting_contribution SET entered_by = NULL WHERE entered_by = $1`,
		`UPDATE meeting_voice SET asked = '', version = version + 1 WHERE person_id = $1 AND asked <> ''`,
		`UPDATE meeting_exchange_paper SET recorded_by = NULL WHERE recorded_by = $1`,
		`UPDATE meeting_exchange_verdict SET person_id = NULL WHERE person_id = $1`,
		`UPDATE meeting_draft SET shared_by = NULL WHERE shared_by = $1`,
		`UPDATE meeting_paper SET frozen_by = NULL WHERE frozen_by = $1`,
		`UPDATE meeting_deed SET posted_by = NULL WHERE posted_by = $1`,
		`DELETE FROM meeting_guest WHERE id IN (SELECT v.guest_id FROM meeting_visit v JOIN meeting_meeting m ON m.id = v.meeting_id
			WHERE v.person_id = $1 AND m.state IN ('preparing', 'announced'))`,
		`DELETE FROM meeting_visit WHERE person_id = $1`,
		`UPDATE meeting_visit SET assigned_by = NULL WHERE assigned_by = $1`,
		`DELETE FROM meeting_opened WHERE person_id = $1`,
		`DELETE FROM meeting_speaker WHERE person_id = $1`,
		`DELETE FROM meeting_arrival WHERE person_id = $1`,
	} {
		if _, err := tx.Exec(q, person); err != nil {
			return err
		}
	}
	return nil
}
