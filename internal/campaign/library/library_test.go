package library

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"chibo/internal/fault/faulttest"
)

// expect asserts the key of each fault by its field.
func expect(t *testing.T, err error, want map[string]string) {
	t.Helper()
	if diff := cmp.Diff(want, faulttest.Fields(err)); diff != "" {
		t.Error(diff)
	}
}

func TestForm(t *testing.T) {
	for name, tt := range map[string]struct {
		form Form
		want map[string]string
	}{
		"whole":    {Form{Title: "Chuyên đề năm 2026", Required: true}, nil},
		"no title": {Form{About: "Phần II"}, map[string]string{"title": "library.title_missing"}},
		"long":     {Form{Title: strings.Repeat("a", titleMax+1), Address: strings.Repeat("b", addressMax+1)}, map[string]string{"title": "library.too_long", "address": "library.too_long"}},
		"secret":   {Form{Title: "Tài liệu TUYỆT MẬT"}, map[string]string{"title": "document.secret"}}, // I5
	} {
		t.Run(name, func(t *testing.T) { expect(t, tt.form.check(), tt.want) })
	}
}

func TestQuestionForm(t *testing.T) {
	for name, tt := range map[string]struct {
		form QuestionForm
		want map[string]string
	}{
		"whole":        {QuestionForm{Words: "Câu hỏi?", Options: "Một\n\n Hai ", Answer: 2}, nil},
		"one option":   {QuestionForm{Words: "Câu hỏi?", Options: "Một", Answer: 1}, map[string]string{"options": "library.options_count"}},
		"six options":  {QuestionForm{Words: "Câu hỏi?", Options: "1\n2\n3\n4\n5\n6", Answer: 1}, map[string]string{"options": "library.options_count"}},
		"twice":        {QuestionForm{Words: "Câu hỏi?", Options: "Một\nMột", Answer: 1}, map[string]string{"options": "library.options_twice"}},
		"beyond":       {QuestionForm{Words: "Câu hỏi?", Options: "Một\nHai", Answer: 3}, map[string]string{"answer": "library.answer_missing"}},
		"nothing said": {QuestionForm{}, map[string]string{"words": "library.words_missing", "options": "library.options_count", "answer": "library.answer_missing"}},
	} {
		t.Run(name, func(t *testing.T) { expect(t, tt.form.check(), tt.want) })
	}
}

func TestJudge(t *testing.T) {
	all := []Question{{ID: "a", Options: []string{"x", "y"}, Answer: 2}, {ID: "b", Options: []string{"x", "y", "z"}, Answer: 1}}
	for name, tt := range map[string]struct {
		chosen map[QuestionID]int
		right  int
		passed bool
		want   map[string]string
	}{
		"all right": {map[QuestionID]int{"a": 2, "b": 1}, 2, true, nil},
		"one wrong": {map[QuestionID]int{"a": 1, "b": 1}, 1, false, nil},
		"left out":  {map[QuestionID]int{"a": 2}, 1, false, map[string]string{"q_b": "library.choose_one"}},
		"beyond":    {map[QuestionID]int{"a": 3, "b": 1}, 1, false, map[string]string{"q_a": "library.choose_one"}},
	} {
		t.Run(name, func(t *testing.T) {
			r, err := judge(all, tt.chosen)
			expect(t, err, tt.want)
			if r.Right != tt.right || r.Passed() != tt.passed && tt.want == nil {
				t.Errorf("%+v", r)
			}
		})
	}
}
