package runtime

// ShownURL is where the request goes, as it may be shown to anyone.
func (p Plan) ShownURL() string { return p.shown().URL() }

// RequestID is the service's id of the request, "" where the answer has none.
func (r *Result) RequestID() string { return requestID(r.Header, nil) }
