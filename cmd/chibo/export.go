package main

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"chibo/internal/access"
	"chibo/internal/app"
	"chibo/internal/paper"
)

type exportCmd struct {
	Members exportMembersCmd `cmd:"" help:"The register of a unit, in the 29 columns of the national list."`
}

type exportMembersCmd struct {
	state
	Org string `help:"Code of the organisation." required:"" placeholder:"CODE"`
	Out string `help:"File to write: .xlsx or .csv; without one, .csv to the standard output." placeholder:"FILE" type:"path"`
}

// Run writes the register. A file is written whole or not at all.
func (c exportMembersCmd) Run(ctx context.Context, out io.Writer) error {
	if err := c.existing(); err != nil {
		return err
	}
	write := paper.CSV
	switch ext := strings.ToLower(filepath.Ext(c.Out)); ext {
	case ".xlsx":
		write = paper.XLSX
	case ".csv", "":
	default:
		return fmt.Errorf("--out %s: write .xlsx or .csv", c.Out)
	}
	a, err := app.Open(ctx, c.options())
	if err != nil {
		return err
	}
	defer a.Close()
	unit, err := unitByCode(ctx, a, c.Org)
	if err != nil {
		return err
	}
	var b bytes.Buffer
	if err := a.ExportMembers(ctx, access.Console, unit.ID, &b, write); err != nil {
		return err
	}
	if c.Out == "" {
		_, err = out.Write(b.Bytes())
		return err
	}
	if err := os.WriteFile(c.Out+".new", b.Bytes(), 0o600); err != nil {
		return err
	}
	return os.Rename(c.Out+".new", c.Out)
}
