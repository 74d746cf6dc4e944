package main

import (
	"strings"
	"testing"

	"chibo/internal/app"
)

// figures runs the command and gives its exit code and what it printed.
func figures(t *testing.T, args ...string) (code int, stdout, stderr string) {
	t.Helper()
	var out, fault strings.Builder
	code = run(t.Context(), append([]string{"figures"}, args...), &out, &fault)
	return code, out.String(), fault.String()
}

// checkFigures looks at what the command tells of a demo (H5).
func checkFigures(t *testing.T, dir string) {
	t.Helper()
	code, text, _ := figures(t, "--data", dir, "--source", "S3", "--json")
	if want := `{"S3":{"as_of":"2024-06-14","members":37,"staff":88,"admitted_since_2022":9}}` + "\n"; code != exitDone || text != want {
		t.Errorf("%d: %s", code, text)
	}
	code, text, _ = figures(t, "--data", dir)
	for _, want := range []string{"S0.bloc_awards_2013\t1\n", "S1.five_years.department_giay_khen.individual_luot\t76\n", "S4.women\t8\n"} {
		if code != exitDone || !strings.Contains(text, want) {
			t.Errorf("%d, without %q:\n%s", code, want, text)
		}
	}
}

func TestFiguresRefuses(t *testing.T) {
	dir := t.TempDir()
	a, err := app.Open(t.Context(), app.Options{Dir: dir})
	if err != nil {
		t.Fatal(err)
	}
	if err := a.Close(); err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]struct {
		args []string
		code int
		says string
	}{
		"an unknown source":                         {[]string{"--data", dir, "--source", "S5"}, exitUsage, "S5"},
		"an installation without the organisations": {[]string{"--data", dir, "--json"}, exitFailed, "chibo demo"},
		"no installation":                           {[]string{"--data", t.TempDir()}, exitFailed, "--data"},
	} {
		t.Run(name, func(t *testing.T) {
			if code, out, stderr := figures(t, c.args...); code != c.code || out != "" && c.code != exitUsage || !strings.Contains(stderr, c.says) {
				t.Errorf("%d: %q, %q", code, out, stderr)
			}
		})
	}
}
