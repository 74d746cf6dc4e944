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
	"chibo/internal/privacy"
)

type exportCmd struct {
	Members  exportMembersCmd  `cmd:"" help:"The register of a unit, in the 29 columns of the national list."`
	Erasures exportErasuresCmd `cmd:"" help:"Who was erased, by ids alone: keep the list apart from backups, for «restore --erasures»."`
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
	return handOver(out, c.Out, b.Bytes())
}

// handOver writes a file whole or not at all; without a name, to the output.
func handOver(out io.Writer, name string, data []byte) error {
	if name == "" {
		_, err := out.Write(data)
		return err
	}
	if err := os.WriteFile(name+".new", data, 0o600); err != nil {
		return err
	}
	return os.Rename(name+".new", name)
}

type exportErasuresCmd struct {
	state
	Out string `help:"File to write; without one, the standard output." placeholder:"FILE" type:"path"`
}

// Run writes the list of erasures.
func (c exportErasuresCmd) Run(ctx context.Context, out io.Writer) error {
	if err := c.existing(); err != nil {
		return err
	}
	a, err := app.Open(ctx, c.options())
	if err != nil {
		return err
	}
	defer a.Close()
	list, err := a.Privacy.Erasures(ctx, access.Console)
	if err != nil {
		return err
	}
	var b bytes.Buffer
	if err := privacy.WriteErasures(&b, list); err != nil {
		return err
	}
	return handOver(out, c.Out, b.Bytes())
}
