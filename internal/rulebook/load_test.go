package rulebook

import (
	"cmp"
	"maps"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"chibo/internal/i18n"
)

func TestPacksAreSound(t *testing.T) {
	rules := Default().Rules()
	known := map[string]bool{}
	for _, r := range rules {
		known[r.Key] = true
		if r.Scope != National || r.Doc.No == "" || r.Doc.Issuer == "" || r.Confidence == "" {
			t.Errorf("%s from %s: scope %q, document %+v, confidence %q", r.Key, r.From, r.Scope, r.Doc, r.Confidence)
		}
		if strings.HasPrefix(r.Value, " ") {
			t.Errorf("%s from %s: value is indented: %q", r.Key, r.From, r.Value)
		}
		// What a pack says as YAML, a row of the database can say as text.
		local := r
		local.Scope = Cell
		if err := Check(local); err != nil {
			t.Errorf("%s from %s does not survive as text: %v", r.Key, r.From, err)
		}
	}
	if !slices.IsSortedFunc(rules, func(a, b Rule) int {
		return cmp.Or(cmp.Compare(a.Key, b.Key), cmp.Compare(a.From, b.From))
	}) {
		t.Error("Rules is not sorted by key, from")
	}
	local := []string{MeetingQuorum.Name(), SmallBelow.Name(), AdmissionCadre.Name(), FeeComputed.Name(), FeedbackAnswerDays.Name()} // nobody but an organisation sets them
	for _, name := range slices.Sorted(maps.Keys(catalogue)) {
		if !known[name] && !slices.Contains(local, name) {
			t.Errorf("no national rule for %s", name)
		}
	}
}

// Property: no two national rules speak of the same case on the same day, and
// the chain of a case has no hole.
func TestPacksNeverOverlapAndLeaveNoHole(t *testing.T) {
	chains := map[string][]Rule{}
	for _, r := range Default().Rules() {
		id := r.Key + " " + strings.Join(r.AppliesIf.sorted(), " ")
		chains[id] = append(chains[id], r)
	}
	for id, chain := range chains { // by from, since Rules is sorted
		for i := 1; i < len(chain); i++ {
			if chain[i-1].To != chain[i].From {
				t.Errorf("%s: one rule ends %q, the next begins %q", id, chain[i-1].To, chain[i].From)
			}
		}
	}
}

// A key of the catalogue, its unit and choices, a fact, confidence and warning
// have their words.
func TestEverythingHasWords(t *testing.T) {
	c, err := i18n.New(Texts())
	if err != nil {
		t.Fatal(err)
	}
	keys := []string{string(WeakensVotes), string(WeakensTenure), string(WeakensRights), "rulebook.to_confirm"}
	for _, s := range catalogue {
		keys = append(keys, "rulebook.key."+s.name)
		if s.unit != "" {
			keys = append(keys, "rulebook.unit."+s.unit)
		}
		for _, word := range s.choices {
			keys = append(keys, "rulebook.choice."+word)
		}
	}
	for name, values := range factValues {
		for _, v := range values {
			keys = append(keys, "rulebook.fact."+string(name)+"."+v)
		}
	}
	for _, s := range confidences {
		keys = append(keys, "rulebook.confidence."+string(s))
	}
	for _, k := range keys {
		if got := c.Text(i18n.Vi, k); strings.Contains(got, "⟦") {
			t.Errorf("no words for %s", k)
		}
	}
}

const someDocs = "documents:\n  d: {no: 1-HD, date: 2020-01-01, issuer: Ban Tổ chức Trung ương}\n"

func TestLoadRefusesWithPosition(t *testing.T) {
	rule := func(s string) string { return someDocs + "rules:\n  - {" + s + "}\n" }
	const rest = ", scope: national, from: 2020-01-01, doc: {ref: d}, confidence: V"
	for _, c := range []struct{ name, pack, want string }{
		{"unknown key", rule("key: meeting.tea, value: 1" + rest), "p.yaml:4:11: rulebook.unknown_key[meeting.tea]"},
		{"wrong unit", rule("key: meeting.min_duration, value: 90, unit: hours" + rest), "p.yaml:4:50: rulebook.wrong_unit"},
		{"no unit", rule("key: meeting.min_duration, value: 90" + rest), "p.yaml:4:6: rulebook.wrong_unit"},
		{"a word for a number", rule("key: meeting.min_duration, unit: minutes, value: long" + rest), "p.yaml:4:55: rulebook.bad_value"},
		{"a number for a share", rule("key: meeting.quorum, value: 2" + rest), "p.yaml:4:34: rulebook.bad_value"},
		{"a share above one", rule("key: meeting.quorum, value: \"> 3/2\"" + rest), "p.yaml:4:34: rulebook.bad_value"},
		{"a list for a word", rule("key: format.preset, value: [HD36]" + rest), "rulebook.bad_value"},
		{"a word for a list", rule("key: org.kinds, value: cell" + rest), "p.yaml:4:29: string was used"},
		{"no such choice", rule("key: format.preset, value: HD99" + rest), "p.yaml:4:33: rulebook.bad_value"},
		{"no such kind", rule("key: meeting.agenda, value: [{key: a, title: A, kind: tea, part: body, actor: chair}]" + rest), "rulebook.bad_value"},
		{"unknown field in a list", rule("key: org.kinds, value: [{code: cell, name: Chi bộ}]" + rest), "p.yaml:4:43: unknown field"},
		{"no value", rule("key: meeting.quorum" + rest), "rulebook.bad_value"},
		{"unknown fact", rule("key: meeting.quorum, value: \">= 2/3\", applies_if: {weather: rain}" + rest), "rulebook.unknown_fact[weather]"},
		{"unknown value of a fact", rule("key: meeting.quorum, value: \">= 2/3\", applies_if: {meeting: tea}" + rest), "rulebook.unknown_fact_value"},
		{"unknown field", rule("key: meeting.quorum, valu: 1" + rest), "p.yaml:4:27: unknown field"},
		{"unknown document", rule("key: meeting.quorum, value: \"> 1/2\", scope: national, from: 2020-01-01, doc: {ref: x}, confidence: V"), "rulebook.unknown_document[x]"},
		{"no confidence", rule("key: meeting.quorum, value: \"> 1/2\", scope: national, from: 2020-01-01, doc: {ref: d}"), "rulebook.unknown_confidence"},
		{"no such day", rule("key: meeting.quorum, value: \"> 1/2\", scope: national, from: 2020-02-30, doc: {ref: d}, confidence: V"), "p.yaml:4:66: rulebook.bad_date[2020-02-30]"},
		{"ends before it begins", rule("key: meeting.quorum, value: \"> 1/2\", to: 2019-01-01" + rest), "rulebook.ends_before_it_begins"},
		{"overlap", rule("key: meeting.quorum, value: \"> 1/2\""+rest) + "  - {key: meeting.quorum, value: \"> 1/2\"" + rest + "}\n", "p.yaml:5:66: rulebook.overlap"},
		{"document twice", someDocs + "---\n" + someDocs, "rulebook.document_twice[d]"},
		{"not YAML", "rules: [", "p.yaml:1:8: "},
	} {
		t.Run(c.name, func(t *testing.T) {
			_, err := Load(fstest.MapFS{"p.yaml": {Data: []byte(c.pack)}})
			if err == nil || !strings.Contains(err.Error(), c.want) {
				t.Errorf("error %v, want %q", err, c.want)
			}
			if err != nil && strings.Contains(err.Error(), "\n") {
				t.Errorf("the error is not one line: %q", err)
			}
		})
	}
}

// A document named in one folder may be cited in the next; all faults come together.
func TestLoadSeveralFolders(t *testing.T) {
	docs := fstest.MapFS{"z.yaml": {Data: []byte(someDocs)}}
	good := fstest.MapFS{"a.yaml": {Data: []byte("rules:\n  - {key: meeting.quorum, value: '>= 66%', scope: province, from: 2020-01-01, doc: {ref: d, clause: khoản 2}, confidence: K}\n")}}
	b, err := Load(good, docs)
	if err != nil {
		t.Fatal(err)
	}
	a, ok := MeetingQuorum.At(b, "2020-01-01", nil)
	if !ok || a.Value != (Threshold{66, 100, false}) || a.Rule.Doc.Clause != "khoản 2" {
		t.Errorf("%+v, %v", a, ok)
	}
	bad := fstest.MapFS{"a.yaml": {Data: []byte("rules:\n  - {key: x}\n  - {key: y}\n")}}
	if _, err := Load(bad, docs); err == nil || strings.Count(err.Error(), "unknown_document") != 2 {
		t.Errorf("want both faults, got %v", err)
	}
}
