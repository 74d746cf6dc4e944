package app_test

import (
	"bytes"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"chibo/internal/access"
	"chibo/internal/commitment"
	"chibo/internal/directive"
	"chibo/internal/meeting"
	"chibo/internal/reflection"
	"chibo/internal/task"
	"chibo/internal/webtest"
)

var update = flag.Bool("update", false, "write the generated documents anew")

// docs/permissions.md and docs/workflows.md come from the code and are what
// it says. go test ./internal/app -run Docs -update writes them anew.
func TestDocs(t *testing.T) {
	w := webtest.New(t, "")
	for name, want := range map[string]string{"permissions.md": permissions(w), "workflows.md": workflows()} {
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

var scopes = map[access.Scope]string{access.Here: "in the own unit", access.Below: "in the unit and below", access.Self: "about himself", access.Anywhere: "everywhere"}

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
	b.WriteString("# States\n\nGenerated from the tables that the use cases and the pages follow.\n\n## Meeting\n\n| from | verb | to | action |\n| --- | --- | --- | --- |\n")
	for _, m := range meeting.Workflow {
		fmt.Fprintf(&b, "| %s | %s | %s | %s |\n", m.From, m.Verb, m.To, m.Who.Name)
	}
	b.WriteString("\n## Task\n\n| from | act | to | action |\n| --- | --- | --- | --- |\n")
	for _, m := range task.Moves {
		fmt.Fprintf(&b, "| %s | %s | %s | %s |\n", m.From, m.Act, m.To, m.Who.Name)
	}
	b.WriteString("\n## Document from above\n\n| from | act | to | action |\n| --- | --- | --- | --- |\n")
	for _, m := range directive.Workflow {
		fmt.Fprintf(&b, "| %s | %s | %s | %s |\n", m.From, m.Act, m.To, m.Who.Name)
	}
	b.WriteString("\n## Its receipt in a unit\n\n| from | act | to | action |\n| --- | --- | --- | --- |\n")
	for _, m := range directive.Course {
		fmt.Fprintf(&b, "| %s | %s | %s | %s |\n", m.From, m.Act, m.To, m.Who.Name)
	}
	b.WriteString("\n## Commitment\n\n| from | act | to | action |\n| --- | --- | --- | --- |\n")
	for _, m := range commitment.Moves {
		fmt.Fprintf(&b, "| %s | %s | %s | %s |\n", m.From, m.Act, m.To, m.Who.Name)
	}
	b.WriteString("\n## Report\n\n| from | act | to | action |\n| --- | --- | --- | --- |\n")
	for _, m := range reflection.Workflow {
		fmt.Fprintf(&b, "| %s | %s | %s | %s |\n", m.From, m.Act, m.To, m.Who.Name)
	}
	return b.String()
}
