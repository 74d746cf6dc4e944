package bench

import (
	"fmt"
	"io"
	"testing"

	"chibo/internal/access"
	"chibo/internal/db"
	"chibo/internal/dbtest"
	"chibo/internal/directive"
	"chibo/internal/meeting"
	"chibo/internal/meeting/deed"
	"chibo/internal/paper"
	"chibo/internal/webtest"
)

// month is the largest cell in the middle of its month: a meeting that is over,
// one that runs and one that lies ahead, answered by all and with 100 opinions
// sent to it, and 40 documents from above.
type month struct {
	*webtest.World
	over, runs, ahead string // addresses of meetings
	ended             meeting.ID
}

func newMonth(b *testing.B) month {
	b.Helper()
	w := webtest.New(b, "")
	w.Crowd(b, members)
	m := month{World: w}
	m.ended = m.held(b)
	m.over, m.runs, m.ahead = "/meeting/"+string(m.ended), "/meeting/"+crowded(b, w), "/meeting/"+m.answered(b)
	for n := range 40 {
		f := directive.Form{Number: fmt.Sprintf("%d-KH/TU", n+100), IssuedOn: "2026-05-15", Issuer: "Ban Thường vụ Tỉnh ủy", Title: "Kế hoạch công tác", Kind: directive.Plan}
		_, err := w.App.Directives.Register(b.Context(), access.Console, w.Own.Unit, f)
		must(b, err)
	}
	return m
}

func must(b *testing.B, err error) {
	b.Helper()
	if err != nil {
		b.Fatal(err)
	}
}

// held is a meeting with a note of each member, closed, with minutes and a
// resolution.
func (m month) held(b *testing.B) meeting.ID {
	ctx, by, s := b.Context(), access.Console, m.App.Meetings
	id := meeting.ID(crowded(b, m.World))
	must(b, s.MarkRest(ctx, by, id, meeting.Present))
	sheet, err := s.Get(ctx, by, id)
	must(b, err)
	for n, seat := range sheet.Seats {
		if n%4 > 0 {
			continue
		}
		_, err := s.Note(ctx, by, id, sheet.Items[n%len(sheet.Items)].ID, meeting.NoteForm{Speaker: seat.Person, Kind: meeting.Opinion, Body: "Nhất trí với báo cáo, đề nghị làm rõ tiến độ và trách nhiệm của từng đồng chí."})
		must(b, err)
	}
	reasons := map[meeting.ItemID]string{}
	for _, i := range sheet.Items {
		reasons[i.ID] = "Chuyển kỳ sau"
	}
	must(b, s.Close(ctx, by, id, sheet.Meeting.Version, meeting.Sign{OpenedAt: "14:00", ClosedAt: "15:50"}, reasons))
	sheet, err = s.Get(ctx, by, id)
	must(b, err)
	_, err = m.App.Deeds.Freeze(ctx, by, id, sheet.Meeting.Version)
	must(b, err)
	_, err = m.App.Deeds.Issue(ctx, by, id, deed.Resolution, 0)
	must(b, err)
	return id
}

// answered is a regular meeting of next month, announced and answered by all.
func (m month) answered(b *testing.B) string {
	ctx, by, s, chair := b.Context(), access.Console, m.App.Meetings, m.People[access.Secretary]
	id, err := s.Plan(ctx, by, m.Own.Unit, meeting.Plan{Kind: meeting.Regular, Month: "2026-06", HeldOn: db.DateOf(dbtest.Today).AddDays(9), StartsAt: "14:00", Place: "Hội trường", Chair: chair, Minuter: chair})
	must(b, err)
	must(b, s.Announce(ctx, by, id, 1))
	sheet, err := s.Get(ctx, by, id)
	must(b, err)
	for n, seat := range sheet.Invited() {
		f := meeting.ResponseForm{Person: seat.Person, Answer: meeting.Coming}
		if n%10 == 0 {
			f.Answer = meeting.Excusing
		}
		must(b, s.Answer(ctx, by, id, f))
		if n%4 == 0 {
			_, err := s.Contribute(ctx, by, id, meeting.ContributionForm{Person: seat.Person, Item: sheet.Items[n%len(sheet.Items)].ID, Body: "Đề nghị bố trí thêm một người trực."})
			must(b, err)
		}
	}
	return string(id)
}

// perf P1, P2: the server's time for each page of the month at the median, and
// what it weighs compressed, for those who use it, in the largest cell.
func BenchmarkMonth(b *testing.B) {
	m := newMonth(b)
	open(b, m.World,
		page{"home-secretary", access.Secretary, "/home"},
		page{"home-member", access.Member, "/home"},
		page{"home-officer", access.Officer, "/home"},
		page{"prepare", access.Secretary, m.ahead},
		page{"prepare-member", access.Member, m.ahead},
		page{"check", access.Secretary, m.ahead + "/announce"},
		page{"answers", access.Secretary, m.ahead + "/reply"},
		page{"room", access.Secretary, m.runs},
		page{"live", access.Member, m.runs + "/live"},
		page{"projector", access.Secretary, m.runs + "/projector"},
		page{"papers", access.Secretary, m.over + "/papers"},
		page{"resolution", access.Secretary, m.over + "/resolution"},
		page{"binder", access.Secretary, "/meeting/binder"},
		page{"directive-list", access.Secretary, "/directive"},
		page{"notify-list", access.Member, "/notify"},
		page{"task-list", access.Secretary, "/task"},
		page{"handover", access.Secretary, "/home/handover"},
	)
}

// perf P7: the resolution of the largest cell's meeting, as it is handed out.
func BenchmarkResolution(b *testing.B) {
	m := newMonth(b)
	sh, err := m.App.Deeds.Deed(b.Context(), access.Console, m.ended, deed.Resolution, deed.Newest, "")
	must(b, err)
	for name, write := range map[string]func(io.Writer, paper.Document) error{"docx": paper.DOCX, "pdf": paper.PDF} {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				must(b, write(io.Discard, sh.Document))
			}
		})
	}
}
