package audit

import (
	"context"
	"math"
	"time"

	"golang.org/x/mod/sumdb/tlog"

	"chibo/internal/db"
)

const (
	// overdue is how long an entry may wait for its number.
	overdue = 10 * time.Second
	// setBack is how far time may run backward from leaf to leaf: long
	// transactions finish out of order.
	setBack = 10 * time.Minute
	// pageSize bounds the memory that verifying takes.
	pageSize = 1000
)

// Verify recomputes the whole log on one snapshot: every leaf from its entry,
// every data hash, every node of the tree, and the state at each checkpoint
// that was kept outside. It changes nothing; entries younger than ten seconds
// may still wait for their number. The error is for a log that could not be
// read; what is wrong with one that could stands in the report.
func (l *Log) Verify(ctx context.Context, kept ...Checkpoint) (r Report, err error) {
	err = l.db.Read(ctx, func(tx *db.Tx) (err error) {
		r, err = VerifyIn(tx, kept...)
		return err
	})
	return r, err
}

// VerifyIn is Verify on the snapshot of tx, as of tx.Now.
func VerifyIn(tx *db.Tx, kept ...Checkpoint) (Report, error) {
	v := verifier{kept: kept}
	for _, step := range []func(*db.Tx) error{v.leaves, v.surplusNodes, v.waiting, v.strays, v.finish} {
		if err := step(tx); err != nil {
			return v.report, err
		}
	}
	return v.report, nil
}

type verifier struct {
	kept   []Checkpoint
	report Report
	tree   frontier
	torn   bool // a gap was met: what follows has no place in a tree
	erased map[string]int64
	last   db.Time
}

// leaves walks over the log in its order, a page at a time.
func (v *verifier) leaves(tx *db.Tx) error {
	var err error
	if v.erased, err = erasures(tx); err != nil {
		return err
	}
	if err := v.compare(); err != nil {
		return err
	}
	for from := int64(math.MinInt64); ; {
		page, err := numbered(tx, from, pageSize)
		if err != nil {
			return err
		}
		if err := v.page(tx, page); err != nil {
			return err
		}
		if len(page) < pageSize {
			return nil
		}
		from = page[len(page)-1].no + 1
	}
}

func (v *verifier) page(tx *db.Tx, page []leaf) error {
	stored, err := nodesBetween(tx, tlog.StoredHashCount(v.tree.size), tlog.StoredHashCount(v.tree.size+int64(len(page))))
	if err != nil {
		return err
	}
	for i := range page {
		p := &page[i]
		v.entry(p)
		if v.torn {
			continue
		}
		if p.no != v.tree.size {
			v.report.add(Gap, p.no, p.entryID)
			v.torn = true
			continue
		}
		if err := v.grow(p, stored); err != nil {
			return err
		}
	}
	return nil
}

// entry compares a leaf with its entry and the entry with its data.
func (v *verifier) entry(p *leaf) {
	if p.line.id == "" {
		v.report.add(Missing, p.no, p.entryID)
		return
	}
	if toHex(tlog.RecordHash(p.line.leafData())) != p.hash {
		v.report.add(Altered, p.no, p.entryID)
	}
	switch erasedAt, erased := v.erased[p.line.person]; {
	case !p.hasData:
		if !erased || erasedAt <= p.no {
			v.report.add(DataLost, p.no, p.entryID)
		}
	case db.PayloadHash(p.salt, []byte(p.body)) != p.line.payloadHash:
		v.report.add(DataEdited, p.no, p.entryID)
	}
	if p.line.at.Before(v.last.Add(-setBack)) {
		v.report.Backward++
	}
	v.last = p.line.at
}

// grow appends the leaf, as it is stored, and compares the nodes that it
// completes. A leaf that does not fit its entry was reported already.
func (v *verifier) grow(p *leaf, stored map[int64]string) error {
	h, _ := fromHex(p.hash)
	at := tlog.StoredHashCount(v.tree.size)
	nodes, err := v.tree.append(h)
	if err != nil {
		return err
	}
	for i, n := range nodes {
		if no := at + int64(i); stored[no] != toHex(n) {
			v.report.add(Tree, no, p.entryID)
		}
	}
	return v.compare()
}

// compare holds the log, where it has reached the size of a checkpoint,
// against it.
func (v *verifier) compare() error {
	for _, k := range v.kept {
		if k.Size != v.tree.size {
			continue
		}
		now, err := v.tree.checkpoint()
		if err != nil {
			return err
		}
		if now != k {
			v.report.add(Rewritten, k.Size, "")
		}
	}
	return nil
}

func (v *verifier) surplusNodes(tx *db.Tx) error {
	if v.torn {
		return nil // where the tree ends is not known
	}
	surplus, err := nodesOutside(tx, tlog.StoredHashCount(v.tree.size))
	for _, no := range surplus {
		v.report.add(Tree, no, "")
	}
	return err
}

// waiting looks at the entries without a number.
func (v *verifier) waiting(tx *db.Tx) error {
	all, err := unnumbered(tx)
	for _, u := range all {
		if u.queued && tx.Now.Sub(u.at.Time) <= overdue {
			v.report.Waiting++
			continue
		}
		v.report.add(Unnumbered, -1, u.id)
	}
	return err
}

func (v *verifier) strays(tx *db.Tx) error {
	ids, err := strays(tx)
	for _, id := range ids {
		v.report.add(Stray, -1, id)
	}
	return err
}

// finish notes where the log ends, and the checkpoints that it never reached.
func (v *verifier) finish(*db.Tx) (err error) {
	for _, k := range v.kept {
		if k.Size > v.tree.size && !v.torn {
			v.report.add(Cut, k.Size, "")
		}
	}
	v.report.Checkpoint, err = v.tree.checkpoint()
	return err
}
