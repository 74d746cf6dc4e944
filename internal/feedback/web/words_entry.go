package web

import (
	"context"
	"net/url"
	"strings"

	"chibo/internal/db"
	"chibo/internal/feedback"
	"chibo/internal/feedback/course"
	"chibo/internal/i18n"
	"chibo/internal/org"
	"chibo/internal/ui"
)

func entryHref(id feedback.EntryID) string { return "/feedback/entry/" + url.PathEscape(string(id)) }

func actHref(id feedback.EntryID, a feedback.Act) string { return entryHref(id) + "/" + string(a) }

func day(d db.Date) string { return i18n.Short(string(d)) }

func channelName(ctx context.Context, c feedback.Channel) string {
	return ui.T(ctx, "feedback.channel_"+string(c))
}

// entryTitle is what an entry is about; of one whose words the reader does not see,
// its kind and channel.
func entryTitle(ctx context.Context, e feedback.Entry) string {
	if e.Title != "" {
		return e.Title
	}
	return ui.T(ctx, "feedback.entry_untold", ui.T(ctx, "feedback.one_"+string(e.Kind)), channelName(ctx, e.Channel))
}

// entryMeta is an entry in one line, with its unit where that is not the list's.
func entryMeta(ctx context.Context, e feedback.Entry, of org.Unit) string {
	all := []string{ui.T(ctx, "feedback.entry_meta", channelName(ctx, e.Channel), day(e.ReceivedOn))}
	if e.Unit != of.ID {
		all = append(all, e.UnitName)
	}
	if to := e.Assignee(); to != "" {
		all = append(all, ui.T(ctx, "feedback.entry_given", to))
	}
	if e.Due != "" && e.State.Unanswered() {
		all = append(all, ui.T(ctx, "feedback.entry_due", day(e.Due)))
	}
	return strings.Join(all, " · ")
}

// tagKind is how an entry shows on a day.
func tagKind(e feedback.Entry, today db.Date) ui.Kind {
	switch {
	case e.Late(today) > 0:
		return ui.Late
	case e.State == feedback.Assigned:
		return ui.Now
	case e.State == feedback.Answered || e.State == feedback.Closed:
		return ui.Done
	case e.State == feedback.Struck:
		return ui.Off
	}
	return ui.Plain
}

func tagIcon(e feedback.Entry, today db.Date) string {
	switch {
	case e.Late(today) > 0:
		return "alert-triangle"
	case e.State == feedback.Assigned:
		return "clock"
	}
	return ""
}

// tagText is the state, or by how much the answer is late.
func tagText(ctx context.Context, e feedback.Entry, today db.Date) string {
	if late := e.Late(today); late > 0 {
		return ui.T(ctx, "feedback.late", late)
	}
	return stateName(ctx, e.State)
}

func stateName(ctx context.Context, s feedback.State) string {
	return ui.T(ctx, "feedback.state_"+string(s))
}

// filters are the parts of the list, with how many entries each has.
func filters(ctx context.Context, l feedback.EntryList) (all []ui.Chip) {
	for _, f := range course.Filters {
		c := ui.Chip{Href: ofUnit("/feedback/entries", l.Unit.ID), Label: ui.T(ctx, "feedback.filter_waiting"), Count: number(ctx, l.Tally.Of(f)), Current: f == l.Filter}
		if f != course.Waiting {
			c.Href, c.Label = c.Href+"&filter="+string(f), ui.T(ctx, "feedback.filter_"+string(f))
		}
		all = append(all, c)
	}
	return all
}

// entryFacts are what the reader may know of an entry.
func entryFacts(ctx context.Context, e feedback.Entry) (all []ui.Pair) {
	add := func(key, value string) {
		if value != "" {
			all = append(all, ui.Pair{Label: ui.T(ctx, "feedback."+key), Value: value})
		}
	}
	add("about", e.UnitName)
	add("received_on", day(e.ReceivedOn))
	add("column_channel", channelName(ctx, e.Channel))
	add("column_kind", ui.T(ctx, "feedback.one_"+string(e.Kind)))
	add("body", e.Body)
	add("assignee", e.Assignee())
	if e.State.Unanswered() {
		add("due", day(e.Due))
	}
	add("answer_words", e.Answer)
	add("closed_on", day(e.ClosedOn))
	add("reason", e.Reason)
	if e.ForMembers {
		add("shown_to", ui.T(ctx, "feedback.shown_members"))
	}
	if e.Seated {
		add("agenda", ui.T(ctx, "feedback.seated"))
	}
	return all
}

// entrySteps are the way of an entry.
func entrySteps(ctx context.Context, e feedback.Entry) []ui.Step {
	way := []feedback.State{feedback.Received, feedback.Assigned, feedback.Answered, feedback.Closed}
	if e.State == feedback.Struck {
		way = []feedback.State{feedback.Received, feedback.Struck}
	}
	return ui.Way(ctx, "feedback.state_", way, e.State, !e.State.Open())
}

// acts are those of a page in their order; the one that comes next is the last.
var acts = []feedback.Act{feedback.Striking, feedback.Amending, feedback.Reopening, feedback.Returning, feedback.Closing, feedback.Assigning, feedback.Replying}

// actName is the verb of an act on an entry.
func actName(ctx context.Context, e feedback.Entry, a feedback.Act) string {
	if a == feedback.Assigning && e.State == feedback.Assigned {
		return ui.T(ctx, "feedback.do_assign_again")
	}
	return ui.T(ctx, "feedback.do_"+string(a))
}

// actKind makes the act stand out that usually comes next.
func actKind(e feedback.Entry, a feedback.Act) string {
	next := map[feedback.State]feedback.Act{feedback.Received: feedback.Assigning, feedback.Assigned: feedback.Replying, feedback.Answered: feedback.Closing}
	if next[e.State] == a {
		return "primary"
	}
	return ""
}

// usualWords are those of an answer that is asked for again.
func usualWords(sh feedback.EntrySheet, a feedback.Act) string {
	if a == feedback.Replying {
		return sh.Entry.Answer
	}
	return ""
}

// entryLede says what comes next, to who deals with the entry; to the others, whose
// it is.
func entryLede(ctx context.Context, sh feedback.EntrySheet) string {
	if sh.Reads {
		return ui.T(ctx, "feedback.next_"+string(sh.Entry.State))
	}
	return sh.Unit.Name
}

func entryCrumb(ctx context.Context, sh feedback.EntrySheet) *ui.Link {
	return &ui.Link{Href: ofUnit("/feedback/entries", sh.Unit.ID), Label: ui.T(ctx, "feedback.entries")}
}

// unitChoices are the units of a form; one that does not stand right below the page's
// is named with what stands above it, for names repeat.
func unitChoices(ctx context.Context, r feedback.Recording) (all []ui.Choice) {
	for _, u := range r.Units {
		label := u.Name
		if u.ID != r.Unit.ID && u.Parent != r.Unit.ID {
			label = ui.T(ctx, "feedback.unit_of", u.Name, u.ParentName)
		}
		all = append(all, ui.Choice{Value: string(u.ID), Label: label, Current: u.ID == r.Unit.ID})
	}
	return all
}

func channelChoices(ctx context.Context, e feedback.Entry) (all []ui.Choice) {
	for _, c := range feedback.Channels {
		all = append(all, ui.Choice{Value: string(c), Label: channelName(ctx, c), Current: c == e.Channel})
	}
	return all
}

func kindChoices(ctx context.Context, e feedback.Entry) (all []ui.Choice) {
	for _, k := range feedback.Kinds {
		all = append(all, ui.Choice{Value: string(k), Label: ui.T(ctx, "feedback.one_"+string(k)), Current: k == e.Kind})
	}
	return all
}

func peopleChoices(sh feedback.EntrySheet) (all []ui.Choice) {
	for _, c := range sh.Called {
		all = append(all, ui.Choice{Value: string(c.Person), Label: c.Name, Current: c.Person == sh.Entry.Person})
	}
	return all
}

// entriesOf says how many entries a month has, which are not entered again.
func entriesOf(ctx context.Context, e feedback.Entering) string {
	var parts []string
	for _, c := range feedback.Channels {
		for _, k := range feedback.Kinds {
			if n := e.Entries[feedback.Slot{Channel: c, Kind: k}]; n > 0 {
				parts = append(parts, ui.T(ctx, "feedback.entered_slot", channelName(ctx, c), ui.T(ctx, "feedback.one_"+string(k)), n))
			}
		}
	}
	if len(parts) == 0 {
		return ui.T(ctx, "feedback.entered_none")
	}
	return ui.T(ctx, "feedback.entered_already", strings.Join(parts, "; "))
}
