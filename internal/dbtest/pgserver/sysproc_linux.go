package pgserver

import (
	"os"
	"syscall"
)

// inside is the number that root has in the server's own user namespace.
const inside = 1000

// unprivileged returns how PostgreSQL's programs are started: in a process
// group of their own, so that Ctrl+C reaches them through Stop alone, and
// ended with the process that started them. They refuse to run as root; a
// user namespace in which root is called 1000 satisfies them and still lets
// them into folders that only root may enter.
func unprivileged() *syscall.SysProcAttr {
	attr := &syscall.SysProcAttr{Setpgid: true, Pdeathsig: syscall.SIGQUIT}
	if os.Geteuid() == 0 {
		attr.Cloneflags = syscall.CLONE_NEWUSER
		attr.UidMappings = []syscall.SysProcIDMap{{ContainerID: inside, HostID: 0, Size: 1}}
		attr.GidMappings = []syscall.SysProcIDMap{{ContainerID: inside, HostID: 0, Size: 1}}
	}
	return attr
}
