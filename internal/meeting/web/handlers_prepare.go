package web

import (
	"net/http"
	"slices"
	"strconv"

	"github.com/a-h/templ"

	"chibo/internal/document"
	"chibo/internal/fault"
	"chibo/internal/meeting"
	"chibo/internal/meeting/year"
	"chibo/internal/org"
	"chibo/internal/rulebook"
	"chibo/internal/server"
	"chibo/internal/ui"
)

func (h handlers) planForm(w http.ResponseWriter, r *http.Request) error {
	return server.Show(w, r, h.newPage)
}

// newPage is the form of a new meeting; it proposes the next one of the year's
// plan, or the kind that the address names. Chair and minute taker are named once the date, and so the list of the
// called, is known.
func (h handlers) newPage(r *http.Request, f *ui.Form) (templ.Component, error) {
	next, err := h.slotToPlan(r)
	if err != nil {
		return nil, err
	}
	values := meeting.Plan{Kind: meeting.Regular, StartsAt: "14:00", HeldOn: next.HeldOn}
	if next.ID != "" {
		values.Kind = next.Kind
	}
	if next.ID != "" && next.HeldOn[:len(next.Month)] != next.Month { // else it follows from the day
		values.Month = next.Month
	}
	if k := meeting.Kind(r.URL.Query().Get("kind")); slices.Contains(meeting.Kinds, k) && k != values.Kind { // another than the plan's next
		values.Kind, values.HeldOn, values.Month = k, "", ""
	}
	return planPage(planProps{
		title: server.Text(r, "meeting.new"), action: "/meeting/new", back: ui.Link{Href: "/meeting", Label: server.Text(r, "meeting.all")},
		verb: server.Text(r, "meeting.plan"), form: f, values: values, kinds: meeting.Kinds,
	}), nil
}

// slotToPlan is the slot of the year's plan that the address names, else the
// next one.
func (h handlers) slotToPlan(r *http.Request) (year.Slot, error) {
	ctx, by, unit := r.Context(), server.Actor(r), org.ID(server.Unit(r))
	if id := r.URL.Query().Get("slot"); id != "" {
		s, of, err := h.years.Slot(ctx, by, year.ID(id))
		if err == nil && (of != unit || s.Meeting != "") {
			err = fault.New(fault.NotFound, "ui.not_found")
		}
		return s, err
	}
	return h.years.Next(ctx, by, unit)
}

// typedPlan reads the form of a plan.
func typedPlan(r *http.Request) meeting.Plan {
	v := server.Form(r)
	return meeting.Plan{
		Kind: meeting.Kind(v.Get("kind")), Combined: v.Get("combined") == "on", Why: v.Get("why"), Cell: v.Get("cell"), HeldOn: date(v.Get("held_on")), Month: date(v.Get("month")), StartsAt: v.Get("starts_at"), Place: v.Get("place"),
		Chair: personOf(v.Get("chair")), Minuter: personOf(v.Get("minuter")), Reason: v.Get("reason"),
	}
}

func (h handlers) plan(w http.ResponseWriter, r *http.Request) error {
	id, err := h.meetings.Plan(r.Context(), server.Actor(r), org.ID(server.Unit(r)), typedPlan(r))
	if err != nil {
		return server.Retry(w, r, err, h.newPage)
	}
	return server.Done(w, r, href(id), "meeting.planned")
}

func (h handlers) replanForm(w http.ResponseWriter, r *http.Request) error {
	return server.Show(w, r, h.replanPage)
}

func (h handlers) replanPage(r *http.Request, f *ui.Form) (templ.Component, error) {
	sh, err := h.meetings.Get(r.Context(), server.Actor(r), idOf(r))
	if err != nil {
		return nil, err
	}
	m := sh.Meeting
	if !m.State.Ahead() || !sh.MayPrepare {
		return nil, fault.New(fault.NotFound, "ui.not_found")
	}
	return planPage(planProps{
		title: server.Text(r, "meeting.replan"), action: here(r) + "/plan", back: ui.Link{Href: here(r), Label: server.Text(r, "meeting.back")},
		verb: server.Text(r, "meeting.save_plan"), form: f, version: strconv.Itoa(m.Version), people: people(sh.Seats), named: true,
		told: m.State == meeting.Announced, kinds: kindsFor(m),
		values: meeting.Plan{Kind: m.Kind, Why: m.Why, Month: m.Month, HeldOn: m.HeldOn, StartsAt: m.StartsAt, Place: m.Place, Chair: m.Chair, Minuter: m.Minuter},
	}), nil
}

func (h handlers) replan(w http.ResponseWriter, r *http.Request) error {
	err := h.meetings.Reschedule(r.Context(), server.Actor(r), idOf(r), server.Version(r), typedPlan(r))
	if err != nil {
		return server.Retry(w, r, err, h.replanPage)
	}
	return server.Done(w, r, here(r), "meeting.plan_saved")
}

func typedItem(r *http.Request) meeting.ItemForm {
	v := server.Form(r)
	f := meeting.ItemForm{Title: v.Get("title"), Kind: rulebook.Kind(v.Get("kind")), Minutes: server.Number(v.Get("minutes")), Presenter: personOf(v.Get("presenter"))}
	if v.Has("papers_shown") {
		f.Papers = []document.ID{}
		for _, p := range v["papers"] {
			f.Papers = append(f.Papers, document.ID(p))
		}
	}
	return f
}

func (h handlers) addItem(w http.ResponseWriter, r *http.Request) error {
	_, err := h.meetings.AddItem(r.Context(), server.Actor(r), idOf(r), typedItem(r))
	if err != nil {
		return server.Retry(w, r, err, h.newItemPage)
	}
	return server.Done(w, r, here(r), "meeting.item_added")
}

func (h handlers) newItem(w http.ResponseWriter, r *http.Request) error {
	return server.Show(w, r, h.newItemPage)
}

func (h handlers) newItemPage(r *http.Request, f *ui.Form) (templ.Component, error) {
	sh, err := h.meetings.Get(r.Context(), server.Actor(r), idOf(r))
	if err != nil {
		return nil, err
	}
	if !arranges(sh, f) {
		return nil, fault.New(fault.NotFound, "ui.not_found")
	}
	return newItemPage(sh, f), nil
}

// arranges reports whether the reader may change the agenda now. A form that
// came back is shown all the same, with what was typed.
func arranges(sh meeting.Sheet, f *ui.Form) bool {
	state := sh.Meeting.State
	return sh.MayRecord && (state.Ahead() || state == meeting.Open || f != nil)
}

func (h handlers) itemForm(w http.ResponseWriter, r *http.Request) error {
	return server.Show(w, r, h.itemPage)
}

func (h handlers) itemPage(r *http.Request, f *ui.Form) (templ.Component, error) {
	sh, err := h.meetings.Get(r.Context(), server.Actor(r), idOf(r))
	if err != nil {
		return nil, err
	}
	for _, i := range sh.Items {
		if i.ID == itemID(r) && arranges(sh, f) {
			return itemPage(sh, i, f), nil
		}
	}
	return nil, fault.New(fault.NotFound, "ui.not_found")
}

func (h handlers) amendItem(w http.ResponseWriter, r *http.Request) error {
	err := h.meetings.AmendItem(r.Context(), server.Actor(r), idOf(r), itemID(r), server.Version(r), typedItem(r))
	if err != nil {
		return server.Retry(w, r, err, h.itemPage)
	}
	return server.Done(w, r, here(r), "meeting.item_saved")
}

func (h handlers) moveItem(w http.ResponseWriter, r *http.Request) error {
	err := h.meetings.MoveItem(r.Context(), server.Actor(r), idOf(r), itemID(r), server.Form(r).Get("to") == "up")
	if err == nil {
		return server.Redirect(w, r, here(r)+"#agenda")
	}
	return h.after(w, r, err, "", "")
}

func (h handlers) removeItem(w http.ResponseWriter, r *http.Request) error {
	err := h.meetings.RemoveItem(r.Context(), server.Actor(r), idOf(r), itemID(r), server.Version(r))
	return h.after(w, r, err, here(r), "meeting.item_removed")
}

func (h handlers) invite(w http.ResponseWriter, r *http.Request) error {
	v := server.Form(r)
	_, err := h.meetings.Invite(r.Context(), server.Actor(r), idOf(r), v.Get("guest_name"), v.Get("guest_title"))
	return h.after(w, r, err, here(r), "meeting.guest_added")
}

func (h handlers) uninvite(w http.ResponseWriter, r *http.Request) error {
	err := h.meetings.Uninvite(r.Context(), server.Actor(r), idOf(r), meeting.GuestID(r.PathValue("guest")))
	return h.after(w, r, err, here(r), "meeting.guest_removed")
}

func (h handlers) open(w http.ResponseWriter, r *http.Request) error {
	err := h.meetings.Open(r.Context(), server.Actor(r), idOf(r), server.Version(r), server.Form(r).Get("opened_at"))
	return h.after(w, r, err, here(r)+"/attendance", "meeting.opened")
}

func (h handlers) cancelForm(w http.ResponseWriter, r *http.Request) error {
	return h.ask(w, r, meeting.Cancelling, nil)
}

func (h handlers) cancel(w http.ResponseWriter, r *http.Request) error {
	err := h.meetings.Cancel(r.Context(), server.Actor(r), idOf(r), server.Version(r), server.Form(r).Get("reason"))
	if err != nil {
		return h.askAgain(w, r, meeting.Cancelling, err)
	}
	return server.Done(w, r, "/meeting", "meeting.cancelled")
}

// ask is the page that asks once more before a move that needs a reason.
func (h handlers) ask(w http.ResponseWriter, r *http.Request, v meeting.Verb, f *ui.Form) error {
	c, err := h.askPage(r, v, f)
	if err != nil {
		return err
	}
	return server.Render(w, r, c)
}

func (h handlers) askAgain(w http.ResponseWriter, r *http.Request, v meeting.Verb, err error) error {
	return server.Retry(w, r, err, func(r *http.Request, f *ui.Form) (templ.Component, error) { return h.askPage(r, v, f) })
}

func (h handlers) askPage(r *http.Request, v meeting.Verb, f *ui.Form) (templ.Component, error) {
	sh, err := h.meetings.Get(r.Context(), server.Actor(r), idOf(r))
	if err != nil {
		return nil, err
	}
	if !sh.May(v) && f == nil {
		return nil, fault.New(fault.NotFound, "ui.not_found")
	}
	return askPage(sh, v, f), nil
}
