package sample

import (
	"slices"
	"time"

	"chibo/internal/db"
	"chibo/internal/meeting"
)

// span is how many months before today the meetings reach.
const span = 14

// thematicSince is the day from which the rulebook knows the agenda of a
// thematic meeting.
const thematicSince db.Date = "2018-07-06"

// themedMonths are the months in which cells that do meet on a theme: the middle
// one of each quarter.
var themedMonths = []int{2, 5, 8, 11}

// themedAfter is how many days after the regular meeting that is.
const themedAfter = 14

// sitting is a meeting of the sample.
type sitting struct {
	Kind  meeting.Kind
	Month db.Date // "YYYY-MM"
	On    db.Date
	// Left counts the regular meetings between this one and today: 0 for the
	// last that was held, -1 for the one being prepared.
	Left int
}

// calendar lists the meetings of a cell in the order of their days: those of
// the article's year, those of the 14 months before today, and the first one
// from today on, which is being prepared. Of a habit of the past there are those
// of the article's year alone.
func calendar(h habit, year int, today db.Date) []sitting {
	first := today.AddMonths(-span)
	months := map[db.Date]bool{}
	for m := 1; m <= 12; m++ {
		months[monthOf(time.Date(year, time.Month(m), 1, 0, 0, 0, 0, db.Zone))] = true
	}
	start := first.Time()
	for m := range span + 3 {
		if !h.Past {
			months[monthOf(time.Date(start.Year(), start.Month()+time.Month(m), 1, 0, 0, 0, 0, db.Zone))] = true
		}
	}
	var all []sitting
	for month := range months {
		regular := workday(month, h.Day)
		if regular.Year() == year || regular >= first {
			all = append(all, sitting{Kind: meeting.Regular, Month: month, On: regular})
		}
		themed := workday(month, h.Day+themedAfter)
		if h.Thematic && slices.Contains(themedMonths, int(month.Time().Month())) && themed >= thematicSince && themed < today && (themed.Year() == year || themed >= first) {
			all = append(all, sitting{Kind: meeting.Thematic, Month: month, On: themed})
		}
	}
	slices.SortFunc(all, func(a, b sitting) int { return a.On.Time().Compare(b.On.Time()) })
	return untilNext(all, today)
}

// untilNext cuts what comes after the first meeting from today on, and counts
// the regular ones back from today.
func untilNext(all []sitting, today db.Date) []sitting {
	left := -1
	if next := slices.IndexFunc(all, func(s sitting) bool { return s.On >= today }); next >= 0 {
		all = all[:next+1]
	} else {
		left = span // nobody prepares another one
	}
	for i := len(all) - 1; i >= 0; i-- {
		all[i].Left = max(left, 0)
		if all[i].Kind == meeting.Regular {
			all[i].Left = left
			left++
		}
	}
	return all
}

func monthOf(t time.Time) db.Date { return db.Date(t.Format("2006-01")) }

// workday is the day of the month, or the Monday after it.
func workday(month db.Date, day int) db.Date {
	t := month.Time().AddDate(0, 0, day-1)
	switch t.Weekday() {
	case time.Saturday:
		t = t.AddDate(0, 0, 2)
	case time.Sunday:
		t = t.AddDate(0, 0, 1)
	}
	return db.DateOf(t)
}

// begun lists the first days of the terms until today.
func (s termSpec) begun(today db.Date) []db.Date {
	var all []db.Date
	for on := s.First; on <= today; on = s.First.AddMonths(len(all) * s.Months) {
		all = append(all, on)
	}
	return all
}
