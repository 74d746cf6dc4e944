package web

import (
	"bytes"
	"context"
	"io"
	"net/http"
	"strconv"

	"github.com/a-h/templ"

	"chibo/internal/access"
	"chibo/internal/fault"
	"chibo/internal/member"
	"chibo/internal/member/roster"
	"chibo/internal/org"
	"chibo/internal/paper"
	"chibo/internal/server"
	"chibo/internal/ui"
)

const typeCSV = "text/csv; charset=utf-8"

func (h handlers) exportXLSX(w http.ResponseWriter, r *http.Request) error {
	return h.export(w, r, ".xlsx", paper.TypeXLSX, paper.XLSX)
}

func (h handlers) exportCSV(w http.ResponseWriter, r *http.Request) error {
	return h.export(w, r, ".csv", typeCSV, paper.CSV)
}

func (h handlers) export(w http.ResponseWriter, r *http.Request, ext, contentType string, write func(io.Writer, paper.Sheet) error) error {
	u, all, err := h.members.Export(r.Context(), server.Actor(r), unitOf(r))
	if err != nil {
		return err
	}
	var b bytes.Buffer
	if err := write(&b, Register(r.Context(), u, all, server.Today(r).Local(server.Lang(r)))); err != nil {
		return err
	}
	return server.Download(w, r, server.Text(r, "member.export_name", u.Name)+ext, contentType, b.Bytes())
}

// Register is the national cleaning list of a unit (form C). The columns of
// identity numbers stay empty: the numbers are not kept.
func Register(ctx context.Context, u org.Unit, all []member.Record, today string) paper.Sheet {
	s := paper.Sheet{
		Name:  people(ctx, u.Kind.ID),
		Title: []string{u.Name, ui.T(ctx, "member.export_title", people(ctx, u.Kind.ID), len(all), today), ui.T(ctx, "member.export_note")},
	}
	for _, header := range roster.Headers29 {
		s.Columns = append(s.Columns, paper.SheetColumn{Header: header})
	}
	for i, rec := range all {
		row := roster.Row{
			Name: rec.Person.Name, Alias: rec.Person.Alias, Sex: rec.Person.Sex, Birth: string(rec.Person.Birth), Ethnicity: rec.Person.Ethnicity,
			Religion: rec.Person.Religion, Hometown: roster.Place{Detail: rec.Person.Hometown}, Residence: roster.Place{Detail: rec.Person.Residence}, Unit: u.Name,
			Admitted: string(rec.Party.AdmittedOn), Official: string(rec.Party.OfficialOn), Card: rec.Party.Card, OldCard: rec.Party.OldCard,
			CardOn: string(rec.Party.CardOn), CardPlace: rec.Party.CardPlace, State: listedState(rec.State),
		}
		cells := make([]any, 0, len(roster.Headers29))
		for _, cell := range row.Cells29(strconv.Itoa(i + 1)) {
			cells = append(cells, cell)
		}
		s.Rows = append(s.Rows, cells)
	}
	return s
}

// listedState is the word of lists for a state.
func listedState(s member.State) string {
	if s == member.Active {
		return roster.StateActive
	}
	return string(s)
}

// sample is an empty list with the headings that are understood at once, and
// one line to follow.
func (h handlers) sample(w http.ResponseWriter, r *http.Request) error {
	s := paper.Sheet{Name: server.Text(r, "member.sample_name")}
	line := []any{}
	for _, c := range []struct{ header, value string }{
		{"STT", "1"},
		{"Họ và tên", "Nguyễn Văn A"},
		{"Ngày sinh", "03/02/1980"},
		{"Giới tính", "Nam"},
		{"Dân tộc", "Kinh"},
		{"Quê quán", ""},
		{"Nơi cư trú", ""},
		{"Ngày vào Đảng", "19/05/2010"},
		{"Ngày chính thức", "19/05/2011"},
		{"Số thẻ đảng viên", ""},
		{"Tổ chức Đảng đang sinh hoạt", server.UnitName(r)},
		{"Chức vụ Đảng", ""},
		{"Đơn vị công tác", ""},
		{"Nghề nghiệp", ""},
		{"Trình độ chuyên môn", ""},
		{"Lý luận chính trị", ""},
		{"Số điện thoại", ""},
		{"Email", ""},
		{"Trạng thái hoạt động", "Đang sinh hoạt"},
	} {
		s.Columns = append(s.Columns, paper.SheetColumn{Header: c.header})
		line = append(line, c.value)
	}
	s.Rows = [][]any{line}
	var b bytes.Buffer
	if err := paper.XLSX(&b, s); err != nil {
		return err
	}
	return server.Download(w, r, server.Text(r, "member.sample_file"), paper.TypeXLSX, b.Bytes())
}

func (h handlers) importForm(w http.ResponseWriter, r *http.Request) error {
	c, err := h.uploadPage(r, unitOf(r), nil)
	if err != nil {
		return err
	}
	return server.Render(w, r, c)
}

func (h handlers) uploadPage(r *http.Request, unit org.ID, f *ui.Form) (templ.Component, error) {
	u, waiting, err := h.members.WaitingLists(r.Context(), server.Actor(r), unit)
	if err != nil {
		return nil, err
	}
	return uploadPage(u, waiting, f), nil
}

func (h handlers) readList(w http.ResponseWriter, r *http.Request) error {
	unit := org.ID(server.Form(r).Get("unit"))
	id, err := h.readFile(r, unit)
	if err != nil {
		return server.Retry(w, r, atField(err, "file"), func(r *http.Request, f *ui.Form) (templ.Component, error) { return h.uploadPage(r, unit, f) })
	}
	return server.Redirect(w, r, "/member/import/"+string(id))
}

func (h handlers) readFile(r *http.Request, unit org.ID) (member.ImportID, error) {
	file, head, err := r.FormFile("file")
	if err != nil {
		return "", fault.At("file", "member.import_file_missing")
	}
	defer file.Close()
	data, err := io.ReadAll(file)
	if err != nil {
		return "", err
	}
	return h.members.ReadList(r.Context(), server.Actor(r), unit, head.Filename, data)
}

// atField makes a fault of a file one of its field.
func atField(err error, field string) error {
	key, kind := fault.Key(err), fault.Is(err, fault.Invalid) || fault.Is(err, fault.TooLarge)
	if key == "" || !kind {
		return err
	}
	var faults fault.Form
	if faults.Take(field, err) {
		return faults.Err()
	}
	return fault.At(field, "member.import_file_too_large", member.ImportFileMax>>20)
}

func importOf(r *http.Request) member.ImportID { return member.ImportID(r.PathValue("import")) }

func (h handlers) preview(w http.ResponseWriter, r *http.Request) error {
	p, err := h.members.Preview(r.Context(), server.Actor(r), importOf(r))
	if err != nil {
		return err
	}
	return server.Render(w, r, previewPage(p, r.URL.Query().Get("columns") == "all", mayUnite(r, p), nil))
}

// mayUnite reports whether the reader may merge who is in the unit twice.
func mayUnite(r *http.Request, p member.Preview) bool {
	return p.Unit.Kind.Holds && access.Can(server.Actor(r), member.Unite, p.Unit.Place())
}

// retryPreview shows the list as it is judged now, with what went wrong.
func (h handlers) retryPreview(w http.ResponseWriter, r *http.Request, err error) error {
	return server.Retry(w, r, err, func(r *http.Request, f *ui.Form) (templ.Component, error) {
		p, err := h.members.Preview(r.Context(), server.Actor(r), importOf(r))
		if err != nil {
			return nil, err
		}
		return previewPage(p, false, mayUnite(r, p), f), nil
	})
}

// mapColumns takes the meanings chosen for columns. Those that were not asked
// about keep theirs.
func (h handlers) mapColumns(w http.ResponseWriter, r *http.Request) error {
	by, v := server.Actor(r), server.Form(r)
	p, err := h.members.Preview(r.Context(), by, importOf(r))
	if err != nil {
		return err
	}
	mapping := map[string]roster.Field{}
	for _, c := range p.Columns {
		chosen, asked := roster.Field(v.Get(columnName(c))), v.Has(columnName(c))
		switch {
		case asked && (chosen != c.Field || c.ByHand):
			mapping[c.Header] = chosen
		case c.ByHand:
			mapping[c.Header] = c.Field
		}
	}
	if err := h.members.Map(r.Context(), by, p.ID, server.Version(r), mapping); err != nil {
		return h.retryPreview(w, r, err)
	}
	return server.Done(w, r, "/member/import/"+string(p.ID), "member.import_mapped")
}

// distinguish takes what was said of the rows that name who is known beside the
// chapter.
func (h handlers) distinguish(w http.ResponseWriter, r *http.Request) error {
	by, v := server.Actor(r), server.Form(r)
	p, err := h.members.Preview(r.Context(), by, importOf(r))
	if err != nil {
		return err
	}
	said := map[int]member.Whom{}
	for _, m := range p.Matches {
		if whom := member.Whom(v.Get(matchName(m))); whom != "" {
			said[m.Row] = whom
		}
	}
	if err := h.members.Distinguish(r.Context(), by, p.ID, server.Version(r), said); err != nil {
		return h.retryPreview(w, r, err)
	}
	return server.Done(w, r, "/member/import/"+string(p.ID), "member.match_saved")
}

func matchName(m member.Match) string { return "whom-" + strconv.Itoa(m.Row) }

func columnName(c member.ImportColumn) string { return "column-" + strconv.Itoa(c.Index) }

func (h handlers) confirm(w http.ResponseWriter, r *http.Request) error {
	p, err := h.members.Confirm(r.Context(), server.Actor(r), importOf(r), server.Version(r))
	if err != nil {
		return h.retryPreview(w, r, err)
	}
	return server.Done(w, r, "/member/import/"+string(p.ID), "member.import_done", len(p.Added), len(p.Changed))
}

func (h handlers) drop(w http.ResponseWriter, r *http.Request) error {
	by := server.Actor(r)
	p, err := h.members.Preview(r.Context(), by, importOf(r))
	if err == nil {
		err = h.members.Drop(r.Context(), by, p.ID, server.Version(r))
	}
	if err != nil {
		return h.retryPreview(w, r, err)
	}
	return server.Done(w, r, "/member/import?unit="+string(p.Unit.ID), "member.import_dropped")
}
