package app_test

import (
	"archive/zip"
	"encoding/xml"
	"errors"
	"io"
	"maps"
	"net/http"
	"slices"
	"strings"
	"testing"

	"chibo/internal/access"
	"chibo/internal/db"
	"chibo/internal/dbtest"
	"chibo/internal/directive"
	"chibo/internal/meeting"
	"chibo/internal/meeting/deed"
	"chibo/internal/rulebook"
	"chibo/internal/task"
	"chibo/internal/webtest"
)

// safety S8: what people type in the course of a month stays text: on every
// page of those who read it, in mails, and in the files that are handed out.
func TestTypedTextOfTheMonthStaysText(t *testing.T) {
	t.Parallel()
	w := webtest.New(t, "")
	server := mailed(t, w)
	ahead := injected(t, w)
	for _, role := range []access.Role{access.Secretary, access.Member} {
		client := w.As(t, role)
		pages := map[string]string{}
		for _, params := range []map[string]string{w.Own.Params, ahead} {
			for _, rt := range w.App.Server.Routes() {
				if path, ok := address(rt, params); ok && rt.Method == http.MethodGet && !strings.HasSuffix(path, "/events") {
					pages[path] = client.Get(path).Body
				}
			}
		}
		linked(client, pages)
		read := 0
		for _, path := range slices.Sorted(maps.Keys(pages)) {
			body := pages[path]
			if strings.HasPrefix(body, "PK") {
				wellFormed(t, path, body)
			}
			if !strings.HasPrefix(body, "<!doctype html>") {
				continue
			}
			d := webtest.Answer{Body: body}.Doc(t)
			if bad := foreign(d); bad != "" {
				t.Errorf("%s, %s: %s", role, path, bad)
			}
			if strings.Contains(d.Find("body").Text(), payloads[0]) {
				read++
			}
		}
		if read < 10 {
			t.Errorf("%s reads what was typed on %d pages only", role, read)
		}
	}
	for _, path := range []string{"/meeting/" + w.Own.Params["meeting"] + "/minutes.docx", "/meeting/" + w.Own.Params["meeting"] + "/resolution.docx", "/meeting/" + ahead["meeting"] + "/notice.docx", "/task/export.xlsx", "/home/handover.docx"} {
		text := wellFormed(t, path, w.As(t, access.Secretary).Get(path).Body)
		for _, payload := range payloads {
			if payload = strings.Trim(payload, "\u2028"); !strings.Contains(text, payload) {
				t.Errorf("%s does not say %q", path, payload)
			}
		}
	}
	letters := deliver(t, w, server, "member@example.vn")
	if len(letters) == 0 {
		t.Error("no mail")
	}
	for _, letter := range letters {
		for _, bad := range []string{"script", "alert", "onerror", "{{"} {
			if strings.Contains(letter, bad) {
				t.Errorf("a mail says %s", letter)
			}
		}
	}
}

// injected types the payloads wherever the month lets somebody type, into the
// running meeting of the own cell and one that lies ahead, whose parameters it
// gives.
func injected(t *testing.T, w *webtest.World) (ahead map[string]string) {
	t.Helper()
	ctx, by, own := t.Context(), w.Actor(t, access.Secretary), w.Own.Params
	m, chair, one := w.App.Meetings, w.People[access.Secretary], w.People[access.Member]
	id, _ := planned(t, w, "2026-06-10")
	ahead = maps.Clone(own)
	ahead["meeting"] = string(id)
	running, item := meeting.ID(own["meeting"]), meeting.ItemID(own["item"])
	for n, payload := range payloads {
		added, err := m.AddItem(ctx, by, id, meeting.ItemForm{Title: payload, Kind: rulebook.KindReport, Presenter: one})
		must(t, err)
		ahead["item"] = string(added)
		_, err = m.Contribute(ctx, w.Actor(t, access.Member), id, meeting.ContributionForm{Item: added, Body: payload})
		must(t, err)
		_, err = m.Invite(ctx, by, running, payload, payload)
		must(t, err)
		_, err = m.Note(ctx, by, running, item, meeting.NoteForm{Speaker: chair, Kind: meeting.Opinion, Body: payload})
		must(t, err)
		job, err := m.Assign(ctx, by, running, item, task.New{Title: payload, Measure: payload, Assignee: one, Due: db.DateOf(dbtest.Today).AddDays(20)})
		must(t, err)
		must(t, w.App.Tasks.Progress(ctx, w.Actor(t, access.Member), job, 1, payload, nil))
		doc, err := w.App.Directives.Register(ctx, by, w.Own.Unit, directive.Form{Number: string(rune('A'+n)) + "-KH/TU", IssuedOn: "2026-05-15", Issuer: payload, Title: payload, Kind: directive.Plan, Note: payload})
		must(t, err)
		own["directive"], own["task"] = string(doc), string(job)
	}
	all := strings.Join(payloads, "\n")
	sheet, err := m.Get(ctx, by, running)
	must(t, err)
	at := slices.IndexFunc(sheet.Items, func(i meeting.Item) bool { return i.ID == item })
	must(t, m.Conclude(ctx, by, running, item, sheet.Items[at].Version, meeting.Conclusion{Text: all}))
	must(t, w.App.Deeds.Write(ctx, by, running, deed.Resolution, 1, deed.Texts{"limits": all, "praise": all}))
	must(t, w.App.Deeds.Write(ctx, by, id, deed.Notice, 0, deed.Texts{"content": all, "contact": payloads[0]}))
	must(t, m.Answer(ctx, w.Actor(t, access.Member), id, meeting.ResponseForm{Answer: meeting.Excusing, Reason: strings.Join(payloads[:3], " ")}))
	must(t, m.Announce(ctx, by, id, 1))
	return ahead
}

// wellFormed reads every part of an archive as XML where it says so, and gives
// all the text.
func wellFormed(t *testing.T, path, body string) string {
	t.Helper()
	z, err := zip.NewReader(strings.NewReader(body), int64(len(body)))
	if err != nil {
		t.Fatalf("%s: %v", path, err)
	}
	var all strings.Builder
	for _, part := range z.File {
		r, err := part.Open()
		must(t, err)
		if strings.HasSuffix(part.Name, ".docx") || strings.HasSuffix(part.Name, ".xlsx") {
			inner, err := io.ReadAll(r)
			must(t, err)
			all.WriteString(wellFormed(t, path+"/"+part.Name, string(inner)))
		}
		if strings.HasSuffix(part.Name, ".xml") || strings.HasSuffix(part.Name, ".rels") {
			d := xml.NewDecoder(r)
			for {
				token, err := d.Token()
				if errors.Is(err, io.EOF) {
					break
				}
				if err != nil {
					t.Errorf("%s, %s: %v", path, part.Name, err)
					break
				}
				if text, ok := token.(xml.CharData); ok {
					all.Write(text)
				}
			}
		}
		must(t, r.Close())
	}
	return all.String()
}
