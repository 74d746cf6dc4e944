package arch

import (
	"encoding/json"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// sources reads every file of the tree with one of the endings.
func sources(t *testing.T, endings ...string) map[string]string {
	t.Helper()
	root := filepath.Join("..")
	all := map[string]string{}
	err := filepath.WalkDir(root, func(p string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		for _, e := range endings {
			if strings.HasSuffix(p, e) {
				b, err := os.ReadFile(p)
				if err != nil {
					return err
				}
				all[filepath.ToSlash(p)] = string(b)
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return all
}

// catalogue reads the Vietnamese texts of all packages.
func catalogue(t *testing.T) map[string]string {
	t.Helper()
	all := map[string]string{}
	for path, src := range sources(t, "text.vi.json") {
		var m map[string]string
		if err := json.Unmarshal([]byte(src), &m); err != nil {
			t.Fatalf("%s: %v", path, err)
		}
		for k, v := range m {
			if _, twice := all[k]; twice {
				t.Errorf("%s: %s stands twice", path, k)
			}
			all[k] = v
		}
	}
	return all
}

var key = regexp.MustCompile(`"((?:ui|sheet|roster|rulebook|org|member|account|document|chapter|notify|directive|task|target|vote|meeting|ballot|named|theme|exchange|calendar|poll|quality|topic|commitment|step|library|conduct|contest|reflection|movement|admission|commendation|campaign|review|mobilisation|dossier|evaluation|consultation|feedback|welfare|bulletin|stats|periodic|table|privacy|home)\.[a-z0-9_.]+)("?)`)

var comments = regexp.MustCompile(`(?m)^\s*//.*$|\s//\s.*$`)

// I1: every text key that the code names has a text. A key that ends in "_"
// or "." is the beginning of several.
func TestEveryTextKeyHasAText(t *testing.T) {
	texts := catalogue(t)
	actions := regexp.MustCompile(`(?:Declare|figure\.Stock|figure\.Flow)\("([a-z_.]+)"`)
	for path, src := range sources(t, ".go", ".templ") {
		if strings.HasSuffix(path, "_templ.go") || strings.HasSuffix(path, "_test.go") {
			continue
		}
		src = comments.ReplaceAllString(src, "")
		declared := map[string]bool{}
		for _, m := range actions.FindAllStringSubmatch(src, -1) {
			declared[m[1]] = true
		}
		for _, m := range key.FindAllStringSubmatch(src, -1) {
			if _, ok := texts[m[1]]; ok || declared[m[1]] || strings.HasSuffix(m[1], "_") || strings.HasSuffix(m[1], ".") || notText(m[1]) {
				continue
			}
			t.Errorf("%s: no text %q", path, m[1])
		}
	}
}

// notText are names of the same shape: files and rule keys.
func notText(s string) bool {
	for _, ending := range []string{".go", ".json", ".html", ".css", ".js", ".db", ".new"} {
		if strings.HasSuffix(s, ending) {
			return true
		}
	}
	return rules[s] || s == "roster.date_no" // the beginning of a key
}

var rules = func() map[string]bool {
	all := map[string]bool{}
	src, _ := filepath.Glob("../rulebook/*.go")
	name := regexp.MustCompile(`"([a-z_]+(?:\.[a-z_]+)+)"`)
	for _, p := range src {
		b, _ := os.ReadFile(p)
		for _, m := range name.FindAllStringSubmatch(string(b), -1) {
			all[m[1]] = true
		}
	}
	return all
}()

// A text that nothing names is dead.
func TestEveryTextIsUsed(t *testing.T) {
	quoted := map[string]bool{} // what stands between two quotation marks
	for path, src := range sources(t, ".go", ".templ", ".yaml") {
		if !strings.HasSuffix(path, "_templ.go") && !strings.HasSuffix(path, "_test.go") {
			for part := range strings.SplitSeq(src, `"`) {
				quoted[part] = true
			}
		}
	}
	for k := range catalogue(t) {
		if quoted[k] {
			continue
		}
		begun := false
		for i := strings.LastIndexAny(k, "._"); i > 0 && !begun; i = strings.LastIndexAny(k[:i], "._") {
			begun = quoted[k[:i+1]]
		}
		if !begun {
			t.Errorf("nothing names the text %s", k)
		}
	}
}

// The strict content security policy: no style and no event attributes.
func TestNoInlineStyleOrScript(t *testing.T) {
	inline := regexp.MustCompile(`\s(style|on[a-z]+|hx-on[^=]*)=`)
	for path, src := range sources(t, ".templ") {
		for i, line := range strings.Split(src, "\n") {
			if m := inline.FindString(line); m != "" {
				t.Errorf("%s:%d: inline%s", path, i+1, m)
			}
		}
	}
}

// Nothing that a user sees stands in the code: Vietnamese letters belong to
// text.vi.json, packs and papers.
func TestNoVietnameseInPages(t *testing.T) {
	letters := regexp.MustCompile(`[ăâđêôơưĂÂĐÊÔƠƯạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ]`)
	for path, src := range sources(t, ".templ") {
		if strings.HasPrefix(path, "../ui/gallery/") {
			continue // a page for tests alone
		}
		src = strings.ReplaceAll(src, `"Tiếng Việt"`, "") // a language is named in itself
		for i, line := range strings.Split(comments.ReplaceAllString(src, ""), "\n") {
			if letters.MatchString(line) {
				t.Errorf("%s:%d: text in a page: %s", path, i+1, strings.TrimSpace(line))
			}
		}
	}
}
