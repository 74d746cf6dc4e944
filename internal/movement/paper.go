package movement

import (
	"context"
	"slices"
	"strconv"
	"strings"

	"chibo/internal/access"
	"chibo/internal/db"
	"chibo/internal/fault"
	"chibo/internal/i18n"
	"chibo/internal/member"
	"chibo/internal/org"
	"chibo/internal/paper"
)

// reservation stands below every paper: which paper counts is not chibo's to say.
const reservation = "Lập theo mẫu tham khảo, dùng trong nội bộ. Việc chuyển sinh hoạt đảng thực hiện theo Cổng Dịch vụ công quốc gia; giấy giới thiệu có giá trị do cấp ủy có thẩm quyền cấp."

// Letter gives the internal letter of introduction of a transfer (form B15), to
// the committees of both cells and the member, once it is issued.
func (s *Service) Letter(ctx context.Context, by access.Actor, id TransferID) (d paper.Document, err error) {
	err = s.db.Read(ctx, func(tx *db.Tx) error {
		a, err := authorise(tx, by, View, id)
		if err != nil {
			return err
		}
		if a.Home == "" || a.LetterNo == "" {
			return fault.New(fault.NotFound, "ui.not_found")
		}
		home, err := org.Known(tx, a.Home)
		if err != nil {
			return err
		}
		called, err := member.CalledTo(tx, a.Home, a.LetterOn)
		if err != nil {
			return err
		}
		who, err := holderOf(tx, a.Person)
		d = letter(a.Transfer, home, who, signer(called))
		return err
	})
	return d, err
}

// signer is who signs for a committee: its secretary, else the deputy.
func signer(called []member.Called) member.Called {
	head := member.HeadOf(called)
	for _, c := range called {
		if c.Person == head {
			return c
		}
	}
	return member.Called{}
}

// letter writes the letter: the same record gives the same paper.
func letter(t Transfer, home org.Unit, who member.Holder, by member.Called) paper.Document {
	preset, labels := paper.HD05, paper.Labels{}
	if p, err := paper.PresetNamed(preset); err == nil {
		labels = p.Labels
	}
	post := labels.Secretary
	if by.Post == member.Deputy {
		post = labels.Deputy
	}
	to := t.Outside
	if t.Host != "" {
		to = "Chi ủy " + t.HostName
	}
	d := paper.Document{
		Preset: preset, Title: "Giấy giới thiệu sinh hoạt đảng – " + t.Name, Made: t.LetterOn.Time(),
		Head: &paper.Head{Parent: home.ParentName, Issuer: home.Name, Number: "Số " + t.LetterNo, Place: home.Locality, Date: paper.DateInWords(t.LetterOn.Time())},
		Kind: "Giấy giới thiệu", Subject: "sinh hoạt đảng", Addressees: []string{to},
		Signatures: []paper.Signature{{Heading: labels.ForCommittee, Post: post, Name: by.Name}},
		Recipients: []string{"Như trên"},
		Note:       reservation,
	}
	first := "Chi ủy " + home.Name + " giới thiệu đồng chí " + t.Name
	if who.Birth != "" {
		first += ", " + born(who.Birth)
	}
	d.Blocks = append(d.Blocks, paper.Text(first+"."))
	if facts := partyFacts(who); facts != "" {
		d.Blocks = append(d.Blocks, paper.Text(facts+"."))
	}
	d.Blocks = append(d.Blocks,
		paper.Text("Đồng chí được chuyển sinh hoạt đảng chính thức từ "+t.Origin()+" đến "+t.Goal()+"."),
		paper.Text("Đảng phí đã đóng hết tháng "+i18n.Short(string(t.FeeUntil))+"."),
	)
	if t.Enclosed != "" {
		d.Blocks = append(d.Blocks, paper.Text("Hồ sơ kèm theo: "+strings.TrimRight(t.Enclosed, ".")+"."))
	}
	d.Blocks = append(d.Blocks, paper.Text("Đề nghị tiếp nhận và tạo điều kiện để đồng chí tham gia sinh hoạt đảng."))
	return d
}

func born(d db.Date) string {
	if d.Whole() {
		return "sinh ngày " + i18n.Short(string(d))
	}
	return "sinh năm " + strconv.Itoa(d.Year())
}

// partyFacts says when somebody was admitted and recognised, and his card.
func partyFacts(h member.Holder) string {
	var all []string
	for _, f := range []struct{ label, value string }{
		{"ngày vào Đảng ", i18n.Short(string(h.AdmittedOn))}, {"ngày chính thức ", i18n.Short(string(h.OfficialOn))}, {"số thẻ đảng viên ", h.Card},
	} {
		if f.value != "" {
			all = append(all, f.label+f.value)
		}
	}
	if len(all) == 0 {
		return ""
	}
	return "Thông tin đảng viên: " + strings.Join(all, "; ")
}

// Entry is a line of the register of transfers.
type Entry struct {
	On        db.Date
	Person    member.Holder
	Goes      string // to where; "" of who comes
	Comes     string // from where; "" of who goes
	Letter    string
	Permanent string // how far, of a permanent transfer
	Temporary string // until when, of a temporary one
}

// Register is a year of the register of transfers of a cell (10-SHĐ).
type Register struct {
	Unit    org.Unit
	Year    int
	Entries []Entry
	Today   db.Date
}

// distances are the words of the register.
var distances = map[Distance]string{Province: "Trong tỉnh", Country: "Ngoài tỉnh"}

// Register gives the register of a year to the committee of a cell: the
// permanent transfers of which the letter is of that year, and the temporary ones
// that begin in it. Reading it is logged.
func (s *Service) Register(ctx context.Context, by access.Actor, unit org.ID, year int) (r Register, err error) {
	err = s.db.Read(ctx, func(tx *db.Tx) error {
		if r.Unit, err = cellOf(tx, by, List, unit); err != nil {
			return err
		}
		r.Today, r.Year = tx.Today(), year
		if year < 1930 || year > r.Today.Year() {
			return fault.New(fault.NotFound, "ui.not_found")
		}
		return r.fill(tx)
	})
	if err == nil {
		s.read(ctx, by, unit, "movement_list", string(unit), "")
	}
	return r, err
}

func (r *Register) fill(tx *db.Tx) error {
	from, until := yearOf(r.Year)
	moved, err := registered(tx, r.Unit.ID, from, until)
	if err != nil {
		return err
	}
	away, err := stays(tx, r.Unit.ID, from, until)
	if err != nil {
		return err
	}
	var ids []member.ID
	for _, t := range moved {
		ids = append(ids, t.Person)
	}
	for _, d := range away {
		ids = append(ids, d.Person)
	}
	who, err := member.HoldersOf(tx, ids)
	if err != nil {
		return err
	}
	for _, t := range moved {
		r.Entries = append(r.Entries, permanent(t, r.Unit.ID, who[t.Person]))
	}
	for _, d := range away {
		r.Entries = append(r.Entries, temporary(d, r.Unit, who[d.Person]))
	}
	return nil
}

func permanent(t Transfer, unit org.ID, who member.Holder) Entry {
	e := Entry{On: t.LetterOn, Person: who, Letter: t.LetterNo, Permanent: distances[t.Distance]}
	if t.Home == unit {
		e.Goes = t.Goal()
	} else {
		e.Comes = t.Origin()
	}
	return e
}

func temporary(d Decision, unit org.Unit, who member.Holder) Entry {
	e := Entry{On: d.From, Person: who, Letter: d.Number, Temporary: "Đến " + i18n.Short(string(d.To))}
	switch {
	case d.Kind == Visiting:
		e.Comes = d.Outside
	case d.Host == unit.ID:
		e.Comes = d.UnitName
	case d.Host != "":
		e.Goes = d.HostName
	default:
		e.Goes = d.Outside
	}
	return e
}

// registerColumns are those of the register on paper, with their widths in
// millimetres: a sheet of this width takes no more of them.
var registerColumns = []paper.Column{
	{Header: "TT", Width: 10, Align: paper.AlignCentre},
	{Header: "Ngày", Width: 15},
	{Header: "Họ và tên, ngày sinh", Width: 32},
	{Header: "Ngày vào, chính thức; số thẻ", Width: 31},
	{Header: "Chuyển đi: nơi đến", Width: 27},
	{Header: "Chuyển đến: nơi đi", Width: 27},
	{Header: "Hình thức", Width: 23},
}

// rows are the lines on paper.
func (r Register) rows() (all [][]string) {
	for n, e := range r.Entries {
		kind := joined("Chính thức", e.Permanent)
		if e.Permanent == "" {
			kind = joined("Tạm thời", e.Temporary)
		}
		all = append(all, []string{
			strconv.Itoa(n + 1), i18n.DayMonth(string(e.On)), joined(e.Person.Name, i18n.Short(string(e.Person.Birth))),
			joined(i18n.Short(string(e.Person.AdmittedOn)), i18n.Short(string(e.Person.OfficialOn)), e.Person.Card), e.where(e.Goes), e.where(e.Comes), kind,
		})
	}
	return all
}

// where is a place with the letter that leads there.
func (e Entry) where(place string) string {
	if place == "" {
		return ""
	}
	return joined(place, e.Letter)
}

// joined writes the parts that there are one after the other.
func joined(parts ...string) string {
	return strings.Join(slices.DeleteFunc(parts, func(s string) bool { return s == "" }), ", ")
}

// Paper writes the register as a document.
func (r Register) Paper() paper.Document {
	year := strconv.Itoa(r.Year)
	return paper.Document{
		Preset: paper.HD05, Title: "Sổ theo dõi chuyển sinh hoạt đảng năm " + year, Made: r.Today.Time(),
		Head: &paper.Head{Parent: r.Unit.ParentName, Issuer: r.Unit.Name}, Kind: "Sổ theo dõi", Subject: "chuyển sinh hoạt đảng năm " + year,
		Blocks: []paper.Block{paper.Table{Columns: registerColumns, Rows: r.rows()}}, Note: reservation,
	}
}

// Sheet writes the register as a table.
func (r Register) Sheet() paper.Sheet {
	sheet := paper.Sheet{Name: "Chuyển sinh hoạt", Title: []string{r.Unit.Name, "Sổ theo dõi chuyển sinh hoạt đảng năm " + strconv.Itoa(r.Year), "Theo mẫu tham khảo (10-SHĐ)"}}
	for _, header := range []string{
		"TT", "Ngày", "Họ và tên", "Ngày sinh", "Ngày vào Đảng", "Ngày chính thức", "Số thẻ đảng viên", "Số giấy giới thiệu",
		"Chuyển đi: nơi đến", "Chuyển đến: nơi đi", "Chính thức", "Tạm thời",
	} {
		sheet.Columns = append(sheet.Columns, paper.SheetColumn{Header: header})
	}
	for n, e := range r.Entries {
		who := e.Person
		sheet.Rows = append(sheet.Rows, []any{
			n + 1, e.On.Time(), who.Name, i18n.Short(string(who.Birth)), i18n.Short(string(who.AdmittedOn)), i18n.Short(string(who.OfficialOn)), who.Card, e.Letter,
			e.Goes, e.Comes, e.Permanent, e.Temporary,
		})
	}
	return sheet
}
