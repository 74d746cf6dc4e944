package notify

import (
	"crypto/sha256"
	"encoding/hex"
	"slices"
	"strings"
	"time"

	"chibo/internal/access"
	"chibo/internal/db"
	"chibo/internal/member"
)

// row is a notice that is about to be stored.
type row struct {
	id   ID
	n    Notice
	args string
}

// chunk is how many rows go into one statement: both engines bound the number
// of its parameters.
const chunk = 500

// insert stores notices; one whose person was told the same Once is left out.
func insert(tx *db.Tx, rows []row) error {
	for some := range slices.Chunk(rows, chunk) {
		var args db.Args
		var values []string
		for _, r := range some {
			e := Event{}
			if r.n.Event != nil {
				e = *r.n.Event
			}
			var marks []string
			for _, v := range []any{
				r.id, r.n.Person, db.Null(r.n.Unit), r.n.Key, r.args, r.n.Link, r.n.Once, r.n.Mail,
				db.Null(e.UID), e.Sequence, e.Start, e.End, db.Bool(e.Cancelled), tx.Now,
			} {
				marks = append(marks, args.Add(v))
			}
			values = append(values, "("+strings.Join(marks, ", ")+")")
		}
		_, err := tx.Exec(`INSERT INTO notify_notice(id, person_id, unit_id, key, args, link, once, mail, event_uid, event_seq, starts_at, ends_at, cancelled, at)
			VALUES `+strings.Join(values, ", ")+` ON CONFLICT DO NOTHING`, args...)
		if err != nil {
			return err
		}
	}
	return nil
}

// scope begins after a SELECT's columns: the notices that the actor may see.
func scope(args *db.Args, by access.Actor) string {
	return ` FROM notify_notice n LEFT JOIN org_place o ON o.unit_id = n.unit_id AND o.to_date IS NULL WHERE n.person_id = ` + args.Add(by.Person) +
		` AND (n.unit_id IS NULL OR ` + args.Within(access.ReachOf(by, See), "o.path", "") + `)`
}

func count(tx *db.Tx, by access.Actor) (total, unread int, err error) {
	var args db.Args
	_, err = db.One(tx, func(r db.Row, _ *struct{}) error { return r.Scan(&total, &unread) },
		`SELECT COUNT(*), COUNT(*) FILTER (WHERE n.read_at IS NULL)`+scope(&args, by), args...)
	return total, unread, err
}

func unread(tx *db.Tx, by access.Actor) (int, error) {
	var args db.Args
	return db.One(tx, db.Value[int], `SELECT COUNT(*)`+scope(&args, by)+` AND n.read_at IS NULL`, args...)
}

func list(tx *db.Tx, by access.Actor, page int) ([]Line, error) {
	var args db.Args
	q := `SELECT n.id, n.key, n.args, COALESCE(o.name, ''), n.at, CASE WHEN n.read_at IS NULL THEN 0 ELSE 1 END` + scope(&args, by)
	return db.All(tx, func(r db.Row, l *Line) error {
		var text string
		var read db.Bool
		err := r.Scan(&l.ID, &l.Key, &text, &l.UnitName, &l.At, &read)
		if err != nil {
			return err
		}
		l.Read = bool(read)
		l.Args, err = decode(text)
		return err
	}, q+` ORDER BY n.id DESC LIMIT `+args.Add(PageSize)+` OFFSET `+args.Add((page-1)*PageSize), args...)
}

func linkOf(tx *db.Tx, by access.Actor, id ID) (string, error) {
	var args db.Args
	return db.One(tx, db.Value[string], `SELECT n.link`+scope(&args, by)+` AND n.id = `+args.Add(id), args...)
}

// markRead marks the actor's notices from one to another, in the order in
// which they were told.
func markRead(tx *db.Tx, by access.Actor, from, to ID) error {
	_, err := tx.Exec(`UPDATE notify_notice SET read_at = $4 WHERE person_id = $1 AND id >= $2 AND id <= $3 AND read_at IS NULL`, by.Person, from, to, tx.Now)
	return err
}

// How long things are kept.
const (
	keepNotice = 365 * 24 * time.Hour
	keepMail   = 90 * 24 * time.Hour
)

func forgetOld(tx *db.Tx) error {
	if _, err := tx.Exec(`DELETE FROM notify_mail WHERE state <> 'waiting' AND made_at < $1`, db.At(tx.Now.Add(-keepMail))); err != nil {
		return err
	}
	_, err := tx.Exec(`DELETE FROM notify_notice WHERE at < $1 AND read_at IS NOT NULL AND NOT EXISTS (SELECT 1 FROM notify_mail m WHERE m.notice_id = notify_notice.id)`,
		db.At(tx.Now.Add(-keepNotice)))
	return err
}

// settingOf tells whether the person wants mail, which he does until he has
// said no, and whether he has a feed.
func settingOf(tx *db.Tx, person member.ID) (mail, feed bool, err error) {
	_, err = db.One(tx, func(r db.Row, _ *struct{}) error {
		var m, f db.Bool
		err := r.Scan(&m, &f)
		mail, feed = bool(m), bool(f)
		return err
	}, `SELECT COALESCE((SELECT mail FROM notify_setting WHERE person_id = $1), 1), (SELECT COUNT(*) FROM notify_feed WHERE person_id = $1)`, person)
	return mail, feed, err
}

func putSetting(tx *db.Tx, person member.ID, mail bool) error {
	_, err := tx.Exec(`INSERT INTO notify_setting(person_id, mail) VALUES($1, $2) ON CONFLICT (person_id) DO UPDATE SET mail = EXCLUDED.mail`, person, db.Bool(mail))
	return err
}

// hashOf is what is kept of a secret. The secret has 256 random bits, so that
// a plain hash cannot be guessed backwards, and looking it up tells nothing by
// how long it takes.
func hashOf(secret string) string {
	sum := sha256.Sum256([]byte(secret))
	return hex.EncodeToString(sum[:])
}

func putFeed(tx *db.Tx, person member.ID, secret string) error {
	_, err := tx.Exec(`INSERT INTO notify_feed(hash, person_id) VALUES($1, $2) ON CONFLICT (person_id) DO UPDATE SET hash = EXCLUDED.hash`, hashOf(secret), person)
	return err
}

func dropFeed(tx *db.Tx, person member.ID) error {
	_, err := tx.Exec(`DELETE FROM notify_feed WHERE person_id = $1`, person)
	return err
}

func personOf(tx *db.Tx, secret string) (member.ID, error) {
	return db.One(tx, db.Value[member.ID], `SELECT person_id FROM notify_feed WHERE hash = $1`, hashOf(secret))
}

// forget deletes everything that is kept of the person.
func forget(tx *db.Tx, person member.ID) error {
	for _, q := range []string{
		`DELETE FROM notify_mail WHERE notice_id IN (SELECT id FROM notify_notice WHERE person_id = $1)`,
		`DELETE FROM notify_notice WHERE person_id = $1`,
		`DELETE FROM notify_setting WHERE person_id = $1`,
		`DELETE FROM notify_feed WHERE person_id = $1`,
	} {
		if _, err := tx.Exec(q, person); err != nil {
			return err
		}
	}
	return nil
}
