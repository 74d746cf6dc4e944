package web

import (
	"net/http"
	"slices"
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"

	"chibo/internal/db"
	"chibo/internal/meeting"
	"chibo/internal/member"
	"chibo/internal/org"
)

// B6: without script an opinion is marked, answered and voted on; its speaker
// sees why, the room sees both, and what he withdraws leaves no words.
func TestMarksThroughThePages(t *testing.T) {
	d := open(t)
	b, at := d.opened(t)
	plain := string(d.named["plain"])
	b.send(at+"/attendance", at+"/attendance", http.StatusOK, "rest", "present")
	item := b.itemOf(at, "Thảo luận")
	b.send(at+"?item="+item, at+"/items/"+item+"/notes", http.StatusOK, "speaker", plain, "kind", "opinion", "body", "Việc này ai làm cũng được")
	note := b.get(at+"?item="+item, http.StatusOK).Find(`a[href*="/notes/"]`).AttrOr("href", "")
	b.send(note, note+"/mark", http.StatusUnprocessableEntity, "reason", "")
	if room := b.send(note, note+"/mark", http.StatusOK, "reason", "Không nêu việc cụ thể"); !strings.Contains(room.Text(), "Không nêu việc cụ thể") {
		t.Error("the room does not show the mark")
	}
	if b.get(note, http.StatusOK).Find(`form[action$="/withdraw"], form[action$="/answer"]`).Length() != 0 {
		t.Error("the recorder may take out a marked opinion, or answer for its speaker")
	}
	speaker := d.as(t, "plain")
	if mine := speaker.get(at, http.StatusOK).Find("#mine-title").Parent().Parent().Text(); !strings.Contains(mine, "Không nêu việc cụ thể") {
		t.Errorf("the speaker sees %q", mine)
	}
	speaker.send(note, note+"/answer", http.StatusOK, "answer", "Tôi nói về việc trực")
	for _, page := range []string{at + "?item=" + item, at + "/minutes"} {
		if text := b.get(page, http.StatusOK).Text(); !strings.Contains(text, "Tôi nói về việc trực") {
			t.Errorf("%s does not show the answer", page)
		}
	}
	b.send(note, note+"/leave-out", http.StatusUnprocessableEntity, "favour", "9", "against", "0", "other", "0")
	if text := b.send(note, note+"/leave-out", http.StatusOK, "favour", "1", "against", "1", "other", "0").Text(); !strings.Contains(text, "ý kiến ở lại trong biên bản") {
		t.Error("nobody is told that the opinion stays")
	}
	speaker.send(note, note+"/withdraw", http.StatusOK)
	minutes := b.get(at+"/minutes", http.StatusOK).Text()
	if strings.Contains(minutes, "ai làm cũng được") || strings.Contains(minutes, "việc cụ thể") || !strings.Contains(minutes, "đã rút một ý kiến.") {
		t.Error("the minutes do not say that the opinion was withdrawn, or say more")
	}
}

// C5, C6, C9: the item of a report leads to it, for the committee at once and
// for the others once it was taken up; its conclusion has three boxes.
func TestReportItem(t *testing.T) {
	d := open(t)
	d.meetings.Reporters = func(*db.Tx, org.ID, db.Date) (now, next []meeting.Reporter, err error) {
		return []meeting.Reporter{{Report: "r1", Person: member.ID(d.named["plain"]), Name: "Lê Văn C"}}, nil, nil
	}
	b, at := d.opened(t)
	title := "Đồng chí Lê Văn C liên hệ, báo cáo việc học tập và làm theo tư tưởng, đạo đức, phong cách Hồ Chí Minh"
	item := b.itemOf(at, title)
	room := b.get(at+"?item="+item, http.StatusOK)
	if room.Find(`a[href="/reflection/r1"]`).Length() != 1 || !strings.Contains(room.Text(), "mỗi dòng một nội dung") {
		t.Error("the room does not lead to the report, or does not say what becomes of its lines")
	}
	var kinds []string
	room.Find(`form[action$="/notes"] select[name=kind] option`).Each(func(_ int, o *goquery.Selection) { kinds = append(kinds, o.AttrOr("value", "")) })
	if want := []string{"strength", "advice", "proposal", "answer", "reserved"}; !slices.Equal(kinds, want) {
		t.Errorf("opinions on a report are %v", kinds)
	}
	plain := d.as(t, "plain")
	if plain.get(at, http.StatusOK).Find(`a[href^="/reflection/"]`).Length() != 0 {
		t.Error("a member is led to a report that nobody has heard")
	}
	b.send(at+"?item="+item, at+"/take-up", http.StatusOK)
	if plain.get(at, http.StatusOK).Find(`a[href="/reflection/r1"]`).Length() != 1 {
		t.Error("a member is not led to the report that is heard")
	}
}
