package gateway

import (
	"net/http"
	"slices"
	"strings"

	"github.com/actionctl/connector/internal/manual"
)

type serviceEntry struct {
	Name    string `json:"name"`
	About   string `json:"about,omitempty"`
	Actions int    `json:"actions"`
}

func (x *exchange) services() error {
	if _, err := x.query(); err != nil {
		return err
	}
	about := manual.Services()
	services := []serviceEntry{}
	at := map[string]int{}
	for _, e := range x.entries("") {
		i, known := at[e.Service]
		if !known {
			i = len(services)
			at[e.Service] = i
			services = append(services, serviceEntry{Name: e.Service, About: about[e.Service]})
		}
		services[i].Actions++
	}
	slices.SortFunc(services, func(a, b serviceEntry) int { return strings.Compare(a.Name, b.Name) })
	return x.answer(http.StatusOK, map[string]any{"services": services})
}
