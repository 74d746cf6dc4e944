package main

import (
	"context"
	"encoding/json"
	"fmt"
	"io"

	"chibo/internal/app"
	"chibo/internal/sample/article"
)

type figuresCmd struct {
	state
	Source string `help:"Of this article alone." enum:",S0,S1,S2,S3,S4" default:"" placeholder:"S0…S4"`
	JSON   bool   `name:"json" help:"Print the figures as JSON."`
}

// Run prints the figures that the five articles state, computed from the data. It
// fails where the sample organisations are not there.
func (c figuresCmd) Run(ctx context.Context, out io.Writer) error {
	if err := c.existing(); err != nil {
		return err
	}
	a, err := app.Open(ctx, c.options())
	if err != nil {
		return err
	}
	defer a.Close()
	sources := article.Sources
	if c.Source != "" {
		sources = []string{c.Source}
	}
	figures, err := article.Compute(ctx, a.DB, sources...)
	if err != nil {
		return err
	}
	if c.JSON {
		return json.NewEncoder(out).Encode(figures)
	}
	for _, f := range figures.Flat() {
		if _, err := fmt.Fprintf(out, "%s\t%v\n", f.Name, f.Value); err != nil {
			return err
		}
	}
	return nil
}
