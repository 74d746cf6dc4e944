package meeting

import (
	"errors"

	"chibo/internal/access"
	"chibo/internal/db"
	"chibo/internal/fault"
	"chibo/internal/member"
	"chibo/internal/org"
	"chibo/internal/rulebook"
)

// topicMinutes is how long a topic paper is presented and discussed: the
// product's proposal, no rule.
const topicMinutes = 15

// SeatTopicTx puts a topic paper at the end of the agenda of the cell's next
// meeting, and gives that meeting: an item under which its author presents it.
// Where no meeting is planned, and where the paper stands on that agenda
// already, it is Invalid. It is called by whoever may arrange the agenda.
func (*Service) SeatTopicTx(tx *db.Tx, by access.Actor, u org.Unit, topic, title string, author member.ID) (Meeting, error) {
	if err := access.Check(by, Prepare, u.Place()); err != nil {
		return Meeting{}, err
	}
	m, err := nextOf(tx, u.ID, false)
	if errors.Is(err, db.ErrNone) {
		return m, fault.New(fault.Invalid, "meeting.none_ahead")
	}
	if err != nil {
		return m, err
	}
	stands, err := onAgenda(tx, m.ID, topic)
	if err != nil {
		return m, err
	}
	if stands {
		return m, fault.New(fault.Invalid, "meeting.topic_stands")
	}
	items, err := itemsOf(tx, m.ID)
	if err != nil {
		return m, err
	}
	f := ItemForm{Title: title, Kind: rulebook.KindDiscussion, Presenter: author}
	if m.left(items) >= topicMinutes {
		f.Minutes = topicMinutes
	}
	_, err = add(tx, by, m.ID, f, topic)
	return m, err
}

// OfTopicTx gives, to anyone of the cell, the latest meeting on whose agenda a
// topic paper stands; a zero one where it stands on none.
func (*Service) OfTopicTx(tx *db.Tx, by access.Actor, u org.Unit, topic string) (Meeting, error) {
	if err := access.Check(by, View, u.Kept()); err != nil {
		return Meeting{}, err
	}
	return meetingOfTopic(tx, u.ID, topic)
}
