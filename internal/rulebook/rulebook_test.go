package rulebook

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// asked is a question with its expected answer; want is nil for "no rule".
type asked struct {
	name  string
	date  string
	facts Facts
	want  any
	doc   string
}

func ask[T any](t *testing.T, k Key[T], cases []asked) {
	t.Helper()
	for _, c := range cases {
		t.Run(k.Name()+"/"+c.date+"/"+c.name, func(t *testing.T) {
			answer, ok := k.At(Default(), c.date, c.facts)
			if ok != (c.want != nil) {
				t.Fatalf("ok = %v, want %v (answer %v)", ok, c.want != nil, answer)
			}
			if !ok {
				return
			}
			if diff := cmp.Diff(c.want, any(answer.Value)); diff != "" {
				t.Errorf("value (-want +got):\n%s", diff)
			}
			if answer.Rule.Doc.No != c.doc {
				t.Errorf("document %q, want %q", answer.Rule.Doc.No, c.doc)
			}
		})
	}
}

var (
	regular  = Facts{FactMeeting: "regular"}
	thematic = Facts{FactMeeting: "thematic"}
	combined = Facts{FactMeeting: "regular", FactSitting: "combined"}
)

// B1, B4: each meeting is judged by the guidance in force on its day.
func TestMeetingsAcrossTheChain(t *testing.T) {
	ask(t, MinDuration, []asked{
		{"before any guidance", "2012-03-01", regular, nil, ""},
		{"09-HD says nothing", "2018-07-05", regular, nil, ""},
		{"first day of 12-HD", "2018-07-06", regular, 90, "12-HD/BTCTW"},
		{"both kinds in one sitting", "2018-07-06", combined, 120, "12-HD/BTCTW"},
		{"last day of 12-HD", "2025-10-27", thematic, 90, "12-HD/BTCTW"},
		{"first day of 42-HD", "2025-10-28", thematic, 90, "42-HD/BTCTW"},
		{"both kinds", "2025-10-28", combined, 120, "42-HD/BTCTW"},
		{"a committee meeting has no least length", "2026-06-03", Facts{FactMeeting: "committee"}, nil, ""},
		{"the kind is not known", "2026-06-03", nil, nil, ""},
	})
	ask(t, AttendanceNorm, []asked{
		{"before", "2018-07-05", nil, nil, ""},
		{"12-HD: more than 85%", "2025-10-27", nil, Threshold{85, 100, true}, "12-HD/BTCTW"},
		{"42-HD: at least 90%", "2025-10-28", nil, Threshold{90, 100, false}, "42-HD/BTCTW"},
	})
	ask(t, ThematicPerQuarter, []asked{
		{"before", "2018-07-05", nil, nil, ""},
		{"first day", "2018-07-06", nil, 1, "12-HD/BTCTW"},
		{"now", "2026-11-01", nil, 1, "42-HD/BTCTW"},
	})
	ask(t, RegularPerMonth, []asked{
		{"before the charter of 2011", "2011-01-18", nil, nil, ""},
		{"first day", "2011-01-19", nil, 1, "Điều lệ Đảng"},
	})
	ask(t, ThematicBesides, []asked{{"now", "2026-06-03", nil, true, "42-HD/BTCTW"}})
	ask(t, Combining, []asked{
		{"last day of 12-HD", "2025-10-27", nil, "hardship", "12-HD/BTCTW"},
		{"first day of 42-HD", "2025-10-28", nil, "in_turn", "42-HD/BTCTW"},
	})
	ask(t, MaxExcusedRunning, []asked{
		{"last day", "2025-10-27", nil, 3, "12-HD/BTCTW"},
		{"42-HD drops it", "2025-10-28", nil, nil, ""},
	})
	ask(t, DocumentsAhead, []asked{
		{"day before", "2025-10-27", nil, nil, ""},
		{"first day", "2025-10-28", nil, 1, "42-HD/BTCTW"},
	})
	ask(t, ReportWithin, []asked{{"now", "2026-06-03", nil, 2, "42-HD/BTCTW"}})
	ask(t, CommitteePerMonth, []asked{{"now", "2026-06-03", nil, 1, "42-HD/BTCTW"}})
	ask(t, Online, []asked{
		{"trial", "2025-06-30", nil, "pilot", "24-QĐ/TW"},
		{"unread", "2025-07-01", nil, "ask", "294-QĐ/TW"},
	})
	ask(t, MeetingQuorum, []asked{{"no national quorum is known", "2026-06-03", nil, nil, ""}})
}

// B4: probationary members do not vote; who leaves the denominator.
func TestVotes(t *testing.T) {
	half, twoThirds := Threshold{1, 2, true}, Threshold{2, 3, false}
	ask(t, VoteOrdinary, []asked{
		{"before the charter", "2011-01-18", nil, nil, ""},
		{"now", "2026-06-03", nil, half, "Điều lệ Đảng"},
	})
	ask(t, VoteAdmission, []asked{{"now", "2026-06-03", nil, twoThirds, "Điều lệ Đảng"}})
	ask(t, VoteRecognition, []asked{{"now", "2026-06-03", nil, twoThirds, "Điều lệ Đảng"}})
	ask(t, VoteAdmissionCommittee, []asked{
		{"before 06-HD", "2025-06-08", nil, nil, ""},
		{"under 06-HD", "2026-07-25", nil, twoThirds, "06-HD/TW"},
		{"from 208: the standing committee", "2026-07-26", nil, half, "208-QĐ/TW"},
	})
	ask(t, VoteElection, []asked{
		{"before 190", "2024-10-09", nil, half, "Điều lệ Đảng"},
		{"from 190", "2024-10-10", nil, half, "190-QĐ/TW"},
	})
	ask(t, VoteSecret, []asked{
		{"election", "2026-06-03", Facts{FactMatter: "election"}, true, "Điều lệ Đảng"},
		{"ordinary: the cell chooses", "2026-06-03", Facts{FactMatter: "ordinary"}, nil, ""},
	})
	for date, doc := range map[string]string{
		"2011-11-01": "45-QĐ/TW", "2016-07-25": "29-QĐ/TW", "2021-07-29": "29-QĐ/TW",
		"2021-07-30": "24-QĐ/TW", "2025-06-30": "24-QĐ/TW", "2025-07-01": "294-QĐ/TW",
		"2026-07-25": "294-QĐ/TW", "2026-07-26": "208-QĐ/TW",
	} {
		ordinary, ok := VoteExcluded.At(Default(), date, regular)
		if !ok || ordinary.Rule.Doc.No != doc || ordinary.Value.Has("excused_throughout") || !ordinary.Value.Has("suspended") {
			t.Errorf("%s: %v by %q, want %q", date, ordinary.Value, ordinary.Rule.Doc.No, doc)
		}
		congress, ok := VoteExcluded.At(Default(), date, Facts{FactMeeting: "congress"})
		if !ok || congress.Rule.Doc.No != doc || !congress.Value.Has("excused_throughout") {
			t.Errorf("%s: congress %v by %q, want %q", date, congress.Value, congress.Rule.Doc.No, doc)
		}
	}
	withheld, ok := ProbationaryWithheld.At(Default(), "2026-06-03", nil)
	if !ok || !withheld.Value.Has("vote") || withheld.ToConfirm() {
		t.Errorf("probationary: %+v", withheld)
	}
}

func TestOrganisationAndPapers(t *testing.T) {
	ask(t, MinOfficial, []asked{{"now", "2026-06-03", nil, 3, "Điều lệ Đảng"}})
	ask(t, CommitteeFrom, []asked{{"now", "2026-06-03", nil, 9, "Điều lệ Đảng"}})
	ask(t, CommitteeMax, []asked{
		{"before 29-QĐ/TW", "2016-07-24", nil, nil, ""},
		{"now", "2026-10-01", nil, 7, "208-QĐ/TW"},
	})
	ask(t, CongressEvery, []asked{
		{"twice in five years", "2025-06-30", nil, 30, "Điều lệ Đảng"},
		{"the trial of 294", "2025-07-01", nil, 60, "294-QĐ/TW"},
	})
	ask(t, BaseCommitteeFrom, []asked{
		{"last day", "2026-07-25", nil, 30, "Điều lệ Đảng"},
		{"one kind of cell", "2026-07-26", nil, nil, ""},
	})
	ask(t, DistrictLevel, []asked{
		{"last day", "2025-06-30", nil, true, "Điều lệ Đảng"},
		{"first day without", "2025-07-01", nil, false, "294-QĐ/TW"},
	})
	ask(t, FormatPreset, []asked{
		{"before 36-HD", "2018-04-02", nil, nil, ""},
		{"36-HD", "2026-05-26", nil, "HD36", "36-HD/VPTW"},
		{"05-HD", "2026-05-27", nil, "HD05", "05-HD/VPTW"},
	})
	ask(t, SignaturePost, []asked{
		{"deputy", "2026-06-03", Facts{FactSigner: "deputy"}, "PHÓ BÍ THƯ", "05-HD/VPTW"},
		{"who signs is not known", "2026-06-03", nil, nil, ""},
	})
	ask(t, Basis, []asked{
		{"09-HD", "2012-03-02", Facts{FactTopic: "meetings"}, "09-HD/BTCTW", "09-HD/BTCTW"},
		{"last day of 09-HD", "2018-07-05", Facts{FactTopic: "meetings"}, "09-HD/BTCTW", "09-HD/BTCTW"},
		{"the fee applies before its decision is signed", "2026-02-01", Facts{FactTopic: "fee"}, "01-QĐ/TW", "01-QĐ/TW"},
		{"issued in May, in force in July", "2025-06-30", Facts{FactTopic: "implementation"}, "24-QĐ/TW", "24-QĐ/TW"},
	})
	types, ok := DocumentTypes.At(Default(), "2026-06-03", nil)
	if !ok || len(types.Value) != 13 || !types.Value.Has("BB") || types.Value.Has("CT") {
		t.Errorf("document types %v", types.Value)
	}
}

// B5: the agenda of a meeting is that of its date.
func TestAgenda(t *testing.T) {
	order := func(date string, facts Facts) string {
		a, _ := Agenda.At(Default(), date, facts)
		var keys []string
		for _, i := range a.Value {
			keys = append(keys, i.Key)
		}
		return strings.Join(keys, " ")
	}
	for _, c := range []struct{ name, date, meeting, want string }{
		{"before 09-HD", "2012-03-01", "regular", ""},
		{"09-HD: fees first", "2015-04-27", "regular", "fee roll_call opening minute_taker programme information secretary_report discussion critique synthesis assignment resolution minutes"},
		{"42-HD", "2026-06-03", "regular", "opening minute_taker roll_call fee programme secretary_report tasks information discussion critique synthesis assignment ideology resolution score minutes"},
		{"thematic", "2026-06-03", "thematic", "purpose roll_call minute_taker paper discussion conclusion score minutes"},
		{"no thematic meeting under 09-HD", "2015-04-27", "thematic", ""},
		{"committee", "2026-06-03", "committee", "review next_month content points conclusion"},
	} {
		if got := order(c.date, Facts{FactMeeting: c.meeting}); got != c.want {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
	// What one caller does to an answer, the next does not see.
	a, _ := Agenda.At(Default(), "2026-06-03", regular)
	a.Value[0].Title = "khác"
	a.Rule.AppliesIf[FactMeeting] = "thematic"
	b, _ := Agenda.At(Default(), "2026-06-03", regular)
	if b.Value[0].Title == "khác" || b.Rule.AppliesIf[FactMeeting] != "regular" {
		t.Error("an answer shares memory with the book")
	}
}

func TestAnswerTellsWhy(t *testing.T) {
	a, _ := AttendanceNorm.At(Default(), "2026-06-03", nil)
	want := Source{
		Doc:   Doc{No: "42-HD/BTCTW", Date: "2025-10-28", Issuer: "Ban Tổ chức Trung ương"},
		Scope: National, From: "2025-10-28", Confidence: Indirect, ToConfirm: true,
	}
	if diff := cmp.Diff(want, a.Source()); diff != "" {
		t.Errorf("source (-want +got):\n%s", diff)
	}
	if _, ok := AttendanceNorm.At(Default(), "2026", nil); ok {
		t.Error("a year is no day of an event")
	}
}

func TestThreshold(t *testing.T) {
	half, twoThirds := Threshold{1, 2, true}, Threshold{2, 3, false}
	for _, c := range []struct {
		t            Threshold
		base, needed int
	}{
		{half, 20, 11},
		{half, 13, 7},
		{half, 1, 1},
		{half, 0, 1},
		{half, -3, 1},
		{twoThirds, 13, 9},
		{twoThirds, 12, 8},
		{twoThirds, 3, 2},
		{twoThirds, 1, 1},
		{Threshold{90, 100, false}, 15, 14},
		{Threshold{85, 100, true}, 20, 18},
		{Threshold{1, 1, false}, 7, 7},
	} {
		if got := c.t.Needed(c.base); got != c.needed {
			t.Errorf("%v of %d needs %d, want %d", c.t, c.base, got, c.needed)
		}
		if c.base > 0 && (!c.t.Passed(c.needed, c.base) || c.t.Passed(c.needed-1, c.base)) {
			t.Errorf("%v of %d: %d is not the smallest that passes", c.t, c.base, c.needed)
		}
	}
	if half.Passed(5, 0) {
		t.Error("nothing passes without voters")
	}
	if !twoThirds.Weaker(Threshold{2, 3, true}) || twoThirds.Weaker(twoThirds) || twoThirds.Weaker(half) {
		t.Error("Weaker does not order thresholds")
	}
}

// B5: an agenda as it is proposed lasts as long as the rule of its day asks.
func TestProposedAgendaLastsLongEnough(t *testing.T) {
	book := Default()
	for _, kind := range []string{"regular", "thematic"} {
		for _, on := range []string{"2019-03-04", "2026-05-25"} {
			facts := Facts{FactMeeting: kind}
			agenda, ok := Agenda.At(book, on, facts)
			least, known := MinDuration.At(book, on, facts)
			if !ok || !known {
				t.Fatalf("%s on %s: no agenda or no length", kind, on)
			}
			sum := 0
			for _, i := range agenda.Value {
				sum += i.Minutes
			}
			if sum < least.Value {
				t.Errorf("%s on %s: %d minutes of %d", kind, on, sum, least.Value)
			}
		}
	}
}
