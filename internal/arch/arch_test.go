// Package arch holds the rules of the house as far as a machine can see them.
// ARCHITECTURE.md says why.
package arch

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
)

// kernel knows no capability. Each package may import those before it.
var kernel = []string{"fault", "access", "workflow", "i18n", "db", "audit", "figure", "rulebook", "paper", "sheet", "intake", "compare", "ui", "server", "server/ownca"}

// capabilities, in their order: a core may import the kernel and what stands
// before it.
var capabilities = []string{"org", "member", "account", "document", "notify", "directive", "task", "target", "vote", "meeting", "ballot", "poll", "quality", "topic", "commitment", "reflection", "movement", "admission", "commendation", "campaign", "mobilisation", "evaluation", "consultation", "feedback", "welfare", "bulletin", "stats", "periodic", "privacy", "bundle"}

// edge are kernel packages that a core must not know.
var edge = []string{"chibo/internal/server", "chibo/internal/ui", "net/http"}

type file struct {
	path string // from the root: internal/org/store.go
	ast  *ast.File
	src  string
	fset *token.FileSet
}

func (f file) pkg() string { return filepath.ToSlash(filepath.Dir(f.path)) }
func (f file) test() bool  { return strings.HasSuffix(f.path, "_test.go") }

// capability is the capability whose core or web the file is, "" if none.
func (f file) capability() string {
	rest, ok := strings.CutPrefix(f.pkg(), "internal/")
	if !ok {
		return ""
	}
	name, _, _ := strings.Cut(rest, "/")
	if slices.Contains(capabilities, name) {
		return name
	}
	return ""
}

// core reports whether the file is of a capability's core or of a part of it,
// such as meeting/deed.
func (f file) core() bool { return f.capability() != "" && !strings.HasSuffix(f.pkg(), "/web") }

func files(t *testing.T) []file {
	t.Helper()
	all, err := parsed()
	if err != nil {
		t.Fatal(err)
	}
	return all
}

// parsed is the code of the house, which no test changes.
var parsed = sync.OnceValues(func() (all []file, err error) {
	root := filepath.Join("..", "..")
	err = filepath.WalkDir(root, func(p string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		rel, _ := filepath.Rel(root, p)
		rel = filepath.ToSlash(rel)
		if d.IsDir() && (d.Name() == "node_modules" || strings.HasPrefix(d.Name(), ".") && rel != "." || rel == "tools" || rel == "bench") {
			return fs.SkipDir
		}
		if !strings.HasSuffix(p, ".go") || strings.HasSuffix(p, "_templ.go") {
			return nil
		}
		src, err := os.ReadFile(p)
		if err != nil {
			return err
		}
		fset := token.NewFileSet()
		parsed, err := parser.ParseFile(fset, rel, src, parser.ParseComments)
		if err != nil {
			return err
		}
		all = append(all, file{rel, parsed, string(src), fset})
		return nil
	})
	return all, err
})

func imports(f file) []string {
	var all []string
	for _, i := range f.ast.Imports {
		p, _ := strconv.Unquote(i.Path.Value)
		all = append(all, p)
	}
	return all
}

// Rule 1 and 7: the order of packages.
func TestImportsFollowTheOrder(t *testing.T) {
	for _, f := range files(t) {
		if f.test() {
			continue
		}
		for _, p := range imports(f) {
			rest, ours := strings.CutPrefix(p, "chibo/internal/")
			if f.core() {
				if slices.Contains(edge, p) {
					t.Errorf("%s: a core does not know %s", f.path, p)
				}
				owner, _, _ := strings.Cut(rest, "/") // whose package, or part of it
				if slices.Index(capabilities, owner) > slices.Index(capabilities, f.capability()) {
					t.Errorf("%s: %s stands after %s; let app set a hook", f.path, rest, f.capability())
				}
			}
			if i := slices.Index(kernel, strings.TrimPrefix(f.pkg(), "internal/")); i >= 0 && ours {
				if j := slices.Index(kernel, rest); j < 0 || j > i {
					t.Errorf("%s: the kernel's %s must not know %s", f.path, f.pkg(), rest)
				}
			}
			// Rule 2: only app knows the pages.
			if ours && strings.HasSuffix(rest, "/web") && f.pkg() != "internal/app" {
				t.Errorf("%s: only app imports %s", f.path, rest)
			}
		}
	}
}

var (
	statement = regexp.MustCompile(`(?i)\b(SELECT|INSERT|UPDATE|DELETE|WITH|CREATE|DROP|ALTER|PRAGMA)\b[\s\S]*\b(FROM|INTO|SET|TABLE|AS|WHERE|VALUES)\b`)
	table     = regexp.MustCompile(`\b(?:FROM|JOIN|INTO|UPDATE)\s+([a-z][a-z0-9]*_[a-z_0-9]+)`)
	published = []string{"org_place", "org_body", "member_name"}
	// readers may read all tables, and write none.
	readers = []string{"stats", "periodic", "privacy"}
	writes  = regexp.MustCompile(`(?i)\b(INSERT|UPDATE|DELETE)\b`)
	// others are tables of packages that are no capability.
	others = map[string]string{"internal/db": "db_ audit_ pg_", "internal/audit": "audit_", "internal/figure": "figure_ org_span", "internal/server": "db_"}
)

// Rule 3: SQL stands in store*.go, and touches the capability's own tables
// and the published views.
func TestSQLStaysAtHome(t *testing.T) {
	for _, f := range files(t) {
		own := f.capability()
		kin, isOther := others[f.pkg()]
		if f.test() || own == "" && !isOther {
			continue
		}
		ast.Inspect(f.ast, func(n ast.Node) bool {
			lit, ok := n.(*ast.BasicLit)
			if !ok || lit.Kind != token.STRING {
				return true
			}
			text, err := strconv.Unquote(lit.Value)
			if err != nil {
				return true
			}
			tables := table.FindAllStringSubmatch(text, -1)
			if own != "" && (statement.MatchString(text) || len(tables) > 0) && !strings.HasPrefix(filepath.Base(f.path), "store") {
				t.Errorf("%s:%d: SQL outside store*.go: %.60q", f.path, f.fset.Position(lit.Pos()).Line, text)
			}
			for _, m := range tables {
				mine := own != "" && strings.HasPrefix(m[1], own+"_")
				for _, prefix := range strings.Fields(kin) {
					mine = mine || strings.HasPrefix(m[1], prefix)
				}
				if !mine && !slices.Contains(published, m[1]) && !(slices.Contains(readers, own) && !writes.MatchString(text)) {
					t.Errorf("%s:%d: table %s is another's", f.path, f.fset.Position(lit.Pos()).Line, m[1])
				}
			}
			return true
		})
	}
}

// Rule 4: no use case can forget who asks.
func TestUseCasesKnowWhoAsks(t *testing.T) {
	for _, f := range files(t) {
		if f.test() || !f.core() {
			continue
		}
		for _, d := range f.ast.Decls {
			fn, ok := d.(*ast.FuncDecl)
			if !ok || fn.Recv == nil || !fn.Name.IsExported() || receiver(fn) != "Service" {
				continue
			}
			var params []string
			for _, p := range fn.Type.Params.List {
				for range max(1, len(p.Names)) {
					params = append(params, text(f, p.Type))
				}
			}
			if slices.Contains(machinery, f.capability()+"."+fn.Name.Name) {
				continue
			}
			if len(params) < 2 || params[0] != "context.Context" && params[0] != "*db.Tx" || params[1] != "access.Actor" {
				t.Errorf("%s: %s.%s takes %v; ctx or tx comes first, access.Actor second", f.path, f.capability(), fn.Name.Name, params)
			}
		}
	}
}

// machinery are methods that are no use case: they serve the server before
// anybody is known.
var machinery = []string{"account.Identify", "account.Sessions", "account.FirstRun"}

func receiver(fn *ast.FuncDecl) string {
	t := fn.Recv.List[0].Type
	if s, ok := t.(*ast.StarExpr); ok {
		t = s.X
	}
	if id, ok := t.(*ast.Ident); ok {
		return id.Name
	}
	return ""
}

func text(f file, n ast.Node) string {
	return f.src[f.fset.Position(n.Pos()).Offset:f.fset.Position(n.End()).Offset]
}

// No clock and no randomness in rules: tx.Now is the time.
func TestNoClockNoChance(t *testing.T) {
	for _, f := range files(t) {
		if f.test() || !f.core() {
			continue
		}
		ast.Inspect(f.ast, func(n ast.Node) bool {
			sel, ok := n.(*ast.SelectorExpr)
			if !ok {
				return true
			}
			x, ok := sel.X.(*ast.Ident)
			if ok && !slices.Contains(machineTime, f.path) && x.Name == "time" && slices.Contains([]string{"Now", "Since", "Until", "Sleep", "After", "Tick"}, sel.Sel.Name) {
				t.Errorf("%s:%d: time.%s in a core", f.path, f.fset.Position(n.Pos()).Line, sel.Sel.Name)
			}
			return true
		})
		for _, p := range imports(f) {
			if strings.HasPrefix(p, "math/rand") {
				t.Errorf("%s: chance in a core", f.path)
			}
		}
	}
}

// machineTime bounds how long the machine may work on a hostile file: no rule
// depends on it.
var machineTime = []string{"internal/document/gate_pdf.go"}

// callers may reach out of the machine, each to the one address that it was given: the
// database and the mail server.
var callers = []string{"internal/db", "internal/notify/smtp"}

// callsOut is what opens a connection, or asks for a name.
var callsOut = regexp.MustCompile(`^(net\.(Dial\w*|Lookup\w*|Resolver|DefaultResolver)|tls\.(Dial\w*|Client)|smtp\.(Dial|NewClient|SendMail)|http\.(Get|Post\w*|Head|Client|DefaultClient|\w*Transport|NewRequest\w*)|httputil\.\w*Proxy)$`)

// safety S13: no other code of the program calls anybody, and none that does it for
// others is brought in.
func TestNobodyIsCalled(t *testing.T) {
	found := map[string]bool{}
	for _, f := range files(t) {
		forTests := slices.Contains([]string{"internal/webtest", "internal/notify/smtp/smtptest"}, f.pkg()) || strings.HasPrefix(f.pkg(), "internal/dbtest")
		if f.test() || forTests || !strings.HasPrefix(f.path, "internal/") && !strings.HasPrefix(f.path, "cmd/chibo/") {
			continue
		}
		calls := slices.ContainsFunc(imports(f), func(p string) bool {
			return strings.HasPrefix(p, "github.com/wneessen/go-mail") || strings.HasPrefix(p, "github.com/jackc/pgx")
		})
		ast.Inspect(f.ast, func(n ast.Node) bool {
			if sel, ok := n.(*ast.SelectorExpr); ok && callsOut.MatchString(text(f, sel)) {
				calls = true
			}
			return true
		})
		if calls {
			found[f.pkg()] = true
		}
	}
	if got := slices.Sorted(maps.Keys(found)); !slices.Equal(got, callers) {
		t.Errorf("%q open connections, %q may", got, callers)
	}
}

const (
	fileMax = 500 // lines
	funcMax = 60  // lines
	share   = 10  // a package's share of all code, in percent
)

func TestSizes(t *testing.T) {
	sizes, whole := map[string]int{}, 0
	for _, f := range files(t) {
		lines := strings.Count(f.src, "\n")
		if f.test() {
			continue
		}
		sizes[f.pkg()] += lines
		whole += lines
		if lines > fileMax {
			t.Errorf("%s has %d lines; split it by what it is about", f.path, lines)
		}
		for _, d := range f.ast.Decls {
			if fn, ok := d.(*ast.FuncDecl); ok {
				if n := f.fset.Position(fn.End()).Line - f.fset.Position(fn.Pos()).Line + 1; n > funcMax {
					t.Errorf("%s: %s has %d lines", f.path, fn.Name.Name, n)
				}
			}
		}
	}
	for pkg, n := range sizes {
		if n*100 > whole*share {
			t.Errorf("%s is %d of %d lines, over %d %%", pkg, n, whole, share)
		}
	}
}

func TestEveryPackageSaysWhatItIs(t *testing.T) {
	documented := map[string]bool{}
	for _, f := range files(t) {
		if f.test() {
			continue
		}
		documented[f.pkg()] = documented[f.pkg()] || f.ast.Doc != nil
	}
	for pkg, ok := range documented {
		if !ok {
			t.Errorf("%s has no package comment", pkg)
		}
	}
	for _, c := range capabilities {
		if _, err := os.Stat(filepath.Join("..", c, "doc.go")); err != nil {
			t.Errorf("%s has no doc.go", c)
		}
	}
}

// Every exported name says what is promised.
func TestExportedNamesAreDocumented(t *testing.T) {
	for _, f := range files(t) {
		if f.test() || !strings.HasPrefix(f.path, "internal/") {
			continue
		}
		for _, d := range f.ast.Decls {
			switch d := d.(type) {
			case *ast.FuncDecl:
				if d.Name.IsExported() && d.Doc == nil && (d.Recv == nil || ast.IsExported(receiver(d))) {
					t.Errorf("%s: %s has no comment", f.path, d.Name.Name)
				}
			case *ast.GenDecl:
				for _, s := range d.Specs {
					if ts, ok := s.(*ast.TypeSpec); ok && ts.Name.IsExported() && d.Doc == nil && ts.Doc == nil {
						t.Errorf("%s: type %s has no comment", f.path, ts.Name.Name)
					}
				}
			}
		}
	}
}
