package web

import (
	"net/http"
	"net/url"
	"strings"

	"chibo/internal/ballot"
	"chibo/internal/meeting"
	"chibo/internal/member"
	"chibo/internal/paper"
	"chibo/internal/server"
	"chibo/internal/vote"
)

func (h handlers) nominate(w http.ResponseWriter, r *http.Request) error {
	v := server.Form(r)
	err := h.ballots.Nominate(r.Context(), server.Actor(r), meetingOf(r), idOf(r), server.Version(r), member.ID(v.Get("person")), ballot.Naming(v.Get("named")))
	return h.done(w, r, err, "candidates", "ballot.nominated")
}

func (h handlers) withdraw(w http.ResponseWriter, r *http.Request) error {
	err := h.ballots.Withdraw(r.Context(), server.Actor(r), meetingOf(r), idOf(r), server.Version(r), ballot.CandidateID(r.PathValue("candidate")))
	return h.done(w, r, err, "withdraw", "ballot.withdrawn_done")
}

func (h handlers) appoint(w http.ResponseWriter, r *http.Request) error {
	v := server.Form(r)
	var others []member.ID
	for _, p := range v["board"] {
		others = append(others, member.ID(p))
	}
	err := h.ballots.Appoint(r.Context(), server.Actor(r), meetingOf(r), idOf(r), server.Version(r), member.ID(v.Get("head")), others)
	return h.done(w, r, err, "board", "ballot.board_saved")
}

func (h handlers) cast(w http.ResponseWriter, r *http.Request) error {
	err := h.ballots.Cast(r.Context(), server.Actor(r), meetingOf(r), idOf(r), server.Version(r))
	return h.done(w, r, err, "cast", "ballot.cast_done")
}

// forField and a candidate's id name the field of his votes.
const forField = "for-"

// counted reads the figures of the board.
func counted(v url.Values) ballot.Tally {
	t := ballot.Tally{
		Issued: number(v.Get("issued")), Returned: number(v.Get("returned")), Valid: number(v.Get("valid")), Invalid: number(v.Get("invalid")),
		Reason: v.Get("invalid_reason"), For: map[ballot.CandidateID]int{},
		Count: vote.Count{Favour: number(v.Get("favour")), Against: number(v.Get("against")), Other: number(v.Get("other"))},
	}
	for name := range v {
		if id, ok := strings.CutPrefix(name, forField); ok {
			t.For[ballot.CandidateID(id)] = number(v.Get(name))
		}
	}
	return t
}

func (h handlers) enter(w http.ResponseWriter, r *http.Request) error {
	err := h.ballots.Enter(r.Context(), server.Actor(r), meetingOf(r), idOf(r), server.Version(r), counted(server.Form(r)))
	return h.done(w, r, err, "count", "ballot.entered_done")
}

func (h handlers) confirm(w http.ResponseWriter, r *http.Request) error {
	err := h.ballots.Confirm(r.Context(), server.Actor(r), meetingOf(r), idOf(r), server.Version(r))
	return h.done(w, r, err, "confirm", "ballot.confirmed_done")
}

func (h handlers) announce(w http.ResponseWriter, r *http.Request) error {
	err := h.ballots.Announce(r.Context(), server.Actor(r), meetingOf(r), idOf(r), server.Version(r))
	return h.done(w, r, err, "announce", "ballot.announced_done")
}

// ballotsOf gives the ballots to print, in as many copies as the address asks
// for.
func (h handlers) ballotsOf(r *http.Request) (ballot.Sheet, paper.Document, error) {
	return h.ballots.Ballots(r.Context(), server.Actor(r), meetingOf(r), idOf(r), number(r.URL.Query().Get("copies")))
}

func (h handlers) papers(w http.ResponseWriter, r *http.Request) error {
	sh, d, err := h.ballotsOf(r)
	if err != nil {
		return err
	}
	query := ""
	if r.URL.RawQuery != "" {
		query = "?" + url.Values{"copies": {r.URL.Query().Get("copies")}}.Encode()
	}
	return server.Render(w, r, printPage(sh, d, func(ending string) string { return href(sh.Meeting.ID, sh.Ballot.ID) + "/papers" + ending + query }))
}

func (h handlers) papersFile(f paper.Format) server.Handler {
	return func(w http.ResponseWriter, r *http.Request) error {
		sh, d, err := h.ballotsOf(r)
		if err != nil {
			return err
		}
		return server.HandOut(w, r, fileName("phieu", sh.Meeting), f, d)
	}
}

func (h handlers) record(w http.ResponseWriter, r *http.Request) error {
	sh, d, err := h.ballots.Record(r.Context(), server.Actor(r), meetingOf(r), idOf(r))
	if err != nil {
		return err
	}
	return server.Render(w, r, printPage(sh, d, func(ending string) string { return href(sh.Meeting.ID, sh.Ballot.ID) + "/record" + ending }))
}

func (h handlers) recordFile(f paper.Format) server.Handler {
	return func(w http.ResponseWriter, r *http.Request) error {
		sh, d, err := h.ballots.Record(r.Context(), server.Actor(r), meetingOf(r), idOf(r))
		if err != nil {
			return err
		}
		return server.HandOut(w, r, fileName("bien-ban-kiem-phieu", sh.Meeting), f, d)
	}
}

func fileName(what string, m meeting.Meeting) string { return what + "-" + string(m.HeldOn) }
