package task

import (
	"context"

	"chibo/internal/access"
	"chibo/internal/db"
	"chibo/internal/org"
)

// ComingFrom gives the tasks of a unit that come from records of a kind, as
// far as the actor may see them, in the order in which they were given and
// without the cancelled ones. It makes one query.
func (s *Service) ComingFrom(ctx context.Context, by access.Actor, unit org.ID, kind string) (tasks []Task, err error) {
	err = s.db.Read(ctx, func(tx *db.Tx) error {
		var args db.Args
		q := `SELECT ` + taskColumns + view{by: by, unit: unit}.from(&args) + ` AND t.origin_kind = ` + args.Add(kind) + ` AND t.state <> 'cancelled' ORDER BY t.id`
		tasks, err = db.All(tx, scanTask, q, args...)
		return err
	})
	return tasks, err
}
