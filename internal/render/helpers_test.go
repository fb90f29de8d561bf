package render_test

import (
	"strings"

	"github.com/actionctl/connector/internal/terminal"
)

// cells is how wide a line is on a screen.
func cells(line string) int { return terminal.Cells(strings.TrimSuffix(line, "\n")) }
