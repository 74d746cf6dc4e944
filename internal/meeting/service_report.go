package meeting

import (
	"chibo/internal/access"
	"chibo/internal/db"
	"chibo/internal/org"
)

// ReportHooks connect items with the self-reflection reports that are heard
// under them (C1, C5, C6). Each is called within the transaction of what
// happened, after it was stored; none is called where it is nil.
type ReportHooks struct {
	// Reporters gives whose reports the regular meeting of a month hears, and
	// who follows in the month after.
	Reporters func(tx *db.Tx, unit org.ID, month db.Date) (now, next []Reporter, err error)
	// OnTakeUp is called when a report comes to the floor, and when anything is
	// written down under it: more than once.
	OnTakeUp func(tx *db.Tx, by access.Actor, m Meeting, i Item) error
	// OnConclude is called whenever the conclusion of a report changes, until
	// the minutes are frozen.
	OnConclude func(tx *db.Tx, by access.Actor, m Meeting, i Item) error
	// OnClose is called when a meeting ends, with the items of the reports on its
	// agenda and what was noted under them: see [Item.Heard].
	OnClose func(tx *db.Tx, by access.Actor, m Meeting, items []Item) error
	// OnCancel is called when a meeting is called off.
	OnCancel func(tx *db.Tx, by access.Actor, m Meeting) error
}

// hearing asks what the agenda of a meeting holds because of reports: nothing
// but that of a regular meeting does.
func (s *Service) hearing(tx *db.Tx, m Meeting) (hearing, error) {
	if s.Reporters == nil || m.Kind != Regular {
		return hearing{}, nil
	}
	now, next, err := s.Reporters(tx, m.Unit, m.Month)
	return hearingOf(m.Month, now, next), err
}

// SeatReportersTx brings the agendas that a month's reports stand on up to
// date, those of the regular meetings of the month and of the month before it,
// as long as they lie ahead. It is called when turns change; the caller has
// authorised.
func (s *Service) SeatReportersTx(tx *db.Tx, _ access.Actor, unit org.ID, month db.Date) error {
	before := month.AddMonths(-1).Month()
	meetings, err := regularAhead(tx, unit, before, month)
	if err != nil {
		return err
	}
	for _, m := range meetings {
		if err := tx.Lock("meeting", string(m.ID)); err != nil {
			return err
		}
		changed, err := s.seatReporters(tx, m)
		if changed {
			err = m.Audit(tx, "meeting.seat_reporters", "", nil)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// seatReporters brings the agenda of a meeting that lies ahead up to date.
func (s *Service) seatReporters(tx *db.Tx, m Meeting) (changed bool, err error) {
	h, err := s.hearing(tx, m)
	if err != nil {
		return false, err
	}
	items, err := itemsOf(tx, m.ID)
	if err != nil {
		return false, err
	}
	book, err := s.book(tx, m.Unit)
	if err != nil {
		return false, err
	}
	r := h.seat(items, partsOf(m.agenda(book, "")), m.left(items))
	if r.same(items) {
		return false, nil
	}
	return true, r.store(tx, m, items)
}

// takenUp tells that a report came to the floor.
func (s *Service) takenUp(tx *db.Tx, by access.Actor, m Meeting, i Item) error {
	if i.Report == "" || s.OnTakeUp == nil {
		return nil
	}
	return s.OnTakeUp(tx, by, m, i)
}

// written tells what was written down under a report: was is the item as it
// stood before.
func (s *Service) written(tx *db.Tx, by access.Actor, m Meeting, was, i Item) error {
	if i.Report == "" || !i.Heard() && !was.Concluded() {
		return nil
	}
	if err := s.takenUp(tx, by, m, i); err != nil || s.OnConclude == nil || i.judgement() == was.judgement() {
		return err
	}
	return s.OnConclude(tx, by, m, i)
}

func (i Item) judgement() [3]string { return [3]string{i.Conclusion, i.Exemplary, i.ToMend} }

// ended tells which reports were heard in a meeting that has ended.
func (s *Service) ended(tx *db.Tx, by access.Actor, m Meeting, items []Item) error {
	var reports []Item
	for _, i := range items {
		if i.Report != "" {
			reports = append(reports, i)
		}
	}
	if s.OnClose == nil {
		return nil
	}
	if len(reports) > 0 {
		if err := recorded(tx, m, reports); err != nil {
			return err
		}
	}
	return s.OnClose(tx, by, m, reports)
}

// DiscussedTx gives, to anyone of the cell, the item under which a report is
// heard, with what was noted, and its meeting; zero ones where it stands on no
// agenda. Of a meeting that runs, all but the recorder get their own notes and
// no conclusion (C10). What was taken out of the minutes is left out.
func (s *Service) DiscussedTx(tx *db.Tx, by access.Actor, report string) (Item, Meeting, error) {
	i, err := itemOfReport(tx, report)
	if err != nil || i.ID == "" {
		return Item{}, Meeting{}, err
	}
	m, u, err := admit(tx, by, View, i.Meeting)
	if err != nil {
		return Item{}, Meeting{}, err
	}
	all, err := notesUnder(tx, i.ID)
	if err != nil {
		return Item{}, Meeting{}, err
	}
	open := m.State != Open || m.mayRecord(by, u)
	for _, n := range all {
		if !n.Gone() && (open || n.by(by)) {
			i.Notes = append(i.Notes, n)
		}
	}
	if !open {
		i.Content, i.Conclusion, i.Exemplary, i.ToMend, i.Unconcluded = "", "", "", "", ""
	}
	return i, m, nil
}
