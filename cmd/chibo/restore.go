package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"

	"filippo.io/age"

	"chibo/internal/access"
	"chibo/internal/app"
	"chibo/internal/bundle"
	"chibo/internal/privacy"
)

type restoreCmd struct {
	state
	opening
	File    string `arg:"" help:"The backup; «-» is the standard input." type:"path"`
	Unsound bool   `help:"Take a backup whose log of changes does not verify."`
	// Erasures is the newest list of who was erased: a backup older than an
	// erasure brings the person back.
	Erasures string `help:"The newest list of «export erasures»: whoever is on it is erased again." type:"existingfile" placeholder:"FILE"`
}

// opening says what opens an archive.
type opening struct {
	Identity       string `help:"File of the key that opens the backup." type:"existingfile" placeholder:"FILE" xor:"opening"`
	PassphraseFile string `help:"File that holds the passphrase that opens the backup." type:"existingfile" placeholder:"FILE" xor:"opening"`
}

// Run puts the archive back, whole or not at all.
func (c restoreCmd) Run(ctx context.Context, out io.Writer) error {
	list, err := c.erasures()
	if err != nil {
		return err
	}
	return c.read(c.File, func(in io.Reader) error {
		s, err := bundle.Restore(ctx, in, bundle.Target{Dir: c.Data, URL: c.DB, Unsound: c.Unsound})
		if err != nil {
			return err
		}
		if err := c.replay(ctx, list); err != nil {
			return fmt.Errorf("everything was put back, but who was erased since is not erased again yet: %w", err)
		}
		return summarise(out, s)
	})
}

// erasures reads the list, before anything is put back.
func (c restoreCmd) erasures() ([]privacy.Erasure, error) {
	if c.Erasures == "" {
		return nil, nil
	}
	file, err := os.Open(c.Erasures)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	return privacy.ReadErasures(file)
}

// replay erases again who is on the list.
func (c restoreCmd) replay(ctx context.Context, list []privacy.Erasure) error {
	if len(list) == 0 {
		return nil
	}
	a, err := app.Open(ctx, c.options())
	if err != nil {
		return err
	}
	_, err = a.Privacy.Replay(ctx, access.Console, list)
	return errors.Join(err, a.Close())
}

// read opens an archive and unseals it for f.
func (o opening) read(path string, f func(io.Reader) error) error {
	keys, err := o.keys()
	if err != nil {
		return err
	}
	in := os.Stdin
	if path != "-" {
		if in, err = os.Open(path); err != nil {
			return err
		}
		defer in.Close()
	}
	stream, err := bundle.Unseal(in, keys...)
	if err != nil {
		return err
	}
	return f(stream)
}

func (o opening) keys() ([]age.Identity, error) {
	switch {
	case o.PassphraseFile != "":
		text, err := passphrase(o.PassphraseFile)
		if err != nil {
			return nil, err
		}
		key, err := age.NewScryptIdentity(text)
		return []age.Identity{key}, err
	case o.Identity != "":
		file, err := os.Open(o.Identity)
		if err != nil {
			return nil, err
		}
		defer file.Close()
		keys, err := age.ParseIdentities(file)
		if err != nil {
			return nil, fmt.Errorf("--identity %s holds no key", o.Identity) // what it holds is not repeated
		}
		return keys, nil
	}
	return nil, nil
}
