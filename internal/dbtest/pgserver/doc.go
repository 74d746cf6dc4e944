// Package pgserver runs a PostgreSQL server of its own for the tests: made in
// a temporary folder, reached by a unix socket alone, gone when it is stopped.
//
// Nothing has to be installed by hand. The program files are looked for on the
// machine first and then in tools/postgres, where npm may bring them:
//
//  1. CHIBO_TEST_POSTGRES holds the address of a server that already runs: it
//     is used as it is and left alone at the end;
//  2. initdb and postgres on PATH, then the newest /usr/lib/postgresql/*/bin;
//  3. tools/postgres/node_modules, installed by Install.
//
// A server started here may lose everything when the machine stops: fsync is
// off. It compares text by bytes (C locale), as chibo demands.
package pgserver
