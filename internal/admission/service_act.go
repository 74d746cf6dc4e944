package admission

import (
	"context"
	"slices"

	"chibo/internal/access"
	"chibo/internal/db"
	"chibo/internal/fault"
	"chibo/internal/meeting"
	"chibo/internal/member"
	"chibo/internal/rulebook"
	"chibo/internal/vote"
)

// Assign says who helps a candidate; where somebody does already, the change
// ends his help, with a reason. Faults name the fields first, second, on and
// reason.
func (s *Service) Assign(ctx context.Context, by access.Actor, id ID, version int, f AssignForm) error {
	return s.do(ctx, by, id, version, Assigning, func(tx *db.Tx, a *about) (Act, Resolution, error) {
		people, err := member.ProfilesIn(tx, a.Unit, tx.Today())
		if err != nil {
			return "", Resolution{}, err
		}
		if err := f.check(people, a.Candidate, a.mentored() != "", tx.Today()); err != nil {
			return "", Resolution{}, err
		}
		wanted := []member.ID{f.First}
		if f.Second != "" {
			wanted = append(wanted, f.Second)
		}
		for _, m := range a.mentors {
			if m.To != "" {
				continue
			}
			if i := slices.Index(wanted, m.Person); i >= 0 {
				wanted = slices.Delete(wanted, i, i+1)
				continue
			}
			if err := relieve(tx, id, m.Person, f.On, f.Reason); err != nil {
				return "", Resolution{}, err
			}
		}
		for _, person := range wanted {
			if err := insertMentor(tx, id, person, f.On); err != nil {
				return "", Resolution{}, err
			}
		}
		a.mentors, err = mentorsOf(tx, id)
		return Assigning, Resolution{On: f.On}, err
	})
}

// mentored is since when somebody helps the candidate, "" if nobody does.
func (a about) mentored() db.Date { return Dossier{Mentors: a.mentors}.mentored() }

// Enrol sends a candidate to the class on the Party, of a first and a last day,
// at the fields from and to.
func (s *Service) Enrol(ctx context.Context, by access.Actor, id ID, version int, from, to db.Date) error {
	return s.do(ctx, by, id, version, Enrolling, func(_ *db.Tx, a *about) (Act, Resolution, error) {
		var faults fault.Form
		day(&faults, "from", from, a.ListedOn, "")
		day(&faults, "to", to, from, "")
		a.BeginsOn, a.EndsOn = from, to
		return Enrolling, Resolution{On: from}, faults.Err()
	})
}

// Certify notes the certificate of the class, which is a paper of the dossier
// too. Faults name the fields on and no; one that is no longer valid today is
// refused.
func (s *Service) Certify(ctx context.Context, by access.Actor, id ID, version int, r Resolution) error {
	return s.do(ctx, by, id, version, Certifying, func(tx *db.Tx, a *about) (Act, Resolution, error) {
		book, err := s.book(tx, a.Unit)
		if err != nil {
			return "", r, err
		}
		var faults fault.Form
		r.check(&faults, a.BeginsOn, tx.Today())
		if end, _ := certificateEnds(book, r.On); faults.Err() == nil && end != "" && tx.Today() >= end {
			faults.Add("on", "admission.certificate_over", end)
		}
		if err := faults.Err(); err != nil {
			return "", r, err
		}
		a.CertifiedOn, a.CertificateNo = r.On, r.No
		return Certifying, r, putPaper(tx, id, Certificate, r.On)
	})
}

// dossier is what a candidate is judged by.
func (s *Service) dossier(tx *db.Tx, a about) (*rulebook.Book, Dossier, error) {
	book, err := s.book(tx, a.Unit)
	if err != nil {
		return nil, Dossier{}, err
	}
	briefs, err := member.BriefsOf(tx, a.Person)
	if err != nil {
		return nil, Dossier{}, err
	}
	d := Dossier{Candidate: a.Candidate, Mentors: a.mentors}
	d.Birth = briefs[a.Person].Birth
	if d.LeftOn, err = leftOn(tx, a.Person); err != nil {
		return nil, Dossier{}, err
	}
	d.Papers, err = papersOf(tx, a.ID)
	return book, d, err
}

// leftOn is the day on which somebody left the Party, "" for who never did, is a
// member, or was transferred elsewhere.
func leftOn(tx *db.Tx, person member.ID) (db.Date, error) {
	m, ok, err := member.LastParty(tx, person)
	if err != nil || !ok || m.EndedBy == member.ByTransfer {
		return "", err
	}
	return m.To, nil
}

// lacks refuses a step for which something is missing on a day, at a field.
func (s *Service) lacks(tx *db.Tx, a about, act Act, field string, on db.Date) (*rulebook.Book, error) {
	if _, err := a.after(act); err != nil {
		return nil, err
	}
	book, d, err := s.dossier(tx, a)
	if err != nil {
		return nil, err
	}
	later := map[string]db.Date{} // papers that came after the day
	for code, done := range d.Papers {
		if done > on {
			later[code] = done
			delete(d.Papers, code)
		}
	}
	for _, g := range Gaps(book, d, act.Needs(), on) {
		switch {
		case g.Soft:
		case later[g.Code] != "":
			return nil, fault.At(field, "admission.lacks_paper_then", g.Code, later[g.Code])
		case g.Need == NeedWait:
			return nil, fault.At(field, "admission.lacks_wait", g.On)
		case g.Code == "":
			return nil, fault.At(field, "admission.lacks_"+string(g.Need))
		default:
			return nil, fault.At(field, "admission.lacks_paper", g.Code)
		}
	}
	return book, nil
}

// Complete says that a dossier is complete and ready for the cell's vote. What
// is missing is refused, and named by the page.
func (s *Service) Complete(ctx context.Context, by access.Actor, id ID, version int) error {
	return s.do(ctx, by, id, version, Completing, func(tx *db.Tx, a *about) (Act, Resolution, error) {
		_, err := s.lacks(tx, *a, Completing, "", tx.Today())
		return Completing, Resolution{}, err
	})
}

// Reopen takes a dossier back that was found complete.
func (s *Service) Reopen(ctx context.Context, by access.Actor, id ID, version int) error {
	return s.do(ctx, by, id, version, Reopening, func(_ *db.Tx, _ *about) (Act, Resolution, error) {
		return Reopening, Resolution{}, nil
	})
}

// VoteForm is the cell's vote on a candidate: one that stands in the record of a
// meeting, or the count of a meeting whose record is kept elsewhere.
type VoteForm struct {
	Taken vote.ID // the vote of the record; "" where the others are typed
	On    db.Date // the day of the meeting
	Count vote.Count
}

// Vote notes the cell's vote on the proposal to admit. Of a vote that stands in
// the record of a meeting, day, base and count are those of the record; else the
// share is taken of the official members called on the day. A vote that is lost
// is kept, and a later meeting may vote again. Faults name the fields taken, on,
// favour, against and other.
func (s *Service) Vote(ctx context.Context, by access.Actor, id ID, version int, f VoteForm) error {
	return s.do(ctx, by, id, version, Voting, func(tx *db.Tx, a *about) (Act, Resolution, error) {
		book, v, err := s.poll(tx, by, *a, Voting, vote.Admission, f)
		switch {
		case err != nil:
			return "", Resolution{}, err
		case v.Outcome != vote.Passed:
			return Losing, Resolution{On: v.HeldOn}, nil
		}
		a.ProposedOn = v.HeldOn
		return Voting, Resolution{On: v.HeldOn}, putPaper(tx, id, codeFor(book, v.HeldOn, 6), v.HeldOn)
	})
}

// Support notes the cell's vote on the proposal to recognise, as Vote does;
// the months of probation are over by then.
func (s *Service) Support(ctx context.Context, by access.Actor, id ID, version int, f VoteForm) error {
	return s.do(ctx, by, id, version, Supporting, func(tx *db.Tx, a *about) (Act, Resolution, error) {
		book, v, err := s.poll(tx, by, *a, Supporting, vote.Recognition, f)
		switch {
		case err != nil:
			return "", Resolution{}, err
		case v.Outcome != vote.Passed:
			return Failing, Resolution{On: v.HeldOn}, nil
		}
		a.SupportedOn = v.HeldOn
		return Supporting, Resolution{On: v.HeldOn}, putPaper(tx, id, codeFor(book, v.HeldOn, 13), v.HeldOn)
	})
}

// poll finds a vote in the record of a meeting, or judges and stores a count that
// was typed. Either lies on a day on which nothing is missing, after any vote on
// the matter before.
func (s *Service) poll(tx *db.Tx, by access.Actor, a about, act Act, matter vote.Matter, f VoteForm) (*rulebook.Book, vote.Vote, error) {
	field, on := "on", f.On
	var taken vote.Vote
	if f.Taken != "" {
		all, err := takenOn(tx, a.Candidate, matter)
		if err != nil {
			return nil, taken, err
		}
		at := slices.IndexFunc(all, func(v vote.Vote) bool { return v.ID == f.Taken })
		if at < 0 {
			return nil, taken, fault.At("taken", "admission.taken_missing")
		}
		taken = all[at]
		field, on = "taken", taken.HeldOn
	}
	book, err := s.votable(tx, a, act, matter, field, on)
	if err != nil {
		return nil, taken, err
	}
	if f.Taken != "" {
		err = s.votes.CiteTx(tx, by, taken, votesOf, string(a.ID))
	} else {
		taken, err = s.count(tx, by, a.Candidate, matter, f)
	}
	if err == nil && taken.Outcome == vote.Unjudged {
		err = fault.At(field, "admission.no_threshold", on)
	}
	return book, taken, err
}

// votable refuses, at a field, a day on which the cell could not vote.
func (s *Service) votable(tx *db.Tx, a about, act Act, matter vote.Matter, field string, on db.Date) (*rulebook.Book, error) {
	var faults fault.Form
	day(&faults, field, on, a.votedFrom(), tx.Today())
	if err := faults.Err(); err != nil {
		return nil, err
	}
	book, err := s.lacks(tx, a, act, field, on)
	if err != nil {
		return nil, err
	}
	before, err := vote.Of(tx, votesOf, string(a.ID))
	if err != nil {
		return nil, err
	}
	if slices.ContainsFunc(before, func(v vote.Vote) bool { return v.Matter == matter && v.HeldOn >= on }) {
		return nil, fault.At(field, "admission.vote_same_meeting")
	}
	return book, nil
}

// count judges and stores a count that was typed.
func (s *Service) count(tx *db.Tx, by access.Actor, c Candidate, matter vote.Matter, f VoteForm) (vote.Vote, error) {
	of, err := caseOf(tx, c, matter, f.On)
	if err != nil {
		return vote.Vote{}, err
	}
	return s.votes.RecordTx(tx, by, vote.Form{
		Unit: c.Unit, Kind: votesOf, Subject: string(c.ID), Question: questions[matter], Case: of, Count: f.Count,
	})
}

// votedFrom is the day from which the cell can vote on the candidate.
func (c Candidate) votedFrom() db.Date { return max(c.ListedOn, c.AdmittedOn) }

// questions are what is voted on, as the record keeps it.
var questions = map[vote.Matter]string{
	vote.Admission:   "Đề nghị kết nạp đảng viên",
	vote.Recognition: "Đề nghị công nhận đảng viên chính thức",
}

// caseOf is what is known of a vote in the cell on a day: those who were called.
// Who was there is not asked one by one, so that nobody is counted absent but
// those who are exempt.
func caseOf(tx *db.Tx, c Candidate, matter vote.Matter, on db.Date) (vote.Case, error) {
	called, err := member.CalledTo(tx, c.Unit, on)
	voters := make([]vote.Voter, 0, len(called))
	for _, p := range called {
		voters = append(voters, vote.Voter{Person: p.Person, Status: p.Status, State: p.State, Present: p.State != member.Exempt})
	}
	return vote.Case{Matter: matter, Meeting: string(meeting.Regular), On: on, Voters: voters, Ballots: true}, err
}

// Decide notes the superior's decision to admit, which does not come before the
// vote. Faults name the fields on and no.
func (s *Service) Decide(ctx context.Context, by access.Actor, id ID, version int, r Resolution) error {
	return s.do(ctx, by, id, version, Deciding, func(tx *db.Tx, a *about) (Act, Resolution, error) {
		book, err := s.decided(tx, *a, &r, a.ProposedOn)
		if err != nil {
			return "", r, err
		}
		a.DecidedOn, a.DecisionNo = r.On, r.No
		return Deciding, r, putPaper(tx, id, codeFor(book, r.On, 9), r.On)
	})
}

// decided checks a decision of the superior, which lies not before a day.
func (s *Service) decided(tx *db.Tx, a about, r *Resolution, from db.Date) (*rulebook.Book, error) {
	var faults fault.Form
	r.check(&faults, from, tx.Today())
	if err := faults.Err(); err != nil {
		return nil, err
	}
	return s.book(tx, a.Unit)
}

// Admit notes the ceremony, at the field on: from that day the candidate is a
// probationary member of the cell.
func (s *Service) Admit(ctx context.Context, by access.Actor, id ID, version int, on db.Date) error {
	return s.do(ctx, by, id, version, Admitting, func(tx *db.Tx, a *about) (Act, Resolution, error) {
		var faults fault.Form
		day(&faults, "on", on, a.DecidedOn, tx.Today())
		if err := faults.Err(); err != nil {
			return "", Resolution{}, err
		}
		f := member.Form{Status: member.Probationary, Party: member.Party{AdmittedOn: on}, From: on}
		if err := s.members.JoinTx(tx, by, a.Person, a.Unit, f); err != nil {
			if fault.Is(err, fault.Invalid) {
				err = fault.At("on", "admission.member_elsewhere")
			}
			return "", Resolution{}, err
		}
		a.AdmittedOn = on
		return Admitting, Resolution{On: on}, nil
	})
}

// Recognise notes the superior's decision to recognise, which does not come
// before the vote: he is an official member, as of the end of the months of
// probation however late the decision is. Faults name the fields on and no.
func (s *Service) Recognise(ctx context.Context, by access.Actor, id ID, version int, r Resolution) error {
	return s.do(ctx, by, id, version, Recognising, func(tx *db.Tx, a *about) (Act, Resolution, error) {
		book, err := s.decided(tx, *a, &r, a.SupportedOn)
		if err != nil {
			return "", r, err
		}
		end, _ := probationEnds(book, a.AdmittedOn)
		if err := s.members.RecogniseTx(tx, by, a.Person, a.Unit, r.On, end); err != nil {
			if fault.Is(err, fault.NotFound) {
				err = fault.At("on", "admission.not_probationary")
			}
			return "", r, err
		}
		if err := relieve(tx, id, "", r.On, ""); err != nil {
			return "", r, err
		}
		a.RecognisedOn, a.RecognitionNo, a.OfficialOn = r.On, r.No, end
		return Recognising, r, putPaper(tx, id, codeFor(book, r.On, 16), r.On)
	})
}

// Annul takes back a vote or decision that was entered wrongly, for a reason, at
// the field reason: the candidate stands where he stood before it.
func (s *Service) Annul(ctx context.Context, by access.Actor, id ID, version int, reason string) error {
	return s.do(ctx, by, id, version, Annulling, func(tx *db.Tx, a *about) (Act, Resolution, error) {
		var faults fault.Form
		a.Outcome = said(&faults, "reason", reason, "admission.reason_missing")
		if err := faults.Err(); err != nil {
			return "", Resolution{}, err
		}
		if a.State == Decided {
			a.DecidedOn, a.DecisionNo = "", ""
			return Annulling, Resolution{}, s.withdraw(tx, a, 9)
		}
		votes, err := vote.Of(tx, votesOf, string(id))
		if err != nil || len(votes) == 0 {
			return "", Resolution{}, err
		}
		last := votes[len(votes)-1]
		if last.Kind == votesOf {
			err = s.votes.AnnulTx(tx, by, last.ID, last.Version, votesOf, string(id))
		} else { // it stands in the record of the meeting
			err = s.votes.ReleaseTx(tx, by, last)
		}
		if err != nil {
			return "", Resolution{}, err
		}
		if a.State == Proposed {
			a.ProposedOn = ""
			return Annulling, Resolution{}, s.withdraw(tx, a, 6)
		}
		a.SupportedOn = ""
		return Annulling, Resolution{}, s.withdraw(tx, a, 13)
	})
}

// withdraw takes a paper back that a step brought, under whatever code of its
// number.
func (s *Service) withdraw(tx *db.Tx, a *about, n int) error {
	papers, err := papersOf(tx, a.ID)
	if err != nil {
		return err
	}
	for code := range papers {
		if number(code) == n {
			if err := putPaper(tx, a.ID, code, ""); err != nil {
				return err
			}
		}
	}
	return nil
}
