package access

import (
	"strings"
	"testing"

	"chibo/internal/fault"
)

var (
	list = Declare("x.list", For(Here, Committee...), For(Below, Officer))
	own  = Declare("x.own", For(Self, Cell...))
	all  = Declare("x.all", For(Anywhere, Administrator))
	read = Declare("x.read", For(Above, Cell...))
)

func person(name string, duties ...Duty) Actor {
	return Actor{Kind: Human, Account: "acc-" + name, Person: name, Duties: duties}
}

// I4, safety S1: who may do what follows from the duty and the place alone.
func TestCan(t *testing.T) {
	secretary := person("a", Duty{Secretary, "cell", "r.c."})
	officer := person("b", Duty{Officer, "root", "r."})
	member := person("c", Duty{Member, "cell", "r.c."})
	admin := person("d", Duty{Administrator, "", ""})
	cell, sibling, other := Place{Unit: "cell", Path: "r.c."}, Place{Unit: "sib", Path: "r.d."}, Place{Unit: "far", Path: "s."}
	mine := Place{Unit: "cell", Path: "r.c.", Person: "c"}
	for _, c := range []struct {
		name  string
		actor Actor
		act   Action
		place Place
		want  fault.Kind
		ok    bool
	}{
		{"secretary lists the own cell", secretary, list, cell, 0, true},
		{"secretary does not see the sibling exists", secretary, list, sibling, fault.NotFound, false},
		{"officer lists below", officer, list, sibling, 0, true},
		{"officer does not see another tree", officer, list, other, fault.NotFound, false},
		{"member is told that the cell's list is not his", member, list, cell, fault.Denied, false},
		{"member has the own record", member, own, mine, 0, true},
		{"member has no other's record", member, own, Place{Unit: "cell", Path: "r.c.", Person: "a"}, fault.Denied, false},
		{"administrator reads no record", admin, list, cell, fault.NotFound, false},
		{"administrator administers", admin, all, Place{}, 0, true},
		{"member reads what the root holds for all", member, read, Place{Unit: "root", Path: "r."}, 0, true},
		{"officer reads not as one of those below", officer, read, cell, fault.Denied, false},
		{"member reads nothing of the sibling", member, read, sibling, fault.NotFound, false},
		{"member reads nothing of another tree", member, read, other, fault.NotFound, false},
		{"nobody", Actor{}, list, cell, fault.NotFound, false},
		{"nobody is not signed in", Actor{}, SignedIn, Place{}, fault.Denied, false},
		{"the console may", Console, list, other, 0, true},
	} {
		t.Run(c.name, func(t *testing.T) {
			err := Check(c.actor, c.act, c.place)
			if (err == nil) != c.ok || !c.ok && !fault.Is(err, c.want) {
				t.Errorf("got %v, want ok=%v kind=%v", err, c.ok, c.want)
			}
		})
	}
}

// The scope of lists agrees with Can on every role, action and place.
func TestReachAgreesWithCan(t *testing.T) {
	paths := []string{"r.", "r.c.", "r.c.e.", "r.d.", "s.", "s.c."}
	for _, role := range Roles {
		for _, at := range paths {
			a := person("p", Duty{role, at, at})
			for _, act := range []Action{list, own, all, read} {
				r := ReachOf(a, act)
				for _, path := range paths {
					for _, who := range []string{"", "p", "q"} {
						p := Place{Path: path, Person: who}
						if got, want := r.has(p), Can(a, act, p); got != want {
							t.Errorf("%s at %s, %s on %+v: reach %v, can %v", role, at, act.Name, p, got, want)
						}
					}
				}
			}
		}
	}
}

func (r Reach) has(p Place) bool {
	if r.All {
		return true
	}
	for _, u := range r.Units {
		if p.Path == u {
			return true
		}
	}
	for _, u := range r.Under {
		if strings.HasPrefix(p.Path, u) {
			return true
		}
	}
	for _, u := range r.Own {
		if p.Path == u && p.Person == r.Person {
			return true
		}
	}
	return false
}
