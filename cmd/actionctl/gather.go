package main

import "context"

// gather gets the parameters of a call from all that a person gave, and on a terminal
// asks for the rest.
func (a *app) gather(ctx context.Context, in *inputs, o *runOptions) error {
	params, err := in.await(ctx, o)
	if err != nil {
		return err
	}
	switch {
	case o.edit:
		params, err = a.edit(ctx, in, o, params)
	case a.mayAsk(in, o):
		params, err = a.askMissing(ctx, in, o, params)
	}
	if err != nil {
		in.close()
		return err
	}
	a.call.Params = params
	a.written = &written{in.origins, in.action, in.types, params}
	return nil
}
