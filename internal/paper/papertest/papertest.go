// Package papertest compares papers, as people read them, with golden files.
package papertest

import (
	"archive/zip"
	"bytes"
	"cmp"
	"flag"
	"io"
	"math"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	gocmp "github.com/google/go-cmp/cmp"
	"github.com/ledongthuc/pdf"

	"chibo/internal/paper"
)

var update = flag.Bool("update", false, "write the golden files anew")

// Golden compares a text with the file of that name in testdata.
func Golden(t *testing.T, name, got string) {
	t.Helper()
	path := filepath.Join("testdata", name)
	if *update {
		if err := os.WriteFile(path, []byte(got), 0o644); err != nil { //nolint:gosec // no secret
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if diff := gocmp.Diff(string(want), got); diff != "" {
		t.Errorf("%s differs (-want +got):\n%s", path, diff)
	}
}

// Word is the text of a paper's .docx, a line for each paragraph.
func Word(t *testing.T, d paper.Document) string {
	t.Helper()
	file := written(t, paper.DOCX, d)
	z, err := zip.NewReader(bytes.NewReader(file), int64(len(file)))
	if err != nil {
		t.Fatal(err)
	}
	part, err := z.Open("word/document.xml")
	if err != nil {
		t.Fatal(err)
	}
	xml, err := io.ReadAll(part)
	if err != nil {
		t.Fatal(err)
	}
	var lines strings.Builder
	for _, p := range paragraph.FindAllString(string(xml), -1) {
		line := tags.ReplaceAllString(strings.Join(words.FindAllString(p, -1), ""), "")
		lines.WriteString(strings.TrimRight(line, " \u00A0") + "\n")
	}
	return lines.String()
}

var (
	paragraph = regexp.MustCompile(`(?s)<w:p[ >].*?</w:p>`)
	words     = regexp.MustCompile(`(?s)<w:t[ >].*?</w:t>|<w:t>.*?</w:t>`)
	tags      = regexp.MustCompile(`<[^>]*>`)
)

// PDF is the text of a paper's .pdf, line by line, with a rule after each page.
func PDF(t *testing.T, d paper.Document) string {
	t.Helper()
	file := written(t, paper.PDF, d)
	r, err := pdf.NewReader(bytes.NewReader(file), int64(len(file)))
	if err != nil {
		t.Fatal(err)
	}
	var text strings.Builder
	for n := 1; n <= r.NumPage(); n++ {
		// The reader ends each piece of text with a mark of its own.
		letters := slices.DeleteFunc(r.Page(n).Content().Text, func(t pdf.Text) bool { return t.S == "\uFFFD" })
		slices.SortStableFunc(letters, func(a, b pdf.Text) int { return cmp.Compare(math.Round(b.Y), math.Round(a.Y)) })
		for i, letter := range letters {
			if i > 0 && math.Round(letter.Y) != math.Round(letters[i-1].Y) {
				text.WriteString("\n")
			}
			text.WriteString(letter.S)
		}
		text.WriteString("\n----\n")
	}
	return text.String()
}

// Whole is both, for a golden file.
func Whole(t *testing.T, d paper.Document) string {
	t.Helper()
	return Word(t, d) + "==== PDF\n" + PDF(t, d)
}

func written(t *testing.T, write func(io.Writer, paper.Document) error, d paper.Document) []byte {
	t.Helper()
	var file bytes.Buffer
	if err := write(&file, d); err != nil {
		t.Fatal(err)
	}
	return file.Bytes()
}
