package app_test

import (
	"bytes"
	"image"
	"image/png"
	"maps"
	"net/http"
	"testing"

	"chibo/internal/access"
	"chibo/internal/consultation"
	"chibo/internal/db"
	"chibo/internal/dbtest"
	"chibo/internal/document"
	"chibo/internal/webtest"
)

// consultations are the parameters of what the own cell asks: a draft, and a question
// that is open for answers with names.
func consultations(w *webtest.World) (params []map[string]string) {
	for _, key := range []string{"drafted", "asked"} {
		p := maps.Clone(w.Own.Params)
		p["matter"] = p[key]
		params = append(params, p)
	}
	return params
}

// personal are the addresses that open without an account: a slip of a question that is
// open, and of one that is decided, each with a paper on it, and the poster of that.
func personal(t *testing.T, w *webtest.World, p webtest.Place) (all []string) {
	t.Helper()
	ctx, by, s := t.Context(), access.Console, w.App.Consultations
	check := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	for _, decided := range []bool{false, true} {
		id, err := s.Draft(ctx, by, p.Unit, consultation.MatterForm{
			Title: "Đổi giờ khám?", Background: "Dự kiến từ tháng 7.", Options: "Có\nKhông", Choosing: consultation.One, Texts: true,
			Members: true, People: consultation.Least, ClosesOn: db.DateOf(dbtest.Today).AddDays(5),
		})
		check(err)
		file, err := w.App.Documents.Attach(ctx, by, document.Upload{Kind: consultation.FilesOf, Subject: string(id), Name: "phuong-an.png", Data: drawing(t), Declared: true})
		check(err)
		check(s.Step(ctx, by, id, 1, consultation.Opening, consultation.StepForm{}))
		printed, err := s.Print(ctx, by, id, consultation.Least)
		check(err)
		link := "/consultation/link/" + printed.Slips[0].Link
		all = append(all, link, link+"/file/"+string(file))
		if !decided {
			continue
		}
		for _, slip := range printed.Slips {
			check(s.Reply(ctx, access.Actor{Kind: access.Link}, slip.Link, "", consultation.Reply{Choices: []int{1}}))
		}
		check(s.Step(ctx, by, id, 2, consultation.Closing, consultation.StepForm{}))
		check(s.Gather(ctx, by, id, consultation.ClusterForm{Title: "Báo trước", Stance: consultation.Accepted, Response: "Báo trước một tháng."}))
		check(s.Step(ctx, by, id, 3, consultation.Answering, consultation.StepForm{Words: "Chi bộ cảm ơn."}))
		check(s.Step(ctx, by, id, 4, consultation.Deciding, consultation.StepForm{Words: "Kết luận số 2", On: db.DateOf(dbtest.Today)}))
		check(s.Post(ctx, by, id, true))
		sh, err := s.Get(ctx, by, id)
		check(err)
		all = append(all, "/consultation/result/"+sh.Matter.Poster)
	}
	return all
}

// drawing is a picture that stands nowhere else.
func drawing(t *testing.T) *bytes.Buffer {
	t.Helper()
	var b bytes.Buffer
	if err := png.Encode(&b, image.NewGray(image.Rect(0, 0, 7, 5))); err != nil {
		t.Fatal(err)
	}
	return &b
}

// openLinks opens personal links as one who has no account, and every other page that is
// public: he meets the question, its options, and what came of it, of the place that
// asks him, and nothing else (safety S3).
func openLinks(t *testing.T, w *webtest.World, planted marks, links map[string][]string) {
	t.Helper()
	client := w.Nobody(t)
	shown := map[string]bool{
		"consultation_matter.title": true, "consultation_matter.background": true, "consultation_matter.conclusion": true, "consultation_matter.decision": true,
		"consultation_option.label": true, "consultation_cluster.title": true, "consultation_cluster.response": true, "document_attachment.name": true,
	}
	met := map[string]bool{}
	for place, paths := range links {
		for _, path := range paths {
			got := client.Get(path)
			if got.Status != http.StatusOK {
				t.Errorf("%s: %d", path, got.Status)
			}
			for _, c := range planted.read(got.Header.Get("Content-Disposition") + unpacked(got.Body)) {
				name := c.table + "." + c.column
				met[name] = true
				if c.place != place || !shown[name] {
					t.Errorf("who holds a link of %s meets %s of %s on %s", place, name, c.place, path)
				}
			}
		}
	}
	for name := range shown {
		if !met[name] {
			t.Errorf("who holds a link does not meet %s", name)
		}
	}
	for _, rt := range readable(w) {
		for _, p := range w.Places {
			path, ok := address(rt, p.Params)
			if rt.Action.Name != access.Public.Name || !ok {
				continue
			}
			if found := planted.read(client.Get(path).Body); len(found) > 0 {
				t.Errorf("%s shows everybody %v", path, found)
			}
		}
	}
}
