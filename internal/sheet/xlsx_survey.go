package sheet

import (
	"bufio"
	"io"
	"strings"

	"chibo/internal/fault"
)

// surveyed is the size above which a sheet is looked over before it is read.
const surveyed = 4 << 20

// survey refuses a sheet that is far too large in a fraction of the time that
// reading it up to the limit would take: it looks at nothing but the names of
// elements. What it lets through is still counted exactly.
func (w *workbook) survey(name string) error {
	f := w.parts[partName(name)]
	if f == nil || f.UncompressedSize64 < surveyed {
		return nil
	}
	rc, err := f.Open()
	if err != nil {
		return damaged(err)
	}
	defer rc.Close() // read only, and read again afterwards
	in := bufio.NewReaderSize(io.LimitReader(rc, w.unzipped+1), 64<<10)
	rows, cells, elements := 0, 0, 0
	counted := true // this row
	for {
		_, err := in.ReadSlice('<')
		if err == bufio.ErrBufferFull {
			continue
		}
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return damaged(err)
		}
		next, _ := in.Peek(4) // less at the end of the file, which matches nothing
		switch element := string(next); {
		case strings.HasPrefix(element, "row"):
			counted = false
		case strings.HasPrefix(element, "v>") && element != "v></", element == "is><":
			cells++
			if !counted {
				counted = true
				rows++
			}
		}
		elements++
		switch {
		case rows > w.lim.Rows:
			return fault.New(fault.Invalid, "sheet.too_many_rows", w.lim.Rows)
		case cells > w.lim.Cells, elements > 8*w.lim.Cells:
			return fault.New(fault.Invalid, "sheet.too_many_cells", w.lim.Cells)
		}
	}
}
