package server

import (
	"context"
	"net/http"
	"time"

	"golang.org/x/sync/semaphore"

	"chibo/internal/fault"
)

// A body stays in memory until its request is answered. What is larger than a
// form shares one room: beyond it uploads wait for one another.
const (
	uploadRoom     = 256 << 20 // bytes, of all bodies together
	uploadPatience = 20 * time.Second
)

// uploads is the room that is left.
type uploads struct{ room *semaphore.Weighted }

func newUploads(bytes int64) uploads { return uploads{semaphore.NewWeighted(bytes)} }

// admit waits for the room that a body of up to limit bytes takes; leave gives it
// back. It refuses whoever waits too long.
func (u uploads) admit(r *http.Request, limit int64) (leave func(), err error) {
	if limit <= formLimit {
		return func() {}, nil
	}
	size := limit
	if r.ContentLength >= 0 {
		size = min(size, r.ContentLength)
	}
	ctx, cancel := context.WithTimeout(r.Context(), uploadPatience)
	defer cancel()
	if err := u.room.Acquire(ctx, size); err != nil {
		return nil, fault.Wrap(err, fault.Busy, "ui.uploads_busy")
	}
	return func() { u.room.Release(size) }, nil
}
