package admission

import (
	"chibo/internal/db"
	"chibo/internal/member"
	"chibo/internal/org"
)

// onTheWay is the condition of a candidate who is on the list and not at the end
// of his way.
const onTheWay = `c.state NOT IN ('nominated', 'declined', 'official', 'stopped')`

// tilesMost is how many candidates the board shows of one state.
const tilesMost = 12

// tilesOf lists the candidates of a cell that the board shows: of each state the
// first ones, those who have stood there longest. Those who are recognised or
// were declined it only counts.
func tilesOf(tx *db.Tx, unit org.ID) ([]Candidate, error) {
	return db.All(tx, scanCandidate, `SELECT `+candidateColumns+` FROM (
			SELECT x.*, ROW_NUMBER() OVER (PARTITION BY x.state ORDER BY x.since, x.id) AS place FROM admission_candidate x
			WHERE x.unit_id = $1 AND x.state NOT IN ('declined', 'official', 'stopped')) c
		JOIN member_name n ON n.person_id = c.person_id LEFT JOIN org_place h ON h.unit_id = c.chapter_id AND h.to_date IS NULL
		WHERE c.place <= $2 ORDER BY c.since, n.sort_key, c.id`, unit, tilesMost)
}

// countsOf counts the candidates of a cell in each state, and tells who of them
// has a dossier of his probation.
func countsOf(tx *db.Tx, unit org.ID) (counts map[State]int, kept map[member.ID]bool, err error) {
	counts, kept = map[State]int{}, map[member.ID]bool{}
	_, err = db.All(tx, func(r db.Row, _ *struct{}) error {
		var s State
		var person member.ID
		var n int
		err := r.Scan(&s, &person, &n)
		counts[s] += n
		kept[person] = true
		return err
	}, `SELECT x.state, x.person_id, COUNT(*) FROM (
			SELECT c.state, CASE WHEN CASE c.state WHEN 'stopped' THEN c.was ELSE c.state END IN ('probation', 'supported') THEN c.person_id ELSE '' END AS person_id
			FROM admission_candidate c WHERE c.unit_id = $1) x
		GROUP BY x.state, x.person_id`, unit)
	return counts, kept, err
}

// listOf gives a page of the candidates of a cell in some states.
func listOf(tx *db.Tx, unit org.ID, states []State, page int) ([]Candidate, error) {
	args := db.Args{unit}
	q := `SELECT ` + candidateColumns + candidateTables + ` WHERE c.unit_id = $1 AND c.state IN (` + db.In(2, len(states)) + `)`
	for _, s := range states {
		args.Add(s)
	}
	return db.All(tx, scanCandidate, q+` ORDER BY n.sort_key, c.id LIMIT `+args.Add(PageSize)+` OFFSET `+args.Add(page*PageSize), args...)
}

// openIn lists all of a cell who are on their way.
func openIn(tx *db.Tx, unit org.ID) ([]Candidate, error) {
	return db.All(tx, scanCandidate, `SELECT `+candidateColumns+candidateTables+` WHERE c.unit_id = $1 AND `+onTheWay+` ORDER BY c.id`, unit)
}

// unitsOnTheWay lists the cells that have somebody on the way.
func unitsOnTheWay(tx *db.Tx) ([]org.ID, error) {
	return db.All(tx, db.Value[org.ID], `SELECT DISTINCT c.unit_id FROM admission_candidate c WHERE `+onTheWay+` ORDER BY c.unit_id`)
}

// latestOf is the way that a person is on, or was on last; those on which he
// was declined are not told.
func latestOf(tx *db.Tx, person member.ID) ([]Candidate, error) {
	return db.All(tx, scanCandidate, `SELECT `+candidateColumns+candidateTables+` WHERE c.person_id = $1 AND c.state NOT IN ('nominated', 'declined')
		ORDER BY c.since DESC, c.id DESC LIMIT 1`, person)
}

// nominatedBy gives a page of those whom a chapter nominated, the latest first.
func nominatedBy(tx *db.Tx, chapter org.ID, page int) ([]Candidate, error) {
	return db.All(tx, scanCandidate, `SELECT `+candidateColumns+candidateTables+` WHERE c.chapter_id = $1 ORDER BY c.nominated_on DESC, c.id DESC LIMIT $2 OFFSET $3`,
		chapter, PageSize, page*PageSize)
}

func countNominated(tx *db.Tx, chapter org.ID) (int, error) {
	return db.One(tx, db.Value[int], `SELECT COUNT(*) FROM admission_candidate c WHERE c.chapter_id = $1`, chapter)
}

// tally is how many candidates of a cell stand in a state.
type tally struct {
	path  string // of the cell
	state State
	n     int
}

// talliesUnder counts the candidates of a subtree.
func talliesUnder(tx *db.Tx, path string) ([]tally, error) {
	var args db.Args
	return db.All(tx, func(r db.Row, t *tally) error { return r.Scan(&t.path, &t.state, &t.n) },
		`SELECT o.path, c.state, COUNT(*) FROM admission_candidate c JOIN org_place o ON o.unit_id = c.unit_id AND o.to_date IS NULL
		WHERE `+args.Under("o.path", path)+` GROUP BY o.path, c.state`, args...)
}

// loadsIn counts for each member of a cell how many candidates he helps now.
func loadsIn(tx *db.Tx, unit org.ID) (map[member.ID]int, error) {
	loads := map[member.ID]int{}
	_, err := db.All(tx, func(r db.Row, _ *struct{}) error {
		var person member.ID
		var n int
		err := r.Scan(&person, &n)
		loads[person] = n
		return err
	}, `SELECT m.person_id, COUNT(*) FROM admission_mentor m JOIN admission_candidate c ON c.id = m.candidate_id
		WHERE c.unit_id = $1 AND m.to_date IS NULL AND `+onTheWay+` GROUP BY m.person_id`, unit)
	return loads, err
}

// around is what a list says of some candidates beside their rows.
type around struct {
	mentors map[ID][]Mentor // present ones
	papers  map[ID]map[string]db.Date
	last    map[ID]db.Date // of the last note
	briefs  map[member.ID]member.Brief
}

// aroundOf reads it in four queries, for nobody in none.
func aroundOf(tx *db.Tx, all []Candidate) (a around, err error) {
	a = around{map[ID][]Mentor{}, map[ID]map[string]db.Date{}, map[ID]db.Date{}, nil}
	if len(all) == 0 {
		return a, nil
	}
	var args db.Args
	people := make([]member.ID, len(all))
	for i, c := range all {
		args.Add(c.ID)
		people[i] = c.Person
	}
	in := `candidate_id IN (` + db.In(1, len(all)) + `)`
	mentors, err := db.All(tx, scanMentor, mentorColumns+` WHERE m.to_date IS NULL AND m.`+in+` ORDER BY m.from_date, n.sort_key, m.id`, args...)
	if err != nil {
		return a, err
	}
	for _, m := range mentors {
		a.mentors[m.Candidate] = append(a.mentors[m.Candidate], m)
	}
	if _, err = db.All(tx, func(r db.Row, _ *struct{}) error {
		var id ID
		var code string
		var on db.Date
		err := r.Scan(&id, &code, &on)
		if a.papers[id] == nil {
			a.papers[id] = map[string]db.Date{}
		}
		a.papers[id][code] = on
		return err
	}, `SELECT p.candidate_id, p.code, p.done_on FROM admission_paper p WHERE p.`+in, args...); err != nil {
		return a, err
	}
	if _, err = db.All(tx, func(r db.Row, _ *struct{}) error {
		var id ID
		var on db.Date
		err := r.Scan(&id, &on)
		a.last[id] = on
		return err
	}, `SELECT t.candidate_id, MAX(t.noted_on) FROM admission_note t WHERE t.`+in+` GROUP BY t.candidate_id`, args...); err != nil {
		return a, err
	}
	a.briefs, err = member.BriefsOf(tx, people...)
	return a, err
}

// dossier is what a candidate is judged by.
func (a around) dossier(c Candidate) Dossier {
	c.Department, c.Birth = a.briefs[c.Person].Department, a.briefs[c.Person].Birth
	return Dossier{Candidate: c, Mentors: a.mentors[c.ID], Papers: a.papers[c.ID], LastOn: a.last[c.ID]}
}
