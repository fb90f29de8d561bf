// Package paging knows how the pages of a list follow each other. It judges answers
// and makes the parameters of the next request; it sends nothing.
//
//	walk, err := paging.New(action, params, paging.Options{Find: find})
//	for {
//		request, err := walk.Next()
//		if err != nil || request == nil {
//			break
//		}
//		page, err := walk.Read(answerTo(request))
//		…
//	}
//
// All that is special about a list stands in its descriptor's paginate block; see
// registry/FORMAT.md. What a Walk remembers does not grow with the number of pages,
// but for the ids of a list that says distinct.
package paging
