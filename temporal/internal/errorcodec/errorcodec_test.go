package errorcodec_test

import (
	"errors"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	commonpb "go.temporal.io/api/common/v1"
	"go.temporal.io/sdk/converter"
	"go.temporal.io/sdk/temporal"

	"github.com/actionctl/connector/internal/canary"
	"github.com/actionctl/connector/temporal/internal/errorcodec"
)

// flipping is a codec that nobody could read, and that fails when it is down.
type flipping struct{ down bool }

func (f *flipping) Encode(payloads []*commonpb.Payload) ([]*commonpb.Payload, error) {
	if f.down {
		return nil, errors.New("nobody answers")
	}
	var all []*commonpb.Payload
	for _, p := range payloads {
		text := make([]byte, len(p.GetData()))
		for i, b := range p.GetData() {
			text[i] = ^b
		}
		all = append(all, &commonpb.Payload{Metadata: p.GetMetadata(), Data: text})
	}
	return all, nil
}

func (f *flipping) Decode(payloads []*commonpb.Payload) ([]*commonpb.Payload, error) {
	return f.Encode(payloads)
}

func failing() error {
	inner := temporal.NewApplicationError("quotes "+canary.Value, "inner")
	return temporal.NewApplicationErrorWithOptions("says "+canary.Value, "validation", temporal.ApplicationErrorOptions{Cause: inner, NonRetryable: true})
}

func TestMessagesAreEncrypted(t *testing.T) {
	c := errorcodec.New(converter.NewCodecDataConverter(converter.GetDefaultDataConverter(), &flipping{}))
	sent := c.ErrorToFailure(failing())
	assert.NotContains(t, sent.String(), canary.Value)
	require.NotNil(t, sent.GetCause().GetEncodedAttributes())

	var got *temporal.ApplicationError
	require.ErrorAs(t, c.FailureToError(sent), &got)
	assert.Equal(t, "validation", got.Type())
	assert.True(t, got.NonRetryable())
	assert.Contains(t, got.Message(), "says "+canary.Value)
	require.ErrorContains(t, got.Unwrap(), "quotes "+canary.Value)

	assert.Nil(t, c.ErrorToFailure(nil))
}

// A codec that does not answer takes the message, not the process.
func TestCodecThatIsDown(t *testing.T) {
	c := errorcodec.New(converter.NewCodecDataConverter(converter.GetDefaultDataConverter(), &flipping{down: true}))
	f := c.ErrorToFailure(failing())
	assert.NotContains(t, f.String(), canary.Value)
	assert.Equal(t, "the codec did not encrypt what went wrong", f.GetMessage())
	assert.Equal(t, "validation", f.GetApplicationFailureInfo().GetType())
	assert.NotNil(t, f.GetCause())
}
