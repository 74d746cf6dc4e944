package app_test

import (
	"bytes"
	"encoding/base64"
	"fmt"
	"image"
	"image/png"
	"io"
	"mime"
	"mime/multipart"
	"mime/quotedprintable"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"chibo/internal/access"
	"chibo/internal/db"
	"chibo/internal/dbtest"
	"chibo/internal/meeting"
	"chibo/internal/member"
	"chibo/internal/notify"
	"chibo/internal/notify/smtp"
	"chibo/internal/notify/smtp/smtptest"
	"chibo/internal/webtest"
)

// The bad inputs of the month that other tests name: mail that is down for a
// day (notify, TestDownThenUp), a document that its sender withdraws
// (directive, TestWithdraw and TestWithdrawn), a resolution that is edited
// after it was frozen (meeting/web, TestPapersThroughThePages), the last
// assignee of a task gone (task, TestForsaken).

// planned is a meeting of the own cell that lies ahead, and its address.
func planned(t *testing.T, w *webtest.World, held db.Date) (meeting.ID, string) {
	t.Helper()
	chair := w.People[access.Secretary]
	id, err := w.App.Meetings.Plan(t.Context(), access.Console, w.Own.Unit, meeting.Plan{Kind: meeting.Thematic, HeldOn: held, StartsAt: "14:00", Place: "Phòng họp tầng 2", Chair: chair, Minuter: chair})
	must(t, err)
	return id, "/meeting/" + string(id)
}

// mailed lets the world send mail, and gives the server that takes it. Everybody
// of the own cell has an address, by his role.
func mailed(t *testing.T, w *webtest.World) *smtptest.Server {
	t.Helper()
	server := smtptest.Start(t, smtptest.Options{})
	post, err := smtp.New(smtp.Config{Server: server.Addr, From: "chibo@example.vn", Security: smtp.None})
	must(t, err)
	w.App.Notices.Post = post
	must(t, w.App.DB.Write(t.Context(), access.Console, func(tx *db.Tx) error {
		for role, person := range w.People {
			if _, err := tx.Exec(`UPDATE member_person SET email = $2 WHERE id = $1`, person, strings.ReplaceAll(string(role), "_", ".")+"@example.vn"); err != nil {
				return err
			}
		}
		return tx.Audit(db.Entry{Action: "test.mail", Kind: "test", Subject: "mail"})
	}))
	return server
}

// deliver sends what waits, and gives what somebody has got so far, his
// calendar files unfolded.
func deliver(t *testing.T, w *webtest.World, server *smtptest.Server, to string) (letters []string) {
	t.Helper()
	must(t, notify.NewSender(w.App.Notices).SendDue(t.Context()))
	for _, m := range server.Taken() {
		if m.To == to {
			letters = append(letters, letter(t, m))
		}
	}
	return letters
}

// letter is all that a mail says, its header and attachments included.
func letter(t *testing.T, m smtptest.Mail) string {
	t.Helper()
	var all strings.Builder
	subject, err := new(mime.WordDecoder).DecodeHeader(m.Header.Get("Subject"))
	must(t, err)
	fmt.Fprintln(&all, subject)
	kind, params, err := mime.ParseMediaType(m.Header.Get("Content-Type"))
	must(t, err)
	if !strings.HasPrefix(kind, "multipart/") {
		body, err := io.ReadAll(plain(m.Header.Get("Content-Transfer-Encoding"), strings.NewReader(m.Body)))
		must(t, err)
		return all.String() + string(body)
	}
	parts := multipart.NewReader(strings.NewReader(m.Body), params["boundary"])
	for {
		part, err := parts.NextRawPart()
		if err == io.EOF {
			return all.String()
		}
		must(t, err)
		body, err := io.ReadAll(plain(part.Header.Get("Content-Transfer-Encoding"), part))
		must(t, err)
		fmt.Fprintln(&all, strings.ReplaceAll(string(body), "\r\n ", ""))
	}
}

// B3 I6: a meeting that is moved after its notice: everybody is told anew, the
// calendar replaces the earlier time, and old answers count no more.
func TestMovedAfterTheNotice(t *testing.T) {
	t.Parallel()
	w := webtest.New(t, "")
	server := mailed(t, w)
	secretary, one := w.As(t, access.Secretary), w.As(t, access.Member)
	_, at := planned(t, w, "2026-06-10")
	does(t, secretary, at+"/announce", at+"/announce")
	does(t, one, at, at+"/reply", "answer", "coming")
	first := deliver(t, w, server, "member@example.vn")
	if len(first) != 1 || !strings.Contains(first[0], "SEQUENCE:0") || !strings.Contains(first[0], "20260610") {
		t.Fatalf("first: %q", first)
	}
	does(t, secretary, at+"/plan", at+"/plan", "held_on", "11/06/2026", "month", "6/2026", "reason", "Trùng lịch trực")
	letters := deliver(t, w, server, "member@example.vn")
	if len(letters) != 2 || !strings.Contains(letters[1], "SEQUENCE:1") || !strings.Contains(letters[1], "20260611") || uid(letters[0]) != uid(letters[1]) {
		t.Fatalf("second: %q", letters[1:])
	}
	reads(t, one.Get("/notify"), "Cuộc họp đổi lịch: 14:00, ngày 11/06/2026.")
	if page := one.Get(at).Doc(t).Text(); strings.Contains(page, "Đồng chí đã báo dự") {
		t.Error("the old answer still counts")
	}
	reads(t, secretary.Get(at+"/reply"), "0 dự · 0 xin phép vắng")
}

// uid is what names the event in a letter.
func uid(letter string) string {
	_, after, _ := strings.Cut(letter, "UID:")
	id, _, _ := strings.Cut(after, "\r")
	return id
}

// B3 B4: who leaves between the notice and the meeting is not called, is told
// nothing more, and his answer does not count.
func TestWhoLeavesBeforeTheMeeting(t *testing.T) {
	t.Parallel()
	w := webtest.New(t, "")
	server := mailed(t, w)
	secretary, gone := w.As(t, access.Secretary), w.People[access.Member]
	id, at := planned(t, w, "2026-06-10")
	does(t, secretary, at+"/announce", at+"/announce")
	does(t, w.As(t, access.Member), at, at+"/reply", "answer", "coming")
	reads(t, secretary.Get(at+"/reply"), "1 dự")
	leave(t, w, gone, "2026-06-01")
	w.Clock.Set(time.Date(2026, 6, 9, 9, 0, 0, 0, db.Zone))
	secretary = w.As(t, access.Secretary)
	reads(t, secretary.Get(at+"/reply"), "0 dự")
	must(t, w.App.Meetings.Remind(t.Context(), access.System))
	does(t, secretary, at+"/plan", at+"/plan", "held_on", "11/06/2026", "month", "6/2026", "reason", "Trùng lịch trực")
	for _, letter := range deliver(t, w, server, "member@example.vn") {
		if strings.Contains(letter, "SEQUENCE:1") {
			t.Errorf("who left is told: %s", letter)
		}
	}
	if n := count(t, w, `SELECT count(*) FROM notify_notice WHERE person_id = $1`, gone); n != 1 {
		t.Errorf("who left has %d notices", n)
	}
	w.Clock.Set(time.Date(2026, 6, 11, 14, 0, 0, 0, db.Zone))
	does(t, w.As(t, access.Secretary), at, at+"/open", "opened_at", "14:00")
	sheet, err := w.App.Meetings.Get(t.Context(), access.Console, id)
	must(t, err)
	if slices.ContainsFunc(sheet.Seats, func(s meeting.Seat) bool { return s.Person == gone }) {
		t.Error("who left is called")
	}
}

// leave ends somebody's membership, as a transfer does.
func leave(t *testing.T, w *webtest.World, who member.ID, on db.Date) {
	t.Helper()
	must(t, w.App.DB.Write(t.Context(), access.Console, func(tx *db.Tx) error {
		if _, err := tx.Exec(`UPDATE member_membership SET to_date = $2 WHERE person_id = $1`, who, on); err != nil {
			return err
		}
		return tx.Audit(db.Entry{Action: "test.leave", Kind: "person", Subject: string(who)})
	}))
}

// safety S10: 300 attachments on one meeting: those beyond the limit are
// refused in words, the others stay, and the page makes no more queries.
func TestManyAttachments(t *testing.T) {
	t.Parallel()
	w := webtest.New(t, "")
	client := w.As(t, access.Secretary)
	id, at := planned(t, w, "2026-06-10")
	client.Get(at) // what every reader is asked once
	_, few := client.Count(w, at)
	taken := 0
	for n := range 300 {
		got := upload(t, client, "/document/of/meeting/"+string(id), fmt.Sprintf("tai-lieu-%d.png", n), dots(n), map[string]string{"declared": "on"})
		switch {
		case got.Status == http.StatusSeeOther:
			taken++
		case got.Status != http.StatusUnprocessableEntity || !strings.Contains(got.Doc(t).Find(".fault, [data-errors], .field-msg").Text(), "50 tệp"):
			t.Fatalf("file %d: %d %s", n, got.Status, strings.Join(strings.Fields(got.Doc(t).Find(".fault, [data-errors], .field-msg").Text()), " "))
		}
	}
	if kept := count(t, w, `SELECT count(*) FROM document_attachment WHERE subject_id = $1`, id); taken != 50 || kept != taken {
		t.Errorf("%d taken, %d kept", taken, kept)
	}
	if page, many := client.Count(w, at); page.Status != http.StatusOK || many != few || strings.Count(page.Body, "tai-lieu-") < taken {
		t.Errorf("%d, %d queries, with no file %d", page.Status, many, few)
	}
}

// dots is a picture of its own for each number.
func dots(n int) []byte {
	picture := image.NewGray(image.Rect(0, 0, 16, 16))
	for bit := range 16 {
		picture.Pix[bit] = byte(n >> bit & 1 * 255)
	}
	var b bytes.Buffer
	_ = png.Encode(&b, picture) // a buffer takes everything
	return b.Bytes()
}

// An agenda that does not fit the day is refused at the field that makes it too
// long, and what was typed stays.
func TestAgendaBeyondTheDay(t *testing.T) {
	t.Parallel()
	w := webtest.New(t, "")
	client := w.As(t, access.Secretary)
	_, at := planned(t, w, "2026-06-10")
	does(t, client, at+"/items", at+"/items", "title", "Báo cáo liên hệ", "kind", "report", "minutes", "480")
	for _, c := range []struct{ page, kind, field, value string }{{at + "/items", "discussion", "minutes", "130"}, {at + "/plan", "thematic", "starts_at", "23:00"}} {
		got := sends(t, client, c.page, c.page, "title", "Thảo luận thêm", "kind", c.kind, c.field, c.value)
		d := got.Doc(t)
		if bad := d.Find(".field-bad"); got.Status != http.StatusUnprocessableEntity || bad.Find("[name="+c.field+"]").Length() != 1 || !shown(d, c.field, c.value) || !strings.Contains(bad.Text(), "24:00") {
			t.Errorf("%s: %d, %q", c.field, got.Status, strings.Join(strings.Fields(bad.Text()), " "))
		}
	}
}

// Two secretaries send the same notice at once: it goes out once.
func TestTwoSendTheNotice(t *testing.T) {
	engines(t, func(t *testing.T, w *webtest.World) {
		id, at := planned(t, w, "2026-06-10")
		clients := []*webtest.Client{w.As(t, access.Secretary), w.As(t, access.Deputy)}
		form := formsOf(at, clients[0].Get(at+"/announce").Doc(t))[0].values
		var both sync.WaitGroup
		var status [2]int
		for i, client := range clients {
			both.Go(func() { status[i] = client.Post(at+"/announce", url.Values{"_version": form["_version"]}).Status })
		}
		both.Wait()
		slices.Sort(status[:])
		if status[0] != http.StatusSeeOther || status[1] != http.StatusConflict && status[1] != http.StatusUnprocessableEntity {
			t.Errorf("answered %v", status)
		}
		if n := count(t, w, `SELECT count(*) FROM notify_notice WHERE person_id = $1 AND link = $2`, w.People[access.Member], at); n != 1 {
			t.Errorf("told %d times of %s", n, id)
		}
	})
}

// A task whose assignee is gone is shown as such and given to another, who is
// told of it.
func TestTheAssigneeIsGone(t *testing.T) {
	t.Parallel()
	w := webtest.New(t, "")
	client, gone, next := w.As(t, access.Secretary), w.People[access.Member], w.People[access.CommitteeMember]
	given := does(t, client, "/task/new", "/task/new", "title", "Rà soát sổ sách", "assignee", string(gone), "due", "20/06/2026")
	leave(t, w, gone, db.DateOf(dbtest.Today))
	at, _, _ := strings.Cut(given.Location, "?")
	reads(t, client.Get(at), "Giao lại")
	reads(t, client.Get("/task?show=forsaken"), "Rà soát sổ sách")
	reads(t, does(t, client, at+"/reassign", at+"/reassign", "assignee", string(next), "note", "Đồng chí chuyển sinh hoạt"), "Lê Văn C")
	reads(t, w.As(t, access.CommitteeMember).Get("/notify"), "Rà soát sổ sách")
}

// A document that its sender withdraws is not put on an agenda; what the cell
// has done with it stays.
func TestWithdrawnIsNotStudied(t *testing.T) {
	t.Parallel()
	w := webtest.New(t, "")
	m := monthly{T: t, World: w}
	m.fromAbove()
	_, meets := planned(t, w, "2026-06-10")
	client, at := w.As(t, access.Secretary), m.directive+"?unit="+string(w.Own.Unit)
	agenda := formsOf(at, client.Get(at).Doc(t))
	i := slices.IndexFunc(agenda, func(f form) bool { return strings.Contains(f.action, "/agenda") })
	if i < 0 {
		t.Fatal("an agenda is not offered")
	}
	office := w.As(t, access.Officer)
	does(t, office, m.directive+"/withdraw", m.directive+"/withdraw", "reason", "Thay bằng văn bản khác")
	page := client.Get(at)
	if reads(t, page, "Thay bằng văn bản khác"); page.Doc(t).Find(`form[action*="/agenda"], form[action*="/receive"]`).Length() > 0 {
		t.Error("it is still offered")
	}
	if got := client.Post(agenda[i].action, agenda[i].values); got.Status != http.StatusUnprocessableEntity {
		t.Errorf("put on an agenda all the same: %d", got.Status)
	}
	if strings.Contains(client.Get(meets).Body, "21-KH/ĐU") || strings.Contains(client.Get("/home").Body, "21-KH/ĐU") {
		t.Error("it is on the agenda")
	}
	reads(t, client.Get("/notify"), "Cấp trên đã thu hồi văn bản")
	reads(t, office.Get(m.directive+"/receipts"), "Chi bộ Trạm Y tế")
	if n := count(t, w, `SELECT count(*) FROM directive_receipt WHERE received_at IS NOT NULL AND directive_id = $1`, strings.TrimPrefix(m.directive, "/directive/")); n != 1 {
		t.Errorf("%d receipts", n)
	}
}

// The month at the edges of the calendar: everybody's pages, a plan, its notice
// and the reminders, on the last day of a year and on a leap day.
func TestMonthAtTheEdges(t *testing.T) {
	for _, c := range []struct{ today, next, typed, month, name string }{
		{"2026-12-31", "2027-01-04", "04/01/2027", "1/2027", "kỳ sinh hoạt tháng 1"},
		{"2028-02-29", "2028-03-03", "03/03/2028", "3/2028", "kỳ sinh hoạt tháng 3"},
	} {
		t.Run(c.today, func(t *testing.T) {
			t.Parallel()
			w := webtest.New(t, "")
			m := monthly{T: t, World: w}
			m.lastMonth()
			m.on(c.today, 9)
			secretary := w.As(t, access.Secretary)
			planned := does(t, secretary, "/meeting/new", "/meeting/new", "kind", "regular", "held_on", c.typed, "month", c.month, "starts_at", "14:00", "place", "Phòng họp", "chair", string(w.People[access.Secretary]))
			at, _, _ := strings.Cut(planned.Location, "?")
			does(t, secretary, at+"/announce", at+"/announce")
			m.on(string(db.Date(c.next).AddDays(-1)), 9)
			must(t, w.App.Meetings.Remind(t.Context(), access.System))
			must(t, w.App.Tasks.Remind(t.Context(), access.System))
			m.on(c.today, 10)
			cycle, err := w.App.Months.Cycle(t.Context(), w.Actor(t, access.Secretary), w.Own.Unit)
			must(t, err)
			if cycle.Next == nil || string(cycle.Next.Meeting.HeldOn) != c.next {
				t.Errorf("the next meeting is %+v", cycle.Next)
			}
			reads(t, w.As(t, access.Secretary).Get("/home"), c.name)
			for role := range w.People {
				client := w.As(t, role)
				for _, page := range []string{"/home", "/notify", "/task", "/meeting", "/directive", at, at + "/reply", at + "/notice"} {
					if got := client.Get(page); got.Status >= 500 || page == "/home" && got.Status != http.StatusOK {
						t.Errorf("%s, %s: %d", role, page, got.Status)
					}
				}
			}
		})
	}
}

// plain reads a part of a mail.
func plain(encoding string, r io.Reader) io.Reader {
	switch encoding {
	case "base64":
		return base64.NewDecoder(base64.StdEncoding, r)
	case "quoted-printable":
		return quotedprintable.NewReader(r)
	}
	return r
}
