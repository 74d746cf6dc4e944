package meeting

import (
	"context"
	"slices"

	"chibo/internal/access"
	"chibo/internal/db"
	"chibo/internal/fault"
	"chibo/internal/i18n"
	"chibo/internal/member"
	"chibo/internal/org"
	"chibo/internal/task"
	"chibo/internal/vote"
)

// seatsOf is the called: the kept list of a meeting that was opened, else who
// would be called on its date.
func seatsOf(tx *db.Tx, m Meeting) ([]Seat, error) {
	if m.OpenedAt != "" {
		return marked(tx, m.ID)
	}
	return calledTo(tx, m)
}

// Marking is the mark of one of the called, with the version that the form
// showed.
type Marking struct {
	Person  member.ID
	Mark    Mark
	Version int
}

// Mark takes the roll call, of one or of all in one request (B4, perf P4).
// Rows that say what is stored already change nothing; where somebody marked
// otherwise meanwhile, nothing is stored and both marks are told, in the field
// "mark-" and the person's id.
func (s *Service) Mark(ctx context.Context, by access.Actor, id ID, marks []Marking) error {
	return s.mark(ctx, by, id, func(seats []Seat) ([]Seat, error) { return remark(seats, marks) })
}

// MarkRest gives one mark to all the expected who have none yet.
func (s *Service) MarkRest(ctx context.Context, by access.Actor, id ID, mark Mark) error {
	return s.mark(ctx, by, id, func(seats []Seat) ([]Seat, error) {
		var marks []Marking
		for _, seat := range seats {
			if seat.Expected() && seat.Mark == Unmarked {
				marks = append(marks, Marking{Person: seat.Person, Mark: mark, Version: seat.Version})
			}
		}
		return remark(seats, marks)
	})
}

func (s *Service) mark(ctx context.Context, by access.Actor, id ID, change func([]Seat) ([]Seat, error)) error {
	return s.db.Write(ctx, by, func(tx *db.Tx) error { return s.markTx(tx, by, id, change) })
}

func (s *Service) markTx(tx *db.Tx, by access.Actor, id ID, change func([]Seat) ([]Seat, error)) error {
	m, err := recording(tx, by, id)
	if err != nil {
		return err
	}
	seats, err := marked(tx, id)
	if err != nil {
		return err
	}
	changed, err := change(seats)
	if err != nil || len(changed) == 0 {
		return err
	}
	if err := putSeats(tx, id, changed); err != nil {
		return err
	}
	to := map[member.ID]Mark{}
	for _, c := range changed {
		to[c.Person] = c.Mark
	}
	return m.Audit(tx, "meeting.mark", "", to)
}

// remark gives the seats whose mark changes.
func remark(seats []Seat, marks []Marking) ([]Seat, error) {
	var changed []Seat
	theirs := map[string]string{}
	done := map[member.ID]bool{}
	for _, k := range marks {
		seat, ok := SeatOf(seats, k.Person)
		if !ok || done[k.Person] {
			return nil, db.ErrNone
		}
		done[k.Person] = true
		switch {
		case k.Mark != Unmarked && k.Mark != Present && k.Mark != Excused && k.Mark != Unexcused:
			return nil, fault.At("mark-"+string(k.Person), "meeting.mark_missing")
		case k.Mark == seat.Mark:
			continue
		case k.Mark == Present && seat.Barred():
			return nil, fault.At("mark-"+string(k.Person), "meeting.barred", seat.Name)
		case k.Version != seat.Version:
			theirs["mark-"+string(k.Person)] = string(seat.Mark)
		}
		seat.Mark = k.Mark
		changed = append(changed, seat)
	}
	if len(theirs) > 0 {
		return nil, fault.Overtaken(theirs)
	}
	return changed, nil
}

// Invite adds a guest.
func (s *Service) Invite(ctx context.Context, by access.Actor, id ID, name, title string) (guest GuestID, err error) {
	err = s.db.Write(ctx, by, func(tx *db.Tx) error {
		m, err := authoriseRecorder(tx, by, id)
		if err != nil {
			return err
		}
		if m.State.Over() {
			return NotWhen(m.State)
		}
		g := Guest{ID: GuestID(db.NewID()), Name: i18n.Line(name), Title: i18n.Line(title)}
		var faults fault.Form
		if g.Name == "" {
			faults.Add("guest_name", "meeting.guest_missing")
		}
		Sayable(&faults, "guest_name", g.Name, nameMax)
		Sayable(&faults, "guest_title", g.Title, placeMax)
		if err := faults.Err(); err != nil {
			return err
		}
		if err := insertGuest(tx, id, g); err != nil {
			return err
		}
		guest = g.ID
		return m.Audit(tx, "meeting.invite", "", g)
	})
	return guest, err
}

// Uninvite takes out a guest of whom nothing was noted.
func (s *Service) Uninvite(ctx context.Context, by access.Actor, id ID, guest GuestID) error {
	return s.db.Write(ctx, by, func(tx *db.Tx) error {
		m, err := authoriseRecorder(tx, by, id)
		if err != nil {
			return err
		}
		if m.State.Over() {
			return NotWhen(m.State)
		}
		guests, err := guestsOf(tx, id)
		if err != nil {
			return err
		}
		if !slices.ContainsFunc(guests, func(g Guest) bool { return g.ID == guest }) {
			return db.ErrNone
		}
		gone, err := deleteGuest(tx, id, guest)
		if err == nil && !gone {
			err = fault.New(fault.Invalid, "meeting.guest_spoke")
		}
		if err != nil {
			return err
		}
		return m.Audit(tx, "meeting.uninvite", "", map[string]GuestID{"guest": guest})
	})
}

// recordingItem is recording for what is written under an item of the meeting;
// it gives the called as well.
func recordingItem(tx *db.Tx, by access.Actor, id ID, item ItemID) (m Meeting, i Item, seats []Seat, err error) {
	if m, err = recording(tx, by, id); err != nil {
		return m, i, nil, err
	}
	if i, err = itemOf(tx, id, item); err != nil {
		return m, i, nil, err
	}
	seats, err = marked(tx, id)
	return m, i, seats, err
}

// Describe writes down what was presented under an item.
func (s *Service) Describe(ctx context.Context, by access.Actor, id ID, item ItemID, version int, content string) error {
	return s.write(ctx, by, id, item, version, "meeting.describe", func(i *Item, faults *fault.Form) {
		i.Content = i18n.Clean(content)
		Sayable(faults, "content", i.Content, TextMax)
	})
}

// Conclusion is what the chair concludes of an item. Exemplary and ToMend are
// asked for under reports and criticism alone.
type Conclusion struct {
	Text        string
	Exemplary   string
	ToMend      string
	Unconcluded string // why there is no conclusion
}

// Conclude writes down the conclusion of an item, or the reason why there is
// none (B7). A conclusion makes the reason void.
func (s *Service) Conclude(ctx context.Context, by access.Actor, id ID, item ItemID, version int, c Conclusion) error {
	return s.write(ctx, by, id, item, version, "meeting.conclude", func(i *Item, faults *fault.Form) {
		i.Conclusion, i.Exemplary, i.ToMend, i.Unconcluded = i18n.Clean(c.Text), i18n.Clean(c.Exemplary), i18n.Clean(c.ToMend), i18n.Clean(c.Unconcluded)
		if i.Concluded() {
			i.Unconcluded = ""
		}
		Sayable(faults, "conclusion", i.Conclusion, TextMax)
		Sayable(faults, "exemplary", i.Exemplary, TextMax)
		Sayable(faults, "to_mend", i.ToMend, TextMax)
		Sayable(faults, "unconcluded", i.Unconcluded, TextMax)
	})
}

// write changes the texts of an item.
func (s *Service) write(ctx context.Context, by access.Actor, id ID, item ItemID, version int, action string, change func(*Item, *fault.Form)) error {
	return s.db.Write(ctx, by, func(tx *db.Tx) error {
		m, err := recording(tx, by, id)
		if err != nil {
			return err
		}
		i, err := itemOf(tx, id, item)
		if err != nil {
			return err
		}
		was := i
		var faults fault.Form
		if change(&i, &faults); faults.Err() != nil {
			return faults.Err()
		}
		if err := updateItem(tx, i, version, was); err != nil {
			return err
		}
		if err := s.written(tx, by, m, was, i); err != nil {
			return err
		}
		return m.Audit(tx, action, "", map[string]any{"item": item, "from": was.texts(), "to": i.texts()})
	})
}

// texts are what the record says of an item, for the log.
func (i Item) texts() []string {
	return []string{i.Content, i.Conclusion, i.Exemplary, i.ToMend, i.Unconcluded}
}

// Assign gives a task that comes from an item. The meeting gives it, so that a
// minute taker who is not of the committee can enter it too. Unit, origin and
// the day of the assignment are the meeting's.
func (s *Service) Assign(ctx context.Context, by access.Actor, id ID, item ItemID, n task.New) (t task.ID, err error) {
	err = s.db.Write(ctx, by, func(tx *db.Tx) error {
		m, err := recording(tx, by, id)
		if err != nil {
			return err
		}
		if _, err := itemOf(tx, id, item); err != nil {
			return err
		}
		u, err := org.Of(tx, m.Unit)
		if err != nil {
			return err
		}
		if !access.Can(by, task.Arrange, u.Place()) {
			by = access.System
		}
		n.Unit, n.OriginKind, n.OriginID, n.On = m.Unit, "meeting", string(id), m.HeldOn
		if t, err = s.tasks.AssignTx(tx, by, n); err != nil {
			return err
		}
		if err := insertTaskLink(tx, t, item); err != nil {
			return err
		}
		return m.Audit(tx, "meeting.assign", "", map[string]any{"item": item, "task": t})
	})
	return t, err
}

// Vote records a show of hands under an item. Its base are the called and the
// marks of the roll call as they stand now; marks that change later do not
// touch it.
func (s *Service) Vote(ctx context.Context, by access.Actor, id ID, item ItemID, question string, matter vote.Matter, n vote.Count) (v vote.Vote, err error) {
	err = s.db.Write(ctx, by, func(tx *db.Tx) error {
		v, err = s.vote(tx, by, id, item, vote.Form{Question: question, Case: vote.Case{Matter: matter}, Count: n})
		return err
	})
	return v, err
}

// vote records a vote of which question, matter and count are given.
func (s *Service) vote(tx *db.Tx, by access.Actor, id ID, item ItemID, f vote.Form) (v vote.Vote, err error) {
	m, _, seats, err := recordingItem(tx, by, id, item)
	if err != nil {
		return v, err
	}
	if r := Count(seats); r.Unmarked > 0 {
		return v, fault.New(fault.Invalid, "meeting.roll_incomplete", r.Unmarked)
	}
	c := m.ballot(f.Case.Matter, seats)
	c.ByName = f.Case.ByName
	f.Unit, f.Kind, f.Subject, f.Case = m.Unit, VotedIn, string(item), c
	v, err = s.votes.RecordTx(tx, by, f)
	if err != nil {
		return v, err
	}
	return v, m.Audit(tx, "meeting.vote", "", map[string]any{"item": item, "vote": v.ID})
}

// VotedIn is how package vote knows the record that a vote is taken in.
const VotedIn = "meeting_item"

func (m Meeting) ballot(matter vote.Matter, seats []Seat) vote.Case {
	return vote.Case{Matter: matter, Meeting: string(m.Kind), On: m.HeldOn, Voters: voters(seats)}
}

// Annul takes back a vote that was entered wrongly, with what it left out of
// the minutes.
func (s *Service) Annul(ctx context.Context, by access.Actor, id ID, item ItemID, v vote.ID, version int) error {
	return s.db.Write(ctx, by, func(tx *db.Tx) error { return s.annul(tx, by, id, item, v, version) })
}

func (s *Service) annul(tx *db.Tx, by access.Actor, id ID, item ItemID, v vote.ID, version int) error {
	m, err := recording(tx, by, id)
	if err != nil {
		return err
	}
	items, err := itemsOf(tx, id)
	if err != nil {
		return err
	}
	if !slices.Contains(itemIDs(items), string(item)) {
		return db.ErrNone
	}
	if err := s.votes.AnnulTx(tx, by, v, version, VotedIn, string(item)); err != nil {
		return err
	}
	if err := bringBack(tx, v); err != nil {
		return err
	}
	return m.Audit(tx, "meeting.annul", "", map[string]any{"item": item, "vote": v})
}

func itemIDs(items []Item) []string {
	ids := make([]string, len(items))
	for n, i := range items {
		ids[n] = string(i.ID)
	}
	return ids
}

// recorded fills in what was recorded under the items, in three queries.
func recorded(tx *db.Tx, m Meeting, items []Item) error {
	at := map[ItemID]*Item{}
	for n := range items {
		at[items[n].ID] = &items[n]
	}
	notes, err := notesOf(tx, m.ID)
	if err != nil {
		return err
	}
	for _, n := range notes {
		if i := at[n.Item]; i != nil {
			i.Notes = append(i.Notes, n)
		}
	}
	return voted(tx, m, items, at)
}

// voted fills in the votes, and the tasks that are not cancelled.
func voted(tx *db.Tx, m Meeting, items []Item, at map[ItemID]*Item) error {
	votes, err := vote.Of(tx, VotedIn, itemIDs(items)...)
	if err != nil {
		return err
	}
	for _, v := range votes {
		if i := at[ItemID(v.Subject)]; i != nil {
			i.Votes = append(i.Votes, v)
		}
	}
	of := map[task.ID]ItemID{}
	for _, i := range items {
		for _, t := range i.Given {
			of[t] = i.ID
		}
	}
	return assigned(tx, m, of, at)
}

// assigned fills in the tasks that are not cancelled; of says of which item each
// came.
func assigned(tx *db.Tx, m Meeting, of map[task.ID]ItemID, at map[ItemID]*Item) error {
	if len(of) == 0 {
		return nil
	}
	tasks, err := task.ByOrigin(tx, "meeting", string(m.ID))
	for _, t := range tasks {
		if i := at[of[t.ID]]; i != nil && t.State != task.Cancelled {
			i.Tasks = append(i.Tasks, t)
		}
	}
	return err
}
