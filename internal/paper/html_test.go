package paper

import (
	"strings"
	"testing"
)

func TestHTML(t *testing.T) {
	golden(t, "minutes.html", string(render(t, HTML, minutes())))
	golden(t, "resolution.html", string(render(t, HTML, resolution(HD05))))
}

// safety S8: nothing that a user typed becomes markup; no style attribute.
func TestHTMLEscapes(t *testing.T) {
	const evil = `<script>alert(1)</script>" onload='x' style="a"`
	d := Document{
		Preset: HD05, Head: &Head{Parent: evil, Issuer: evil, Number: evil, About: evil, Place: evil, Date: evil},
		Kind: evil, Subject: evil, Addressees: []string{evil}, Recipients: []string{evil}, Note: evil,
		Blocks: []Block{
			Heading{Text: evil},
			Text(evil),
			List{Items: []Paragraph{Text(evil)}},
			Table{Columns: []Column{{Header: evil}}, Rows: [][]string{{evil}}},
		},
		Signatures: []Signature{{evil, evil, evil}},
	}
	got := strings.ToLower(string(render(t, HTML, d)))
	for _, bad := range []string{"<script", `style="`, "onload='"} {
		if strings.Contains(got, bad) {
			t.Errorf("the page contains %s", bad)
		}
	}
}

// C8: a paper of a mass organisation does not stand under the Party's name.
func TestHTMLOfAnotherBody(t *testing.T) {
	d := Document{Preset: HD05, Head: &Head{Body: "Đoàn thanh niên", Issuer: "Chi đoàn Trạm Y tế"}}
	got := string(render(t, HTML, d))
	if !strings.Contains(got, "ĐOÀN THANH NIÊN") || strings.Contains(got, "ĐẢNG CỘNG SẢN") {
		t.Errorf("the head is %s", got)
	}
}
