package admission

import (
	"context"
	"slices"

	"chibo/internal/access"
	"chibo/internal/db"
	"chibo/internal/fault"
	"chibo/internal/meeting"
	"chibo/internal/member"
	"chibo/internal/org"
	"chibo/internal/vote"
)

// Ahead is what the form of an act needs besides the candidate.
type Ahead struct {
	Candidate Candidate
	Unit      org.Unit
	Today     db.Date
	Mentors   []Mentor
	// Refused says why the act cannot be done now; nil where it can.
	Refused error
	// People are those who may help, with how many they help now; for the act of
	// assigning alone.
	People []member.Profile
	Loads  map[member.ID]int
	// Prospect is what a vote today would be judged by, Taken those that stand in
	// the records of meetings, the latest first; for votes alone.
	Prospect vote.Prospect
	Taken    []vote.Vote
	// Meetings are those that lie ahead; for bringing alone. Considered is where he
	// stands on an agenda, the latest first; for votes too.
	Meetings   []meeting.Meeting
	Considered []meeting.Considered
	Person     member.Person // for correcting alone
	Papers     []Paper       // for filing alone
	Opinions   []Opinion     // for asking alone
	Evidence   []Evidence    // for weighing alone
}

// Acting gives what the form of an act needs, to who may do it where the state
// allows. It makes at most eight queries.
func (s *Service) Acting(ctx context.Context, by access.Actor, id ID, act Act) (p Ahead, err error) {
	who := Lead
	if act == Noting {
		who = Help
	}
	err = s.db.Read(ctx, func(tx *db.Tx) error {
		a, err := authorise(tx, by, who, id)
		if err != nil {
			return err
		}
		p.Candidate, p.Unit, p.Today, p.Mentors = a.Candidate, a.unit, tx.Today(), a.mentors
		switch act {
		case Noting, Checking, Asking, Weighing:
			p.Refused = a.writable()
		case Bringing:
			if _, ok := a.matter(); !ok {
				p.Refused = fault.New(fault.Invalid, "admission.not_when_"+string(a.State))
			}
		case Correcting:
			p.Refused = a.correctable()
		case Proposing:
			if p.Refused = s.proposable(tx, a.Candidate); p.Refused != nil && !fault.Is(p.Refused, fault.Invalid) {
				return p.Refused
			}
		default:
			_, p.Refused = a.after(act)
		}
		return s.prepare(tx, by, a, act, &p)
	})
	return p, err
}

// writable refuses what is written into a dossier that is not open.
func (c Candidate) writable() error {
	if c.State.Open() {
		return nil
	}
	return fault.New(fault.Invalid, "admission.not_when_"+string(c.State))
}

func (s *Service) prepare(tx *db.Tx, by access.Actor, a about, act Act, p *Ahead) (err error) {
	switch act {
	case Assigning:
		all, err := member.ProfilesIn(tx, a.Unit, tx.Today())
		if err != nil {
			return err
		}
		p.People = slices.DeleteFunc(all, func(m member.Profile) bool { return !helps(m, a.Candidate) })
		p.Loads, err = loadsIn(tx, a.Unit)
		return err
	case Voting, Supporting:
		book, err := s.book(tx, a.Unit)
		if err != nil {
			return err
		}
		matter := vote.Admission
		if act == Supporting {
			matter = vote.Recognition
		}
		c, err := caseOf(tx, a.Candidate, matter, tx.Today())
		if err != nil {
			return err
		}
		p.Prospect = vote.Ahead(book, c)
		return s.readMeetings(tx, by, a, act, p)
	case Bringing:
		return s.readMeetings(tx, by, a, act, p)
	case Checking:
		book, d, err := s.dossier(tx, a)
		if err != nil {
			return err
		}
		p.Papers, _ = checklist(book, a.listDay(tx.Today()), d.Papers)
		return nil
	case Correcting:
		all, err := member.PersonsOf(tx, a.Person)
		p.Person = all[a.Person]
		return err
	case Asking:
		p.Opinions, err = opinionsOf(tx, a.ID)
		return err
	case Weighing:
		p.Evidence, err = evidenceOf(tx, a.ID)
		return err
	}
	return nil
}
