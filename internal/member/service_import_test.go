package member_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"chibo/internal/access"
	"chibo/internal/db"
	"chibo/internal/dbtest"
	"chibo/internal/fault"
	"chibo/internal/member"
	"chibo/internal/member/roster"
	"chibo/internal/org"
)

const importHead = "STT,Họ và tên,Ngày sinh,Giới tính,Ngày vào Đảng,Ngày chính thức,Số thẻ Đảng,Chi bộ,Chức vụ Đảng,Tình trạng,Số CCCD\n"

// houseList names five people of two cells.
const houseList = importHead +
	"1,Nguyễn Văn A,03/02/1980,Nam,01/03/2010,01/03/2011,001000000001,Chi bộ Trạm Y tế,Bí thư,,001080000001\n" +
	"2,Trần Thị B,1985,Nữ,01/03/2012,01/03/2013,001000000002,Trạm Y tế,Phó bí thư,Miễn sinh hoạt,001085000002\n" +
	"3,Lê Văn C,05/06/1990,Nam,01/03/2015,01/03/2016,001000000003,CB Khoa Dược,Chi ủy viên,,001090000003\n" +
	"4,Phạm Thị D,07/08/1999,Nữ,02/01/2026,,,Chi bộ Khoa Dược - Đảng bộ Sở Y tế,,,001099000004\n" +
	"5,Hoàng Văn Đ,1975,Nam,,,,Chi bộ Khoa Dược,Đảng ủy viên,Đã chuyển đi,001075000005\n"

func (h house) list(t *testing.T, unit org.ID, data string) member.Preview {
	t.Helper()
	id, err := h.members.ReadList(t.Context(), access.Console, unit, "danh-sach.csv", []byte(data))
	if err != nil {
		t.Fatal(err)
	}
	return h.preview(t, id)
}

func (h house) preview(t *testing.T, id member.ImportID) member.Preview {
	t.Helper()
	p, err := h.members.Preview(t.Context(), access.Console, id)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func (h house) confirm(t *testing.T, p member.Preview) {
	t.Helper()
	if _, err := h.members.Confirm(t.Context(), access.Console, p.ID, p.Version); err != nil {
		t.Fatalf("%v: %v", err, p.Faults)
	}
}

func faultKeys(faults []roster.Fault) []string {
	var all []string
	for _, f := range faults {
		all = append(all, fmt.Sprintf("%d %s %s", f.Row, f.Column, f.Key))
	}
	return all
}

func (h house) count(t *testing.T, query string) (n int) {
	t.Helper()
	if err := h.db.Read(t.Context(), func(tx *db.Tx) (err error) {
		n, err = db.One(tx, db.Value[int], query)
		return err
	}); err != nil {
		t.Fatal(err)
	}
	return n
}

// A5: a list for a committee names the cells; people come with standing,
// posts and states, and taking the same list again changes nothing.
func TestImport(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		h := build(t, d)
		p := h.list(t, h.root, houseList)
		if len(p.Faults) > 0 || len(p.Added) != 4 || p.Gone != 1 || p.Rows != 5 || !p.Ready() {
			t.Fatalf("added %d, gone %d of %d, faults %v", len(p.Added), p.Gone, p.Rows, p.Faults)
		}
		h.confirm(t, p)
		cell, err := h.members.List(t.Context(), access.Console, h.cell, member.Filter{})
		if err != nil {
			t.Fatal(err)
		}
		sister, err := h.members.List(t.Context(), access.Console, h.sister, member.Filter{})
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, r := range slices.Concat(cell.Rows, sister.Rows) {
			got = append(got, fmt.Sprint(r.Name, " ", r.Post, " ", r.Status, " ", r.State, " ", r.Birth))
		}
		want := []string{
			"Nguyễn Văn A secretary official  1980-02-03", "Trần Thị B deputy official exempt 1985",
			"Lê Văn C committee_member official  1990-06-05", "Phạm Thị D  probationary  1999-08-07",
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Error(diff)
		}
		again := h.list(t, h.root, houseList)
		if again.Same != 4 || len(again.Added)+len(again.Changed)+len(again.Faults) != 0 {
			t.Errorf("again: same %d, added %v, changed %v, faults %v", again.Same, again.Added, again.Changed, again.Faults)
		}
		if done := h.preview(t, p.ID); done.State != member.ImportDone || done.AddedCount != 4 {
			t.Errorf("after: %+v", done)
		}
		if n := h.count(t, `SELECT COUNT(*) FROM member_import WHERE body LIKE '%001080000001%'`); n != 0 {
			t.Error("a national identity number was kept")
		}
	})
}

// A5: old and new stand beside each other; recognition opens the official
// period on its date.
func TestImportChanges(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		h := build(t, d)
		h.confirm(t, h.list(t, h.root, houseList))
		p := h.list(t, h.sister, "Họ và tên,Ngày sinh,Ngày vào Đảng,Ngày chính thức,Điện thoại\n"+
			"PHẠM THỊ D,07/08/1999,02/01/2025,02/01/2026,0912345678\nLê Văn C,1990,,,\n")
		if len(p.Changed) != 1 || len(p.Added) != 0 || len(p.Faults) != 0 {
			t.Fatalf("changed %v, added %v, faults %v", p.Changed, p.Added, p.Faults)
		}
		want := []member.FieldChange{
			{Field: roster.Phone, To: "0912345678"},
			{Field: roster.Admitted, From: "2026-01-02", To: "2025-01-02"},
			{Field: roster.Official, To: "2026-01-02"},
			{Field: roster.Status, From: "probationary", To: "official"},
		}
		if diff := cmp.Diff(want, p.Changed[0].Changes); diff != "" {
			t.Error(diff)
		}
		h.confirm(t, p)
		rec, err := h.members.Get(t.Context(), access.Console, p.Changed[0].Person)
		if err != nil {
			t.Fatal(err)
		}
		if rec.Status != member.Official || len(rec.Memberships) != 2 || rec.Memberships[0].From < "2026-01-02" {
			t.Errorf("memberships: %+v", rec.Memberships)
		}
	})
}

// A5: errors by row and cell, and with one of them nothing is taken.
func TestImportFaults(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		h := build(t, d)
		far, err := h.orgs.Found(t.Context(), access.Console, org.Form{Name: "Chi bộ Trường học", Kind: "cell", From: "2010-01-01"})
		if err != nil {
			t.Fatal(err)
		}
		secretary := h.enter(t, h.cell, "Nguyễn Văn A", member.Form{})
		h.appoint(t, secretary, member.Secretary, "2020-01-01")
		h.enter(t, far, "Vũ Thị E", member.Form{Person: member.Person{Birth: "1988-01-02"}, Status: member.Official, Party: member.Party{AdmittedOn: "2010-01-01", OfficialOn: "2011-01-01", Card: "009000000009"}})
		by := h.actor(t, secretary)
		id, err := h.members.ReadList(t.Context(), by, h.cell, "a.csv", []byte("Họ và tên,Ngày sinh,Ngày vào Đảng,Ngày chính thức,Số thẻ,Chi bộ,Email\n"+
			"Trần Thị B,1985,01/03/2012,01/03/2013,,Trạm Y tế,\n"+
			"Vũ Thị E,02/01/1988,01/01/2010,01/01/2011,009000000009,Trạm Y tế,\n"+
			"Lê Văn C,31/02/1990,01/03/2012,01/03/2013,,Trạm Y tế,\n"+
			"Phạm Thị D,1985,01/03/2012,01/03/2013,,Chi bộ Khoa Dược,\n"+
			"Đỗ Văn I,2000,01/03/2012,01/03/2013,,Trạm Y tế,khong phai thu\n"))
		if err != nil {
			t.Fatal(err)
		}
		p, err := h.members.Preview(t.Context(), by, id)
		if err != nil {
			t.Fatal(err)
		}
		want := []string{"3 Số thẻ member.import_elsewhere", "4 Ngày sinh roster.date_no_such_day", "5 Chi bộ member.import_unit_unknown", "6 Email member.email_invalid", "6 Ngày vào Đảng member.admitted_too_young"}
		if diff := cmp.Diff(want, faultKeys(p.Faults)); diff != "" {
			t.Error(diff)
		}
		for _, f := range p.Faults {
			if strings.Contains(fmt.Sprint(f), "Trường học") {
				t.Errorf("the fault tells where somebody outside belongs: %v", f)
			}
		}
		if _, err := h.members.Confirm(t.Context(), by, id, p.Version); fault.Key(err) != "member.import_faults" {
			t.Errorf("confirmed with faults: %v", err)
		}
		if n := h.count(t, `SELECT COUNT(*) FROM member_person`); n != 2 {
			t.Errorf("%d people, want 2", n)
		}
	})
}

// A5: without a column for the cells the list must be for a cell.
func TestImportNeedsUnits(t *testing.T) {
	h := build(t, dbtest.SQLite(t, dbtest.NewClock()))
	p := h.list(t, h.root, "Họ và tên,Ngày chính thức\nTrần Thị B,2013\n")
	if diff := cmp.Diff([]string{"1  member.import_no_unit_column"}, faultKeys(p.Faults)); diff != "" {
		t.Error(diff)
	}
	if p := h.list(t, h.cell, "Họ và tên,Ngày chính thức\nTrần Thị B,2013\n"); len(p.Added) != 1 || len(p.Faults) != 0 {
		t.Errorf("a cell: %+v", p)
	}
}

// A5: a column that nobody knows is given its meaning by hand.
func TestImportMap(t *testing.T) {
	h := build(t, dbtest.SQLite(t, dbtest.NewClock()))
	p := h.list(t, h.cell, "Họ và tên,Ngày chính thức,Mốc đầu\nTrần Thị B,01/03/2013,01/03/2012\n")
	if p.Columns[2].Field != "" || p.Added[0].Changes[len(p.Added[0].Changes)-1].To == "" {
		t.Fatalf("columns: %+v", p.Columns)
	}
	if err := h.members.Map(t.Context(), access.Console, p.ID, p.Version, map[string]roster.Field{"Mốc đầu": "admitted"}); err != nil {
		t.Fatal(err)
	}
	if err := h.members.Map(t.Context(), access.Console, p.ID, p.Version, nil); !fault.Is(err, fault.Stale) {
		t.Errorf("a second reader's mapping: %v", err)
	}
	if _, err := h.members.Confirm(t.Context(), access.Console, p.ID, p.Version); !fault.Is(err, fault.Stale) {
		t.Errorf("an old preview was confirmed: %v", err)
	}
	q := h.preview(t, p.ID)
	if q.Columns[2].Field != roster.Admitted || !q.Columns[2].ByHand || !q.Columns[2].Kept {
		t.Errorf("mapped: %+v", q.Columns[2])
	}
	h.confirm(t, q)
	if err := h.members.Drop(t.Context(), access.Console, p.ID, q.Version+1); !fault.Is(err, fault.Stale) {
		t.Errorf("a list that is done was dropped: %v", err)
	}
}

// I4: the committee of the cell and the officer above import; the officer sees
// no stored value; members and the administrator do not import at all.
func TestImportAccess(t *testing.T) {
	h := build(t, dbtest.SQLite(t, dbtest.NewClock()))
	h.confirm(t, h.list(t, h.root, houseList))
	plain := h.enter(t, h.cell, "Đỗ Văn I", member.Form{})
	path := ""
	if err := h.db.Read(t.Context(), func(tx *db.Tx) error {
		u, err := org.Of(tx, h.root)
		path = u.Path
		return err
	}); err != nil {
		t.Fatal(err)
	}
	officer := access.Actor{Kind: access.Human, Account: "officer", Person: "p", Duties: []access.Duty{{Role: access.Officer, Unit: string(h.root), Path: path}}}
	admin := access.Actor{Kind: access.Human, Account: "admin", Duties: []access.Duty{{Role: access.Administrator}}}
	data := []byte(strings.Replace(houseList, "03/02/1980", "04/02/1980", 1))
	for name, by := range map[string]access.Actor{"member": h.actor(t, plain), "administrator": admin, "nobody": {}} {
		if _, err := h.members.ReadList(t.Context(), by, h.cell, "a.csv", data); err == nil {
			t.Errorf("%s read a list", name)
		}
	}
	id, err := h.members.ReadList(t.Context(), officer, h.root, "a.csv", data)
	if err != nil {
		t.Fatal(err)
	}
	p, err := h.members.Preview(t.Context(), officer, id)
	if err != nil {
		t.Fatal(err)
	}
	want := []member.FieldChange{{Field: roster.Birth, To: "1980-02-04", Hidden: true}}
	if len(p.Changed) != 1 {
		t.Fatalf("changed %v, faults %v", p.Changed, p.Faults)
	}
	if diff := cmp.Diff(want, p.Changed[0].Changes); diff != "" {
		t.Error(diff)
	}
	if _, err := h.members.Preview(t.Context(), h.actor(t, plain), id); err == nil {
		t.Error("a member saw a list of the committee")
	}
}

// I5: a list that bears a mark of secrecy is refused; names are not texts.
func TestImportAsksTheGate(t *testing.T) {
	h := build(t, dbtest.SQLite(t, dbtest.NewClock()))
	secret := errors.New("secret")
	h.members.Gate = func(_, text string) error {
		if slices.Contains(strings.Split(text, "\n"), "MẬT") {
			return secret
		}
		return nil
	}
	read := func(data string) error {
		_, err := h.members.ReadList(t.Context(), access.Console, h.cell, "a.csv", []byte(data))
		return err
	}
	if err := read("MẬT,,\nHọ và chữ đệm,Tên,Ngày sinh\nTrần Thị,B,1985\n"); !errors.Is(err, secret) {
		t.Errorf("a mark above the heading: %v", err)
	}
	if err := read("Họ và chữ đệm,Tên,Ngày sinh\nTrần Thị,MẬT,1985\n"); err != nil {
		t.Errorf("a name: %v", err)
	}
}

// The contract of `chibo import members --json`.
func TestImportReport(t *testing.T) {
	h := build(t, dbtest.SQLite(t, dbtest.NewClock()))
	data := []byte("STT,Họ và tên,Ngày sinh,Màu áo,Chi bộ,Ngày chính thức\n1,Trần Thị B,1985,đỏ,Trạm Y tế,2013\n2,Lê Văn C,1990,,Nơi khác,2013\n")
	run := func(dry bool) string {
		r, err := h.members.ImportList(t.Context(), access.Console, h.root, "a.csv", data, dry)
		if err != nil {
			t.Fatal(err)
		}
		b, err := json.Marshal(r.Report(func(key string, _ ...any) string { return key }))
		if err != nil {
			t.Fatal(err)
		}
		return string(b)
	}
	want := `{"rows":2,"new":1,"changed":0,"same":0,"columns":{"Chi bộ":"unit","Họ và tên":"name","Màu áo":null,"Ngày chính thức":"official","Ngày sinh":"birth","STT":null},` +
		`"people":[{"row":2,"name":"Trần Thị B","sex":null,"birth":"1985","admitted":null,"official":"2013","status":"official","card":null},` +
		`{"row":3,"name":"Lê Văn C","sex":null,"birth":"1990","admitted":null,"official":"2013","status":"official","card":null}],` +
		`"faults":[{"row":3,"column":"Chi bộ","value":"Nơi khác","message":"member.import_unit_unknown"}]}`
	if diff := cmp.Diff(want, run(false)); diff != "" {
		t.Error(diff)
	}
	if n := h.count(t, `SELECT COUNT(*) FROM member_person`); n != 0 {
		t.Errorf("half imported: %d people", n)
	}
	data = []byte(strings.Replace(string(data), "Nơi khác", "Khoa Dược", 1))
	if run(true); h.count(t, `SELECT COUNT(*) FROM member_person`) != 0 {
		t.Error("a dry run wrote")
	}
	if run(false); h.count(t, `SELECT COUNT(*) FROM member_person`) != 2 {
		t.Error("nothing was imported")
	}
}

// A5: 402 people from one list, and the same list again changes nobody. How
// fast it is, bench measures.
func TestImportOfMany(t *testing.T) {
	const n = 402
	var b strings.Builder
	b.WriteString(importHead)
	for i := range n {
		fmt.Fprintf(&b, "%d,Nguyễn Văn %c%d,%02d/%02d/19%02d,Nam,01/03/2010,01/03/2011,%012d,Chi bộ Khoa Dược,,,\n", i+1, 'A'+i%26, i, 1+i%28, 1+i%12, 50+i%45, i+1)
	}
	h := build(t, dbtest.SQLite(t, dbtest.NewClock()))
	for _, want := range []int{n, 0} { // new, then all the same
		r, err := h.members.ImportList(t.Context(), access.Console, h.root, "a.csv", []byte(b.String()), false)
		if err != nil || r.New != want || len(r.Faults) > 0 {
			t.Fatalf("new %d, want %d, %v, %v", r.New, want, err, r.Faults)
		}
	}
}
