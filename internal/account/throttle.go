package account

import "time"

// bucket counts tries of one kind: for an account, a device, an address.
type bucket struct {
	tries int // failed since the day began
	run   int // failed in a row
	since time.Time
	until time.Time // no try before
}

// limit says how many tries a bucket allows.
type limit struct {
	free  int           // failed tries in a row without waiting
	first time.Duration // the wait after that; it doubles with each failure
	most  time.Duration
	daily int // failed tries within 24 hours
}

// At most 95 tries a day reach an account's hash from unknown devices (safety
// S5 allows 100). An address may be that of a whole hospital, where a hundred
// sign in as a meeting begins: a try counts as failed while it is checked.
var (
	accountLimit = limit{free: 5, first: time.Minute, most: 15 * time.Minute, daily: 95}
	addressLimit = limit{free: 100, first: 5 * time.Second, most: 5 * time.Minute, daily: 1000}
	forgotLimit  = limit{free: 5, first: time.Minute, most: time.Hour, daily: 20}
)

const day = 24 * time.Hour

// take counts a try as failed before it is made, so that a thousand tries at
// once do not slip past. wait is how long the caller has to wait instead; the
// bucket is then unchanged.
func (l limit) take(b bucket, now time.Time) (after bucket, wait time.Duration) {
	if now.Sub(b.since) >= day || now.Before(b.since) {
		b = bucket{since: now, run: min(b.run, l.free-1), until: b.until}
	}
	// A clock that was set back must not lock anybody out for longer.
	if wait := b.until.Sub(now); wait > 0 && wait <= day {
		return b, wait
	}
	b.tries++
	b.run++
	switch {
	case b.tries >= l.daily:
		b.until = b.since.Add(day)
	case b.run >= l.free:
		b.until = now.Add(min(l.most, l.first<<min(b.run-l.free, 20)))
	}
	return b, 0
}

// succeed takes back the try that was right after all, and the waiting.
func (l limit) succeed(b bucket) bucket {
	b.tries, b.run = max(0, b.tries-1), 0
	if b.tries < l.daily {
		b.until = time.Time{}
	}
	return b
}
