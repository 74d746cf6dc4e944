package document

import (
	"bytes"
	"image"
	_ "image/jpeg" // the two kinds of picture that are taken
	_ "image/png"

	"golang.org/x/text/unicode/norm"

	"chibo/internal/fault"
)

// lookPicture reads the size that a picture declares, never the picture: it
// counts as a scan whatever it shows.
func lookPicture(data []byte, t Type) (Verdict, error) {
	if twoFaced(data, t) {
		return Verdict{}, fault.New(fault.Invalid, "document.two_faced")
	}
	c, _, err := image.DecodeConfig(bytes.NewReader(data))
	if err != nil || c.Width <= 0 || c.Height <= 0 {
		return Verdict{}, fault.New(fault.Invalid, "document.damaged")
	}
	if int64(c.Width)*int64(c.Height) > pixelsMax {
		return Verdict{}, fault.New(fault.Invalid, "document.too_many_pixels", pixelsMax/1_000_000)
	}
	for _, mark := range []string{"TỐI MẬT", "TUYỆT MẬT", "Tối mật", "Tuyệt mật"} { // in a caption stored beside it
		if bytes.Contains(data, []byte(mark)) || bytes.Contains(data, norm.NFD.Bytes([]byte(mark))) {
			return Verdict{}, errSecret()
		}
	}
	return Verdict{Type: t, Scan: true}, nil
}
