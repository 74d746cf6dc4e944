package evaluation

import (
	"slices"
	"strconv"

	"chibo/internal/db"
	"chibo/internal/fault"
	"chibo/internal/i18n"
	"chibo/internal/meeting"
	"chibo/internal/rulebook"
	"chibo/internal/vote"
)

// textMax is how many characters a part or a comment may have, lineMax a name or
// a number.
const (
	textMax = 8000
	lineMax = 200
)

// OpenForm is what is typed to open a review. Faults name year, quarter and due.
type OpenForm struct {
	Period Period
	Due    db.Date
}

func (f OpenForm) check(today db.Date) error {
	var faults fault.Form
	if f.Period.Year < today.Year()-5 || f.Period.Year > today.Year() {
		faults.Add("year", "evaluation.year_invalid", strconv.Itoa(today.Year()-5), strconv.Itoa(today.Year()))
	}
	if f.Period.Quarter < 0 || f.Period.Quarter > 4 {
		faults.Add("quarter", "evaluation.quarter_invalid")
	}
	switch {
	case !f.Due.IsDay():
		faults.Add("due", "evaluation.due_missing")
	case f.Due < today || f.Due > today.AddMonths(6):
		faults.Add("due", "evaluation.due_invalid")
	}
	return faults.Err()
}

// PartField begins the name of the field of a part; its key follows.
const PartField = "part_"

// Words is what is written into a file: the parts by their keys, and the level
// that one gives oneself. Faults name "part_" with the key, and own_level.
type Words struct {
	Parts    map[string]string
	OwnLevel Level
}

// clean keeps the parts that the form has, without blanks around.
func (w Words) clean(f Form) Words {
	parts := map[string]string{}
	for _, p := range PartsOf(f) {
		if text := i18n.Clean(w.Parts[p.Key]); text != "" {
			parts[p.Key] = text
		}
	}
	w.Parts = parts
	return w
}

// check refuses what cannot be kept, and if it is to be submitted what is not
// whole.
func (w Words) check(f Form, levels rulebook.Codes, whole bool) error {
	var faults fault.Form
	for _, p := range PartsOf(f) {
		text := w.Parts[p.Key]
		if whole && p.Must && text == "" {
			faults.Add(PartField+p.Key, "evaluation.part_missing", p.No)
		}
		meeting.Sayable(&faults, PartField+p.Key, text, textMax)
	}
	switch {
	case w.OwnLevel != "" && !levels.Has(string(w.OwnLevel)):
		faults.Add("own_level", "evaluation.level_invalid")
	case whole && w.OwnLevel == "":
		faults.Add("own_level", "evaluation.level_missing")
	}
	return faults.Err()
}

// CommentForm is a comment as it is typed. Faults name source, giver and body.
type CommentForm struct {
	Source   Source
	Received bool
	Giver    string
	Body     string
}

func (f *CommentForm) check(about File) error {
	f.Giver, f.Body = i18n.Line(f.Giver), i18n.Clean(f.Body)
	var faults fault.Form
	if !about.asks(f.Source) {
		faults.Add("source", "evaluation.source_invalid")
	}
	if f.Received && f.Body == "" {
		faults.Add("body", "evaluation.body_missing")
	}
	if !f.Received && f.Body != "" {
		faults.Add("received", "evaluation.not_received")
	}
	meeting.Sayable(&faults, "giver", f.Giver, lineMax)
	meeting.Sayable(&faults, "body", f.Body, textMax)
	return faults.Err()
}

// Proposal is a level with the cell's vote on it. Faults name level, favour,
// against and other.
type Proposal struct {
	Level Level
	Count vote.Count
}

// Decision is the superior's. Faults name number, on, and "level_" with the id of
// a file.
type Decision struct {
	Number string
	On     db.Date
	Levels map[FileID]Level
}

// LevelField begins the name of the field of a file's level; its id follows.
const LevelField = "level_"

func (d *Decision) check(r Review, files []File, levels rulebook.Codes, today db.Date) error {
	d.Number = i18n.Line(d.Number)
	var faults fault.Form
	if d.Number == "" {
		faults.Add("number", "evaluation.number_missing")
	}
	meeting.Sayable(&faults, "number", d.Number, lineMax)
	switch {
	case !d.On.IsDay():
		faults.Add("on", "evaluation.day_missing")
	case d.On > today:
		faults.Add("on", "evaluation.day_ahead")
	case d.On < r.HeldOn:
		faults.Add("on", "evaluation.before_meeting", r.HeldOn)
	}
	for _, f := range files {
		if !levels.Has(string(d.Levels[f.ID])) {
			faults.Add(LevelField+string(f.ID), "evaluation.level_missing")
		}
	}
	return faults.Err()
}

// find gives the file of a list with that id.
func find(files []File, id FileID) (File, bool) {
	i := slices.IndexFunc(files, func(f File) bool { return f.ID == id })
	if i < 0 {
		return File{}, false
	}
	return files[i], true
}
