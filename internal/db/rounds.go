package db

import (
	"context"
	"sync"
	"time"
)

// Rounds is background work that comes in rounds: a while after something woke
// it, so that much is done at once, and now and then by itself.
type Rounds struct {
	gather, tick time.Duration
	round        func(context.Context) (ok bool)
	wake         chan struct{}
}

// NewRounds makes the rounds of some work; nothing runs until Start. gather is how
// long what is to be done collects after the first wake. tick finds what another
// process left behind when it was killed, and is the pause after a round that was
// not ok.
func NewRounds(gather, tick time.Duration, round func(context.Context) (ok bool)) *Rounds {
	return &Rounds{gather, tick, round, make(chan struct{}, 1)}
}

// Wake says that there is something to do; it never blocks.
func (r *Rounds) Wake() {
	select {
	case r.wake <- struct{}{}:
	default: // awake already
	}
}

// Start runs until ctx ends or stop is called. stop returns after a last round.
// Call it before [DB.Close].
func (r *Rounds) Start(ctx context.Context) (stop func()) {
	ctx, cancel := context.WithCancel(ctx)
	var done sync.WaitGroup
	done.Go(func() { r.run(ctx) })
	return func() {
		cancel()
		done.Wait()
	}
}

func (r *Rounds) run(ctx context.Context) {
	// ctx ends the loop, not the work: a round may take its time.
	work := context.WithoutCancel(ctx)
	ticker := time.NewTicker(r.tick)
	defer ticker.Stop()
	wake := r.wake
	for {
		select {
		case <-ctx.Done():
			r.round(work)
			return
		case <-wake:
			select {
			case <-time.After(r.gather):
			case <-ctx.Done():
				continue
			}
		case <-ticker.C:
		}
		wake = r.wake
		if !r.round(work) {
			wake = nil // a database in trouble is asked again at the tick only
		}
	}
}
