#include "text/sentences/languages/languages.h"

namespace verbatim::text {
namespace {

// Abbreviations after the Lexique des règles typographiques (French), the Real Academia Española (Spanish), the
// Accademia della Crusca (Italian), the Acordo Ortográfico's vocabularies (Portuguese), DOOM (Romanian) and the
// Institut d'Estudis Catalans (Catalan).
constexpr LanguageData kData[] = {
    {
        .codes = "fr",
        .inner =
            "adj adjt adm anc angl apr auj av b.p bd boul bull c-à-d c.-à-d capt cf cie coll comm cmdt conf "
            "contr cel cne dir dr ds ed env ex excl exc fam fb fbg féd féod fr gal gén gr hab i.e imp ing "
            "insp inv j.-b lat litt lt ltt lt-col m mag maj math mgr mlle mlles mm mme mmes mons ms mus "
            "n.-b n.-d not obs op ouv p.-d.g p.-v p.ex p.c phys pl pr pres préf prés prof prov ps rem réf "
            "rép rév rvd s.e s.exc s.m s.s sec sén sgt somm spéc st ste stés sté suppl supra sv théol trad "
            "univ v var ve vve vs me ets éts blvd bld cdt adj.-chef mᵉ",
        .numeric =
            "alin art bibl chap ch fasc fig fol hect l n n° no nos nᵒ p pag par parag pp r.n réf sect t tab "
            "tél tit tom vol §",
        .any = "a.m apr.j.-c av.j.-c co corp déc éd éds ed edit édit févr fév inc janv jan j.-c jr juil ltd "
               "nov oct p.m sept s.a s.a.r.l sr col cap approx lieut",
        .last = "etc e.a et.al",
        .unit = "min sec mn env kg km cm",
        .starters =
            "ainsi alors après au aucun aucune aussi autre autres aux avant avec beaucoup bien c'est car ce "
            "ceci cela celle celui cependant certains ces cet cette ceux chacun chaque comme comment contre "
            "d'abord d'après d'autres dans de depuis des dès donc dont du durant elle elles en encore enfin "
            "ensuite entre est et il ils ici j'ai je jamais jusqu'à l'on la là le les leur leurs lors "
            "lorsque lui ma mais malgré même mes moi mon n'est ne néanmoins ni non nos notre nous on or ou "
            "où oui outre par parce parfois parmi pas pendant personne peu peut plus plusieurs pour "
            "pourquoi pourtant près puis puisque qu'il qu'est quand quant que quel quelle quelques qui quoi "
            "quoique s'il sa sans sauf se selon ses seul si sinon soit son sous souvent sur tandis tant tel "
            "toujours tous tout toute toutefois toutes très tu un une vers voici voilà vos votre vous y",
    },
    {
        .codes = "es gl ast",
        .inner =
            "adj adm admón alm almte apdo arq arz asoc av avda bco bibl bs c cap cax cdad cf cía cit cnel "
            "compl comte conf const cor corp coord cte cód d d.ª depto dpto der dir dña doc dr dra dras "
            "dres ed ee ej em emb emma emmo encuad entlo esp etim exc excma excmo ext fasc fca fco fdo fr "
            "fil ff gen gob gral grales grl hna hno hnos ib ibíd ilma ilmo ilmos imp ing inst izq izqda lda "
            "ldo lib lic licda loc lám máx mín mgtr mons mr mt mtro mtra mrs n.b nov ntra ntro o.p ob "
            "op.cit p.ej p.d p.p pbro pdo pdte pol pp pr pral pres presb prof profa profs prov ps pza r.d "
            "rdo ref reg rep rev rte rvda rvdo rvmo s.e s.m s.s sec secr sen sgto sta sto sr sra sras sres "
            "srta srtas soc subdir subs supl tte tít trad ud uds univ urb v v.b v.g v.gr vd vda vdo vds vid "
            "vs pte cmdte comdte tcol magfco edif",
        .numeric =
            "art arts apart cap caps cp ent fig figs fol inc lín núm núms no n nos n° nro n.º pág págs párr "
            "párrf párrs p pp pt ref t tel teléf tfno tfo tlf tomo vol vols v.ª §",
        .any = "a.c a.de.c a.m abr ago apr c.a co d.c dic dom e.c ed eds ene esq ee.uu ee.uu.aa feb ff.aa "
               "ff.cc jan jr jue jul jun ltd ltda lun mar mié nov oct p.m rr.hh rr.pp s.a s.a.de.c.v s.l sáb "
               "sep sept set sgte sig vie inc aprox",
        .last = "etc et.al",
        .unit = "min seg hs hr h km cm kg máx mill",
        .starters =
            "a además ahora al algunas algunos allí ante antes aquel aquella aquí así aún aunque cada casi "
            "como cómo con contra cual cuál cualquier cuando cuándo cuanto cuánto de debido del desde "
            "después donde dónde durante e el él ella ellas ellos en entonces entre era es esa ese eso esos "
            "esta está estas este esto estos fue gracias ha había hace hacia hasta hay hoy incluso la las "
            "le les lo los luego mañana más me mi mientras mis mucho muchos muy nada nadie ni ningún "
            "ninguna no nos nosotros nuestra nuestro nunca o os otra otras otro otros para pero poco por "
            "porque pues que qué quien quién se según ser si sí sin sino sobre sólo solo son su sus tal "
            "también tampoco tan tanto te tiene toda todas todavía todo todos tras tu tú un una unas uno "
            "unos usted ustedes y ya yo",
    },
    {
        .codes = "it scn vec",
        .inner =
            "a abb abbr agg amm amn arc arch art.mo assoc avv bibl c.a c.c c.d c.m c.p c.p.c c.p.p c.so ca "
            "cap.no capit card cav cav.lav cc cd cfr chiar chiar.ma chiar.mo col comm c.te d d.ssa dev dir "
            "dist distr dock dott dott.ing dott.sa dott.ssa dr dr.ssa dott.ri dr.i ecc.mo ed egr emin enc "
            "es ev f.lli fam f.to fr gen geom giu gov ggr gr grd i.e id ill ill.mo illus imp ing ins int "
            "introd ir iscr ist it lat lett lic loc.tà lt lug lgt m.o m.sso mag magn maj max mgr min.re "
            "mitt mo mons ms mr mrs n.b n.h n.d n.ro naz not nob ns o.d.g off ogg on onn onor op.cit op "
            "orig p.a p.es pag.na p.za p.zza par parl per.ind perch pers pp pref preg preg.mo prel pres pr "
            "proc prof prof.ssa prof.sa profn profs prov ps psic rag racc red reg rel rep resp rev rif "
            "s.a.r s.e s.m s.s sac sc scient sec seg segr sen serg sez sig sig.na sig.ra sigg sign sigg.ri "
            "soc sost sp spec spett spett.le sr sra srta ss st succ suppl t.col tav tecn ten tit trad univ "
            "v v.le vers vid vs vol.tà s.ten mar.llo amb",
        .numeric =
            "all art artt c cap capp cfr co civ fasc fig figg fog lett ln n nn no nr nota nro num p pag "
            "pagg par parr pp pt rif s sez t tab tav tel tom v vol voll ver §",
        .any =
            "a.c a.e.v a.m ago apr co corp d.c dic e.v feb gen giu inc jr lug ltd mar nov ott p.iva p.m s.a "
            "s.a.s s.n.c s.p.a s.r.l set sett spa srl u.s cap genn circa appross",
        .last = "ecc etc eccetera et.al",
        .unit = "min sec mln mld kg km cm mq mc tel",
        .starters =
            "a ad ai al all'inizio alcuni alla alle allo allora altri anche ancora appena c'è che chi ci "
            "ciò ciascuno come comunque con contro così cosa cui da dagli dai dal dalla davvero degli dei "
            "del della delle dello di dopo dove dovrebbe due dunque durante e ecco ed egli ella entrambi "
            "era erano esse essi fino forse fra fu già gli grazie ha hanno ho i il in infatti infine "
            "inoltre insieme invece io l'altro la lei le li lo loro lui ma mai mentre molte molti molto ne "
            "né negli nei nel nell'ultimo nella nelle nessun nessuno no noi non nonostante nostro o ogni "
            "oggi oltre oppure ora per perché però poi poiché prima proprio qualche quando quanto quasi "
            "quel quella quelle quelli quello questa queste questi questo qui quindi se sebbene secondo sei "
            "sempre senza si sì siamo sono solo sopra sotto spesso su sua subito sui sul sulla suo suoi tra "
            "tre tutta tutte tutti tuttavia tutto un un' una uno va vi voi è c'era sarà è'",
    },
    {
        .codes = "pt",
        .inner =
            "adj adm almte alm apt arq arc av bc bel bibl bisp brig cap card cel cf col com comte comend "
            "cond coord cx d d.ª dep deps desemb det dir dec dr dra dras drs ed eng enga engª exa exma "
            "exmas exmo exmos exª fasc fem fr f.º gal gen gov hab ib il ilma ilmo ilustr inf ing insp int "
            "jz lic licº loc lt ltda maj marq mad min.a mons mr mrs ms mte nac n.b n.s n.sra núcl ob obs op "
            "op.cit p.ex p.f pe pç pça perf pl port pref pres presid prof profa profs profª prol prov q.v "
            "qd r rel rem res rev revdo revmo rod s.a.r s.em.ª s.ex s.exa s.ex.ª s.m s.s sarg sec sen sens "
            "sgt sr sra sras srs srta sta sto ten ten.cel tít trad trav univ v v.a v.ex v.exa v.exª v.g v.s "
            "v.sa vd vig visc vs adv cor vereador",
        .numeric =
            "al apt art arts cap caps cf cp doc ed est fasc fig figs fl fls fol inc liv n n.º no nº nr nrs "
            "núm p pág págs par parág pp prof quad ref s séc sécs t tab tel telef tlf tom vol vols §",
        .any =
            "a.c a.d a.m abr ago apr cia co corp d.c dez e.c eua e.u.a fev inc jan jr jul jun ltd ltda mai "
            "mar nov out p.m s.a s.a.r.l sen set aprox",
        .last = "etc et.al",
        .unit = "min seg km kg cm ha mil milh h",
        .starters =
            "a ainda além algumas alguns ali antes ao aos apenas após aquela aquele aqui as assim até cada "
            "com como contra contudo da dado das de depois desde do dos durante e é ela elas ele eles em "
            "embora enquanto então entre era essa essas esse esses esta está estas este estes eu foi foram "
            "graças há hoje isso isto já la lá logo mais mas me mesmo meu minha muitas muito muitos na nas "
            "nem nenhum ninguém no nos nós nossa nosso numa num nunca o onde ontem os ou outra outras outro "
            "outros para pela pelo pois por porém porque portanto pouco quais qual qualquer quando quanto "
            "quase que quem se segundo seja sem sempre ser seu seus só sobre sua suas também tanto tem "
            "tinha toda todas todavia todo todos tu tudo um uma umas uns você vocês",
    },
    {
        .codes = "ro mo",
        .inner =
            "acad adj adm al alin apr.n arh asist av bd bibl bl bul ca cap cca cf chim com conf cons col "
            "cpt ct dl dlui d d-l d-lui d-na d-nei d-nii d-ra d-voastră dir dna dnei dnii dnul dr drd dvs "
            "ed ec em ex fam glt gr hon i.e id ing înv jr jud lat lect lit lt mag maj max min.ad mr ms mun "
            "nb nr.crt op orig os p.ex pers pl plt pr prep pres prof ps pt reg rep resp rev s.n sec sen sf "
            "sfi sfinții sg sgt soc spec sr st str sublt subst șos şos tit trad univ urm v vs vol.col gen",
        .numeric = "ap art alin bl c cap et fig lit nr p pag par pct pg sc sec tab tel vers vol",
        .any =
            "a.m apr aug corp d.c d.hr dec e.n etc.a feb i.c ian inc î.hr î.e.n iul iun jan jr ltd mart nov "
            "oct p.m s.a s.r.l sept s.u.a aprox approx",
        .last = "etc ș.a ş.a ș.a.m.d ş.a.m.d",
        .unit = "mil mld lei min sec h km kg cm",
        .starters =
            "a acea aceasta această aceea aceia acest acesta aceste acestea acești aceștia acolo acum ai "
            "aici al alte alți am apoi are asta astfel atunci au azi ca când care cât ce cea cei cele cel "
            "chiar cine conform cu cum da dacă dar de deci deja deși despre din dintre după ea ei el ele "
            "era este eu fără fiecare fost haide iar în încă însă între într-o într-un la le lor lui mai "
            "mulți nici nimeni noi nu numai o oamenii odată or ori pe pentru peste până poate prin printre "
            "sau se și sub sunt suntem te toate toți tot totuși un una unde unele unii va voi vor",
    },
    {
        .codes = "ca oc",
        .inner =
            "adm av avda c cap cf col dir dr dra ex excm gen hble hon il·lm it mons mn ntra p.ex pl prof "
            "profa pres ptge s.m sr sra srs srta st sta vd vs",
        .numeric = "art cap fig núm n nre p pàg pàgs par pp t tel vol",
        .any = "a.c a.m d.c ee.uu p.m s.a s.l",
        .last = "etc",
        .starters =
            "a això al aquest aquesta aquests així amb ara cada com de del des el els ella en és ha hi la "
            "les li malgrat més no nosaltres o on per però què quan que segons si sense són també tot un "
            "una",
    },
};

}  // namespace

constinit const std::span<const LanguageData> kRomanceData = kData;

}  // namespace verbatim::text
