package app_test

import (
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
	for _, payload := range payloads {
		w := webtest.New(t, "")
		name := "Zz " + payload
		by := access.Console
		if _, err := w.App.Members.Enter(t.Context(), by, w.Own.Unit, member.Form{Person: member.Person{Name: name, Department: payload, Job: payload, Hometown: payload}, Party: member.Party{AdmittedOn: "2012-01-01", OfficialOn: "2013-01-01"}, Status: member.Official}); err != nil {
			t.Fatal(err)
		}
		if err := w.App.Orgs.Regulate(t.Context(), by, w.Own.Unit, org.Regulation{Body: payload, From: "2020-01-01"}); err != nil {
			t.Fatal(err)
		}
		client := w.As(t, access.Secretary)
		for _, rt := range w.App.Server.Routes() {
			path, ok := address(rt, w.Own.Params)
			if !ok || rt.Method != http.MethodGet {
				continue
			}
			got := client.Get(path)
			if !strings.HasPrefix(got.Header.Get("Content-Type"), "text/html") {
				continue
			}
			if bad := foreign(got.Doc(t)); bad != "" {
				t.Errorf("%s with %q: %s", rt.Pattern(), payload, bad)
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
