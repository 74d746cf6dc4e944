package rota

import (
	"fmt"
	"testing"
)

// office is a cell of people of whom none has had a turn, in the eight open months
// of an ordinary year.
func office(people int) Problem {
	p := Problem{Max: 2}
	for _, m := range []Month{1, 3, 4, 6, 7, 9, 10, 12} {
		p.Open[m] = true
	}
	for i := range people {
		p.People = append(p.People, Person{ID: fmt.Sprintf("%03d", i+1), Last: Never})
	}
	return p
}

// busy100 is a cell of 100 in its fifth year, where the round ends, with leaves
// and with many more volunteers than places.
func busy100() Problem {
	p := office(100)
	for i := range p.People {
		q := &p.People[i]
		q.Key, q.Done, q.Last = i < 7, i >= 4, 12+i/2
		if i%9 == 0 {
			q.Absent = []Month{1 + i%12}
		}
		if i%2 == 0 {
			q.Wishes = []Month{1 + i%12, 1 + (i/2)%12}
		}
		if i%10 == 3 {
			p.Before = append(p.Before, Turn{q.ID, 1 + i%12})
		}
	}
	return p
}

func BenchmarkSolve100(b *testing.B) {
	for name, p := range map[string]Problem{"plain": office(100), "busy": busy100()} {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				Solve(p)
			}
		})
	}
}

func BenchmarkSolve15(b *testing.B) {
	p := office(15)
	p.People[3].Wishes, p.People[8].Wishes = []Month{6}, []Month{6, 7}
	for b.Loop() {
		Solve(p)
	}
}

// BenchmarkSolveTwice is the hardest kind: a small cell in which all are
// volunteers for several months and may have two turns.
func BenchmarkSolveTwice(b *testing.B) {
	p := office(10)
	p.Twice = true
	for i := range p.People {
		p.People[i].Wishes = []Month{1 + i%12, 1 + (i*5)%12, 1 + (i*7)%12}
	}
	for b.Loop() {
		Solve(p)
	}
}
