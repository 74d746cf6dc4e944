package i18n

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// Lang is a language of the interface. What people write stays Vietnamese.
type Lang string

// The languages of the interface. Vietnamese is the default.
const (
	Vi Lang = "vi"
	En Lang = "en"
)

// Localized is a value that knows its own words: a state, a role, a unit.
type Localized interface {
	Local(Lang) string
}

// Catalog holds every text in every language. It is safe for concurrent use.
type Catalog struct {
	texts map[Lang]map[string]string
	owner map[string]int // first segment of a key → the source that declares it
}

var placeholder = regexp.MustCompile(`\{(\d+)\}`)

// New reads text.vi.json and text.en.json from each source. It reports an error
// that names the key when the two languages of a source differ in keys or
// placeholders, when a key has no owner segment or stands twice, and when two
// sources claim the same owner.
func New(sources ...fs.FS) (*Catalog, error) {
	c := &Catalog{
		texts: map[Lang]map[string]string{Vi: {}, En: {}},
		owner: map[string]int{},
	}
	for i, source := range sources {
		if err := c.add(i, source); err != nil {
			return nil, fmt.Errorf("i18n: source %d: %w", i+1, err)
		}
	}
	return c, nil
}

func (c *Catalog) add(source int, files fs.FS) error {
	vi, err := read(files, Vi)
	if err != nil {
		return err
	}
	en, err := read(files, En)
	if err != nil {
		return err
	}
	for key := range en {
		if _, ok := vi[key]; !ok {
			return fmt.Errorf("key %q has no Vietnamese text", key)
		}
	}
	for key, text := range vi {
		other, ok := en[key]
		if !ok {
			return fmt.Errorf("key %q has no English text", key)
		}
		if a, b := placeholders(text), placeholders(other); !slices.Equal(a, b) {
			return fmt.Errorf("key %q has placeholders %v in Vietnamese and %v in English", key, a, b)
		}
		if err := c.claim(source, key); err != nil {
			return err
		}
		c.texts[Vi][key], c.texts[En][key] = text, other
	}
	return nil
}

// claim gives the owner of key to the source, unless another one has it.
func (c *Catalog) claim(source int, key string) error {
	owner, rest, ok := strings.Cut(key, ".")
	if !ok || owner == "" || rest == "" {
		return fmt.Errorf("key %q does not begin with its owner", key)
	}
	if first, taken := c.owner[owner]; taken && first != source {
		return fmt.Errorf("key %q: texts of %q are already declared by source %d", key, owner, first+1)
	}
	c.owner[owner] = source
	return nil
}

// read decodes one flat file token by token: encoding/json would silently keep
// the last of two equal keys.
func read(files fs.FS, l Lang) (map[string]string, error) {
	name := "text." + string(l) + ".json"
	f, err := files.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	dec := json.NewDecoder(f)
	if tok, err := dec.Token(); err != nil || tok != json.Delim('{') {
		return nil, errors.Join(fmt.Errorf("%s is not one JSON object", name), err)
	}
	texts := map[string]string{}
	for dec.More() {
		key, err := dec.Token()
		if err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
		value, err := dec.Token()
		if err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
		text, ok := value.(string)
		if !ok {
			return nil, fmt.Errorf("%s: key %q is not a text", name, key)
		}
		if _, twice := texts[key.(string)]; twice {
			return nil, fmt.Errorf("%s: key %q stands twice", name, key)
		}
		texts[key.(string)] = text
	}
	if _, err := dec.Token(); err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	return texts, nil
}

// placeholders lists the numbers used in text, each once, in order.
func placeholders(text string) []string {
	var found []string
	for _, m := range placeholder.FindAllStringSubmatch(text, -1) {
		found = append(found, m[1])
	}
	slices.Sort(found)
	return slices.Compact(found)
}

// Has reports whether the catalogue knows the key.
func (c *Catalog) Has(key string) bool {
	_, ok := c.texts[Vi][key]
	return ok
}

// Text returns the text of key in l (Vietnamese for an unknown language), with
// {0}, {1}, … replaced by args: whole and broken numbers as [Number] writes them,
// a [Localized] value in its own words, everything else as fmt prints it. A
// placeholder without argument stays visible. An unknown key yields "⟦key⟧".
func (c *Catalog) Text(l Lang, key string, args ...any) string {
	texts, ok := c.texts[l]
	if !ok {
		texts = c.texts[Vi]
	}
	text, ok := texts[key]
	if !ok {
		return "⟦" + key + "⟧"
	}
	if !strings.Contains(text, "{") {
		return text
	}
	return placeholder.ReplaceAllStringFunc(text, func(m string) string {
		n, err := strconv.Atoi(m[1 : len(m)-1])
		if err != nil || n >= len(args) {
			return m
		}
		return format(l, args[n])
	})
}

func format(l Lang, arg any) string {
	switch v := arg.(type) {
	case string:
		return v
	case Localized:
		return v.Local(l)
	case int:
		return Number(l, v)
	case int64:
		return Number(l, v)
	case int32:
		return Number(l, v)
	case float64:
		return Number(l, v)
	case float32:
		return Number(l, v)
	}
	return fmt.Sprint(arg)
}
