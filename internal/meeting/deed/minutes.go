package deed

import (
	"fmt"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"chibo/internal/db"
	"chibo/internal/i18n"
	"chibo/internal/meeting"
	"chibo/internal/meeting/named"
	"chibo/internal/meeting/theme"
	"chibo/internal/member"
	"chibo/internal/org"
	"chibo/internal/paper"
	"chibo/internal/task"
	"chibo/internal/vote"
)

// Minuted is all that the papers of a meeting are made of. The minutes need
// the first five fields alone.
type Minuted struct {
	Meeting meeting.Meeting
	Unit    org.Unit
	Seats   []meeting.Seat
	Guests  []meeting.Guest
	Items   []meeting.Item
	Preset  string // of package paper
	Number  string // as printed; "" leaves room to write it by hand

	On         db.Date                   // the day that the paper bears
	Theme      theme.Theme               // of a meeting that has one
	Given      []task.Task               // what the regular meeting before gave to do
	Files      []string                  // names of the files of the meeting
	Score      string                    // what resolution and minutes say of the meeting's score
	Ballots    []string                  // what minutes say of votes on paper
	Amendments []string                  // … and of amendments to the draft of the resolution
	Named      map[vote.ID][]named.Voice // who voted how, of votes by name
	ReportBy   db.Date                   // the last day to post and report, "" where no rule is known
}

// preset is the layout; an unknown one is taken as that in force.
func (r *Minuted) preset() paper.Preset {
	preset, err := paper.PresetNamed(r.Preset)
	if err != nil {
		r.Preset = paper.HD05
		preset, _ = paper.PresetNamed(r.Preset)
	}
	return preset
}

// issuerCode stands in the numbers of a cell's papers.
const issuerCode = "CB"

// minutesCode is the code of minutes among the papers of a cell.
const minutesCode = "BB"

// ComposeMinutes writes the minutes in the outline of form B1. It reads nothing but
// the record: the same record gives the same paper. Reasons of absence are not
// in the record, and who is suspended or detained is not named.
func ComposeMinutes(r Minuted) paper.Document {
	preset := r.preset()
	m := r.Meeting
	number := r.Number
	if number == "" {
		number = paper.Number(0, minutesCode, issuerCode)
	}
	d := paper.Document{
		Preset:  r.Preset,
		Title:   "Biên bản " + titleOf(m),
		Made:    m.HeldOn.Time(),
		Head:    &paper.Head{Parent: r.Unit.ParentName, Issuer: r.Unit.Name, Number: number},
		Kind:    "Biên bản",
		Subject: r.topical(titleOf(m)),
		Signatures: []paper.Signature{
			{Heading: preset.Labels.MinuteTaker, Name: m.MinuterName},
			{Heading: chairs(preset, m), Name: m.ChairName},
		},
	}
	d.Blocks = append(d.Blocks, opening(r)...)
	parts := []struct {
		title  string
		blocks []paper.Block
	}{
		{"CHƯƠNG TRÌNH", programme(r.Items)},
		{"NỘI DUNG", proceedings(r.Items)},
		{"KẾT LUẬN VÀ PHÂN CÔNG", assignments(r.Items)},
		{"BIỆN PHÁP ĐƯA VÀO CHƯƠNG TRÌNH CÔNG TÁC", r.measures()},
		{"SỬA ĐỔI DỰ THẢO NGHỊ QUYẾT", numbered(r.Amendments)},
		{"BIỂU QUYẾT", r.votes(r.Items, true)},
	}
	n := 0
	for _, p := range parts {
		if len(p.blocks) == 0 {
			continue
		}
		n++
		d.Blocks = append(d.Blocks, paper.Heading{Level: 1, Text: paper.Roman(n) + ". " + p.title})
		d.Blocks = append(d.Blocks, p.blocks...)
	}
	d.Blocks = append(d.Blocks, ending(r)...)
	return d
}

// chairs is the heading under which who chairs the meeting signs.
func chairs(p paper.Preset, m meeting.Meeting) string {
	return either(m.Kind == meeting.Congress, p.Labels.Presidium, p.Labels.Chair)
}

// titleOf is what the minutes are of, in the words of papers.
func titleOf(m meeting.Meeting) string {
	month := paperMonth(m.Month)
	switch m.Kind {
	case meeting.Committee:
		return "họp chi ủy tháng " + month
	case meeting.Thematic:
		return "sinh hoạt chi bộ (chuyên đề " + quarter(m.Month) + ") tháng " + month
	case meeting.Extraordinary:
		return "họp chi bộ (bất thường) ngày " + paperDate(m.HeldOn)
	case meeting.Congress:
		return "đại hội chi bộ ngày " + paperDate(m.HeldOn)
	}
	if m.Combined {
		return "sinh hoạt chi bộ (thường kỳ, kết hợp chuyên đề " + quarter(m.Month) + ") tháng " + month
	}
	return "sinh hoạt chi bộ (thường kỳ) tháng " + month
}

// opening says when, where and who.
func opening(r Minuted) []paper.Block {
	m := r.Meeting
	when := "từ " + paperTime(m.OpenedAt)
	if m.ClosedAt != "" {
		when += " đến " + paperTime(m.ClosedAt)
	}
	when += ", ngày " + paperDate(m.HeldOn) + "."
	blocks := []paper.Block{
		paper.Lead("Thời gian:", when, "Địa điểm:", m.Place+"."),
		paper.Lead("Thành phần:", presence(m, r.Seats)),
	}
	if len(r.Guests) > 0 {
		var names []string
		for _, g := range r.Guests {
			names = append(names, join(", ", g.Name, g.Title))
		}
		blocks = append(blocks, paper.Lead("Khách mời:", strings.Join(names, "; ")+"."))
	}
	blocks = append(blocks, paper.Lead("Chủ trì:", r.chair()+".", "Ghi biên bản:", comrade(m.MinuterName)+"."))
	for _, p := range r.reasons() {
		blocks = append(blocks, paper.Lead(p.lead, stop(p.text)))
	}
	return blocks
}

// chair names the chair with his post.
func (r Minuted) chair() string {
	chair := comrade(r.Meeting.ChairName)
	if s, ok := meeting.SeatOf(r.Seats, r.Meeting.Chair); ok && posts[s.Post] != "" {
		chair += ", " + posts[s.Post]
	}
	return chair
}

// posts are the posts of a chair as papers write them.
var posts = map[member.Post]string{
	member.Secretary: "Bí thư chi bộ", member.Deputy: "Phó bí thư chi bộ", member.CommitteeMember: "Chi ủy viên",
}

// presence is the sums of the roll call, and by name only who was absent.
func presence(m meeting.Meeting, seats []meeting.Seat) string {
	r := meeting.Count(seats)
	s := sums(m, r)
	for _, absent := range []struct {
		words string
		mark  meeting.Mark
	}{{"vắng có lý do", meeting.Excused}, {"vắng không có lý do", meeting.Unexcused}} {
		var names []string
		for _, seat := range seats {
			if seat.Expected() && seat.Mark == absent.mark {
				names = append(names, comrade(seat.Name))
			}
		}
		if len(names) > 0 {
			s += fmt.Sprintf("; %s %s: %s", absent.words, paper.TwoDigits(len(names)), strings.Join(names, ", "))
		}
	}
	return s + standing(r) + "."
}

// sums tells how many were present, of how many.
func sums(m meeting.Meeting, r meeting.Roll) string {
	share := fmt.Sprintf("có mặt %d/%d (%s)", r.Present, r.Counted, i18n.Percent(i18n.Vi, r.Present, r.Counted))
	if m.Kind == meeting.Committee {
		return fmt.Sprintf("tổng số %s chi ủy viên; %s", paper.TwoDigits(r.Called), share)
	}
	s := fmt.Sprintf("tổng số %s đảng viên; %s, gồm %s chính thức", paper.TwoDigits(r.Called), share, paper.TwoDigits(r.PresentOff))
	if r.PresentProb > 0 {
		s += ", " + paper.TwoDigits(r.PresentProb) + " dự bị"
	}
	return s
}

// standing counts those who are not in the share.
func standing(r meeting.Roll) (s string) {
	for _, other := range []struct {
		words string
		n     int
	}{
		{"được miễn công tác, sinh hoạt", r.Exempt}, {"sinh hoạt tạm thời ở nơi khác", r.Away}, {"sinh hoạt tạm thời tại chi bộ, có mặt", r.Visiting},
	} {
		if other.n > 0 {
			s += "; " + other.words + " " + paper.TwoDigits(other.n)
		}
	}
	return s
}

func programme(items []meeting.Item) []paper.Block {
	list := paper.List{Marker: paper.Numbers}
	for _, i := range items {
		list.Items = append(list.Items, paper.Text(stop(i.Title)))
	}
	if len(list.Items) == 0 {
		return nil
	}
	return []paper.Block{list}
}

// proceedings tells item by item who presented, who said what, and what was
// concluded.
func proceedings(items []meeting.Item) []paper.Block {
	var blocks []paper.Block
	for n, i := range items {
		if i.Content == "" && !i.Concluded() && i.Unconcluded == "" && len(i.Notes) == 0 {
			continue
		}
		blocks = append(blocks, paper.Heading{Level: 2, Text: strconv.Itoa(n+1) + ". " + i.Title})
		switch {
		case i.Content != "" && i.PresenterName != "":
			blocks = append(blocks, paper.Text(capital(comrade(i.PresenterName))+": "+i.Content))
		case i.Content != "":
			blocks = append(blocks, paper.Text(i.Content))
		case i.PresenterName != "" && (i.Report == "" || i.Heard()):
			blocks = append(blocks, paper.Text(capital(comrade(i.PresenterName))+either(i.Report != "", " trình bày báo cáo liên hệ.", " trình bày.")))
		}
		blocks = append(blocks, opinions(i)...)
		blocks = append(blocks, concluded(i)...)
	}
	return blocks
}

// concluded is what the chair said at the end of an item, or why nothing.
func concluded(i meeting.Item) []paper.Block {
	var blocks []paper.Block
	for _, part := range []struct{ lead, text string }{
		{"Chủ trì kết luận:", i.Conclusion}, {"Nêu gương:", i.Exemplary}, {"Cần khắc phục:", i.ToMend},
	} {
		lines := strings.FieldsFunc(part.text, func(r rune) bool { return r == '\n' })
		switch len(lines) {
		case 0:
		case 1:
			blocks = append(blocks, paper.Lead(part.lead, part.text))
		default:
			blocks = append(blocks, paper.Lead(part.lead))
			blocks = append(blocks, dashed(lines)...)
		}
	}
	if blocks == nil && i.Unconcluded != "" {
		blocks = append(blocks, paper.Lead("Chưa kết luận:", i.Unconcluded))
	}
	return blocks
}

func assignments(items []meeting.Item) []paper.Block {
	table := paper.Table{Columns: []paper.Column{
		{Header: "TT", Width: 11, Align: paper.AlignCentre}, {Header: "Nhiệm vụ"}, {Header: "Người thực hiện", Width: 40}, {Header: "Thời hạn", Width: 28},
	}}
	for _, i := range items {
		for _, t := range i.Tasks {
			row := []string{strconv.Itoa(len(table.Rows) + 1), join(" – ", t.Title, t.Measure), t.AssigneeName, paperDate(t.Due)}
			table.Rows = append(table.Rows, row)
		}
	}
	if len(table.Rows) == 0 {
		return nil
	}
	return []paper.Block{table}
}

// ending repeats reserved opinions, which must be found at once, and closes.
func ending(r Minuted) []paper.Block {
	var reserved []string
	for _, i := range r.Items {
		for _, n := range i.Notes {
			if n.Kind == meeting.Reserved {
				reserved = append(reserved, comrade(n.Name)+" ("+i.Title+")")
			}
		}
	}
	blocks := []paper.Block{paper.Text("Ý kiến bảo lưu: " + either(len(reserved) > 0, strings.Join(reserved, "; "), "không có") + ".")}
	for line := range strings.Lines(r.Score) {
		blocks = append(blocks, paper.Text("Chất lượng sinh hoạt: "+strings.TrimSpace(line)))
	}
	if r.Meeting.Summary != "" {
		blocks = append(blocks, paper.Text(r.Meeting.Summary))
	}
	m := r.Meeting
	session := m.Kind.Session()
	last := "Biên bản đã được đọc lại và thông qua tại " + session + "."
	if m.ClosedAt != "" {
		last += fmt.Sprintf(" %s kết thúc lúc %s cùng ngày, thời gian %s %d phút.",
			capital(session), paperTime(m.ClosedAt), either(m.Kind == meeting.Congress, "làm việc", "sinh hoạt"), m.Lasted())
	}
	return append(blocks, paper.Text(last))
}

// comrade addresses a person; dots are left to be filled in for nobody.
func comrade(name string) string { return "đồng chí " + either(name != "", name, "………") }

// capital begins a sentence.
func capital(s string) string {
	first, size := utf8.DecodeRuneInString(s)
	return string(unicode.ToUpper(first)) + s[size:]
}

// paperDate writes 03/6/2026; of a date that is not whole what is known.
func paperDate(d db.Date) string {
	if !d.Whole() {
		return string(d)
	}
	return paper.Date(d.Time())
}

// paperMonth writes 6/2026.
func paperMonth(d db.Date) string { return strings.TrimPrefix(i18n.Short(string(d)), "0") }

// paperTime writes 14 giờ 00; dots are left for a time that is not known.
func paperTime(hhmm string) string {
	hours, minutes, ok := strings.Cut(hhmm, ":")
	if !ok {
		return "… giờ …"
	}
	return hours + " giờ " + minutes
}

func stop(s string) string { return strings.TrimRight(s, ".;:") + "." }

// join puts the separator between two texts, of which either may be empty.
func join(sep, a, b string) string {
	if a == "" || b == "" {
		return a + b
	}
	return a + sep + b
}

func either(cond bool, yes, no string) string {
	if cond {
		return yes
	}
	return no
}
