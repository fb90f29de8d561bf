package batch

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"

	connector "github.com/actionctl/connector"
	"github.com/actionctl/connector/internal/spelling"
)

// maxID bounds an id, which the journal keeps.
const maxID = 1024

// words are what a line may say.
var words = []string{"id", "connection", "action", "params", "wait", "all"}

// parse reads a line into c and names all that is wrong with it, but no values: they
// may be secrets. What is right is there also when something else is wrong.
func parse(line []byte, c *connector.BatchCall) error {
	if !utf8.Valid(line) {
		return errors.New("the line is not UTF-8")
	}
	dec := json.NewDecoder(bytes.NewReader(line))
	dec.UseNumber()
	var p problems
	if err := object(dec, func(word string, value json.RawMessage) { p.add(take(word, value, c)) }, &p); err != nil {
		return err
	}
	if c.Call.Action == "" && !p.about("action") {
		p.add(errors.New("action is missing"))
	}
	return p.err()
}

// object gives out the members of the one JSON object there is.
func object(dec *json.Decoder, member func(string, json.RawMessage), p *problems) error {
	first, err := dec.Token()
	if err != nil {
		return notJSON(err)
	}
	if first != json.Delim('{') {
		return fmt.Errorf("the line is %s, not an object with an action", kindOf(first))
	}
	seen := map[string]bool{}
	for dec.More() {
		name, err := dec.Token()
		if err != nil {
			return notJSON(err)
		}
		word, _ := name.(string)
		var value json.RawMessage
		if err := dec.Decode(&value); err != nil {
			return notJSON(err)
		}
		if seen[word] {
			p.add(fmt.Errorf("%s is there twice", shown(word)))
			continue
		}
		seen[word] = true
		member(word, value)
	}
	if _, err := dec.Token(); err != nil {
		return notJSON(err)
	}
	if _, err := dec.Token(); !errors.Is(err, io.EOF) {
		return errors.New("more follows behind the object; a line is one call")
	}
	return nil
}

// take puts the value of one word where it belongs.
func take(word string, value json.RawMessage, c *connector.BatchCall) error {
	if string(value) == "null" {
		return known(word)
	}
	switch word {
	case "id":
		return takeID(value, c)
	case "connection":
		return decode(word, value, &c.Call.Connection, "a string")
	case "action":
		return decode(word, value, &c.Call.Action, "a string")
	case "params":
		return decode(word, value, &c.Call.Params, "an object")
	case "wait":
		return decode(word, value, &c.Wait, "true or false")
	case "all":
		return decode(word, value, &c.All, "true or false")
	}
	return known(word)
}

func known(word string) error {
	for _, w := range words {
		if w == word {
			return nil
		}
	}
	return fmt.Errorf("%s is not known%s", shown(word), spelling.DidYouMean(word, words))
}

func decode(word string, value json.RawMessage, into any, want string) error {
	dec := json.NewDecoder(bytes.NewReader(value))
	dec.UseNumber()
	if err := dec.Decode(into); err != nil {
		return fmt.Errorf("%s is not %s", word, want)
	}
	return nil
}

func takeID(value json.RawMessage, c *connector.BatchCall) error {
	switch id := strings.TrimLeft(string(value), "-"); {
	case value[0] == '"':
		if err := json.Unmarshal(value, &c.ID); err != nil {
			return notJSON(err)
		}
	case id != "" && strings.Trim(id, "0123456789") == "":
		c.ID, c.NumericID = string(value), true
	default:
		return errors.New("id is neither a string nor an integer")
	}
	if len(c.ID) > maxID {
		c.ID = ""
		return fmt.Errorf("id is longer than %d bytes", maxID)
	}
	if c.ID == "" {
		return errors.New("id is empty; leave it out and the line has its number")
	}
	return nil
}
