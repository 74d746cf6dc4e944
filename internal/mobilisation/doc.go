// Package mobilisation is mass mobilisation (công tác dân vận), F1: the programme of
// a year in areas, and the models of skilful mobilisation («Dân vận khéo»).
//
// Words: an item is a piece of work of the programme; an area is what items are
// grouped by: the three of every programme, and those that an organisation added for
// itself and all under it. A model is a piece of work that a collective or a member
// does so well that others may learn from it. It is spread (nhân rộng) when another
// unit took it over.
//
// The states of an item, as [ItemWorkflow] has them, and of a model, as
// [ModelWorkflow] has them, under the names of the screens:
//
//	planned     «Đang thực hiện»      done        «Đã hoàn thành»   dropped   «Không thực hiện»
//	registered  «Đã đăng ký»          assisted    «Đang giúp đỡ»    appraised «Đã thẩm định»
//	recognised  «Được công nhận»      exemplary   «Điển hình»       proposed  «Đề nghị khen thưởng»
//	declined    «Chưa được công nhận» withdrawn   «Đã rút»
//
// Rules in sentences:
//
//   - An item is due in its year; whoever sees to it, and the committee, tell of its
//     progress. What will not be done is dropped with a reason and counts no more.
//   - The programme of last year is taken over item by item, those that were dropped
//     left out, and due a year later.
//   - The unit registers a model; what follows is for the committee directly above:
//     to name who helps, appraise, recognise, call exemplary. Where no committee of
//     this installation stands above, the unit itself enters what was decided.
//   - No step lies before the one that it follows, and none in the future.
//   - A model may be recognised again, at a higher level. What was called exemplary
//     may be proposed for commendation; the proposal is one of package commendation.
//   - Models are counted by the month in which they were registered, wherever they
//     have come since: so many of a year's registered were recognised, exemplary,
//     spread. What was withdrawn does not count.
//
// Who sees what: the cell its own programme; models of collectives everybody above
// too. The name of a member behind a model is read in his unit and by the committee
// directly above, which decides on it; beyond, models are counted with no name.
package mobilisation
