package bulletin

import (
	"chibo/internal/access"
	"chibo/internal/account"
	"chibo/internal/db"
	"chibo/internal/member"
	"chibo/internal/notify"
	"chibo/internal/org"
)

// tellStep tells the other side of an act: who reviews, or the author.
func (s *Service) tellStep(tx *db.Tx, by access.Actor, a Article, act Act) error {
	link := "/bulletin/of/" + string(a.ID)
	switch act {
	case Submitting:
		if err := s.tellLeaders(tx, by, a.Unit, "bulletin.notice_submitted", a.Title, link); err != nil || !a.Wide() {
			return err
		}
		officers, err := account.OfficersAbove(tx, a.reachPath+"0.") // of the committee itself too
		if err != nil {
			return err
		}
		return s.tell(tx, by, a.Reach, officers, "bulletin.notice_submitted", a.Title, link)
	case Returning, Publishing, Withdrawing:
		return s.tell(tx, by, a.Unit, []member.ID{a.Author}, "bulletin.notice_"+string(a.State), a.Title, link)
	}
	return nil
}

// tellDeed tells the model's own unit what became of it, and who proposed it what the
// leaders decided.
func (s *Service) tellDeed(tx *db.Tx, by access.Actor, d Adoption, deed Deed) error {
	link := "/bulletin/of/" + string(d.Article)
	if deed == Registering || deed == Declining {
		if err := s.tell(tx, by, d.Unit, []member.ID{d.Suggested}, "bulletin.notice_"+string(d.Stage), d.Title, link); err != nil || deed == Declining {
			return err
		}
	}
	a, err := byID(tx, d.Article)
	if err != nil {
		return err
	}
	key := "bulletin.notice_progress"
	if deed == Registering {
		key = "bulletin.notice_adopted"
	}
	return s.tellLeaders(tx, by, a.Unit, key, d.Title, link)
}

// tellLeaders tells the secretary and the deputy of a unit.
func (s *Service) tellLeaders(tx *db.Tx, by access.Actor, unit org.ID, key, title, link string) error {
	if s.Notices == nil {
		return nil
	}
	called, err := member.CalledTo(tx, unit, tx.Today())
	if err != nil {
		return err
	}
	return s.tell(tx, by, unit, member.LeadersOf(called), key, title, link)
}

// tell tells people, but who did it himself.
func (s *Service) tell(tx *db.Tx, by access.Actor, unit org.ID, people []member.ID, key, title, link string) error {
	if s.Notices == nil {
		return nil
	}
	var all []notify.Notice
	for _, p := range people {
		if p != "" && string(p) != by.Person {
			all = append(all, notify.Notice{Person: p, Unit: unit, Key: key, Args: []any{title}, Link: link, Mail: notify.News})
		}
	}
	return s.Notices.TellTx(tx, by, all...)
}
