package deed

import (
	"slices"

	"chibo/internal/db"
	"chibo/internal/meeting"
	"chibo/internal/meeting/theme"
	"chibo/internal/paper"
)

// themeOf reads what papers say of the theme of a meeting that has one.
func themeOf(tx *db.Tx, m meeting.Meeting) (theme.Theme, error) {
	if !m.Themed() {
		return theme.Theme{}, nil
	}
	return theme.Of(tx, m)
}

// quarter is the quarter of a month as papers count them: "quý II".
func quarter(month db.Date) string {
	return "quý " + paper.Roman((int(month.Time().Month())-1)/3+1)
}

// topical adds the topic to the title of minutes (form B2).
func (r Minuted) topical(title string) string { return join(": ", title, r.Theme.Topic) }

// reason is one line of what a meeting is about.
type reason struct{ lead, text string }

// reasons say why a meeting is held as it is, and from which difficulty its
// theme starts, who writes and who helps (form B2). What nobody wrote down is
// left out.
func (r Minuted) reasons() []reason {
	t := r.Theme
	passed := ""
	if t.PassedOn != "" {
		passed = "ngày " + paperDate(t.PassedOn)
	}
	named := func(id, name string) string {
		switch {
		case name == "":
			return ""
		case id == "": // from outside
			return name
		}
		return comrade(name)
	}
	all := []reason{
		{why(r.Meeting), r.Meeting.Why},
		{"Chuyên đề:", t.Topic},
		{"Khó khăn, vướng mắc của đơn vị:", t.Difficulty},
		{"Người viết chuyên đề:", named(string(t.Author), t.AuthorName)},
		{"Người góp ý chuyên đề:", named(string(t.Expert), t.ExpertName)},
		{"Chi ủy thông qua dự thảo:", passed},
	}
	return slices.DeleteFunc(all, func(p reason) bool { return p.text == "" })
}

// why is how papers call the reason of a meeting.
func why(m meeting.Meeting) string {
	if m.Combined {
		return "Lý do kết hợp:"
	}
	return "Lý do họp:"
}

// measures are what goes into the work programme of the unit.
func (r Minuted) measures() []paper.Block { return dashed(r.Theme.Lines()) }
