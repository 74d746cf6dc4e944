package document_test

import (
	"archive/zip"
	"bytes"
	"fmt"
	"image"
	"image/png"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"

	"chibo/internal/access"
	"chibo/internal/db"
	"chibo/internal/dbtest"
	"chibo/internal/document"
	"chibo/internal/fault"
	"chibo/internal/org"
)

// office is a cell with a secretary, whose records of kind "paper" take files.
type office struct {
	db        *db.DB
	orgs      *org.Service
	docs      *document.Service
	dir       string
	unit      org.ID
	secretary access.Actor
	member    access.Actor
}

var readPaper = access.Declare("paper.read", access.For(access.Here, access.Cell...))

func build(t *testing.T, d *db.DB) office {
	t.Helper()
	x := office{db: d, orgs: org.New(d), dir: t.TempDir()}
	x.docs = document.New(d, x.dir)
	var err error
	if x.unit, err = x.orgs.Found(t.Context(), access.Console, org.Form{Name: "Chi bộ Trạm Y tế", Kind: "cell", From: "2010-01-01"}); err != nil {
		t.Fatal(err)
	}
	var path string
	err = d.Read(t.Context(), func(tx *db.Tx) error {
		u, err := org.Of(tx, x.unit)
		path = u.Path
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	duty := func(r access.Role) access.Actor {
		return access.Actor{Kind: access.Human, Account: string(r), Duties: []access.Duty{{Role: r, Unit: string(x.unit), Path: path}}}
	}
	x.secretary, x.member = duty(access.Secretary), duty(access.Member)
	x.docs.Owners["paper"] = document.Owner{
		Read: func(tx *db.Tx, by access.Actor, _ string) error {
			_, err := org.Authorise(tx, by, readPaper, x.unit)
			return err
		},
		Write: func(tx *db.Tx, by access.Actor, _ string) (org.ID, error) {
			_, err := org.Authorise(tx, by, document.NumberPapers, x.unit)
			return x.unit, err
		},
	}
	album := x.docs.Owners["paper"]
	album.Pictures, album.Most = true, 2
	x.docs.Owners["album"] = album
	return x
}

func letter(t *testing.T, text string) []byte {
	t.Helper()
	var b bytes.Buffer
	zw := zip.NewWriter(&b)
	for name, body := range map[string]string{
		"[Content_Types].xml": `<Types><Override ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>`,
		"word/document.xml":   `<w:document><w:p><w:t>` + text + `</w:t></w:p></w:document>`,
	} {
		w, err := zw.Create(name)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := io.WriteString(w, body); err != nil {
			t.Fatal(err)
		}
	}
	if err := zw.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func (x office) attach(t *testing.T, by access.Actor, name string, data []byte, declared bool) (document.ID, error) {
	t.Helper()
	return x.docs.Attach(t.Context(), by, document.Upload{Kind: "paper", Subject: "p", Name: name, Data: bytes.NewReader(data), Declared: declared})
}

func (x office) list(t *testing.T) (all []document.Attachment) {
	t.Helper()
	err := x.db.Read(t.Context(), func(tx *db.Tx) (err error) {
		all, err = document.List(tx, "paper", "p")
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return all
}

// onDisk lists every file in the data folder.
func (x office) onDisk(t *testing.T) (names []string) {
	t.Helper()
	err := filepath.WalkDir(x.dir, func(path string, e fs.DirEntry, err error) error {
		if err == nil && !e.IsDir() {
			names = append(names, path)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return names
}

const harmless = "Chi bộ họp thường kỳ tháng 5, thảo luận nhiệm vụ tháng 6."

// B3: papers are attached, read by those who may, and taken away.
func TestAttachOpenRemove(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		x := build(t, d)
		data := letter(t, harmless)
		id, err := x.attach(t, x.secretary, `C:\Tài liệu\Dự thảo: nghị quyết.docx`, data, false)
		if err != nil {
			t.Fatal(err)
		}
		all := x.list(t)
		if len(all) != 1 || all[0].ID != id || all[0].Name != "Dự thảo nghị quyết.docx" || all[0].Size != int64(len(data)) || all[0].Unit != x.unit {
			t.Fatalf("attached: %+v", all)
		}
		a, file, err := x.docs.Open(t.Context(), x.member, id)
		if err != nil {
			t.Fatal(err)
		}
		got, err := io.ReadAll(file)
		if err != nil || file.Close() != nil || !bytes.Equal(got, data) || a.Type != document.DOCX {
			t.Errorf("read back %d bytes of %+v, %v", len(got), a, err)
		}
		if names := x.onDisk(t); len(names) != 1 || names[0] != filepath.Join(x.dir, "files", a.Hash[:2], a.Hash[2:]) {
			t.Errorf("on disk: %v", names)
		}
		if _, err := x.attach(t, x.secretary, "khác.docx", data, false); fault.Key(err) != "document.attached_already" {
			t.Errorf("the same file twice: %v", err)
		}
		if err := x.docs.Remove(t.Context(), x.member, id); !fault.Is(err, fault.Denied) {
			t.Errorf("a member removed it: %v", err)
		}
		if err := x.docs.Remove(t.Context(), x.secretary, id); err != nil {
			t.Fatal(err)
		}
		if _, _, err := x.docs.Open(t.Context(), x.secretary, id); !fault.Is(err, fault.NotFound) || len(x.list(t)) != 0 {
			t.Errorf("after removal: %v", err)
		}
	})
}

// I4, safety S1
func TestAttachAsksTheOwnerFirst(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		x := build(t, d)
		read := &counting{Reader: bytes.NewReader(letter(t, harmless))}
		_, err := x.docs.Attach(t.Context(), x.member, document.Upload{Kind: "paper", Subject: "p", Name: "a.docx", Data: read})
		if !fault.Is(err, fault.Denied) || read.n != 0 {
			t.Errorf("%v after %d bytes", err, read.n)
		}
		if _, err := x.docs.Attach(t.Context(), x.secretary, document.Upload{Kind: "other", Name: "a.docx", Data: read}); err == nil {
			t.Error("a record that nobody owns took a file")
		}
		id, err := x.attach(t, x.secretary, "a.docx", letter(t, harmless), false)
		if err != nil {
			t.Fatal(err)
		}
		if _, _, err := x.docs.Open(t.Context(), access.Actor{}, id); !fault.Is(err, fault.NotFound) {
			t.Errorf("a stranger opened it: %v", err)
		}
	})
}

type counting struct {
	io.Reader
	n int
}

func (c *counting) Read(p []byte) (int, error) {
	n, err := c.Reader.Read(p)
	c.n += n
	return n, err
}

// safety S15: nothing of a refused file stays anywhere.
func TestRefusedFilesLeaveNothing(t *testing.T) {
	temp := t.TempDir()
	t.Setenv("TMPDIR", temp)
	d := dbtest.SQLite(t, dbtest.NewClock())
	x := build(t, d)
	png := []byte("\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01\x00\x00\x00\x01\x08\x00\x00\x00\x00\x3a\x7e\x9b\x55")
	for _, c := range []struct {
		name string
		data []byte
		key  string
	}{
		{"a.docx", letter(t, "TUYỆT MẬT cay-thong-bi-mat"), "document.secret"},
		{"TỐI MẬT.docx", letter(t, harmless+" cay-thong-bi-mat"), "document.secret"},
		{"a.pdf", letter(t, harmless), "document.name_differs"},
		{"a.png", png, "document.undeclared"},
		{"a.docx", make([]byte, document.FileMax+1), "document.too_large"},
	} {
		if _, err := x.attach(t, x.secretary, c.name, c.data, false); fault.Key(err) != c.key {
			t.Errorf("%s: %v, want %s", c.name, err, c.key)
		}
	}
	if names := x.onDisk(t); len(names) != 0 {
		t.Errorf("on disk: %v", names)
	}
	if left, err := os.ReadDir(temp); err != nil || len(left) != 0 {
		t.Errorf("in the temporary folder: %v %v", left, err)
	}
	if len(x.list(t)) != 0 {
		t.Error("a refused file was attached")
	}
	if _, err := x.attach(t, x.secretary, "a.png", png, true); err != nil { // the user declares it
		t.Error(err)
	}
	if all := x.list(t); len(all) != 1 || !all[0].Scan {
		t.Errorf("declared: %+v", all)
	}
}

// The connection breaks off: nothing stays, and the user is told.
func TestBrokenUpload(t *testing.T) {
	x := build(t, dbtest.SQLite(t, dbtest.NewClock()))
	half := io.MultiReader(strings.NewReader("PK\x03\x04"), brokenReader{})
	_, err := x.docs.Attach(t.Context(), x.secretary, document.Upload{Kind: "paper", Subject: "p", Name: "a.docx", Data: half})
	if fault.Key(err) != "document.broken_off" || len(x.onDisk(t)) != 0 {
		t.Error(err)
	}
}

type brokenReader struct{}

func (brokenReader) Read([]byte) (int, error) { return 0, io.ErrUnexpectedEOF }

// What a crash left half written is cleared away, what is being written stays.
func TestSweep(t *testing.T) {
	d, clock := dbtest.SQLite(t, dbtest.NewClock()), dbtest.Today
	dir := t.TempDir()
	old, fresh := filepath.Join(dir, "files", "ab", ".new-1"), filepath.Join(dir, "files", "ab", ".new-2")
	if err := os.MkdirAll(filepath.Dir(old), 0o700); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{old, fresh} {
		if err := os.WriteFile(name, []byte("x"), 0o600); err != nil {
			t.Fatal(err)
		}
		if err := os.Chtimes(name, clock, clock); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.Chtimes(old, clock, clock.AddDate(0, 0, -1)); err != nil {
		t.Fatal(err)
	}
	document.New(d, dir)
	if _, err := os.Stat(old); !os.IsNotExist(err) {
		t.Error("the old one stays")
	}
	if _, err := os.Stat(fresh); err != nil {
		t.Error("the fresh one went")
	}
}

// safety R1, I8: numbers run on from where the books stood, each once.
func TestNumbers(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		x, ctx := build(t, d), t.Context()
		next := func(code string) (n int, term string, err error) {
			err = d.Write(ctx, x.secretary, func(tx *db.Tx) error {
				if n, term, err = document.NextNumber(tx, x.unit, code); err != nil {
					return err
				}
				return tx.Audit(db.Entry{Action: "paper.number", Unit: string(x.unit), Kind: "paper", Subject: fmt.Sprint(code, n)})
			})
			return n, term, err
		}
		if n, term, err := next("BB"); err != nil || n != 1 || term != "" {
			t.Errorf("the first is %d of term %q, %v", n, term, err)
		}
		if err := x.docs.StartAt(ctx, x.secretary, x.unit, "NQ", 41); err != nil {
			t.Fatal(err)
		}
		var mu sync.Mutex
		var wg sync.WaitGroup
		given := map[int]int{}
		for range 20 {
			wg.Go(func() {
				n, _, err := next("NQ")
				if err != nil {
					t.Error(err)
				}
				mu.Lock()
				defer mu.Unlock()
				given[n]++
			})
		}
		wg.Wait()
		for n := 42; n < 62; n++ {
			if given[n] != 1 {
				t.Errorf("number %d was given %d times", n, given[n])
			}
		}
		for _, c := range []struct {
			by   access.Actor
			code string
			last int
			key  string
		}{
			{x.secretary, "NQ", 60, "document.number_given"},
			{x.secretary, "NQ", 61, ""},
			{x.secretary, "NQ", 100, ""},
			{x.secretary, "NQ", 70, ""},
			{x.secretary, "NQ", -1, "document.number_invalid"},
			{x.secretary, "NQ-1", 1, "document.code_invalid"},
			{x.secretary, "QĐ", 3, ""},
			{x.member, "NQ", 200, "ui.denied"},
		} {
			if err := x.docs.StartAt(ctx, c.by, x.unit, c.code, c.last); fault.Key(err) != c.key {
				t.Errorf("start %s at %d: %v, want %q", c.code, c.last, err, c.key)
			}
		}
		all, err := x.docs.Numbers(ctx, x.secretary, x.unit)
		if diff := cmp.Diff([]document.Number{{Code: "BB", Last: 1, Issued: 1}, {Code: "NQ", Last: 70, Issued: 61}, {Code: "QĐ", Last: 3}}, all); err != nil || diff != "" {
			t.Error(err, diff)
		}
		// A new term begins at one.
		if err := x.orgs.OpenTerm(ctx, x.secretary, x.unit, org.Term{Ordinal: "VII", From: "2026-05-01"}); err != nil {
			t.Fatal(err)
		}
		if n, term, err := next("NQ"); err != nil || n != 1 || term == "" {
			t.Errorf("the new term begins at %d of %q, %v", n, term, err)
		}
	})
}

// F5, safety S10: a picture of an album is kept as it was drawn anew, large and small,
// and opened by who may read its record.
func TestAlbum(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		x := build(t, d)
		add := func(name string, data []byte) (document.ID, error) {
			return x.docs.Attach(t.Context(), x.secretary, document.Upload{Kind: "album", Subject: "a", Name: name, Data: bytes.NewReader(data), Declared: true})
		}
		var b bytes.Buffer
		if err := png.Encode(&b, image.NewGray(image.Rect(0, 0, 900, 300))); err != nil {
			t.Fatal(err)
		}
		id, err := add("so-do.png", append(b.Bytes(), "ghi chu"...))
		if err != nil {
			t.Fatal(err)
		}
		p, file, err := x.docs.OpenPicture(t.Context(), x.member, id, true)
		if err != nil {
			t.Fatal(err)
		}
		defer file.Close()
		small, err := png.DecodeConfig(file)
		if err != nil || p.Width != 900 || small.Width != document.SmallSide || p.Name != "so-do.png" {
			t.Errorf("%+v, %d, %v", p, small.Width, err)
		}
		if _, _, err := x.docs.OpenPicture(t.Context(), access.Actor{Kind: access.Human}, id, false); !fault.Is(err, fault.NotFound) {
			t.Errorf("by somebody else: %v", err)
		}
		if _, err := add("thu.docx", letter(t, "Kính gửi chi bộ, đây là một bức thư có đủ chữ để đọc.")); fault.Key(err) != "document.no_picture" {
			t.Errorf("a letter: %v", err)
		}
	})
}
