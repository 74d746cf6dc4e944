package privacy

import (
	"strings"

	"chibo/internal/db"
)

// Section is a part of what is kept of somebody. Its purpose, legal basis and term
// are the texts privacy.purpose_, basis_ and term_ with its name.
type Section string

// The sections.
const (
	Identity      Section = "identity"
	Membership    Section = "membership"
	Account       Section = "account"
	Meetings      Section = "meeting"
	Tasks         Section = "task"
	Commitments   Section = "commitment"
	Reports       Section = "reflection"
	Topics        Section = "topic"
	Elections     Section = "ballot"
	Movements     Section = "movement"
	Admissions    Section = "admission"
	Awards        Section = "commendation"
	Evaluations   Section = "evaluation"
	Care          Section = "welfare"
	Notifications Section = "notify"
	Requests      Section = "privacy"
	Traces        Section = "audit"
)

// Sections lists them as pages show them.
var Sections = []Section{
	Identity, Membership, Account, Meetings, Tasks, Commitments, Reports, Topics, Elections, Movements, Admissions, Awards, Evaluations, Care,
	Notifications, Requests, Traces,
}

// Basis is on what legal ground a section is kept.
type Basis string

// The grounds.
const (
	ByCharter Basis = "charter" // the Charter and the rules of the Party, without asking for consent
	ByLaw     Basis = "law"     // a duty by law: the safety of data, the log of access
	ByConsent Basis = "consent" // what somebody gave or switched on himself, and may take back
)

// Term is how long a section is kept.
type Term string

// The terms.
const (
	WithMembership Term = "membership" // as long as the membership, then by the rules on archives
	WithRecord     Term = "record"     // as long as the records of the unit that it belongs to
	WithAccount    Term = "account"    // as long as the account
	NinetyDays     Term = "ninety"     // ninety days once read
	FiveYears      Term = "five_years"
)

// purposes says of each section by what right and how long it is kept.
var purposes = map[Section]struct {
	Basis Basis
	Term  Term
}{
	Identity:      {ByCharter, WithMembership},
	Membership:    {ByCharter, WithMembership},
	Account:       {ByLaw, WithAccount},
	Meetings:      {ByCharter, WithRecord},
	Tasks:         {ByCharter, WithRecord},
	Commitments:   {ByCharter, WithRecord},
	Reports:       {ByCharter, WithRecord},
	Topics:        {ByCharter, WithRecord},
	Elections:     {ByCharter, WithRecord},
	Movements:     {ByCharter, WithMembership},
	Admissions:    {ByCharter, WithMembership},
	Awards:        {ByCharter, WithMembership},
	Evaluations:   {ByCharter, WithMembership},
	Care:          {ByConsent, WithRecord},
	Notifications: {ByConsent, NinetyDays},
	Requests:      {ByLaw, FiveYears},
	Traces:        {ByLaw, FiveYears},
}

// Basis is on what legal ground the section is kept.
func (s Section) Basis() Basis { return purposes[s].Basis }

// Term is how long the section is kept.
func (s Section) Term() Term { return purposes[s].Term }

// Kept is how much of a section is kept of somebody.
type Kept struct {
	Section Section
	Rows    int
}

// holding is what one table keeps of a person: the rows of from, in which t is the
// table and $1 the person, and the columns that he may have: a "@" behind one
// makes it an instant, a ">" the unit whose id it holds.
type holding struct {
	section Section
	table   string
	from    string
	columns string
}

// fields are the columns, without their marks.
func (h holding) fields() []string {
	all := strings.Fields(h.columns)
	for i := range all {
		all[i] = strings.Trim(all[i], "@>")
	}
	return all
}

// Field is a value of a record, as it is stored; instants and units are words.
type Field struct {
	Name  string
	Value string
}

// Record is a row that is kept of somebody. What is empty is left out.
type Record struct {
	Section Section
	Table   string
	Fields  []Field
}

// record puts the columns of a row together with their names.
func (h holding) record(values []string) Record {
	rec := Record{Section: h.section, Table: h.table}
	for i, name := range strings.Fields(h.columns) {
		value := values[i]
		if value == "" {
			continue
		}
		if strings.HasSuffix(name, "@") {
			value = instant(value)
		}
		rec.Fields = append(rec.Fields, Field{Name: strings.Trim(name, "@>"), Value: value})
	}
	return rec
}

// instant writes a stored instant.
func instant(micro string) string {
	var at db.Time
	n, ok := parseMicro(micro)
	if !ok || at.Scan(n) != nil {
		return micro
	}
	return at.Local("")
}
