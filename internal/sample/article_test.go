package sample_test

import (
	"encoding/json"
	"errors"
	"testing"

	gocmp "github.com/google/go-cmp/cmp"

	"chibo/internal/access"
	"chibo/internal/commendation"
	"chibo/internal/db"
	"chibo/internal/dbtest"
	"chibo/internal/meeting/year"
	"chibo/internal/member"
	"chibo/internal/org"
	"chibo/internal/sample"
	"chibo/internal/sample/article"
)

// What each article states.
var stated = map[string]string{
	"S0": `{"as_of":"2013-12-31","topics_assigned_percent":100,"members_completed_tasks_well_percent":100,"committee_awards_years_in_a_row":5,"bloc_awards_2013":1}`,
	"S1": `{"as_of":"2010-12-31","direct_units":19,"members":402,"share_of_staff_percent":40,"admitted_2005_2010":115,"admission_target_percent":230,` +
		`"three_years":{"province_bang_khen":{"collectives":1,"persons":2},"bloc_giay_khen":{"collectives":2,"persons":4}},` +
		`"five_years":{"department_giay_khen":{"collective_luot":17,"individual_luot":76}},"hotline_calls_trend":"down","praise_trend":"up"}`,
	"S2": `{"as_of":"2013-12-31","reporters_a_month_min":1,"reporters_a_month_max":2,"thematic_meetings_a_quarter":1,"months_with_reports":8,"turns_a_year_small_cell":2}`,
	"S3": `{"as_of":"2024-06-14","members":37,"staff":88,"admitted_since_2022":9}`,
	"S4": `{"as_of":"2019-10-29","official_members":10,"women":8,"presenters_a_briefing_min":1,"presenters_a_briefing_max":2}`,
}

func computed(t *testing.T, s sample.Services, source string) string {
	t.Helper()
	figures, err := article.Compute(t.Context(), s.DB, source)
	if err != nil {
		t.Fatal(err)
	}
	text, err := json.Marshal(figures)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// H5: every figure that the five articles state is computed from the sample.
func checkArticles(t *testing.T, s sample.Services) {
	for _, source := range article.Sources {
		t.Run(source, func(t *testing.T) {
			if diff := gocmp.Diff(`{"`+source+`":`+stated[source]+`}`, computed(t, s, source)); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// Who changes a record changes the figure. It leaves the sample changed.
func checkArticlesFollow(t *testing.T, s sample.Services) {
	all, ctx, by := units(t, s), t.Context(), access.Console
	for source, change := range map[string]func() error{
		"S0": func() error {
			r, err := s.Awards.List(ctx, by, all["S0"].ID, commendation.Filter{Level: commendation.ByBloc})
			if err != nil {
				return err
			}
			return s.Awards.Strike(ctx, by, r.Awards[0].ID, r.Awards[0].Version, "Nhập nhầm")
		},
		"S1": func() error {
			_, err := s.Awards.Enter(ctx, by, all["S1.03"].ID, commendation.AwardForm{
				SubjectForm: commendation.SubjectForm{Kind: commendation.Collective, Unit: all["S1.03"].ID},
				Merit:       commendation.Merit{Form: commendation.Certificate, Level: commendation.ByDepartment, Occasion: commendation.Yearly, Year: 2010},
				Decision:    commendation.Decision{Giver: "Đảng ủy Sở Y tế", Number: "58-QĐ/ĐU", On: "2010-12-30"},
			})
			return err
		},
		"S2": func() error { return s.Years.Draw(ctx, by, all["S2"].ID, 2013, year.Pattern{Day: 5}) },
		"S3": func() error { return s.Orgs.CountStaff(ctx, by, all["S3"].ID, "2024-01-01", 90) },
		"S4": func() error {
			return s.DB.Write(ctx, by, func(tx *db.Tx) error {
				_, err := s.Members.EnterTx(tx, by, all["S4"].ID, member.Form{
					Person: member.Person{Name: "Trần Thị B", Sex: "female", Birth: "1990-01-02"},
					Party:  member.Party{AdmittedOn: "2017-01-02"}, Status: member.Official, From: "2019-01-02",
				})
				return err
			})
		},
	} {
		t.Run(source, func(t *testing.T) {
			before := computed(t, s, source)
			if err := change(); err != nil {
				t.Fatal(err)
			}
			if after := computed(t, s, source); after == before {
				t.Errorf("still %s", after)
			}
		})
	}
}

// An installation of one's own has none of the figures.
func TestFiguresOfNobody(t *testing.T) {
	s := services(t, dbtest.SQLite(t, dbtest.NewClock()))
	if _, err := s.Orgs.Found(t.Context(), access.Console, org.Form{Name: "Chi bộ Khoa Dược", Kind: "cell", From: "2010-01-01"}); err != nil {
		t.Fatal(err)
	}
	if _, err := article.Compute(t.Context(), s.DB, article.Sources...); !errors.Is(err, article.ErrMissing) {
		t.Errorf("got %v", err)
	}
}
