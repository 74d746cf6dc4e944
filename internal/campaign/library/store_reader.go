package library

import (
	"slices"

	"chibo/internal/campaign"
	"chibo/internal/db"
	"chibo/internal/figure"
	"chibo/internal/member"
	"chibo/internal/org"
)

const recountReaders = `SELECT r.unit_id, substr(r.done_on, 1, 7), COUNT(*), r.theme_id || '.' || r.body
	FROM campaign_reader r WHERE r.counts = 'above' AND r.done_on IS NOT NULL GROUP BY 1, 2, 4`

const readerColumns = `SELECT r.theme_id, r.person_id, r.unit_id, r.body, r.counts, r.done_on FROM campaign_reader r WHERE `

func scanReader(r db.Row, is *reader) error {
	return r.Scan(&is.theme, &is.person, &is.unit, &is.body, &is.counts, &is.done)
}

// readersOf lists where somebody is a reader, of every theme.
func readersOf(tx *db.Tx, person member.ID) ([]reader, error) {
	return db.All(tx, scanReader, readerColumns+`r.person_id = $1 ORDER BY r.theme_id, r.unit_id`, person)
}

// themesOf lists the themes of which somebody has read something or tried the quiz.
func themesOf(tx *db.Tx, person member.ID) ([]campaign.ThemeID, error) {
	return db.All(tx, db.Value[campaign.ThemeID], `SELECT m.theme_id FROM campaign_reading d JOIN campaign_material m ON m.id = d.material_id WHERE d.person_id = $1
		UNION SELECT q.theme_id FROM campaign_quiz q WHERE q.person_id = $1
		UNION SELECT r.theme_id FROM campaign_reader r WHERE r.person_id = $1 ORDER BY 1`, person)
}

// readBy reports whether somebody has read a material.
func (m Material) readBy(tx *db.Tx, person member.ID) (bool, error) {
	n, err := db.One(tx, db.Value[int], `SELECT COUNT(*) FROM campaign_reading WHERE material_id = $1 AND person_id = $2`, m.ID, person)
	return n > 0, err
}

// read notes that somebody read a material.
func (m Material) read(tx *db.Tx, person member.ID) error {
	_, err := tx.Exec(`INSERT INTO campaign_reading(material_id, person_id, on_date) VALUES($1, $2, $3) ON CONFLICT DO NOTHING`, m.ID, person, tx.Today())
	return err
}

// seat has somebody be a reader of a theme at the units given and at no other, and
// finds anew whether he has read all that is required.
func seat(tx *db.Tx, t campaign.Theme, person member.ID, units []org.Unit) error {
	have, err := readersOf(tx, person)
	if err != nil {
		return err
	}
	for _, r := range have {
		if r.theme != t.ID || slices.ContainsFunc(units, func(u org.Unit) bool { return u.ID == r.unit }) {
			continue
		}
		if _, err := tx.Exec(`DELETE FROM campaign_reader WHERE theme_id = $1 AND person_id = $2 AND unit_id = $3`, t.ID, person, r.unit); err != nil {
			return err
		}
		if err := figure.Count(tx, r.delta(-1)); err != nil {
			return err
		}
	}
	for _, u := range units {
		counts := countsAbove
		if t.Unit == u.ID {
			counts = countsHere
		}
		if _, err := tx.Exec(`INSERT INTO campaign_reader(theme_id, person_id, unit_id, body, counts) VALUES($1, $2, $3, $4, $5) ON CONFLICT DO NOTHING`,
			t.ID, person, u.ID, u.Kind.Body, counts); err != nil {
			return err
		}
	}
	return settle(tx, t.ID, person)
}

// settle finds anew which readers of a theme, or which person alone, have read all
// that is required. It makes four queries, however many they are.
func settle(tx *db.Tx, theme campaign.ThemeID, person member.ID) error {
	was, err := standing(tx, theme, person)
	if err != nil {
		return err
	}
	if _, err := tx.Exec(`UPDATE campaign_reader SET done_on = (
			SELECT CASE WHEN COUNT(*) = (SELECT COUNT(*) FROM campaign_material o WHERE o.theme_id = $1 AND o.required = 1 AND o.dropped_on IS NULL) THEN MAX(d.on_date) END
			FROM campaign_reading d JOIN campaign_material m ON m.id = d.material_id
			WHERE d.person_id = campaign_reader.person_id AND m.theme_id = $1 AND m.required = 1 AND m.dropped_on IS NULL)
		WHERE theme_id = $1 AND ($2 = '' OR person_id = $2)`, theme, string(person)); err != nil {
		return err
	}
	is, err := standing(tx, theme, person)
	if err != nil {
		return err
	}
	var changes []figure.Delta
	for _, s := range was {
		changes = append(changes, s.delta(-1))
	}
	for _, s := range is {
		changes = append(changes, s.delta(1))
	}
	return figure.Count(tx, changes...)
}

// sum is how many readers of one unit and month there are.
type sum struct {
	reader
	n int
}

func (s sum) delta(sign int) figure.Delta { return s.reader.delta(sign * s.n) }

// standing sums up those of a theme, or a person alone, who count above.
func standing(tx *db.Tx, theme campaign.ThemeID, person member.ID) ([]sum, error) {
	return db.All(tx, func(r db.Row, s *sum) error {
		s.theme, s.counts = theme, countsAbove
		return r.Scan(&s.unit, &s.body, &s.done, &s.n)
	}, `SELECT unit_id, body, MIN(done_on), COUNT(*) FROM campaign_reader
		WHERE theme_id = $1 AND ($2 = '' OR person_id = $2) AND counts = 'above' AND done_on IS NOT NULL
		GROUP BY unit_id, body, substr(done_on, 1, 7) ORDER BY unit_id, body, MIN(done_on)`, theme, string(person))
}

// hereOf counts, by body, the readers of a unit's own theme.
func hereOf(tx *db.Tx, theme campaign.ThemeID, unit org.ID) ([]sum, error) {
	return db.All(tx, func(r db.Row, s *sum) error { return r.Scan(&s.body, &s.n) },
		`SELECT body, COUNT(*) FROM campaign_reader WHERE theme_id = $1 AND unit_id = $2 AND counts = 'here' AND done_on IS NOT NULL GROUP BY body`, theme, unit)
}

// forget drops what somebody read and whether he passed; that he is counted stays.
func forget(tx *db.Tx, person member.ID) error {
	if _, err := tx.Exec(`DELETE FROM campaign_reading WHERE person_id = $1`, person); err != nil {
		return err
	}
	_, err := tx.Exec(`DELETE FROM campaign_quiz WHERE person_id = $1`, person)
	return err
}
