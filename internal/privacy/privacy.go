package privacy

import (
	"slices"
	"strings"
	"unicode/utf8"

	"chibo/internal/access"
	"chibo/internal/db"
	"chibo/internal/fault"
	"chibo/internal/i18n"
	"chibo/internal/member"
	"chibo/internal/org"
	"chibo/internal/rulebook"
	"chibo/internal/workflow"
)

// Notice is the version of the notice on personal data that is shown now. A new
// text gets the next number, and everybody is asked to read it.
const Notice = 1

// NoticeOn is the day from which that version is valid.
const NoticeOn db.Date = "2026-01-01"

// Kind is what a request asks for.
type Kind string

// The kinds, by the names that rules have for them (rulebook.FactRequest).
const (
	Correct  Kind = "correct"
	Object   Kind = "object"
	Restrict Kind = "restrict"
	Erase    Kind = "erase"
)

// Kinds lists them as pages show them.
var Kinds = []Kind{Correct, Object, Restrict, Erase}

// State is how far a request has come.
type State string

// The states.
const (
	Filed     State = "filed"
	Taken     State = "taken"
	Fulfilled State = "fulfilled"
	Refused   State = "refused"
	Withdrawn State = "withdrawn"
)

// Open reports whether somebody still has to act.
func (s State) Open() bool { return s == Filed || s == Taken }

// Act is what is done with a request.
type Act string

// The acts.
const (
	Taking      Act = "take"
	Fulfilling  Act = "fulfil"
	Refusing    Act = "refuse"
	Withdrawing Act = "withdraw"
)

// Own is what the person does with his own request; it stands for the row of a
// table, who he is is judged by the request.
var Own = access.Declare("privacy.own")

// Move is one row of the table of states.
type Move = workflow.Row[State, Act]

// Workflow is how requests go.
var Workflow = workflow.Table[State, Act]{
	{Filed, Taking, Taken, Answer},
	{Filed, Fulfilling, Fulfilled, Answer},
	{Taken, Fulfilling, Fulfilled, Answer},
	{Filed, Refusing, Refused, Answer},
	{Taken, Refusing, Refused, Answer},
	{Filed, Withdrawing, Withdrawn, Own},
	{Taken, Withdrawing, Withdrawn, Own},
}

// Ground is why data has to be kept though its person asks to erase it.
type Ground string

// The grounds. Belonging is none that anybody places: it holds as long as the
// person belongs to a unit.
const (
	Archive    Ground = "archive"    // the law on archives
	Inspection Ground = "inspection" // inspection, supervision or discipline under way
	Complaint  Ground = "complaint"  // a complaint or denunciation being settled
	Court      Ground = "court"      // asked for by a court or an investigating body
	Belonging  Ground = "belonging"  // he belongs to a unit today
)

// Grounds lists those that a refusal may name.
var Grounds = []Ground{Archive, Inspection, Complaint, Court, Belonging}

// ID names a request.
type ID string

// Request is what somebody asks about his own data.
type Request struct {
	ID        ID
	Unit      org.ID
	UnitName  string
	Person    member.ID
	Name      string // of the person
	Kind      Kind
	Section   Section // "" is everything
	Body      string
	OnPaper   bool
	State     State
	FiledOn   db.Date
	RespondBy db.Date // "" where the holidays of the year are not known
	FulfilBy  db.Date // "" where no rule of the day is known
	TakenOn   db.Date
	Course    string
	ClosedOn  db.Date
	Answer    string
	Ground    Ground
	Version   int
}

// Due is the day by which the next thing has to be done, "" for nothing or where
// no rule is known.
func (r Request) Due() db.Date {
	switch r.State {
	case Filed:
		if r.RespondBy != "" {
			return r.RespondBy
		}
		return r.FulfilBy
	case Taken:
		return r.FulfilBy
	}
	return ""
}

// Overdue reports whether that day has passed.
func (r Request) Overdue(today db.Date) bool {
	due := r.Due()
	return due != "" && today > due
}

// after gives the row of an act, or says that the state does not allow it.
func (r Request) after(a Act) (Move, error) {
	return Workflow.After(r.State, a, "privacy.not_now")
}

// Clocks gives the days by which a request of a kind that came in on a day has to
// be taken up and settled, by the rules of that day; "" where none is known.
func Clocks(book *rulebook.Book, kind Kind, on db.Date) (respond, fulfil db.Date) {
	if days, ok := rulebook.PrivacyRespondDays.At(book, string(on), nil); ok {
		if day, err := book.WorkdaysAfter(string(on), days.Value); err == nil {
			respond = db.Date(day)
		}
	}
	if days, ok := rulebook.PrivacyFulfilDays.At(book, string(on), rulebook.Facts{rulebook.FactRequest: string(kind)}); ok {
		fulfil = on.AddDays(days.Value)
	}
	return respond, fulfil
}

// Form is what is typed to ask for something.
type Form struct {
	Kind    Kind
	Section Section
	Body    string
}

// wordsMax bounds what is written in a request and in its answer.
const wordsMax = 4000

func (f *Form) check(faults *fault.Form) {
	if !slices.Contains(Kinds, f.Kind) {
		faults.Add("kind", "privacy.kind_missing")
	}
	if f.Section != "" && !slices.Contains(Sections, f.Section) {
		faults.Add("section", "privacy.section_unknown")
	}
	f.Body = strings.TrimSpace(i18n.Clean(f.Body))
	words(faults, "body", "privacy.body_missing", f.Body)
}

// words notes at a field that a text is missing or too long.
func words(faults *fault.Form, field, missing, text string) {
	switch n := utf8.RuneCountInString(text); {
	case n == 0:
		faults.Add(field, missing)
	case n > wordsMax:
		faults.Add(field, "privacy.words_long", wordsMax)
	}
}

// Reply is what who answers says.
type Reply struct {
	Words  string
	Ground Ground // of a refused erasure
}

func (r *Reply) check(a Act, sh Sheet) error {
	var faults fault.Form
	kept := a == Refusing && sh.Request.Kind == Erase
	r.Words = strings.TrimSpace(i18n.Clean(r.Words))
	if a == Fulfilling && sh.Request.Kind == Erase {
		r.Words = "" // it would be erased with the rest
	} else {
		words(&faults, "words", "privacy.words_missing", r.Words)
	}
	switch {
	case !kept:
		r.Ground = ""
	case !slices.Contains(Grounds, r.Ground):
		faults.Add("ground", "privacy.ground_missing")
	case r.Ground == Belonging && !sh.Belongs:
		faults.Add("ground", "privacy.ground_not_belonging")
	}
	return faults.Err()
}

// Hold is a reason for which nothing of a person may be erased.
type Hold struct {
	ID       string
	Unit     org.ID
	UnitName string
	Person   member.ID
	Name     string
	Ground   Ground
	From     db.Date
	Version  int
}
