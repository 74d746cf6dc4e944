package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"filippo.io/age"

	"chibo/internal/bundle"
	"chibo/internal/db"
)

type backupCmd struct {
	state
	File           string   `arg:"" optional:"" help:"File to write; «-» is the standard output." type:"path"`
	Recipient      []string `help:"Who can open the backup: a public key (age1…), or a file of them." placeholder:"KEY"`
	PassphraseFile string   `help:"File that holds the passphrase that opens the backup, instead of keys." type:"existingfile" placeholder:"FILE"`
	Plain          bool     `help:"Do not encrypt: whoever has the file can read everything."`
	NewKey         string   `help:"Make a key that opens backups, write it to a new file and print its public part; no backup is made." type:"path" placeholder:"FILE"`
}

// Validate asks for exactly one way to close the archive: personal data never
// leaves unencrypted by accident.
func (c backupCmd) Validate() error {
	ways := 0
	for _, given := range []bool{len(c.Recipient) > 0, c.PassphraseFile != "", c.Plain} {
		if given {
			ways++
		}
	}
	switch {
	case c.NewKey != "" && (c.File != "" || ways > 0):
		return errors.New("--new-key only makes a key: back up with another call")
	case c.NewKey != "":
		return nil
	case c.File == "":
		return errors.New("name the file to write, or - for the standard output")
	case ways != 1:
		return errors.New("say who can open the backup: --recipient, --passphrase-file, or --plain for everybody")
	}
	return nil
}

// Run writes the archive. A file is written whole or not at all.
func (c backupCmd) Run(ctx context.Context, out io.Writer) error {
	if c.NewKey != "" {
		return newKey(c.NewKey, out)
	}
	if err := c.existing(); err != nil {
		return err
	}
	to, err := c.recipients()
	if err != nil {
		return err
	}
	d, err := db.Open(ctx, db.Options{Dir: c.Data, URL: c.DB, AsIs: true})
	if err != nil {
		return err
	}
	defer d.Close()
	from := bundle.Source{DB: d, Dir: c.Data, Chibo: version}
	if c.File == "-" {
		_, err := archive(ctx, from, out, to)
		return err
	}
	var s bundle.Summary
	err = wholeFile(c.File, func(file io.Writer) error {
		s, err = archive(ctx, from, file, to)
		return err
	})
	if err != nil {
		return err
	}
	return summarise(out, s)
}

// archive writes a sealed archive.
func archive(ctx context.Context, from bundle.Source, out io.Writer, to []age.Recipient) (bundle.Summary, error) {
	sealed, err := bundle.Seal(out, to...)
	if err != nil {
		return bundle.Summary{}, err
	}
	s, err := bundle.Backup(ctx, from, sealed)
	if err != nil {
		return s, err
	}
	return s, sealed.Close()
}

// summarise prints what an archive holds.
func summarise(out io.Writer, s bundle.Summary) error {
	_, err := fmt.Fprintf(out, "schema %d, %d rows, %d files, %d bytes, of %s\ncheckpoint to keep outside: %s\n", s.Schema, s.Rows, s.Files, s.Bytes, s.At.Format("2006-01-02 15:04:05 -07:00"), s.Audit)
	return err
}

// recipients are who can open the archive; none for a plain one.
func (c backupCmd) recipients() ([]age.Recipient, error) {
	if c.PassphraseFile != "" {
		text, err := passphrase(c.PassphraseFile)
		if err != nil {
			return nil, err
		}
		r, err := age.NewScryptRecipient(text)
		return []age.Recipient{r}, err
	}
	var all []age.Recipient
	for _, given := range c.Recipient {
		text := given
		if !strings.HasPrefix(given, "age1") {
			file, err := os.ReadFile(given)
			if err != nil {
				return nil, fmt.Errorf("--recipient: %w: write a public key (age1…), or a file of them", err)
			}
			text = string(file)
		}
		some, err := age.ParseRecipients(strings.NewReader(text))
		if err != nil {
			return nil, fmt.Errorf("--recipient %s: %w", given, err)
		}
		all = append(all, some...)
	}
	return all, nil
}

// passphrase reads the first line of a file.
func passphrase(path string) (string, error) {
	file, err := os.ReadFile(path)
	if err != nil {
		return "", err
	}
	line, _, _ := strings.Cut(string(file), "\n")
	line = strings.TrimRight(line, "\r")
	if line == "" {
		return "", fmt.Errorf("--passphrase-file %s: its first line is empty", path)
	}
	return line, nil
}

// newKey makes a key in a new file that only its owner reads.
func newKey(path string, out io.Writer) error {
	key, err := age.GenerateX25519Identity()
	if err != nil {
		return err
	}
	file, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return err
	}
	_, err = fmt.Fprintf(file, "# public key: %s\n%s\n", key.Recipient(), key)
	if err := errors.Join(err, file.Sync(), file.Close()); err != nil {
		return err
	}
	_, err = fmt.Fprintln(out, key.Recipient())
	return err
}

// wholeFile has f write a file, which gets its name only once it is whole and
// durable: neither a full disk nor an interruption leaves half a file there.
func wholeFile(path string, f func(io.Writer) error) (err error) {
	part := path + ".part"
	file, err := os.OpenFile(part, os.O_WRONLY|os.O_CREATE|os.O_TRUNC, 0o600)
	if err != nil {
		return err
	}
	defer func() {
		if err != nil {
			err = errors.Join(err, os.Remove(part))
		}
	}()
	err = f(file)
	if err == nil {
		err = file.Sync()
	}
	if err := errors.Join(err, file.Close()); err != nil {
		return err
	}
	if err := os.Rename(part, path); err != nil {
		return err
	}
	folder, err := os.Open(filepath.Dir(path))
	if err != nil {
		return nil // the file is there; only its name may not be durable yet
	}
	_ = folder.Sync() // some systems cannot
	return folder.Close()
}
