package notify

import (
	"slices"
	"time"

	"chibo/internal/db"
	"chibo/internal/member"
	"chibo/internal/org"
)

// mailState says how far a mail has come.
type mailState string

const (
	sent    mailState = "sent"
	failed  mailState = "failed"
	skipped mailState = "skipped"
)

// enqueue puts the mails of notices into the outbox: of those that were
// stored, which are not all if some had been told before.
func enqueue(tx *db.Tx, rows []row) error {
	for some := range slices.Chunk(rows, chunk) {
		var args db.Args
		for _, r := range some {
			args = append(args, r.id)
		}
		_, err := tx.Exec(`INSERT INTO notify_mail(notice_id, state, made_at, next_at)
			SELECT id, 'waiting', at, at FROM notify_notice WHERE mail <> '' AND id IN (`+db.In(1, len(some))+`)`, args...)
		if err != nil {
			return err
		}
	}
	return nil
}

// claim is a mail that one sender has taken, for the time of its lease.
type claim struct {
	Notice ID
	Tries  int // this one included: it tells this claim from a later one
	MadeAt db.Time
}

// claimDue takes mails whose time has come. A row that two senders want goes to
// one of them: the other waits for its lock and then finds its time moved.
func claimDue(tx *db.Tx, most int, lease time.Duration) ([]claim, error) {
	return db.All(tx, func(r db.Row, c *claim) error { return r.Scan(&c.Notice, &c.Tries, &c.MadeAt) },
		`UPDATE notify_mail SET tries = tries + 1, next_at = $2 WHERE state = 'waiting' AND next_at <= $1 AND notice_id IN
			(SELECT notice_id FROM notify_mail WHERE state = 'waiting' AND next_at <= $1 ORDER BY next_at, notice_id LIMIT $3)
			RETURNING notice_id, tries, made_at`, tx.Now, db.At(tx.Now.Add(lease)), most)
}

// errand is what there is to know of a claimed mail.
type errand struct {
	claim
	Person     member.ID
	Unit       org.ID
	Path       string
	Mail       Mail
	Event      Event
	At         db.Time
	Wanted     bool // the person wants mail
	Superseded bool // a later state of the event was told to the person
}

func errandOf(tx *db.Tx, c claim) (errand, error) {
	return db.One(tx, func(r db.Row, e *errand) error {
		e.claim = c
		var cancelled, wanted, superseded db.Bool
		err := r.Scan(&e.Person, db.Text{To: (*string)(&e.Unit)}, &e.Path, &e.Mail, db.Text{To: &e.Event.UID}, &e.Event.Sequence, &e.Event.Start, &e.Event.End,
			&cancelled, &e.At, &wanted, &superseded)
		e.Event.Cancelled, e.Wanted, e.Superseded = bool(cancelled), bool(wanted), bool(superseded)
		return err
	}, `SELECT n.person_id, n.unit_id, COALESCE(o.path, ''), n.mail, n.event_uid, n.event_seq, n.starts_at, n.ends_at, n.cancelled, n.at,
		COALESCE((SELECT s.mail FROM notify_setting s WHERE s.person_id = n.person_id), 1),
		CASE WHEN EXISTS (SELECT 1 FROM notify_notice l WHERE l.event_uid = n.event_uid AND l.person_id = n.person_id AND l.event_seq > n.event_seq) THEN 1 ELSE 0 END
		FROM notify_notice n LEFT JOIN org_place o ON o.unit_id = n.unit_id AND o.to_date IS NULL WHERE n.id = $1`, c.Notice)
}

// settle ends a claim that still holds.
func settle(tx *db.Tx, c claim, s mailState) error {
	var at db.Time
	if s == sent {
		at = tx.Now
	}
	_, err := tx.Exec(`UPDATE notify_mail SET state = $3, sent_at = $4 WHERE notice_id = $1 AND tries = $2 AND state = 'waiting'`, c.Notice, c.Tries, s, at)
	return err
}

// postpone gives a claim back, to be tried again later.
func postpone(tx *db.Tx, c claim, until db.Time) error {
	_, err := tx.Exec(`UPDATE notify_mail SET next_at = $3 WHERE notice_id = $1 AND tries = $2 AND state = 'waiting'`, c.Notice, c.Tries, until)
	return err
}

// countMails counts what waits and what could not be sent.
func countMails(tx *db.Tx) (waiting, failed int, err error) {
	_, err = db.One(tx, func(r db.Row, _ *struct{}) error { return r.Scan(&waiting, &failed) },
		`SELECT COUNT(*) FILTER (WHERE state = 'waiting'), COUNT(*) FILTER (WHERE state = 'failed') FROM notify_mail`)
	return waiting, failed, err
}
