package world

import (
	"encoding/json"
	"strconv"
	"time"

	"github.com/actionctl/connector/schema"
)

// me is who does everything in a sandbox.
const me = "sandbox@example.com"

// Fields that tell who made or changed an item, and when, are called so all over
// the service.
var (
	whenMade    = []string{"created_time", "creation_time", "create_time", "created_at", "created_timestamp", "creation_timestamp", "created_at_timestamp", "start_time"}
	whenChanged = []string{"updated_at", "update_time", "last_update_time", "last_updated_timestamp", "last_modified"}
	whoMade     = []string{"creator_user_name", "created_by", "creator", "creator_name", "owner", "owner_user_name"}
	whoChanged  = []string{"updated_by", "last_modifier_user_name"}
)

// stamp tells in an item who made or changed it, and when.
func (w *World) stamp(doc schema.Document, fields map[string]any, made bool) {
	known := w.fieldsOf(doc)
	set := func(names []string, who bool) {
		for _, name := range names {
			child, ok := known[name].(map[string]any)
			if !ok {
				continue
			}
			switch w.types.Resolve(child)["type"] {
			case "integer":
				if !who {
					fields[name] = json.Number(strconv.FormatInt(w.now().UnixMilli(), 10))
				}
			case "string":
				if who {
					fields[name] = me
				} else {
					fields[name] = w.now().Format(time.RFC3339)
				}
			}
		}
	}
	if made {
		set(whenMade, false)
		set(whoMade, true)
	}
	set(whenChanged, false)
	set(whoChanged, true)
}
