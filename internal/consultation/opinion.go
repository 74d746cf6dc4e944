package consultation

import (
	"chibo/internal/access"
	"chibo/internal/db"
	"chibo/internal/fault"
	"chibo/internal/i18n"
	"chibo/internal/org"
	"chibo/internal/workflow"
)

// OpinionID names an opinion on a cell or committee.
type OpinionID string

// Standing is how far an opinion has come.
type Standing string

// The standings.
const (
	Sent      Standing = "sent"
	Received  Standing = "received"
	Responded Standing = "answered"
	TakenBack Standing = "withdrawn"
)

// Deed is what is done with an opinion.
type Deed string

// The deeds.
const (
	Receiving  Deed = "receive"
	Responding Deed = "answer"
	Returning  Deed = "return"
	TakingBack Deed = "withdraw"
)

// Deeds lists them as a page offers them.
var Deeds = []Deed{TakingBack, Returning, Receiving, Responding}

// Turn is one row of the table of standings.
type Turn = workflow.Row[Standing, Deed]

// Course is how opinions go.
var Course = workflow.Table[Standing, Deed]{
	{Sent, TakingBack, TakenBack, Voice},
	{Sent, Receiving, Received, Heed},
	{Received, Responding, Responded, Heed},
	{Responded, Returning, Received, Voice},
}

// What can be done with opinions: each is judged at the chapter that sent it.
var (
	// Hear is to read them: the officers of the chapter, and the committee of the
	// unit above that they are about.
	Hear = access.Declare("consultation.hear", access.For(access.Here, access.MassOfficer), access.For(access.Below, access.Committee...))
	// Voice is to send them.
	Voice = access.Declare("consultation.voice", access.For(access.Here, access.MassOfficer))
	// Heed is to receive and answer them.
	Heed = access.Declare("consultation.heed", access.For(access.Below, access.Committee...))
)

// Opinion is what the officers of a chapter say of the cell or committee above it.
// Class: the two leaderships.
type Opinion struct {
	ID          OpinionID
	Unit        org.ID // the chapter
	UnitName    string
	About       org.ID
	AboutName   string
	Title       string
	Body        string
	State       Standing
	SentOn      db.Date
	Due         db.Date // by which it is answered, "" before it is received
	Response    string
	RespondedOn db.Date
	Seated      bool // it stands on the agenda of a meeting
	Version     int

	path, aboutPath string
}

// Late reports whether the answer is overdue on a day.
func (o Opinion) Late(today db.Date) bool { return o.State == Received && o.Due < today }

func (o Opinion) after(d Deed) (Turn, error) {
	return Course.After(o.State, d, "consultation.opinion_not_now")
}

// OpinionForm is what is typed of an opinion.
type OpinionForm struct{ Title, Body string }

func (f *OpinionForm) check() error {
	var faults fault.Form
	f.Title, f.Body = i18n.Line(f.Title), i18n.Clean(f.Body)
	needs(&faults, "title", "consultation.opinion_title_missing", f.Title, titleMax)
	needs(&faults, "body", "consultation.opinion_body_missing", f.Body, wordsMax)
	return faults.Err()
}

// DeedForm is what is typed with a deed: the answer, or until when it comes.
type DeedForm struct {
	Words string
	Due   db.Date
}

// check brings the form of a deed into shape. Faults name words and due.
func (f *DeedForm) check(d Deed, today db.Date) error {
	var faults fault.Form
	f.Words = i18n.Clean(f.Words)
	if d == Receiving || d == Returning {
		switch {
		case !f.Due.IsDay():
			faults.Add("due", "consultation.due_missing")
		case f.Due < today:
			faults.Add("due", "consultation.due_past")
		case f.Due > today.AddDays(termMost):
			faults.Add("due", "consultation.closes_far", termMost)
		}
	}
	if d == Responding {
		needs(&faults, "words", "consultation.words_missing", f.Words, wordsMax)
	}
	return faults.Err()
}

// done is the opinion after a deed.
func (o Opinion) done(row Turn, f DeedForm, today db.Date) Opinion {
	o.State = row.To
	switch row.Act {
	case Receiving, Returning:
		o.Due = f.Due
	case Responding:
		o.Response, o.RespondedOn = f.Words, today
	}
	return o
}
