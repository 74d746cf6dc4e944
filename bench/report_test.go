package bench

import (
	"fmt"
	"strings"
	"testing"

	"chibo/internal/access"
	"chibo/internal/commitment"
	"chibo/internal/db"
	"chibo/internal/dbtest"
	"chibo/internal/reflection"
	"chibo/internal/webtest"
)

// perf P1, C3, D1: the server's time at the median for the editors: a report of
// 3,000 words with twenty comments, as its author and as the leaders read it,
// two versions of it compared, and a pledge of twelve items.
func BenchmarkEditor(b *testing.B) {
	w := webtest.New(b, "")
	report, pledge := written(b, w), pledged(b, w)
	open(b, w,
		page{"author", access.Member, "/reflection/" + report},
		page{"leaders", access.Secretary, "/reflection/" + report},
		page{"compare", access.Member, "/reflection/" + report + "/compare?from=1&to=2"},
		page{"pledge", access.Member, "/commitment/" + pledge + "/edit"},
	)
}

// written gives the member a report that was commented on and sent again.
func written(b *testing.B, w *webtest.World) string {
	b.Helper()
	ctx, r, author := b.Context(), w.App.Reflections, w.Actor(b, access.Member)
	month := db.DateOf(dbtest.Today).AddMonths(7).Month()
	id, err := r.Assign(ctx, access.Console, w.Own.Unit, w.People[access.Member], month, true)
	must(b, err)
	part := func(more string) string {
		return strings.Repeat("Từ đầu năm tôi gọi nhắc người bệnh tái khám trước hẹn hai ngày. ", 66) + more
	}
	texts := reflection.Texts{Did: part("A"), Mended: part("B"), Ahead: part("C")}
	must(b, r.Submit(ctx, author, id, 0, texts, nil))
	for n := range 20 {
		_, err := r.Comment(ctx, w.Actor(b, access.Secretary), id, reflection.CommentForm{
			Ordinal: 1, Part: reflection.Parts[n%3], Start: 60 * n, Stop: 60*n + 30, Body: fmt.Sprint("Đề nghị nêu số liệu, ý ", n),
		})
		must(b, err)
	}
	sheet, err := r.Get(ctx, author, id)
	must(b, err)
	texts.Did = strings.Replace(texts.Did, "hai ngày", "ba ngày", 20)
	must(b, r.Submit(ctx, author, id, sheet.Draft.Version, texts, nil))
	return string(id)
}

// pledged gives him a draft of twelve items.
func pledged(b *testing.B, w *webtest.World) string {
	b.Helper()
	ctx, author := b.Context(), w.Actor(b, access.Member)
	id, err := w.App.Commitments.Begin(ctx, author, w.Own.Unit, w.People[access.Member], dbtest.Today.Year(), false)
	must(b, err)
	sheet, err := w.App.Commitments.Get(ctx, author, id)
	must(b, err)
	var items []commitment.ItemForm
	for n := range 12 {
		items = append(items, commitment.ItemForm{
			Heading: fmt.Sprint("Nội dung ", n), Work: "Gọi nhắc người bệnh tái khám trước hẹn hai ngày", Measure: "80% đến đúng hẹn", Due: "Cả năm, sơ kết 30/06",
		})
	}
	_, err = w.App.Commitments.Save(ctx, author, id, sheet.Pledge.Version, items)
	must(b, err)
	return string(id)
}
