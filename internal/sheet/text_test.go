package sheet

import (
	"encoding/json"
	"os"
	"path/filepath"
	"regexp"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// Every fault has a text in both languages, and no text is left over.
func TestTexts(t *testing.T) {
	files, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	keys := map[string]bool{}
	for _, name := range files {
		source, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range regexp.MustCompile(`fault\.(?:New|Wrap)\([^"]*"(sheet\.\w+)"`).FindAllStringSubmatch(string(source), -1) {
			keys[m[1]] = true
		}
	}
	for _, name := range []string{"text.vi.json", "text.en.json"} {
		data, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		texts := map[string]string{}
		if err := json.Unmarshal(data, &texts); err != nil {
			t.Fatal(err)
		}
		got := map[string]bool{}
		for key, text := range texts {
			got[key] = text != ""
		}
		if diff := cmp.Diff(keys, got); diff != "" {
			t.Errorf("%s: %s", name, diff)
		}
	}
}
