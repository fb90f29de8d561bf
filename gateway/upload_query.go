package gateway

// callInQuery is the call as an upload has it.
func (x *exchange) callInQuery() (callBody, error) {
	q, err := x.query()
	if err != nil {
		return callBody{}, err
	}
	b := callBody{
		Action: q.Get("action"), Connection: q.Get("connection"), IdempotencyKey: q.Get("idempotency_key"),
	}
	if q.Has("validation") {
		if err := b.Validation.parse(q.Get("validation")); err != nil {
			return b, badQuery("%s", err)
		}
	}
	if text := q.Get("timeout"); q.Has("timeout") {
		if err := b.Timeout.parse(text); err != nil {
			return b, badQuery("timeout: %s", err)
		}
	}
	if b.Confirmed, err = boolIn(q, "confirmed"); err != nil {
		return b, err
	}
	if text := q.Get("params"); q.Has("params") {
		b.Params, err = x.objectIn("params", text)
	}
	return b, err
}
