package sample

import (
	"context"
	"slices"
	"strconv"
	"strings"

	"chibo/internal/access"
	"chibo/internal/ballot"
	"chibo/internal/db"
	"chibo/internal/meeting"
	"chibo/internal/member"
	"chibo/internal/rulebook"
	"chibo/internal/vote"
)

// congressSpec is what the congress of the shown cell says and decides.
type congressSpec struct {
	Election string         `yaml:"election"` // {year} and {until}: of the term
	Steps    []congressStep `yaml:"steps"`
	Notes    []noteSpec     `yaml:"notes"` // of the discussion
}

// congressStep is what happens under the item of that key: somebody speaks, or
// hands are raised.
type congressStep struct {
	Key        string `yaml:"key"`
	Text       string `yaml:"text"`
	Conclusion string `yaml:"conclusion"`
	Question   string `yaml:"question"`
}

// withCongress puts the congress that began the present term of the shown cell
// among its meetings.
func withCongress(all []sitting, u unitSpec, today db.Date) []sitting {
	if u.Code != shown {
		return all
	}
	begun := u.Terms.begun(today.AddDays(-1))
	on := begun[len(begun)-1]
	held := sitting{Kind: meeting.Congress, Month: on.Month(), On: on}
	at := slices.IndexFunc(all, func(s sitting) bool { return s.On >= on })
	return slices.Insert(slices.Clone(all), at, held)
}

func (s *session) congress() bool { return s.sitting.Kind == meeting.Congress }

// convene goes through the agenda of the congress.
func (s *session) convene(ctx context.Context) error {
	for _, i := range s.sheet.Items {
		if i.Kind == rulebook.KindDiscussion {
			if err := s.discuss(ctx, i, s.beside.Congress.Notes); err != nil {
				return err
			}
		}
		at := slices.IndexFunc(s.beside.Congress.Steps, func(c congressStep) bool { return c.Key == i.Key })
		if at < 0 {
			continue
		}
		if err := s.step(ctx, i, s.beside.Congress.Steps[at]); err != nil {
			return err
		}
		if i.Key == "election" {
			if err := s.elect(ctx, i); err != nil {
				return err
			}
		}
	}
	return nil
}

// step writes down one item of the congress.
func (s *session) step(ctx context.Context, i meeting.Item, c congressStep) error {
	if c.Question != "" {
		if _, err := s.Meetings.Vote(ctx, access.Console, s.id(), i.ID, c.Question, vote.Ordinary, vote.Count{Favour: len(s.voters())}); err != nil {
			return err
		}
	}
	switch {
	case c.Text != "":
		return s.tell(ctx, i, c.Text, c.Conclusion)
	case c.Conclusion != "":
		return s.conclude(ctx, i, c.Conclusion)
	}
	return nil
}

// voters are those in the room who may vote.
func (s *session) voters() (all []member.ID) {
	for _, seat := range s.sheet.Seats {
		if seat.Mark == meeting.Present && seat.Status == member.Official && seat.State == member.Active {
			all = append(all, seat.Person)
		}
	}
	return all
}

// seatsOfCommittee are elected; one more stands. The board is three.
const (
	seatsOfCommittee = 3
	boardOf          = 3
)

// elect elects the committee on paper: who leads today, out of a list of one
// more, counted by three who do not stand.
func (s *session) elect(ctx context.Context, i meeting.Item) error {
	b, by := s.Ballots, as(s.sheet.Meeting.Chair)
	id, err := b.Prepare(ctx, by, s.id(), ballot.Form{Kind: ballot.Election, Title: s.elected(), Seats: seatsOfCommittee, Item: i.ID})
	if err != nil {
		return err
	}
	standing := []member.ID{}
	for _, p := range s.people[:seatsOfCommittee] {
		standing = append(standing, p.id)
	}
	others := slices.DeleteFunc(s.voters(), func(v member.ID) bool { return slices.Contains(standing, v) })
	standing = append(standing, others[len(others)-1])
	version := 1
	for _, person := range standing {
		if err := b.Nominate(ctx, by, s.id(), id, version, person, ballot.Nominated); err != nil {
			return err
		}
		version++
	}
	board := others[:boardOf]
	if err := b.Appoint(ctx, by, s.id(), id, version, board[0], board[1:]); err != nil {
		return err
	}
	if err := b.Cast(ctx, by, s.id(), id, version+1); err != nil {
		return err
	}
	return s.tally(ctx, id, version+2, standing, board)
}

// elected is the title of the election, with the years of the term.
func (s *session) elected() string {
	until := s.sitting.On.AddMonths(s.spec.Terms.Months).Year()
	return strings.ReplaceAll(s.say(s.beside.Congress.Election), "{until}", strconv.Itoa(until))
}

// tally has one of the board enter the count, another confirm it, and the chair
// announce the result.
func (s *session) tally(ctx context.Context, id ballot.ID, version int, standing, board []member.ID) error {
	b, by, cast := s.Ballots, as(s.sheet.Meeting.Chair), len(s.voters())
	sh, err := b.Get(ctx, by, s.id(), id)
	if err != nil {
		return err
	}
	t := ballot.Tally{Issued: cast, Returned: cast, Valid: cast, For: map[ballot.CandidateID]int{}}
	for _, c := range sh.Ballot.Candidates {
		at := slices.Index(standing, c.Person)
		if t.For[c.ID] = cast - at; at == seatsOfCommittee {
			t.For[c.ID] = seatsOfCommittee // what the others left
		}
	}
	if err := b.Enter(ctx, as(board[0]), s.id(), id, version, t); err != nil {
		return err
	}
	if err := b.Confirm(ctx, as(board[1]), s.id(), id, version+1); err != nil {
		return err
	}
	return b.Announce(ctx, by, s.id(), id, version+2)
}
