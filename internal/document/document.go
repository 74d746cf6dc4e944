package document

import (
	"cmp"
	"io"
	"path"
	"strings"
	"unicode/utf8"

	"chibo/internal/access"
	"chibo/internal/db"
	"chibo/internal/fault"
	"chibo/internal/i18n"
	"chibo/internal/member"
	"chibo/internal/org"
)

// ID names an attachment.
type ID string

// Attachment is a file as it is attached to a record. Its class is that of
// the record: who may read the one may read the other.
type Attachment struct {
	ID      ID
	Unit    org.ID
	Kind    string // the sort of record that it belongs to, "meeting_item"
	Subject string // the record's id
	Name    string // as the user named it, cleaned
	Type    Type
	Size    int64 // bytes
	Scan    bool  // no text that could be read; the one who added it declared it free of state secrets
	Hash    string
	AddedBy member.ID // "" if it was the program itself, or somebody since forgotten
	AddedAt db.Time
}

// Upload is a file on its way in.
type Upload struct {
	Kind    string
	Subject string
	Name    string
	Data    io.Reader
	// Declared: the user says that the file holds no state secret. Asked for
	// where the file cannot be read.
	Declared bool
}

// Owner says, for one sort of record, who may do what with its files. The
// package that keeps the records supplies it.
type Owner struct {
	// Read refuses an actor who may not read the record.
	Read func(tx *db.Tx, by access.Actor, subject string) error
	// Write refuses an actor who may not add files to the record or take them
	// away, and tells the unit that the record belongs to.
	Write func(tx *db.Tx, by access.Actor, subject string) (org.ID, error)
	// Pictures: the files are pictures, of which nothing is kept but their points,
	// see Redraw.
	Pictures bool
	// Most is how many files a record has at most; 0 means 50.
	Most int
	// Audience gives, of a record that is shown further than to its unit's leaders,
	// one actor for each sort of people whom it reaches. What the unit keeps in a
	// record that one of them may not read is not attached here too. Nil asks nothing.
	Audience func(tx *db.Tx, subject string) ([]access.Actor, error)
}

// attachedMax is how many files a record has at most, where its owner says nothing.
const attachedMax = 50

func (o Owner) most() int { return cmp.Or(o.Most, attachedMax) }

// cleanName gives the name that is kept: the last part of a path, without
// signs that a disk or a page would stumble over, at most nameMax characters
// with its ending.
func cleanName(name string) string {
	name = path.Base(strings.ReplaceAll(i18n.Clean(name), `\`, "/"))
	name = strings.Map(func(r rune) rune {
		if strings.ContainsRune("/:*?\"<>|\n", r) {
			return ' '
		}
		return r
	}, name)
	name = strings.Join(strings.Fields(name), " ")
	if utf8.RuneCountInString(name) > nameMax {
		ext := path.Ext(name)
		base := []rune(strings.TrimSuffix(name, ext))
		name = strings.TrimSpace(string(base[:max(0, nameMax-utf8.RuneCountInString(ext))])) + ext
	}
	return name
}

// take reads a file into memory, to FileMax and no further.
func take(r io.Reader) ([]byte, error) {
	data, err := io.ReadAll(io.LimitReader(r, FileMax+1))
	if err != nil {
		return nil, fault.Wrap(err, fault.Invalid, "document.broken_off")
	}
	if len(data) > FileMax {
		return nil, fault.New(fault.TooLarge, "document.too_large", FileMax>>20)
	}
	return data, nil
}
