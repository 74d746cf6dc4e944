package gallery

import "testing/fstest"

var menuTexts = fstest.MapFS{
	"text.vi.json": {Data: []byte(`{"sample.home":"Hôm nay","sample.meeting":"Sinh hoạt","sample.member":"Đảng viên","sample.task":"Nhiệm vụ","sample.admission":"Phát triển Đảng","sample.campaign":"Cuộc vận động","sample.help":"Hướng dẫn","sample.settings":"Cài đặt"}`)},
	"text.en.json": {Data: []byte(`{"sample.home":"Today","sample.meeting":"Meetings","sample.member":"Members","sample.task":"Tasks","sample.admission":"Admission","sample.campaign":"Campaigns","sample.help":"Guide","sample.settings":"Settings"}`)},
}
