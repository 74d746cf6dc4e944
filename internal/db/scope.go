package db

import (
	"fmt"
	"strings"

	"chibo/internal/access"
)

// after sorts behind every path that begins with a prefix: paths hold only
// lower-case hex digits and points.
const after = "~"

// Args collects the arguments of a query while its text is built.
type Args []any

// Add appends a value and returns its placeholder.
func (a *Args) Add(v any) string {
	*a = append(*a, v)
	return fmt.Sprintf("$%d", len(*a))
}

// Under is the condition that pathColumn lies in the subtree of path.
func (a *Args) Under(pathColumn, path string) string {
	return fmt.Sprintf("(%s >= %s AND %s < %s)", pathColumn, a.Add(path), pathColumn, a.Add(Beyond(path)))
}

// Beyond sorts behind every path of the subtree of path, and before all others that
// do.
func Beyond(path string) string { return path + after }

// Within is the condition that a row lies where the actor may do the action:
// the SQL form of access.Can. personColumn may be "" for rows that are nobody's.
func (a *Args) Within(r access.Reach, pathColumn, personColumn string) string {
	if r.All {
		return "1=1"
	}
	var or []string
	for _, u := range r.Units {
		or = append(or, pathColumn+" = "+a.Add(u))
	}
	for _, u := range r.Under {
		or = append(or, a.Under(pathColumn, u))
	}
	if personColumn != "" && r.Person != "" {
		for _, u := range r.Own {
			or = append(or, fmt.Sprintf("(%s = %s AND %s = %s)", pathColumn, a.Add(u), personColumn, a.Add(r.Person)))
		}
	}
	if len(or) == 0 {
		return "1=0"
	}
	return "(" + strings.Join(or, " OR ") + ")"
}

// EscapeLike makes a text match itself in LIKE … ESCAPE '\'.
func EscapeLike(s string) string {
	return strings.NewReplacer(`\`, `\\`, `%`, `\%`, `_`, `\_`).Replace(s)
}
