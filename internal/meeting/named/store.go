package named

import (
	"chibo/internal/db"
	"chibo/internal/fault"
	"chibo/internal/meeting"
	"chibo/internal/member"
	"chibo/internal/vote"
)

const columns = `SELECT id, meeting_id, item_id, question, matter, state, COALESCE(vote_id, ''), version FROM meeting_named WHERE meeting_id = $1`

func scan(r db.Row, v *Vote) error {
	return r.Scan(&v.ID, &v.Meeting, &v.Item, &v.Question, &v.Matter, &v.State, &v.Result.ID, &v.Version)
}

// ofMeeting lists the votes by name of a meeting, in the order in which they
// were begun.
func ofMeeting(tx *db.Tx, id meeting.ID) ([]Vote, error) {
	return db.All(tx, scan, columns+` ORDER BY id`, id)
}

// byID reads a vote of this meeting: one of another is not found.
func byID(tx *db.Tx, id meeting.ID, one ID) (Vote, error) {
	return db.One(tx, scan, columns+` AND id = $2`, id, one)
}

func insert(tx *db.Tx, v Vote) error {
	_, err := tx.Exec(`INSERT INTO meeting_named(id, meeting_id, item_id, question, matter, state) VALUES($1, $2, $3, $4, $5, $6)`,
		v.ID, v.Meeting, v.Item, v.Question, v.Matter, v.State)
	return err
}

// update stores state and result, unless somebody changed the vote or a voice
// of it after the version that the form showed.
func update(tx *db.Tx, v Vote, version int) error {
	n, err := tx.Exec(`UPDATE meeting_named SET state = $3, vote_id = $4, version = version + 1 WHERE id = $1 AND version = $2`,
		v.ID, version, v.State, db.Null(v.Result.ID))
	if err == nil && n == 0 {
		return fault.Overtaken(nil)
	}
	return err
}

// touch counts a change of the voices.
func touch(tx *db.Tx, one ID) error {
	_, err := tx.Exec(`UPDATE meeting_named SET version = version + 1 WHERE id = $1`, one)
	return err
}

const voiceColumns = `v.person_id, n.name, v.choice, v.asked, v.version FROM meeting_voice v JOIN member_name n ON n.person_id = v.person_id`

func scanVoice(r db.Row, v *Voice) error {
	return r.Scan(&v.Person, &v.Name, &v.Choice, &v.Asked, &v.Version)
}

// voicesOf are the voices of a vote by name, in the order of names.
func voicesOf(tx *db.Tx, one ID) ([]Voice, error) {
	return db.All(tx, scanVoice, `SELECT `+voiceColumns+` WHERE v.named_id = $1 ORDER BY n.sort_key, v.person_id`, one)
}

func putVoice(tx *db.Tx, one ID, v Voice) error {
	_, err := tx.Exec(`INSERT INTO meeting_voice(named_id, person_id, choice, asked) VALUES($1, $2, $3, $4)
		ON CONFLICT (named_id, person_id) DO UPDATE SET choice = excluded.choice, asked = excluded.asked, version = meeting_voice.version + 1`,
		one, v.Person, v.Choice, v.Asked)
	return err
}

func deleteVoice(tx *db.Tx, one ID, person member.ID) error {
	_, err := tx.Exec(`DELETE FROM meeting_voice WHERE named_id = $1 AND person_id = $2`, one, person)
	return err
}

// taking are the questions of the votes by name of a meeting that were begun and
// neither closed nor dropped.
func taking(tx *db.Tx, id meeting.ID) ([]string, error) {
	return db.All(tx, db.Value[string], `SELECT question FROM meeting_named WHERE meeting_id = $1 AND state = 'taking' ORDER BY id`, id)
}

// ownOf are a person's voices in the votes by name of a meeting that were not
// dropped; one in which nobody noted him has none.
func ownOf(tx *db.Tx, id meeting.ID, person member.ID) ([]Own, error) {
	return db.All(tx, func(r db.Row, o *Own) error {
		return r.Scan(&o.ID, &o.Question, &o.State, &o.Result.ID, &o.Choice, &o.Asked)
	}, `SELECT d.id, d.question, d.state, COALESCE(d.vote_id, ''), COALESCE(v.choice, ''), COALESCE(v.asked, '') FROM meeting_named d
		LEFT JOIN meeting_voice v ON v.named_id = d.id AND v.person_id = $2 WHERE d.meeting_id = $1 AND d.state <> 'dropped' ORDER BY d.id`, id, person)
}

// printed are the voices of a meeting's recorded votes, by result.
func printed(tx *db.Tx, id meeting.ID) (map[vote.ID][]Voice, error) {
	all := map[vote.ID][]Voice{}
	_, err := db.All(tx, func(r db.Row, _ *struct{}) error {
		var of vote.ID
		var v Voice
		if err := r.Scan(&of, &v.Person, &v.Name, &v.Choice); err != nil {
			return err
		}
		all[of] = append(all[of], v)
		return nil
	}, `SELECT d.vote_id, v.person_id, n.name, v.choice FROM meeting_named d JOIN meeting_voice v ON v.named_id = d.id
		JOIN member_name n ON n.person_id = v.person_id WHERE d.meeting_id = $1 AND d.state = 'recorded' ORDER BY d.id, n.sort_key, v.person_id`, id)
	return all, err
}
