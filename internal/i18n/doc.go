// Package i18n puts the words, numbers and dates of chibo into the language of
// the reader, and brings Vietnamese text into the forms that search and sorting
// need.
//
// Texts live beside the code that shows them, in text.vi.json and text.en.json:
// flat files from key to text with numbered placeholders ({0}, {1}). The first
// segment of a key names its owner ("reflection.sent" belongs to reflection).
// [New] reads them all and refuses files that disagree, so that a text missing
// in one language is found when the program starts.
//
// Nothing here reads a clock, a setting or a database.
package i18n
