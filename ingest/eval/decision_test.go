package eval

import (
	"testing"

	"github.com/samband/samband/graph"
)

func TestMoversDissentAndRecusal(t *testing.T) {
	l := newLibrary(t, map[string]string{"a.txt": "Anna Ek yrkar bifall, Bo Alm avslag. Gruppen beslutar att vila. Bo Alm reserverar sig. Cia Dal är jävig."})
	for _, name := range []string{"Anna Ek", "Bo Alm", "Cia Dal"} {
		l.mention("person:"+name, name, "a.txt", name)
	}
	l.relate("a.txt", graph.Decided, "a.txt#1", "a.txt", "Gruppen beslutar att vila", map[string]string{"mover": "Anna Ek; Cia Dal", "dissent": "Nobody"})
	l.relate("person:Cia Dal", graph.Attended, "a.txt", "a.txt", "Cia Dal", map[string]string{"as": "member", "recused": "3; 4"})
	l.relate("person:Bo Alm", graph.Attended, "a.txt", "a.txt", "Bo Alm", map[string]string{"as": "member"})
	decided := Decision{Text: "beslutar att vila", Movers: []string{"person:a"}, Dissent: []string{"person:b"}}
	gold := Gold{
		Document: "a.txt", Entities: []Entity{{ID: "person:a", Name: "Anna Ek"}, {ID: "person:b", Name: "Bo Alm"}, {ID: "person:c", Name: "Cia Dal"}},
		Attendance: []Attendance{{Person: "person:b", As: "member"}, {Person: "person:c", As: "member", Recused: "§ 3"}},
		Decisions:  []Decision{decided},
	}
	report := l.run(gold)
	counts(t, report, GroupRelation, decisionMovers, 1, 1, 0)
	counts(t, report, GroupRelation, decisionDissent, 0, 1, 1)
	counts(t, report, GroupRelation, recusedFrom, 1, 1, 0)
	t.Run("not judged", func(t *testing.T) {
		gold := gold
		gold.Attendance = []Attendance{{Person: "person:b", As: "member"}, {Person: "person:c", As: "member"}}
		gold.Decisions = []Decision{{Text: decided.Text, Movers: []string{}}}
		report := l.run(gold)
		counts(t, report, GroupRelation, decisionMovers, 0, 2, 0) // nobody moved it
		for _, name := range []string{decisionDissent, recusedFrom} {
			if score, found := report.Score(GroupRelation, name); found {
				t.Errorf("%s = %+v, want nothing", name, score)
			}
		}
	})
}
