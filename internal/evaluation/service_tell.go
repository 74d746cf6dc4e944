package evaluation

import (
	"strconv"

	"chibo/internal/access"
	"chibo/internal/db"
	"chibo/internal/member"
	"chibo/internal/notify"
	"chibo/internal/org"
)

// tellMove tells who is concerned that a review moved: the officers above of what
// was sent, the cell's leaders of what they returned, everybody who is reviewed of
// a meeting that is convened and of the decision.
func (s *Service) tellMove(tx *db.Tx, by access.Actor, v Review, u org.Unit, a Act, files []File) error {
	switch a {
	case Convening, Deciding:
		return s.tell(tx, by, v, string(a), peopleOf(files))
	case Sending:
		if s.Above == nil {
			return nil
		}
		people, err := s.Above(tx, u)
		if err != nil {
			return err
		}
		return s.tell(tx, by, v, string(a), people)
	case Returning:
		called, err := member.CalledTo(tx, v.Unit, tx.Today())
		if err != nil {
			return err
		}
		return s.tell(tx, by, v, string(a), member.LeadersOf(called))
	}
	return nil
}

// tell sends the notice of an act to people, but not to who did it. It names no
// level and nobody.
func (s *Service) tell(tx *db.Tx, by access.Actor, v Review, what string, people []member.ID) error {
	if s.Notices == nil {
		return nil
	}
	key := "evaluation.tell_" + what
	if v.Period.Quarter > 0 {
		key += "_quarter"
	}
	var notices []notify.Notice
	for _, person := range people {
		if string(person) != by.Person {
			notices = append(notices, notify.Notice{
				Person: person, Unit: v.Unit, Key: key, Args: []any{v.UnitName, strconv.Itoa(v.Period.Year), v.due(what), v.Period.Quarter}, Link: "/evaluation/of/" + string(v.ID), Mail: notify.News,
			})
		}
	}
	if len(notices) == 0 {
		return nil
	}
	return s.Notices.TellTx(tx, by, notices...)
}

// due is the day that a notice names: of the meeting once it is convened.
func (v Review) due(what string) db.Date {
	if what == string(Convening) {
		return v.HeldOn
	}
	return v.Due
}
