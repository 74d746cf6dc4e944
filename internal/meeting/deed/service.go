package deed

import (
	"context"
	"maps"
	"slices"

	"chibo/internal/access"
	"chibo/internal/compare"
	"chibo/internal/db"
	"chibo/internal/document"
	"chibo/internal/fault"
	"chibo/internal/meeting"
	"chibo/internal/notify"
	"chibo/internal/paper"
	"chibo/internal/rulebook"
	"chibo/internal/vote"
)

// Service holds the use cases.
type Service struct {
	db        *db.DB
	meetings  *meeting.Service
	documents *document.Service
	daily     notify.Daily
	// Notices tells people of papers; nil tells nobody.
	Notices *notify.Service
	// Score gives what resolution and minutes say of the meeting's score, in one or
	// more lines; "" where there is none. Where it is nil, they say nothing.
	Score func(tx *db.Tx, by access.Actor, m meeting.Meeting) (string, error)
	// Ballots gives what minutes say of votes on paper, a line each; nil says
	// nothing.
	Ballots func(tx *db.Tx, id meeting.ID) ([]string, error)
	// Amendments gives what minutes say of amendments to the draft of the
	// resolution, a line each; nil says nothing.
	Amendments func(tx *db.Tx, sh meeting.Sheet) ([]string, error)
}

// New makes the use cases over a database, its meetings and their files. It
// becomes the owner of the signed copies of deeds.
func New(d *db.DB, meetings *meeting.Service, documents *document.Service) *Service {
	s := &Service{db: d, meetings: meetings, documents: documents}
	documents.Owners[scansOf] = document.Owner{Read: s.mayReadScans, Write: s.mayAddScans}
	return s
}

// Sheet is one deed of a meeting as a page shows it.
type Sheet struct {
	Meeting  meeting.Meeting
	Deed     Deed
	Ordinal  int   // the version that is shown, 0 for the draft
	Texts    Texts // of the draft
	Guests   []meeting.Guest
	Guest    meeting.Guest // whose invitation is shown; zero for none
	Document paper.Document
	// MayWrite, MayFreeze and MayRevise say what the actor may do now.
	MayWrite  bool
	MayFreeze bool
	MayRevise bool
	// Unvoted: no vote on the resolution is recorded. Refused: it did not pass.
	Unvoted bool
	Refused bool
	// MaySend: a resolution is finished, and may go up with the extract.
	MaySend bool
	// Shared is the draft of a resolution that was put before the cell, and
	// Changes how this version differs from it.
	Shared  Shared
	Changes []compare.Edit
}

// Deed gives a deed of a meeting: the version of that ordinal, the draft, or
// [Newest], which is the draft while it is written. All of the cell read what
// was frozen, and the notice once it went out; a draft is the recorder's. With
// a guest it is his invitation. It makes a fixed number of queries.
func (s *Service) Deed(ctx context.Context, by access.Actor, id meeting.ID, kind Kind, ordinal int, guest meeting.GuestID) (sh Sheet, err error) {
	err = s.db.Read(ctx, func(tx *db.Tx) error {
		head, err := s.meetings.HeadTx(tx, by, id)
		if err != nil {
			return err
		}
		sh.Meeting = head.Meeting
		if !slices.Contains(deedKinds(sh.Meeting), kind) {
			return db.ErrNone
		}
		deeds, shared, err := deedsAndDraft(tx, id)
		if err != nil {
			return err
		}
		sh.Deed, sh.MaySend = deedIn(deeds, kind), deedIn(deeds, Resolution).Current()
		if kind == Extract {
			sh.Deed.Number = deedIn(deeds, Minutes).Number
		}
		if sh.Ordinal = ordinal; ordinal == Newest && !sh.Deed.Written {
			sh.Ordinal = len(sh.Deed.Versions)
		}
		sh.permit(head)
		if err := s.read(tx, by, &sh, head, guest); err != nil || kind != Resolution {
			return err
		}
		sh.Shared, sh.Changes = shared, shared.Against(sh.Document)
		return nil
	})
	return sh, err
}

// read fills in the version that is asked for, or the draft for whom it is.
func (s *Service) read(tx *db.Tx, by access.Actor, sh *Sheet, head meeting.Sheet, guest meeting.GuestID) (err error) {
	if sh.Ordinal > 0 {
		sh.Document, err = frozenDeed(tx, sh.Meeting.ID, sh.Deed.Kind, sh.Ordinal)
		return err
	}
	sh.Ordinal = Draft
	if !head.MayRecord && (sh.Deed.Kind != Notice || head.Meeting.AnnouncedAt.IsZero()) {
		return fault.New(fault.NotFound, "meeting.deed_unissued")
	}
	return s.draft(tx, by, sh, head, guest)
}

func (d *Sheet) permit(head meeting.Sheet) {
	d.MayWrite = head.MayRecord && d.Deed.editable(head.Meeting) == nil
	d.MayFreeze = head.MayRecord && d.Deed.freezable(head.Meeting) == nil
	again := d.Deed
	again.Written = true
	d.MayRevise = head.MayPrepare && d.Deed.Current() && again.editable(head.Meeting) == nil
}

// draft composes a deed from its texts and the record.
func (s *Service) draft(tx *db.Tx, by access.Actor, sh *Sheet, head meeting.Sheet, guest meeting.GuestID) error {
	r, err := s.minuted(tx, by, head, sh.Deed.Kind)
	if err != nil {
		return err
	}
	r.Number = sh.Deed.Number
	sh.Guests, sh.Texts = r.Guests, sh.Deed.Edits.over(suggest(r, sh.Deed.Kind))
	if guest != "" {
		for _, g := range r.Guests {
			if g.ID == guest && sh.Deed.Kind == Notice {
				sh.Guest, sh.Document = g, ComposeInvitation(r, sh.Texts, g)
				return nil
			}
		}
		return db.ErrNone
	}
	if v, voted := r.resolution(); sh.Deed.Kind == Resolution {
		sh.Unvoted, sh.Refused = !voted, voted && v.Outcome == vote.Failed
	}
	sh.Document = composed(r, sh.Deed.Kind, sh.Texts)
	return nil
}

// suggest takes the texts of a deed from the record.
func suggest(r Minuted, kind Kind) Texts {
	switch kind {
	case Resolution:
		return SuggestResolution(r)
	case Notice:
		return SuggestNotice(r)
	}
	return nil
}

func composed(r Minuted, kind Kind, t Texts) paper.Document {
	switch kind {
	case Resolution:
		return ComposeResolution(r, t)
	case Notice:
		return ComposeNotice(r, t)
	case Extract:
		return ComposeExtract(r)
	}
	return ComposeMinutes(r)
}

// minuted reads what a deed of the kind is made of.
func (s *Service) minuted(tx *db.Tx, by access.Actor, head meeting.Sheet, kind Kind) (r Minuted, err error) {
	if kind == Notice {
		if err := s.meetings.PlannedTx(tx, by, &head); err != nil {
			return r, err
		}
		r = minutedOf(head)
		r.On = tx.Today() // a notice bears the day on which it is made
		r.Theme, err = themeOf(tx, head.Meeting)
		return r, err
	}
	if err := s.meetings.DecidedTx(tx, by, &head); err != nil {
		return r, err
	}
	if kind == Minutes {
		return s.minutes(tx, by, head)
	}
	r = minutedOf(head)
	if kind != Resolution {
		r.Named, err = voices(tx, head)
		return r, err
	}
	if r.Theme, err = themeOf(tx, head.Meeting); err != nil {
		return r, err
	}
	if r.Given, err = s.meetings.GivenTx(tx, by, head); err != nil || s.Score == nil {
		return r, err
	}
	r.Score, err = s.Score(tx, by, head.Meeting)
	return r, err
}

// minutes reads what minutes are made of beside the sheet.
func (s *Service) minutes(tx *db.Tx, by access.Actor, sh meeting.Sheet) (r Minuted, err error) {
	r = minutedOf(sh)
	if r.Theme, err = themeOf(tx, sh.Meeting); err != nil {
		return r, err
	}
	if r.Named, err = voices(tx, sh); err != nil {
		return r, err
	}
	if s.Ballots != nil {
		if r.Ballots, err = s.Ballots(tx, sh.Meeting.ID); err != nil {
			return r, err
		}
	}
	if s.Amendments != nil && sh.Meeting.State != meeting.Open { // while it runs they still change
		if r.Amendments, err = s.Amendments(tx, sh); err != nil {
			return r, err
		}
	}
	if s.Score != nil && sh.Meeting.State != meeting.Open {
		r.Score, err = s.Score(tx, by, sh.Meeting)
	}
	return r, err
}

// minutedOf takes over what a sheet holds.
func minutedOf(sh meeting.Sheet) Minuted {
	r := Minuted{
		Meeting: sh.Meeting, Unit: sh.Unit, Seats: sh.Seats, Guests: sh.Guests, Items: sh.Items,
		Preset: sh.Rules.Preset, On: sh.Meeting.HeldOn, ReportBy: sh.Rules.ReportBy,
	}
	for _, f := range sh.Papers {
		r.Files = append(r.Files, f.Name)
	}
	return r
}

// Write stores the texts of a deed. A section that says what the record
// suggests goes on following it. Faults name the section.
func (s *Service) Write(ctx context.Context, by access.Actor, id meeting.ID, kind Kind, version int, texts Texts) error {
	return s.db.Write(ctx, by, func(tx *db.Tx) error {
		head, d, err := s.writing(tx, by, id, kind)
		if err != nil {
			return err
		}
		if texts, err = texts.check(kind); err != nil {
			return err
		}
		r, err := s.minuted(tx, by, head, kind)
		if err != nil {
			return err
		}
		suggested := suggest(r, kind)
		was := d.Edits
		d.Edits = texts.but(suggested)
		if maps.Equal(was, d.Edits) && version == d.Version {
			return nil
		}
		if err := putDeed(tx, id, &d, version, was.over(suggested)); err != nil {
			return err
		}
		return head.Meeting.Audit(tx, "meeting.write", "", map[string]any{"deed": kind, "texts": d.Edits})
	})
}

// Redraft gives up what was edited: the deed follows the record again.
func (s *Service) Redraft(ctx context.Context, by access.Actor, id meeting.ID, kind Kind, version int) error {
	return s.db.Write(ctx, by, func(tx *db.Tx) error {
		head, d, err := s.writing(tx, by, id, kind)
		if err != nil || len(d.Edits) == 0 {
			return err
		}
		was := d.Edits
		d.Edits = nil
		if err := putDeed(tx, id, &d, version, was); err != nil {
			return err
		}
		return head.Meeting.Audit(tx, "meeting.redraft", "", map[string]any{"deed": kind, "texts": was})
	})
}

// writing authorises a change of a deed's texts and reads the deed.
func (s *Service) writing(tx *db.Tx, by access.Actor, id meeting.ID, kind Kind) (head meeting.Sheet, d Deed, err error) {
	if _, err = s.recording(tx, by, id); err != nil {
		return head, d, err
	}
	if err = tx.Lock("meeting", string(id)); err != nil {
		return head, d, err
	}
	if head, err = s.meetings.HeadTx(tx, by, id); err != nil {
		return head, d, err
	}
	if !slices.Contains(deedKinds(head.Meeting), kind) {
		return head, d, db.ErrNone
	}
	if d, err = deedOf(tx, id, kind); err != nil {
		return head, d, err
	}
	return head, d, d.editable(head.Meeting)
}

// recording reads the head of a meeting for its recorder alone.
func (s *Service) recording(tx *db.Tx, by access.Actor, id meeting.ID) (meeting.Sheet, error) {
	head, err := s.meetings.HeadTx(tx, by, id)
	if err == nil && !head.MayRecord {
		err = fault.New(fault.Denied, "ui.denied")
	}
	return head, err
}

// Issue freezes a notice or a resolution as its texts and the record stand
// now, under the number that its first version was given (B8).
func (s *Service) Issue(ctx context.Context, by access.Actor, id meeting.ID, kind Kind, version int) (f Frozen, err error) {
	err = s.db.Write(ctx, by, func(tx *db.Tx) error {
		head, d, err := s.writing(tx, by, id, kind)
		if err != nil {
			return err
		}
		if err := d.freezable(head.Meeting); err != nil {
			return err
		}
		if version != d.Version {
			return fault.Overtaken(d.Edits)
		}
		r, err := s.minuted(tx, by, head, kind)
		if err != nil {
			return err
		}
		texts := d.Edits.over(suggest(r, kind))
		f, err = d.freeze(tx, by, head.Meeting, func(number string) paper.Document {
			r.Number = number
			return composed(r, kind, texts)
		})
		if err != nil {
			return err
		}
		return head.Meeting.Audit(tx, "meeting.issue", "", map[string]any{"deed": kind, "version": f.Ordinal, "number": f.Number, "hash": f.Hash})
	})
	return f, err
}

// freeze makes the next version of a deed. What was posted before is not this
// one.
func (d *Deed) freeze(tx *db.Tx, by access.Actor, m meeting.Meeting, compose func(number string) paper.Document) (f Frozen, err error) {
	if code, ok := deedCodes[d.Kind]; ok && d.Number == "" {
		n, _, err := document.NextNumber(tx, m.Unit, code)
		if err != nil {
			return f, err
		}
		d.Number = paper.Number(n, code, issuerCode)
	}
	body, hash, err := freeze(compose(d.Number))
	if err != nil {
		return f, err
	}
	f = Frozen{Ordinal: len(d.Versions) + 1, Number: d.Number, Hash: hash, FrozenAt: tx.Now}
	d.Written, d.PostedOn = false, ""
	if err := putDeed(tx, m.ID, d, d.Version, nil); err != nil {
		return f, err
	}
	d.Versions = append(d.Versions, f)
	return f, insertVersion(tx, d.ID, f, by.Person, body)
}

// Revise lets a frozen notice or resolution be edited again, for a reason that
// stays in the log. The version that was frozen stays; issuing makes the next
// one, under the same number.
func (s *Service) Revise(ctx context.Context, by access.Actor, id meeting.ID, kind Kind, version int, reason string) error {
	return s.db.Write(ctx, by, func(tx *db.Tx) error {
		head, err := s.meetings.HeadTx(tx, by, id)
		if err != nil {
			return err
		}
		if !head.MayPrepare {
			return fault.New(fault.Denied, "ui.denied")
		}
		d, err := deedOf(tx, id, kind)
		if err != nil {
			return err
		}
		if !d.Current() {
			return db.ErrNone
		}
		d.Written = true
		if err := d.editable(head.Meeting); err != nil {
			return err
		}
		if reason, err = meeting.CheckReason(reason); err != nil {
			return err
		}
		if err := putDeed(tx, id, &d, version, nil); err != nil {
			return err
		}
		return head.Meeting.Audit(tx, "meeting.revise", "", map[string]any{"deed": kind, "reason": reason})
	})
}

// Post ticks a finished deed as posted on a day; "" takes the tick back.
func (s *Service) Post(ctx context.Context, by access.Actor, id meeting.ID, kind Kind, version int, on db.Date) error {
	return s.db.Write(ctx, by, func(tx *db.Tx) error {
		head, err := s.recording(tx, by, id)
		if err != nil {
			return err
		}
		d, err := deedOf(tx, id, kind)
		if err != nil {
			return err
		}
		if !d.Current() {
			return fault.New(fault.Invalid, "meeting.deed_unissued")
		}
		m := head.Meeting
		switch {
		case on == "":
		case !on.IsDay():
			return fault.At("posted_on", "meeting.date_invalid")
		case on > tx.Today() || on < m.HeldOn && kind != Notice:
			return fault.At("posted_on", "meeting.posted_range", m.HeldOn)
		}
		was := d.PostedOn
		d.PostedOn = on
		if err := putDeed(tx, id, &d, version, nil); err != nil {
			return err
		}
		if err := sign(tx, d.ID, by.Person); err != nil {
			return err
		}
		return m.Audit(tx, "meeting.post", "", map[string]any{"deed": kind, "on": db.Change{From: was, To: on}})
	})
}

// clock asks the rulebook until when papers are to be posted.
func (s *Service) clock(tx *db.Tx, by access.Actor, m meeting.Meeting, deeds []Deed) (Clock, error) {
	book, err := s.meetings.BookTx(tx, by, m.Unit)
	if err != nil {
		book = rulebook.Default()
	}
	return clockOf(book, m, deeds), err
}
