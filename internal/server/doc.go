// Package server is the edge: it turns HTTP requests into calls of handlers
// and what they return into pages.
//
// A capability's web package hands over a [Capability]: its name, texts, menu
// entries and routes. Every route is registered by one call that carries the
// access.Action it needs. The server answers before the handler runs if the
// actor holds that action nowhere; whether he may act on the very record is
// the use case's to check.
//
// On its way to a handler a request passes, in this order: the log and a
// guard against panics, security headers with a fresh nonce, a limit on its
// body, protection against cross-site posts, the session, the actor, the
// route's action, and the cleaning of its form (NFC, no control characters).
// The form's idempotency key travels in the context to the first db.Write.
//
// A handler returns an error; errors.go alone answers it. GET changes nothing
// but the session's last-seen and the log of reads.
package server
