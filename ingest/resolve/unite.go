package resolve

// unite makes those one who have one name and whom nothing says to be
// different: all who fit one another, by whatever others, where no two of them
// contradict each other. Where some do, nobody can tell whom the others are,
// unless one of them is spoken of so much more that only that one is meant.
func (identity *Identity) unite(people []*group) []*group {
	var united []*group
	for _, circle := range identity.circles(people) {
		switch one := dominant(circle); {
		case len(circle) == 1 || identity.agree(circle):
			for _, g := range circle[1:] {
				circle[0].add(g)
			}
			united = append(united, circle[0])
		case one != nil && !disputed(circle):
			united = append(united, one)
			for _, g := range circle {
				if g == one {
					continue
				}
				if identity.fit(one, g) {
					one.add(g)
				} else {
					united = append(united, g)
				}
			}
		default:
			united = append(united, circle...)
		}
	}
	return united
}

// agree reports whether no two contradict each other.
func (identity *Identity) agree(circle []*group) bool {
	for i, a := range circle {
		for _, b := range circle[i+1:] {
			if !identity.compatible(a, b) || vague(a, b) {
				return false
			}
		}
	}
	return true
}

// circles divides people into those who fit one another, directly or by others.
// They and their members stay in order.
func (identity *Identity) circles(people []*group) [][]*group {
	at := make([]int, len(people)) // circle of each, the first of its members
	for i := range people {
		at[i] = i
		for k := range i {
			if at[k] != at[i] && identity.fit(people[k], people[i]) {
				merged, into := max(at[k], at[i]), min(at[k], at[i])
				for m := range i + 1 {
					if at[m] == merged {
						at[m] = into
					}
				}
			}
		}
	}
	var circles [][]*group
	for i := range people {
		if at[i] != i {
			continue
		}
		var circle []*group
		for k := i; k < len(people); k++ {
			if at[k] == i {
				circle = append(circle, people[k])
			}
		}
		circles = append(circles, circle)
	}
	return circles
}
