package main

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"net/netip"
	"os"
	"path/filepath"
	"strconv"
	"time"

	"chibo/internal/app"
	"chibo/internal/server"
	"chibo/internal/server/ownca"
)

type serveCmd struct {
	state
	listen
	mailing
}

// listen says on which address, and how.
type listen struct {
	Addr         string `help:"Address to listen on. Any but this machine's own is served by HTTPS." default:"127.0.0.1:8080" placeholder:"HOST:PORT"`
	TLSCert      string `name:"tls-cert" help:"Certificate for HTTPS (PEM); without one chibo makes its own authority." type:"path" and:"tls"`
	TLSKey       string `name:"tls-key" help:"Key of the certificate (PEM)." type:"path" and:"tls"`
	TrustedProxy string `help:"Address of the reverse proxy that brings HTTPS; its headers alone are believed." placeholder:"IP"`
	InsecureHTTP bool   `name:"insecure-http" help:"Serve plain HTTP to the network: everything can be read on the way."`
}

// Run serves until it is told to stop.
func (c serveCmd) Run(ctx context.Context, out io.Writer) error {
	o := c.options()
	if err := c.apply(&o); err != nil {
		return err
	}
	return c.listen.serve(ctx, out, o, nil)
}

// how the address is served.
type scheme struct {
	name   string
	tls    *tls.Config
	secure bool
	ca     *ownca.Authority
	notes  []app.Notice
	proxy  netip.Addr
}

// serve opens the state, prepares it and answers until ctx ends.
func (l listen) serve(ctx context.Context, out io.Writer, o app.Options, prepare func(context.Context, *app.App) error) error {
	s, err := l.scheme(o.Dir)
	if err != nil {
		return err
	}
	o.Secure, o.Notes, o.Idle = s.secure, append(o.Notes, s.notes...), false
	a, err := app.Open(ctx, o)
	if err != nil {
		return err
	}
	if prepare != nil {
		if err := prepare(ctx, a); err != nil {
			return errors.Join(err, a.Close())
		}
	}
	ln, err := net.Listen("tcp", l.Addr)
	if err != nil {
		return errors.Join(fmt.Errorf("cannot listen on %s: %w (is another program using it? choose another with --addr)", l.Addr, err), a.Close())
	}
	if s.tls != nil {
		ln = tls.NewListener(ln, s.tls)
	}
	srv := server.Listen(s.wrap(a.Handler()))
	srv.RegisterOnShutdown(a.Server.EndStreams)
	ended := make(chan error, 1)
	go func() { ended <- srv.Serve(ln) }()
	s.announce(out, ln.Addr())
	select {
	case err = <-ended:
	case <-ctx.Done():
		err = shutdown(srv)
	}
	return errors.Join(err, a.Close())
}

// announce prints the addresses at which people reach the program.
func (s scheme) announce(out io.Writer, addr net.Addr) {
	hosts := []string{addr.String()}
	if tcp, ok := addr.(*net.TCPAddr); ok && tcp.IP.IsUnspecified() {
		if all, err := ownca.Hosts(""); err == nil {
			hosts = nil
			for _, h := range all {
				hosts = append(hosts, net.JoinHostPort(h, strconv.Itoa(tcp.Port)))
			}
		}
	}
	for _, h := range hosts {
		fmt.Fprintf(out, "chibo %s: %s://%s\n", version, s.name, h)
	}
	if s.ca != nil {
		fmt.Fprintf(out, "Own certificate authority, to install on each device: %s://%s/ca\n  fingerprint %s\n", s.name, hosts[len(hosts)-1], s.ca.Fingerprint())
	}
}

func shutdown(srv *http.Server) error {
	ctx, cancel := context.WithTimeout(context.Background(), 10*time.Second)
	defer cancel()
	slog.Info("stopping")
	if err := srv.Shutdown(ctx); err != nil {
		return srv.Close()
	}
	return nil
}

func (l listen) scheme(dir string) (scheme, error) {
	host, _, err := net.SplitHostPort(l.Addr)
	if err != nil {
		return scheme{}, fmt.Errorf("--addr %s: write HOST:PORT, for example 127.0.0.1:8080", l.Addr)
	}
	if l.TLSCert != "" {
		pair, err := tls.LoadX509KeyPair(l.TLSCert, l.TLSKey)
		if err != nil {
			return scheme{}, fmt.Errorf("the certificate cannot be used: %w", err)
		}
		return secured(pair, nil), nil
	}
	if l.TrustedProxy != "" {
		proxy, err := netip.ParseAddr(l.TrustedProxy)
		if err != nil {
			return scheme{}, fmt.Errorf("--trusted-proxy %s: write its IP address", l.TrustedProxy)
		}
		return scheme{name: "http", secure: true, proxy: proxy}, nil
	}
	if ip := net.ParseIP(host); host == "localhost" || ip != nil && ip.IsLoopback() {
		return scheme{name: "http"}, nil
	}
	if l.InsecureHTTP {
		return scheme{name: "http", notes: []app.Notice{app.InsecureNotice}}, nil
	}
	return ownScheme(dir, host)
}

func ownScheme(dir, host string) (scheme, error) {
	folder := filepath.Join(dir, "tls")
	ca, err := ownca.Open(folder, time.Now())
	if err != nil {
		return scheme{}, err
	}
	hosts, err := ownca.Hosts(host)
	if err != nil {
		return scheme{}, err
	}
	pair, err := ca.Server(folder, hosts, time.Now())
	if err != nil {
		return scheme{}, err
	}
	return secured(pair, &ca), nil
}

func secured(pair tls.Certificate, ca *ownca.Authority) scheme {
	return scheme{name: "https", secure: true, ca: ca, tls: &tls.Config{Certificates: []tls.Certificate{pair}, MinVersion: tls.VersionTLS12, NextProtos: []string{"h2", "http/1.1"}}}
}

// wrap adds what belongs to the address: the page of the own authority, and
// the client's address behind a trusted proxy.
func (s scheme) wrap(h http.Handler) http.Handler {
	if s.proxy.IsValid() {
		h = server.BehindProxy(h, s.proxy)
	}
	if s.ca == nil {
		return h
	}
	mux := http.NewServeMux()
	mux.Handle("/", h)
	mux.HandleFunc("GET /ca", func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "application/x-pem-file")
		w.Header().Set("Content-Disposition", `attachment; filename="chibo-ca.pem"`)
		_, _ = w.Write(s.ca.PEM)
	})
	return mux
}

func init() {
	slog.SetDefault(slog.New(slog.NewTextHandler(os.Stderr, &slog.HandlerOptions{Level: slog.LevelInfo})))
}
