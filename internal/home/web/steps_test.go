package web

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"chibo/internal/db"
	"chibo/internal/directive"
	"chibo/internal/evaluation"
	"chibo/internal/meeting"
	"chibo/internal/meeting/month"
	"chibo/internal/quality"
	"chibo/internal/reflection"
)

// stage is a regular meeting in a few words.
func stage(of, on db.Date, state meeting.State, change ...func(*month.Stage)) *month.Stage {
	s := &month.Stage{
		Meeting:  meeting.Meeting{ID: meeting.ID("m" + of), Kind: meeting.Regular, Month: of, HeldOn: on, StartsAt: "14:00", State: state},
		NoticeBy: on.AddDays(-1), DueBy: on.AddDays(2),
	}
	for _, c := range change {
		c(s)
	}
	return s
}

func announced(on db.Date) func(*month.Stage) { return func(s *month.Stage) { s.AnnouncedOn = on } }

func papers(minutes, resolution db.Date) func(*month.Stage) {
	return func(s *month.Stage) { s.MinutesOn, s.ResolutionOn = minutes, resolution }
}

func reported(posted, up db.Date) func(*month.Stage) {
	return func(s *month.Stage) { s.PostedOn, s.ReportedOn = posted, up }
}

func committee(on db.Date, met bool) func(*month.Stage) {
	return func(s *month.Stage) { s.CommitteeID, s.CommitteeOn, s.CommitteeMet = "c", on, met }
}

func reviewed(s evaluation.State) evaluation.Day {
	return evaluation.Day{Review: evaluation.Review{ID: "v", Period: evaluation.Period{Year: 2026}, State: s, Due: "2026-12-10", SentOn: "2026-12-04"}}
}

// turns are the reports of June.
func turns(states ...reflection.State) (all []reflection.Report) {
	for _, s := range states {
		all = append(all, reflection.Report{Month: "2026-06", State: s, Due: "2026-05-27"})
	}
	return all
}

func studies(n int) func(*month.Stage) { return func(s *month.Stage) { s.Studies = n } }

// finished is a meeting of which nothing is left.
func finished(month, on db.Date) *month.Stage {
	return stage(month, on, meeting.Reported, announced(on.AddDays(-3)), papers(on.AddDays(1), on.AddDays(1)), reported(on.AddDays(2), on.AddDays(2)))
}

// brief writes steps in one line each: month, key, state, day.
func brief(steps []Step) string {
	var lines []string
	for _, s := range steps {
		day := s.Due
		if s.State == Done {
			day = s.DoneOn
		}
		lines = append(lines, strings.TrimSpace(fmt.Sprintf("%s %s %s %s", s.Month, s.Key, s.State, day)))
	}
	return strings.Join(lines, "\n")
}

func lines(s ...string) string { return strings.Join(s, "\n") }

// B2, B3, B8: the month is the ordered cycle with one thing to do, computed
// from what exists.
func TestMonth(t *testing.T) {
	for name, c := range map[string]struct {
		f    facts
		want string
	}{
		"nothing was ever planned": {
			facts{today: "2026-05-25", cycle: month.Cycle{Month: "2026-05"}},
			lines("2026-05 plan now", "2026-05 announce later", "2026-05 hold later", "2026-05 papers later", "2026-05 report later"),
		},
		"31 December: the next month is January": {
			facts{today: "2026-12-31", cycle: month.Cycle{Month: "2027-01", Last: finished("2026-12", "2026-12-03")}},
			lines("2027-01 plan now", "2027-01 announce later", "2027-01 evaluation later 2026-12-31", "2027-01 hold later", "2027-01 papers later", "2027-01 report later"),
		},
		"H2: December, the review was opened, the meeting is ahead": {
			facts{today: "2026-12-02", review: reviewed(evaluation.Open), cycle: month.Cycle{Next: stage("2026-12", "2026-12-03", meeting.Announced, announced("2026-11-30"))}},
			lines("2026-12 announce done 2026-11-30", "2026-12 evaluation now 2026-12-10", "2026-12 hold later 2026-12-03", "2026-12 papers later 2026-12-05", "2026-12 report later 2026-12-05"),
		},
		"H2: it was sent; the last meeting's papers wait": {
			facts{today: "2026-12-05", review: reviewed(evaluation.Sent), score: quality.Adopted, cycle: month.Cycle{Month: "2027-01", Last: stage("2026-12", "2026-12-03", meeting.Closed)}},
			lines("2026-12 evaluation done 2026-12-04", "2026-12 hold done 2026-12-03", "2026-12 score done", "2026-12 papers now 2026-12-05", "2026-12 report later 2026-12-05"),
		},
		"29 February: deadlines cross into March": {
			facts{today: "2028-02-29", cycle: month.Cycle{Last: stage("2028-02", "2028-02-28", meeting.Closed, announced("2028-02-25")), Month: "2028-03"}},
			lines("2028-02 announce done 2028-02-25", "2028-02 hold done 2028-02-28", "2028-02 score now", "2028-02 papers later 2028-03-01", "2028-02 report later 2028-03-01"),
		},
		"the committee met, the notice comes next": {
			facts{today: "2026-05-25", cycle: month.Cycle{Last: finished("2026-05", "2026-05-04"), Next: stage("2026-06", "2026-06-03", meeting.Preparing, committee("2026-05-22", true))}},
			lines("2026-06 committee done 2026-05-22", "2026-06 announce now 2026-06-02", "2026-06 hold later 2026-06-03", "2026-06 papers later 2026-06-05", "2026-06 report later 2026-06-05"),
		},
		"no committee's meeting is planned": {
			facts{today: "2026-05-25", cycle: month.Cycle{Next: stage("2026-06", "2026-06-03", meeting.Preparing)}},
			lines("2026-06 committee now 2026-06-02", "2026-06 announce later 2026-06-02", "2026-06 hold later 2026-06-03", "2026-06 papers later 2026-06-05", "2026-06 report later 2026-06-05"),
		},
		"announced without the committee: that step is gone": {
			facts{today: "2026-06-01", cycle: month.Cycle{Next: stage("2026-06", "2026-06-03", meeting.Announced, announced("2026-05-30"))}},
			lines("2026-06 announce done 2026-05-30", "2026-06 hold now 2026-06-03", "2026-06 papers later 2026-06-05", "2026-06 report later 2026-06-05"),
		},
		"the day has passed and nobody opened it": {
			facts{today: "2026-06-08", cycle: month.Cycle{Next: stage("2026-06", "2026-06-03", meeting.Announced, announced("2026-05-30"))}},
			lines("2026-06 announce done 2026-05-30", "2026-06 hold now 2026-06-03", "2026-06 papers late 2026-06-05", "2026-06 report late 2026-06-05"),
		},
		"it runs, without a notice": {
			facts{today: "2026-06-03", cycle: month.Cycle{Last: stage("2026-06", "2026-06-03", meeting.Open), Month: "2026-07"}},
			lines("2026-06 hold now 2026-06-03", "2026-06 papers later 2026-06-05", "2026-06 report later 2026-06-05"),
		},
		"nothing is planned: the score comes before the papers": {
			facts{today: "2026-06-10", cycle: month.Cycle{Last: stage("2026-06", "2026-06-03", meeting.Finished, announced("2026-05-30"), papers("2026-06-04", "2026-06-05")), Month: "2026-07"}},
			lines("2026-06 score now", "2026-06 report late 2026-06-05", "2026-07 plan later", "2026-07 announce later", "2026-07 hold later", "2026-07 papers later", "2026-07 report later"),
		},
		"the members adopted the score": {
			facts{today: "2026-06-04", score: quality.Adopted, cycle: month.Cycle{Last: stage("2026-06", "2026-06-03", meeting.Closed), Month: "2026-07"}},
			lines("2026-06 hold done 2026-06-03", "2026-06 score done", "2026-06 papers now 2026-06-05", "2026-06 report later 2026-06-05"),
		},
		"two meetings: what is left of the earlier comes first": {
			facts{today: "2026-06-10", cycle: month.Cycle{
				Last: stage("2026-06", "2026-06-03", meeting.Finished, announced("2026-05-30"), papers("2026-06-04", "2026-06-05")),
				Next: stage("2026-07", "2026-07-01", meeting.Preparing, committee("2026-06-26", false)),
			}},
			lines("2026-06 report now 2026-06-05", "2026-07 committee later 2026-06-26", "2026-07 announce later 2026-06-30", "2026-07 hold later 2026-07-01", "2026-07 papers later 2026-07-03", "2026-07 report later 2026-07-03"),
		},
		"finished late: what is left stands before planning the next": {
			facts{today: "2026-06-20", cycle: month.Cycle{Month: "2026-07", Last: stage("2026-06", "2026-06-03", meeting.Finished, papers("2026-06-15", ""))}},
			lines("2026-06 papers now 2026-06-05", "2026-06 report late 2026-06-05", "2026-07 plan later", "2026-07 announce later", "2026-07 hold later", "2026-07 papers later", "2026-07 report later"),
		},
		"called off: the month needs another": {
			facts{today: "2026-06-04", cycle: month.Cycle{Month: "2026-06", Last: finished("2026-05", "2026-05-04")}},
			lines("2026-06 plan now", "2026-06 announce later", "2026-06 hold later", "2026-06 papers later", "2026-06 report later"),
		},
		"minutes that are being corrected are not done": {
			facts{today: "2026-06-05", cycle: month.Cycle{Month: "2026-07", Last: stage("2026-06", "2026-06-03", meeting.Closed, papers("2026-06-04", "2026-06-04"))}},
			lines("2026-06 hold done 2026-06-03", "2026-06 score now", "2026-06 papers later 2026-06-05", "2026-06 report later 2026-06-05"),
		},
		"documents from above wait for an agenda": {
			facts{today: "2026-05-25", toStudy: make([]directive.Directive, 2), cycle: month.Cycle{Next: stage("2026-06", "2026-06-03", meeting.Preparing, committee("2026-05-22", true), studies(1))}},
			lines("2026-06 committee done 2026-05-22", "2026-06 study now 2026-06-02", "2026-06 announce later 2026-06-02", "2026-06 hold later 2026-06-03", "2026-06 papers later 2026-06-05", "2026-06 report later 2026-06-05"),
		},
		"all of them have one": {
			facts{today: "2026-05-25", toStudy: make([]directive.Directive, 1), cycle: month.Cycle{Next: stage("2026-06", "2026-06-03", meeting.Announced, announced("2026-05-24"), studies(1))}},
			lines("2026-06 study done", "2026-06 announce done 2026-05-24", "2026-06 hold now 2026-06-03", "2026-06 papers later 2026-06-05", "2026-06 report later 2026-06-05"),
		},
		"the day before, a draft is missing": {
			facts{today: "2026-06-02", turns: turns(reflection.Assigned, reflection.Revised), toStudy: make([]directive.Directive, 1), cycle: month.Cycle{Next: stage("2026-06", "2026-06-03", meeting.Announced, announced("2026-05-30"), studies(1))}},
			lines("2026-06 reporters done", "2026-06 drafts now 2026-05-27", "2026-06 review later 2026-06-02", "2026-06 study done", "2026-06 announce done 2026-05-30", "2026-06 hold later 2026-06-03", "2026-06 papers later 2026-06-05", "2026-06 report later 2026-06-05"),
		},
		"on the day no step is lost, and the meeting is what is to be done": {
			facts{today: "2026-06-03", turns: turns(reflection.Assigned, reflection.Revised), toStudy: make([]directive.Directive, 1), cycle: month.Cycle{Next: stage("2026-06", "2026-06-03", meeting.Announced, announced("2026-05-30"), studies(1))}},
			lines("2026-06 reporters done", "2026-06 drafts late 2026-05-27", "2026-06 review late 2026-06-02", "2026-06 study done", "2026-06 announce done 2026-05-30", "2026-06 hold now 2026-06-03", "2026-06 papers later 2026-06-05", "2026-06 report later 2026-06-05"),
		},
		"nor when it was opened": {
			facts{today: "2026-06-03", turns: turns(reflection.Assigned, reflection.Presented), cycle: month.Cycle{Last: stage("2026-06", "2026-06-03", meeting.Open, announced("2026-05-30"), studies(1)), Month: "2026-07"}},
			lines("2026-06 reporters done", "2026-06 drafts late 2026-05-27", "2026-06 review late 2026-06-02", "2026-06 study done", "2026-06 announce done 2026-05-30", "2026-06 hold now 2026-06-03", "2026-06 papers later 2026-06-05", "2026-06 report later 2026-06-05"),
		},
		"it is over: what was not done before it can no longer be done": {
			facts{today: "2026-06-03", turns: turns(reflection.Assigned, reflection.Presented), cycle: month.Cycle{Last: stage("2026-06", "2026-06-03", meeting.Closed, announced("2026-05-30"), studies(1)), Month: "2026-07"}},
			lines("2026-06 reporters done", "2026-06 study done", "2026-06 announce done 2026-05-30", "2026-06 hold done 2026-06-03", "2026-06 score now", "2026-06 papers later 2026-06-05", "2026-06 report later 2026-06-05"),
		},
		"no rule tells a deadline": {
			facts{today: "2026-06-20", cycle: month.Cycle{Month: "2026-07", Last: stage("2026-06", "2026-06-03", meeting.Closed, func(s *month.Stage) { s.DueBy = "" })}},
			lines("2026-06 hold done 2026-06-03", "2026-06 papers now", "2026-06 report later"),
		},
	} {
		t.Run(name, func(t *testing.T) {
			if diff := cmp.Diff(c.want, brief(monthSteps(c.f))); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// Exactly one step is to be done now, and it leads somewhere.
func TestCurrentStepHasOneButton(t *testing.T) {
	for _, last := range []*month.Stage{nil, finished("2026-05", "2026-05-04"), stage("2026-05", "2026-05-04", meeting.Open), stage("2026-05", "2026-05-04", meeting.Finished)} {
		for _, next := range []*month.Stage{nil, stage("2026-06", "2026-06-03", meeting.Preparing), stage("2026-06", "2026-06-03", meeting.Announced, announced("2026-06-01"))} {
			for _, today := range []db.Date{"2026-05-05", "2026-05-25", "2026-06-03", "2026-06-30"} {
				steps := monthSteps(facts{today: today, cycle: month.Cycle{Last: last, Next: next, Month: "2026-06"}})
				s, ok := current(steps)
				if n := strings.Count(brief(steps), " now"); !ok || n != 1 || s.Link == "" || s.Button == "" {
					t.Errorf("%v %v %s: %d to do now, %+v", last, next, today, n, s)
				}
			}
		}
	}
}
