package main

import (
	"errors"
	"fmt"
	"net/url"
	"os"
	"strings"

	"chibo/internal/app"
	"chibo/internal/notify/smtp"
)

// mailing says how mail leaves the installation. Without a server none does.
type mailing struct {
	URL              string `name:"url" help:"Address at which people reach chibo, as mails name it." placeholder:"https://HOST"`
	SMTPHost         string `name:"smtp-host" help:"Mail server; without one no mail is sent." placeholder:"HOST:PORT"`
	SMTPUser         string `name:"smtp-user" help:"User of the mail server." placeholder:"NAME"`
	SMTPPasswordFile string `name:"smtp-password-file" help:"File that holds the user's password." type:"path" placeholder:"FILE"`
	SMTPFrom         string `name:"smtp-from" help:"Address that mails come from." placeholder:"ADDRESS"`
	SMTPSecurity     string `name:"smtp-security" help:"starttls, tls, or none (on this machine)." placeholder:"starttls"`
}

// apply adds mail to the options of the application. What does not fit
// together is refused before anything is opened.
func (m mailing) apply(o *app.Options) (err error) {
	if o.Address, err = m.address(); err != nil {
		return err
	}
	if m.SMTPHost == "" {
		if m.SMTPUser+m.SMTPPasswordFile+m.SMTPFrom+m.SMTPSecurity != "" {
			return errors.New("--smtp-host is missing: the other --smtp flags say how to use a mail server")
		}
		return nil
	}
	c := smtp.Config{Server: m.SMTPHost, User: m.SMTPUser, From: m.SMTPFrom, Security: smtp.StartTLS}
	if m.SMTPSecurity != "" {
		c.Security = smtp.Security(m.SMTPSecurity)
	}
	if (m.SMTPUser == "") != (m.SMTPPasswordFile == "") {
		return errors.New("--smtp-user and --smtp-password-file belong together")
	}
	if m.SMTPPasswordFile != "" {
		password, err := os.ReadFile(m.SMTPPasswordFile)
		if err != nil {
			return fmt.Errorf("--smtp-password-file: %w", err)
		}
		if c.Password = strings.TrimRight(string(password), "\r\n"); c.Password == "" {
			return fmt.Errorf("--smtp-password-file %s is empty", m.SMTPPasswordFile)
		}
	}
	if o.Mail, err = smtp.New(c); err != nil {
		return fmt.Errorf("--smtp: %w", err)
	}
	return nil
}

// address is --url without the slash at its end.
func (m mailing) address() (string, error) {
	if m.URL == "" {
		return "", nil
	}
	u, err := url.Parse(m.URL)
	if err != nil || u.Scheme != "https" && u.Scheme != "http" || u.Host == "" || u.User != nil || strings.Trim(u.Path, "/") != "" || u.RawQuery+u.Fragment != "" {
		return "", fmt.Errorf("--url %s: write the address alone, for example https://chibo.example.vn", m.URL)
	}
	return u.Scheme + "://" + u.Host, nil
}
