package runtime

import (
	"bytes"
	"encoding/json"
	"math"
	"slices"
	"strconv"
	"sync"
	"unicode/utf8"
)

// jsonWriter writes values of JSON kinds as encoding/json does with its HTML escapes
// off, byte for byte, which TestMarshal and FuzzMarshal hold it to. It is there because
// encoding/json copies every member of an object by reflection: two thirds of the
// allocations of a create.
type jsonWriter struct {
	text  []byte
	names []string // of the objects that are being written, the innermost last
}

var jsonWriters = sync.Pool{New: func() any { return new(jsonWriter) }}

// largestKept bounds the memory that a writer keeps between bodies.
const largestKept = 1 << 20

// marshal writes JSON with <, > and & as they are.
func marshal(v any) ([]byte, error) {
	w := jsonWriters.Get().(*jsonWriter)
	err := w.value(v)
	text := bytes.Clone(w.text)
	clear(w.names[:cap(w.names)]) // they belong to the caller
	w.names, w.text = w.names[:0], w.text[:0]
	if cap(w.text) <= largestKept {
		jsonWriters.Put(w)
	}
	return text, err
}

func (w *jsonWriter) value(v any) error {
	switch v := v.(type) {
	case nil:
		w.text = append(w.text, "null"...)
	case bool:
		w.text = strconv.AppendBool(w.text, v)
	case string:
		w.text = appendText(w.text, v)
	case int:
		w.text = strconv.AppendInt(w.text, int64(v), 10)
	case int64:
		w.text = strconv.AppendInt(w.text, v, 10)
	case uint64:
		w.text = strconv.AppendUint(w.text, v, 10)
	case map[string]any:
		if v != nil {
			return w.object(v)
		}
		w.text = append(w.text, "null"...)
	case []any:
		if v != nil {
			return w.array(v)
		}
		w.text = append(w.text, "null"...)
	case float64:
		if math.IsNaN(v) || math.IsInf(v, 0) {
			return w.other(v)
		}
		w.text = appendFloat(w.text, v)
	default:
		return w.other(v)
	}
	return nil
}

// other writes what is rare, numbers as text among it, as encoding/json does.
func (w *jsonWriter) other(v any) error {
	if n, ok := v.(json.Number); ok && numberForm().MatchString(string(n)) {
		w.text = append(w.text, n...)
		return nil
	}
	buf := bytes.NewBuffer(w.text)
	enc := json.NewEncoder(buf)
	enc.SetEscapeHTML(false)
	err := enc.Encode(v)
	if err == nil {
		w.text = bytes.TrimSuffix(buf.Bytes(), []byte("\n"))
	}
	return err
}

func (w *jsonWriter) object(members map[string]any) error {
	from := len(w.names)
	for name := range members {
		w.names = append(w.names, name)
	}
	slices.Sort(w.names[from:])
	w.text = append(w.text, '{')
	for i := range len(members) {
		if i > 0 {
			w.text = append(w.text, ',')
		}
		name := w.names[from+i]
		w.text = append(appendText(w.text, name), ':')
		if err := w.value(members[name]); err != nil {
			return err
		}
	}
	w.names = w.names[:from]
	w.text = append(w.text, '}')
	return nil
}

func (w *jsonWriter) array(list []any) error {
	w.text = append(w.text, '[')
	for i, element := range list {
		if i > 0 {
			w.text = append(w.text, ',')
		}
		if err := w.value(element); err != nil {
			return err
		}
	}
	w.text = append(w.text, ']')
	return nil
}

// appendFloat writes a float as JavaScript does.
func appendFloat(text []byte, f float64) []byte {
	form := byte('f')
	if abs := math.Abs(f); abs != 0 && (abs < 1e-6 || abs >= 1e21) {
		form = 'e'
	}
	text = strconv.AppendFloat(text, f, form, -1, 64)
	if n := len(text); form == 'e' && n >= 4 && text[n-4] == 'e' && text[n-3] == '-' && text[n-2] == '0' {
		text[n-2] = text[n-1] // e-09 is e-9
		text = text[:n-1]
	}
	return text
}

const hexDigits = "0123456789abcdef"

// appendText writes a string. The line separators of Unicode are escaped, since
// JavaScript once could not read them.
func appendText(text []byte, s string) []byte {
	text = append(text, '"')
	plain := 0 // from here on nothing was written yet
	for i := 0; i < len(s); {
		c := s[i]
		if c >= utf8.RuneSelf {
			r, size := utf8.DecodeRuneInString(s[i:])
			switch {
			case r == utf8.RuneError && size == 1:
				text = append(append(text, s[plain:i]...), `\ufffd`...)
			case r == '\u2028' || r == '\u2029':
				text = append(append(text, s[plain:i]...), `\u202`...)
				text = append(text, hexDigits[r&0xf])
			default:
				i += size
				continue
			}
			i += size
			plain = i
			continue
		}
		if c >= ' ' && c != '"' && c != '\\' {
			i++
			continue
		}
		text = appendEscape(append(text, s[plain:i]...), c)
		i++
		plain = i
	}
	return append(append(text, s[plain:]...), '"')
}

func appendEscape(text []byte, c byte) []byte {
	switch c {
	case '"', '\\':
		return append(text, '\\', c)
	case '\b':
		return append(text, `\b`...)
	case '\f':
		return append(text, `\f`...)
	case '\n':
		return append(text, `\n`...)
	case '\r':
		return append(text, `\r`...)
	case '\t':
		return append(text, `\t`...)
	}
	return append(text, '\\', 'u', '0', '0', hexDigits[c>>4], hexDigits[c&0xf])
}
