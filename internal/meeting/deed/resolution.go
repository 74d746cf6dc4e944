package deed

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"chibo/internal/db"
	"chibo/internal/i18n"
	"chibo/internal/meeting"
	"chibo/internal/member"
	"chibo/internal/paper"
	"chibo/internal/rulebook"
	"chibo/internal/task"
	"chibo/internal/vote"
)

// ComposeResolution writes the resolution of a meeting in the outline of form
// B3. Everything of it that can be edited stands in the texts; a section that
// is empty is left out.
func ComposeResolution(r Minuted, t Texts) paper.Document {
	d := r.letter(Resolution, t)
	d.Kind, d.Subject = "Nghị quyết", t["subject"]
	d.Title = "Nghị quyết " + d.Subject
	for _, l := range t.lines("opening") {
		d.Blocks = append(d.Blocks, paper.Text(l))
	}
	titles := resolutionParts(r.Meeting)
	n := 0
	for i, blocks := range [][]paper.Block{lookedBack(t), lyingAhead(t), numbered(t.lines("carrying")), dashed(t.lines("score"))} {
		if len(blocks) > 0 {
			n++
			d.Blocks = append(d.Blocks, paper.Heading{Level: 1, Text: paper.Roman(n) + "- " + titles[i]})
			d.Blocks = append(d.Blocks, blocks...)
		}
	}
	for _, l := range t.lines("closing") {
		d.Blocks = append(d.Blocks, paper.Text(l))
	}
	return d
}

// resolutionParts are the titles of the four parts. A month's resolution
// looks back on the month before.
func resolutionParts(m meeting.Meeting) [4]string {
	const score = "TỰ CHẤM ĐIỂM CHẤT LƯỢNG SINH HOẠT"
	if m.Kind != meeting.Regular {
		return [4]string{"ĐÁNH GIÁ TÌNH HÌNH", "NHIỆM VỤ, GIẢI PHÁP", "TỔ CHỨC THỰC HIỆN", score}
	}
	return [4]string{
		"ĐÁNH GIÁ KẾT QUẢ THỰC HIỆN NHIỆM VỤ THÁNG " + paperMonth((m.Month + "-01").AddMonths(-1).Month()),
		"NHIỆM VỤ TRỌNG TÂM THÁNG " + paperMonth(m.Month), "PHÂN CÔNG, TỔ CHỨC THỰC HIỆN", score,
	}
}

// lookedBack is the first part: what came of the month before.
func lookedBack(t Texts) []paper.Block {
	results := t.table("results", paper.Column{Header: "Nhiệm vụ đã đề ra"}, paper.Column{Header: "Tình trạng đầu kỳ", Width: 42}, paper.Column{Header: "Kết quả", Width: 42})
	return points([]point{
		{"Công tác chính trị, tư tưởng", dashed(t.lines("politics"))},
		{"Thực hiện nhiệm vụ chính trị", dashed(t.lines("work"))},
		{"Kết quả thực hiện nhiệm vụ đã đề ra", results},
		{"Biểu dương, nhắc nhở", dashed(t.lines("praise"))},
		{"Hạn chế, nguyên nhân", dashed(t.lines("limits"))},
	})
}

// lyingAhead is the second part: what is to be done, by whom, by when.
func lyingAhead(t Texts) []paper.Block {
	blocks := dashed(t.lines("next"))
	return append(blocks, t.table("tasks", paper.Column{Header: "Nhiệm vụ"}, paper.Column{Header: "Chủ trì thực hiện", Width: 42}, paper.Column{Header: "Thời hạn", Width: 28})...)
}

// point is a numbered part of a part.
type point struct {
	title  string
	blocks []paper.Block
}

func points(all []point) []paper.Block {
	var blocks []paper.Block
	n := 0
	for _, p := range all {
		if len(p.blocks) > 0 {
			n++
			blocks = append(blocks, paper.Heading{Level: 2, Text: strconv.Itoa(n) + ". " + p.title})
			blocks = append(blocks, p.blocks...)
		}
	}
	return blocks
}

func dashed(lines []string) []paper.Block { return listed(paper.Dashes, lines) }

func numbered(lines []string) []paper.Block { return listed(paper.Numbers, lines) }

// listed makes a list of lines that may bear a marker already. A single line
// needs none.
func listed(marker paper.Marker, lines []string) []paper.Block {
	if len(lines) == 0 {
		return nil
	}
	if len(lines) == 1 {
		return []paper.Block{paper.Text(strings.TrimPrefix(lines[0], "- "))}
	}
	list := paper.List{Marker: marker}
	for _, l := range lines {
		list.Items = append(list.Items, paper.Text(strings.TrimPrefix(l, "- ")))
	}
	return []paper.Block{list}
}

// SuggestResolution takes the texts of a resolution from the record. What was
// said of reports of single members, or in criticism, is none of it: a
// resolution is posted and sent up.
func SuggestResolution(r Minuted) Texts {
	m := r.Meeting
	t := Texts{
		"subject": resolutionSubject(m), "opening": r.resolved(), "results": strings.Join(r.results(), "\n"),
		"carrying": r.carrying(), "closing": r.adopted(), "recipients": strings.Join(r.recipients(), "\n"), "for": ForCell,
	}
	var politics, work, praise, next, tasks []string
	for _, i := range r.Items {
		if private(i) {
			continue
		}
		for _, k := range i.Tasks {
			tasks = append(tasks, row(join(" – ", k.Title, k.Measure), comrade(k.AssigneeName), paperDate(k.Due)))
		}
		if i.Conclusion != "" {
			switch {
			case i.Kind == rulebook.KindStudy:
				politics = append(politics, sentence(i.Conclusion))
			case slices.Contains(reviewKeys, i.Key) || i.Kind == rulebook.KindReport:
				work = append(work, sentence(i.Conclusion))
			default:
				next = append(next, sentence(i.Conclusion))
			}
		}
		praise = append(praise, judged(i)...)
	}
	for _, l := range r.Theme.Lines() {
		next = append(next, sentence(l))
	}
	t["politics"], t["work"], t["praise"] = strings.Join(politics, "\n"), strings.Join(work, "\n"), strings.Join(praise, "\n")
	t["next"], t["tasks"], t["limits"], t["score"] = strings.Join(next, "\n"), strings.Join(tasks, "\n"), "", r.Score
	return t
}

// reviewKeys are the items of the rulebook's agendas that look back.
var reviewKeys = []string{"tasks", "review"}

// cellReports are the reports of the rulebook's agendas that are the cell's,
// not a member's on himself.
var cellReports = []string{"secretary_report", "paper"}

// private reports whether the item is about single members: what is said of
// them stays in the cell (C9).
func private(i meeting.Item) bool {
	return i.Report != "" || i.Key == meeting.NextReporters || i.Kind == rulebook.KindCritique || i.Kind == rulebook.KindReport && !slices.Contains(cellReports, i.Key)
}

// judged are the chair's words on what sets an example and what is to be
// mended.
func judged(i meeting.Item) []string {
	var all []string
	if i.Exemplary != "" {
		all = append(all, "Biểu dương: "+stop(i18n.Line(i.Exemplary)))
	}
	if i.ToMend != "" {
		all = append(all, "Nhắc nhở, khắc phục: "+stop(i18n.Line(i.ToMend)))
	}
	return all
}

func resolutionSubject(m meeting.Meeting) string {
	switch m.Kind {
	case meeting.Thematic:
		return "sinh hoạt chuyên đề tháng " + paperMonth(m.Month)
	case meeting.Extraordinary:
		return "cuộc họp bất thường ngày " + paperDate(m.HeldOn)
	case meeting.Congress:
		return "đại hội chi bộ ngày " + paperDate(m.HeldOn)
	}
	return "lãnh đạo thực hiện nhiệm vụ tháng " + paperMonth(m.Month)
}

// sentence begins with a capital and ends with a stop, on one line.
func sentence(s string) string {
	s = stop(i18n.Line(s))
	first, size := utf8.DecodeRuneInString(s)
	return string(unicode.ToUpper(first)) + s[size:]
}

// occasion is what is held, in running text.
func occasion(m meeting.Meeting) string {
	return strings.NewReplacer("(", "", ")", "").Replace(titleOf(m))
}

// resolved is the opening: when, where, how many, who led, and the fee.
func (r Minuted) resolved() string {
	m := r.Meeting
	s := fmt.Sprintf("Ngày %s, tại %s, %s tổ chức %s.", paperDate(m.HeldOn), m.Place, r.Unit.Name, occasion(m))
	if c := meeting.Count(r.Seats); m.OpenedAt != "" {
		s += fmt.Sprintf(" Tổng số đảng viên: %s đồng chí; có mặt %d/%d đồng chí (%s); vắng có lý do: %s; vắng không có lý do: %s; được miễn công tác, sinh hoạt: %s.",
			paper.TwoDigits(c.Called), c.Present, c.Counted, i18n.Percent(i18n.Vi, c.Present, c.Counted),
			paper.TwoDigits(c.Excused), paper.TwoDigits(c.Unexcused), paper.TwoDigits(c.Exempt))
	}
	s += " Chủ trì: " + r.chair() + ". Ghi biên bản: " + comrade(m.MinuterName) + "."
	for _, i := range r.Items {
		if i.Key == "fee" && i.Content != "" {
			s += " Đảng phí: " + stop(i18n.Line(i.Content))
		}
	}
	return s + "\nSau khi nghe báo cáo và thảo luận, Chi bộ quyết nghị:"
}

// results are the rows of what the last regular meeting gave to do, as they
// stand on the day.
func (r Minuted) results() []string {
	var rows []string
	for _, t := range r.Given {
		began := "Giao ngày " + paperDate(t.AssignedOn) + ", hạn " + paperDate(t.Due)
		rows = append(rows, row(t.Title+" ("+comrade(t.AssigneeName)+")", began, outcome(t, r.On)))
	}
	return rows
}

// evaluations are the committee's words on a task that ended.
var evaluations = map[task.Evaluation]string{
	task.DoneWell: "Đã hoàn thành tốt", task.DoneAsIs: "Đã hoàn thành", task.DoneLate: "Hoàn thành chậm", task.NotDone: "Chưa hoàn thành",
}

// outcome says how far a task has come: of one that ended, how the committee
// judged it. The assignee's own words stay between him and the committee.
func outcome(t task.Task, on db.Date) string {
	switch {
	case evaluations[t.Evaluation] == "" && t.State == task.Done:
		return "Đã kết thúc ngày " + paperDate(t.DoneOn)
	case t.State == task.Done:
		return evaluations[t.Evaluation] + " (ngày " + paperDate(t.DoneOn) + ")"
	case t.State == task.Cancelled:
		return "Không tiếp tục thực hiện"
	case on > t.Due:
		return "Chưa hoàn thành, quá hạn"
	case t.State == task.Reported:
		return "Đã báo cáo kết quả"
	}
	return "Đang thực hiện"
}

// carrying says who sees to it that the resolution is carried out and posted.
func (r Minuted) carrying() string {
	posting := fmt.Sprintf("%s hoàn thiện biên bản, nghị quyết; đăng tài liệu lên Sổ tay đảng viên điện tử và báo cáo cấp ủy cấp trên", capital(comrade(r.Meeting.MinuterName)))
	if r.ReportBy != "" {
		posting += ", chậm nhất ngày " + paperDate(r.ReportBy)
	}
	return strings.Join([]string{
		"Chi ủy phân công, theo dõi, đôn đốc việc thực hiện Nghị quyết; báo cáo kết quả tại kỳ sinh hoạt sau.",
		"Đảng viên được phân công chủ động thực hiện đúng thời hạn; khó khăn, vướng mắc báo cáo kịp thời với chi ủy.",
		posting + ".",
	}, "\n")
}

// adopted is the closing: how the vote on the resolution went.
func (r Minuted) adopted() string {
	v, ok := r.resolution()
	switch {
	case !ok:
		return "Nghị quyết được Chi bộ thông qua tại cuộc họp ngày " + paperDate(r.Meeting.HeldOn) + "."
	case v.Outcome == vote.Failed:
		return ""
	}
	return fmt.Sprintf("Nghị quyết được Chi bộ biểu quyết thông qua: tán thành %d/%d đảng viên chính thức (%s); không tán thành %d; ý kiến khác %d.",
		v.Count.Favour, v.Prospect.Base.Size, v.Share(i18n.Vi), v.Count.Against, v.Count.Other)
}

// resolution is the vote on the resolution: the last one whose question names
// it and is on no amendment.
func (r Minuted) resolution() (found vote.Vote, ok bool) {
	for _, i := range r.Items {
		for _, v := range i.Votes {
			if v.Matter == vote.Ordinary && !strings.HasPrefix(v.Question, AmendmentVote) && strings.Contains(i18n.Fold(v.Question), "nghi quyet") {
				found, ok = v, true
			}
		}
	}
	return found, ok
}

// recipients are those of a resolution; a cell without a committee above has
// nobody to report to.
func (r Minuted) recipients() []string {
	var all []string
	if r.Unit.ParentName != "" {
		all = append(all, r.Unit.ParentName+" (để báo cáo)", "Cấp ủy viên phụ trách Chi bộ")
	}
	return append(all, "Các đoàn thể", "Đảng viên Chi bộ", archive)
}

// archive is the last of every list of recipients (form B0).
const archive = "Lưu Chi bộ"

// letter is what every deed but the minutes has in common: head, recipients,
// and the signature for the cell or its committee.
func (r Minuted) letter(kind Kind, t Texts) paper.Document {
	preset := r.preset()
	number := r.Number
	if number == "" {
		number = paper.Number(0, deedCodes[kind], issuerCode)
	}
	authority := preset.Labels.ForCell
	if t["for"] == ForCommittee {
		authority = preset.Labels.ForCommittee
	}
	post, name := r.signer(preset)
	return paper.Document{
		Preset:     r.Preset,
		Made:       r.On.Time(),
		Head:       &paper.Head{Parent: r.Unit.ParentName, Issuer: r.Unit.Name, Number: number, Place: r.Unit.Locality, Date: paper.DateInWords(r.On.Time())},
		Recipients: t.lines("recipients"),
		Signatures: []paper.Signature{{Heading: authority, Post: post, Name: name}},
	}
}

// signer is who signs for the cell: the chair where he is secretary or deputy,
// else the secretary, else the deputy.
func (r Minuted) signer(preset paper.Preset) (post, name string) {
	labels := map[member.Post]string{member.Secretary: preset.Labels.Secretary, member.Deputy: preset.Labels.Deputy}
	if s, ok := meeting.SeatOf(r.Seats, r.Meeting.Chair); ok && labels[s.Post] != "" {
		return labels[s.Post], s.Name
	}
	for _, p := range []member.Post{member.Secretary, member.Deputy} {
		for _, s := range r.Seats {
			if s.Post == p {
				return labels[p], s.Name
			}
		}
	}
	return preset.Labels.Secretary, ""
}
