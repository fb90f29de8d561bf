package connector_test

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"log"
	"os"
	"testing/fstest"

	connector "github.com/actionctl/connector"
	"github.com/actionctl/connector/connection"
	"github.com/actionctl/connector/sandbox"
)

// sandboxed opens a connector with the embedded workspace.
func sandboxed() *connector.Connector {
	box := sandbox.New(connector.Builtin(), nil)
	c, err := connector.Open(connector.Config{
		Connections: map[string]connection.Connection{"sandbox": box.Connection()},
	})
	if err != nil {
		log.Fatal(err)
	}
	return c
}

func ExampleConnector_RunAction() {
	c, ctx := sandboxed(), context.Background()
	res, err := c.RunAction(ctx, "sandbox", "post_api_2_1_clusters_create", map[string]any{
		"data": map[string]any{"cluster_name": "demo", "spark_version": "15.4.x-scala2.12", "num_workers": 2},
	})
	if err != nil {
		log.Fatal(err)
	}
	var created struct {
		ID string `json:"cluster_id"`
	}
	if err := res.Decode(&created); err != nil {
		log.Fatal(err)
	}
	fmt.Println(res.Status, created.ID != "")
	// Output: 200 true
}

// The package-level function uses the environment and the profiles of
// ~/.databrickscfg; "prod" is one of them.
func ExampleRunAction() {
	ctx := context.Background()
	res, err := connector.RunAction(ctx, "prod", "get_api_2_1_clusters_list", nil)
	if err != nil {
		log.Fatal(err)
	}
	fmt.Printf("%s\n", res.Raw)
}

func ExampleOpen() {
	token := os.Getenv("MY_TOKEN")
	c, err := connector.Open(connector.Config{
		Connections: map[string]connection.Connection{
			"prod": {Host: "https://my.cloud.databricks.com", Auth: connection.StaticToken(token)},
		},
	})
	if err != nil {
		log.Fatal(err)
	}
	names, err := c.Connections()
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(names)
}

func ExampleConnector_RunAction_errors() {
	c, ctx := sandboxed(), context.Background()
	_, err := c.RunAction(ctx, "sandbox", "get_api_2_2_jobs_get", map[string]any{"jobid": 1})
	var noAnswer *connector.SendError
	switch {
	case errors.Is(err, connector.ErrInvalid): // refused before sending; a *schema.Error lists every problem
	case errors.Is(err, connector.ErrNotFound): // the service's answer; an *APIError has code, message, request id
	case errors.As(err, &noAnswer): // a *SendError: whether the service acted is not known
	}
	fmt.Println(err)
	// Output:
	// get_api_2_2_jobs_get: 2 invalid parameters
	//   /job_id (query): is required; expected an integer
	//   /jobid (query): unknown name "jobid"; did you mean "job_id"?
}

// Every problem is reported before anything is sent.
func ExampleConnector_RunAction_invalid() {
	c, ctx := sandboxed(), context.Background()
	_, err := c.RunAction(ctx, "sandbox", "get_api_2_0_sql_history_queries", map[string]any{
		"filter_by": map[string]any{"user_id": 1},
	})
	fmt.Println(errors.Is(err, connector.ErrInvalid))
	fmt.Println(err)
	// Output:
	// true
	// get_api_2_0_sql_history_queries: 1 invalid parameter
	//   /filter_by/user_id (query): unknown name "user_id"; did you mean "user_ids"?
}

// A plan is the request as data. It needs no token and shows no secrets.
func ExampleConnector_Plan() {
	c, ctx := sandboxed(), context.Background()
	plan, err := c.Plan(ctx, connector.Call{
		Connection: "sandbox",
		Action:     "put_api_2_0_fs_filesby_file_path",
		Params: map[string]any{
			"file_path": "/Volumes/main/raw/Q1 report #1?.csv",
			"overwrite": true,
			"data":      []byte("id,name\n"),
		},
	})
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(plan.Method, plan.Path+"?"+plan.Query)
	// Output: PUT /api/2.0/fs/files/Volumes/main/raw/Q1%20report%20%231%3F.csv?overwrite=true
}

// Actions of your own are files; no Go code knows them.
func ExampleConfig_actions() {
	own := fstest.MapFS{"acme/get_acme_things.yaml": {Data: []byte(`
name: get_acme_things
summary: List the things of Acme.
http: GET /api/2.0/acme/things
query: {kind: {type: string, enum: [BIG, SMALL]}}
`)}}
	c, err := connector.Open(connector.Config{
		Actions:     []fs.FS{own},
		Connections: map[string]connection.Connection{"acme": {Host: "https://acme.example"}},
	})
	if err != nil {
		log.Fatal(err)
	}
	plan, err := c.Plan(context.Background(), connector.Call{
		Connection: "acme", Action: "get_acme_things", Params: map[string]any{"kind": "BIG"},
	})
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(plan.Method, plan.URL())
	// Output: GET https://acme.example/api/2.0/acme/things?kind=BIG
}

// An answer that streams is read event by event, as they come.
func ExampleResult_Events() {
	c, ctx := sandboxed(), context.Background()
	show := func() error {
		res, err := c.RunAction(ctx, "sandbox", "post_serving_endpoints_by_name_invocations", map[string]any{
			"name": "chat",
			"data": map[string]any{"stream": true, "messages": []any{}},
		})
		if err != nil {
			return err
		}
		for event, err := range res.Events() {
			if err != nil {
				return err
			}
			fmt.Printf("%s\n", event.Raw)
		}
		return nil
	}
	if err := show(); err != nil {
		log.Fatal(err)
	}
}
