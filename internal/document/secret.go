package document

import (
	"path"
	"slices"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"chibo/internal/fault"
	"chibo/internal/sheet"
)

// errSecret answers every mark; it never repeats what was found.
func errSecret() error { return fault.New(fault.Invalid, "document.secret") }

// Listed judges the name of a spreadsheet before its rows are read.
func Listed[R any](read func(*sheet.Book) ([]R, error)) func(string, *sheet.Book) ([]R, error) {
	return func(fileName string, book *sheet.Book) ([]R, error) {
		if err := CheckText(fileName, ""); err != nil {
			return nil, err
		}
		return read(book)
	}
}

// CheckText refuses a text, or the name that it comes under, that bears a mark
// of state secrecy (MẬT, TỐI MẬT, TUYỆT MẬT) (I5). Other entrances than files
// use it: imported lists, pasted text. Either argument may be "".
func CheckText(name, text string) error {
	if marked("", name, label) || marked("", strings.TrimSuffix(name, path.Ext(name)), label) {
		return errSecret()
	}
	var r reader
	for line := range strings.Lines(text) {
		r.line(line)
	}
	if r.marked {
		return errSecret()
	}
	return nil
}

// reading says what sort of text is read: in a name or a metadata field, a
// single word is meant as a mark where in running text it is a word.
type reading int

const (
	running reading = iota
	label
)

// word is a word of a line, in lower case.
type word struct {
	text    string
	caps    bool // stood in capitals
	cut     bool // something other than a space stands before it
	opening rune // the bracket right before it, or 0
	closing rune // the bracket right after it, or 0
}

// Words that make an everyday compound with mật, before and behind it. Words
// that begin titles of papers (báo, kế, chỉ, nghị) are not among them, for
// they follow a stamp as well.
var (
	beforeMat = words(`bảo bí cơ thân kín cẩn nghiêm trù chu tinh tường hậu độ túi gan sỏi ống đường dịch muối tố men trăng hũ chai lít ong rỉ
		ngọt lấy quay hút axit acid tắc giọt thìa tiết hòa hoà khúc trào nôn`)
	afterMat = words(`độ thiết khẩu mã ong vụ thư gấu tông phục hiệu thám mía ngọt ngữ`)
)

func words(s string) map[string]bool {
	m := map[string]bool{}
	for _, w := range strings.Fields(s) {
		m[w] = true
	}
	return m
}

// legacy are the spellings of the three words in TCVN3 and VNI fonts, which
// show Vietnamese letters in the place of others.
var legacy = map[string]string{
	"mët": "mật", "maät": "mật", "tèi": "tối", "toái": "tối", "tuyöt": "tuyệt", "tuyeät": "tuyệt",
}

// marked reports whether one line of text bears a mark. before is the line
// above it, or "": a heading may break inside a compound.
func marked(before, line string, how reading) bool {
	if how == running && !suspicious(line) {
		return false
	}
	var above []word
	if before != "" {
		if all := split(norm.NFKC.String(before)); len(all) > 0 {
			above = all[len(all)-1:]
		}
	}
	line = norm.NFKC.String(strings.Map(visible, line))
	for _, segment := range segments(line) {
		ws := split(segment)
		if alone(ws) || spaced(ws) {
			return true
		}
		if len(ws) > 0 && len(above) == 1 && above[0].caps == ws[0].caps {
			ws = append(above, ws...)
		}
		above = nil
		if slices.ContainsFunc(marksAt(ws), func(i int) bool { return isMark(ws, i, how, segment) }) {
			return true
		}
	}
	return false
}

// suspicious is a cheap look that spares nearly every line the real one.
func suspicious(line string) bool {
	for _, s := range []string{"ậ", "Ậ", "\u0323", "Ë", "ë", "ä", "Ä", "MAT", "Mat", "mat", "M A T"} {
		if strings.Contains(line, s) {
			return true
		}
	}
	return false
}

// visible drops what a reader cannot see.
func visible(r rune) rune {
	if unicode.Is(unicode.Cf, r) || unicode.Is(unicode.Co, r) {
		return -1
	}
	return r
}

// segments cuts a line where a reader sees separate things: at tabs and at
// gaps of three spaces or more.
func segments(line string) []string {
	line = strings.ReplaceAll(line, "   ", "\t")
	parts := strings.FieldsFunc(line, func(r rune) bool { return r == '\t' || r == '\n' || r == '\r' || r == '\f' || r == '\v' })
	if len(parts) > 1 {
		parts = append(parts, strings.Join(parts, " ")) // letters may be spaced as widely
	}
	return parts
}

// split gives the words of a segment. An underscore parts words, as in names
// of files.
func split(s string) []word {
	var ws []word
	var b strings.Builder
	cut, opening, between := false, rune(0), false
	end := func() {
		if b.Len() == 0 {
			return
		}
		text := b.String()
		low := strings.ToLower(text)
		w := word{text: low, caps: text == strings.ToUpper(text) && low != text, cut: cut, opening: opening}
		if known, ok := legacy[low]; ok {
			w.text = known
		}
		ws = append(ws, w)
		b.Reset()
		cut, opening, between = false, 0, true
	}
	rs := []rune(s)
	for i, r := range rs {
		if unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.Is(unicode.Mn, r) {
			b.WriteRune(r)
			continue
		}
		end()
		switch {
		case r == '(' || r == '[' || r == '{' || r == '<':
			cut, opening = true, r
		case unicode.IsSpace(r) || r == '_' || joins(rs, i):
		default:
			if between && len(ws) > 0 && (r == ')' || r == ']' || r == '}' || r == '>') {
				ws[len(ws)-1].closing = r
			}
			cut, opening = true, 0
		}
		between = false
	}
	end()
	return ws
}

// joins reports whether the sign at i ties two letters together, as in
// bảo-mật.
func joins(rs []rune, i int) bool {
	return strings.ContainsRune("-–.·", rs[i]) && i > 0 && i+1 < len(rs) && unicode.IsLetter(rs[i-1]) && unicode.IsLetter(rs[i+1])
}

// alone reports whether nothing but a mark stands there: a stamp.
func alone(ws []word) bool {
	var parts []string
	for _, w := range ws {
		if strings.TrimLeft(w.text, "0123456789") != "" {
			parts = append(parts, w.text)
		}
	}
	text := strings.Join(parts, " ")
	switch text {
	case "mật", "tối mật", "tuyệt mật", "tốimật", "tuyệtmật", "độ mật tối", "độ mật tuyệt":
		return true
	case "toi mat", "tuyet mat":
		return slices.ContainsFunc(ws, func(w word) bool { return w.caps })
	}
	return false
}

// spaced reports whether single letters, set apart, spell a mark.
func spaced(ws []word) bool {
	for i := 0; i < len(ws); {
		j := i
		var b strings.Builder
		for ; j < len(ws) && len([]rune(ws[j].text)) == 1; j++ {
			b.WriteString(ws[j].text)
		}
		if j-i >= 3 {
			if t := b.String(); t == "mật" || strings.Contains(t, "tốimật") || strings.Contains(t, "tuyệtmật") || t == "tuyetmat" || t == "toimat" {
				return true
			}
		}
		i = max(j, i+1)
	}
	return false
}

// marksAt lists where a word stands that might be a mark.
func marksAt(ws []word) []int {
	var at []int
	for i, w := range ws {
		switch w.text {
		case "mật", "mat", "tốimật", "tuyệtmật":
			at = append(at, i)
		}
	}
	return at
}

// isMark judges the word at i.
func isMark(ws []word, i int, how reading, segment string) bool {
	w := ws[i]
	if w.text == "mat" {
		return isPlainMark(ws, i, how)
	}
	if len([]rune(w.text)) > len("mat") {
		return true // tốimật: a page's text without its spaces
	}
	if inCompound(ws, i) {
		return false
	}
	before := ""
	if i > 0 && !w.cut && (ws[i-1].caps || !w.caps) { // độ MẬT is no compound
		before = ws[i-1].text
	}
	switch {
	case before == "tối", before == "tuyệt":
		// Somebody explains the law, rather than stamps a paper.
		return w.caps || how == label || !strings.Contains(strings.ToLower(segment), "bí mật nhà nước")
	case beforeMat[before]:
		return false
	case w.caps, how == label, w.opening != 0 && w.closing != 0:
		return true
	}
	return w.cut && i >= 2 && ws[i-1].text == "mật" && ws[i-2].text == "độ" // Độ mật: Mật
}

// inCompound reports whether the word behind mật makes another word of it.
func inCompound(ws []word, i int) bool {
	if i+1 == len(ws) || ws[i+1].cut || !afterMat[ws[i+1].text] || ws[i].caps && !ws[i+1].caps {
		return false
	}
	urgency := ws[i+1].text == "độ" && i+2 < len(ws) && ws[i+2].text == "khẩn" // MẬT   ĐỘ KHẨN: …
	return !urgency
}

// isPlainMark judges mật written without its marks, which may also be mặt or
// mất: only beside words that leave no doubt.
func isPlainMark(ws []word, i int, how reading) bool {
	w := ws[i]
	if i > 0 && (ws[i-1].text == "toi" || ws[i-1].text == "tuyet") {
		return how == label || w.caps && ws[i-1].caps
	}
	if how != label {
		return false
	}
	if w.opening != 0 && w.closing != 0 && w.caps {
		return true
	}
	return i > 1 && i+1 == len(ws) && slices.Contains([]string{"tai lieu", "van ban", "cong van"}, ws[i-2].text+" "+ws[i-1].text)
}
