package member

import (
	"strings"

	"chibo/internal/db"
	"chibo/internal/i18n"
	"chibo/internal/member/roster"
	"chibo/internal/org"
)

// ImportID names a list that was read and waits for confirmation.
type ImportID string

// ImportState says how far a list has come.
type ImportState string

// The states of a list.
const (
	ImportRead    ImportState = "read"
	ImportDone    ImportState = "done"
	ImportDropped ImportState = "dropped"
)

// Waiting is a list that was read and is neither taken nor dropped.
type Waiting struct {
	ID   ImportID
	File string
	At   db.Time
}

// Preview is what taking a list would do: what was understood column by
// column, and the people whom it adds and changes. With any fault nothing can
// be taken.
type Preview struct {
	ID      ImportID
	Unit    org.Unit
	File    string
	Sheet   string // "" for .csv
	State   ImportState
	Version int

	Columns  []ImportColumn
	Rows     int          // data rows, faulty ones too
	People   []roster.Row // as the list has them
	Added    []ImportPerson
	Changed  []ImportPerson
	Matches  []Match // who is known beside the chapter
	Same     int
	Gone     int // the list says that they left; nothing is done
	Faults   []roster.Fault
	Warnings []roster.Fault

	AddedCount, ChangedCount int // what was done, of a list that is done
}

// Ready reports whether the list can be taken.
func (p *Preview) Ready() bool { return p.State == ImportRead && len(p.Faults) == 0 }

// ImportColumn is a column and what becomes of it.
type ImportColumn struct {
	roster.Column
	Kept   bool // some of what it holds is stored
	ByHand bool // its meaning was chosen, not recognised
}

// ImportPerson is somebody whom a list adds or changes.
type ImportPerson struct {
	Row      int
	Name     string
	UnitName string
	Person   ID // "" for somebody new
	Changes  []FieldChange
	// Elsewhere: another unit keeps his record, which stays as it is.
	Elsewhere bool

	unit   org.Unit
	form   Form // as it is to be stored
	before *knownPerson
	joins  bool // becomes a member of the unit
	state  *StatePeriod
	ends   []string // states that end today
	posts  []Appointment
}

// Matched reports that somebody who is known beside the chapter joins it.
func (p ImportPerson) Matched() bool { return p.Elsewhere && p.joins }

// FieldChange is a fact before and after. Hidden says that From is not for
// the actor to see: entering people gives no right to read them.
type FieldChange struct {
	Field  roster.Field
	From   string
	To     string
	Hidden bool
}

// importField is a fact of a list and where a person's record keeps it.
type importField struct {
	field roster.Field
	of    func(*roster.Row) string
	to    func(*Form) *string
	date  bool
}

// importFields are the facts that are stored as they are read. Standing, state
// and posts are periods and are judged apart; what is in neither (notes,
// languages …) is understood and left out, because no page needs it.
var importFields = []importField{
	{roster.Name, func(r *roster.Row) string { return r.Name }, func(f *Form) *string { return &f.Name }, false},
	{roster.BirthName, func(r *roster.Row) string { return r.BirthName }, func(f *Form) *string { return &f.BirthName }, false},
	{roster.Alias, func(r *roster.Row) string { return r.Alias }, func(f *Form) *string { return &f.Alias }, false},
	{roster.Sex, func(r *roster.Row) string { return r.Sex }, func(f *Form) *string { return &f.Sex }, false},
	{roster.Birth, func(r *roster.Row) string { return r.Birth }, func(f *Form) *string { return (*string)(&f.Birth) }, true},
	{roster.Ethnicity, func(r *roster.Row) string { return r.Ethnicity }, func(f *Form) *string { return &f.Ethnicity }, false},
	{roster.Religion, func(r *roster.Row) string { return r.Religion }, func(f *Form) *string { return &f.Religion }, false},
	{roster.Hometown, func(r *roster.Row) string { return r.Hometown.String() }, func(f *Form) *string { return &f.Hometown }, false},
	{roster.Residence, func(r *roster.Row) string { return r.Residence.String() }, func(f *Form) *string { return &f.Residence }, false},
	{roster.Phone, func(r *roster.Row) string { return r.Phone }, func(f *Form) *string { return &f.Phone }, false},
	{roster.Email, func(r *roster.Row) string { return r.Email }, func(f *Form) *string { return &f.Email }, false},
	{roster.Schooling, func(r *roster.Row) string { return r.Schooling }, func(f *Form) *string { return &f.Schooling }, false},
	{roster.Qualification, func(r *roster.Row) string { return r.Qualification }, func(f *Form) *string { return &f.Qualification }, false},
	{roster.Theory, func(r *roster.Row) string { return r.Theory }, func(f *Form) *string { return &f.Theory }, false},
	{roster.Department, func(r *roster.Row) string { return r.Department }, func(f *Form) *string { return &f.Department }, false},
	{roster.Job, func(r *roster.Row) string { return r.Job }, func(f *Form) *string { return &f.Job }, false},
	{roster.Admitted, func(r *roster.Row) string { return r.Admitted }, func(f *Form) *string { return (*string)(&f.AdmittedOn) }, true},
	{roster.Official, func(r *roster.Row) string { return r.Official }, func(f *Form) *string { return (*string)(&f.OfficialOn) }, true},
	{roster.Card, func(r *roster.Row) string { return r.Card }, func(f *Form) *string { return &f.Card }, false},
	{roster.OldCard, func(r *roster.Row) string { return r.OldCard }, func(f *Form) *string { return &f.OldCard }, false},
	{roster.CardOn, func(r *roster.Row) string { return r.CardOn }, func(f *Form) *string { return (*string)(&f.CardOn) }, true},
	{roster.CardPlace, func(r *roster.Row) string { return r.CardPlace }, func(f *Form) *string { return &f.CardPlace }, false},
}

// judgedFields are stored too, as periods or as the place of the membership.
var judgedFields = map[roster.Field]bool{
	roster.Surname: true, roster.Given: true, roster.SexMale: true, roster.SexFemale: true, roster.BirthMale: true, roster.BirthFemale: true,
	roster.Unit: true, roster.Status: true, roster.State: true, roster.StateOn: true, roster.Exempt: true, roster.PartyPost: true, roster.Post: true,
	roster.MovedOut: true, roster.Deceased: true, roster.Left: true,
}

// keeps reports whether anything in the column is stored.
func keeps(c roster.Column) bool {
	for _, f := range append([]roster.Field{c.Field}, c.Also...) {
		if judgedFields[f] {
			return true
		}
		for _, i := range importFields {
			if i.field == f {
				return true
			}
		}
	}
	return false
}

// takeOver writes what the list says over the form and notes what that
// changes. What the list does not say stays.
func takeOver(row *roster.Row, f *Form) []FieldChange {
	var changes []FieldChange
	for _, i := range importFields {
		now, slot := i18n.Line(i.of(row)), i.to(f)
		if now == "" || sameFact(*slot, now, i.date) {
			continue
		}
		changes = append(changes, FieldChange{Field: i.field, From: *slot, To: now})
		*slot = now
	}
	return changes
}

// sameFact compares a stored fact with one of a list. Lists write names in
// capitals, and the year alone where the day is known: neither is a change.
func sameFact(stored, listed string, date bool) bool {
	if date {
		return stored != "" && strings.HasPrefix(stored, listed)
	}
	return strings.EqualFold(stored, listed)
}

// recognitionMonths is how long after admission recognition is still to be
// expected: probation, and a month in which the cell considers it. Whoever was
// admitted longer ago is taken for official where a list does not tell.
const recognitionMonths = probationMonths + 1

// statusOf gives the standing that a list means. assumed says that the list
// does not tell: without a word or a date of recognition, who was admitted
// within the time of probation is probationary and everybody else official.
func statusOf(row *roster.Row, body string, today db.Date) (status Status, assumed bool) {
	switch {
	case body == "mass":
		return Associate, false
	case row.Status != "":
		return Status(row.Status), false
	case row.Admitted != "" && firstDay(db.Date(row.Admitted)).AddMonths(recognitionMonths) > today:
		return Probationary, true
	}
	return Official, true
}

// stateOf gives the state beside the status that a list tells: known is false
// where it says nothing, gone where it says that the person left.
func stateOf(row *roster.Row) (state State, known, gone bool) {
	switch row.State {
	case "":
		return Active, false, false
	case roster.StateActive:
		return Active, true, false
	case roster.StateExempt:
		return Exempt, true, false
	case roster.StateAway:
		return Away, true, false
	case roster.StateSuspended:
		return Suspended, true, false
	case roster.StateDetained:
		return Detained, true, false
	}
	return Active, true, true
}

// listedPost is a post that a list names, with the words of the list.
type listedPost struct {
	post  Post
	words string
	field roster.Field
}

// postsOf reads the posts of a member. A post in a committee above is none of
// the unit's and comes back as left; what stands beside party posts in the
// column «Chức vụ» is a government post.
func postsOf(row *roster.Row, body string) (posts []listedPost, left []listedPost) {
	for _, column := range []struct {
		field roster.Field
		text  string
	}{{roster.PartyPost, row.PartyPost}, {roster.Post, row.Post}} {
		for _, words := range strings.FieldsFunc(column.text, func(r rune) bool { return strings.ContainsRune(",;/+\n", r) }) {
			words = i18n.Line(words)
			p := listedPost{partyPost(words), words, column.field}
			switch {
			case words == "" || roster.SaysNothing(words) || isPlainMember(words):
			case p.post != "" && body == "party":
				posts = append(posts, p)
			case p.post == "" && column.field == roster.Post && !namesParty(words):
				p.post = Government
				posts = append(posts, p)
			default:
				left = append(left, p)
			}
		}
	}
	return posts, left
}

// partyPost recognises a post of a cell by its words.
func partyPost(words string) Post {
	f := strings.TrimSuffix(strings.ReplaceAll(roster.Fold(words), "chi bo co so", "chi bo"), " chi bo")
	switch {
	case f == "bi thu" || strings.HasPrefix(f, "bi thu chi bo"):
		return Secretary
	case f == "pho bi thu" || f == "pbt" || strings.HasPrefix(f, "pho bi thu chi bo"):
		return Deputy
	case f == "chi uy vien" || f == "chi uy" || f == "uy vien" || f == "cuv" || f == "uy vien chi uy" || strings.HasPrefix(f, "chi uy vien"):
		return CommitteeMember
	case strings.HasPrefix(f, "to truong to dang"):
		return GroupLeader
	}
	return ""
}

// isPlainMember recognises the word for who holds no post.
func isPlainMember(words string) bool {
	f := roster.Fold(words)
	return f == "dang vien" || f == "dv" || f == "doan vien" || f == "hoi vien"
}

// namesParty reports a post of the Party or of a mass organisation that is not
// the unit's own: «Đảng ủy viên», «Bí thư chi đoàn».
func namesParty(words string) bool {
	f := roster.Fold(words)
	for _, w := range []string{"bi thu", "dang uy", "cap uy", "tinh uy", "huyen uy", "thanh uy", "doan thanh nien", "chi doan"} {
		if strings.Contains(f, w) {
			return true
		}
	}
	return false
}
