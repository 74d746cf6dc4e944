package campaign

import (
	"net/url"

	"chibo/internal/access"
	"chibo/internal/db"
	"chibo/internal/member"
	"chibo/internal/notify"
	"chibo/internal/org"
)

// ThemeHref is the page of a theme as a unit sees it.
func ThemeHref(id ThemeID, unit org.ID) string {
	return "/campaign/theme/" + url.PathEscape(string(id)) + "?unit=" + url.QueryEscape(string(unit))
}

// leadersOf are those who lead a unit of either kind today, and who serve its
// committee; none twice.
func (s *Service) leadersOf(tx *db.Tx, u org.Unit) (all []member.ID, err error) {
	called, err := member.CalledTo(tx, u.ID, tx.Today())
	if err != nil {
		return nil, err
	}
	for _, c := range called {
		switch c.Post {
		case member.Secretary, member.Deputy, member.MassHead, member.MassDeputy:
			all = append(all, c.Person)
		}
	}
	if u.Kind.Holds || s.Officers == nil {
		return all, nil
	}
	serving, err := s.Officers(tx, u)
	return append(all, serving...), err
}

// tell tells the leaders of a unit something of a theme, and how many that are.
func (s *Service) tell(tx *db.Tx, by access.Actor, t Theme, u org.Unit, key string) (int, error) {
	if s.Notices == nil {
		return 0, nil
	}
	people, err := s.leadersOf(tx, u)
	if err != nil {
		return 0, err
	}
	var notices []notify.Notice
	told := map[member.ID]bool{}
	for _, p := range people {
		if string(p) == by.Person || told[p] {
			continue
		}
		told[p] = true
		notices = append(notices, notify.Notice{Person: p, Unit: u.ID, Key: key, Args: []any{t.Title}, Link: ThemeHref(t.ID, u.ID), Mail: notify.News})
	}
	if len(notices) == 0 {
		return 0, nil
	}
	return len(notices), s.Notices.TellTx(tx, by, notices...)
}

// toldMost is how many units are told of a theme when it is launched. In a larger tree
// those right below are: their committees pass it on.
const toldMost = 200

// reached are the units that a theme concerns, with the one that leads it; in a large
// tree, which the second result tells, those right below alone.
func reached(tx *db.Tx, t Theme) (units []org.Unit, large bool, err error) {
	if large, err = moreUnder(tx, t.path, toldMost); err != nil {
		return nil, large, err
	}
	if large {
		units, err = org.RightBelow(tx, t.Unit)
	} else {
		units, err = org.Under(tx, t.path)
	}
	return units, large, err
}

// tellBelow tells the leaders of the units under the one that leads a campaign.
func (s *Service) tellBelow(tx *db.Tx, by access.Actor, t Theme, key string) error {
	units, _, err := reached(tx, t)
	if err != nil {
		return err
	}
	for _, u := range units {
		if u.ID == t.Unit || !plans(u) {
			continue
		}
		if _, err := s.tell(tx, by, t, u, key); err != nil {
			return err
		}
	}
	return nil
}

// urge reminds the leaders of units that lag, and tells how many people these are.
func (s *Service) urge(tx *db.Tx, by access.Actor, t Theme, all []Branch) (people int, err error) {
	for _, b := range all {
		key := "campaign.notice_lag_" + string(b.Lag)
		n, err := s.tell(tx, by, t, b.Unit, key)
		if err != nil {
			return 0, err
		}
		people += n
	}
	return people, nil
}

// tellOwners tells who does the work items of a programme that was issued.
func (s *Service) tellOwners(tx *db.Tx, by access.Actor, t Theme, u org.Unit, items []Item) error {
	if s.Notices == nil {
		return nil
	}
	var notices []notify.Notice
	for _, i := range items {
		if i.Person != "" && string(i.Person) != by.Person {
			notices = append(notices, notify.Notice{
				Person: i.Person, Unit: u.ID, Key: "campaign.notice_item", Args: []any{t.Title}, Link: ProgrammeHref(t.ID, u.ID),
				Once: "campaign.item " + string(i.ID), Mail: notify.News,
			})
		}
	}
	if len(notices) == 0 {
		return nil
	}
	return s.Notices.TellTx(tx, by, notices...)
}

// ProgrammeHref is the page of a unit's programme.
func ProgrammeHref(id ThemeID, unit org.ID) string {
	return "/campaign/theme/" + url.PathEscape(string(id)) + "/programme?unit=" + url.QueryEscape(string(unit))
}
