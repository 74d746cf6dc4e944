package movement_test

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"chibo/internal/access"
	"chibo/internal/db"
	"chibo/internal/dbtest"
	"chibo/internal/fault"
	"chibo/internal/fault/faulttest"
	"chibo/internal/meeting/meetingtest"
	"chibo/internal/member"
	"chibo/internal/movement"
	"chibo/internal/org"
)

// hall is the hall with its comings and goings.
type hall struct {
	meetingtest.Hall
	moves *movement.Service
}

func build(t *testing.T, d *db.DB) hall {
	t.Helper()
	h := hall{Hall: meetingtest.New(t, d)}
	h.moves = movement.New(d, h.Members)
	return h
}

// must gives what came without an error.
func must[T any](v T, err error) func(*testing.T) T {
	return func(t *testing.T) T {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return v
	}
}

func refused(t *testing.T, err error, kind fault.Kind, key string) {
	t.Helper()
	if !fault.Is(err, kind) || key != "" && fault.Key(err) != key {
		t.Errorf("got %v, want %s", err, key)
	}
}

func (h hall) get(t *testing.T, by access.Actor, id movement.TransferID) movement.Sheet {
	t.Helper()
	return must(h.moves.Get(t.Context(), by, id))(t)
}

// step takes a transfer a step on, over its own version.
func (h hall) step(t *testing.T, by access.Actor, id movement.TransferID, act movement.Act, f movement.Step) error {
	t.Helper()
	version := h.get(t, access.Console, id).Transfer.Version
	return h.moves.Step(t.Context(), by, id, version, act, f)
}

// issue brings a request as far as its letter.
func (h hall) issue(t *testing.T, id movement.TransferID) {
	t.Helper()
	meetingtest.Must(t, h.step(t, h.Secretary, id, movement.Reviewing, movement.Step{On: "2026-05-05", Review: "Hoàn thành tốt nhiệm vụ"}))
	meetingtest.Must(t, h.step(t, h.Secretary, id, movement.Issuing, movement.Step{On: "2026-05-06", LetterNo: "07-GTSHĐ", FeeUntil: "2026-05", Enclosed: "Hồ sơ đảng viên"}))
}

// A4, form B14, B15: the ways of members, one database for each engine.
func TestMovement(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		h := build(t, d)
		t.Run("between two cells", h.betweenCells)
		t.Run("bad input", h.badInput)
		t.Run("from and to outside", h.outside)
		t.Run("decisions", h.decisions)
		t.Run("fee", h.fee)
		t.Run("balance", h.balance)
		t.Run("person", h.person)
	})
}

// A4: a moved member keeps history; both cells are right on both sides of the
// date, and roles follow the membership.
func (h hall) betweenCells(t *testing.T) {
	ctx, plain := t.Context(), member.ID(h.Plain.Person)
	id := must(h.moves.Begin(ctx, h.Plain, h.Cell, movement.Request{Person: plain, MovedOn: "2026-05-04", Host: "khoa duoc"}))(t)
	_, err := h.moves.Get(ctx, h.Stranger, id)
	refused(t, err, fault.NotFound, "")
	if sh := h.get(t, h.Plain, id); len(sh.Moves) != 1 || !sh.May(movement.Withdrawing) {
		t.Errorf("the member may %v", sh.Moves)
	}
	refused(t, h.step(t, h.Plain, id, movement.Reviewing, movement.Step{On: "2026-05-05", Review: "Tốt"}), fault.Denied, "")
	faulttest.Expect(t, h.step(t, h.Secretary, id, movement.Reviewing, movement.Step{On: "2026-05-03", Review: "Tốt"}), "on", "movement.before_earlier")
	refused(t, h.step(t, h.Secretary, id, movement.Receiving, movement.Step{On: "2026-05-05"}), fault.Invalid, "movement.not_when_requested")
	h.issue(t, id)
	_, err = h.moves.Begin(ctx, h.Secretary, h.Cell, movement.Request{Person: plain, MovedOn: "2026-05-04", Outside: "Đảng ủy phường", Distance: movement.Country})
	faulttest.Expect(t, err, "person", "movement.crossing")
	sh := h.get(t, h.Stranger, id)
	if sh.Due.On != "2026-06-17" || sh.Transfer.HostName != "Chi bộ Khoa Dược" {
		t.Errorf("due %s at %s", sh.Due.On, sh.Transfer.HostName)
	}
	meetingtest.Must(t, h.step(t, h.Stranger, id, movement.Presenting, movement.Step{On: "2026-05-11"}))
	faulttest.Expect(t, h.step(t, h.Stranger, id, movement.Receiving, movement.Step{On: "2026-05-26"}), "on", "movement.day_ahead")
	refused(t, h.moves.Step(ctx, h.Stranger, id, 1, movement.Receiving, movement.Step{On: "2026-05-12"}), fault.Stale, "")
	meetingtest.Must(t, h.step(t, h.Stranger, id, movement.Receiving, movement.Step{On: "2026-05-12"}))

	for _, c := range []struct {
		unit org.ID
		on   db.Date
		want bool
	}{{h.Cell, "2026-05-11", true}, {h.Cell, "2026-05-12", false}, {h.Sister, "2026-05-11", false}, {h.Sister, "2026-05-12", true}} {
		if got := h.belongs(t, plain, c.unit, c.on); got != c.want {
			t.Errorf("belongs to %s on %s: %v", c.unit, c.on, got)
		}
	}
	if moved := h.Actor(t, plain); len(moved.Duties) != 1 || moved.Duties[0].Unit != string(h.Sister) {
		t.Errorf("his roles %v", moved.Duties)
	}
	rec, err := h.Members.Get(ctx, h.Stranger, plain)
	if err != nil || len(rec.Memberships) != 2 || rec.Memberships[1].EndedBy != member.ByTransfer {
		t.Errorf("his history %+v, %v", rec.Memberships, err)
	}
	letter := must(h.moves.Letter(ctx, h.Stranger, id))(t)
	if letter.Head.Number != "Số 07-GTSHĐ" || letter.Addressees[0] != "Chi ủy Chi bộ Khoa Dược" || letter.Signatures[0].Name != "Nguyễn Văn A" {
		t.Errorf("the letter %+v", letter)
	}
	for unit, by := range map[org.ID]access.Actor{h.Cell: h.Secretary, h.Sister: h.Stranger} {
		r := must(h.moves.Register(ctx, by, unit, 2026))(t)
		if len(r.Entries) != 1 || (r.Entries[0].Goes == "") == (unit == h.Cell) || len(r.Sheet().Rows) != 1 {
			t.Errorf("the register %+v", r.Entries)
		}
	}
	_, err = h.moves.List(ctx, h.Officer, h.Cell, movement.Filter{})
	refused(t, err, fault.Denied, "")
}

func (h hall) belongs(t *testing.T, id member.ID, unit org.ID, on db.Date) (ok bool) {
	t.Helper()
	meetingtest.Must(t, h.DB.Read(t.Context(), func(tx *db.Tx) error {
		all, err := member.HoldersIn(tx, unit, on)
		ok = slices.ContainsFunc(all, func(h member.Holder) bool { return h.Person == id })
		return err
	}))
	return ok
}

// A4: dates before admission, no goal or two, a suspended member, a cell that is
// gone.
func (h hall) badInput(t *testing.T) {
	ctx := t.Context()
	who := h.Enter(t, h.Cell, "Phạm Thị D", member.Official)
	good := movement.Request{Person: who, MovedOn: "2026-05-04", Outside: "Đảng ủy phường Bến Nghé", Distance: movement.Province}
	for name, c := range map[string]struct {
		change     func(*movement.Request)
		field, key string
	}{
		"before admission": {func(f *movement.Request) { f.MovedOn = "2010-02-28" }, "moved_on", "movement.before_admission"},
		"no day":           {func(f *movement.Request) { f.MovedOn = "2026-05" }, "moved_on", "movement.day_missing"},
		"ahead":            {func(f *movement.Request) { f.MovedOn = "2026-05-26" }, "moved_on", "movement.day_ahead"},
		"nowhere":          {func(f *movement.Request) { f.Outside = " " }, "host", "movement.goal_missing"},
		"two goals":        {func(f *movement.Request) { f.Host = "Khoa Dược" }, "outside", "movement.goal_twice"},
		"how far":          {func(f *movement.Request) { f.Distance = "" }, "distance", "movement.distance_missing"},
		"unknown cell":     {func(f *movement.Request) { f.Host, f.Outside = "Chi bộ Mặt Trăng", "" }, "host", "movement.host_unknown"},
		"its own cell":     {func(f *movement.Request) { f.Host, f.Outside = "Chi bộ Trạm Y tế", "" }, "host", "movement.host_unknown"},
		"a stranger":       {func(f *movement.Request) { f.Person = member.ID(h.Stranger.Person) }, "person", "movement.no_member"},
	} {
		t.Run(name, func(t *testing.T) {
			f := good
			c.change(&f)
			_, err := h.moves.Begin(ctx, h.Secretary, h.Cell, f)
			faulttest.Expect(t, err, c.field, c.key)
		})
	}
	_, err := h.moves.Begin(ctx, h.Minuter, h.Cell, good)
	refused(t, err, fault.Denied, "")

	orgs := org.New(h.DB)
	root := h.Officer.Duties[0].Unit
	gone := must(orgs.Found(ctx, access.Console, org.Form{Name: "Chi bộ Phòng Khám", Kind: "cell", Parent: org.ID(root), From: "2020-01-01"}))(t)
	id := must(h.moves.Begin(ctx, h.Secretary, h.Cell, movement.Request{Person: who, MovedOn: "2026-05-04", Host: "Phòng Khám"}))(t)
	meetingtest.Must(t, orgs.Dissolve(ctx, access.Console, gone, "2026-05-20"))
	refused(t, h.step(t, h.Secretary, id, movement.Reviewing, movement.Step{On: "2026-05-05", Review: "Tốt"}), fault.Invalid, "movement.host_gone")
	meetingtest.Must(t, h.step(t, h.Secretary, id, movement.Withdrawing, movement.Step{Reason: "Chi bộ tiếp nhận đã giải thể"}))
	if sh := h.get(t, h.Secretary, id); sh.Transfer.State != movement.Withdrawn || !sh.Transfer.HostGone {
		t.Errorf("the transfer %+v", sh.Transfer)
	}
	meetingtest.Must(t, h.Members.SetState(ctx, h.Secretary, who, member.StatePeriod{Unit: h.Cell, State: member.Suspended, From: "2026-05-20"}))
	_, err = h.moves.Begin(ctx, h.Secretary, h.Cell, good)
	faulttest.Expect(t, err, "person", "movement.barred")
}

// A4: out of this installation and back into it: one person, one history.
func (h hall) outside(t *testing.T) {
	ctx := t.Context()
	f := member.Form{Person: member.Person{Name: "Hoàng Văn G"}, Party: member.Party{AdmittedOn: "2015-03-01", OfficialOn: "2016-03-01", Card: "001234567890"}, Status: member.Official}
	who := must(h.Members.Enter(ctx, access.Console, h.Cell, f))(t)
	id := must(h.moves.Begin(ctx, h.Secretary, h.Cell, movement.Request{Person: who, MovedOn: "2026-05-04", Outside: "Đảng bộ tỉnh Nghệ An", Distance: movement.Country}))(t)
	h.issue(t, id)
	meetingtest.Must(t, h.step(t, h.Secretary, id, movement.Presenting, movement.Step{On: "2026-05-07"}))
	meetingtest.Must(t, h.step(t, h.Secretary, id, movement.Receiving, movement.Step{On: "2026-05-08"}))

	arrival := movement.Arrival{Person: f, Outside: "Đảng bộ tỉnh Nghệ An", Distance: movement.Country, LetterNo: "12", LetterOn: "2026-05-15", FeeUntil: "2026-05", ReceivedOn: "2026-05-20"}
	for name, c := range map[string]struct {
		change     func(*movement.Arrival)
		field, key string
	}{
		"another's card":      {func(a *movement.Arrival) { a.Person.Name = "Người Khác" }, "card", "member.card_taken"},
		"received too early":  {func(a *movement.Arrival) { a.ReceivedOn = "2026-05-14" }, "received_on", "movement.before_earlier"},
		"before he had left":  {func(a *movement.Arrival) { a.LetterOn, a.ReceivedOn = "2026-05-01", "2026-05-07" }, "received_on", "member.begins_before_end"},
		"no day of admission": {func(a *movement.Arrival) { a.Person.AdmittedOn, a.Person.OfficialOn = "", "" }, "admitted", "movement.admitted_missing"},
		"from nowhere":        {func(a *movement.Arrival) { a.Outside = "" }, "outside", "movement.origin_missing"},
		"no month":            {func(a *movement.Arrival) { a.FeeUntil = "" }, "fee_until", "movement.month_missing"},
	} {
		t.Run(name, func(t *testing.T) {
			a := arrival
			c.change(&a)
			_, err := h.moves.TakeIn(ctx, h.Secretary, h.Cell, a)
			faulttest.Expect(t, err, c.field, c.key)
		})
	}
	back := h.get(t, h.Secretary, must(h.moves.TakeIn(ctx, h.Secretary, h.Cell, arrival))(t))
	if back.Transfer.Person != who || !h.belongs(t, who, h.Cell, "2026-05-20") || h.belongs(t, who, h.Cell, "2026-05-19") {
		t.Errorf("who came back is %+v", back.Transfer)
	}
	h.guest(t, f)
	arrival.Person = member.Form{Person: member.Person{Name: "Đặng Thị M"}, Party: member.Party{AdmittedOn: "2025-09-01"}}
	fresh := h.get(t, h.Secretary, must(h.moves.TakeIn(ctx, h.Secretary, h.Cell, arrival))(t))
	if fresh.Transfer.Name != "Đặng Thị M" || fresh.Transfer.State != movement.Received {
		t.Errorf("who came is %+v", fresh.Transfer)
	}
}

// A4: who comes from outside for a time is called to the meetings of the cell and
// stands in its register; he is not in its headcount. known is a member here.
func (h hall) guest(t *testing.T, known member.Form) {
	t.Helper()
	ctx := t.Context()
	headcount := func() int {
		return must(h.moves.Weigh(ctx, h.Secretary, h.Cell, "2026-05-01", "2026-05-25", 1))(t).After()
	}
	before := headcount()
	who := member.Form{Person: member.Person{Name: "Tạ Văn V"}, Party: member.Party{AdmittedOn: "2012-03-01", OfficialOn: "2013-03-01", Card: "009876543210"}}
	good := movement.Visit{Who: who, Letter: movement.DecisionForm{Ground: "work", Number: "44", DecidedOn: "2026-05-04", From: "2026-05-06", To: "2026-11-06", Outside: "Đảng bộ phường"}}
	for name, c := range map[string]struct {
		change     func(*movement.Visit)
		field, key string
	}{
		"a member here":    {func(v *movement.Visit) { v.Who = known }, "card", "member.card_taken"},
		"from nowhere":     {func(v *movement.Visit) { v.Letter.Outside = "" }, "outside", "movement.origin_missing"},
		"before admission": {func(v *movement.Visit) { v.Who.AdmittedOn = "" }, "admitted", "movement.admitted_missing"},
		"too long":         {func(v *movement.Visit) { v.Letter.To = "2027-11-06" }, "to", "movement.stay_long"},
		"no end":           {func(v *movement.Visit) { v.Letter.To = "" }, "to", "movement.to_missing"},
	} {
		t.Run(name, func(t *testing.T) {
			v := good
			c.change(&v)
			_, err := h.moves.Welcome(ctx, h.Secretary, h.Cell, v)
			faulttest.Expect(t, err, c.field, c.key)
		})
	}
	_, err := h.moves.Welcome(ctx, h.Minuter, h.Cell, good)
	refused(t, err, fault.Denied, "")
	d, _, err := h.moves.Decision(ctx, h.Secretary, must(h.moves.Welcome(ctx, h.Secretary, h.Cell, good))(t))
	meetingtest.Must(t, err)
	_, err = h.moves.Welcome(ctx, h.Secretary, h.Cell, good)
	faulttest.Expect(t, err, "from", "member.visits_already")
	meetingtest.Must(t, h.DB.Read(ctx, func(tx *db.Tx) error {
		called, err := member.CalledTo(tx, h.Cell, "2026-05-25")
		if i := slices.IndexFunc(called, func(c member.Called) bool { return c.Person == d.Person }); i < 0 || called[i].State != member.Visiting {
			t.Errorf("called are %+v", called)
		}
		return err
	}))
	if h.belongs(t, d.Person, h.Cell, "2026-05-25") || headcount() != before {
		t.Errorf("who visits counts among %d, before %d", headcount(), before)
	}
	book := must(h.moves.Register(ctx, h.Secretary, h.Cell, 2026))(t)
	if !slices.ContainsFunc(book.Entries, func(e movement.Entry) bool { return e.Comes == "Đảng bộ phường" && e.Temporary != "" }) {
		t.Errorf("the register: %+v", book.Entries)
	}
}

// A4: what decisions do, and that a membership can be restored.
func (h hall) decisions(t *testing.T) {
	ctx := t.Context()
	var dead []member.ID
	h.moves.OnDeath = func(_ *db.Tx, _ access.Actor, person member.ID) error {
		dead = append(dead, person)
		return nil
	}
	enter := func(name string) member.ID { return h.Enter(t, h.Cell, name, member.Official) }
	record := func(f movement.DecisionForm) movement.DecisionID {
		return must(h.moves.Record(ctx, h.Secretary, h.Cell, f))(t)
	}
	gone, late, old, away := enter("Bùi Văn X"), enter("Đỗ Văn Y"), enter("Hồ Thị Z"), enter("Lý Văn T")
	good := movement.DecisionForm{Person: gone, Kind: movement.Removed, Ground: "absent", Number: "15-QĐ/ĐU", DecidedOn: "2026-05-10", From: "2026-05-10"}
	for name, c := range map[string]struct {
		change     func(*movement.DecisionForm)
		field, key string
	}{
		"before admission": {func(f *movement.DecisionForm) { f.DecidedOn, f.From = "2009-01-01", "2026-05-10" }, "decided_on", "movement.before_admission"},
		"from earlier":     {func(f *movement.DecisionForm) { f.From = "2026-05-09" }, "from", "movement.before_earlier"},
		"no ground":        {func(f *movement.DecisionForm) { f.Ground = "bệnh nặng" }, "ground", "movement.ground_missing"},
		"no number":        {func(f *movement.DecisionForm) { f.Number = "" }, "number", "movement.number_missing"},
		"too short": {func(f *movement.DecisionForm) {
			f.Kind, f.Ground, f.Outside, f.To = movement.Away, "work", "Đảng ủy xã", "2026-07-01"
		}, "to", "movement.stay_short"},
		"too long": {func(f *movement.DecisionForm) {
			f.Kind, f.Ground, f.Outside, f.To = movement.Away, "study", "Học viện", "2029-07-01"
		}, "to", "movement.stay_long"},
	} {
		t.Run(name, func(t *testing.T) {
			f := good
			c.change(&f)
			_, err := h.moves.Record(ctx, h.Secretary, h.Cell, f)
			faulttest.Expect(t, err, c.field, c.key)
		})
	}
	removed := record(good)
	record(movement.DecisionForm{Person: late, Kind: movement.Died, From: "2026-05-11"})
	exempt := record(movement.DecisionForm{Person: old, Kind: movement.Exempt, Ground: "age_health", Number: "05-NQ/CB", DecidedOn: "2026-05-10", From: "2026-06-01"})
	record(movement.DecisionForm{Person: away, Kind: movement.Away, Ground: "study", Number: "3", DecidedOn: "2026-05-10", From: "2026-05-11", To: "2027-05-11", Host: "Khoa Dược"})
	if diff := cmp.Diff([]member.ID{late}, dead); diff != "" || len(h.Actor(t, late).Duties) != 0 {
		t.Error("death:", diff)
	}
	meetingtest.Must(t, h.moves.Inform(ctx, h.Secretary, exempt, "2026-05-20"))
	if d, _, err := h.moves.Decision(ctx, h.Secretary, exempt); err != nil || d.InformedOn != "2026-05-20" {
		t.Errorf("informed %v, %v", d, err)
	}
	refused(t, h.moves.Inform(ctx, h.Secretary, removed, "2026-05-20"), fault.NotFound, "")
	h.visits(t, away)

	_, err := h.moves.Restore(ctx, h.Stranger, removed, movement.DecisionForm{Ground: "mistaken", From: "2026-05-10"})
	refused(t, err, fault.NotFound, "")
	_, err = h.moves.Restore(ctx, h.Secretary, removed, movement.DecisionForm{Ground: "mistaken", From: "2026-05-09"})
	faulttest.Expect(t, err, "from", "member.begins_before_end")
	must(h.moves.Restore(ctx, h.Secretary, removed, movement.DecisionForm{Ground: "repealed", Number: "20-QĐ/ĐU", DecidedOn: "2026-05-18", From: "2026-05-18"}))(t)
	if !h.belongs(t, gone, h.Cell, "2026-05-18") || h.belongs(t, gone, h.Cell, "2026-05-12") {
		t.Error("who was restored does not belong")
	}
	_, err = h.moves.Restore(ctx, h.Secretary, removed, movement.DecisionForm{Ground: "mistaken", From: "2026-05-20"})
	refused(t, err, fault.Invalid, "movement.not_restorable")
	p, err := h.moves.Decisions(ctx, h.Secretary, h.Cell, 1)
	if err != nil || p.Total != 6 || !p.MayDecide {
		t.Errorf("the decisions %+v, %v", p, err)
	}
}

// visits asserts that somebody away is called at both places, and belongs to
// his home alone.
func (h hall) visits(t *testing.T, who member.ID) {
	t.Helper()
	meetingtest.Must(t, h.DB.Read(t.Context(), func(tx *db.Tx) error {
		for unit, want := range map[org.ID]member.State{h.Cell: member.Away, h.Sister: member.Visiting} {
			called, err := member.CalledTo(tx, unit, "2026-05-25")
			if err != nil {
				return err
			}
			i := slices.IndexFunc(called, func(c member.Called) bool { return c.Person == who })
			if i < 0 || called[i].State != want {
				t.Errorf("at %s he is %v", unit, called)
			}
		}
		return nil
	}))
	if h.belongs(t, who, h.Sister, "2026-05-25") {
		t.Error("he counts at his host")
	}
}

// A4: a month of the fee is entered at once; two hands do not overwrite each
// other.
func (h hall) fee(t *testing.T) {
	ctx, me := t.Context(), member.ID(h.Minuter.Person)
	meetingtest.Must(t, h.moves.SaveFees(ctx, h.Secretary, h.Cell, "2026-04", 0, []member.ID{me}))
	refused(t, h.moves.SaveFees(ctx, h.Secretary, h.Cell, "2026-04", 0, nil), fault.Stale, "")
	faulttest.Expect(t, h.moves.SaveFees(ctx, h.Secretary, h.Cell, "2026-04", 1, []member.ID{member.ID(h.Stranger.Person)}), "paid", "movement.no_member")
	refused(t, h.moves.SaveFees(ctx, h.Secretary, h.Cell, "2026-06", 0, nil), fault.NotFound, "")
	refused(t, h.moves.SaveFees(ctx, h.Minuter, h.Cell, "2026-05", 0, nil), fault.Denied, "")
	p := must(h.moves.Fees(ctx, h.Secretary, h.Cell, "2026-04"))(t)
	if p.Paid != 1 || p.Version != 1 || p.Sums["2026-04"] != 1 {
		t.Errorf("the month %+v", p)
	}
	h.rates(t)
	own := must(h.moves.Of(ctx, h.Minuter, me))(t)
	if diff := cmp.Diff([]db.Date{"2026-04"}, own.Paid); diff != "" || !own.Self || own.Keeps {
		t.Error("his own fee:", diff)
	}
	_, err := h.moves.Of(ctx, h.Plain, me)
	refused(t, err, fault.Denied, "")
}

// Amounts are computed where the cell turned it on, by the rules of the month;
// what is not certain says so, and nothing is kept.
func (h hall) rates(t *testing.T) {
	t.Helper()
	ctx := t.Context()
	_, err := h.moves.Rates(ctx, h.Secretary, h.Cell, "2026-04")
	refused(t, err, fault.NotFound, "")
	rule := org.RuleForm{Key: "movement.fee_computed", Value: "true", From: "2026-01-01", DocNo: "03-QC/CB", DocDate: "2026-01-01"}
	must(org.New(h.DB).SetRule(ctx, access.Console, h.Cell, rule))(t)
	_, err = h.moves.Rates(ctx, h.Minuter, h.Cell, "2026-04")
	refused(t, err, fault.Denied, "")
	p := must(h.moves.Rates(ctx, h.Secretary, h.Cell, "2026-04"))(t)
	for _, c := range []struct {
		payer     string
		base, fee int
		confirm   bool
	}{{"insured", 8_500_050, 85_001, false}, {"pension", 6_000_000, 30_000, false}, {"student", 0, 5_000, false}, {"working_age", 4_960_000, 14_880, true}} {
		r, fee, err := p.Of(c.payer, c.base)
		if err != nil || fee != c.fee || r.By.ToConfirm != c.confirm || r.By.Doc.No == "" {
			t.Errorf("%s on %d: %d, %v, by %+v", c.payer, c.base, fee, err, r.By)
		}
	}
	_, _, err = p.Of("insured", 0)
	faulttest.Expect(t, err, "base", "movement.base_invalid")
	_, _, err = p.Of("somebody", 5)
	faulttest.Expect(t, err, "payer", "movement.payer_missing")
	if before := must(h.moves.Rates(ctx, h.Secretary, h.Cell, "2026-01"))(t); len(before.Rates) == len(p.Rates) {
		t.Errorf("the month is judged by its own rules: %+v", before.Rates)
	}
	if fees := must(h.moves.Fees(ctx, h.Secretary, h.Cell, "2026-04"))(t); !fees.Computed || fees.Payers[0].Exempt {
		t.Errorf("the month %+v", fees)
	}
}

// form B14: the table of the cell names people, that of the committee none; it
// balances in the store as in the rule.
func (h hall) balance(t *testing.T) {
	ctx := t.Context()
	cell := must(h.moves.Weigh(ctx, h.Secretary, h.Cell, "2026-05-01", "2026-05-25", 1))(t)
	for line, want := range map[movement.Line]int{movement.InCountry: 2, movement.InRestored: 1, movement.OutCountry: 1, movement.OutProvince: 1, movement.OutRemoved: 1, movement.OutDied: 1, movement.InOther: 0, movement.OutOther: 0} {
		if got := cell.Count(line); got != want {
			t.Errorf("%s: %d, want %d", line, got, want)
		}
	}
	above := must(h.moves.Weigh(ctx, h.Officer, org.ID(h.Officer.Duties[0].Unit), "2026-05-01", "2026-05-25", 1))(t)
	prior := must(h.moves.Weigh(ctx, h.Secretary, h.Cell, "2025-05-01", "2025-05-25", 1))(t)
	for i := range prior.Changes {
		prior.Changes[i].Name = ""
	}
	if diff := cmp.Diff(prior.Balance, cell.Prior); diff != "" || cell.PriorFrom != "2025-05-01" || cell.PriorThrough != "2025-05-25" {
		t.Errorf("the year before, from %s through %s: %s", cell.PriorFrom, cell.PriorThrough, diff)
	}
	if above.Count(movement.OutProvince) != 0 || len(above.Cells) != 2 || above.Named || above.Changes[0].Name != "" || !cell.Named || cell.Changes[0].Name == "" {
		t.Errorf("above %+v", above)
	}
	after := 0
	for _, unit := range []org.ID{h.Cell, h.Sister} {
		meetingtest.Must(t, h.DB.Read(ctx, func(tx *db.Tx) error {
			all, err := member.HoldersIn(tx, unit, "2026-05-25")
			after += len(all)
			return err
		}))
	}
	if above.After() != after || above.Before+above.In()-above.Out() != after {
		t.Errorf("%d + %d − %d, want %d", above.Before, above.In(), above.Out(), after)
	}
	_, err := h.moves.Weigh(ctx, h.Minuter, h.Cell, "2026-05-01", "2026-05-25", 1)
	refused(t, err, fault.Denied, "")
	_, err = h.moves.Weigh(ctx, h.Secretary, h.Cell, "2026-05-01", "2026-04-25", 1)
	faulttest.Expect(t, err, "through", "movement.to_before_from")
	badges := must(h.moves.Badges(ctx, h.Secretary, h.Cell))(t)
	if len(badges.Badges) != 0 || badges.Known == 0 {
		t.Errorf("badges %+v", badges)
	}
}

// A person who is forgotten leaves the figures as they were; of two who are one
// the history is one.
func (h hall) person(t *testing.T) {
	ctx, plain := t.Context(), member.ID(h.Plain.Person)
	before := must(h.moves.Weigh(ctx, h.Secretary, h.Cell, "2026-05-01", "2026-05-25", 1))(t).Balance
	meetingtest.Must(t, h.DB.Write(ctx, access.Console, func(tx *db.Tx) error {
		if err := h.moves.Erase(tx, access.Console, plain); err != nil {
			return err
		}
		return h.moves.Merge(tx, access.Console, plain, member.ID(h.Minuter.Person))
	}))
	after := must(h.moves.Weigh(ctx, h.Secretary, h.Cell, "2026-05-01", "2026-05-25", 1))(t).Balance
	if before.In() != after.In() || before.Out() != after.Out() {
		t.Errorf("%+v became %+v", before, after)
	}
	if own := must(h.moves.Of(ctx, h.Secretary, member.ID(h.Minuter.Person)))(t); len(own.Transfers) != 1 || own.Transfers[0].Review != "" {
		t.Errorf("his transfers %+v", own.Transfers)
	}
}
