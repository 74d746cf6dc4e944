package db_test

import (
	"database/sql"
	"errors"
	"net/url"
	"strings"
	"testing"

	"chibo/internal/db"
	"chibo/internal/dbtest"
)

// A PostgreSQL that compares text by a language's rules is refused, and the
// operator is told how to make the database.
func TestCollationIsRefused(t *testing.T) {
	address := dbtest.PostgresURL(t)
	admin, err := sql.Open("pgx", address)
	if err != nil {
		t.Fatal(err)
	}
	defer admin.Close()
	how := ""
	err = admin.QueryRow(`SELECT CASE collprovider WHEN 'i' THEN 'LOCALE_PROVIDER icu ICU_LOCALE ''vi'' LOCALE ''C''' ELSE 'LOCALE ''' || collcollate || '''' END
		FROM pg_collation WHERE collprovider = 'i' OR collprovider = 'c' AND collcollate ~ '^(en|vi)_' ORDER BY collprovider DESC LIMIT 1`).Scan(&how)
	if errors.Is(err, sql.ErrNoRows) {
		dbtest.Skip(t, "this server has no collation but C")
	} else if err != nil {
		t.Fatal(err)
	}
	name := "chibo_t_collation_" + db.NewSecret(6)
	if _, err := admin.Exec("CREATE DATABASE " + name + " TEMPLATE template0 ENCODING 'UTF8' " + how); err != nil {
		t.Fatal(err)
	}
	defer func() {
		if _, err := admin.Exec("DROP DATABASE " + name + " WITH (FORCE)"); err != nil {
			t.Error(err)
		}
	}()
	u, err := url.Parse(address)
	if err != nil {
		t.Fatal(err)
	}
	u.Path = "/" + name
	_, err = db.Open(t.Context(), db.Options{URL: u.String()})
	if !errors.Is(err, db.ErrCollation) || !strings.Contains(err.Error(), "LC_COLLATE 'C'") {
		t.Errorf("got %v", err)
	}
}
