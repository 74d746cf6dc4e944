package paper

import (
	"bytes"
	"fmt"
	"strings"
	"testing"
)

// I8: the binder of a year is one file, whose index gives the page of each
// paper; every page bears its number within the whole.
func TestBind(t *testing.T) {
	long := Document{Preset: HD05, Kind: "Biên bản", Title: "dài"}
	for n := range 120 {
		long.Blocks = append(long.Blocks, Text(fmt.Sprintf("Ý kiến thứ %d về việc thực hiện nhiệm vụ của chi bộ trong tháng.", n)))
	}
	papers := []Document{long, resolution(HD36), long}
	var file bytes.Buffer
	var told []int
	index := func(pages []int) Document {
		told = append([]int(nil), pages...)
		table := Table{Columns: []Column{{Header: "Văn bản"}, {Header: "Trang"}}}
		for _, p := range pages {
			table.Rows = append(table.Rows, []string{"Biên bản", fmt.Sprint(p)})
		}
		return Document{Preset: HD05, Kind: "Mục lục", Title: "Hồ sơ", Blocks: []Block{table}}
	}
	if err := Bind(&file, index, papers); err != nil {
		t.Fatal(err)
	}
	all := pages(t, file.Bytes())
	for n, page := range all {
		if want := fmt.Sprintf("– %d –", n+1); !strings.Contains(strings.Join(page, "\n"), want) {
			t.Errorf("page %d lacks %q", n+1, want)
		}
	}
	for i, heading := range []string{"BIÊN BẢN", "NGHỊ QUYẾT", "BIÊN BẢN"} {
		if told[i] < 2 || told[i] > len(all) || !strings.Contains(strings.Join(all[told[i]-1], "\n"), heading) {
			t.Errorf("paper %d does not begin on page %d of %d", i, told[i], len(all))
		}
	}
	if told[1]-told[0] < 3 || strings.Contains(strings.Join(all[told[1]-1], "\n"), "\n2\n") {
		t.Errorf("pages %v", told)
	}
}
