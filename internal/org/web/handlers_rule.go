package web

import (
	"net/http"
	"strings"

	"github.com/a-h/templ"

	"chibo/internal/fault"
	"chibo/internal/i18n"
	"chibo/internal/org"
	"chibo/internal/rulebook"
	"chibo/internal/server"
	"chibo/internal/ui"
)

func (h handlers) rules(w http.ResponseWriter, r *http.Request) error {
	return server.Show(w, r, h.rulesPage)
}

func (h handlers) rulesPage(r *http.Request, f *ui.Form) (templ.Component, error) {
	sh, err := h.orgs.Rules(r.Context(), server.Actor(r), unitOf(r))
	if err != nil {
		return nil, err
	}
	return rulesPage(sh, f), nil
}

func (h handlers) setRule(w http.ResponseWriter, r *http.Request) error {
	f, err := typedRule(r)
	if err == nil {
		_, err = h.orgs.SetRule(r.Context(), server.Actor(r), unitOf(r), f)
	}
	if err != nil {
		return server.Retry(w, r, err, h.rulesPage)
	}
	return server.Done(w, r, rulesHref(unitOf(r)), "org.rule_set")
}

// typedRule reads the form of a rule. The choice names the key and the case,
// the value may be written in words.
func typedRule(r *http.Request) (org.RuleForm, error) {
	v := server.Form(r)
	var faults fault.Form
	key, facts := parseCase(v.Get("key"))
	d, _ := rulebook.DeclarationOf(key)
	f := org.RuleForm{
		Key: key, AppliesIf: facts, Value: plainValue(r, d, v.Get("value")),
		DocNo: v.Get("doc_no"), DocClause: v.Get("doc_clause"), Note: v.Get("note"),
	}
	f.From, f.To, f.DocDate = server.DateField(r, &faults, "from"), server.DateField(r, &faults, "to"), server.DateField(r, &faults, "doc_date")
	return f, faults.Err()
}

// plainValue turns a value written in words into the way packs write it. What
// is not understood goes on as it is: the use case says so at the field.
func plainValue(r *http.Request, d rulebook.Declaration, typed string) string {
	typed = strings.TrimSpace(typed)
	is := func(key string) bool { return i18n.Fold(typed) == i18n.Fold(server.Text(r, key)) }
	switch d.Format {
	case rulebook.Share:
		return plainShare(r, typed)
	case rulebook.YesNo:
		if is("rulebook.yes") {
			return "true"
		}
		if is("rulebook.no") {
			return "false"
		}
	case rulebook.Choice:
		for _, c := range d.Choices {
			if is("rulebook.choice." + c) {
				return c
			}
		}
	}
	return typed
}

// plainShare reads "≥2/3" and "ít nhất 2/3", ">1/2" and "trên 1/2".
func plainShare(r *http.Request, typed string) string {
	for _, sign := range []struct{ as, typed string }{
		{">=", ">="},
		{">=", "≥"},
		{">=", strings.TrimSpace(server.Text(r, "rulebook.at_least", ""))},
		{">", ">"},
		{">", strings.TrimSpace(server.Text(r, "rulebook.more_than", ""))},
	} {
		if len(typed) >= len(sign.typed) && strings.EqualFold(typed[:len(sign.typed)], sign.typed) {
			return sign.as + " " + strings.ReplaceAll(typed[len(sign.typed):], " ", "")
		}
	}
	return typed
}

func (h handlers) askEndRule(w http.ResponseWriter, r *http.Request) error {
	return server.Show(w, r, h.endRulePage)
}

func (h handlers) endRulePage(r *http.Request, f *ui.Form) (templ.Component, error) {
	u, l, err := h.orgs.Rule(r.Context(), server.Actor(r), unitOf(r), ruleOf(r))
	if err != nil {
		return nil, err
	}
	return endRulePage(u, l, server.Today(r), f), nil
}

func (h handlers) endRule(w http.ResponseWriter, r *http.Request) error {
	var faults fault.Form
	on := server.DateField(r, &faults, "on")
	err := faults.Err()
	if err == nil {
		err = h.orgs.EndRule(r.Context(), server.Actor(r), unitOf(r), ruleOf(r), on)
	}
	if err != nil {
		return server.Retry(w, r, err, h.endRulePage)
	}
	return server.Done(w, r, rulesHref(unitOf(r)), "org.rule_was_ended")
}

func (h handlers) history(w http.ResponseWriter, r *http.Request) error {
	u, lines, err := h.orgs.History(r.Context(), server.Actor(r), unitOf(r))
	if err != nil {
		return err
	}
	return server.Render(w, r, historyPage(u, server.Events(r, lines)))
}

func ruleOf(r *http.Request) org.RuleID { return org.RuleID(r.PathValue("rule")) }

func rulesHref(unit org.ID) string { return string(unitHref(unit)) + "/rules" }

// caseText names a key and the case that a rule speaks of, for the choice of
// a form; parseCase reads it.
func caseText(key string, facts rulebook.Facts) string {
	if len(facts) == 0 {
		return key
	}
	return key + "?" + org.FactsText(facts)
}

func parseCase(s string) (key string, facts rulebook.Facts) {
	key, text, _ := strings.Cut(s, "?")
	return key, org.ParseFacts(text)
}
