package commendation

import (
	"cmp"
	"slices"

	"chibo/internal/db"
	"chibo/internal/org"
	"chibo/internal/rulebook"
)

// Streak is consecutive years with a yearly award of one form.
type Streak struct{ From, Through int }

// Years is how many years it has; 0 for none.
func (s Streak) Years() int {
	if s.Through == 0 {
		return 0
	}
	return s.Through - s.From + 1
}

// StreakAt gives the streak that ends in the year of a day, or in the year before
// as long as that year's award may still come. years are those of the awards, in
// any order, repeated ones too.
func StreakAt(years []int, on db.Date) Streak {
	has := map[int]bool{}
	for _, y := range years {
		has[y] = true
	}
	last := on.Year()
	if !has[last] {
		last--
	}
	if !has[last] {
		return Streak{}
	}
	first := last
	for has[first-1] {
		first--
	}
	return Streak{first, last}
}

// Fact is that a subject had a yearly award in so many consecutive years.
type Fact struct {
	Subject
	Unit     org.ID
	UnitName string
	Streak
}

// Due lists who had as many yearly certificates in a row as the rule of the day
// asks for and has had no award for such years since they began, the longest
// streaks first. ok is false where no rule is known for the day.
func Due(awards []Award, book *rulebook.Book, on db.Date) (facts []Fact, rule rulebook.Answer[int], ok bool) {
	if rule, ok = rulebook.CommendationStreakYears.At(book, string(on), nil); !ok {
		return nil, rule, false
	}
	type of struct {
		years    []int
		last     Award
		honoured int // the last year that an award for years in a row covers
	}
	all := map[string]*of{}
	for _, a := range awards {
		s := all[a.Key]
		if s == nil {
			s = &of{}
			all[a.Key] = s
		}
		switch {
		case a.Form == InARow:
			s.honoured = max(s.honoured, a.Year)
		case a.Form == Certificate && a.Occasion == Yearly:
			s.years = append(s.years, a.Year)
			if a.GrantedOn > s.last.GrantedOn {
				s.last = a
			}
		}
	}
	for _, s := range all {
		k := StreakAt(s.years, on)
		if k.From <= s.honoured {
			k.From = s.honoured + 1
		}
		if k.Through > 0 && k.Years() >= rule.Value {
			facts = append(facts, Fact{s.last.Subject, s.last.Unit, s.last.UnitName, k})
		}
	}
	slices.SortFunc(facts, func(a, b Fact) int {
		return cmp.Or(cmp.Compare(b.Years(), a.Years()), cmp.Compare(a.Name, b.Name), cmp.Compare(a.Key, b.Key))
	})
	return facts, rule, true
}

// Named reports whether the rules of a day name the form among those that the
// level gives, and which rule that is; known is false for a level of which no
// rule speaks.
func Named(book *rulebook.Book, m Merit, on db.Date) (named bool, rule rulebook.Source, known bool) {
	if !slices.Contains([]Level{ByCell, BySection, ByBase, BySuperior, ByProvince}, m.Level) {
		return false, rule, false
	}
	answer, ok := rulebook.CommendationForms.At(book, string(on), rulebook.Facts{rulebook.FactLevel: string(m.Level)})
	if !ok {
		return false, rule, false
	}
	return answer.Value.Has(string(m.Form)), answer.Source(), true
}
