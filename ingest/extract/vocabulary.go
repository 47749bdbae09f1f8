package extract

import (
	"strings"
)

// vocabulary holds the closed lists of Swedish words that rules rest on. Its
// words are general language; none names a person or body.
type vocabulary struct {
	exact    map[string]trait
	suffixes map[byte][]suffix      // by last byte
	definite map[string]string      // definite role noun → indefinite
	formal   map[string]formalNames // pet name → given names
}

type suffix struct {
	text   string
	least  int // shortest whole word in bytes
	traits trait
}

// newVocabulary builds the lists.
func newVocabulary() *vocabulary {
	v := &vocabulary{exact: map[string]trait{}, suffixes: map[byte][]suffix{}, definite: map[string]string{}}
	v.words(saying, sayingVerbs())
	v.words(placePrep, "i från till vid ur utanför kring runt nära genom mot mellan över norr söder öster väster inom")
	v.words(status, "tidigare förre förra gamla gamle forna fd f.d f.d. ex tillförordnad tillförordnade tf t.f t.f. vikarierande tillträdande blivande avgående nuvarande dåvarande ny nye nya nytillträdd nytillträdde nytillträdda")
	v.words(companyForm, "ab hb kb inc ltd gmbh plc oy oyj asa a/s corp llc ag ek.för")
	v.words(bodyHead, "kommun universitet högskola tingsrätt hovrätt länsstyrelse landsting stift församling pastorat sjukhus lasarett universitetssjukhus universitetssjukhuset institut akademi stad museum kommuner tingsrätter länsstyrelser regionen institutet förbund university college hospital institute foundation group bank council centrum folkhögskola gymnasium")
	v.words(bodyDefinite, "arbetsgruppen samverkansgruppen styrgruppen referensgruppen expertgruppen projektgruppen programrådet rådet nämnden styrelsen kommittén kommissionen delegationen utskottet inspektionen myndigheten institutet centrum föreningen förbundet riksförbundet stiftelsen sällskapet akademin akademien nätverket forum fonden samfundet institutionen avdelningen enheten sekretariatet kansliet kontoret förvaltningen beredningen samverkansrådet sakkunniggruppen beredningsgruppen arbetsutskottet universitetet högskolan utvecklingscentrum kompetenscentrum delegation kommission institut")
	v.roles()
	v.pets()
	v.endings(bodyWord, 9, "verket myndigheten styrelsen nämnden departementet förbundet institutet inspektionen kansliet universitetet sjukhuset stiftelsen akademin kommissionen kommittén utskottet delegationen domstolen partiet fullmäktige ombudsmannen fonden museet sekretariatet högskolan kammaren förvaltningen rådet byrån tinget organisationen")
	v.endings(bodyWord, 10, "bolaget koncernen föreningen centralen stämman kontoret banken")
	v.endings(bodyWord, 9, "skolan nätverket arkivet teatern verken akademien kåren")
	v.endings(bodyWord, 11, "biblioteket orkestern samfundet sällskapet klubben jouren")
	v.endings(bodyWord, 14, "utredningen")
	v.endings(bodyWord, 10, "tjänsten bladet tidningen kuriren posten företagen arbetsgivarna polisen börsen")
	v.endings(thing, 6, "gatan vägen torget priset galan laget lagen balken kyrkan bron huset parken hallen palatset medaljen stipendiet gränden gränd plan kajen leden tunneln programmet projektet dagarna veckan konferensen mässan festivalen avtalet fördraget modellen loppet cupen strategin planen arenan gymnasiet metoden principen doktrinen affären skandalen salen aulan stadion museet plaketten statyn")
	v.endings(verb, 4, "ade ades erar erade iserar ätter ägger ieras")
	v.endings(placeTail, 6, "stad sjön havet köping ström älven ån borg hamn sund vik viken fors berga torp tuna sta landet öarna bergen dalen län")
	return v
}

func (v *vocabulary) words(t trait, list string) {
	for word := range strings.FieldsSeq(list) {
		v.exact[word] |= t
	}
}

func (v *vocabulary) endings(t trait, least int, list string) {
	for word := range strings.FieldsSeq(list) {
		last := word[len(word)-1]
		v.suffixes[last] = append(v.suffixes[last], suffix{word, least, t})
	}
}

// traits looks a lower-case word up.
func (v *vocabulary) traits(lower string) trait {
	t := v.exact[lower]
	if len(lower) < 3 {
		return t
	}
	for _, s := range v.suffixes[lower[len(lower)-1]] {
		if t&s.traits == s.traits || len(lower) < s.least || !strings.HasSuffix(lower, s.text) {
			continue
		}
		t |= s.traits
	}
	switch lower {
	case "prolog", "prologen", "monolog", "monologen", "nekrolog", "nekrologen":
		t &^= role | roleDefinite
	}
	if strings.HasSuffix(lower, "området") || strings.HasSuffix(lower, "kraftverken") || strings.HasSuffix(lower, "konstverken") || strings.HasSuffix(lower, "sågverken") {
		t &^= bodyWord
	}
	return t
}

// indefinite brings a role noun from the definite to the indefinite form:
// utredaren → utredare, forskningsdirektören → forskningsdirektör.
func (v *vocabulary) indefinite(lower string) string {
	for at := 0; at < len(lower); at++ {
		if base, ok := v.definite[lower[at:]]; ok {
			return lower[:at] + base
		}
	}
	return lower
}

// sayingVerbs are the finite forms of verbs that report speech.
func sayingVerbs() string {
	return "säger sade sa sagt konstaterar konstaterade berättar berättade menar menade tycker tyckte anser ansåg " +
		"förklarar förklarade framhåller framhöll betonar betonade understryker underströk poängterar poängterade " +
		"påpekar påpekade tillägger tillade frågar frågade undrar undrade svarar svarade hävdar hävdade uppger uppgav " +
		"skriver skrev kommenterar kommenterade fortsätter fortsatte instämmer instämde avslutar avslutade inleder " +
		"inledde tror trodde hoppas hoppades sammanfattar sammanfattade redogör redogjorde informerar informerade " +
		"presenterar presenterade rapporterar rapporterade föredrar föredrog beskriver beskrev varnar varnade lovar " +
		"lovade medger medgav erkänner erkände bedömer bedömde resonerar resonerade uppmanar uppmanade lyfter lyfte " +
		"pekar pekade summerar summerade föreslår föreslog yrkar yrkade anför anförde meddelar meddelade hälsar " +
		"hälsade tackar tackade öppnar öppnade noterar noterade efterlyser efterlyste påminner påminde upplyser " +
		"upplyste klargör klargjorde suckar skrattar ler utbrister says said explains explained argues argued"
}

// roles enters the nouns that name a person's function. A long word counts
// by its last part: forskningsdirektör, enhetschefen.
func (v *vocabulary) roles() {
	for word := range strings.FieldsSeq(roleNouns()) {
		indefinite, definite, _ := strings.Cut(word, "/")
		v.words(role, indefinite)
		v.endings(role, len(indefinite)+2, indefinite)
		for ending := range strings.SplitSeq(definite, ",") {
			if ending == "" {
				continue
			}
			v.words(role|roleDefinite, ending)
			v.definite[ending] = indefinite
			v.endings(role|roleDefinite, len(ending)+2, ending)
		}
	}
	v.words(role, "ordf ordf. sekr sekr. vd v.d. vd:n prof prof. direktør ceo cfo cto md professor emeritus fil.dr docent gd champion director manager head president chairman secretary officer fellow advisor")
	v.words(role|roleDefinite, "vd:n gd:n")
}

// roleNouns lists role nouns as indefinite/definite.
func roleNouns() string {
	return "chef/chefen direktör/direktören sekreterare/sekreteraren minister/ministern ledare/ledaren " +
		"ordförande/ordföranden ledamot/ledamoten statsråd/statsrådet kommunalråd/kommunalrådet regionråd/regionrådet " +
		"landstingsråd/landstingsrådet borgarråd/borgarrådet oppositionsråd/oppositionsrådet justitieråd/justitierådet " +
		"kansliråd/kanslirådet departementsråd/departementsrådet rättsråd/rättsrådet undervisningsråd/undervisningsrådet ämnesråd/ämnesrådet professor/professorn " +
		"läkare/läkaren strateg/strategen utredare/utredaren samordnare/samordnaren koordinator/koordinatorn forskare/forskaren " +
		"rektor/rektorn doktor/doktorn docent/docenten lektor/lektorn jurist/juristen ekonom/ekonomen " +
		"handläggare/handläggaren utvecklare/utvecklaren rådgivare/rådgivaren talesperson/talespersonen " +
		"talesman/talesmannen talesmannen/ taleskvinna/taleskvinnan ombudskvinna/ombudskvinnan presentatör/presentatören värd/värden redaktör/redaktören " +
		"journalist/journalisten reporter/reportern författare/författaren ombudsman/ombudsmannen inspektör/inspektören " +
		"åklagare/åklagaren domare/domaren advokat/advokaten mästare/mästaren ingenjör/ingenjören arkitekt/arkitekten " +
		"konsult/konsulten controller/controllern expert/experten analytiker/analytikern planerare/planeraren " +
		"lärare/läraren sjuksköterska/sjuksköterskan sköterska/sköterskan hushållare/hushållaren barnmorska/barnmorskan olog/ologen fysiker/fysikern kliniker/klinikern matematiker/matematikern tekniker/teknikern kemist/kemisten aktivist/aktivisten agronom/agronomen biskop/biskopen " +
		"präst/prästen kyrkoherde/kyrkoherden general/generalen överste/översten president/presidenten " +
		"ambassadör/ambassadören representant/representanten kanslist/kanslisten talman/talmannen " +
		"grundare/grundaren ägare/ägaren kommissarie/kommissarien kommissionär/kommissionären " +
		"assistent/assistenten föreståndare/föreståndaren prefekt/prefekten dekan/dekanen rådman/rådmannen " +
		"lagman/lagmannen hövding/hövdingen revisor/revisorn kassör/kassören justerare/justeraren producent/producenten " +
		"moderator/moderatorn föreläsare/föreläsaren doktorand/doktoranden student/studenten specialist/specialisten " +
		"företrädare/företrädaren förhandlare/förhandlaren debattör/debattören krönikör/krönikören regissör/regissören " +
		"administratör/administratören arkivarie/arkivarien bibliotekarie/bibliotekarien intendent/intendenten " +
		"statistiker/statistikern epidemiolog/epidemiologen kirurg/kirurgen politiker/politikern parlamentariker/parlamentarikern kommissionsledamot/ " +
		"terapeut/terapeuten pedagog/pedagogen entreprenör/entreprenören partner/partnern investerare/investeraren " +
		"kommunikatör/kommunikatören kontroller/ revisionschef/ vetare/vetaren dirigent/dirigenten historiker/historikern " +
		"farmaceut/farmaceuten apotekare/apotekaren logoped/logopeden dietist/dietisten kurator/kuratorn " +
		"riksdagsledamot/ riksdagsman/riksdagsmannen kommundirektör/ regiondirektör/ programledare/programledaren " +
		"mentor/mentorn delegat/delegaten observatör/observatören sakkunnig/sakkunnige,sakkunniga ansvarig/ansvarige " +
		"adjunkt/adjunkten forskningsledare/ postdoktor/ biträde/biträdet överläkare/överläkaren kapten/kaptenen " +
		"polis/ brandman/brandmannen undersköterska/undersköterskan gruppledare/ språkrör/språkröret " +
		"konstnär/konstnären musiker/musikern skådespelare/skådespelaren fotograf/fotografen tränare/tränaren lantbrukare/lantbrukaren " +
		"skribent/skribenten kritiker/kritikern diakon/diakonen kantor/kantorn notarie/notarien diplomat/diplomaten geograf/geografen " +
		"astronom/astronomen veterinär/veterinären konservator/konservatorn antikvarie/antikvarien programmerare/programmeraren designer/designern " +
		"formgivare/formgivaren översättare/översättaren kamrer/kamreren tjänsteman/tjänstemannen socionom/socionomen behandlare/behandlaren " +
		"assessor/assessorn fiskal/fiskalen fiskare/fiskaren dykare/dykaren bonde/bonden snickare/snickaren kock/kocken krögare/krögaren handlare/handlaren jägare/jägaren " +
		"målare/målaren sångare/sångaren pilot/piloten chaufför/chauffören förare/föraren elektriker/elektrikern montör/montören operatör/operatören byggare/byggaren " +
		"bagare/bagaren slaktare/slaktaren optiker/optikern psykolog/psykologen tolk/tolken prost/prosten pastor/pastorn imam/imamen poet/poeten illustratör/illustratören " +
		"tecknare/tecknaren artist/artisten komiker/komikern soldat/soldaten löjtnant/löjtnanten kommendör/kommendören guide/guiden mäklare/mäklaren botaniker/botanikern " +
		"jägmästare/ sotare/sotaren skötare/skötaren stödjare/stödjaren instruktör/instruktören utbildare/utbildaren förvaltare/förvaltaren odlare/odlaren uppfödare/uppfödaren " +
		"kompositör/kompositören filmare/filmaren fabrikör/fabrikören redare/redaren " +
		"konsulent/konsulenten utgivare/utgivaren upphandlare/upphandlaren informatör/informatören mätare/mätaren vikarie/vikarien praktikant/praktikanten receptionist/receptionisten coach/coachen " +
		"disponent/disponenten länsråd/länsrådet hovrättsråd/hovrättsrådet kammarrättsråd/kammarrättsrådet regeringsråd/ ambassadråd/ kommerseråd/ " +
		"partisekreterare/ sammankallande/sammankallanden ombud/ombudet ersättare/ersättaren gode/ suppleant/suppleanten nämndeman/nämndemannen"
}

// statusOf reads a word before a title as the status of the role.
func statusOf(lower string) string {
	switch strings.TrimSuffix(lower, ".") {
	case "tidigare", "förre", "förra", "gamla", "gamle", "forna", "fd", "f.d", "ex", "avgående", "dåvarande":
		return "former"
	case "tillförordnad", "tillförordnade", "tf", "t.f", "vikarierande":
		return "acting"
	case "tillträdande", "blivande":
		return "incoming"
	}
	return ""
}

// shortStatus tells the abbreviations of a status that a stop may follow.
func shortStatus(lower string) bool {
	switch lower {
	case "tf", "fd", "ordf", "sekr", "tjg", "ek":
		return true
	}
	return false
}

// isSentenceEnd reports whether a mark ends a sentence or sets the next word
// at the beginning of one.
func isSentenceEnd(mark string) bool {
	switch mark {
	case ".", "?", "!", ":", "…", "•", "·", "*", "–", "—", "”", "\"", "“", "»", "|":
		return true
	}
	return false
}
