package contest

import (
	"fmt"
	"strconv"
	"strings"

	"chibo/internal/campaign"
	"chibo/internal/i18n"
	"chibo/internal/paper"
)

const reference = "Lập theo mẫu tham khảo, dùng trong nội bộ."

func placeText(n int) string {
	if n == 0 {
		return ""
	}
	return strconv.Itoa(n)
}

// Points writes points as Vietnamese papers do, with as many decimals.
func Points(v float64, decimals int) string {
	return strings.Replace(strconv.FormatFloat(v, 'f', decimals, 64), ".", ",", 1)
}

// mean is the mean of the i-th criterion, "–" where nobody judged.
func (r Result) mean(i int) string {
	if r.Judged == 0 {
		return "–"
	}
	return Points(r.Means[i], 2)
}

// headers are the columns of the result sheet.
func (o Outcome) headers() []string {
	all := []string{"Hạng", "Bài dự thi", "Tác giả, đơn vị"}
	for _, c := range o.Criteria {
		all = append(all, fmt.Sprintf("%s (%d × %d)", c.Title, c.Points, c.Weight))
	}
	return append(all, "Tổng", "Giải")
}

// rows are the results as texts.
func (o Outcome) rows() (all [][]string) {
	for _, r := range o.Results {
		row := []string{placeText(r.Rank), r.Entry.Title, whose(r.Entry)}
		for i := range o.Criteria {
			row = append(row, r.mean(i))
		}
		sum := "–"
		if r.Judged > 0 {
			sum = Points(r.Sum, 2)
		}
		all = append(all, append(row, sum, r.Entry.Prize))
	}
	return all
}

// whose is the authors of an entry with its unit.
func whose(e Entry) string {
	if by := e.By(); by != e.UnitName {
		return by + ", " + e.UnitName
	}
	return e.UnitName
}

// jury says how many jurors' points count.
func (o Outcome) jury() string {
	return "Điểm trung bình của " + strconv.Itoa(o.Closed) + "/" + strconv.Itoa(len(o.Jurors)) + " giám khảo đã chốt điểm. Hạng xếp theo tổng điểm; giải do đơn vị tổ chức quyết định."
}

// Paper writes the result sheet as a document on its side.
func (o Outcome) Paper() paper.Document {
	columns := []paper.Column{{Width: 17, Align: paper.AlignCentre}, {}, {}}
	for range o.Criteria {
		columns = append(columns, paper.Column{Width: 24, Align: paper.AlignCentre})
	}
	columns = append(columns, paper.Column{Width: 18, Align: paper.AlignCentre}, paper.Column{Width: 26})
	for i, h := range o.headers() {
		columns[i].Header = h
	}
	head, _ := campaign.Letterhead(o.Unit)
	blocks := []paper.Block{paper.Text(o.jury()), paper.Table{Columns: columns, Rows: o.rows()}}
	if on := o.Contest.DecisionOn; on != "" {
		head.Place, head.Date = o.Unit.Locality, paper.DateInWords(on.Time())
		blocks = append(blocks, paper.Text(o.Contest.decision()))
	}
	return paper.Document{
		Preset: paper.HD05, Landscape: true, Title: "Kết quả hội thi", Made: o.Today.Time(), Head: head,
		Kind: "Bảng kết quả", Subject: o.Contest.Title, Blocks: blocks, Note: reference,
	}
}

// decision names the decision on the prizes.
func (c Contest) decision() string {
	if c.DecisionNo == "" {
		return "Kết quả do đơn vị tổ chức quyết định ngày " + i18n.Short(string(c.DecisionOn)) + "."
	}
	return "Quyết định số " + c.DecisionNo + " ngày " + i18n.Short(string(c.DecisionOn)) + "."
}

// Table writes the result sheet as a table with numbers.
func (o Outcome) Table() paper.Sheet {
	sheet := paper.Sheet{Name: "Kết quả", Title: []string{o.Unit.Name, o.Contest.Title, o.jury(), reference}}
	for _, h := range o.headers() {
		sheet.Columns = append(sheet.Columns, paper.SheetColumn{Header: h})
	}
	for _, r := range o.Results {
		row := []any{nil, r.Entry.Title, whose(r.Entry)}
		if r.Rank > 0 {
			row[0] = r.Rank
		}
		for i := range o.Criteria {
			row = append(row, number(r, r.Means[i]))
		}
		sheet.Rows = append(sheet.Rows, append(row, number(r, r.Sum), r.Entry.Prize))
	}
	return sheet
}

// number is a sum or mean with two decimals, nothing where nobody judged.
func number(r Result, v float64) any {
	if r.Judged == 0 {
		return nil
	}
	rounded, err := strconv.ParseFloat(strconv.FormatFloat(v, 'f', 2, 64), 64)
	if err != nil {
		return nil
	}
	return rounded
}

// certificate writes the certificate of an entry.
func (sh EntrySheet) certificate() paper.Document {
	e, c := sh.Entry, sh.Contest
	centred := func(runs ...paper.Run) paper.Paragraph {
		return paper.Paragraph{Runs: runs, Align: paper.AlignCentre}
	}
	blocks := []paper.Block{
		centred(paper.Run{Text: "Chứng nhận: "}, paper.Run{Text: e.By(), Bold: true}),
	}
	if e.By() != e.UnitName {
		blocks = append(blocks, centred(paper.Run{Text: "Đơn vị: " + e.UnitName}))
	}
	head, signs := campaign.Letterhead(sh.Unit)
	head.Place, head.Date = sh.Unit.Locality, paper.DateInWords(c.DecisionOn.Time())
	return paper.Document{
		Preset: paper.HD05, Landscape: true, Title: "Giấy chứng nhận", Made: sh.Today.Time(),
		Head: head,
		Kind: "Giấy chứng nhận",
		Blocks: append(blocks,
			centred(paper.Run{Text: "Đạt "}, paper.Run{Text: e.Prize, Bold: true}),
			centred(paper.Run{Text: "với bài dự thi “" + e.Title + "”"}),
			centred(paper.Run{Text: c.Title, Italic: true}),
			centred(paper.Run{Text: c.decision()}),
		),
		Signatures: []paper.Signature{signs},
		Note:       "Giấy chứng nhận theo mẫu tham khảo.",
	}
}
