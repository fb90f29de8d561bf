package registry

import (
	"maps"
	"slices"
	"strings"
)

// checkNoSecrets makes sure that what a wait carries from call to call is no secret: it
// is written down so that another process can go on waiting.
func (d *descriptor) checkNoSecrets(f *Follow) {
	const key = "wait"
	target, ok := d.action(f.Action)
	if !ok {
		return // reported already
	}
	for _, name := range slices.Sorted(maps.Keys(f.With)) {
		if d.types.secret(target.ParamsSchema(), name) {
			d.fault(key, key, "parameter %s of %s is a secret; a handle of the wait would hold it", name, target.Name)
		}
		from := d.a.ParamsSchema()
		side, dotted, _ := strings.Cut(f.With[name], ".")
		if side == "response" {
			if d.a.Response == nil {
				continue
			}
			from = d.a.Response.Schema
		}
		if d.types.secret(from, dotted) {
			d.fault(key, key, "%s is a secret; a handle of the wait would hold it", f.With[name])
		}
	}
}

// secret reports whether the value at a dotted path below s, or one that it is part
// of, is marked as a secret.
func (t *typeSet) secret(s Schema, dotted string) bool {
	for step := range strings.SplitSeq(dotted, ".") {
		next, ok := child(t.resolve(s), step)
		if !ok {
			return false
		}
		if next["x-sensitive"] == true || t.resolve(next)["x-sensitive"] == true {
			return true
		}
		s = next
	}
	return false
}
