//go:build !linux

package pgserver

import "syscall"

// unprivileged asks for nothing special: the tests are not run as root here.
func unprivileged() *syscall.SysProcAttr {
	return &syscall.SysProcAttr{}
}
