package document

import (
	"bytes"
	"encoding/binary"
	"image"
	"image/color"
	"image/draw"
	"image/jpeg"
	"image/png"

	"chibo/internal/fault"
)

// How large pictures are kept, in points along the longer side.
const (
	LargeSide = 1600
	SmallSide = 480
)

const (
	// decodedMax bounds what a picture takes while it is decoded, in bytes: the
	// 12 million points of a telephone's picture take some 36 MB, and 40 million
	// are the most.
	decodedMax  = 120 << 20
	jpegQuality = 85
	// pngMost is up to which size, in bytes, a drawing without transparency stays
	// a PNG, whose lines are sharper.
	pngMost = 300 << 10
)

// Redrawn is a picture drawn anew from its points alone: of what else the file
// held (place and time, camera, preview, captions) nothing is left.
type Redrawn struct {
	Type          Type
	Width, Height int // of Large, in points
	Large, Small  []byte
}

// Redraw draws a picture that the gate has accepted anew, upright and no larger
// than LargeSide, and once more for lists, no larger than SmallSide. What is
// smaller keeps its size. One that is damaged, or that would take too much memory
// to decode, is refused.
func Redraw(data []byte) (Redrawn, error) {
	config, format, err := image.DecodeConfig(bytes.NewReader(data))
	if err != nil {
		return Redrawn{}, fault.New(fault.Invalid, "document.damaged")
	}
	if int64(config.Width)*int64(config.Height)*perPoint(config.ColorModel, data) > decodedMax {
		return Redrawn{}, fault.New(fault.Invalid, "document.picture_too_large")
	}
	src, _, err := image.Decode(bytes.NewReader(data))
	if err != nil {
		return Redrawn{}, fault.New(fault.Invalid, "document.damaged")
	}
	large := shrink(src, LargeSide)
	if format == "jpeg" {
		large = upright(large, orientation(data))
	}
	small := shrink(large, SmallSide)
	r := Redrawn{Width: large.Rect.Dx(), Height: large.Rect.Dy()}
	if r.Type, r.Large, err = encode(large, format == "png"); err != nil {
		return Redrawn{}, err
	}
	if r.Type == PNG {
		r.Small, err = asPNG(small)
	} else {
		r.Small, err = asJPEG(small)
	}
	return r, err
}

// perPoint is how many bytes a point takes while a picture is decoded. A
// progressive JPEG keeps its coefficients until the end.
func perPoint(m color.Model, data []byte) int64 {
	switch m {
	case color.GrayModel, color.Gray16Model:
		return 2
	case color.YCbCrModel:
		if bytes.Contains(data[:min(len(data), 256<<10)], []byte("\xFF\xC2\x00\x11")) {
			return 15
		}
		return 3
	case color.RGBAModel, color.NRGBAModel:
		return 4
	}
	if _, ok := m.(color.Palette); ok {
		return 1
	}
	return 16 // of 16 bits a colour, or four inks
}

// encode writes a picture as PNG where it has to be, or is small as such, and as
// JPEG otherwise.
func encode(m *image.RGBA, drawn bool) (Type, []byte, error) {
	if drawn {
		data, err := asPNG(m)
		if err != nil || !m.Opaque() || len(data) <= pngMost {
			return PNG, data, err
		}
	}
	data, err := asJPEG(m)
	return JPG, data, err
}

func asPNG(m image.Image) ([]byte, error) {
	var b bytes.Buffer
	err := png.Encode(&b, m)
	return b.Bytes(), err
}

func asJPEG(m image.Image) ([]byte, error) {
	var b bytes.Buffer
	err := jpeg.Encode(&b, m, &jpeg.Options{Quality: jpegQuality})
	return b.Bytes(), err
}

// Fit is the size of a picture whose longer side is at most so many points.
func Fit(width, height, most int) (int, int) {
	longer := max(width, height)
	if longer <= most {
		return width, height
	}
	return max(1, width*most/longer), max(1, height*most/longer)
}

// shrink makes each point of the smaller picture the mean of those that it stands
// for. It holds a strip of the source at a time.
func shrink(src image.Image, most int) *image.RGBA {
	b := src.Bounds()
	width, height := Fit(b.Dx(), b.Dy(), most)
	dst := image.NewRGBA(image.Rect(0, 0, width, height))
	if width == b.Dx() && height == b.Dy() {
		draw.Draw(dst, dst.Rect, src, b.Min, draw.Src)
		return dst
	}
	strip := image.NewRGBA(image.Rect(0, 0, b.Dx(), b.Dy()/height+2))
	for y := range height {
		top, end := y*b.Dy()/height, (y+1)*b.Dy()/height
		rows := image.Rect(0, 0, b.Dx(), end-top)
		draw.Draw(strip, rows, src, image.Pt(b.Min.X, b.Min.Y+top), draw.Src)
		means(dst.Pix[y*dst.Stride:(y+1)*dst.Stride], strip, rows)
	}
	return dst
}

// means fills a row of points from the rows of a strip.
func means(row []uint8, strip *image.RGBA, rows image.Rectangle) {
	width := len(row) / 4
	for x := range width {
		left, right := x*rows.Dx()/width, (x+1)*rows.Dx()/width
		var sum [4]int
		for y := range rows.Dy() {
			p := strip.Pix[y*strip.Stride+4*left : y*strip.Stride+4*right]
			for i := 0; i < len(p); i += 4 {
				sum[0], sum[1], sum[2], sum[3] = sum[0]+int(p[i]), sum[1]+int(p[i+1]), sum[2]+int(p[i+2]), sum[3]+int(p[i+3])
			}
		}
		n := max(1, (right-left)*rows.Dy())
		for i, s := range sum {
			row[4*x+i] = uint8((s + n/2) / n)
		}
	}
}

// upright turns and mirrors a picture as its camera said that it has to be shown:
// orientation 1 to 8 of EXIF.
func upright(m *image.RGBA, orientation int) *image.RGBA {
	w, h := m.Rect.Dx(), m.Rect.Dy()
	from := map[int]func(x, y int) (int, int){
		2: func(x, y int) (int, int) { return w - 1 - x, y },
		3: func(x, y int) (int, int) { return w - 1 - x, h - 1 - y },
		4: func(x, y int) (int, int) { return x, h - 1 - y },
		5: func(x, y int) (int, int) { return y, x },
		6: func(x, y int) (int, int) { return y, h - 1 - x },
		7: func(x, y int) (int, int) { return w - 1 - y, h - 1 - x },
		8: func(x, y int) (int, int) { return w - 1 - y, x },
	}[orientation]
	if from == nil {
		return m
	}
	size := image.Rect(0, 0, w, h)
	if orientation >= 5 {
		size = image.Rect(0, 0, h, w)
	}
	turned := image.NewRGBA(size)
	for y := range turned.Rect.Dy() {
		for x := range turned.Rect.Dx() {
			turned.SetRGBA(x, y, m.RGBAAt(from(x, y)))
		}
	}
	return turned
}

// orientation reads from a JPEG's EXIF how it has to be shown; 1, as it is, where
// nothing is said that can be read.
func orientation(data []byte) int {
	for i := 2; i+4 <= len(data) && data[i] == 0xFF && data[i+1] != 0xDA; {
		size := int(binary.BigEndian.Uint16(data[i+2:]))
		end := i + 2 + size
		if size < 2 || end > len(data) {
			return 1
		}
		if tiff, ok := bytes.CutPrefix(data[i+4:end], []byte("Exif\x00\x00")); ok && data[i+1] == 0xE1 {
			return orientationOf(tiff)
		}
		i = end
	}
	return 1
}

// orientationOf finds the tag of the orientation in the first directory.
func orientationOf(tiff []byte) int {
	if len(tiff) < 8 {
		return 1
	}
	var order binary.ByteOrder = binary.LittleEndian
	if tiff[0] == 'M' {
		order = binary.BigEndian
	}
	at := int(order.Uint32(tiff[4:]))
	if at < 8 || at+2 > len(tiff) {
		return 1
	}
	entries := tiff[at+2:]
	for range order.Uint16(tiff[at:]) {
		if len(entries) < 12 {
			return 1
		}
		if order.Uint16(entries) == 0x0112 {
			return int(order.Uint16(entries[8:]))
		}
		entries = entries[12:]
	}
	return 1
}
