package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"chibo/internal/access"
	"chibo/internal/app"
	"chibo/internal/db"
	"chibo/internal/member"
	"chibo/internal/org"
	"chibo/internal/privacy"
)

// safety P1: what an operator does, so that an old backup brings nobody back who
// was erased since.
func TestRestoreErasesAgain(t *testing.T) {
	dir, to := house(t), filepath.Join(t.TempDir(), "data")
	var person member.ID
	withHouse(t, dir, func(a *app.App) {
		must(t, a.DB.Write(t.Context(), access.Console, func(tx *db.Tx) error {
			u, err := org.ByCode(tx, "CB01")
			if err != nil {
				return err
			}
			person, err = a.Members.EnterTx(tx, access.Console, u.ID, member.Form{Person: member.Person{Name: "Phạm Thị Dấu"}, Status: member.Official, Party: member.Party{AdmittedOn: "2010-03-01", OfficialOn: "2011-03-01"}})
			return err
		}))
	})
	old := filepath.Join(t.TempDir(), "old.chibo")
	done(t, "backup", old, "--data", dir, "--plain")
	withHouse(t, dir, func(a *app.App) {
		_, err := a.Privacy.Replay(t.Context(), access.Console, []privacy.Erasure{{Person: person, At: a.DB.Now()}})
		must(t, err)
	})
	list := filepath.Join(t.TempDir(), "erasures")
	done(t, "export", "erasures", "--data", dir, "--out", list)
	if told := done(t, "export", "erasures", "--data", dir); !strings.Contains(told, string(person)) || strings.Contains(told, "Dấu") {
		t.Errorf("the list is %q", told)
	}
	wrong := filepath.Join(t.TempDir(), "wrong")
	must(t, os.WriteFile(wrong, []byte("{}\n"), 0o600))
	if code, _, told := chibo(t, "restore", old, "--data", to, "--erasures", wrong); code != exitFailed || !strings.Contains(told, "line 1") {
		t.Errorf("no list: %d %q", code, told)
	}
	done(t, "restore", old, "--data", to, "--erasures", list)
	withHouse(t, to, func(a *app.App) {
		must(t, a.DB.Read(t.Context(), func(tx *db.Tx) error {
			name, err := member.NameOf(tx, person)
			if name != member.Forgotten {
				t.Errorf("%q came back", name)
			}
			return err
		}))
	})
	if again := done(t, "export", "erasures", "--data", to); again == "" {
		t.Error("the list is lost")
	}
}
