package sample

import (
	"context"
	"slices"

	"chibo/internal/access"
	"chibo/internal/db"
	"chibo/internal/evaluation"
	"chibo/internal/org"
	"chibo/internal/vote"
)

// reviewBook is the review of the year before today, in the cells that have come
// to it: one is over, one lies with the committee above, one is voting.
type reviewBook struct {
	Reaches   map[string]evaluation.State `yaml:"reaches"` // by code of the cell
	Number    string                      `yaml:"number"`
	Best      []int                       `yaml:"best"`
	Least     []int                       `yaml:"least"`
	Others    evaluation.Level            `yaml:"others"`
	Voted     int                         `yaml:"voted"`
	Silent    int                         `yaml:"silent"`
	Unit      map[string]string           `yaml:"unit"`
	Words     []map[string]string         `yaml:"words"`
	Residence saying                      `yaml:"residence"`
	Mass      saying                      `yaml:"mass"`
}

// saying is what others say of somebody.
type saying struct {
	Giver string `yaml:"giver"`
	Body  string `yaml:"body"`
}

// judge lists the reviews, once the meetings of the year stand.
func (s Services) judge(ctx context.Context, houses []*house, book reviewBook, today db.Date) (jobs []func() error) {
	for _, h := range houses {
		for code, reaches := range book.Reaches {
			if unit, ok := h.units[code]; ok {
				r := yearEnd{Services: s, reviewBook: book, unit: unit, reaches: reaches, today: today}
				jobs = append(jobs, func() error { return r.hold(ctx) })
			}
		}
	}
	return jobs
}

// yearEnd is the review of a cell on its way into the database.
type yearEnd struct {
	Services
	reviewBook
	unit    org.ID
	reaches evaluation.State
	today   db.Date
	id      evaluation.ID
}

// hold takes the review as far as it has come.
func (r yearEnd) hold(ctx context.Context) (err error) {
	by, period := access.Console, evaluation.Period{Year: r.today.Year() - 1}
	if r.id, err = r.Evaluations.Open(ctx, by, r.unit, evaluation.OpenForm{Period: period, Due: r.today}); err != nil {
		return err
	}
	sh, err := r.Evaluations.Get(ctx, by, r.id)
	if err != nil {
		return err
	}
	if err := r.write(ctx, sh.Lines); err != nil {
		return err
	}
	if err := r.Evaluations.Convene(ctx, by, r.id, 1, r.today); err != nil {
		return err
	}
	if err := r.rate(ctx); err != nil || r.reaches == evaluation.Voting {
		return err
	}
	if err := r.Evaluations.Send(ctx, by, r.id, 2); err != nil || r.reaches == evaluation.Sent {
		return err
	}
	d := evaluation.Decision{Number: r.Number, On: r.today, Levels: map[evaluation.FileID]evaluation.Level{}}
	for n, l := range sh.Lines {
		d.Levels[l.ID] = r.level(n)
	}
	return r.Evaluations.Decide(ctx, by, r.id, 3, d)
}

// level is how the n-th file is rated.
func (r yearEnd) level(n int) evaluation.Level {
	switch {
	case slices.Contains(r.Best, n):
		return "excellent"
	case slices.Contains(r.Least, n):
		return "completed"
	}
	return r.Others
}

// write has everybody write his file, the committee that of the unit, and others
// say what they think of it.
func (r yearEnd) write(ctx context.Context, lines []evaluation.Line) error {
	for n, l := range lines {
		if l.Suspended || r.reaches == evaluation.Voting && n == r.Silent {
			continue
		}
		by, parts := access.Console, r.Unit
		if l.Person != "" {
			by, parts = as(l.Person), r.Words[n%len(r.Words)]
		}
		if err := r.Evaluations.Save(ctx, by, l.ID, l.Version, evaluation.Words{Parts: parts, OwnLevel: r.level(n)}, true); err != nil {
			return err
		}
		if l.Person == "" {
			continue
		}
		for from, said := range map[evaluation.Source]saying{evaluation.FromResidence: r.Residence, evaluation.FromMass: r.Mass} {
			c := evaluation.CommentForm{Source: from, Received: true, Giver: said.Giver, Body: said.Body}
			if err := r.Evaluations.Tell(ctx, access.Console, l.ID, 0, c); err != nil {
				return err
			}
		}
	}
	return nil
}

// rate has the cell vote on the files in their order: on all, or on the first
// where the votes are under way.
func (r yearEnd) rate(ctx context.Context) error {
	sh, err := r.Evaluations.Get(ctx, access.Console, r.id)
	if err != nil {
		return err
	}
	for n, l := range sh.Lines {
		if r.reaches == evaluation.Voting && n == r.Voted {
			return nil
		}
		file, err := r.Evaluations.File(ctx, access.Console, l.ID)
		if err != nil {
			return err
		}
		favour := vote.Count{Favour: file.Prospect.Base.Size}
		if slices.Contains(r.Least, n) {
			favour.Favour, favour.Other = favour.Favour-1, 1
		}
		if _, err := r.Evaluations.Propose(ctx, access.Console, l.ID, l.Version, evaluation.Proposal{Level: r.level(n), Count: favour}); err != nil {
			return err
		}
	}
	return nil
}
