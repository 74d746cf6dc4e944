package member

// LeadersOf are the secretary and the deputy among those called.
func LeadersOf(called []Called) []ID {
	var leaders []ID
	for _, post := range []Post{Secretary, Deputy} {
		for _, c := range called {
			if c.Post == post {
				leaders = append(leaders, c.Person)
			}
		}
	}
	return leaders
}

// HeadOf is the secretary among those called, else the deputy; "" if the unit
// has neither.
func HeadOf(called []Called) ID {
	if leaders := LeadersOf(called); len(leaders) > 0 {
		return leaders[0]
	}
	return ""
}
