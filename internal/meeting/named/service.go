package named

import (
	"context"
	"slices"
	"strings"

	"chibo/internal/access"
	"chibo/internal/db"
	"chibo/internal/fault"
	"chibo/internal/meeting"
	"chibo/internal/member"
	"chibo/internal/vote"
)

// Service holds the use cases.
type Service struct {
	db       *db.DB
	meetings *meeting.Service
}

// New makes the use cases over a database and its meetings.
func New(d *db.DB, meetings *meeting.Service) *Service { return &Service{db: d, meetings: meetings} }

// namedMax bounds what one meeting votes on by name: a page shows all.
const namedMax = 50

// Page is the votes by name of a meeting.
type Page struct {
	Meeting   meeting.Meeting
	Items     []meeting.Item
	Votes     []Vote // the dropped ones too
	Voting    vote.Prospect
	Unmarked  int // expected and not yet marked: no vote begins before
	MayRecord bool
}

// Of gives the votes by name of a meeting to anyone of its cell. It makes a
// fixed number of queries.
func (s *Service) Of(ctx context.Context, by access.Actor, id meeting.ID) (p Page, err error) {
	err = s.db.Read(ctx, func(tx *db.Tx) error {
		sh, err := s.decided(tx, by, id)
		if err != nil {
			return err
		}
		p = Page{Meeting: sh.Meeting, Items: sh.Items, Voting: sh.Voting, Unmarked: sh.Roll.Unmarked, MayRecord: records(sh)}
		if p.Votes, err = ofMeeting(tx, id); err != nil {
			return err
		}
		for n := range p.Votes {
			p.Votes[n].settle(sh.Items)
		}
		return nil
	})
	return p, err
}

// Sheet is one vote by name as its page shows it.
type Sheet struct {
	Meeting   meeting.Meeting
	Item      meeting.Item
	Vote      Vote
	Ahead     vote.Prospect // what it would be judged by now, while it is taken
	Voices    []Voice       // while it is taken the recorder's; then everybody's
	Left      []Voice       // of those who are entitled no more; the recorder's
	Mine      Voice         // the reader's own; of nobody where he has none
	MayRecord bool
	mayAsk    bool
}

// May reports whether the actor may take the move now.
func (s Sheet) May(v Verb) bool {
	row, err := move(s.Vote.State, v)
	return err == nil && (row.Who == Recorder && s.MayRecord || row.Who == Voter && s.mayAsk)
}

// Get gives one vote by name to anyone of the cell. It makes a fixed number of
// queries.
func (s *Service) Get(ctx context.Context, by access.Actor, id meeting.ID, one ID) (p Sheet, err error) {
	err = s.db.Read(ctx, func(tx *db.Tx) error {
		sh, err := s.decided(tx, by, id)
		if err != nil {
			return err
		}
		v, err := s.vote(tx, sh, one)
		if err != nil {
			return err
		}
		stored, err := voicesOf(tx, one)
		if err != nil {
			return err
		}
		p, err = s.sheet(tx, by, sh, v, stored)
		return err
	})
	return p, err
}

// sheet puts together what the actor may see.
func (s *Service) sheet(tx *db.Tx, by access.Actor, sh meeting.Sheet, v Vote, stored []Voice) (Sheet, error) {
	p := Sheet{Meeting: sh.Meeting, Vote: v, MayRecord: records(sh), Voices: stored}
	if at := slices.IndexFunc(sh.Items, func(i meeting.Item) bool { return i.ID == v.Item }); at >= 0 {
		p.Item = sh.Items[at]
	}
	if v.State == Taking {
		book, err := s.meetings.BookTx(tx, by, sh.Unit.ID)
		if err != nil {
			return p, err
		}
		c := sh.Case(v.Matter)
		p.Ahead = vote.Ahead(book, c)
		p.Voices, p.Left = entitled(sh.Seats, vote.Lifting(book, c), stored)
	}
	if at := slices.IndexFunc(p.Voices, func(v Voice) bool { return sh.Me != "" && v.Person == sh.Me }); at >= 0 {
		p.Mine, p.mayAsk = p.Voices[at], sh.Meeting.State == meeting.Open || sh.Meeting.State == meeting.Closed
	}
	switch {
	case p.MayRecord:
	case v.State == Taking:
		p.Voices, p.Left = nil, nil
	default:
		for n := range p.Voices {
			p.Voices[n].Asked = ""
		}
	}
	return p, nil
}

// decided reads what every page begins with, for anyone of the cell.
func (s *Service) decided(tx *db.Tx, by access.Actor, id meeting.ID) (sh meeting.Sheet, err error) {
	if sh, err = s.meetings.HeadTx(tx, by, id); err != nil {
		return sh, err
	}
	return sh, s.meetings.DecidedTx(tx, by, &sh)
}

// records reports whether the actor writes the record now.
func records(sh meeting.Sheet) bool {
	return sh.MayRecord && (sh.Meeting.State == meeting.Open || sh.Meeting.State == meeting.Closed)
}

// vote reads a vote of the meeting, with its result.
func (s *Service) vote(tx *db.Tx, sh meeting.Sheet, one ID) (Vote, error) {
	v, err := byID(tx, sh.Meeting.ID, one)
	if err == nil {
		v.settle(sh.Items)
	}
	return v, err
}

// Begin lets the recorder begin a vote by name under an item, once the roll is
// called. Faults name the fields item, question and matter.
func (s *Service) Begin(ctx context.Context, by access.Actor, id meeting.ID, f Form) (one ID, err error) {
	err = s.db.Write(ctx, by, func(tx *db.Tx) error {
		sh, err := s.recording(tx, by, id)
		if err != nil {
			return err
		}
		book, err := s.meetings.BookTx(tx, by, sh.Unit.ID)
		if err != nil {
			return err
		}
		if err := f.check(sh.Items, vote.Ahead(book, sh.Case(f.Matter))); err != nil {
			return err
		}
		if n := sh.Roll.Unmarked; n > 0 {
			return fault.New(fault.Invalid, "meeting.roll_incomplete", n)
		}
		if len(vote.Lifting(book, sh.Case(f.Matter))) == 0 {
			return fault.New(fault.Invalid, "vote.nobody_present")
		}
		had, err := ofMeeting(tx, id)
		if err != nil {
			return err
		}
		if len(had) >= namedMax {
			return fault.New(fault.Invalid, "named.too_many", namedMax)
		}
		one = ID(db.NewID())
		if err := insert(tx, Vote{ID: one, Meeting: id, Item: f.Item, Question: f.Question, Matter: f.Matter, State: Taking}); err != nil {
			return err
		}
		return sh.Meeting.Audit(tx, "meeting.begin_named_vote", "", map[string]any{"named": one, "item": f.Item, "matter": f.Matter})
	})
	return one, err
}

// recording locks a meeting for its recorder, while its record is open, and
// reads of it what votes rest on.
func (s *Service) recording(tx *db.Tx, by access.Actor, id meeting.ID) (meeting.Sheet, error) {
	sh, err := s.locked(tx, by, id)
	if err == nil && !sh.MayRecord {
		err = fault.New(fault.Denied, "ui.denied")
	}
	return sh, err
}

// locked locks a meeting whose record is open.
func (s *Service) locked(tx *db.Tx, by access.Actor, id meeting.ID) (meeting.Sheet, error) {
	if err := tx.Lock("meeting", string(id)); err != nil {
		return meeting.Sheet{}, err
	}
	sh, err := s.decided(tx, by, id)
	if err == nil && sh.Meeting.State != meeting.Open && sh.Meeting.State != meeting.Closed {
		err = meeting.NotWhen(sh.Meeting.State)
	}
	return sh, err
}

// Note marks how people vote, of one or of many in one request. What the form
// left as it was changes nothing; where somebody else marked otherwise
// meanwhile, nothing is stored and both marks are told, in the fields that
// [Field] names. One who is not entitled is refused.
func (s *Service) Note(ctx context.Context, by access.Actor, id meeting.ID, one ID, notings []Noting) error {
	return s.note(ctx, by, id, one, func([]Voice) []Noting { return notings })
}

// NoteRest gives one choice to all the entitled who have none yet.
func (s *Service) NoteRest(ctx context.Context, by access.Actor, id meeting.ID, one ID, c Choice) error {
	return s.note(ctx, by, id, one, func(voices []Voice) []Noting { return rest(voices, c) })
}

func (s *Service) note(ctx context.Context, by access.Actor, id meeting.ID, one ID, say func([]Voice) []Noting) error {
	return s.move(ctx, by, id, one, Marking, func(tx *db.Tx, sh meeting.Sheet, v *Vote, voices, _ []Voice) error {
		changed, err := renote(voices, say(voices))
		if err != nil || len(changed) == 0 {
			return err
		}
		to := map[member.ID]Choice{}
		for _, c := range changed {
			if err := putVoice(tx, one, c); err != nil {
				return err
			}
			to[c.Person] = c.Choice
		}
		if err := touch(tx, one); err != nil {
			return err
		}
		return sh.Meeting.Audit(tx, "meeting.note_voices", "", map[string]any{"named": v.ID, "voices": to})
	})
}

// move begins what the recorder does with a vote by name: change gets the voices
// of the entitled, and those of people entitled no more. It writes the log.
func (s *Service) move(ctx context.Context, by access.Actor, id meeting.ID, one ID, verb Verb, change func(tx *db.Tx, sh meeting.Sheet, v *Vote, voices, left []Voice) error) error {
	return s.db.Write(ctx, by, func(tx *db.Tx) error {
		sh, err := s.recording(tx, by, id)
		if err != nil {
			return err
		}
		v, err := s.vote(tx, sh, one)
		if err != nil {
			return err
		}
		if _, err := move(v.State, verb); err != nil {
			return err
		}
		stored, err := voicesOf(tx, one)
		if err != nil {
			return err
		}
		book, err := s.meetings.BookTx(tx, by, sh.Unit.ID)
		if err != nil {
			return err
		}
		voices, left := entitled(sh.Seats, vote.Lifting(book, sh.Case(v.Matter)), stored)
		return change(tx, sh, &v, voices, left)
	})
}

// Close makes the count of the voices and has it judged. Everyone entitled must
// have a voice; those of people entitled no more are taken out.
func (s *Service) Close(ctx context.Context, by access.Actor, id meeting.ID, one ID, version int) error {
	return s.move(ctx, by, id, one, Closing, func(tx *db.Tx, sh meeting.Sheet, v *Vote, voices, left []Voice) (err error) {
		sum := Sum(voices)
		if sum.Unmarked > 0 {
			return fault.New(fault.Invalid, "named.unmarked", sum.Unmarked)
		}
		for _, gone := range left {
			if err := deleteVoice(tx, one, gone.Person); err != nil {
				return err
			}
		}
		if v.Result, err = s.meetings.NamedTx(tx, by, id, v.Item, v.Question, v.Matter, sum.Count); err != nil {
			return unfielded(err)
		}
		v.State = Recorded
		if err := update(tx, *v, version); err != nil {
			return err
		}
		return sh.Meeting.Audit(tx, "meeting.close_named_vote", "", map[string]any{"named": one, "vote": v.Result.ID, "abstained": sum.Abstain, "left": len(left)})
	})
}

// unfielded tells a fault of the count without its field: nobody typed it.
func unfielded(err error) error {
	for _, key := range []string{"vote.count_missing", "vote.nobody_present"} {
		if fault.Key(err) == key {
			return fault.New(fault.Invalid, "named.nobody_votes")
		}
	}
	return err
}

// Reopen takes a recorded vote by name on: its result leaves the record, the
// voices stay.
func (s *Service) Reopen(ctx context.Context, by access.Actor, id meeting.ID, one ID, version int) error {
	return s.move(ctx, by, id, one, Reopening, func(tx *db.Tx, sh meeting.Sheet, v *Vote, _, _ []Voice) error {
		if err := s.meetings.AnnulTx(tx, by, id, v.Item, v.Result.ID, v.Result.Version); err != nil {
			return err
		}
		v.State, v.Result = Taking, vote.Vote{}
		if err := update(tx, *v, version); err != nil {
			return err
		}
		return sh.Meeting.Audit(tx, "meeting.reopen_named_vote", "", map[string]any{"named": one})
	})
}

// Drop ends a vote by name without a result.
func (s *Service) Drop(ctx context.Context, by access.Actor, id meeting.ID, one ID, version int) error {
	return s.move(ctx, by, id, one, Dropping, func(tx *db.Tx, sh meeting.Sheet, v *Vote, _, _ []Voice) error {
		v.State = Dropped
		if err := update(tx, *v, version); err != nil {
			return err
		}
		return sh.Meeting.Audit(tx, "meeting.drop_named_vote", "", map[string]any{"named": one})
	})
}

// Ask tells the recorder what to mend of how the actor is noted; "" takes that
// back. Faults name the field asked (C10).
func (s *Service) Ask(ctx context.Context, by access.Actor, id meeting.ID, one ID, asked string) error {
	return s.db.Write(ctx, by, func(tx *db.Tx) error {
		sh, err := s.locked(tx, by, id)
		if err != nil {
			return err
		}
		v, err := s.vote(tx, sh, one)
		if err != nil {
			return err
		}
		if _, err := move(v.State, Asking); err != nil {
			return err
		}
		stored, err := voicesOf(tx, one)
		if err != nil {
			return err
		}
		p, err := s.sheet(tx, by, sh, v, stored)
		if err != nil {
			return err
		}
		if !p.May(Asking) {
			return fault.New(fault.Denied, "ui.denied")
		}
		if p.Mine.Asked, err = checkAsk(asked); err != nil {
			return err
		}
		if err := putVoice(tx, one, p.Mine); err != nil {
			return err
		}
		return sh.Meeting.Audit(tx, "meeting.ask_voice", p.Mine.Person, map[string]any{"named": one, "asked": p.Mine.Asked != ""})
	})
}

// Own is how somebody was noted in one vote by name.
type Own struct {
	Vote
	Choice Choice // Unmarked where nobody noted him yet
	Asked  string
}

// Mine tells the reader of a meeting, whose items with their votes are filled
// in, how he is noted in each vote by name that was not dropped. It makes one
// query.
func (s *Service) Mine(ctx context.Context, by access.Actor, sh meeting.Sheet) (own []Own, err error) {
	if err := access.Check(by, meeting.View, sh.Unit.Kept()); err != nil {
		return nil, err
	}
	err = s.db.Read(ctx, func(tx *db.Tx) error {
		own, err = ownOf(tx, sh.Meeting.ID, sh.Me)
		return err
	})
	for n := range own {
		own[n].settle(sh.Items)
	}
	return own, err
}

// Printed are the voices of a meeting's recorded votes by name, by result, for
// the minutes. It makes one query, and is for those who have authorised already.
func Printed(tx *db.Tx, id meeting.ID) (map[vote.ID][]Voice, error) { return printed(tx, id) }

// Unsettled refuses to end a meeting while a vote by name is taken in it.
func Unsettled(tx *db.Tx, m meeting.Meeting) error {
	open, err := taking(tx, m.ID)
	if err != nil || len(open) == 0 {
		return err
	}
	return fault.New(fault.Invalid, "named.unsettled", len(open), strings.Join(open, "; "))
}
