package paper

import (
	"encoding/xml"
	"strconv"
	"strings"
)

// The parts of a .docx that are the same in every paper, or follow from the
// preset alone.

const (
	docxNamespaces = `xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" ` +
		`xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"`

	contentTypes = xml.Header + `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">` +
		`<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>` +
		`<Default Extension="xml" ContentType="application/xml"/>` +
		`<Default Extension="jpeg" ContentType="image/jpeg"/><Default Extension="png" ContentType="image/png"/>` +
		`<Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/>` +
		`<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/>` +
		`<Override PartName="/word/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.styles+xml"/>` +
		`<Override PartName="/word/settings.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.settings+xml"/>` +
		`<Override PartName="/word/header1.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.header+xml"/>` +
		`<Override PartName="/word/header2.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.header+xml"/>` +
		`</Types>`

	relNamespace = `http://schemas.openxmlformats.org/officeDocument/2006/relationships/`

	packageRels = xml.Header + `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">` +
		`<Relationship Id="rId1" Type="` + relNamespace + `officeDocument" Target="word/document.xml"/>` +
		`<Relationship Id="rId2" Type="http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties" Target="docProps/core.xml"/>` +
		`</Relationships>`

	documentRels = xml.Header + `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">` +
		`<Relationship Id="rId1" Type="` + relNamespace + `styles" Target="styles.xml"/>` +
		`<Relationship Id="rId2" Type="` + relNamespace + `settings" Target="settings.xml"/>` +
		`<Relationship Id="rId3" Type="` + relNamespace + `header" Target="header1.xml"/>` +
		`<Relationship Id="rId4" Type="` + relNamespace + `header" Target="header2.xml"/>` // pictures follow, and the end

	// Compatibility mode 15 keeps Word from laying the paper out as an older
	// version would.
	docxSettings = xml.Header + `<w:settings ` + docxNamespaces + `><w:zoom w:percent="100"/><w:defaultTabStop w:val="567"/>` +
		`<w:compat><w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat></w:settings>`

	docxPageNumber = xml.Header + `<w:hdr ` + docxNamespaces + `><w:p><w:pPr><w:pStyle w:val="pagenumber"/></w:pPr>` +
		`<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve"> PAGE </w:instrText></w:r>` +
		`<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>2</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r></w:p></w:hdr>`

	docxNoPageNumber = xml.Header + `<w:hdr ` + docxNamespaces + `><w:p><w:pPr><w:pStyle w:val="pagenumber"/></w:pPr></w:p></w:hdr>`

	docxBorders = `<w:tblBorders><w:top w:val="single" w:sz="4" w:space="0" w:color="000000"/><w:left w:val="single" w:sz="4" w:space="0" w:color="000000"/>` +
		`<w:bottom w:val="single" w:sz="4" w:space="0" w:color="000000"/><w:right w:val="single" w:sz="4" w:space="0" w:color="000000"/>` +
		`<w:insideH w:val="single" w:sz="4" w:space="0" w:color="000000"/><w:insideV w:val="single" w:sz="4" w:space="0" w:color="000000"/></w:tblBorders>`
)

// docxStyles makes one paragraph style of each role of the preset.
func docxStyles(p Preset) string {
	var b strings.Builder
	font := escape(p.Font)
	b.WriteString(xml.Header + `<w:styles ` + docxNamespaces + `><w:docDefaults><w:rPrDefault><w:rPr>` +
		`<w:rFonts w:ascii="` + font + `" w:hAnsi="` + font + `" w:eastAsia="` + font + `" w:cs="` + font + `"/>` +
		`<w:sz w:val="28"/><w:szCs w:val="28"/><w:lang w:val="vi-VN" w:eastAsia="vi-VN"/></w:rPr></w:rPrDefault><w:pPrDefault/></w:docDefaults>` +
		`<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style>`)
	for _, role := range roles {
		docxStyle(&b, role, p.Styles[role], p.Page.Indent)
	}
	b.WriteString(`</w:styles>`)
	return b.String()
}

func docxStyle(b *strings.Builder, role Role, s Style, indent float64) {
	name := string(role)
	level := ""
	if after, ok := strings.CutPrefix(name, "heading"); ok {
		// The name that Word knows puts the heading into its navigation.
		name = "heading " + after
		n, _ := strconv.Atoi(after)
		level = `<w:outlineLvl w:val="` + strconv.Itoa(n-1) + `"/>`
	}
	b.WriteString(`<w:style w:type="paragraph" w:styleId="` + string(role) + `"><w:name w:val="` + name + `"/><w:basedOn w:val="Normal"/><w:qFormat/><w:pPr>`)
	b.WriteString(`<w:widowControl/><w:spacing w:before="` + ptTwips(s.Before) + `" w:after="` + ptTwips(s.After) + `" w:line="` + ptTwips(s.Line) + `" w:lineRule="exact"/>`)
	if s.Indent {
		b.WriteString(`<w:ind w:firstLine="` + mmTwips(indent) + `"/>`)
	}
	b.WriteString(`<w:jc w:val="` + docxAlign(s.Align) + `"/>` + level + `</w:pPr><w:rPr>`)
	if s.Bold {
		b.WriteString(`<w:b/>`)
	}
	if s.Italic {
		b.WriteString(`<w:i/>`)
	}
	size := strconv.Itoa(int(s.Size * 2)) // half points
	b.WriteString(`<w:sz w:val="` + size + `"/><w:szCs w:val="` + size + `"/>`)
	if s.Underline {
		b.WriteString(`<w:u w:val="single"/>`)
	}
	b.WriteString(`</w:rPr></w:style>`)
}
