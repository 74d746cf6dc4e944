package movement

import (
	"slices"

	"chibo/internal/db"
	"chibo/internal/fault"
	"chibo/internal/i18n"
	"chibo/internal/meeting"
	"chibo/internal/member"
	"chibo/internal/org"
	"chibo/internal/rulebook"
)

// DecisionID names a decision.
type DecisionID string

// Kind is what a decision does to a membership.
type Kind string

// The kinds.
const (
	Exempt   Kind = "exempt"   // miễn công tác, sinh hoạt: the cell decides
	Away     Kind = "away"     // chuyển sinh hoạt tạm thời
	Removed  Kind = "removed"  // xóa tên
	Expelled Kind = "expelled" // khai trừ: the fact, not the procedure
	Left     Kind = "left"     // xin ra khỏi Đảng
	Died     Kind = "died"     // từ trần
	Restored Kind = "restored" // phục hồi đảng tịch
	Visiting Kind = "visiting" // sinh hoạt tạm thời tại chi bộ, của đảng viên từ nơi khác
)

// Kinds are those that a committee chooses for a member; Restored follows from
// an earlier decision, and who is Visiting is no member of the cell.
var Kinds = []Kind{Exempt, Away, Removed, Expelled, Left, Died}

// Temporary reports whether it is a temporary transfer, from the cell or to it.
func (k Kind) Temporary() bool { return k == Away || k == Visiting }

// Ends reports whether the decision ends the membership.
func (k Kind) Ends() bool { return k.ending() != "" }

// ending is how the membership ends by the decision, "" if it does not.
func (k Kind) ending() string {
	return map[Kind]string{Removed: member.ByRemoval, Expelled: member.ByExpulsion, Left: member.ByLeaving, Died: member.ByDeath}[k]
}

// Grounds are the fixed kinds of reasons of a decision: no words of one's own
// about health, family or conduct are kept.
func (k Kind) Grounds() []string {
	switch k {
	case Exempt:
		return []string{"age_health", "remote"}
	case Away, Visiting:
		return []string{work, study}
	case Removed:
		return []string{"absent", "fee", "card", "unfit", "probation"}
	case Expelled:
		return []string{"discipline"}
	case Left:
		return []string{"own_request"}
	case Died:
		return []string{"died"}
	}
	return []string{"repealed", mistaken}
}

// Grounds that matter to the rules: those of a temporary transfer, by which its
// longest time differs, and that a decision was entered by mistake, for which
// there is no paper.
const (
	work     = "work"
	study    = "study"
	mistaken = "mistaken"
)

// Decision is a decision about one member. Class: committee.
type Decision struct {
	ID         DecisionID
	Unit       org.ID
	UnitName   string
	Person     member.ID
	Name       string
	Kind       Kind
	Ground     string
	Number     string
	DecidedOn  db.Date
	From, To   db.Date
	Host       org.ID
	HostName   string
	Outside    string
	InformedOn db.Date // when the committee above was informed
}

// Restorable reports whether the decision ended a membership that the cell may
// restore.
func (d Decision) Restorable() bool { return d.Kind.Ends() }

// DecisionForm is what is typed of a decision.
type DecisionForm struct {
	Person     member.ID
	Kind       Kind
	Ground     string
	Number     string
	DecidedOn  db.Date
	From, To   db.Date
	Host       string // of a temporary transfer: name or code of a cell of this installation
	Outside    string // or a place outside of it, in words
	InformedOn db.Date
}

// Lengths in characters.
const (
	numberMax = 40
	placeMax  = 200
	textMax   = 4_000
)

// check cleans the form and reports every fault at its field. admitted is when
// the member was admitted.
func (f *DecisionForm) check(book *rulebook.Book, admitted, today db.Date) error {
	f.Number, f.Outside, f.Host = i18n.Line(f.Number), i18n.Line(f.Outside), i18n.Line(f.Host)
	var faults fault.Form
	grounds := f.Kind.Grounds()
	if len(grounds) == 1 {
		f.Ground = grounds[0]
	}
	if !slices.Contains(grounds, f.Ground) {
		faults.Add("ground", "movement.ground_missing")
	}
	if f.Kind == Died || f.Ground == mistaken {
		f.Number, f.DecidedOn = "", ""
	} else {
		if f.Number == "" {
			faults.Add("number", "movement.number_missing")
		}
		meeting.Sayable(&faults, "number", f.Number, numberMax)
		checkDay(&faults, "decided_on", f.DecidedOn, admitted, "", today)
	}
	latest := today
	if f.Kind == Exempt || f.Kind.Temporary() {
		latest = today.AddMonths(12)
	}
	checkDay(&faults, "from", f.From, admitted, f.DecidedOn, latest)
	f.checkSpan(&faults, book)
	f.checkPlace(&faults)
	if f.InformedOn != "" {
		checkDay(&faults, "informed_on", f.InformedOn, admitted, f.DecidedOn, today)
	}
	return faults.Err()
}

// checkDay notes what is wrong with a day: it must be a whole day, not after
// the latest, not before the member's admission, nor before the day that it
// follows.
func checkDay(faults *fault.Form, field string, day, admitted, after, latest db.Date) {
	switch {
	case !day.IsDay():
		faults.Add(field, "movement.day_missing")
	case admitted != "" && day < admitted:
		faults.Add(field, "movement.before_admission", admitted)
	case after.IsDay() && day < after:
		faults.Add(field, "movement.before_earlier", after)
	case day > latest:
		faults.Add(field, "movement.day_ahead", latest)
	}
}

// checkSpan judges how long an exemption or a temporary transfer lasts.
func (f *DecisionForm) checkSpan(faults *fault.Form, book *rulebook.Book) {
	switch {
	case f.Kind != Exempt && !f.Kind.Temporary():
		f.To, f.InformedOn = "", ""
		return
	case f.Kind == Exempt && f.To == "":
		return
	case !f.To.IsDay():
		faults.Add("to", "movement.to_missing")
		return
	case !f.From.IsDay():
		return
	case f.To <= f.From:
		faults.Add("to", "movement.to_before_from")
		return
	}
	if !f.Kind.Temporary() {
		return
	}
	facts := rulebook.Facts{rulebook.FactStay: f.Ground}
	if least, ok := rulebook.TransferTemporaryMin.At(book, string(f.From), facts); ok && f.To < f.From.AddMonths(least.Value) {
		faults.Add("to", "movement.stay_short", least.Value)
	}
	if most, ok := rulebook.TransferTemporaryMax.At(book, string(f.From), facts); ok && f.To > f.From.AddMonths(most.Value) {
		faults.Add("to", "movement.stay_long", most.Value)
	}
}

// checkPlace judges where a temporary transfer leads.
func (f *DecisionForm) checkPlace(faults *fault.Form) {
	switch f.Kind {
	case Visiting:
		f.Host = ""
		if f.Outside == "" {
			faults.Add("outside", "movement.origin_missing")
		}
		meeting.Sayable(faults, "outside", f.Outside, placeMax)
		return
	case Away:
	default:
		f.Host, f.Outside = "", ""
		return
	}
	checkGoal(faults, f.Host, f.Outside)
}

// checkGoal notes that neither a cell nor a place is named, or both are.
func checkGoal(faults *fault.Form, host, outside string) {
	switch {
	case host == "" && outside == "":
		faults.Add("host", "movement.goal_missing")
	case host != "" && outside != "":
		faults.Add("outside", "movement.goal_twice")
	}
	meeting.Sayable(faults, "host", host, placeMax)
	meeting.Sayable(faults, "outside", outside, placeMax)
}
