package main

import (
	"context"
	"fmt"
	"io"
	"text/tabwriter"

	"chibo/internal/access"
	"chibo/internal/app"
	"chibo/internal/i18n"
	"chibo/internal/sample"
)

type demoCmd struct {
	Addr  string `help:"Address to listen on. Any but this machine's own is served by HTTPS." default:"127.0.0.1:8080" placeholder:"HOST:PORT"`
	Data  string `help:"Data folder, the demo's own." default:"data/demo" type:"path" placeholder:"DIR"`
	DB    string `name:"db" help:"PostgreSQL instead of SQLite in the data folder." placeholder:"postgres://…"`
	Today string `help:"Date that the demo calls today; the clock then runs. Without it the machine's." placeholder:"YYYY-MM-DD"`
}

// Run fills an empty data folder with the sample organisations, tells how to
// sign in, and serves. A folder that holds them already is served as it is.
func (c demoCmd) Run(ctx context.Context, out io.Writer) error {
	clock, err := shifted(c.Today)
	if err != nil {
		return err
	}
	o := app.Options{Dir: c.Data, URL: c.DB, Clock: clock, NoSecondFactor: true, Notes: []app.Notice{app.DemoNotice}}
	return listen{Addr: c.Addr}.serve(ctx, out, o, func(ctx context.Context, a *app.App) error {
		s := sample.Services{
			Mobilising: a.Mobilising, Reviews: a.Reviews,
			DB: a.DB, Orgs: a.Orgs, Members: a.Members, Accounts: a.Accounts, Documents: a.Documents, Notices: a.Notices, Directives: a.Directives,
			Tasks: a.Tasks, Meetings: a.Meetings, Deeds: a.Deeds, Years: a.Years, Themes: a.Themes, Carries: a.Carries, Exchanges: a.Exchanges,
			Ballots: a.Ballots, Commitments: a.Commitments, Reflections: a.Reflections, Qualities: a.Qualities, Topics: a.Topics, Admissions: a.Admissions, Movements: a.Movements,
			Targets: a.Targets, Awards: a.Awards, Feedback: a.Feedback, Bulletin: a.Bulletin, Welfare: a.Welfare, Evaluations: a.Evaluations, Campaigns: a.Campaigns, Tables: a.Tables,
		}
		s.Consultations, s.Steps, s.Library = a.Consultations, a.Steps, a.Library
		s.Conducts, s.Contests = a.Conducts, a.Contests
		s.Calendars, s.Periodics = a.Calendars, a.Periodics
		logins, err := s.Fill(ctx, a.DB.Now().Date())
		if err == nil {
			err = a.Privacy.AcknowledgeAll(ctx, access.Console)
		}
		if err != nil {
			return err
		}
		return printLogins(out, a.Server.Catalog(), logins)
	})
}

// printLogins tells the accounts of the sample, a line each.
func printLogins(out io.Writer, texts *i18n.Catalog, logins []sample.Login) error {
	w := tabwriter.NewWriter(out, 0, 0, 2, ' ', 0)
	fmt.Fprintln(w, "VAI TRÒ\tTỔ CHỨC\tTÊN ĐĂNG NHẬP")
	for _, l := range logins {
		unit := l.Unit
		if unit == "" {
			unit = "–"
		}
		fmt.Fprintf(w, "%s\t%s\t%s\n", texts.Text(i18n.Vi, "ui.role_"+string(l.Role)), unit, l.Username)
	}
	fmt.Fprintf(w, "Mật khẩu chung: %s (Password of all: %s)\n\n", sample.Password, sample.Password)
	return w.Flush()
}
