package step

import (
	"slices"
	"strings"

	"chibo/internal/campaign"
	"chibo/internal/db"
	"chibo/internal/fault"
	"chibo/internal/member"
	"chibo/internal/org"
)

// Step is something that a theme asks of everybody.
type Step string

// The steps.
const (
	Study    Step = "study"    // học tập
	Report   Step = "report"   // viết thu hoạch
	Register Step = "register" // đăng ký
	Act      Step = "act"      // thực hiện
	Review   Step = "review"   // tự đánh giá, kiểm điểm
	Commend  Step = "commend"  // biểu dương
)

// Steps lists them in the order in which they are taken.
var Steps = []Step{Study, Report, Register, Act, Review, Commend}

// usual are the steps that a theme asks for until somebody chooses others.
var usual = []Step{Study, Report, Register, Act, Review}

// Ticked reports whether the leaders of a unit note by hand who has taken the
// step. The others follow from what people hand in.
func (s Step) Ticked() bool { return s == Study || s == Review || s == Commend }

// Group is those of whom a theme asks its steps. Members of the Party go first.
type Group string

// The groups.
const (
	Members Group = org.PartyBody // đảng viên
	Staff   Group = "staff"       // viên chức who are no members
	Mass    Group = "mass"        // đoàn viên, hội viên of the chapters
)

// Groups lists them in the order of pages.
var Groups = []Group{Members, Staff, Mass}

// Way is how it is known that somebody took a step.
type Way string

// The ways.
const (
	ByUnit   Way = "unit"   // the leaders of his unit noted it
	BySelf   Way = "self"   // he said so
	ByRecord Way = "record" // it follows from what he handed in
)

// Mark is a step that somebody has taken. Class: cell, for the step and the day.
type Mark struct {
	Theme  campaign.ThemeID
	Person member.ID
	Unit   org.ID
	Step   Step
	Body   string
	On     db.Date
	Way    Way
	By     member.ID

	counts counting
}

// same reports whether another mark notes the same, and counts.
func (m Mark) same(o Mark) bool {
	return m.Theme == o.Theme && m.Person == o.Person && m.Unit == o.Unit && m.Step == o.Step && o.counts != countsNowhere
}

// counting says in which sums a mark stands.
type counting string

const (
	countsAbove   counting = "above"   // at its unit and the committees above
	countsHere    counting = "here"    // a unit's own theme: nobody above asks for it
	countsNowhere counting = "nowhere" // who took the step has left
)

// countedFor says in which sums something of a unit stands.
func countedFor(t campaign.Theme, unit org.ID) counting {
	if t.Unit == unit {
		return countsHere
	}
	return countsAbove
}

// Asked are the steps that a theme asks for, in their order.
type Asked []Step

// Has reports whether the theme asks for the step.
func (a Asked) Has(s Step) bool { return slices.Contains(a, s) }

// parseAsked reads what String wrote. Words that name no step are left out.
func parseAsked(text string) Asked {
	words := strings.Fields(text)
	return slices.DeleteFunc(slices.Clone(Asked(Steps)), func(s Step) bool { return !slices.Contains(words, string(s)) })
}

// String writes the steps in one line.
func (a Asked) String() string {
	words := make([]string, len(a))
	for n, s := range a {
		words[n] = string(s)
	}
	return strings.Join(words, " ")
}

// checkAsked puts chosen steps into their order; a theme asks for one at least.
func checkAsked(chosen []Step) (Asked, error) {
	asked := parseAsked(Asked(chosen).String())
	if len(asked) == 0 || len(asked) != len(chosen) {
		return nil, fault.At("steps", "step.steps_missing")
	}
	return asked, nil
}

// checkDay refuses a day on which a step of a theme cannot have been taken.
func checkDay(faults *fault.Form, t campaign.Theme, on, today db.Date) {
	switch {
	case !on.IsDay():
		faults.Add("on", "step.day_missing")
	case on > today:
		faults.Add("on", "step.day_ahead")
	case on < t.Starts:
		faults.Add("on", "step.day_before", t.Starts)
	case t.Ends != "" && on > t.Ends:
		faults.Add("on", "step.day_after", t.Ends)
	}
}

// running refuses what a theme that has ended or was halted asks for no more.
func running(t campaign.Theme, today db.Date) error {
	switch {
	case t.Halted:
		return fault.New(fault.Invalid, "step.halted")
	case t.Ends != "" && today > t.Ends:
		return fault.New(fault.Invalid, "step.over", t.Ends)
	}
	return nil
}

// asks refuses what a theme asks of a unit no more, for it does not run or the unit
// stands elsewhere now.
func asks(t campaign.Theme, u org.Unit, today db.Date) error {
	if !t.Reaches(u.Path) {
		return fault.New(fault.Invalid, "step.left_tree")
	}
	return running(t, today)
}
