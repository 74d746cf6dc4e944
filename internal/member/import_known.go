package member

import (
	"chibo/internal/access"
	"chibo/internal/db"
	"chibo/internal/i18n"
	"chibo/internal/member/roster"
	"chibo/internal/org"
)

// knownPerson is somebody who may be the one of a row.
type knownPerson struct {
	form      Form // Status is set only when a row is judged
	places    []knownPlace
	positions []Position
	states    []StatePeriod
	row       int  // the row that is this person, 0 if none yet
	beside    bool // belongs beside the chapter whose list it is
}

// knownPlace is a membership, the newest first.
type knownPlace struct {
	Membership
	now     bool
	inReach bool // the actor may import there
}

// knownPeople is everybody whom the rows of a list may mean.
type knownPeople struct {
	byID        map[ID]*knownPerson
	byCard      map[string]*knownPerson
	byName      map[string][]*knownPerson
	secretaries map[org.ID]ID
}

func foldName(name string) string { return i18n.Fold(name) }

// outside reports that the person's record is not the actor's to import into:
// the person belongs elsewhere, or belonged elsewhere last.
func (k *knownPerson) outside(by access.Actor) bool {
	if by.Trusted() {
		return false
	}
	for _, m := range k.places {
		if m.now && m.inReach {
			return false
		}
	}
	for _, m := range k.places {
		if m.now {
			return true
		}
	}
	return len(k.places) == 0 || !k.places[0].inReach
}

// visible reports whether the actor may see what is stored.
func (k *knownPerson) visible(by access.Actor) bool {
	for _, m := range k.places {
		if m.now && access.Can(by, View, access.Place{Unit: string(m.Unit), Path: m.Path, Person: string(k.form.ID)}) {
			return true
		}
	}
	return by.Trusted()
}

// statusIn is the person's standing in the unit today.
func (k *knownPerson) statusIn(unit org.ID) (Status, bool) {
	for _, m := range k.places {
		if m.now && m.Unit == unit {
			return m.Status, true
		}
	}
	return "", false
}

// partyElsewhere names the other party unit to which the person belongs, "" if
// there is none: moving somebody needs a decision, not a list.
func (k *knownPerson) partyElsewhere(unit org.Unit) string {
	if unit.Kind.Body != "party" {
		return ""
	}
	for _, m := range k.places {
		if m.now && m.Body == "party" && m.Unit != unit.ID {
			return m.UnitName
		}
	}
	return ""
}

// stateIn is the state beside the status today, with the periods that make it.
func (k *knownPerson) stateIn(unit org.ID) (state State, open []string) {
	for _, s := range k.states {
		if s.Unit == unit && s.State != Visiting {
			open = append(open, s.ID)
			if state == Active {
				state = s.State
			}
		}
	}
	return state, open
}

// holds reports whether the person has the post already; government posts are
// told apart by their words.
func (k *knownPerson) holds(unit org.ID, post Post, title string) bool {
	for _, p := range k.positions {
		if p.Unit == unit && p.Post == post && (post != Government || roster.Fold(p.Title) == roster.Fold(title)) {
			return true
		}
	}
	return false
}

// resembling finds the person of the same name and birth. sure wants the whole
// birth date, and then looks in the whole reach; otherwise the one less known
// may be the beginning of the other, within the unit. ties is how many are
// equally like the row.
func (kp *knownPeople) resembling(row *roster.Row, unit org.ID, sure bool) (best *knownPerson, ties int) {
	bestScore := -1
	for _, k := range kp.byName[foldName(row.Name)] {
		birth := string(k.form.Birth)
		_, here := k.statusIn(unit)
		whole := len(row.Birth) == len("2006-01-02") && birth == row.Birth
		twoCards := row.Card != "" && k.form.Card != "" && row.Card != k.form.Card
		switch {
		case k.row != 0, twoCards && !(whole && here), k.beside && !here:
			continue
		case sure && !whole, !sure && !(here && compatible(birth, row.Birth)):
			continue
		}
		score := k.likeness(row)
		if here {
			score += 100
		}
		switch {
		case score > bestScore:
			best, bestScore, ties = k, score, 1
		case score == bestScore:
			ties++
		}
	}
	return best, ties
}

// likeness counts the facts that row and record share, less those that differ.
func (k *knownPerson) likeness(row *roster.Row) int {
	n := 10
	for _, i := range importFields {
		listed, stored := i18n.Line(i.of(row)), *i.to(&k.form)
		switch {
		case listed == "" || stored == "":
		case sameFact(stored, listed, i.date):
			n++
		default:
			n--
		}
	}
	return n
}

// readKnown reads everybody whom the rows may mean: the holders of the cards,
// wherever they are, those of the same names where the actor may import, and those
// beside the chapter.
func readKnown(tx *db.Tx, reach access.Reach, unit org.Unit, rows []roster.Row, targets []*org.Unit) (*knownPeople, error) {
	kp := &knownPeople{byID: map[ID]*knownPerson{}, byCard: map[string]*knownPerson{}, byName: map[string][]*knownPerson{}, secretaries: map[org.ID]ID{}}
	names, cards := namesOf(rows)
	if err := readByCard(tx, kp, cards); err != nil {
		return nil, err
	}
	if err := readByName(tx, kp, reach, names); err != nil {
		return nil, err
	}
	units, err := besideOf(tx, unit)
	if err != nil {
		return nil, err
	}
	if err := readBeside(tx, kp, units, names); err != nil {
		return nil, err
	}
	if err := readPeriods(tx, kp, reach); err != nil {
		return nil, err
	}
	return kp, readSecretaries(tx, kp, targets)
}
