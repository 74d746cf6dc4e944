// Package library is what there is to learn of a campaign's theme, who has read it,
// and the questions that go with it (E1, E2). It belongs to campaign.
//
// Words: a material (tài liệu) is one thing to read, with files or with words that
// say where it is; it is required (bắt buộc) or for further reading (tham khảo); a
// reader has read all that is required; the quiz (câu hỏi kiểm tra) is the questions
// of a theme, each with one right option.
//
// Rules in sentences:
//
//   - Who leads the campaign puts the material together, in the order in which it is
//     read, and may write questions. Files pass the gate for documents. An address
//     is shown as text: nothing is loaded from there.
//   - Everybody at or under the unit of a launched theme, chapters too, marks for
//     himself what he has read, while the theme runs.
//   - Who has read all that is required has studied the theme: package step notes it,
//     if the theme asks for that step. It stays noted when more is required later.
//   - Where nothing is required nobody is counted. When what is required changes, who
//     has read it all is found anew; nobody has to mark again what he has read.
//   - Readers are counted at the cell, and at each chapter, to which they belong, and
//     go with who comes to another. What a unit launched for itself alone counts in
//     nobody's sums.
//   - The quiz is passed by who answers every question rightly; he may try as often
//     as he likes. Nothing is kept but whether he has passed.
//
// Who sees what: materials are open to all whom the theme concerns. Who has read them
// and who has passed is named to the leaders of his own unit; everybody above sees
// how many have read, and of the quiz nothing.
package library
