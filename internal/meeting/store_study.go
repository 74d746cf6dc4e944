package meeting

import (
	"context"

	"chibo/internal/access"
	"chibo/internal/db"
	"chibo/internal/org"
)

// Studying is a meeting of a unit that is not over yet, with the documents
// from above that stand on its agenda.
type Studying struct {
	Meeting
	Directives []string
}

// Studies gives the meetings of a unit that are still being prepared or held,
// the earliest first, as far as the actor reads them: where a document from
// above can be studied, and where it will be (B14). It makes one query.
func (s *Service) Studies(ctx context.Context, by access.Actor, unit org.ID) (all []Studying, err error) {
	err = s.db.Read(ctx, func(tx *db.Tx) error {
		args := db.Args{unit}
		_, err := db.All(tx, func(r db.Row, _ *struct{}) error {
			var m Meeting
			var directive string
			if err := r.Scan(append(m.columns(), &directive)...); err != nil {
				return err
			}
			if n := len(all); n == 0 || all[n-1].ID != m.ID {
				all = append(all, Studying{Meeting: m})
			}
			if directive != "" {
				last := &all[len(all)-1]
				last.Directives = append(last.Directives, directive)
			}
			return nil
		}, `SELECT `+meetingColumns+`, COALESCE(i.directive_id, '')`+meetingTables+` JOIN org_place o ON o.unit_id = m.unit_id AND o.to_date IS NULL
			LEFT JOIN meeting_item i ON i.meeting_id = m.id AND i.directive_id IS NOT NULL AND i.removed = 0
			WHERE m.unit_id = $1 AND NOT `+over+` AND `+args.Within(access.ReachOf(by, View), "o.path", "")+`
			ORDER BY m.held_on, m.starts_at, m.id, i.ordinal`, args...)
		return err
	})
	return all, err
}
