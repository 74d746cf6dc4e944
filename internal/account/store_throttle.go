package account

import (
	"cmp"
	"context"
	"math"
	"slices"
	"time"

	"chibo/internal/db"
	"chibo/internal/fault"
)

// gate is a bucket by name and its limit.
type gate struct {
	limit limit
	key   string
}

func accountGate(username string) gate { return gate{accountLimit, hashOf("account\n" + username)} }
func deviceGate(secret string) gate    { return gate{accountLimit, hashOf("device\n" + secret)} }
func addressGate(address string) gate  { return gate{addressLimit, hashOf("address\n" + address)} }
func factorGate(id ID) gate            { return gate{accountLimit, hashOf("factor\n" + string(id))} }

func confirmGate(id ID) gate         { return gate{accountLimit, hashOf("confirm\n" + string(id))} }
func forgotGate(address string) gate { return gate{forgotLimit, hashOf("forgot\n" + address)} }

// enter takes a try from each gate, or from none: then it answers TooMany
// with the minutes to wait.
func (s *Service) enter(ctx context.Context, gates ...gate) error {
	return s.throttle(ctx, gates, func(b bucket, l limit, now time.Time) (bucket, time.Duration) { return l.take(b, now) })
}

// passed gives the try back to each gate.
func (s *Service) passed(ctx context.Context, gates ...gate) error {
	return s.throttle(ctx, gates, func(b bucket, l limit, _ time.Time) (bucket, time.Duration) { return l.succeed(b), 0 })
}

func (s *Service) throttle(ctx context.Context, gates []gate, change func(bucket, limit, time.Time) (bucket, time.Duration)) error {
	// Everybody takes the locks in the same order.
	gates = slices.SortedFunc(slices.Values(gates), func(a, b gate) int { return cmp.Compare(a.key, b.key) })
	return s.db.System(ctx, func(tx *db.Tx) error {
		buckets := make([]bucket, len(gates))
		for i, g := range gates {
			if err := tx.Lock("account_throttle", g.key); err != nil {
				return err
			}
			b, err := bucketOf(tx, g.key)
			if err != nil {
				return err
			}
			after, wait := change(b, g.limit, tx.Now.Time)
			if wait > 0 {
				return fault.New(fault.TooMany, "account.wait", int(math.Ceil(wait.Minutes())))
			}
			buckets[i] = after
		}
		for i, g := range gates {
			if err := putBucket(tx, g.key, buckets[i]); err != nil {
				return err
			}
		}
		_, err := tx.Exec(`DELETE FROM account_throttle WHERE since < $1`, db.At(tx.Now.Add(-2*day)))
		return err
	})
}

func bucketOf(tx *db.Tx, key string) (bucket, error) {
	all, err := db.All(tx, func(r db.Row, b *bucket) error {
		var since, until db.Time
		err := r.Scan(&b.tries, &b.run, &since, &until)
		b.since = since.Time
		if until.After(since.Time) {
			b.until = until.Time
		}
		return err
	}, `SELECT tries, run, since, until_at FROM account_throttle WHERE key = $1`, key)
	if err != nil || len(all) == 0 {
		return bucket{}, err
	}
	return all[0], nil
}

// putBucket keeps the bucket. One without a wait has until at since: no wait
// then begins for a transaction that started a moment before it and came to the
// bucket after it.
func putBucket(tx *db.Tx, key string, b bucket) error {
	until := db.At(b.until)
	if b.until.IsZero() {
		until = db.At(b.since)
	}
	_, err := tx.Exec(`INSERT INTO account_throttle(key, tries, run, since, until_at) VALUES($1, $2, $3, $4, $5)
		ON CONFLICT (key) DO UPDATE SET tries = excluded.tries, run = excluded.run, since = excluded.since, until_at = excluded.until_at`,
		key, b.tries, b.run, db.At(b.since), until)
	return err
}
