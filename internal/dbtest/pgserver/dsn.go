package pgserver

import (
	"fmt"
	"net/url"
	"strings"
)

// withDatabase returns dsn with its database replaced. Both forms that
// PostgreSQL knows are taken: an address (postgres://…) and words (host=…).
func withDatabase(dsn, database string) (string, error) {
	if !strings.Contains(dsn, "://") {
		// In the form of words the last one of a name wins.
		return fmt.Sprintf("%s dbname='%s'", dsn, strings.NewReplacer(`\`, `\\`, `'`, `\'`).Replace(database)), nil
	}
	address, err := url.Parse(dsn)
	if err != nil {
		return "", fmt.Errorf("address of the test server: %w", err)
	}
	address.Path = "/" + database
	return address.String(), nil
}
