package privacy

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"strings"
	"time"

	"chibo/internal/db"
	"chibo/internal/member"
)

// erasureLine is a line of a list that is kept beside backups.
type erasureLine struct {
	Person member.ID `json:"person"`
	At     string    `json:"at"`
}

// WriteErasures writes a list of erasures, one JSON object a line. It names nobody:
// ids and times.
func WriteErasures(out io.Writer, list []Erasure) error {
	lines := json.NewEncoder(out)
	for _, e := range list {
		if err := lines.Encode(erasureLine{e.Person, e.At.UTC().Format(time.RFC3339Nano)}); err != nil {
			return err
		}
	}
	return nil
}

// ReadErasures reads what WriteErasures wrote. Empty lines are left out; any other
// that is no line of a list is an error that names it.
func ReadErasures(in io.Reader) (list []Erasure, err error) {
	lines := bufio.NewScanner(in)
	for n := 1; lines.Scan(); n++ {
		text := strings.TrimSpace(lines.Text())
		if text == "" {
			continue
		}
		var l erasureLine
		if err := json.Unmarshal([]byte(text), &l); err != nil {
			return nil, fmt.Errorf("line %d of the list of erasures: %w", n, err)
		}
		at, err := time.Parse(time.RFC3339Nano, l.At)
		if err != nil || l.Person == "" {
			return nil, fmt.Errorf("line %d of the list of erasures names no person or no time", n)
		}
		list = append(list, Erasure{l.Person, db.At(at)})
	}
	return list, lines.Err()
}
