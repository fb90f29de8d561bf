package activities

import "sync"

// underWay are the calls that nothing would be known of if they were cut off.
type underWay struct {
	mu     sync.Mutex
	ids    map[string]bool
	closed bool
	then   func()
}

func newUnderWay() *underWay { return &underWay{ids: map[string]bool{}} }

// begin adds a call; false says that there is to be no further one.
func (u *underWay) begin(id string) bool {
	u.mu.Lock()
	defer u.mu.Unlock()
	if !u.closed {
		u.ids[id] = true
	}
	return !u.closed
}

// done takes a call away.
func (u *underWay) done(id string) {
	u.mu.Lock()
	defer u.mu.Unlock()
	delete(u.ids, id)
	u.tell()
}

// close lets no further call begin, and has then called once there is none.
func (u *underWay) close(then func()) {
	u.mu.Lock()
	defer u.mu.Unlock()
	u.closed, u.then = true, then
	u.tell()
}

func (u *underWay) tell() {
	if u.then != nil && len(u.ids) == 0 {
		u.then()
	}
}
