package webtest

import (
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"sync"
	"testing"

	"chibo/internal/app"
	"chibo/internal/dbtest"
)

// model is the house on SQLite as it was built for the second test that asked
// for one: whoever comes after gets a copy, which takes a fifth of the time. A
// single test needs none.
var model struct {
	sync.Mutex
	asked int
	world *World
	files map[string][]byte // of its folder, by their paths in there
}

// furnished is a house on SQLite.
func furnished(t testing.TB) *World {
	t.Helper()
	model.Lock()
	defer model.Unlock()
	if model.asked++; model.world != nil {
		w := newWorld(t.TempDir(), "")
		for name, content := range model.files {
			file := filepath.Join(w.options.Dir, name)
			check(t, os.MkdirAll(filepath.Dir(file), 0o700))
			check(t, os.WriteFile(file, content, 0o600))
		}
		w.know(model.world)
		w.open(t)
		t.Cleanup(func() { w.close(t) })
		return w
	}
	w := newWorld(dbtest.Folder(t), "")
	w.open(t)
	t.Cleanup(func() { w.close(t) })
	w.build(t)
	if model.asked > 1 {
		w.Elsewhere(t, func(o app.Options) { model.files = contents(t, o.Dir) })
		model.world = newWorld("", "")
		model.world.know(w)
	}
	return w
}

// know takes over what another world knows of its house, and its time.
func (w *World) know(other *World) {
	for name, p := range other.Places {
		p.Params = maps.Clone(p.Params)
		w.Places[name] = p
	}
	w.Own = w.Places["own"]
	maps.Copy(w.People, other.People)
	maps.Copy(w.logins, other.logins)
	w.Clock.Set(other.Clock.Now())
}

// contents reads all files of a folder.
func contents(t testing.TB, dir string) map[string][]byte {
	t.Helper()
	files := map[string][]byte{}
	check(t, filepath.WalkDir(dir, func(path string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() {
			return err
		}
		name, err := filepath.Rel(dir, path)
		if err != nil {
			return err
		}
		files[name], err = os.ReadFile(path)
		return err
	}))
	return files
}
