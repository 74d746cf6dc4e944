// Package bench measures what has a budget. `make bench` runs it;
// bench/README.md keeps the table. It is no test: nothing here fails on a slow
// day.
package bench

import (
	"bytes"
	"compress/gzip"
	"fmt"
	"io/fs"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"

	"chibo/internal/access"
	"chibo/internal/db"
	"chibo/internal/dbtest"
	"chibo/internal/meeting"
	"chibo/internal/member"
	"chibo/internal/ui"
	"chibo/internal/vote"
	"chibo/internal/webtest"
)

// members is the size of the largest cell that the articles have.
const members = 402

// perf P1: the server's time for each page at the median, with 402 members.
func BenchmarkPage(b *testing.B) {
	w := webtest.New(b, "")
	w.Crowd(b, members)
	p := w.Own.Params
	p["meeting"] = crowded(b, w)
	open(b, w,
		page{"home", access.Secretary, "/home"},
		page{"member-list", access.Secretary, "/member"},
		page{"member", access.Secretary, "/member/person/" + p["person"]},
		page{"meeting-list", access.Secretary, "/meeting"},
		page{"meeting", access.Secretary, "/meeting/" + p["meeting"]},
		page{"attendance", access.Secretary, "/meeting/" + p["meeting"] + "/attendance"},
		page{"minutes", access.Secretary, "/meeting/" + p["meeting"] + "/minutes"},
		page{"task-list", access.Secretary, "/task"},
		page{"task", access.Secretary, "/task/" + p["task"]},
		page{"unit", access.Secretary, "/org/unit/" + p["unit"]},
		page{"account", access.Secretary, "/account"},
	)
}

// crowded opens a meeting to which everybody is called.
func crowded(b *testing.B, w *webtest.World) string {
	ctx, by, chair := b.Context(), access.Console, member.ID(w.Own.Params["person"])
	id, err := w.App.Meetings.Plan(ctx, by, w.Own.Unit, meeting.Plan{Kind: meeting.Thematic, HeldOn: db.DateOf(dbtest.Today), StartsAt: "14:00", Place: "Hội trường", Chair: chair, Minuter: chair})
	if err != nil {
		b.Fatal(err)
	}
	if err := w.App.Meetings.Open(ctx, by, id, 1, "14:00"); err != nil {
		b.Fatal(err)
	}
	return string(id)
}

// perf P2: what a phone loads at the first visit, and for each later page,
// compressed.
func BenchmarkWeight(b *testing.B) {
	w := webtest.New(b, "")
	w.Crowd(b, members)
	client := w.As(b, access.Secretary)
	page := zipped(b, []byte(client.Get("/member").Body))
	home := zipped(b, []byte(client.Get("/home").Body))
	first := home + zipped(b, []byte(client.Get("/sw.js").Body)) + zipped(b, []byte(client.Get("/manifest.webmanifest").Body))
	err := fs.WalkDir(ui.AssetFS(), ".", func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || strings.HasSuffix(path, ".png") { // pictures are for home screens
			return err
		}
		data, err := fs.ReadFile(ui.AssetFS(), path)
		if strings.HasSuffix(path, ".woff2") {
			first += len(data) // compressed already
		} else {
			first += zipped(b, data)
		}
		return err
	})
	if err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
	}
	b.ReportMetric(float64(first)/1000, "first-kB")
	b.ReportMetric(float64(page)/1000, "later-kB")
	b.ReportMetric(float64(home)/1000, "home-kB")
}

func zipped(b *testing.B, data []byte) int {
	var out bytes.Buffer
	z := gzip.NewWriter(&out)
	if _, err := z.Write(data); err != nil {
		b.Fatal(err)
	}
	if err := z.Close(); err != nil {
		b.Fatal(err)
	}
	return out.Len()
}

// perf P4, a first figure: durable, authorised, validated, audited writes at
// 64 callers.
func BenchmarkWrite(b *testing.B) {
	w := webtest.New(b, "")
	by := w.Actor(b, access.Secretary)
	var n atomic.Int64
	b.Run("enter-a-member", func(b *testing.B) {
		b.SetParallelism(32)
		b.RunParallel(func(pb *testing.PB) {
			for pb.Next() {
				f := member.Form{Person: member.Person{Name: fmt.Sprintf("Nguyễn Văn N%d", n.Add(1))}, Party: member.Party{AdmittedOn: "2012-01-01", OfficialOn: "2013-01-01"}, Status: member.Official}
				if _, err := w.App.Members.Enter(b.Context(), by, w.Own.Unit, f); err != nil {
					b.Error(err)
				}
			}
		})
	})
	b.Run("note-an-opinion", func(b *testing.B) {
		b.SetParallelism(32)
		p := w.Own.Params
		b.RunParallel(func(pb *testing.PB) {
			for pb.Next() {
				_, err := w.App.Meetings.Note(b.Context(), by, meeting.ID(p["meeting"]), meeting.ItemID(p["item"]), meeting.NoteForm{Speaker: member.ID(p["person"]), Kind: meeting.Opinion, Body: "Nhất trí."})
				if err != nil {
					b.Error(err)
				}
			}
		})
	})
	b.Run("record-a-vote", func(b *testing.B) {
		b.SetParallelism(32)
		p := w.Own.Params
		b.RunParallel(func(pb *testing.PB) {
			for pb.Next() {
				question := fmt.Sprintf("Thông qua nội dung %d", n.Add(1))
				if _, err := w.App.Meetings.Vote(b.Context(), by, meeting.ID(p["meeting"]), meeting.ItemID(p["item"]), question, vote.Ordinary, vote.Count{Favour: 1}); err != nil {
					b.Error(err)
				}
			}
		})
	})
}

// perf P4: a meeting of 50 marked in one request.
func BenchmarkMarkFifty(b *testing.B) {
	w := webtest.New(b, "")
	w.Crowd(b, 50-len(access.Cell)-1)
	id := meeting.ID(crowded(b, w))
	by := w.Actor(b, access.Secretary)
	mark := meeting.Present
	for b.Loop() {
		b.StopTimer()
		sheet, err := w.App.Meetings.Get(b.Context(), by, id)
		if err != nil {
			b.Fatal(err)
		}
		var marks []meeting.Marking
		for _, seat := range sheet.Seats {
			marks = append(marks, meeting.Marking{Person: seat.Person, Mark: mark, Version: seat.Version})
		}
		if mark = meeting.Excused; marks[0].Mark == meeting.Excused {
			mark = meeting.Present
		}
		b.StartTimer()
		if err := w.App.Meetings.Mark(b.Context(), by, id, marks); err != nil {
			b.Fatal(err)
		}
	}
}

// perf P6: a list of 10,000 people as .xlsx, read and previewed, and taken.
func BenchmarkImport(b *testing.B) {
	data := list(b, 10_000)
	for b.Loop() {
		b.StopTimer()
		w := webtest.New(b, "")
		b.StartTimer()
		start := time.Now()
		id, err := w.App.Members.ReadList(b.Context(), access.Console, w.Own.Unit, "list.xlsx", data)
		if err != nil {
			b.Fatal(err)
		}
		p, err := w.App.Members.Preview(b.Context(), access.Console, id)
		if err != nil {
			b.Fatal(err)
		}
		b.ReportMetric(time.Since(start).Seconds(), "preview-s")
		start = time.Now()
		if _, err := w.App.Members.Confirm(b.Context(), access.Console, id, p.Version); err != nil {
			b.Fatal(err)
		}
		b.ReportMetric(time.Since(start).Seconds(), "taken-s")
	}
}

func list(b *testing.B, n int) []byte {
	f := excelize.NewFile()
	defer f.Close()
	w, err := f.NewStreamWriter("Sheet1")
	if err != nil {
		b.Fatal(err)
	}
	rows := [][]any{{"TT", "Họ và tên", "Ngày sinh", "Giới tính", "Ngày vào Đảng", "Ngày chính thức", "Số thẻ Đảng", "Đơn vị"}}
	for i := range n {
		rows = append(rows, []any{i + 1, fmt.Sprintf("Nguyễn Văn N%d", i), "02/03/1980", "Nam", "04/05/2005", "04/05/2006", fmt.Sprintf("%012d", i+1), "Khoa Dược"})
	}
	for i, row := range rows {
		if err := w.SetRow(fmt.Sprintf("A%d", i+1), row); err != nil {
			b.Fatal(err)
		}
	}
	if err := w.Flush(); err != nil {
		b.Fatal(err)
	}
	var out bytes.Buffer
	if err := f.Write(&out); err != nil {
		b.Fatal(err)
	}
	return out.Bytes()
}
