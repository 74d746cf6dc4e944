package reflection

import (
	"context"
	"slices"

	"chibo/internal/access"
	"chibo/internal/audit"
	"chibo/internal/db"
	"chibo/internal/fault"
	"chibo/internal/i18n"
	"chibo/internal/meeting"
	"chibo/internal/member"
	"chibo/internal/notify"
	"chibo/internal/org"
)

// remarkPage is the address of a remark's page; «of» keeps it apart from the
// pages of a report.
func remarkPage(id RemarkID) string { return "/reflection/remarks/of/" + string(id) }

// notice is what somebody is told of a remark: its day to look, never a word of
// it and no name.
func (r Remark) notice(person member.ID, key string) notify.Notice {
	return notify.Notice{Person: person, Unit: r.Unit, Key: key, Args: []any{r.LookOn}, Link: remarkPage(r.ID), Mail: notify.News}
}

// RemarkSheet is everything about one remark that a page shows.
type RemarkSheet struct {
	Remark Remark // with the help that was agreed; to a helper only his own
	Unit   org.Unit
	Today  db.Date
	Own    bool // the actor is who is to mend it
	// MayAnswer: he answers, or a leader enters the answer for him. MayJudge:
	// the actor says how it stands. MayHelp: he agrees and amends help.
	MayAnswer, MayJudge, MayHelp bool
	// Whole: he is the member or leads, and sees all of it.
	Whole bool
	// History is what was done to it, the newest first, at most a hundred lines;
	// for who sees the whole.
	History []audit.Line
}

// remarkKind is how the log knows a remark, historyMax how much of it a page
// shows.
const (
	remarkKind = "reflection_remark"
	historyMax = 100
)

// MayFinish reports whether the actor may say that a help was given: the helper
// and the leaders may.
func (sh RemarkSheet) MayFinish(by access.Actor, h Help) bool {
	return h.DoneOn == "" && sh.Remark.State.Unresolved() && (sh.MayHelp || string(h.Helper) == by.Person && by.Person != "")
}

// running are the meetings of a unit that run, for who does not lead it: what is
// concluded in them is the recorder's until they end (C10). There are none for
// the leaders, nor in a chapter, which holds no meeting here.
func (s *Service) running(tx *db.Tx, by access.Actor, u org.Unit) ([]meeting.ID, error) {
	if u.Kind.Mass() || access.Can(by, Review, u.Kept()) {
		return nil, nil
	}
	return s.meetings.RunningTx(tx, by, u)
}

// noticed reads a remark for who may see it: the member himself, the leaders,
// and who helps with it. To everybody else of the unit it is not there, and to
// the member himself not before the meeting that made it is over, or
// help is agreed.
func (s *Service) noticed(tx *db.Tx, by access.Actor, id RemarkID) (sh RemarkSheet, err error) {
	if sh.Remark, err = remarkByID(tx, id); err != nil {
		return sh, err
	}
	r := &sh.Remark
	if sh.Unit, err = org.Authorise(tx, by, View, r.Unit); err != nil {
		return sh, err
	}
	if r.Helps, err = helpsOf(tx, id); err != nil {
		return sh, err
	}
	now, err := s.running(tx, by, sh.Unit)
	if err != nil {
		return sh, err
	}
	if len(r.Helps) == 0 && slices.Contains(now, r.Meeting) {
		return sh, db.ErrNone
	}
	sh.Today, sh.Own = tx.Today(), by.Person != "" && string(r.Person) == by.Person
	leads := access.Can(by, Review, sh.Unit.Kept())
	if sh.Whole = leads || sh.Own; !sh.Whole {
		r.Helps = slices.DeleteFunc(r.Helps, func(h Help) bool { return by.Person == "" || string(h.Helper) != by.Person })
		if r.Answer, r.Evidence = "", ""; len(r.Helps) == 0 {
			return sh, fault.New(fault.Denied, "ui.denied")
		}
	}
	stands := !sh.Unit.Ended()
	open := stands && r.State.Unresolved()
	sh.MayAnswer, sh.MayHelp = open && sh.Whole, open && leads
	if sh.MayJudge = stands && leads; sh.Own && sh.MayJudge {
		people, err := member.ProfilesIn(tx, r.Unit, tx.Today())
		if err != nil {
			return sh, err
		}
		sh.MayJudge = !slices.ContainsFunc(leadersAmong(people), func(l member.ID) bool { return l != r.Person })
	}
	return sh, nil
}

// Remark gives one remark. Reading that of somebody else is logged.
func (s *Service) Remark(ctx context.Context, by access.Actor, id RemarkID) (sh RemarkSheet, err error) {
	err = s.db.Read(ctx, func(tx *db.Tx) error {
		if sh, err = s.noticed(tx, by, id); err != nil || !sh.Whole {
			return err
		}
		sh.History, err = audit.History(tx, remarkKind, string(id), historyMax)
		return err
	})
	if err == nil && !sh.Own && s.OnRead != nil {
		s.OnRead(ctx, by, string(sh.Unit.ID), remarkKind, string(id), string(sh.Remark.Person))
	}
	return sh, err
}

// RemarkFilter says which remarks to list.
type RemarkFilter struct {
	State RemarkState // an unresolved one; "" means all of these
	Page  int         // from 0
}

// RemarkPage is one page of remarks.
type RemarkPage struct {
	Unit    org.Unit
	Today   db.Date
	Remarks []Remark // with their help
	Counts  map[RemarkState]int
	Pages   int
	Leads   bool // the remarks of everybody; else one's own and those that one helps with
}

// Total is how many remarks are not resolved.
func (p RemarkPage) Total() (n int) {
	for _, k := range p.Counts {
		n += k
	}
	return n
}

// RemarksOf lists the remarks of a unit: to its leaders all of them, to
// everybody else his own and those that he helps with, but for what a meeting
// that runs asks to be mended. Resolved ones leave the list: they stay in the
// minutes (C7).
func (s *Service) RemarksOf(ctx context.Context, by access.Actor, unit org.ID, f RemarkFilter) (p RemarkPage, err error) {
	f.Page = max(f.Page, 0)
	if f.State != "" && !f.State.Unresolved() {
		return p, fault.New(fault.NotFound, "ui.not_found")
	}
	err = s.db.Read(ctx, func(tx *db.Tx) error {
		if p.Unit, err = org.Authorise(tx, by, View, unit); err != nil {
			return err
		}
		p.Today, p.Leads = tx.Today(), access.Can(by, Review, p.Unit.Kept())
		whose := member.ID(by.Person)
		if p.Leads {
			whose = ""
		} else if whose == "" {
			return nil
		}
		now, err := s.running(tx, by, p.Unit)
		if err != nil {
			return err
		}
		if p.Counts, err = remarkCounts(tx, unit, whose, now); err != nil {
			return err
		}
		total := p.Total()
		if f.State != "" {
			total = p.Counts[f.State]
		}
		p.Pages = max(1, (total+PageSize-1)/PageSize)
		if p.Remarks, err = remarksIn(tx, unit, whose, now, f); err != nil {
			return err
		}
		return p.help(tx, by)
	})
	return p, err
}

// help adds to the remarks of a page the help that the reader may see.
func (p *RemarkPage) help(tx *db.Tx, by access.Actor) error {
	ids := make([]RemarkID, len(p.Remarks))
	for i, r := range p.Remarks {
		ids[i] = r.ID
	}
	helps, err := helpsOf(tx, ids...)
	for i := range p.Remarks {
		r := &p.Remarks[i]
		mine := p.Leads || string(r.Person) == by.Person
		if !mine {
			r.Answer, r.Evidence = "", ""
		}
		for _, h := range helps {
			if h.Remark == r.ID && (mine || string(h.Helper) == by.Person) {
				r.Helps = append(r.Helps, h)
			}
		}
	}
	return err
}

// AnswerRemark is what the member says to a remark, in place of what he said
// before; a leader may enter it for him.
func (s *Service) AnswerRemark(ctx context.Context, by access.Actor, id RemarkID, version int, answer string) error {
	answer = i18n.Clean(answer)
	return s.remark(ctx, by, id, "answer_remark", func(tx *db.Tx, sh *RemarkSheet) error {
		if !sh.MayAnswer {
			return refused(*sh)
		}
		if sh.Remark.Version != version {
			return fault.Overtaken(map[string]string{"answer": sh.Remark.Answer})
		}
		if err := said("answer", answer, "reflection.answer_missing"); err != nil {
			return err
		}
		sh.Remark.Answer = answer
		if err := putRemark(tx, sh.Remark, version); err != nil {
			return err
		}
		people, err := member.ProfilesIn(tx, sh.Unit.ID, tx.Today())
		if err != nil {
			return err
		}
		var notices []notify.Notice
		for _, leader := range leadersAmong(people) {
			if leader != sh.Remark.Person {
				notices = append(notices, sh.Remark.notice(leader, "reflection.tell_answer_remark"))
			}
		}
		return s.Notices.TellOthersTx(tx, by, notices...)
	})
}

// Judgement is what the leaders find of a remark.
type Judgement struct {
	State    RemarkState // one of Judgements
	Evidence string      // what shows it; needed to resolve
	LookOn   db.Date     // the day to look again, "" for none; none once it is resolved
}

// Judge records how a remark stands. Nobody judges his own, while another
// leads.
func (s *Service) Judge(ctx context.Context, by access.Actor, id RemarkID, version int, j Judgement) error {
	j.Evidence = i18n.Clean(j.Evidence)
	return s.remark(ctx, by, id, "judge", func(tx *db.Tx, sh *RemarkSheet) error {
		if !sh.MayJudge {
			return refused(*sh)
		}
		if r := sh.Remark; r.Version != version {
			theirs := map[string]string{"evidence": r.Evidence, "look_on": i18n.Short(string(r.LookOn))}
			if r.State != j.State {
				theirs["state"] = string(r.State)
			}
			return fault.Overtaken(theirs)
		}
		var faults fault.Form
		if !slices.Contains(Judgements, j.State) {
			faults.Add("state", "reflection.judgement_missing")
		}
		if j.State == Resolved && j.Evidence == "" {
			faults.Add("evidence", "reflection.evidence_missing")
		}
		meeting.Sayable(&faults, "evidence", j.Evidence, CommentMax)
		if j.LookOn != "" && (!j.LookOn.IsDay() || j.LookOn < sh.Today) {
			faults.Add("look_on", "reflection.due_invalid")
		}
		if err := faults.Err(); err != nil {
			return err
		}
		r := &sh.Remark
		if j.State == Open && r.State == Carried { // it stays carried over until it gets better
			j.State = Carried
		}
		r.State, r.Evidence, r.LookOn, r.ResolvedOn = j.State, j.Evidence, j.LookOn, ""
		if r.State == Resolved {
			r.LookOn, r.ResolvedOn = "", sh.Today
		}
		if err := putRemark(tx, *r, version); err != nil {
			return err
		}
		return s.Notices.TellOthersTx(tx, by, r.notice(r.Person, "reflection.tell_judge"))
	})
}

// HelpForm is what is typed to agree on help.
type HelpForm struct {
	Helper member.ID
	Body   string
	Due    db.Date
}

// check cleans the form and reports every fault, in the fields helper, body and
// due. Somebody else of the unit helps.
func (f *HelpForm) check(tx *db.Tx, r Remark) error {
	f.Body = i18n.Clean(f.Body)
	people, err := member.ProfilesIn(tx, r.Unit, tx.Today())
	if err != nil {
		return err
	}
	var faults fault.Form
	switch {
	case f.Helper == "":
		faults.Add("helper", "reflection.helper_missing")
	case f.Helper == r.Person || !slices.ContainsFunc(people, func(p member.Profile) bool { return p.Person == f.Helper && !p.Barred() }):
		faults.Add("helper", "reflection.helper_invalid")
	}
	faults.Take("body", said("body", f.Body, "reflection.help_missing"))
	if !f.Due.IsDay() || f.Due < tx.Today() {
		faults.Add("due", "reflection.due_invalid")
	}
	return faults.Err()
}

// AgreeHelp records who of the unit helps with a remark, with what and until
// when (C7). The helper is told.
func (s *Service) AgreeHelp(ctx context.Context, by access.Actor, id RemarkID, f HelpForm) (help HelpID, err error) {
	err = s.remark(ctx, by, id, "agree_help", func(tx *db.Tx, sh *RemarkSheet) error {
		if !sh.MayHelp {
			return refused(*sh)
		}
		if err := f.check(tx, sh.Remark); err != nil {
			return err
		}
		help = HelpID(db.NewID())
		if err := insertHelp(tx, Help{ID: help, Remark: id, Helper: f.Helper, Body: f.Body, Due: f.Due}); err != nil {
			return err
		}
		return s.Notices.TellOthersTx(tx, by, sh.Remark.helping(f), sh.Remark.notice(sh.Remark.Person, "reflection.tell_help_agreed"))
	})
	return help, err
}

// helping tells the helper what waits for him, and until when.
func (r Remark) helping(f HelpForm) notify.Notice {
	n := r.notice(f.Helper, "reflection.tell_help")
	n.Args = []any{f.Due}
	return n
}

// AmendHelp changes what was agreed, as long as it is not done. Another helper
// is told.
func (s *Service) AmendHelp(ctx context.Context, by access.Actor, id RemarkID, help HelpID, version int, f HelpForm) error {
	return s.help(ctx, by, id, help, "amend_help", func(tx *db.Tx, sh RemarkSheet, h Help) error {
		if !sh.MayHelp {
			return refused(sh)
		}
		another := f.Helper != h.Helper
		if h.Version != version {
			theirs := map[string]string{"body": h.Body, "due": i18n.Short(string(h.Due))}
			if another {
				theirs["helper"] = h.Name
			}
			return fault.Overtaken(theirs)
		}
		if err := f.check(tx, sh.Remark); err != nil {
			return err
		}
		h.Helper, h.Body, h.Due = f.Helper, f.Body, f.Due
		if err := putHelp(tx, h, version); err != nil || !another {
			return err
		}
		return s.Notices.TellOthersTx(tx, by, sh.Remark.helping(f))
	})
}

// HelpDone records that a help was given, on a day up to today. The helper says
// so, or a leader.
func (s *Service) HelpDone(ctx context.Context, by access.Actor, id RemarkID, help HelpID, version int, on db.Date) error {
	return s.help(ctx, by, id, help, "help_done", func(tx *db.Tx, sh RemarkSheet, h Help) error {
		if !sh.MayFinish(by, h) {
			return refused(sh)
		}
		if !on.IsDay() || on > sh.Today || on < sh.Remark.MadeOn {
			return fault.At("on", "reflection.done_on_invalid")
		}
		h.DoneOn = on
		return putHelp(tx, h, version)
	})
}

// help changes a help of a remark that is not done.
func (s *Service) help(ctx context.Context, by access.Actor, id RemarkID, help HelpID, act Act, do func(*db.Tx, RemarkSheet, Help) error) error {
	return s.remark(ctx, by, id, act, func(tx *db.Tx, sh *RemarkSheet) error {
		h, err := helpOf(tx, id, help)
		if err != nil {
			return err
		}
		if h.DoneOn != "" {
			return fault.New(fault.Invalid, "reflection.help_is_done")
		}
		return do(tx, *sh, h)
	})
}

// remark changes a remark that the actor may see, and logs that he did; do
// decides whether he may.
func (s *Service) remark(ctx context.Context, by access.Actor, id RemarkID, act Act, do func(*db.Tx, *RemarkSheet) error) error {
	return s.db.Write(ctx, by, func(tx *db.Tx) error {
		sh, err := s.noticed(tx, by, id)
		if err != nil {
			return err
		}
		if err := do(tx, &sh); err != nil {
			return err
		}
		r := sh.Remark
		return tx.Audit(db.Entry{
			Action: "reflection." + string(act), Unit: string(r.Unit), Kind: remarkKind, Subject: string(id), Person: string(r.Person),
			Data: map[string]any{"state": r.State, "look_on": r.LookOn},
		})
	})
}

// refused says why the actor may not: a remark that is resolved stays as it is.
func refused(sh RemarkSheet) error {
	if !sh.Remark.State.Unresolved() {
		return fault.New(fault.Invalid, "reflection.remark_is_resolved")
	}
	return fault.New(fault.Denied, "ui.denied")
}
