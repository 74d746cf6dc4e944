package sample

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"sync"

	"chibo/internal/access"
	"chibo/internal/account"
	"chibo/internal/admission"
	"chibo/internal/ballot"
	"chibo/internal/bulletin"
	"chibo/internal/campaign"
	"chibo/internal/campaign/conduct"
	"chibo/internal/campaign/contest"
	"chibo/internal/campaign/library"
	reviewing "chibo/internal/campaign/review"
	"chibo/internal/campaign/step"
	"chibo/internal/commendation"
	"chibo/internal/commitment"
	"chibo/internal/consultation"
	"chibo/internal/db"
	"chibo/internal/directive"
	"chibo/internal/document"
	"chibo/internal/evaluation"
	"chibo/internal/feedback"
	"chibo/internal/meeting"
	visiting "chibo/internal/meeting/calendar"
	"chibo/internal/meeting/carry"
	"chibo/internal/meeting/deed"
	"chibo/internal/meeting/exchange"
	"chibo/internal/meeting/theme"
	"chibo/internal/meeting/year"
	"chibo/internal/member"
	"chibo/internal/mobilisation"
	"chibo/internal/movement"
	"chibo/internal/notify"
	"chibo/internal/org"
	"chibo/internal/periodic"
	"chibo/internal/periodic/table"
	"chibo/internal/quality"
	"chibo/internal/reflection"
	"chibo/internal/target"
	"chibo/internal/task"
	"chibo/internal/topic"
	"chibo/internal/welfare"
)

// Services are the use cases that the sample is written through.
type Services struct {
	DB          *db.DB
	Orgs        *org.Service
	Members     *member.Service
	Accounts    *account.Service
	Documents   *document.Service
	Directives  *directive.Service
	Tasks       *task.Service
	Notices     *notify.Service // nil: nobody is told anything
	Meetings    *meeting.Service
	Deeds       *deed.Service
	Years       *year.Service
	Themes      *theme.Service
	Carries     *carry.Service
	Exchanges   *exchange.Service
	Ballots     *ballot.Service
	Commitments *commitment.Service
	Reflections *reflection.Service
	Qualities   *quality.Service
	Topics      *topic.Service
	Admissions  *admission.Service
	Movements   *movement.Service
	Targets     *target.Service
	Awards      *commendation.Service
	Feedback    *feedback.Service
	Bulletin    *bulletin.Service
	Welfare     *welfare.Service
	Evaluations *evaluation.Service
	Campaigns   *campaign.Service
	Steps       *step.Service    // nil: nobody has taken a step of a theme
	Library     *library.Service // nil: there is nothing to learn from
	Mobilising  *mobilisation.Service
	Reviews     *reviewing.Service
	Tables      *table.Service    // nil: no figures are collected
	Periodics   *periodic.Service // nil: nobody has reported
	// Conducts are codes of conduct, Contests what is judged; nil: neither is there.
	Conducts *conduct.Service
	// Calendars are who attends which cell; nil sends nobody.
	Calendars *visiting.Service
	Contests  *contest.Service
	// Consultations are what cells ask; nil asks nothing.
	Consultations *consultation.Service
}

// earliest is the first date that the demo can call today: by then everybody
// in the data had been admitted.
const earliest db.Date = "2024-07-01"

// Why a database cannot be filled. Their texts are for the operator.
var (
	ErrForeign = errors.New("the data folder holds an installation of its own: choose another with --data")
	ErrHalf    = errors.New("the sample in this data folder was never finished: delete the folder and start again")
	ErrEarly   = fmt.Errorf("the sample organisations need a date of today from %s on", earliest)
)

// Fill writes the sample organisations into an empty database, once: where
// they stand already, whatever today was then, nothing changes. It returns the
// accounts to sign in with. It fails with ErrForeign on a database that holds
// something else, with ErrHalf where an earlier filling broke off, with
// ErrEarly for a today before all of the data.
func (s Services) Fill(ctx context.Context, today db.Date) ([]Login, error) {
	if err := s.vacant(ctx); errors.Is(err, errFilled) {
		return logins, nil
	} else if err != nil {
		return nil, err
	}
	if today < earliest {
		return nil, ErrEarly
	}
	trees, c, err := load()
	if err != nil {
		return nil, err
	}
	names := &registry{common: c}
	houses := build(trees, names, today)
	return logins, s.furnish(ctx, houses, names, today)
}

var errFilled = errors.New("filled")

// vacant refuses a database that is not empty, and says why.
func (s Services) vacant(ctx context.Context) error {
	units, err := s.Orgs.List(ctx, access.Console)
	if err != nil {
		return err
	}
	first, err := s.Accounts.FirstRun(ctx, access.Console)
	if err != nil {
		return err
	}
	if len(units) == 0 && first {
		return nil
	}
	at := slices.IndexFunc(units, func(u org.Unit) bool { return u.Code == markUnit })
	if at < 0 {
		return ErrForeign
	}
	sheet, err := s.Orgs.Get(ctx, access.Console, units[at].ID)
	switch {
	case err != nil:
		return err
	case sheet.Regulation.Body == "":
		return ErrHalf
	}
	return errFilled
}

// furnish writes everything, and seals it when all of it stands.
func (s Services) furnish(ctx context.Context, houses []*house, names *registry, today db.Date) error {
	var settling []func() error
	for _, h := range houses {
		settling = append(settling, func() error { return s.inhabit(ctx, h, names.ways, today) })
	}
	if err := together(settling); err != nil {
		return err
	}
	jobs := s.open(ctx, names, houses)
	var rounds []*round
	for _, h := range houses {
		jobs = append(jobs, s.govern(ctx, h, today)...)
		jobs = append(jobs, s.register(ctx, h, names.pledges, today)...)
		rounds = append(rounds, s.rounds(h, names.common, today)...)
	}
	jobs = append(jobs, s.recall(ctx, houses)...)
	jobs = append(jobs, each(rounds, func(r *round) error { return r.begin(ctx) })...)
	if err := together(jobs); err != nil {
		return err
	}
	cells, err := s.meet(ctx, houses, rounds, names.common, today)
	if err != nil {
		return err
	}
	jobs = append(s.live(ctx, houses, cells, names.beside, today), s.judge(ctx, houses, names.reviews, today)...)
	jobs = append(jobs, each(rounds, func(r *round) error { return r.goOn(ctx) })...)
	if err := together(jobs); err != nil {
		return err
	}
	if err := together(append(s.care(ctx, houses, today), s.scores(ctx, cells)...)); err != nil {
		return err
	}
	for _, write := range []func(context.Context, []*house, db.Date) error{s.lead, s.study, s.publish, s.collect, s.mobilise, s.compete, s.attend, s.sum} {
		if err := write(ctx, houses, today); err != nil {
			return err
		}
	}
	if err := s.past(ctx, houses); err != nil {
		return err
	}
	jobs = append(months(ctx, cells), each(rounds, func(r *round) error { return r.write(ctx) })...)
	if err := s.circulate(ctx, houses, today); err != nil {
		return err
	}
	if err := s.consult(ctx, houses, today); err != nil {
		return err
	}
	if err := together(jobs); err != nil {
		return err
	}
	return s.seal(ctx, houses[0].units[markUnit])
}

// each makes a job of each.
func each[T any](all []T, do func(T) error) (jobs []func() error) {
	for _, x := range all {
		jobs = append(jobs, func() error { return do(x) })
	}
	return jobs
}

// meet writes the meetings of all cells.
func (s Services) meet(ctx context.Context, houses []*house, rounds []*round, c common, today db.Date) ([][]*session, error) {
	var cells [][]*session
	for _, h := range houses {
		for _, u := range h.Units {
			if u.Meets == nil {
				continue
			}
			its := slices.IndexFunc(rounds, func(r *round) bool { return r.spec.Code == u.Code })
			var cell []*session
			for _, at := range withCongress(rounds[its].sittings, u, today) {
				ses := s.session(h, c, u, at, today)
				ses.heard = rounds[its].hearing(at.Month)
				cell = append(cell, ses)
			}
			cells = append(cells, cell)
		}
	}
	if err := together(each(slices.Concat(cells...), func(ses *session) error { return ses.hold(ctx) })); err != nil {
		return nil, err
	}
	return cells, freeze(ctx, cells)
}

func freeze(ctx context.Context, cells [][]*session) error {
	var jobs []func() error
	for _, cell := range cells {
		jobs = append(jobs, func() error {
			for _, ses := range cell {
				if err := ses.freeze(ctx); err != nil {
					return err
				}
			}
			return nil
		})
	}
	return together(jobs)
}

// atOnce bounds how many jobs write at the same time.
const atOnce = 64

// together runs the jobs at the same time and joins their errors: on SQLite
// many small writes then share a commit.
func together(jobs []func() error) error {
	errs := make([]error, len(jobs))
	slots := make(chan struct{}, atOnce)
	var all sync.WaitGroup
	for i, job := range jobs {
		slots <- struct{}{}
		all.Go(func() {
			defer func() { <-slots }()
			errs[i] = job()
		})
	}
	all.Wait()
	return errors.Join(errs...)
}
