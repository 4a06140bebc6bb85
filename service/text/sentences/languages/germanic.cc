#include "text/sentences/languages/languages.h"

namespace verbatim::text {
namespace {

// Abbreviations after Duden (German), Van Dale and Onze Taal (Dutch), Retskrivningsordbogen (Danish), Svenska
// skrivregler (Swedish) and Språkrådet (Norwegian).
constexpr LanguageData kData[] = {
    {
        .codes = "de gsw lb nds",
        .inner =
            "abg allg amerik amtl aussch bes betr bez bezgl bspw bzgl bzw ca d d.h dgl dipl dipl.-ing doz "
            "dr dr.-ing dres dt ebd ehem eidg einschl engl entspr erstm ev evang evtl exkl fa frl frz franz "
            "fr geb gegr gem gen gest gez ggf ggfs griech grds h.c hl hptm hr hrn hrsg hz i i.a i.d ing "
            "inkl insb insbes i.v ital jap jew jur kath kfm kgl kpt landw lat lfd lic lt ltd ltn m.a.w m.e "
            "mag max mdl med min.-präs mind mod möbl mus nat näml o od oecon offz österr österr.-ung päd "
            "pfr phil poln polit priv priv.-doz prof ps rd rer resp rev röm röm.-kath russ s sog soz span "
            "spez st staatl städt stellv stv svw tägl techn theol türk u übl ugs urspr v verb verh verst "
            "vgl vorm vors vs wiss z z.b z.hd z.t zit zus zz zzgl zzt z.z z.zt bundesrep gebr frhr frh verf "
            "ver bgm dipl.-kfm kto stud sel",
        .numeric =
            "abb abs abschn anh anl anm art aufl az bd bde bl buchst fax fig fn gl h jg kap lit nr nrn num "
            "pkt pos rdnr rn rz seitenz tab tel teilbd vers vol zf ziff § §§",
        .any =
            "a.a a.a.o a.d ag apr aug bhf co corp dez d.j d.m e.v etc etw feb febr ff folg gmbh gr hbf "
            "i.allg i.d.r inc jan jh jhd jhdt jr jul jun mio mrd mrz n.chr n.e nov o.ä o.g okt pl publ rel "
            "s.o s.u sek sen sep sept sr std str tsd u.a u.ä u.a.m u.u u.v.a u.v.m usf usw v.chr v.u.z",
        .starters =
            "aber alle allein allerdings alles als also am an anders andere anschließend auch auf aus "
            "außerdem bald bei beide beim bereits besonders bis bisher da dabei dadurch dafür dagegen daher "
            "dahinter damals damit danach daneben dann daran darauf daraufhin daraus darin darüber darum "
            "darunter das dass davon davor dazu dein dem demnach den denn dennoch der derzeit des deshalb "
            "deswegen die dies diese diesem diesen dieser dieses doch dort du durch eben ebenso ein eine "
            "einem einen einer eines einige endlich er erst es etwa etwas ferner früher für ganz gegen "
            "genau gestern gibt hat hätte heute hier hierzu ich ihm ihn ihr ihre ihrem ihren ihrer im immer "
            "immerhin in indem insgesamt inzwischen ist ja jede jeder jedes jedoch jemand jene jetzt kann "
            "kein keine künftig laut mal man manche mehr mein meine mit mittlerweile nach nachdem natürlich "
            "neben nein nicht nichts niemand noch nun nur ob obwohl oder oft ohne schließlich schon sehr "
            "sein seine seinem seinen seiner seit seitdem selbst sich sie sind so sobald sogar solche soll "
            "somit sondern sonst sowohl später statt stattdessen trotz trotzdem über überhaupt um und uns "
            "unser unsere unter viele vielleicht vom von vor während wann war warum was weder wegen weil "
            "weiter weitere weiterhin welche wenn wenige wer werden wie wieder wieso wir wird wo wobei "
            "woher wohin wohl zu zudem zuerst zuletzt zum zumindest zunächst zur zurzeit zusammen zuvor "
            "zwar zwischen",
        .ordinal_before =
            "ab als am an ans anfang beim bis das dem den der des die dienstag dieser diesem diesen dieses "
            "donnerstag ein eine einem einen einer eines ende freitag ihr ihre ihrem ihren ihrer im in ins "
            "jede jedem jeden jeder jedes mein meine meinem meinen mitte mittwoch montag nächste nächsten "
            "oder samstag sein seine seinem seinen seiner seit sonnabend sonntag sowie und unser unsere "
            "unserem unseren vom zum zur zweiten",
        .ordinal_after =
            "advent april auflage august bundesliga bundestag bundestages bezirk dezember etage februar "
            "geburtstag jahr jahrestag jahrhundert jahrhunderts jahrtausend januar jänner juli juni kapitel "
            "klasse lebensjahr liga mai mal märz minute monat november obergeschoss oktober platz preis "
            "rang runde satz schuljahr september spieltag stock stockwerk tag todestag vorsitzende "
            "vorsitzender weltkrieg weltkriegs weltkrieges woche",
        .suffixes = "str",
    },
    {
        .codes = "nl af fy",
        .inner =
            "aanw adm afb afd afk alg apr arr aug b.g bac b.v bc bijv bijz bl br bv blijkb ca cf dec dhr di "
            "d.i d.m.v d.w.z dir dr dra drs ds e.d.g e.e excl feb febr fr gebr gem gen gep geb gest h.a.h "
            "h.k hr i.c i.e i.o i.p.v i.s.m i.t.t i.v.m ing inl incl insp int ir jhr jkvr jl jr kap kath "
            "ket kol koll kpt lic ll lt luit m.a.w m.b.t m.b.v m.i m.i.v m.m m.n m.u.v maj mej mevr mgr mr "
            "mw n.a.v n.o o.a o.b.v o.g o.i.v o.l.v o.m o.v.v ong oorspr pres prof r.k resp sr st t.a.v "
            "t.b.v t.g.v t.h.v t.n.v t.o.v t.w vervl vgl vnl vnw voorz vs w.o wed wnd zgn zg z.g z.i z.k.h "
            "h.k.h z.m h.m z.e",
        .numeric = "art blz fig hfst nr nrs p par pag pp tel vol",
        .any = "a.d a.u.b a.s b.d co d.d enz etc e.a e.d e.v inc jan jul jun ltd mrt n.chr n.v.t nov okt p.m "
               "sept sep s.v.p str v.chr v.h m.a.o p.j p.p fa ned",
        .last = "enzovoort q.q",
        .starters =
            "aan af al alle als andere bij bovendien daar daarna daarom dan dat de deze die dit dus door "
            "echter een eerst en er ga geen haar had heeft hen het hier hij hoe hoewel hun ik in is ja je "
            "jij jullie kan maar meer men met mijn misschien na naar naast nadat nee niet nog nu of om "
            "omdat onder ondanks ons ook op over sinds sommige te tegen ten terwijl tijdens toch toen tot "
            "tussen u uit van vanaf veel volgens voor waar waarom wanneer want waren was wat we welke wie "
            "wij wordt ze zeer zelfs zij zijn zo zoals zonder zou",
        .suffixes = "str",
    },
    {
        .codes = "da",
        .inner =
            "adr afd afg alm ang ank anm bl.a ca cand dipl d dr d.v.s dvs eks ekskl el ell em eng etabl evt "
            "f.eks fhv fm forb foreg forf forh forsk fr frk gdr gl glda gns gr hhv hr hrl ing inkl insp "
            "instr int jf jvf kap kapt kbh kgl kl kpt lic lign lok lrs lt m.h.t maks mag maj mfl mht min "
            "mgl mr mrs ms mt nat nedenst nuv o.lign obs ol opr org ovf ovenn p.g.a p.t p.g pga pk pl pol "
            "prof prov præs pst pt red ref rel resp rev sct sek sen sign skr skt sml soc spec sr st stk "
            "stud sv tdl th t.o.m tekn teol tlf ugtl vedr vejl vha vs vul zool årg årh øv fru fx gen adv",
        .numeric = "afsn art bd bl fig j.nr jnr kap nr n° p pag par pkt pp s sp stk tab tlf vol §",
        .any =
            "a.m.b.a adj apr aps aug co corp dec e.kr f.kr e.v.t etc feb f.o.m inc jan jr jul jun ltd m.fl "
            "m.m m.v mia mio nov o.a o.l o.s.v okt osv sen sep sept u.a a.m p.m",
        .unit = "mio mia pct kr km cm kg",
        .starters =
            "af alle allerede alligevel andre at bare begge blandt både da de deres den denne der derefter "
            "derfor desuden det dette disse du efter eller en end endelig endnu er et for fordi først fra "
            "før få går ham han hans har havde hele hendes her hos hun hvad hver hverken hvem hvilke "
            "hvilken hvis hvor hvordan hvorfor hvornår i ifølge igen ikke imidlertid ind ingen jeg ja kan "
            "kun lad lige man mange med mellem men mens mere min mit nej ner netop nogle nok nu når og også "
            "om omkring op over på samme samt selv senere siden sin ses skal som snart så sådan således "
            "taget til trods tværtimod ud under uden var ved vi vil ville vores være",
        .ordinal_before =
            "d den det de dem fra i og på til eller mandag tirsdag onsdag torsdag fredag lørdag søndag",
        .prepositions = "kl kring omkring ved før efter om",
    },
    {
        .codes = "sv",
        .inner =
            "adj adv allm anm art avd bl.a c:a ca cirka civ dir d.v.s dr dvs eg e.d ekon eng enl etn exkl "
            "ev f f.d f.ö fam fd fig fr fr.o.m fro from förf förk g gm ggr h hr ing inkl jfr jur kapt kand "
            "kap kl komm kungl kyrk lat m lic lärj m.a.o m.h.t mag maj max med mha mht milj mm mr n ngn ngt "
            "nuv o obs ombes omkr p.g.a pga prel prof red resp s.a.s s.k sek sid skt sk spec st stud sv "
            "sthlm t t.ex t.o.m t.v tekn teol tex tel tr typ ung ungef u.p.a urspr utg v vanl vard vol äv "
            "övers s:t gen",
        .numeric = "art avsn bd fig kap nr n:r p pag pkt s sid st tab tel vol §",
        .any = "apr aug dec d.ä d.y dyl e.d e.kr etc e.m e.v.t f.kr f.m feb inc jan jr jul jun ltd m.fl m.m "
               "mfl mm nov o.d o.dyl o.s.v okt osv sen sep sept",
        .unit = "milj mdr tkr kr proc",
        .starters =
            "alla allt att av bara båda de dem den denna deras dessa dessutom det detta då där därefter "
            "därför efter eftersom ej eller en enligt ett fast flera från för först före ha hade han hans "
            "har hela hennes här hon hur i icke idag ingen inte ja jag kan kanske med medan mellan men mer "
            "mot många man mycket nej ni nu när någon några och också om omkring oss på samma samtidigt "
            "sedan senare ska skulle som somliga så sådan till trots under ur utan vad var varför varje vem "
            "vi vid vilka vill vår åt än ändå är över",
    },
    {
        .codes = "nb nn no",
        .inner =
            "adj adm adv ang anm art avd bl.a ca cand d d.e d.v.s dir dr dvs eg eks ekskl eng el evt f "
            "f.eks f.o.m fig fk fr frk ft fhv følg gen gj gl h.k.h hhv hr inkl ing insp iht jf jfr jur kap "
            "kapt kgl kl km kst m.a.o m.h.t maj maks med mht mnd mrk mv nat nr o obl oppr ovenn p.g.a p.t "
            "pga pst pr prof red resp s.k sen sign sk skt spes sr st sst stud t.d t.eks t.o.m tekn teol tlf "
            "u utg v vedr vs årg ifl",
        .numeric = "art avsn bd fig jnr kap nr p pag pkt pp s sp tab tlf vol §",
        .any =
            "apr aug des e.kr etc f.kr feb inc jan jr jul jun ltd m.fl m.m m.v mfl mm mv nov o.a o.l o.s.v "
            "okt osv sen sep sept",
        .unit = "mill mrd kr pst prosent",
        .starters =
            "alle allerede andre at av bare begge blant både da de dei den denne der derfor dermed dersom "
            "desse det dette disse dog du eg eit ei ein eller en ennå er et etter ettersom for fordi fra "
            "først før få ham han hans har hadde hele hennes her hos hun ho hva hver hvem hvilke hvis hvor "
            "hvordan hvorfor i ifølge ikke ikkje imidlertid ingen ja jeg kan kun like man mange med medan "
            "mellom men mens mer min nei noen nok nå når og også om omkring opp over på samme samt selv "
            "senere siden sin skal slik som snart så til tidligere trass under uten var ved vi vil vår være",
        .ordinal_before =
            "den det de dei i og på til fra eller mandag tirsdag onsdag torsdag fredag lørdag søndag",
    },
    {
        .codes = "is fo",
        .inner = "að dr fr frk hr m.a prof s.s sbr skv sr st t.d u.þ.b þ.e þ.e.a.s þ.á.m",
        .numeric = "bls nr kl gr mgr tbl",
        .any = "apr ágú des e.kr f.kr feb jan jr jún júl nóv okt sep sept",
        .last = "o.fl o.s.frv",
        .starters =
            "að af allir á en ég er eftir ef fyrir frá það þá þar þeir þetta þess hann hún hér í með við um "
            "og sem til var",
        .ordinal_before = "á hinn hinum þann frá til og um í",
    },
};

}  // namespace

constinit const std::span<const LanguageData> kGermanicData = kData;

}  // namespace verbatim::text
