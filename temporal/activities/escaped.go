package activities

import "bytes"

// grows are what encoding/json escapes in JSON that it is given, and by how many bytes.
var grows = map[string]int{
	"<": len(`\u003c`) - len("<"), ">": len(`\u003e`) - len(">"), "&": len(`\u0026`) - len("&"),
	"\u2028": len(`\u2028`) - len("\u2028"), "\u2029": len(`\u2029`) - len("\u2029"),
}

// escaped is how many bytes JSON takes in a payload, where encoding/json has written it.
func escaped(text []byte) int {
	size := len(text)
	for what, more := range grows {
		size += more * bytes.Count(text, []byte(what))
	}
	return size
}
