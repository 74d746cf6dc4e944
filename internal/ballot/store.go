package ballot

import (
	"chibo/internal/db"
	"chibo/internal/fault"
	"chibo/internal/meeting"
	"chibo/internal/member"
)

const columns = `SELECT b.id, b.meeting_id, b.item_id, b.unit_id, b.kind, b.matter, b.title, b.seats, b.state, b.follows_id, b.reason, b.version,
	COALESCE(c.issued, 0), COALESCE(c.returned, 0), COALESCE(c.valid, 0), COALESCE(c.invalid, 0), COALESCE(c.invalid_reason, ''),
	COALESCE(c.in_favour, 0), COALESCE(c.against, 0), COALESCE(c.other, 0),
	c.entered_by, COALESCE(e.name, ''), c.confirmed_by, COALESCE(f.name, ''), c.confirmed_at
	FROM ballot_ballot b LEFT JOIN ballot_count c ON c.ballot_id = b.id
	LEFT JOIN member_name e ON e.person_id = c.entered_by LEFT JOIN member_name f ON f.person_id = c.confirmed_by`

func scan(r db.Row, b *Ballot) error {
	t := &b.Tally
	return r.Scan(&b.ID, &b.Meeting, db.Text{To: (*string)(&b.Item)}, &b.Unit, &b.Kind, &b.Matter, &b.Title, &b.Seats, &b.State, db.Text{To: (*string)(&b.Follows)}, &b.Reason, &b.Version,
		&t.Issued, &t.Returned, &t.Valid, &t.Invalid, &t.Reason, &t.Count.Favour, &t.Count.Against, &t.Count.Other,
		db.Text{To: (*string)(&t.EnteredBy)}, &t.Entered, db.Text{To: (*string)(&t.ConfirmedBy)}, &t.Confirmed, &t.ConfirmedAt)
}

// byID reads a ballot of this meeting with candidates and board: one of another
// meeting is not found.
func byID(tx *db.Tx, m meeting.ID, id ID) (Ballot, error) {
	b, err := db.One(tx, scan, columns+` WHERE b.id = $1 AND b.meeting_id = $2`, id, m)
	if err != nil {
		return b, err
	}
	all := []Ballot{b}
	if err := candidates(tx, m, all); err != nil {
		return b, err
	}
	err = boards(tx, m, all)
	return all[0], err
}

// ofMeeting reads the ballots of a meeting, without people, in the order in
// which they were prepared.
func ofMeeting(tx *db.Tx, m meeting.ID) ([]Ballot, error) {
	return db.All(tx, scan, columns+` WHERE b.meeting_id = $1 ORDER BY b.id`, m)
}

// candidates fills those into ballots of one meeting, by name.
func candidates(tx *db.Tx, m meeting.ID, all []Ballot) error {
	type candidacy struct {
		ballot ID
		Candidate
	}
	stand, err := db.All(tx, func(r db.Row, c *candidacy) error {
		return r.Scan(&c.ballot, &c.ID, &c.Person, &c.Name, &c.Named, (*db.Bool)(&c.Withdrawn), &c.Favour, &c.Standing)
	}, `SELECT b.id, c.id, c.person_id, n.name, c.named, c.withdrawn, c.in_favour, c.standing
		FROM ballot_candidate c JOIN ballot_ballot b ON b.id = c.ballot_id JOIN member_name n ON n.person_id = c.person_id
		WHERE b.meeting_id = $1 ORDER BY n.sort_key, c.id`, m)
	for _, c := range stand {
		if b := in(all, c.ballot); b != nil {
			b.Candidates = append(b.Candidates, c.Candidate)
			if b.Tally.For == nil {
				b.Tally.For = map[CandidateID]int{}
			}
			b.Tally.For[c.ID] = c.Favour
		}
	}
	return err
}

// boards fills the boards into ballots of one meeting, the head first.
func boards(tx *db.Tx, m meeting.ID, all []Ballot) error {
	type seat struct {
		ballot ID
		Teller
	}
	board, err := db.All(tx, func(r db.Row, s *seat) error { return r.Scan(&s.ballot, &s.Person, &s.Name, (*db.Bool)(&s.Head)) },
		`SELECT b.id, t.person_id, n.name, t.head FROM ballot_board t JOIN ballot_ballot b ON b.id = t.ballot_id
		JOIN member_name n ON n.person_id = t.person_id WHERE b.meeting_id = $1 ORDER BY t.head DESC, n.sort_key, t.person_id`, m)
	for _, s := range board {
		if b := in(all, s.ballot); b != nil {
			b.Board = append(b.Board, s.Teller)
		}
	}
	return err
}

// in finds a ballot among others, nil if it is none of them.
func in(all []Ballot, id ID) *Ballot {
	for i := range all {
		if all[i].ID == id {
			return &all[i]
		}
	}
	return nil
}

func insert(tx *db.Tx, b Ballot) error {
	_, err := tx.Exec(`INSERT INTO ballot_ballot(id, meeting_id, item_id, unit_id, kind, matter, title, seats, state, follows_id) VALUES($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
		b.ID, b.Meeting, db.Null(b.Item), b.Unit, b.Kind, b.Matter, b.Title, b.Seats, b.State, db.Null(b.Follows))
	return err
}

// update stores all of a ballot's own that can change, unless somebody saved
// after the version; theirs is what is stored now, for the fields of the form.
// Whatever is done to a ballot passes here, so that one version guards its
// people and its count too.
func update(tx *db.Tx, b Ballot, version int, theirs map[string]string) error {
	n, err := tx.Exec(`UPDATE ballot_ballot SET item_id = $3, matter = $4, title = $5, seats = $6, state = $7, reason = $8, version = version + 1 WHERE id = $1 AND version = $2`,
		b.ID, version, db.Null(b.Item), b.Matter, b.Title, b.Seats, b.State, b.Reason)
	if err == nil && n == 0 {
		return fault.Overtaken(theirs)
	}
	return err
}

func insertCandidate(tx *db.Tx, b ID, c Candidate) error {
	_, err := tx.Exec(`INSERT INTO ballot_candidate(id, ballot_id, person_id, named) VALUES($1, $2, $3, $4)`, c.ID, b, c.Person, c.Named)
	if db.IsUnique(err) {
		return fault.At("person", "ballot.candidate_twice")
	}
	return err
}

func withdraw(tx *db.Tx, b ID, c CandidateID) error {
	_, err := tx.Exec(`UPDATE ballot_candidate SET withdrawn = 1 WHERE id = $1 AND ballot_id = $2`, c, b)
	return err
}

// putVotes stores the votes of the candidates, and what became of them.
func putVotes(tx *db.Tx, b ID, all []Candidate) error {
	for _, c := range all {
		if _, err := tx.Exec(`UPDATE ballot_candidate SET in_favour = $3, standing = $4 WHERE id = $1 AND ballot_id = $2`, c.ID, b, c.Favour, c.Standing); err != nil {
			return err
		}
	}
	return nil
}

func putBoard(tx *db.Tx, b ID, head member.ID, board []member.ID) error {
	if _, err := tx.Exec(`DELETE FROM ballot_board WHERE ballot_id = $1`, b); err != nil {
		return err
	}
	for _, p := range board {
		if _, err := tx.Exec(`INSERT INTO ballot_board(ballot_id, person_id, head) VALUES($1, $2, $3)`, b, p, db.Bool(p == head)); err != nil {
			return err
		}
	}
	return nil
}

// putTally stores what was entered; nobody has confirmed it then.
func putTally(tx *db.Tx, b ID, t Tally) error {
	_, err := tx.Exec(`INSERT INTO ballot_count(ballot_id, issued, returned, valid, invalid, invalid_reason, in_favour, against, other, entered_by)
		VALUES($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
		ON CONFLICT (ballot_id) DO UPDATE SET issued = excluded.issued, returned = excluded.returned, valid = excluded.valid, invalid = excluded.invalid,
		invalid_reason = excluded.invalid_reason, in_favour = excluded.in_favour, against = excluded.against, other = excluded.other,
		entered_by = excluded.entered_by, confirmed_by = NULL, confirmed_at = NULL`,
		b, t.Issued, t.Returned, t.Valid, t.Invalid, t.Reason, t.Count.Favour, t.Count.Against, t.Count.Other, t.EnteredBy)
	return err
}

func confirmTally(tx *db.Tx, b ID, by member.ID) error {
	_, err := tx.Exec(`UPDATE ballot_count SET confirmed_by = $2, confirmed_at = $3 WHERE ballot_id = $1`, b, by, tx.Now)
	return err
}

// waiting are the titles of a meeting's ballots that are neither announced nor
// annulled.
func waiting(tx *db.Tx, m meeting.ID) ([]string, error) {
	return db.All(tx, db.Value[string], `SELECT title FROM ballot_ballot WHERE meeting_id = $1 AND state NOT IN ('announced', 'annulled') ORDER BY id`, m)
}

// mergeCounts gives the counts that one person entered or confirmed to the other,
// unless he is the other of the two already.
func mergeCounts(tx *db.Tx, from, into member.ID) error {
	if _, err := tx.Rewrite("ballot_count", db.Values{"entered_by": new(string(into))}, `entered_by = $1 AND confirmed_by IS DISTINCT FROM $2`, from, into); err != nil {
		return err
	}
	_, err := tx.Rewrite("ballot_count", db.Values{"confirmed_by": new(string(into))}, `confirmed_by = $1 AND entered_by <> $2`, from, into)
	return err
}
