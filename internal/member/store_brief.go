package member

import "chibo/internal/db"

func briefs(tx *db.Tx, ids []ID) (map[ID]Brief, error) {
	var args db.Args
	for _, id := range ids {
		args.Add(id)
	}
	all := make(map[ID]Brief, len(ids))
	_, err := db.All(tx, func(r db.Row, _ *struct{}) error {
		var id ID
		var b Brief
		err := r.Scan(&id, &b.Name, &b.Department, &b.Job, &b.Birth)
		all[id] = b
		return err
	}, `SELECT p.id, p.name, p.department, p.job, p.birth FROM member_person p WHERE p.id IN (`+db.In(1, len(ids))+`)`, args...)
	return all, err
}

func persons(tx *db.Tx, ids []ID) (map[ID]Person, error) {
	var args db.Args
	for _, id := range ids {
		args.Add(id)
	}
	found, err := db.All(tx, scanPerson, `SELECT `+personColumns+` FROM member_person p WHERE p.id IN (`+db.In(1, len(ids))+`)`, args...)
	all := make(map[ID]Person, len(found))
	for _, p := range found {
		all[p.ID] = p
	}
	return all, err
}
