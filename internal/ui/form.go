package ui

import (
	"cmp"
	"net/url"
	"slices"
	"strings"
)

// Form is what came back from a form that could not be accepted: what was typed
// and what is wrong with it. The zero value is a form not yet filled in; a nil
// *Form reads like it.
type Form struct {
	Values  url.Values
	Errors  map[string]string // field → what to do, in the reader's language
	General string            // a fault of no single field
	Theirs  map[string]string // field → text saved meanwhile by somebody else
	Order   []string          // fields as they stand on the page, for the summary
}

// Value returns what was typed into the field, "" if nothing.
func (f *Form) Value(name string) string {
	if f == nil {
		return ""
	}
	return f.Values.Get(name)
}

// Error returns what is wrong with the field, "" if nothing.
func (f *Form) Error(name string) string {
	if f == nil {
		return ""
	}
	return f.Errors[name]
}

// sent reports whether the field came back with the form.
func (f *Form) sent(name string) bool {
	return f != nil && f.Values.Has(name)
}

// theirs returns the text saved meanwhile, where it differs from what was typed; of
// several choices their values, with a space between.
func (f *Form) theirs(name string) (string, bool) {
	if f == nil {
		return "", false
	}
	text, ok := f.Theirs[name]
	return text, ok && text != strings.Join(f.Values[name], " ")
}

// conflict reports whether somebody else saved the same thing meanwhile.
func (f *Form) conflict() bool { return f != nil && len(f.Theirs) > 0 }

// Ordered says how the fields of a form stand on the page, for the summary of
// errors. A form that did not come back has none.
func Ordered(f *Form, names ...string) *Form {
	if f != nil {
		f.Order = names
	}
	return f
}

// failing lists the fields with an error in the order of the page.
func (f *Form) failing() []string {
	if f == nil {
		return nil
	}
	place := func(name string) int {
		if i := slices.Index(f.Order, name); i >= 0 {
			return i
		}
		return len(f.Order)
	}
	var names []string
	for name := range f.Errors {
		names = append(names, name)
	}
	slices.SortFunc(names, func(a, b string) int {
		return cmp.Or(cmp.Compare(place(a), place(b)), cmp.Compare(a, b))
	})
	return names
}

// FormProps describes a form that changes something.
type FormProps struct {
	Action    string
	Form      *Form  // what came back, shown as summary above the fields
	Version   string // version of the record that the form shows; hidden field _version
	Multipart bool   // the form carries files
	Keep      string // name under which the script keeps what is typed until it is saved; none when empty
	Guard     bool   // the script warns before unsaved input is left
	ID        string
	// Autosave is the address to which the script posts the form by itself, some
	// seconds after the last key; it answers 204 with the version that is stored
	// now in the header Chibo-Version. What becomes of it is said in the element
	// with data-saved. A button with data-save saves without leaving the page.
	Autosave string
	// Page is where the parts with data-fresh are read anew as what is stored
	// grows: the page of the form, which after a refusal is another than the one
	// that the browser shows.
	Page string
}

// Field describes one labelled control. Texts are ready to show.
type Field struct {
	Name     string
	Label    string
	Hint     string
	Value    string // shown until the form came back with another
	Form     *Form
	Optional bool // says so beside the label: all other fields are expected

	Options      []Choice // of Select, Radios and Checks
	Empty        string   // of Select: label of the choice of nothing
	Rows         int      // of Area
	Width        string   // "tiny", "short", "mid" or "" (full)
	Autocomplete string
	InputMode    string
	Min, Max     string // of Number
	Accept       string // of File
	Multiple     bool   // of File
	MaxLength    int
	ReadOnly     bool
	Focus        bool // the cursor starts here
}

// value is what the control shows.
func (f Field) value() string {
	if f.Form.sent(f.Name) {
		return f.Form.Value(f.Name)
	}
	return f.Value
}

// label is a value as it is read: of a choice, its label; of several, theirs.
func (f Field) label(value string) string {
	several := strings.Fields(value)
	var labels []string
	for _, o := range f.Options {
		if o.Value == value {
			return o.Label
		}
		if slices.Contains(several, o.Value) {
			labels = append(labels, o.Label)
		}
	}
	if len(labels) == 0 || len(labels) < len(several) {
		return value
	}
	return strings.Join(labels, "; ")
}

// id is the identity of the control in the page.
func (f Field) id() string { return fieldID(f.Name) }

func fieldID(name string) string { return "f-" + name }

func (f Field) err() string { return f.Form.Error(f.Name) }

// describedBy names the elements that explain the control.
func (f Field) describedBy() string {
	ids := ""
	if f.Hint != "" {
		ids = f.id() + "-hint"
	}
	if f.err() != "" {
		ids += either(ids == "", "", " ") + f.id() + "-error"
	}
	return ids
}

// chosen reports whether the option is the one (or among those) to show.
func (f Field) chosen(option Choice) bool {
	if f.Form != nil && f.Form.Values != nil { // boxes not ticked are not sent
		return slices.Contains(f.Form.Values[f.Name], option.Value)
	}
	return option.Current || (f.Value != "" && f.Value == option.Value)
}

// checked reports whether a single box is ticked. A box that is not ticked is
// not sent, so any form that came back decides.
func (f Field) checked() bool {
	if f.Form != nil && f.Form.Values != nil {
		return f.Form.Values.Has(f.Name)
	}
	return f.Value != ""
}

// class is that of an input of the wanted width.
func (f Field) class(base string) string {
	if f.Width == "" {
		return base
	}
	return base + " in-" + f.Width
}
