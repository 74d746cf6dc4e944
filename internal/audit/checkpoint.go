package audit

import (
	"context"
	"fmt"
	"strconv"
	"strings"

	"chibo/internal/db"
	"chibo/internal/fault"
)

// Checkpoint says what the log was at a moment: how many leaves, and the root
// of the tree over them. Kept outside, on the signed minutes or with the
// committee above, it shows later whether the log was cut or rewritten.
type Checkpoint struct {
	Size int64
	Root string // 64 hex digits
}

// String is the text to print: the size and the root in groups of eight,
// "1204 9f86d081 884c7d65 …".
func (c Checkpoint) String() string {
	var b strings.Builder
	b.WriteString(strconv.FormatInt(c.Size, 10))
	for i := 0; i < len(c.Root); i += 8 {
		b.WriteByte(' ')
		b.WriteString(c.Root[i:min(i+8, len(c.Root))])
	}
	return b.String()
}

// ParseCheckpoint reads what String wrote, however it was spaced, broken into
// lines or capitalised when it was copied from paper. Anything else is
// Invalid.
func ParseCheckpoint(s string) (Checkpoint, error) {
	words := strings.Fields(strings.ToLower(s))
	if len(words) < 2 {
		return Checkpoint{}, fault.New(fault.Invalid, "audit.checkpoint_unreadable")
	}
	c := Checkpoint{Root: strings.Join(words[1:], "")}
	size, err := strconv.ParseInt(words[0], 10, 64)
	if _, ok := fromHex(c.Root); err != nil || size < 0 || !ok {
		return Checkpoint{}, fault.New(fault.Invalid, "audit.checkpoint_unreadable")
	}
	c.Size = size
	return c, nil
}

// Checkpoint numbers what is committed and returns the state of the log after
// it: everything committed before the call is covered.
func (l *Log) Checkpoint(ctx context.Context) (Checkpoint, error) {
	if _, err := l.Sequence(ctx); err != nil {
		return Checkpoint{}, err
	}
	var c Checkpoint
	err := l.db.Read(ctx, func(tx *db.Tx) (err error) {
		c, err = Reached(tx)
		return err
	})
	return c, err
}

// Reached is the state of the log in the snapshot of tx: entries that still
// wait for their number are not covered.
func Reached(tx *db.Tx) (Checkpoint, error) {
	tree, err := loadFrontier(tx)
	if err != nil {
		return Checkpoint{}, err
	}
	return tree.checkpoint()
}

func (f *frontier) checkpoint() (Checkpoint, error) {
	root, err := f.root()
	if err != nil {
		return Checkpoint{}, fmt.Errorf("audit: the root of %d leaves: %w", f.size, err)
	}
	return Checkpoint{Size: f.size, Root: toHex(root)}, nil
}
