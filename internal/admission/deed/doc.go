// Package deed is the papers of admission to the Party that a cell writes: the
// list of outstanding people (form B11), the introduction, the summaries of
// opinions, the resolutions and the mentor's comment of a dossier (form B12),
// and the mentors' book (form B13).
//
// Words: a deed is such a paper; a case is what the deeds of one candidate are
// made of, as the record has it on the day.
//
// Rules in sentences:
//
//   - A deed is whole prose made of the record alone: what nobody entered is
//     left out, and nothing is left to be filled in but number and signature,
//     since some units refuse forms with blanks.
//   - A deed can be had once the record holds what it says: a mentor, opinions,
//     notes, a vote that passed. A vote that was lost makes no resolution.
//   - What the committee wrote in evidence stands only on deeds handed to the
//     committee; a mentor who prints his own papers gets them without it.
//   - Of a candidate's family nothing is written but that the CV was checked.
//   - A deed says which form it follows for reference, by the number that the
//     rulebook of its day gives; no deed calls itself the official form.
//
// What a deed of each kind needs:
//
//	list              outstanding people of the cell, to be sent to the class
//	introduction  3   a mentor, and a note before the ceremony
//	opinions      5   opinions of those who were asked before the vote
//	proposal      6   the vote to admit, and it passed
//	comment       11  a mentor, and a note in the time of probation
//	review        12  opinions of those who were asked at the end of probation
//	recognition   13  the vote to recognise, and it passed
//	log               a note in the mentors' book
package deed
