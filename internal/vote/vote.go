package vote

import (
	"strings"
	"unicode/utf8"

	"chibo/internal/db"
	"chibo/internal/fault"
	"chibo/internal/i18n"
	"chibo/internal/member"
	"chibo/internal/org"
	"chibo/internal/rulebook"
)

// ID names a vote.
type ID string

// Matter is what is decided. It selects the threshold.
type Matter string

// The matters.
const (
	Ordinary    Matter = "ordinary"    // resolutions, conclusions, ratings
	Admission   Matter = "admission"   // proposal to admit
	Recognition Matter = "recognition" // proposal to recognise as official
	Discipline  Matter = "discipline"  // any form but expulsion
	Expulsion   Matter = "expulsion"
	Election    Matter = "election" // of one candidate; on ballots alone
)

// Matters lists the matters in the order in which forms offer them. An election
// is none of them: it has forms of its own.
var Matters = []Matter{Ordinary, Admission, Recognition, Discipline, Expulsion}

// threshold is the rulebook's key for the share that passes the matter.
func (m Matter) threshold() (rulebook.Key[rulebook.Threshold], bool) {
	switch m {
	case Ordinary:
		return rulebook.VoteOrdinary, true
	case Admission:
		return rulebook.VoteAdmission, true
	case Recognition:
		return rulebook.VoteRecognition, true
	case Discipline:
		return rulebook.VoteDiscipline, true
	case Expulsion:
		return rulebook.VoteExpulsion, true
	case Election:
		return rulebook.VoteElection, true
	}
	return rulebook.Key[rulebook.Threshold]{}, false
}

// Voter is somebody called to the meeting in which a vote is taken.
type Voter struct {
	Person  member.ID
	Status  member.Status
	State   member.State
	Present bool
	Excused bool // absent with an approved reason
}

// votes reports whether the voter belongs to the official members called.
func (v Voter) votes() bool { return v.Status == member.Official && v.State != member.Visiting }

// leaves is the code under which the rulebook may leave the voter out of the
// base, "" for one who always counts.
func (v Voter) leaves() string {
	switch {
	case v.State == member.Away:
		return "transferred_out"
	case v.State == member.Suspended:
		return "suspended"
	case v.State == member.Detained:
		return "detained"
	case v.State == member.Exempt && !v.Present:
		return "exempt_absent"
	case v.Excused && !v.Present:
		return "excused_throughout"
	}
	return ""
}

// Base is what shares are taken of.
type Base struct {
	Official int            // official members called, visitors left out
	Size     int            // those who count: the denominator
	Present  int            // those of them who are here and can lift a hand
	Left     map[string]int // how many left the base, by the rulebook's code
}

// Denominator counts the base by the rule that leaves voters out of it.
func Denominator(voters []Voter, excluded rulebook.Codes) Base {
	b := Base{Left: map[string]int{}}
	for _, v := range voters {
		if !v.votes() {
			continue
		}
		b.Official++
		if !v.counts(excluded) {
			b.Left[v.leaves()]++
			continue
		}
		b.Size++
		if v.Present {
			b.Present++
		}
	}
	return b
}

// counts reports whether the voter is in the base.
func (v Voter) counts(excluded rulebook.Codes) bool {
	code := v.leaves()
	return v.votes() && (code == "" || !excluded.Has(code))
}

// Case is what is known of a vote before it is counted.
type Case struct {
	Matter  Matter
	Meeting string // the kind of meeting, as the rulebook calls it: "regular"
	On      db.Date
	Voters  []Voter
	// Ballots: it is taken on paper. Every ballot may be invalid, so that a count
	// of nothing is one.
	Ballots bool
	// ByName: everybody is noted by name, in the record that the vote is taken in.
	ByName bool
}

// Prospect is what a page shows before the vote: the base, how many pass it,
// and the rules that say so.
type Prospect struct {
	Base      Base
	Threshold string          // "> 1/2"; "" where no rule is known
	Needed    int             // votes in favour that pass; 0 where no rule is known
	By        rulebook.Source // of the threshold
	BaseBy    rulebook.Source // of the base
	// Secret says that the rules want this matter decided by secret ballot.
	Secret   bool
	SecretBy rulebook.Source
	Missing  []string // keys for which the rulebook knows no rule on the day
	ByName   bool     `json:",omitempty"` // everybody was noted by name
	Meeting  string   `json:",omitempty"` // the kind of meeting, as the rulebook calls it
}

// Ahead tells what a vote on the case will be judged by.
func Ahead(book *rulebook.Book, c Case) Prospect {
	p := Prospect{ByName: c.ByName, Meeting: c.Meeting}
	facts := rulebook.Facts{rulebook.FactMeeting: c.Meeting, rulebook.FactMatter: string(c.Matter)}
	excluded, ok := rulebook.VoteExcluded.At(book, string(c.On), facts)
	if ok {
		p.BaseBy = excluded.Source()
	} else {
		p.Missing = append(p.Missing, rulebook.VoteExcluded.Name())
	}
	p.Base = Denominator(c.Voters, excluded.Value)
	key, known := c.Matter.threshold()
	if !known {
		return p
	}
	if t, ok := key.At(book, string(c.On), facts); ok {
		p.Threshold, p.Needed, p.By = t.Value.String(), t.Value.Needed(p.Base.Size), t.Source()
	} else {
		p.Missing = append(p.Missing, key.Name())
	}
	if secret, ok := rulebook.VoteSecret.At(book, string(c.On), facts); ok && secret.Value {
		p.Secret, p.SecretBy = true, secret.Source()
	}
	return p
}

// Lifting are those of the base who are present: who can lift a hand, or be
// noted by name, as the called and the roll stand now.
func Lifting(book *rulebook.Book, c Case) []member.ID {
	excluded, _ := rulebook.VoteExcluded.At(book, string(c.On), rulebook.Facts{rulebook.FactMeeting: c.Meeting, rulebook.FactMatter: string(c.Matter)})
	var able []member.ID
	for _, v := range c.Voters {
		if v.Present && v.counts(excluded.Value) {
			able = append(able, v.Person)
		}
	}
	return able
}

// Count is the hands that were lifted.
type Count struct {
	Favour  int
	Against int
	Other   int // another opinion
}

// Cast is how many voted.
func (c Count) Cast() int { return c.Favour + c.Against + c.Other }

// Outcome is what a vote decided.
type Outcome string

// The outcomes. Unjudged: no rule is known for the day.
const (
	Passed   Outcome = "passed"
	Failed   Outcome = "failed"
	Unjudged Outcome = "unjudged"
)

// Judge compares the count with the base. It refuses counts that cannot be:
// negative ones, and more hands than voters in the room.
func Judge(book *rulebook.Book, c Case, n Count) (Prospect, Outcome, error) {
	p := Ahead(book, c)
	var faults fault.Form
	if _, ok := c.Matter.threshold(); !ok || c.Matter == Election && !c.Ballots {
		faults.Add("matter", "vote.matter_missing")
	}
	for _, f := range []struct {
		field string
		n     int
	}{{"favour", n.Favour}, {"against", n.Against}, {"other", n.Other}} {
		if f.n < 0 || f.n > countMax {
			faults.Add(f.field, "vote.count_invalid")
		}
	}
	if err := faults.Err(); err != nil {
		return p, "", err
	}
	switch {
	case p.Base.Present == 0:
		return p, "", fault.At("favour", "vote.nobody_present")
	case n.Cast() == 0 && !c.Ballots:
		return p, "", fault.At("favour", "vote.count_missing")
	case n.Cast() > p.Base.Present:
		return p, "", fault.At("favour", "vote.too_many", n.Cast(), p.Base.Present)
	case len(p.Missing) > 0:
		return p, Unjudged, nil
	case n.Favour >= p.Needed:
		return p, Passed, nil
	}
	return p, Failed, nil
}

// countMax keeps the sum of three counts far from overflow.
const countMax = 1_000_000

// Vote is a vote as it was recorded.
type Vote struct {
	ID       ID
	Unit     org.ID
	Kind     string // the record it was taken in: "meeting_item"
	Subject  string // the id of that record
	Question string
	Matter   Matter
	HeldOn   db.Date
	Count    Count
	Prospect Prospect // as it was judged
	Outcome  Outcome
	Version  int
	cited    record // the record that goes by it, a zero one for none
}

// record is what a vote was taken in, or what goes by it.
type record struct{ kind, id string }

// Of reports whether the vote was taken in a record, or the record goes by it.
func (v Vote) Of(kind, subject string) bool {
	r := record{kind, subject}
	return r == record{v.Kind, v.Subject} || r == v.cited
}

// Cited reports whether a record goes by the vote that it was not taken in.
func (v Vote) Cited() bool { return v.cited != record{} }

// Share is the votes in favour as papers write them: "11/13 đảng viên chính
// thức (84,6%)" is made of the two numbers and this.
func (v Vote) Share(l i18n.Lang) string {
	return i18n.Percent(l, v.Count.Favour, v.Prospect.Base.Size)
}

const questionMax = 500

// CheckQuestion cleans what is voted on, and refuses none and one that is too
// long, in the field question.
func CheckQuestion(q string) (string, error) {
	q = strings.Join(strings.Fields(i18n.Clean(q)), " ")
	switch n := utf8.RuneCountInString(q); {
	case n == 0:
		return "", fault.At("question", "vote.question_missing")
	case n > questionMax:
		return "", fault.At("question", "vote.too_long", n, questionMax)
	}
	return q, nil
}
