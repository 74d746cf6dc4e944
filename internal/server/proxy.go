package server

import (
	"net/http"
	"net/netip"
	"strings"
)

// BehindProxy believes X-Forwarded-For from one address alone: the reverse
// proxy that brings HTTPS. From anybody else the header is dropped
// (safety S13).
func BehindProxy(next http.Handler, proxy netip.Addr) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		peer, err := netip.ParseAddrPort(r.RemoteAddr)
		if err == nil && peer.Addr().Unmap() == proxy.Unmap() {
			hops := strings.Split(r.Header.Get("X-Forwarded-For"), ",")
			if client, err := netip.ParseAddr(strings.TrimSpace(hops[len(hops)-1])); err == nil {
				r.RemoteAddr = netip.AddrPortFrom(client, 0).String()
			}
		}
		r.Header.Del("X-Forwarded-For")
		next.ServeHTTP(w, r)
	})
}
