//go:build e2e && unix

package e2e

import (
	"crypto/aes"
	"crypto/cipher"
	"crypto/rand"
	"errors"
	"log/slog"
	"net/http/httptest"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	common "go.temporal.io/api/common/v1"
	"go.temporal.io/sdk/client"
	"go.temporal.io/sdk/converter"
	"go.temporal.io/sdk/log"

	"github.com/actionctl/connector/internal/canary"
	"github.com/actionctl/connector/temporal/contract"
)

// TestCodec has all payloads encrypted by a codec server, those of heartbeats too: what one
// worker left there another one reads, and Temporal cannot.
func TestCodec(t *testing.T) {
	t.Parallel()
	codec := newSealing(t)
	server := httptest.NewServer(converter.NewPayloadCodecHTTPHandler(codec))
	t.Cleanup(server.Close)
	s := sandboxed(t, 2)
	home := newHome(t)
	home.connect(t, s, nil)
	home.env = []string{"TEMPORAL_CODEC_ENDPOINT=" + server.URL}
	c, err := client.DialContext(t.Context(), client.Options{
		HostPort: s.temporal, Namespace: namespace, Logger: log.NewStructuredLogger(slog.New(slog.DiscardHandler)),
		DataConverter: converter.NewCodecDataConverter(converter.GetDefaultDataConverter(), codec),
	})
	require.NoError(t, err)
	t.Cleanup(c.Close)
	workflows(t, c, s.connection)
	wait := following(s.newJob(t))
	wait.Params["data"].(map[string]any)["job_parameters"] = map[string]any{"secret": canary.Value}

	poll := s.hold(before, pollRun, 1)
	first := home.start(t, s.temporal)
	f := beginOn(t, c, s, single, task{Queue: s.queue(), Activity: contract.WaitAction, Input: wait})
	poll.wait(t)
	d, err := c.DescribeWorkflowExecution(t.Context(), f.GetID(), f.GetRunID())
	require.NoError(t, err)
	require.Len(t, d.GetPendingActivities(), 1)
	details := d.GetPendingActivities()[0].GetHeartbeatDetails().GetPayloads()
	require.Len(t, details, 1)
	assert.Equal(t, sealed, string(details[0].Metadata[converter.MetadataEncoding]))
	first.kill()
	home.start(t, s.temporal)

	var end contract.Finished
	f.gives(t, &end)
	assert.Equal(t, "SUCCESS", end.Result)
	assert.Equal(t, 1, s.got(sendRun))
	history, inputs := f.history(t)
	assert.Contains(t, history, sealed)
	assert.Zero(t, inputs)
	assert.NotContains(t, history, canary.Value)
	assert.NotContains(t, history, runNow)
}

// sealed is the encoding of encrypted payloads.
const sealed = "binary/sealed"

// sealing is a codec that encrypts.
type sealing struct{ cipher.AEAD }

func newSealing(t *testing.T) *sealing {
	t.Helper()
	block, err := aes.NewCipher([]byte(rand.Text()[:16]))
	require.NoError(t, err)
	aead, err := cipher.NewGCMWithRandomNonce(block)
	require.NoError(t, err)
	return &sealing{aead}
}

func (s *sealing) Encode(payloads []*common.Payload) ([]*common.Payload, error) {
	out := make([]*common.Payload, len(payloads))
	for i, p := range payloads {
		text, err := p.Marshal()
		if err != nil {
			return nil, err
		}
		out[i] = &common.Payload{
			Metadata: map[string][]byte{converter.MetadataEncoding: []byte(sealed)},
			Data:     s.Seal(nil, nil, text, nil),
		}
	}
	return out, nil
}

func (s *sealing) Decode(payloads []*common.Payload) ([]*common.Payload, error) {
	out := make([]*common.Payload, len(payloads))
	for i, p := range payloads {
		if string(p.Metadata[converter.MetadataEncoding]) != sealed {
			return nil, errors.New("a payload is not encrypted")
		}
		text, err := s.Open(nil, nil, p.Data, nil)
		if err != nil {
			return nil, err
		}
		out[i] = &common.Payload{}
		if err := out[i].Unmarshal(text); err != nil {
			return nil, err
		}
	}
	return out, nil
}
