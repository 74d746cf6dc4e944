package webtest

import (
	"testing"

	"chibo/internal/access"
	"chibo/internal/campaign"
	"chibo/internal/campaign/library"
)

// learnt gives the theme of each unit a material that everybody is to read, and a
// question.
func (w *World) learnt(t testing.TB) {
	t.Helper()
	ctx, by, s := t.Context(), access.Console, w.App.Library
	for _, p := range w.Places {
		theme := campaign.ThemeID(p.Params["campaigntheme"])
		if theme == "" {
			continue
		}
		id, err := s.Add(ctx, by, theme, library.Form{Title: "Tài liệu sinh hoạt chuyên đề", About: "Phần II", Address: "Tủ sách chi bộ", Required: true})
		check(t, err)
		q, err := s.Ask(ctx, by, theme, library.QuestionForm{Words: "Chủ đề của năm nêu cao điều gì?", Options: "Tinh thần trách nhiệm\nĐiều khác", Answer: 1})
		check(t, err)
		p.Params["material"], p.Params["question"] = string(id), string(q)
	}
}
