// Package bulletin is the bulletin inside the tree: articles, and the models that a
// cell found to work and that others take over (F5).
//
// Words: an article (bài viết) tells of something; a good model (mô hình hay) is an
// article about a way of working that others may take over. The audience is who may
// read it once it is published: the unit, the committee right above it with all under
// that (its reach), or the whole tree. A figure is a number that stands in an article:
// one of the system, live until the article is published and frozen then, or one that
// the unit states itself. An adoption is what a unit made of a model.
//
// The states of an article, as Workflow has them, under the names of the screens:
//
//	–                write     draft      «Bản nháp»
//	draft, returned  amend     the same
//	draft, returned  submit    submitted  «Chờ duyệt»
//	submitted        consent   submitted  the cell agrees that its model goes wider
//	submitted        return    returned   «Cần sửa»: with a reason
//	submitted        publish   published  «Đã đăng»
//	published        withdraw  withdrawn  «Đã gỡ»: with a reason
//
// Those of an adoption:
//
//	–                       suggest   suggested   «Đề xuất»: by a member, to his leaders
//	–, suggested            register  registered  «Đã đăng ký»
//	suggested               decline   declined    «Không áp dụng»: with a reason
//	registered              apply     applying    «Đang áp dụng»: which steps, from when
//	applying                result    applying    in words, with a number before and after
//	registered, applying    end       ended       «Kết thúc»: what came of it
//
// Rules in sentences:
//
//   - What is for the unit alone is published by its leaders; what goes wider, by an
//     officer of the committee that it reaches, or of one above that.
//   - A model goes wider than its cell only once the secretary has recorded that the
//     cell agrees.
//   - A figure of the system is chosen from a list. It is computed anew whenever a draft
//     is read; at publication its value, its period and the day stay as they are. One
//     whose class is narrower than the audience is refused. What a unit states itself may
//     go week by week; either is drawn beside what is striven for.
//   - A text holds headings, lists, bold and slanted words, and marks of figures; a
//     picture from elsewhere is refused with its line.
//   - Every picture says in words what it shows before the article is submitted.
//   - A comment that is hidden, with a reason, is read by who hid it and by its writer.
//   - A unit takes a model over once at a time. What a cell has still to talk over comes
//     by itself onto the agenda of its next regular meeting, once, unless that was
//     announced already.
//   - Where a unit ends, its heir goes on with its articles that were not published, and
//     with the models that it takes over.
//
// Who sees what: a draft is its author's; from its submission on an article is read by
// the leaders of its unit too, and by the officers who review it; once published, by
// its audience. How many have read it is counted, never who. What became of a model is
// seen by its readers, but suggestions by the leaders of the unit alone.
package bulletin
