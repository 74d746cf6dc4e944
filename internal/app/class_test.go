package app_test

import (
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"chibo/internal/access"
	"chibo/internal/account"
	"chibo/internal/admission"
	"chibo/internal/ballot"
	"chibo/internal/bulletin"
	"chibo/internal/campaign"
	"chibo/internal/campaign/conduct"
	"chibo/internal/campaign/contest"
	"chibo/internal/campaign/library"
	"chibo/internal/campaign/review"
	"chibo/internal/campaign/step"
	"chibo/internal/commendation"
	"chibo/internal/commitment"
	"chibo/internal/consultation"
	"chibo/internal/db"
	"chibo/internal/dbtest"
	"chibo/internal/directive"
	"chibo/internal/document"
	"chibo/internal/document/chapter"
	"chibo/internal/evaluation"
	"chibo/internal/feedback"
	"chibo/internal/figure"
	"chibo/internal/intake"
	"chibo/internal/meeting"
	"chibo/internal/meeting/amend"
	"chibo/internal/meeting/calendar"
	"chibo/internal/meeting/carry"
	"chibo/internal/meeting/deed"
	"chibo/internal/meeting/exchange"
	"chibo/internal/meeting/floor"
	"chibo/internal/meeting/named"
	"chibo/internal/meeting/theme"
	"chibo/internal/meeting/year"
	"chibo/internal/member"
	"chibo/internal/mobilisation"
	"chibo/internal/movement"
	"chibo/internal/notify"
	"chibo/internal/org"
	"chibo/internal/periodic"
	"chibo/internal/periodic/table"
	"chibo/internal/poll"
	"chibo/internal/privacy"
	"chibo/internal/quality"
	"chibo/internal/reflection"
	"chibo/internal/target"
	"chibo/internal/task"
	"chibo/internal/topic"
	"chibo/internal/vote"
	"chibo/internal/welfare"
)

// allClasses is what every package says of its tables.
var allClasses = []access.Classes{db.Classes, figure.Classes, intake.Classes, org.Classes, member.Classes, account.Classes, document.Classes, chapter.Classes, directive.Classes, notify.Classes, task.Classes, vote.Classes, meeting.Classes, deed.Classes, amend.Classes, calendar.Classes, carry.Classes, year.Classes, exchange.Classes, theme.Classes, floor.Classes, named.Classes, ballot.Classes, poll.Classes, quality.Classes, topic.Classes, commitment.Classes, reflection.Classes, target.Classes, feedback.Classes, welfare.Classes, movement.Classes, admission.Classes, commendation.Classes, review.Classes, mobilisation.Classes, campaign.Classes, step.Classes, library.Classes, conduct.Classes, contest.Classes, evaluation.Classes, bulletin.Classes, periodic.Classes, table.Classes, privacy.Classes, consultation.Classes}

// Privacy is structure: every column of both schemas has exactly one class.
func TestEveryColumnHasAClass(t *testing.T) {
	declared := map[string][]string{}
	for _, classes := range allClasses {
		for table, columns := range classes {
			for _, class := range slices.Sorted(maps.Keys(columns)) {
				declared[table] = append(declared[table], strings.Fields(columns[class])...)
			}
			slices.Sort(declared[table])
		}
	}
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		query := `SELECT m.name, p.name FROM sqlite_master m, pragma_table_info(m.name) p WHERE m.type = 'table' AND m.name NOT LIKE 'sqlite_%'`
		if d.Postgres() {
			query = `SELECT c.table_name, c.column_name FROM information_schema.columns c JOIN information_schema.tables t ON t.table_name = c.table_name AND t.table_schema = c.table_schema
				WHERE c.table_schema = 'public' AND t.table_type = 'BASE TABLE'`
		}
		got := map[string][]string{}
		err := d.Read(t.Context(), func(tx *db.Tx) error {
			_, err := db.All(tx, func(r db.Row, _ *struct{}) error {
				var table, column string
				err := r.Scan(&table, &column)
				if table != "goose_db_version" { // the schema's own
					got[table] = append(got[table], column)
				}
				return err
			}, query)
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		for table := range got {
			slices.Sort(got[table])
		}
		if diff := cmp.Diff(declared, got); diff != "" {
			t.Error(diff)
		}
	})
}
