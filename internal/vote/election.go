package vote

import (
	"slices"

	"chibo/internal/rulebook"
)

// Standing is what an election made of a candidate.
type Standing string

// The standings.
const (
	Elected   Standing = "elected"
	Short     Standing = "short"    // the votes do not pass
	Beyond    Standing = "beyond"   // they pass, but others have more for every seat
	Tied      Standing = "tied"     // they pass, and as many have others for too few seats
	Undecided Standing = "unjudged" // no rule is known for the day
)

// Elect compares the votes of candidates for a number of seats, of which needed
// pass; 0 stands for a rule that is not known. Those who pass take the seats,
// the most votes first. Where more tie for the last seats than there are, none
// of these is elected: people decide.
func Elect(favour []int, needed, seats int) []Standing {
	standings := make([]Standing, len(favour))
	var passing []int
	for i, n := range favour {
		switch {
		case needed == 0:
			standings[i] = Undecided
		case n < needed:
			standings[i] = Short
		default:
			passing = append(passing, n)
		}
	}
	slices.SortFunc(passing, func(a, b int) int { return b - a })
	last := 0 // the votes that the last seat asks for
	if seats > 0 && len(passing) > seats {
		last = passing[seats-1]
	}
	tie := last > 0 && passing[seats] == last
	for i, n := range favour {
		if standings[i] != "" {
			continue
		}
		switch {
		case n < last || seats <= 0:
			standings[i] = Beyond
		case n == last && tie:
			standings[i] = Tied
		default:
			standings[i] = Elected
		}
	}
	return standings
}

// Congress is the kind of meeting that is valid only with a share of those
// called, as the rulebook calls it.
const Congress = "congress"

// Quorum is how many of the base must be present for a meeting of the case's
// kind to be valid, with the rule that says so; ok is false where none does.
func Quorum(book *rulebook.Book, c Case) (needed int, by rulebook.Source, ok bool) {
	if c.Meeting != Congress {
		return 0, by, false
	}
	share, ok := rulebook.CongressQuorum.At(book, string(c.On), rulebook.Facts{rulebook.FactMeeting: c.Meeting})
	if !ok {
		return 0, by, false
	}
	return share.Value.Needed(Ahead(book, c).Base.Size), share.Source(), true
}
