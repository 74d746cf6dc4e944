package exchange

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"strings"

	"chibo/internal/access"
	"chibo/internal/db"
	"chibo/internal/member"
	"chibo/internal/org"
	"chibo/internal/paper"
)

// printed is what the minutes are made of, and what a version keeps: the words
// of the cells are fixed by it, not how the paper is laid out.
type printed struct {
	Parent    string // the organisation above, where all cells have the same
	Locality  string // of the host
	Kind      Kind
	HeldOn    db.Date
	StartsAt  string
	Place     string
	Purpose   string
	Topic     string
	Programme string
	Sides     []side // the host first
	Minutes   Minutes
	Recorder  string
}

// side is a cell that came.
type side struct {
	Name   string
	Head   string // its secretary, or deputy
	People []Person
}

// printed gathers what the minutes are made of, as it stands now.
func (a about) printed(tx *db.Tx, by access.Actor, people []Person) (p printed, err error) {
	p = printed{
		Kind: a.Kind, HeldOn: a.HeldOn, StartsAt: a.StartsAt, Place: a.Place, Purpose: a.Purpose, Topic: a.Topic, Programme: a.Programme, Minutes: a.minutes,
	}
	var came []Cell
	for _, c := range a.cells {
		if !c.Comes() {
			continue
		}
		came = append(came, c)
		s := side{Name: c.Name}
		for _, m := range people {
			if m.Unit == c.Unit {
				s.People = append(s.People, m)
			}
		}
		if s.Head, err = headOf(tx, c.Unit, a.HeldOn); err != nil {
			return p, err
		}
		p.Sides = append(p.Sides, s)
	}
	if p.Parent, p.Locality, err = headed(tx, came); err != nil || by.Person == "" {
		return p, err
	}
	p.Recorder, err = member.NameOf(tx, member.ID(by.Person))
	return p, err
}

// headOf names the secretary of a cell on a day, or its deputy.
func headOf(tx *db.Tx, unit org.ID, on db.Date) (string, error) {
	called, err := member.CalledTo(tx, unit, on)
	if err != nil {
		return "", err
	}
	head := member.HeadOf(called)
	for _, c := range called {
		if c.Person == head {
			return c.Name, nil
		}
	}
	return "", nil
}

// headed gives what stands at the head of the paper: the organisation above, if
// all cells have the same, and where the host is.
func headed(tx *db.Tx, cells []Cell) (parent, locality string, err error) {
	for i, c := range cells {
		u, err := org.Of(tx, c.Unit)
		switch {
		case err != nil:
			return "", "", err
		case i == 0:
			parent, locality = u.ParentName, u.Locality
		case u.ParentName != parent:
			parent = ""
		}
	}
	return parent, locality, nil
}

// freeze gives what is stored of a version, and the hash over it.
func freeze(p printed) (body, hash string, err error) {
	content, err := json.Marshal(p)
	return string(content), hashOf(string(content)), err
}

// thaw reads a version back, and refuses one that is not what was sent.
func thaw(body, hash string) (p printed, err error) {
	if hashOf(body) != hash {
		return p, fmt.Errorf("the minutes of an exchange do not match their hash %s", hash)
	}
	err = json.Unmarshal([]byte(body), &p)
	return p, err
}

func hashOf(body string) string {
	sum := sha256.Sum256([]byte(body))
	return hex.EncodeToString(sum[:])
}

// occasions are the words for what sort of event it was.
var occasions = map[Kind]string{
	Visit: "giao lưu, học tập kinh nghiệm", "regular": "sinh hoạt liên chi bộ (thường kỳ)", "thematic": "sinh hoạt chuyên đề liên chi bộ", "extraordinary": "sinh hoạt liên chi bộ (bất thường)",
}

// compose writes the minutes: it reads nothing but what they are made of, so
// that the same version gives the same paper.
func compose(p printed, draft bool) paper.Document {
	var names []string
	for _, s := range p.Sides {
		names = append(names, s.Name)
	}
	subject := occasions[p.Kind] + ": " + p.Topic
	if draft {
		subject += " (Dự thảo)"
	}
	d := paper.Document{
		Preset: paper.HD05, Title: "Biên bản " + occasions[p.Kind] + " ngày " + paper.Date(p.HeldOn.Time()), Made: p.HeldOn.Time(),
		Head: &paper.Head{Parent: p.Parent, Issuer: strings.Join(names, " – "), Place: p.Locality, Date: paper.DateInWords(p.HeldOn.Time())},
		Kind: "Biên bản", Subject: subject,
	}
	d.Blocks = append(d.Blocks,
		paper.Lead("Thời gian:", strings.Replace(p.StartsAt, ":", " giờ ", 1)+" ngày "+paper.Date(p.HeldOn.Time())+"."), paper.Lead("Địa điểm:", p.Place+"."), paper.Lead("Mục đích:", strings.TrimRight(p.Purpose, ".")+"."))
	if p.Programme != "" {
		d.Blocks = append(d.Blocks, paper.Lead("Chương trình:", p.Programme))
	}
	d.Blocks = append(d.Blocks, paper.Heading{Level: 1, Text: "I. THÀNH PHẦN"})
	for _, s := range p.Sides {
		d.Blocks = append(d.Blocks, s.blocks()...)
	}
	d.Blocks = append(d.Blocks, paper.Heading{Level: 1, Text: "II. NỘI DUNG"}, paper.Text(filled(p.Minutes.Course)),
		paper.Heading{Level: 1, Text: "III. NHỮNG ĐIỂM THỐNG NHẤT"}, paper.Text(filled(p.Minutes.Points)))
	preset, _ := paper.PresetNamed(paper.HD05) // built in
	for _, s := range p.Sides {
		d.Signatures = append(d.Signatures, paper.Signature{Heading: "T/M " + strings.ToUpper(s.Name), Post: preset.Labels.Secretary, Name: s.Head})
	}
	d.Signatures = append(d.Signatures, paper.Signature{Heading: preset.Labels.MinuteTaker, Name: p.Recorder})
	return d
}

// blocks say who came from a cell, and what was presented.
func (s side) blocks() []paper.Block {
	if len(s.People) == 0 {
		return []paper.Block{paper.Lead(s.Name+":", "………")}
	}
	blocks := []paper.Block{paper.Lead(s.Name+":", paper.TwoDigits(len(s.People))+" đồng chí.")}
	list := paper.List{Marker: paper.Dashes}
	for _, m := range s.People {
		line := "Đồng chí " + m.Name
		if m.Presents != "" {
			line += ": trình bày " + m.Presents
		}
		list.Items = append(list.Items, paper.Text(line+"."))
	}
	return append(blocks, list)
}

// filled leaves room to write by hand what is not written yet.
func filled(s string) string {
	if s == "" {
		return "………"
	}
	return s
}

// confirmed says which cells agreed, and when, with the mark of the version.
func confirmed(cells []Cell, verdicts []Verdict, hash string) string {
	var said []string
	for _, c := range cells {
		for _, v := range verdicts {
			if v.Unit == c.Unit && v.Agrees {
				said = append(said, c.Name+" nhất trí ngày "+paper.Date(v.At.In(db.Zone)))
			}
		}
	}
	return strings.Join(append(said, "Mã nội dung "+hash[:12]), "; ") + "."
}
