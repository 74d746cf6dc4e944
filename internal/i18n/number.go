package i18n

import (
	"math"
	"strconv"
	"strings"
)

// Number writes n as an office does: 1.005 and 4,5 in Vietnamese, 1,005 and 4.5
// in English. Broken numbers are rounded to at most two decimals.
func Number[N int | int32 | int64 | float32 | float64](l Lang, n N) string {
	rounded := math.Round(float64(n)*100) / 100
	digits := strconv.FormatFloat(rounded, 'f', -1, 64)
	whole, broken, _ := strings.Cut(digits, ".")
	group, point := ".", ","
	if l == En {
		group, point = ",", "."
	}
	sign := ""
	if strings.HasPrefix(whole, "-") {
		sign, whole = "-", whole[1:]
	}
	for i := len(whole) - 3; i > 0; i -= 3 {
		whole = whole[:i] + group + whole[i:]
	}
	if broken != "" {
		whole += point + broken
	}
	return sign + whole
}

// Percent writes the share n of d with at most one decimal and no space:
// "84,6%", "40%". Where there is nothing to share (d is 0) it writes "–".
func Percent(l Lang, n, d int) string {
	if d == 0 {
		return "–"
	}
	tenths := math.Round(float64(n) * 1000 / float64(d))
	return Number(l, tenths/10) + "%"
}
