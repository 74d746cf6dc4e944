package web

import (
	"chibo/internal/reflection"
)

type handlers struct{ reports *reflection.Service }
