package query_test

import (
	"errors"
	"testing"

	"github.com/samband/samband/graph"
	"github.com/samband/samband/graph/query"
)

// career is what texts say of one person's role, each with the date of its
// document and the attributes of the role in turn.
func career(t *testing.T, statements ...[]string) graph.Store {
	t.Helper()
	papers := make([]*paper, len(statements))
	for i, s := range statements {
		papers[i] = newPaper(string(rune('a'+i)), s[0]).says("person:a", graph.HasRole, "organisation:o", append([]string{"title", "Chef"}, s[1:]...)...)
	}
	return library(t, papers...)
}

func TestRolesOnADate(t *testing.T) {
	current, former, incoming := "current", "former", "incoming"
	cases := []struct {
		name       string
		statements [][]string
		on         string
		want, then query.Standing
	}{
		{"between two statements", [][]string{{"2021", "status", current}, {"2023-05", "status", current}}, "2022-02-02", query.Held, query.Presumed},
		{"on the day of one", [][]string{{"2021-03-04", "status", current}}, "2021-03-04", query.Held, query.Held},
		{"after the last, nothing ends it", [][]string{{"2021", "status", current}}, "2022", query.Presumed, query.Presumed},
		{"before the first", [][]string{{"2021", "status", current}}, "2020", query.Unknown, query.Unknown},
		{"before it began", [][]string{{"2021", "status", current, "from", "2020-06"}}, "2020-05", query.NotYet, query.Unknown},
		{"since it began", [][]string{{"2021", "status", current, "from", "2020-06"}}, "2020-06-15", query.Held, query.Unknown},
		{"after its end", [][]string{{"2021", "status", current, "to", "2022"}}, "2023", query.Ended, query.Ended},
		{"until its end", [][]string{{"2021", "status", current, "to", "2022"}}, "2022-12-30", query.Held, query.Held},
		{"spoken of as past", [][]string{{"2021", "status", current}, {"2023", "status", former}}, "2023-05", query.Ended, query.Ended},
		{"between the last and the word of its end", [][]string{{"2021", "status", current}, {"2023", "status", former}}, "2022", query.Unknown, query.Presumed},
		{"past, and nothing else known", [][]string{{"2023", "status", former}}, "2022", query.Unknown, query.Unknown},
		{"past, with both ends told", [][]string{{"2023", "status", former, "from", "2018", "to", "2020"}}, "2019", query.Held, query.Unknown},
		{"past and taken up again", [][]string{{"2020", "status", current}, {"2021", "status", former}, {"2023", "status", current}}, "2024", query.Presumed, query.Presumed},
		{"in the first of two periods", [][]string{{"2019", "status", current}, {"2020", "status", current}, {"2021", "status", former}, {"2023", "status", current}}, "2019-07", query.Held, query.Held},
		{"announced", [][]string{{"2024-06-12", "status", incoming}}, "2024-07", query.Announced, query.Announced},
		{"announced and later held", [][]string{{"2024-06-12", "status", incoming}, {"2024-11", "status", current}}, "2024-07", query.Announced, query.Announced},
		{"before it was announced", [][]string{{"2024-06-12", "status", incoming}}, "2024-05", query.Unknown, query.Unknown},
		{"announced for a day", [][]string{{"2024-06-12", "status", incoming, "from", "2024-09-01"}}, "2024-08", query.NotYet, query.NotYet},
		{"since the day it was announced for", [][]string{{"2024-06-12", "status", incoming, "from", "2024-09-01"}}, "2024-10", query.Presumed, query.Presumed},
		{"announced again after its end", [][]string{{"2020", "status", current}, {"2021", "status", former}, {"2022", "status", incoming}}, "2023", query.Announced, query.Announced},
		{"the text's date outdoes the document's", [][]string{{"2023", "status", current, "stated_on", "2019"}}, "2020", query.Presumed, query.Unknown},
		{"without any date", [][]string{{"", "status", current}}, "2020", query.Unknown, query.Unknown},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			answer, err := query.Roles(t.Context(), career(t, c.statements...), "person:a", query.RoleOptions{On: c.on})
			if err != nil || answer.Roles.Total != 1 {
				t.Fatalf("%d roles, %v", answer.Roles.Total, err)
			}
			role := answer.Roles.Items[0]
			attested(t, role.Facts...)
			if role.Standing != c.want || role.KnownThen != c.then || len(role.Facts) != len(c.statements) {
				t.Errorf("%s, known then %s, of %d facts; want %s and %s; periods %+v", role.Standing, role.KnownThen, len(role.Facts), c.want, c.then, role.Periods)
			}
		})
	}
}

func TestRolesOfAnOrganisation(t *testing.T) {
	role := func(id, date, person, title, status string) *paper {
		return newPaper(id, date).says("person:"+person, graph.HasRole, "organisation:o", "title", title, "status", status)
	}
	store := library(
		t, role("1", "2018", "a", "ordförande", "current"), role("2", "2019", "a", "Ordförande", "former"),
		role("3", "2021-04", "b", "ordförande", "current"), role("4", "2022", "b", "ordförande", "current"), role("5", "2022", "c", "vice ordförande", "current"),
		newPaper("6", "2022").says("person:c", graph.AffiliatedWith, "organisation:o").says("person:d", graph.AffiliatedWith, "organisation:o"),
		newPaper("7", "2017").says("person:b", graph.HasRole, "7", "title", "sekreterare", "status", "current"),
	)
	answer, err := query.Roles(t.Context(), store, "organisation:o", query.RoleOptions{On: "2021-12"})
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, role := range answer.Roles.Items {
		got = append(got, role.Person.Name+" "+role.Title+" "+string(role.Standing))
		attested(t, role.Facts...)
	}
	same(t, "roles", got, []string{"b ordförande held", "c vice ordförande unknown", "d  unknown", "a Ordförande ended"})
	same(t, "gaps", answer.Gaps, []query.Gap{{Title: "ordförande", After: "2018", Before: "2021-04"}})
	answer, err = query.Roles(t.Context(), store, "organisation:o", query.RoleOptions{Title: "VICE", Scope: query.Scope{From: "2022"}})
	if err != nil || answer.Roles.Total != 1 || answer.Roles.Items[0].Standing != "" {
		t.Errorf("vice chairs: %+v, %v", answer.Roles, err)
	}
	answer, err = query.Roles(t.Context(), store, "person:b", query.RoleOptions{On: "2020"})
	if err != nil {
		t.Fatal(err)
	}
	same(t, "periods", answer.Roles.Items[0].Periods, []query.Period{{From: "2021-04", To: "2022"}})
	acting := career(t, []string{"2020", "status", "acting"}, []string{"2021", "status", "acting"}, []string{"2023", "status", "former"}, []string{"2024", "status", "current"})
	ended, err := query.Roles(t.Context(), acting, "person:a", query.RoleOptions{})
	if err != nil {
		t.Fatal(err)
	}
	same(t, "acting", ended.Roles.Items[0].Periods, []query.Period{{From: "2020", To: "2021", EndedBy: "2023", Acting: true}, {From: "2024", To: "2024"}})
	same(t, "role without organisation", answer.Roles.Items[1].Organisation, graph.Node{})
	same(t, "what is not presumed to go on", answer.Roles.Items[1].Standing, query.Unknown)
	same(t, "gaps of a person", answer.Gaps, []query.Gap{{After: "2017", Before: "2021-04"}})
}

func TestRolesOfWhatHasNone(t *testing.T) {
	store := library(t, newPaper("a", "").says("person:a", graph.Discusses, "concept:c"))
	if _, err := query.Roles(t.Context(), store, "concept:c", query.RoleOptions{}); !errors.Is(err, query.ErrInvalid) {
		t.Errorf("roles of a concept: %v, want ErrInvalid", err)
	}
	if _, err := query.Roles(t.Context(), store, "person:x", query.RoleOptions{}); !errors.Is(err, graph.ErrNotFound) {
		t.Errorf("roles of nobody: %v, want ErrNotFound", err)
	}
	if _, err := query.Roles(t.Context(), store, "person:a", query.RoleOptions{On: "nyss"}); !errors.Is(err, query.ErrInvalid) {
		t.Errorf("roles at no date: %v, want ErrInvalid", err)
	}
}
