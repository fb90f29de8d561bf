package gateway

import "io"

// until is the body of a batch as long as somebody asks for its calls.
func (f *flights) until(body io.Reader) io.Reader { return &untilAsked{f, body} }

type untilAsked struct {
	f    *flights
	body io.Reader
}

func (u *untilAsked) Read(p []byte) (int, error) {
	if u.f.asked.Err() != nil {
		return 0, io.EOF
	}
	return u.body.Read(p)
}

// stopReading ends a read of the body that waits for more of it.
func (x *exchange) stopReading() {
	if body, ok := x.r.Body.(*movingBody); ok {
		body.stop()
	}
}
