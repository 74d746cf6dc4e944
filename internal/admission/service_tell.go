package admission

import (
	"context"
	"fmt"
	"slices"

	"chibo/internal/access"
	"chibo/internal/db"
	"chibo/internal/member"
	"chibo/internal/notify"
	"chibo/internal/org"
	"chibo/internal/rulebook"
)

// The pages that notices lead to.
const (
	minePage      = "/admission/mine"
	nominatedPage = "/admission/nominated"
)

func page(id ID) string { return "/admission/" + string(id) }

// tellStep tells those whom a step concerns: never a name, and never why.
func (s *Service) tellStep(tx *db.Tx, by access.Actor, a about, act Act) error {
	var notices []notify.Notice
	own := notify.Notice{Person: a.Person, Key: "admission.tell_" + string(act), Link: minePage, Mail: notify.News}
	officer := notify.Notice{Person: a.NominatedBy, Unit: a.Chapter, Link: nominatedPage, Mail: notify.News}
	switch act {
	case Nominating:
		return s.tellLeaders(tx, by, a.Candidate, notify.Notice{Key: "admission.tell_nominate", Mail: notify.News})
	case Listing:
		own.Key = "admission.tell_accept"
		notices = append(notices, own)
	case Accepting:
		officer.Key = "admission.tell_accepted"
		notices = append(notices, own, officer)
	case Declining:
		officer.Key = "admission.tell_declined"
		notices = append(notices, officer)
	case Assigning:
		notices = append(notices, own)
		for _, m := range a.mentors {
			if m.To == "" {
				notices = append(notices, notify.Notice{
					Person: m.Person, Unit: a.Unit, Key: "admission.tell_mentor", Link: page(a.ID), Mail: notify.News,
					Once: fmt.Sprint("admission.tell_mentor ", a.ID, " ", m.From),
				})
			}
		}
	case Enrolling, Voting, Deciding, Admitting, Supporting, Recognising:
		notices = append(notices, own)
	}
	return s.Notices.TellOthersTx(tx, by, notices...)
}

// tellLeaders tells the cell's committee, but for the candidate.
func (s *Service) tellLeaders(tx *db.Tx, by access.Actor, c Candidate, n notify.Notice) error {
	called, err := member.CalledTo(tx, c.Unit, tx.Today())
	if err != nil {
		return err
	}
	var notices []notify.Notice
	for _, p := range called {
		if leads(p) && p.Person != c.Person {
			n.Person, n.Unit, n.Link = p.Person, c.Unit, page(c.ID)
			notices = append(notices, n)
		}
	}
	return s.Notices.TellOthersTx(tx, by, notices...)
}

// leads reports whether somebody called is of the cell's committee.
func leads(c member.Called) bool {
	return c.Post == member.Secretary || c.Post == member.Deputy || c.Post == member.CommitteeMember
}

// Remind tells committee and mentors of the deadlines that come near, each at
// its own distance (the end of probation 90, 60, 30 and 7 days before), and of
// those that are over, once; and the candidate of the end of his probation. It
// works once a day, from seven in the morning. For background work alone.
func (s *Service) Remind(ctx context.Context, by access.Actor) error {
	if s.Notices == nil {
		return nil
	}
	return s.daily.Do(by, s.db.Now(), func() error {
		return notify.Each(ctx, s.db, unitsOnTheWay, func(tx *db.Tx, unit org.ID) error { return s.remindIn(tx, by, unit) })
	})
}

// remindIn reminds the people of one cell.
func (s *Service) remindIn(tx *db.Tx, by access.Actor, unit org.ID) error {
	book, err := s.book(tx, unit)
	if err != nil {
		return err
	}
	open, err := openIn(tx, unit)
	if err != nil {
		return err
	}
	around, err := aroundOf(tx, open)
	if err != nil {
		return err
	}
	called, err := member.CalledTo(tx, unit, tx.Today())
	if err != nil {
		return err
	}
	var leaders []member.ID
	for _, p := range called {
		if leads(p) {
			leaders = append(leaders, p.Person)
		}
	}
	var notices []notify.Notice
	for _, c := range open {
		notices = append(notices, reminders(book, around.dossier(c), leaders, tx.Today())...)
	}
	return s.Notices.TellOthersTx(tx, by, notices...)
}

// reminders are the notices that a dossier asks for on a day.
func reminders(book *rulebook.Book, d Dossier, leaders []member.ID, today db.Date) (all []notify.Notice) {
	for _, dl := range Deadlines(book, d) {
		n := notify.Notice{Unit: d.Unit, Args: []any{dl.On}, Link: page(d.ID), Mail: notify.Deadline}
		days, near := dl.notice(today)
		switch {
		case near:
			n.Key = "admission.tell_near_" + string(dl.Term)
		case dl.On != "" && dl.On < today && dl.Term != TermProbation:
			n.Key = "admission.tell_late_" + string(dl.Term)
		default:
			continue
		}
		n.Once = fmt.Sprint(n.Key, " ", d.ID, " ", dl.On, " ", days)
		var to []member.ID
		for _, m := range d.Mentors {
			if m.To == "" {
				to = append(to, m.Person)
			}
		}
		if dl.Term != TermNote || !near {
			to = append(to, leaders...)
		}
		slices.Sort(to)
		for _, n.Person = range slices.Compact(to) {
			if n.Person != d.Person {
				all = append(all, n)
			}
		}
		if dl.Term == TermProbation {
			n.Person, n.Key, n.Link = d.Person, "admission.tell_near_own", minePage
			all = append(all, n)
		}
	}
	return all
}
