package web

import (
	"bytes"
	"context"
	"net/http"
	"strings"

	"chibo/internal/db"
	"chibo/internal/org"
	"chibo/internal/paper"
	"chibo/internal/server"
	"chibo/internal/task"
	"chibo/internal/ui"
)

// export hands the list of tasks over as a table.
func (h handlers) export(w http.ResponseWriter, r *http.Request) error {
	u, tasks, err := h.tasks.Export(r.Context(), server.Actor(r), org.ID(server.Unit(r)))
	if err != nil {
		return err
	}
	var b bytes.Buffer
	if err := paper.XLSX(&b, sheetOf(r.Context(), u, tasks, server.Today(r))); err != nil {
		return err
	}
	return server.Download(w, r, server.Text(r, "task.export_name", u.Name)+".xlsx", paper.TypeXLSX, b.Bytes())
}

// columns of the table, by the end of their text key, with their widths in
// characters; 0 fits the text.
var columns = []struct {
	key   string
	width float64
}{
	{"ordinal", 5},
	{"name", 40},
	{"measure", 40},
	{"assignee", 0},
	{"origin", 0},
	{"assigned_on", 12},
	{"due", 12},
	{"state", 0},
	{"percent", 10},
	{"reported_on", 12},
	{"result", 40},
	{"done_on", 12},
	{"evaluation", 0},
	{"lesson", 40},
}

// sheetOf makes the table of a unit's tasks.
func sheetOf(ctx context.Context, u org.Unit, tasks []task.Task, today db.Date) paper.Sheet {
	s := paper.Sheet{Name: ui.T(ctx, "task.title"), Title: []string{u.Name, ui.T(ctx, "task.export_title", len(tasks), today)}}
	for _, c := range columns {
		s.Columns = append(s.Columns, paper.SheetColumn{Header: ui.T(ctx, "task."+c.key), Width: c.width})
	}
	for i, t := range tasks {
		state := []string{ui.T(ctx, "task.state_"+string(t.State))}
		if n := t.Late(today); n > 0 {
			state = append(state, ui.T(ctx, "task.late_by", n))
		}
		row := []any{
			i + 1, t.Title, t.Measure, t.AssigneeName, sourceText(ctx, t.Source), t.AssignedOn.Time(), t.Due.Time(), strings.Join(state, " · "),
			nil, day(t.ReportedOn), t.Result, day(t.DoneOn), nil, t.Lesson,
		}
		if t.Percent != nil {
			row[8] = *t.Percent
		}
		if t.Evaluation != "" {
			row[12] = evaluation(ctx, t.Evaluation)
		}
		s.Rows = append(s.Rows, row)
	}
	return s
}

// day is a cell with a date, empty for none.
func day(d db.Date) any {
	if d == "" {
		return nil
	}
	return d.Time()
}
