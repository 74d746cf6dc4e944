package evaluation

import (
	"chibo/internal/commendation"
	"chibo/internal/commitment"
	"chibo/internal/db"
	"chibo/internal/meeting"
	"chibo/internal/member"
	"chibo/internal/org"
	"chibo/internal/reflection"
	"chibo/internal/task"
	"chibo/internal/topic"
)

// Facts is what the records of a period say of somebody, or of a unit all
// together. Class: committee, and the person.
type Facts struct {
	On       db.Date // the day on which they were counted
	Meetings int     // that the unit held
	meeting.Presence
	Tasks   task.Tally
	Kept    commitment.Kept
	Reports reflection.Tally
	Topics  int
	Awards  int // of people; Honours are those of the unit itself
	Honours int
}

// add puts another's facts to these.
func (f *Facts) add(other Facts) {
	f.Called += other.Called
	f.Present += other.Present
	f.Excused += other.Excused
	f.Tasks.InTime += other.Tasks.InTime
	f.Tasks.Late += other.Tasks.Late
	f.Tasks.NotDone += other.Tasks.NotDone
	f.Tasks.Open += other.Tasks.Open
	f.Kept.Items += other.Kept.Items
	f.Kept.Done += other.Kept.Done
	f.Reports.Heard += other.Reports.Heard
	f.Reports.Resolved += other.Reports.Resolved
	f.Reports.Unresolved += other.Reports.Unresolved
	f.Topics += other.Topics
	f.Awards += other.Awards
}

// yearBook is the facts of a unit's period, person by person.
type yearBook struct {
	on       db.Date
	held     int
	presence map[member.ID]meeting.Presence
	tasks    map[member.ID]task.Tally
	kept     map[member.ID]commitment.Kept
	reports  map[member.ID]reflection.Tally
	topics   map[member.ID]int
	awards   commendation.Honours
}

// factsIn reads the facts of a unit's period, in six queries however many people
// it has.
func factsIn(tx *db.Tx, unit org.ID, p Period) (b yearBook, err error) {
	b.on = tx.Today()
	from, until := p.From(), p.Until()
	if b.held, b.presence, err = meeting.PresenceIn(tx, unit, from, until); err != nil {
		return b, err
	}
	if b.tasks, err = task.TallyIn(tx, unit, from, until); err != nil {
		return b, err
	}
	if b.kept, err = commitment.KeptIn(tx, unit, p.Year); err != nil {
		return b, err
	}
	if b.reports, err = reflection.TallyIn(tx, unit, from, until); err != nil {
		return b, err
	}
	if b.topics, err = topic.PresentedIn(tx, unit, from, until); err != nil {
		return b, err
	}
	b.awards, err = commendation.AwardedIn(tx, unit, from, until)
	return b, err
}

// of gives the facts of one person.
func (b yearBook) of(person member.ID) Facts {
	return Facts{
		On: b.on, Meetings: b.held, Presence: b.presence[person], Tasks: b.tasks[person],
		Kept: b.kept[person], Reports: b.reports[person], Topics: b.topics[person],
		Awards: b.awards.People[person],
	}
}

// all gives the facts of everybody together, those who have left too.
func (b yearBook) all() Facts {
	sum := Facts{On: b.on, Meetings: b.held, Honours: b.awards.Own}
	for _, p := range b.presence {
		sum.add(Facts{Presence: p})
	}
	for _, t := range b.tasks {
		sum.add(Facts{Tasks: t})
	}
	for _, k := range b.kept {
		sum.add(Facts{Kept: k})
	}
	for _, r := range b.reports {
		sum.add(Facts{Reports: r})
	}
	for _, n := range b.topics {
		sum.add(Facts{Topics: n})
	}
	for _, n := range b.awards.People {
		sum.add(Facts{Awards: n})
	}
	return sum
}

// about gives the facts that stand beside a file: those of its person, of the
// unit's those of everybody.
func (b yearBook) about(f File) Facts {
	if f.Person == "" {
		return b.all()
	}
	return b.of(f.Person)
}
