// Package contract has the names of the activities and the JSON that they take and
// give. Workflows in any language go by it; package durable is for those in Go.
//
// Numbers in parameters and answers keep all their digits: a Go value that is decoded
// from this JSON has json.Number where it is not given a type.
//
// An activity that fails does so with an application error whose type is the category
// of a connector.ErrorObject and whose only detail is that object. The type is "unknown"
// wherever nobody knows whether the service acted and a repeat might do the work twice,
// whatever broke.
package contract
