package bench

import (
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"chibo/internal/access"
	"chibo/internal/consultation"
	"chibo/internal/db"
	"chibo/internal/dbtest"
	"chibo/internal/webtest"
)

// askedAtOnce is how many answer one consultation in the same moment.
const askedAtOnce = 500

// F3: 500 people open their links and answer at once, each by a slip of his own, and
// again: how long until all are answered, the slowest of a hundred, and that none is
// lost or counted twice.
func BenchmarkAnswerBySlip(b *testing.B) {
	w := webtest.New(b, "")
	ctx, s, handler := b.Context(), w.App.Consultations, w.App.Handler()
	var whole, slowest time.Duration
	for b.Loop() {
		b.StopTimer()
		id, err := s.Draft(ctx, access.Console, w.Own.Unit, consultation.MatterForm{
			Title: "Đổi ca trực?", Background: "Dự kiến từ tháng 7.", Options: "Có\nKhông", Choosing: consultation.One,
			Texts: true, Members: true, People: askedAtOnce, ClosesOn: db.DateOf(dbtest.Today).AddDays(9),
		})
		check(b, err)
		check(b, s.Step(ctx, access.Console, id, 1, consultation.Opening, consultation.StepForm{}))
		var links []string
		for len(links) < askedAtOnce {
			printed, err := s.Print(ctx, access.Console, id, min(consultation.SlipsMost, askedAtOnce-len(links)))
			check(b, err)
			for _, slip := range printed.Slips {
				links = append(links, "/consultation/link/"+slip.Link)
			}
		}
		b.StartTimer()
		start, waits := time.Now(), make([]time.Duration, askedAtOnce)
		var all sync.WaitGroup
		for n, link := range links {
			all.Go(func() {
				began := time.Now()
				send(handler, httptest.NewRequest(http.MethodGet, link, nil))
				for range 2 { // the second changes nothing
					r := httptest.NewRequest(http.MethodPost, link, strings.NewReader(url.Values{"choice": {"1"}, "words": {"Nhất trí."}}.Encode()))
					r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
					send(handler, r)
				}
				waits[n] = time.Since(began)
			})
		}
		all.Wait()
		whole = max(whole, time.Since(start))
		slices.Sort(waits)
		slowest = max(slowest, waits[askedAtOnce*99/100])
		sh, err := s.Get(ctx, access.Console, id)
		check(b, err)
		if sh.Answers != askedAtOnce {
			b.Fatalf("%d answers of %d", sh.Answers, askedAtOnce)
		}
	}
	b.ReportMetric(float64(whole.Milliseconds()), "all-ms")
	b.ReportMetric(float64(slowest.Milliseconds()), "p99-ms")
}

func send(h http.Handler, r *http.Request) { h.ServeHTTP(httptest.NewRecorder(), r) }

func check(tb testing.TB, err error) {
	tb.Helper()
	if err != nil {
		tb.Fatal(err)
	}
}
