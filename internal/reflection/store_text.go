package reflection

import (
	"errors"
	"strings"

	"chibo/internal/db"
	"chibo/internal/fault"
	"chibo/internal/member"
	"chibo/internal/org"
)

// draftOf is what was written of a report; a zero draft if nothing was.
func draftOf(tx *db.Tx, report ID) (Draft, error) {
	d, err := db.One(tx, func(r db.Row, d *Draft) error {
		var named string
		err := r.Scan(&d.Did, &d.Mended, &d.Ahead, &named, &d.By, &d.SavedAt, &d.Version)
		d.Named = strings.Fields(named)
		return err
	}, `SELECT did, mended, ahead, named, person_id, saved_at, version FROM reflection_draft WHERE report_id = $1`, report)
	if errors.Is(err, db.ErrNone) {
		return Draft{}, nil
	}
	return d, err
}

// innerOf is draftOf, with what was concluded of the report, in one query.
func innerOf(tx *db.Tx, report ID) (d Draft, c Conclusion, err error) {
	type inner struct {
		draft Draft
		named string
		concl Conclusion
	}
	i, err := db.One(tx, func(r db.Row, i *inner) error {
		d, c := &i.draft, &i.concl
		return r.Scan(&d.Did, &d.Mended, &d.Ahead, &i.named, db.Text{To: (*string)(&d.By)}, &d.SavedAt, &d.Version, &c.Assessment, &c.Exemplary, &c.ToMend)
	}, `SELECT COALESCE(d.did, ''), COALESCE(d.mended, ''), COALESCE(d.ahead, ''), COALESCE(d.named, ''), d.person_id, d.saved_at, COALESCE(d.version, 0),
			COALESCE(c.assessment, ''), COALESCE(c.exemplary, ''), COALESCE(c.to_mend, '')
		FROM reflection_report r LEFT JOIN reflection_draft d ON d.report_id = r.id LEFT JOIN reflection_conclusion c ON c.report_id = r.id WHERE r.id = $1`, report)
	i.draft.Named = strings.Fields(i.named)
	return i.draft, i.concl, err
}

func insertDraft(tx *db.Tx, report ID, by member.ID, t Texts, named string) error {
	_, err := tx.Exec(`INSERT INTO reflection_draft(report_id, person_id, did, mended, ahead, named, saved_at) VALUES($1, $2, $3, $4, $5, $6, $7)`,
		report, by, t.Did, t.Mended, t.Ahead, named, tx.Now)
	return err
}

// updateDraft stores a draft over the version that the page showed. An author
// who writes over what a leader entered for him makes the draft his own.
func updateDraft(tx *db.Tx, report ID, version int, by member.ID, t Texts, named string) error {
	n, err := tx.Exec(`UPDATE reflection_draft SET person_id = $3, did = $4, mended = $5, ahead = $6, named = $7, saved_at = $8, version = version + 1
		WHERE report_id = $1 AND version = $2`, report, version, by, t.Did, t.Mended, t.Ahead, named, tx.Now)
	if err == nil && n == 0 {
		return fault.Overtaken(nil)
	}
	return err
}

func insertSent(tx *db.Tx, report ID, ordinal int, t Texts, named string, by member.ID) error {
	_, err := tx.Exec(`INSERT INTO reflection_sent(report_id, ordinal, did, mended, ahead, named, sent_at, sent_by) VALUES($1, $2, $3, $4, $5, $6, $7, $8)`,
		report, ordinal, t.Did, t.Mended, t.Ahead, named, tx.Now, db.Null(by))
	return err
}

func markReturned(tx *db.Tx, report ID, ordinal int, by member.ID, wanted string) error {
	_, err := tx.Exec(`UPDATE reflection_sent SET returned_at = $3, returned_by = $4, wanted = $5 WHERE report_id = $1 AND ordinal = $2`,
		report, ordinal, tx.Now, db.Null(by), wanted)
	return err
}

// sentOf lists the versions that were sent, the first one first.
func sentOf(tx *db.Tx, report ID) ([]Version, error) {
	return db.All(tx, func(r db.Row, v *Version) error {
		var named string
		err := r.Scan(&v.Ordinal, &v.Did, &v.Mended, &v.Ahead, &named, &v.SentAt, &v.SentBy, &v.ReturnedAt, &v.ReturnedBy, &v.Wanted)
		v.Named = strings.Fields(named)
		return err
	}, `SELECT v.ordinal, v.did, v.mended, v.ahead, v.named, v.sent_at, COALESCE(n.name, ''), v.returned_at, COALESCE(b.name, ''), v.wanted
		FROM reflection_sent v LEFT JOIN member_name n ON n.person_id = v.sent_by LEFT JOIN member_name b ON b.person_id = v.returned_by
		WHERE v.report_id = $1 ORDER BY v.ordinal`, report)
}

func insertKept(tx *db.Tx, report ID, kind PaperKind, t Texts) error {
	_, err := tx.Exec(`INSERT INTO reflection_paper(report_id, kind, did, mended, ahead, at) VALUES($1, $2, $3, $4, $5, $6)`,
		report, kind, t.Did, t.Mended, t.Ahead, tx.Now)
	return err
}

func removeKept(tx *db.Tx, report ID, kind PaperKind) error {
	_, err := tx.Exec(`DELETE FROM reflection_paper WHERE report_id = $1 AND kind = $2`, report, kind)
	return err
}

// keptOf lists the texts of a report that its unit heard or got, and those of
// the last one that the same person gave there before; the newest first.
func keptOf(tx *db.Tx, r Report) ([]Kept, error) {
	return db.All(tx, func(row db.Row, k *Kept) error {
		return row.Scan(&k.Report, &k.Month, &k.Kind, &k.Did, &k.Mended, &k.Ahead, &k.At)
	}, `SELECT p.report_id, r.month, p.kind, p.did, p.mended, p.ahead, p.at FROM reflection_paper p JOIN reflection_report r ON r.id = p.report_id
		WHERE r.id = $1 OR r.id = (SELECT e.id FROM reflection_report e JOIN reflection_paper k ON k.report_id = e.id
			WHERE e.person_id = $2 AND e.unit_id = $3 AND e.month < $4 ORDER BY e.month DESC, e.id LIMIT 1)
		ORDER BY r.month DESC, CASE p.kind WHEN 'final' THEN 0 ELSE 1 END`, r.ID, r.Person, r.Unit, r.Month)
}

// conclusionOf is what was concluded of a report; a zero one if nothing was.
func conclusionOf(tx *db.Tx, report ID) (Conclusion, error) {
	c, err := db.One(tx, func(r db.Row, c *Conclusion) error { return r.Scan(&c.Assessment, &c.Exemplary, &c.ToMend) },
		`SELECT assessment, exemplary, to_mend FROM reflection_conclusion WHERE report_id = $1`, report)
	if errors.Is(err, db.ErrNone) {
		return Conclusion{}, nil
	}
	return c, err
}

func putConclusion(tx *db.Tx, report ID, c Conclusion) error {
	_, err := tx.Exec(`INSERT INTO reflection_conclusion(report_id, assessment, exemplary, to_mend) VALUES($1, $2, $3, $4)
		ON CONFLICT (report_id) DO UPDATE SET assessment = excluded.assessment, exemplary = excluded.exemplary, to_mend = excluded.to_mend`,
		report, c.Assessment, c.Exemplary, c.ToMend)
	return err
}

func removeConclusion(tx *db.Tx, report ID) error {
	_, err := tx.Exec(`DELETE FROM reflection_conclusion WHERE report_id = $1`, report)
	return err
}

// putOpinions stores what was said in a chapter, in place of what stood there.
func putOpinions(tx *db.Tx, report ID, opinions []Opinion) error {
	if _, err := tx.Exec(`DELETE FROM reflection_opinion WHERE report_id = $1`, report); err != nil {
		return err
	}
	for n, o := range opinions {
		if _, err := tx.Exec(`INSERT INTO reflection_opinion(id, report_id, ordinal, speaker_id, kind, body) VALUES($1, $2, $3, $4, $5, $6)`,
			db.NewID(), report, n+1, db.Null(o.Speaker), o.Kind, o.Body); err != nil {
			return err
		}
	}
	return nil
}

func opinionsOf(tx *db.Tx, report ID) ([]Opinion, error) {
	return db.All(tx, func(r db.Row, o *Opinion) error {
		return r.Scan(db.Text{To: (*string)(&o.Speaker)}, &o.Name, &o.Kind, &o.Body)
	}, `SELECT o.speaker_id, COALESCE(n.name, ''), o.kind, o.body FROM reflection_opinion o LEFT JOIN member_name n ON n.person_id = o.speaker_id
		WHERE o.report_id = $1 ORDER BY o.ordinal`, report)
}

func insertUp(tx *db.Tx, report ID, body string, by member.ID) error {
	_, err := tx.Exec(`INSERT INTO reflection_up(report_id, body, sent_on, sent_by) VALUES($1, $2, $3, $4)`, report, body, tx.Today(), db.Null(by))
	return err
}

func upBody(tx *db.Tx, report ID) (string, error) {
	return db.One(tx, db.Value[string], `SELECT body FROM reflection_up WHERE report_id = $1`, report)
}

// upsFrom lists the reports that a unit which has members sent upward, or that
// those below a committee did, the newest first.
func upsFrom(tx *db.Tx, u org.Unit) ([]Report, error) {
	var args db.Args
	from := args.Under("o.path", u.Path)
	if u.Kind.Holds {
		args = db.Args{u.ID}
		from = `r.unit_id = $1`
	}
	return db.All(tx, scanReport, `SELECT `+reportColumns+reportTables+` WHERE u.sent_on IS NOT NULL AND `+from+
		` ORDER BY u.sent_on DESC, r.id LIMIT `+args.Add(upsMax), args...)
}

// upsMax is how many reports sent upward a list holds.
const upsMax = 200
