package paper

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// form B0
func TestPresets(t *testing.T) {
	if diff := cmp.Diff([]string{HD05, HD36}, Presets()); diff != "" {
		t.Error(diff)
	}
	p, err := PresetNamed(HD05)
	if err != nil {
		t.Fatal(err)
	}
	want := Page{Width: 210, Height: 297, Top: 20, Bottom: 20, Left: 30, Right: 15, Number: 10, Indent: 10}
	if diff := cmp.Diff(want, p.Page); diff != "" {
		t.Error(diff)
	}
	if p.Styles[rolePost].Bold {
		t.Error("HD05: the post is not bold")
	}
	old, err := PresetNamed(HD36)
	if err != nil {
		t.Fatal(err)
	}
	if !old.Styles[rolePost].Bold {
		t.Error("HD36: the post is bold")
	}
	if _, err := PresetNamed("HD99"); err == nil {
		t.Error("an unknown preset was taken")
	}
}

// A certificate lies on its side: the columns share what the sheet is wider.
func TestLandscape(t *testing.T) {
	d := Document{Preset: HD05, Kind: "Giấy chứng nhận", Landscape: true}
	p, err := presetOf(d)
	if err != nil || p.Page.Width != 297 || p.Page.Height != 210 || p.Head.Left+p.Head.Right != 75+90+87 {
		t.Errorf("%+v %v", p.Page, err)
	}
	var word, pdf strings.Builder
	if err := DOCX(&word, d); err != nil {
		t.Error(err)
	}
	if err := PDF(&pdf, d); err != nil || !strings.Contains(pdf.String(), "841.89 595.28") {
		t.Errorf("the page is not turned: %v", err)
	}
}

func TestParsePresets(t *testing.T) {
	for _, tt := range []struct{ name, old, new, want string }{
		{"unknown key", "number_mm:", "numbre_mm:", "numbre_mm"},
		{"unknown key of a style", "rule: true", "ruler: true", "ruler"},
		{"unknown style", "    star:       {size_pt: 14", "    stern: {size_pt: 14, line_pt: 16, align: left}\n    star:       {size_pt: 14", `unknown style "stern"`},
		{"missing style", "    star:       {size_pt: 14, line_pt: 16, align: centre}\n", "", `style "star" lacks`},
		{"missing size", "kind:       {size_pt: 16, ", "kind:       {", `style "kind" lacks`},
		{"unknown alignment", "align: justify", "align: both", "both"},
		{"margins without text", "left_mm: 30, right_mm: 15", "left_mm: 130, right_mm: 115", "no room"},
		{"columns too wide", "head: {left_mm: 75", "head: {left_mm: 85", "wider than the text"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			src := strings.Replace(string(presetsYAML), tt.old, tt.new, 1)
			_, err := parsePresets([]byte(src))
			if err == nil || !strings.Contains(err.Error(), tt.want) {
				t.Errorf("error %v, want one that tells %q", err, tt.want)
			}
		})
	}
}
