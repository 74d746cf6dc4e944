package commendation

import (
	"strconv"
	"strings"

	"chibo/internal/i18n"
	"chibo/internal/paper"
)

// Words of papers, which are Vietnamese in every language of the pages.
var (
	formWords = map[Form]string{
		Praise: "Biểu dương", Certificate: "Giấy khen", InARow: "Giấy khen tiêu biểu 5 năm liền", Diploma: "Bằng khen", Banner: "Cờ", Badge: "Huy hiệu", Keepsake: "Kỷ niệm chương",
	}
	kindNames  = map[Kind]string{Collective: "Tập thể", Individual: "Cá nhân"}
	levelNames = map[Level]string{
		ByCell: "Chi bộ", BySection: "Đảng ủy bộ phận", ByBase: "Đảng ủy cơ sở", ByDepartment: "Sở, ngành", ByBloc: "Khối thi đua",
		BySuperior: "Đảng ủy cấp trên trực tiếp", ByProvince: "Cấp tỉnh, thành phố", ByCentral: "Trung ương",
	}
	occasionWords = map[Occasion]string{Yearly: "Hằng năm", Irregular: "Đột xuất", Campaign: "Phong trào, chuyên đề", Period: "Giai đoạn"}
)

// reference stands below every paper.
const reference = "Lập theo mẫu tham khảo, dùng trong nội bộ."

// columns are those of the register, with their widths on paper in millimetres.
var columns = []paper.Column{
	{Header: "TT", Width: 9, Align: paper.AlignCentre},
	{Header: "Ngày", Width: 21},
	{Header: "Số quyết định, cơ quan quyết định", Width: 33},
	{Header: "Tập thể, cá nhân", Width: 34},
	{Header: "Hình thức", Width: 26},
	{Header: "Dịp", Width: 20},
	{Header: "Thành tích"},
}

// words are what was given, and for which years.
func (m Merit) words() (form, occasion string) {
	form = strings.Join(strings.Fields(formWords[m.Form]+" "+m.Title), " ")
	occasion = occasionWords[m.Occasion] + " " + yearText(m.Year)
	if m.Occasion == Period {
		occasion = occasionWords[Period] + " " + yearText(m.Year-m.Years+1) + "–" + yearText(m.Year)
	}
	return form, occasion
}

// counted lists the awards that count, the earliest first, as a book is kept.
func (r Register) counted() (all []Award) {
	for i := len(r.Awards) - 1; i >= 0; i-- {
		if r.Awards[i].Struck == "" {
			all = append(all, r.Awards[i])
		}
	}
	return all
}

// rows are the awards as texts.
func (r Register) rows() (all [][]string) {
	for n, a := range r.counted() {
		form, occasion := a.words()
		decision := a.Giver
		if a.Number != "" {
			decision = a.Number + ", " + a.Giver
		}
		all = append(all, []string{strconv.Itoa(n + 1), i18n.Short(string(a.GrantedOn)), decision, a.Name, form, occasion, a.Reason})
	}
	return all
}

// Paper writes the register as a document, the earliest award first. Awards that
// were struck are left out.
func (r Register) Paper() paper.Document {
	return paper.Document{
		Preset: paper.HD05, Title: "Sổ khen thưởng", Made: r.Today.Time(), Head: &paper.Head{Parent: r.Unit.ParentName, Issuer: r.Unit.Name}, Kind: "Sổ khen thưởng",
		Blocks: []paper.Block{paper.Table{Columns: columns, Rows: r.rows()}}, Note: reference,
	}
}

// sheetColumns are headings under which a list of past awards is read too.
var sheetColumns = []string{
	"TT", "Tập thể, cá nhân", "Loại", "Sổ của", "Hình thức", "Danh hiệu", "Cấp khen", "Cơ quan quyết định", "Số quyết định", "Ngày quyết định", "Dịp", "Năm", "Số năm", "Thành tích",
}

// Sheet writes the register as a table, one fact to a column, which can be read as a
// list of past awards again.
func (r Register) Sheet() paper.Sheet {
	sheet := paper.Sheet{Name: "Khen thưởng", Title: []string{r.Unit.Name, "Sổ khen thưởng", reference}}
	for _, header := range sheetColumns {
		sheet.Columns = append(sheet.Columns, paper.SheetColumn{Header: header})
	}
	for n, a := range r.counted() {
		form := formWords[a.Form]
		if a.Form == Other {
			form = "Hình thức khác"
		}
		var years any
		if a.Occasion == Period {
			years = a.Years
		}
		sheet.Rows = append(sheet.Rows, []any{
			n + 1, a.Name, kindNames[a.Kind], a.UnitName, form, a.Title, levelNames[a.Level], a.Giver, a.Number, a.GrantedOn.Time(), occasionWords[a.Occasion], a.Year, years, a.Reason,
		})
	}
	return sheet
}
