package paper

import (
	_ "embed"
	"fmt"
	"maps"
	"slices"
	"sync"

	"github.com/goccy/go-yaml"
)

// The names of the built-in presets.
const (
	HD05 = "HD05" // guidance 05 of 2026, in force
	HD36 = "HD36" // guidance 36 of 2018, for papers of its time
)

// Preset is the layout that one guidance prescribes. Every figure of it stands
// in presets.yaml.
type Preset struct {
	// Title names the guidance to users, with the reservation that the
	// layout follows reference material.
	Title string `yaml:"title"`
	// Font is the typeface asked for in .docx; .pdf embeds Liberation Serif,
	// whose letters have the same widths as Times New Roman.
	Font   string         `yaml:"font"`
	Page   Page           `yaml:"page"`
	Head   Pair           `yaml:"head"`
	Sign   Pair           `yaml:"sign"`
	Labels Labels         `yaml:"labels"`
	Styles map[Role]Style `yaml:"styles"`
}

// Page is the sheet and its margins, in millimetres. Number is the distance of
// the page number from the upper edge, Indent that of first lines from the
// left margin.
type Page struct {
	Width  float64 `yaml:"width_mm"`
	Height float64 `yaml:"height_mm"`
	Top    float64 `yaml:"top_mm"`
	Bottom float64 `yaml:"bottom_mm"`
	Left   float64 `yaml:"left_mm"`
	Right  float64 `yaml:"right_mm"`
	Number float64 `yaml:"number_mm"`
	Indent float64 `yaml:"indent_mm"`
}

// Pair is two columns side by side, widths in millimetres. BlankLines is the
// room for a signature.
type Pair struct {
	Left       float64 `yaml:"left_mm"`
	Right      float64 `yaml:"right_mm"`
	BlankLines int     `yaml:"blank_lines"`
}

// Labels are the words that stand on papers by the guidance itself.
type Labels struct {
	Party        string `yaml:"party"`
	Star         string `yaml:"star"`
	Place        string `yaml:"place"`
	Dashes       string `yaml:"dashes"`
	Addressees   string `yaml:"addressees"`
	Recipients   string `yaml:"recipients"`
	Archive      string `yaml:"archive"`
	ForCell      string `yaml:"for_cell"`
	ForCommittee string `yaml:"for_committee"`
	Secretary    string `yaml:"secretary"`
	Deputy       string `yaml:"deputy"`
	MinuteTaker  string `yaml:"minute_taker"`
	Chair        string `yaml:"chair"`
	Presidium    string `yaml:"presidium"` // the chair of a congress
}

// Role is what a line or paragraph is for; it selects its [Style].
type Role string

// The roles, in the order in which they appear on a paper.
const (
	roleParty      Role = "party"
	roleParent     Role = "parent"
	roleIssuer     Role = "issuer"
	roleStar       Role = "star"
	roleNumber     Role = "number"
	roleAbout      Role = "about"
	rolePlace      Role = "place"
	roleKind       Role = "kind"
	roleSubject    Role = "subject"
	roleDashes     Role = "dashes"
	roleAddressees Role = "addressees"
	roleHeading1   Role = "heading1"
	roleHeading2   Role = "heading2"
	roleHeading3   Role = "heading3"
	roleBody       Role = "body"
	roleCell       Role = "cell"
	roleCellHead   Role = "cellhead"
	roleAuthority  Role = "authority"
	rolePost       Role = "post"
	roleBlank      Role = "blank"
	roleName       Role = "name"
	roleRecipients Role = "recipients"
	roleRecipient  Role = "recipient"
	roleNote       Role = "note"
	rolePageNumber Role = "pagenumber"
)

var roles = []Role{
	roleParty, roleParent, roleIssuer, roleStar, roleNumber, roleAbout, rolePlace,
	roleKind, roleSubject, roleDashes, roleAddressees, roleHeading1, roleHeading2,
	roleHeading3, roleBody, roleCell, roleCellHead, roleAuthority, rolePost, roleBlank,
	roleName, roleRecipients, roleRecipient, roleNote, rolePageNumber,
}

// Style is the look of a role, in points. Rule draws a solid line below the
// text, as long as the text.
type Style struct {
	Size      float64 `yaml:"size_pt"`
	Line      float64 `yaml:"line_pt"`
	Before    float64 `yaml:"before_pt"`
	After     float64 `yaml:"after_pt"`
	Align     Align   `yaml:"align"`
	Bold      bool    `yaml:"bold"`
	Italic    bool    `yaml:"italic"`
	Underline bool    `yaml:"underline"`
	Caps      bool    `yaml:"caps"`
	Indent    bool    `yaml:"indent"`
	Rule      bool    `yaml:"rule"`
}

// UnmarshalYAML reads an alignment by its name.
func (a *Align) UnmarshalYAML(data []byte) error {
	var name string
	if err := yaml.Unmarshal(data, &name); err != nil {
		return err
	}
	found, ok := map[string]Align{
		"left": AlignLeft, "centre": AlignCentre, "right": AlignRight, "justify": AlignJustify,
	}[name]
	if !ok {
		return fmt.Errorf("unknown alignment %q", name)
	}
	*a = found
	return nil
}

//go:embed presets.yaml
var presetsYAML []byte

// builtin panics on a faulty file, which only a defect of this package can
// bring about, and which its tests would show.
var builtin = sync.OnceValue(func() map[string]Preset {
	presets, err := parsePresets(presetsYAML)
	if err != nil {
		panic("paper: presets.yaml: " + err.Error())
	}
	return presets
})

// Presets lists the names of the presets in alphabetical order.
func Presets() []string { return slices.Sorted(maps.Keys(builtin())) }

// PresetNamed returns the preset of that name, or an error.
func PresetNamed(name string) (Preset, error) {
	p, ok := builtin()[name]
	if !ok {
		return Preset{}, fmt.Errorf("paper: unknown preset %q", name)
	}
	return p, nil
}

// presetOf is the layout of a document: its preset, turned where the document is.
func presetOf(d Document) (Preset, error) {
	p, err := PresetNamed(d.Preset)
	if err != nil || !d.Landscape {
		return p, err
	}
	wider := (p.Page.Height - p.Page.Width) / 2 // of each column of a pair
	p.Page.Width, p.Page.Height = p.Page.Height, p.Page.Width
	p.Head.Left, p.Head.Right = p.Head.Left+wider, p.Head.Right+wider
	p.Sign.Left, p.Sign.Right = p.Sign.Left+wider, p.Sign.Right+wider
	return p, nil
}

// parsePresets reads presets by name. Unknown keys, unknown roles and missing
// styles are errors: a size left out must not become 0.
func parsePresets(data []byte) (map[string]Preset, error) {
	var presets map[string]Preset
	if err := yaml.UnmarshalWithOptions(data, &presets, yaml.Strict()); err != nil {
		return nil, err
	}
	for name, p := range presets {
		if err := p.check(); err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
	}
	return presets, nil
}

func (p Preset) check() error {
	for role := range p.Styles {
		if !slices.Contains(roles, role) {
			return fmt.Errorf("unknown style %q", role)
		}
	}
	for _, role := range roles {
		s := p.Styles[role]
		if s.Size <= 0 || s.Line <= 0 || s.Align == AlignPreset {
			return fmt.Errorf("style %q lacks its size, line or alignment", role)
		}
	}
	if p.textWidth() <= 0 || p.textHeight() <= 0 || p.Font == "" {
		return fmt.Errorf("the page has no room for text, or no font")
	}
	if w := p.textWidth() + 0.01; w < p.Head.Left+p.Head.Right || w < p.Sign.Left+p.Sign.Right {
		return fmt.Errorf("the two columns are wider than the text")
	}
	return nil
}

// textWidth is the width between the margins, in millimetres.
func (p Preset) textWidth() float64 { return p.Page.Width - p.Page.Left - p.Page.Right }

// textHeight is the height between the margins, in millimetres.
func (p Preset) textHeight() float64 { return p.Page.Height - p.Page.Top - p.Page.Bottom }
