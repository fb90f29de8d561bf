package connector

// HasMore reports whether more pages follow the answer that Do gave to a call: whether
// List would ask for another. It sends nothing.
func (c *Connector) HasMore(call Call, res *Result) bool {
	if res == nil || res.Stream != nil {
		return false
	}
	call.List = ListOptions{}
	l := c.listFrom(call, res)
	answer, err := res.Data()
	if err != nil || l.prepare() != nil {
		return false
	}
	if _, err := l.walk.Read(answer); err != nil {
		return false
	}
	next, err := l.walk.Next()
	return next != nil && err == nil
}
