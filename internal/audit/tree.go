package audit

import (
	"encoding/hex"
	"fmt"

	"golang.org/x/mod/sumdb/tlog"
)

// frontier is the right edge of the tree: of each level only the newest
// complete node. That is all that appending a leaf and computing the root ask
// for, so a log of any length is verified in constant memory.
type frontier struct {
	size   int64 // leaves so far
	newest [63]tlog.Hash
}

// ReadHashes implements tlog.HashReader for the nodes of the edge.
func (f *frontier) ReadHashes(indexes []int64) ([]tlog.Hash, error) {
	hashes := make([]tlog.Hash, len(indexes))
	for i, index := range indexes {
		level, n := tlog.SplitStoredHashIndex(index)
		if n != f.size>>level-1 {
			return nil, fmt.Errorf("audit: node %d is not on the edge of a tree of %d leaves", index, f.size)
		}
		hashes[i] = f.newest[level]
	}
	return hashes, nil
}

// append adds a leaf and returns the nodes that it completes; they are stored
// from tlog.StoredHashIndex(0, leaf's number) on.
func (f *frontier) append(leaf tlog.Hash) ([]tlog.Hash, error) {
	nodes, err := tlog.StoredHashesForRecordHash(f.size, leaf, f)
	if err != nil {
		return nil, err
	}
	copy(f.newest[:], nodes)
	f.size++
	return nodes, nil
}

func (f *frontier) root() (tlog.Hash, error) { return tlog.TreeHash(f.size, f) }

// edge gives the levels of the nodes that a tree of size leaves needs at its
// edge, and their indexes: one for each bit of the size.
func edge(size int64) (levels []int, indexes []int64) {
	for level := range 63 {
		if size>>level&1 == 1 {
			levels = append(levels, level)
			indexes = append(indexes, tlog.StoredHashIndex(level, size>>level-1))
		}
	}
	return levels, indexes
}

func toHex(h tlog.Hash) string { return hex.EncodeToString(h[:]) }

func fromHex(s string) (h tlog.Hash, ok bool) {
	if hex.DecodedLen(len(s)) != tlog.HashSize {
		return h, false
	}
	_, err := hex.Decode(h[:], []byte(s))
	return h, err == nil
}
