// Package target is what an organisation is to reach in a year or in a term of
// office (chỉ tiêu), and the congress (đại hội) that sets it for a term: A3, G6.
//
// Words: the period of a target is a calendar year or a term; its measure is
// what is counted («đảng viên», «%»); its result is what was reached in the
// period so far, counted from data where the target names a source, else
// entered by hand with the day and the report that says so; a committee gives a
// target down when it sets the share of a unit right below it.
//
// The states of a target, as Workflow has them:
//
//	–      propose   draft      leaders  of the unit, or an officer above
//	draft  amend     draft      leaders
//	draft  settle    set        leaders  «Đã giao»
//	draft  withdraw  withdrawn  leaders
//	–      give      set        leaders  of the committee that gives it down
//	set    change    set        leaders  another value, with a reason
//	set    withdraw  withdrawn  leaders  with a reason
//	set    report    set        leaders  of the unit itself: a result by hand
//
// Those of a congress, as Course has them:
//
//	planned  amend   planned
//	planned  tick    planned    papers that are ready
//	planned  hold    held       its day has come
//	planned  cancel  cancelled  with a reason
//
// Rules in sentences:
//
//   - A target that was set is changed or withdrawn before its period ends, and
//     never after; why it was, stays with it. One may be set for a period that is
//     over, as records of earlier years are entered; the page says when it was.
//   - A target that was given down is changed and withdrawn by who gave it; its
//     result is entered by the unit itself.
//   - Who leads a unit is told when a target is given down to it, and when it is
//     changed.
//   - A result is never typed where data tell it. It is the sum of the unit and of
//     all that stand under it.
//   - Results by hand are what had been reached by a day; the latest day counts.
//   - A unit prepares one congress at a time. It is late when its planned day has
//     passed, or when its term has ended and no congress is planned.
//   - The meeting of a congress is that of the unit on its day, where it is kept
//     here; terms are opened by package org.
//
// Who sees what: all of it is structure and counts, open to the cell and to
// officers above; drafts to leaders alone. A committee sees the targets and
// congresses of the units under it.
package target
