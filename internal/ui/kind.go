package ui

// Kind is what a mark means; it chooses colour and icon, never the words.
type Kind string

// Kinds of a state label ([Tag]).
const (
	Plain Kind = ""     // a state that asks for nothing
	Done  Kind = "done" // finished
	Now   Kind = "now"  // in progress
	Soon  Kind = "soon" // due soon
	Late  Kind = "late" // overdue; never for a limit not yet reached
	Off   Kind = "off"  // does not apply yet
	Gold  Kind = "gold" // commendations, nothing else
)

// Kinds of a note and of a bar.
const (
	Ok     Kind = "ok"
	Info   Kind = "info"
	Warn   Kind = "warn"
	Bad    Kind = "bad"
	Accent Kind = "accent" // bars only: the running item
)

// tagIcon is the icon that a kind of label has when the caller names none.
func tagIcon(k Kind) string {
	switch k {
	case Done:
		return "circle-check"
	case Now:
		return "clock"
	case Soon:
		return "hourglass"
	case Late:
		return "alert-triangle"
	case Gold:
		return "award"
	}
	return ""
}

func noteIcon(k Kind) string {
	switch k {
	case Ok:
		return "circle-check"
	case Warn:
		return "alert-triangle"
	case Bad:
		return "alert-circle"
	}
	return "info-circle"
}
