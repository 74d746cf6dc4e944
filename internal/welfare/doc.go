// Package welfare is the care for members and staff: what they, or the officers of
// their mass organisation for them, ask for; who answers, by when, and whether it was
// done (F6); and how many people were visited or given something, on which occasion.
//
// Words: a request (kiến nghị, đề nghị chăm lo) is of a kind: a visit, support in
// hardship, working conditions, entitlements, training. It is about who raises it, a
// group in words, or one member who agreed to be named. It is raised in a cell or in a
// chapter; the unit of the Party where it was raised answers, of a chapter the one that
// the chapter stands under. A visit (lượt chăm lo) is one occasion, with a number of
// people. Kinds and forms are data (kinds.yaml).
//
// The states of a request, as Workflow has them, under the names of the screens:
//
//	–                 raise     raised     «Mới gửi»
//	raised            amend     the same   by who raised it
//	raised            withdraw  withdrawn  «Đã rút»: by who raised it, with a reason; it is counted no more
//	raised, assigned  assign    assigned   «Đang giải quyết»: to a part of the unit or one of it, by a day
//	assigned          answer    answered   «Đã trả lời»: with words
//	answered          return    assigned   for another answer, by another day
//	answered          finish    done       «Đã thực hiện»: with what was done
//	raised, answered  close     closed     «Đã kết thúc»: with a reason
//	done, closed      reopen    assigned   with a reason, by another day
//
// Rules in sentences:
//
//   - What looks like a detail of somebody's health (hints.yaml) is pointed out at the
//     field and is taken only from somebody who has looked again; so is what looks like
//     a name, a telephone number or the number of a record.
//   - A member is named only where he raises the request himself or agreed to it.
//   - No sum of money is kept.
//   - An answer is in time if it was given by the day that was set. The day before it
//     is due who answers is told, and once when it is over the leaders too.
//   - A visit is of a day until today; one that was entered by mistake is struck, with
//     a reason, and is counted no more.
//   - Requests and answers are counted where they were raised, in the month of the day
//     on which they were raised, answered or done.
//
// Who sees what: who raised it, who is named, the officers of the chapter that raised
// it, the leaders of the unit that answers and who answers read a request. All others
// see numbers alone.
package welfare
