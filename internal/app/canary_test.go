package app_test

import (
	"archive/zip"
	"bytes"
	"fmt"
	"io"
	"maps"
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"testing"

	"chibo/internal/access"
	"chibo/internal/db"
	"chibo/internal/server"
	"chibo/internal/webtest"
)

// safety S3: a mark of its own in every protected field of every row, and a
// crawl through every page, list, search and export as each role. Nobody meets
// a mark of a class that is not for him, or of a unit that is not his.
func TestCanaries(t *testing.T) {
	t.Parallel()
	w := webtest.New(t, "")
	links := map[string][]string{"own": personal(t, w, w.Own), "sibling": personal(t, w, w.Places["sibling"])}
	planted, columns := plant(t, w)
	seen := map[string]bool{}
	for _, role := range slices.Sorted(maps.Keys(w.People)) {
		client := w.As(t, role)
		for path, body := range crawl(t, w, client) {
			for _, c := range planted.read(body) {
				seen[c.table+"."+c.column] = true
				if !c.mayBeReadBy(role) {
					t.Errorf("%s meets %s.%s of %s on %s", role, c.table, c.column, c.place, path)
				}
			}
		}
	}
	openLinks(t, w, planted, links)
	t.Logf("of %d columns that were marked the crawl met %d", columns, len(seen))
	if len(seen)*2 < columns {
		t.Error(slices.Sorted(maps.Keys(seen)))
	}
}

// mark is a canary: the column it sits in, the place whose row it is, and the
// role of the person whom the row is about, if it is one of the world's.
type mark struct {
	table, column, place string
	who                  access.Role
}

// A mark is letters and digits alone, so that it outlives what is done to the
// names of files.
var canary = regexp.MustCompile(`kz1x0x[a-z0]*?x0xkz2`)

func (m mark) String() string {
	return strings.Join([]string{"kz1", flat(m.table), flat(m.column), flat(m.place), flat(string(m.who)), "kz2"}, "x0x")
}

var flatten = strings.NewReplacer("_", "0", " ", "0")

func flat(s string) string { return flatten.Replace(s) }

// read finds the marks in a text.
func (g marks) read(body string) (all []mark) {
	for _, found := range canary.FindAllString(body, -1) {
		all = append(all, g[found])
	}
	return all
}

// marks are those that were planted, by what they look like.
type marks map[string]mark

// mayBeReadBy says what each role is for: the classes of its own unit.
func (m mark) mayBeReadBy(role access.Role) bool {
	home := "own"
	leads := slices.Contains(access.Committee, role)
	switch {
	case m.who == role:
		return true
	case m.table == "member_person" && m.column == "name" && (role == access.Officer || role == access.Administrator):
		return m.place != "other tree" || role == access.Administrator // who holds an account or a post
	case role == access.Officer && (strings.HasPrefix(m.table, "directive_") || strings.HasPrefix(m.table, "mobilisation_") || m.table == "campaign_review" || strings.HasPrefix(m.table, "periodic_") || strings.HasPrefix(m.table, "feedback_") || strings.HasPrefix(m.table, "bulletin_") || m.table == "welfare_visit") && m.place == "parent":
		return true // the register, the reports and the feedback of his own office
	case leads && m.table == "member_person" && m.column == "name" && m.place == "nowhere" && m.who == "":
		return true // who serves the committee above attends their meeting
	case leads && m.table == "consultation_opinion" && m.place == "child":
		return true // it was sent to them
	case role == access.MassOfficer:
		home, leads = "child", true
	case role == access.MassMember:
		home = "child"
	case role == access.Officer || role == access.Administrator:
		return false
	}
	if m.place != home {
		return false
	}
	class := classOf(m.table, m.column)
	return class == access.ClassCell || leads && (class == access.ClassCommittee || class == access.ClassAuthor)
}

func classOf(table, column string) access.Class {
	for _, classes := range allClasses {
		for class, columns := range classes[table] {
			if slices.Contains(strings.Fields(columns), column) {
				return class
			}
		}
	}
	return ""
}

// coded columns hold a key, a date, a state or content with a hash over it,
// not words that somebody typed.
var coded = regexp.MustCompile(`(^|_)(id|by|on|at|date|key|kind|state|status|mark|post|sex|hash|type|code|month|due|role|path|into|action|birth|matter|outcome|judged|origin|card|folded|mapping|args|secret|evaluation|username|link|once|event|phase|since|answer|reply|part|was|named|standing|released_as|distance|occasion|channel|choice|stance|form|source|proposed|decided|cells|facts|ground|section|step|way|counts)$`)

// sealed are tables whose texts are content under a hash, or lists as they were
// read.
var sealed = map[string]bool{"meeting_paper": true, "meeting_exchange_paper": true, "meeting_draft": true, "member_import": true, "document_file": true}

// ruled are columns that the schema lets hold a text in some states only.
var ruled = map[string]bool{"member_membership.body": true, "campaign_mark.body": true, "directive_directive.reason": true, "notify_notice.mail": true, "notify_notice.event_uid": true}

// plant puts a mark into every protected text and tells into how many columns.
func plant(t *testing.T, w *webtest.World) (all marks, columns int) {
	t.Helper()
	places, roles := map[string]string{}, map[string]access.Role{}
	for name, p := range w.Places {
		places[string(p.Unit)] = name
	}
	for role, person := range w.People {
		roles[string(person)] = role
	}
	all = marks{}
	err := w.App.DB.Write(t.Context(), access.Console, func(tx *db.Tx) error {
		if err := tx.Audit(db.Entry{Action: "org.test", Kind: "test", Subject: "canaries"}); err != nil {
			return err
		}
		g := ground{tx: tx, places: places, roles: roles, parents: map[string][]reference{}, planted: all}
		for _, classes := range allClasses {
			for table := range classes {
				n, err := g.sow(table)
				if err != nil {
					return fmt.Errorf("%s: %w", table, err)
				}
				columns += n
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return all, columns
}

// ground is the database with what is known of its references.
type ground struct {
	tx      *db.Tx
	places  map[string]string
	roles   map[string]access.Role
	parents map[string][]reference
	planted marks
}

type reference struct{ column, table, to string }

func (g ground) sow(table string) (columns int, err error) {
	var free []string
	names, err := db.All(g.tx, db.Value[string], `SELECT name FROM pragma_table_info($1) WHERE type = 'TEXT'`, table)
	if err != nil {
		return 0, err
	}
	for _, name := range names {
		class := classOf(table, name)
		if class != access.ClassOpen && class != access.ClassSecret && !coded.MatchString(name) && !sealed[table] && !ruled[table+"."+name] {
			free = append(free, name)
		}
	}
	if len(free) == 0 {
		return 0, nil
	}
	rows, err := db.All(g.tx, db.Value[int64], `SELECT rowid FROM `+table)
	if err != nil {
		return 0, err
	}
	for _, row := range rows {
		place, who, err := g.owner(table, row, 0)
		if err != nil {
			return 0, err
		}
		for _, column := range free {
			m := mark{table, column, place, who}
			g.planted[m.String()] = m
			marked := `COALESCE(` + column + `, '') || $2`
			if table+"."+column == "meeting_deed.texts" { // JSON
				marked = `REPLACE(` + column + `, '"}', $2 || '"}')`
			}
			if _, err := g.tx.Exec(`UPDATE `+table+` SET `+column+` = `+marked+` WHERE rowid = $1`, row, " "+m.String()); err != nil {
				return 0, err
			}
		}
	}
	if len(rows) == 0 {
		return 0, nil
	}
	return len(free), nil
}

// owner finds the place and the person of a row: by what it refers to, and
// what that refers to.
func (g ground) owner(table string, row int64, depth int) (place string, who access.Role, err error) {
	if table == "member_person" {
		return g.person(row)
	}
	refs, err := g.references(table)
	if err != nil || depth > 4 {
		return "nowhere", "", err
	}
	place = "nowhere"
	for _, ref := range refs {
		to, err := db.One(g.tx, db.Value[string], `SELECT COALESCE(`+ref.column+`, '') FROM `+table+` WHERE rowid = $1`, row)
		if err != nil {
			return "", "", err
		}
		switch {
		case to == "":
		case ref.table == "org_unit":
			place = cmpOr(g.places[to], "nowhere")
		case ref.table == "member_person":
			who = cmpOr(g.roles[to], who)
		default:
			next, err := db.One(g.tx, db.Value[int64], `SELECT rowid FROM `+ref.table+` WHERE `+ref.to+` = $1`, to)
			if err != nil {
				return "", "", err
			}
			p, whose, err := g.owner(ref.table, next, depth+1)
			if err != nil {
				return "", "", err
			}
			if place == "nowhere" {
				place = p
			}
			_ = whose // that a paper hangs on somebody's record does not make him its author
		}
	}
	if place == "nowhere" {
		place, err = g.home(table, row, place)
	}
	return place, who, err
}

func cmpOr[T ~string](a, b T) T {
	if a != "" {
		return a
	}
	return b
}

// home is the place of whom a row without a unit is about.
func (g ground) home(table string, row int64, place string) (string, error) {
	refs, err := g.references(table)
	if err != nil {
		return "", err
	}
	for _, ref := range refs {
		if ref.table != "member_person" {
			continue
		}
		person, err := db.All(g.tx, db.Value[int64], `SELECT p.rowid FROM member_person p JOIN `+table+` x ON x.`+ref.column+` = p.id WHERE x.rowid = $1`, row)
		if err != nil {
			return "", err
		}
		for _, p := range person {
			if place, _, err = g.person(p); err != nil {
				return "", err
			}
		}
	}
	return place, nil
}

// person tells where somebody belongs, and which of the world's people he is.
func (g ground) person(row int64) (place string, who access.Role, err error) {
	id, err := db.One(g.tx, db.Value[string], `SELECT id FROM member_person WHERE rowid = $1`, row)
	if err != nil {
		return "", "", err
	}
	units, err := db.All(g.tx, db.Value[string], `SELECT unit_id FROM member_membership WHERE person_id = $1 AND to_date IS NULL`, id)
	if err == nil && len(units) == 0 { // known to the cell that he left, or on whose list he stands
		units, err = db.All(g.tx, db.Value[string], `SELECT unit_id FROM admission_candidate WHERE person_id = $1
			UNION SELECT unit_id FROM member_membership WHERE person_id = $1`, id)
	}
	place = "nowhere"
	for _, unit := range units {
		place = g.places[unit]
	}
	return place, g.roles[id], err
}

// references are what the rows of a table refer to; the first column of a key
// over several is the one that leads to a place.
func (g ground) references(table string) ([]reference, error) {
	if refs, ok := g.parents[table]; ok {
		return refs, nil
	}
	refs, err := db.All(g.tx, func(r db.Row, ref *reference) error { return r.Scan(&ref.column, &ref.table, &ref.to) },
		`SELECT "from", "table", COALESCE("to", 'id') FROM pragma_foreign_key_list($1) WHERE seq = 0 ORDER BY "from"`, table)
	g.parents[table] = refs
	return refs, err
}

// crawl fetches every address with what lies at every place, and what lists
// find for a mark; archives come unpacked.
func crawl(t *testing.T, w *webtest.World, client *webtest.Client) map[string]string {
	t.Helper()
	pages := map[string]string{}
	fetch := func(path string) {
		if _, done := pages[path]; !done {
			got := client.Get(path)
			pages[path] = got.Location + "\n" + unpacked(got.Body)
		}
	}
	for _, rt := range readable(w) {
		for _, p := range w.Places {
			path, ok := address(rt, p.Params)
			if !ok {
				continue
			}
			fetch(path)
			for _, query := range []url.Values{{"unit": {string(p.Unit)}}, {"unit": {string(p.Unit)}, "q": {"kz1"}}, {"q": {"kz1"}}, {"show": {"over"}}} {
				if !wildcard.MatchString(rt.Path) {
					fetch(path + "?" + query.Encode())
				}
			}
		}
	}
	return pages
}

// readable are the routes that a crawl reads: neither streams nor PDF files, nor
// the Word file of what stands on a page for print, which is the same document.
func readable(w *webtest.World) (all []server.Route) {
	routes := w.App.Server.Routes()
	shown := map[string]bool{}
	for _, rt := range routes {
		shown[rt.Path] = shown[rt.Path] || rt.Method == http.MethodGet
	}
	for _, rt := range routes {
		word, isWord := strings.CutSuffix(rt.Path, ".docx")
		switch {
		case rt.Method != http.MethodGet, rt.Path == "/sign-out", isWord && shown[word],
			strings.HasSuffix(rt.Path, "/events"), strings.HasSuffix(rt.Path, ".pdf"):
		default:
			all = append(all, rt)
		}
	}
	return all
}

// unpacked is the text of an answer, that of every part if it is an archive.
func unpacked(body string) string {
	z, err := zip.NewReader(bytes.NewReader([]byte(body)), int64(len(body)))
	if err != nil {
		return body
	}
	var all strings.Builder
	for _, part := range z.File {
		r, err := part.Open()
		if err != nil {
			continue
		}
		text, _ := io.ReadAll(r) // what cannot be read holds no mark
		_ = r.Close()
		all.WriteString(unpacked(string(text)))
	}
	return all.String()
}
