// Package movement is how members come and go: transfers (chuyển sinh hoạt
// đảng), decisions that change a membership or what stands beside it, the table
// of increase and decrease that follows from them, party badges and the monthly
// fee: A4, forms B14 and B15.
//
// Words: a transfer takes a member for good from his home cell to a host; either
// of them may be outside this installation, and is then named in words. A
// decision is what was decided about one member (xóa tên, miễn sinh hoạt …), with
// its number, its day and a reason of a fixed kind. The letter is the internal
// letter of introduction; the sealed one comes from the committee.
//
// The states of a transfer, as Workflow has them, under the names of the screens:
//
//	–          request   requested  home or the member  «Đã đề nghị»
//	requested  review    reviewed   home                «Chi bộ đã nhận xét»
//	reviewed   issue     issued     home                «Đã cấp giấy giới thiệu»
//	issued     present   presented  home or host        «Đã nộp giấy giới thiệu»
//	presented  receive   received   host; home where the host is outside
//	requested … presented  withdraw  withdrawn  home    «Thôi chuyển»
//	–          take in   received   host, of a member from outside
//
// Rules in sentences:
//
//   - The portal of public services is the authority: what stands here follows
//     it, and a deadline that has passed is shown and forbids nothing.
//   - Membership ends here and begins there on the day of receipt, in one
//     transaction; until then the member belongs to his home. His posts at home
//     end with it, his history stays.
//   - Of one person there is one open transfer: two never cross.
//   - No day lies before the member's admission, none in the future, and each
//     step not before the one that it follows.
//   - Nobody is received by a cell that is dissolved, or while he is suspended.
//   - A decision counts from its day. Death ends every membership and post, and
//     the account with them. Who was removed, was expelled or left can be
//     restored, by the cell where his membership ended.
//   - A temporary transfer lasts as long as the rulebook allows; the member stays
//     in the headcount of his home and is called to the meetings of his host.
//     One who comes from outside is in no headcount here, and has no vote.
//   - In the table of increase and decrease A + B − C = D, always: it is made of
//     the memberships themselves, and the reasons only sort them. What is
//     followed on the same day within the table's unit (recognition, a transfer
//     between two of its cells) is neither an increase nor a decrease. Units are
//     counted where they stood on the period's last day.
//   - The fee of a month is paid or not; no amount is kept. Where an organisation
//     turned it on (rule movement.fee_computed), what the rules of the month ask of
//     a class of payers is computed from a base that is typed, and neither is kept.
//
// Who sees what: the committee of a cell sees its own, a member what is his, a
// committee above the counts of each unit. The host sees a transfer once its
// letter is issued.
package movement
