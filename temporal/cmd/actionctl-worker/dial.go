package main

import (
	"cmp"
	"context"
	"fmt"
	"log/slog"

	"go.temporal.io/sdk/client"
	"go.temporal.io/sdk/contrib/envconfig"
	sdklog "go.temporal.io/sdk/log"

	"github.com/actionctl/connector/temporal/internal/errorcodec"
)

// dial connects to Temporal as its environment, its profiles and the flags say.
func dial(ctx context.Context, s *streams, f *flags, counted client.MetricsHandler, logs *slog.Logger) (client.Client, error) {
	o, err := f.clientOptions(s.Env)
	if err != nil {
		return nil, usagef("the settings of Temporal cannot be used: %w", err)
	}
	o.Logger = sdklog.NewStructuredLogger(logs)
	o.MetricsHandler = counted
	c, err := client.DialContext(ctx, o)
	if err != nil {
		return nil, fmt.Errorf("cannot reach Temporal at %s, namespace %s: %w (--address, --namespace and TEMPORAL_* say where it is)", o.HostPort, o.Namespace, err)
	}
	return c, nil
}

func (f *flags) clientOptions(env envconfig.EnvLookup) (client.Options, error) {
	profile, err := envconfig.LoadClientConfigProfile(envconfig.LoadClientConfigProfileOptions{EnvLookup: env})
	if err != nil {
		return client.Options{}, err
	}
	profile.Address = cmp.Or(f.address, profile.Address, client.DefaultHostPort)
	profile.Namespace = cmp.Or(f.namespace, profile.Namespace, client.DefaultNamespace) // a codec is told too
	// The SDK warns of remote codecs for workers that replay workflows; this one has none.
	o, err := profile.ToClientOptions(envconfig.ToClientOptionsRequest{IncludeRemoteCodec: true})
	if o.DataConverter != nil {
		o.FailureConverter = errorcodec.New(o.DataConverter)
	}
	return o, err
}
