package main

import (
	"bufio"
	"context"
	"encoding/base64"
	"errors"
	"fmt"
	"io"
	"iter"
	"strings"

	connector "github.com/actionctl/connector"
	"github.com/actionctl/connector/internal/render"
	"github.com/actionctl/connector/registry"
	"github.com/actionctl/connector/schema"
)

// printPages writes the items of a listing page by page: what a page holds is at the
// reader before the next one is asked for. seen is told how many items there were.
func printPages(ctx context.Context, w io.Writer, pages iter.Seq2[*connector.Page, error], o render.Options, seen func(items int)) error {
	buffered := bufio.NewWriter(w)
	out := newItemWriter(ctx, buffered, o)
	items := 0
	for page, err := range pages {
		if err != nil {
			return errors.Join(err, out.Broken(), buffered.Flush())
		}
		if err := headed(out, page, o.Layout); err != nil {
			return err
		}
		for _, item := range page.Items {
			if err := out.Item(item); err != nil {
				return errors.Join(err, out.Broken(), buffered.Flush())
			}
		}
		if err := errors.Join(out.Flush(), buffered.Flush()); err != nil {
			return err
		}
		items += len(page.Items)
		seen(items)
	}
	return errors.Join(out.End(), buffered.Flush())
}

// headed names the columns of rows that are lists, where the first page does.
func headed(out render.Writer, page *connector.Page, l render.Layout) error {
	if l.Header == "" || page.Number != 1 || page.Result == nil {
		return nil
	}
	answer, err := page.Result.Data()
	if err == nil {
		render.SetHeader(out, l.HeaderOf(answer))
	}
	return err
}

// merges tells that the pages of an action are parts of one object.
func merges(a *registry.Action) bool { return a.Paginate != nil && len(a.Paginate.Merge) > 0 }

// printObject writes the one object that the pages of a listing make up.
func printObject(ctx context.Context, w io.Writer, items iter.Seq2[any, error], o render.Options) error {
	for item, err := range items {
		if err != nil {
			return err
		}
		if err := render.Of(ctx, w, item, o); err != nil {
			return err
		}
	}
	return nil
}

func newItemWriter(ctx context.Context, w io.Writer, o render.Options) render.Writer {
	if o.Format == render.Raw && o.Query == nil {
		return &byteItems{w}
	}
	return render.NewList(ctx, w, o)
}

// byteItems writes the bytes that the items are the base64 of.
type byteItems struct{ w io.Writer }

func (b *byteItems) Item(v any) error {
	text, _ := v.(string)
	data, err := base64.StdEncoding.DecodeString(text)
	if err != nil {
		return fmt.Errorf("the answer has no base64 where its bytes should be: %w", err)
	}
	_, err = b.w.Write(data)
	return err
}

func (b *byteItems) Flush() error  { return nil }
func (b *byteItems) End() error    { return nil }
func (b *byteItems) Broken() error { return nil }

// itemsAreBytes tells whether the items of a list are pieces of a file.
func itemsAreBytes(types *schema.Types, a *registry.Action) bool {
	if a.Response == nil || a.Paginate.Items == "" {
		return false
	}
	doc := schema.Document(a.Response.Schema)
	for step := range strings.SplitSeq(a.Paginate.Items, ".") {
		doc, _ = types.Child(doc, step)
	}
	return types.Resolve(doc)["format"] == "byte"
}
