package app

import (
	"context"
	"log/slog"
	"sync"
	"time"

	"chibo/internal/access"
)

// choresEvery is how often what has had its time is forgotten, and what comes
// near is told.
const choresEvery = time.Hour

// chores do now and then what nobody asks for, until stop is called: one that
// fails is logged and tried again the next time.
func (a *App) chores(ctx context.Context) (stop func()) {
	ctx, cancel := context.WithCancel(ctx)
	var done sync.WaitGroup
	done.Go(func() {
		ticker := time.NewTicker(choresEvery)
		defer ticker.Stop()
		for {
			a.doChores(ctx)
			select {
			case <-ctx.Done():
				return
			case <-ticker.C:
			}
		}
	})
	return func() {
		cancel()
		done.Wait()
	}
}

func (a *App) doChores(ctx context.Context) {
	for _, chore := range []struct {
		what string
		do   func(context.Context, access.Actor) error
	}{
		{"forgetting form keys", func(ctx context.Context, _ access.Actor) error { return a.DB.ForgetKeys(ctx) }},
		{"forgetting notices", a.Notices.Tidy},
		{"forgetting merges", a.Members.Tidy},
		{"reminding of tasks", a.Tasks.Remind},
		{"reminding of meetings", a.Meetings.Remind},
		{"reminding of papers", a.Deeds.Remind},
		{"reminding of topics", a.Topics.Remind},
		{"reminding of commitments", a.Commitments.Remind},
		{"reminding of reports", a.Reflections.Remind},
		{"reminding of admissions", a.Admissions.Remind},
		{"closing consultations", a.Consultations.CloseDue},
		{"reminding of feedback", a.Feedback.Remind},
		{"reminding of requests for care", a.Welfare.Remind},
		{"reminding of requests about data", a.Privacy.Remind},
		{"reminding of periodic reports", a.Periodics.Remind},
	} {
		if err := chore.do(ctx, access.System); err != nil && ctx.Err() == nil {
			slog.Error(chore.what, "error", err)
		}
	}
}
