package connector_test

import (
	"context"
	"fmt"
	"log"

	connector "github.com/actionctl/connector"
	"github.com/actionctl/connector/connection"
	"github.com/actionctl/connector/sandbox"
)

// A list is read in two sittings; the second may be in another process.
func ExampleConnector_List() {
	ctx := context.Background()
	box := sandbox.New(connector.Builtin(), nil)
	c, err := connector.Open(connector.Config{Connections: map[string]connection.Connection{"sandbox": box.Connection()}})
	if err != nil {
		log.Fatal(err)
	}
	call := connector.Call{Connection: "sandbox", Action: "get_api_2_1_clusters_list", List: connector.ListOptions{PageSize: 2, MaxItems: 1}}
	list := c.List(call)
	for _, err := range list.Items(ctx) {
		if err != nil {
			log.Fatal(err)
		}
		fmt.Println("a cluster")
	}

	call.List.MaxItems, call.List.StartingToken = 0, list.ResumeToken()
	for _, err := range c.Items(ctx, call) {
		if err != nil {
			log.Fatal(err)
		}
		fmt.Println("another")
	}
	// Output:
	// a cluster
	// another
	// another
}
