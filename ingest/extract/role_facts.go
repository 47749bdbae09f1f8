package extract

import "github.com/samband/samband/graph"

// sameRole gives a role without organisation the one that the document names
// for the same person and title elsewhere: "utredaren Siv Fries" and "Siv
// Fries, utredare på Region Stockholm".
func (a *analysis) sameRole(r *roleClaim) {
	if r.org != none {
		return
	}
	name := a.mentions[a.root(r.person)].Name
	for k := range a.roles {
		o := &a.roles[k]
		if o.org == none || a.mentions[a.root(o.person)].Name != name || !hasHead(o.title, r.title) && o.title != r.title {
			continue
		}
		if o.status == r.status {
			r.org, r.title = o.org, o.title
			return
		}
	}
}

// pastRole makes a role former that a narrative sentence gives ("1990 utsågs hon
// till landshövding") where the document calls her a former holder of it.
func (a *analysis) pastRole(r *roleClaim) {
	if r.status != "" || r.method != "copula" && r.method != "pronoun" {
		return
	}
	name := a.mentions[a.root(r.person)].Name
	for k := range a.roles {
		o := &a.roles[k]
		if o.status == "former" && o.title == r.title && (o.org == none || r.org == none) && a.mentions[a.root(o.person)].Name == name {
			r.status = "former"
			return
		}
	}
}

// roleFacts turns the claims into facts and notes who holds which role.
func (a *analysis) roleFacts() {
	for i := range a.roles {
		a.sameRole(&a.roles[i])
		a.pastRole(&a.roles[i])
	}
	for _, r := range a.roles {
		attributes := map[string]string{"title": r.title, "status": "current"}
		if r.status != "" {
			attributes["status"] = r.status
		}
		if r.from != "" {
			attributes["from"] = r.from
		}
		if r.to != "" {
			attributes["to"] = r.to
		}
		if r.place != "" && r.org == none {
			attributes["place"] = r.place
		}
		if a.date != "" {
			attributes["stated_on"] = a.date
		}
		to := document()
		if r.org != none {
			to = mentioned(r.org)
		}
		a.fact(graph.HasRole, mentioned(r.person), to, attributes, Evidence{r.evidence, r.method, r.confidence})
	}
}
