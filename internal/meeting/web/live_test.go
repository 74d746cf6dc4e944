package web

import (
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"chibo/internal/access"
	"chibo/internal/member"
)

// opened is a meeting of today that has begun, and its address.
func (d *desk) opened(t *testing.T) (b browser, at string) {
	t.Helper()
	b = d.as(t, "sec")
	at = b.planned()
	b.send(at+"/plan", at+"/plan", http.StatusOK, "kind", "regular", "held_on", "25/05/2026", "starts_at", "14:00", "place", "x", "chair", string(d.named["sec"]))
	b.send(at, at+"/open", http.StatusOK, "opened_at", "14:00")
	return b, at
}

// B5: without script the meeting goes on item by item, pauses and takes longer.
func TestTheFloorWithoutScript(t *testing.T) {
	b, at := open(t).opened(t)
	title := func() string { return b.get(at, http.StatusOK).Find("h1").First().Text() }
	first := title()
	b.send(at, at+"/take-up", http.StatusOK)
	if title() == first {
		t.Error("the next item is not taken up")
	}
	jumped := b.send(at+"?item="+b.itemOf(at, "Thảo luận"), at+"/take-up", http.StatusOK)
	if jumped.Find(".agenda li.now").Text() == "" || jumped.Find(".agenda li:nth-child(3)").HasClass("done") {
		t.Error("an item that was jumped over counts as dealt with")
	}
	b.send(at, at+"/extend", http.StatusOK)
	b.send(at, at+"/turn", http.StatusOK)
	b.send(at, at+"/pause", http.StatusOK)
	doc := b.get(at, http.StatusOK)
	if doc.Find(`form[action$="/resume"]`).Length() != 1 || doc.Find("[data-runs]").Length() != 0 {
		t.Error("a clock that stands still runs")
	}
	if projected := b.get(at+"/projector", http.StatusOK); projected.Find(`[aria-current=step]`).Text() == "" || !strings.Contains(projected.Find("li.now").Text(), "Góp ý") {
		t.Errorf("the screen shows %q", projected.Find("ol").Text())
	}
	stale := b.get(at, http.StatusOK).Find(`form[action$="/extend"] [name=_version]`).AttrOr("value", "")
	b.send(at, at+"/extend", http.StatusOK)
	b.post(at+"/extend", http.StatusConflict, url.Values{"_version": {stale}})
}

// C10, safety S3: the screen and the members' page hold no note of others, no
// conclusion and nobody who is absent; a speaker finds his own words, corrects
// them and reserves them (B6).
func TestWhatMembersFollow(t *testing.T) {
	d := open(t)
	b, at := d.opened(t)
	sec, plain := string(d.named["sec"]), string(d.named["plain"])
	b.send(at+"/attendance", at+"/attendance", http.StatusOK, "rest", "present")
	item := b.itemOf(at, "Thảo luận")
	do := at + "/items/" + item
	b.send(at+"?item="+item, do+"/notes", http.StatusOK, "speaker", sec, "kind", "opinion", "body", "Lời của bí thư")
	b.send(at+"?item="+item, do+"/notes", http.StatusOK, "speaker", plain, "kind", "opinion", "body", "Lời của chính mình")
	b.send(at+"?item="+item, do+"/conclusion", http.StatusOK, "conclusion", "Điều đã kết luận")
	b.send(at, at+"/attendance", http.StatusOK, "mark", sec+" excused 2")
	member := d.as(t, "plain")
	for _, path := range []string{at, at + "/live", at + "/projector"} {
		text := member.get(path, http.StatusOK).Find("main").Text()
		for _, secret := range []string{"Lời của bí thư", "Điều đã kết luận", "Nguyễn Văn A"} {
			if strings.Contains(text, secret) {
				t.Errorf("%s shows %q", path, secret)
			}
		}
		if own := strings.Contains(text, "Lời của chính mình"); own == strings.HasSuffix(path, "/projector") {
			t.Errorf("%s: his own words show: %v", path, own)
		}
	}
	reserve := member.get(at, http.StatusOK).Find(`form[action$="/reserve"]`).AttrOr("action", "")
	if doc := member.send(at, reserve, http.StatusOK); !strings.Contains(doc.Find("#mine-title").Parent().Parent().Text(), "Bảo lưu ý kiến") {
		t.Error("the opinion is not shown as reserved")
	}
	d.as(t, "stranger").get(at+"/live", http.StatusNotFound)
	d.as(t, "officer").get(at+"/projector", http.StatusForbidden)
}

// B4: a tap that comes too late changes nothing and tells what somebody else
// marked; a script gets 204 for what is stored, also the second time.
func TestTaps(t *testing.T) {
	d := open(t)
	b, at := d.opened(t)
	sec := string(d.named["sec"])
	b.send(at+"/attendance", at+"/attendance", http.StatusOK, "mark", sec+" present 1")
	doc := b.post(at+"/attendance", http.StatusConflict, url.Values{"mark": {sec + " excused 1"}})
	if !strings.Contains(doc.Find(".theirs").Text(), "Đồng chí khác vừa ghi: Có mặt") {
		t.Errorf("a late tap is told %q", doc.Find(".theirs").Text())
	}
	b.post(at+"/attendance", http.StatusNotFound, url.Values{"mark": {"nonsense"}})
	for range 2 {
		r, err := http.NewRequest(http.MethodPost, d.url+at+"/attendance", strings.NewReader(url.Values{"_key": {"one-key"}, "mark": {sec + " excused 2"}}.Encode()))
		must(t, err)
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		r.Header.Set("Prefer", "return=minimal")
		resp, err := b.client.Do(r)
		must(t, err)
		must(t, resp.Body.Close())
		if resp.StatusCode != http.StatusNoContent {
			t.Errorf("a script is answered %d", resp.StatusCode)
		}
	}
}

// B4, perf P1: a large cell has its roll call in pages, and the room none of it.
func TestLargeRoll(t *testing.T) {
	d := open(t)
	for n := range 80 {
		_, err := d.members.Enter(t.Context(), access.Console, d.cell, memberForm(fmt.Sprintf("Trần Văn B%d", n)))
		must(t, err)
	}
	b, at := d.opened(t)
	if n := b.get(at, http.StatusOK).Find(".seat").Length(); n != 0 {
		t.Errorf("the room shows %d names", n)
	}
	first, second := b.get(at+"/attendance", http.StatusOK), b.get(at+"/attendance?page=2", http.StatusOK)
	if a, c := first.Find(".seat").Length(), second.Find(".seat").Length(); a != 50 || a+c != 82 {
		t.Errorf("the pages show %d and %d names", a, c)
	}
	mark, _ := second.Find(".seat").First().Attr("value")
	b.send(at+"/attendance?page=2", at+"/attendance", http.StatusOK, "mark", mark)
	b.send(at+"/attendance", at+"/attendance", http.StatusOK, "rest", "present")
	if text := b.get(at, http.StatusOK).Text(); !strings.Contains(text, "Có mặt 82/82") {
		t.Error("the rest of all pages is not marked")
	}
}

func memberForm(name string) member.Form {
	return member.Form{Person: member.Person{Name: name}, Party: member.Party{AdmittedOn: "2010-03-01", OfficialOn: "2011-03-01"}, Status: member.Official}
}
