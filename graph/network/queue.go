package network

// queue is a binary heap (Williams 1964) of values: pop takes the least.
type queue[T any] struct {
	items []T
	less  func(a, b *T) bool
}

func (q *queue[T]) push(value T) {
	q.items = append(q.items, value)
	at := len(q.items) - 1
	for at > 0 {
		parent := (at - 1) / 2
		if !q.less(&q.items[at], &q.items[parent]) {
			return
		}
		q.items[at], q.items[parent] = q.items[parent], q.items[at]
		at = parent
	}
}

// pop takes from a queue that is not empty.
func (q *queue[T]) pop() T {
	top, last := q.items[0], len(q.items)-1
	q.items[0] = q.items[last]
	q.items = q.items[:last]
	for at := 0; ; {
		child := 2*at + 1
		if child >= last {
			return top
		}
		if child+1 < last && q.less(&q.items[child+1], &q.items[child]) {
			child++
		}
		if !q.less(&q.items[child], &q.items[at]) {
			return top
		}
		q.items[at], q.items[child] = q.items[child], q.items[at]
		at = child
	}
}
