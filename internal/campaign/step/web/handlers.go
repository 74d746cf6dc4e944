package web

import (
	"net/http"
	"net/url"

	"github.com/a-h/templ"

	"chibo/internal/campaign"
	"chibo/internal/campaign/step"
	"chibo/internal/fault"
	"chibo/internal/member"
	"chibo/internal/org"
	"chibo/internal/server"
	"chibo/internal/ui"
)

func unitOf(r *http.Request) org.ID { return org.ID(server.Unit(r)) }

func themeOf(r *http.Request) campaign.ThemeID {
	return campaign.ThemeID(r.PathValue("campaigntheme"))
}

// ownHref is the page of one's own steps in a unit.
func ownHref(unit org.ID) string { return "/step?unit=" + url.QueryEscape(string(unit)) }

// of is an address of a theme in a unit.
func of(t campaign.ThemeID, part string, unit org.ID) string {
	return "/step/theme/" + string(t) + "/" + part + "?unit=" + url.QueryEscape(string(unit))
}

// rollHref is the roll of a unit at a step.
func rollHref(t campaign.ThemeID, unit org.ID, s step.Step) string {
	return of(t, "roll", unit) + "&step=" + url.QueryEscape(string(s))
}

func (h handlers) mine(w http.ResponseWriter, r *http.Request) error {
	return server.Show(w, r, h.minePage)
}

func (h handlers) minePage(r *http.Request, f *ui.Form) (templ.Component, error) {
	m, err := h.steps.Mine(r.Context(), server.Actor(r), unitOf(r))
	return minePage(m, f), err
}

func (h handlers) studied(w http.ResponseWriter, r *http.Request) error {
	if err := h.steps.SayStudied(r.Context(), server.Actor(r), themeOf(r), unitOf(r)); err != nil {
		return server.Retry(w, r, err, h.minePage)
	}
	return server.Done(w, r, ownHref(unitOf(r)), "step.studied_done")
}

// register leads on to the pledge, which registers once it is sent.
func (h handlers) register(w http.ResponseWriter, r *http.Request) error {
	id, err := h.steps.Register(r.Context(), server.Actor(r), themeOf(r), unitOf(r))
	if err != nil {
		return server.Retry(w, r, err, h.minePage)
	}
	return server.Done(w, r, "/commitment/"+string(id), "step.register_done")
}

func (h handlers) begin(w http.ResponseWriter, r *http.Request) error {
	id, err := h.steps.Begin(r.Context(), server.Actor(r), themeOf(r), unitOf(r))
	if err != nil {
		return server.Retry(w, r, err, h.minePage)
	}
	return server.Redirect(w, r, reportHref(id)+"/edit")
}

// stepOf is the step that the address names, else the first that the leaders note.
func stepOf(r *http.Request) step.Step {
	if s := step.Step(r.URL.Query().Get("step")); s != "" {
		return s
	}
	return step.Study
}

func (h handlers) roll(w http.ResponseWriter, r *http.Request) error {
	return server.Show(w, r, h.rollPage)
}

func (h handlers) rollPage(r *http.Request, f *ui.Form) (templ.Component, error) {
	roll, err := h.steps.Roll(r.Context(), server.Actor(r), themeOf(r), unitOf(r))
	if err != nil {
		return nil, err
	}
	s := stepOf(r)
	if !roll.Asked.Has(s) {
		if r.URL.Query().Has("step") || len(roll.Asked) == 0 {
			return nil, fault.New(fault.NotFound, "ui.not_found")
		}
		s = roll.Asked[0]
	}
	return rollPage(rollProps{Roll: roll, step: s, all: r.URL.Query().Has("all"), page: server.PageNumber(r), at: r.URL, form: f}), nil
}

func (h handlers) tick(w http.ResponseWriter, r *http.Request) error {
	var faults fault.Form
	v := server.Form(r)
	f := step.TickForm{Step: stepOf(r), On: server.DateField(r, &faults, "on")}
	for _, person := range v["people"] {
		f.People = append(f.People, member.ID(person))
	}
	err := faults.Err()
	if err == nil {
		err = h.steps.Tick(r.Context(), server.Actor(r), themeOf(r), unitOf(r), f)
	}
	if err != nil {
		return server.Retry(w, r, err, h.rollPage)
	}
	return server.Done(w, r, rollHref(themeOf(r), unitOf(r), f.Step), "step.ticked", len(f.People))
}

func (h handlers) untick(w http.ResponseWriter, r *http.Request) error {
	person := member.ID(server.Form(r).Get("person"))
	if err := h.steps.Untick(r.Context(), server.Actor(r), themeOf(r), unitOf(r), stepOf(r), person); err != nil {
		return server.Retry(w, r, err, h.rollPage)
	}
	return server.Done(w, r, rollHref(themeOf(r), unitOf(r), stepOf(r)), "step.unticked")
}

func (h handlers) remind(w http.ResponseWriter, r *http.Request) error {
	told, err := h.steps.Remind(r.Context(), server.Actor(r), themeOf(r), unitOf(r), stepOf(r))
	if err != nil {
		return server.Retry(w, r, err, h.rollPage)
	}
	return server.Done(w, r, rollHref(themeOf(r), unitOf(r), stepOf(r)), "step.reminded", told)
}

func (h handlers) staffForm(w http.ResponseWriter, r *http.Request) error {
	return server.Show(w, r, h.staffPage)
}

func (h handlers) staffPage(r *http.Request, f *ui.Form) (templ.Component, error) {
	sh, err := h.steps.Staff(r.Context(), server.Actor(r), themeOf(r), unitOf(r))
	return staffPage(sh, f), err
}

func (h handlers) staff(w http.ResponseWriter, r *http.Request) error {
	numbers, v := map[step.Step]int{}, server.Form(r)
	for _, s := range step.Steps {
		numbers[s] = server.Number(v.Get(step.StaffField(s)))
	}
	if err := h.steps.CountStaff(r.Context(), server.Actor(r), themeOf(r), unitOf(r), server.Version(r), numbers); err != nil {
		return server.Retry(w, r, err, h.staffPage)
	}
	return server.Done(w, r, of(themeOf(r), "staff", unitOf(r)), "step.staff_done")
}

func (h handlers) choiceForm(w http.ResponseWriter, r *http.Request) error {
	return server.Show(w, r, h.choicePage)
}

func (h handlers) choicePage(r *http.Request, f *ui.Form) (templ.Component, error) {
	c, err := h.steps.Choice(r.Context(), server.Actor(r), themeOf(r))
	return choicePage(c, f), err
}

func (h handlers) choose(w http.ResponseWriter, r *http.Request) error {
	var steps []step.Step
	for _, s := range server.Form(r)["steps"] {
		steps = append(steps, step.Step(s))
	}
	if err := h.steps.Choose(r.Context(), server.Actor(r), themeOf(r), server.Version(r), steps); err != nil {
		return server.Retry(w, r, err, h.choicePage)
	}
	return server.Done(w, r, themeHref(themeOf(r)), "step.choice_done")
}
