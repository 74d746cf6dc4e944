package meeting

import (
	"slices"
	"time"

	"chibo/internal/db"
)

// Phase is how far the item on the floor has come.
type Phase string

// The phases, in their order.
const (
	Presenting Phase = "present"
	Discussing Phase = "discuss"
	Concluding Phase = "conclude"
)

// Phases lists the phases in their order.
var Phases = []Phase{Presenting, Discussing, Concluding}

// Next is the phase after this one, "" after the last.
func (p Phase) Next() Phase {
	if i := slices.Index(Phases, p); i >= 0 && i+1 < len(Phases) {
		return Phases[i+1]
	}
	return ""
}

// Live is what is on the floor of a meeting. Class: cell.
type Live struct {
	Cursor  int64   // grows with every change of the meeting
	Item    ItemID  // "" before the meeting is opened
	Phase   Phase   // of the item
	Running db.Time // since when the item's clock runs; zero while it stands still
	Version int     // 0 before the meeting is opened
}

// Used is how long the meeting has spent on an item until now.
func (l Live) Used(i Item, now db.Time) time.Duration {
	used := time.Duration(i.Spent) * time.Second
	if l.Item == i.ID && !l.Running.IsZero() {
		used += max(0, now.Sub(l.Running.Time))
	}
	return used
}

// Left is what remains of an item's time, less than nothing when it takes
// longer than planned. It says nothing of an item without a planned length.
func (l Live) Left(i Item, now db.Time) time.Duration {
	return i.Length() - l.Used(i, now)
}

// Length is the time that an item may take: as planned, and what the chair
// added to it.
func (i Item) Length() time.Duration { return time.Duration(i.Minutes+i.Extra) * time.Minute }

// Forecast is when the agenda will be through, if the item on the floor takes
// no longer than it may and every later one as long as planned. late is how
// many minutes that is after the planned end, negative when it is before. It
// knows nothing (ok is false) while no item with a length is on the floor.
func (s Sheet) Forecast() (end string, late int, ok bool) {
	at := slices.IndexFunc(s.Items, func(i Item) bool { return i.ID == s.Live.Item })
	planned := minuteOf(s.Meeting.StartsAt)
	if at < 0 || planned < 0 || s.Planned() == 0 {
		return "", 0, false
	}
	rest := max(0, s.Live.Left(s.Items[at], s.Now))
	for _, i := range s.Items[at+1:] {
		rest += time.Duration(i.Minutes) * time.Minute
	}
	through := s.Now.In(db.Zone).Add(rest).Round(time.Minute)
	day := s.Meeting.HeldOn.Time()
	late = int(through.Sub(day).Minutes()) - planned - s.Planned()
	return through.Format("15:04"), late, true
}

// Floor is the item on the floor and its place on the agenda, counted from 0.
func (s Sheet) Floor() (i Item, at int, ok bool) {
	at = slices.IndexFunc(s.Items, func(i Item) bool { return i.ID == s.Live.Item })
	if at < 0 {
		return Item{}, 0, false
	}
	return s.Items[at], at, true
}

// Shown is the item in the middle of the page: the one that was asked for, else
// the one on the floor, else the first.
func (s Sheet) Shown() (i Item, at int, ok bool) {
	if s.At < 0 || s.At >= len(s.Items) {
		return Item{}, 0, false
	}
	return s.Items[s.At], s.At, true
}

// Ahead are the opinions sent ahead on an item, or on the meeting as a whole,
// as far as the reader may see them. taken tells of each whether it stands among
// the notes already.
func (s Sheet) Ahead(i Item) (sent []Contribution, taken []bool) {
	for _, c := range s.Contributions {
		if c.Item == "" || c.Item == i.ID {
			sent = append(sent, c)
			taken = append(taken, slices.ContainsFunc(i.Notes, func(n Note) bool { return n.Speaker == c.Person && n.Body == c.Body }))
		}
	}
	return sent, taken
}

// place finds the index of Shown.
func (s Sheet) place(item ItemID) int {
	for _, want := range []ItemID{item, s.Live.Item} {
		if at := slices.IndexFunc(s.Items, func(i Item) bool { return i.ID == want }); at >= 0 {
			return at
		}
	}
	return 0
}
