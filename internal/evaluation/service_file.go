package evaluation

import (
	"context"
	"slices"
	"strconv"

	"chibo/internal/access"
	"chibo/internal/db"
	"chibo/internal/fault"
	"chibo/internal/member"
	"chibo/internal/org"
	"chibo/internal/rulebook"
	"chibo/internal/vote"
)

// FileSheet is a file as a page shows it.
type FileSheet struct {
	File
	Review   Review
	Unit     org.Unit
	Now      Facts // of the period, as kept, else as they stand today
	Comments []Comment
	Voted    *vote.Vote
	Before   []Past         // of former years, the latest first
	Levels   rulebook.Codes // of the day, best first
	Cap      Cap            // known where the actor may vote or read the levels of all
	Prospect vote.Prospect  // what a vote will be judged by; zero before the meeting
	Today    db.Date
	Own      bool
	Leads    bool // the actor is of the committee
	MayWrite bool
	MayVote  bool
	MayTell  bool // he may enter comments
}

// Comment gives the comment from a source, one of version 0 where none was entered.
func (sh FileSheet) Comment(s Source) Comment { return from(sh.Comments, sh.ID, s) }

func from(comments []Comment, id FileID, s Source) Comment {
	if i := slices.IndexFunc(comments, func(c Comment) bool { return c.Source == s }); i >= 0 {
		return comments[i]
	}
	return Comment{File: id, Source: s}
}

// Asked are the sources that are asked about the file.
func (sh FileSheet) Asked() (all []Source) {
	for _, s := range Sources {
		if sh.asks(s) {
			all = append(all, s)
		}
	}
	return all
}

// File gives one file, to its person and the committee, and to the whole cell
// once the meeting is convened. It makes a fixed number of queries.
func (s *Service) File(ctx context.Context, by access.Actor, id FileID) (sh FileSheet, err error) {
	err = s.db.Read(ctx, func(tx *db.Tx) error {
		sh, err = s.file(tx, by, id)
		return err
	})
	if err == nil && sh.Person != "" && !sh.Own && s.OnRead != nil {
		s.OnRead(ctx, by, string(sh.Unit.ID), "evaluation", string(id), string(sh.Person))
	}
	return sh, err
}

func (s *Service) file(tx *db.Tx, by access.Actor, id FileID) (sh FileSheet, err error) {
	if sh.File, sh.Review, sh.Unit, err = readable(tx, by, id); err != nil {
		return sh, err
	}
	sh.Today, sh.Own, sh.Leads = tx.Today(), string(sh.Person) == by.Person && sh.Person != "", access.Can(by, Lead, sh.Unit.Place())
	sh.MayWrite = mayWrite(by, sh.File, sh.Review, sh.Unit) == nil
	sh.MayTell = sh.Leads && !sh.Review.up()
	if !sh.Own && !sh.MayWrite {
		sh.File = sh.hidden()
	}
	if sh.File.Facts != nil {
		sh.Now = *sh.File.Facts
	} else {
		book, err := factsIn(tx, sh.Unit.ID, sh.Review.Period)
		if err != nil {
			return sh, err
		}
		sh.Now = book.about(sh.File)
	}
	if sh.Comments, err = commentsOf(tx, id); err != nil {
		return sh, err
	}
	return sh, s.weigh(tx, by, &sh)
}

// weigh adds what a vote on the file goes by, and the vote that there was.
func (s *Service) weigh(tx *db.Tx, by access.Actor, sh *FileSheet) error {
	book, err := org.BookOf(tx, sh.Unit.ID)
	if err != nil {
		return err
	}
	on := sh.Review.judged(sh.Today)
	sh.Levels = levelsOn(book, on)
	if sh.Before, err = pastOf(tx, sh.File, sh.Review); err != nil {
		return err
	}
	for i, p := range sh.Before {
		sh.Before[i].Title = titleOf(levelsOn(book, p.held), p.level)
	}
	if sh.Review.State == Open {
		return nil
	}
	files, err := filesOf(tx, sh.Review)
	if err != nil {
		return err
	}
	sh.Cap = capOf(book, on, proposedOf(files))
	votes, err := vote.Of(tx, votesOf, string(sh.ID))
	if err != nil {
		return err
	}
	if i := slices.IndexFunc(votes, func(v vote.Vote) bool { return v.ID == sh.Vote }); i >= 0 {
		sh.Voted = &votes[i]
	}
	if sh.MayVote = Workflow.Leads(sh.Review.State, Proposing) && may(by, Workflow.Who(Proposing), sh.Unit); sh.MayVote {
		c, err := caseOf(tx, sh.Review)
		if err != nil {
			return err
		}
		sh.Prospect = vote.Ahead(book, c)
	}
	return nil
}

// readable reads a file that the actor may read.
func readable(tx *db.Tx, by access.Actor, id FileID) (f File, v Review, u org.Unit, err error) {
	if f, v, err = fileOf(tx, id); err != nil {
		return f, v, u, err
	}
	if u, err = org.Authorise(tx, by, Read, v.Unit); err != nil {
		return f, v, u, err
	}
	own := f.Person != "" && string(f.Person) == by.Person
	if !own && v.State == Open && !access.Can(by, Lead, u.Place()) {
		return f, v, u, fault.New(fault.Denied, "evaluation.not_yet_read")
	}
	return f, v, u, nil
}

// mayWrite refuses who may not write in a file: it is its person's, the
// committee's where it is of the unit, or of one for whom it writes.
func mayWrite(by access.Actor, f File, v Review, u org.Unit) error {
	switch {
	case v.State != Open:
		return fault.New(fault.Invalid, "evaluation.not_when_"+string(v.State))
	case f.Suspended:
		return fault.New(fault.Invalid, "evaluation.suspended_writes_not")
	case f.Person != "" && string(f.Person) == by.Person:
		return nil
	case !access.Can(by, Lead, u.Place()):
		return fault.New(fault.Denied, "ui.denied")
	case f.Person != "" && f.Begun() && !f.Proxy:
		return fault.New(fault.Denied, "evaluation.writes_himself")
	}
	return nil
}

// writing reads a file that the actor is about to write in.
func writing(tx *db.Tx, by access.Actor, id FileID, version int) (f File, v Review, err error) {
	f, v, u, err := readable(tx, by, id)
	if err != nil {
		return f, v, err
	}
	if err := mayWrite(by, f, v, u); err != nil {
		return f, v, err
	}
	if version != f.Version {
		return f, v, fault.Overtaken(f.theirs())
	}
	return f, v, nil
}

// theirs is what is stored now, by the names of the fields.
func (f File) theirs() map[string]string {
	all := map[string]string{"own_level": string(f.OwnLevel)}
	for _, p := range PartsOf(f.Form) {
		all[PartField+p.Key] = f.Parts[p.Key]
	}
	return all
}

// Save keeps what is written in a file; submit lays it before the committee as
// well, which asks for the whole. What was submitted may be changed until the
// meeting is convened.
func (s *Service) Save(ctx context.Context, by access.Actor, id FileID, version int, w Words, submit bool) error {
	return s.db.Write(ctx, by, func(tx *db.Tx) error {
		f, v, err := writing(tx, by, id, version)
		if err != nil {
			return err
		}
		book, err := org.BookOf(tx, v.Unit)
		if err != nil {
			return err
		}
		w = w.clean(f.Form)
		if err := w.check(f.Form, levelsOn(book, tx.Today()), submit || f.SubmittedOn != ""); err != nil {
			return err
		}
		f.Parts, f.OwnLevel, f.Proxy = w.Parts, w.OwnLevel, f.Person != "" && string(f.Person) != by.Person
		if submit && f.SubmittedOn == "" {
			f.SubmittedOn = tx.Today()
		}
		if err := putWords(tx, f, version); err != nil {
			return err
		}
		return f.audit(tx, v, "write", map[string]any{"submitted": f.SubmittedOn != "", "proxy": f.Proxy})
	})
}

// Choose gives somebody's file another form, as long as nothing is written in it.
// Faults name form.
func (s *Service) Choose(ctx context.Context, by access.Actor, id FileID, version int, form Form) error {
	return s.db.Write(ctx, by, func(tx *db.Tx) error {
		f, v, err := fileOf(tx, id)
		if err != nil {
			return err
		}
		if _, err := org.Authorise(tx, by, Lead, v.Unit); err != nil {
			return err
		}
		switch {
		case version != f.Version:
			return fault.Overtaken(map[string]string{"form": string(f.Form)})
		case !slices.Contains(PersonForms, form) || f.Person == "":
			return fault.At("form", "evaluation.form_invalid")
		case v.State != Open || f.Begun():
			return fault.At("form", "evaluation.form_fixed")
		}
		f.Form = form
		if err := putWords(tx, f, version); err != nil {
			return err
		}
		return f.audit(tx, v, "choose", map[string]any{"form": form})
	})
}

// Tell enters what a source says of a file, or that it did not answer, until the
// review is sent. version is that of the comment, 0 where there is none.
func (s *Service) Tell(ctx context.Context, by access.Actor, id FileID, version int, form CommentForm) error {
	return s.db.Write(ctx, by, func(tx *db.Tx) error {
		f, v, err := fileOf(tx, id)
		if err != nil {
			return err
		}
		if _, err := org.Authorise(tx, by, Lead, v.Unit); err != nil {
			return err
		}
		if v.up() {
			return fault.New(fault.Invalid, "evaluation.not_when_"+string(v.State))
		}
		if err := form.check(f); err != nil {
			return err
		}
		comments, err := commentsOf(tx, id)
		if err != nil {
			return err
		}
		if was := from(comments, id, form.Source); was.Version != version {
			return fault.Overtaken(was.theirs())
		}
		c := Comment{File: id, Source: form.Source, Received: form.Received, Giver: form.Giver, Body: form.Body, EnteredOn: tx.Today()}
		if err := putComment(tx, c, version); err != nil {
			return err
		}
		return f.audit(tx, v, "tell", map[string]any{"source": form.Source, "received": form.Received})
	})
}

// Propose records the cell's vote on the level of a file, and gives the file to be
// voted on next: itself where it was voted on before, none after the last one. A
// vote that does not pass is refused; a new one takes the place of the one before.
func (s *Service) Propose(ctx context.Context, by access.Actor, id FileID, version int, p Proposal) (next FileID, err error) {
	err = s.db.Write(ctx, by, func(tx *db.Tx) error {
		f, _, err := fileOf(tx, id)
		if err != nil {
			return err
		}
		v, files, u, err := acting(tx, by, f.Review, Proposing)
		if err != nil {
			return err
		}
		if f, _ = find(files, id); version != f.Version {
			return overtaken(tx, f)
		}
		if err := inTurn(files, f); err != nil {
			return err
		}
		if v.HeldOn > tx.Today() {
			return fault.New(fault.Invalid, "evaluation.not_held_yet", v.HeldOn)
		}
		next = following(files, f)
		if err := s.vote(tx, by, v, u, &f, p); err != nil {
			return err
		}
		if err := putProposal(tx, f, version); err != nil {
			return err
		}
		return f.audit(tx, v, string(Proposing), map[string]any{"vote": f.Vote})
	})
	return next, err
}

// overtaken is the fault of a vote that another came before.
func overtaken(tx *db.Tx, f File) error {
	theirs := map[string]string{"level": string(f.Proposed)}
	votes, err := vote.Of(tx, votesOf, string(f.ID))
	for _, v := range votes {
		if v.ID == f.Vote {
			theirs["favour"], theirs["against"], theirs["other"] = strconv.Itoa(v.Count.Favour), strconv.Itoa(v.Count.Against), strconv.Itoa(v.Count.Other)
		}
	}
	if err == nil {
		err = fault.Overtaken(theirs)
	}
	return err
}

// following is the file that is voted on after f.
func following(files []File, f File) FileID {
	if f.Proposed != "" {
		return f.ID
	}
	for _, other := range files {
		if other.Proposed == "" && other.ID != f.ID {
			return other.ID
		}
	}
	return ""
}

// vote records a vote on a file and takes back the one before.
func (s *Service) vote(tx *db.Tx, by access.Actor, v Review, u org.Unit, f *File, p Proposal) error {
	book, err := org.BookOf(tx, u.ID)
	if err != nil {
		return err
	}
	levels := levelsOn(book, v.HeldOn)
	i := slices.IndexFunc(levels, func(c rulebook.Code) bool { return c.Code == string(p.Level) })
	if i < 0 {
		return fault.At("level", "evaluation.level_missing")
	}
	c, err := caseOf(tx, v)
	if err != nil {
		return err
	}
	if f.Vote != "" {
		before, err := vote.Of(tx, votesOf, string(f.ID))
		if err != nil {
			return err
		}
		for _, b := range before {
			if b.ID != f.Vote {
				continue
			}
			if err := s.votes.AnnulTx(tx, by, b.ID, b.Version, votesOf, string(f.ID)); err != nil {
				return err
			}
		}
	}
	taken, err := s.votes.RecordTx(tx, by, vote.Form{
		Unit: v.Unit, Kind: votesOf, Subject: string(f.ID), Question: "Đề nghị xếp loại: " + levels[i].Title, Case: c, Count: p.Count,
	})
	if err != nil {
		return err
	}
	if taken.Outcome != vote.Passed {
		return fault.At("favour", "evaluation.not_passed", p.Count.Favour, taken.Prospect.Needed)
	}
	f.Proposed, f.Vote = p.Level, taken.ID
	return nil
}

// caseOf is what is known of a vote in the cell on the day of the meeting: those
// who were called. It is taken on ballots, and who was there is not asked one by
// one.
func caseOf(tx *db.Tx, v Review) (vote.Case, error) {
	called, err := member.CalledTo(tx, v.Unit, v.HeldOn)
	voters := make([]vote.Voter, 0, len(called))
	for _, p := range called {
		voters = append(voters, vote.Voter{Person: p.Person, Status: p.Status, State: p.State, Present: p.State != member.Exempt})
	}
	return vote.Case{Matter: vote.Ordinary, Meeting: "regular", On: v.HeldOn, Voters: voters, Ballots: true}, err
}

// audit logs what was done to a file: no level, no words.
func (f File) audit(tx *db.Tx, v Review, action string, data any) error {
	return tx.Audit(db.Entry{Action: "evaluation." + action, Unit: string(v.Unit), Kind: votesOf, Subject: string(f.ID), Person: string(f.Person), Data: data})
}
