package diskfile

import "errors"

// ErrInUse says that another program has the file open.
var ErrInUse = errors.New("another program is using it")
