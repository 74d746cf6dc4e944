package reflection

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"chibo/internal/access"
	"chibo/internal/db"
	"chibo/internal/fault"
	"chibo/internal/i18n"
	"chibo/internal/meeting"
	"chibo/internal/member"
	"chibo/internal/notify"
	"chibo/internal/org"
)

// What a meeting does to reports, as package meeting calls it (see
// [meeting.ReportHooks]): the meeting has authorised.

// ReportersTx gives whose reports the regular meeting of a month hears, which
// are those who were told, and who follows in the month after, told or only
// planned (C1). The caller has authorised.
func (s *Service) ReportersTx(tx *db.Tx, _ access.Actor, unit org.ID, month db.Date) (now, next []meeting.Reporter, err error) {
	reports, err := inMonths(tx, unit, month, monthAfter(month))
	for _, r := range reports {
		p := meeting.Reporter{Report: string(r.ID), Person: r.Person, Name: r.Name}
		switch {
		case !r.State.Open():
		case r.Month != month:
			next = append(next, p)
		case r.State.Told():
			now = append(now, p)
		}
	}
	return now, next, err
}

// heldBy reads the report of an item, for the meeting that it is heard in.
func heldBy(tx *db.Tx, i meeting.Item) (a about, err error) {
	if err = tx.Lock("reflection", i.Report); err != nil {
		return a, err
	}
	a.Report, err = byID(tx, ID(i.Report))
	a.now = tx.Now
	return a, err
}

// TakenUpTx presents the report of an item that came to the floor: its unit
// reads from now on the version that was sent last. One that is presented
// already stays as it is (C5).
func (s *Service) TakenUpTx(tx *db.Tx, by access.Actor, m meeting.Meeting, i meeting.Item) error {
	a, err := heldBy(tx, i)
	if err != nil || a.State.Heard() {
		return err
	}
	return s.present(tx, by, &a, m.ID, m.HeldOn)
}

// present keeps what the unit hears. A draft that was never sent is not shown:
// then the report counts as given by word of mouth.
func (s *Service) present(tx *db.Tx, by access.Actor, a *about, m meeting.ID, on db.Date) error {
	if err := s.keepPresented(tx, a); err != nil {
		return err
	}
	a.Meeting, a.HeardOn = m, on
	return s.step(tx, by, a, a.Version, Presenting, "")
}

func (s *Service) keepPresented(tx *db.Tx, a *about) error {
	if a.Sends == 0 {
		return nil
	}
	sent, err := sentOf(tx, a.ID)
	if err != nil {
		return err
	}
	return insertKept(tx, a.ID, PresentedPaper, sent[len(sent)-1].Texts)
}

// ConcludedTx keeps what the chair concluded of the report of an item, and
// makes a remark of each line of what is to be mended (C6, C7). It may come
// again until the minutes are frozen: remarks follow the lines.
func (s *Service) ConcludedTx(tx *db.Tx, by access.Actor, m meeting.Meeting, i meeting.Item) error {
	a, err := heldBy(tx, i)
	if err != nil {
		return err
	}
	if !a.State.Heard() {
		if err := s.present(tx, by, &a, m.ID, m.HeldOn); err != nil {
			return err
		}
	}
	added, err := s.conclude(tx, by, &a, Conclusion{i.Conclusion, i.Exemplary, i.ToMend})
	if err != nil || added == 0 || m.State == meeting.Open {
		return err
	}
	return s.Notices.TellOthersTx(tx, by, a.notice(a.Person, "reflection.tell_concluded"))
}

// conclude keeps a conclusion and gives how many remarks it adds.
func (s *Service) conclude(tx *db.Tx, by access.Actor, a *about, c Conclusion) (added int, err error) {
	if c.Empty() {
		err = removeConclusion(tx, a.ID)
	} else {
		err = putConclusion(tx, a.ID, c)
	}
	if err != nil {
		return 0, err
	}
	if added, err = s.settle(tx, a, remarkLines(c.ToMend)); err != nil {
		return 0, err
	}
	if (a.State == Presented) != c.Empty() && a.State != Final {
		return added, s.step(tx, by, a, a.Version, Concluding, "")
	}
	return added, a.audit(tx, Concluding, nil)
}

// settle brings the remarks of a report in line with its conclusion.
func (s *Service) settle(tx *db.Tx, a *about, lines []string) (added int, err error) {
	mine, err := remarksOfReport(tx, a.ID)
	if err != nil {
		return 0, err
	}
	earlier, err := remarksBefore(tx, a.Report)
	if err != nil {
		return 0, err
	}
	named, err := namedAgain(tx, a.ID)
	if err != nil {
		return 0, err
	}
	now := settle(lines, mine, earlier, named)
	var faults []error
	for _, k := range now.add {
		k.ID, k.Unit, k.Person, k.Report, k.MadeOn = RemarkID(db.NewID()), a.Unit, a.Person, a.ID, a.HeardOn
		faults = append(faults, insertRemark(tx, k))
	}
	for _, k := range now.put {
		faults = append(faults, putRemark(tx, k, k.Version))
	}
	for _, n := range now.carry {
		faults = append(faults, insertAgain(tx, a.ID, n), setRemarkState(tx, n.remark, n.was, Carried))
	}
	for _, n := range now.uncarry {
		faults = append(faults, removeAgain(tx, a.ID, n.remark), setRemarkState(tx, n.remark, Carried, n.was))
	}
	return len(now.add) + len(now.carry), errors.Join(faults...)
}

// ClosedTx is told of a meeting that has ended, with the items of its reports.
// Authors learn what was concluded; a report of which nothing was heard stays
// as it was before, and the leaders learn of it. Who is planned for the next
// month is told, as the meeting named him (C1).
func (s *Service) ClosedTx(tx *db.Tx, by access.Actor, m meeting.Meeting, items []meeting.Item) error {
	for _, i := range items {
		a, err := heldBy(tx, i)
		if err != nil {
			return err
		}
		switch {
		case !i.Heard() && a.State == Presented && a.Meeting == m.ID:
			if err := s.unhear(tx, by, &a); err != nil {
				return err
			}
			fallthrough
		case a.State.Told():
			err = s.tellLeaders(tx, by, a, "reflection.tell_unheard")
		case a.State == Concluded && a.Meeting == m.ID:
			n := a.notice(a.Person, "reflection.tell_concluded")
			n.Once = "reflection concluded " + string(a.ID) + " " + string(m.ID)
			err = s.Notices.TellOthersTx(tx, by, n)
		}
		if err != nil {
			return err
		}
	}
	if m.Kind != meeting.Regular {
		return nil
	}
	next := monthAfter(m.Month)
	_, err := s.tellTurns(tx, by, m.Unit, next, next)
	return err
}

// CancelledTx is told of a meeting that was called off: what it heard was not
// heard, and the leaders learn that reports of the month wait for another.
func (s *Service) CancelledTx(tx *db.Tx, by access.Actor, m meeting.Meeting) error {
	heard, err := heardIn(tx, string(m.ID))
	if err != nil {
		return err
	}
	for _, r := range heard {
		if r.State != Final {
			if err := s.unhear(tx, by, &about{Report: r, now: tx.Now}); err != nil {
				return err
			}
		}
	}
	waiting, err := inMonth(tx, m.Unit, m.Month)
	if err != nil || m.Kind != meeting.Regular || !slices.ContainsFunc(waiting, func(r Report) bool { return r.State.Told() }) {
		return err
	}
	people, err := member.ProfilesIn(tx, m.Unit, tx.Today())
	if err != nil {
		return err
	}
	var notices []notify.Notice
	for _, person := range leadersAmong(people) {
		notices = append(notices, notify.Notice{
			Person: person, Unit: m.Unit, Key: "reflection.tell_cancelled", Args: []any{m.Month}, Link: rotaPage(m.Unit, m.Month), Mail: notify.News,
		})
	}
	return s.Notices.TellOthersTx(tx, by, notices...)
}

// unhear takes back that the unit heard a report. What was concluded of it goes
// with it, and so do its remarks.
func (s *Service) unhear(tx *db.Tx, by access.Actor, a *about) error {
	if _, err := s.settle(tx, a, nil); err != nil {
		return err
	}
	if err := errors.Join(removeConclusion(tx, a.ID), removeKept(tx, a.ID, PresentedPaper)); err != nil {
		return err
	}
	a.Meeting, a.HeardOn = "", ""
	return s.step(tx, by, a, a.Version, Unhearing, "")
}

// OpinionKinds are the kinds of opinions on a report, in the order of the form.
var OpinionKinds = []meeting.NoteKind{meeting.Strength, meeting.Advice, meeting.Proposal, meeting.Reply}

// Heard is what the officers of a chapter enter of a report that its meeting
// heard.
type Heard struct {
	On       db.Date
	Opinions []Opinion
	Conclusion
}

// opinionsMax is how many opinions on one report are taken.
const opinionsMax = 100

// check cleans the form and reports every fault, in the fields on, opinions,
// assessment, exemplary and to_mend; those of the first opinion are
// opinion-1-speaker, opinion-1-kind and opinion-1-body.
func (h *Heard) check(people []member.Profile, today db.Date) error {
	h.Assessment, h.Exemplary, h.ToMend = i18n.Clean(h.Assessment), i18n.Clean(h.Exemplary), i18n.Clean(h.ToMend)
	var faults fault.Form
	if !h.On.IsDay() || h.On > today {
		faults.Add("on", "reflection.heard_on_invalid")
	}
	if len(h.Opinions) > opinionsMax {
		faults.Add("opinions", "reflection.too_many_opinions", opinionsMax)
		return faults.Err()
	}
	kept := make([]Opinion, 0, len(h.Opinions))
	for i, o := range h.Opinions {
		if o.Body = i18n.Clean(o.Body); o.Body == "" {
			continue
		}
		field := fmt.Sprintf("opinion-%d-", i+1)
		if o.Speaker != "" && !slices.ContainsFunc(people, func(p member.Profile) bool { return p.Person == o.Speaker }) {
			faults.Add(field+"speaker", "reflection.speaker_invalid")
		}
		if !slices.Contains(OpinionKinds, o.Kind) {
			faults.Add(field+"kind", "reflection.opinion_kind_missing")
		}
		meeting.Sayable(&faults, field+"body", o.Body, meeting.TextMax)
		kept = append(kept, o)
	}
	h.Opinions = kept
	if h.Conclusion.Empty() {
		faults.Add("assessment", "reflection.conclusion_missing")
	}
	meeting.Sayable(&faults, "assessment", h.Assessment, meeting.TextMax)
	meeting.Sayable(&faults, "exemplary", h.Exemplary, meeting.TextMax)
	meeting.Sayable(&faults, "to_mend", h.ToMend, meeting.TextMax)
	return faults.Err()
}

// Hear enters what a chapter of a mass organisation, which holds no meeting
// here, said and concluded of a report. Until the final text it may be entered
// anew, in place of what was (C8).
func (s *Service) Hear(ctx context.Context, by access.Actor, id ID, version int, h Heard) error {
	return s.db.Write(ctx, by, func(tx *db.Tx) error {
		a, err := locked(tx, by, Review, id)
		if err != nil {
			return err
		}
		if !a.unit.Kind.Mass() {
			return fault.New(fault.Invalid, "reflection.heard_in_meeting")
		}
		m, err := a.after(Hearing)
		if err != nil {
			return err
		}
		if a.Version != version {
			c, err := conclusionOf(tx, id)
			if err != nil {
				return err
			}
			return fault.Overtaken(map[string]string{"on": i18n.Short(string(a.HeardOn)), "assessment": c.Assessment, "exemplary": c.Exemplary, "to_mend": c.ToMend})
		}
		people, err := member.ProfilesIn(tx, a.Unit, tx.Today())
		if err != nil {
			return err
		}
		if err := h.check(people, tx.Today()); err != nil {
			return err
		}
		if !a.State.Heard() {
			if err := s.keepPresented(tx, &a); err != nil {
				return err
			}
		}
		was := a.Report
		a.State, a.HeardOn = m.To, h.On
		if err := s.store(tx, by, &a, was, version, Hearing, ""); err != nil {
			return err
		}
		if err := errors.Join(putOpinions(tx, id, h.Opinions), putConclusion(tx, id, h.Conclusion)); err != nil {
			return err
		}
		if _, err := s.settle(tx, &a, remarkLines(h.ToMend)); err != nil {
			return err
		}
		return s.tellAuthor(tx, by, a, "reflection.tell_concluded")
	})
}

// Hearing gives what the page needs on which Hear is entered: the report with
// the opinions and the conclusion that are stored, and no text, and who of the
// unit may have spoken, in the Vietnamese order of names.
func (s *Service) Hearing(ctx context.Context, by access.Actor, id ID) (sh Sheet, people []member.Profile, err error) {
	err = s.db.Read(ctx, func(tx *db.Tx) error {
		a, err := authorise(tx, by, Review, id)
		if err != nil {
			return err
		}
		draft, concluded, err := innerOf(tx, id)
		if err != nil {
			return err
		}
		sh = Sheet{Report: a.Report, Unit: a.unit, Today: tx.Today(), Author: a.author, Leads: a.leads, Conclusion: concluded, Moves: a.moves(by, draft)}
		if sh.Opinions, err = opinionsOf(tx, id); err != nil {
			return err
		}
		people, err = member.ProfilesIn(tx, a.Unit, tx.Today())
		return err
	})
	return sh, people, err
}
