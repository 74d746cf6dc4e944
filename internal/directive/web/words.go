package web

import (
	"context"
	"net/url"
	"strconv"
	"strings"

	"chibo/internal/directive"
	"chibo/internal/i18n"
	"chibo/internal/task"
	"chibo/internal/ui"
)

// about names number, date and issuer in one line.
func about(ctx context.Context, d directive.Directive) string {
	return ui.T(ctx, "directive.about_line", d.Number, d.IssuedOn, d.Issuer)
}

// stateTag says how a document stands in the unit: its receipt, or, for the
// owner, the receipts of the units that it was sent to.
func (p deskProps) stateTag(ctx context.Context, r directive.Row) (kind ui.Kind, text string) {
	kind, key := ui.Plain, "unsent"
	switch {
	case r.State == directive.Withdrawn:
		kind, key = ui.Off, "withdrawn"
	case r.Receipt.Version > 0:
		kind, key = p.receiptTag(r)
	case r.State == directive.Sent && r.Tally.Reported == r.Tally.Sent:
		kind, key = ui.Done, "all_reported"
	case r.State == directive.Sent && r.Due == "" && r.Tally.Studied == r.Tally.Sent:
		kind, key = ui.Done, "studied"
	case r.State == directive.Sent && r.Tally.Received < r.Tally.Sent:
		kind, key = ui.Soon, "not_all_received"
	case r.State == directive.Sent:
		kind, key = ui.Now, "doing"
	}
	return kind, ui.T(ctx, "directive.state_"+key)
}

func (p deskProps) receiptTag(r directive.Row) (ui.Kind, string) {
	tasks := p.tasksOf(r.ID)
	switch _, planned := p.planned(r.ID); {
	case r.Receipt.Progress() == directive.Reported:
		return ui.Done, "reported"
	case r.Receipt.Progress() == directive.Waiting:
		return ui.Soon, "waiting"
	case r.Receipt.Progress() == directive.Received && planned:
		return ui.Now, "planned"
	case r.Receipt.Progress() == directive.Received:
		return ui.Soon, "received"
	case r.Due != "" || done(tasks) < len(tasks):
		return ui.Now, "doing"
	case len(tasks) > 0:
		return ui.Done, "done"
	}
	return ui.Done, "studied"
}

// dueTag says how the due day stands.
func (p deskProps) dueTag(ctx context.Context, r directive.Row) (ui.Kind, string) {
	day := ui.Day(r.Due, p.Today)
	if late := r.Late(p.Today); late > 0 {
		return ui.Late, ui.T(ctx, "directive.late", day, late)
	}
	return ui.Plain, day
}

// lede names what is to be done next.
func (p deskProps) lede(ctx context.Context) string {
	c, said := p.Counts, []string{}
	if c.Unsent > 0 {
		said = append(said, ui.T(ctx, "directive.lede_unsent", c.Unsent))
	}
	if c.ForStudy > 0 {
		said = append(said, ui.T(ctx, "directive.lede_study", c.ForStudy))
	}
	if c.Doing > 0 {
		said = append(said, ui.T(ctx, "directive.lede_doing", c.Doing))
	}
	if len(said) == 0 {
		return ui.T(ctx, "directive.lede_none")
	}
	return strings.Join(said, "; ") + "."
}

// chips are the filters: a cell sends nothing on, a committee studies only
// what came to it.
func (p deskProps) chips(ctx context.Context) []ui.Chip {
	var chips []ui.Chip
	for _, v := range parts {
		n := p.Counts.Of(v)
		cells := v == directive.ForStudy
		if (v == directive.Unsent || cells) && cells != p.Unit.Kind.Holds && n == 0 && v != p.part {
			continue
		}
		name := "all"
		at := url.Values{"unit": {string(p.Unit.ID)}}
		if v != directive.All {
			name = string(v)
			at.Set("view", name)
		}
		chips = append(chips, ui.Chip{Href: "/directive?" + at.Encode(), Label: ui.T(ctx, "directive.view_"+name), Count: i18n.Number(ui.From(ctx).Lang, n), Current: p.part == v})
	}
	return chips
}

// rowHref leads to a document, and keeps the list beside it as it is.
func (p deskProps) rowHref(id directive.ID) string {
	at := url.Values{"unit": {string(p.Unit.ID)}}
	if p.part != directive.All {
		at.Set("view", string(p.part))
	}
	if p.page > 1 {
		at.Set("page", strconv.Itoa(p.page))
	}
	return "/directive/" + string(id) + "?" + at.Encode()
}

// share is how many of the tasks are done.
func share(tasks []task.Task) string {
	return strconv.Itoa(done(tasks)) + "/" + strconv.Itoa(len(tasks))
}

// taskMeta says where a task comes from, who does it and by when.
func (p deskProps) taskMeta(ctx context.Context, t task.Task) string {
	said := []string{t.AssigneeName, ui.T(ctx, "directive.task_due", ui.Day(t.Due, p.Today))}
	if t.State == task.Done {
		said[1] = ui.T(ctx, "directive.task_done")
	}
	for _, r := range p.Rows {
		if string(r.ID) == t.OriginID {
			said = append([]string{r.Number}, said...)
		}
	}
	return strings.Join(said, " · ")
}

// listed are the tasks that the page shows: those of the chosen document, or
// the open ones of all.
func (p deskProps) listed() (tasks []task.Task) {
	if p.one && p.sheet != nil {
		return p.tasksOf(p.sheet.ID)
	}
	for _, t := range p.tasks {
		if t.State.Open() {
			tasks = append(tasks, t)
		}
	}
	return tasks
}
