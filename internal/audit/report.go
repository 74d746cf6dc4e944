package audit

import "fmt"

// Kind says what is wrong with the log.
type Kind string

// What Verify can find.
const (
	Gap        Kind = "gap"         // leaf numbers do not follow one another
	Missing    Kind = "missing"     // the leaf's entry is gone
	Altered    Kind = "altered"     // the entry's line is not the one that was numbered
	DataLost   Kind = "data_lost"   // the entry's data is gone without an erasure
	DataEdited Kind = "data_edited" // the entry's data is not what was written
	Tree       Kind = "tree"        // a node is missing, surplus or not the hash of what is below it
	Unnumbered Kind = "unnumbered"  // the entry has waited for its number too long, or is not waiting at all
	Stray      Kind = "stray"       // data or a place in the queue without an entry
	Cut        Kind = "cut"         // fewer leaves than at the checkpoint: the tail was cut, or an old copy put back
	Rewritten  Kind = "rewritten"   // the leaves that the checkpoint covered are others now
)

// Finding is one thing that is wrong.
type Finding struct {
	Kind  Kind
	Leaf  int64  // the leaf's number, the node's for Tree, the checkpoint's size for Cut and Rewritten; -1 if none
	Entry string // the entry's id, if there is one
}

// String is the finding for logs and tests.
func (f Finding) String() string { return fmt.Sprintf("%s leaf=%d entry=%s", f.Kind, f.Leaf, f.Entry) }

// findingsMax bounds the list of a report; the rest is counted.
const findingsMax = 100

// Report is what Verify found.
type Report struct {
	Checkpoint           // the log as it was verified
	Waiting    int       // entries that wait for their number rightly
	Backward   int       // leaves whose time lies over ten minutes before the leaf in front: a clock was set back, or an entry was put in late; a hint, not a finding
	Findings   []Finding // at most 100, in the order in which they were met
	More       int       // how many findings more
}

// Sound reports whether nothing is wrong.
func (r Report) Sound() bool { return len(r.Findings) == 0 }

func (r *Report) add(kind Kind, leaf int64, entry string) {
	if len(r.Findings) == findingsMax {
		r.More++
		return
	}
	r.Findings = append(r.Findings, Finding{kind, leaf, entry})
}
