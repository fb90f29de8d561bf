package gateway

import (
	"net/http"

	connector "github.com/actionctl/connector"
	"github.com/actionctl/connector/registry"
)

// mostItems is how many items an answer may have that is one JSON value: it is made in
// memory.
const mostItems = 1000

func (g *Gateway) itemsRoutes() []route {
	return []route{{
		Method: http.MethodPost, Pattern: "/v1/items", ID: "items", Long: true, Body: "ItemsRequest",
		Summary: "Read a list over its pages, item by item.",
		Answers: []answer{
			{Status: http.StatusOK, Content: linesContent, Schema: "ItemsLine", Summary: "The items, page by page as the service gives them."},
			{Status: http.StatusOK, Schema: "ItemsAnswer"},
		},
		Handle: (*exchange).items,
	}}
}

type itemsBody struct {
	callBody
	MaxItems      int    `json:"max_items"`
	MaxPages      int    `json:"max_pages"`
	PageSize      int    `json:"page_size"`
	StartingToken string `json:"starting_token"`
	Checkpoints   bool   `json:"checkpoints"`
}

func (x *exchange) items() error {
	content, err := x.prefers(linesContent, jsonContent)
	if err != nil {
		return err
	}
	var b itemsBody
	if err := x.decode(&b); err != nil {
		return err
	}
	if content == jsonContent && (b.MaxItems < 1 || b.MaxItems > mostItems) {
		return badBody("max_items has to be from 1 to %d where the answer is one JSON value; without it, Accept: %s", mostItems, linesContent)
	}
	call, a, err := x.callOf(b.callBody)
	if err != nil {
		return err
	}
	call.List = connector.ListOptions{MaxItems: b.MaxItems, MaxPages: b.MaxPages, PageSize: b.PageSize, StartingToken: b.StartingToken}
	h := x.hold()
	defer h.stop()
	if a.Safety == registry.Read {
		h.answered()
	}
	r := reading{x.g.options.Connector.List(call), a, h, b.Checkpoints}
	if content == jsonContent {
		return x.itemsAtOnce(r, b.StartingToken)
	}
	return x.itemLines(r)
}
