package movement

import (
	"errors"

	"chibo/internal/db"
	"chibo/internal/fault"
	"chibo/internal/member"
	"chibo/internal/org"
)

// feeVersion is the version of a month that a unit has entered, 0 for none.
func feeVersion(tx *db.Tx, unit org.ID, month db.Date) (int, error) {
	v, err := db.One(tx, db.Value[int], `SELECT version FROM movement_fee_month WHERE unit_id = $1 AND month = $2`, unit, month)
	if errors.Is(err, db.ErrNone) {
		return 0, nil
	}
	return v, err
}

// takeMonth raises the version of a month, unless somebody saved after it.
func takeMonth(tx *db.Tx, unit org.ID, month db.Date, version int) error {
	q, args := `UPDATE movement_fee_month SET version = version + 1 WHERE unit_id = $1 AND month = $2 AND version = $3`, []any{unit, month, version}
	if version == 0 {
		q, args = `INSERT INTO movement_fee_month(unit_id, month) VALUES($1, $2) ON CONFLICT DO NOTHING`, args[:2]
	}
	n, err := tx.Exec(q, args...)
	if err == nil && n == 0 {
		return fault.Overtaken(nil)
	}
	return err
}

// payment is that somebody paid the fee of a month, and where.
type payment struct {
	person member.ID
	unit   org.ID
}

// payments lists who of some people paid for a month, wherever that was.
func payments(tx *db.Tx, people []member.ID, month db.Date) ([]payment, error) {
	args := db.Args{month}
	for _, id := range append([]member.ID{""}, people...) {
		args.Add(id)
	}
	return db.All(tx, func(r db.Row, p *payment) error { return r.Scan(&p.person, &p.unit) },
		`SELECT f.person_id, f.unit_id FROM movement_fee f WHERE f.month = $1 AND f.person_id IN (`+db.In(2, len(args)-1)+`)`, args...)
}

func insertPayment(tx *db.Tx, person member.ID, unit org.ID, month db.Date) error {
	_, err := tx.Exec(`INSERT INTO movement_fee(person_id, month, unit_id) VALUES($1, $2, $3) ON CONFLICT DO NOTHING`, person, month, unit)
	return err
}

// deletePayment takes back that somebody paid to a unit.
func deletePayment(tx *db.Tx, person member.ID, unit org.ID, month db.Date) error {
	_, err := tx.Exec(`DELETE FROM movement_fee WHERE person_id = $1 AND month = $2 AND unit_id = $3`, person, month, unit)
	return err
}

// paidMonths lists the months of a year for which somebody paid.
func paidMonths(tx *db.Tx, person member.ID, from, until db.Date) ([]db.Date, error) {
	return db.All(tx, db.Value[db.Date], `SELECT month FROM movement_fee WHERE person_id = $1 AND month >= $2 AND month < $3 ORDER BY month`, person, from, until)
}

// paidByMonth counts who paid to a unit in each month of a span.
func paidByMonth(tx *db.Tx, unit org.ID, from, until db.Date) (map[db.Date]int, error) {
	type row struct {
		month db.Date
		n     int
	}
	rows, err := db.All(tx, func(r db.Row, v *row) error { return r.Scan(&v.month, &v.n) },
		`SELECT month, COUNT(*) FROM movement_fee WHERE unit_id = $1 AND month >= $2 AND month < $3 GROUP BY month`, unit, from, until)
	all := map[db.Date]int{}
	for _, v := range rows {
		all[v.month] = v.n
	}
	return all, err
}
