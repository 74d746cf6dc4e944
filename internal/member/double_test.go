package member

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"chibo/internal/db"
)

func TestDoubles(t *testing.T) {
	entered := func(id ID, name string, birth, admitted db.Date, card string) Entered {
		e := Entered{Person: id, Name: name, Birth: birth, Party: Party{AdmittedOn: admitted, Card: card}}
		e.count(Form{Person: Person{Name: name, Birth: birth}, Party: e.Party})
		return e
	}
	all := []Entered{
		entered("a", "Nguyễn Văn A", "1980-01-02", "2010-03-04", "1"),
		entered("b", "Nguyen Van A", "1980", "", ""),                 // no mark, no day
		entered("c", "Nguyễn Văn A", "1985", "", ""),                 // another year
		entered("d", "Nguyễn Văn Á", "1980-01-02", "", "2"),          // a mark more, another card
		entered("e", "Nguyễn V. An", "1980-01-02", "2010-03-04", ""), // another spelling
		entered("f", "Trần Thị B", "1980-01-02", "", "1"),            // the same card by mistake
		entered("g", "Lê Văn C", "1980-01-02", "2011-03-04", ""),     // only born on the same day
	}
	got := map[string]Resemblance{}
	for _, d := range doubles(all) {
		got[string(min(d.From.Person, d.Into.Person)+max(d.From.Person, d.Into.Person))] = d.Why
	}
	want := map[string]Resemblance{"ab": SameName, "ad": SameNameBirth, "bd": SameName, "ae": SameDates, "af": SameCard}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	if d := doubles(all[:2])[0]; d.Into.Person != "a" {
		t.Errorf("%s would stay, though more is known of the other", d.Into.Person)
	}
}

func TestUncovered(t *testing.T) {
	for name, c := range map[string]struct {
		from, to db.Date
		others   []span
		want     string
	}{
		"apart":        {"2010-01-01", "2012-01-01", []span{{"", "2012-01-01", ""}}, "2010-01-01 2012-01-01"},
		"the same":     {"2010-01-01", "", []span{{"", "2010-01-01", ""}}, "nothing"},
		"inside":       {"2011-01-01", "2012-01-01", []span{{"", "2010-01-01", ""}}, "nothing"},
		"begins first": {"2010-01-01", "", []span{{"", "2015-01-01", ""}}, "2010-01-01 2015-01-01"},
		"ends later":   {"2010-01-01", "", []span{{"", "2009-01-01", "2015-01-01"}}, "2015-01-01 "},
		"around":       {"2010-01-01", "", []span{{"", "2012-01-01", "2015-01-01"}}, "2015-01-01 "},
		"two":          {"2010-01-01", "2020-01-01", []span{{"", "2009-01-01", "2012-01-01"}, {"", "2018-01-01", ""}}, "2012-01-01 2018-01-01"},
	} {
		got := "nothing"
		if left, ok := uncovered(span{"m", c.from, c.to}, c.others); ok {
			got = string(left.from + " " + left.to)
		}
		if got != c.want {
			t.Errorf("%s: %s is left, want %s", name, got, c.want)
		}
	}
}
