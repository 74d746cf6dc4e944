package deed

import (
	"context"
	"slices"

	"chibo/internal/access"
	"chibo/internal/db"
	"chibo/internal/document"
	"chibo/internal/fault"
	"chibo/internal/meeting"
	"chibo/internal/paper"
)

// Desk is what remains to be done after a meeting: its papers, and until when.
type Desk struct {
	Meeting    meeting.Meeting
	Deeds      []Deed // one of each kind that there can be; no version where nothing was done
	Files      []document.Attachment
	Clock      Clock
	MayPrepare bool
	MayRecord  bool
	MayReport  bool
}

// Deed is the one of a kind.
func (d Desk) Deed(kind Kind) Deed { return deedIn(d.Deeds, kind) }

// Desk gives the papers of a meeting to anyone of its cell. It makes a fixed
// number of queries.
func (s *Service) Desk(ctx context.Context, by access.Actor, id meeting.ID) (d Desk, err error) {
	err = s.db.Read(ctx, func(tx *db.Tx) error {
		d, err = s.desk(tx, by, id)
		return err
	})
	return d, err
}

func (s *Service) desk(tx *db.Tx, by access.Actor, id meeting.ID) (d Desk, err error) {
	head, err := s.meetings.HeadTx(tx, by, id)
	if err != nil {
		return d, err
	}
	d = Desk{Meeting: head.Meeting, MayPrepare: head.MayPrepare, MayRecord: head.MayRecord, MayReport: head.May(meeting.Reporting) && head.Meeting.Kind != meeting.Committee}
	deeds, err := deedsOf(tx, id)
	if err != nil {
		return d, err
	}
	for _, kind := range deedKinds(d.Meeting) {
		deed := deedIn(deeds, kind)
		if deed.ID != "" {
			if deed.Scans, err = document.List(tx, scansOf, string(deed.ID)); err != nil {
				return d, err
			}
		}
		d.Deeds = append(d.Deeds, deed)
	}
	if d.Files, err = document.List(tx, meeting.PapersOf, string(id)); err != nil {
		return d, err
	}
	d.Clock, err = s.clock(tx, by, d.Meeting, deeds)
	return d, err
}

// PostedTx gives the day on which the resolution of a meeting or, where there
// is none, its minutes were posted; "" before. Who asks has been authorised.
func (s *Service) PostedTx(tx *db.Tx, _ access.Actor, id meeting.ID) (db.Date, error) {
	deeds, err := deedsOf(tx, id)
	return postedOn(deeds), err
}

// Report tells the level above: the extract of the record is frozen and goes
// up, the resolution with it if that is chosen. The day of the first report
// stays where a correction is reported again.
func (s *Service) Report(ctx context.Context, by access.Actor, id meeting.ID, version int, resolution bool) error {
	return s.db.Write(ctx, by, func(tx *db.Tx) error {
		m, err := s.meetings.StepTx(tx, by, id, version, meeting.Reporting)
		if err != nil {
			return err
		}
		sent, err := s.sendUp(tx, by, id, resolution)
		if err != nil {
			return err
		}
		return m.Audit(tx, "meeting.report", "", map[string]any{"on": m.ReportedOn, "sent": sent})
	})
}

// sendUp freezes the extract and marks what goes up, by kind and version.
func (s *Service) sendUp(tx *db.Tx, by access.Actor, id meeting.ID, resolution bool) (map[Kind]int, error) {
	head, err := s.meetings.HeadTx(tx, by, id)
	if err != nil {
		return nil, err
	}
	deeds, err := deedsOf(tx, id)
	if err != nil {
		return nil, err
	}
	r, err := s.minuted(tx, by, head, Extract)
	if err != nil {
		return nil, err
	}
	r.Number = deedIn(deeds, Minutes).Number
	extract := deedIn(deeds, Extract)
	extract.Number = r.Number
	if _, err := extract.freeze(tx, by, head.Meeting, func(string) paper.Document { return ComposeExtract(r) }); err != nil {
		return nil, err
	}
	up := []Deed{extract}
	if resolution {
		d := deedIn(deeds, Resolution)
		if !d.Current() {
			return nil, fault.At("resolution", "meeting.deed_unissued")
		}
		up = append(up, d)
	}
	sent := map[Kind]int{}
	for _, d := range up {
		d.Sent = len(d.Versions)
		sent[d.Kind] = d.Sent
		if err := putDeed(tx, id, &d, d.Version, nil); err != nil {
			return nil, err
		}
	}
	return sent, nil
}

// Sent is what the level above sees of a meeting: that it took place, with how
// many, and the papers that were sent up; nothing else of its text.
type Sent struct {
	meeting.Line // its open columns and counts alone
	Deeds        []Deed
	Clock        Clock
}

// Sent gives a meeting of a cell below to an officer. It makes a fixed number
// of queries.
func (s *Service) Sent(ctx context.Context, by access.Actor, id meeting.ID) (sent Sent, err error) {
	err = s.db.Read(ctx, func(tx *db.Tx) error {
		if sent.Line, err = s.meetings.OverseenTx(tx, by, id); err != nil {
			return err
		}
		deeds, err := deedsOf(tx, id)
		if err != nil {
			return err
		}
		for _, d := range deeds {
			if d.Sent > 0 {
				sent.Deeds = append(sent.Deeds, Deed{Kind: d.Kind, Number: d.Number, Sent: d.Sent, Versions: slices.Clone(d.Versions[:d.Sent])})
			}
		}
		sent.Clock, err = s.clock(tx, by, sent.Meeting, deeds)
		return err
	})
	return sent, err
}

// SentPaper gives a paper that was sent up, in the version that went.
func (s *Service) SentPaper(ctx context.Context, by access.Actor, id meeting.ID, kind Kind) (m meeting.Meeting, d paper.Document, err error) {
	err = s.db.Read(ctx, func(tx *db.Tx) error {
		line, err := s.meetings.OverseenTx(tx, by, id)
		if err != nil {
			return err
		}
		m = line.Meeting
		deed, err := deedOf(tx, id, kind)
		if err != nil {
			return err
		}
		if deed.Sent == 0 {
			return db.ErrNone
		}
		d, err = frozenDeed(tx, id, kind, deed.Sent)
		return err
	})
	return m, d, err
}
