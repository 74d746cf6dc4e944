package main

import (
	"context"
	"fmt"
	"math/rand/v2"
	"os"

	"chibo/internal/access"
	"chibo/internal/campaign"
	"chibo/internal/campaign/step"
	"chibo/internal/commitment"
	"chibo/internal/db"
	"chibo/internal/document"
	"chibo/internal/org"
)

// theme is the one that the root launched: nine units of ten have issued their
// programme, nine members of ten have studied.
const theme = "theme"

// loadCampaign fills what the units of the tree made of a theme.
func (b *bench) loadCampaign(l *db.Loader) error {
	year := b.Now().Date().Year()
	on := func(day string) string { return fmt.Sprint(year, "-", day) }
	if err := fill(l, "campaign_campaign", "id unit_id title from_date state", 1, func(int) []any {
		return []any{"campaign", b.root().id, "Học tập và làm theo", on("01-01"), "running"}
	}); err != nil {
		return err
	}
	if err := fill(l, "campaign_theme", "id campaign_id year title starts ends programme_due state", 1, func(int) []any {
		return []any{theme, "campaign", int64(year), "Nêu cao tinh thần trách nhiệm", on("01-01"), on("12-31"), on("05-31"), "launched"}
	}); err != nil {
		return err
	}
	var acted []node
	for _, nodes := range b.levels[1:] {
		for i, n := range nodes {
			if i%10 != 0 {
				acted = append(acted, n)
			}
		}
	}
	return fill(l, "campaign_node", "theme_id unit_id state received_on number issued_on", len(acted), func(i int) []any {
		return []any{theme, acted[i].id, "issued", on("01-15"), "01-CTr/CB", on("01-20")}
	})
}

// cascade reads the page of the theme, with the coverage, at the root and at random
// nodes of every level.
func (b *bench) cascade(ctx context.Context) error {
	files, err := os.MkdirTemp("", "rollup") // none is put there
	if err != nil {
		return err
	}
	defer os.RemoveAll(files)
	campaigns, steps := campaign.New(b.DB, document.New(b.DB, files)), step.New(b.DB, commitment.New(b.DB))
	var most int64
	page := func(unit string) error {
		counted, queries := db.CountQueries(ctx)
		o, err := campaigns.Overview(counted, access.Console, theme, org.ID(unit), 1)
		if err != nil {
			return err
		}
		if _, err := steps.Coverage(counted, access.Console, o.Theme, o.Unit, o.Below); err != nil {
			return err
		}
		most = max(most, queries.Load())
		return nil
	}
	chance := rand.New(rand.NewPCG(10, 11))
	if err := timed("a theme with its coverage, at the root", 200, func(int) error { return page(b.root().id) }); err != nil {
		return err
	}
	err = timed("a theme with its coverage, at random nodes", 1000, func(int) error {
		nodes := b.levels[chance.IntN(len(b.levels))]
		return page(nodes[chance.IntN(len(nodes))].id)
	})
	report("… queries of the page", "at most %d", most)
	return err
}
