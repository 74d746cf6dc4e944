package gallery

import (
	"net/url"

	"chibo/internal/ui"
)

// BadForm is a form that came back: two errors, one text saved by somebody else.
func BadForm() *ui.Form {
	return &ui.Form{
		Values: url.Values{"title": {"Lập sổ theo dõi tái khám"}, "due": {"15-6"}, "who": {""}, "text": {"Ghi số liệu theo tuần."}},
		Errors: map[string]string{"who": "Chọn một đồng chí", "due": "Nhập ngày theo dạng ngày/tháng/năm"},
		Theirs: map[string]string{"text": "Ghi số liệu theo tháng."},
		Order:  []string{"title", "due", "who", "text"},
	}
}
