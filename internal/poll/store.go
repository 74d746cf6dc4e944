package poll

import (
	"cmp"
	"slices"

	"chibo/internal/db"
	"chibo/internal/fault"
	"chibo/internal/meeting"
	"chibo/internal/member"
)

const pollColumns = `p.id, p.unit_id, p.meeting_id, p.question, p.state, p.public_key, p.version,
	(SELECT COUNT(*) FROM poll_slip s WHERE s.poll_id = p.id), (SELECT COUNT(*) FROM poll_ballot b WHERE b.poll_id = p.id) FROM poll_poll p`

func scanPoll(r db.Row, p *Poll) error {
	return r.Scan(&p.ID, &p.Unit, &p.Meeting, &p.Question, &p.State, &p.PublicKey, &p.Version, &p.Slips, &p.Ballots)
}

func byID(tx *db.Tx, id ID) (Poll, error) {
	p, err := db.One(tx, scanPoll, `SELECT `+pollColumns+` WHERE p.id = $1`, id)
	if err != nil {
		return p, err
	}
	return p, fill(tx, &p)
}

// fill reads the choices of a poll.
func fill(tx *db.Tx, p *Poll) error {
	all, err := db.All(tx, func(r db.Row, c *Choice) error {
		var votes *int
		err := r.Scan(&c.Ordinal, &c.Label, &votes)
		if votes != nil {
			c.Votes, p.Counted = *votes, true
		}
		return err
	}, `SELECT ordinal, label, votes FROM poll_choice WHERE poll_id = $1 ORDER BY ordinal`, p.ID)
	p.Choices = all
	return err
}

// ofMeeting lists the polls of a meeting, the newest first, without choices.
func ofMeeting(tx *db.Tx, id meeting.ID) ([]Poll, error) {
	return db.All(tx, scanPoll, `SELECT `+pollColumns+` WHERE p.meeting_id = $1 ORDER BY p.id DESC`, id)
}

// Running is the poll of a meeting that waits for slips or ballots, for pages of
// the meeting, which authorise themselves.
func Running(tx *db.Tx, id meeting.ID) (asked meeting.Asked, err error) {
	all, err := db.All(tx, func(r db.Row, a *meeting.Asked) error { return r.Scan(&a.Href, &a.Question) },
		`SELECT id, question FROM poll_poll WHERE meeting_id = $1 AND state IN ('handing', 'casting') ORDER BY id DESC LIMIT 1`, id)
	if err != nil || len(all) == 0 {
		return meeting.Asked{}, err
	}
	all[0].Href = Path(id, ID(all[0].Href))
	return all[0], nil
}

func insert(tx *db.Tx, p Poll, private string) error {
	_, err := tx.Exec(`INSERT INTO poll_poll(id, unit_id, meeting_id, question, state, public_key, private_key) VALUES($1, $2, $3, $4, $5, $6, $7)`,
		p.ID, p.Unit, p.Meeting, p.Question, p.State, p.PublicKey, private)
	if err != nil {
		return err
	}
	for _, c := range p.Choices {
		if _, err := tx.Exec(`INSERT INTO poll_choice(poll_id, ordinal, label) VALUES($1, $2, $3)`, p.ID, c.Ordinal, c.Label); err != nil {
			return err
		}
	}
	return nil
}

// move stores a state, and forgets the key and what was signed with it.
func move(tx *db.Tx, p Poll, version int, to State) error {
	n, err := tx.Exec(`UPDATE poll_poll SET state = $3, private_key = '', version = version + 1 WHERE id = $1 AND version = $2`, p.ID, version, to)
	if err == nil && n == 0 {
		return fault.Overtaken(nil)
	}
	if err == nil {
		_, err = tx.Exec(`UPDATE poll_slip SET blinded = '', signature = '' WHERE poll_id = $1`, p.ID)
	}
	return err
}

func privateKey(tx *db.Tx, id ID) (string, error) {
	return db.One(tx, db.Value[string], `SELECT private_key FROM poll_poll WHERE id = $1`, id)
}

// slipOf is what was signed for a person, "" for none.
func slipOf(tx *db.Tx, id ID, who member.ID) (blinded, signature string, err error) {
	all, err := db.All(tx, func(r db.Row, s *[2]string) error { return r.Scan(&s[0], &s[1]) },
		`SELECT blinded, signature FROM poll_slip WHERE poll_id = $1 AND person_id = $2`, id, who)
	if err != nil || len(all) == 0 {
		return "", "", err
	}
	return all[0][0], all[0][1], nil
}

func insertSlip(tx *db.Tx, id ID, who member.ID, blinded, signature string) error {
	_, err := tx.Exec(`INSERT INTO poll_slip(poll_id, person_id, blinded, signature) VALUES($1, $2, $3, $4)`, id, who, blinded, signature)
	return err
}

const ballotColumns = `slip, signature, choice FROM poll_ballot`

func scanBallot(r db.Row, b *Ballot) error { return r.Scan(&b.Slip, &b.Signature, &b.Choice) }

// ballots lists what was cast, in the order of the slips, which are random.
func ballots(tx *db.Tx, id ID) ([]Ballot, error) {
	return db.All(tx, scanBallot, `SELECT `+ballotColumns+` WHERE poll_id = $1 ORDER BY slip`, id)
}

func ballotOf(tx *db.Tx, slip string) (Ballot, error) {
	return db.One(tx, scanBallot, `SELECT `+ballotColumns+` WHERE slip = $1`, slip)
}

func insertBallot(tx *db.Tx, id ID, b Ballot) (fresh bool, err error) {
	n, err := tx.Exec(`INSERT INTO poll_ballot(slip, poll_id, signature, choice) VALUES($1, $2, $3, $4) ON CONFLICT DO NOTHING`, b.Slip, id, b.Signature, b.Choice)
	return n == 1, err
}

// rewrite writes the ballots of a poll anew, in the order of their slips: the
// order in which they came is gone from the table.
func rewrite(tx *db.Tx, id ID, all []Ballot) error {
	if _, err := tx.Exec(`DELETE FROM poll_ballot WHERE poll_id = $1`, id); err != nil {
		return err
	}
	slices.SortFunc(all, func(a, b Ballot) int { return cmp.Compare(a.Slip, b.Slip) })
	for _, b := range all {
		if _, err := insertBallot(tx, id, b); err != nil {
			return err
		}
	}
	return nil
}

func putVotes(tx *db.Tx, id ID, choice, votes int) error {
	_, err := tx.Exec(`UPDATE poll_choice SET votes = $3 WHERE poll_id = $1 AND ordinal = $2`, id, choice, votes)
	return err
}

// forget empties what was signed for the person in polls that hand out no more
// slips.
func forget(tx *db.Tx, person member.ID) error {
	_, err := tx.Exec(`UPDATE poll_slip SET blinded = '', signature = '' WHERE person_id = $1 AND EXISTS (
		SELECT 1 FROM poll_poll p WHERE p.id = poll_slip.poll_id AND p.state <> 'handing')`, person)
	return err
}
