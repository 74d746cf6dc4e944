package member_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"chibo/internal/access"
	"chibo/internal/db"
	"chibo/internal/dbtest"
	"chibo/internal/fault"
	"chibo/internal/figure"
	"chibo/internal/member"
	"chibo/internal/member/roster"
)

// A person entered twice becomes one and two again; figures stay what the records
// say.
func TestUnite(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		h, ctx := build(t, d), t.Context()
		secretary := h.enter(t, h.cell, "Nguyễn Văn A", member.Form{Party: member.Party{Card: "012345678901"}})
		h.appoint(t, secretary, member.Secretary, "2015-01-01")
		by := h.actor(t, secretary)
		long := member.Form{
			Person: member.Person{Birth: "1980-05-01", Phone: "0900 000 001", Sex: "female"},
			Party:  member.Party{AdmittedOn: "2012-03-01", OfficialOn: "2013-03-01"}, Status: member.Official, From: "2012-03-01",
		}
		into := h.enter(t, h.cell, "Trần Thị B", long)
		short := member.Form{Person: member.Person{Birth: "1980"}, Party: member.Party{AdmittedOn: "2013-03-02", OfficialOn: "2014-03-02", Card: "012345678902"}, Status: member.Official, From: "2010-06-01"}
		from := h.enter(t, h.cell, "Tran Thi B", short)
		other := h.enter(t, h.sister, "Trần Thị B", long)
		h.must(t, h.members.AssignDuty(ctx, by, h.cell, from, 2026, "Theo dõi thu đảng phí"))
		h.must(t, h.members.AssignDuty(ctx, by, h.cell, from, 2025, "Giúp chi đoàn"))
		h.must(t, h.members.AssignDuty(ctx, by, h.cell, into, 2026, "Theo dõi phong trào"))

		found, err := h.members.Doubles(ctx, by, h.cell)
		h.must(t, err)
		if len(found.Pairs) != 1 || found.Pairs[0].From.Person != from || found.Pairs[0].Into.Person != into || found.Pairs[0].Why != member.SameName {
			t.Fatalf("doubles %+v", found.Pairs)
		}
		side, err := h.members.Compare(ctx, by, from, into)
		h.must(t, err)
		if diff := cmp.Diff([]member.Holding{{Kind: "member", Rows: 4, Stay: 3}}, side.Holdings); diff != "" || len(side.Contrasts) != 7 {
			t.Error(diff, side.Contrasts)
		}
		h.refusesUnite(t, by, from, into, other, side.Version)
		h.setApart(t, by, from, into)
		h.uniteAndUndo(t, by, from, into, side.Version)
	})
}

// setApart: two who look alike and are two people are not offered again.
func (h house) setApart(t *testing.T, by access.Actor, from, into member.ID) {
	t.Helper()
	ctx := t.Context()
	if _, err := h.members.Part(ctx, by, from, into, " "); !fault.Is(err, fault.Invalid) {
		t.Errorf("without a reason: %v", err)
	}
	if _, err := h.members.Part(ctx, h.actor(t, into), from, into, "Khác quê quán"); !fault.Is(err, fault.Denied) {
		t.Errorf("by a plain member: %v", err)
	}
	for range 2 { // the second time changes nothing
		_, err := h.members.Part(ctx, by, into, from, "Khác quê quán")
		h.must(t, err)
	}
	found, err := h.members.Doubles(ctx, by, h.cell)
	h.must(t, err)
	if len(found.Pairs) != 0 {
		t.Errorf("offered again: %+v", found.Pairs)
	}
}

func (h house) refusesUnite(t *testing.T, by access.Actor, from, into, other member.ID, version int) {
	t.Helper()
	ctx := t.Context()
	for name, c := range map[string]struct {
		from, into member.ID
		version    int
		choices    map[roster.Field]member.Choice
		kind       fault.Kind
	}{
		"nothing chosen":      {from, into, version, nil, fault.Invalid},
		"an older page":       {from, into, version - 1, nil, fault.Stale},
		"of another cell":     {other, into, version, nil, fault.NotFound},
		"himself":             {into, into, version, nil, fault.NotFound},
		"facts that disagree": {from, into, version, chosen(map[roster.Field]member.Choice{roster.Admitted: member.TakeFrom}), fault.Invalid},
	} {
		_, err := h.members.Unite(ctx, by, c.from, c.into, c.version, c.choices)
		if !fault.Is(err, c.kind) {
			t.Errorf("%s: %v", name, err)
		}
	}
	for name, by := range map[string]access.Actor{"a plain member": h.actor(t, into), "himself": {Person: string(from), Duties: by.Duties}} {
		if _, err := h.members.Compare(ctx, by, from, into); !fault.Is(err, fault.Denied) {
			t.Errorf("%s: %v", name, err)
		}
	}
	h.refusesPosts(t, by, into)
}

// refusesPosts holds that a merge is no way to the post of another.
func (h house) refusesPosts(t *testing.T, secretary access.Actor, into member.ID) {
	t.Helper()
	on := access.Place{Unit: string(h.cell), Path: secretary.Duties[0].Path}
	for role, want := range map[access.Role]bool{access.CommitteeMember: false, access.Deputy: true} {
		by := access.Actor{Kind: access.Human, Account: "x", Person: "x", Duties: []access.Duty{{Role: role, Unit: on.Unit, Path: on.Path}}}
		_, err := h.members.Compare(t.Context(), by, member.ID(secretary.Person), into)
		if (err == nil) != want || err != nil && fault.Key(err) != "member.merge_post" {
			t.Errorf("the secretary's record, merged by a %s: %v", role, err)
		}
	}
}

// chosen keeps everything of the record that stays but what is named.
func chosen(but map[roster.Field]member.Choice) map[roster.Field]member.Choice {
	all := map[roster.Field]member.Choice{roster.Name: member.KeepInto, roster.Birth: member.KeepInto, roster.Admitted: member.KeepInto, roster.Official: member.KeepInto}
	for f, c := range but {
		all[f] = c
	}
	return all
}

func (h house) uniteAndUndo(t *testing.T, by access.Actor, from, into member.ID, version int) {
	t.Helper()
	ctx := t.Context()
	before, err := h.members.Get(ctx, by, into)
	h.must(t, err)
	was, err := h.members.Get(ctx, by, from)
	h.must(t, err)
	id, err := h.members.Unite(ctx, by, from, into, version, chosen(map[roster.Field]member.Choice{roster.Name: member.TakeFrom}))
	h.must(t, err)
	rec, err := h.members.Get(ctx, by, into)
	h.must(t, err)
	if rec.Person.Name != "Tran Thi B" || rec.Person.Birth != "1980-05-01" || rec.Party.Card != "012345678902" || len(rec.Duties) != 2 {
		t.Errorf("united %+v", rec)
	}
	if len(rec.Memberships) != 1 || rec.Memberships[0].From != "2010-06-01" {
		t.Errorf("memberships %+v", rec.Memberships)
	}
	if _, err := h.members.Get(ctx, by, from); !fault.Is(err, fault.NotFound) && !fault.Is(err, fault.Denied) {
		t.Errorf("the record that is no more: %v", err)
	}
	h.sound(t, 2)
	m, today, err := h.members.Merged(ctx, by, id)
	h.must(t, err)
	if !m.Undoable(today) || m.Undoable(today.AddDays(member.UndoDays+1)) || m.Until() != today.AddDays(member.UndoDays) {
		t.Errorf("merged %+v", m)
	}
	kept, err := h.members.Undo(ctx, by, id)
	h.must(t, err)
	if kept != 0 {
		t.Errorf("%d rows stayed", kept)
	}
	for id, want := range map[member.ID]member.Record{into: before, from: was} {
		got, err := h.members.Get(ctx, by, id)
		h.must(t, err)
		got.Person.Version, want.Person.Version = 0, 0
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("after the undo: %s", diff)
		}
	}
	h.sound(t, 3)
	if _, err := h.members.Undo(ctx, by, id); fault.Key(err) != "member.merge_final" {
		t.Errorf("twice: %v", err)
	}
	h.erase(t, by, from, into)
}

// erase forgets somebody who had been merged: his other record too.
func (h house) erase(t *testing.T, by access.Actor, from, into member.ID) {
	t.Helper()
	ctx := t.Context()
	side, err := h.members.Compare(ctx, by, from, into)
	h.must(t, err)
	id, err := h.members.Unite(ctx, by, from, into, side.Version, chosen(nil))
	h.must(t, err)
	h.must(t, h.members.Tidy(ctx, access.System))
	if n := h.count(t, `SELECT COUNT(*) FROM member_merge WHERE changes <> ''`); n != 1 {
		t.Errorf("%d merges can be undone", n)
	}
	if err := h.members.Tidy(ctx, by); !fault.Is(err, fault.Denied) {
		t.Errorf("tidied by a secretary: %v", err)
	}
	d, err := h.members.Dossier(ctx, by, into)
	h.must(t, err)
	if n := len(d.Changes); n < 5 { // entered twice, duties of both, merged, undone, merged
		t.Errorf("%d lines of history", n)
	}
	h.must(t, h.db.Write(ctx, access.Console, func(tx *db.Tx) error {
		selves, err := member.SelvesOf(tx, into)
		if diff := cmp.Diff([]member.ID{into, from}, selves); diff != "" {
			t.Error(diff)
		}
		for _, self := range selves {
			if err := h.members.Erase(tx, access.Console, self); err != nil {
				return err
			}
		}
		return err
	}))
	rec, err := h.members.Get(ctx, by, into)
	h.must(t, err)
	if rec.Person.Name != member.Forgotten || rec.Person.Birth != "1980" || rec.Person.Sex != "female" || rec.Person.Phone != "" || rec.Party.Card != "" || rec.Duties[0].Body != "" {
		t.Errorf("forgotten %+v", rec)
	}
	h.sound(t, 2)
	if _, err := h.members.Undo(ctx, by, id); fault.Key(err) != "member.merge_final" {
		t.Errorf("a merge of somebody forgotten: %v", err)
	}
}

// sound holds the figures against the records, and the headcount of the cell.
func (h house) sound(t *testing.T, people int) {
	t.Helper()
	wrong, err := figure.Verify(t.Context(), h.db, member.Headcount, member.AdmittedCount)
	h.must(t, err)
	if len(wrong) > 0 {
		t.Error(wrong)
	}
	h.must(t, h.db.Read(t.Context(), func(tx *db.Tx) error {
		all, err := member.CalledTo(tx, h.cell, tx.Today())
		if len(all) != people {
			t.Errorf("%d members, want %d", len(all), people)
		}
		return err
	}))
}

func (h house) must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}
