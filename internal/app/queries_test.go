package app_test

import (
	"net/http"
	"testing"

	"chibo/internal/access"
	"chibo/internal/webtest"
)

// A page may make twelve queries. The frame's six come on top: the session,
// the account, its roles by position, its granted roles, the names of their
// organisations, and the notices of the bell.
const queriesMax = 12 + 6

// perf P1: a page makes a fixed number of queries, however long its lists.
func TestPagesMakeAFixedNumberOfQueries(t *testing.T) {
	t.Parallel()
	few, many := webtest.New(t, ""), webtest.New(t, "")
	many.Crowd(t, 1000)
	a, b := few.As(t, access.Secretary), many.As(t, access.Secretary)
	for _, rt := range few.App.Server.Routes() {
		path, ok := address(rt, few.Own.Params)
		other, _ := address(rt, many.Own.Params)
		if !ok || rt.Method != http.MethodGet {
			continue
		}
		short, n := a.Count(few, path)
		long, m := b.Count(many, other)
		if short.Status != http.StatusOK || long.Status != http.StatusOK {
			continue // a redirect, or a page of another role
		}
		if n != m || m > queriesMax {
			t.Errorf("%s: %d queries, with a thousand members %d; at most %d", rt.Pattern(), n, m, queriesMax)
		}
	}
}
