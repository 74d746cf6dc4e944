package sample

import (
	"context"
	"fmt"

	"chibo/internal/access"
	"chibo/internal/campaign/conduct"
	"chibo/internal/campaign/contest"
	"chibo/internal/db"
	"chibo/internal/member"
	"chibo/internal/org"
)

// observes is the cell of the department whose keeping of a code is in the sample.
const observes = "S1.16.06"

// compete writes the code of conduct of the health department and how one of its cells
// keeps it, the department's contest of telling stories, and another in the shown cell
// that still takes entries.
func (s Services) compete(ctx context.Context, houses []*house, today db.Date) error {
	if s.Conducts == nil || s.Contests == nil {
		return nil
	}
	quiet := *s.Contests
	quiet.Notices, quiet.Accounts = nil, nil
	for _, h := range houses {
		if unit, ok := h.units[leadsCampaign]; ok {
			if err := s.keep(ctx, unit, h.units[observes], today); err != nil {
				return err
			}
			if err := s.honour(ctx, &quiet, h, unit, today); err != nil {
				return err
			}
		}
		if unit, ok := h.units[shown]; ok {
			if err := s.keep(ctx, unit, unit, today); err != nil {
				return err
			}
			if err := s.invite(ctx, &quiet, h, unit, today); err != nil {
				return err
			}
		}
	}
	return nil
}

// kept is what was found of the first rules of the code in the last three quarters.
// Their titles are numbers: whoever keeps such a code copies the words from its paper.
var kept = []struct {
	measure conduct.Measure
	source  conduct.Source
	values  [3]string
	note    string // of the last quarter
}{
	{conduct.Count, conduct.FromFeedback, [3]string{"9", "6", "4"}, "Người bệnh còn phản ánh về giờ chờ"},
	{conduct.Percent, conduct.FromSurvey, [3]string{"82", "88", "91"}, ""},
	{conduct.YesNo, conduct.FromInspection, [3]string{"0", "1", "1"}, ""},
	{conduct.Count, conduct.FromSelf, [3]string{"3", "3", "3"}, ""},
}

// keep has a unit use a code of twelve rules for three quarters.
func (s Services) keep(ctx context.Context, owner, unit org.ID, today db.Date) error {
	by, f := access.Console, conduct.CodeForm{Name: "12 điều y đức"}
	for i := range 12 {
		r := conduct.RuleForm{Title: fmt.Sprintf("Điều %d", i+1), Measure: conduct.YesNo, Source: conduct.FromSelf}
		if i < len(kept) {
			r.Measure, r.Source = kept[i].measure, kept[i].source
		}
		f.Rules = append(f.Rules, r)
	}
	code, err := s.Conducts.Compose(ctx, by, owner, f)
	if err != nil {
		return err
	}
	sheet, err := s.Conducts.Code(ctx, by, code)
	if err != nil {
		return err
	}
	first := conduct.Quarterly.Shift(conduct.Quarterly.Of(today), -len(kept[0].values))
	use := conduct.UseForm{From: first + "-01", Span: conduct.Quarterly}
	for _, r := range sheet.Rules[:len(kept)] {
		use.Lines = append(use.Lines, r.Line)
	}
	id, err := s.Conducts.Choose(ctx, by, unit, code, use)
	if err != nil {
		return err
	}
	for n := range kept[0].values {
		var all []conduct.Finding
		for i, k := range kept {
			all = append(all, conduct.Finding{Rule: sheet.Rules[i].ID, Value: k.values[n], Source: k.source})
			if n == len(k.values)-1 {
				all[i].Note = k.note
			}
		}
		if err := s.Conducts.Observe(ctx, by, id, conduct.Quarterly.Shift(first, n), 0, all); err != nil {
			return err
		}
	}
	return nil
}

// stories are the entries of the contest of the department: whose they are, what three
// jurors gave them by content and by telling, and the prize.
var stories = []struct {
	unit, title string
	person      int // of the unit, from 0; -1: the unit's own
	given       [3][2]string
	prize       string
}{
	{"S1.16.06", "Người bệnh đến trước, giấy tờ đến sau", 2, [3][2]string{{"9", "8,5"}, {"9,5", "9"}, {"9", "9"}}, "Giải Nhất"},
	{"S1.02", "Bác tiết kiệm từng tờ giấy", 4, [3][2]string{{"8,5", "9"}, {"8", "8,5"}, {"9", "8,5"}}, "Giải Nhì"},
	{"S1.16.03", "Chiếc quạt ở phòng chờ", -1, [3][2]string{{"8", "8"}, {"8,5", "8"}, {"8", "7,5"}}, "Giải Ba"},
	{"S1.08", "Đúng giờ với người bệnh", 3, [3][2]string{{"7,5", "7"}, {"7", "8"}, {"7,5", "7,5"}}, ""},
}

// storytelling is what both contests of the sample call for.
func storytelling(title string, opens, closes db.Date) contest.Form {
	return contest.Form{
		Title: title, Entrants: contest.Both, OpensOn: opens, ClosesOn: closes, Files: true, Apart: true,
		Rules:    "Mỗi bài kể một câu chuyện về tấm gương đạo đức Hồ Chí Minh hoặc một việc làm theo tại đơn vị, dài không quá 5 phút. Không nêu tên người bệnh.",
		Criteria: []contest.CriterionForm{{Title: "Nội dung, ý nghĩa", Points: 10, Weight: 2}, {Title: "Cách kể", Points: 10, Weight: 1}},
	}
}

// honour takes the department's contest from its call to its publication.
func (s Services) honour(ctx context.Context, c *contest.Service, h *house, unit org.ID, today db.Date) error {
	by, f := access.Console, storytelling("Hội thi kể chuyện tấm gương đạo đức Hồ Chí Minh", today.AddDays(-20), today)
	p, err := c.Prepare(ctx, by, unit)
	if err != nil {
		return err
	}
	if len(p.Themes) > 0 {
		f.Theme = string(p.Themes[0].ID)
	}
	id, err := c.Call(ctx, by, unit, f)
	if err != nil {
		return err
	}
	d := contest.Decision{Number: "35-QĐ/ĐU", On: today}
	for n, x := range stories {
		e, err := c.Enter(ctx, by, id, entryOf(h, x.unit, x.person, x.title))
		if err != nil {
			return err
		}
		prize := contest.PrizeForm{Entry: e, Prize: x.prize}
		if x.prize != "" {
			prize.Place = n + 1
		}
		d.Prizes = append(d.Prizes, prize)
	}
	if err := s.score(ctx, c, h, id, d.Prizes); err != nil {
		return err
	}
	if err := c.Decide(ctx, by, id, 2, d); err != nil {
		return err
	}
	return c.Publish(ctx, by, id, 3)
}

func entryOf(h *house, unit string, person int, title string) contest.EntryForm {
	f := contest.EntryForm{
		Kind: contest.ByUnit, Unit: h.units[unit], Title: title, Shared: true,
		Body: "Câu chuyện kể về một ca trực bình thường và điều mỗi người rút ra cho công việc của mình: chu đáo hơn, đúng giờ hơn, tiết kiệm hơn.",
	}
	if person >= 0 {
		f.Kind, f.Authors = contest.ByPerson, h.people[unit][person].form.Name
	}
	return f
}

// score has three people of the department's office judge the stories.
func (s Services) score(ctx context.Context, c *contest.Service, h *house, id contest.ID, entries []contest.PrizeForm) error {
	const office = "S1.01"
	var jury []member.ID
	for _, p := range h.people[office][:3] {
		jury = append(jury, p.id)
	}
	if err := c.Name(ctx, access.Console, id, contest.JurorForm{Unit: h.units[office], People: jury}); err != nil {
		return err
	}
	if err := c.Close(ctx, access.Console, id, 1); err != nil {
		return err
	}
	for n, person := range jury {
		juror := access.Actor{Kind: access.Human, Account: access.Console.Account, Person: string(person)}
		if err := s.DB.Read(ctx, func(tx *db.Tx) (err error) {
			juror.Duties, err = member.DutiesOf(tx, person)
			return err
		}); err != nil {
			return err
		}
		for i, e := range entries {
			given := stories[i].given[n]
			if err := c.Give(ctx, juror, e.Entry, []contest.Given{{Ordinal: 1, Points: given[0]}, {Ordinal: 2, Points: given[1]}}); err != nil {
				return err
			}
		}
		if err := c.Stand(ctx, juror, id); err != nil {
			return err
		}
	}
	return nil
}

// invite calls a contest of the shown cell, with one entry so far.
func (s Services) invite(ctx context.Context, c *contest.Service, h *house, unit org.ID, today db.Date) error {
	by := access.Console
	f := storytelling("Kể chuyện việc làm theo ở đơn vị", today.AddDays(-5), today.AddDays(15))
	f.Apart = false
	id, err := c.Call(ctx, by, unit, f)
	if err != nil {
		return err
	}
	_, err = c.Enter(ctx, by, id, entryOf(h, shown, 4, "Một lần đổi ca"))
	return err
}
