package activities

import (
	"context"
	"encoding/json"
	"errors"
	"io"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/actionctl/connector/temporal/contract"
	"github.com/actionctl/connector/temporal/objects"
)

func readOf(t *testing.T, r contract.Range) string {
	t.Helper()
	text, err := json.Marshal(r)
	require.NoError(t, err)
	return string(text)
}

func keep(t *testing.T, a *Activities, text, typ string) contract.Object {
	t.Helper()
	o, err := a.Objects.Put(t.Context(), "x", strings.NewReader(text), typ)
	require.NoError(t, err)
	return o
}

// chunksOf reads an object chunk by chunk.
func chunksOf(t *testing.T, a *Activities, r contract.Range) []contract.Chunk {
	t.Helper()
	var all []contract.Chunk
	for {
		var c contract.Chunk
		require.NoError(t, (&temporalService{}).run(t, a, contract.ReadObject, readOf(t, r), &c))
		whole, err := json.Marshal(c)
		require.NoError(t, err)
		assert.LessOrEqual(t, len(whole), a.MaxPayload+100)
		all = append(all, c)
		if r.Offset = c.Next; c.Next == 0 {
			return all
		}
		require.Less(t, len(all), 100, "it does not get on")
	}
}

func TestReadObject(t *testing.T) {
	a := once(t, jobs(0, 0, nil), maxPayload(16<<10), withStore(t))
	for name, c := range map[string]struct {
		text, typ string
		length    int64
		isText    bool
	}{
		"nothing":          {"", "text/plain", 0, true},
		"a little":         {"hello", "text/plain", 0, true},
		"much":             {strings.Repeat("0123456789abcdef", 4<<10), "text/plain", 0, true},
		"wide characters":  {strings.Repeat("aü€😀", 4<<10), "text/plain", 0, true},
		"odd pieces":       {strings.Repeat("aü€😀", 3), "text/plain", 7, true},
		"bytes":            {strings.Repeat("\xff\x00\x80", 8<<10), "application/octet-stream", 0, false},
		"smaller than one": {"😀", "text/plain", 1, false},
		"what JSON widens": {strings.Repeat("\x01", 20<<10), "text/plain", 0, false},
		"markup":           {strings.Repeat("<&>", 10<<10), "text/html", 0, false},
		"lines":            {strings.Repeat(`{"name":"x"}`+"\n", 4<<10), typeLines, 0, true},
	} {
		t.Run(name, func(t *testing.T) {
			text := ""
			for i, chunk := range chunksOf(t, a, contract.Range{Object: keep(t, a, c.text, c.typ), Length: c.length}) {
				if c.isText {
					assert.Empty(t, chunk.Data, "chunk %d", i)
				}
				if c.typ == typeLines {
					assert.True(t, strings.HasSuffix(chunk.Text, "\n"))
				}
				text += chunk.Text + string(chunk.Data)
			}
			assert.Equal(t, c.text, text)
		})
	}
	var c contract.Chunk
	o := keep(t, a, "hello", "text/plain")
	require.NoError(t, (&temporalService{}).run(t, a, contract.ReadObject, readOf(t, contract.Range{Object: o, Offset: 5}), &c))
	assert.Equal(t, contract.Chunk{}, c)
}

func TestReadObjectThatCannotBe(t *testing.T) {
	a := once(t, jobs(0, 0, nil), withStore(t))
	good := keep(t, a, "hello", "text/plain")
	foreign, gone, longer, shorter := good, good, good, good
	foreign.URI = "file:///etc/passwd"
	gone.URI = strings.Replace(good.URI, good.SHA256[:8], "00000000", 1)
	gone.SHA256 = "00000000" + good.SHA256[8:]
	longer.Size, shorter.Size = 6, 4
	for _, c := range []struct {
		r    contract.Range
		code string
	}{
		{contract.Range{Object: foreign}, "FOREIGN_OBJECT"},
		{contract.Range{}, "FOREIGN_OBJECT"},
		{contract.Range{Object: gone}, "OBJECT_GONE"},
		{contract.Range{Object: longer}, "OBJECT_DAMAGED"},
		{contract.Range{Object: shorter}, "OBJECT_DAMAGED"},
		{contract.Range{Object: good, Offset: -1}, "BAD_RANGE"},
		{contract.Range{Object: good, Offset: 6}, "BAD_RANGE"},
		{contract.Range{Object: good, Length: -1}, "BAD_RANGE"},
	} {
		err := (&temporalService{}).run(t, a, contract.ReadObject, readOf(t, c.r), nil)
		require.Error(t, err, c.code)
		failed, o := refusal(t, err)
		assert.True(t, failed.NonRetryable(), c.code)
		assert.Equal(t, c.code, o.Code)
	}
	_, o := refusal(t, (&temporalService{}).run(t, once(t, jobs(0, 0, nil)), contract.ReadObject, readOf(t, contract.Range{Object: good}), nil))
	assert.Equal(t, "NO_OBJECTS", o.Code)
	assert.NotEmpty(t, o.Hint)
}

// brokenStore is a store whose disk fails, at first.
type brokenStore struct {
	objects.Store
	left int
}

var errDisk = errors.New("the disk is full")

func (b *brokenStore) Put(ctx context.Context, owner string, r io.Reader, typ string) (contract.Object, error) {
	if b.left--; b.left >= 0 {
		return contract.Object{}, errDisk
	}
	return b.Store.Put(ctx, owner, r, typ)
}

func (b *brokenStore) Open(ctx context.Context, o contract.Object, offset int64) (io.ReadCloser, error) {
	if b.left--; b.left >= 0 {
		return nil, errDisk
	}
	return b.Store.Open(ctx, o, offset)
}

// A store that fails may be well again later.
func TestStoreThatFails(t *testing.T) {
	broken := &brokenStore{left: 2}
	a := once(t, jobs(5, 5, nil), withStore(t), func(o *Options) {
		broken.Store, o.Objects = o.Objects, broken
	})
	s := &temporalService{}
	_, o := refusal(t, s.run(t, a, contract.ListItems, `{"action":"`+jobsList+`","answer":"object"}`, nil))
	assert.True(t, o.Retryable)
	assert.Equal(t, "STORE_FAILED", o.Code)
	_, o = refusal(t, s.run(t, a, contract.ReadObject, readOf(t, contract.Range{}), nil))
	assert.True(t, o.Retryable)
	var items contract.Items
	require.NoError(t, s.run(t, a, contract.ListItems, `{"action":"`+jobsList+`","answer":"object"}`, &items))
	assert.Equal(t, 5, items.Object.Count)
}
