package app_test

import (
	"maps"
	"net/http"
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"

	"chibo/internal/access"
	"chibo/internal/member"
	"chibo/internal/org"
	"chibo/internal/webtest"
)

// payloads are what attackers type into names and texts.
var payloads = []string{
	`<script>alert(1)</script>`, `"><img src=x onerror=alert(1)>`, `'><svg/onload=alert(1)>`, `</textarea><iframe src=javascript:alert(1)>`,
	`javascript:alert(1)`, `{{7*7}}${7*7}<%= 7*7 %>`, `<a href="javascript:alert(1)">x</a>`, `</title><script>alert(1)</script>`,
	`<style>*{display:none}</style>`, `<math><mtext></table><mglyph><style><img src=x onerror=alert(1)>`, "\u2028<b onmouseover=alert(1)>", `&lt;script&gt;alert(1)&lt;/script&gt;`,
}

// safety S8: what people type never becomes part of a page.
func TestTypedTextStaysText(t *testing.T) {
	t.Parallel()
	w := webtest.New(t, "")
	by := access.Console
	people := []string{w.Own.Params["person"]}
	for _, payload := range payloads {
		f := member.Form{Person: member.Person{Name: "Zz " + payload, Department: payload, Job: payload, Hometown: payload}, Status: member.Official}
		f.AdmittedOn, f.OfficialOn = "2012-01-01", "2013-01-01"
		id, err := w.App.Members.Enter(t.Context(), by, w.Own.Unit, f)
		if err != nil {
			t.Fatal(err)
		}
		people = append(people, string(id))
	}
	if err := w.App.Orgs.Regulate(t.Context(), by, w.Own.Unit, org.Regulation{Body: strings.Join(payloads, "\n"), From: "2020-01-01"}); err != nil {
		t.Fatal(err)
	}
	client := w.As(t, access.Secretary)
	for _, rt := range w.App.Server.Routes() {
		for i, person := range people {
			params := maps.Clone(w.Own.Params)
			params["person"] = person
			path, ok := address(rt, params)
			if !ok || rt.Method != http.MethodGet || i > 0 && !strings.Contains(rt.Path, "{person}") {
				continue
			}
			got := client.Get(path)
			if !strings.HasPrefix(got.Header.Get("Content-Type"), "text/html") {
				continue
			}
			if bad := foreign(got.Doc(t)); bad != "" {
				t.Errorf("%s: %s", path, bad)
			}
		}
	}
}

// foreign finds what no page of ours has: scripts and styles of their own,
// event attributes, addresses that run.
func foreign(d *goquery.Document) (bad string) {
	d.Find("*").Each(func(_ int, s *goquery.Selection) {
		node := s.Get(0)
		switch node.Data {
		case "iframe", "object", "embed", "math", "base", "style":
			bad = "<" + node.Data + ">"
		case "script":
			if _, ok := s.Attr("nonce"); !ok {
				bad = "a script without the nonce"
			}
		}
		for _, a := range node.Attr {
			if strings.HasPrefix(a.Key, "on") || a.Key == "style" || strings.HasPrefix(strings.ToLower(strings.TrimSpace(a.Val)), "javascript:") && (a.Key == "href" || a.Key == "src" || a.Key == "action") {
				bad = node.Data + " " + a.Key + "=" + a.Val
			}
		}
	})
	return bad
}
