package main

import (
	"cmp"

	connector "github.com/actionctl/connector"
	"github.com/actionctl/connector/audit"
)

const (
	auditEnv     = "ACTIONCTL_AUDIT"
	auditModeEnv = "ACTIONCTL_AUDIT_MODE"
)

// openAudit opens the file of the records; nil when nobody wants one.
func openAudit(s *streams, f *flags) (*audit.File, connector.Audit, error) {
	file := cmp.Or(f.audit, s.getenv(auditEnv))
	mode, from := audit.Mode(f.auditMode), "--audit-mode"
	if mode == "" {
		mode, from = audit.Mode(s.getenv(auditModeEnv)), auditModeEnv
	}
	if err := mode.Validate(); err != nil {
		return nil, connector.Audit{}, usagef("%s: %w", from, err)
	}
	if file == "" {
		if f.auditMode != "" {
			return nil, connector.Audit{}, usagef("--audit-mode needs a file for the records: --audit FILE")
		}
		return nil, connector.Audit{}, nil
	}
	mode = cmp.Or(mode, audit.StrictMutations)
	opened, err := audit.Open(file, audit.Options{})
	return opened, connector.Audit{To: opened, Mode: mode}, err
}
