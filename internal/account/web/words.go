package web

import (
	"context"
	"net/url"
	"strings"

	"chibo/internal/account"
	"chibo/internal/member"
	"chibo/internal/org"
	"chibo/internal/ui"
)

// textContext is the context of a page that is being rendered.
type textContext = context.Context

func forgotLede(ctx textContext, sent bool) string {
	if sent {
		return ui.T(ctx, "account.forgot_sent")
	}
	return ui.T(ctx, "account.forgot_lede")
}

// inviteKey is the text for an invitation or, in its place, for a reset.
func inviteKey(l account.Link, part string) string {
	if l.Reset {
		return "account.reset_" + part
	}
	return "account.invite_" + part
}

func usernameHint(ctx textContext, l account.Link) string {
	if l.Reset {
		return ""
	}
	return ui.T(ctx, "account.username_hint")
}

// grouped writes a secret in groups of four, to be typed.
func grouped(s string) string {
	var b strings.Builder
	for i, r := range s {
		if i > 0 && i%4 == 0 {
			b.WriteByte(' ')
		}
		b.WriteRune(r)
	}
	return b.String()
}

// maker names who did something; without a name it was the operator.
func maker(ctx textContext, name string) string {
	if name == "" {
		return ui.T(ctx, "account.operator")
	}
	return name
}

func hatPlace(h account.Hat) string {
	if h.Parent == "" {
		return h.Name
	}
	return h.Name + " · " + h.Parent
}

func listLede(ctx textContext, p listProps) string {
	switch {
	case p.unit.ID == "":
		return ui.T(ctx, "account.list_lede_all", p.page.Found)
	case p.whole:
		return ui.T(ctx, "account.list_lede_whole", waitingLines(p.lines))
	}
	return ui.T(ctx, "account.list_lede_posts")
}

// waitingLines counts those for whom a link should be made.
func waitingLines(lines []account.Line) (n int) {
	for _, l := range lines {
		if l.Waits() {
			n++
		}
	}
	return n
}

func stateChips(ctx textContext, at *url.URL) []ui.Chip {
	now := at.Query().Get("state")
	chips := make([]ui.Chip, 0, 4)
	for _, s := range []account.State{"", account.Active, account.Invited, account.Disabled} {
		q := url.Values{}
		if find := at.Query().Get("q"); find != "" {
			q.Set("q", find)
		}
		key := "account.state_all"
		if s != "" {
			q.Set("state", string(s))
			key = "account.state_" + string(s)
		}
		chips = append(chips, ui.Chip{Href: "/accounts?" + q.Encode(), Label: ui.T(ctx, key), Current: now == string(s)})
	}
	return chips
}

func unitChoices(units []org.Unit, chosen org.ID) []ui.Choice {
	var all []ui.Choice
	for _, u := range units {
		all = append(all, ui.Choice{Value: string(u.ID), Label: strings.Repeat("– ", u.Depth()) + u.Name, Current: u.ID == chosen})
	}
	return all
}

// postText names a post that gives a role.
func postText(ctx textContext, p member.Post) string {
	switch p {
	case member.Secretary, member.Deputy, member.CommitteeMember:
		return ui.T(ctx, "ui.role_"+string(p))
	case member.MassHead, member.MassDeputy:
		return ui.T(ctx, "ui.role_mass_officer")
	}
	return ""
}

func grantText(ctx textContext, g account.Grant) string {
	return ui.T(ctx, "account.waiting_text", ui.T(ctx, "ui.role_"+string(g.Role)), g.UnitName, g.From.Local(ui.From(ctx).Lang))
}

func grantMeta(ctx textContext, g account.Grant) string {
	meta := ui.T(ctx, "account.since_day", g.From.Date().Local(ui.From(ctx).Lang))
	if g.UnitName != "" {
		meta = g.UnitName + " · " + meta
	}
	if g.Waiting {
		meta += " · " + ui.T(ctx, "account.grant_waits")
	}
	return meta
}

func inviteVerb(sh account.Sheet) string {
	if sh.State == account.Active {
		return "account.reset_make"
	}
	return "account.invite_make"
}

func sheetPairs(ctx textContext, sh account.Sheet) []ui.Pair {
	pairs := []ui.Pair{{Label: ui.T(ctx, "account.state"), Body: stateTag(sh.Line)}}
	l := ui.From(ctx).Lang
	if !sh.Asked.IsZero() {
		pairs[0].Note = ui.T(ctx, "account.asked_at", sh.Asked.Local(l))
	}
	if sh.Account == "" {
		return pairs
	}
	factor := "account.factor_off"
	if sh.Factor {
		factor = "account.factor_on"
	}
	pairs = append(pairs, ui.Pair{Label: ui.T(ctx, "account.username"), Value: sh.Username}, ui.Pair{Label: ui.T(ctx, "account.factor"), Value: ui.T(ctx, factor)})
	if !sh.LinkUntil.IsZero() {
		pairs = append(pairs, ui.Pair{Label: ui.T(ctx, "account.link"), Value: ui.T(ctx, "account.link_open", sh.LinkUntil.Local(l))})
	}
	for _, r := range sh.Resets {
		pairs = append(pairs, ui.Pair{Label: ui.T(ctx, "account.reset_verb"), Value: ui.T(ctx, "account.reset_line", r.At.Local(l), maker(ctx, r.By))})
	}
	return pairs
}

func stepLine(ctx textContext, step account.Step, title string) string {
	for i, s := range account.Steps {
		if s == step {
			return ui.T(ctx, "ui.step", i+1, len(account.Steps), title)
		}
	}
	return ""
}
