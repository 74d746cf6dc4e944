package mobilisation

import (
	"slices"
	"strings"
	"testing"

	"chibo/internal/access"
	"chibo/internal/fault/faulttest"
	"chibo/internal/member"
	"chibo/internal/org"
)

// F1: where each act on an item leads from each state; an item that was dropped is
// left alone.
func TestItemWorkflow(t *testing.T) {
	want := map[ItemState]map[ItemAct]ItemState{
		Planned: {Rewriting: Planned, Noting: Planned, Finishing: Done, Dropping: Dropped},
		Done:    {Reopening: Planned},
		Dropped: {},
	}
	for state, acts := range want {
		for _, act := range []ItemAct{Rewriting, Noting, Finishing, Reopening, Dropping} {
			got, err := Item{State: state}.after(act)
			if to, allowed := acts[act]; allowed != (err == nil) || allowed && got.To != to {
				t.Errorf("%s, %s: %s, %v", state, act, got.To, err)
			}
		}
	}
}

// F1: where each act on a model leads from each state. Recognised again and taken over
// it stays what it is; what was declined or withdrawn is left alone.
func TestModelWorkflow(t *testing.T) {
	want := map[State]map[Act]State{
		Registered: {Amending: Registered, Assisting: Assisted, Appraising: Appraised, Withdrawing: Withdrawn},
		Assisted:   {Amending: Assisted, Appraising: Appraised, Withdrawing: Withdrawn},
		Appraised:  {Recognising: Recognised, Declining: Declined},
		Recognised: {Recognising: Recognised, Exemplifying: Exemplary, Spreading: Recognised},
		Exemplary:  {Recognising: Exemplary, Spreading: Exemplary, Proposing: Proposed},
		Proposed:   {Recognising: Proposed, Spreading: Proposed},
	}
	for _, state := range States {
		for _, act := range Acts {
			got, err := Model{State: state}.after(act)
			if to, allowed := want[state][act]; allowed != (err == nil) || allowed && got.To != to {
				t.Errorf("%s, %s: %s, %v", state, act, got.To, err)
			}
			if state.Open() && err == nil && act == Spreading {
				t.Errorf("%s is taken over", state)
			}
		}
	}
}

// F1: the committee directly above decides on a model, not one further above and not
// the unit; the unit itself where none stands above here.
func TestMay(t *testing.T) {
	at := func(role access.Role, unit, path string) access.Actor {
		return access.Actor{Kind: access.Human, Duties: []access.Duty{{Role: role, Unit: unit, Path: path}}}
	}
	cell, top := org.Unit{ID: "c", Parent: "b", Path: "a.b.c."}, org.Unit{ID: "a", Path: "a."}
	for name, c := range map[string]struct {
		by           access.Actor
		unit         org.Unit
		judge, leads bool
	}{
		"directly above": {at(access.Officer, "b", "a.b."), cell, true, false},
		"further above":  {at(access.Officer, "a", "a."), cell, false, false},
		"its secretary":  {at(access.Secretary, "c", "a.b.c."), cell, false, true},
		"its member":     {at(access.Member, "c", "a.b.c."), cell, false, false},
		"elsewhere":      {at(access.Officer, "x", "a.x."), cell, false, false},
		"none above":     {at(access.Secretary, "a", "a."), top, true, true},
		"its officer":    {at(access.Officer, "a", "a."), top, true, true},
	} {
		if got := may(c.by, Judge, c.unit); got != c.judge {
			t.Errorf("%s judges: %v", name, got)
		}
		if got := may(c.by, Lead, c.unit); got != c.leads {
			t.Errorf("%s leads: %v", name, got)
		}
	}
}

// F1: what is typed of an item of the programme of 2026.
func TestItemForm(t *testing.T) {
	areas, people := []Area{{ID: "duty"}}, []member.Profile{{Person: "p"}}
	for name, c := range map[string]struct {
		change     func(*ItemForm)
		field, key string
	}{
		"whole":                  {func(*ItemForm) {}, "", ""},
		"a member sees to it":    {func(f *ItemForm) { f.Owner, f.Person = "", "p" }, "", ""},
		"an area of another":     {func(f *ItemForm) { f.Area = "x" }, "area", "mobilisation.area_missing"},
		"no work":                {func(f *ItemForm) { f.Work = " \n " }, "work", "mobilisation.work_missing"},
		"for nobody":             {func(f *ItemForm) { f.Audience = "" }, "audience", "mobilisation.audience_missing"},
		"nobody sees to it":      {func(f *ItemForm) { f.Owner = " " }, "owner", "mobilisation.owner_missing"},
		"somebody of another":    {func(f *ItemForm) { f.Person = "q" }, "person", "mobilisation.person_elsewhere"},
		"due on no day":          {func(f *ItemForm) { f.Due = "2026-02-30" }, "due", "mobilisation.due_missing"},
		"due in another year":    {func(f *ItemForm) { f.Due = "2027-01-01" }, "due", "mobilisation.due_elsewhere"},
		"marked as a secret":     {func(f *ItemForm) { f.Measure = "TUYỆT MẬT" }, "measure", "document.secret"},
		"more than a page holds": {func(f *ItemForm) { f.Audience = strings.Repeat("a", lineMax+1) }, "audience", "meeting.too_long"},
	} {
		f := ItemForm{Area: "duty", Work: "Hướng dẫn", Audience: "Người bệnh", Owner: "Công đoàn", Due: "2026-12-31"}
		c.change(&f)
		err := f.check(2026, areas, people)
		if got := faulttest.Fields(err); c.field == "" && err != nil || c.field != "" && (len(got) != 1 || got[c.field] != c.key) {
			t.Errorf("%s: %v", name, got)
		}
	}
}

// F1: what is typed to register a model; of a collective no person is kept, and of a
// person no collective.
func TestModelForm(t *testing.T) {
	u, people := org.Unit{Since: "2020-06-01"}, []member.Profile{{Person: "p"}}
	for name, c := range map[string]struct {
		change     func(*ModelForm)
		field, key string
	}{
		"of a collective":         {func(*ModelForm) {}, "", ""},
		"of a member":             {func(f *ModelForm) { f.Kind, f.Person = Individual, "p" }, "", ""},
		"of nobody":               {func(f *ModelForm) { f.Kind = "" }, "kind", "mobilisation.kind_missing"},
		"of no collective":        {func(f *ModelForm) { f.Collective = "" }, "collective", "mobilisation.collective_missing"},
		"of a member elsewhere":   {func(f *ModelForm) { f.Kind, f.Person = Individual, "q" }, "person", "mobilisation.person_elsewhere"},
		"in no field":             {func(f *ModelForm) { f.Field = "x" }, "field", "mobilisation.field_missing"},
		"without a name":          {func(f *ModelForm) { f.Title = "" }, "title", "mobilisation.title_missing"},
		"without words":           {func(f *ModelForm) { f.Body = "" }, "body", "mobilisation.body_missing"},
		"on no day":               {func(f *ModelForm) { f.RegisteredOn = "2026-05" }, "registered_on", "mobilisation.day_missing"},
		"on a day to come":        {func(f *ModelForm) { f.RegisteredOn = "2026-05-26" }, "registered_on", "mobilisation.day_ahead"},
		"before there was a unit": {func(f *ModelForm) { f.RegisteredOn = "2020-05-31" }, "registered_on", "mobilisation.before_unit"},
	} {
		f := ModelForm{Kind: Collective, Collective: "Tổ Tiếp đón", Field: Culture, Title: "Tiếp đón", Body: "Chỉ dẫn tận nơi", RegisteredOn: "2026-05-25"}
		c.change(&f)
		err := f.check(u, people, "2026-05-25")
		if got := faulttest.Fields(err); c.field == "" && err != nil || c.field != "" && (len(got) != 1 || got[c.field] != c.key) {
			t.Errorf("%s: %v", name, got)
		}
		if err == nil && (f.Person == "") == (f.Collective == "") {
			t.Errorf("%s: both, or none: %+v", name, f)
		}
	}
}

// F1: every act asks for what it needs and keeps nothing else; no step lies before the
// one that it follows.
func TestStepForm(t *testing.T) {
	m := Model{ActedOn: "2026-03-01", Level: ByBase}
	full := StepForm{Giver: "Đảng ủy", Level: ByProvince, Number: "12-QĐ/ĐU", On: "2026-04-01", Words: "Cách làm rõ", Unit: "u"}
	for _, a := range Acts {
		if a == Amending {
			continue
		}
		g, err := full.check(m, a, "2026-05-25")
		if err != nil {
			t.Errorf("%s: %v", a, err)
		}
		kept := map[string]bool{"giver": g.Giver != "", "level": g.Level != "", "number": g.Number != "", "words": g.Words != "", "unit_id": g.Unit != "", "on": g.On == full.On}
		lacks := faulttest.Fields(func() error { _, err := StepForm{}.check(m, a, "2026-05-25"); return err }())
		for field, is := range kept {
			if is != a.Asks(field) || is != (lacks[field] != "") {
				t.Errorf("%s, %s: kept %v, missed %q", a, field, is, lacks[field])
			}
		}
	}
	for _, c := range []struct {
		change     func(*StepForm)
		field, key string
	}{
		{func(f *StepForm) { f.On = "2026-02-28" }, "on", "mobilisation.day_early"},
		{func(f *StepForm) { f.On = "2026-05-26" }, "on", "mobilisation.day_ahead"},
		{func(f *StepForm) { f.Level = ByBase }, "level", "mobilisation.level_low"},
		{func(f *StepForm) { f.Level = "world" }, "level", "mobilisation.level_missing"},
	} {
		f := full
		c.change(&f)
		_, err := f.check(m, Recognising, "2026-05-25")
		faulttest.Expect(t, err, c.field, c.key)
	}
	if !slices.IsSortedFunc(Levels, Level.compare) || Level("").compare(ByUnit) >= 0 {
		t.Error("levels out of order")
	}
}
