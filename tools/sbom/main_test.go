package main

import (
	"debug/buildinfo"
	"slices"
	"testing"

	cdx "github.com/CycloneDX/cyclonedx-go"
)

// The bill names whatever is linked, and nothing in it asks for more than we take // safety S14
func TestBill(t *testing.T) {
	info, err := buildinfo.ReadFile("../../bin/chibo")
	if err != nil {
		t.Fatal("make build comes first: ", err)
	}
	bom, err := bill("../..", "v1")
	if err != nil {
		t.Fatal(err)
	}
	var urls []string
	for _, part := range *bom.Components {
		urls = append(urls, part.PackageURL)
		if part.Name != "std" && part.Hashes == nil {
			t.Errorf("%s has no sum", part.PackageURL)
		}
		if len(*part.Licenses) == 0 || part.Name != "std" && (*part.Licenses)[0].License.Text.Content == "" {
			t.Errorf("%s has no text of its licence", part.PackageURL)
		}
		for _, choice := range *part.Licenses {
			taken := []string{"MIT", "BSD-2-Clause", "BSD-3-Clause", "Apache-2.0", "ISC", "OFL-1.1"}
			if id := choice.License.ID; id != "" && !slices.Contains(taken, id) {
				t.Errorf("%s: %s is not taken", part.PackageURL, id)
			}
		}
	}
	for _, dep := range info.Deps {
		if url := "pkg:golang/" + dep.Path + "@" + dep.Version; !slices.Contains(urls, url) {
			t.Errorf("%s is linked and not in the bill", url)
		}
	}
	for _, name := range []string{"%40tabler/core", "%40fontsource/be-vietnam-pro", "bootstrap", "sjcl"} {
		if !slices.ContainsFunc(*bom.Components, func(c cdx.Component) bool { return c.PackageURL == "pkg:npm/"+name+"@"+c.Version }) {
			t.Errorf("%s is in the pages and not in the bill", name)
		}
	}
}

func TestRecognise(t *testing.T) {
	for text, want := range map[string]string{
		"Permission is hereby granted, free of charge, to any person\nobtaining a copy of this software": "MIT",
		"Redistribution and use in source and binary forms … Neither the name of":                        "BSD-3-Clause",
		"Redistribution and use in source and binary forms":                                              "BSD-2-Clause",
		"SQLite Is Public Domain":                   "",
		"GNU AFFERO GENERAL PUBLIC LICENSE":         "refused",
		"Apache License Version 2.0 Commons Clause": "refused",
		"All rights reserved.":                      "refused",
	} {
		got := "refused"
		if licences, err := recognise(text); err == nil {
			got = licences[0].License.ID
		}
		if got != want {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
}
