package deed

import (
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"chibo/internal/i18n"
	"chibo/internal/meeting"
	"chibo/internal/paper"
)

// ComposeNotice writes the notice of a meeting (form B5): when, where, what is
// on the agenda, who prepares what.
func ComposeNotice(r Minuted, t Texts) paper.Document {
	d := r.letter(Notice, t)
	d.Kind, d.Subject = "Thông báo", occasion(r.Meeting)
	d.Title = "Thông báo " + d.Subject
	d.Addressees = t.lines("addressees")
	host := r.Unit.Name
	if r.Meeting.Kind == meeting.Committee {
		host = "Chi ủy " + host
	}
	d.Blocks = append(d.Blocks, paper.Text(host+" tổ chức "+d.Subject+", cụ thể như sau:"))
	d.Blocks = append(d.Blocks, r.arrangements(t)...)
	d.Blocks = append(d.Blocks, paper.Text("Đề nghị các đồng chí dự họp đầy đủ, đúng thời gian quy định."))
	return d
}

// ComposeInvitation writes the invitation of one guest. It bears no number of
// the cell's own, for no guidance knows such a paper (form B5).
func ComposeInvitation(r Minuted, t Texts, g meeting.Guest) paper.Document {
	r.Number = paper.Number(0, "GM", issuerCode)
	d := r.letter(Notice, t)
	d.Kind, d.Subject = "Giấy mời", "dự "+occasion(r.Meeting)
	d.Title = "Giấy mời " + g.Name
	d.Recipients = []string{"Như trên", archive}
	guest := paper.Lead("Kính mời:", join(", ", "ông (bà) "+g.Name, g.Title))
	guest.Align = paper.AlignCentre
	d.Blocks = append(d.Blocks, guest, paper.Text(r.Unit.Name+" trân trọng kính mời ông (bà) dự "+occasion(r.Meeting)+":"))
	r.Theme.Difficulty, r.Theme.PassedOn = "", "" // the cell's own business, as what follows
	invited := t.over(nil)
	invited["prepare"], invited["files"] = "", "" // the members' own business
	d.Blocks = append(d.Blocks, r.arrangements(invited)...)
	d.Blocks = append(d.Blocks, paper.Text("Rất mong ông (bà) đến dự đúng thời gian."))
	return d
}

// arrangements are the numbered points of a notice.
func (r Minuted) arrangements(t Texts) []paper.Block {
	m := r.Meeting
	at := paperTime(m.StartsAt) + ", " + strings.ToLower(i18n.Weekday(i18n.Vi, m.HeldOn.Time())) + ", ngày " + paperDate(m.HeldOn) + "."
	blocks := []paper.Block{paper.Lead("1. Thời gian:", at), paper.Lead("2. Địa điểm:", stop(m.Place)), paper.Lead("3. Chủ trì:", r.chair()+".")}
	for _, p := range r.reasons() {
		blocks = append(blocks, paper.Lead(strconv.Itoa(len(blocks)+1)+". "+p.lead, stop(p.text)))
	}
	n := len(blocks)
	for _, p := range []struct{ lead, key string }{{"Nội dung:", "content"}, {"Chuẩn bị:", "prepare"}, {"Tài liệu:", "files"}, {"Liên hệ:", "contact"}} {
		lines := t.lines(p.key)
		if len(lines) == 0 {
			continue
		}
		n++
		lead := strconv.Itoa(n) + ". " + p.lead
		if len(lines) == 1 {
			blocks = append(blocks, paper.Lead(lead, lines[0]))
			continue
		}
		blocks = append(blocks, paper.Lead(lead))
		blocks = append(blocks, dashed(lines)...)
	}
	return blocks
}

// SuggestNotice takes the texts of a notice from the plan.
func SuggestNotice(r Minuted) Texts {
	t := Texts{"addressees": "Các đồng chí đảng viên " + r.Unit.Name, "files": strings.Join(r.Files, "\n"), "contact": "", "for": ForCell}
	recipients := []string{"Như trên", "Cấp ủy viên phụ trách Chi bộ", archive}
	switch {
	case r.Meeting.Kind == meeting.Committee:
		t["addressees"], t["for"], recipients = "Các đồng chí chi ủy viên "+r.Unit.Name, ForCommittee, []string{"Như trên", archive}
	case r.Unit.ParentName == "":
		recipients = []string{"Như trên", archive}
	}
	var content, prepare []string
	for _, i := range r.Items {
		content = append(content, stop(i.Title))
		if i.PresenterName != "" {
			what := lower(stop(i.Title))
			if i.Report != "" { // its title names him already
				what = "báo cáo liên hệ."
			}
			prepare = append(prepare, capital(comrade(i.PresenterName))+": "+what)
		}
	}
	t["content"], t["prepare"], t["recipients"] = strings.Join(content, "\n"), strings.Join(prepare, "\n"), strings.Join(recipients, "\n")
	return t
}

// lower begins a text with a small letter, as within a sentence.
func lower(s string) string {
	first, size := utf8.DecodeRuneInString(s)
	return string(unicode.ToLower(first)) + s[size:]
}
