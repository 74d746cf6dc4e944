package web

import (
	"context"
	"slices"
	"strconv"
	"strings"

	"chibo/internal/db"
	"chibo/internal/document"
	"chibo/internal/i18n"
	"chibo/internal/meeting"
	"chibo/internal/notify"
	"chibo/internal/task"
	"chibo/internal/ui"
)

// mayReply reports whether the reader is asked whether he comes.
func (p pageProps) mayReply() bool { return p.sheet.Asked() }

// span writes the planned times "14:00 – 16:25", or the beginning alone where
// the agenda names no lengths.
func span(sh meeting.Sheet) string {
	if sh.Planned() == 0 {
		return sh.Meeting.StartsAt
	}
	clock := sh.Clock()
	return clock[0] + " – " + clock[len(clock)-1]
}

// aheadLede says when and where a planned meeting is, with its end.
func aheadLede(ctx context.Context, sh meeting.Sheet) string {
	m := sh.Meeting
	s := day(ctx, m.HeldOn) + " · " + span(sh) + " · " + m.Place
	if m.ChairName != "" {
		s += " · " + ui.T(ctx, "meeting.chaired_by", m.ChairName)
	}
	return s
}

// lack is one thing that a meeting still lacks; Urge is where whoever prepares
// it is reminded, "" if nobody is or the reader is it himself.
type lack struct{ What, More, Urge string }

// lacking puts the warnings into words; items that nobody presents share one
// line.
func lacking(ctx context.Context, sh meeting.Sheet, today db.Date) []lack {
	var lines []lack
	var bare []string
	for _, w := range sh.Warnings(today) {
		switch w.Kind {
		case meeting.WarnPaper:
			lines = append(lines, paperLack(ctx, sh, w.Item))
		case meeting.WarnPresenter:
			bare = append(bare, strconv.Itoa(w.Item+1))
		case meeting.WarnShort:
			lines = append(lines, lack{What: ui.T(ctx, "meeting.warn_short", sh.Planned(), sh.Rules.Least), More: ui.T(ctx, "meeting.by_rule", because(ctx, sh.Rules.LeastBy)) + "."})
		case meeting.WarnLate:
			lines = append(lines, lack{What: ui.T(ctx, "meeting.warn_late", sh.Rules.NoticeBy), More: ui.T(ctx, "meeting.by_rule", because(ctx, sh.Rules.NoticeOf)) + "."})
		}
	}
	if len(bare) > 0 {
		lines = append(lines, lack{What: ui.T(ctx, "meeting.warn_presenter", strings.Join(bare, ", "))})
	}
	return lines
}

func paperLack(ctx context.Context, sh meeting.Sheet, n int) lack {
	i := sh.Items[n]
	l := lack{What: ui.T(ctx, "meeting.warn_paper", n+1)}
	if i.Presenter != "" && i.Presenter == sh.Me {
		l.More = ui.T(ctx, "meeting.warn_yours")
	} else if i.Presenter != "" {
		l.More = ui.T(ctx, "meeting.warn_prepares", i.PresenterName)
		if sh.Rules.NoticeBy != "" {
			l.More = ui.T(ctx, "meeting.warn_prepares_by", i.PresenterName, lower(i18n.Long(ui.From(ctx).Lang, sh.Rules.NoticeBy.Time())))
		}
		l.Urge = href(sh.Meeting.ID) + "/items/" + string(i.ID) + "/urge"
	}
	return l
}

// lower begins a sentence's end: "Thứ ba" becomes "thứ ba".
func lower(s string) string { return strings.ToLower(s[:1]) + s[1:] }

func lastLabel(ctx context.Context, p meeting.Previous) string {
	if p.Number != "" {
		return ui.T(ctx, "meeting.last_resolution", month(p.Month), p.Number)
	}
	return ui.T(ctx, "meeting.last_minutes", month(p.Month))
}

// openLabel counts the tasks that are open, and those over their day.
func openLabel(ctx context.Context, left task.Remaining) string {
	if left.Late == 0 {
		return ui.T(ctx, "meeting.open_tasks", left.Open)
	}
	return ui.T(ctx, "meeting.open_tasks_late", left.Open, left.Late)
}

func dueLabel(ctx context.Context, t task.Task, today db.Date) string {
	if late := t.Late(today); late > 0 {
		return ui.T(ctx, "meeting.late_by", t.Due, late)
	}
	return ui.T(ctx, "meeting.due_on", t.Due)
}

// sentUnder counts what was sent ahead on an item, as far as the reader sees.
func sentUnder(sh meeting.Sheet, item meeting.ItemID) (n int) {
	for _, c := range sh.Contributions {
		if c.Item == item {
			n++
		}
	}
	return n
}

// sentMeta says to which item something was sent, and who entered it.
func sentMeta(ctx context.Context, sh meeting.Sheet, c meeting.Contribution) string {
	s := ""
	for n, i := range sh.Items {
		if i.ID == c.Item {
			s += "· " + ui.T(ctx, "meeting.sent_to", n+1)
		}
	}
	if c.EnteredBy != "" {
		s += " · " + ui.T(ctx, "meeting.entered_by", c.EnteredBy)
	}
	return strings.TrimSpace(s)
}

// mayMend reports whether the reader may change what was sent: his own, or what
// the committee entered for somebody.
func mayMend(sh meeting.Sheet, c meeting.Contribution) bool {
	return sh.Meeting.State.Ahead() && (c.Person == sh.Me || sh.MayPrepare && c.EnteredBy != "")
}

func itemChoices(sh meeting.Sheet) []ui.Choice {
	var all []ui.Choice
	for n, i := range sh.Items {
		all = append(all, ui.Choice{Value: string(i.ID), Label: strconv.Itoa(n+1) + ". " + i.Title})
	}
	return all
}

func paperChoices(sh meeting.Sheet, i meeting.Item) []ui.Choice {
	var all []ui.Choice
	for _, d := range sh.Papers {
		all = append(all, ui.Choice{Value: string(d.ID), Label: d.Name, Current: under(sh, i.ID, d.ID)})
	}
	return all
}

// under reports whether a paper is for the item.
func under(sh meeting.Sheet, item meeting.ItemID, paper document.ID) bool {
	for _, p := range sh.PapersUnder[item] {
		if p == paper {
			return true
		}
	}
	return false
}

// kindsFor are the kinds that a planned meeting may become: the committee's and
// a congress stay what they are.
func kindsFor(m meeting.Meeting) []meeting.Kind {
	if m.Kind == meeting.Committee || m.Kind == meeting.Congress {
		return []meeting.Kind{m.Kind}
	}
	return []meeting.Kind{meeting.Regular, meeting.Thematic, meeting.Extraordinary}
}

// replyMine repeats the reader's own answer.
func replyMine(ctx context.Context, r meeting.Response) string {
	s := ui.T(ctx, "meeting.mine_"+string(r.Answer))
	if r.EnteredBy != "" {
		s += " " + ui.T(ctx, "meeting.entered_by", r.EnteredBy) + "."
	}
	return s
}

// replyMeta is what the committee reads beside an answer.
func replyMeta(ctx context.Context, r meeting.Response) string {
	var parts []string
	if r.Reason != "" {
		parts = append(parts, r.Reason)
	}
	if r.EnteredBy != "" {
		parts = append(parts, ui.T(ctx, "meeting.entered_by", r.EnteredBy))
	}
	return strings.Join(parts, " · ")
}

// tallyLine writes "8 dự · 1 xin phép vắng · 6 chưa trả lời".
func tallyLine(ctx context.Context, t meeting.Tally) string {
	return ui.T(ctx, "meeting.tally", t.Coming, t.Excused, t.Silent)
}

func replyLede(ctx context.Context, sh meeting.Sheet) string {
	switch {
	case sh.MayPrepare:
		return ui.T(ctx, "meeting.replies_lede")
	case sh.Replies[sh.Me].Answer != "":
		return replyMine(ctx, sh.Replies[sh.Me])
	}
	return when(ctx, sh.Meeting)
}

// printWhy says why somebody gets the papers in print.
func printWhy(ctx context.Context, sh meeting.Sheet, s meeting.Seat) string {
	if sh.Replies[s.Person].Print {
		return ui.T(ctx, "meeting.print_asked")
	}
	return ui.T(ctx, "meeting.print_unreached")
}

func announceLede(ctx context.Context, m meeting.Meeting) string {
	if m.AnnouncedAt.IsZero() {
		return ui.T(ctx, "meeting.check_lede")
	}
	return ui.T(ctx, "meeting.announced_at", m.AnnouncedAt)
}

// whatPairs sum up the meeting, each with the way to change it.
func whatPairs(ctx context.Context, sh meeting.Sheet) []ui.Pair {
	m := sh.Meeting
	at := href(m.ID)
	who := ui.T(ctx, "meeting.told_n", sh.Told())
	if m.Kind == meeting.Committee {
		who = ui.T(ctx, "meeting.told_committee", sh.Told())
	}
	if len(sh.Guests) > 0 {
		who += "; " + ui.T(ctx, "meeting.guests_are", guestNames(sh.Guests))
	}
	pairs := []ui.Pair{
		{Label: ui.T(ctx, "meeting.time"), Value: day(ctx, m.HeldOn) + ", " + span(sh), Change: at + "/plan"},
		{Label: ui.T(ctx, "meeting.place"), Value: m.Place, Change: at + "/plan"},
		{Label: ui.T(ctx, "meeting.who"), Value: who, Change: at + "#guests-title"},
		{Label: ui.T(ctx, "meeting.agenda"), Value: ui.T(ctx, "meeting.agenda_n", len(sh.Items), sh.Planned()), Change: at + "#agenda"},
		{Label: ui.T(ctx, "meeting.papers"), Value: ui.T(ctx, "meeting.papers_n", len(sh.Papers)), Change: at + "#papers-title"},
	}
	if m.Why != "" {
		pairs = slices.Insert(pairs, 0, ui.Pair{Label: ui.T(ctx, "meeting.why"), Value: m.Why, Change: at + "/plan"})
	}
	return fixed(sh, pairs)
}

// wayPairs say by which ways the notice goes.
func wayPairs(ctx context.Context, sh meeting.Sheet) []ui.Pair {
	printed := ui.T(ctx, "meeting.nobody")
	if n := len(sh.Printed); n > 0 {
		printed = ui.T(ctx, "meeting.comrades_are", n, printNames(ctx, sh.Printed))
	}
	pairs := []ui.Pair{
		{Label: ui.T(ctx, "meeting.in_app"), Value: ui.T(ctx, "meeting.comrades_n", sh.InApp)},
		{Label: ui.T(ctx, "meeting.by_mail"), Value: ui.T(ctx, "meeting.comrades_mail", sh.ByMail), Change: "/member"},
		{Label: ui.T(ctx, "meeting.in_print"), Value: printed, Change: href(sh.Meeting.ID) + "/reply#print"},
	}
	if len(sh.Guests) > 0 {
		pairs = append(pairs, ui.Pair{Label: ui.T(ctx, "meeting.invited_guests"), Value: ui.T(ctx, "meeting.guests_n", len(sh.Guests), guestNames(sh.Guests)), Change: href(sh.Meeting.ID) + "#guests-title"})
	}
	pairs = append(pairs, ui.Pair{Label: ui.T(ctx, "meeting.mail_text"), Value: "“" + neutral(ctx, sh) + "”", Note: ui.T(ctx, "meeting.mail_note")})
	return fixed(sh, pairs)
}

// namesShown is how many names a line of the check page holds.
const namesShown = 6

// printNames names who gets printed papers; a long list stands on its page.
func printNames(ctx context.Context, seats []meeting.Seat) string {
	var names []string
	for n, s := range seats {
		if n == namesShown {
			return strings.Join(names, ", ") + " " + ui.T(ctx, "meeting.and_more", len(seats)-n)
		}
		names = append(names, s.Name)
	}
	return strings.Join(names, ", ")
}

// fixed takes the links away once nothing is to be changed any more.
func fixed(sh meeting.Sheet, pairs []ui.Pair) []ui.Pair {
	if !sh.May(meeting.Announcing) {
		for n := range pairs {
			pairs[n].Change = ""
		}
	}
	return pairs
}

func guestNames(guests []meeting.Guest) string {
	var names []string
	for _, g := range guests {
		names = append(names, guestName(g))
	}
	return strings.Join(names, "; ")
}

// neutral is the text that mails carry and that may be pasted elsewhere.
func neutral(ctx context.Context, sh meeting.Sheet) string {
	key, args := notify.Neutral(sh.Event(), sh.Meeting.Moved > 0)
	return ui.T(ctx, key, args...)
}
