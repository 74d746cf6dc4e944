package i18n

import (
	"io/fs"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"
)

func source(vi, en string) fs.FS {
	return fstest.MapFS{
		"text.vi.json": {Data: []byte(vi)},
		"text.en.json": {Data: []byte(en)},
	}
}

type rank struct{}

func (rank) Local(l Lang) string {
	if l == En {
		return "secretary"
	}
	return "bí thư"
}

func TestText(t *testing.T) {
	c, err := New(
		source(`{"ui.save":"Lưu","ui.sent":"Đã gửi cho {0} đồng chí lúc {1}"}`, `{"ui.save":"Save","ui.sent":"At {1} sent to {0}"}`),
		source(`{"member.role":"Là {0}"}`, `{"member.role":"Is {0}"}`),
	)
	if err != nil {
		t.Fatal(err)
	}
	tests := []struct {
		name string
		lang Lang
		key  string
		args []any
		want string
	}{
		{"plain", Vi, "ui.save", nil, "Lưu"},
		{"english", En, "ui.save", nil, "Save"},
		{"unknown language speaks Vietnamese", "fr", "ui.save", nil, "Lưu"},
		{"number and verbatim text", Vi, "ui.sent", []any{1005, "09:14"}, "Đã gửi cho 1.005 đồng chí lúc 09:14"},
		{"order differs by language", En, "ui.sent", []any{int64(1005), "09:14"}, "At 09:14 sent to 1,005"},
		{"broken number", Vi, "ui.sent", []any{4.5, "{0}"}, "Đã gửi cho 4,5 đồng chí lúc {0}"},
		{"words of the value", Vi, "member.role", []any{rank{}}, "Là bí thư"},
		{"words of the value, english", En, "member.role", []any{rank{}}, "Is secretary"},
		{"argument missing", Vi, "member.role", nil, "Là {0}"},
		{"unknown key is seen", Vi, "ui.lost", nil, "⟦ui.lost⟧"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if diff := cmp.Diff(tt.want, c.Text(tt.lang, tt.key, tt.args...)); diff != "" {
				t.Error(diff)
			}
		})
	}
	if !c.Has("ui.save") || c.Has("ui.lost") {
		t.Error("Has disagrees with Text")
	}
}

func TestNewRefuses(t *testing.T) {
	tests := []struct {
		name    string
		sources []fs.FS
		want    string
	}{
		{"a key missing in English", []fs.FS{source(`{"ui.a":"x"}`, `{}`)}, "ui.a"},
		{"a key missing in Vietnamese", []fs.FS{source(`{}`, `{"ui.a":"x"}`)}, "ui.a"},
		{"other placeholders", []fs.FS{source(`{"ui.a":"{0}"}`, `{"ui.a":"{1}"}`)}, "ui.a"},
		{"a key without owner", []fs.FS{source(`{"save":"x"}`, `{"save":"x"}`)}, "save"},
		{"a key twice in one file", []fs.FS{source(`{"ui.a":"x","ui.a":"y"}`, `{"ui.a":"x"}`)}, "ui.a"},
		{"one owner in two sources", []fs.FS{source(`{"ui.a":"x"}`, `{"ui.a":"x"}`), source(`{"ui.b":"x"}`, `{"ui.b":"x"}`)}, "ui.b"},
		{"a nested file", []fs.FS{source(`{"ui.a":{}}`, `{"ui.a":"x"}`)}, "ui.a"},
		{"a missing file", []fs.FS{fstest.MapFS{"text.vi.json": {Data: []byte(`{}`)}}}, "text.en.json"},
		{"no object", []fs.FS{source(`[]`, `{}`)}, "text.vi.json"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			_, err := New(tt.sources...)
			if err == nil || !strings.Contains(err.Error(), tt.want) {
				t.Errorf("err = %v, want one that names %s", err, tt.want)
			}
		})
	}
}

func TestNumber(t *testing.T) {
	tests := []struct{ got, want string }{
		{Number(Vi, 1005), "1.005"},
		{Number(En, 1005), "1,005"},
		{Number(Vi, 5600000), "5.600.000"},
		{Number(Vi, -1234), "-1.234"},
		{Number(Vi, 999), "999"},
		{Number(Vi, 4.5), "4,5"},
		{Number(En, 4.5), "4.5"},
		{Number(Vi, 84.61538), "84,62"},
		{Number(Vi, 1234.5), "1.234,5"},
		{Percent(Vi, 11, 13), "84,6%"},
		{Percent(En, 11, 13), "84.6%"},
		{Percent(Vi, 2, 5), "40%"},
		{Percent(Vi, 0, 5), "0%"},
		{Percent(Vi, 0, 0), "–"},
	}
	for _, tt := range tests {
		if tt.got != tt.want {
			t.Errorf("got %q, want %q", tt.got, tt.want)
		}
	}
}
