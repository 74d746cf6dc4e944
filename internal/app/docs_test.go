package app_test

import (
	"bytes"
	"cmp"
	"encoding/json"
	"flag"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"chibo/internal/access"
	"chibo/internal/admission"
	"chibo/internal/ballot"
	"chibo/internal/bulletin"
	"chibo/internal/campaign"
	"chibo/internal/campaign/contest"
	"chibo/internal/campaign/review"
	"chibo/internal/campaign/step"
	"chibo/internal/commendation"
	"chibo/internal/commitment"
	"chibo/internal/consultation"
	"chibo/internal/directive"
	"chibo/internal/evaluation"
	"chibo/internal/feedback"
	"chibo/internal/meeting"
	"chibo/internal/meeting/amend"
	"chibo/internal/meeting/carry"
	"chibo/internal/meeting/exchange"
	"chibo/internal/meeting/named"
	"chibo/internal/mobilisation"
	"chibo/internal/movement"
	"chibo/internal/periodic"
	"chibo/internal/periodic/table"
	"chibo/internal/poll"
	"chibo/internal/privacy"
	"chibo/internal/quality"
	"chibo/internal/reflection"
	"chibo/internal/rulebook"
	"chibo/internal/target"
	"chibo/internal/task"
	"chibo/internal/topic"
	"chibo/internal/webtest"
	"chibo/internal/welfare"
	"chibo/internal/workflow"
)

var update = flag.Bool("update", false, "write the generated documents anew")

// docs/permissions.md, docs/workflows.md and docs/rules.md come from the code
// and are what it says. go test ./internal/app -run Docs -update writes them anew.
func TestDocs(t *testing.T) {
	w := webtest.New(t, "")
	for name, want := range map[string]string{"permissions.md": permissions(w), "workflows.md": workflows(), "rules.md": rules(t)} {
		path := filepath.Join("..", "..", "docs", name)
		if *update {
			if err := os.WriteFile(path, []byte(want), 0o644); err != nil {
				t.Fatal(err)
			}
		}
		got, err := os.ReadFile(path)
		if err != nil || string(got) != want {
			t.Errorf("docs/%s is not what the code says (%v): go test ./internal/app -run Docs -update", name, err)
		}
	}
}

// rules is the table of what meetings and votes go by, from the packs.
func rules(t *testing.T) string {
	texts, err := fs.ReadFile(rulebook.Texts(), "text.vi.json")
	if err != nil {
		t.Fatal(err)
	}
	var names map[string]string
	if err := json.Unmarshal(texts, &names); err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	b.WriteString("# The rules that cells work by\n\n" +
		"Generated from the packs of rules. An event is judged by the rule of its date; the\n" +
		"last day is not included. Confidence: V, the rule's own text was read; I, read in\n" +
		"papers that cite it; K, general knowledge. What is not V is shown with the words\n" +
		"«cần đơn vị xác nhận», and an organisation may set its own value.\n")
	last := ""
	for _, r := range rulebook.Default().Rules() {
		if r.Key != last {
			last = r.Key
			fmt.Fprintf(&b, "\n## %s\n\n`%s`\n\n| value | applies to | from | to | document | confidence | note |\n|---|---|---|---|---|---|---|\n",
				names["rulebook.key."+r.Key], r.Key)
		}
		cells := []string{valueOf(r), factsOf(r.AppliesIf), r.From, cmp.Or(r.To, "in force"), docOf(r.Doc), string(r.Confidence), r.Note}
		for i := range cells {
			cells[i] = strings.ReplaceAll(cells[i], "|", "\\|")
		}
		fmt.Fprintf(&b, "| %s |\n", strings.Join(cells, " | "))
	}
	return b.String()
}

// valueOf is the value of a rule on one line: of a list its titles.
func valueOf(r rulebook.Rule) string {
	if titles := rulebook.Titles(r); len(titles) > 0 {
		return strings.Join(titles, "; ")
	}
	return strings.TrimSpace(r.Value + " " + r.Unit)
}

func factsOf(facts rulebook.Facts) string {
	var all []string
	for _, f := range slices.Sorted(maps.Keys(facts)) {
		all = append(all, string(f)+" "+facts[f])
	}
	return strings.Join(all, ", ")
}

func docOf(d rulebook.Doc) string {
	name := fmt.Sprintf("%s, %s", d.No, d.Date)
	if d.Clause != "" {
		name += ", " + d.Clause
	}
	return name
}

var scopes = map[access.Scope]string{access.Here: "in the own unit", access.Below: "in the unit and below", access.Self: "about himself", access.Anywhere: "everywhere", access.Above: "in the unit and those above"}

func permissions(w *webtest.World) string {
	var b bytes.Buffer
	b.WriteString("# Who may do what\n\nGenerated from the routes and the actions that they need. A use case may ask for\nmore: a meeting is recorded by its committee, its chair and its minute taker.\n")
	type row struct {
		action access.Action
		routes []string
	}
	rows := map[string]*row{}
	for _, rt := range w.App.Server.Routes() {
		name := rt.Action.Name
		if rows[name] == nil {
			rows[name] = &row{action: rt.Action}
		}
		rows[name].routes = append(rows[name].routes, "`"+rt.Pattern()+"`")
	}
	names := make([]string, 0, len(rows))
	for name := range rows {
		names = append(names, name)
	}
	slices.Sort(names)
	for _, name := range names {
		fmt.Fprintf(&b, "\n## %s\n\n", name)
		switch name {
		case access.Public.Name:
			b.WriteString("Everybody.\n")
		case access.SignedIn.Name:
			b.WriteString("Every account; what lies behind is judged by the record's owner.\n")
		}
		for _, al := range rows[name].action.Allow {
			roles := make([]string, len(al.Roles))
			for i, r := range al.Roles {
				roles[i] = strings.ReplaceAll(string(r), "_", " ")
			}
			fmt.Fprintf(&b, "- %s: %s\n", scopes[al.Scope], strings.Join(roles, ", "))
		}
		slices.Sort(rows[name].routes)
		fmt.Fprintf(&b, "\n%s\n", strings.Join(rows[name].routes, "\n"))
	}
	return b.String()
}

func workflows() string {
	var b bytes.Buffer
	b.WriteString("# States\n\nGenerated from the tables that the use cases and the pages follow.\n")
	states(&b, "Meeting", "verb", meeting.Workflow)
	b.WriteString("\n## Amendment to a draft resolution\n\n| from | verb | to | who |\n| --- | --- | --- | --- |\n")
	for _, m := range amend.Workflow {
		fmt.Fprintf(&b, "| %s | %s | %s | %s |\n", m.From, m.Verb, m.To, m.Who)
	}
	b.WriteString("\n## Vote by name\n\n| from | verb | to | who |\n| --- | --- | --- | --- |\n")
	for _, m := range named.Workflow {
		fmt.Fprintf(&b, "| %s | %s | %s | %s |\n", m.From, m.Verb, m.To, m.Who)
	}
	states(&b, "Entry of the backlog", "verb", carry.Workflow)
	states(&b, "Vote on paper", "act", ballot.Workflow)
	b.WriteString("\n## Exchange of cells\n\n| from | act | to | side | action |\n| --- | --- | --- | --- | --- |\n")
	for _, m := range exchange.Workflow {
		fmt.Fprintf(&b, "| %s | %s | %s | %s | %s |\n", m.From, m.Act, m.To, m.Act.Side(), m.Who.Name)
	}
	states(&b, "Task", "act", task.Workflow)
	states(&b, "Document from above", "act", directive.Workflow)
	states(&b, "Its receipt in a unit", "act", directive.Course)
	states(&b, "Target", "act", target.Workflow)
	states(&b, "Congress", "act", target.Course)
	states(&b, "Topic", "act", topic.Workflow)
	b.WriteString("\n## Transfer\n\n| from | act | to | side |\n| --- | --- | --- | --- |\n")
	for _, m := range movement.Workflow {
		fmt.Fprintf(&b, "| %s | %s | %s | %s |\n", m.From, m.Act, m.To, m.Act.Side())
	}
	states(&b, "Briefing", "act", topic.Course)
	states(&b, "Commitment", "act", commitment.Workflow)
	states(&b, "Report", "act", reflection.Workflow)
	states(&b, "Score of a meeting", "act", quality.Workflow)
	b.WriteString("\n## Way into the Party\n\n| from | act | to | action | needs |\n| --- | --- | --- | --- | --- |\n")
	for _, m := range admission.Workflow {
		fmt.Fprintf(&b, "| %s | %s | %s | %s | %s |\n", m.From, m.Act, m.To, m.Who.Name, needs(m.Act.Needs()))
	}
	states(&b, "Commendation", "act", commendation.Workflow)
	states(&b, "Review of a campaign", "act", review.Workflow)
	states(&b, "Item of a programme of mobilisation", "act", mobilisation.ItemWorkflow)
	states(&b, "Skilful-mobilisation model", "act", mobilisation.ModelWorkflow)
	states(&b, "Learning report", "act", step.Workflow)
	states(&b, "Campaign", "act", campaign.Workflow)
	states(&b, "Theme of a campaign", "act", campaign.Stages)
	states(&b, "Programme of a unit for a theme", "act", campaign.Course)
	states(&b, "Contest", "act", contest.Workflow)
	states(&b, "Year-end review", "act", evaluation.Workflow)
	states(&b, "Consultation", "act", consultation.Workflow)
	states(&b, "Opinion on the cell", "act", consultation.Course)
	states(&b, "Article of the bulletin", "act", bulletin.Workflow)
	states(&b, "Adoption of a model", "deed", bulletin.Adopting)
	states(&b, "Feedback of the public", "act", feedback.Workflow)
	states(&b, "Request for care", "act", welfare.Workflow)
	states(&b, "Request about one's own data", "act", privacy.Workflow)
	states(&b, "Periodic report", "act", periodic.Workflow)
	states(&b, "Table that a committee has filled", "act", table.Course)
	states(&b, "Its sheet in a unit", "act", table.Workflow)
	states(&b, "Opinion poll", "verb", poll.Workflow)
	return b.String()
}

// states is one table of states: act is what the capability calls what leads on.
func states[S, A ~string](b *bytes.Buffer, title, act string, table workflow.Table[S, A]) {
	fmt.Fprintf(b, "\n## %s\n\n| from | %s | to | action |\n| --- | --- | --- | --- |\n", title, act)
	for _, m := range table {
		fmt.Fprintf(b, "| %s | %s | %s | %s |\n", cmp.Or(string(m.From), "–"), m.Act, m.To, m.Who.Name)
	}
}

// needs lists what has to be there before a step.
func needs(all []admission.Need) string {
	words := make([]string, len(all))
	for i, n := range all {
		words[i] = string(n)
	}
	return strings.Join(words, ", ")
}
