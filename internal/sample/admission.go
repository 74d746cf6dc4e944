package sample

import (
	"context"
	"fmt"
	"slices"

	"chibo/internal/access"
	"chibo/internal/admission"
	"chibo/internal/db"
	"chibo/internal/meeting"
	"chibo/internal/member"
	"chibo/internal/org"
	"chibo/internal/target"
	"chibo/internal/vote"
)

// wayBook is who is on the way into the Party in the shown cell, and who comes
// to it and goes.
type wayBook struct {
	Candidates   []candidateSpec `yaml:"candidates"`
	Probationers []candidateSpec `yaml:"probationers"` // admitted before the cell kept dossiers here
	Recognised   []int           `yaml:"recognised"`   // members whose whole probation stands here
	Notes        []mentorNote    `yaml:"notes"`
	Target       yearTarget      `yaml:"target"`
	Class        struct {
		Ahead int `yaml:"ahead"` // in days
		Days  int `yaml:"days"`
	} `yaml:"class"`
	Going  goingSpec  `yaml:"going"`
	Coming comingSpec `yaml:"coming"`
	Unpaid int        `yaml:"unpaid"` // who has not paid the fee of the month yet
}

// candidateSpec is one who was nominated so many months before today, and how
// far he comes. People are counted from 0 in their unit.
type candidateSpec struct {
	Chapter string          `yaml:"chapter"`
	Person  int             `yaml:"person"`
	Reaches admission.State `yaml:"reaches"`
	Months  int             `yaml:"months"`
	Mentors []int           `yaml:"mentors"` // one or two of the cell
	Noted   []int           `yaml:"noted"`   // months before today of the mentors' notes
	Papers  []string        `yaml:"papers"`  // of a dossier that grows
	Reason  string          `yaml:"reason"`
}

// yearTarget is how many the cell is to admit in the year of today.
type yearTarget struct {
	Title   string `yaml:"title"`
	Measure string `yaml:"measure"`
	Value   string `yaml:"value"`
}

type mentorNote struct {
	Help     string `yaml:"help"`
	Progress string `yaml:"progress"`
	Proposal string `yaml:"proposal"`
}

// wholeDossier is the papers that the vote of a union's nominee asks for, and
// review those that the vote at the end of probation asks for.
var (
	wholeDossier = []string{"1-KNĐ", "2-KNĐ", admission.Background, "3-KNĐ", "4A-KNĐ", "5-KNĐ"}
	reviewed     = []string{"10-KNĐ", "11-KNĐ", "12-KNĐ"}
)

// ways writes the ways of those of the shown cell who were recognised, one after
// the other, for the first votes on the next; and lists those of the others.
func (s Services) ways(ctx context.Context, h *house, book wayBook, today db.Date) (jobs []func() error, err error) {
	unit, ok := h.units[shown]
	if !ok {
		return nil, nil
	}
	begin := func(c candidateSpec) *way {
		return &way{Services: s, candidateSpec: c, book: book, unit: unit, cell: h.people[shown], today: today, last: lastSitting(h, today)}
	}
	jobs = append(jobs, func() error { return s.aimed(ctx, unit, book.Target, today.Year()) })
	for i, c := range book.Candidates {
		jobs = append(jobs, func() error {
			w := begin(c)
			w.number = i + 1
			return w.nominated(ctx, h.units[c.Chapter], h.people[c.Chapter])
		})
	}
	for _, c := range book.Probationers {
		jobs = append(jobs, func() error { return begin(c).admitted(ctx) })
	}
	for _, n := range book.Recognised {
		if err := begin(candidateSpec{Person: n, Mentors: []int{1}}).recognised(ctx); err != nil {
			return nil, err
		}
	}
	return jobs, nil
}

// aimed sets the cell's target of a year.
func (s Services) aimed(ctx context.Context, unit org.ID, t yearTarget, year int) error {
	id, err := s.Targets.Propose(ctx, access.Console, unit, target.Form{Year: year, Title: t.Title, Measure: t.Measure, Value: t.Value, Source: target.BySourceAdmitted})
	if err != nil {
		return err
	}
	return s.Targets.Settle(ctx, access.Console, id, 1)
}

// lastSitting is the day of the shown cell's last regular meeting before today.
func lastSitting(h *house, today db.Date) (last db.Date) {
	for _, u := range h.Units {
		if u.Code != shown {
			continue
		}
		for _, at := range calendar(*u.Meets, h.Year, today) {
			if at.Kind == meeting.Regular && at.Left == 0 && at.On < today {
				last = at.On
			}
		}
	}
	return last
}

// way is somebody's way into the Party as it is written.
type way struct {
	Services
	candidateSpec
	book        wayBook
	number      int // among the candidates, from 1
	unit        org.ID
	cell        []person
	today, last db.Date // last is the day of the cell's last regular meeting
	id          admission.ID
	version     int
}

// saved counts the version up once something was written over the last one.
func (w *way) saved(err error) error {
	w.version++
	return err
}

// no is the number of a resolution of the cell or of a decision above it.
func (w *way) no(format string) string { return fmt.Sprintf(format, w.number) }

// nominated takes a nominee as far as he comes.
func (w *way) nominated(ctx context.Context, chapter org.ID, people []person) (err error) {
	on := w.today.AddMonths(-w.Months)
	w.id, err = w.Admissions.Nominate(ctx, as(people[0].id), chapter, admission.NominationForm{Person: people[w.Person].id, Cell: w.unit, On: on, Reason: w.Reason})
	if err != nil {
		return err
	}
	w.version = 1
	on = on.AddDays(14)
	by, reached := access.Console, admission.StageOf(w.Reaches)
	for stage, step := range []func() error{
		func() error {
			return w.saved(w.Admissions.Accept(ctx, by, w.id, w.version, admission.Resolution{On: on, No: w.no("%02d-NQ/CB")}))
		},
		func() error { return w.mentored(ctx, on.AddDays(7)) },
		func() error { return w.schooled(ctx, on) },
		func() error { return w.filed(ctx, on) },
		func() error { return w.saved(w.Admissions.Complete(ctx, by, w.id, w.version)) },
		func() error { return w.voted(ctx) },
	} {
		if stage > reached {
			return nil
		}
		if err := step(); err != nil {
			return fmt.Errorf("candidate %d: %w", w.number, err)
		}
	}
	return nil
}

// mentored names who helps, and writes what they noted.
func (w *way) mentored(ctx context.Context, on db.Date) error {
	f := admission.AssignForm{First: w.cell[w.Mentors[0]].id, On: on}
	if len(w.Mentors) > 1 {
		f.Second = w.cell[w.Mentors[1]].id
	}
	if err := w.saved(w.Admissions.Assign(ctx, access.Console, w.id, w.version, f)); err != nil {
		return err
	}
	for i, months := range w.Noted {
		n := w.book.Notes[i%len(w.book.Notes)]
		f := admission.NoteForm{On: w.today.AddMonths(-months), Help: n.Help, Progress: n.Progress, Proposal: n.Proposal}
		if err := w.Admissions.Note(ctx, as(w.cell[w.Mentors[0]].id), w.id, f); err != nil {
			return err
		}
	}
	return nil
}

// schooled sends him to the class: it lies ahead for who comes no farther.
func (w *way) schooled(ctx context.Context, on db.Date) error {
	from := on.AddDays(60)
	if w.Reaches == admission.Learning {
		from = w.today.AddDays(w.book.Class.Ahead)
	}
	from = weekday(from)
	return w.saved(w.Admissions.Enrol(ctx, access.Console, w.id, w.version, from, from.AddDays(w.book.Class.Days-1)))
}

// filed notes the certificate, and the papers of the dossier.
func (w *way) filed(ctx context.Context, on db.Date) error {
	r := admission.Resolution{On: weekday(on.AddDays(75)), No: w.no("%03d/GCN")}
	if err := w.saved(w.Admissions.Certify(ctx, access.Console, w.id, w.version, r)); err != nil {
		return err
	}
	papers := w.Papers
	if papers == nil {
		papers = wholeDossier
	}
	return w.gather(ctx, papers, on.AddDays(90))
}

// gather notes papers, one a week from a day on, the last by today.
func (w *way) gather(ctx context.Context, papers []string, from db.Date) error {
	for i, code := range papers {
		if err := w.saved(w.Admissions.File(ctx, access.Console, w.id, w.version, code, min(from.AddDays(7*i), w.today), false)); err != nil {
			return err
		}
	}
	return nil
}

// voted has the cell vote at its last regular meeting: all but two who sat in
// it were for him.
func (w *way) voted(ctx context.Context) error {
	f := admission.VoteForm{On: w.last, Count: vote.Count{Favour: w.voters(w.last) - 2, Against: 1}}
	return w.saved(w.Admissions.Vote(ctx, access.Console, w.id, w.version, f))
}

// voters is how many official members sat in the cell on a day.
func (w *way) voters(on db.Date) (n int) {
	for _, p := range w.cell {
		if p.form.OfficialOn != "" && p.form.OfficialOn <= on && p.sits(on) {
			n++
		}
	}
	return n
}

// admitted begins the dossier of a probationary member with who helps him.
func (w *way) admitted(ctx context.Context) (err error) {
	p := w.cell[w.Person]
	if w.id, err = w.Admissions.Enter(ctx, access.Console, w.unit, p.id); err != nil {
		return err
	}
	w.version = 1
	if w.Mentors == nil {
		return nil
	}
	return w.mentored(ctx, p.form.AdmittedOn)
}

// recognised takes a member who is entered as a probationary one through the end
// of his probation, years ago.
func (w *way) recognised(ctx context.Context) error {
	if err := w.admitted(ctx); err != nil {
		return err
	}
	p := w.cell[w.Person]
	over := p.form.AdmittedOn.AddMonths(12)
	if err := w.gather(ctx, reviewed, over.AddDays(-20)); err != nil {
		return err
	}
	f := admission.VoteForm{On: over.AddDays(15), Count: vote.Count{Favour: w.voters(over.AddDays(-1))}}
	if err := w.saved(w.Admissions.Support(ctx, access.Console, w.id, w.version, f)); err != nil {
		return err
	}
	r := admission.Resolution{On: over.AddDays(40), No: fmt.Sprintf("%d-QĐ/ĐU", 20+w.Person)}
	return w.saved(w.Admissions.Recognise(ctx, access.Console, w.id, w.version, r))
}

// entered is how a member is entered before his way is written: who is
// recognised by it, as a probationary one. ok is false for who comes from
// elsewhere later.
func (b wayBook) entered(code string, n int, f member.Form) (_ member.Form, ok bool) {
	if code != shown {
		return f, true
	}
	if slices.Contains(b.Recognised, n) {
		f.Status, f.OfficialOn = member.Probationary, ""
	}
	return f, n != b.Coming.Person
}
