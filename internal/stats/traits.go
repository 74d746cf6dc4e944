package stats

import (
	"strconv"
	"strings"

	"chibo/internal/i18n"
)

// Bands of the traits by which a sheet counts members; "" is what is not known.
var (
	ages      = []string{"to_30", "to_40", "to_50", "to_60", "over_60", ""}
	schooling = []string{"postgraduate", "university", "college", "secondary", "other", ""}
	theories  = []string{"theory_high", "theory_middle", "theory_low", "other", ""}
	tenures   = []string{"under_10", "under_20", "under_30", "from_30", ""}
)

// ageBand gives the band of a year of birth in a year: the age is that which is
// reached in it.
func ageBand(year int) func(birth string) string {
	return func(birth string) string {
		born, err := strconv.Atoi(birth)
		switch age := year - born; {
		case err != nil:
			return ""
		case age <= 30:
			return "to_30"
		case age <= 40:
			return "to_40"
		case age <= 50:
			return "to_50"
		case age <= 60:
			return "to_60"
		}
		return "over_60"
	}
}

// tenureBand is the band of the years in the Party that are reached in a year.
func tenureBand(year int, admitted string) string {
	joined, err := strconv.Atoi(admitted)
	switch years := year - joined; {
	case err != nil:
		return ""
	case years < 10:
		return "under_10"
	case years < 20:
		return "under_20"
	case years < 30:
		return "under_30"
	}
	return "from_30"
}

// schoolingWords are what tells a band in the words of a qualification, without
// diacritics; an earlier row outweighs a later one: «dược sĩ trung học» is no
// university degree.
var schoolingWords = []struct{ band, words string }{
	{"postgraduate", "tien si,thac si,sau dai hoc,chuyen khoa,cki,ckii,ck1,ck2,giao su"},
	{"college", "cao dang"},
	{"secondary", "trung cap,trung hoc,so cap,so hoc"},
	{"university", "dai hoc,cu nhan,bac si,duoc si,ky su,kien truc su"},
}

// schoolingBand reads the band of a qualification as people write it.
func schoolingBand(qualification string) string {
	folded := i18n.Fold(qualification)
	if folded == "" {
		return ""
	}
	for _, s := range schoolingWords {
		for word := range strings.SplitSeq(s.words, ",") {
			if strings.Contains(folded, word) {
				return s.band
			}
		}
	}
	return "other"
}

// theoryBand reads the band of schooling in political theory as people write it.
func theoryBand(theory string) string {
	folded := i18n.Fold(theory)
	switch {
	case folded == "":
		return ""
	case strings.Contains(folded, "cao cap"), strings.Contains(folded, "cu nhan"):
		return "theory_high"
	case strings.Contains(folded, "trung cap"):
		return "theory_middle"
	case strings.Contains(folded, "so cap"):
		return "theory_low"
	}
	return "other"
}
