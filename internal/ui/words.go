package ui

import (
	"context"

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

// Choices offers values by their texts: the key of each begins with prefix.
func Choices[V ~string](ctx context.Context, prefix string, values []V) []Choice {
	all := make([]Choice, len(values))
	for i, v := range values {
		all[i] = Choice{Value: string(v), Label: T(ctx, prefix+string(v))}
	}
	return all
}
