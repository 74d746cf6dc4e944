package ui

import (
	"context"
	"slices"

	"chibo/internal/db"
	"chibo/internal/i18n"
)

// Day writes a day as lists do: without its year where that is this year's.
func Day(d, today db.Date) string {
	if d.Year() == today.Year() {
		return i18n.DayMonth(string(d))
	}
	return i18n.Short(string(d))
}

// Cut gives a page of a list, from 1, with how many pages there are; nothing where the
// list ends before the page.
func Cut[T any](all []T, page, size int) (cut []T, pages int) {
	pages = max(1, (len(all)+size-1)/size)
	from := min((max(page, 1)-1)*size, len(all))
	return all[from:min(from+size, len(all))], pages
}

// Choices offers values by their texts: the key of each begins with prefix.
func Choices[V ~string](ctx context.Context, prefix string, values []V) []Choice {
	all := make([]Choice, len(values))
	for i, v := range values {
		all[i] = Choice{Value: string(v), Label: T(ctx, prefix+string(v))}
	}
	return all
}

// Way is the steps of a way, for a thing that stands at one of the states, or at none
// of them; the key of each text begins with prefix. Once the way is over all of them
// are done.
func Way[S ~string](ctx context.Context, prefix string, way []S, at S, over bool) []Step {
	now := slices.Index(way, at)
	steps := make([]Step, len(way))
	for i, s := range way {
		steps[i] = Step{Label: T(ctx, prefix+string(s)), Done: over || i < now, Current: i == now}
	}
	return steps
}
