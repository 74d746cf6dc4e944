package web

import (
	"net/http"
	"strconv"

	"github.com/a-h/templ"

	"chibo/internal/commitment"
	"chibo/internal/commitment/hint"
	"chibo/internal/fault"
	"chibo/internal/server"
	"chibo/internal/ui"
)

func (h handlers) editForm(w http.ResponseWriter, r *http.Request) error {
	return server.Show(w, r, h.editPage)
}

// editPage is the editor: what is stored, or what came back. ?more asks for an
// empty item at the end, ?remove=2 whether the second may go.
func (h handlers) editPage(r *http.Request, f *ui.Form) (templ.Component, error) {
	sh, err := h.ready(r, commitment.Saving, f)
	if err != nil {
		return nil, err
	}
	p := editProps{Sheet: sh, form: f, paper: ui.Sheet(commitment.Compose(sh.Pledge, sh.Unit, sh.Author)), more: r.URL.Query().Has("more")}
	for _, i := range sh.Pledge.Items {
		p.items = append(p.items, commitment.ItemForm{ID: i.ID, Heading: i.Heading, Work: i.Work, Measure: i.Measure, Due: i.Due, Theme: i.Theme})
	}
	if f != nil {
		p.items = read(f.Values, 0)
		for n := len(p.items) + 1; f.Theirs[fieldOf(n, "heading")] != ""; n++ {
			p.items = append(p.items, commitment.ItemForm{}) // room to show what somebody else added
		}
	} else if p.asking, err = strconv.Atoi(r.URL.Query().Get("remove")); err != nil {
		p.asking = 0
	}
	if p.hints, err = h.hints(r, sh, p.items); err != nil {
		return nil, err
	}
	if len(p.items) == 0 || p.more && len(p.items) < commitment.ItemsMax {
		p.items, p.more = append(p.items, commitment.ItemForm{}), true
	}
	return editPage(p), nil
}

// hints are what the author, and nobody else, is told about his items (D2).
// They are worked out anew on each of his pages and kept nowhere.
func (h handlers) hints(r *http.Request, sh commitment.Sheet, items []commitment.ItemForm) ([][]hint.Finding, error) {
	if !sh.Own || !sh.May(commitment.Saving) {
		return nil, nil
	}
	near, err := h.pledges.Neighbours(r.Context(), server.Actor(r), sh.Pledge.ID)
	if err != nil {
		return nil, err
	}
	var others []hint.Item
	for _, i := range near {
		others = append(others, hint.Item{Heading: i.Heading, Work: i.Work, Measure: i.Measure, Due: i.Due})
	}
	index := hint.NewIndex(others)
	all := make([][]hint.Finding, len(items))
	for n, i := range items {
		all[n] = index.Of(hint.Item{Heading: i.Heading, Work: i.Work, Measure: i.Measure, Due: i.Due})
	}
	return all, nil
}

// edit saves what the editor holds and does what the button says: save alone,
// add an item, ask whether one may go, drop it.
func (h handlers) edit(w http.ResponseWriter, r *http.Request) error {
	id, v := idOf(r), server.Form(r)
	do, n := order(v)
	place, drop := standing(v, n), 0
	if do == "drop" {
		drop = n
	}
	if _, err := h.pledges.Save(r.Context(), server.Actor(r), id, server.Version(r), read(v, drop)); err != nil {
		return server.Retry(w, r, err, h.editPage)
	}
	at := to(id, "edit")
	switch {
	case do == "add":
		return server.Redirect(w, r, at+"?more=1")
	case do == "drop":
		return server.Done(w, r, at, "commitment.removed", n)
	case do == "ask" && place > 0: // an empty card has gone by itself
		no := strconv.Itoa(place)
		return server.Redirect(w, r, at+"?remove="+no+"#item-"+no)
	case do == "ask":
		return server.Redirect(w, r, at)
	}
	return server.Done(w, r, at, "commitment.save_done")
}

// draft is the save that the script makes while one writes.
func (h handlers) draft(w http.ResponseWriter, r *http.Request) error {
	id := idOf(r)
	version, err := h.pledges.Save(r.Context(), server.Actor(r), id, server.Version(r), read(server.Form(r), 0))
	if err != nil {
		return server.Retry(w, r, err, h.editPage)
	}
	w.Header().Set("Chibo-Version", strconv.Itoa(version))
	return server.Done(w, r, to(id, "edit"), "commitment.save_done")
}

// saved saves what the editor sent along, if it did, and gives the version to
// go on from.
func (h handlers) saved(r *http.Request) (version int, err error) {
	v := server.Form(r)
	if !v.Has(fieldOf(1, "heading")) {
		return server.Version(r), nil
	}
	return h.pledges.Save(r.Context(), server.Actor(r), idOf(r), server.Version(r), read(v, 0))
}

// copyLast adds what was registered the year before.
func (h handlers) copyLast(w http.ResponseWriter, r *http.Request) error {
	id := idOf(r)
	version, err := h.saved(r)
	if err == nil {
		_, err = h.pledges.CopyLast(r.Context(), server.Actor(r), id, version)
	}
	if err != nil {
		return server.Retry(w, r, err, h.editPage)
	}
	return server.Done(w, r, to(id, "edit"), "commitment.copied")
}

// submit saves what the editor holds and sends it to the leaders.
func (h handlers) submit(w http.ResponseWriter, r *http.Request) error {
	id := idOf(r)
	version, err := h.saved(r)
	if err == nil {
		err = h.pledges.Submit(r.Context(), server.Actor(r), id, version)
	}
	switch {
	case fault.Is(err, fault.Invalid), fault.Is(err, fault.Stale):
		return server.Retry(w, r, err, h.editPage)
	case err != nil:
		return err
	}
	return server.Done(w, r, href(id), "commitment.submit_done")
}
