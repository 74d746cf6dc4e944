package paper

import (
	"bytes"
	"encoding/binary"
	"errors"
	"math"
	"strings"
	"sync"

	"codeberg.org/go-pdf/fpdf"
	"github.com/go-fonts/liberation/liberationserifbold"
	"github.com/go-fonts/liberation/liberationserifbolditalic"
	"github.com/go-fonts/liberation/liberationserifitalic"
	"github.com/go-fonts/liberation/liberationserifregular"
)

// missing stands for a character that the font lacks (emoji, Han): the reader
// sees that something stood there.
const missing = '□'

// face is one style of the font, parsed once per process.
type face struct {
	style  string          // as fpdf names it: "", "B", "I", "BI"
	ttf    []byte          // for embedding: the letters of European languages only
	widths [1 << 16]uint16 // of each character in 1/1000 em; 0: no glyph
}

// width is the advance of text in points at a size in points.
func (f *face) width(text string, size float64) float64 {
	units := 0
	for _, r := range text {
		units += int(f.widths[r&0xFFFF])
	}
	return float64(units) * size / 1000
}

// has reports whether the font can draw the character.
func (f *face) has(r rune) bool { return r <= 0xFFFF && f.widths[r] > 0 }

// faces holds the four styles of Liberation Serif; index 1 is bold, 2 italic,
// 3 both.
var faces = sync.OnceValue(func() [4]*face {
	var out [4]*face
	var wg sync.WaitGroup
	for i, src := range [4]struct {
		style string
		ttf   []byte
	}{
		{"", liberationserifregular.TTF},
		{"B", liberationserifbold.TTF},
		{"I", liberationserifitalic.TTF},
		{"BI", liberationserifbolditalic.TTF},
	} {
		wg.Go(func() {
			f := &face{style: src.style}
			if err := f.readWidths(src.ttf); err != nil {
				panic("paper: embedded font: " + err.Error())
			}
			f.ttf = fpdf.UTF8CutFont(src.ttf, f.repertoire())
			out[i] = f
		})
	}
	wg.Wait()
	return out
})

// faceOf selects the face of a run.
func faceOf(bold, italic bool) *face {
	i := 0
	if bold {
		i = 1
	}
	if italic {
		i += 2
	}
	return faces()[i]
}

// repertoire is every character that papers may use. Keeping only these makes
// the font a fifth as large to parse, which each new file has to do again;
// what is left out gets no width, so that it is drawn as missing.
func (f *face) repertoire() string {
	var keep []rune
	for i := range f.widths {
		r := rune(i)
		switch {
		case r < 0x20 || f.widths[r] == 0:
		case r <= 0x01FF, // Latin with the letters of Vietnamese: đ, ơ, ư
			r >= 0x1E00 && r <= 0x1EFF,                             // ạ ả ấ …
			r >= 0x2010 && r <= 0x2027, r >= 0x2030 && r <= 0x205E, // dashes, quotes, dots
			r >= 0x2070 && r <= 0x22FF, // indices, currency, arrows, mathematics
			r >= 0x25A0 && r <= 0x25FF, // □ ●
			r >= 0x0370 && r <= 0x03FF: // Greek, in measures
			keep = append(keep, r)
			continue
		}
		f.widths[r] = 0
	}
	return string(keep)
}

// readWidths fills widths from the tables cmap (format 4), hmtx, hhea and head
// of a TrueType font.
func (f *face) readWidths(ttf []byte) error {
	u16 := func(b []byte, at int) int { return int(binary.BigEndian.Uint16(b[at:])) }
	tables := map[string][]byte{}
	for i := range u16(ttf, 4) {
		entry := ttf[12+16*i:]
		offset, length := binary.BigEndian.Uint32(entry[8:]), binary.BigEndian.Uint32(entry[12:])
		tables[string(entry[:4])] = ttf[offset : offset+length]
	}
	perEm := float64(u16(tables["head"], 18))
	metrics := u16(tables["hhea"], 34)
	hmtx := tables["hmtx"]
	glyphs, err := readCmap(tables["cmap"])
	if err != nil {
		return err
	}
	for r, glyph := range glyphs {
		advance := u16(hmtx, 4*min(glyph, metrics-1))
		// fpdf rounds in the same way; the two must agree for lines to end
		// at the margin.
		f.widths[r] = uint16(math.Round(float64(advance) * 1000 / perEm))
	}
	return nil
}

// readCmap maps the characters of the first plane to glyphs.
func readCmap(cmap []byte) (map[rune]int, error) {
	u16 := func(at int) int { return int(binary.BigEndian.Uint16(cmap[at:])) }
	for i := range u16(2) {
		at := int(binary.BigEndian.Uint32(cmap[4+8*i+4:]))
		if u16(at) != 4 {
			continue
		}
		glyphs := map[rune]int{}
		twice := u16(at + 6) // twice the number of segments
		for s := 0; s < twice; s += 2 {
			end, start := u16(at+14+s), u16(at+16+twice+s)
			delta, offsetAt := u16(at+16+2*twice+s), at+16+3*twice+s
			for r := start; r <= end && r < 0xFFFF; r++ {
				glyph := r
				if offset := u16(offsetAt); offset != 0 {
					if glyph = u16(offsetAt + offset + 2*(r-start)); glyph == 0 {
						continue
					}
				}
				if glyph = (glyph + delta) & 0xFFFF; glyph != 0 {
					glyphs[rune(r)] = glyph
				}
			}
		}
		return glyphs, nil
	}
	return nil, errors.New("no character map of format 4")
}

// The table by which a reader turns glyphs into letters (ToUnicode). fpdf
// writes all of the first plane as one range, but ISO 32000, 9.10.3 lets only
// the last byte of a range grow, and strict readers then find no Vietnamese.
// The table put in its place has a range for each high byte of the repertoire;
// it must not be longer, because the file counts offsets in bytes.
const (
	oneRange = "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n/CIDSystemInfo\n<</Registry (Adobe)\n/Ordering (UCS)\n/Supplement 0\n>> def\n" +
		"/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange\n" +
		"1 beginbfrange\n<0000> <FFFF> <0000>\nendbfrange\nendcmap\nCMapName currentdict /CMap defineresource pop\nend\nend"
	manyRanges = "/CIDInit /ProcSet findresource begin 12 dict begin begincmap/CMapType 2 def\n" +
		"1 begincodespacerange<0000><FFFF>endcodespacerange 8 beginbfrange" +
		"<0000><00FF><0000><0100><01FF><0100><0300><03FF><0300><1E00><1EFF><1E00>" +
		"<2000><20FF><2000><2100><21FF><2100><2200><22FF><2200><2500><25FF><2500>" +
		"endbfrange endcmap end end"
)

// readable replaces the table in a finished file.
func readable(file []byte) []byte {
	table := manyRanges + strings.Repeat(" ", len(oneRange)-len(manyRanges))
	return bytes.ReplaceAll(file, []byte(oneRange), []byte(table))
}
