package activities

import (
	"context"
	"fmt"

	"go.temporal.io/sdk/activity"

	connector "github.com/actionctl/connector"
	"github.com/actionctl/connector/audit"
)

// withCaller says for the audit on whose behalf the calls of an activity are made.
func withCaller(ctx context.Context) context.Context {
	info := activity.GetInfo(ctx)
	who := audit.Caller{
		Front:   audit.Temporal,
		Name:    info.Namespace + "/" + info.WorkflowExecution.ID,
		Request: fmt.Sprintf("%s/%s#%d", info.WorkflowExecution.RunID+info.ActivityRunID, info.ActivityID, info.Attempt),
	}
	if info.WorkflowType != nil {
		who.Agent = info.WorkflowType.Name
	}
	return connector.WithCaller(ctx, who)
}
