package quality

import (
	"chibo/internal/db"
	"chibo/internal/document"
	"chibo/internal/meeting"
	"chibo/internal/member"
	"chibo/internal/rulebook"
	"chibo/internal/task"
)

// Source names what of the record speaks to a criterion.
type Source string

// The sources. Opinions, Reserved and Pace only inform whoever judges.
const (
	Duration    Source = "duration"    // how long the meeting took, against the rule of its date
	Attendance  Source = "attendance"  // how many came
	Running     Source = "excused"     // nobody excused too often running
	Committee   Source = "committee"   // the committee met for it
	Notice      Source = "notice"      // the notice went out in time
	Papers      Source = "papers"      // the papers were there in time
	Preparation Source = "preparation" // the three together
	StepsTaken  Source = "steps"       // items that need a conclusion have one
	Speakers    Source = "speakers"    // how many of those present spoke, in sum
	Results     Source = "results"     // tasks of the last resolution
	Minutes     Source = "minutes"     // the minutes are finished
	Posted      Source = "posted"      // the papers were posted in time
	Closing     Source = "closing"     // both
	Opinions    Source = "opinions"    // how many opinions and words of praise
	Reserved    Source = "reserved"    // reserved opinions
	Pace        Source = "pace"        // against the agenda
)

// Sources lists the sources in the order in which a form offers them.
var Sources = []Source{
	Duration, Attendance, Running, Committee, Notice, Papers, Preparation, StepsTaken,
	Speakers, Results, Minutes, Posted, Closing, Opinions, Reserved, Pace,
}

// Inputs is what the record says of a meeting that was closed. Nothing in it is
// about one person.
type Inputs struct {
	Meeting  meeting.Meeting
	Least    int // minutes that it had to last, 0 where no rule is known
	Planned  int // minutes of its agenda
	Roll     meeting.Roll
	Often    int  // how many were excused more than Most times running
	Most     int  // … which is this
	Alone    bool // one leader alone: no committee can meet
	MetOn    db.Date
	NoticeBy db.Date // the last day for notice and papers
	Files    int     // papers of the meeting
	InTime   int     // … that were there by then
	Needing  int     // items that need a conclusion
	Settled  int     // … that have one
	Notes    int
	Praised  int // words of praise
	Reserved int
	Spoke    int // members who spoke, each once
	Due      int // tasks of the last resolution that had to be done by now
	Done     int // … that are
	PostedOn db.Date
	PostBy   db.Date // the last day to post, "" where no rule is known
	Theme    bool    // the month has a thematic meeting
}

// count takes over what a sheet of the meeting holds.
func (in *Inputs) count(sh meeting.Sheet) {
	in.Meeting, in.Roll, in.Planned = sh.Meeting, sh.Roll, sh.Planned()
	in.Least, in.NoticeBy, in.PostBy = sh.Rules.Least, sh.Rules.NoticeBy, sh.Rules.ReportBy
	if in.NoticeBy == "" {
		in.NoticeBy = sh.Meeting.HeldOn
	}
	leaders := 0
	for _, s := range sh.Seats {
		if s.Post.Elected() {
			leaders++
		}
	}
	in.Alone = leaders < 2
	spoke := map[member.ID]bool{}
	for _, i := range sh.Items {
		if i.NeedsConclusion() {
			in.Needing++
			in.Settled += one(i.Concluded())
		}
		in.Praised += one(i.Exemplary != "")
		for _, n := range i.Notes {
			in.Notes++
			in.Reserved += one(n.Kind == meeting.Reserved)
			in.Praised += one(n.Kind == meeting.Strength)
			if n.Speaker != "" {
				spoke[n.Speaker] = true
			}
		}
	}
	in.Spoke = len(spoke)
	in.files(sh.Papers)
}

// files counts the papers that members could study beforehand; what was added
// after the meeting is none of them.
func (in *Inputs) files(papers []document.Attachment) {
	for _, p := range papers {
		if on := p.AddedAt.Date(); on <= in.Meeting.HeldOn {
			in.Files++
			in.InTime += one(on <= in.NoticeBy)
		}
	}
}

// around looks at the cell's other meetings: for the committee's that prepared
// this one, and for a thematic one of the month.
func (in *Inputs) around(meetings []meeting.Meeting) {
	m := in.Meeting
	before := m.HeldOn.AddMonths(-preparesWithin)
	for _, o := range meetings {
		if o.Kind == meeting.Regular && !o.State.Ahead() && o.HeldOn < m.HeldOn && m.Kind == meeting.Regular {
			before = max(before, o.HeldOn)
		}
		in.Theme = in.Theme || o.Themed() && o.Month == m.Month
	}
	for _, o := range meetings {
		if o.Kind == meeting.Committee && !o.State.Ahead() && o.HeldOn > before && o.HeldOn <= m.HeldOn {
			in.MetOn = o.HeldOn
		}
	}
}

// preparesWithin is how many months before a meeting its committee may have met
// for it, where no earlier meeting bounds that.
const preparesWithin = 2

// given counts the tasks of the last resolution that were due by the meeting.
func (in *Inputs) given(tasks []task.Task) {
	for _, t := range tasks {
		done := t.State == task.Done && t.Evaluation != task.NotDone
		if t.State == task.Cancelled || !done && t.Due > in.Meeting.HeldOn {
			continue
		}
		in.Due++
		in.Done += one(done)
	}
}

func one(yes bool) int {
	if yes {
		return 1
	}
	return 0
}

// share is how much was reached of what could be, and what levels ask besides.
// Of nothing nothing is measured.
type share struct {
	n, of   int
	missing int  // minutes too few
	unclean bool // somebody was absent without reason
}

// Compute gives the marks of a new score: what the record says of each
// criterion that applies, and the points that follow.
func (r Rubric) Compute(in Inputs) []Mark {
	var marks []Mark
	for c := range r.Leaves() {
		if !c.applies(in.Theme) {
			continue
		}
		s, basis := in.measure(c.Source)
		m := Mark{Key: c.Key, Basis: basis}
		if s.of > 0 {
			points := c.points(s)
			m.Computed, m.Own = &points, &points
		}
		marks = append(marks, m)
	}
	return marks
}

// points are those of the first level that is reached; without levels they
// follow the share, rounded down.
func (c Criterion) points(s share) int {
	if len(c.Levels) == 0 {
		return c.Points * s.n / s.of
	}
	for _, l := range c.Levels {
		reached := rulebook.Threshold{Num: l.Share, Den: 100, Strict: l.Over}.Passed(s.n, s.of)
		if reached && (l.Within == nil || s.missing <= *l.Within) && (!l.Clean || !s.unclean) {
			return l.Points
		}
	}
	return 0
}

// measure asks the record. Where nothing can be measured people judge.
func (in Inputs) measure(of Source) (share, []Basis) {
	switch of {
	case Duration:
		return in.lasting()
	case Attendance:
		r := in.Roll
		b := Basis{"quality.basis_attendance", []Arg{{N: r.Present}, {N: r.Counted}, {N: r.Present, Of: max(r.Counted, 1)}, {N: r.Excused}, {N: r.Unexcused}}}
		return share{n: r.Present, of: r.Counted, unclean: r.Unexcused > 0}, []Basis{b}
	case Running:
		if in.Often == 0 {
			return yes(true), say("quality.basis_running_none", Arg{N: in.Most})
		}
		return yes(false), say("quality.basis_running", Arg{N: in.Often}, Arg{N: in.Most})
	case Committee, Notice, Papers, Preparation:
		return in.preparing(of)
	case StepsTaken:
		return share{n: in.Settled, of: in.Needing}, say("quality.basis_steps", Arg{N: in.Settled}, Arg{N: in.Needing})
	case Speakers:
		return share{n: min(in.Spoke, in.Roll.Present), of: in.Roll.Present}, say("quality.basis_speakers", Arg{N: min(in.Spoke, in.Roll.Present)}, Arg{N: in.Roll.Present}, Arg{N: min(in.Spoke, in.Roll.Present), Of: max(in.Roll.Present, 1)})
	case Results:
		if in.Due == 0 {
			return share{}, say("quality.basis_results_none")
		}
		return share{n: in.Done, of: in.Due}, say("quality.basis_results", Arg{N: in.Done}, Arg{N: in.Due}, Arg{N: in.Done, Of: in.Due})
	case Minutes, Posted, Closing:
		return in.closing(of)
	}
	return share{}, in.inform(of)
}

func yes(ok bool) share { return share{n: one(ok), of: 1} }

func say(key string, args ...Arg) []Basis { return []Basis{{key, args}} }

// lasting compares the length with what the rule of the date asks.
func (in Inputs) lasting() (share, []Basis) {
	m, lasted := in.Meeting, in.Meeting.Lasted()
	args := []Arg{{Day: m.HeldOn}, {Text: m.OpenedAt}, {Text: m.ClosedAt}, {N: lasted}, {N: in.Least}}
	if in.Least == 0 {
		return share{}, say("quality.basis_duration_unruled", args[:4]...)
	}
	return share{n: min(lasted, in.Least), of: in.Least, missing: max(in.Least-lasted, 0)}, say("quality.basis_duration", args...)
}

// preparing looks at what came before the meeting.
func (in Inputs) preparing(of Source) (s share, basis []Basis) {
	add := func(part share, b []Basis) {
		s.n, s.of, basis = s.n+part.n, s.of+part.of, append(basis, b...)
	}
	if of == Committee || of == Preparation {
		switch {
		case in.MetOn != "":
			add(yes(true), say("quality.basis_committee", Arg{Day: in.MetOn}))
		case in.Alone:
			add(yes(true), say("quality.basis_committee_alone"))
		default:
			add(yes(false), say("quality.basis_committee_none"))
		}
	}
	if of == Notice || of == Preparation {
		if at := in.Meeting.AnnouncedAt; at.IsZero() {
			add(yes(false), say("quality.basis_notice_none"))
		} else {
			add(yes(at.Date() <= in.NoticeBy), say("quality.basis_notice", Arg{Day: at.Date()}))
		}
	}
	if of == Papers || of == Preparation {
		if in.Files == 0 {
			add(yes(false), say("quality.basis_papers_none"))
		} else {
			add(yes(in.InTime == in.Files), say("quality.basis_papers", Arg{N: in.InTime}, Arg{N: in.Files}))
		}
	}
	return s, basis
}

// closing looks at what came after the meeting.
func (in Inputs) closing(of Source) (s share, basis []Basis) {
	if of == Minutes || of == Closing {
		done := in.Meeting.State == meeting.Finished || in.Meeting.State == meeting.Reported
		key := "quality.basis_minutes_open"
		if done {
			key = "quality.basis_minutes"
		}
		s.n, s.of, basis = one(done), 1, say(key)
	}
	if of == Posted || of == Closing {
		s.of++
		if in.PostedOn == "" {
			return s, append(basis, say("quality.basis_posted_none")...)
		}
		s.n += one(in.PostBy == "" || in.PostedOn <= in.PostBy)
		basis = append(basis, say("quality.basis_posted", Arg{Day: in.PostedOn})...)
	}
	return s, basis
}

// inform says what whoever judges may want to know.
func (in Inputs) inform(of Source) []Basis {
	switch of {
	case Opinions:
		return say("quality.basis_opinions", Arg{N: in.Notes}, Arg{N: in.Praised})
	case Reserved:
		if in.Reserved == 0 {
			return say("quality.basis_reserved_none")
		}
		return say("quality.basis_reserved", Arg{N: in.Reserved})
	case Pace:
		late := in.Meeting.Lasted() - in.Planned
		switch {
		case in.Planned == 0:
			return nil
		case late > 0:
			return say("quality.basis_pace_late", Arg{N: late})
		case late < 0:
			return say("quality.basis_pace_early", Arg{N: -late})
		}
		return say("quality.basis_pace")
	}
	return nil
}
