package rota

import (
	"fmt"
	"testing"
	"time"
)

// office is a cell of people of whom none has had a turn, and the eight months
// of an ordinary year without thematic meetings.
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

func TestWorst(t *testing.T) {
	r := newChance(1)
	var worst time.Duration
	var at Problem
	hist := map[int]int{}
	for range 6000 {
		p := r.problem(1+r.IntN(40), 1+r.IntN(10))
		s := time.Now()
		Solve(p)
		d := time.Since(s)
		hist[int(d.Milliseconds())/5*5]++
		if d > worst {
			worst, at = d, p
		}
	}
	fmt.Println(worst, hist)
	fmt.Printf("%+v\n", at)
}
