package bundle

import (
	"archive/tar"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"hash"
	"io"
	"slices"

	"chibo/internal/db"
)

// sink takes what an archive holds, before it is known to be whole.
type sink interface {
	// table pulls the rows of a table until next returns nil.
	table(t Table, next func() ([]any, error)) error
	// file takes a stored file; in fails if it is not whole.
	file(hash string, in io.Reader) error
}

// reader goes through an archive once, from its start to its end.
type reader struct {
	ctx  context.Context
	in   io.Reader
	tar  *tar.Reader
	head Head

	// The member that is being read.
	name  string
	rows  int64
	bytes int64
	sum   hash.Hash
	seen  []member
}

// open reads the head of an unsealed archive and judges whether this program
// can read the rest.
func open(ctx context.Context, in io.Reader) (*reader, error) {
	r := &reader{ctx: ctx, in: in, tar: tar.NewReader(in)}
	if err := r.advance(); err != nil || r.name != headName {
		return nil, errors.Join(ErrForeign, err)
	}
	if err := json.NewDecoder(io.LimitReader(r, partSize)).Decode(&r.head); err != nil {
		return nil, damaged("%w", err)
	}
	if r.head.Format > format || r.head.Schema > db.NewestSchema() {
		return nil, ErrNewer
	}
	return r, nil
}

// Read gives the bytes of the present member and adds them to its sum.
func (r *reader) Read(p []byte) (int, error) {
	if err := r.ctx.Err(); err != nil {
		return 0, err
	}
	n, err := r.tar.Read(p)
	r.sum.Write(p[:n])
	r.bytes += int64(n)
	return n, err
}

// advance ends the present member and begins the next. Its name is "" after
// the last.
func (r *reader) advance() error {
	if r.name != "" {
		if _, err := io.Copy(io.Discard, r); err != nil {
			return r.broken(err)
		}
		r.seen = append(r.seen, member{r.name, r.bytes, hex.EncodeToString(r.sum.Sum(nil)), r.rows})
	}
	r.name, r.rows, r.bytes, r.sum = "", 0, 0, sha256.New()
	h, err := r.tar.Next()
	if errors.Is(err, io.EOF) {
		return nil
	}
	if err != nil {
		return r.broken(err)
	}
	r.name = h.Name
	return nil
}

// broken says that the archive cannot be read on, unless somebody ended it.
func (r *reader) broken(err error) error {
	if r.ctx.Err() != nil {
		return r.ctx.Err()
	}
	return damaged("%w", err)
}

// all gives everything to s, then holds it against the manifest and reads the
// stream to its end, so that its seal is checked. Only then is anything true.
func (r *reader) all(s sink) (Summary, error) {
	if err := r.advance(); err != nil {
		return Summary{}, err
	}
	for _, t := range r.head.Tables {
		if err := s.table(t, r.rowsOf(t)); err != nil {
			return Summary{}, err
		}
	}
	for match := fileName.FindStringSubmatch(r.name); match != nil; match = fileName.FindStringSubmatch(r.name) {
		if err := s.file(match[1], r); err != nil {
			return Summary{}, err
		}
		if err := r.advance(); err != nil {
			return Summary{}, err
		}
		if last := r.seen[len(r.seen)-1]; last.SHA256 != match[1] {
			return Summary{}, damaged("the file %s is another", match[1])
		}
	}
	return r.finish()
}

func (r *reader) finish() (Summary, error) {
	if r.name != manifestName {
		return Summary{}, damaged("%q stands where the manifest should", r.name)
	}
	var manifest []member
	if err := json.NewDecoder(r).Decode(&manifest); err != nil {
		return Summary{}, r.broken(err)
	}
	if !slices.Equal(manifest, r.seen) {
		return Summary{}, damaged("its members are not those of the manifest")
	}
	if err := r.advance(); err != nil {
		return Summary{}, err
	}
	rest, err := io.Copy(io.Discard, r.in)
	switch {
	case err != nil:
		return Summary{}, r.broken(err)
	case r.name != "" || rest > 0:
		return Summary{}, damaged("something follows the manifest")
	}
	return summary(r.head, manifest), nil
}

// rowsOf gives the rows of a table from its members, then nil.
func (r *reader) rowsOf(t Table) func() ([]any, error) {
	part := 0
	var lines *json.Decoder
	return func() ([]any, error) {
		for {
			if lines == nil {
				if r.name != partName(t.Name, part+1) {
					return nil, nil
				}
				part++
				lines = json.NewDecoder(r)
				lines.UseNumber()
			}
			row, err := rowFrom(lines)
			if err == nil {
				r.rows++
				return row, nil
			}
			if !errors.Is(err, io.EOF) {
				return nil, r.broken(err)
			}
			lines = nil
			if err := r.advance(); err != nil {
				return nil, err
			}
		}
	}
}

// rowFrom reads a line into values as db.Table.Each gave them.
func rowFrom(lines *json.Decoder) ([]any, error) {
	var row []any
	if err := lines.Decode(&row); err != nil {
		return nil, err
	}
	if row == nil {
		return nil, errors.New("a row is empty")
	}
	for i, v := range row {
		switch v := v.(type) {
		case nil, string:
		case json.Number:
			n, err := v.Int64()
			if err != nil {
				return nil, err
			}
			row[i] = n
		default:
			return nil, errors.New("a row holds something else than text and whole numbers")
		}
	}
	return row, nil
}

// Verify reads an unsealed archive to its end and finds whatever is damaged,
// without putting anything anywhere.
func Verify(ctx context.Context, in io.Reader) (Summary, error) {
	r, err := open(ctx, in)
	if err != nil {
		return Summary{}, err
	}
	return r.all(nowhere{})
}

// nowhere is the sink of Verify.
type nowhere struct{}

func (nowhere) table(t Table, next func() ([]any, error)) error {
	for {
		row, err := next()
		if err != nil || row == nil {
			return err
		}
		if len(row) != len(t.Columns) {
			return damaged("a row of %s has %d values", t.Name, len(row))
		}
	}
}

func (nowhere) file(string, io.Reader) error { return nil }
