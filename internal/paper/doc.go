// Package paper turns one document model into the papers that a cell signs
// and the tables that it hands over: .docx, .pdf, a print page, .xlsx, .csv.
//
// A [Document] says what stands on the paper: who issues it, its kind and
// subject, its paragraphs, lists and tables, who signs. How it looks (margins,
// sizes, bold or not, labels) is data of a [Preset], one for each guidance of
// the Party on the form of its papers. Nothing here knows a capability, a
// database or a request, and nothing reads the clock: the same document gives
// the same bytes for ever.
//
// The way of a document:
//
//	Document ── compose ──▶ elements (paragraphs with a role, pairs, grids)
//	                           ├─▶ DOCX   styles named after the roles
//	                           ├─▶ PDF    lines, boxes, pages
//	                           └─▶ HTML   the inside of <div class="a4">
//
// Only compose understands the model, and only it cleans text; the three
// writers merely draw what it made, so that the three papers say the same.
//
// No official form could be read in full (form B0): a paper follows "mẫu tham
// khảo", and no page may call it the official form.
package paper
