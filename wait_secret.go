package connector

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/actionctl/connector/internal/dotted"
	"github.com/actionctl/connector/registry"
	"github.com/actionctl/connector/schema"
)

// checkNoSecrets refuses to wait where a handle would have to hold a secret. Lint
// refuses such descriptors too, but not everybody runs it.
func (c *Connector) checkNoSecrets(a, poll *registry.Action) error {
	if err := c.checkFollow(a, poll, a.Wait.With); err != nil {
		return err
	}
	if a.Wait.Abort == nil {
		return nil
	}
	abort, err := c.registry.Action(a.Wait.Abort.Action)
	if err != nil {
		return fmt.Errorf("%s: wait: %w", a.Name, err)
	}
	return c.checkFollow(a, abort, a.Wait.Abort.With)
}

func (c *Connector) checkFollow(a, target *registry.Action, with map[string]string) error {
	for _, name := range slices.Sorted(maps.Keys(with)) {
		if c.isSecret(target.ParamsSchema(), name) {
			return fmt.Errorf("%s: wait: parameter %s of %s is a secret, which a handle must not hold", a.Name, name, target.Name)
		}
		side, path, _ := strings.Cut(with[name], ".")
		doc := a.ParamsSchema()
		if side == "response" {
			if a.Response == nil {
				continue
			}
			doc = a.Response.Schema
		}
		if c.isSecret(doc, path) {
			return fmt.Errorf("%s: wait: %s is a secret, which a handle must not hold", a.Name, with[name])
		}
	}
	return nil
}

// isSecret reports whether what stands at a path of a document's values is a secret.
func (c *Connector) isSecret(doc registry.Schema, path string) bool {
	const probe = "probe"
	redacted := c.Types().Redact(schema.Document(doc), dotted.With(nil, path, probe))
	v, ok := dotted.At(redacted, path)
	return !ok || v != probe
}
