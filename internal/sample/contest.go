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

// compete writes the codes of conduct of two committees and how a cell of each keeps one,
// their contests, and another in the shown cell that still takes entries.
func (s Services) compete(ctx context.Context, houses []*house, today db.Date) error {
	if s.Conducts == nil || s.Contests == nil {
		return nil
	}
	quiet := *s.Contests
	quiet.Notices, quiet.Accounts = nil, nil
	for _, h := range houses {
		for _, x := range judged {
			unit, ok := h.units[x.unit]
			if !ok {
				continue
			}
			if err := s.keep(ctx, unit, h.units[x.observes], today); err != nil {
				return err
			}
			if err := s.honour(ctx, &quiet, h, x, today); err != nil {
				return err
			}
		}
		if unit, ok := h.units[shown]; ok {
			if err := s.invite(ctx, &quiet, h, unit, today); err != nil {
				return err
			}
		}
	}
	return nil
}

// codes are the names and numbers of rules of what is observed in health care; the first
// is kept.
var codes = []struct {
	name  string
	rules int
}{{"12 điều y đức", 12}, {"10 điều dược đức", 10}}

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

// compose writes the codes of an owner, and gives the one that is kept.
func (s Services) compose(ctx context.Context, owner org.ID) (first conduct.ID, err error) {
	for n, c := range codes {
		f := conduct.CodeForm{Name: c.name}
		for i := range c.rules {
			r := conduct.RuleForm{Title: fmt.Sprintf("Điều %d", i+1), Measure: conduct.YesNo, Source: conduct.FromSelf}
			if i < len(kept) {
				r.Measure, r.Source = kept[i].measure, kept[i].source
			}
			f.Rules = append(f.Rules, r)
		}
		code, err := s.Conducts.Compose(ctx, access.Console, owner, f)
		if err != nil {
			return "", err
		}
		if n == 0 {
			first = code
		}
	}
	return first, nil
}

// keep has a unit use the first of its owner's codes for three quarters.
func (s Services) keep(ctx context.Context, owner, unit org.ID, today db.Date) error {
	by := access.Console
	code, err := s.compose(ctx, owner)
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

// story is an entry of a contest: whose it is, what three jurors gave it by content and by
// telling, and the prize.
type story struct {
	unit, title string
	person      int // of the unit, from 0; -1: the unit's own
	given       [3][2]string
	prize       string
}

// contested is a committee with a contest that is over: the cell whose people judged it,
// and the one that keeps a code of conduct of the committee.
type contested struct {
	unit, office, observes, title, decision string
	stories                                 []story
}

// judged are such committees.
var judged = []contested{
	{unit: "S1", office: "S1.01", observes: "S1.16.06", title: "Hội thi kể chuyện tấm gương đạo đức Hồ Chí Minh", decision: "35-QĐ/ĐU", stories: []story{
		{"S1.16.06", "Người bệnh đến trước, giấy tờ đến sau", 2, [3][2]string{{"9", "8,5"}, {"9,5", "9"}, {"9", "9"}}, "Giải Nhất"},
		{"S1.02", "Bác tiết kiệm từng tờ giấy", 4, [3][2]string{{"8,5", "9"}, {"8", "8,5"}, {"9", "8,5"}}, "Giải Nhì"},
		{"S1.16.03", "Chiếc quạt ở phòng chờ", -1, [3][2]string{{"8", "8"}, {"8,5", "8"}, {"8", "7,5"}}, "Giải Ba"},
		{"S1.08", "Đúng giờ với người bệnh", 3, [3][2]string{{"7,5", "7"}, {"7", "8"}, {"7,5", "7,5"}}, ""},
	}},
	{unit: "S0-CT", office: "S0-VP", observes: "S0", title: "Hội thi kể chuyện “Dân vận khéo”", decision: "22-QĐ/ĐU", stories: []story{
		{"S0", "Ba phút giải thích một đơn thuốc", 7, [3][2]string{{"9", "9"}, {"9", "8,5"}, {"9,5", "9"}}, "Giải Nhất"},
		{"S0", "Đi từng nhà trước ngày tiêm", 9, [3][2]string{{"8,5", "8"}, {"8", "8,5"}, {"8,5", "8"}}, "Giải Nhì"},
		{"S0", "Lời chào ở bàn tiếp đón", -1, [3][2]string{{"8", "7,5"}, {"7,5", "8"}, {"8", "8"}}, "Giải Ba"},
	}},
}

// storytelling is what both contests of the sample call for.
func storytelling(title string, opens, closes db.Date) contest.Form {
	return contest.Form{
		Title: title, Entrants: contest.Both, OpensOn: opens, ClosesOn: closes, Files: true, Apart: true,
		Rules:    "Mỗi bài kể một câu chuyện về tấm gương đạo đức Hồ Chí Minh hoặc một việc làm theo tại đơn vị, dài không quá 5 phút. Không nêu tên người bệnh.",
		Criteria: []contest.CriterionForm{{Title: "Nội dung, ý nghĩa", Points: 10, Weight: 2}, {Title: "Cách kể", Points: 10, Weight: 1}},
	}
}

// honour takes a contest from its call to its publication.
func (s Services) honour(ctx context.Context, c *contest.Service, h *house, x contested, today db.Date) error {
	by, unit, f := access.Console, h.units[x.unit], storytelling(x.title, today.AddDays(-20), today)
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
	d := contest.Decision{Number: x.decision, On: today}
	for n, st := range x.stories {
		e, err := c.Enter(ctx, by, id, entryOf(h, st.unit, st.person, st.title))
		if err != nil {
			return err
		}
		prize := contest.PrizeForm{Entry: e, Prize: st.prize}
		if st.prize != "" {
			prize.Place = n + 1
		}
		d.Prizes = append(d.Prizes, prize)
	}
	if err := s.score(ctx, c, h, x, id, d.Prizes); err != nil {
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

// score has three people of the office judge the stories.
func (s Services) score(ctx context.Context, c *contest.Service, h *house, x contested, id contest.ID, entries []contest.PrizeForm) error {
	var jury []member.ID
	for _, p := range h.people[x.office][:3] {
		jury = append(jury, p.id)
	}
	if err := c.Name(ctx, access.Console, id, contest.JurorForm{Unit: h.units[x.office], People: jury}); err != nil {
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
			given := x.stories[i].given[n]
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
