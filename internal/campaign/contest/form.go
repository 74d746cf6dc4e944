package contest

import (
	"slices"
	"strconv"
	"strings"

	"chibo/internal/db"
	"chibo/internal/document"
	"chibo/internal/fault"
	"chibo/internal/i18n"
	"chibo/internal/member"
	"chibo/internal/org"
)

// Lengths in characters, and what there is at most.
const (
	titleMax  = 200
	lineMax   = 200
	rulesMax  = 4_000
	bodyMax   = 20_000
	reasonMax = 1_000
	pointsMax = 100
	weightMax = 10
	// FilesMax is how many files an entry has at most.
	FilesMax = 5
	// CriteriaMax is how many criteria a contest has at most.
	CriteriaMax = 8
	jurorsMax   = 15
	placeMax    = 100
)

// CriterionForm is a criterion as it is typed; one without a title is left out.
type CriterionForm struct {
	Title  string
	Points int
	Weight int
}

// Form is a contest as it is typed.
type Form struct {
	Title    string
	Rules    string
	Entrants Entrants
	OpensOn  db.Date
	ClosesOn db.Date
	Theme    string // of a campaign that runs for the unit, "" for none
	Files    bool
	Apart    bool
	Criteria []CriterionForm
}

// CriterionField names a field of the n-th criterion of the form, from 1.
func CriterionField(name string, n int) string { return name + "_" + strconv.Itoa(n) }

// check cleans the form and reports every fault at its field; those of all
// criteria together are at criteria.
func (f *Form) check(today db.Date) error {
	var faults fault.Form
	f.Title, f.Rules = i18n.Line(f.Title), i18n.Clean(f.Rules)
	if f.Title == "" {
		faults.Add("title", "contest.title_missing")
	}
	sayable(&faults, "title", f.Title, titleMax)
	if f.Rules == "" {
		faults.Add("rules", "contest.rules_missing")
	}
	sayable(&faults, "rules", f.Rules, rulesMax)
	if !slices.Contains(AllEntrants, f.Entrants) {
		faults.Add("entrants", "contest.entrants_missing")
	}
	if !f.OpensOn.IsDay() || f.OpensOn.Year() < 2000 {
		faults.Add("opens_on", "contest.day_missing")
	}
	f.checkEnd(&faults, today)
	f.checkCriteria(&faults)
	return faults.Err()
}

// checkEnd refuses a last day before the first, or before today.
func (f *Form) checkEnd(faults *fault.Form, today db.Date) {
	switch {
	case !f.ClosesOn.IsDay():
		faults.Add("closes_on", "contest.day_missing")
	case f.ClosesOn < f.OpensOn:
		faults.Add("closes_on", "contest.closes_before")
	case f.ClosesOn < today:
		faults.Add("closes_on", "contest.closes_past")
	case f.ClosesOn > today.AddDays(2*366):
		faults.Add("closes_on", "contest.closes_far")
	}
}

func (f *Form) checkCriteria(faults *fault.Form) {
	var kept []CriterionForm
	for i, c := range f.Criteria {
		at := func(name string) string { return CriterionField(name, i+1) }
		if c.Title = i18n.Line(c.Title); c.Title == "" {
			if c.Points != 0 || c.Weight != 0 {
				faults.Add(at("criterion"), "contest.criterion_missing")
			}
			continue
		}
		sayable(faults, at("criterion"), c.Title, lineMax)
		if c.Points < 1 || c.Points > pointsMax {
			faults.Add(at("points"), "contest.points_wrong", pointsMax)
		}
		if c.Weight == 0 {
			c.Weight = 1
		}
		if c.Weight < 1 || c.Weight > weightMax {
			faults.Add(at("weight"), "contest.weight_wrong", weightMax)
		}
		kept = append(kept, c)
	}
	switch {
	case len(kept) == 0:
		faults.Add(CriterionField("criterion", 1), "contest.criteria_missing")
	case len(kept) > CriteriaMax:
		faults.Add(CriterionField("criterion", 1), "contest.criteria_many", CriteriaMax)
	}
	f.Criteria = kept
}

// EntryForm is an entry as it is typed.
type EntryForm struct {
	Kind    Kind
	Unit    org.ID // for which it enters
	Authors string // "" is who hands it in, or the unit
	Title   string
	Body    string
	Shared  bool
}

// check cleans the form and reports every fault at its field.
func (f *EntryForm) check(c Contest) error {
	var faults fault.Form
	f.Authors, f.Title, f.Body = i18n.Line(f.Authors), i18n.Line(f.Title), i18n.Clean(f.Body)
	if f.Kind != ByPerson && f.Kind != ByUnit {
		faults.Add("kind", "contest.kind_missing")
	} else if !c.Entrants.takes(f.Kind) {
		faults.Add("kind", "contest.kind_refused")
	}
	if f.Title == "" {
		faults.Add("title", "contest.entry_title_missing")
	}
	sayable(&faults, "authors", f.Authors, lineMax)
	sayable(&faults, "title", f.Title, titleMax)
	sayable(&faults, "body", f.Body, bodyMax)
	if f.Body == "" && !c.Files {
		faults.Add("body", "contest.body_missing")
	}
	return faults.Err()
}

// Given is what a juror types for a criterion: points, in Vietnamese or plain
// writing of decimals.
type Given struct {
	Ordinal int
	Points  string
}

// ScoreField is the field of the points by a criterion.
func ScoreField(ordinal int) string { return "points_" + strconv.Itoa(ordinal) }

// halves reads points of 0 to most in halves.
func halves(typed string, most int) (int, bool) {
	v, err := strconv.ParseFloat(strings.Replace(strings.TrimSpace(typed), ",", ".", 1), 64)
	if err != nil || v < 0 || v > float64(most) || v*2 != float64(int(v*2)) {
		return 0, false
	}
	return int(v * 2), true
}

// readScores reads what a juror gives an entry; nothing typed is nothing given.
// Faults are at the fields of the points.
func readScores(given []Given, criteria []Criterion) (all []Mark, err error) {
	var faults fault.Form
	for _, c := range criteria {
		i := slices.IndexFunc(given, func(g Given) bool { return g.Ordinal == c.Ordinal })
		if i < 0 || strings.TrimSpace(given[i].Points) == "" {
			continue
		}
		n, ok := halves(given[i].Points, c.Points)
		if !ok {
			faults.Add(ScoreField(c.Ordinal), "contest.score_wrong", c.Points)
		}
		all = append(all, Mark{Ordinal: c.Ordinal, Halves: n})
	}
	return all, faults.Err()
}

// PrizeForm is what an entry is given.
type PrizeForm struct {
	Entry EntryID
	Place int
	Prize string
}

// PlaceField is the field of an entry's place on the form of a decision.
func PlaceField(e EntryID) string { return "place_" + string(e) }

// PrizeField is the field of an entry's prize in words.
func PrizeField(e EntryID) string { return "prize_" + string(e) }

// Decision is what the organisers decide.
type Decision struct {
	Number string
	On     db.Date
	Prizes []PrizeForm
}

// check reports faults at number, on and the fields of the entries.
func (d *Decision) check(c Contest, entries []Entry, today db.Date) error {
	var faults fault.Form
	d.Number = i18n.Line(d.Number)
	sayable(&faults, "number", d.Number, 60)
	switch {
	case !d.On.IsDay():
		faults.Add("on", "contest.day_missing")
	case d.On > today:
		faults.Add("on", "contest.day_ahead")
	case d.On < c.OpensOn:
		faults.Add("on", "contest.decided_before", c.OpensOn)
	}
	for i := range d.Prizes {
		p := &d.Prizes[i]
		p.Prize = i18n.Line(p.Prize)
		if !slices.ContainsFunc(entries, func(e Entry) bool { return e.ID == p.Entry }) {
			return fault.New(fault.NotFound, "ui.not_found")
		}
		if p.Place < 0 || p.Place > placeMax {
			faults.Add(PlaceField(p.Entry), "contest.place_wrong", placeMax)
		}
		if p.Place > 0 && p.Prize == "" {
			faults.Add(PrizeField(p.Entry), "contest.prize_missing")
		}
		sayable(&faults, PrizeField(p.Entry), p.Prize, lineMax)
	}
	return faults.Err()
}

// JurorForm is who judges, of one unit.
type JurorForm struct {
	Unit   org.ID
	People []member.ID
}

// said cleans a reason that must be given, at the field reason.
func said(text string) (string, error) {
	var faults fault.Form
	if text = i18n.Clean(text); text == "" {
		faults.Add("reason", "contest.reason_missing")
	}
	sayable(&faults, "reason", text, reasonMax)
	return text, faults.Err()
}

// sayable notes a text that is too long or bears a mark of state secrecy (I5).
func sayable(faults *fault.Form, field, text string, limit int) {
	if n := len([]rune(text)); n > limit {
		faults.Add(field, "contest.too_long", n, limit)
		return
	}
	if err := document.CheckText("", text); err != nil {
		faults.Add(field, fault.Key(err))
	}
}

// theirs is what a form of the contest shows as it is now.
func (f Form) theirs() map[string]string {
	all := map[string]string{
		"title": f.Title, "rules": f.Rules, "entrants": string(f.Entrants), "opens_on": string(f.OpensOn), "closes_on": string(f.ClosesOn),
		"theme": f.Theme, "files": onText(f.Files), "apart": onText(f.Apart),
	}
	for i, c := range f.Criteria {
		all[CriterionField("criterion", i+1)] = c.Title
		all[CriterionField("points", i+1)], all[CriterionField("weight", i+1)] = strconv.Itoa(c.Points), strconv.Itoa(c.Weight)
	}
	return all
}
