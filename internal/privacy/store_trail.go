package privacy

import (
	"chibo/internal/db"
	"chibo/internal/org"
)

// A trail names its reader, and whose record it was, as they are called today.
const trailTables = ` FROM audit_read r JOIN org_place o ON o.unit_id = r.unit_id AND o.to_date IS NULL
	LEFT JOIN member_name n ON n.person_id = r.actor_id LEFT JOIN member_name w ON w.person_id = r.person_id WHERE `

// under is the condition of a trail: reads between two instants in a committee and
// all under it; of a unit that people belong to, in that one alone.
func under(args *db.Args, u org.Unit, s Span) string {
	var place string
	if u.Kind.Holds {
		place = `o.path = ` + args.Add(u.Path)
	} else {
		place = args.Under("o.path", u.Path)
	}
	return place + ` AND r.at >= ` + args.Add(s.From) + ` AND r.at <= ` + args.Add(s.To)
}

func scanTrace(r db.Row, t *Trace) error {
	return r.Scan(&t.At, &t.Account, db.Text{To: &t.Reader}, &t.UnitName, &t.Kind, db.Text{To: &t.Of})
}

// traces lists the reads in a tree, the latest first.
func traces(tx *db.Tx, u org.Unit, s Span, limit, offset int) ([]Trace, error) {
	var args db.Args
	where := under(&args, u, s)
	return db.All(tx, scanTrace, `SELECT r.at, r.account_id, n.name, o.name, r.kind, w.name`+trailTables+where+
		` ORDER BY r.at DESC, r.id DESC LIMIT `+args.Add(limit)+` OFFSET `+args.Add(offset), args...)
}

// countTraces counts them, their readers, and those whose records were read.
func countTraces(tx *db.Tx, u org.Unit, s Span) (t TraceCount, err error) {
	var args db.Args
	where := under(&args, u, s)
	return db.One(tx, func(r db.Row, t *TraceCount) error { return r.Scan(&t.Reads, &t.Lists, &t.Readers, &t.People) },
		`SELECT COUNT(*), COUNT(*) FILTER (WHERE r.person_id IS NULL), COUNT(DISTINCT r.account_id), COUNT(DISTINCT r.person_id)`+trailTables+where, args...)
}
