package webtest

import (
	"slices"
	"testing"

	"chibo/internal/access"
	"chibo/internal/db"
	"chibo/internal/dbtest"
	"chibo/internal/meeting"
	"chibo/internal/member"
	"chibo/internal/org"
	"chibo/internal/reflection"
)

// toMend is what the world's conclusions ask to be mended.
var toMend = reflection.Conclusion{Assessment: "Có chuyển biến.", ToMend: "Sổ theo dõi ghi chưa đều"}

// told gives the person a turn in this month, so that the meeting hears it.
func (w *World) told(t testing.TB, unit org.ID, person member.ID) reflection.ID {
	t.Helper()
	id, err := w.App.Reflections.Assign(t.Context(), access.Console, unit, person, db.DateOf(dbtest.Today).Month(), true)
	check(t, err)
	return id
}

// concluded ends a report: a cell in its open meeting, a chapter, which holds
// none here, by what its officers enter.
func (w *World) concluded(t testing.TB, p *Place, report reflection.ID) {
	t.Helper()
	ctx, by := t.Context(), access.Console
	if p.Params["meeting"] == "" {
		sh, err := w.App.Reflections.Get(ctx, by, report)
		check(t, err)
		check(t, w.App.Reflections.Hear(ctx, by, report, sh.Report.Version, reflection.Heard{On: db.DateOf(dbtest.Today), Conclusion: toMend}))
		return
	}
	id := meeting.ID(p.Params["meeting"])
	sh, err := w.App.Meetings.Get(ctx, by, id)
	check(t, err)
	i := sh.Items[slices.IndexFunc(sh.Items, func(i meeting.Item) bool { return i.Report == string(report) })]
	check(t, w.App.Meetings.Conclude(ctx, by, id, i.ID, i.Version, meeting.Conclusion{Text: toMend.Assessment, ToMend: toMend.ToMend}))
}

// report gives the place a remark with help, from the report that was heard,
// and a report of next year that was sent and commented on.
func (w *World) report(t testing.TB, p *Place, heard reflection.ID, person, helper member.ID) {
	t.Helper()
	ctx, by, r, today := t.Context(), access.Console, w.App.Reflections, db.DateOf(dbtest.Today)
	w.concluded(t, p, heard)
	remarks, err := r.RemarksOf(ctx, by, p.Unit, reflection.RemarkFilter{})
	check(t, err)
	remark := remarks.Remarks[0].ID
	help, err := r.AgreeHelp(ctx, by, remark, reflection.HelpForm{Helper: helper, Body: "Cùng rà soát sổ mỗi thứ hai", Due: today.AddDays(20)})
	check(t, err)
	id, err := r.Assign(ctx, by, p.Unit, person, today.AddMonths(8).Month(), true)
	check(t, err)
	check(t, r.Submit(ctx, by, id, 0, reflection.Texts{Did: "Đã hướng dẫn người cao tuổi lấy số", Mended: "Sổ ghi hằng ngày", Ahead: "Còn chậm báo cáo"}, nil))
	comment, err := r.Comment(ctx, by, id, reflection.CommentForm{Ordinal: 1, Part: reflection.PartDid, Words: "người cao tuổi", Body: "Nêu số liệu"})
	check(t, err)
	p.Params["report"], p.Params["comment"], p.Params["remark"], p.Params["help"] = string(id), string(comment), string(remark), string(help)
}
