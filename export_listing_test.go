package connector

// ListFrom is listFrom for tests.
func (c *Connector) ListFrom(call Call, first *Result) *Listing { return c.listFrom(call, first) }
