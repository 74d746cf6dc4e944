package bundle

import (
	"bufio"
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"hash"
	"io"

	"filippo.io/age"
)

// Seal returns a writer whose stream only the recipients can read. Without
// recipients the stream stays plain and is closed by a checksum. Nothing is
// whole until Close has returned nil; Close leaves out itself open.
func Seal(out io.Writer, to ...age.Recipient) (io.WriteCloser, error) {
	if len(to) > 0 {
		return age.Encrypt(out, to...)
	}
	return &plainWriter{out: out, sum: sha256.New()}, nil
}

// ageMagic begins every encrypted archive.
const ageMagic = "age-encryption.org/v1\n"

// Unseal returns the stream that Seal was given. Every change is found, at the
// latest when the stream is read to its end; until then what was read is not
// to be relied on. A plain archive needs no keys; ErrLocked and ErrKey say
// that an encrypted one needs some, or others.
func Unseal(in io.Reader, keys ...age.Identity) (io.Reader, error) {
	buffered := bufio.NewReaderSize(in, plainBuffer)
	start, err := buffered.Peek(len(ageMagic))
	switch {
	case err != nil && !errors.Is(err, io.EOF):
		return nil, err
	case string(start) != ageMagic:
		return &plainReader{in: buffered, sum: sha256.New()}, nil
	case len(keys) == 0:
		return nil, ErrLocked
	}
	stream, err := age.Decrypt(buffered, keys...)
	var none *age.NoIdentityMatchError
	if errors.As(err, &none) {
		return nil, ErrKey
	}
	if err != nil {
		return nil, damaged("%w", err)
	}
	return stream, nil
}

// A plain archive ends with a line "sha256 …" over all that comes before it.
const (
	sealStart   = "sha256 "
	sealSize    = len(sealStart) + 2*sha256.Size + 1
	plainBuffer = 64 << 10
)

func sealLine(sum hash.Hash) []byte {
	return []byte(sealStart + hex.EncodeToString(sum.Sum(nil)) + "\n")
}

type plainWriter struct {
	out io.Writer
	sum hash.Hash
}

func (w *plainWriter) Write(p []byte) (int, error) {
	n, err := w.out.Write(p)
	w.sum.Write(p[:n])
	return n, err
}

func (w *plainWriter) Close() error {
	_, err := w.out.Write(sealLine(w.sum))
	return err
}

type plainReader struct {
	in  *bufio.Reader
	sum hash.Hash
}

// Read holds back what may be the last line.
func (r *plainReader) Read(p []byte) (int, error) {
	if len(p) == 0 {
		return 0, nil
	}
	ahead, err := r.in.Peek(min(len(p)+sealSize, plainBuffer))
	if n := len(ahead) - sealSize; n > 0 {
		n = copy(p, ahead[:n])
		r.sum.Write(p[:n])
		_, err := r.in.Discard(n)
		return n, err
	}
	switch {
	case !errors.Is(err, io.EOF):
		return 0, err
	case !bytes.Equal(ahead, sealLine(r.sum)):
		return 0, damaged("its checksum differs")
	default:
		return 0, io.EOF
	}
}
