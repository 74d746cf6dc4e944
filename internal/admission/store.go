package admission

import (
	"chibo/internal/db"
	"chibo/internal/fault"
	"chibo/internal/member"
)

const candidateColumns = `c.id, c.unit_id, c.person_id, n.name, COALESCE(c.chapter_id, ''), COALESCE(h.name, ''), c.state, c.was, c.since,
	c.nominated_on, c.listed_on, c.begins_on, c.ends_on, c.certified_on, c.proposed_on, c.decided_on, c.admitted_on, c.supported_on, c.recognised_on, c.official_on, c.version,
	COALESCE(c.nominated_by, ''), c.reason, c.listed_no, c.certificate_no, c.decision_no, c.recognition_no, c.outcome, c.planned_on, c.fostered_on`

const candidateTables = ` FROM admission_candidate c JOIN member_name n ON n.person_id = c.person_id
	LEFT JOIN org_place h ON h.unit_id = c.chapter_id AND h.to_date IS NULL`

func scanCandidate(r db.Row, c *Candidate) error {
	return r.Scan(&c.ID, &c.Unit, &c.Person, &c.Name, &c.Chapter, &c.ChapterOf, &c.State, &c.Was, &c.Since,
		&c.NominatedOn, &c.ListedOn, &c.BeginsOn, &c.EndsOn, &c.CertifiedOn, &c.ProposedOn, &c.DecidedOn, &c.AdmittedOn, &c.SupportedOn, &c.RecognisedOn, &c.OfficialOn, &c.Version,
		&c.NominatedBy, &c.Reason, &c.ListedNo, &c.CertificateNo, &c.DecisionNo, &c.RecognitionNo, &c.Outcome, &c.PlannedOn, &c.FosteredOn)
}

func byID(tx *db.Tx, id ID) (Candidate, error) {
	return db.One(tx, scanCandidate, `SELECT `+candidateColumns+candidateTables+` WHERE c.id = $1`, id)
}

func insert(tx *db.Tx, c Candidate) error {
	_, err := tx.Exec(`INSERT INTO admission_candidate(id, unit_id, person_id, chapter_id, nominated_by, nominated_on, reason, state, since, listed_on, listed_no, admitted_on)
		VALUES($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)`,
		c.ID, c.Unit, c.Person, db.Null(c.Chapter), db.Null(c.NominatedBy), c.NominatedOn, c.Reason, c.State, c.Since, c.ListedOn, c.ListedNo, c.AdmittedOn)
	return taken(err)
}

// taken says that somebody is on his way already.
func taken(err error) error {
	if db.IsUnique(err) {
		return fault.At("person", "admission.person_taken")
	}
	return err
}

// put stores what an act changed, unless somebody saved after the version.
func put(tx *db.Tx, c Candidate, version int) error {
	n, err := tx.Exec(`UPDATE admission_candidate SET state = $3, was = $4, since = $5, listed_on = $6, listed_no = $7, begins_on = $8, ends_on = $9, certified_on = $10, certificate_no = $11,
			proposed_on = $12, decided_on = $13, decision_no = $14, admitted_on = $15, supported_on = $16, recognised_on = $17, recognition_no = $18, official_on = $19, outcome = $20,
			planned_on = $21, fostered_on = $22, version = version + 1 WHERE id = $1 AND version = $2`,
		c.ID, version, c.State, c.Was, c.Since, c.ListedOn, c.ListedNo, c.BeginsOn, c.EndsOn, c.CertifiedOn, c.CertificateNo,
		c.ProposedOn, c.DecidedOn, c.DecisionNo, c.AdmittedOn, c.SupportedOn, c.RecognisedOn, c.RecognitionNo, c.OfficialOn, c.Outcome, c.PlannedOn, c.FosteredOn)
	if err == nil && n == 0 {
		return fault.Overtaken(nil)
	}
	return taken(err)
}

const mentorColumns = `SELECT m.candidate_id, m.person_id, n.name, m.from_date, m.to_date, m.reason FROM admission_mentor m JOIN member_name n ON n.person_id = m.person_id`

func scanMentor(r db.Row, m *Mentor) error {
	return r.Scan(&m.Candidate, &m.Person, &m.Name, &m.From, &m.To, &m.Reason)
}

// mentorsOf lists who helps a candidate, then who did, the latest first.
func mentorsOf(tx *db.Tx, id ID) ([]Mentor, error) {
	return db.All(tx, scanMentor, mentorColumns+` WHERE m.candidate_id = $1 ORDER BY CASE WHEN m.to_date IS NULL THEN 0 ELSE 1 END, m.from_date DESC, n.sort_key, m.id`, id)
}

func insertMentor(tx *db.Tx, id ID, person member.ID, from db.Date) error {
	_, err := tx.Exec(`INSERT INTO admission_mentor(id, candidate_id, person_id, from_date) VALUES($1, $2, $3, $4)`, db.NewID(), id, person, from)
	return err
}

// relieve ends the help of one mentor, of all where person is "".
func relieve(tx *db.Tx, id ID, person member.ID, on db.Date, reason string) error {
	_, err := tx.Exec(`UPDATE admission_mentor SET to_date = CASE WHEN from_date > $3 THEN from_date ELSE $3 END, reason = $4
		WHERE candidate_id = $1 AND to_date IS NULL AND (CAST($2 AS TEXT) = '' OR person_id = $2)`, id, person, on, reason)
	return err
}

// notesMost is how many notes of the mentors' book a page shows.
const notesMost = 40

// notesOf lists the mentors' book, the latest first.
func notesOf(tx *db.Tx, id ID) ([]Note, error) {
	return db.All(tx, func(r db.Row, n *Note) error { return r.Scan(&n.Name, &n.On, &n.Help, &n.Progress, &n.Proposal) },
		`SELECT COALESCE(n.name, ''), t.noted_on, t.help, t.progress, t.proposal FROM admission_note t LEFT JOIN member_name n ON n.person_id = t.person_id
		WHERE t.candidate_id = $1 ORDER BY t.noted_on DESC, t.id DESC LIMIT $2`, id, notesMost)
}

func insertNote(tx *db.Tx, id ID, by member.ID, f NoteForm) error {
	_, err := tx.Exec(`INSERT INTO admission_note(id, candidate_id, person_id, noted_on, help, progress, proposal, at) VALUES($1, $2, $3, $4, $5, $6, $7, $8)`,
		db.NewID(), id, db.Null(by), f.On, f.Help, f.Progress, f.Proposal, tx.Now)
	return err
}

func evidenceOf(tx *db.Tx, id ID) ([]Evidence, error) {
	return db.All(tx, func(r db.Row, e *Evidence) error { return r.Scan(&e.Kind, &e.Body, &e.Name, &e.At) },
		`SELECT e.kind, e.body, COALESCE(n.name, ''), e.at FROM admission_evidence e LEFT JOIN member_name n ON n.person_id = e.person_id WHERE e.candidate_id = $1`, id)
}

// putEvidence stores what is said on a criterion; nothing takes it away.
func putEvidence(tx *db.Tx, id ID, kind Criterion, body string, by member.ID) error {
	if body == "" {
		_, err := tx.Exec(`DELETE FROM admission_evidence WHERE candidate_id = $1 AND kind = $2`, id, kind)
		return err
	}
	_, err := tx.Exec(`INSERT INTO admission_evidence(candidate_id, kind, body, person_id, at) VALUES($1, $2, $3, $4, $5)
		ON CONFLICT (candidate_id, kind) DO UPDATE SET body = excluded.body, person_id = excluded.person_id, at = excluded.at`, id, kind, body, db.Null(by), tx.Now)
	return err
}

// papersOf gives the papers that are there, with their days.
func papersOf(tx *db.Tx, id ID) (map[string]db.Date, error) {
	all := map[string]db.Date{}
	_, err := db.All(tx, func(r db.Row, _ *struct{}) error {
		var code string
		var on db.Date
		err := r.Scan(&code, &on)
		all[code] = on
		return err
	}, `SELECT code, done_on FROM admission_paper WHERE candidate_id = $1`, id)
	return all, err
}

// putPaper notes that a paper is there; without a day it is not.
func putPaper(tx *db.Tx, id ID, code string, on db.Date) error {
	if code == "" {
		return nil
	}
	if on == "" {
		_, err := tx.Exec(`DELETE FROM admission_paper WHERE candidate_id = $1 AND code = $2`, id, code)
		return err
	}
	_, err := tx.Exec(`INSERT INTO admission_paper(candidate_id, code, done_on) VALUES($1, $2, $3)
		ON CONFLICT (candidate_id, code) DO UPDATE SET done_on = excluded.done_on`, id, code, on)
	return err
}

func opinionsOf(tx *db.Tx, id ID) ([]Opinion, error) {
	return db.All(tx, func(r db.Row, o *Opinion) error {
		return r.Scan(&o.Phase, &o.Origin, &o.Bodies, &o.Asked, &o.Agreed, &o.Against, &o.Words, &o.On)
	}, `SELECT phase, origin, bodies, asked, agreed, against, words, given_on FROM admission_opinion WHERE candidate_id = $1 ORDER BY phase, origin DESC`, id)
}

func putOpinion(tx *db.Tx, id ID, o Opinion) error {
	_, err := tx.Exec(`INSERT INTO admission_opinion(candidate_id, phase, origin, bodies, asked, agreed, against, words, given_on) VALUES($1, $2, $3, $4, $5, $6, $7, $8, $9)
		ON CONFLICT (candidate_id, phase, origin) DO UPDATE SET bodies = excluded.bodies, asked = excluded.asked, agreed = excluded.agreed, against = excluded.against,
		words = excluded.words, given_on = excluded.given_on`, id, o.Phase, o.Origin, o.Bodies, o.Asked, o.Agreed, o.Against, o.Words, o.On)
	return err
}

// tied lists the dossiers that follow where somebody belongs: his own from the
// ceremony until he is recognised, and those of whom he helps.
func tied(tx *db.Tx, person member.ID) ([]Candidate, error) {
	return db.All(tx, scanCandidate, `SELECT `+candidateColumns+candidateTables+`
		WHERE c.person_id = $1 AND CASE c.state WHEN 'stopped' THEN c.was ELSE c.state END IN ('probation', 'supported')
			OR c.state <> 'official' AND c.id IN (SELECT m.candidate_id FROM admission_mentor m WHERE m.person_id = $1 AND m.to_date IS NULL)
		ORDER BY c.id`, person)
}

// seat stores the cell of a candidate.
func seat(tx *db.Tx, c Candidate) error {
	_, err := tx.Exec(`UPDATE admission_candidate SET unit_id = $2, version = version + 1 WHERE id = $1`, c.ID, c.Unit)
	return err
}

// forget empties what was said of the person, and takes his name from what he
// wrote.
func forget(tx *db.Tx, person member.ID) error {
	const his = `candidate_id IN (SELECT c.id FROM admission_candidate c WHERE c.person_id = $1)`
	for _, q := range []string{
		`UPDATE admission_note SET help = '', progress = '', proposal = '' WHERE ` + his,
		`UPDATE admission_note SET person_id = NULL WHERE person_id = $1`,
		`UPDATE admission_evidence SET body = '' WHERE ` + his,
		`UPDATE admission_evidence SET person_id = NULL WHERE person_id = $1`,
		`UPDATE admission_opinion SET bodies = '', words = '' WHERE ` + his,
		`UPDATE admission_mentor SET reason = '' WHERE ` + his,
		`UPDATE admission_mentor SET reason = '' WHERE person_id = $1`,
		`UPDATE admission_candidate SET reason = '', outcome = '', planned_on = NULL, fostered_on = NULL, version = version + 1 WHERE person_id = $1`,
		`UPDATE admission_candidate SET nominated_by = NULL WHERE nominated_by = $1`,
	} {
		if _, err := tx.Exec(q, person); err != nil {
			return err
		}
	}
	return nil
}
