package periodic

import (
	"slices"

	"chibo/internal/access"
	"chibo/internal/db"
	"chibo/internal/evaluation"
	"chibo/internal/figure"
	"chibo/internal/movement"
	"chibo/internal/org"
	"chibo/internal/quality"
	"chibo/internal/rulebook"
	"chibo/internal/stats"
)

// Key names a figure.
type Key string

// The figures of a report. Each can be added up.
const (
	Members      Key = "members"
	Probationary Key = "probationary"
	Regular      Key = "regular"
	Thematic     Key = "thematic"
	Called       Key = "called"
	Present      Key = "present"
	Scored       Key = "scored"
	ScoredGood   Key = "good"
	TasksDue     Key = "tasks"
	TasksDone    Key = "done"
	Overdue      Key = "overdue"
	Reflections  Key = "reports"
	Pledges      Key = "pledges"
	Admitted     Key = "admitted"
	Awards       Key = "awards"
	Concerns     Key = "concerns"
	Targets      Key = "targets"
	Reached      Key = "reached"
)

// keys lists the figures in the order of the paper, each with how it is counted.
var keys = []struct {
	key Key
	of  func(stats.Count) int
}{
	{Members, func(c stats.Count) int { return c.Members }},
	{Probationary, func(c stats.Count) int { return c.Figures.Probationary }},
	{Regular, func(c stats.Count) int { return c.Figures.Regular }},
	{Thematic, func(c stats.Count) int { return c.Figures.Thematic }},
	{Called, func(c stats.Count) int { return c.Called }},
	{Present, func(c stats.Count) int { return c.Present }},
	{Scored, func(c stats.Count) int { return c.Scored() }},
	{ScoredGood, func(c stats.Count) int { return c.Bands[quality.Good] }},
	{TasksDue, func(c stats.Count) int { return c.Due }},
	{TasksDone, func(c stats.Count) int { return c.Done }},
	{Overdue, func(c stats.Count) int { return c.Figures.Overdue }},
	{Reflections, func(c stats.Count) int { return c.Reports }},
	{Pledges, func(c stats.Count) int { return c.Figures.Pledges }},
	{Admitted, func(c stats.Count) int { return c.Figures.Admitted }},
	{Awards, func(c stats.Count) int { return c.Figures.Awards }},
	{Concerns, func(c stats.Count) int { return c.Figures.Concerns }},
}

// Line is a figure of a report.
type Line struct {
	Key Key
	// N is the figure: as the records say it; of a committee the sum of the reports
	// from below and of what is its own.
	N int
	// Live is what the records of the branch say; N, where people belong to the unit
	// directly.
	Live int
	// Before is that of the same period a year earlier, by the records; nil where it
	// is not known.
	Before *int
}

// Differs reports whether the records say something else than the reports.
func (l Line) Differs() bool { return l.N != l.Live }

// Level is how many cells and members reached a level of the year's review.
type Level struct {
	Title  string
	Units  int
	People figure.Part // hidden where it would show somebody
}

// Facts are the figures of a report with what its tables say.
type Facts struct {
	Through db.Date // the day until which they tell
	Branch  bool    // a committee's: sums of reports from below
	Lines   []Line
	// Of a committee: how many units directly below it there are, how many of them
	// sent their report of the period, and the names of those that did not.
	Units, Sent int
	Missing     []string
	// Biểu 1: members before, the rows of increase and decrease, members after.
	Before, After int
	Rows          map[movement.Line]int
	// Biểu 2: who was admitted; Biểu 3: all members.
	Newcomers int
	Admitted  stats.Traits
	Members   stats.Traits
	// Biểu 6: the review of a year; none where nothing of it was sent.
	Reviewed int // the year
	Reviews  int
	Levels   []Level
}

// N is the figure of a key, 0 where it is not counted.
func (f Facts) N(k Key) int {
	if i := slices.IndexFunc(f.Lines, func(l Line) bool { return l.Key == k }); i >= 0 {
		return f.Lines[i].N
	}
	return 0
}

// Differing are the figures of which the records say something else.
func (f Facts) Differing() int {
	n := 0
	for _, l := range f.Lines {
		if l.Differs() {
			n++
		}
	}
	return n
}

// count counts the figures of a unit and a period as they stand now.
func (s *Service) count(tx *db.Tx, u org.Unit, p Period) (f Facts, err error) {
	until := p.Until(tx.Today())
	f.Through, f.Branch = until.On, !u.Kind.Holds
	c, err := stats.Of(tx, u, until)
	if err != nil {
		return f, err
	}
	f.Lines = linesOf(c)
	set, reached, err := s.targets.ReachedTx(tx, access.System, u, until.On.Year())
	if err != nil {
		return f, err
	}
	f.Lines = append(f.Lines, Line{Key: Targets, N: set, Live: set}, Line{Key: Reached, N: reached, Live: reached})
	if f.Branch {
		if err := f.sum(tx, u, p, c.Apart); err != nil {
			return f, err
		}
	}
	return f, f.tables(tx, u, until)
}

// linesOf are the figures by the records.
func linesOf(c stats.Counts) (lines []Line) {
	for _, k := range keys {
		n := k.of(c.Now)
		l := Line{Key: k.key, N: n, Live: n}
		if c.Before != nil && k.key != Overdue {
			before := k.of(*c.Before)
			l.Before = &before
		}
		lines = append(lines, l)
	}
	return lines
}

// sum puts the sums of the reports from below into the lines. Targets are the
// committee's own.
func (f *Facts) sum(tx *db.Tx, u org.Unit, p Period, apart []stats.Count) error {
	below, err := sentBelow(tx, u.ID, p)
	if err != nil {
		return err
	}
	sums := map[Key]int{}
	for _, b := range below {
		f.Units++
		if b.facts == nil {
			f.Missing = append(f.Missing, b.name)
			continue
		}
		f.Sent++
		for _, l := range b.facts.Lines {
			sums[l.Key] += l.N
		}
	}
	for i, k := range keys {
		n := sums[k.key]
		for _, c := range apart {
			n += k.of(c)
		}
		f.Lines[i].N = n
	}
	return nil
}

// tables counts what Biểu 1, 2, 3 and 6 say.
func (f *Facts) tables(tx *db.Tx, u org.Unit, until stats.Period) error {
	b, err := movement.BalanceOf(tx, u, until.From(), until.On)
	if err != nil {
		return err
	}
	f.Before, f.After, f.Rows = b.Before, b.After(), map[movement.Line]int{}
	for _, l := range slices.Concat(movement.Increases, movement.Decreases) {
		if n := b.Count(l); n > 0 {
			f.Rows[l] = n
		}
	}
	if f.Admitted, f.Newcomers, err = stats.AdmittedOf(tx, u, until); err != nil {
		return err
	}
	if f.Members, err = stats.TraitsOf(tx, u, until.On, f.live(Members)); err != nil {
		return err
	}
	return f.levels(tx, u, until)
}

// live is what the records say of a key.
func (f Facts) live(k Key) int {
	return f.Lines[slices.IndexFunc(f.Lines, func(l Line) bool { return l.Key == k })].Live
}

// levels counts the review of the year: of the period's own if it is one of a year,
// else of the year that was reviewed last.
func (f *Facts) levels(tx *db.Tx, u org.Unit, until stats.Period) error {
	year := evaluation.Current(until.On)
	if until.Length == stats.Year {
		year.Year = until.On.Year()
	}
	found, err := evaluation.ResultsUnder(tx, u.ID, year)
	if err != nil || found.Reviews == 0 {
		return err
	}
	book, err := org.BookOf(tx, u.ID)
	if err != nil {
		return err
	}
	levels, _ := rulebook.EvaluationLevels.At(book, string(min(until.On, year.Until())), nil) // none are known before the first rule
	var people []int
	for _, l := range levels.Value {
		people = append(people, found.People[evaluation.Level(l.Code)])
	}
	hidden := figure.Hide(people)
	f.Reviewed, f.Reviews = year.Year, found.Reviews
	for i, l := range levels.Value {
		part := figure.Part{Value: l.Code, N: people[i]}
		if hidden[i] {
			part.N, part.Hidden = 0, true
		}
		f.Levels = append(f.Levels, Level{Title: l.Title, Units: found.Units[evaluation.Level(l.Code)], People: part})
	}
	return nil
}
