package document

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io/fs"
	"os"
	"path"
	"syscall"
	"time"

	"chibo/internal/db"
	"chibo/internal/fault"
)

// folder is the store of accepted files: files/ab/cdef… in the data folder,
// by SHA-256. Every path goes through os.Root, which lets nothing out.
type folder string

const (
	filesDir  = "files"
	tempStart = ".new-"
)

// hashOf is the name under which data lies.
func hashOf(data []byte) string {
	sum := sha256.Sum256(data)
	return hex.EncodeToString(sum[:])
}

func placeOf(hash string) string { return path.Join(filesDir, hash[:2], hash[2:]) }

// keep makes data durable under its hash: written beside its place, synced,
// then renamed, so that a file is there whole or not at all.
func (f folder) keep(hash string, data []byte) (err error) {
	root, err := os.OpenRoot(string(f))
	if err != nil {
		return err
	}
	defer root.Close()
	place := placeOf(hash)
	if have, err := root.Stat(place); err == nil && have.Size() == int64(len(data)) {
		return nil
	}
	dir := path.Dir(place)
	if err := root.MkdirAll(dir, 0o700); err != nil {
		return full(err)
	}
	temp := path.Join(dir, tempStart+db.NewSecret(8))
	defer func() {
		if err != nil {
			err = full(errors.Join(err, gone(root.Remove(temp))))
		}
	}()
	if err := write(root, temp, data); err != nil {
		return err
	}
	if err := root.Rename(temp, place); err != nil {
		return err
	}
	return syncDir(root, dir)
}

func write(root *os.Root, name string, data []byte) error {
	out, err := root.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return err
	}
	if _, err := out.Write(data); err != nil {
		return errors.Join(err, out.Close())
	}
	if err := out.Sync(); err != nil {
		return errors.Join(err, out.Close())
	}
	return out.Close()
}

// syncDir makes the new name itself durable.
func syncDir(root *os.Root, dir string) error {
	d, err := root.Open(dir)
	if err != nil {
		return err
	}
	return errors.Join(d.Sync(), d.Close())
}

func gone(err error) error {
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	return err
}

// full tells the user of a full disk as such.
func full(err error) error {
	if errors.Is(err, syscall.ENOSPC) || errors.Is(err, syscall.EDQUOT) {
		return fault.Wrap(err, fault.Full, "ui.full")
	}
	return err
}

// open gives a stored file, for reading only.
func (f folder) open(hash string) (*os.File, error) {
	root, err := os.OpenRoot(string(f))
	if err != nil {
		return nil, err
	}
	defer root.Close()
	return root.Open(placeOf(hash))
}

// sweep removes what a crash left half written an hour ago or longer:
// anything younger may be another copy of chibo at work.
func (f folder) sweep(now time.Time) error {
	root, err := os.OpenRoot(string(f))
	if err != nil {
		return err
	}
	defer root.Close()
	left, err := fs.Glob(root.FS(), filesDir+"/*/"+tempStart+"*")
	if err != nil {
		return err
	}
	for _, name := range left {
		info, err := root.Stat(name)
		if err != nil || now.Sub(info.ModTime()) < time.Hour {
			continue
		}
		if err := gone(root.Remove(name)); err != nil {
			return err
		}
	}
	return nil
}
