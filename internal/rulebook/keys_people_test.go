package rulebook

import (
	"slices"
	"testing"
)

// G4: each step of admission is judged by the document in force on its day.
func TestAdmission(t *testing.T) {
	ask(t, AdmissionAgeMin, []asked{{"now", "2026-06-03", nil, 18, "Điều lệ Đảng"}})
	ask(t, AdmissionAgeMax, []asked{
		{"before any rule read", "2011-10-31", nil, nil, ""},
		{"under 24-QĐ/TW", "2025-06-30", nil, 60, "24-QĐ/TW"},
		{"now", "2026-06-03", nil, 60, "294-QĐ/TW"},
	})
	ask(t, AdmissionCertificateMonths, []asked{
		{"under 06-HD", "2026-05-18", nil, 60, "06-HD/TW"},
		{"from its successor", "2026-05-19", nil, 60, "01-HD/TW"},
	})
	ask(t, AdmissionNoteMonths, []asked{{"now", "2026-06-03", nil, 3, "Điều lệ Đảng"}})
	ask(t, AdmissionDecisionDays, []asked{{"now", "2026-08-03", nil, 60, "208-QĐ/TW"}})
	ask(t, AdmissionCeremonyDays, []asked{{"under 294", "2025-07-01", nil, 30, "294-QĐ/TW"}})
	ask(t, AdmissionProbationMonths, []asked{{"now", "2026-06-03", nil, 12, "Điều lệ Đảng"}})
	ask(t, AdmissionRecognitionDays, []asked{{"now", "2026-06-03", nil, 30, "294-QĐ/TW"}})
	ask(t, AdmissionReadmitMonths, []asked{{"now", "2026-06-03", nil, 36, "294-QĐ/TW"}})
	for date, doc := range map[string]string{
		"2012-05-17": "12-HD/BTCTW", "2017-06-05": "09-HD/BTCTW", "2022-01-18": "12-HD/BTCTW", "2026-06-03": "38-HD/BTCTW",
	} {
		forms, ok := AdmissionForms.At(Default(), date, nil)
		if !ok || forms.Rule.Doc.No != doc || !forms.ToConfirm() {
			t.Errorf("%s: %v by %s", date, ok, forms.Rule.Doc.No)
		}
		var order []string
		for _, form := range forms.Value {
			order = append(order, form.Code)
		}
		want := []string{
			"CN-NTVĐ", "1-KNĐ", "2-KNĐ", "3-KNĐ", "4-KNĐ", "4A-KNĐ", "5-KNĐ", "6-KNĐ", "7-KNĐ", "8-KNĐ", "9-KNĐ", "9A-KNĐ",
			"10-KNĐ", "11-KNĐ", "12-KNĐ", "13-KNĐ", "14-KNĐ", "15-KNĐ", "16-KNĐ",
		}
		if !slices.Equal(order, want) {
			t.Errorf("%s: %v", date, order)
		}
	}
}

// A4: transfers, removal, badge and fee.
func TestMovement(t *testing.T) {
	ask(t, TransferStartDays, []asked{
		{"under 294", "2026-06-03", nil, 60, "294-QĐ/TW"},
		{"not read before 29", "2016-07-24", nil, nil, ""},
	})
	ask(t, TransferPresentDays, []asked{{"under 294", "2026-06-03", nil, 30, "294-QĐ/TW"}})
	ask(t, TransferTemporaryMin, []asked{{"now", "2026-06-03", nil, 3, "294-QĐ/TW"}})
	ask(t, TransferTemporaryMax, []asked{
		{"for work", "2020-06-03", Facts{FactStay: "work"}, 12, "29-QĐ/TW"},
		{"for study", "2026-06-03", Facts{FactStay: "study"}, 24, "294-QĐ/TW"},
		{"for what is not known", "2026-06-03", nil, nil, ""},
	})
	ask(t, RemovalAfterMonths, []asked{{"now", "2026-06-03", nil, 3, "Điều lệ Đảng"}})
	ask(t, BadgeYears, []asked{
		{"now", "2024-06-03", nil, []int{30, 40, 45, 50, 55, 60, 65, 70, 75, 80, 85, 90}, "24-QĐ/TW"},
	})
	ask(t, BadgeRounds, []asked{
		{"now", "2024-06-03", nil, MonthDays{"02-03", "05-19", "09-02", "11-07"}, "24-QĐ/TW"},
	})
	insured, others, student := Facts{FactPayer: "insured"}, Facts{FactPayer: "working_age"}, Facts{FactPayer: "student"}
	ask(t, FeeShare, []asked{
		{"342: insured", "2026-01-31", insured, 10, "342-QĐ/TW"},
		{"01: insured", "2026-02-01", insured, 10, "01-QĐ/TW"},
		{"01: pension", "2026-06-03", Facts{FactPayer: "pension"}, 5, "01-QĐ/TW"},
		{"01: others", "2027-12-31", others, 3, "01-QĐ/TW"},
		{"01: others from 2028", "2028-01-01", others, 5, "01-QĐ/TW"},
		{"past working age from 2028", "2028-01-01", Facts{FactPayer: "retired_age"}, 3, "01-QĐ/TW"},
		{"a student pays no share", "2026-06-03", student, nil, ""},
	})
	ask(t, FeeBase, []asked{
		{"insured", "2026-06-03", insured, "insured_wage", "01-QĐ/TW"},
		{"others", "2026-06-03", others, "regional_minimum", "01-QĐ/TW"},
	})
	ask(t, FeeAmount, []asked{
		{"student", "2026-06-03", student, 5000, "01-QĐ/TW"},
		{"insured", "2026-06-03", insured, nil, ""},
	})
	ask(t, FeeExemptYears, []asked{{"now", "2026-06-03", nil, 50, "01-QĐ/TW"}})
	ask(t, FeeReliefMonths, []asked{{"now", "2026-06-03", nil, 12, "01-QĐ/TW"}})
}

// H1: who may award what. H2: the limits of the year-end review.
func TestCommendationAndEvaluation(t *testing.T) {
	for level, want := range map[string]string{
		"cell": "praise", "section": "praise", "base_cell": "certificate", "base": "certificate",
		"superior": "certificate_streak", "province": "merit",
	} {
		forms, ok := CommendationForms.At(Default(), "2026-06-03", Facts{FactLevel: level})
		if !ok || !forms.Value.Has(want) || level == "cell" && forms.Value.Has("certificate") {
			t.Errorf("%s: %v", level, forms.Value)
		}
	}
	ask(t, CommendationStreakYears, []asked{{"now", "2026-06-03", nil, 5, "294-QĐ/TW"}})
	ask(t, EvaluationScore, []asked{
		{"124 scored nothing", "2025-08-29", Facts{FactGrade: "good"}, nil, ""},
		{"excellent", "2025-12-15", Facts{FactGrade: "excellent"}, 90, "366-QĐ/TW"},
		{"good", "2025-12-15", Facts{FactGrade: "good"}, 70, "366-QĐ/TW"},
		{"completed", "2025-12-15", Facts{FactGrade: "completed"}, 50, "366-QĐ/TW"},
		{"the lowest level has no least score", "2025-12-15", Facts{FactGrade: "not_completed"}, nil, ""},
	})
	ask(t, EvaluationCommonPoints, []asked{{"now", "2025-12-15", nil, 30, "366-QĐ/TW"}})
	ask(t, EvaluationBeyond, []asked{{"now", "2025-12-15", nil, 30, "366-QĐ/TW"}})
	ask(t, EvaluationLate, []asked{{"now", "2025-12-15", nil, 20, "366-QĐ/TW"}})
	ask(t, EvaluationCap, []asked{
		{"before 21-HD", "2019-10-17", nil, nil, ""},
		{"21-HD", "2022-12-15", nil, 20, "21-HD/BTCTW"},
		{"now", "2025-12-15", nil, 20, "366-QĐ/TW"},
	})
	ask(t, EvaluationCapBase, []asked{{"now", "2025-12-15", nil, "good", "366-QĐ/TW"}})
	levels, ok := EvaluationLevels.At(Default(), "2025-12-15", nil)
	if !ok || len(levels.Value) != 4 || levels.Value[0].Code != "excellent" {
		t.Errorf("levels %v", levels.Value)
	}
}
