package commendation

import (
	"slices"
	"strings"

	"chibo/internal/db"
	"chibo/internal/document"
	"chibo/internal/fault"
	"chibo/internal/i18n"
	"chibo/internal/member"
	"chibo/internal/org"
)

// Lengths in characters, and how many one decision may name at once.
const (
	nameMax   = 200
	lineMax   = 200
	reasonMax = 4_000
	linesMax  = 200
)

// earliest is the first year of which an award is taken.
const earliest = 1930

// SubjectForm is whom an award or proposal names: people, an organisation, or
// others by their names.
type SubjectForm struct {
	Kind   Kind
	People []member.ID // members, of individuals
	Unit   org.ID      // an organisation, of collectives; "" for none
	Names  string      // other collectives, or people of the staff, one a line
}

// lines are the names, without empty lines.
func (f *SubjectForm) lines() (all []string) {
	for line := range strings.Lines(f.Names) {
		if line = i18n.Line(line); line != "" && !slices.Contains(all, line) {
			all = append(all, line)
		}
	}
	return all
}

// check reports faults at kind, people, unit and names. one says that there can
// be only one subject.
func (f *SubjectForm) check(faults *fault.Form, one bool) {
	lines := f.lines()
	f.Names = strings.Join(lines, "\n")
	n := len(lines)
	switch f.Kind {
	case Collective:
		if len(f.People) > 0 {
			faults.Add("people", "commendation.people_of_collective")
		}
		if f.Unit != "" {
			n++
		}
		if n == 0 {
			faults.Add("unit_id", "commendation.collective_missing")
		}
	case Individual:
		if f.Unit != "" {
			faults.Add("unit_id", "commendation.unit_of_individual")
		}
		if n += len(f.People); n == 0 {
			faults.Add("people", "commendation.person_missing")
		}
	default:
		faults.Add("kind", "commendation.kind_missing")
		return
	}
	switch {
	case one && n > 1:
		faults.Add("names", "commendation.one_subject")
	case n > linesMax:
		faults.Add("names", "commendation.too_many", linesMax)
	}
	for _, line := range lines {
		sayable(faults, "names", line, nameMax)
	}
}

// check cleans the merit and reports every fault at its field: form, title,
// level, occasion, year, years, reason. Where no year is named it is the last that
// may be.
func (m *Merit) check(faults *fault.Form, last int, reasoned bool) {
	m.Title, m.Reason = i18n.Line(m.Title), i18n.Clean(m.Reason)
	if !slices.Contains(Forms, m.Form) {
		faults.Add("form", "commendation.form_missing")
	}
	if m.Form == Other && m.Title == "" {
		faults.Add("title", "commendation.title_missing")
	}
	sayable(faults, "title", m.Title, lineMax)
	if !slices.Contains(Levels, m.Level) {
		faults.Add("level", "commendation.level_missing")
	}
	if !slices.Contains(Occasions, m.Occasion) {
		faults.Add("occasion", "commendation.occasion_missing")
	}
	if m.Year == 0 {
		m.Year = last
	}
	if m.Year < earliest || m.Year > last {
		faults.Add("year", "commendation.year_wrong", yearText(earliest), yearText(last))
	}
	switch {
	case m.Years < 0 || m.Years > 50 || m.Occasion == Period && m.Years < 2:
		faults.Add("years", "commendation.years_wrong")
	case m.Occasion != Period:
		m.Years = 1
	}
	if reasoned && m.Reason == "" {
		faults.Add("reason", "commendation.reason_missing")
	}
	sayable(faults, "reason", m.Reason, reasonMax)
}

// theirs is what is stored of the merit, by the names of the fields.
func (m Merit) theirs() map[string]string {
	all := map[string]string{
		"form": string(m.Form), "title": m.Title, "level": string(m.Level), "occasion": string(m.Occasion), "year": yearText(m.Year), "years": "", "reason": m.Reason,
	}
	if m.Occasion == Period {
		all["years"] = yearText(m.Years)
	}
	return all
}

// theirs is what is stored of the proposal, by the names of the fields.
func (p Proposal) theirs() map[string]string {
	all := p.Merit.theirs()
	all["kind"], all["people"], all["unit_id"], all["names"] = string(p.Kind), string(p.Person), string(p.About), ""
	if p.Person == "" && p.About == "" {
		all["names"] = p.Name
	}
	return all
}

// Decision is who decided on an award, and when.
type Decision struct {
	Giver  string
	Number string
	On     db.Date
}

// check reports faults at giver, number and on.
func (d *Decision) check(faults *fault.Form, today db.Date, numbered bool) {
	d.Giver, d.Number = i18n.Line(d.Giver), i18n.Line(d.Number)
	if d.Giver == "" {
		faults.Add("giver", "commendation.giver_missing")
	}
	sayable(faults, "giver", d.Giver, lineMax)
	if numbered && d.Number == "" {
		faults.Add("number", "commendation.number_missing")
	}
	sayable(faults, "number", d.Number, 60)
	switch {
	case !d.On.IsDay():
		faults.Add("on", "commendation.day_missing")
	case d.On > today:
		faults.Add("on", "commendation.day_ahead")
	case d.On.Year() < earliest:
		faults.Add("on", "commendation.day_early", yearText(earliest))
	}
}

// AwardForm is what is typed to enter awards of one decision.
type AwardForm struct {
	SubjectForm
	Merit
	Decision
}

// check cleans what is said of an award and reports every fault at its field. No
// award is for a year after that of its decision.
func (f *AwardForm) check(faults *fault.Form, today db.Date) {
	last := today.Year()
	if f.On.IsDay() && f.On <= today {
		last = f.On.Year()
	}
	f.Merit.check(faults, last, false)
	f.Decision.check(faults, today, false)
}

// ProposalForm is what is typed to propose somebody.
type ProposalForm struct {
	SubjectForm
	Merit
	Theme string // of a campaign, that it comes of, by its id; "" for none
}

// StepForm is what is typed for an act on a proposal: which of it is asked for
// depends on the act.
type StepForm struct {
	Favour, Voters int    // of the proposer's vote
	Words          string // of an appraisal, or why it is refused or withdrawn
	Decision              // On is the day of the vote or of the decision
}

// said cleans words that must not be empty, at the field words.
func said(text string) (string, error) {
	text = i18n.Clean(text)
	var faults fault.Form
	if text == "" {
		faults.Add("words", "commendation.words_missing")
	}
	sayable(&faults, "words", text, reasonMax)
	return text, faults.Err()
}

// sayable notes a text that is too long or bears a mark of state secrecy (I5).
func sayable(faults *fault.Form, field, text string, limit int) {
	if n := len([]rune(text)); n > limit {
		faults.Add(field, "commendation.too_long", n, limit)
		return
	}
	if err := document.CheckText("", text); err != nil {
		faults.Add(field, fault.Key(err))
	}
}
