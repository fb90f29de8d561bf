package bench

import (
	"context"
	"fmt"
	"net/http"

	"github.com/go-resty/resty/v2"
)

func restyByHand(host string, transport http.RoundTripper) contender {
	client := resty.New().SetTransport(transport).SetBaseURL(host).SetAuthToken(secret)
	params := values(creation())
	done := func(res *resty.Response, err error) error {
		if err == nil && res.IsError() {
			err = fmt.Errorf("%s: %s", res.Request.URL, res.Status())
		}
		return err
	}
	list := func(ctx context.Context) (*resty.Response, error) {
		return client.R().SetContext(ctx).SetQueryParam("limit", "25").Get(listPath)
	}
	return contender{
		name: "resty",
		get: func(ctx context.Context) error {
			return done(client.R().SetContext(ctx).SetQueryParam("cluster_id", clusterID).Get(getPath))
		},
		list: func(ctx context.Context) error { return done(list(ctx)) },
		create: func(ctx context.Context) error {
			return done(client.R().SetContext(ctx).SetBody(params).Post(createPath))
		},
		decoded: func(ctx context.Context) error {
			res, err := list(ctx)
			if err := done(res, err); err != nil {
				return err
			}
			return decode(res.Body())
		},
	}
}
