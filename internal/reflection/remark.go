package reflection

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"chibo/internal/db"
	"chibo/internal/i18n"
	"chibo/internal/meeting"
	"chibo/internal/member"
	"chibo/internal/org"
)

// RemarkID names a remark.
type RemarkID string

// RemarkState is how far what is to be mended has come.
type RemarkState string

// The states of a remark.
const (
	Open      RemarkState = "open"
	Improving RemarkState = "improving"
	Resolved  RemarkState = "resolved"
	Carried   RemarkState = "carried" // named again in a later conclusion
	Dropped   RemarkState = "dropped" // its line was taken out before the minutes were frozen
)

// Unresolved reports whether the remark returns in the next report.
func (s RemarkState) Unresolved() bool { return s == Open || s == Improving || s == Carried }

// Judgements are the states that leaders may give a remark, in the order of
// the form.
var Judgements = []RemarkState{Improving, Resolved, Open}

// RemarkMax is the longest line of a conclusion that becomes a remark, in
// characters.
const RemarkMax = 500

// Remark is something that a meeting's conclusion asks somebody to mend (C7).
// Class: author and committee; a helper sees what he helps with.
type Remark struct {
	ID         RemarkID
	Unit       org.ID
	Person     member.ID
	Name       string
	Report     ID      // whose conclusion it comes from
	Month      db.Date // YYYY-MM, of that report
	Meeting    meeting.ID
	Ordinal    int
	Title      string
	State      RemarkState
	MadeOn     db.Date
	LookOn     db.Date // the day to look at it again, "" if none is set
	Answer     string  // the member's
	Evidence   string  // what shows how it stands, as the leaders put it
	ResolvedOn db.Date
	Version    int
	Helps      []Help
}

// source is the remark as it lies beside part 2.
func (r Remark) source() Source {
	return Source{ID: string(r.ID), Title: r.Title, Detail: r.Answer, From: r.Month}
}

// HelpID names a help.
type HelpID string

// Help is what somebody agreed to do, and until when, so that a remark gets
// mended. Class: author and committee, and the helper.
type Help struct {
	ID      HelpID
	Remark  RemarkID
	Helper  member.ID
	Name    string
	Body    string
	Due     db.Date
	DoneOn  db.Date // "" while it is to be done
	Version int
}

// Late reports whether the help is over its due day.
func (h Help) Late(today db.Date) bool { return h.DoneOn == "" && h.Due < today }

// remarkLines are the lines of «Cần khắc phục» that become remarks: each once,
// without the bullets and numbers that people put before them.
func remarkLines(toMend string) []string {
	var lines []string
	var seen []string
	for l := range strings.SplitSeq(i18n.Clean(toMend), "\n") {
		l = strings.Join(strings.Fields(unbullet(l)), " ")
		if l == "" || slices.Contains(seen, spoken(l)) {
			continue
		}
		lines, seen = append(lines, short(l)), append(seen, spoken(l))
	}
	return lines
}

// unbullet takes a bullet or a number from the head of a line: «- », «• »,
// «1. », «a) ».
func unbullet(l string) string {
	l = strings.TrimLeft(l, " -–—•*+")
	head, rest, found := strings.Cut(l, " ")
	if !found || utf8.RuneCountInString(head) > 3 || len(head) < 2 || !strings.HasSuffix(head, ".") && !strings.HasSuffix(head, ")") {
		return l
	}
	mark := strings.TrimRight(head, ".)")
	digits := strings.TrimFunc(mark, unicode.IsDigit) == ""
	if digits || utf8.RuneCountInString(mark) == 1 {
		return rest
	}
	return l
}

// short bounds a line: the whole of it stands in the conclusion.
func short(l string) string {
	if utf8.RuneCountInString(l) <= RemarkMax {
		return l
	}
	return string([]rune(l)[:RemarkMax-1]) + "…"
}

// again is a remark of an earlier report that a conclusion names once more.
type again struct {
	remark RemarkID
	line   int         // 1 for the first
	was    RemarkState // before it was named again
}

// settled is what the lines of a conclusion make of remarks.
type settled struct {
	add     []Remark // new ones, with title and ordinal
	put     []Remark // those of the report, as they stand now: kept, taken up again or dropped
	carry   []again  // earlier ones that are named again
	uncarry []again  // … that are not any more
}

// settle compares the lines of a conclusion with what is on record. mine are
// the remarks of the report, dropped ones too; earlier the unresolved ones of
// earlier reports of the same person; named what an earlier form of the
// conclusion named again. Lines are the same if their words are.
func settle(lines []string, mine, earlier []Remark, named []again) (s settled) {
	var kept []RemarkID
	for n, l := range lines {
		same := func(r Remark) bool { return spoken(r.Title) == spoken(l) }
		if i := slices.IndexFunc(mine, same); i >= 0 {
			r := mine[i]
			kept = append(kept, r.ID)
			r.Title, r.Ordinal = l, n+1
			if r.State == Dropped {
				r.State = Open
			}
			if now, before := r, mine[i]; now.Title != before.Title || now.Ordinal != before.Ordinal || now.State != before.State {
				s.put = append(s.put, r)
			}
			continue
		}
		if i := slices.IndexFunc(earlier, same); i >= 0 {
			r := earlier[i]
			kept = append(kept, r.ID)
			if !slices.ContainsFunc(named, func(a again) bool { return a.remark == r.ID }) {
				s.carry = append(s.carry, again{r.ID, n + 1, r.State})
			}
			continue
		}
		s.add = append(s.add, Remark{Title: l, Ordinal: n + 1, State: Open})
	}
	for _, r := range mine {
		if r.State != Dropped && !slices.Contains(kept, r.ID) {
			r.State, r.ResolvedOn = Dropped, ""
			s.put = append(s.put, r)
		}
	}
	for _, a := range named {
		if !slices.Contains(kept, a.remark) {
			s.uncarry = append(s.uncarry, a)
		}
	}
	return s
}
