// Package consultation is what a unit asks before it decides on something that
// touches people (lấy ý kiến, F3), what it has to make public (công khai), and what
// mass organisations say of the cell (góp ý xây dựng Đảng, I11).
//
// Words: a matter (vấn đề lấy ý kiến) is one question with its background; an
// option is an answer that it offers; a slip (phiếu) is a link and a short code,
// printed on paper, by which one person answers once without a name; a batch (đợt) is
// the slips that were printed together; a cluster (nhóm ý kiến) is what several said
// that belongs together; a poster (áp phích) is a sheet with the address of the result.
//
// The states of a matter, as Workflow has them, under the names of the screens:
//
//	–         draft     draft      «Đang soạn»
//	draft     amend     draft
//	draft     open      open       «Đang lấy ý kiến»
//	open      extend    open       until a later day
//	open      close     closed     «Đang tổng hợp»; also by itself when its day is over
//	closed    answer    answered   «Đã trả lời»: what was said, and the answer, go back to all
//	answered  decide    decided    «Đã quyết định»: by which paper
//	draft, open, closed  withdraw  withdrawn  «Đã dừng», with a reason
//
// The states of an opinion on the cell, as Course has them:
//
//	–         send      sent       «Đã gửi»: by the officers of a chapter
//	sent      withdraw  withdrawn  «Đã rút»
//	sent      receive   received   «Đã tiếp nhận»: by the cell, with the day of its answer
//	received  answer    answered   «Đã trả lời»
//	answered  return    received   once more, by the chapter
//
// Rules in sentences:
//
//   - Whether answers carry names is said at the start and never changes.
//   - With names, people answer with their accounts and may change what they said
//     until the close. Without, they answer by slips: chibo then knows of no person
//     at all, also of those who have accounts.
//   - A slip answers once; whoever holds it may use it, opens by it the papers on the
//     question, and reads by it what came out.
//   - Slips are voided by the batch, also those of it that have answered, for nobody
//     knows which have: what was answered stays (ADR 0011).
//   - A paper that the unit also keeps where those who are asked may not read it is not
//     attached.
//   - Nobody reads an answer before the close: its order would tell whose it is. At
//     the close answers are written anew in a random order, that a slip was used is
//     forgotten, and what the engine kept is wiped (ADR 0010, 0011, safety B1).
//   - Fewer than five answers are not anonymous: nothing asks fewer, and where fewer
//     answered, what they said is deleted (safety B3).
//   - The answer goes out once each text stands in a cluster, and each cluster is
//     answered.
//   - A decision may name the meeting of the unit at which it was taken, or a paper on
//     the matter; who may open that sees the link, the others the words alone.
//
// Who sees what: those who are asked see the question, and once it is answered the
// counts, the clusters and the answers; the words themselves are read by the leaders
// of the unit alone. Levels above see nothing of it unless they asked themselves. Where
// the leaders put up a poster, everybody reads what those who were asked read.
package consultation
