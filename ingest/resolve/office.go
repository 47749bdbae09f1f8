package resolve

import "strings"

// sharesOffice reports whether a role is common to both that is more than a
// seat or a rank.
func sharesOffice(a, b *group) bool {
	for role := range a.roles {
		if b.roles[role] > 0 && !everyBody(role) {
			return true
		}
	}
	return false
}

// everyBody reports whether a role is one that every board, company or paper
// has somebody in.
func everyBody(role string) bool {
	switch role {
	case "ledamot", "ordförande", "vice ordförande", "ersättare", "suppleant", "medlem", "sekreterare", "chef", "vd", "reporter", "kassör", "justerare":
		return true
	}
	return false
}

// elected reports whether a group is of a party, and appointed whether it has an
// office and no party.
func (g *group) elected() bool {
	for org := range g.orgs {
		if party(org) {
			return true
		}
	}
	return false
}

func (g *group) appointed() bool {
	if g.elected() {
		return false
	}
	for role := range g.roles {
		if !everyBody(role) && !politician(role) {
			return true
		}
	}
	return false
}

// elects reports whether one is a politician and the other holds an office.
func elects(a, b *group) bool {
	return a.elected() && b.appointed() || a.appointed() && b.elected()
}

// foreign reports whether two hold offices of other lines of work, and neither
// place nor company links them.
func foreign(a, b *group) bool {
	known := map[string]bool{}
	for role := range a.roles {
		if !everyBody(role) {
			known[line(role)] = true
		}
	}
	other := false
	for role := range b.roles {
		if known[line(role)] {
			return false
		}
		other = other || !everyBody(role)
	}
	return other && len(known) > 0 && !nearby(a, b) && together(a, b) == 0
}

// sharesLine reports whether two have a line of work in common.
func sharesLine(a, b *group) bool {
	for role := range a.roles {
		for other := range b.roles {
			if line(role) == line(other) {
				return true
			}
		}
	}
	return false
}

// line is the line of work of a role: research, administration, else the role
// itself, without what follows its noun and without qualifiers before it.
func line(role string) string {
	head, _, _ := strings.Cut(role, " i ")
	for _, mark := range []string{" på ", " vid ", " för ", " av ", " med "} {
		head, _, _ = strings.Cut(head, mark)
	}
	head = head[strings.LastIndexByte(head, ' ')+1:]
	for _, end := range []string{"professor", "forskare", "docent", "lektor", "doktorand", "doktor", "adjunkt"} {
		if strings.HasSuffix(head, end) {
			return "research"
		}
	}
	for _, end := range []string{
		"chef", "direktör", "ledare", "ansvarig", "samordnare", "strateg", "utredare", "utredaren", "handläggare", "sekreterare", "vd",
		"ordförande", "minister", "råd", "hövding", "ledamot", "sekreteraren", "samordnaren", "expert", "rådgivare", "controller", "talesperson",
	} {
		if strings.HasSuffix(head, end) {
			return "administration"
		}
	}
	return head
}

// politician reports whether a role is held by election.
func politician(role string) bool {
	for _, end := range []string{"råd", "minister", "ledamot", "ordförande", "talare", "partiledare", "talesperson", "politiker", "statssekreterare"} {
		if strings.HasSuffix(role, end) {
			return true
		}
	}
	return strings.Contains(role, "ordförande") || strings.Contains(role, "ledamot")
}

// standing tells the politicians of a municipality from those it employs by the
// context of a claim; "" for those of whom it says neither and for rare names.
func standing(slugged string, context []string) string {
	if rarity(slugged) == rare {
		return ""
	}
	for _, entry := range context {
		if org, ok := strings.CutPrefix(entry, "org:"); ok && party(org) {
			return "/elected"
		}
	}
	for _, entry := range context {
		if role, ok := strings.CutPrefix(entry, "role:"); ok && !everyBody(role) && !politician(role) {
			return "/appointed"
		}
	}
	return ""
}
