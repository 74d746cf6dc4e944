// Package floor is what a meeting needs for as long as it runs: who wants to
// speak, who has the floor, and who says that he has come.
//
// Words: a turn (lượt phát biểu) is a place in the list of those who want to
// speak on the item on the floor; a point of order (ý kiến về trình tự) is one
// that goes before all others; an arrival (xin điểm danh) is what somebody says
// of himself before the roll call confirms it; the code is what the screen shows
// for phones to scan; the recorder is that of package meeting.
//
// Rules in sentences:
//
//   - A member who is called and not marked absent asks for the floor while an
//     item is on it, once; he may make a point of order of it, or take it back.
//     A guest, and whoever has no phone, is put on the list by the recorder (B5).
//   - Points of order go first, then the others in the order in which they
//     asked; the recorder may let one go before the next of his kind. The
//     recorder gives the floor, to one at a time.
//   - The recorder sees who waits and since when; everyone in the room sees who
//     has the floor and how many wait, and his own place.
//   - A list belongs to its item: another item on the floor begins with its own.
//   - Who has spoken leaves the list, which ends with the meeting. No log names
//     who asked or spoke, and nobody can count it (C10).
//   - From half an hour before the planned beginning until the meeting ends, one
//     who is called says himself that he has come: on the page of the meeting, or
//     by the code on the screen. That marks nobody: the recorder confirms one or
//     all, and the roll call then says that they are present (B4).
//   - A member who is barred from the meeting cannot say that he has come.
//   - The code changes every thirty seconds; the two before it are still taken,
//     so that a phone has a minute from the scan to the tap. The recorder shows
//     it, and takes it away.
//   - What somebody says of himself, and who asks to speak, is no part of the
//     record: the roll call and the notes are. It is bookkeeping, which the log
//     does not hold.
package floor
