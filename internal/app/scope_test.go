package app_test

import (
	"fmt"
	"maps"
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"testing"

	"chibo/internal/access"
	"chibo/internal/dbtest"
	"chibo/internal/meeting"
	"chibo/internal/server"
	"chibo/internal/webtest"
)

var wildcard = regexp.MustCompile(`\{([a-z]+)\}`)

// judged is the action by which a route's place is really judged, where the
// route itself is open to everyone signed in: files belong to a record, and
// its owner decides.
func judged(rt server.Route) access.Action {
	if strings.HasPrefix(rt.Path, "/document/of/") || strings.HasPrefix(rt.Path, "/document/{attachment}") {
		if rt.Method == http.MethodGet && !strings.HasSuffix(rt.Path, "/remove") {
			return meeting.View
		}
		return meeting.Record
	}
	return rt.Action
}

// address fills a route's wildcards with what lies at the place. It is not
// ok where the place holds no such thing.
func address(rt server.Route, params map[string]string) (path string, ok bool) {
	ok = true
	path = wildcard.ReplaceAllStringFunc(rt.Path, func(w string) string {
		v, found := params[strings.Trim(w, "{}")]
		ok = ok && found
		return v
	})
	return strings.TrimSuffix(path, "{$}"), ok
}

// placed lists the routes that concern a place: with a wildcard, or with the
// unit in the query.
func placed(routes []server.Route) []server.Route {
	return slices.DeleteFunc(routes, func(rt server.Route) bool {
		return !wildcard.MatchString(rt.Path) && !byQuery[rt.Path] || wholly[rt.Path]
	})
}

var (
	// byQuery are the pages of a unit named in the query.
	byQuery = map[string]bool{
		"/member": true, "/member/new": true, "/member/import": true, "/member/export.xlsx": true, "/member/export.csv": true, "/task": true, "/task/new": true, "/task/export.xlsx": true, "/directive": true, "/directive/new": true, "/document": true, "/meeting/exchange": true, "/meeting/exchange/new": true, "/meeting/calendar": true, "/meeting/calendar/waiting": true, "/meeting/calendar/print": true, "/meeting/calendar/print.docx": true, "/meeting/calendar/print.pdf": true,
		"/commitment": true, "/commitment/new": true, "/commitment/unit": true, "/commitment/unit/import": true, "/commitment/call": true, "/commitment/coverage": true,
		"/commitment/programme": true, "/commitment/programme/edit": true, "/commitment/programme/issue": true, "/commitment/programme/progress": true,
		"/commitment/programme/print": true, "/commitment/programme/print.docx": true, "/commitment/programme/print.pdf": true,
		"/admission": true, "/admission/list": true, "/admission/new": true, "/admission/enter": true, "/admission/nominate": true, "/admission/nominated": true, "/admission/below": true, "/admission/past/import": true, "/admission/past": true,
		"/quality": true, "/quality/rubrics": true, "/quality/rubrics/new": true, "/evaluation": true, "/evaluation/new": true, "/evaluation/below": true,
		"/target": true, "/target/new": true, "/target/congress": true, "/target/congress/new": true, "/feedback": true, "/bulletin": true, "/bulletin/new": true, "/feedback/month": true, "/feedback/import": true, "/feedback/entries": true, "/feedback/entries/new": true,
		"/welfare": true, "/welfare/new": true, "/welfare/visits": true, "/welfare/visits.docx": true, "/welfare/visits.xlsx": true, "/welfare/visits/new": true,
		"/consultation": true, "/consultation/new": true, "/consultation/public": true, "/consultation/public/new": true, "/consultation/public/print": true, "/consultation/public/print.docx": true, "/consultation/public/print.pdf": true, "/consultation/opinion": true, "/consultation/opinion/new": true,
		"/reflection": true, "/reflection/remarks": true, "/reflection/sent-up": true,
		"/stats": true, "/stats/records": true, "/stats/table.xlsx": true, "/stats/print": true, "/stats/print.docx": true, "/stats/print.pdf": true,
		"/periodic": true, "/periodic/new": true, "/periodic/below": true,
		"/document/chapter": true, "/document/chapter/new": true,
		"/campaign/theme/{campaigntheme}/receive": true, "/campaign/theme/{campaigntheme}/draft": true, "/campaign/theme/{campaigntheme}/issue": true, "/campaign/theme/{campaigntheme}/revise": true, "/campaign/theme/{campaigntheme}/item": true,
		"/periodic/table": true, "/periodic/table/defined": true, "/periodic/table/new": true,
		"/movement": true, "/movement/new": true, "/movement/receive": true, "/movement/register": true, "/movement/register.xlsx": true, "/movement/register.docx": true, "/movement/register.pdf": true,
		"/movement/decision": true, "/movement/decision/new": true, "/movement/balance": true, "/movement/balance.xlsx": true, "/movement/badge": true, "/movement/fee": true,
		"/campaign": true, "/campaign/new": true, "/step": true, "/step/theme/{campaigntheme}/studied": true, "/step/theme/{campaigntheme}/register": true, "/step/theme/{campaigntheme}/report": true, "/step/theme/{campaigntheme}/roll": true, "/step/theme/{campaigntheme}/untick": true, "/step/theme/{campaigntheme}/remind": true, "/step/theme/{campaigntheme}/reports.docx": true, "/step/theme/{campaigntheme}/staff": true, "/commendation": true, "/commendation/register": true, "/commendation/register.xlsx": true, "/commendation/register.docx": true, "/commendation/register.pdf": true,
		"/campaign/conduct": true, "/campaign/conduct/new": true, "/campaign/conduct/use": true, "/campaign/contest": true, "/campaign/contest/new": true, "/campaign/library": true, "/campaign/library/theme/{campaigntheme}": true, "/campaign/library/theme/{campaigntheme}/quiz": true, "/campaign/library/theme/{campaigntheme}/roll": true, "/campaign/library/material/{material}": true, "/campaign/library/material/{material}/read": true,
		"/commendation/new": true, "/commendation/proposal": true, "/commendation/proposal/new": true,
	}
	// byState are pages that are not there in every state of what they show.
	byState = map[string]bool{
		"/step/report/{learning}/edit": true, // for its author, until it is sent
		"/meeting/{meeting}/plan":      true, "/meeting/{meeting}/correct": true, "/meeting/{meeting}/announce": true, "/meeting/{meeting}/contributions": true,
		"/meeting/{meeting}/posted": true, "/meeting/{meeting}/report": true, "/meeting/{meeting}/notice/revise": true, "/meeting/{meeting}/resolution/revise": true,
		"/evaluation/of/{review}/print": true, "/evaluation/of/{review}/print.docx": true, "/evaluation/of/{review}/print.pdf": true, "/evaluation/of/{review}/decide": true,
		"/periodic/of/{periodic}/print": true, "/periodic/of/{periodic}/print.docx": true, "/periodic/of/{periodic}/print.pdf": true, "/periodic/of/{periodic}/tables.xlsx": true,
		"/campaign/review/of/{summary}": true, "/campaign/review/of/{summary}/print": true, "/campaign/review/of/{summary}/print.docx": true, "/campaign/review/of/{summary}/print.pdf": true,
		"/campaign/conduct/use":                true, // of the code in the query
		"/campaign/contest/of/{contest}/amend": true, "/campaign/contest/of/{contest}/enter": true, "/campaign/contest/of/{contest}/cancel": true,
		"/campaign/contest/entry/{piece}/redo": true, "/campaign/contest/entry/{piece}/withdraw": true,
		"/mobilisation/model/of/{exemplar}/assist": true, "/mobilisation/model/of/{exemplar}/appraise": true, "/mobilisation/model/of/{exemplar}/recognise": true, "/mobilisation/model/of/{exemplar}/decline": true, "/mobilisation/model/of/{exemplar}/exemplify": true, "/mobilisation/model/of/{exemplar}/spread": true, // for who decides on it, in their order
		"/evaluation/file/{file}/edit": true, "/evaluation/file/{file}/vote": true,
		"/privacy/request/{request}/withdraw": true, // for who asked alone
		"/bulletin/of/{article}/amend":        true, // for its author, until it is sent
		"/bulletin/of/{article}/figures":      true, "/bulletin/of/{article}/pictures": true, "/bulletin/of/{article}/submit": true,
		"/bulletin/of/{article}/consent": true, "/bulletin/of/{article}/return": true, "/bulletin/of/{article}/publish": true,
		"/target/{target}/give": true, "/reflection/{report}/compare": true, "/reflection/{report}/comments/{comment}": true,
		"/reflection/sent-up/of/{report}": true, "/reflection/sent-up/of/{report}/print.docx": true, "/reflection/sent-up/of/{report}/print.pdf": true,
	}
	// byTree are judged by the whole tree of the place.
	byTree = map[string]bool{"/accounts/grant/{grant}/approve": true}
	// wholly are addresses whose wildcard is no record of the tree: a link's
	// secret.
	wholly = map[string]bool{"/invite/{secret}": true, "/notify/feed/{secret}": true, "/consultation/link/{secret}": true, "/consultation/link/{secret}/file/{attachment}": true, "/consultation/result/{secret}": true}
)

// Every wildcard and every unit in a query is known to the tests: a new one
// fails here until the world has such a thing.
func TestEveryRouteIsReached(t *testing.T) {
	t.Parallel()
	w := webtest.New(t, "")
	for _, rt := range placed(w.App.Server.Routes()) {
		somewhere := false
		for _, p := range w.Places {
			_, ok := address(rt, p.Params)
			somewhere = somewhere || ok
		}
		if !somewhere {
			t.Errorf("%s: no place has such a thing", rt.Pattern())
		}
	}
}

// safety S1: every route × every role × every place. Whoever may not is
// refused, and outside his tree he is not told that the thing exists.
func TestRoleRouteScope(t *testing.T) {
	t.Parallel()
	w := webtest.New(t, "")
	for _, role := range slices.Sorted(maps.Keys(w.People)) {
		client, actor := w.As(t, role), w.Actor(t, role)
		t.Run(string(role), func(t *testing.T) {
			t.Parallel()
			refusals(t, w, client, actor)
		})
	}
}

// refusals tries every route in every place as somebody who may not.
func refusals(t *testing.T, w *webtest.World, client *webtest.Client, actor access.Actor) {
	t.Helper()
	tried := 0
	for name, place := range w.Places {
		for _, rt := range placed(w.App.Server.Routes()) {
			path, ok := address(rt, place.Params)
			if !ok {
				continue
			}
			at := access.Place{Unit: string(place.Unit), Path: place.Path, Person: place.Params["person"]}
			if byQuery[rt.Path] {
				path += "?unit=" + string(place.Unit)
				at.Person = actor.Person // a list shows whoever asks what is his
			}
			if access.Can(actor, judged(rt), at) || byTree[rt.Path] && confirms(actor, at) {
				continue // who may is tried below, where it may change the world
			}
			tried++
			got := send(client, rt.Method, path)
			if problem := refusal(got, actor, rt, at); problem != "" {
				t.Errorf("%s of %s: %s", rt.Pattern(), name, problem)
			}
		}
	}
	t.Logf("%d refusals", tried)
}

// confirms reports whether the actor is a secretary in the tree of the place:
// any of them may confirm what somebody gives to himself.
func confirms(actor access.Actor, at access.Place) bool {
	root, _, _ := strings.Cut(at.Path, ".")
	return slices.ContainsFunc(actor.Duties, func(d access.Duty) bool {
		return d.Role == access.Secretary && strings.HasPrefix(d.Path, root+".")
	})
}

func refusal(got webtest.Answer, actor access.Actor, rt server.Route, at access.Place) string {
	switch {
	case !got.Refused():
		return fmt.Sprintf("answered %d to one who may not", got.Status)
	case access.Might(actor, judged(rt)) && !access.Knows(actor, at) && got.Status != http.StatusNotFound:
		return fmt.Sprintf("answered %d outside the actor's tree", got.Status)
	}
	return ""
}

func send(c *webtest.Client, method, path string) webtest.Answer {
	if method == http.MethodGet {
		return c.Get(path)
	}
	return c.Post(path, url.Values{})
}

// Who may is not refused: the leadership of the own cell reaches every page
// of it, and nobody meets an error of the program.
func TestWhoMayIsServed(t *testing.T) {
	for _, role := range []access.Role{access.Secretary, access.Deputy, access.Member, access.Officer, access.Administrator} {
		t.Run(string(role), func(t *testing.T) {
			t.Parallel()
			w := webtest.New(t, "")
			client, actor := w.As(t, role), w.Actor(t, role)
			for _, method := range []string{http.MethodGet, http.MethodPost} {
				for _, rt := range placed(w.App.Server.Routes()) {
					path, ok := address(rt, w.Own.Params)
					at := access.Place{Unit: string(w.Own.Unit), Path: w.Own.Path, Person: w.Own.Params["person"]}
					if !ok || rt.Method != method || !access.Can(actor, judged(rt), at) {
						continue
					}
					got := send(client, rt.Method, path)
					leads := role == access.Secretary || role == access.Deputy
					if got.Status >= 500 || leads && method == http.MethodGet && got.Refused() && !byState[rt.Path] {
						t.Errorf("%s: %d", rt.Pattern(), got.Status)
					}
				}
			}
		})
	}
}

// safety S1: nobody who is not signed in reaches anything but the public pages, though
// he holds personal links and has opened them.
func TestNobodyReachesNothing(t *testing.T) {
	t.Parallel()
	w := webtest.New(t, "")
	client := w.Nobody(t)
	for _, path := range personal(t, w, w.Own) {
		if got := client.Get(path); got.Status != http.StatusOK {
			t.Errorf("%s: %d", path, got.Status)
		}
	}
	for _, rt := range w.App.Server.Routes() {
		for _, p := range w.Places {
			path, ok := address(rt, p.Params)
			if rt.Action.Name == access.Public.Name || !ok {
				continue
			}
			got := send(client, rt.Method, path)
			if rt.Method == http.MethodGet && (got.Status != http.StatusSeeOther || !strings.HasPrefix(got.Location, "/login")) ||
				rt.Method != http.MethodGet && got.Status != http.StatusUnauthorized {
				t.Errorf("%s: %d %s", rt.Pattern(), got.Status, got.Location)
			}
			if !wildcard.MatchString(rt.Path) {
				break // one address, the same of every place
			}
		}
	}
}

// safety S4: a child of another parent is not found, however the address is
// put together.
func TestForeignChild(t *testing.T) {
	t.Parallel()
	w := webtest.New(t, "")
	client := w.As(t, access.Secretary)
	tried := 0
	for _, rt := range w.App.Server.Routes() {
		names := wildcard.FindAllStringSubmatch(rt.Path, -1)
		if len(names) < 2 || strings.Contains(rt.Path, "{kind}") {
			continue
		}
		for i := 1; i < len(names); i++ {
			params := maps.Clone(w.Own.Params)
			params["secret"] = params["link"]
			params[names[i][1]] = w.Places["sibling"].Params[names[i][1]]
			path, ok := address(rt, params)
			if !ok {
				t.Fatalf("%s: the sibling has no %s", rt.Pattern(), names[i][1])
			}
			tried++
			if got := send(client, rt.Method, path); got.Status != http.StatusNotFound {
				t.Errorf("%s with a foreign %s: %d", rt.Pattern(), names[i][1], got.Status)
			}
		}
	}
	if tried == 0 {
		t.Error("no route has a child")
	}
}

// safety S7: a form from another site is refused on every route.
func TestCrossSite(t *testing.T) {
	t.Parallel()
	w := webtest.New(t, "")
	client := w.As(t, access.Secretary)
	for _, rt := range w.App.Server.Routes() {
		path, ok := address(rt, w.Own.Params)
		if rt.Method == http.MethodGet || !ok {
			continue
		}
		for header, value := range map[string]string{"Sec-Fetch-Site": "cross-site", "Origin": "https://elsewhere.example"} {
			r, err := http.NewRequest(rt.Method, client.Base()+path, strings.NewReader("_key=x"))
			if err != nil {
				t.Fatal(err)
			}
			r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
			r.Header.Set(header, value)
			if got := client.Do(r); got.Status != http.StatusForbidden {
				t.Errorf("%s with %s: %s answered %d", rt.Pattern(), header, value, got.Status)
			}
		}
	}
}

// safety S7: no GET changes any table but the session's last-seen and the
// log of reads.
func TestGetChangesNothing(t *testing.T) {
	t.Parallel()
	w := webtest.New(t, "")
	client := w.As(t, access.Secretary)
	before := dbtest.Digest(t, w.App.DB, "account_session", "audit_read", "audit_leaf", "audit_node", "audit_pending", "figure_delta", "figure_sum")
	for _, rt := range w.App.Server.Routes() {
		if path, ok := address(rt, w.Own.Params); ok && rt.Method == http.MethodGet {
			client.Get(path)
		}
	}
	for table, digest := range dbtest.Digest(t, w.App.DB, "account_session", "audit_read", "audit_leaf", "audit_node", "audit_pending", "figure_delta", "figure_sum") {
		if digest != before[table] {
			t.Errorf("a GET changed %s", table)
		}
	}
}
