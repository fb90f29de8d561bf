package world

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"math/big"
	"strconv"
	"time"
)

// began is when time begins in a sandbox; it moves by a second with every item, so
// that the same calls give the same answers.
var began = time.Date(2026, time.January, 31, 9, 0, 0, 0, time.UTC)

func (w *World) now() time.Time { return began.Add(time.Duration(w.Counter) * time.Second) }

// id makes an id of a form. The same calls in the same order make the same ids.
func (w *World) id(c *Collection, above []string) string {
	form := "uuid"
	if last := c.kind.Key[len(c.kind.Key)-1]; w.types.Resolve(w.document(c.kind, last))["type"] == "integer" {
		form = "integer"
	}
	if c.words.ID != nil && *c.words.ID != "" {
		form = *c.words.ID
	}
	if form == "count" {
		return w.count(c, above)
	}
	return w.form(form, c.kind.Name)
}

func (w *World) form(form, name string) string {
	w.Counter++
	sum := sha256.Sum256(fmt.Appendf(nil, "%s\x00%d", name, w.Counter))
	text := hex.EncodeToString(sum[:])
	letters := new(big.Int).SetBytes(sum[8:24]).Text(36)
	digits := new(big.Int).SetBytes(sum[:16]).String()
	switch form {
	case "hex":
		return text[:32]
	case "hex16":
		return text[:16]
	case "hex64":
		return text
	case "digits":
		return "1" + digits[:15]
	case "integer":
		return "1" + digits[:14]
	case "cluster":
		return w.now().Format("0102-150405") + "-" + letters[:8]
	case "pool":
		return w.now().Format("0102-150405") + "-sands" + digits[:2] + "-pool-" + letters[:8]
	}
	return text[:8] + "-" + text[8:12] + "-4" + text[13:16] + "-8" + text[17:20] + "-" + text[20:32]
}

// count is one more than the largest number below a parent.
func (w *World) count(c *Collection, above []string) string {
	w.Counter++
	n := 0
	for _, it := range c.Items {
		if hasPrefix(it.Key, above) {
			if i, err := strconv.Atoi(it.Key[len(it.Key)-1]); err == nil {
				n = max(n, i)
			}
		}
	}
	return strconv.Itoa(n + 1)
}

// number gives the parts of an item ids of their own.
func (w *World) number(c *Collection, it *Item) {
	p := c.words.Parts
	if p == nil {
		return
	}
	list, _ := get(it.Fields, p.Items).([]any)
	for _, e := range list {
		if part, ok := e.(map[string]any); ok {
			put(part, p.ID, json.Number(w.form("integer", c.kind.Name)))
		}
	}
}
