package ballot

import (
	"context"
	"fmt"
	"strconv"
	"strings"

	"chibo/internal/access"
	"chibo/internal/db"
	"chibo/internal/fault"
	"chibo/internal/i18n"
	"chibo/internal/meeting"
	"chibo/internal/paper"
	"chibo/internal/rulebook"
	"chibo/internal/vote"
)

// CopiesMax is how many ballots one paper holds at most.
const CopiesMax = 300

// Ballots gives the recorder and the board the ballots to print: so many
// copies, or with 0 one for each voter (form B10).
func (s *Service) Ballots(ctx context.Context, by access.Actor, m meeting.ID, id ID, copies int) (sh Sheet, d paper.Document, err error) {
	sh, preset, err := s.printable(ctx, by, m, id)
	if err != nil {
		return sh, d, err
	}
	if !sh.MayRun && !sh.MayCount {
		return sh, d, fault.New(fault.Denied, "ui.denied")
	}
	if copies < 1 {
		copies = max(sh.Copies(), 1)
	}
	return sh, composeBallots(sh, preset, min(copies, CopiesMax)), nil
}

// Record gives the count record: with its figures to whoever may read them, and
// with room for them to the recorder before (form B10).
func (s *Service) Record(ctx context.Context, by access.Actor, m meeting.ID, id ID) (sh Sheet, d paper.Document, err error) {
	sh, preset, err := s.printable(ctx, by, m, id)
	if err != nil {
		return sh, d, err
	}
	if !sh.MayRead && !sh.MayRun {
		return sh, d, fault.New(fault.Denied, "ui.denied")
	}
	return sh, composeRecord(sh, preset), nil
}

// printable reads what papers are made of, and how they look on the day.
func (s *Service) printable(ctx context.Context, by access.Actor, m meeting.ID, id ID) (sh Sheet, preset string, err error) {
	err = s.db.Read(ctx, func(tx *db.Tx) error {
		if sh, err = s.sheet(tx, by, m, id); err != nil {
			return err
		}
		sh.hide()
		book, err := s.meetings.BookTx(tx, by, sh.Unit.ID)
		if err != nil {
			return err
		}
		preset = paper.HD05
		if p, ok := rulebook.FormatPreset.At(book, string(sh.Meeting.HeldOn), nil); ok {
			preset = p.Value
		}
		return nil
	})
	return sh, preset, err
}

// composeBallots writes the ballots, several on a sheet where there is room.
func composeBallots(sh Sheet, preset string, copies int) paper.Document {
	b := sh.Ballot
	d := paper.Document{Preset: preset, Title: "Phiếu " + kindWords(b) + " – " + b.Title, Made: sh.Meeting.HeldOn.Time()}
	one, per := ballot(sh), perSheet(b)
	for n := range copies {
		switch {
		case n == 0:
		case n%per == 0:
			d.Blocks = append(d.Blocks, paper.PageBreak{})
		default:
			d.Blocks = append(d.Blocks, centred(strings.Repeat("- ", 40), false))
		}
		d.Blocks = append(d.Blocks, one...)
	}
	return d
}

// The height of a sheet between its margins, of a ballot without its rows, and
// of a row, in points: the latter two with some room for a title of two lines.
const (
	sheetHeight  = 728
	ballotHeight = 215
	rowHeight    = 24
)

// perSheet is how many ballots stand on one sheet of paper.
func perSheet(b Ballot) int {
	return max(1, sheetHeight/(ballotHeight+rowHeight*max(1, len(b.standing()))))
}

// ballot is one ballot: nothing on it tells whose it is.
func ballot(sh Sheet) []paper.Block {
	b := sh.Ballot
	blocks := []paper.Block{
		centred(strings.ToUpper(sh.Unit.Name), true),
		centred(capital(sh.Meeting.Kind.Session())+" ngày "+paper.Date(sh.Meeting.HeldOn.Time()), false),
		centred("PHIẾU "+strings.ToUpper(kindWords(b)), true),
		centred(b.Title, true),
	}
	if b.Kind == Question {
		return append(blocks, centred("Đánh dấu X vào một ô.", false), paper.Table{
			Columns: []paper.Column{{Header: "Tán thành"}, {Header: "Không tán thành"}, {Header: "Ý kiến khác"}},
			Rows:    [][]string{{" "}},
		})
	}
	standing := b.standing()
	blocks = append(blocks, centred(fmt.Sprintf("Bầu %s trong %s đồng chí. Đánh dấu X vào một ô ở mỗi dòng, đồng ý không quá %s đồng chí.",
		paper.TwoDigits(b.Seats), paper.TwoDigits(len(standing)), paper.TwoDigits(b.Seats)), false))
	table := paper.Table{Columns: []paper.Column{
		{Header: "TT", Width: 11, Align: paper.AlignCentre}, {Header: "Họ và tên"}, {Header: "Đồng ý", Width: 30}, {Header: "Không đồng ý", Width: 38},
	}}
	for n, c := range standing {
		table.Rows = append(table.Rows, []string{strconv.Itoa(n + 1), c.Name})
	}
	return append(blocks, table)
}

func centred(s string, bold bool) paper.Paragraph {
	return paper.Paragraph{Align: paper.AlignCentre, Runs: []paper.Run{{Text: s, Bold: bold}}}
}

// kindWords is what the ballot is called.
func kindWords(b Ballot) string {
	if b.Kind == Election {
		return "bầu cử"
	}
	return "biểu quyết"
}

// composeRecord writes the count record. Without figures it leaves room to
// write them by hand.
func composeRecord(sh Sheet, preset string) paper.Document {
	labels, err := paper.PresetNamed(preset)
	if err != nil {
		preset = paper.HD05
		labels, _ = paper.PresetNamed(preset)
	}
	b, chair := sh.Ballot, labels.Labels.Chair
	if sh.Meeting.Kind == meeting.Congress {
		chair = labels.Labels.Presidium
	}
	d := paper.Document{
		Preset: preset, Title: "Biên bản kiểm phiếu – " + b.Title, Made: sh.Meeting.HeldOn.Time(),
		Head: &paper.Head{Parent: sh.Unit.ParentName, Issuer: sh.Unit.Name, Place: sh.Unit.Locality, Date: paper.DateInWords(sh.Meeting.HeldOn.Time())},
		Kind: "Biên bản", Subject: "kiểm phiếu " + kindWords(b) + ": " + b.Title,
		Signatures: []paper.Signature{
			{Heading: "T/M BAN KIỂM PHIẾU", Post: "TRƯỞNG BAN", Name: b.Head().Name},
			{Heading: chair, Name: sh.Meeting.ChairName},
		},
	}
	d.Blocks = append(d.Blocks, paper.Lead(capital(sh.Meeting.Kind.Session())+":", "ngày "+paper.Date(sh.Meeting.HeldOn.Time())+", tại "+sh.Meeting.Place+"."), board(b))
	if b.Follows != "" {
		d.Blocks = append(d.Blocks, paper.Text("Bỏ phiếu lại, tiếp theo lần bỏ phiếu trước trong cùng "+sh.Meeting.Kind.Session()+"."))
	}
	d.Blocks = append(d.Blocks, paper.Text(called(sh)), paper.Text(issued(b)))
	if b.Kind == Question {
		d.Blocks = append(d.Blocks, answers(sh))
	} else {
		d.Blocks = append(d.Blocks, votes(sh)...)
	}
	return paperEnd(d, sh)
}

// capital begins a sentence with one of these words.
func capital(s string) string {
	return strings.NewReplacer("đại", "Đại", "hội nghị", "Hội nghị").Replace(s)
}

// board names who counts.
func board(b Ballot) paper.Block {
	var others []string
	for _, t := range b.Board {
		if !t.Head {
			others = append(others, "đồng chí "+t.Name)
		}
	}
	return paper.Lead("Ban kiểm phiếu:", "trưởng ban đồng chí "+filled(b.Head().Name)+"; thành viên "+filled(strings.Join(others, ", "))+".")
}

// called says of how many official members shares are taken.
func called(sh Sheet) string {
	base := sh.Prospect.Base
	s := fmt.Sprintf("Số đảng viên chính thức được triệu tập để tính kết quả: %s; có mặt: %s; vắng mặt: %s.",
		paper.TwoDigits(base.Size), paper.TwoDigits(base.Present), paper.TwoDigits(base.Size-base.Present))
	if b := sh.Ballot; b.Kind == Election {
		s += fmt.Sprintf(" Số lượng bầu: %s; danh sách bầu cử: %s đồng chí.", paper.TwoDigits(b.Seats), paper.TwoDigits(len(b.standing())))
	}
	return s
}

// issued is what became of the ballots.
func issued(b Ballot) string {
	t := b.Tally
	s := fmt.Sprintf("Số phiếu phát ra: %s; thu về: %s; hợp lệ: %s; không hợp lệ: %s", figure(t, t.Issued), figure(t, t.Returned), figure(t, t.Valid), figure(t, t.Invalid))
	if t.Reason != "" {
		s += " (lý do: " + strings.TrimRight(t.Reason, ".;") + ")"
	}
	return s + "."
}

// answers are those to a question.
func answers(sh Sheet) paper.Block {
	t := sh.Ballot.Tally
	table := paper.Table{Columns: []paper.Column{
		{Header: "Nội dung"}, {Header: "Số phiếu", Width: 28, Align: paper.AlignCentre}, {Header: "Tỷ lệ trên đảng viên chính thức", Width: 50, Align: paper.AlignCentre},
	}}
	for _, a := range []struct {
		words string
		n     int
	}{{"Tán thành", t.Count.Favour}, {"Không tán thành", t.Count.Against}, {"Ý kiến khác", t.Count.Other}} {
		table.Rows = append(table.Rows, []string{a.words, figure(t, a.n), share(sh, a.n)})
	}
	return table
}

// votes are those for the candidates, by name, and who is elected, the most
// votes first.
func votes(sh Sheet) []paper.Block {
	t := sh.Ballot.Tally
	table := paper.Table{Columns: []paper.Column{
		{Header: "TT", Width: 11, Align: paper.AlignCentre},
		{Header: "Họ và tên"},
		{Header: "Số phiếu đồng ý", Width: 40, Align: paper.AlignCentre},
		{Header: "Tỷ lệ trên đảng viên chính thức", Width: 46, Align: paper.AlignCentre},
	}}
	for n, c := range sh.Ballot.standing() {
		table.Rows = append(table.Rows, []string{strconv.Itoa(n + 1), c.Name, figure(t, c.Favour), share(sh, c.Favour)})
	}
	blocks := []paper.Block{paper.Lead("Kết quả theo danh sách bầu cử:"), table}
	if sh.Ballot.State == Announced {
		blocks = append(blocks, paper.Lead("Kết quả:", result(sh.Ballot, sh.Prospect)+"."))
	}
	return blocks
}

// paperEnd says when the count ended, and closes.
func paperEnd(d paper.Document, sh Sheet) paper.Document {
	t := sh.Ballot.Tally
	when := "… giờ …"
	if !t.ConfirmedAt.IsZero() {
		when = paper.HourInWords(t.ConfirmedAt.In(db.Zone))
	}
	if sh.Ballot.Kind == Question && sh.Ballot.State == Announced {
		d.Blocks = append(d.Blocks, paper.Lead("Kết quả:", outcomeWords[sh.Outcome]+"."))
	}
	d.Blocks = append(d.Blocks, paper.Text("Việc kiểm phiếu kết thúc lúc "+when+". Biên bản được thông qua trước "+sh.Meeting.Kind.Session()+"."))
	return d
}

// figure is a number of the count, or room for it.
func figure(t Tally, n int) string {
	if t.EnteredBy == "" {
		return "……"
	}
	return paper.TwoDigits(n)
}

func share(sh Sheet, n int) string {
	if sh.Ballot.Tally.EnteredBy == "" {
		return "……"
	}
	return i18n.Percent(i18n.Vi, n, sh.Prospect.Base.Size)
}

func filled(s string) string {
	if s == "" {
		return "………"
	}
	return s
}

// outcomeWords are the outcomes of a question as papers write them.
var outcomeWords = map[vote.Outcome]string{vote.Passed: "thông qua", vote.Failed: "không thông qua", vote.Unjudged: "chưa xác định"}

// result names who is elected, the most votes first, and what else papers say
// of an announced election.
func result(b Ballot, p vote.Prospect) string {
	of := map[vote.Standing][]string{}
	for _, c := range b.Ranked() {
		s := fmt.Sprintf("đồng chí %s %d/%d (%s)", c.Name, c.Favour, p.Base.Size, i18n.Percent(i18n.Vi, c.Favour, p.Base.Size))
		of[c.Standing] = append(of[c.Standing], s)
	}
	var parts []string
	for _, s := range []struct {
		standing vote.Standing
		words    string
	}{
		{vote.Elected, "trúng cử"},
		{vote.Tied, "bằng phiếu ở vị trí cuối, chưa trúng cử"},
		{vote.Beyond, "đủ tỷ lệ nhưng ít phiếu hơn"},
		{vote.Short, "không trúng cử"},
		{vote.Undecided, "chưa xác định"},
	} {
		if len(of[s.standing]) > 0 {
			parts = append(parts, s.words+": "+strings.Join(of[s.standing], ", "))
		}
	}
	return strings.Join(parts, "; ")
}
