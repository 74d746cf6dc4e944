package quality

import (
	"strconv"

	"chibo/internal/db"
	"chibo/internal/fault"
	"chibo/internal/i18n"
	"chibo/internal/meeting"
	"chibo/internal/org"
	"chibo/internal/vote"
	"chibo/internal/workflow"
)

// State is how far a score has come.
type State string

// The states.
const (
	Draft     State = "draft"   // the committee scores
	Adopted   State = "adopted" // the members voted for it
	Sent      State = "sent"    // it lies before the committee above
	Confirmed State = "confirmed"
	Returned  State = "returned" // the committee above asks for another look
)

// Steps are the states that a score passes, in order; Returned stands beside.
var Steps = []State{Draft, Adopted, Sent, Confirmed}

// up reports whether the committee above has got the score.
func (s State) up() bool { return s == Sent || s == Confirmed || s == Returned }

// Act is something done to a score.
type Act string

// The acts.
const (
	Saving     Act = "save"
	Refreshing Act = "refresh"
	Adopting   Act = "adopt"
	Reopening  Act = "reopen"
	Sending    Act = "send"
	Confirming Act = "confirm"
	Returning  Act = "return"
)

// Move is one row of the table of states, Moves are some of them.
type (
	Move  = workflow.Row[State, Act]
	Moves = workflow.Table[State, Act]
)

// Workflow is every way from state to state. Pages offer, and use cases allow,
// what stands here and nothing else.
var Workflow = Moves{
	{Draft, Saving, Draft, Score},
	{Returned, Saving, Draft, Score},
	{Draft, Refreshing, Draft, Score},
	{Returned, Refreshing, Draft, Score},
	{Draft, Adopting, Adopted, Score},
	{Adopted, Reopening, Draft, Score},
	{Adopted, Sending, Sent, Score},
	{Sent, Confirming, Confirmed, Confirm},
	{Sent, Returning, Returned, Confirm},
}

// move finds the row, or refuses what the state does not allow.
func move(from State, a Act) (Move, error) {
	return Workflow.After(from, a, "quality.not_when_"+string(from))
}

// Record is the score of one meeting as it stands. Class: cell; once it was
// sent, state, points and bands are open to the committees above.
type Record struct {
	Meeting  meeting.ID
	Unit     org.ID
	UnitName string
	Kind     meeting.Kind
	Month    db.Date // YYYY-MM
	HeldOn   db.Date
	State    State
	Rubric   Rubric  // as it was when the points were computed last
	Theme    bool    // the month has a thematic meeting
	Points   int     // of the cell, as far as given
	Complete bool    // every criterion has its points
	Vote     vote.ID // that adopted it, "" before
	Above    Total   // of the committee above; zero before it confirmed
	Returned string  // why it was returned last; "" where it was not
	Note     string  // of the committee above, when it confirmed
	SentOn   db.Date
	Version  int
}

// Total is a number of points with its band.
type Total struct {
	Points int
	Max    int
	Band   Band
}

// Own is what the cell gave itself.
func (r Record) Own() Total { return Total{r.Points, r.Rubric.Max, r.Rubric.Band(r.Points)} }

// Counts is the result that counts: what the committee above confirmed, else
// the cell's own.
func (r Record) Counts() Total {
	if r.State == Confirmed {
		return r.Above
	}
	return r.Own()
}

// Mark is what was given for one criterion. Class: cell.
type Mark struct {
	Key       string
	Basis     []Basis // what the record says, also where people judge
	Computed  *int    // from the record; nil where people judge
	Own       *int    // of the cell; nil while not given
	Reason    string  // why Own differs from Computed
	Above     *int    // of the committee above; nil while not given
	AboveNote string  // why Above differs from Own
}

// Changed reports whether the cell gave other points than the record does.
func (m Mark) Changed() bool { return m.Computed != nil && m.Own != nil && *m.Computed != *m.Own }

// total sums points up as the rubric says: pick gives those of a criterion, nil
// where it has none. It is complete if every criterion that applies has its
// points.
func (r Rubric) total(theme bool, pick func(key string) *int) (points int, complete bool) {
	reach, sum, rest := 0, 0, 0
	complete = true
	for c := range r.Leaves() {
		if !c.applies(theme) {
			rest += c.Points
			continue
		}
		reach += c.Points
		if p := pick(c.Key); p != nil {
			sum += *p
		} else {
			complete = false
		}
	}
	switch {
	case r.Rescale == FullMarks:
		sum += rest
	case r.Rescale == ScaleUp && rest > 0 && reach > 0:
		sum = (2*sum*r.Max + reach) / (2 * reach) // to the nearest whole point
	}
	return sum, complete
}

// applies reports whether the criterion counts in a month with or without a
// thematic meeting.
func (c Criterion) applies(theme bool) bool { return c.If != ThemeMonth || theme }

// Basis is what the record says about a criterion, in words: a text key with
// its arguments.
type Basis struct {
	Key  string `json:"key"`
	Args []Arg  `json:"args,omitempty"`
}

// Values are the arguments as a text takes them.
func (b Basis) Values() []any {
	all := make([]any, len(b.Args))
	for i, a := range b.Args {
		all[i] = a
	}
	return all
}

// Arg is an argument of a basis: a text, a day, a number, or a share of a
// number.
type Arg struct {
	Text string  `json:"text,omitempty"`
	Day  db.Date `json:"day,omitempty"`
	N    int     `json:"n,omitempty"`
	Of   int     `json:"of,omitempty"`
}

// Local gives the argument in a language: a day as 06/05, a share as 93,3%.
func (a Arg) Local(l i18n.Lang) string {
	switch {
	case a.Text != "":
		return a.Text
	case a.Day != "":
		return i18n.DayMonth(string(a.Day))
	case a.Of > 0:
		return i18n.Percent(l, a.N, a.Of)
	}
	return strconv.Itoa(a.N)
}

// Line is one row of a score sheet: a group, or a criterion that points are
// given for.
type Line struct {
	Number string // "3", "3.1"
	Criterion
	Group   bool // its points are the sum of its parts
	Part    bool // it belongs to the group before it
	Applies bool // false: its points are not asked for in this meeting
	Mark    Mark
	Own     *int // of the criterion, or the sum of the group
	Above   *int
}

// lines lays the marks out along the rubric.
func (r Rubric) lines(theme bool, marks map[string]Mark) []Line {
	var all []Line
	for n, c := range r.Criteria {
		number := strconv.Itoa(n + 1)
		if len(c.Parts) == 0 {
			m := marks[c.Key]
			all = append(all, Line{Number: number, Criterion: c, Applies: c.applies(theme), Mark: m, Own: m.Own, Above: m.Above})
			continue
		}
		group := len(all)
		all = append(all, Line{Number: number, Criterion: c, Group: true, Applies: true})
		for i, p := range c.Parts {
			m := marks[p.Key]
			all = append(all, Line{Number: number + "." + strconv.Itoa(i+1), Criterion: p, Part: true, Applies: p.applies(theme), Mark: m, Own: m.Own, Above: m.Above})
			all[group].Own, all[group].Above = plus(all[group].Own, m.Own), plus(all[group].Above, m.Above)
		}
	}
	return all
}

// plus adds points that may not be given yet.
func plus(sum, p *int) *int {
	switch {
	case p == nil:
		return sum
	case sum == nil:
		return p
	}
	both := *sum + *p
	return &both
}

// Entry is what was typed for one criterion.
type Entry struct {
	Key    string
	Points string // "" is not given
	Reason string
}

// The fields of a form of entries: faults name them with the key behind.
const (
	PointsField = "points_"
	ReasonField = "reason_"
)

// reasonMax bounds a reason.
const reasonMax = 500

// read takes what was typed for one criterion: whole points up to the most that
// it gives, and a reason where they differ from what stands there.
func (e Entry) read(faults *fault.Form, c Criterion, stands *int) (points *int, reason string) {
	reason = i18n.Line(i18n.Clean(e.Reason))
	meeting.Sayable(faults, ReasonField+e.Key, reason, reasonMax)
	typed := i18n.Line(e.Points)
	if typed == "" {
		return nil, ""
	}
	n, err := strconv.Atoi(typed)
	if err != nil || n < 0 || n > c.Points {
		faults.Add(PointsField+e.Key, "quality.points_range", c.Points)
		return nil, reason
	}
	if stands == nil || *stands == n {
		return &n, ""
	}
	if reason == "" {
		faults.Add(ReasonField+e.Key, "quality.reason_missing", *stands, n)
	}
	return &n, reason
}
