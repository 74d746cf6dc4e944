package commitment

import (
	"chibo/internal/db"
	"chibo/internal/member"
	"chibo/internal/org"
)

// WorkID names an item of a programme. It stays while the item is reworded.
type WorkID string

// ProgrammeState is how far a unit's programme has come.
type ProgrammeState string

// The states: drafted by the leaders, read by all of the unit.
const (
	ProgrammeDrafting ProgrammeState = "drafting"
	ProgrammeIssued   ProgrammeState = "issued"
)

// Work is one item of a programme. Class: cell, once it is issued.
type Work struct {
	ID         WorkID
	Ordinal    int // from 1
	Heading    string
	Work       string
	Measure    string
	Due        string // as it was typed
	Leader     member.ID
	LeaderName string // who answers for it, "" if nobody is named
	Percent    int
	Result     string
}

// Programme is what a unit sets itself for a year (chương trình hành động).
type Programme struct {
	Unit     org.ID
	Year     int
	State    ProgrammeState // "" where there is none, or none that the actor may read
	IssuedOn db.Date
	Version  int // 0 where there is none
	Works    []Work
}

// theirs are the items as a form shows them, for whoever comes too late.
func (p Programme) theirs() map[string]string {
	all := map[string]string{}
	for _, w := range p.Works {
		f := WorkForm{Heading: w.Heading, Work: w.Work, Measure: w.Measure, Due: w.Due}
		for _, t := range f.fields() {
			all[fieldOf(w.Ordinal, t.name)] = *t.text
		}
		all[fieldOf(w.Ordinal, "leader")] = w.LeaderName
	}
	return all
}
