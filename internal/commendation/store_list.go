package commendation

import (
	"slices"

	"chibo/internal/db"
	"chibo/internal/member"
	"chibo/internal/org"
)

// search is a filter with where it looks.
type search struct {
	Filter
	unit   org.Unit
	whole  bool // the unit's own register with its people
	yearly bool // only yearly awards, and those for years in a row
	folded string
	named  []string // ids of members whose names the words are part of
}

// where narrows the awards to the search. Of what stands under the unit it finds
// collectives alone, and nothing that was struck.
func (q search) where(args *db.Args) string {
	// What stands no more is found where it stood last.
	const below = `a.unit_id IN (SELECT p.unit_id FROM org_place p WHERE NOT EXISTS (SELECT 1 FROM org_place later WHERE later.unit_id = p.unit_id AND later.from_date > p.from_date) AND `
	w := ` WHERE ((a.kind = 'collective' AND a.state = 'entered' AND ` + below + args.Under("p.path", q.unit.Path) + `))`
	if q.whole {
		w += ` OR a.unit_id = ` + args.Add(q.unit.ID)
	}
	w += `)`
	if q.yearly {
		return w + ` AND a.state = 'entered' AND (a.form = 'certificate_streak' OR a.occasion = 'yearly')`
	}
	for _, c := range []struct{ column, value string }{{"a.kind", string(q.Kind)}, {"a.level", string(q.Level)}, {"a.form", string(q.Form)}} {
		if c.value != "" {
			w += ` AND ` + c.column + ` = ` + args.Add(c.value)
		}
	}
	if q.Year != 0 {
		from, until := span(q.Year, "")
		w += ` AND a.granted_on >= ` + args.Add(from) + ` AND a.granted_on < ` + args.Add(until)
	}
	if q.folded == "" {
		return w
	}
	w += ` AND (a.folded LIKE ` + args.Add("%"+db.EscapeLike(q.folded)+"%") + ` ESCAPE '\'`
	for _, id := range q.named {
		w += ` OR a.person_id = ` + args.Add(id)
	}
	return w + `)`
}

func (q search) count(tx *db.Tx) (int, error) {
	var args db.Args
	where := q.where(&args)
	return db.One(tx, db.Value[int], `SELECT COUNT(*) FROM commendation_award a`+where, args...)
}

// awards lists what the search finds, the latest first; a limit of -1 is none.
func (q search) awards(tx *db.Tx, limit, offset int) ([]Award, error) {
	var args db.Args
	text := `SELECT ` + awardColumns + awardTables + q.where(&args) + ` ORDER BY a.granted_on DESC, a.id DESC`
	if limit >= 0 {
		text += ` LIMIT ` + args.Add(limit) + ` OFFSET ` + args.Add(offset)
	}
	return db.All(tx, scanAward, text, args...)
}

// years lists the years in which anything was granted, the latest first.
func (q search) years(tx *db.Tx) ([]int, error) {
	var args db.Args
	q.Filter = Filter{}
	q.folded, q.named = "", nil
	where := q.where(&args)
	days, err := db.All(tx, db.Value[db.Date], `SELECT DISTINCT substr(a.granted_on, 1, 4) AS year FROM commendation_award a`+where+` ORDER BY year DESC`, args...)
	years := make([]int, len(days))
	for i, d := range days {
		years[i] = d.Year()
	}
	return years, err
}

// named is a member with his name.
type named struct{ id, name string }

// peopleOf lists the members who stand in a unit's register.
func peopleOf(tx *db.Tx, unit org.ID) ([]named, error) {
	return db.All(tx, func(r db.Row, p *named) error { return r.Scan(&p.id, &p.name) },
		`SELECT n.person_id, n.name FROM member_name n WHERE n.person_id IN (SELECT a.person_id FROM commendation_award a WHERE a.unit_id = $1 AND a.person_id IS NOT NULL)`, unit)
}

// TallyUnder counts the awards of a unit and of all that stood under it on their
// days, from a day until another, which is not included: S1's "17 collectives, 76
// individuals". Before the first day of a unit's history the tree is taken as it
// began. It makes two queries, and is for capabilities that have authorised
// already.
func TallyUnder(tx *db.Tx, unit org.ID, from, until db.Date) (t Tally, err error) {
	rows, err := db.All(tx, scanGroup, `SELECT a.kind, a.level, a.form, COUNT(*), COUNT(DISTINCT a.subject)`+turns+` GROUP BY a.kind, a.level, a.form`, unit, from, until)
	if err != nil {
		return t, err
	}
	for _, g := range rows {
		t.add(g)
	}
	slices.SortFunc(t.Counts, func(a, b Count) int {
		if c := b.Level.Compare(a.Level); c != 0 {
			return c
		}
		return slices.Index(Forms, a.Form) - slices.Index(Forms, b.Form)
	})
	sums, err := db.All(tx, scanGroup, `SELECT a.kind, '', '', COUNT(*), COUNT(DISTINCT a.subject)`+turns+` GROUP BY a.kind`, unit, from, until)
	for _, g := range sums {
		if g.kind == Collective {
			t.Collective = g.Sum
		} else {
			t.Individual = g.Sum
		}
	}
	return t, err
}

// Honours is how often a unit itself was commended, and each of its members, as
// its register has it.
type Honours struct {
	Own    int
	People map[member.ID]int // those who have left too
}

// AwardedIn counts the awards in a unit's register by their days, from a day until
// another, which is not included. It makes one query, and is for capabilities that
// have authorised already.
func AwardedIn(tx *db.Tx, unit org.ID, from, until db.Date) (Honours, error) {
	h := Honours{People: map[member.ID]int{}}
	_, err := db.All(tx, func(r db.Row, _ *struct{}) error {
		var about, person string
		var n int
		err := r.Scan(&about, &person, &n)
		switch {
		case person != "":
			h.People[member.ID(person)] = n
		case about == string(unit):
			h.Own = n
		}
		return err
	}, `SELECT COALESCE(about_id, ''), COALESCE(person_id, ''), COUNT(*) FROM commendation_award
		WHERE unit_id = $1 AND state = 'entered' AND granted_on >= $2 AND granted_on < $3 GROUP BY about_id, person_id`, unit, from, until)
	return h, err
}

// turns are the awards that count at unit $1 from $2 until $3.
const turns = ` FROM commendation_award a
	JOIN org_place o ON o.unit_id = a.unit_id AND (o.to_date IS NULL OR o.to_date > a.granted_on) AND (o.from_date <= a.granted_on OR NOT EXISTS
		(SELECT 1 FROM org_place e WHERE e.unit_id = o.unit_id AND e.from_date < o.from_date))
	JOIN org_place u ON u.unit_id = $1 AND (u.to_date IS NULL OR u.to_date > a.granted_on) AND (u.from_date <= a.granted_on OR NOT EXISTS
		(SELECT 1 FROM org_place e WHERE e.unit_id = u.unit_id AND e.from_date < u.from_date)) AND substr(o.path, 1, length(u.path)) = u.path
	WHERE a.state = 'entered' AND a.granted_on >= $2 AND a.granted_on < $3`

// group is one row of a count.
type group struct {
	kind  Kind
	level Level
	form  Form
	Sum
}

func scanGroup(r db.Row, g *group) error {
	return r.Scan(&g.kind, &g.level, &g.form, &g.Turns, &g.Distinct)
}

func (t *Tally) add(g group) {
	i := slices.IndexFunc(t.Counts, func(c Count) bool { return c.Level == g.level && c.Form == g.form })
	if i < 0 {
		i = len(t.Counts)
		t.Counts = append(t.Counts, Count{Level: g.level, Form: g.form})
	}
	if g.kind == Collective {
		t.Counts[i].Collective = g.Sum
	} else {
		t.Counts[i].Individual = g.Sum
	}
}

// AwardedUnder counts commendations that were granted, as org.EventsUnder: who had
// two counts twice.
func AwardedUnder(tx *db.Tx, unit org.ID, from, to db.Date) ([]org.Event, error) {
	return org.EventsUnder(tx, `SELECT unit_id, granted_on FROM commendation_award WHERE state = 'entered'`, unit, from, to)
}
