package admission

import (
	"slices"

	"chibo/internal/access"
	"chibo/internal/db"
	"chibo/internal/member"
	"chibo/internal/notify"
)

// What a change of somebody's membership does to dossiers.
const (
	following Act = "follow"  // the dossier goes on in another cell
	relieving Act = "relieve" // a mentor who left the cell
)

// leftCell is why a mentor was relieved who left the cell, and endings are why a
// way stopped with a membership, as the record keeps it.
const leftCell = "Không còn sinh hoạt tại chi bộ"

var endings = map[string]string{
	member.ByTransfer:  "Đã chuyển sinh hoạt đảng đi nơi khác",
	member.ByRemoval:   "Đã bị xóa tên trong danh sách đảng viên",
	member.ByExpulsion: "Đã bị khai trừ khỏi Đảng",
	member.ByLeaving:   "Đã ra khỏi Đảng",
	member.ByDeath:     "Đã từ trần",
}

// MovedTx has dossiers follow where somebody belongs: that of a probationary member
// goes on in the cell to which he moved and stops with his membership, and who left a
// cell helps nobody of it any more; their committees are told. It is part of
// member.Service.OnChange.
func (s *Service) MovedTx(tx *db.Tx, by access.Actor, person member.ID) error {
	all, err := tied(tx, person)
	if err != nil || len(all) == 0 {
		return err
	}
	m, ok, err := member.LastParty(tx, person)
	if err != nil || !ok {
		return err
	}
	for _, c := range all {
		switch {
		case m.To == "" && m.Unit == c.Unit:
		case c.Person != person:
			err = s.relieveOne(tx, by, c, person, max(m.From, m.To))
		case m.To == "":
			err = s.carry(tx, by, c, m)
		case c.State != Stopped:
			err = s.end(tx, by, c, m)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// relieveOne ends the help of a mentor who left the cell. Whether somebody else helps
// is for its committee to see to.
func (s *Service) relieveOne(tx *db.Tx, by access.Actor, c Candidate, mentor member.ID, on db.Date) error {
	if err := relieve(tx, c.ID, mentor, on, leftCell); err != nil {
		return err
	}
	if err := (about{Candidate: c}).audit(tx, relieving, change{On: on}); err != nil {
		return err
	}
	return s.tellUnhelped(tx, by, c)
}

// tellUnhelped tells the cell's committee of a candidate whom nobody helps any more.
func (s *Service) tellUnhelped(tx *db.Tx, by access.Actor, c Candidate) error {
	mentors, err := mentorsOf(tx, c.ID)
	if err != nil || !c.State.Open() || slices.ContainsFunc(mentors, func(m Mentor) bool { return m.To == "" }) {
		return err
	}
	return s.tellLeaders(tx, by, c, notify.Notice{Key: "admission.tell_unhelped", Mail: notify.News})
}

// carry takes the dossier of a probationary member along to the cell to which he
// moved; those who helped him stay behind.
func (s *Service) carry(tx *db.Tx, by access.Actor, c Candidate, m member.Membership) error {
	if err := relieve(tx, c.ID, "", m.From, leftCell); err != nil {
		return err
	}
	c.Unit = m.Unit
	if err := seat(tx, c); err != nil {
		return err
	}
	if err := (about{Candidate: c}).audit(tx, following, change{To: c.State, On: m.From}); err != nil {
		return err
	}
	return s.tellLeaders(tx, by, c, notify.Notice{Key: "admission.tell_follow", Mail: notify.News})
}

// end stops the way of a probationary member whose membership ended.
func (s *Service) end(tx *db.Tx, by access.Actor, c Candidate, m member.Membership) error {
	from, version := c.State, c.Version
	c.Was, c.State, c.Since, c.Outcome = from, Stopped, m.To, endings[m.EndedBy]
	if err := put(tx, c, version); err != nil {
		return err
	}
	return about{Candidate: c}.audit(tx, Stopping, change{From: from, To: Stopped, On: m.To})
}
