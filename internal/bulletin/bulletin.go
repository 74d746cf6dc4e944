package bulletin

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
	"chibo/internal/workflow"
)

// ID names an article.
type ID string

// Kind is what an article is.
type Kind string

// The kinds.
const (
	News  Kind = "article"
	Model Kind = "model" // others may take it over
)

// Kinds lists them as pages show them.
var Kinds = []Kind{Model, News}

// Audience is who reads an article once it is published.
type Audience string

// The audiences, from the narrowest.
const (
	ForUnit   Audience = "cell"
	ForBranch Audience = "branch" // the committee right above, with all under it
	ForTree   Audience = "tree"
)

// Audiences lists them as pages show them.
var Audiences = []Audience{ForUnit, ForBranch, ForTree}

// Shows reports whether an audience may see a figure of a class.
func (a Audience) Shows(c access.Class) bool {
	return c == access.ClassOpen || c == access.ClassCell && a == ForUnit
}

// Field is what an article is about.
type Field string

// Fields lists them as pages show them.
var Fields = []Field{"service", "work", "meeting", "people", "study", "thrift", "masses", "other"}

// State is how far an article has come.
type State string

// The states.
const (
	Draft     State = "draft"
	Returned  State = "returned"
	Submitted State = "submitted"
	Published State = "published"
	Withdrawn State = "withdrawn"
)

// Unsent reports whether the author still writes it.
func (s State) Unsent() bool { return s == Draft || s == Returned }

// Act is what is done with an article.
type Act string

// The acts.
const (
	Amending    Act = "amend"
	Submitting  Act = "submit"
	Consenting  Act = "consent"
	Returning   Act = "return"
	Publishing  Act = "publish"
	Withdrawing Act = "withdraw"
)

// Move is one row of the table of states.
type Move = workflow.Row[State, Act]

// Workflow is how articles go. What reaches further than the unit is reviewed by who
// may Spread instead of by who may Review.
var Workflow = workflow.Table[State, Act]{
	{Draft, Amending, Draft, Write},
	{Returned, Amending, Returned, Write},
	{Draft, Submitting, Submitted, Write},
	{Returned, Submitting, Submitted, Write},
	{Submitted, Consenting, Submitted, Consent},
	{Submitted, Returning, Returned, Review},
	{Submitted, Publishing, Published, Review},
	{Published, Withdrawing, Withdrawn, Review},
}

// Article is an article of a unit.
type Article struct {
	ID          ID
	Unit        org.ID
	UnitName    string
	Reach       org.ID // whose members read it, with all under it unless it is for the unit alone
	ReachName   string
	Author      member.ID // "" once he is forgotten
	AuthorName  string
	Kind        Kind
	Field       Field
	Audience    Audience
	Title       string
	Lede        string
	Body        string // see Parse
	State       State
	Reason      string  // of its return or withdrawal
	ConsentOn   db.Date // the day on which the cell agreed that its model goes wider
	ConsentNote string
	PublishedOn db.Date
	Version     int
	Readers     int // how many have read it
	Adopters    int // how many units took it over

	path, reachPath string
}

func (a Article) place() access.Place { return access.Place{Unit: string(a.Unit), Path: a.path} }

func (a Article) reachPlace() access.Place {
	return access.Place{Unit: string(a.Reach), Path: a.reachPath}
}

// Wide reports whether it reaches further than its unit.
func (a Article) Wide() bool { return a.Audience != ForUnit }

// NeedsConsent reports whether the cell has to agree before it is published.
func (a Article) NeedsConsent() bool { return a.Kind == Model && a.Wide() && a.ConsentOn == "" }

// writtenBy reports whether somebody is its author.
func (a Article) writtenBy(by access.Actor) bool {
	return a.Author != "" && string(a.Author) == by.Person
}

// reviewedBy reports whether somebody publishes it, or sends it back.
func (a Article) reviewedBy(by access.Actor) bool {
	if a.Wide() {
		return access.Can(by, Spread, a.reachPlace())
	}
	return access.Can(by, Review, a.place())
}

// readBy reports whether somebody may read it in its state.
func (a Article) readBy(by access.Actor) bool {
	switch {
	case a.writtenBy(by) && access.Can(by, Write, a.place()), by.Trusted():
		return true
	case a.State == Draft:
		return false
	case access.Can(by, Review, a.place()), a.reviewedBy(by):
		return true
	case a.State != Published:
		return false
	case access.Can(by, Read, a.place()):
		return true
	}
	return a.Wide() && a.reachPath != "" && slices.ContainsFunc(by.Duties, func(d access.Duty) bool {
		return strings.HasPrefix(d.Path, a.reachPath)
	})
}

// may reports whether somebody may do an act, whatever the state.
func (a Article) may(by access.Actor, act Act) bool {
	switch act {
	case Amending, Submitting:
		return a.writtenBy(by) && access.Can(by, Write, a.place()) || by.Trusted()
	case Consenting:
		return a.NeedsConsent() && access.Can(by, Consent, a.place())
	case Withdrawing:
		return a.reviewedBy(by) || access.Can(by, Review, a.place())
	}
	return a.reviewedBy(by)
}

// after gives the row of an act, or says that the state does not allow it.
func (a Article) after(act Act) (Move, error) {
	return Workflow.After(a.State, act, "bulletin.not_now")
}

// Form is what is typed of an article.
type Form struct {
	Kind     Kind
	Field    Field
	Audience Audience
	Title    string
	Lede     string
	Body     string
}

// How long texts may be, in characters.
const (
	titleMax = 200
	ledeMax  = 600
	bodyMax  = 20_000
	wordsMax = 2_000
	lineMax  = 150
)

// check brings the form into shape and notes its faults at the fields kind, field,
// audience, title, lede and body.
func (f *Form) check(figures int) error {
	var faults fault.Form
	if !slices.Contains(Kinds, f.Kind) {
		faults.Add("kind", "bulletin.kind_missing")
	}
	if !slices.Contains(Fields, f.Field) {
		faults.Add("field", "bulletin.field_missing")
	}
	if !slices.Contains(Audiences, f.Audience) {
		faults.Add("audience", "bulletin.audience_missing")
	}
	f.Title, f.Lede, f.Body = i18n.Line(f.Title), i18n.Line(f.Lede), i18n.Clean(f.Body)
	limit(&faults, "title", "bulletin.title_missing", f.Title, titleMax)
	limit(&faults, "lede", "bulletin.lede_missing", f.Lede, ledeMax)
	limit(&faults, "body", "bulletin.body_missing", f.Body, bodyMax)
	faults.Take("body", checkBody(f.Body, figures))
	return faults.Err()
}

// limit notes at a field that a text is missing, unless missing is "", or too long.
func limit(faults *fault.Form, field, missing, text string, most int) {
	switch n := utf8.RuneCountInString(text); {
	case n == 0 && missing != "":
		faults.Add(field, missing)
	case n > most:
		faults.Add(field, "bulletin.text_long", most)
	}
}
