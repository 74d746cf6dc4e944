package account

import (
	"chibo/internal/db"
	"chibo/internal/member"
)

// ActiveAmong tells which of the people have an account with which they may
// sign in. It is for capabilities that have authorised already.
func ActiveAmong(tx *db.Tx, people []member.ID) (map[member.ID]bool, error) {
	active := map[member.ID]bool{}
	if len(people) == 0 {
		return active, nil
	}
	args := db.Args{Active}
	for _, p := range people {
		args.Add(p)
	}
	ids, err := db.All(tx, db.Value[member.ID], `SELECT person_id FROM account_login WHERE state = $1 AND person_id IN (`+db.In(2, len(people))+`)`, args...)
	for _, id := range ids {
		active[id] = true
	}
	return active, err
}
