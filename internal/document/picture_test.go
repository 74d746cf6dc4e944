package document

import (
	"bytes"
	"context"
	"encoding/binary"
	"errors"
	"image"
	"image/color"
	"image/jpeg"
	"image/png"
	"runtime"
	"testing"

	"chibo/internal/fault"
)

// shot is a picture as a telephone takes it: dark above, bright below, with where
// and how it was held in its EXIF.
func shot(t testing.TB, width, height, orientation int) []byte {
	t.Helper()
	m := image.NewYCbCr(image.Rect(0, 0, width, height), image.YCbCrSubsampleRatio420)
	for i := range m.Cb {
		m.Cb[i], m.Cr[i] = 128, 128
	}
	for i := len(m.Y) / 2; i < len(m.Y); i++ {
		m.Y[i] = 255
	}
	var b bytes.Buffer
	if err := jpeg.Encode(&b, m, nil); err != nil {
		t.Fatal(err)
	}
	tiff := append([]byte("II*\x00\x08\x00\x00\x00\x01\x00"), 0x12, 0x01, 3, 0, 1, 0, 0, 0, byte(orientation), 0, 0, 0)
	exif := append(append([]byte("Exif\x00\x00"), tiff...), "GPS 10.7769 106.7009 Camera"...)
	head := binary.BigEndian.AppendUint16([]byte{0xFF, 0xD8, 0xFF, 0xE1}, uint16(len(exif)+2))
	return append(append(head, exif...), b.Bytes()[2:]...)
}

// F5, safety S10: of a picture nothing is kept but its points, upright and small,
// and drawing it takes little memory.
func TestRedraw(t *testing.T) {
	t.Run("a telephone's picture", func(t *testing.T) {
		data := shot(t, 4000, 3000, 6) // held upright: its top is at the right
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		r, err := Redraw(data)
		runtime.ReadMemStats(&after)
		if err != nil {
			t.Fatal(err)
		}
		if r.Type != JPG || r.Width != 1200 || r.Height != 1600 {
			t.Errorf("%s, %d × %d", r.Type, r.Width, r.Height)
		}
		if grew := after.TotalAlloc - before.TotalAlloc; grew > 128<<20 {
			t.Errorf("%d MiB", grew>>20)
		}
		for _, kept := range [][]byte{r.Large, r.Small} {
			if bytes.Contains(kept, []byte("Exif")) || bytes.Contains(kept, []byte("GPS")) || bytes.Contains(kept, []byte("Camera")) {
				t.Error("what the file held beside its points is still there")
			}
		}
		m, err := jpeg.Decode(bytes.NewReader(r.Small))
		if err != nil || m.Bounds().Dx() != 360 || m.Bounds().Dy() != 480 {
			t.Fatalf("%v, %v", m.Bounds(), err)
		}
		dark := func(x, y int) bool { return color.GrayModel.Convert(m.At(x, y)).(color.Gray).Y < 60 }
		if dark(20, 240) || !dark(340, 240) {
			t.Error("it is not turned upright")
		}
	})
	t.Run("one with transparency stays a PNG", func(t *testing.T) {
		m := image.NewNRGBA(image.Rect(0, 0, 30, 20))
		var b bytes.Buffer
		if err := png.Encode(&b, m); err != nil {
			t.Fatal(err)
		}
		if r, err := Redraw(b.Bytes()); err != nil || r.Type != PNG || r.Width != 30 {
			t.Errorf("%+v, %v", r.Type, err)
		}
	})
	whole := picture(t, JPG)
	for name, data := range map[string][]byte{"a flood of points": flood(), "a broken file": whole[:len(whole)/2], "no picture": []byte("%PDF-1.4")} {
		if _, err := Redraw(data); !fault.Is(err, fault.Invalid) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// Each orientation of EXIF brings the first point of the source where it is shown.
func TestUpright(t *testing.T) {
	m := image.NewRGBA(image.Rect(0, 0, 3, 2))
	m.SetRGBA(0, 0, color.RGBA{R: 255, A: 255})
	for o, want := range map[int]image.Point{1: {0, 0}, 2: {2, 0}, 3: {2, 1}, 4: {0, 1}, 5: {0, 0}, 6: {1, 0}, 7: {1, 2}, 8: {0, 2}, 9: {0, 0}} {
		if got := upright(m, o); got.RGBAAt(want.X, want.Y).R != 255 {
			t.Errorf("orientation %d: not at %v of %v", o, want, got.Rect)
		}
	}
}

// perf: however many pictures come at once, one is drawn at a time; who gives up
// waiting draws nothing.
func TestOneIsDrawnAtATime(t *testing.T) {
	s := &Service{drawing: make(chan struct{}, drawnAtOnce)}
	for range drawnAtOnce {
		s.drawing <- struct{}{}
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := s.draw(ctx, &Upload{}, nil, Verdict{Type: PNG}); !errors.Is(err, context.Canceled) {
		t.Errorf("beside another: %v", err)
	}
	<-s.drawing
	if _, err := s.draw(t.Context(), &Upload{}, nil, Verdict{Type: PNG}); !fault.Is(err, fault.Invalid) || len(s.drawing) != drawnAtOnce-1 {
		t.Errorf("once it is done: %v, %d drawn", err, len(s.drawing))
	}
}
