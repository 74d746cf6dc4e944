package bundle

import (
	"archive/tar"
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"unicode/utf8"

	"chibo/internal/audit"
	"chibo/internal/db"
	"chibo/internal/document"
)

// partSize is how many bytes of rows are gathered before they become a member.
const partSize = 1 << 20

// Source is what a backup is made of.
type Source struct {
	DB    *db.DB
	Dir   string // data folder, for the files
	Chibo string // version of the program, for the archive to name
}

// Backup writes an archive of one snapshot to out, which the caller seals. It
// changes nothing, and nobody waits for it. A stored file that is missing or
// altered ends it: such an archive could not be put back. After an error what
// was written is worth nothing.
func Backup(ctx context.Context, from Source, out io.Writer) (s Summary, err error) {
	err = from.DB.Read(ctx, func(tx *db.Tx) error {
		w := writer{ctx: ctx, tar: tar.NewWriter(out), at: tx.Now}
		tables, err := archived(tx)
		if err != nil {
			return err
		}
		h, err := from.head(tx, tables)
		if err != nil {
			return err
		}
		if err := w.json(headName, h); err != nil {
			return err
		}
		for _, t := range tables {
			if err := w.table(tx, t); err != nil {
				return err
			}
		}
		files, err := document.AllStored(tx)
		if err != nil {
			return err
		}
		for _, f := range files {
			if err := w.file(from.Dir, f); err != nil {
				return err
			}
		}
		s = summary(h, w.members)
		if err := w.json(manifestName, w.members); err != nil {
			return err
		}
		return w.tar.Close()
	})
	return s, err
}

// archived are the tables that stand in an archive.
func archived(tx *db.Tx) ([]db.Table, error) {
	tables, err := db.Tables(tx)
	return slices.DeleteFunc(tables, func(t db.Table) bool { return slices.Contains(left, t.Name) }), err
}

func (from Source) head(tx *db.Tx, tables []db.Table) (Head, error) {
	h := Head{Format: format, Chibo: from.Chibo, Schema: from.DB.Schema(), Engine: "sqlite", At: tx.Now}
	if from.DB.Postgres() {
		h.Engine = "postgres"
	}
	for _, t := range tables {
		h.Tables = append(h.Tables, Table{t.Name, t.Columns})
	}
	var err error
	h.Audit, err = audit.Reached(tx)
	return h, err
}

// writer writes members and remembers them for the manifest.
type writer struct {
	ctx     context.Context
	tar     *tar.Writer
	at      db.Time
	members []member
}

func (w *writer) begin(name string, size int64) error {
	if err := w.ctx.Err(); err != nil {
		return err
	}
	return w.tar.WriteHeader(&tar.Header{Typeflag: tar.TypeReg, Name: name, Size: size, Mode: 0o600, ModTime: w.at.Time})
}

func (w *writer) put(name string, data []byte, rows int64) error {
	if err := w.begin(name, int64(len(data))); err != nil {
		return err
	}
	sum := sha256.Sum256(data)
	w.members = append(w.members, member{name, int64(len(data)), hex.EncodeToString(sum[:]), rows})
	_, err := w.tar.Write(data)
	return err
}

func (w *writer) json(name string, v any) error {
	data, err := json.MarshalIndent(v, "", " ")
	if err != nil {
		return err
	}
	return w.put(name, append(data, '\n'), 0)
}

// table writes the rows of a table, in members of about partSize.
func (w *writer) table(tx *db.Tx, t db.Table) error {
	var part bytes.Buffer
	lines := json.NewEncoder(&part)
	lines.SetEscapeHTML(false)
	n, rows := 0, int64(0)
	flush := func() error {
		if rows == 0 {
			return nil
		}
		n++
		err := w.put(partName(t.Name, n), part.Bytes(), rows)
		part.Reset()
		rows = 0
		return err
	}
	err := t.Each(tx, func(row []any) error {
		for i, v := range row {
			if text, ok := v.(string); ok && !utf8.ValidString(text) {
				return fmt.Errorf("column %s of %s holds what is no text", t.Columns[i], t.Name)
			}
		}
		rows++
		if err := lines.Encode(row); err != nil {
			return err
		}
		if part.Len() < partSize {
			return nil
		}
		return flush()
	})
	if err != nil {
		return err
	}
	return flush()
}

// file copies a stored file.
func (w *writer) file(dir string, f document.Stored) error {
	in, err := os.Open(filepath.Join(dir, filepath.FromSlash(document.Place(f.Hash))))
	if err != nil {
		return fmt.Errorf("an attachment is missing (chibo doctor tells which): %w", err)
	}
	defer in.Close()
	if err := w.begin(filesPrefix+f.Hash, f.Size); err != nil {
		return err
	}
	sum := sha256.New()
	n, err := io.Copy(io.MultiWriter(w.tar, sum), in)
	if err != nil && !errors.Is(err, tar.ErrWriteTooLong) {
		return err
	}
	if err != nil || n != f.Size || hex.EncodeToString(sum.Sum(nil)) != f.Hash {
		return fmt.Errorf("the attachment %s is not what was stored (see chibo doctor)", f.Hash)
	}
	w.members = append(w.members, member{Name: filesPrefix + f.Hash, Bytes: n, SHA256: f.Hash})
	return nil
}
