// Command sbom writes what a built chibo is made of, as a CycloneDX bill: the Go
// modules that the program names itself, and the npm packages of which its pages
// are made, each with its licences and their texts. It fails at a licence that
// CONTRIBUTING.md does not take.
//
// Usage: go run ./sbom ROOT VERSION, from tools/; `make sbom` does it.
package main

import (
	"cmp"
	"debug/buildinfo"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime/debug"
	"strings"

	cdx "github.com/CycloneDX/cyclonedx-go"
	"golang.org/x/mod/module"
)

func main() {
	if len(os.Args) != 3 {
		fmt.Fprintln(os.Stderr, "usage: sbom ROOT VERSION")
		os.Exit(2)
	}
	bom, err := bill(os.Args[1], os.Args[2])
	if err == nil {
		err = cdx.NewBOMEncoder(os.Stdout, cdx.BOMFileFormatJSON).SetPretty(true).EncodeVersion(bom, cdx.SpecVersion1_6)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "sbom:", err)
		os.Exit(1)
	}
}

// bill says what bin/chibo under root is made of. The same program gives the same bill.
func bill(root, version string) (*cdx.BOM, error) {
	info, err := buildinfo.ReadFile(filepath.Join(root, "bin", "chibo"))
	if err != nil {
		return nil, err
	}
	parts, err := modules(info)
	if err != nil {
		return nil, err
	}
	more, err := packages(root)
	if err != nil {
		return nil, err
	}
	parts = append(parts, more...)
	bom := cdx.NewBOM()
	bom.Metadata = &cdx.Metadata{Component: &cdx.Component{
		Type: cdx.ComponentTypeApplication, BOMRef: info.Main.Path, Name: info.Main.Path, Version: version,
		Licenses: &cdx.Licenses{{License: &cdx.License{ID: "Apache-2.0"}}},
	}}
	bom.Components = &parts
	return bom, nil
}

// modules are the standard library and what is linked beside it.
func modules(info *debug.BuildInfo) ([]cdx.Component, error) {
	cache, err := exec.Command("go", "env", "GOMODCACHE").Output()
	if err != nil {
		return nil, fmt.Errorf("go env GOMODCACHE: %w", err)
	}
	// Not every installation of Go has its licence beside it; golang.org/x brings the same text.
	parts := []cdx.Component{part("pkg:golang/std", "std", strings.TrimPrefix(info.GoVersion, "go"), cdx.HashAlgoSHA256, "",
		cdx.Licenses{{License: &cdx.License{ID: "BSD-3-Clause"}}})}
	for _, dep := range info.Deps {
		if dep.Replace != nil {
			dep = dep.Replace
		}
		path, err := module.EscapePath(dep.Path)
		if err != nil {
			return nil, err
		}
		licences, err := read(filepath.Join(strings.TrimSpace(string(cache)), path+"@"+dep.Version))
		if err != nil {
			return nil, fmt.Errorf("%s: %w", dep.Path, err)
		}
		sum, ok := strings.CutPrefix(dep.Sum, "h1:")
		if !ok {
			return nil, fmt.Errorf("%s: no sum in the program", dep.Path)
		}
		parts = append(parts, part("pkg:golang/"+dep.Path, dep.Path, dep.Version, cdx.HashAlgoSHA256, sum, licences))
	}
	return parts, nil
}

// packages are those of npm that the build of the pages has noted.
func packages(root string) ([]cdx.Component, error) {
	var names []string
	if err := readJSON(filepath.Join(root, "internal", "ui", "dist", "packages.json"), &names); err != nil {
		return nil, err
	}
	var lock struct {
		Packages map[string]struct{ Version, License, Integrity string }
	}
	if err := readJSON(filepath.Join(root, "package-lock.json"), &lock); err != nil {
		return nil, err
	}
	var parts []cdx.Component
	for _, name := range names {
		locked := lock.Packages["node_modules/"+name]
		sum, ok := strings.CutPrefix(locked.Integrity, "sha512-")
		if !ok {
			return nil, fmt.Errorf("%s: no sum in package-lock.json", name)
		}
		licences, err := read(filepath.Join(root, "node_modules", name))
		if err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
		// Of two licences to choose from, the one that we take is the one in the bill.
		if said := strings.Trim(strings.Split(locked.License, " OR ")[0], "()"); said != licences[0].License.ID {
			return nil, fmt.Errorf("%s: its lock says %s, its text %s", name, said, licences[0].License.ID)
		}
		parts = append(parts, part("pkg:npm/"+strings.Replace(name, "@", "%40", 1), name, locked.Version, cdx.HashAlgoSHA512, sum, licences))
	}
	return parts, nil
}

func part(url, name, version string, algorithm cdx.HashAlgorithm, sum string, licences cdx.Licenses) cdx.Component {
	url += "@" + version
	made := cdx.Component{Type: cdx.ComponentTypeLibrary, BOMRef: url, PackageURL: url, Name: name, Version: version, Licenses: &licences}
	if raw, err := base64.StdEncoding.DecodeString(sum); err == nil && len(raw) > 0 {
		made.Hashes = &[]cdx.Hash{{Algorithm: algorithm, Value: hex.EncodeToString(raw)}}
	}
	return made
}

func readJSON(file string, into any) error {
	data, err := os.ReadFile(file)
	return cmp.Or(err, json.Unmarshal(data, into))
}
