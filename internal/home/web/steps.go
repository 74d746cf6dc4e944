package web

import (
	"cmp"
	"slices"

	"chibo/internal/db"
	"chibo/internal/directive"
	"chibo/internal/evaluation"
	"chibo/internal/meeting"
	"chibo/internal/meeting/month"
	"chibo/internal/member"
	"chibo/internal/quality"
	"chibo/internal/reflection"
)

// State is how a step of the month stands today.
type State string

// The states of steps. One step is Now: the first that is not done.
const (
	Done  State = "done"
	Now   State = "now"
	Later State = "later"
	Late  State = "late" // not done though its day has passed, while an earlier step is Now
)

// Said is a sentence: a text key and what it is filled with.
type Said struct {
	Key  string
	Args []any
}

// Step is one thing of the month's work, computed from what exists: nobody
// ticks it.
type Step struct {
	Key    string  // its title is the text "home.step_" + Key
	Args   []any   // what stands in the title
	Order  int     // its place in the month; see [Source]
	Month  db.Date // "YYYY-MM": the meeting that it belongs to
	Done   bool
	DoneOn db.Date // "" where the day is not kept
	Due    db.Date // the day by which it is to be done; "" where no rule is known
	At     string  // "HH:MM" of a step that takes place on the day of Due, "" for one with a deadline
	Fixed  bool    // the step takes place on the day of Due
	Past   bool    // its day has come: it stays among the steps, and is never the one to do now
	Detail []Said
	Lines  []Line // records that the step is about
	Lack   string // text key of what the lines lack, "" where they lack nothing
	Link   string // its page, "" if there is none yet
	Button string // text key of what its page lets one do, "" if nothing
	State  State  // set by arrange
}

// Line is a record that a step is about, as it is called.
type Line struct {
	Text string
	Urge string // where somebody is reminded of it, "" if nobody is
}

// Left is how many days remain until the step's day, negative once it has
// passed; ok is false where it has none.
func (s Step) Left(today db.Date) (days int, ok bool) {
	if s.Due == "" {
		return 0, false
	}
	return meeting.Left(today, s.Due), true
}

// facts are what steps are computed from.
type facts struct {
	today   db.Date
	cycle   month.Cycle
	toStudy []directive.Directive
	turns   []reflection.Report // of reports, near today
	me      member.ID           // the reader
	review  evaluation.Day      // of the unit
	score   quality.State       // of the last meeting, "" where nobody has begun it
}

// Source gives the steps that come from one capability. Their places leave
// gaps for those of others; those of an earlier meeting come before all.
type Source func(f facts) []Step

// The places of steps in the month.
const (
	placePlan = 10 * (iota + 1)
	placeCommittee
	placeStudy
	placeAnnounce
	placeHold
	placePapers
	placeReport
	// placeMonth is the distance of two meetings.
	placeMonth = 1000
)

// sources are the capabilities that have steps.
var sources = []Source{meetingSteps, scoreSteps, directiveSteps, reflectionSteps, evaluationSteps}

// monthSteps gives the steps of all sources in their order, each with its state.
func monthSteps(f facts) []Step {
	var steps []Step
	for _, source := range sources {
		steps = append(steps, source(f)...)
	}
	slices.SortStableFunc(steps, func(a, b Step) int { return cmp.Compare(a.Order, b.Order) })
	return arrange(f.today, steps)
}

// arrange says of each step how it stands: the first that is not done is the
// one to do now.
func arrange(today db.Date, steps []Step) []Step {
	found := false
	for i := range steps {
		left, dated := steps[i].Left(today)
		switch {
		case steps[i].Done:
			steps[i].State = Done
		case !found && !steps[i].Past:
			steps[i].State, found = Now, true
		case dated && left < 0:
			steps[i].State = Late
		default:
			steps[i].State = Later
		}
	}
	return steps
}

// current is the step to do now; ok is false where nothing is left.
func current(steps []Step) (s Step, ok bool) {
	i := slices.IndexFunc(steps, func(s Step) bool { return s.State == Now })
	if i < 0 {
		return Step{}, false
	}
	return steps[i], true
}

// done counts the steps that are done.
func done(steps []Step) int {
	n := 0
	for _, s := range steps {
		if s.State == Done {
			n++
		}
	}
	return n
}

// meetingSteps are the way of the month's regular meeting. What is left of the
// meeting before comes first; while that is still within its days and the next
// is not planned, its whole way is shown.
func meetingSteps(f facts) []Step {
	c := f.cycle
	if c.Next != nil {
		return append(leftOf(c.Last, f.today), stageSteps(*c.Next, f.today, placeMonth)...)
	}
	if f.showsLast() {
		return stageSteps(*c.Last, f.today, 0)
	}
	return append(leftOf(c.Last, f.today), unplanned(c.Month)...)
}

// showsLast reports whether the way of the last meeting is the one that is shown.
func (f facts) showsLast() bool {
	last := f.cycle.Last
	return f.cycle.Next == nil && len(leftOf(last, f.today)) > 0 && (last.DueBy == "" || f.today <= last.DueBy)
}

// newest is the month of the meeting whose way is shown whole, and where its steps
// begin. whole is nil where nobody has planned that meeting.
func (f facts) newest() (whole *month.Stage, of db.Date, order int) {
	switch c := f.cycle; {
	case c.Next != nil:
		return c.Next, c.Next.Meeting.Month, placeMonth
	case f.showsLast():
		return c.Last, c.Last.Meeting.Month, 0
	}
	return nil, f.cycle.Month, placeMonth
}

// leftOf are the steps of a meeting that are not done.
func leftOf(s *month.Stage, today db.Date) []Step {
	if s == nil {
		return nil
	}
	return slices.DeleteFunc(stageSteps(*s, today, 0), func(s Step) bool { return s.Done })
}

// unplanned is the way of a meeting that nobody has planned.
func unplanned(month db.Date) []Step {
	all := []Step{
		{Key: "plan", Order: placePlan, Link: "/meeting/new", Button: "home.do_plan"},
		{Key: "announce", Order: placeAnnounce},
		{Key: "hold", Order: placeHold},
		{Key: "papers", Order: placePapers},
		{Key: "report", Order: placeReport},
	}
	for i := range all {
		all[i].Month = month
		all[i].Order += placeMonth
	}
	return all
}

// stageSteps are the way of one meeting, from its preparation to the report.
// What can no longer be done is left out: nobody prepares or announces a
// meeting that was held.
func stageSteps(s month.Stage, today db.Date, order int) []Step {
	page := "/meeting/" + string(s.Meeting.ID)
	announced := s.AnnouncedOn != ""
	var all []Step
	if s.CommitteeMet || !announced && !s.Held() {
		all = append(all, committeeStep(s))
	}
	if announced || !s.Held() {
		all = append(all, Step{
			Key: "announce", Order: placeAnnounce, Done: announced, DoneOn: s.AnnouncedOn, Due: s.NoticeBy, Link: page + "/announce", Button: "home.do_announce",
			Detail: []Said{{"home.items", []any{s.Items}}},
		})
	}
	all = append(all, holdStep(s, page, today), papersStep(s, page), Step{
		Key: "report", Order: placeReport, Done: s.PostedOn != "" && s.ReportedOn != "", DoneOn: max(s.PostedOn, s.ReportedOn), Due: s.DueBy,
		Link: page + "/papers", Button: "home.do_report", Detail: []Said{which("home.posted_", s.PostedOn), which("home.reported_", s.ReportedOn)},
	})
	if announced {
		all[slices.IndexFunc(all, func(s Step) bool { return s.Key == "announce" })].Link = page
	}
	for i := range all {
		all[i].Month = s.Meeting.Month
		all[i].Order += order
	}
	return all
}

func committeeStep(s month.Stage) Step {
	step := Step{Key: "committee", Order: placeCommittee, Done: s.CommitteeMet, DoneOn: s.CommitteeOn, Due: s.CommitteeOn, Fixed: true}
	if s.CommitteeID == "" {
		step.Due, step.Fixed = s.NoticeBy, false
		step.Link, step.Button = "/meeting/new?kind="+string(meeting.Committee), "home.do_committee_plan"
		return step
	}
	step.Link, step.Button = "/meeting/"+string(s.CommitteeID), "home.do_committee"
	return step
}

func holdStep(s month.Stage, page string, today db.Date) Step {
	m := s.Meeting
	step := Step{
		Key: "hold", Order: placeHold, Done: s.Held() && m.State != meeting.Open, DoneOn: m.HeldOn, Due: m.HeldOn, At: m.StartsAt, Fixed: true,
		Link: page, Button: "home.do_look",
	}
	switch {
	case m.State == meeting.Open:
		step.Detail, step.Button = []Said{{"home.running", []any{m.OpenedAt}}}, "home.do_enter"
	case !step.Done && m.HeldOn <= today:
		step.Button = "home.do_open"
	}
	return step
}

// papersStep is done with minutes and resolution; minutes that are being
// corrected are not done.
func papersStep(s month.Stage, page string) Step {
	minutes := s.MinutesOn
	if s.Meeting.State == meeting.Open || s.Meeting.State == meeting.Closed {
		minutes = ""
	}
	step := Step{
		Key: "papers", Order: placePapers, Done: minutes != "" && s.ResolutionOn != "", DoneOn: max(minutes, s.ResolutionOn), Due: s.DueBy,
		Link: page + "/papers", Button: "home.do_papers", Detail: []Said{which("home.minutes_", minutes), which("home.resolution_", s.ResolutionOn)},
	}
	if minutes == "" {
		step.Link, step.Button = page+"/minutes", "home.do_minutes"
	}
	return step
}

// which chooses the sentence for what was done on a day, or was not; key is
// its beginning.
func which(key string, on db.Date) Said {
	if on == "" {
		return Said{Key: key + "open"}
	}
	return Said{key + "done", []any{on}}
}

// studyLines is how many documents a step names.
const studyLines = 3

// directiveSteps reminds of documents from above that no agenda has yet, while
// the next meeting can still take them up (B14). Of a meeting that was opened they
// stay as done.
func directiveSteps(f facts) []Step {
	next := f.cycle.Next
	if whole, of, order := f.newest(); whole != nil && whole != next && whole.Studies > 0 {
		return []Step{{Key: "study", Order: order + placeStudy, Month: of, Link: "/directive?view=" + string(directive.ForStudy), Done: true}}
	}
	if next == nil || len(f.toStudy) == 0 {
		return nil
	}
	step := Step{
		Key: "study", Order: placeMonth + placeStudy, Month: next.Meeting.Month, Due: next.NoticeBy, Link: "/directive?view=" + string(directive.ForStudy), Button: "home.do_study",
		Done: next.Studies >= len(f.toStudy), Detail: []Said{{"home.study_placed", []any{min(next.Studies, len(f.toStudy)), len(f.toStudy)}}},
	}
	if next.AnnouncedOn != "" && !step.Done {
		step.Due = next.Meeting.HeldOn
	}
	for _, d := range f.toStudy[:min(studyLines, len(f.toStudy))] {
		step.Lines = append(step.Lines, Line{Text: d.Line()})
	}
	return []Step{step}
}
