package sample

import (
	"context"
	"slices"
	"strconv"
	"strings"

	"chibo/internal/access"
	"chibo/internal/db"
	"chibo/internal/meeting"
	"chibo/internal/reflection"
)

// reportBook is what is reported and what is said of it.
type reportBook struct {
	Watched  string           `yaml:"watched"` // of a remark that is getting better
	Intro    string           `yaml:"intro"`
	Cell     []reportSpec     `yaml:"cell"`
	Chapter  []reportSpec     `yaml:"chapter"`
	Reviewed reviewedReport   `yaml:"reviewed"`
	Drafted  reflection.Texts `yaml:"drafted"`
}

// reportSpec is a report that was heard, and what became of what is to be
// mended.
type reportSpec struct {
	Mended     string     `yaml:"mended"`
	Ahead      string     `yaml:"ahead"`
	Notes      []noteSpec `yaml:"notes"`
	Assessment string     `yaml:"assessment"`
	Exemplary  string     `yaml:"exemplary"`
	Mend       string     `yaml:"mend"`
	Help       string     `yaml:"help"`
	Answer     string     `yaml:"answer"`
	Evidence   string     `yaml:"evidence"`
}

// reviewedReport is a report that was given back with comments.
type reviewedReport struct {
	reflection.Texts `yaml:",inline"`
	Comments         []commentSpec `yaml:"comments"`
	Wanted           string        `yaml:"wanted"`
}

// commentSpec is a comment of a leader, a person of the unit counted from 0, on
// words of a part.
type commentSpec struct {
	Person int             `yaml:"person"`
	Part   reflection.Part `yaml:"part"`
	Words  string          `yaml:"words"`
	Body   string          `yaml:"body"`
}

// report makes the n-th report of the round: what he registered comes first.
func (r *round) report(who, n int, at sitting) *report {
	stories := r.reports.Cell
	if r.spec.Associates > 0 {
		stories = r.reports.Chapter
	}
	rolled := dice("report", r.spec.Code, r.people[who].form.Name)
	p := &report{who: who, at: at, reportSpec: stories[(n+r.habit.Day)%len(stories)]}
	items := r.pledges.registered(r.spec, r.people, who, r.today)
	did := strings.ReplaceAll(r.reports.Intro, "{count}", strconv.Itoa(len(items)))
	for _, i := range items[:2] {
		did += "\n\n" + i.Heading + ": " + lowerFirst(i.Result)
	}
	p.texts = reflection.Texts{Did: did, Mended: said(p.Mended, at.Month, rolled), Ahead: said(p.Ahead, at.Month, rolled)}
	return p
}

// hear notes what is said of a report, and what the chair concludes.
func (s *session) hear(ctx context.Context, i meeting.Item) error {
	p := s.heard[i.Report]
	if err := s.discuss(ctx, i, p.Notes); err != nil {
		return err
	}
	return s.Meetings.Conclude(ctx, access.Console, s.id(), i.ID, i.Version, p.conclusion())
}

func (p *report) conclusion() meeting.Conclusion {
	return meeting.Conclusion{Text: p.Assessment, Exemplary: p.Exemplary, ToMend: p.Mend}
}

// goOn follows what meetings have heard, and plans the turns to come.
func (r *round) goOn(ctx context.Context) error {
	if r.spec.Associates > 0 {
		if err := r.hearAside(ctx); err != nil {
			return err
		}
	}
	if err := r.past.complete(ctx); err != nil || r.habit.Past {
		return err
	}
	for _, p := range r.heard[:max(len(r.heard)-1, 0)] { // the last one is not completed yet
		if err := r.Reflections.Complete(ctx, r.author(p), p.id, 1, p.texts); err != nil {
			return err
		}
	}
	if err := r.mend(ctx); err != nil {
		return err
	}
	return r.draw(ctx)
}

// hearAside enters what the meetings of a chapter heard, which are not held
// here.
func (r *round) hearAside(ctx context.Context) error {
	for _, p := range r.heard {
		sheet, err := r.Reflections.Get(ctx, access.Console, p.id)
		if err != nil {
			return err
		}
		h := reflection.Heard{On: p.at.On, Conclusion: reflection.Conclusion{Assessment: p.Assessment, Exemplary: p.Exemplary, ToMend: p.Mend}}
		for n, o := range p.Notes {
			speaker := r.people[(p.who+1+n)%len(r.people)]
			h.Opinions = append(h.Opinions, reflection.Opinion{Speaker: speaker.id, Kind: o.Kind, Body: o.Text})
		}
		if err := r.Reflections.Hear(ctx, as(r.people[0].id), p.id, sheet.Report.Version, h); err != nil {
			return err
		}
	}
	return nil
}

// mend agrees on help with each remark, and says what has come of it: that of
// the last report is open, of the one before on its way, earlier ones resolved.
func (r *round) mend(ctx context.Context) error {
	page, err := r.Reflections.RemarksOf(ctx, access.Console, r.unit, reflection.RemarkFilter{})
	if err != nil {
		return err
	}
	for _, k := range page.Remarks {
		n := slices.IndexFunc(r.heard, func(p *report) bool { return p.id == k.Report })
		if err := r.mendOne(ctx, r.heard[n], k, len(r.heard)-1-n); err != nil {
			return err
		}
	}
	return nil
}

// mendOne follows the remark of a report; so many were heard since.
func (r *round) mendOne(ctx context.Context, p *report, k reflection.Remark, since int) error {
	leader := as(judge(r.people, p.who))
	help, err := r.Reflections.AgreeHelp(ctx, leader, k.ID, reflection.HelpForm{Helper: r.helper(p.who), Body: p.Help, Due: r.today.AddDays(21)})
	if err != nil || since == 0 {
		return err
	}
	if err := r.Reflections.AnswerRemark(ctx, r.author(p), k.ID, k.Version, p.Answer); err != nil {
		return err
	}
	found := reflection.Judgement{State: reflection.Improving, LookOn: r.today.AddDays(14), Evidence: r.reports.Watched}
	if since > 1 {
		if err := r.Reflections.HelpDone(ctx, leader, k.ID, help, 1, min(p.at.On.AddDays(20), r.today)); err != nil {
			return err
		}
		found = reflection.Judgement{State: reflection.Resolved, Evidence: p.Evidence}
	}
	return r.Reflections.Judge(ctx, leader, k.ID, k.Version+1, found)
}

// write brings the reports of the next meeting as far as they are: the first
// was sent, and in the shown cell given back with comments; the second is being
// written. What their authors registered first is marked as named.
func (r *round) write(ctx context.Context) error {
	for n, p := range r.ahead {
		named, err := r.named(ctx, p)
		if err != nil {
			return err
		}
		texts := p.texts
		switch {
		case n == 0 && r.spec.Code == shown:
			err = r.review(ctx, p, named)
		case n == 0:
			err = r.Reflections.Submit(ctx, r.author(p), p.id, 0, texts, named)
		default:
			if r.spec.Code == shown {
				texts = r.reports.Drafted
			}
			texts.Ahead = ""
			_, err = r.Reflections.Save(ctx, r.author(p), p.id, 0, texts, named)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// named are the first items that the author of a report registered.
func (r *round) named(ctx context.Context, p *report) (ids []string, err error) {
	err = r.DB.Read(ctx, func(tx *db.Tx) error {
		items, err := r.Commitments.PledgedTx(tx, r.author(p), r.unit, r.people[p.who].id, r.today.Year())
		for _, i := range items[:min(len(items), 2)] {
			ids = append(ids, string(i.ID))
		}
		return err
	})
	return ids, err
}

// review has the leaders comment on a report and give it back.
func (r *round) review(ctx context.Context, p *report, named []string) error {
	b := r.reports.Reviewed
	if err := r.Reflections.Submit(ctx, r.author(p), p.id, 0, b.Texts, named); err != nil {
		return err
	}
	for _, c := range b.Comments {
		f := reflection.CommentForm{Ordinal: 1, Part: c.Part, Words: c.Words, Body: c.Body}
		if _, err := r.Reflections.Comment(ctx, as(r.people[c.Person].id), p.id, f); err != nil {
			return err
		}
	}
	leader := as(r.people[0].id)
	sheet, err := r.Reflections.Get(ctx, leader, p.id)
	if err != nil {
		return err
	}
	return r.Reflections.Return(ctx, leader, p.id, sheet.Report.Version, b.Wanted, r.today.AddDays(3))
}
