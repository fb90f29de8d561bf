// Package errorcodec has the codec of payloads encrypt the messages of errors too, which
// may quote what is encrypted elsewhere.
package errorcodec

import (
	failurepb "go.temporal.io/api/failure/v1"
	"go.temporal.io/sdk/converter"
	"go.temporal.io/sdk/temporal"
)

// lost is the message of an error whose own one could not be encrypted.
const lost = "the codec did not encrypt what went wrong"

// Converter is a converter.FailureConverter. It does what the SDK's own one does with
// EncodeCommonAttributes, which panics where the codec does not answer, in a place where
// that ends the process.
type Converter struct {
	converter.FailureConverter
	data converter.DataConverter
}

// New makes a converter with the codec of data.
func New(data converter.DataConverter) *Converter {
	return &Converter{temporal.NewDefaultFailureConverter(temporal.DefaultFailureConverterOptions{DataConverter: data}), data}
}

// ErrorToFailure is the failure with messages that only the codec can read. Where it does
// not answer they are lost.
func (c *Converter) ErrorToFailure(err error) *failurepb.Failure {
	f := c.FailureConverter.ErrorToFailure(err)
	for part := f; part != nil; part = part.GetCause() {
		if part.GetEncodedAttributes() != nil { // it came from elsewhere
			continue
		}
		if converter.EncodeCommonFailureAttributes(c.data, part) != nil {
			part.Message, part.StackTrace, part.EncodedAttributes = lost, "", nil
		}
	}
	return f
}
