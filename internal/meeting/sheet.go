package meeting

import (
	"context"
	"fmt"

	"chibo/internal/access"
	"chibo/internal/db"
	"chibo/internal/document"
	"chibo/internal/member"
	"chibo/internal/org"
	"chibo/internal/paper"
	"chibo/internal/rulebook"
	"chibo/internal/task"
	"chibo/internal/vote"
)

// Sheet is everything about one meeting that a page shows.
type Sheet struct {
	Meeting Meeting
	Unit    org.Unit
	Seats   []Seat
	Roll    Roll
	Guests  []Guest
	Items   []Item
	Papers  []document.Attachment
	Rules   Rules
	Voting  vote.Prospect // what an ordinary show of hands would be judged by now
	Me      member.ID
	Polled  Asked   // on the page that all in the room follow
	Live    Live    // what is on the floor, in a page of a running meeting
	At      int     // index of the item that such a page shows
	Now     db.Time // when such a page was read
	// What was sent before the meeting: the committee's all, anyone else's own.
	Replies       map[member.ID]Response
	Tally         Tally // of the replies, for the committee alone
	Contributions []Contribution
	// Of a meeting that lies ahead: its papers by item, and how often each was
	// opened.
	PapersUnder map[ItemID][]document.ID
	Opened      map[document.ID]Opened
	// Of such a meeting, and in the room while the item of the review is shown: the
	// last finished regular meeting (nil if none), and for the recorder the unit's
	// open tasks.
	Last *Previous
	Open task.Remaining
	// For the committee, of a meeting that lies ahead: how many are told in the
	// application and by mail, and who gets the papers in print.
	InApp   int
	ByMail  int
	Printed []Seat
	// MayPrepare and MayRecord say what the actor is to this meeting; Moves are
	// the rows of the workflow that he may take now.
	MayPrepare bool
	MayRecord  bool
	Moves
}

// Rules is what the rulebook says of a meeting on its date, and which rules
// say so. A zero Source stands for a rule that is missing.
type Rules struct {
	Agenda    rulebook.Source
	Least     int // minutes that the meeting lasts at least, 0 where no rule is known
	LeastBy   rulebook.Source
	Small     bool // the superior counts the cell as small
	Quorum    rulebook.Threshold
	QuorumBy  rulebook.Source // of the quorum; zero where it is a mere warning
	Combining string          // "hardship" or "in_turn" of a combined meeting, "" where no rule is known
	CombineBy rulebook.Source
	Preset    string  // of package paper; where no rule is known, papers look as they do now
	QuorumOwn bool    // a rule sets the quorum; else it is a mere warning
	NoticeBy  db.Date // the last day to send notice and papers, "" where no rule is known
	NoticeOf  rulebook.Source
	ReportBy  db.Date  // the last day to post and report, "" where no rule is known
	Missing   []string // keys for which the rulebook knows no rule on the day
}

// rulesOf asks the rulebook.
func rulesOf(b *rulebook.Book, m Meeting, seats []Seat) Rules {
	r := Rules{Quorum: rulebook.QuorumWarning, Preset: paper.HD05, Small: m.small(b, seats)}
	on, facts := string(m.HeldOn), m.facts()
	if r.Small {
		facts[rulebook.FactSize] = "small"
	}
	if a, ok := rulebook.Agenda.At(b, on, facts); ok {
		r.Agenda = a.Source()
	} else {
		r.Missing = append(r.Missing, rulebook.Agenda.Name())
	}
	if a, ok := rulebook.MinDuration.At(b, on, facts); ok {
		r.Least, r.LeastBy = a.Value, a.Source()
	} else if m.Kind == Regular || m.Kind == Thematic { // no rule asks it of the others
		r.Missing = append(r.Missing, rulebook.MinDuration.Name())
	}
	r.NoticeBy, r.NoticeOf = m.NoticeBy(b)
	r.ReportBy, _ = m.ReportBy(b)
	quorum := rulebook.MeetingQuorum
	if m.Kind == Congress {
		quorum = rulebook.CongressQuorum
	}
	if a, ok := quorum.At(b, on, facts); ok {
		r.Quorum, r.QuorumOwn, r.QuorumBy = a.Value, true, a.Source()
	} else if m.Kind == Congress {
		r.Missing = append(r.Missing, quorum.Name())
	}
	if a, ok := rulebook.Combining.At(b, on, facts); ok && m.Combined {
		r.Combining, r.CombineBy = a.Value, a.Source()
	} else if m.Combined {
		r.Missing = append(r.Missing, rulebook.Combining.Name())
	}
	if a, ok := rulebook.FormatPreset.At(b, on, nil); ok {
		r.Preset = a.Value
	} else {
		r.Missing = append(r.Missing, rulebook.FormatPreset.Name())
	}
	return r
}

// Planned is the length of the agenda in minutes, as far as it is set.
func (s Sheet) Planned() int { return length(s.Items) }

// Clock is the planned time of day at which each item begins, and after the
// last one the end: "14:25". It goes on past midnight with the next day's.
func (s Sheet) Clock() []string {
	at := max(minuteOf(s.Meeting.StartsAt), 0)
	times := make([]string, 0, len(s.Items)+1)
	for _, i := range s.Items {
		times = append(times, timeOf(at))
		at += i.Minutes
	}
	return append(times, timeOf(at))
}

func timeOf(minute int) string { return fmt.Sprintf("%02d:%02d", minute/60%24, minute%60) }

// Unsettled lists the items that still need a conclusion, or the reason why
// there is none, before the meeting can close (B7).
func (s Sheet) Unsettled() []Item { return unsettled(s.Items) }

// MayAmend reports whether the actor may change the note now (C10).
func (s Sheet) MayAmend(n Note) bool {
	return s.Meeting.State.recording() && !n.Gone() && (s.MayRecord && n.Mark == "" || s.Spoke(n))
}

// Spoke reports whether the note is of the actor's own words.
func (s Sheet) Spoke(n Note) bool { return s.Me != "" && s.Me == n.Speaker }

// MayMark reports whether the actor may mark the note now, or take its mark
// back (B6).
func (s Sheet) MayMark(n Note) bool {
	return s.Meeting.State.recording() && s.MayRecord && n.markable() == nil
}

// MayAnswer reports whether the actor may answer the mark of the note now (B6).
func (s Sheet) MayAnswer(n Note) bool {
	return s.Meeting.State.recording() && n.Mark != "" && s.Spoke(n)
}

// Get gives one meeting to anyone of its cell. It makes a fixed number of
// queries.
func (s *Service) Get(ctx context.Context, by access.Actor, id ID) (sh Sheet, err error) {
	err = s.db.Read(ctx, func(tx *db.Tx) error {
		sh, err = s.SheetTx(tx, by, id)
		return err
	})
	return sh, err
}

// SheetTx is Get within a transaction.
func (s *Service) SheetTx(tx *db.Tx, by access.Actor, id ID) (sh Sheet, err error) {
	if sh, err = s.HeadTx(tx, by, id); err != nil {
		return sh, err
	}
	return sh, s.fill(tx, &sh)
}

// HeadTx reads what every page of a meeting begins with, for anyone of its
// cell: the meeting, its unit, and what the actor may do. Nothing else is
// filled in.
func (s *Service) HeadTx(tx *db.Tx, by access.Actor, id ID) (sh Sheet, err error) {
	if sh.Meeting, sh.Unit, err = admit(tx, by, View, id); err != nil {
		return sh, err
	}
	sh.permit(by)
	return sh, nil
}

// fill reads everything else.
func (s *Service) fill(tx *db.Tx, sh *Sheet) (err error) {
	if sh.Meeting.State.Ahead() {
		if err := s.ahead(tx, sh); err != nil {
			return err
		}
		return sh.printed(tx)
	}
	if err = s.record(tx, sh); err != nil {
		return err
	}
	return s.papers(tx, sh)
}

// record fills in what minutes are made of.
func (s *Service) record(tx *db.Tx, sh *Sheet) (err error) {
	if sh.Seats, err = seatsOf(tx, sh.Meeting); err != nil {
		return err
	}
	if sh.Guests, err = guestsOf(tx, sh.Meeting.ID); err != nil {
		return err
	}
	if sh.Items, err = itemsOf(tx, sh.Meeting.ID); err != nil {
		return err
	}
	if err = recorded(tx, sh.Meeting, sh.Items); err != nil {
		return err
	}
	return s.judge(tx, sh)
}

func (s *Service) papers(tx *db.Tx, sh *Sheet) (err error) {
	sh.Papers, err = document.List(tx, PapersOf, string(sh.Meeting.ID))
	return err
}

// judge fills in what the rulebook says of the meeting, and the sums.
func (s *Service) judge(tx *db.Tx, sh *Sheet) error {
	book, err := s.book(tx, sh.Meeting.Unit)
	if err != nil {
		return err
	}
	sh.Rules, sh.Roll = rulesOf(book, sh.Meeting, sh.Seats), Count(sh.Seats)
	sh.Voting = vote.Ahead(book, sh.Meeting.ballot(vote.Ordinary, sh.Seats))
	return nil
}

// permit fills in what the actor may do.
func (s *Sheet) permit(by access.Actor) {
	s.Me = member.ID(by.Person)
	s.MayPrepare = access.Can(by, Prepare, s.Unit.Place())
	s.MayRecord = s.Meeting.mayRecord(by, s.Unit)
	s.Moves = Workflow.From(s.Meeting.State, func(m Move) bool { return s.MayPrepare || m.Who.Name == Record.Name && s.MayRecord })
}
