package app

import (
	"strings"

	"chibo/internal/db"
	"chibo/internal/i18n"
	"chibo/internal/meeting"
	"chibo/internal/org"
	"chibo/internal/task"
)

// fromMeeting is the kind of origin of tasks that a meeting gave.
const fromMeeting = "meeting"

// month is a month as a sentence names it: 5, or 12/2025 in another year.
type month struct{ of, now string } // YYYY-MM

// Local names the month in a language.
func (m month) Local(l i18n.Lang) string {
	year, number, _ := strings.Cut(m.of, "-")
	name := strings.TrimLeft(number, "0")
	if l == i18n.En {
		name = i18n.Month(l, db.Date(m.of).Time().Month())
	}
	switch {
	case strings.HasPrefix(m.now, year):
		return name
	case l == i18n.En:
		return name + " " + year
	}
	return name + "/" + year
}

func monthNow(tx *db.Tx) string { return string(tx.Today()[:len("2006-01")]) }

// taskSources says which meetings tasks come from, in one query.
func taskSources(tx *db.Tx, tasks []task.Task) (map[task.ID]task.Source, error) {
	var ids []meeting.ID
	seen := map[string]bool{}
	for _, t := range tasks {
		if t.OriginKind == fromMeeting && !seen[t.OriginID] {
			seen[t.OriginID] = true
			ids = append(ids, meeting.ID(t.OriginID))
		}
	}
	held, err := meeting.OccasionsOf(tx, ids)
	if err != nil {
		return nil, err
	}
	byID := map[string]task.Source{}
	for _, o := range held {
		byID[string(o.ID)] = occasion(o, monthNow(tx))
	}
	sources := map[task.ID]task.Source{}
	for _, t := range tasks {
		if s, ok := byID[t.OriginID]; ok && t.OriginKind == fromMeeting {
			sources[t.ID] = s
		}
	}
	return sources, nil
}

// occasion names a meeting as a source of tasks.
func occasion(o meeting.Occasion, now string) task.Source {
	s := task.Source{Key: "task.from_meeting", Href: "/meeting/" + string(o.ID)}
	switch o.Kind {
	case meeting.Regular:
		s.Key, s.Args = "task.from_regular", []any{month{o.Month, now}}
	case meeting.Thematic:
		s.Key, s.Args = "task.from_thematic", []any{month{o.Month, now}}
	}
	return s
}

// latestTasks is the filter of tasks that come from the last month's meetings.
func latestTasks(tx *db.Tx, unit org.ID) (task.Origin, error) {
	held, err := meeting.LastMonth(tx, unit)
	if err != nil || len(held) == 0 {
		return task.Origin{}, err
	}
	o := task.Origin{Kind: fromMeeting, Source: task.Source{Key: "task.latest", Args: []any{month{held[0].Month, monthNow(tx)}}}}
	for _, m := range held {
		o.IDs = append(o.IDs, string(m.ID))
	}
	return o, nil
}
