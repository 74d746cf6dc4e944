// Package document keeps files and numbers of papers: the one gate through
// which every upload passes, the store of accepted files, who attached what to
// which record, and the next number of each kind of paper within a term.
//
// The gate promises (safety S10):
//
//   - A file's type is told by its content and must agree with the ending of
//     its name. Taken are pdf, docx, xlsx, odt, ods, png and jpg.
//   - Refused, each with a fault of its own that says what to do: macros,
//     pictures in SVG, web pages, files that are two types at once, passwords,
//     old Office files, archives that unpack to more than 64 MiB or hold more
//     than 2,000 parts, part names that lead out of the archive, links,
//     pictures over 50 million points, files over 20 MiB.
//   - A file is judged in memory, within two seconds; nothing of a refused file
//     is written anywhere.
//
// Secrecy (I5, safety S15): papers marked MẬT, TỐI MẬT or TUYỆT MẬT are refused
// at every entrance, for they may not be kept on a networked machine. The mark
// is looked for in the file's name, text, headers and footers, watermarks and
// metadata, also decomposed, with spaced letters, and in the two fonts of the
// time before Unicode (TCVN3, VNI). Everyday words (bảo mật, mật độ, túi mật)
// pass. What holds no text that a program can read (a picture, a scanned
// page, a foreign object inside) is a scan: only the user can say that it
// holds no state secret, and must.
//
// Accepted files lie under their SHA-256 in <data>/files/ab/cdef…; names are
// only columns. The bytes are durable before the row that speaks of them: a
// file without a row is harmless.
//
// Of pictures that belong to a text (Owner.Pictures) nothing is kept but their
// points: each is turned upright, drawn no larger than 1,600 points and once more no
// larger than 480, and encoded anew, so that no place, time or camera is left in it.
//
// A number is given per unit, term and kind of paper, one after another from
// the number at which the unit's books stood (I8).
package document
