package world

import "encoding/json"

// Handle is a file that is open for writing.
type Handle struct {
	Collection string `json:"collection"`
	Path       string `json:"path"`
	Data       []byte `json:"data"`
}

func (d *doing) fileOpen(name string) (Answer, *Problem) {
	old := d.c.find([]string{name})
	if old != nil && !old.Seed && get(d.call.Params, d.words.Overwrite) != true {
		return Answer{}, taken("%s already exists; overwrite it or take another name", name)
	}
	id := d.form("integer", d.c.kind.Name)
	d.Handles[id] = &Handle{Collection: d.c.kind.Name, Path: name}
	d.log.handle(id)
	return Answer{At: "$", Item: map[string]any{d.words.Handle: json.Number(id)}}, nil
}

// handle is the open file that the call names. The example of the parameter is any.
func (d *doing) handle() (string, *Handle, *Problem) {
	id := text(get(d.call.Params, d.words.Handle))
	h := d.Handles[id]
	if h == nil && d.isExample(d.words.Handle, id) {
		return id, &Handle{}, nil
	}
	if h == nil {
		return id, nil, missing("Handle %s does not exist; files are opened anew in every sandbox", id)
	}
	return id, h, nil
}

func (d *doing) fileAppend() (Answer, *Problem) {
	id, h, no := d.handle()
	if no != nil {
		return Answer{}, no
	}
	data, no := d.bytes()
	if no != nil {
		return Answer{}, no
	}
	if len(h.Data)+len(data) > MaxFile {
		return Answer{}, invalid("%s: more than the %d MiB that a sandbox keeps of a file", h.Path, MaxFile>>20)
	}
	h.Data = append(h.Data, data...)
	d.log.handle(id)
	return Answer{}, nil
}

func (d *doing) fileClose() (Answer, *Problem) {
	id, h, no := d.handle()
	if no != nil || h.Path == "" {
		return Answer{}, no
	}
	delete(d.Handles, id)
	d.log.handle(id)
	return Answer{}, d.store(h.Path, h.Data, true)
}
