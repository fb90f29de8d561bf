package terminal

import (
	"fmt"
	"io"
	"sync"
	"time"
)

// Meter shows on a live line how much of something has moved, how fast, and of how
// much where that is known. It is safe for concurrent use.
type Meter struct {
	live  *Live
	what  string
	total int64 // 0 or less when it is not known
	now   func() time.Time
	began time.Time

	mu    sync.Mutex
	moved int64
}

// NewMeter makes a meter for what is named, such as "sent".
func NewMeter(live *Live, what string, total int64, now func() time.Time) *Meter {
	return &Meter{live: live, what: what, total: total, now: now, began: now()}
}

// Add counts n bytes more.
func (m *Meter) Add(n int) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.show(m.moved + int64(n))
}

// At says that the first n bytes have moved, which may be fewer than before where
// something begins anew.
func (m *Meter) At(n int64) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.show(n)
}

func (m *Meter) show(moved int64) {
	if moved != m.moved {
		m.moved = moved
		m.live.Set(m.text())
	}
}

func (m *Meter) text() string {
	text := Bytes(m.moved)
	if m.total > 0 {
		text = fmt.Sprintf("%s of %s (%d%%)", Bytes(m.moved), Bytes(m.total), 100*min(m.moved, m.total)/m.total)
	}
	text += " " + m.what
	if took := m.now().Sub(m.began).Seconds(); took >= 1 {
		text += fmt.Sprintf(", %s/s", Bytes(int64(float64(m.moved)/took)))
	}
	return text
}

// Reader counts what is read of r.
func (m *Meter) Reader(r io.Reader) io.Reader { return &meteredReader{r, m} }

type meteredReader struct {
	io.Reader
	meter *Meter
}

func (r *meteredReader) Read(p []byte) (int, error) {
	n, err := r.Reader.Read(p)
	r.meter.Add(n)
	return n, err
}

// Bytes is a number of bytes for people.
func Bytes(n int64) string {
	const step = 1024
	if n < step {
		return fmt.Sprintf("%d B", n)
	}
	f, units := float64(n)/step, "KMGTPE"
	for f >= step-0.05 && len(units) > 1 {
		f, units = f/step, units[1:]
	}
	return fmt.Sprintf("%.1f %ciB", f, units[0])
}
