package web

import (
	"context"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"chibo/internal/admission"
	"chibo/internal/db"
	"chibo/internal/i18n"
	"chibo/internal/member"
	"chibo/internal/org"
	"chibo/internal/rulebook"
	"chibo/internal/ui"
	"chibo/internal/vote"
)

func href(id admission.ID) string { return "/admission/" + url.PathEscape(string(id)) }

func to(id admission.ID, page string) string { return href(id) + "/" + page }

// at is the address of a page about a unit.
func at(path string, unit org.ID) string { return path + "?unit=" + url.QueryEscape(string(unit)) }

// enterFor is the form that begins the dossier of a probationary member.
func enterFor(unit org.ID, person member.ID) string {
	return at("/admission/enter", unit) + "&person=" + url.QueryEscape(string(person))
}

// listAt is the address of the list of a state.
func listAt(unit org.ID, s admission.State) string {
	return at("/admission/list", unit) + "&state=" + string(s)
}

// filesOf is the page on which the files of a dossier stand, which leads back.
func filesOf(id admission.ID) string {
	return "/document/of/" + admission.FilesOf + "/" + url.PathEscape(string(id)) + "?back=" + url.QueryEscape(href(id))
}

func number(ctx context.Context, n int) string { return i18n.Number(ui.From(ctx).Lang, n) }

func short(d db.Date) string { return i18n.Short(string(d)) }

func stateName(ctx context.Context, s admission.State) string {
	return ui.T(ctx, "admission.state_"+string(s))
}

// stateKind is how a state shows.
func stateKind(s admission.State) ui.Kind {
	switch s {
	case admission.Declined, admission.Stopped:
		return ui.Off
	case admission.Nominated, admission.Listed:
		return ui.Soon
	case admission.Official:
		return ui.Done
	}
	return ui.Now
}

// listed are the states that the list can be of, in their order.
var listed = []admission.State{
	admission.Nominated, admission.Listed, admission.Helped, admission.Learning, admission.Filing, admission.Ready, admission.Proposed, admission.Decided,
	admission.Probation, admission.Supported, admission.Official, admission.Stopped, admission.Declined,
}

// steps are the stages of a candidate's way.
func steps(ctx context.Context, c admission.Candidate) (all []ui.Step) {
	state := c.State
	if state == admission.Stopped {
		state = c.Was
	}
	here := admission.StageOf(state)
	for i, st := range admission.Stages {
		all = append(all, ui.Step{Label: ui.T(ctx, "admission.step_"+st.Name), Done: i < here || state == admission.Official, Current: i == here})
	}
	return all
}

// lane is a column of the board: some stages under a heading.
type lane struct {
	name   string
	stages []int
}

var lanes = []lane{{"source", []int{0, 1}}, {"dossier", []int{2, 3}}, {"vote", []int{4, 5}}, {"probation", []int{6, 7}}}

// helpers names who helps somebody.
func helpers(mentors []admission.Mentor) string {
	var names []string
	for _, m := range mentors {
		if m.To == "" {
			names = append(names, m.Name)
		}
	}
	return strings.Join(names, ", ")
}

// lines are what a tile says below the name.
func lines(ctx context.Context, t admission.Tile) (all []string) {
	c := t.Candidate
	if c.Department != "" {
		all = append(all, c.Department)
	}
	switch c.State {
	case admission.Nominated, admission.Listed:
		if c.ChapterOf != "" {
			all = append(all, ui.T(ctx, "admission.nominated_by", c.ChapterOf))
		}
	case admission.Learning:
		all = append(all, ui.T(ctx, "admission.class_span", c.BeginsOn, c.EndsOn))
	case admission.Proposed, admission.Decided, admission.Supported:
		if t.Vote != nil {
			all = append(all, voteLine(ctx, *t.Vote))
		}
	case admission.Probation:
		if end := of(t.Deadlines, admission.TermProbation).On; end != "" {
			all = append(all, ui.T(ctx, "admission.admitted_until", c.AdmittedOn, end))
		} else {
			all = append(all, ui.T(ctx, "admission.admitted_on", c.AdmittedOn))
		}
	}
	if who := helpers(t.Mentors); who != "" && c.State != admission.Proposed {
		all = append(all, ui.T(ctx, "admission.helped_by", who))
	}
	return all
}

// voteLine is a vote in one line.
func voteLine(ctx context.Context, v vote.Vote) string {
	n, base := v.Count.Favour, v.Prospect.Base.Size
	return ui.T(ctx, "admission.voted", v.HeldOn, strconv.Itoa(n)+"/"+strconv.Itoa(base), i18n.Percent(ui.From(ctx).Lang, n, base))
}

// pressing are the deadlines in the order of what presses: those of the way
// itself come before the mentor's next note.
func pressing(all []admission.Deadline) []admission.Deadline {
	var way, notes []admission.Deadline
	for _, d := range all {
		if d.Term == admission.TermNote {
			notes = append(notes, d)
		} else {
			way = append(way, d)
		}
	}
	return append(way, notes...)
}

// tileTag is what a tile asks for, "" for nothing.
func tileTag(ctx context.Context, t admission.Tile, today db.Date) (ui.Kind, string) {
	switch s := t.Candidate.State; {
	case s == admission.Nominated:
		return ui.Soon, ui.T(ctx, "admission.tag_decide")
	case len(t.Mentors) == 0 && admission.StageOf(s) <= admission.StageOf(admission.Ready):
		return ui.Soon, ui.T(ctx, "admission.tag_assign")
	case s == admission.Ready:
		return ui.Now, ui.T(ctx, "admission.tag_complete")
	}
	for _, d := range pressing(t.Deadlines) {
		left := d.Left(today)
		switch {
		case d.On == "" || d.Term == admission.TermProbation && left > endingDays:
		case left < 0 && d.Term == admission.TermProbation:
			return ui.Soon, ui.T(ctx, "admission.tag_recognise")
		case left < 0:
			return ui.Late, ui.T(ctx, "admission.tag_late_"+string(d.Term))
		case d.Term == admission.TermProbation, left <= 30 && d.Term != admission.TermNote:
			return ui.Soon, ui.T(ctx, "admission.tag_by_"+string(d.Term), d.On)
		case d.Term == admission.TermNote && t.Candidate.State == admission.Helped:
			return ui.Plain, ui.T(ctx, "admission.tag_by_note", d.On)
		}
	}
	switch s := t.Candidate.State; {
	case s == admission.Filing && t.Wanted > 0:
		return ui.Now, ui.T(ctx, "admission.papers_of", t.Papers, t.Wanted)
	case s == admission.Probation && len(t.Mentors) == 0:
		return ui.Soon, ui.T(ctx, "admission.tag_assign")
	}
	return ui.Plain, ""
}

// summary sums the board up: the target of the year where there is one.
func summary(ctx context.Context, b admission.Board) string {
	if b.Goal == nil {
		return ui.T(ctx, "admission.lede", b.Open(), b.Probationers())
	}
	return ui.T(ctx, "admission.lede_goal", strconv.Itoa(b.Today.Year()), b.Goal.Value, b.Goal.Admitted, b.Open())
}

// standing is how many stand on a step, with those of whom no dossier is kept.
func standing(b admission.Board, states []admission.State) int {
	if states[0] == admission.Probation {
		return b.Probationers()
	}
	return b.Count(states...)
}

// endingDays is how long before the end of a probation the board says so.
const endingDays = 60

// ending are those whose months of probation are over or soon will be: the next
// thing that the committee has to think of.
func ending(b admission.Board) (all []admission.Tile) {
	for _, t := range b.In(admission.Probation) {
		if slices.ContainsFunc(t.Deadlines, func(d admission.Deadline) bool {
			return d.Term == admission.TermProbation && d.On != "" && d.Left(b.Today) <= endingDays
		}) {
			all = append(all, t)
		}
	}
	return all
}

// of finds a deadline by what it is for.
func of(all []admission.Deadline, t admission.Term) admission.Deadline {
	for _, d := range all {
		if d.Term == t {
			return d
		}
	}
	return admission.Deadline{}
}

// because names the rule that gave a result, and whether it is to be confirmed.
func because(ctx context.Context, s rulebook.Source) string {
	if s.Doc.No == "" {
		return ""
	}
	text := s.Doc.No
	if s.Doc.Clause != "" {
		text += ", " + s.Doc.Clause
	}
	if s.ToConfirm {
		text += " – " + ui.T(ctx, "meeting.to_confirm")
	}
	return ui.T(ctx, "admission.by_rule", text)
}

// termEvents are the deadlines as a timeline.
func termEvents(ctx context.Context, all []admission.Deadline, today db.Date) (events []ui.Event) {
	for _, d := range all {
		e := ui.Event{Title: ui.T(ctx, "admission.term_"+string(d.Term)), Date: short(d.On)}
		switch left := d.Left(today); {
		case d.On == "":
			e.Date, e.Text = ui.T(ctx, "admission.term_unknown"), ui.T(ctx, "admission.term_unknown_text")
		case left < 0 && d.Term == admission.TermProbation:
			e.Text = ui.T(ctx, "admission.months_over")
		case left < 0:
			e.Kind, e.Text = ui.Accent, ui.T(ctx, "admission.late", -left)
		case left == 0:
			e.Text = ui.T(ctx, "admission.today")
		default:
			e.Text = ui.T(ctx, "admission.left", left)
		}
		if by := because(ctx, d.By); by != "" {
			e.Text += ". " + by
		}
		events = append(events, e)
	}
	return events
}

// gapText says what is missing.
func gapText(ctx context.Context, g admission.Gap) string {
	switch {
	case g.Code == admission.Background:
		return ui.T(ctx, "admission.gap_paper_check")
	case g.Code != "":
		return ui.T(ctx, "admission.gap_paper", g.Title, g.Code)
	case g.Need == admission.NeedCertificate && g.On != "":
		return ui.T(ctx, "admission.gap_certificate_over", g.On)
	case g.Need == admission.NeedAge && g.N == 0:
		return ui.T(ctx, "admission.gap_age_unknown")
	case g.Need == admission.NeedAge && g.Soft:
		return ui.T(ctx, "admission.gap_age_over", g.N)
	case g.Need == admission.NeedAge:
		return ui.T(ctx, "admission.gap_age_under", g.N)
	case g.Need == admission.NeedMonths:
		return ui.T(ctx, "admission.gap_months", g.On)
	}
	return ui.T(ctx, "admission.gap_"+string(g.Need))
}

// paperTitle names a line of the checklist.
func paperTitle(ctx context.Context, p admission.Paper) string {
	switch {
	case p.Code == admission.Background:
		return ui.T(ctx, "admission.paper_check")
	case p.Title == "":
		return p.Code
	}
	return p.Title
}

// paperMeta says under a line of the checklist what form it is.
func paperMeta(ctx context.Context, p admission.Paper) string {
	switch p.Code {
	case admission.Background:
		return ui.T(ctx, "admission.paper_check_text")
	case admission.Certificate:
		return ui.T(ctx, "admission.paper_certificate_text")
	}
	return ui.T(ctx, "admission.form_no", p.Code)
}

// shown are the lines of the checklist of admission or of recognition: of two
// forms of one number that which is there, where one is.
func shown(papers []admission.Paper, toAdmit bool) (all []admission.Paper) {
	for _, p := range papers {
		if p.Step.ToAdmit() == toAdmit && (p.Needed || p.DoneOn != "") {
			all = append(all, p)
		}
	}
	return all
}

// facts are what is known of a candidate's way.
func facts(ctx context.Context, c admission.Candidate) (pairs []ui.Pair) {
	add := func(key, value string) {
		if value != "" {
			pairs = append(pairs, ui.Pair{Label: ui.T(ctx, key), Value: value})
		}
	}
	decision := func(key string, on db.Date, no string) {
		if no != "" {
			add(key, ui.T(ctx, "admission.no_of", no, on))
		} else {
			add(key, short(on))
		}
	}
	add("admission.birth", short(c.Birth))
	add("admission.chapter", c.ChapterOf)
	add("admission.nominated_on", short(c.NominatedOn))
	add("admission.reason", c.Reason)
	decision("admission.listed_on", c.ListedOn, c.ListedNo)
	if c.BeginsOn != "" {
		add("admission.class", ui.T(ctx, "admission.span", c.BeginsOn, c.EndsOn))
	}
	decision("admission.certified_on", c.CertifiedOn, c.CertificateNo)
	decision("admission.decided_on", c.DecidedOn, c.DecisionNo)
	add("admission.ceremony_on", short(c.AdmittedOn))
	decision("admission.recognised_on", c.RecognisedOn, c.RecognitionNo)
	add("admission.official_on", short(c.OfficialOn))
	add("admission.outcome", c.Outcome)
	return pairs
}

// evidence is what stands on a criterion.
func evidence(all []admission.Evidence, c admission.Criterion) admission.Evidence {
	for _, e := range all {
		if e.Kind == c {
			return e
		}
	}
	return admission.Evidence{}
}

// opinionCounts is an opinion in counts.
func opinionCounts(ctx context.Context, o admission.Opinion) string {
	return ui.T(ctx, "admission.opinion_counts", o.Agreed, o.Asked, o.Against)
}
