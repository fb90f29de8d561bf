package bench

import (
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"testing"

	databricks "github.com/databricks/databricks-sdk-go"
	"github.com/databricks/databricks-sdk-go/service/compute"
	"github.com/databricks/databricks-sdk-go/service/jobs"
)

// unlimited is a rate that nobody reaches; the SDK's own is 15 requests a second.
const unlimited = 10_000_000

func sdk(b *testing.B, host string, transport http.RoundTripper) contender {
	b.Helper()
	w, err := databricks.NewWorkspaceClient(&databricks.Config{
		Host: host, Token: secret, AuthType: "pat", HTTPTransport: transport, RateLimitPerSecond: unlimited,
	})
	if err != nil {
		b.Fatal(err)
	}
	var request compute.CreateCluster
	if err := json.Unmarshal([]byte(creation()), &request); err != nil {
		b.Fatal(err)
	}
	list := func(ctx context.Context) error {
		all, err := w.Jobs.ListAll(ctx, jobs.ListJobsRequest{Limit: 25})
		if err == nil && (len(all) != 25 || all[0].JobId != largest) {
			return errors.New("the SDK has lost jobs; look whether the page is still as it expects")
		}
		return err
	}
	return contender{
		name: "sdk",
		get: func(ctx context.Context) error {
			_, err := w.Clusters.GetByClusterId(ctx, clusterID)
			return err
		},
		list:    list,
		decoded: list,
		create: func(ctx context.Context) error {
			_, err := w.Clusters.Create(ctx, request)
			return err
		},
	}
}
