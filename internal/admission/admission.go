package admission

import (
	"slices"

	"chibo/internal/db"
	"chibo/internal/fault"
	"chibo/internal/member"
	"chibo/internal/org"
	"chibo/internal/workflow"
)

// ID names a candidate: one way of one person into the Party.
type ID string

// State is how far a candidate has come.
type State string

// The states, in order; Declined and Stopped lie beside the way.
const (
	Nominated State = "nominated" // by a mass organisation; the cell has not decided
	Declined  State = "declined"
	Listed    State = "listed"    // on the cell's list, without a mentor
	Helped    State = "helped"    // has a mentor
	Learning  State = "learning"  // in the class on the Party
	Filing    State = "filing"    // has the certificate; the dossier grows
	Ready     State = "ready"     // the dossier is complete
	Proposed  State = "proposed"  // the cell voted to admit him
	Decided   State = "decided"   // the superior decided to admit him
	Probation State = "probation" // admitted by the ceremony
	Supported State = "supported" // the cell voted to recognise him
	Official  State = "official"  // recognised
	Stopped   State = "stopped"
)

// Stage is a step of the way as pages show it: some hold two states.
type Stage struct {
	Name   string
	States []State
}

// Stages are the steps in order. Nominated lies before them.
var Stages = []Stage{
	{"source", []State{Listed}},
	{"mentor", []State{Helped}},
	{"class", []State{Learning}},
	{"dossier", []State{Filing}},
	{"vote", []State{Ready}},
	{"decision", []State{Proposed, Decided}},
	{"probation", []State{Probation, Supported}},
	{"official", []State{Official}},
}

// StageOf is the index in Stages at which a state stands, -1 for those before
// and beside.
func StageOf(s State) int {
	return slices.IndexFunc(Stages, func(st Stage) bool { return slices.Contains(st.States, s) })
}

// stoppable are the states from Listed on in which the way goes on.
var stoppable = []State{Listed, Helped, Learning, Filing, Ready, Proposed, Decided, Probation, Supported}

// Open reports whether the candidate is on his way: on the list and not yet at
// its end.
func (s State) Open() bool { return slices.Contains(stoppable, s) }

// Admitted reports whether the candidate is a member of the Party by now.
func (s State) Admitted() bool { return s == Probation || s == Supported || s == Official }

// Act is something done to a candidate.
type Act string

// The acts.
const (
	Nominating  Act = "nominate"
	Listing     Act = "list"
	Entering    Act = "enter"
	Accepting   Act = "accept"
	Declining   Act = "decline"
	Assigning   Act = "assign"
	Enrolling   Act = "enrol"
	Certifying  Act = "certify"
	Completing  Act = "complete"
	Reopening   Act = "reopen"
	Voting      Act = "vote"
	Losing      Act = "lose" // a vote that was lost
	Deciding    Act = "decide"
	Admitting   Act = "admit"
	Supporting  Act = "support"
	Failing     Act = "fail" // a vote to recognise that was lost
	Recognising Act = "recognise"
	Annulling   Act = "annul" // takes back the last vote or decision
	Stopping    Act = "stop"
	Resuming    Act = "resume"
)

// What is written into a dossier while it is open; it leads to no other state.
const (
	Noting   Act = "note"  // into the mentors' book
	Checking Act = "file"  // the checklist of papers
	Asking   Act = "ask"   // the opinions
	Weighing Act = "weigh" // the criteria sheet
	Bringing Act = "bring" // the candidate onto the agenda of a meeting

	Correcting Act = "correct" // his name, birth and occupation, before the ceremony
	Proposing  Act = "propose" // for the planning or the training of cadres
)

// Need is something that has to be there before an act.
type Need string

// The needs.
const (
	NeedMentor      Need = "mentor"      // an official member helps him
	NeedCertificate Need = "certificate" // of the class, and still valid
	NeedAge         Need = "age"         // within the ages of the rulebook
	NeedWait        Need = "wait"        // long enough after having left the Party
	NeedDossier     Need = "dossier"     // the papers up to the summary of opinions
	NeedMonths      Need = "months"      // of probation are over
	NeedReview      Need = "review"      // the papers of the end of probation
)

// Needs are what has to be there before an act.
func (a Act) Needs() []Need {
	switch a {
	case Completing, Voting:
		return []Need{NeedMentor, NeedCertificate, NeedAge, NeedWait, NeedDossier}
	case Supporting:
		return []Need{NeedMonths, NeedReview}
	}
	return nil
}

// Move is one row of the table of states, Moves are some of them.
type (
	Move  = workflow.Row[State, Act]
	Moves = workflow.Table[State, Act]
)

// Workflow is every way from state to state; stopping, resuming and a change of
// mentors are added for each state that they lead from. Pages offer, and use
// cases allow, what stands here and nothing else. The first move from a state is
// the next step.
var Workflow = slices.Concat(Moves{
	{Nominated, Accepting, Listed, Lead},
	{Nominated, Declining, Declined, Lead},
	{Listed, Assigning, Helped, Lead},
	{Helped, Enrolling, Learning, Lead},
	{Helped, Certifying, Filing, Lead},
	{Learning, Certifying, Filing, Lead},
	{Filing, Completing, Ready, Lead},
	{Filing, Certifying, Filing, Lead},
	{Ready, Voting, Proposed, Lead},
	{Ready, Losing, Ready, Lead},
	{Ready, Reopening, Filing, Lead},
	{Ready, Certifying, Ready, Lead},
	{Proposed, Deciding, Decided, Lead},
	{Proposed, Annulling, Ready, Lead},
	{Decided, Admitting, Probation, Lead},
	{Decided, Annulling, Proposed, Lead},
	{Probation, Supporting, Supported, Lead},
	{Probation, Failing, Probation, Lead},
	{Supported, Recognising, Official, Lead},
	{Supported, Annulling, Probation, Lead},
}, beside())

// beside are the moves that lead from many states.
func beside() (all Moves) {
	for _, s := range stoppable {
		if s != Listed {
			all = append(all, Move{From: s, Act: Assigning, To: s, Who: Lead})
		}
		all = append(all, Move{From: s, Act: Stopping, To: Stopped, Who: Lead}, Move{From: Stopped, Act: Resuming, To: s, Who: Lead})
	}
	return all
}

// Candidate is somebody on his way, without the committee's words. Class: cell,
// but for what is said otherwise.
type Candidate struct {
	ID         ID
	Unit       org.ID
	Person     member.ID
	Name       string
	Department string
	Birth      db.Date // class: committee
	Chapter    org.ID  // the mass organisation that nominated him, "" if none
	ChapterOf  string  // its name
	State      State
	Was        State   // of one who was stopped, the state before
	Since      db.Date // since when he stands there

	NominatedOn  db.Date
	ListedOn     db.Date // the cell's resolution
	BeginsOn     db.Date // the class
	EndsOn       db.Date
	CertifiedOn  db.Date // its certificate
	ProposedOn   db.Date // the cell's vote to admit
	DecidedOn    db.Date // the superior's decision: tuổi Đảng counts from it once he is official
	AdmittedOn   db.Date // the ceremony: ngày vào Đảng
	SupportedOn  db.Date // the cell's vote to recognise
	RecognisedOn db.Date // the superior's decision to recognise
	OfficialOn   db.Date // as of when he is official
	Version      int

	Words
}

// Words are what the committee writes about a candidate, and what an officer of
// a mass organisation wrote who nominated him. Class: committee.
type Words struct {
	NominatedBy   member.ID
	Reason        string // why he was nominated, or put on the list
	ListedNo      string
	CertificateNo string
	DecisionNo    string
	RecognitionNo string
	Outcome       string // why he was declined, stopped or resumed
	Proposal
}

// Proposal is that the cell proposed somebody for the planning or the training
// of cadres (G5): since when, and nothing else. No list is made of it. Class:
// committee.
type Proposal struct {
	PlannedOn  db.Date // «đã đề nghị quy hoạch», "" if not
	FosteredOn db.Date // «đã đề nghị bồi dưỡng», "" if not
}

// stage is the state of a candidate's way, also where it is stopped.
func (c Candidate) stage() State {
	if c.State == Stopped {
		return c.Was
	}
	return c.State
}

// after finds the row of the act that leads on from how the candidate stands.
func (c Candidate) after(a Act) (Move, error) {
	i := slices.IndexFunc(Workflow, func(m Move) bool {
		return m.Act == a && m.From == c.State && (a != Resuming || m.To == c.Was)
	})
	if i < 0 {
		return Move{}, fault.New(fault.Invalid, "admission.not_when_"+string(c.State))
	}
	return Workflow[i], nil
}

// next is the step that the candidate waits for; ok is false at the end of the
// way and beside it.
func (c Candidate) next() (m Move, ok bool) {
	i := slices.IndexFunc(Workflow, func(m Move) bool { return m.From == c.State && m.Act != Resuming })
	if i < 0 {
		return Move{}, false
	}
	return Workflow[i], true
}

// Mentor is that somebody helps a candidate, or did. Class: cell, but for the
// reason.
type Mentor struct {
	Candidate ID
	Person    member.ID
	Name      string
	From, To  db.Date // [From, To); To is "" while he does
	Reason    string  // why he was relieved of it; class: committee
}

// Note is an entry of the mentors' book. Class: who wrote it and the committee.
type Note struct {
	Name     string // "" for somebody forgotten
	On       db.Date
	Help     string
	Progress string
	Proposal string
}

// Criterion is one of the six things that are looked at, with evidence in words
// and never with a score (G3).
type Criterion string

// The criteria.
const (
	Skill        Criterion = "skill"        // professional skill
	Research     Criterion = "research"     // research and recognised initiatives
	Stance       Criterion = "stance"       // political stance, ethics
	Effort       Criterion = "effort"       // effort in tasks
	Contribution Criterion = "contribution" // to department and unit
	Achievement  Criterion = "achievement"
)

// Criteria lists the criteria in the order of the sheet.
var Criteria = []Criterion{Skill, Research, Stance, Effort, Contribution, Achievement}

// Evidence is what the committee wrote on a criterion. Class: committee.
type Evidence struct {
	Kind Criterion
	Body string
	Name string // who wrote it last; "" for somebody forgotten
	At   db.Time
}

// Phase is one of the two times at which people are asked about a candidate.
type Phase string

// The phases.
const (
	ToAdmit     Phase = "admission"
	ToRecognise Phase = "recognition"
)

// Origin is where those are who were asked.
type Origin string

// The origins.
const (
	AtWork      Origin = "work"      // mass organisations where he works
	AtResidence Origin = "residence" // the committee of the cell where he lives
)

// Origins lists the origins in the order of pages.
var Origins = []Origin{AtWork, AtResidence}

// Opinion is what those who were asked said, summed up. Class: committee.
type Opinion struct {
	Phase   Phase
	Origin  Origin
	Bodies  string // who was asked
	Asked   int
	Agreed  int
	Against int
	Words   string
	On      db.Date
}
