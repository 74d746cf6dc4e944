package deed

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"chibo/internal/db"
	"chibo/internal/i18n"
	"chibo/internal/meeting"
	"chibo/internal/meeting/named"
	"chibo/internal/paper"
	"chibo/internal/vote"
)

// votes lists the votes of the items, then those on paper, and last, if names
// are wanted, who voted how where the cell voted by name.
func (r Minuted) votes(items []meeting.Item, names bool) []paper.Block {
	list := paper.List{Marker: paper.Numbers}
	var lists []paper.Block
	for _, i := range items {
		for _, v := range i.Votes {
			cast := r.Named[v.ID]
			list.Items = append(list.Items, paper.Text(ballot(v, named.Sum(cast))))
			if v.Prospect.ByName && names {
				lists = append(lists, paper.Lead("Danh sách biểu quyết ghi tên:", stop(v.Question)), voiceTable(cast))
			}
		}
	}
	for _, line := range r.Ballots {
		list.Items = append(list.Items, paper.Text(line))
	}
	if len(list.Items) == 0 {
		return nil
	}
	return append([]paper.Block{list}, lists...)
}

// voices are those of a meeting's votes by name; where it took none, nothing is
// read.
func voices(tx *db.Tx, sh meeting.Sheet) (map[vote.ID][]named.Voice, error) {
	for _, i := range sh.Items {
		if slices.ContainsFunc(i.Votes, func(v vote.Vote) bool { return v.Prospect.ByName }) {
			return named.Printed(tx, sh.Meeting.ID)
		}
	}
	return nil, nil
}

// ballot is a vote with its base, as papers write it.
func ballot(v vote.Vote, sum named.Tally) string {
	byName := v.Prospect.ByName
	s := fmt.Sprintf("%s (%s): tán thành %d/%d đảng viên chính thức (%s); không tán thành %d; ý kiến khác %d",
		strings.TrimRight(v.Question, ".;:"), either(byName, "ghi tên", "giơ tay"), v.Count.Favour, v.Prospect.Base.Size, v.Share(i18n.Vi), v.Count.Against, v.Count.Other)
	if byName {
		s += fmt.Sprintf("; không biểu quyết %d", sum.Abstain)
	}
	s += "."
	switch v.Outcome {
	case vote.Passed:
		s += " Thông qua."
	case vote.Failed:
		s += " Không thông qua."
	}
	return s
}

// choiceWords are the choices as papers write them.
var choiceWords = map[named.Choice]string{
	named.Favour: "Đồng ý", named.Against: "Không đồng ý", named.Other: "Ý kiến khác", named.Abstain: "Không biểu quyết",
}

// voiceTable is who voted how.
func voiceTable(voices []named.Voice) paper.Table {
	table := paper.Table{Columns: []paper.Column{
		{Header: "TT", Width: 11, Align: paper.AlignCentre}, {Header: "Họ và tên"}, {Header: "Biểu quyết", Width: 50},
	}}
	for n, v := range voices {
		table.Rows = append(table.Rows, []string{strconv.Itoa(n + 1), v.Name, choiceWords[v.Choice]})
	}
	return table
}
