package member

import (
	"net/mail"
	"strings"
	"unicode/utf8"

	"chibo/internal/access"
	"chibo/internal/db"
	"chibo/internal/fault"
	"chibo/internal/i18n"
	"chibo/internal/org"
)

// ID names a person.
type ID string

// Status is a member's standing.
type Status string

// The standings.
const (
	Official     Status = "official"
	Probationary Status = "probationary"
	Associate    Status = "associate" // of a mass organisation
)

// State is what stands beside the status for a time.
type State string

// The states. Exempt: miễn công tác, sinh hoạt. Away and Visiting: sinh hoạt
// tạm thời, seen from the home unit and from the host.
const (
	Active    State = ""
	Exempt    State = "exempt"
	Away      State = "away"
	Visiting  State = "visiting"
	Suspended State = "suspended"
	Detained  State = "detained"
)

// Post is a position that means something to the program.
type Post string

// The posts.
const (
	Secretary       Post = "secretary"
	Deputy          Post = "deputy"
	CommitteeMember Post = "committee_member"
	GroupLeader     Post = "group_leader"
	MassHead        Post = "mass_head"
	MassDeputy      Post = "mass_deputy"
	Government      Post = "government"
)

// Posts lists the posts in the order in which pages name them.
var Posts = []Post{Secretary, Deputy, CommitteeMember, GroupLeader, MassHead, MassDeputy, Government}

// Elected reports whether only an official member may hold the post.
func (p Post) Elected() bool { return p == Secretary || p == Deputy || p == CommitteeMember }

// role is what a post makes its holder today.
func (p Post) role() (access.Role, bool) {
	switch p {
	case Secretary:
		return access.Secretary, true
	case Deputy:
		return access.Deputy, true
	case CommitteeMember:
		return access.CommitteeMember, true
	case MassHead, MassDeputy:
		return access.MassOfficer, true
	}
	return "", false
}

// Person is anyone known. Class: committee, but Name, Department and Job,
// which the cell sees, and what the person sees of himself.
type Person struct {
	ID            ID
	Name          string
	BirthName     string
	Alias         string
	Sex           string // "male", "female" or "" for unknown
	Birth         db.Date
	Ethnicity     string
	Religion      string
	Hometown      string
	Residence     string
	Phone         string
	Email         string
	Schooling     string
	Qualification string
	Theory        string
	Department    string
	Job           string
	Version       int
}

// Party is what stays with a party member wherever he moves.
type Party struct {
	AdmittedOn db.Date // ngày vào Đảng: the ceremony, start of probation
	OfficialOn db.Date
	Card       string // 12 digits
	OldCard    string
	CardOn     db.Date
	CardPlace  string
}

// Tenure is the completed years of membership on a date (tuổi Đảng). It
// counts from admission once the member is official; ok is false before.
func (p Party) Tenure(on db.Date) (years int, ok bool) {
	if p.OfficialOn == "" || p.AdmittedOn == "" || p.OfficialOn > on {
		return 0, false
	}
	years = on.Year() - p.AdmittedOn.Year()
	if len(p.AdmittedOn) > 4 && on[5:] < p.AdmittedOn[5:] {
		years--
	}
	return years, years >= 0
}

// probationMonths is how long probation lasts (Charter, article 5).
const probationMonths = 12

// ProbationEnds is the day on which the months of probation are over; ok is
// false where the day of admission is not known or recognition has come.
func (p Party) ProbationEnds() (end db.Date, ok bool) {
	if !p.AdmittedOn.Whole() || p.OfficialOn != "" {
		return "", false
	}
	return p.AdmittedOn.AddMonths(probationMonths), true
}

// Membership is a period in a unit.
type Membership struct {
	ID       string
	Unit     org.ID
	UnitName string
	Path     string
	Body     string
	Status   Status
	From, To db.Date
	EndedBy  string
}

// Position is a post held.
type Position struct {
	ID        string
	Unit      org.ID
	UnitName  string
	Post      Post
	Title     string
	KeyCadre  bool
	From, To  db.Date
	TermLabel string
}

// StatePeriod is a state in time.
type StatePeriod struct {
	ID       string
	Unit     org.ID
	State    State
	From, To db.Date
	Decision string
}

// Form is what is typed about a person.
type Form struct {
	Person
	Party
	Status Status
	From   db.Date // since when he belongs to the unit; "" means from admission
	Whom   Whom    // whether he is who is known beside the unit; "" where nobody asked
}

const (
	nameMax = 100
	textMax = 300
)

// Check cleans the form and reports every fault at once.
func (f *Form) Check(today db.Date) error {
	f.clean()
	var faults fault.Form
	switch n := utf8.RuneCountInString(f.Name); {
	case n == 0:
		faults.Add("name", "member.name_missing")
	case n > nameMax:
		faults.Add("name", "member.too_long", nameMax)
	}
	for field, text := range f.texts() {
		if utf8.RuneCountInString(*text) > textMax {
			faults.Add(field, "member.too_long", textMax)
		}
	}
	if f.Sex != "" && f.Sex != "male" && f.Sex != "female" {
		faults.Add("sex", "member.sex_invalid")
	}
	if f.Email != "" {
		if a, err := mail.ParseAddress(f.Email); err != nil || a.Address != f.Email {
			faults.Add("email", "member.email_invalid")
		}
	}
	f.checkCard(&faults)
	f.checkDates(&faults, today)
	return faults.Err()
}

func (f *Form) clean() {
	f.Name, f.Card, f.OldCard = i18n.Line(f.Name), strings.ReplaceAll(i18n.Line(f.Card), " ", ""), i18n.Line(f.OldCard)
	for _, text := range f.texts() {
		*text = i18n.Line(*text)
	}
}

func (f *Form) texts() map[string]*string {
	return map[string]*string{
		"birth_name": &f.BirthName, "alias": &f.Alias, "ethnicity": &f.Ethnicity, "religion": &f.Religion, "hometown": &f.Hometown,
		"residence": &f.Residence, "phone": &f.Phone, "email": &f.Email, "schooling": &f.Schooling, "qualification": &f.Qualification,
		"theory": &f.Theory, "department": &f.Department, "job": &f.Job, "card_place": &f.CardPlace, "old_card": &f.OldCard,
	}
}

func (f *Form) dates() map[string]db.Date {
	return map[string]db.Date{"birth": f.Birth, "admitted": f.AdmittedOn, "official": f.OfficialOn, "card_on": f.CardOn, "from": f.From}
}

func (f *Form) checkCard(faults *fault.Form) {
	if f.Card == "" {
		return
	}
	if len(f.Card) != 12 || strings.Trim(f.Card, "0123456789") != "" {
		faults.Add("card", "member.card_invalid")
	}
}

func (f *Form) checkDates(faults *fault.Form, today db.Date) {
	for field, date := range f.dates() {
		if date == "" {
			continue
		}
		if _, ok := db.ParseDate(string(date)); !ok {
			faults.Add(field, "member.date_invalid")
		} else if date > today {
			faults.Add(field, "member.date_ahead")
		}
	}
	if f.Birth != "" && f.AdmittedOn != "" && f.AdmittedOn.Year()-f.Birth.Year() < 16 {
		faults.Add("admitted", "member.admitted_too_young")
	}
	if f.AdmittedOn != "" && f.OfficialOn != "" && f.OfficialOn < f.AdmittedOn {
		faults.Add("official", "member.official_before_admitted")
	}
	if f.Status != Official && f.Status != Probationary && f.Status != Associate {
		faults.Add("status", "member.status_missing")
	}
	if f.Status == Probationary && f.OfficialOn != "" {
		faults.Add("official", "member.official_but_probationary")
	}
}

// since is the first day in the unit.
func (f *Form) since(today db.Date) db.Date {
	for _, d := range []db.Date{f.From, f.AdmittedOn} {
		if d != "" {
			return firstDay(d)
		}
	}
	return today
}

// firstDay completes a partial date to its first day.
func firstDay(d db.Date) db.Date {
	if d.Whole() {
		return d
	}
	return db.DateOf(d.Time())
}

func cleanText(s string) string { return strings.TrimSpace(i18n.Clean(s)) }

// Called is somebody summoned to a unit's meeting on a date: a member, or
// one who is visiting. His state says whether he counts among the voters.
type Called struct {
	Person     ID
	Name       string
	Department string
	Post       Post // the highest post in the unit, "" if none
	Status     Status
	State      State
	Mailed     bool // an address of mail is known
}
