package main

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"chibo/internal/access"
	"chibo/internal/app"
	"chibo/internal/db"
	"chibo/internal/fault"
	"chibo/internal/i18n"
	"chibo/internal/member"
	"chibo/internal/org"
)

type importCmd struct {
	Members importMembersCmd `cmd:"" help:"Import a list of members (.xlsx or .csv). All or nothing."`
}

type importMembersCmd struct {
	state
	File   string `arg:"" help:"The list." type:"existingfile"`
	Org    string `help:"Code of the organisation: a cell, or a committee whose cells the list names." required:"" placeholder:"CODE"`
	DryRun bool   `help:"Only say what would be done."`
	JSON   bool   `name:"json" help:"Print the result as JSON."`
}

// maxList is how large a list may be, in bytes.
const maxList = 256 << 20

// Run imports the list, or says what is wrong with it.
func (c importMembersCmd) Run(ctx context.Context, out io.Writer) error {
	if err := c.existing(); err != nil {
		return err
	}
	if info, err := os.Stat(c.File); err != nil {
		return err
	} else if info.Size() > maxList {
		return fmt.Errorf("%s is larger than %d MiB: split it", c.File, maxList>>20)
	}
	data, err := os.ReadFile(c.File)
	if err != nil {
		return err
	}
	a, err := app.Open(ctx, c.options())
	if err != nil {
		return err
	}
	defer a.Close()
	text := func(key string, args ...any) string { return a.Server.Catalog().Text(i18n.Vi, key, args...) }
	unit, err := unitByCode(ctx, a, c.Org)
	if err != nil {
		return err
	}
	result, err := a.Members.ImportList(ctx, access.Console, unit.ID, filepath.Base(c.File), data, c.DryRun)
	if err != nil {
		return inWords(err, text)
	}
	report := result.Report(text)
	if c.JSON {
		err = json.NewEncoder(out).Encode(report)
	} else {
		err = printReport(out, report, c.DryRun)
	}
	if err == nil && len(report.Faults) > 0 {
		return fmt.Errorf("%s: %d lỗi, chưa nhập gì", filepath.Base(c.File), len(report.Faults))
	}
	return err
}

func printReport(out io.Writer, r member.Report, dry bool) error {
	for _, f := range r.Faults {
		if _, err := fmt.Fprintf(out, "dòng %d, %s: %s\n", f.Row, f.Column, f.Message); err != nil {
			return err
		}
	}
	verdict := "đã nhập"
	switch {
	case len(r.Faults) > 0:
		verdict = "chưa nhập gì, sửa các lỗi trên rồi chạy lại"
	case dry:
		verdict = "sẽ nhập được"
	}
	_, err := fmt.Fprintf(out, "%d dòng: %d người mới, %d thay đổi, %d giữ nguyên, %d lỗi; %s\n", r.Rows, r.New, r.Changed, r.Same, len(r.Faults), verdict)
	return err
}

func unitByCode(ctx context.Context, a *app.App, code string) (u org.Unit, err error) {
	err = a.DB.Read(ctx, func(tx *db.Tx) error {
		u, err = org.ByCode(tx, code)
		return err
	})
	if fault.Is(err, fault.NotFound) {
		return u, fmt.Errorf("no organisation has the code %q", code)
	}
	return u, err
}

// inWords turns a fault into the sentence that a page would show.
func inWords(err error, text func(key string, args ...any) string) error {
	e, ok := err.(*fault.Error)
	if !ok {
		return err
	}
	key, args := e.Key, e.Args
	if len(e.Fields) > 0 {
		key, args = e.Fields[0].Key, e.Fields[0].Args
	}
	return fmt.Errorf("%s", text(key, args...))
}
