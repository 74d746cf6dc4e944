// Command rollup measures the sums of a tree as large as one likes (perf P5), and
// the search for a name in it (P10): it builds the tree in an empty database, folds
// what was counted, and reads, writes and moves. It is run by hand:
//
//	go run ./bench/rollup -units 315000 -members 5600000 -db /some/empty/folder
//	go run ./bench/rollup -units 20000 -members 400000 -db postgres://…
package main

import (
	"cmp"
	"context"
	"flag"
	"fmt"
	"os"
	"strings"
	"time"

	"chibo/internal/db"
	"chibo/internal/figure"
	"chibo/internal/member"
	"chibo/internal/org"
)

func main() {
	var o options
	flag.IntVar(&o.units, "units", 20_000, "organisations, cells among them")
	flag.IntVar(&o.members, "members", 400_000, "party members")
	flag.IntVar(&o.months, "months", 12, "months of which each cell has one meeting")
	flag.StringVar(&o.db, "db", "", "an empty folder, or the address of an empty PostgreSQL database")
	flag.DurationVar(&o.writing, "writing", 5*time.Second, "for how long 16 writers enter members")
	flag.BoolVar(&o.verify, "verify", true, "count all members again at the end; takes some 1 GB for a million")
	flag.Parse()
	if err := run(context.Background(), o); err != nil {
		fmt.Fprintln(os.Stderr, "rollup:", err)
		os.Exit(1)
	}
}

type options struct {
	units, members, months int
	db                     string
	writing                time.Duration
	verify                 bool
}

// bench is a database with a tree.
type bench struct {
	options
	*db.DB
	orgs   *org.Service
	people *member.Service
	folder *figure.Folder
	levels [][]node // the root, provinces, communes, bases, cells
}

func run(ctx context.Context, o options) (err error) {
	open := db.Options{Dir: o.db}
	if strings.HasPrefix(o.db, "postgres://") {
		open = db.Options{URL: o.db}
	} else if o.db == "" {
		return fmt.Errorf("name an empty folder or a PostgreSQL database with -db")
	}
	d, err := db.Open(ctx, open)
	if err != nil {
		return err
	}
	defer func() { err = cmp.Or(err, d.Close()) }()
	b := &bench{options: o, DB: d, orgs: org.New(d), people: member.New(d), folder: figure.NewFolder(d)}
	b.plant()
	for _, step := range []func(context.Context) error{b.load, b.sum, b.read, b.cascade, b.find, b.write, b.move, b.merge, b.count} {
		if err := step(ctx); err != nil {
			return err
		}
	}
	return nil
}

// report is one line of what was found.
func report(what, format string, args ...any) {
	fmt.Printf("%-44s %s\n", what, fmt.Sprintf(format, args...))
}
