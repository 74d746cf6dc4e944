package meeting

import (
	"slices"
	"strings"

	"chibo/internal/db"
	"chibo/internal/i18n"
	"chibo/internal/member"
	"chibo/internal/rulebook"
)

// Reporter is whose self-reflection report a meeting hears.
type Reporter struct {
	Report string // its id
	Person member.ID
	Name   string
}

// NextReporters is the key of the item that names next month's reporters. Its
// title holds their names.
const NextReporters = "next_reporters"

// How long a report is heard, and the next turns are told: the product's
// proposal, no rule.
const (
	reportMinutes = 10
	nextMinutes   = 2
)

// reporting reports whether the item stands on the agenda because of reports:
// it comes and goes with their turns.
func (i Item) reporting() bool { return i.Report != "" || i.Key == NextReporters }

// Heard reports whether anything of the item's report was written down: one of
// which nothing was is not counted as heard.
func (i Item) Heard() bool {
	return i.Report != "" && (i.Content != "" || i.Concluded() || len(i.Notes) > 0)
}

// NoteKinds are the kinds of opinions that a form offers under the item: on a
// report each says what it is.
func (i Item) NoteKinds() []NoteKind {
	if i.Report != "" {
		return NoteKinds[1:]
	}
	return NoteKinds
}

// hearing is what an agenda holds because of reports: the reporters of its
// month, and the title that names those of the next, "" where there are none.
type hearing struct {
	now  []Reporter
	next string
}

// hearingOf words what the agenda of a month says.
func hearingOf(month db.Date, now, next []Reporter) hearing {
	h := hearing{now: now}
	if len(next) == 0 {
		return h
	}
	names := make([]string, len(next))
	for n, r := range next {
		names[n] = r.Name
	}
	following := month.AddMonths(1).Month()
	h.next = "Phân công đồng chí báo cáo liên hệ tháng " + strings.TrimPrefix(i18n.Short(string(following)), "0") + ": " + strings.Join(names, ", ")
	return h
}

// seat gives the agenda with one item for each report and one that names the
// next reporters. What stands there stays where and as it is, but that item
// follows the names; items of other reports are taken off. parts says in which
// part of a meeting the rule has a key. room is how many minutes the agenda may
// grow by; the committee makes room for what is longer.
func (h hearing) seat(items []Item, parts map[string]rulebook.Part, room int) revision {
	var r revision
	named := false
	for _, i := range items {
		switch {
		case i.Report != "" && !slices.ContainsFunc(h.now, func(r Reporter) bool { return r.Report == i.Report }), i.Key == NextReporters && h.next == "":
			r.gone = append(r.gone, i)
			continue
		case i.Key == NextReporters:
			named, i.Title = true, h.next
		}
		r.items = append(r.items, i)
	}
	fitting := func(minutes int) int {
		if room < minutes {
			return 0
		}
		room -= minutes
		return minutes
	}
	for _, p := range h.now {
		if !slices.ContainsFunc(items, func(i Item) bool { return i.Report == p.Report }) {
			r.items = withReporting(r.items, parts, Item{
				Kind: rulebook.KindCritique, Title: "Đồng chí " + p.Name + " liên hệ, báo cáo việc học tập và làm theo tư tưởng, đạo đức, phong cách Hồ Chí Minh",
				Report: p.Report, Presenter: p.Person, Minutes: fitting(reportMinutes),
			})
		}
	}
	if h.next != "" && !named {
		r.items = withReporting(r.items, parts, Item{Key: NextReporters, Kind: rulebook.KindProcedural, Title: h.next, Minutes: fitting(nextMinutes)})
	}
	number(r.items)
	return r
}

// withReporting puts items that stand there because of reports into an agenda:
// a report before the item of self-criticism and criticism, else behind the
// body of the meeting; the naming of the next reporters behind the assignment
// of tasks, else at the end.
func withReporting(agenda []Item, parts map[string]rulebook.Part, reporting ...Item) []Item {
	for _, i := range reporting {
		at := slices.IndexFunc(agenda, func(o Item) bool { return o.Key == "critique" || parts[o.Key] == rulebook.PartClosing })
		if i.Key == NextReporters {
			at = slices.IndexFunc(agenda, func(o Item) bool { return o.Key == "assignment" }) + 1
			if at == 0 {
				at = len(agenda)
			}
		}
		if at < 0 {
			at = len(agenda)
		}
		agenda = slices.Insert(agenda, at, i)
	}
	return agenda
}

// partsOf says in which part of a meeting a rule has each of its items.
func partsOf(agenda []rulebook.Item) map[string]rulebook.Part {
	parts := map[string]rulebook.Part{}
	for _, a := range agenda {
		parts[a.Key] = a.Part
	}
	return parts
}

// left is how many minutes an agenda may grow by on the day of the meeting.
func (m Meeting) left(items []Item) int {
	return dayEnds - max(minuteOf(m.StartsAt), 0) - length(items)
}

// number gives the items their places, with gaps.
func number(items []Item) {
	for n := range items {
		items[n].Ordinal = (n + 1) * gap
	}
}
