package roster

import (
	"regexp"
	"slices"
	"strings"
)

// cuts are the signs between facts in one cell, the surest first. A
// cell is cut by the first of them that occurs.
var cuts = []*regexp.Regexp{
	regexp.MustCompile(`[\n;]`),
	regexp.MustCompile(`,`),
	regexp.MustCompile(`\s[-–]\s`),
	regexp.MustCompile(`/`),
}

// figures are strokes inside a value: 12/12, 03-02-1980.
var figures = regexp.MustCompile(`\d\s?[/–-]\s?\d`)

// split gives the parts of a cell that holds several facts, one for
// each target, "" where there is none, and what could not be placed. Parts
// that say what they are ("Số thẻ: …") go there; parts in the full number go
// in order; of fewer parts, those go first whose look tells what they are.
func split(targets []fieldTarget, text string) (parts, rest []string) {
	found := piecesOf(targets, text)
	parts = make([]string, len(targets))
	found = slices.DeleteFunc(found, func(piece string) bool {
		i, value := labelled(targets, piece)
		if i < 0 || parts[i] != "" {
			return false
		}
		parts[i] = value
		return true
	})
	if inOrder(targets, parts, found) {
		return parts, nil
	}
	for _, sure := range []bool{true, false} {
		found = slices.DeleteFunc(found, func(piece string) bool {
			for i, t := range targets {
				looks, known := looksLike(t.field, piece)
				if parts[i] == "" && (sure && known && looks || !sure && !known) {
					parts[i] = piece
					return true
				}
			}
			return false
		})
	}
	return parts, found
}

// piecesOf cuts a cell. Where all facts are dates, dates are looked for;
// a name in brackets is a second name.
func piecesOf(targets []fieldTarget, text string) []string {
	dates := !slices.ContainsFunc(targets, func(t fieldTarget) bool {
		return t.field != Admitted && t.field != Official && t.field != Birth
	})
	if dates {
		if found := datePattern.FindAllString(text, -1); len(found) > 1 {
			return found
		}
	}
	if targets[0].field == Name {
		text = strings.NewReplacer("(", "\n", ")", "").Replace(text)
	}
	for i, cut := range cuts {
		if within := i >= 2 && figures.MatchString(text); within || !cut.MatchString(text) {
			continue
		}
		pieces := cut.Split(text, -1)
		for i := range pieces {
			pieces[i] = strings.Trim(pieces[i], " -–+.")
		}
		return slices.DeleteFunc(pieces, func(p string) bool { return p == "" })
	}
	return []string{strings.TrimSpace(text)}
}

// labelled reads a piece that names its fact in front of a colon.
func labelled(targets []fieldTarget, piece string) (int, string) {
	label, value, found := strings.Cut(piece, ":")
	if !found {
		return -1, ""
	}
	t, known := knownHeadings()[Fold(label)]
	if !known {
		return -1, ""
	}
	return slices.IndexFunc(targets, func(o fieldTarget) bool { return o.field == t.field }), strings.TrimSpace(value)
}

// inOrder places pieces one by one, if there are as many as targets
// still empty and none looks wrong where it would go.
func inOrder(targets []fieldTarget, parts, found []string) bool {
	var empty []int
	for i, p := range parts {
		if p == "" {
			empty = append(empty, i)
		}
	}
	if len(empty) != len(found) {
		return false
	}
	for n, i := range empty {
		if looks, known := looksLike(targets[i].field, found[n]); known && !looks {
			return false
		}
	}
	for n, i := range empty {
		parts[i] = found[n]
	}
	return true
}

// looksLike reports whether a piece looks like the fact, and whether that
// can be told at all.
func looksLike(f Field, piece string) (looks, known bool) {
	folded := Fold(piece)
	switch f {
	case Sex:
		return sexOf(piece) != "", true
	case Birth, Admitted, Official:
		iso, wrong := ParseDate(piece)
		return iso != "" || strings.HasPrefix(wrong, "roster.date_no") || wrong == "roster.date_two_digit_year", true
	case Religion:
		return religions[folded] || strings.HasSuffix(folded, "giao"), true
	case Card:
		n := len(digitsOf(piece))
		return n >= 7 && n <= 12, true
	case Badge:
		return strings.Contains(folded, "nam") || strings.Contains(folded, "hh"), len(digitsOf(piece)) == 0
	}
	return false, false
}

// religions are the answers that do not end in "giáo".
var religions = map[string]bool{
	"khong": true, "khong co": true, "luong": true, "phat": true, "cao dai": true, "hoa hao": true, "tin lanh": true, "thien chua": true,
	"cong giao": true, "ton giao khong": true, "hoi": true,
}
