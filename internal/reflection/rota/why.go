package rota

// Reason says why a wish was not met or a month stays empty. It is a word of
// which a page makes a sentence.
type Reason string

const (
	// Closed: the month has a thematic meeting, or no meeting at all.
	Closed Reason = "closed"
	// Past: the month is over.
	Past Reason = "past"
	// Away: the person is absent then, or not a member. Of an empty month:
	// nobody who has a turn left is there.
	Away Reason = "away"
	// HadTurn: it would begin the next round for the person; People come first
	// and cannot all have their turns by then. The person is one of them where
	// an announced turn of his own comes first.
	HadTurn Reason = "had_turn"
	// Limit: the person has as many turns a year as the rules allow, all
	// announced, in Months. Of an empty month: so have all who are there.
	Limit Reason = "limit"
	// Taken: the month is full of announced turns and volunteers: People.
	Taken Reason = "taken"
	// NeedElsewhere: were the wish met, Months would be without a report.
	NeedElsewhere Reason = "need_elsewhere"
	// OtherWishes: were the wish met, the wishes of People, who are volunteers
	// too, could no longer be.
	OtherWishes Reason = "other_wishes"
)

// Why is the reason of a person and a month, with the facts that make it true.
type Why struct {
	Month  Month
	Reason Reason
	People []string // in the order of People
	Months []Month
}

// Unmet is a volunteer who got none of his months.
type Unmet struct {
	Person string
	Given  Month // the first month that he reports in, 0 if none
	Why    []Why // one for each month that he wished for
	Help   []Help
}

// HelpKind is a kind of change.
type HelpKind string

const (
	// RaiseMax: two turns a month instead of one.
	RaiseMax HelpKind = "raise_max"
	// OtherMonth: a wish for Month can be met, at no other volunteer's cost.
	OtherMonth HelpKind = "other_month"
	// MoveTurn: the announced turn of Person in Month gets another month, or
	// is exchanged.
	MoveTurn HelpKind = "move_turn"
)

// Help is a change after which the wish is met: it was solved with it. Nobody
// else loses by the last two kinds: there are no more months without a report, no
// volunteer loses his month, and whose turn is moved gets another.
type Help struct {
	Kind   HelpKind
	Month  Month
	Person string
}

// Empty is a plannable month without a report.
type Empty struct {
	Month  Month
	Reason Reason   // Away, Limit, or HadTurn
	Away   []string // members with a turn left who are absent then
	Full   []string // there, but with as many turns as the rules allow
	Behind []string // there, but it would begin the next round: First come first
	First  []string // who lacks a turn that Behind must wait for
	Twice  bool     // with two turns a year for a person the month would not be empty, nor another
}

// explainer tries what else could have been.
type explainer struct {
	*cell
	found outcome // the flow of the plan
	turns []Turn
	lone  months // months without a report
	moved map[Turn][]Turn
	wider []Turn // the plan with Max 2
}

// met reports whether the plan gives the person one of his months.
func met(p *person, turns []Turn) bool { return p.wishes&ofPerson(turns, p.ID) != 0 }

func (x *explainer) unmet() []Unmet {
	var all []Unmet
	for i := range x.people {
		p := &x.people[i]
		if p.wishes == 0 || met(p, x.turns) {
			continue
		}
		u := Unmet{Person: p.ID}
		if given := ofPerson(x.turns, p.ID); given != 0 {
			u.Given = given.first()
		}
		for m := range p.wishes.all() {
			u.Why = append(u.Why, x.why(i, m))
		}
		u.Help = x.help(i, u)
		all = append(all, u)
	}
	return all
}

// why looks for the reason: what can be seen at once first, then what comes of
// forcing the wish. A wish that costs no month its report and no other volunteer
// his month would have been met, so one of the reasons holds.
func (x *explainer) why(who int, m Month) Why {
	p := &x.people[who]
	switch {
	case !x.opened.has(m):
		return Why{Month: m, Reason: Closed}
	case !x.open.has(m):
		return Why{Month: m, Reason: Past}
	case !p.here.has(m):
		return Why{Month: m, Reason: Away}
	case p.slots == 0:
		return Why{Month: m, Reason: Limit, Months: p.fixed.list()}
	case x.room[m] == 0:
		return Why{Month: m, Reason: Taken, People: inMonth(x.turns, m)}
	case p.round(1) == 1 && x.busy(m):
		return Why{Month: m, Reason: Taken, People: inMonth(x.turns, m)}
	}
	return x.tried(who, m)
}

// tried forces the wish and compares.
func (x *explainer) tried(who int, m Month) Why {
	o := outcome{}
	if p := &x.people[who]; p.may.has(m) && (p.round(1) == 1 || !x.barred[p.round(1)].has(m)) {
		o = x.best(&trial{who, m})
	}
	if !o.found {
		return Why{Month: m, Reason: HadTurn, People: x.first(x.people[who].round(1), m)}
	}
	if x.busy(m) {
		return Why{Month: m, Reason: Taken, People: inMonth(x.turns, m)}
	}
	instead := x.cell.turns(o)
	if left := x.empty(instead) &^ x.lone; left != 0 && x.empty(instead).len() > x.lone.len() {
		return Why{Month: m, Reason: NeedElsewhere, Months: left.list()}
	}
	w := Why{Month: m, Reason: OtherWishes}
	for i := range x.people {
		if p := &x.people[i]; met(p, x.turns) && !met(p, instead) {
			w.People = append(w.People, p.ID)
		}
	}
	return w
}

// busy reports whether the month is full of announced turns and volunteers.
func (x *explainer) busy(m Month) bool {
	n := 0
	for _, t := range x.turns {
		if t.Month != m {
			continue
		}
		i, known := x.index[t.Person]
		if !known || x.people[i].fixed.has(m) || x.people[i].wishes.has(m) {
			n++
		}
	}
	return n >= x.Max
}

// first are the people who need a new turn before the round begins in the month.
func (x *explainer) first(round int, m Month) []string {
	var all []string
	for i := range x.people {
		if x.people[i].need(round, m) > 0 {
			all = append(all, x.people[i].ID)
		}
	}
	return all
}

func (x *explainer) emptyMonths() []Empty {
	var all []Empty
	var twice months // empty also if two turns a year were allowed
	if x.lone != 0 && !x.Twice {
		wider := x.Problem
		wider.Twice = true
		twice = x.empty(solved(wider))
	}
	for m := range x.lone.all() {
		e := x.whyEmpty(m)
		e.Twice = !x.Twice && !twice.has(m) && twice&^x.lone == 0
		all = append(all, e)
	}
	return all
}

// whyEmpty sorts the members of the month by what keeps each from reporting.
func (x *explainer) whyEmpty(m Month) Empty {
	e := Empty{Month: m}
	round := 0
	for i := range x.people {
		p := &x.people[i]
		got := ofPerson(x.turns, p.ID).len()
		switch {
		case p.From > m || p.To < m:
		case !p.here.has(m) && got < x.limit:
			e.Away = append(e.Away, p.ID)
		case !p.here.has(m):
		case got >= x.limit:
			e.Full = append(e.Full, p.ID)
		default:
			e.Behind = append(e.Behind, p.ID)
			next := p.round(1 + got - p.fixed.len())
			if round == 0 || next < round {
				round = next
			}
		}
	}
	switch {
	case len(e.Behind) > 0:
		e.Reason = HadTurn
		for _, i := range x.behind(x.found.placed, round, m) {
			e.First = append(e.First, x.people[i].ID)
		}
	case len(e.Away) > 0 || len(e.Full) == 0:
		e.Reason = Away
	default:
		e.Reason = Limit
	}
	return e
}
