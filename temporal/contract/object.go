package contract

// Object is where something is that is too large for the history of a workflow. Who knows
// one may have it read by any worker of its store, whatever the connection.
type Object struct {
	URI    string `json:"uri"`
	Size   int64  `json:"size"`
	SHA256 string `json:"sha256"`          // in hex
	Type   string `json:"type,omitempty"`  // such as application/json, application/jsonl
	Count  int    `json:"count,omitempty"` // lines, of application/jsonl
}

// Range is a part of an object to read.
type Range struct {
	Object Object `json:"object"`
	Offset int64  `json:"offset,omitempty"`
	Length int64  `json:"length,omitempty"` // bytes at most; 0 is as many as an answer may have
}

// Chunk is a part of an object.
type Chunk struct {
	Text string `json:"text,omitempty"` // where the bytes are whole UTF-8
	Data []byte `json:"data,omitempty"` // base64, where they are not
	Next int64  `json:"next,omitempty"` // the offset of what follows; 0 at the end
}
