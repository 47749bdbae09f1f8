package eval

import "github.com/samband/samband/graph"

// Figure is one measure that quality is judged by.
type Figure struct {
	Measure   string  `json:"measure"` // in English, as docs/quality.md records it
	Precision float64 `json:"precision"`
	Recall    float64 `json:"recall"`
	F1        float64 `json:"f1"`
	Gold      int     `json:"gold"`            // how many the gold asks for
	Found     int     `json:"found"`           // how many were found, those included that the gold leaves open
	Share     bool    `json:"share,omitempty"` // F1 is a share of right values, precision and recall mean nothing
}

// Ratio is the number found over that of the gold; 0 where the gold has none.
func (f Figure) Ratio() float64 { return share(f.Found, f.Gold) }

// measure names a figure and says which scores it sums, or which accuracy it
// is.
type measure struct {
	name, swedish string
	scores        []scoreKey
	accuracy      string
}

// measures are the figures of a report, in their order.
func measures() []measure {
	entity := func(name, swedish string, kind graph.Kind) measure {
		return measure{name: name, swedish: swedish, scores: []scoreKey{{GroupEntities, string(kind)}}}
	}
	relation := func(name, swedish string, types ...string) measure {
		m := measure{name: name, swedish: swedish}
		for _, t := range types {
			m.scores = append(m.scores, scoreKey{GroupRelation, t})
		}
		return m
	}
	return []measure{
		entity("people", "personer", graph.Person),
		entity("organisations", "organisationer", graph.Organisation),
		entity("reports", "rapporter", graph.Report),
		entity("concepts", "begrepp", graph.Concept),
		entity("places", "platser", graph.Place),
		{name: "mentions, exact", swedish: "omnämnanden, exakt", scores: []scoreKey{{GroupStrict, totalName}}},
		relation("roles (person, title, organisation)", "roller (person, titel, organisation)", string(graph.HasRole)),
		relation("roles (person, organisation)", "roller (person, organisation)", untitledRole),
		relation("speakers", "talare", string(graph.SpeaksIn)),
		relation("attendance", "närvaro", string(graph.Attended)),
		relation("quotes with right speaker", "citat med rätt talare", string(graph.Said)),
		relation("citations", "hänvisningar", string(graph.Cites)),
		relation("decisions", "beslut", string(graph.Decided)),
		relation("movers and dissent", "yrkanden och reservationer", decisionMovers, decisionDissent),
		relation("conflicts of interest", "jäv", recusedFrom),
		relation("publishers", "utgivare", string(graph.Published)),
		relation("other facts", "andra uppgifter", string(graph.Authored), string(graph.Presented), string(graph.PartOf), string(graph.MemberOf), string(graph.Succeeds)),
		{name: "identity", swedish: "identitet", scores: []scoreKey{{GroupIdentity, totalName}}},
		{name: "identity of people", swedish: "identitet, personer", scores: []scoreKey{{GroupIdentity, string(graph.Person)}}},
		{name: "kind of document", swedish: "dokumentslag", accuracy: "document/kind"},
		{name: "title of document", swedish: "dokumenttitel", accuracy: "document/title"},
		{name: "date of document", swedish: "dokumentdatum", accuracy: "document/date"},
		{name: "status of role", swedish: "rollens status", accuracy: "role/status"},
		{name: "function in meeting", swedish: "uppgift på mötet", accuracy: "attendance/as"},
		{name: "turns of speaker", swedish: "talarens repliker", accuracy: "speaker/turns"},
	}
}

// Figures returns the measures that the gold asks for.
func (r Report) Figures() []Figure {
	var all []Figure
	for _, m := range measures() {
		if figure := r.figure(m); figure.Gold > 0 {
			all = append(all, figure)
		}
	}
	return all
}

func (r Report) figure(m measure) Figure {
	f := Figure{Measure: m.name, Share: m.accuracy != ""}
	for _, accuracy := range r.Accuracies {
		if accuracy.Name == m.accuracy {
			f.F1, f.Gold, f.Found = accuracy.Share, accuracy.Total, accuracy.Total
		}
	}
	var sum Score
	for _, key := range m.scores {
		score, _ := r.Score(key.group, key.name)
		sum.Right, sum.Wrong, sum.Missed, sum.Open = sum.Right+score.Right, sum.Wrong+score.Wrong, sum.Missed+score.Missed, sum.Open+score.Open
	}
	if len(m.scores) > 0 {
		sum.compute()
		f.Precision, f.Recall, f.F1 = sum.Precision, sum.Recall, sum.F1
		f.Gold, f.Found = sum.Right+sum.Missed, sum.Right+sum.Wrong+sum.Open
	}
	return f
}

// Figures returns the scores of a treebank, one for each kind and one for all.
func (r NamesReport) Figures() []Figure {
	var all []Figure
	for _, s := range r.Scores {
		all = append(all, Figure{
			Measure: r.Namer + ": " + s.Name, Precision: s.Precision, Recall: s.Recall, F1: s.F1, Gold: s.Right + s.Missed, Found: s.Right + s.Wrong,
		})
	}
	return all
}
