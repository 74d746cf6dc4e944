package sample

import (
	"cmp"
	"fmt"

	"chibo/internal/db"
	"chibo/internal/member"
)

// founded is the day on which every unit of the sample begins: who was
// admitted before belongs to it since then.
const founded db.Date = "2005-01-01"

// elected is the day of the elections in cells whose terms are not told.
const elected db.Date = "2008-03-15"

// committeeFrom is the number of official members from which a cell elects a
// committee.
const committeeFrom = 9

// person is somebody of the sample.
type person struct {
	form   member.Form
	post   member.Post
	head   string // government post
	states []state
	id     member.ID // once entered
}

// state is a state of a person, in the unit of a code.
type state struct {
	member.StatePeriod
	at string
}

// sits reports whether the person belongs to the cell on the day and no state
// keeps him away.
func (p person) sits(on db.Date) bool {
	if p.form.From > on {
		return false
	}
	for _, s := range p.states {
		if s.From <= on && (s.To == "" || s.To > on) {
			return false
		}
	}
	return true
}

// letters of the generic names.
var letters = []rune("ABCDĐEGHIKLMNOPQRSTUVXY")

// registry gives out names and card numbers, each once.
type registry struct {
	common
	given int
	cards int
}

// name makes the next name: Nguyễn Văn A1, Trần Thị B1 …
func (g *registry) name(sex string) string {
	middle := "Văn"
	if sex == "female" {
		middle = "Thị"
	}
	n := g.given
	g.given++
	return fmt.Sprintf("%s %s %c%d", g.Surnames[n%len(g.Surnames)], middle, letters[n%len(letters)], n/len(letters)+1)
}

func (g *registry) card() string {
	g.cards++
	return fmt.Sprintf("%012d", g.cards)
}

// cell makes the members of a party unit, the oldest in the Party first.
func (g *registry) cell(t tree, u unitSpec, today db.Date) []person {
	var all []person
	for _, n := range u.Named {
		p := g.member(t, u, len(all), n, today)
		p.head = n.Head
		all = append(all, p)
	}
	for _, group := range u.People {
		for i := range group.Count {
			n := namedSpec{Sex: "male", Admitted: group.admitted(i)}
			// Women are spread evenly: the count grows by one where the share does.
			if (i+1)*group.Women/group.Count > i*group.Women/group.Count {
				n.Sex = "female"
			}
			all = append(all, g.member(t, u, len(all), n, today))
		}
	}
	posts := []member.Post{member.Secretary, member.Deputy, member.CommitteeMember}
	if len(all) < committeeFrom {
		posts = posts[:2]
	}
	for i, post := range posts {
		all[i].post = post
	}
	if u.Head != "" {
		all[0].head = u.Head
	}
	for _, s := range u.States {
		p := state{at: cmp.Or(s.At, u.Code), StatePeriod: member.StatePeriod{State: s.Kind, From: today.AddMonths(s.From), Decision: s.Decision}}
		if s.To != 0 {
			p.To = today.AddMonths(s.To)
		}
		all[s.Person-1].states = append(all[s.Person-1].states, p)
	}
	return all
}

// admitted is the day of the i-th of the group.
func (g groupSpec) admitted(i int) db.Date {
	days := int(g.To.Time().Sub(g.From.Time()).Hours() / 24)
	return g.From.AddDays(days * i / max(g.Count-1, 1))
}

func (g *registry) member(t tree, u unitSpec, i int, n namedSpec, today db.Date) person {
	name := g.name(n.Sex)
	r := dice("person", u.Code, name)
	if n.Probationary > 0 {
		n.Admitted = today.AddMonths(-n.Probationary)
	}
	if n.Birth == "" {
		n.Birth = n.Admitted.AddDays(-365*(23+r.IntN(9)) - r.IntN(365))
	}
	f := member.Form{
		Person: member.Person{
			Name: name, Sex: n.Sex, Birth: n.Birth, Ethnicity: "Kinh", Religion: "Không", Hometown: g.Hometowns[r.IntN(len(g.Hometowns))],
			Schooling: "12/12", Qualification: t.Qualifications[r.IntN(len(t.Qualifications))], Theory: theory(i),
			Department: n.Department, Job: n.Job,
		},
		Party:  member.Party{AdmittedOn: n.Admitted},
		Status: member.Probationary,
		From:   max(n.Admitted, founded),
	}
	if f.Department == "" {
		f.Department, f.Job = t.Departments[i%len(t.Departments)], t.Jobs[i%len(t.Jobs)]
	}
	if official := n.Admitted.AddMonths(12); official <= today && n.Probationary == 0 {
		f.Status, f.OfficialOn, f.Card = member.Official, official, g.card()
	}
	return person{form: f}
}

// theory is the political schooling that goes with the place in the cell.
func theory(i int) string {
	switch {
	case i < 2:
		return "Cao cấp"
	case i < 6:
		return "Trung cấp"
	}
	return "Sơ cấp"
}

// chapter makes the members of a mass organisation; the first is its head.
func (g *registry) chapter(t tree, u unitSpec) []person {
	all := make([]person, u.Associates)
	for i := range all {
		sex := "female"
		if i%3 == 1 {
			sex = "male"
		}
		name := g.name(sex)
		r := dice("associate", u.Code, name)
		all[i].form = member.Form{
			Person: member.Person{
				Name: name, Sex: sex, Birth: db.Date(fmt.Sprint(1990 + r.IntN(11))),
				Department: t.Departments[i%len(t.Departments)], Job: t.Jobs[i%len(t.Jobs)],
			},
			Status: member.Associate,
			From:   chartered.AddMonths(r.IntN(60)),
		}
	}
	all[0].post = member.MassHead
	all[0].form.From = chartered
	return all
}

// chartered is the day from which people belong to the chapters.
const chartered db.Date = "2018-03-26"
