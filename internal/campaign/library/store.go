package library

import (
	"strings"

	"chibo/internal/campaign"
	"chibo/internal/db"
	"chibo/internal/fault"
	"chibo/internal/member"
	"chibo/internal/org"
)

const materialColumns = `m.id, m.theme_id, m.ordinal, m.title, m.about, m.address, m.required, m.version`

func (m *Material) columns() []any {
	return []any{&m.ID, &m.Theme, &m.ordinal, &m.Title, &m.About, &m.Address, (*db.Bool)(&m.Required), &m.Version}
}

func scanMaterial(r db.Row, m *Material) error { return r.Scan(m.columns()...) }

// byID gives a material that is part of its list.
func byID(tx *db.Tx, id ID) (Material, error) {
	return db.One(tx, scanMaterial, `SELECT `+materialColumns+` FROM campaign_material m WHERE m.id = $1 AND m.dropped_on IS NULL`, id)
}

// linesOf lists the material of a theme, with the day on which a person read it.
func linesOf(tx *db.Tx, theme campaign.ThemeID, person member.ID) ([]Line, error) {
	return db.All(tx, func(r db.Row, l *Line) error { return r.Scan(append(l.Material.columns(), &l.ReadOn)...) },
		`SELECT `+materialColumns+`, d.on_date FROM campaign_material m LEFT JOIN campaign_reading d ON d.material_id = m.id AND d.person_id = $2
		WHERE m.theme_id = $1 AND m.dropped_on IS NULL ORDER BY m.ordinal, m.id`, theme, string(person))
}

func (m Material) insert(tx *db.Tx) error {
	_, err := tx.Exec(`INSERT INTO campaign_material(id, theme_id, ordinal, title, about, address, required) VALUES($1, $2, $3, $4, $5, $6, $7)`,
		m.ID, m.Theme, m.ordinal, m.Title, m.About, m.Address, db.Bool(m.Required))
	return err
}

// put stores a material over the version that the page showed.
func (m Material) put(tx *db.Tx, version int, was Material) error {
	n, err := tx.Exec(`UPDATE campaign_material SET title = $3, about = $4, address = $5, required = $6, version = version + 1
		WHERE id = $1 AND version = $2`, m.ID, version, m.Title, m.About, m.Address, db.Bool(m.Required))
	if err == nil && n == 0 {
		return fault.Overtaken(was.theirs())
	}
	return err
}

// rank gives a material its place in the order.
func (m Material) rank(tx *db.Tx, ordinal int) error {
	_, err := tx.Exec(`UPDATE campaign_material SET ordinal = $2 WHERE id = $1`, m.ID, ordinal)
	return err
}

// drop takes a material off its list; that people read it stays.
func (m Material) drop(tx *db.Tx, version int) error {
	n, err := tx.Exec(`UPDATE campaign_material SET dropped_on = $3, version = version + 1 WHERE id = $1 AND version = $2`, m.ID, version, tx.Today())
	if err == nil && n == 0 {
		return fault.Overtaken(m.theirs())
	}
	return err
}

// stock is how much material a theme has.
type stock struct {
	theme     campaign.ThemeID
	materials int
	required  int
	questions int
}

// stocksOf counts the material of themes, in one query.
func stocksOf(tx *db.Tx, themes ...campaign.ThemeID) (map[campaign.ThemeID]stock, error) {
	args := []any{""} // a page makes the same queries where there is none
	for _, t := range themes {
		args = append(args, t)
	}
	all, err := db.All(tx, func(r db.Row, s *stock) error { return r.Scan(&s.theme, &s.materials, &s.required, &s.questions) },
		`SELECT t.id, (SELECT COUNT(*) FROM campaign_material m WHERE m.theme_id = t.id AND m.dropped_on IS NULL),
			(SELECT COUNT(*) FROM campaign_material m WHERE m.theme_id = t.id AND m.dropped_on IS NULL AND m.required = 1),
			(SELECT COUNT(*) FROM campaign_question q WHERE q.theme_id = t.id AND q.dropped_on IS NULL)
		FROM campaign_theme t WHERE t.id IN (`+db.In(1, len(args))+`)`, args...)
	found := map[campaign.ThemeID]stock{}
	for _, s := range all {
		found[s.theme] = s
	}
	return found, err
}

const questionColumns = `q.id, q.theme_id, q.words, q.options, q.answer, q.version FROM campaign_question q WHERE q.dropped_on IS NULL AND `

func scanQuestion(r db.Row, q *Question) error {
	var options string
	err := r.Scan(&q.ID, &q.Theme, &q.Words, &options, &q.Answer, &q.Version)
	q.Options = strings.Split(options, "\n")
	return err
}

func questionByID(tx *db.Tx, id QuestionID) (Question, error) {
	return db.One(tx, scanQuestion, `SELECT `+questionColumns+`q.id = $1`, id)
}

// questionsOf lists the questions of a theme in the order in which they were written.
func questionsOf(tx *db.Tx, theme campaign.ThemeID) ([]Question, error) {
	return db.All(tx, scanQuestion, `SELECT `+questionColumns+`q.theme_id = $1 ORDER BY q.id`, theme)
}

func (q Question) insert(tx *db.Tx) error {
	_, err := tx.Exec(`INSERT INTO campaign_question(id, theme_id, words, options, answer) VALUES($1, $2, $3, $4, $5)`,
		q.ID, q.Theme, q.Words, strings.Join(q.Options, "\n"), q.Answer)
	return err
}

// put stores a question over the version that the page showed.
func (q Question) put(tx *db.Tx, version int, was Question) error {
	n, err := tx.Exec(`UPDATE campaign_question SET words = $3, options = $4, answer = $5, version = version + 1 WHERE id = $1 AND version = $2`,
		q.ID, version, q.Words, strings.Join(q.Options, "\n"), q.Answer)
	if err == nil && n == 0 {
		return fault.Overtaken(was.theirs())
	}
	return err
}

// drop takes a question out of the quiz.
func (q Question) drop(tx *db.Tx, version int) error {
	n, err := tx.Exec(`UPDATE campaign_question SET dropped_on = $3, version = version + 1 WHERE id = $1 AND version = $2`, q.ID, version, tx.Today())
	if err == nil && n == 0 {
		return fault.Overtaken(q.theirs())
	}
	return err
}

// putQuiz keeps whether somebody passed; who has passed once has passed.
func putQuiz(tx *db.Tx, theme campaign.ThemeID, person member.ID, passed bool) error {
	_, err := tx.Exec(`INSERT INTO campaign_quiz(theme_id, person_id, passed) VALUES($1, $2, $3)
		ON CONFLICT (theme_id, person_id) DO UPDATE SET passed = CASE WHEN campaign_quiz.passed = 1 THEN 1 ELSE excluded.passed END`, theme, person, db.Bool(passed))
	return err
}

// quizOf gives whether somebody has tried the quiz of a theme, and passed it.
func quizOf(tx *db.Tx, theme campaign.ThemeID, person member.ID) (tried, passed bool, err error) {
	all, err := db.All(tx, db.Value[db.Bool], `SELECT passed FROM campaign_quiz WHERE theme_id = $1 AND person_id = $2`, theme, string(person))
	return len(all) > 0, len(all) > 0 && bool(all[0]), err
}

// progress is how far one of a unit has come.
type progress struct {
	person member.ID
	done   db.Date
	read   int // of what is required
	tried  bool
	passed bool
}

// progressIn lists who of a unit has begun.
func progressIn(tx *db.Tx, theme campaign.ThemeID, unit org.ID) ([]progress, error) {
	return db.All(tx, func(r db.Row, p *progress) error {
		return r.Scan(&p.person, &p.done, &p.read, (*db.Bool)(&p.tried), (*db.Bool)(&p.passed))
	}, `SELECT r.person_id, r.done_on, (SELECT COUNT(*) FROM campaign_reading d JOIN campaign_material m ON m.id = d.material_id
			WHERE d.person_id = r.person_id AND m.theme_id = r.theme_id AND m.required = 1 AND m.dropped_on IS NULL),
			CASE WHEN q.passed IS NULL THEN 0 ELSE 1 END, COALESCE(q.passed, 0)
		FROM campaign_reader r LEFT JOIN campaign_quiz q ON q.theme_id = r.theme_id AND q.person_id = r.person_id
		WHERE r.theme_id = $1 AND r.unit_id = $2`, theme, unit)
}
