package member

import (
	"strconv"

	"chibo/internal/db"
	"chibo/internal/figure"
	"chibo/internal/org"
)

var personDims = []figure.Dim{{Name: "status"}, {Name: "sex", Trait: true}, {Name: "birth", Trait: true}}

// What is counted of people, by status, sex and year of birth: the members of
// the Party, and those of mass organisations, where who belongs to two of them
// counts twice.
var (
	Headcount     = figure.Stock("member.count", recountParty, personDims...)
	MassHeadcount = figure.Stock("member.mass", recountMass, personDims...)
)

// AdmittedCount counts who was admitted into the Party, at the unit to which he
// belonged on the day, in its month; of a date that is known only to the year or
// month on the first day of that. It is counted by the age that he reached in the year.
var AdmittedCount = figure.Flow("member.admitted", recountAdmitted, figure.Dim{Name: "age", Trait: true})

// oldest is the greatest age that a year of birth tells of somebody who was admitted;
// beyond it the year is a slip.
const oldest = 120

// ageIn is the age that somebody reaches in the year of a day, "" where it is not
// known.
func ageIn(birth, day db.Date) string {
	if len(birth) < 4 || len(day) < 4 {
		return ""
	}
	age := day.Year() - birth.Year()
	if age < 0 || age > oldest {
		return ""
	}
	return strconv.Itoa(age)
}

// traits are what people are counted by, beside their standing.
type traits struct {
	sex      string
	birth    db.Date
	admitted db.Date
}

// year is the year of birth, "" where it is not known.
func (t traits) year() string { return string(t.birth[:min(len(t.birth), 4)]) }

// counted is a membership as figures count it, in [from, to).
type counted struct {
	unit     org.ID
	body     string
	status   Status
	from, to db.Date
	traits
}

// deltas are what n such memberships add to the figures.
func (c counted) deltas(n int) []figure.Delta {
	f := Headcount
	if c.body == massBody {
		f = MassHeadcount
	}
	var all []figure.Delta
	if c.from != "" {
		all = append(all, f.Delta(string(c.unit), c.from, n, string(c.status), c.sex, c.year()))
	}
	if c.to != "" {
		all = append(all, f.Delta(string(c.unit), c.to, -n, string(c.status), c.sex, c.year()))
	}
	if c.admittedHere() {
		all = append(all, AdmittedCount.Delta(string(c.unit), firstDay(c.admitted), n, ageIn(c.birth, c.admitted)))
	}
	return all
}

// admittedHere reports whether the membership is the one in which the person was
// admitted.
func (c counted) admittedHere() bool {
	if c.admitted == "" || c.body == massBody {
		return false
	}
	day := firstDay(c.admitted)
	return c.from <= day && (c.to == "" || day < c.to)
}

// massBody is the body of mass organisations.
const massBody = "mass"
