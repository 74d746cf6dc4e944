package feedback

import (
	"chibo/internal/db"
	"chibo/internal/figure"
	"chibo/internal/org"
)

// What is counted of feedback: how often people turned to a unit in a month, and
// that it counted the month at all.
var (
	VoiceCount = figure.Flow("feedback.voice", recountVoices, figure.Dim{Name: "channel"}, figure.Dim{Name: "kind"})
	MonthCount = figure.Flow("feedback.month", recountMonths)
)

// deltas are what n times the counts of a month add to the figures.
func (c Counts) deltas(unit org.ID, month db.Date, n int) (all []figure.Delta) {
	for slot, number := range c {
		if number > 0 {
			all = append(all, VoiceCount.Delta(string(unit), month, n*number, string(slot.Channel), string(slot.Kind)))
		}
	}
	return all
}
