package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"

	"chibo/internal/app"
	"chibo/internal/audit"
	"chibo/internal/bundle"
	"chibo/internal/figure"
)

type doctorCmd struct {
	state
	opening
	JSON       bool     `name:"json" help:"Print the findings as JSON."`
	Checkpoint []string `help:"Checkpoint of the log, as printed on minutes: shows whether its end was cut." placeholder:"TEXT"`
	Recount    bool     `help:"First write those sums of the figures anew that the ordinary records contradict."`
	Archive    string   `help:"Check this backup instead; nothing is put back." type:"path" placeholder:"FILE"`
}

// findings are what doctor found, as --json prints it.
type findings struct {
	Sound bool         `json:"sound"`
	Audit audit.Report `json:"audit"`
	// Recounted is how many sums were written anew.
	Recounted int `json:"recounted"`
	// Figures are sums that the ordinary records contradict.
	Figures []figure.Finding `json:"figures"`
	bundle.State
}

// Run verifies what is stored: the database, the files, the log of changes. It
// fails if anything is not sound.
func (c doctorCmd) Run(ctx context.Context, out io.Writer) error {
	if c.Archive != "" {
		return c.archive(ctx, out)
	}
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
	f, err := c.examine(ctx, kept)
	if err != nil {
		return err
	}
	if err := c.tell(out, f); err != nil {
		return err
	}
	if !f.Sound {
		return errors.New("what is stored is not sound")
	}
	return nil
}

func (c doctorCmd) examine(ctx context.Context, kept []audit.Checkpoint) (f findings, err error) {
	a, err := app.Open(ctx, c.options())
	if err != nil {
		return f, err
	}
	defer a.Close()
	if f.State, err = bundle.Examine(ctx, a.DB, c.Data); err != nil {
		return f, err
	}
	// Numbering may fail on a damaged log; verifying says why.
	_, unnumbered := a.Audit.Sequence(ctx)
	if f.Audit, err = a.Audit.Verify(ctx, kept...); err != nil {
		return f, err
	}
	if c.Recount {
		if f.Recounted, err = a.RecountFigures(ctx); err != nil {
			return f, err
		}
	}
	if f.Figures, err = a.VerifyFigures(ctx); err != nil {
		return f, err
	}
	f.Sound = f.State.Sound() && f.Audit.Sound() && len(f.Figures) == 0
	if f.Sound {
		err = unnumbered
	}
	return f, err
}

func (c doctorCmd) tell(out io.Writer, f findings) error {
	if c.JSON {
		return json.NewEncoder(out).Encode(f)
	}
	for _, wrong := range f.Database {
		fmt.Fprintln(out, "database:", wrong)
	}
	for _, wrong := range f.Damaged {
		fmt.Fprintln(out, "attachment:", wrong)
	}
	for _, wrong := range f.Audit.Findings {
		fmt.Fprintln(out, "log:", wrong)
	}
	for _, wrong := range f.Figures {
		fmt.Fprintln(out, "figure:", wrong)
	}
	if c.Recount {
		fmt.Fprintln(out, "figures:", f.Recounted, "sums were written anew")
	}
	_, err := fmt.Fprintf(out, `schema %d: %d findings
%d attachments: %d findings; %d files that belong to none, %d unfinished (left by a stop, harmless)
%d entries of the log: %d findings
figures: %d findings
checkpoint to keep outside: %s
`, f.Schema, len(f.Database), f.Files, len(f.Damaged), f.Orphans, f.Unfinished,
		f.Audit.Size, len(f.Audit.Findings)+f.Audit.More, len(f.Figures), f.Audit.Checkpoint)
	return err
}

// archive verifies a backup without putting it anywhere.
func (c doctorCmd) archive(ctx context.Context, out io.Writer) error {
	return c.read(c.Archive, func(in io.Reader) error {
		s, err := bundle.Verify(ctx, in)
		if err != nil {
			return err
		}
		if c.JSON {
			return json.NewEncoder(out).Encode(s)
		}
		return summarise(out, s)
	})
}
