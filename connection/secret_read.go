package connection

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"github.com/zalando/go-keyring"
)

// maxSecret bounds a secret; longer files and outputs are something else.
const maxSecret = 64 << 10

// read gets the secret from where it is. The error says where that is and never what
// was found there.
func (m machine) read(ctx context.Context, s secret) (string, error) {
	text, err := m.readRaw(ctx, s)
	if err != nil {
		return "", fmt.Errorf("%s: %w", s, err)
	}
	if text == "" {
		return "", fmt.Errorf("%s: it is empty", s)
	}
	return text, nil
}

func (m machine) readRaw(ctx context.Context, s secret) (string, error) {
	switch s.scheme {
	case "":
		return s.rest, nil
	case fromEnv:
		text := m.getenv(s.rest)
		if text == "" {
			return "", errors.New("the variable is not set")
		}
		return text, nil
	case fromFile:
		return m.readFile(s.rest)
	case fromCommand:
		words, err := splitWords(s.rest)
		if err != nil {
			return "", err
		}
		out, err := output(ctx, words, nil)
		return strings.TrimSpace(string(out)), err
	}
	service, name, _ := strings.Cut(s.rest, "/")
	text, err := m.fromKeyring(service, name)
	if errors.Is(err, keyring.ErrNotFound) {
		return "", errors.New("the keyring has no such entry")
	}
	if err != nil {
		return "", errors.New("the keyring of this system does not answer; use file: or command: where there is none")
	}
	return text, nil
}

// readFile reads a file, less one newline at its end.
func (m machine) readFile(path string) (string, error) {
	path, err := m.expandHome(path)
	if err != nil {
		return "", err
	}
	f, err := os.Open(path)
	if err != nil {
		return "", bareFileError(err)
	}
	defer func() { _ = f.Close() }() // only read from
	text, err := io.ReadAll(io.LimitReader(f, maxSecret+1))
	if err != nil {
		return "", bareFileError(err)
	}
	if len(text) > maxSecret {
		return "", fmt.Errorf("larger than %d KiB, which is no secret", maxSecret>>10)
	}
	return strings.TrimSuffix(strings.TrimSuffix(string(text), "\n"), "\r"), nil
}

// bareFileError takes off the path, which the message names already.
func bareFileError(err error) error {
	var p *os.PathError
	if errors.As(err, &p) {
		return p.Err
	}
	return err
}

// home is the home folder, "" when it is not known.
func (m machine) home() string {
	if home := m.getenv("HOME"); home != "" {
		return home
	}
	return m.getenv("USERPROFILE")
}

// expandHome puts the home folder in place of ~.
func (m machine) expandHome(path string) (string, error) {
	rest, ok := strings.CutPrefix(path, "~/")
	if !ok {
		return path, nil
	}
	home := m.home()
	if home == "" {
		return "", errors.New("~ is not known: HOME is not set")
	}
	return filepath.Join(home, rest), nil
}
