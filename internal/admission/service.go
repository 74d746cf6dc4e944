package admission

import (
	"context"
	"slices"

	"chibo/internal/access"
	"chibo/internal/audit"
	"chibo/internal/db"
	"chibo/internal/document"
	"chibo/internal/fault"
	"chibo/internal/meeting"
	"chibo/internal/member"
	"chibo/internal/notify"
	"chibo/internal/org"
	"chibo/internal/rulebook"
	"chibo/internal/vote"
)

// What can be done with candidates. A note is narrowed to the candidate's
// mentors and the committee; what concerns the candidate himself is open to
// whoever is signed in, about himself.
var (
	View     = access.Declare("admission.view", access.For(access.Here, access.Cell...))
	Lead     = access.Declare("admission.lead", access.For(access.Here, access.Committee...))
	Help     = access.Declare("admission.help", access.For(access.Here, access.Cell...))
	Nominate = access.Declare("admission.nominate", access.For(access.Here, access.MassOfficer))
	Oversee  = access.Declare("admission.oversee", access.For(access.Below, access.Officer))
)

// FilesOf is the kind of record that has the files of a dossier; votesOf that
// in which votes on a candidate are taken, and logged that of the log.
const (
	FilesOf = "admission_candidate"
	votesOf = "admission"
	logged  = "admission_candidate"
)

// Service holds the use cases.
type Service struct {
	// Notices tells people how it goes on; nil tells nobody.
	Notices *notify.Service
	// Book gives the rules of a unit, its own included. The national rules apply
	// where it is nil.
	Book func(tx *db.Tx, unit org.ID) (*rulebook.Book, error)
	// OnRead lets the log note that somebody read what is known of a candidate: of
	// a kind, the record named and the person it is about; nil notes nothing.
	OnRead func(ctx context.Context, by access.Actor, unit, kind, subject, person string)

	db       *db.DB
	members  *member.Service
	votes    *vote.Service
	meetings *meeting.Service
	daily    notify.Daily
}

// New makes the use cases over a database and the capabilities that they rest
// on. It becomes the owner of the files of dossiers.
func New(d *db.DB, members *member.Service, documents *document.Service, votes *vote.Service, meetings *meeting.Service) *Service {
	s := &Service{db: d, members: members, votes: votes, meetings: meetings}
	documents.Owners[FilesOf] = document.Owner{Read: s.mayReadFiles, Write: s.mayAddFiles}
	return s
}

func (s *Service) book(tx *db.Tx, unit org.ID) (*rulebook.Book, error) {
	if s.Book == nil {
		return rulebook.Default(), nil
	}
	return s.Book(tx, unit)
}

// about is a candidate with his unit, mentors and what the actor is to him.
type about struct {
	Candidate
	unit    org.Unit
	mentors []Mentor
	leads   bool // the actor leads the cell
	helps   bool // the actor is one of his mentors
}

// authorise reads a candidate and checks that the actor may do the action to
// him. It makes three queries.
func authorise(tx *db.Tx, by access.Actor, action access.Action, id ID) (a about, err error) {
	if a.Candidate, err = byID(tx, id); err != nil {
		return a, err
	}
	if a.unit, err = org.Authorise(tx, by, action, a.Unit); err != nil {
		return a, err
	}
	if a.mentors, err = mentorsOf(tx, id); err != nil {
		return a, err
	}
	a.leads = access.Can(by, Lead, a.unit.Place())
	a.helps = by.Person != "" && slices.ContainsFunc(a.mentors, func(m Mentor) bool { return m.To == "" && string(m.Person) == by.Person })
	if action.Name == Help.Name && !a.leads && !a.helps {
		return a, fault.New(fault.Denied, "admission.mentors_alone")
	}
	return a, nil
}

// locked is authorise for what changes the candidate: others who change him
// wait.
func locked(tx *db.Tx, by access.Actor, action access.Action, id ID) (about, error) {
	if err := tx.Lock("admission", string(id)); err != nil {
		return about{}, err
	}
	return authorise(tx, by, action, id)
}

// moves lists what the actor may do now.
func (a about) moves(by access.Actor) Moves {
	return Workflow.From(a.State, func(m Move) bool {
		return (m.Act != Resuming || m.To == a.Was) && access.Can(by, m.Who, a.unit.Place())
	})
}

// change is what the log keeps of a step: never the words about somebody.
type change struct {
	From State   `json:"from,omitempty"`
	To   State   `json:"to,omitempty"`
	On   db.Date `json:"on,omitempty"`
	No   string  `json:"no,omitempty"`
}

func (a about) audit(tx *db.Tx, act Act, data any) error {
	return tx.Audit(db.Entry{Action: "admission." + string(act), Unit: string(a.Unit), Kind: logged, Subject: string(a.ID), Person: string(a.Person), Data: data})
}

// do takes a candidate through a move: f does what belongs to it, and may choose
// another act of the same state, such as a vote that was lost. The candidate is
// stored with his new state, unless somebody saved after the version that the
// page showed, and the step is logged and told.
func (s *Service) do(ctx context.Context, by access.Actor, id ID, version int, act Act, f func(tx *db.Tx, a *about) (Act, Resolution, error)) error {
	return s.db.Write(ctx, by, func(tx *db.Tx) error {
		a, err := locked(tx, by, Lead, id)
		if err != nil {
			return err
		}
		if _, err := a.after(act); err != nil {
			return err
		}
		done, r, err := f(tx, &a)
		if err != nil {
			return err
		}
		m, err := a.after(done)
		if err != nil {
			return err
		}
		was := a.State
		if a.State = m.To; m.To != was {
			a.Since = tx.Today()
			if r.On != "" { // what is written down later counts from its own day
				a.Since = min(r.On, a.Since)
			}
		}
		if err := put(tx, a.Candidate, version); err != nil {
			return err
		}
		if err := a.audit(tx, done, change{From: was, To: m.To, On: r.On, No: r.No}); err != nil {
			return err
		}
		return s.tellStep(tx, by, a, done)
	})
}

// Sheet is everything about one candidate that its reader may see: of the parts
// that are not for him it holds nothing.
type Sheet struct {
	Candidate Candidate
	Unit      org.Unit
	Today     db.Date
	Leads     bool // the reader leads the cell
	Helps     bool // the reader is one of the mentors
	Mentors   []Mentor
	Notes     []Note
	Papers    []Paper
	PapersBy  rulebook.Source
	Opinions  []Opinion
	Evidence  []Evidence
	Votes     []vote.Vote
	Files     []document.Attachment
	Gaps      []Gap
	Deadlines []Deadline
	Cadre     bool // the cell notes proposals for planning and training, and the reader leads it
	Next      Act  // the step that the candidate waits for, "" at the end and beside
	Moves
	History []audit.Line
}

// historyMost is how many changes a page shows.
const historyMost = 30

// Get gives one candidate. It makes at most twelve queries,
// and does not tell whether he left the Party before: the step says so.
func (s *Service) Get(ctx context.Context, by access.Actor, id ID) (sh Sheet, err error) {
	err = s.db.Read(ctx, func(tx *db.Tx) error {
		sh, err = s.sheet(tx, by, id)
		return err
	})
	if err == nil && s.OnRead != nil && (sh.Leads || sh.Helps) && string(sh.Candidate.Person) != by.Person {
		s.OnRead(ctx, by, string(sh.Unit.ID), logged, string(id), string(sh.Candidate.Person))
	}
	return sh, err
}

func (s *Service) sheet(tx *db.Tx, by access.Actor, id ID) (sh Sheet, err error) {
	a, err := authorise(tx, by, View, id)
	if err != nil {
		return sh, err
	}
	briefs, err := member.BriefsOf(tx, a.Person)
	if err != nil {
		return sh, err
	}
	a.Department, a.Birth = briefs[a.Person].Department, briefs[a.Person].Birth
	sh = Sheet{Candidate: a.Candidate, Unit: a.unit, Today: tx.Today(), Leads: a.leads, Helps: a.helps, Mentors: a.mentors, Moves: a.moves(by)}
	if sh.Votes, err = vote.Of(tx, votesOf, string(id)); err != nil {
		return sh, err
	}
	if !a.leads && !a.helps {
		sh.veil()
		return sh, nil
	}
	if sh.Notes, err = notesOf(tx, id); err != nil {
		return sh, err
	}
	if err := s.judge(tx, a, &sh); err != nil {
		return sh, err
	}
	if !a.leads {
		sh.veil()
		return sh, nil
	}
	return sh, sh.read(tx, id)
}

// veil takes out what is the committee's alone.
func (sh *Sheet) veil() {
	sh.Candidate.Words, sh.Candidate.Birth, sh.Papers = Words{}, "", nil
	for i := range sh.Mentors {
		sh.Mentors[i].Reason = ""
	}
	sh.Mentors = slices.DeleteFunc(sh.Mentors, func(m Mentor) bool { return m.To != "" })
}

// judge fills in papers, gaps and deadlines.
func (s *Service) judge(tx *db.Tx, a about, sh *Sheet) error {
	book, err := s.book(tx, a.Unit)
	if err != nil {
		return err
	}
	d := Dossier{Candidate: a.Candidate, Mentors: a.mentors}
	if len(sh.Notes) > 0 {
		d.LastOn = sh.Notes[0].On
	}
	if d.Papers, err = papersOf(tx, a.ID); err != nil {
		return err
	}
	sh.Papers, sh.PapersBy = checklist(book, a.listDay(sh.Today), d.Papers)
	sh.Deadlines = Deadlines(book, d)
	if sh.Cadre = sh.Leads && keepsProposals(book, sh.Today); !sh.Cadre {
		sh.Candidate.Proposal = Proposal{}
	}
	if next, ok := a.next(); ok {
		sh.Next, sh.Gaps = next.Act, Gaps(book, d, next.Act.Needs(), sh.Today)
	}
	return nil
}

// listDay is the day by whose list of papers a dossier is kept: today, and the
// day of the end for one that is over.
func (c Candidate) listDay(today db.Date) db.Date {
	if c.RecognisedOn != "" {
		return c.RecognisedOn
	}
	return today
}

// read fills in what is the committee's alone.
func (sh *Sheet) read(tx *db.Tx, id ID) (err error) {
	if sh.Opinions, err = opinionsOf(tx, id); err != nil {
		return err
	}
	if sh.Evidence, err = evidenceOf(tx, id); err != nil {
		return err
	}
	if sh.Files, err = document.List(tx, FilesOf, string(id)); err != nil {
		return err
	}
	sh.History, err = audit.History(tx, logged, string(id), historyMost)
	return err
}

func (s *Service) mayReadFiles(tx *db.Tx, by access.Actor, subject string) error {
	_, err := authorise(tx, by, Lead, ID(subject))
	return err
}

func (s *Service) mayAddFiles(tx *db.Tx, by access.Actor, subject string) (org.ID, error) {
	a, err := authorise(tx, by, Lead, ID(subject))
	return a.Unit, err
}
