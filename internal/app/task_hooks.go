package app

import (
	"slices"
	"strings"

	"chibo/internal/access"
	"chibo/internal/db"
	"chibo/internal/directive"
	"chibo/internal/i18n"
	"chibo/internal/meeting"
	"chibo/internal/meeting/exchange"
	"chibo/internal/org"
	"chibo/internal/task"
)

// Kinds of origins of tasks.
const (
	fromMeeting   = "meeting"
	fromDirective = "directive"
	fromExchange  = exchange.Origin
)

// hookTasks tells tasks where they come from, and whom to tell of them.
func (a *App) hookTasks() {
	a.Tasks.Notices = a.Notices
	a.Tasks.Sources, a.Tasks.Latest = taskSources, latestTasks
	a.Tasks.Origins[fromDirective] = func(tx *db.Tx, by access.Actor, unit org.ID, id string) (task.Source, error) {
		line, err := directive.Refer(tx, by, unit, directive.ID(id))
		return directed(id, line), err
	}
}

// monthWord is a month as a sentence names it: 5, or 12/2025 in another year.
type monthWord struct{ of, now string } // YYYY-MM

// Local names the month in a language.
func (m monthWord) Local(l i18n.Lang) string {
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

func monthNow(tx *db.Tx) string { return string(tx.Today().Month()) }

// taskSources says which meetings, documents and exchanges tasks come from, in one
// query for each of the three.
func taskSources(tx *db.Tx, tasks []task.Task) (map[task.ID]task.Source, error) {
	held, err := meeting.OccasionsOf(tx, origins[meeting.ID](tasks, fromMeeting))
	if err != nil {
		return nil, err
	}
	lines, err := directive.Lines(tx, origins[directive.ID](tasks, fromDirective)...)
	if err != nil {
		return nil, err
	}
	topics, err := exchange.Topics(tx, origins[exchange.ID](tasks, fromExchange))
	if err != nil {
		return nil, err
	}
	type record struct{ kind, id string }
	known := map[record]task.Source{}
	for _, o := range held {
		known[record{fromMeeting, string(o.ID)}] = occasion(o, monthNow(tx))
	}
	for id, line := range lines {
		known[record{fromDirective, string(id)}] = directed(string(id), line)
	}
	for id, topic := range topics {
		known[record{fromExchange, string(id)}] = task.Source{Key: "exchange.task_from", Args: []any{topic}, Href: "/meeting/exchange/of/" + string(id)}
	}
	sources := map[task.ID]task.Source{}
	for _, t := range tasks {
		if s, ok := known[record{t.OriginKind, t.OriginID}]; ok {
			sources[t.ID] = s
		}
	}
	return sources, nil
}

// origins are the records of a kind that tasks come from, each once, after one
// that there is not: a page makes the same queries whatever its tasks come from.
func origins[T ~string](tasks []task.Task, kind string) []T {
	ids := []T{""}
	for _, t := range tasks {
		if t.OriginKind == kind && !slices.Contains(ids, T(t.OriginID)) {
			ids = append(ids, T(t.OriginID))
		}
	}
	return ids
}

// directed names a document from above as a source of tasks.
func directed(id, line string) task.Source {
	return task.Source{Key: "task.from_directive", Args: []any{line}, Href: "/directive/" + id}
}

// occasion names a meeting as a source of tasks.
func occasion(o meeting.Occasion, now string) task.Source {
	s := task.Source{Key: "task.from_meeting", Href: "/meeting/" + string(o.ID)}
	switch o.Kind {
	case meeting.Regular:
		s.Key, s.Args = "task.from_regular", []any{monthWord{o.Month, now}}
	case meeting.Thematic:
		s.Key, s.Args = "task.from_thematic", []any{monthWord{o.Month, now}}
	}
	return s
}

// latestTasks is the filter of tasks that come from the last month's meetings.
func latestTasks(tx *db.Tx, unit org.ID) (task.Origin, error) {
	held, err := meeting.LastMonth(tx, unit)
	if err != nil || len(held) == 0 {
		return task.Origin{}, err
	}
	o := task.Origin{Kind: fromMeeting, Source: task.Source{Key: "task.latest", Args: []any{monthWord{held[0].Month, monthNow(tx)}}}}
	for _, m := range held {
		o.IDs = append(o.IDs, string(m.ID))
	}
	return o, nil
}
