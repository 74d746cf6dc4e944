package paper

import (
	"archive/zip"
	"bytes"
	"image"
	"image/jpeg"
	"image/png"
	"io"
	"strings"
	"testing"
)

// drawn is a picture of a size, as a file.
func drawn(t *testing.T, width, height int, encode func(io.Writer, image.Image) error) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := encode(&b, image.NewRGBA(image.Rect(0, 0, width, height))); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// F5: a picture stands in every format, no larger than a part of the page, its words
// escaped; the file is no larger than the picture asks for.
func TestImage(t *testing.T) {
	wide := drawn(t, 1600, 900, func(w io.Writer, m image.Image) error { return jpeg.Encode(w, m, nil) })
	clear := drawn(t, 60, 40, png.Encode)
	d := Document{Preset: HD05, Blocks: []Block{
		Text("Trước ảnh"),
		Image{Data: wide, Src: "/anh?a=1&b=2", Width: 1600, Height: 900, Alt: `Quầy "mới"`, Caption: "Quầy tiếp đón"},
		Image{Data: clear, PNG: true, Width: 60, Height: 40, Alt: "Sơ đồ"},
		Image{Alt: "không có"},
	}}
	page := string(render(t, HTML, d))
	for _, want := range []string{`<img src="/anh?a=1&amp;b=2" alt="Quầy &#34;mới&#34;" width="491" height="276">`, "<i>Quầy tiếp đón</i>", `<img src="data:image/png;base64,`} {
		if !strings.Contains(page, want) {
			t.Errorf("no %s in\n%s", want, page)
		}
	}
	file := render(t, DOCX, d)
	z, err := zip.NewReader(bytes.NewReader(file), int64(len(file)))
	if err != nil {
		t.Fatal(err)
	}
	parts := map[string]uint64{}
	for _, f := range z.File {
		parts[f.Name] = f.UncompressedSize64
	}
	if parts["word/media/image1.jpeg"] != uint64(len(wide)) || parts["word/media/image2.png"] != uint64(len(clear)) || len(parts) != 11 {
		t.Errorf("the parts are %v", parts)
	}
	paper := render(t, PDF, d)
	if n := bytes.Count(paper, []byte("/Subtype /Image")); n < 2 {
		t.Errorf("%d pictures in the .pdf", n)
	}
	if text := strings.Join(pages(t, paper)[0], "\n"); !strings.Contains(text, "Quầy tiếp đón") {
		t.Errorf("the page says %s", text)
	}
}
