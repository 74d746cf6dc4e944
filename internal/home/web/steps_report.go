package web

import (
	"slices"

	"chibo/internal/db"
	"chibo/internal/meeting"
	"chibo/internal/reflection"
)

// The places of a report's steps in the month.
const (
	placeReporters = placePlan + 2
	placeDrafts    = placePlan + 4
	placeReview    = placeCommittee + 2
)

// reflectionSteps are the way of the reports that a meeting hears, up to the
// meeting: who gives one is told, the drafts come, the committee comments on them
// (C1, C4). A month without reporters has none. From the day of the meeting on
// nothing of it is to be done before the meeting; once that is over only what was
// done is left.
func reflectionSteps(f facts) []Step {
	whole, of, order := f.newest()
	if whole == nil {
		return nil
	}
	month := slices.DeleteFunc(slices.Clone(f.turns), func(r reflection.Report) bool { return r.Month != of })
	if len(month) == 0 {
		return nil
	}
	var told, sent, ready int
	var due db.Date
	var missing []Line
	for _, r := range month {
		if r.State == reflection.Planned {
			continue
		}
		told++
		if due == "" || r.Due < due {
			due = r.Due
		}
		switch {
		case r.State == reflection.Revised || r.State.Heard():
			sent++
			ready++
		case r.Sends > 0:
			sent++
		default:
			line := Line{Text: r.Name}
			if r.Person != f.me {
				line.Urge = "/reflection/" + string(r.ID) + "/urge"
			}
			missing = append(missing, line)
		}
	}
	steps := []Step{{
		Key: "reporters", Order: placeReporters, Done: told == len(month), Link: "/reflection/rota", Button: "home.do_reporters",
		Detail: []Said{{"home.reporters_told", []any{told, len(month)}}},
	}, {
		Key: "drafts", Order: placeDrafts, Done: told > 0 && sent == told, Due: due, Link: "/reflection", Button: "home.do_drafts",
		Detail: []Said{{"home.drafts_sent", []any{sent, told}}}, Lines: missing, Lack: "home.unsent_draft",
	}, {
		Key: "review", Order: placeReview, Done: told > 0 && ready == told, Due: whole.NoticeBy, Link: "/reflection", Button: "home.do_review",
		Detail: []Said{{"home.review_ready", []any{ready, told}}},
	}}
	for i := range steps {
		steps[i].Month, steps[i].Past = of, whole.Meeting.HeldOn <= f.today || whole.Held()
		steps[i].Order += order
	}
	if whole.Held() && whole.Meeting.State != meeting.Open {
		steps = slices.DeleteFunc(steps, func(s Step) bool { return !s.Done })
	}
	return steps
}
