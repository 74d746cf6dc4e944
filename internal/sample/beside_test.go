package sample_test

import (
	"slices"
	"strings"
	"testing"

	"chibo/internal/access"
	"chibo/internal/meeting"
	"chibo/internal/meeting/deed"
	"chibo/internal/meeting/exchange"
	"chibo/internal/sample"
	"chibo/internal/topic"
)

// B1, B5, B9, B11–B13, F2: besides its monthly meetings the cell that every role
// belongs to has the congress of its term, themes, topics, briefings, a backlog
// and exchanges.
func checkBeside(t *testing.T, s sample.Services) {
	t.Helper()
	ctx, unit, kinds := t.Context(), units(t, s)["S0"].ID, map[meeting.Kind]meeting.ID{}
	for _, m := range meetings(t, s, unit) {
		kinds[m.Kind] = m.ID
	}
	minutes := func(id meeting.ID) string {
		r, err := s.Deeds.Minutes(ctx, access.Console, id, deed.Newest)
		if err != nil {
			t.Fatal(err)
		}
		return words(t, r.Document)
	}
	for kind, wants := range map[meeting.Kind][]string{
		meeting.Congress: {"đại hội chi bộ ngày 10/3/2025", "Bầu chi ủy nhiệm kỳ 2025–2027 (bỏ phiếu kín)", "trúng cử: đồng chí Nguyễn Văn A1"},
		meeting.Thematic: {"chuyên đề quý II", "Khó khăn, vướng mắc của đơn vị:", "Chi ủy thông qua dự thảo:", "BIỆN PHÁP ĐƯA VÀO CHƯƠNG TRÌNH CÔNG TÁC"},
	} {
		said := minutes(kinds[kind])
		for _, want := range wants {
			if !strings.Contains(said, want) {
				t.Errorf("the minutes of the %s meeting lack %q:\n%s", kind, want, said)
			}
		}
	}
	topics, err := s.Topics.List(ctx, access.Console, unit, topic.Filter{Year: 2026})
	if err != nil || topics.Counts[topic.Presented] != 1 || topics.Counts[topic.Assigned] != 1 || topics.Call.Words == "" {
		t.Errorf("topics %+v, %v", topics, err)
	}
	briefings, err := s.Topics.Briefings(ctx, access.Console, unit, 2026)
	if err != nil || len(briefings.Briefings) != 2 || briefings.Briefings[0].State != topic.Held || briefings.Briefings[1].State != topic.Planned {
		t.Errorf("briefings %+v, %v", briefings, err)
	}
	backlog, err := s.Carries.Get(ctx, access.Console, unit)
	if err != nil || len(backlog.Waiting) != 1 || len(backlog.Repeated) != 1 {
		t.Errorf("backlog %+v, %v", backlog, err)
	}
	events, err := s.Exchanges.List(ctx, access.Console, unit, 1)
	states := []exchange.State{}
	for _, e := range events.Exchanges {
		states = append(states, e.State)
	}
	if err != nil || !slices.Equal(states, []exchange.State{exchange.Proposed, exchange.Agreed}) {
		t.Errorf("exchanges %v, %v", states, err)
	}
}
