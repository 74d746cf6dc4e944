package app_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"

	"chibo/internal/access"
	"chibo/internal/db"
	"chibo/internal/dbtest"
	"chibo/internal/meeting"
	"chibo/internal/member"
	"chibo/internal/webtest"
)

// onBoth runs the test in a house on either engine.
func onBoth(t *testing.T, f func(t *testing.T, w *webtest.World)) {
	t.Run("sqlite", func(t *testing.T) { f(t, webtest.New(t, "")) })
	t.Run("postgres", func(t *testing.T) { f(t, webtest.New(t, dbtest.PostgresURL(t))) })
}

// setRule posts the form of a rule, which has to be taken.
func setRule(t *testing.T, c *webtest.Client, w *webtest.World, key, value, from string) {
	t.Helper()
	got := c.Post("/org/unit/"+string(w.Own.Unit)+"/rules", url.Values{
		"key": {key}, "value": {value}, "from": {from}, "doc_no": {"7-NQ/CB"}, "doc_date": {"20/05/2026"},
	})
	if got.Status != http.StatusSeeOther {
		t.Fatalf("%s = %s: %d %s", key, value, got.Status, got.Doc(t).Find("[data-errors]").Text())
	}
}

func says(t *testing.T, c *webtest.Client, path, text string) bool {
	t.Helper()
	got := c.Get(path)
	if got.Status != http.StatusOK {
		t.Fatalf("%s: %d", path, got.Status)
	}
	return strings.Contains(strings.Join(strings.Fields(got.Doc(t).Find("main").Text()), " "), text)
}

// What a cell sets for itself changes what its meetings say from that day on,
// and nothing before.
func TestLocalRuleOnMeetings(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, w *webtest.World) {
		c := w.As(t, access.Secretary)
		on := map[db.Date]string{}
		for _, day := range []db.Date{"2026-06-30", "2026-07-01"} {
			id, err := w.App.Meetings.Plan(t.Context(), access.Console, w.Own.Unit, meeting.Plan{
				Kind: meeting.Regular, HeldOn: day, StartsAt: "14:00", Place: "Phòng họp", Chair: w.People[access.Secretary], Minuter: w.People[access.Deputy],
			})
			must(t, err)
			on[day] = "/meeting/" + string(id)
		}
		setRule(t, c, w, "meeting.min_duration?meeting=regular", "60", "01/07/2026")
		for day, want := range map[db.Date]string{"2026-06-30": "Thời lượng tối thiểu 90 phút, theo 42-HD/BTCTW", "2026-07-01": "Thời lượng tối thiểu 60 phút, theo 7-NQ/CB (20/05/2026)"} {
			if !says(t, c, on[day], want) {
				t.Errorf("the meeting of %s does not say: %s", day, want)
			}
		}
	})
}

// A quorum of the cell's own stands beside the roll call on its days.
func TestLocalQuorum(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, w *webtest.World) {
		c := w.As(t, access.Secretary)
		id := meeting.ID(w.Own.Params["meeting"])
		sheet, err := w.App.Meetings.Get(t.Context(), access.Console, id)
		must(t, err)
		i := len(sheet.Seats) - 1
		for sheet.Seats[i].Status != member.Official {
			i--
		}
		must(t, w.App.Meetings.Mark(t.Context(), access.Console, id, []meeting.Marking{{Person: sheet.Seats[i].Person, Mark: meeting.Excused, Version: sheet.Seats[i].Version}}))
		const below = "Số có mặt dưới mức mà đơn vị quy định."
		page := "/meeting/" + string(id)
		setRule(t, c, w, "meeting.quorum", "ít nhất 99/100", "26/05/2026")
		if says(t, c, page, below) {
			t.Error("the rule of tomorrow is applied today")
		}
		setRule(t, c, w, "meeting.quorum", "≥ 99/100", "25/05/2026")
		if !says(t, c, page, below) {
			t.Error("the rule of today is not applied")
		}
	})
}

// Values are typed and shown in words; a rule that weakens a vote is shown
// with a warning and is not refused; one's own can be ended, and only that.
func TestRulesPage(t *testing.T) {
	t.Parallel()
	w := webtest.New(t, "")
	c := w.As(t, access.Secretary)
	page := "/org/unit/" + string(w.Own.Unit) + "/rules"
	setRule(t, c, w, "vote.threshold.expulsion", "trên 1/2", "01/06/2026")
	setRule(t, c, w, "vote.secret?matter=discipline", "không", "01/06/2026")
	setRule(t, c, w, "meeting.online", "Thí điểm", "01/06/2026")
	for _, text := range []string{
		"Tỷ lệ đề nghị khai trừ", "trên 1/2", "Thay cho: ít nhất 2/3", "Quy định này nới lỏng điều kiện biểu quyết so với quy định của Trung ương.",
		"Phải bỏ phiếu kín – kỷ luật", "Không", "Thí điểm", "Cần đơn vị xác nhận", "Theo 12-QĐ/ĐU (20/12/2025)",
	} {
		if !says(t, c, page, text) {
			t.Errorf("the page does not say %q", text)
		}
	}
	d := c.Get(page).Doc(t)
	if n := d.Find("a[href$='/end']").Length(); n != 4 {
		t.Errorf("%d rules can be ended, want the four of the cell", n)
	}
	sheet, err := w.App.Orgs.Rules(t.Context(), access.Console, w.Own.Unit)
	must(t, err)
	if n := d.Find("main details li").Length(); n != len(sheet.National) {
		t.Errorf("%d national rules are shown of %d", n, len(sheet.National))
	}
	d.Find("main").Each(func(_ int, s *goquery.Selection) {
		if strings.Contains(s.Text(), "⟦") {
			t.Error("something has no words")
		}
	})
	if got := c.Post(page, url.Values{"key": {"meeting.quorum"}, "value": {"2/3"}}); got.Status != http.StatusUnprocessableEntity || got.Doc(t).Find("option[selected][value='meeting.quorum']").Length() != 1 {
		t.Errorf("a share without a sign: %d", got.Status)
	}
	if d := w.As(t, access.Member).Get(page).Doc(t); d.Find("main form").Length() != 0 || d.Find("a[href$='/end']").Length() != 0 {
		t.Error("a member may set or end rules")
	}
}

// The history of a meeting and of a unit says in words what was done, by
// whom and when; what was written stays in the log.
func TestHistoryPages(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, w *webtest.World) {
		c := w.As(t, access.Secretary)
		setRule(t, c, w, "meeting.quorum", "> 1/2", "01/06/2026")
		for path, want := range map[string][]string{
			"/meeting/" + w.Own.Params["meeting"]: {"Lập kế hoạch cuộc họp", "Khai mạc cuộc họp", "Thêm khách mời", "Ghi ý kiến", "Giao nhiệm vụ", "Điểm danh", "Ghi kết quả biểu quyết", "Đính kèm tệp", "Người vận hành máy chủ"},
			"/org/unit/" + string(w.Own.Unit):     {"Thêm tổ chức", "Đặt quy định riêng", "Nguyễn Văn A", "25/05/2026"},
		} {
			if c.Get(path).Doc(t).Find("a[href='"+path+"/history']").Length() != 1 {
				t.Errorf("%s does not lead to its history", path)
			}
			d := c.Get(path + "/history").Doc(t)
			for _, text := range want {
				if !strings.Contains(d.Find(".time").Text(), text) {
					t.Errorf("%s: no %q", path, text)
				}
			}
			if strings.Contains(d.Text(), "⟦") || strings.Contains(d.Text(), "Nhất trí với báo cáo") {
				t.Errorf("%s: %s", path, d.Find(".time").Text())
			}
		}
	})
}
