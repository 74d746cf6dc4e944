package step

import (
	"context"

	"chibo/internal/access"
	"chibo/internal/campaign"
	"chibo/internal/commitment/hint"
	"chibo/internal/db"
	"chibo/internal/fault"
	"chibo/internal/member"
	"chibo/internal/notify"
	"chibo/internal/org"
)

// ReportSheet is a learning report as its page shows it.
type ReportSheet struct {
	Report Learning
	Theme  campaign.Theme
	Unit   org.Unit
	Today  db.Date
	Own    bool
	Moves  // what the actor may do now
	// Hints are what would make the duties concrete, for the author alone: of each
	// duty, in their order, its findings.
	Hints [][]hint.Finding
}

// HintsOf says what would make each duty of a text concrete, as package hint
// does for an item of a pledge.
func HintsOf(duties string) (all [][]hint.Finding) {
	for _, duty := range lines(duties) {
		all = append(all, hint.Of(hint.Item{Work: duty}))
	}
	return all
}

// Begin makes the actor's learning report of a theme; where there is one, its id
// is given and nothing changes.
func (s *Service) Begin(ctx context.Context, by access.Actor, theme campaign.ThemeID, unit org.ID) (id ReportID, err error) {
	err = s.db.Write(ctx, by, func(tx *db.Tx) error {
		t, u, err := s.placed(tx, by, Take, theme, unit, by.Person)
		if err != nil {
			return err
		}
		if err := tx.Lock("campaign_learning", by.Person); err != nil {
			return err
		}
		was, err := learningOf(tx, theme, member.ID(by.Person))
		if id = was.ID; err != nil || id != "" {
			return err
		}
		if err := mayTake(tx, t, u, Report); err != nil {
			return err
		}
		l := Learning{ID: ReportID(db.NewID()), Theme: theme, Unit: u.ID, Person: member.ID(by.Person), State: Drafting}
		if id = l.ID; by.Person == "" {
			return fault.New(fault.Denied, "ui.denied")
		}
		if err := l.insert(tx); err != nil {
			return err
		}
		return l.note(tx, "step.begin_report", nil)
	})
	return id, err
}

// Read gives a learning report: to its author, and once it was sent to the leaders
// of the unit in which it was written. It makes at most five queries.
func (s *Service) Read(ctx context.Context, by access.Actor, id ReportID) (sh ReportSheet, err error) {
	err = s.db.Read(ctx, func(tx *db.Tx) error {
		sh, err = readable(tx, by, id)
		return err
	})
	return sh, err
}

func readable(tx *db.Tx, by access.Actor, id ReportID) (sh ReportSheet, err error) {
	if sh.Report, err = learningByID(tx, id); err != nil {
		return sh, err
	}
	l := sh.Report
	sh.Today, sh.Own = tx.Today(), by.Person == string(l.Person)
	if sh.Own {
		sh.Unit, err = org.Known(tx, l.Unit) // his own words stay his, wherever he is
	} else if sh.Unit, err = org.AuthoriseFor(tx, by, View, l.Unit, string(l.Person)); err == nil && l.State == Drafting && !by.Trusted() {
		err = fault.New(fault.Denied, "step.still_drafted")
	}
	if err != nil {
		return sh, err
	}
	if sh.Theme, err = campaign.Get(tx, access.System, l.Theme); err != nil {
		return sh, err
	}
	if sh.Own {
		sh.Hints = HintsOf(l.Duties)
	}
	place := sh.Unit.Place()
	place.Person = string(l.Person)
	sh.Moves = Workflow.From(l.State, func(m Move) bool { return access.Can(by, m.Who, place) && sh.mayDo(by, m) == nil })
	return sh, nil
}

// mayDo refuses a deed that the state allows: another's text, one's own report to
// judge, and what comes after the end of the theme.
func (sh ReportSheet) mayDo(by access.Actor, m Move) error {
	switch {
	case m.Who.Name == Take.Name && !sh.Own && !by.Trusted():
		return fault.New(fault.Denied, "ui.denied")
	case m.Who.Name == Keep.Name && sh.Own:
		return fault.New(fault.Invalid, "step.own_report")
	case m.Act == Recalling && sh.Report.Remark != "":
		return fault.New(fault.Invalid, "step.remarked")
	case m.Act == Sending || m.Act == Recalling || m.Act == Returning:
		return asks(sh.Theme, sh.Unit, sh.Today)
	}
	return nil
}

// doable reads a report for a deed over the version that the page showed.
func doable(tx *db.Tx, by access.Actor, id ReportID, version int, d Deed) (sh ReportSheet, m Move, err error) {
	if sh, err = readable(tx, by, id); err != nil {
		return sh, m, err
	}
	if _, err := org.AuthoriseFor(tx, by, Workflow.Who(d), sh.Report.Unit, string(sh.Report.Person)); err != nil {
		return sh, m, err
	}
	if Workflow.Who(d).Name == Take.Name && !sh.Own && !by.Trusted() {
		return sh, m, fault.New(fault.Denied, "ui.denied")
	}
	if sh.Report.Version != version {
		return sh, m, fault.Overtaken(sh.Report.theirs())
	}
	if m, err = Workflow.After(sh.Report.State, d, "step.not_now"); err != nil {
		return sh, m, err
	}
	return sh, m, sh.mayDo(by, m)
}

// Save keeps what is being written, as the page does every few seconds, and gives
// the new version. A stale version is refused with what is stored now.
func (s *Service) Save(ctx context.Context, by access.Actor, id ReportID, version int, f ReportForm) (saved int, err error) {
	if err := f.tidy(); err != nil {
		return 0, err
	}
	// What is typed before it is sent is bookkeeping.
	err = s.db.System(ctx, func(tx *db.Tx) error {
		sh, _, err := doable(tx, by, id, version, Saving)
		if err != nil {
			return err
		}
		l := sh.Report
		l.Awareness, l.Duties, l.SavedAt = f.Awareness, f.Duties, tx.Now
		return l.put(tx)
	})
	return version + 1, err
}

// Send hands a report in to the leaders. It has an awareness and a duty at least;
// faults are at the fields awareness and duties.
func (s *Service) Send(ctx context.Context, by access.Actor, id ReportID, version int) error {
	return s.do(ctx, by, id, version, Sending, func(tx *db.Tx, sh *ReportSheet) error {
		sh.Report.SentOn = tx.Today()
		if err := sh.Report.complete(); err != nil {
			return err
		}
		m := Mark{Step: Report, Person: sh.Report.Person, On: tx.Today(), Way: ByRecord, By: sh.Report.Person}
		return taken(tx, sh.Theme, sh.Unit, m)
	})
}

// Recall takes it back before the leaders have said anything to it.
func (s *Service) Recall(ctx context.Context, by access.Actor, id ReportID, version int) error {
	return s.do(ctx, by, id, version, Recalling, func(tx *db.Tx, sh *ReportSheet) error {
		sh.Report.SentOn = ""
		return takeBack(tx, sh.Theme, sh.Report.Person, sh.Report.Unit, Report)
	})
}

// Remark says something to a report that was handed in; it stands as it is. Saying
// something again replaces it. Faults are at the field words.
func (s *Service) Remark(ctx context.Context, by access.Actor, id ReportID, version int, words string) error {
	words, err := checkWords(words)
	if err != nil {
		return err
	}
	return s.do(ctx, by, id, version, Remarking, func(_ *db.Tx, sh *ReportSheet) error {
		sh.Report.Remark = words
		return nil
	})
}

// Return gives a report back to its author and says why, at the field words.
func (s *Service) Return(ctx context.Context, by access.Actor, id ReportID, version int, words string) error {
	words, err := checkWords(words)
	if err != nil {
		return err
	}
	return s.do(ctx, by, id, version, Returning, func(tx *db.Tx, sh *ReportSheet) error {
		sh.Report.Wanted, sh.Report.SentOn = words, ""
		return takeBack(tx, sh.Theme, sh.Report.Person, sh.Report.Unit, Report)
	})
}

// do stores what becomes of a report by a deed, logs it and tells the other side.
func (s *Service) do(ctx context.Context, by access.Actor, id ReportID, version int, d Deed, change func(*db.Tx, *ReportSheet) error) error {
	return s.db.Write(ctx, by, func(tx *db.Tx) error {
		sh, m, err := doable(tx, by, id, version, d)
		if err != nil {
			return err
		}
		if err := change(tx, &sh); err != nil {
			return err
		}
		sh.Report.State, sh.Report.SavedAt = m.To, tx.Now
		if err := sh.Report.put(tx); err != nil {
			return err
		}
		if err := sh.Report.note(tx, "step."+string(d)+"_report", db.Change{From: m.From, To: m.To}); err != nil {
			return err
		}
		return s.tellReport(tx, by, sh, d)
	})
}

// tellReport tells the author what the leaders did with his report.
func (s *Service) tellReport(tx *db.Tx, by access.Actor, sh ReportSheet, d Deed) error {
	keys := map[Deed]string{Remarking: "step.tell_remark", Returning: "step.tell_return"}
	if s.Notices == nil || keys[d] == "" {
		return nil
	}
	return s.Notices.TellTx(tx, by, notify.Notice{
		Person: sh.Report.Person, Unit: sh.Report.Unit, Key: keys[d], Args: []any{sh.Theme.Title}, Link: "/step/report/" + string(sh.Report.ID), Mail: notify.News,
	})
}

func (l Learning) note(tx *db.Tx, action string, data any) error {
	return tx.Audit(db.Entry{Action: action, Unit: string(l.Unit), Kind: "campaign_learning", Subject: string(l.ID), Person: string(l.Person), Data: data})
}
