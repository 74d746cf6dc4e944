package main

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"

	cdx "github.com/CycloneDX/cyclonedx-go"
)

// taken are the licences that CONTRIBUTING.md takes for the program, by words of their own; what is
// recognised is cut out of the text, hence those of three clauses before those of two.
// SQLite has none: its authors gave it to the public.
var taken = []struct {
	id    string
	words *regexp.Regexp
}{
	{"Apache-2.0", regexp.MustCompile(`Apache License,? Version 2\.0`)},
	{"ISC", regexp.MustCompile(`Permission to use, copy, modify, and(/or)? distribute this software for any purpose with or without fee`)},
	{"MIT", regexp.MustCompile(`Permission is hereby granted, free of charge, to any person obtaining a copy of this software`)},
	{"OFL-1.1", regexp.MustCompile(`(?i)SIL Open Font License,? Version 1\.1`)},
	{publicDomain, regexp.MustCompile(`SQLite Is Public Domain`)},
	{"BSD-3-Clause", regexp.MustCompile(`Redistribution and use in source and binary forms.* Neither the name`)},
	{"BSD-2-Clause", regexp.MustCompile(`Redistribution and use in source and binary forms`)},
}

const publicDomain = "Public domain"

// refused is the head of a text that asks for more than those above, whatever else stands in the file.
var refused = regexp.MustCompile(`GNU (AFFERO |LESSER |LIBRARY )?GENERAL PUBLIC LICENSE|Commons Clause|Server Side Public License|Business Source License|NonCommercial`)

var (
	licenceFile = regexp.MustCompile(`(?i)^(LICEN[SC]E|COPYING)`)
	// What others are thanked for: it goes along, the licence is said elsewhere. A file
	// of modernc.org/memory names the picture of its own page, which is not in it.
	noticeFile = regexp.MustCompile(`(?i)^NOTICE|-3RD-PARTY|^LICENSE-LOGO$`)
)

// read says under which licences a folder of code stands, with their texts.
func read(folder string) (cdx.Licenses, error) {
	files, err := os.ReadDir(folder)
	if err != nil {
		return nil, err
	}
	var licences, notices cdx.Licenses
	for _, file := range files {
		notice := noticeFile.MatchString(file.Name())
		if file.IsDir() || !notice && !licenceFile.MatchString(file.Name()) {
			continue
		}
		data, err := os.ReadFile(filepath.Join(folder, file.Name()))
		if err != nil {
			return nil, err
		}
		text := &cdx.AttachedText{ContentType: "text/plain", Content: string(data)}
		if notice {
			notices = append(notices, cdx.LicenseChoice{License: &cdx.License{Name: file.Name(), Text: text}})
			continue
		}
		found, err := recognise(string(data))
		if err != nil {
			return nil, fmt.Errorf("%s: %w", file.Name(), err)
		}
		found[0].License.Text = text
		licences = append(licences, found...)
	}
	if len(licences) == 0 {
		return nil, fmt.Errorf("no licence in %s", folder)
	}
	return append(licences, notices...), nil
}

// recognise tells the licences of a text, at least one.
func recognise(text string) (cdx.Licenses, error) {
	words := strings.Join(strings.Fields(text), " ")
	if found := refused.FindString(words); found != "" {
		return nil, fmt.Errorf("a licence that is not taken: %s", found)
	}
	var licences cdx.Licenses
	for _, licence := range taken {
		place := licence.words.FindStringIndex(words)
		if place == nil {
			continue
		}
		words = words[:place[0]] + words[place[1]:]
		known := &cdx.License{ID: licence.id}
		if licence.id == publicDomain { // no licence, hence without an id
			known = &cdx.License{Name: publicDomain}
		}
		licences = append(licences, cdx.LicenseChoice{License: known})
	}
	if len(licences) == 0 {
		return nil, fmt.Errorf("a licence that is not taken, or not known")
	}
	return licences, nil
}
