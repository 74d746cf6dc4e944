package notify

import (
	"context"
	"sync"

	"chibo/internal/access"
	"chibo/internal/db"
	"chibo/internal/fault"
)

// Awake reports whether the day has begun: before seven nobody is reminded.
func Awake(now db.Time) bool { return now.Hour() >= 7 }

// Daily is the reminding of a capability: once a day, from seven in the
// morning. The zero value has not reminded yet.
type Daily struct {
	mu sync.Mutex
	on db.Date // the day on which this process last reminded everybody
}

// Do reminds by f, unless the day has not begun or everybody was reminded on
// it. Where f fails, the next call tries again: each notice names itself by
// Once. It is for background work alone.
func (d *Daily) Do(by access.Actor, now db.Time, f func() error) error {
	if !by.Trusted() {
		return fault.New(fault.Denied, "ui.denied")
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	if !Awake(now) || d.on == now.Date() {
		return nil
	}
	if err := f(); err != nil {
		return err
	}
	d.on = now.Date()
	return nil
}

// Each reminds of everything that is found, of one thing after the other, so
// that no writing takes long.
func Each[T any](ctx context.Context, d *db.DB, find func(*db.Tx) ([]T, error), remind func(*db.Tx, T) error) error {
	var all []T
	err := d.Read(ctx, func(tx *db.Tx) (err error) {
		all, err = find(tx)
		return err
	})
	if err != nil {
		return err
	}
	for _, one := range all {
		if err := ctx.Err(); err != nil {
			return err
		}
		if err := d.System(ctx, func(tx *db.Tx) error { return remind(tx, one) }); err != nil {
			return err
		}
	}
	return nil
}
