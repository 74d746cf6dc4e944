package member

import (
	"regexp"
	"slices"
	"strings"
)

// rosterCuts are the signs between facts in one cell, the surest first. A
// cell is cut by the first of them that occurs.
var rosterCuts = []*regexp.Regexp{
	regexp.MustCompile(`[\n;]`),
	regexp.MustCompile(`,`),
	regexp.MustCompile(`\s[-–]\s`),
	regexp.MustCompile(`/`),
}

// rosterFigures are strokes inside a value: 12/12, 03-02-1980.
var rosterFigures = regexp.MustCompile(`\d\s?[/–-]\s?\d`)

// rosterSplit gives the parts of a cell that holds several facts, one for
// each target, "" where there is none, and what could not be placed. Parts
// that say what they are ("Số thẻ: …") go there; parts in the full number go
// in order; of fewer parts, those go first whose look tells what they are.
func rosterSplit(targets []rosterTarget, text string) (parts, rest []string) {
	found := rosterPieces(targets, text)
	parts = make([]string, len(targets))
	found = slices.DeleteFunc(found, func(piece string) bool {
		i, value := rosterLabelled(targets, piece)
		if i < 0 || parts[i] != "" {
			return false
		}
		parts[i] = value
		return true
	})
	if rosterInOrder(targets, parts, found) {
		return parts, nil
	}
	for _, sure := range []bool{true, false} {
		found = slices.DeleteFunc(found, func(piece string) bool {
			for i, t := range targets {
				looks, known := rosterLooks(t.field, piece)
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

// rosterPieces cuts a cell. Where all facts are dates, dates are looked for;
// a name in brackets is a second name.
func rosterPieces(targets []rosterTarget, text string) []string {
	dates := !slices.ContainsFunc(targets, func(t rosterTarget) bool {
		return t.field != RosterAdmitted && t.field != RosterOfficial && t.field != RosterBirth
	})
	if dates {
		if found := rosterDates.FindAllString(text, -1); len(found) > 1 {
			return found
		}
	}
	if targets[0].field == RosterName {
		text = strings.NewReplacer("(", "\n", ")", "").Replace(text)
	}
	for i, cut := range rosterCuts {
		if within := i >= 2 && rosterFigures.MatchString(text); within || !cut.MatchString(text) {
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

// rosterLabelled reads a piece that names its fact in front of a colon.
func rosterLabelled(targets []rosterTarget, piece string) (int, string) {
	label, value, found := strings.Cut(piece, ":")
	if !found {
		return -1, ""
	}
	t, known := rosterHeadings()[rosterFold(label)]
	if !known {
		return -1, ""
	}
	return slices.IndexFunc(targets, func(o rosterTarget) bool { return o.field == t.field }), strings.TrimSpace(value)
}

// rosterInOrder places pieces one by one, if there are as many as targets
// still empty and none looks wrong where it would go.
func rosterInOrder(targets []rosterTarget, parts, found []string) bool {
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
		if looks, known := rosterLooks(targets[i].field, found[n]); known && !looks {
			return false
		}
	}
	for n, i := range empty {
		parts[i] = found[n]
	}
	return true
}

// rosterLooks reports whether a piece looks like the fact, and whether that
// can be told at all.
func rosterLooks(f RosterField, piece string) (looks, known bool) {
	folded := rosterFold(piece)
	switch f {
	case RosterSex:
		return rosterSexOf(piece) != "", true
	case RosterBirth, RosterAdmitted, RosterOfficial:
		iso, wrong := ParseRosterDate(piece)
		return iso != "" || strings.HasPrefix(wrong, "roster.date_no") || wrong == "roster.date_two_digit_year", true
	case RosterReligion:
		return rosterReligions[folded] || strings.HasSuffix(folded, "giao"), true
	case RosterCard:
		n := len(rosterDigits(piece))
		return n >= 7 && n <= 12, true
	case RosterBadge:
		return strings.Contains(folded, "nam") || strings.Contains(folded, "hh"), len(rosterDigits(piece)) == 0
	}
	return false, false
}

// rosterReligions are the answers that do not end in "giáo".
var rosterReligions = map[string]bool{
	"khong": true, "khong co": true, "luong": true, "phat": true, "cao dai": true, "hoa hao": true, "tin lanh": true, "thien chua": true,
	"cong giao": true, "ton giao khong": true, "hoi": true,
}
