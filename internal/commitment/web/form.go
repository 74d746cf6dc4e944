package web

import (
	"net/url"
	"strconv"
	"strings"

	"chibo/internal/commitment"
	"chibo/internal/member"
)

// The fields of an item in a form, by the end of their names: item-2-work. Last
// stands what is chosen: the theme of a pledge's item, who answers for a
// programme's.
var (
	itemParts = []string{"id", "heading", "work", "measure", "due", "theme"}
	workParts = []string{"id", "heading", "work", "measure", "due", "leader"}
)

func fieldOf(n int, part string) string { return "item-" + strconv.Itoa(n) + "-" + part }

// cards bounds what is read of a form: more than may be kept, so that too many
// are refused with a reason.
const cards = commitment.WorksMax + 10

// compact gives the texts of the items of a form in their order, each in the
// order of parts. Cards in which nothing is typed are left out, and so is the
// one numbered drop; the fields of the others are renumbered in the form
// itself, so that what is wrong with them is shown at its place.
func compact(v url.Values, parts []string, drop int) [][]string {
	var kept [][]string
	for n := 1; n <= cards; n++ {
		texts, typed := make([]string, len(parts)), ""
		for i, part := range parts {
			name := fieldOf(n, part)
			texts[i] = v.Get(name)
			if isText(part) {
				typed += texts[i]
			}
			v.Del(name)
		}
		if n != drop && strings.TrimSpace(typed) != "" {
			kept = append(kept, texts)
		}
	}
	for n, texts := range kept {
		for i, part := range parts {
			v.Set(fieldOf(n+1, part), texts[i])
		}
	}
	return kept
}

// isText reports whether a part of an item is typed, and neither chosen nor hidden.
func isText(part string) bool { return part != "id" && part != "theme" && part != "leader" }

// read gives the items of a pledge's form; see compact.
func read(v url.Values, drop int) []commitment.ItemForm {
	var items []commitment.ItemForm
	for _, t := range compact(v, itemParts, drop) {
		items = append(items, commitment.ItemForm{ID: commitment.ItemID(t[0]), Heading: t[1], Work: t[2], Measure: t[3], Due: t[4], Theme: t[5]})
	}
	return items
}

// readWorks gives the items of a programme's form; see compact.
func readWorks(v url.Values, drop int) []commitment.WorkForm {
	var works []commitment.WorkForm
	for _, t := range compact(v, workParts, drop) {
		works = append(works, commitment.WorkForm{ID: commitment.WorkID(t[0]), Heading: t[1], Work: t[2], Measure: t[3], Due: t[4], Leader: member.ID(t[5])})
	}
	return works
}

// standing gives the place that the n-th card of a form takes among those in
// which something is typed, 0 if nothing is typed in it.
func standing(v url.Values, n int) int {
	at := 0
	for i := 1; i <= n; i++ {
		typed := ""
		for _, part := range itemParts {
			if isText(part) {
				typed += v.Get(fieldOf(i, part))
			}
		}
		if strings.TrimSpace(typed) != "" {
			at++
		} else if i == n {
			return 0
		}
	}
	return at
}

// order reads the button that was pressed: "drop-3" is drop, 3.
func order(v url.Values) (do string, n int) {
	do, no, _ := strings.Cut(v.Get("do"), "-")
	n, err := strconv.Atoi(no)
	if err != nil || n < 1 || n > cards {
		return do, 0
	}
	return do, n
}
