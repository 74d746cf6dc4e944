package deed

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"

	"chibo/internal/paper"
)

// frozenPaper is a document as the database keeps it. Blocks are tagged, so
// that they can be read back; nothing of it depends on later wording of
// [ComposeMinutes].
type frozenPaper struct {
	paper.Document
	Blocks []frozenBlock
}

// frozenBlock holds exactly one block.
type frozenBlock struct {
	Heading   *paper.Heading   `json:",omitempty"`
	Paragraph *paper.Paragraph `json:",omitempty"`
	List      *paper.List      `json:",omitempty"`
	Table     *paper.Table     `json:",omitempty"`
}

// freeze gives a document's content and the hash over it.
func freeze(d paper.Document) (body, hash string, err error) {
	f := frozenPaper{Document: d}
	for _, b := range d.Blocks {
		switch b := b.(type) {
		case paper.Heading:
			f.Blocks = append(f.Blocks, frozenBlock{Heading: &b})
		case paper.Paragraph:
			f.Blocks = append(f.Blocks, frozenBlock{Paragraph: &b})
		case paper.List:
			f.Blocks = append(f.Blocks, frozenBlock{List: &b})
		case paper.Table:
			f.Blocks = append(f.Blocks, frozenBlock{Table: &b})
		default:
			return "", "", fmt.Errorf("a deed holds no %T", b)
		}
	}
	content, err := json.Marshal(f)
	if err != nil {
		return "", "", err
	}
	return string(content), hashOf(string(content)), nil
}

// thaw reads a frozen document back, and refuses one that is not what was
// frozen.
func thaw(body, hash string) (paper.Document, error) {
	if hashOf(body) != hash {
		return paper.Document{}, fmt.Errorf("a frozen deed does not match its hash %s", hash)
	}
	var f frozenPaper
	if err := json.Unmarshal([]byte(body), &f); err != nil {
		return paper.Document{}, fmt.Errorf("frozen deed: %w", err)
	}
	d := f.Document
	for _, b := range f.Blocks {
		switch {
		case b.Heading != nil:
			d.Blocks = append(d.Blocks, *b.Heading)
		case b.Paragraph != nil:
			d.Blocks = append(d.Blocks, *b.Paragraph)
		case b.List != nil:
			d.Blocks = append(d.Blocks, *b.List)
		case b.Table != nil:
			d.Blocks = append(d.Blocks, *b.Table)
		}
	}
	return d, nil
}

func hashOf(body string) string {
	sum := sha256.Sum256([]byte(body))
	return hex.EncodeToString(sum[:])
}
