package member

import (
	"errors"
	"slices"
	"strings"

	"chibo/internal/access"
	"chibo/internal/db"
	"chibo/internal/fault"
	"chibo/internal/i18n"
	"chibo/internal/member/roster"
	"chibo/internal/org"
)

// planner works out what taking a list would do. It reads and never writes.
type planner struct {
	tx      *db.Tx
	by      access.Actor
	roster  *roster.Roster
	units   unitIndex
	listed  bool // a column names the units
	known   *knownPeople
	headers map[roster.Field]string
	elects  map[org.ID]bool
	assumed map[Status]int
	heads   map[org.ID]int // the row that names the secretary
	others  []int          // rows that name others than those known beside the chapter
	p       *Preview
}

// plan fills the preview of a list that is to go into the unit.
func plan(tx *db.Tx, by access.Actor, unit org.Unit, listed *roster.Roster, l keptList) (*Preview, error) {
	people := listed.Rows
	if unit.Kind.Mass() {
		listed = plain(listed)
	}
	p := &planner{
		tx: tx, by: by, roster: listed, headers: map[roster.Field]string{}, elects: map[org.ID]bool{},
		assumed: map[Status]int{}, heads: map[org.ID]int{}, others: l.others,
		p: &Preview{Unit: unit, Sheet: listed.Sheet, Rows: listed.DataRows, People: people, Faults: slices.Clone(listed.Faults)},
	}
	p.columns(l.mapping)
	for _, w := range listed.Warnings {
		if w.Key != "roster.no_status_column" { // said below, with what is taken instead
			p.p.Warnings = append(p.p.Warnings, w)
		}
	}
	targets, err := p.targets()
	if err != nil {
		return nil, err
	}
	if p.known, err = readKnown(tx, access.ReachOf(by, Import), unit, listed.Rows, targets); err != nil {
		return nil, err
	}
	p.people(targets)
	if n := p.assumed[Official] + p.assumed[Probationary]; n > 0 {
		p.p.Warnings = append(p.p.Warnings, roster.Fault{Row: listed.HeaderRow, Key: "member.import_assumed", Args: []any{p.assumed[Official], p.assumed[Probationary]}, Warning: true})
	}
	slices.SortStableFunc(p.p.Faults, func(a, b roster.Fault) int { return a.Row - b.Row })
	slices.SortStableFunc(p.p.Warnings, func(a, b roster.Fault) int { return a.Row - b.Row })
	return p.p, nil
}

// columns notes what each column is, and which one a fault stands in.
func (p *planner) columns(byHand map[string]roster.Field) {
	for _, c := range p.roster.Columns {
		_, chosen := byHand[c.Header]
		p.p.Columns = append(p.p.Columns, ImportColumn{Column: c, Kept: keeps(c), ByHand: chosen})
		for _, f := range append([]roster.Field{c.Field}, c.Also...) {
			if whole, part := partOf[f]; part {
				f = whole
			}
			if p.headers[f] == "" {
				p.headers[f] = c.Header
			}
			p.listed = p.listed || f == roster.Unit
		}
	}
}

// partOf gives the fact of columns that hold a part of it.
var partOf = map[roster.Field]roster.Field{
	roster.Surname: roster.Name, roster.Given: roster.Name, roster.SexMale: roster.Sex, roster.SexFemale: roster.Sex,
	roster.BirthMale: roster.Birth, roster.BirthFemale: roster.Birth,
}

func (p *planner) fault(row *roster.Row, field roster.Field, value, key string, args ...any) {
	if field == roster.Card || field == roster.OldCard {
		value = "" // a card's number stands in no message
	}
	p.p.Faults = append(p.p.Faults, roster.Fault{Row: row.Row, Column: p.headers[field], Value: shortValue(value), Key: key, Args: args})
}

func (p *planner) warn(row *roster.Row, field roster.Field, value, key string, args ...any) {
	p.p.Warnings = append(p.p.Warnings, roster.Fault{Row: row.Row, Column: p.headers[field], Value: shortValue(value), Key: key, Args: args, Warning: true})
}

// targets gives the unit of each row, nil where none can be told.
func (p *planner) targets() ([]*org.Unit, error) {
	targets := make([]*org.Unit, len(p.roster.Rows))
	unit := &p.p.Unit
	if unit.Kind.Mass() || !p.listed {
		if !unit.Kind.Holds {
			p.p.Faults = append(p.p.Faults, roster.Fault{Row: p.roster.HeaderRow, Key: "member.import_no_unit_column", Args: []any{unit.Name}})
			return targets, nil
		}
		for i := range targets {
			targets[i] = unit
		}
		return targets, nil
	}
	below, err := org.Under(p.tx, unit.Path)
	if err != nil {
		return nil, err
	}
	p.units = newUnitIndex(slices.DeleteFunc(below, func(u org.Unit) bool { return !access.Can(p.by, Import, u.Place()) }), unit.Kind.Body)
	for i := range p.roster.Rows {
		targets[i] = p.target(&p.roster.Rows[i])
	}
	return targets, nil
}

func (p *planner) target(row *roster.Row) *org.Unit {
	if row.Unit == "" {
		if p.p.Unit.Kind.Holds {
			return &p.p.Unit
		}
		p.fault(row, roster.Unit, "", "member.import_unit_missing")
		return nil
	}
	found := p.units.find(row.Unit)
	if len(found) > 1 {
		found = slices.DeleteFunc(slices.Clone(found), func(u org.Unit) bool { return !u.Kind.Holds })
	}
	switch {
	case len(found) == 0:
		p.fault(row, roster.Unit, row.Unit, "member.import_unit_unknown", p.p.Unit.Name)
	case len(found) > 1:
		p.fault(row, roster.Unit, row.Unit, "member.import_unit_ambiguous", len(found))
	case !found[0].Kind.Holds:
		p.fault(row, roster.Unit, row.Unit, "member.unit_holds_nobody", found[0].Name)
	default:
		return &found[0]
	}
	return nil
}

// people judges the rows: those who are surely known first, so that a row that
// says little cannot take another's place.
func (p *planner) people(targets []*org.Unit) {
	known := make([]*knownPerson, len(p.roster.Rows))
	for _, sure := range []bool{true, false} {
		for i := range p.roster.Rows {
			row := &p.roster.Rows[i]
			if _, _, gone := stateOf(row); row.Faulty || targets[i] == nil || gone || known[i] != nil {
				continue
			}
			known[i] = p.recognise(row, targets[i].ID, sure)
		}
	}
	for i := range p.roster.Rows {
		row := &p.roster.Rows[i]
		if _, _, gone := stateOf(row); gone && !row.Faulty {
			p.p.Gone++
			p.warn(row, roster.Name, row.Name, "member.import_gone")
			continue
		}
		if row.Faulty || targets[i] == nil || known[i] == refused {
			continue
		}
		if known[i] == nil {
			known[i] = p.match(row, targets[i].ID)
		}
		p.person(row, *targets[i], known[i])
	}
}

// refused stands for a row with a fault about who it is.
var refused = &knownPerson{}

// recognise finds the person of a row: by card, else by name and birth.
func (p *planner) recognise(row *roster.Row, unit org.ID, sure bool) *knownPerson {
	if k := p.known.byCard[row.Card]; row.Card != "" && k != nil {
		switch {
		case k.outside(p.by):
			p.fault(row, roster.Card, "", "member.import_elsewhere")
		case k.row != 0:
			p.fault(row, roster.Card, "", "roster.duplicate", k.row)
		case roster.Fold(k.form.Name) != roster.Fold(row.Name) && row.Birth != "" && !sameFact(string(k.form.Birth), row.Birth, true):
			p.fault(row, roster.Card, "", "member.import_card_of_another")
		default:
			k.row = row.Row
			return k
		}
		return refused
	}
	best, ties := p.known.resembling(row, unit, sure)
	if best == nil {
		return nil
	}
	if ties > 1 {
		p.fault(row, roster.Name, row.Name, "member.import_ambiguous", ties)
		return refused
	}
	best.row = row.Row
	return best
}

// person works out what a row adds or changes.
func (p *planner) person(row *roster.Row, unit org.Unit, k *knownPerson) {
	person := ImportPerson{Row: row.Row, Name: row.Name, UnitName: unit.Name, unit: unit, before: k}
	if k != nil {
		person.form, person.Person = k.form, k.form.ID
		if elsewhere := k.partyElsewhere(unit); elsewhere != "" {
			p.fault(row, roster.Unit, row.Unit, "member.import_in_other_unit", elsewhere)
			return
		}
	}
	if person.Elsewhere = k != nil && unit.Kind.Mass() && !k.keptIn(unit.ID, p.tx.Today()); !person.Elsewhere {
		person.Changes = takeOver(row, &person.form)
	}
	if !p.standing(row, &person) || !person.Elsewhere && !p.check(row, &person) {
		return
	}
	p.state(row, &person)
	p.posts(row, &person)
	switch {
	case k == nil:
		p.p.Added = append(p.p.Added, person)
	case len(person.Changes) == 0:
		p.p.Same++
	default:
		if !k.visible(p.by) {
			for i := range person.Changes {
				c := &person.Changes[i]
				c.From, c.Hidden = "", c.From != ""
			}
		}
		p.p.Changed = append(p.p.Changed, person)
	}
}

// standing judges the membership and reports whether it can be taken.
func (p *planner) standing(row *roster.Row, person *ImportPerson) bool {
	status, assumed := statusOf(row, person.unit.Kind.Body, p.tx.Today())
	now, belongs := Status(""), false
	if person.before != nil {
		now, belongs = person.before.statusIn(person.unit.ID)
	}
	if belongs && assumed {
		status = now
	}
	switch {
	case !belongs:
		if assumed {
			p.assumed[status]++
		}
		person.joins = true
		person.Changes = append(person.Changes, FieldChange{Field: roster.Unit, To: person.unit.Name}, FieldChange{Field: roster.Status, To: string(status)})
	case now == Official && status == Probationary:
		p.fault(row, roster.Status, row.Status, "member.import_was_official")
		return false
	case now != status:
		person.Changes = append(person.Changes, FieldChange{Field: roster.Status, From: string(now), To: string(status)})
	}
	person.form.Status = status
	return true
}

// check asks the rules of a typed form; what they find stands at the cell.
func (p *planner) check(row *roster.Row, person *ImportPerson) bool {
	err := person.form.Check(p.tx.Today())
	var e *fault.Error
	if !errors.As(err, &e) {
		return true
	}
	values := map[roster.Field]string{}
	for _, i := range importFields {
		values[i.field] = i.of(row)
		if i.date {
			values[i.field] = i18n.Short(values[i.field])
		}
	}
	for _, f := range e.Fields {
		field := roster.Field(f.Name)
		p.fault(row, field, values[field], f.Key, f.Args...)
	}
	return false
}

// state judges what stands beside the status.
func (p *planner) state(row *roster.Row, person *ImportPerson) {
	state, known, _ := stateOf(row)
	if !known {
		return
	}
	now, open := Active, []string(nil)
	if person.before != nil && !person.joins {
		now, open = person.before.stateIn(person.unit.ID)
	}
	if state == now {
		return
	}
	person.ends = open
	if state != Active {
		from := p.tx.Today()
		if row.StateOn != "" {
			from = firstDay(db.Date(row.StateOn))
		}
		person.state = &StatePeriod{Unit: person.unit.ID, State: state, From: from}
	}
	person.Changes = append(person.Changes, FieldChange{Field: roster.State, From: string(now), To: string(state)})
}

// posts judges the posts that a list names. They are held from today on: the
// list says who holds them now and not since when, and a made-up past would
// say that somebody led meetings before.
func (p *planner) posts(row *roster.Row, person *ImportPerson) {
	posts, left := postsOf(row, person.unit.Kind.Body)
	for _, l := range left {
		p.warn(row, l.field, l.words, "member.import_post_not_here")
	}
	for _, l := range posts {
		if person.before != nil && person.before.holds(person.unit.ID, l.post, l.words) {
			continue
		}
		key := p.refusesPost(row, person, l)
		if key != "" {
			p.warn(row, l.field, l.words, key)
			continue
		}
		a := Appointment{Unit: person.unit.ID, Post: l.post, From: p.tx.Today()}
		if l.post == Government {
			a.Title = l.words
		}
		person.posts = append(person.posts, a)
		person.Changes = append(person.Changes, FieldChange{Field: l.field, To: l.words})
	}
}

// refusesPost gives the reason for which a post is left to be given by hand.
func (p *planner) refusesPost(row *roster.Row, person *ImportPerson, l listedPost) string {
	unit := person.unit
	may, asked := p.elects[unit.ID]
	if !asked {
		may = access.Can(p.by, Elect, unit.Place())
		p.elects[unit.ID] = may
	}
	switch {
	case !may:
		return "member.import_post_not_yours"
	case l.post.Elected() && person.form.Status != Official:
		return "member.post_needs_official"
	case l.post != Secretary:
		return ""
	case p.known.secretaries[unit.ID] != "" || p.heads[unit.ID] != 0:
		return "member.import_post_taken"
	}
	p.heads[unit.ID] = row.Row
	return ""
}

// namesOf gives the folded names and the cards of the rows, each once.
func namesOf(rows []roster.Row) (folded, cards []string) {
	for i := range rows {
		folded = append(folded, foldName(rows[i].Name))
		if rows[i].Card != "" {
			cards = append(cards, rows[i].Card)
		}
	}
	slices.Sort(folded)
	slices.Sort(cards)
	return slices.Compact(folded), slices.Compact(cards)
}

// compatible reports that two births may be the same: the one less known is
// the beginning of the other.
func compatible(a, b string) bool { return strings.HasPrefix(a, b) || strings.HasPrefix(b, a) }

// shownMax is how many characters of a value stand in a message.
const shownMax = 80

func shortValue(s string) string {
	if r := []rune(s); len(r) > shownMax {
		return string(r[:shownMax]) + "…"
	}
	return s
}
