// Package step is what a campaign's theme asks of everybody, step by step, and
// how far each unit has come with it (E1, E2). It belongs to campaign.
//
// Words: the steps are study (học tập), the learning report (thu hoạch: what its
// author understood and what he will do himself), registration (đăng ký: his
// pledge of the year, see package commitment), acting (thực hiện: progress on
// that pledge), review (kiểm điểm) and commending (biểu dương); a mark notes that
// somebody took a step, on a day; a group is members of the Party, members of
// mass organisations, or staff who are neither and have no account; coverage is
// how many of a group have taken a step.
//
// The states of a learning report, as Workflow has them:
//
//	drafting   save    drafting   author   only he reads it
//	drafting   send    sent       author   awareness, and a duty at least
//	sent       recall  drafting   author   until the leaders have said something to it
//	sent       remark  sent       leaders  what they say to it
//	sent       return  returned   leaders  says why
//	returned   save    returned   author
//	returned   send    sent       author
//
// Rules in sentences:
//
//   - A theme asks for all steps but commending, until those who launched it
//     choose others.
//   - The leaders of a unit note who studied, was reviewed and was commended; who
//     studied by himself may say so. Reports, registration and acting follow from
//     what people hand in, and are noted by nobody.
//   - No step is taken before the theme was launched, after its end, or in the
//     future.
//   - Registration is a pledge of the theme's year that lies with the leaders or
//     was approved, and that its author tied to the theme, as a whole or by an item;
//     acting is progress on what is tied. A pledge that is taken back registers nobody.
//   - A report is written once for a theme, and is sent while the theme runs.
//   - A duty in general words gets the hint that an item of a pledge gets
//     (package commitment/hint): its author alone sees it, and it hinders nothing.
//   - Staff are counted by the unit that they work in: no more of them than work
//     there and are no members.
//   - Marks go with a person who comes to another cell, and count nowhere once he
//     has left. What a unit launched for itself alone counts in nobody's sums.
//
// Who sees what: a report is its author's alone until it is sent, and then the
// leaders' too; his unit sees that it was handed in. Who lacks a step is named
// inside the unit, to its leaders. Everybody above sees numbers.
package step
