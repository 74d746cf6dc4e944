package sample

import (
	"hash/fnv"
	"math/rand/v2"
	"regexp"
	"strconv"
	"strings"
	"time"

	"chibo/internal/db"
	"chibo/internal/i18n"
)

// dice gives numbers that look like chance and are always the same for the
// same words: attendance and figures must not change from one filling to the
// next.
func dice(words ...string) *rand.Rand {
	h := fnv.New64a()
	for _, w := range words {
		_, _ = h.Write([]byte(w + "\n")) // never fails
	}
	return rand.New(rand.NewPCG(h.Sum64(), 0)) //nolint:gosec // no secret
}

var between = regexp.MustCompile(`\{(\d+)\.\.(\d+)\}`)

// said puts the month of a meeting and its figures into a text.
func said(text string, month db.Date, r *rand.Rand) string {
	t := month.Time()
	text = strings.NewReplacer(
		"{month}", number(t.Month()), "{prev}", number(t.AddDate(0, -1, 0).Month()),
		"{next}", number(t.AddDate(0, 1, 0).Month()), "{year}", strconv.Itoa(t.Year()),
	).Replace(text)
	return between.ReplaceAllStringFunc(text, func(s string) string {
		m := between.FindStringSubmatch(s)
		low, _ := strconv.Atoi(m[1]) // digits only
		high, _ := strconv.Atoi(m[2])
		return i18n.Number(i18n.Vi, low+r.IntN(high-low+1))
	})
}

func number(m time.Month) string { return strconv.Itoa(int(m)) }

// inTurn picks from a list by the month, so that neighbouring months differ.
func inTurn[T any](list []T, month db.Date) T { return list[serial(month)%len(list)] }

// serial counts months.
func serial(month db.Date) int {
	t := month.Time()
	return t.Year()*12 + int(t.Month())
}

// studied picks what is studied in a month, out of what fits the day.
func (c common) studied(s sitting) string {
	var fit []string
	for _, t := range c.Study {
		if t.From <= s.On && (t.Until == "" || s.On < t.Until) {
			fit = append(fit, t.Text)
		}
	}
	return inTurn(fit, s.Month)
}
