package movement

import (
	"slices"
	"strings"

	"chibo/internal/db"
	"chibo/internal/fault"
	"chibo/internal/i18n"
	"chibo/internal/meeting"
	"chibo/internal/member"
	"chibo/internal/org"
)

// Request is what is typed to ask for a transfer.
type Request struct {
	Person   member.ID
	MovedOn  db.Date  // the decision or the move from which the time to begin runs
	Host     string   // name or code of a cell of this installation
	Outside  string   // or a place outside of it, in words
	Distance Distance // of a place outside
}

// check cleans the form and reports every fault at its field: moved_on, host,
// outside, distance.
func (f *Request) check(admitted, today db.Date) error {
	f.Host, f.Outside = i18n.Line(f.Host), i18n.Line(f.Outside)
	var faults fault.Form
	checkDay(&faults, "moved_on", f.MovedOn, admitted, "", today)
	checkGoal(&faults, f.Host, f.Outside)
	checkDistance(&faults, f.Outside, &f.Distance)
	return faults.Err()
}

// checkDistance asks how far a place outside is; cells of one installation are
// within the province.
func checkDistance(faults *fault.Form, outside string, d *Distance) {
	switch {
	case outside == "":
		*d = Province
	case *d != Province && *d != Country:
		faults.Add("distance", "movement.distance_missing")
	}
}

// Step is what is typed of a step of a transfer: of each act only what it asks
// for.
type Step struct {
	On       db.Date // the day of the step
	Review   string
	LetterNo string
	FeeUntil db.Date // YYYY-MM
	Enclosed string
	Reason   string
}

// check cleans the form and reports every fault at its field: on, review,
// letter_no, fee_until, enclosed, reason.
func (f *Step) check(act Act, t Transfer, admitted, today db.Date) error {
	f.LetterNo, f.Enclosed = i18n.Line(f.LetterNo), i18n.Line(f.Enclosed)
	var faults fault.Form
	text := func(field, missing string, words *string) {
		*words = i18n.Clean(*words)
		if *words == "" {
			faults.Add(field, missing)
		}
		meeting.Sayable(&faults, field, *words, textMax)
	}
	if act == Withdrawing {
		text("reason", "movement.reason_missing", &f.Reason)
		return faults.Err()
	}
	checkDay(&faults, "on", f.On, admitted, t.since(), today)
	switch act {
	case Reviewing:
		text("review", "movement.review_missing", &f.Review)
	case Issuing:
		checkLetter(&faults, f.LetterNo, f.FeeUntil, f.Enclosed, today)
	}
	return faults.Err()
}

// checkLetter judges what a letter of introduction says.
func checkLetter(faults *fault.Form, number string, feeUntil db.Date, enclosed string, today db.Date) {
	if number == "" {
		faults.Add("letter_no", "movement.letter_missing")
	}
	meeting.Sayable(faults, "letter_no", number, numberMax)
	meeting.Sayable(faults, "enclosed", enclosed, placeMax)
	switch {
	case !feeUntil.IsMonth():
		faults.Add("fee_until", "movement.month_missing")
	case feeUntil > today.AddMonths(12).Month():
		faults.Add("fee_until", "movement.month_far")
	}
}

// Arrival is what is typed of a member who comes from outside.
type Arrival struct {
	Person     member.Form // name, birth, sex, day of admission and recognition, card
	Outside    string
	Distance   Distance
	LetterNo   string
	LetterOn   db.Date
	FeeUntil   db.Date
	ReceivedOn db.Date
}

// check cleans the form and reports every fault at its field, those of the
// person under their own names.
func (f *Arrival) check(today db.Date) error {
	f.Outside, f.LetterNo = i18n.Line(f.Outside), i18n.Line(f.LetterNo)
	f.Person.Status, f.Person.From = member.Official, ""
	if f.Person.OfficialOn == "" {
		f.Person.Status = member.Probationary
	}
	var faults fault.Form
	faults.Take("name", f.Person.Check(today))
	admitted := f.Person.AdmittedOn
	if admitted == "" {
		faults.Add("admitted", "movement.admitted_missing")
	}
	if f.Outside == "" {
		faults.Add("outside", "movement.origin_missing")
	}
	meeting.Sayable(&faults, "outside", f.Outside, placeMax)
	if f.Distance != Province && f.Distance != Country {
		faults.Add("distance", "movement.distance_missing")
	}
	checkLetter(&faults, f.LetterNo, f.FeeUntil, "", today)
	checkDay(&faults, "letter_on", f.LetterOn, admitted, "", today)
	checkDay(&faults, "received_on", f.ReceivedOn, admitted, f.LetterOn, today)
	f.Person.From = f.ReceivedOn
	return faults.Err()
}

// namedMax is how many cells a fault names to choose from.
const namedMax = 3

// findCell finds the cell of this installation that is meant by a name or a
// code: any by its exact code, one of the same tree by its name or a part of it
// that no other has. Faults are at the field host.
func findCell(tx *db.Tx, home org.Unit, words string) (org.Unit, error) {
	u, err := org.ByCode(tx, words)
	if err != nil && !fault.Is(err, fault.NotFound) {
		return u, err
	}
	if err == nil && isCell(u) && u.ID != home.ID {
		return u, nil
	}
	root, _, _ := strings.Cut(home.Path, ".")
	all, err := org.Under(tx, root+".")
	if err != nil {
		return u, err
	}
	folded := i18n.Fold(words)
	all = slices.DeleteFunc(all, func(u org.Unit) bool {
		return !isCell(u) || u.ID == home.ID || !strings.Contains(i18n.Fold(u.Name), folded)
	})
	for _, u := range all {
		if i18n.Fold(u.Name) == folded {
			all = []org.Unit{u}
			break
		}
	}
	switch len(all) {
	case 0:
		return u, fault.At("host", "movement.host_unknown")
	case 1:
		return all[0], nil
	}
	var names []string
	for _, u := range all[:min(len(all), namedMax)] {
		names = append(names, u.Name)
	}
	return u, fault.At("host", "movement.host_several", len(all), strings.Join(names, "; "))
}

func isCell(u org.Unit) bool { return u.Kind.Holds && !u.Kind.Mass() }
