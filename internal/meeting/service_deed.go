package meeting

import (
	"context"
	"maps"
	"slices"

	"chibo/internal/access"
	"chibo/internal/db"
	"chibo/internal/document"
	"chibo/internal/fault"
	"chibo/internal/paper"
	"chibo/internal/rulebook"
	"chibo/internal/task"
	"chibo/internal/vote"
)

// DeedSheet is one deed of a meeting as a page shows it.
type DeedSheet struct {
	Meeting  Meeting
	Deed     Deed
	Ordinal  int   // the version that is shown, 0 for the draft
	Texts    Texts // of the draft
	Guests   []Guest
	Guest    Guest // whose invitation is shown; zero for none
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
}

// Deed gives a deed of a meeting: the version of that ordinal, the draft, or
// [Newest], which is the draft while it is written. All of the cell read what
// was frozen, and the notice once it went out; a draft is the recorder's. With
// a guest it is his invitation. It makes a fixed number of queries.
func (s *Service) Deed(ctx context.Context, by access.Actor, id ID, kind DeedKind, ordinal int, guest GuestID) (sh DeedSheet, err error) {
	err = s.db.Read(ctx, func(tx *db.Tx) error {
		head, err := s.head(tx, by, id)
		if err != nil {
			return err
		}
		sh.Meeting = head.Meeting
		if !slices.Contains(deedKinds(sh.Meeting), kind) {
			return db.ErrNone
		}
		deeds, err := deedsOf(tx, id)
		if err != nil {
			return err
		}
		sh.Deed, sh.MaySend = deedIn(deeds, kind), deedIn(deeds, DeedResolution).Current()
		if kind == DeedExtract {
			sh.Deed.Number = deedIn(deeds, DeedMinutes).Number
		}
		if sh.Ordinal = ordinal; ordinal == Newest && !sh.Deed.Written {
			sh.Ordinal = len(sh.Deed.Versions)
		}
		sh.permit(head)
		if sh.Ordinal > 0 {
			sh.Document, err = frozenDeed(tx, id, kind, sh.Ordinal)
			return err
		}
		sh.Ordinal = Draft
		if !head.MayRecord && (kind != DeedNotice || head.Meeting.AnnouncedAt.IsZero()) {
			return fault.New(fault.NotFound, "meeting.deed_unissued")
		}
		return s.draft(tx, &sh, head, guest)
	})
	return sh, err
}

func (d *DeedSheet) permit(head Sheet) {
	d.MayWrite = head.MayRecord && d.Deed.editable(head.Meeting) == nil
	d.MayFreeze = head.MayRecord && d.Deed.freezable(head.Meeting) == nil
	again := d.Deed
	again.Written = true
	d.MayRevise = head.MayPrepare && d.Deed.Current() && again.editable(head.Meeting) == nil
}

// draft composes a deed from its texts and the record.
func (s *Service) draft(tx *db.Tx, sh *DeedSheet, head Sheet, guest GuestID) error {
	r, err := s.minuted(tx, head, sh.Deed.Kind)
	if err != nil {
		return err
	}
	r.Number = sh.Deed.Number
	sh.Guests, sh.Texts = r.Guests, sh.Deed.Edits.over(suggest(r, sh.Deed.Kind))
	if guest != "" {
		for _, g := range r.Guests {
			if g.ID == guest && sh.Deed.Kind == DeedNotice {
				sh.Guest, sh.Document = g, ComposeInvitation(r, sh.Texts, g)
				return nil
			}
		}
		return db.ErrNone
	}
	if v, voted := r.resolution(); sh.Deed.Kind == DeedResolution {
		sh.Unvoted, sh.Refused = !voted, voted && v.Outcome == vote.Failed
	}
	sh.Document = composed(r, sh.Deed.Kind, sh.Texts)
	return nil
}

// suggest takes the texts of a deed from the record.
func suggest(r Minuted, kind DeedKind) Texts {
	switch kind {
	case DeedResolution:
		return SuggestResolution(r)
	case DeedNotice:
		return SuggestNotice(r)
	}
	return nil
}

func composed(r Minuted, kind DeedKind, t Texts) paper.Document {
	switch kind {
	case DeedResolution:
		return ComposeResolution(r, t)
	case DeedNotice:
		return ComposeNotice(r, t)
	case DeedExtract:
		return ComposeExtract(r)
	}
	return Compose(r)
}

// minuted reads what a deed of the kind is made of.
func (s *Service) minuted(tx *db.Tx, head Sheet, kind DeedKind) (r Minuted, err error) {
	m := head.Meeting
	r = Minuted{Meeting: m, Unit: head.Unit, On: m.HeldOn}
	if r.Seats, err = seatsOf(tx, m); err != nil {
		return r, err
	}
	if r.Items, err = itemsOf(tx, m.ID); err != nil {
		return r, err
	}
	book, err := s.book(tx, m.Unit)
	if err != nil {
		return r, err
	}
	r.Preset, r.ReportBy = rulesOf(book, m).Preset, clockOf(book, m, nil).Due
	if kind == DeedNotice {
		return r, r.plan(tx)
	}
	if err := decided(tx, m, r.Items); err != nil || kind != DeedResolution || m.Kind != Regular {
		return r, err
	}
	last, err := before(tx, m)
	if err != nil || last.ID == "" {
		return r, err
	}
	r.Given, err = task.ByOrigin(tx, meetingKind, string(last.ID))
	return r, err
}

// decided fills in the votes and tasks of the items: what is recorded of them
// but the opinions.
func decided(tx *db.Tx, m Meeting, items []Item) error {
	at := map[ItemID]*Item{}
	for n := range items {
		at[items[n].ID] = &items[n]
	}
	votes, err := vote.Of(tx, votedIn, itemIDs(items)...)
	if err != nil {
		return err
	}
	for _, v := range votes {
		if i := at[ItemID(v.Subject)]; i != nil {
			i.Votes = append(i.Votes, v)
		}
	}
	return assigned(tx, m, at)
}

// plan reads what only a notice tells. It bears the day on which it is made.
func (r *Minuted) plan(tx *db.Tx) (err error) {
	r.On = tx.Today()
	if r.Guests, err = guestsOf(tx, r.Meeting.ID); err != nil {
		return err
	}
	files, err := document.List(tx, papersOf, string(r.Meeting.ID))
	for _, f := range files {
		r.Files = append(r.Files, f.Name)
	}
	return err
}

// Write stores the texts of a deed. A section that says what the record
// suggests goes on following it. Faults name the section.
func (s *Service) Write(ctx context.Context, by access.Actor, id ID, kind DeedKind, version int, texts Texts) error {
	return s.db.Write(ctx, by, func(tx *db.Tx) error {
		head, d, err := s.writing(tx, by, id, kind)
		if err != nil {
			return err
		}
		if texts, err = texts.check(kind); err != nil {
			return err
		}
		r, err := s.minuted(tx, head, kind)
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
		return head.Meeting.audit(tx, "meeting.write", "", map[string]any{"deed": kind, "texts": d.Edits})
	})
}

// Redraft gives up what was edited: the deed follows the record again.
func (s *Service) Redraft(ctx context.Context, by access.Actor, id ID, kind DeedKind, version int) error {
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
		return head.Meeting.audit(tx, "meeting.redraft", "", map[string]any{"deed": kind, "texts": was})
	})
}

// writing authorises a change of a deed's texts and reads the deed.
func (s *Service) writing(tx *db.Tx, by access.Actor, id ID, kind DeedKind) (head Sheet, d Deed, err error) {
	if _, err = authoriseRecorder(tx, by, id); err != nil {
		return head, d, err
	}
	if err = tx.Lock(meetingKind, string(id)); err != nil {
		return head, d, err
	}
	if head, err = s.head(tx, by, id); err != nil {
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

// Issue freezes a notice or a resolution as its texts and the record stand
// now, under the number that its first version was given (B8).
func (s *Service) Issue(ctx context.Context, by access.Actor, id ID, kind DeedKind, version int) (f Frozen, err error) {
	err = s.db.Write(ctx, by, func(tx *db.Tx) error {
		head, d, err := s.writing(tx, by, id, kind)
		if err != nil {
			return err
		}
		if err := d.freezable(head.Meeting); err != nil {
			return err
		}
		if version != d.Version {
			return stale(d.Edits)
		}
		r, err := s.minuted(tx, head, kind)
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
		return head.Meeting.audit(tx, "meeting.issue", "", map[string]any{"deed": kind, "version": f.Ordinal, "number": f.Number, "hash": f.Hash})
	})
	return f, err
}

// freeze makes the next version of a deed. What was posted before is not this
// one.
func (d *Deed) freeze(tx *db.Tx, by access.Actor, m Meeting, compose func(number string) paper.Document) (f Frozen, err error) {
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
func (s *Service) Revise(ctx context.Context, by access.Actor, id ID, kind DeedKind, version int, reason string) error {
	return s.db.Write(ctx, by, func(tx *db.Tx) error {
		m, err := authorise(tx, by, Prepare, id)
		if err != nil {
			return err
		}
		d, err := deedOf(tx, id, kind)
		if err != nil {
			return err
		}
		if !d.Current() {
			return db.ErrNone
		}
		d.Written = true
		if err := d.editable(m); err != nil {
			return err
		}
		if reason, err = checkReason(reason); err != nil {
			return err
		}
		if err := putDeed(tx, id, &d, version, nil); err != nil {
			return err
		}
		return m.audit(tx, "meeting.revise", "", map[string]any{"deed": kind, "reason": reason})
	})
}

// Post ticks a finished deed as posted on a day; "" takes the tick back.
func (s *Service) Post(ctx context.Context, by access.Actor, id ID, kind DeedKind, version int, on db.Date) error {
	return s.db.Write(ctx, by, func(tx *db.Tx) error {
		m, err := authoriseRecorder(tx, by, id)
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
		switch {
		case on == "":
		case !whole(on):
			return fault.At("posted_on", "meeting.date_invalid")
		case on > tx.Today() || on < m.HeldOn && kind != DeedNotice:
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
		return m.audit(tx, "meeting.post", "", map[string]any{"deed": kind, "on": db.Change{From: was, To: on}})
	})
}

// clock asks the rulebook until when papers are to be posted.
func (s *Service) clock(tx *db.Tx, m Meeting, deeds []Deed) (Clock, error) {
	book, err := s.book(tx, m.Unit)
	if err != nil {
		book = rulebook.Default()
	}
	return clockOf(book, m, deeds), err
}
