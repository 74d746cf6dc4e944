package movement

import (
	"chibo/internal/db"
	"chibo/internal/fault"
	"chibo/internal/member"
	"chibo/internal/org"
)

// transferColumns names units as they are called now, or were called last.
const transferColumns = `t.id, t.person_id, n.name, COALESCE(t.home_id, ''), COALESCE(t.host_id, ''),
	COALESCE((SELECT o.name FROM org_place o WHERE o.unit_id = t.home_id ORDER BY o.from_date DESC LIMIT 1), ''),
	COALESCE((SELECT o.name FROM org_place o WHERE o.unit_id = t.host_id ORDER BY o.from_date DESC LIMIT 1), ''),
	CASE WHEN t.host_id IS NULL OR EXISTS (SELECT 1 FROM org_place o WHERE o.unit_id = t.host_id AND o.to_date IS NULL) THEN 0 ELSE 1 END,
	t.outside, t.distance, t.state, t.moved_on, t.reviewed_on, t.review, t.letter_no, t.letter_on, t.fee_until, t.enclosed, t.presented_on, t.received_on, t.reason, t.version`

const transferTables = ` FROM movement_transfer t JOIN member_name n ON n.person_id = t.person_id`

func scanTransfer(r db.Row, t *Transfer) error {
	return r.Scan(&t.ID, &t.Person, &t.Name, &t.Home, &t.Host, &t.HomeName, &t.HostName, (*db.Bool)(&t.HostGone), &t.Outside, &t.Distance, &t.State,
		&t.MovedOn, &t.ReviewedOn, &t.Review, &t.LetterNo, &t.LetterOn, &t.FeeUntil, &t.Enclosed, &t.PresentedOn, &t.ReceivedOn, &t.Reason, &t.Version)
}

func transferByID(tx *db.Tx, id TransferID) (Transfer, error) {
	return db.One(tx, scanTransfer, `SELECT `+transferColumns+transferTables+` WHERE t.id = $1`, id)
}

func insertTransfer(tx *db.Tx, t Transfer) error {
	_, err := tx.Exec(`INSERT INTO movement_transfer(id, person_id, home_id, host_id, outside, distance, state, moved_on, letter_no, letter_on, fee_until, presented_on, received_on)
		VALUES($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)`, t.ID, t.Person, db.Null(t.Home), db.Null(t.Host), t.Outside, t.Distance, t.State,
		t.MovedOn, t.LetterNo, t.LetterOn, t.FeeUntil, t.PresentedOn, t.ReceivedOn)
	if db.IsUnique(err) {
		return fault.At("person", "movement.crossing")
	}
	return err
}

// putTransfer stores what a step changed, unless somebody saved after the
// version.
func putTransfer(tx *db.Tx, t Transfer, version int) error {
	n, err := tx.Exec(`UPDATE movement_transfer SET state = $3, reviewed_on = $4, review = $5, letter_no = $6, letter_on = $7, fee_until = $8, enclosed = $9,
		presented_on = $10, received_on = $11, reason = $12, version = version + 1 WHERE id = $1 AND version = $2`,
		t.ID, version, t.State, t.ReviewedOn, t.Review, t.LetterNo, t.LetterOn, t.FeeUntil, t.Enclosed, t.PresentedOn, t.ReceivedOn, t.Reason)
	if err == nil && n == 0 {
		return fault.Overtaken(nil)
	}
	return err
}

// hasOpen reports whether a transfer of somebody is on its way.
func hasOpen(tx *db.Tx, person member.ID) (bool, error) {
	n, err := db.One(tx, db.Value[int], `SELECT COUNT(*) FROM movement_transfer t WHERE t.person_id = $1 AND `+onItsWay, person)
	return n > 0, err
}

// onItsWay is the condition of a transfer that is neither received nor
// withdrawn.
const onItsWay = `t.state IN ('requested', 'reviewed', 'issued', 'presented')`

// dropOpen withdraws the transfer of somebody that is on its way.
func dropOpen(tx *db.Tx, person member.ID) error {
	_, err := tx.Exec(`UPDATE movement_transfer SET state = 'withdrawn', version = version + 1 WHERE person_id = $1
		AND state IN ('requested', 'reviewed', 'issued', 'presented')`, person)
	return err
}

// ofUnit is the condition of a transfer that unit $1 sees: its own, and those to
// it of which the letter is issued.
const ofUnit = `(t.home_id = $1 OR t.host_id = $1 AND t.state IN ('issued', 'presented', 'received'))`

// where narrows the transfers of a unit.
func (f Filter) where(args *db.Args) string {
	w := ` WHERE ` + ofUnit
	switch {
	case f.State == "":
	case f.State == Open:
		w += ` AND ` + onItsWay
	default:
		w += ` AND t.state = ` + args.Add(f.State)
	}
	return w
}

func countTransfers(tx *db.Tx, unit org.ID) (map[State]int, error) {
	type row struct {
		state State
		n     int
	}
	rows, err := db.All(tx, func(r db.Row, v *row) error { return r.Scan(&v.state, &v.n) },
		`SELECT t.state, COUNT(*) FROM movement_transfer t WHERE `+ofUnit+` GROUP BY t.state`, unit)
	all := map[State]int{}
	for _, v := range rows {
		all[v.state] = v.n
	}
	return all, err
}

// transfersOf gives a page of the transfers of a unit, the newest first.
func transfersOf(tx *db.Tx, unit org.ID, f Filter) ([]Transfer, error) {
	args := db.Args{unit}
	q := `SELECT ` + transferColumns + transferTables + f.where(&args) + ` ORDER BY CASE WHEN ` + onItsWay + ` THEN 0 ELSE 1 END, t.id DESC`
	q += ` LIMIT ` + args.Add(PageSize) + ` OFFSET ` + args.Add((f.Page-1)*PageSize)
	return db.All(tx, scanTransfer, q, args...)
}

// registered lists the transfers of a unit of which the letter is dated in a
// year, in the order of letters.
func registered(tx *db.Tx, unit org.ID, from, until db.Date) ([]Transfer, error) {
	return db.All(tx, scanTransfer, `SELECT `+transferColumns+transferTables+` WHERE `+ofUnit+` AND t.state <> 'withdrawn' AND t.letter_on >= $2 AND t.letter_on < $3
		ORDER BY t.letter_on, t.id`, unit, from, until)
}

// transfersOfPerson lists somebody's transfers that a unit sees, the newest
// first.
func transfersOfPerson(tx *db.Tx, unit org.ID, person member.ID) ([]Transfer, error) {
	return db.All(tx, scanTransfer, `SELECT `+transferColumns+transferTables+` WHERE `+ofUnit+` AND t.person_id = $2 ORDER BY t.id DESC`, unit, person)
}

// received lists the transfers that took place in [from, until), whichever
// units they concern: it is for counts.
func received(tx *db.Tx, from, until db.Date) ([]Transfer, error) {
	return db.All(tx, func(r db.Row, t *Transfer) error {
		return r.Scan(&t.Person, &t.Home, &t.Host, &t.Distance, &t.ReceivedOn)
	}, `SELECT t.person_id, COALESCE(t.home_id, ''), COALESCE(t.host_id, ''), t.distance, t.received_on FROM movement_transfer t
		WHERE t.state = 'received' AND t.received_on >= $1 AND t.received_on < $2`, from, until)
}
