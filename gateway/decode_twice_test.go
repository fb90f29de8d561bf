package gateway

import (
	"testing"

	"github.com/stretchr/testify/assert"
)

func TestFieldsTwice(t *testing.T) {
	s := newTestGateway(t)
	for body, status := range map[string]int{
		`{"connection":"sandbox","action":"get_api_2_2_jobs_list","params":{"limit":1}}`:                     200,
		`{"connection":"other","connection":"sandbox","action":"get_api_2_2_jobs_list"}`:                     400,
		`{"connection":"sandbox","c\u006fnnection":"sandbox","action":"get_api_2_2_jobs_list"}`:              400,
		`{"action":"get_api_2_2_jobs_list","params":{"limit":1},"connection":"sandbox","params":{}}`:         400,
		`{"connection":"sandbox","action":"get_api_2_2_jobs_list","params":{"name":"connection","limit":1}}`: 200,
	} {
		got := s.do(t, "POST", "/v1/run", body)
		assert.Equal(t, status, got.Status, "%s: %s", body, got.Body)
		if status == 400 {
			assert.Contains(t, string(got.Body), "more than once")
		}
	}
}
