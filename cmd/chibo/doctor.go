package main

import (
	"context"
	"encoding/json"
	"fmt"
	"io"

	"chibo/internal/app"
	"chibo/internal/audit"
)

type doctorCmd struct {
	state
	JSON       bool     `name:"json" help:"Print the findings as JSON."`
	Checkpoint []string `help:"Checkpoint of the log, as printed on minutes: shows whether its end was cut." placeholder:"TEXT"`
}

// Run verifies the log of changes. It fails if anything is not sound.
func (c doctorCmd) Run(ctx context.Context, out io.Writer) error {
	if err := c.existing(); err != nil {
		return err
	}
	kept := make([]audit.Checkpoint, len(c.Checkpoint))
	for i, text := range c.Checkpoint {
		p, err := audit.ParseCheckpoint(text)
		if err != nil {
			return err
		}
		kept[i] = p
	}
	a, err := app.Open(ctx, c.options())
	if err != nil {
		return err
	}
	defer a.Close()
	if _, err := a.Audit.Sequence(ctx); err != nil {
		return err
	}
	report, err := a.Audit.Verify(ctx, kept...)
	if err != nil {
		return err
	}
	if c.JSON {
		if err := json.NewEncoder(out).Encode(report); err != nil {
			return err
		}
	} else {
		for _, f := range report.Findings {
			fmt.Fprintln(out, f)
		}
		fmt.Fprintf(out, "%d entries, %d findings\ncheckpoint to keep outside: %s\n", report.Size, len(report.Findings)+report.More, report.Checkpoint)
	}
	if !report.Sound() {
		return fmt.Errorf("%d findings: what is stored is not sound", len(report.Findings))
	}
	return nil
}
