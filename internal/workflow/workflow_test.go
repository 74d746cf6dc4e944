package workflow

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"chibo/internal/access"
	"chibo/internal/fault"
)

type (
	state string
	act   string
)

var (
	write  = access.Declare("paper.write")
	judge  = access.Declare("paper.judge")
	papers = Table[state, act]{
		{"draft", "send", "sent", write},
		{"sent", "return", "draft", judge},
		{"sent", "decide", "decided", judge},
	}
)

func TestTable(t *testing.T) {
	if m, err := papers.After("sent", "return", "paper.not_now"); err != nil || m.To != "draft" || m.Who.Name != judge.Name {
		t.Errorf("return: %+v, %v", m, err)
	}
	m, err := papers.After("decided", "return", "paper.not_when_decided")
	if !fault.Is(err, fault.Invalid) || fault.Key(err) != "paper.not_when_decided" || m.To != "" {
		t.Errorf("return once it is decided: %+v, %v", m, err)
	}
	if !papers.Leads("draft", "send") || papers.Leads("sent", "send") {
		t.Error("only a draft is sent")
	}
	open := papers.From("sent", func(m Row[state, act]) bool { return m.Act != "return" })
	if diff := cmp.Diff([]state{"decided"}, goals(open)); diff != "" {
		t.Error(diff)
	}
	if !open.May("decide") || open.May("return") {
		t.Errorf("%+v", open)
	}
	if papers.Who("decide").Name != judge.Name {
		t.Errorf("decide takes %s", papers.Who("decide").Name)
	}
}

func goals(t Table[state, act]) (all []state) {
	for _, m := range t {
		all = append(all, m.To)
	}
	return all
}
