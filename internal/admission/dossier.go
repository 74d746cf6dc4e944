package admission

import (
	"maps"
	"slices"
	"strings"

	"chibo/internal/db"
	"chibo/internal/rulebook"
)

// Background is the code of the line that says that the background check is
// done. It is no form, and nothing else is kept of the check.
const Background = "TTLL"

// Certificate is the code of the certificate of the class, as the rulebook's
// lists have it. Certifying notes it.
const Certificate = "CN-NTVĐ"

// PaperStep says when a paper of the dossier is due.
type PaperStep string

// The steps, in order.
const (
	BeforeVote    PaperStep = "before_vote"
	AtVote        PaperStep = "at_vote"
	AtDecision    PaperStep = "at_decision" // the superior's; none of them stops the cell
	BeforeSupport PaperStep = "before_support"
	AtSupport     PaperStep = "at_support"
	AtRecognition PaperStep = "at_recognition"
)

// ToAdmit reports whether the paper belongs to the dossier of admission.
func (s PaperStep) ToAdmit() bool { return s == BeforeVote || s == AtVote || s == AtDecision }

// Paper is a line of the checklist.
type Paper struct {
	Code   string
	Title  string // as the rulebook of the day has it; "" for Background
	Step   PaperStep
	DoneOn db.Date // "" while it is not there
	// Needed: the next step asks for it, and neither it nor another of its number
	// is there.
	Needed bool
}

// number is the number of a form by its code: 4 for "4A-KNĐ", 0 for a code
// without one.
func number(code string) (n int) {
	for _, r := range code {
		if r < '0' || r > '9' {
			break
		}
		n = n*10 + int(r-'0')
	}
	return n
}

// stepOf says when a form is due, by its number (12-HD/BTCTW): 1–5 before the
// vote, 6 by it, 7–9 by the superior; 10–12 at the end of probation, 13 by the
// vote, 14–16 by the superior.
func stepOf(code string) PaperStep {
	switch n := number(code); {
	case n <= 5:
		return BeforeVote
	case n == 6:
		return AtVote
	case n <= 9:
		return AtDecision
	case n <= 12:
		return BeforeSupport
	case n == 13:
		return AtSupport
	}
	return AtRecognition
}

// checklist is the papers of a dossier by the rulebook of a day, with those that
// are there. The background check stands behind the CV, to which it belongs. A
// paper that is there and no longer on the list stays on it, without a title.
func checklist(book *rulebook.Book, on db.Date, done map[string]db.Date) ([]Paper, rulebook.Source) {
	forms, ok := rulebook.AdmissionForms.At(book, string(on), nil)
	var all []Paper
	add := func(code, title string) {
		all = append(all, Paper{Code: code, Title: title, Step: stepOf(code), DoneOn: done[code]})
		if number(code) == 2 {
			all = append(all, Paper{Code: Background, Step: BeforeVote, DoneOn: done[Background]})
		}
	}
	for _, f := range forms.Value {
		add(f.Code, f.Title)
	}
	for _, code := range slices.Sorted(maps.Keys(done)) {
		if !slices.ContainsFunc(all, func(p Paper) bool { return p.Code == code }) {
			add(code, "")
		}
	}
	slices.SortStableFunc(all, func(a, b Paper) int { return slices.Index(paperSteps, a.Step) - slices.Index(paperSteps, b.Step) })
	for i := range all {
		all[i].Needed = all[i].DoneOn == "" && !slices.ContainsFunc(all, func(p Paper) bool {
			return p.DoneOn != "" && number(p.Code) > 0 && number(p.Code) == number(all[i].Code)
		})
	}
	if !ok {
		return all, rulebook.Source{}
	}
	return all, forms.Source()
}

var paperSteps = []PaperStep{BeforeVote, AtVote, AtDecision, BeforeSupport, AtSupport, AtRecognition}

// codeFor is the code of the form with a number by the rulebook of a day, for
// the papers that a step brings; "" where the rulebook has none.
func codeFor(book *rulebook.Book, on db.Date, n int) string {
	forms, _ := rulebook.AdmissionForms.At(book, string(on), nil)
	for _, f := range forms.Value {
		if number(f.Code) == n {
			return f.Code
		}
	}
	return ""
}

// Dossier is what the gaps and deadlines of a candidate are judged by.
type Dossier struct {
	Candidate
	Mentors []Mentor // present ones first
	Papers  map[string]db.Date
	LastOn  db.Date // of the last note of his mentors; "" if there is none
	LeftOn  db.Date // the day on which he left the Party before; "" if he did not
}

// mentored is since when somebody helps him, "" if nobody does.
func (d Dossier) mentored() (since db.Date) {
	for _, m := range d.Mentors {
		if m.To == "" && (since == "" || m.From < since) {
			since = m.From
		}
	}
	return since
}

// Gap is something that is missing for the next step.
type Gap struct {
	Need  Need
	Code  string  // of the paper that is missing, "" for everything else
	Title string  // of that paper
	On    db.Date // the day that it depends on: an expiry, the end of probation or of a wait
	N     int     // the bound that is missed: an age
	// Soft: it is told and stops nothing: an age that is not known or is over the
	// greatest is the superior's to judge.
	Soft bool
	By   rulebook.Source // the rule that asks for it
}

// Gaps names what is missing before a step is taken on a day. It is pure: the
// same dossier, rules and day give the same answer.
func Gaps(book *rulebook.Book, d Dossier, needs []Need, on db.Date) (all []Gap) {
	for _, n := range needs {
		switch n {
		case NeedMentor:
			if d.mentored() == "" {
				all = append(all, Gap{Need: n, By: formsBy(book, on)})
			}
		case NeedCertificate:
			all = append(all, certificateGap(book, d.Candidate, on)...)
		case NeedAge:
			all = append(all, ageGap(book, d.Birth, on)...)
		case NeedWait:
			all = append(all, waitGap(book, d.LeftOn, on)...)
		case NeedDossier:
			all = append(all, paperGaps(book, d, n, BeforeVote, on)...)
		case NeedReview:
			all = append(all, paperGaps(book, d, n, BeforeSupport, on)...)
		case NeedMonths:
			if end, by := probationEnds(book, d.AdmittedOn); end == "" || on < end {
				all = append(all, Gap{Need: n, On: end, By: by})
			}
		}
	}
	return all
}

func formsBy(book *rulebook.Book, on db.Date) rulebook.Source {
	forms, ok := rulebook.AdmissionForms.At(book, string(on), nil)
	if !ok {
		return rulebook.Source{}
	}
	return forms.Source()
}

func paperGaps(book *rulebook.Book, d Dossier, n Need, step PaperStep, on db.Date) (all []Gap) {
	papers, by := checklist(book, on, d.Papers)
	for _, p := range papers {
		twin := slices.ContainsFunc(all, func(g Gap) bool { return number(g.Code) > 0 && number(g.Code) == number(p.Code) })
		if p.Step == step && p.Needed && !twin && !strings.EqualFold(p.Code, Certificate) {
			all = append(all, Gap{Need: n, Code: p.Code, Title: p.Title, By: by})
		}
	}
	return all
}

// certificateGap tells that the certificate of the class is missing on the day, or that
// it is no longer valid.
func certificateGap(book *rulebook.Book, c Candidate, on db.Date) []Gap {
	if c.CertifiedOn == "" || c.CertifiedOn > on {
		return []Gap{{Need: NeedCertificate, By: formsBy(book, on)}}
	}
	if end, by := certificateEnds(book, c.CertifiedOn); end != "" && on >= end {
		return []Gap{{Need: NeedCertificate, On: end, By: by}}
	}
	return nil
}

// certificateEnds is the day from which a certificate is valid no more; "" where
// no rule is known.
func certificateEnds(book *rulebook.Book, on db.Date) (db.Date, rulebook.Source) {
	months, ok := rulebook.AdmissionCertificateMonths.At(book, string(on), nil)
	if !ok {
		return "", rulebook.Source{}
	}
	return on.AddMonths(months.Value), months.Source()
}

// probationEnds is the day on which the months of probation are over; "" where
// no rule is known, or nobody was admitted.
func probationEnds(book *rulebook.Book, admitted db.Date) (db.Date, rulebook.Source) {
	months, ok := rulebook.AdmissionProbationMonths.At(book, string(admitted), nil)
	if !ok {
		return "", rulebook.Source{}
	}
	return admitted.AddMonths(months.Value), months.Source()
}

// ageGap tells that somebody is too young on the day; that he is too old, or his
// birth is not known, is for people to judge.
func ageGap(book *rulebook.Book, birth, on db.Date) []Gap {
	least, _ := rulebook.AdmissionAgeMin.At(book, string(on), nil)
	most, known := rulebook.AdmissionAgeMax.At(book, string(on), nil)
	switch {
	case birth == "":
		return []Gap{{Need: NeedAge, Soft: true, By: least.Source()}}
	case age(birth, on) < least.Value:
		return []Gap{{Need: NeedAge, N: least.Value, By: least.Source()}}
	case known && age(birth, on) > most.Value:
		return []Gap{{Need: NeedAge, N: most.Value, Soft: true, By: most.Source()}}
	}
	return nil
}

// waitGap tells that who left the Party may not be admitted again yet.
func waitGap(book *rulebook.Book, left, on db.Date) []Gap {
	if left == "" {
		return nil
	}
	months, ok := rulebook.AdmissionReadmitMonths.At(book, string(on), nil)
	if end := left.AddMonths(months.Value); ok && on < end {
		return []Gap{{Need: NeedWait, On: end, By: months.Source()}}
	}
	return nil
}

// age is the completed years on a day; of a birth without day or month what it
// is at the most.
func age(birth, on db.Date) int {
	years := on.Year() - birth.Year()
	if n := len(birth); n > 4 && len(on) >= n && on[5:n] < birth[5:] {
		years--
	}
	return years
}
