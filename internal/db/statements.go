package db

import (
	"context"
	"database/sql/driver"
)

// statementsKept is how many prepared statements a connection keeps. A page
// uses a dozen, all pages together some hundreds.
const statementsKept = 512

// remembering opens connections that keep their prepared statements: to parse
// and plan the SQL of a page takes about as long as to run it. pgx does the
// same for PostgreSQL.
type remembering struct{ driver.Connector }

// Connect opens one connection.
func (r remembering) Connect(ctx context.Context) (driver.Conn, error) {
	c, err := r.Connector.Connect(ctx)
	if err != nil {
		return nil, err
	}
	return &rememberingConn{sqliteConn: c.(sqliteConn), idle: map[string]sqliteStmt{}}, nil
}

// sqliteConn and sqliteStmt are what database/sql asks of the driver's own. A
// rememberingConn leaves out that it could run SQL without preparing it, so
// that everything is prepared.
type (
	sqliteConn interface {
		driver.Conn
		driver.ConnPrepareContext
		driver.ConnBeginTx
		driver.Pinger
		driver.SessionResetter
		driver.Validator
	}
	sqliteStmt interface {
		driver.Stmt
		driver.StmtExecContext
		driver.StmtQueryContext
	}
)

type rememberingConn struct {
	sqliteConn
	idle map[string]sqliteStmt // by SQL; one in use is not in it
}

// PrepareContext gives the statement that is kept, or a new one.
func (c *rememberingConn) PrepareContext(ctx context.Context, query string) (driver.Stmt, error) {
	if s, ok := c.idle[query]; ok {
		delete(c.idle, query)
		return &lentStmt{sqliteStmt: s, home: c, query: query}, nil
	}
	s, err := c.sqliteConn.PrepareContext(ctx, query)
	if err != nil {
		return nil, err
	}
	return &lentStmt{sqliteStmt: s.(sqliteStmt), home: c, query: query}, nil
}

// Close closes the statements with the connection.
func (c *rememberingConn) Close() error {
	for query, s := range c.idle {
		delete(c.idle, query)
		_ = s.Close() // the connection's own end tells what is wrong
	}
	return c.sqliteConn.Close()
}

// lentStmt goes back to its connection when it is closed, unless it failed.
type lentStmt struct {
	sqliteStmt
	home   *rememberingConn
	query  string
	failed bool
}

// ExecContext runs the statement.
func (s *lentStmt) ExecContext(ctx context.Context, args []driver.NamedValue) (driver.Result, error) {
	r, err := s.sqliteStmt.ExecContext(ctx, args)
	s.failed = s.failed || err != nil
	return r, err
}

// QueryContext runs the statement and gives its rows.
func (s *lentStmt) QueryContext(ctx context.Context, args []driver.NamedValue) (driver.Rows, error) {
	r, err := s.sqliteStmt.QueryContext(ctx, args)
	s.failed = s.failed || err != nil
	return r, err
}

// Close gives the statement back. Where another of the same text came back
// first, it ends; where too many are kept, any one makes room for it: those that
// are used come back, and those of the schema's own steps do not.
func (s *lentStmt) Close() error {
	if _, twice := s.home.idle[s.query]; twice || s.failed {
		return s.sqliteStmt.Close()
	}
	var err error
	if len(s.home.idle) >= statementsKept {
		for query, other := range s.home.idle {
			delete(s.home.idle, query)
			err = other.Close()
			break
		}
	}
	s.home.idle[s.query] = s.sqliteStmt
	return err
}
