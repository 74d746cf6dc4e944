package welfare

import (
	"slices"

	"chibo/internal/access"
	"chibo/internal/db"
	"chibo/internal/fault"
	"chibo/internal/feedback/course"
	"chibo/internal/i18n"
	"chibo/internal/member"
	"chibo/internal/org"
	"chibo/internal/workflow"
)

// RequestID names a request.
type RequestID string

// About is whom a request is about.
type About string

// Whom it may be about.
const (
	Self  About = "self"   // who raises it
	Group About = "group"  // a group, in words
	One   About = "member" // one member, who agreed
)

// Abouts lists them as pages show them.
var Abouts = []About{Self, Group, One}

// State is how far a request has come.
type State string

// The states.
const (
	Raised    State = "raised"
	Assigned  State = "assigned"
	Answered  State = "answered"
	Done      State = "done"
	Closed    State = "closed"
	Withdrawn State = "withdrawn"
)

// Open reports whether somebody still has to act.
func (s State) Open() bool { return s == Raised || s == Assigned || s == Answered }

// Act is what is done with a request.
type Act string

// The acts.
const (
	Amending    Act = "amend"
	Withdrawing Act = "withdraw"
	Assigning   Act = "assign"
	Replying    Act = "answer"
	Returning   Act = "return"
	Finishing   Act = "finish"
	Closing     Act = "close"
	Reopening   Act = "reopen"
)

// Move is one row of the table of states.
type Move = workflow.Row[State, Act]

// Workflow is how requests go.
var Workflow = workflow.Table[State, Act]{
	{Raised, Amending, Raised, Mind},
	{Raised, Withdrawing, Withdrawn, Mind},
	{Raised, Assigning, Assigned, Handle},
	{Assigned, Assigning, Assigned, Handle},
	{Assigned, Replying, Answered, Answer},
	{Answered, Returning, Assigned, Handle},
	{Answered, Finishing, Done, Handle},
	{Raised, Closing, Closed, Handle},
	{Answered, Closing, Closed, Handle},
	{Done, Reopening, Assigned, Handle},
	{Closed, Reopening, Assigned, Handle},
}

// Request is what somebody asked for, and what became of it. It holds no detail of
// anybody's health and no sum of money.
type Request struct {
	ID         RequestID
	Unit       org.ID // where it was raised
	UnitName   string
	Answers    org.ID // the unit of the Party that answers
	AnswerName string
	Author     member.ID // "" once forgotten
	AuthorName string
	RaisedOn   db.Date
	Kind       string // of Kinds
	About      About
	Group      string    // about a group
	Member     member.ID // about one member
	MemberName string
	Title      string
	Body       string
	Wish       string
	State      State
	Answer     string
	AnsweredOn db.Date
	InTime     bool   // it was answered by the day that was set
	Reason     string // of its end
	ClosedOn   db.Date
	Version    int

	course.Charge // who answers

	path, answersPath string // of the two units
}

// raising is the place where it was raised, as that of who raised it or is named in
// it, whichever of them asks.
func (r Request) raising(by access.Actor) access.Place {
	person := r.Author
	if r.Member != "" && string(r.Member) == by.Person {
		person = r.Member
	}
	return access.Place{Unit: string(r.Unit), Path: r.path, Person: string(person)}
}

// Late is by how many days the answer is overdue, 0 for none.
func (r Request) Late(today db.Date) int {
	if r.State != Raised && r.State != Assigned {
		return 0
	}
	return r.Overdue(today)
}

// after gives the row of an act, or says that the state does not allow it.
func (r Request) after(a Act) (Move, error) {
	return Workflow.After(r.State, a, "welfare.not_now")
}

// stepped is the request after an act that is words, on a day.
func (r Request) stepped(m Move, f StepForm, today db.Date) Request {
	r.State = m.To
	switch m.Act {
	case Replying:
		r.Answer, r.AnsweredOn, r.InTime = f.Words, today, r.Due == "" || today <= r.Due
	case Returning:
		r.Due, r.AnsweredOn, r.InTime = f.Due, "", false
	case Finishing, Closing, Withdrawing:
		r.Reason, r.ClosedOn = f.Words, today
	case Reopening:
		r.Reason, r.ClosedOn, r.Due, r.AnsweredOn, r.InTime = "", "", f.Due, "", false
	}
	return r
}

// Form is what is typed of a request.
type Form struct {
	Kind   string
	About  About
	Group  string
	Member member.ID
	Agreed bool // that member agreed to be named
	Title  string
	Body   string
	Wish   string
	Sure   bool // what looks like a detail of somebody's health is none
}

// check brings the form into shape and gives its faults, at the names of its fields;
// what gives somebody away is one of body.
func (f *Form) check(called []member.Called) error {
	var faults fault.Form
	if Named(sorts.Kinds, f.Kind).ID == "" {
		faults.Add("kind", "welfare.kind_missing")
	}
	f.checkAbout(&faults, called)
	f.Title, f.Body, f.Wish = i18n.Line(f.Title), i18n.Clean(f.Body), i18n.Clean(f.Wish)
	course.Between(&faults, "title", "welfare.title_missing", f.Title, course.LineMax)
	course.Between(&faults, "body", "welfare.body_missing", f.Body, course.WordsMax)
	course.NotOver(&faults, "wish", f.Wish, course.WordsMax)
	course.LookedAt(&faults, f.Sure, "body", "welfare.looks_private", Hints(f.Group, f.Title, f.Body, f.Wish))
	return faults.Err()
}

func (f *Form) checkAbout(faults *fault.Form, called []member.Called) {
	if !slices.Contains(Abouts, f.About) {
		faults.Add("about", "welfare.about_missing")
	}
	f.Group = i18n.Line(f.Group)
	course.NotOver(faults, "group", f.Group, course.LineMax)
	if f.Group == "" && f.About == Group {
		faults.Add("group", "welfare.group_missing")
	}
	known := slices.ContainsFunc(called, func(c member.Called) bool { return c.Person == f.Member })
	if !known && (f.Member != "" || f.About == One) {
		faults.Add("member", "welfare.member_missing")
	}
	if f.About != Group {
		f.Group = ""
	}
	if f.About != One {
		f.Member = ""
		return
	}
	if !f.Agreed {
		faults.Add("agreed", "welfare.agreed_missing")
	}
}

// StepForm is what is typed with an act other than amending and assigning.
type StepForm struct {
	Words string
	Due   db.Date // of another answer
	Sure  bool
}

func (f *StepForm) check(a Act, today db.Date) error {
	var faults fault.Form
	f.Words = i18n.Clean(f.Words)
	course.Between(&faults, "words", "welfare.words_missing", f.Words, course.WordsMax)
	course.LookedAt(&faults, f.Sure, "words", "welfare.looks_private", Hints(f.Words))
	if a == Returning || a == Reopening {
		course.DueFrom(&faults, f.Due, today)
	}
	return faults.Err()
}

// Step is an act that was done with a request.
type Step struct {
	Act   Act
	On    db.Date
	Words string
}
