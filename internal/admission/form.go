package admission

import (
	"slices"

	"chibo/internal/db"
	"chibo/internal/fault"
	"chibo/internal/i18n"
	"chibo/internal/meeting"
	"chibo/internal/member"
)

// Lengths in characters, and the most people that an opinion counts.
const (
	lineMax  = 120
	wordsMax = 2_000
	askedMax = 100_000
)

// Resolution is a decision on paper: its day and its number.
type Resolution struct {
	On db.Date
	No string
}

// check cleans it and reports faults at the fields on and no. It lies between
// two days, both included; the first may be "".
func (r *Resolution) check(faults *fault.Form, from, to db.Date) {
	r.No = i18n.Line(r.No)
	if r.No == "" {
		faults.Add("no", "admission.no_missing")
	}
	meeting.Sayable(faults, "no", r.No, lineMax)
	day(faults, "on", r.On, from, to)
}

// day reports, at its field, a day that is missing or does not lie between two
// days, both included; each may be "" for no bound.
func day(faults *fault.Form, field string, on, from, to db.Date) {
	switch {
	case !on.IsDay():
		faults.Add(field, "admission.day_missing")
	case to != "" && on > to:
		faults.Add(field, "admission.day_ahead", to)
	case from != "" && on < from:
		faults.Add(field, "admission.day_before", from)
	}
}

// said cleans words, and reports at their field those that are missing, too
// long, or bear a mark of state secrecy.
func said(faults *fault.Form, field, text, missing string) string {
	text = i18n.Clean(text)
	if text == "" && missing != "" {
		faults.Add(field, missing)
	}
	meeting.Sayable(faults, field, text, wordsMax)
	return text
}

// NewForm is what is typed to put somebody on the list whom no mass organisation
// nominated.
type NewForm struct {
	Name       string
	Birth      db.Date     // may be partial
	Whom       member.Whom // whether he is who is known in a chapter; "" where nobody asked
	Department string      // may be empty
	Job        string      // may be empty
	Reason     string
	Resolution
}

// NoteForm is an entry of the mentors' book.
type NoteForm struct {
	On       db.Date
	Help     string // what was done for him
	Progress string // what came of it
	Proposal string // may be empty
}

// check cleans the form and reports every fault at its field: on, help,
// progress, proposal.
func (f *NoteForm) check(today db.Date) error {
	var faults fault.Form
	day(&faults, "on", f.On, "", today)
	f.Help = said(&faults, "help", f.Help, "admission.help_missing")
	f.Progress = said(&faults, "progress", f.Progress, "admission.progress_missing")
	f.Proposal = said(&faults, "proposal", f.Proposal, "")
	return faults.Err()
}

// check cleans an opinion and reports every fault at its field: origin, bodies,
// asked, agreed, against, words, on.
func (o *Opinion) check(today db.Date) error {
	var faults fault.Form
	if !slices.Contains(Origins, o.Origin) {
		faults.Add("origin", "admission.origin_missing")
	}
	o.Bodies = i18n.Line(o.Bodies)
	if o.Bodies == "" {
		faults.Add("bodies", "admission.bodies_missing")
	}
	meeting.Sayable(&faults, "bodies", o.Bodies, wordsMax)
	for field, n := range map[string]int{"asked": o.Asked, "agreed": o.Agreed, "against": o.Against} {
		if n < 0 || n > askedMax {
			faults.Add(field, "admission.count_invalid")
		}
	}
	if o.Agreed >= 0 && o.Against >= 0 && o.Agreed+o.Against > o.Asked {
		faults.Add("asked", "admission.more_than_asked")
	}
	o.Words = said(&faults, "words", o.Words, "")
	day(&faults, "on", o.On, "", today)
	return faults.Err()
}

// AssignForm says who helps a candidate from a day on.
type AssignForm struct {
	First, Second member.ID // Second is "" where one helps alone
	On            db.Date
	Reason        string // of a change
}

// check cleans the form and reports every fault at its field: first, second, on,
// reason. People are the members of the cell; change says that somebody helps
// already.
func (f *AssignForm) check(people []member.Profile, c Candidate, change bool, today db.Date) error {
	var faults fault.Form
	if f.First == "" {
		faults.Add("first", "admission.mentor_missing")
	} else {
		mayHelp(&faults, "first", people, c, f.First)
	}
	if f.Second != "" {
		if f.Second == f.First {
			faults.Add("second", "admission.mentor_twice")
		} else {
			mayHelp(&faults, "second", people, c, f.Second)
		}
	}
	day(&faults, "on", f.On, c.ListedOn, today)
	missing := ""
	if change {
		missing = "admission.reason_missing"
	}
	f.Reason = said(&faults, "reason", f.Reason, missing)
	return faults.Err()
}

// mayHelp refuses whoever is no official member of the cell, is kept from
// activity, or is the candidate himself.
func mayHelp(faults *fault.Form, field string, people []member.Profile, c Candidate, person member.ID) {
	if !slices.ContainsFunc(people, func(p member.Profile) bool { return p.Person == person && helps(p, c) }) {
		faults.Add(field, "admission.mentor_not_official")
	}
}

// helps reports whether a member may help a candidate.
func helps(p member.Profile, c Candidate) bool {
	return p.Status == member.Official && !p.Barred() && p.State != member.Away && p.Person != c.Person
}
