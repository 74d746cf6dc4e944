// Package sheet reads the spreadsheets that people have, .xlsx and .csv, into
// plain tables of clean text. It knows rows, cells and files, and nothing of
// what the cells mean: that belongs to the capability that asked.
//
// What it promises:
//
//   - The kind of a file is told by its bytes, never by its name. Macro files,
//     old .xls, password-protected files, web pages saved as .xls and anything
//     else are refused with a fault that says what to do.
//   - A hostile file costs little: sizes, rows, columns and cells are counted
//     while reading, before memory is taken for them; a document type
//     declaration is refused; nothing is written to disk.
//   - Every text is in Unicode NFC, without no-break or zero-width characters,
//     trimmed, and numbers stand as people write them (38011, not 3.8011E4).
//   - A formula is never computed: the value that was saved with it is used,
//     and the cell is marked.
//
// Workbooks are scanned here and not through a spreadsheet library, because
// none streams a row together with what a reader must know of its cells (the
// number format that makes 27851 a date, the formula, the merge): those come
// only with the whole sheet in memory, several times the budget of a server
// that other people are using.
package sheet
