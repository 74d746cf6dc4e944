package paper

import "io"

// Media types of the files that are handed out.
const (
	TypeDOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
	TypePDF  = "application/pdf"
	TypeXLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
)

// Format is a format in which documents are handed out.
type Format struct {
	Ending string // of the file's name, with its dot
	Type   string
	Write  func(io.Writer, Document) error
}

// The formats.
var (
	AsDOCX = Format{".docx", TypeDOCX, DOCX}
	AsPDF  = Format{".pdf", TypePDF, PDF}
)
