#include "text/sentences/languages/languages.h"

namespace verbatim::text {
namespace {

// Abbreviations after the dictionaries of the Hungarian Academy (AkH. 12), Kotus (Finnish), Triantafyllidis (Greek),
// TDK (Turkish), VLKK (Lithuanian), and the orthographies of Estonian, Latvian, Albanian, Azerbaijani and Armenian.
constexpr LanguageData kData[] = {
    {
        .codes = "hu",
        .inner =
            "alez alk ált ang bek bp br cca cs csoptit csüt dipl dk dny doc dr du dz é ea ed egyh ék elvt "
            "eml ell érd esz ev ezr f fam fm fn főhdgy főig főisk főtörm főv fr gen gimn gk gr gróf h hdgy "
            "hiv honv hgy hg i ideigl ifj ig igh ill ism isk ist izr jav jkv jz kb kat ker kf kgy kh kir "
            "kiv kk kny kor kt kpt kv közg krt l lat ld legs lh loc m max mb mf min miss mjr mlle mme mn mr "
            "mrs ms n nagys nb né nyilv nyug nyrt obj okl olv op orsz ov özv p pf pk pl plk pol pót pp pr "
            "prof prot ps pság ptk pu r rac ref rel rev rf rk rkp rkt rtg röv s sgt sel sm st sz szd szds "
            "szerk szül szt szfv sző t tbk tc techn tkp tszf tszt tkv tul törv tv ty tvr u ua ui úm ún únv "
            "üag ügyv üi ümk üv v vb vegy vh vhol vill vm vö vs vsz vv zu id",
        .numeric = "bek eszt köt lj m old sz szám t tel",
        .any = "áll bt co corp febr inc ápr aug dec jan jr júl jún kft kht ltd márc máj nov nyrt okt rt stb "
               "szept zrt i.sz kr.e kr.u e.u",
        .last = "stb etc s.a.t",
        .unit = "ft kg km cm m min mp ó p sz ezer eur",
        .starters =
            "a addig akkor aki ahol ahogy ám amely ami amikor annak arra az azonban azért azok azóta azt "
            "bár csak de e egy egyes ekkor előbb emellett én ennek erre és ez ezek ezért ezt ezután éppen "
            "fel ha hanem hiszen hogy hogyan hol ide így ilyen is ismét itt kérem ki ma maga majd még már "
            "mert mi mint minden mindenki most nagy ne nem nos ő ők olyan ott pedig persze sem semmi sok "
            "szerint tavaly te tehát ugyanis új úgy utána vagy vajon van viszont volt",
        .ordinal_before = "a az s és egy e ezen minden volt lett kerül nagy",
        .ordinal_after = "világháború világháborúban század században kerület kerületben kerületi",
    },
    {
        .codes = "fi",
        .inner =
            "ao alk apul ark ed em eno ent esim et eng fil ha hra ilt ind ins joht jr.-n kand kapt kaup ko "
            "koht kts kpl kr ks lat leht ls maist ml mm mr mrs ms nk nim nti ns nyk os p.o prof prov ransk "
            "r rva ruots sal saks sis so st synt s.o tal tek ts tri toht tr v.a va vas ven vpj vs vt vrt "
            "yht ylim ym.m yo ym.s yliopp dos kenr ev evl ltn kenrltn",
        .numeric = "art kl kpl n n:o no nro os p puh s ss v vol",
        .any = "co ekr jkr jne jr ltd mrd milj oy o.y s.v tms ym yms sr v e.a.a j.a.a",
        .last = "jne ym yms etc",
        .unit = "kg km cm min mk milj mrd h sek e",
        .starters =
            "ainakin ehkä edes ei eikä ellei eli en ennen entä että he hän hänen ihan ja jo jokainen jos "
            "joka jotka juuri jälkeen kaikki kai kenen keskellä kuitenkin kuka kuin kukaan kun koska kuten "
            "lisäksi me mikä miksi mikäli millainen minkä minä missä miten mitä molemmat monet monta mutta "
            "muut myös myöhemmin ne niin niiden noin nyt näin nämä olen oli on onko osa paljon saat se sekä "
            "sen siellä siinä siis siitä siksi silloin silti sillä sinä sitten suuri tai te tänään tämä "
            "tässä tätä tällä tästä vaan vai vaikka vain varmasti vasta vielä voi yksi",
        .ordinal_before = "ja",
    },
    {
        .codes = "et",
        .inner =
            "dr prof hr pr prl mag ins vt nt st sh a eks kap kol lp lüh m.h nn näit õp ptk sm sts tel tn u "
            "v",
        .numeric = "lk nr ptk p tel",
        .any = "jaan veebr apr aug sept okt nov dets jr jm jms jne jpt e.m.a ekr pkr m.a.j",
        .last = "jne jms jm jpt vms",
        .starters =
            "aga ainult et ehk ei enne ja ka kas kes kui kuid kuidas kus ma me mis mida mitte need nad nii "
            "nüüd on oli pärast praegu sa see seega seda selle siin siis ta tema üks",
        .ordinal_before = "ja kuni",
    },
    {
        .codes = "lt",
        .inner =
            "akad aps angl doc dr dir gerb gen gyd inž kun lot min mok mgr mjr pav pvz plg p prof red rus "
            "sav sen šv tarp t.p t.y tūkst vad vok vysk vyr žr žml k.a",
        .numeric = "art d kab nr p par pav psl str sk t tel",
        .any = "a apskr d e g k kt kpt m mėn mln mlrd mstl pl pr r raj s saus vas kov bal geg birž liep rugp "
               "rugs spal lapkr gruod sv sal vls tūkst val vlt š.m pr.kr po.kr",
        .last = "kt pan t.t ir.kt",
        .starters =
            "apie ar ant aš bet be bei buvo dabar dar dėl iki ir iš į jei jeigu ji jie jis jo jos jų kad "
            "kada kai kaip kas kiekvienas kodėl kur kuris mes nes net ne nors o pagal per po prieš su šis "
            "ši šie tačiau tai taip ten tie ta tas tik to todėl už",
    },
    {
        .codes = "lv",
        .inner =
            "akad angl doc dr dir ģen inž izd kap kpt latv liet maģ min mācit māc prof piem plkv plk red "
            "resp sal sk st sv t.i t.s tirg zin z.b",
        .numeric = "lpp nr p pant sk tab tel",
        .any = "g gs janv febr apr aug sept okt nov dec pag r utml u.c u.tml p.m.ē pr.kr",
        .last = "utt utml u.c u.tml u.t.t",
        .starters =
            "ar arī bet bija bez es gan ir ja jo kā kad kas kāpēc kur lai mēs ne no nav pēc par pie pirms "
            "šis šī šie tā tad tas tāpēc taču tie tur un uz viņa viņi viņš vai visi",
        .ordinal_before = "un līdz no gada",
    },
    {
        .codes = "el",
        .inner =
            "αγγλ αγ αθλ ακαδ αναπλ απ αρχ αριθ αρχιεπ αστ βλ βιβλ βουλ γαλλ γεν γερμ γρ δ δδ δεσπ διευθ "
            "διπλ δις δηλ δικηγ δρ ελλ εκδ εν εξ επ επικ επίκ επισμ επιμ εφ ηλ θεολ θεσ ιατρ ιδ ιταλ κ κα "
            "κας κες καθ καθηγ κκ κος κου κον κυβ λ λατ λοχ λεωφ μ μητρ μτφρ μετ μηχ μον μπ νομ ν.δ ντ ο.π "
            "οδ οικ ολ όπ ορθ ορθοδ π παν πατρ πβ περ περιφ π.χ π.δ πλ πρβλ πρ πρεσβ προκ πρόεδρ πρωθ "
            "προϊστ ρωσ σ.σ σημ συγγρ συγκ στρ στρατ συν συντ σχ ταγμ τ τέλ τμ τηλ τ.κ υ.γ υπ υπολ υπουργ "
            "φιλ φρ φυσ χημ χρ χ.χ ναυ αρχιμ εισαγγ θαν γενν λ.χ λχ πχ άγ στρτγ",
        .numeric =
            "αρ αριθ άρθρ άρθ εδ εικ κεφ λ.χ ν νο παρ παράγρ πίν σελ σ σσ στ στοιχ σχ τ τηλ τομ τόμ τχ φυλ "
            "φ χφ §",
        .any =
            "αε α.ε ιαν φεβ φεβρ μαρ μάρτ απρ μαι μάι ιουν ιουλ ιούν ιούλ αυγ σεπ σεπτ οκτ νοε νοεμ δεκ μ.χ "
            "π.μ μ.μ ε.ε η.π.α ηπα επε ε.π.ε ο.ε κ.χ π.κ.χ περίπ",
        .last = "κ.λπ κλπ κ.ά κ.α κτλ κ.τ.λ κ.ο.κ κ.λ.π κ.τ.ό κ.τ.ο",
        .unit = "εκ εκατ χιλ χλμ μ δισ δισεκ τ.μ τρισ ώ δευτ λεπ κιλ",
        .starters =
            "αλλά αν ανάμεσα αντί αντίθετα από απο αργότερα αυτά αυτές αυτή αυτό αυτοί αυτός αφού αυτο για "
            "γιατί δεν δε διότι εάν εγώ εδώ είναι είχε ειναι έχει εκεί εκείνος εμείς έναν ένα ένας εν ενώ "
            "επίσης επειδή έτσι εσύ ήδη ήταν ή η θα και κάθε κάποιοι κάποιος καθώς κανείς κατά κατόπιν κι "
            "λοιπόν μα μας μάλιστα με μερικοί μετά μέχρι μήπως μην μη μια μία μόνο μου να ναι ο οι όλα όλοι "
            "όμως όπως όπου όποιος όσο όταν ότι ούτε όχι πάντα παρά περίπου ποιος ποια πολλά πολλοί πολύ "
            "πόσο που πού πρέπει πριν προς πως πώς σαν σε σήμερα σύμφωνα στα στη στην στις στο στον στους "
            "συνεπώς τα τι τη την της τις το τον τότε του τους τώρα των υπάρχει υπάρχουν ύστερα ώστε χωρίς "
            "χθες",
    },
    {
        .codes = "tr",
        .inner =
            "a akad alb alm anat ank apt ar ark as asb astsb atgm av bçvş bk bkz bl böl bul cad çev çvş ç "
            "dek dir dip doç dr dş dz ecz ed edeb ekm f fak fr g gen geom gn gr gön hek hs hst hz hv huk "
            "ing inş ist isp i jan jap jeol jud k kav kd korg kora kr lat m maiş mad mah maj mak mat md müd "
            "mec mes mm mt mr mrs muh müh müt ok onb ord org orm ortm osm öğr öğrt öl ör örn pol prof psik "
            "rum rus s sb sn sok sos sp st şb şti tb tel telg tğm tic tiy tls tug tuğg tümg tüma uzm üçvş "
            "ünl üstgm v vet yard yrd yay yb yk yn yüz yzb zf zm zool op gör",
        .numeric = "b bkz c cilt fig h md mad no nu num s sa sf sh sy tel §",
        .any = "as a.ş co corp inc jr ltd mö ms m.ö m.s oca şub mar nis ağu eyl şti t.c a.b.d",
        .last = "vb vd v.b v.d v.s vesaire",
        .unit = "dk kg km cm m mm mr sa sn tl yy cc lt gr yüzyıl milyon milyar",
        .starters =
            "acaba ama ancak artık aslında ayrıca bana başka bazen bazı belki ben beni bir biraz birçok "
            "biri biz bize böyle böylece bu buna bunda bundan bunlar bunu bunun burada bütün çok çünkü daha "
            "da de dahası diğer diye dün eğer en fakat gerçekten gibi göre hâlâ hatta hem henüz hep hepsi "
            "her herkes hiç için ile ilk ise işte kendi kim kimse mesela nasıl ne neden nerede niçin niye o "
            "ona onlar onları onu onun oysa öyle özellikle peki sadece sanki sen siz son sonra sonuç şey "
            "şimdi şu tabii tüm üstelik var ve veya yani yarın yeni yine yoksa zaten",
        .ordinal_before = "ve ile",
        .ordinal_after =
            "dünya abdülhamid mahmud mehmed mehmet murad murat selim süleyman osman mustafa yüzyıl yüzyılda "
            "lig ligi",
    },
    {
        .codes = "az",
        .inner = "acad akad dos doktor dr məs müəl prof red s.ş şəh təq və.s.ş yəni küç prosp rus ing",
        .numeric = "cild s səh",
        .any = "b.e.ə e.ə",
        .last = "s və.s",
        .unit = "km kg m min mln mlrd man il",
        .starters =
            "amma ancaq bəs belə bir biz bu bunun çünki daha də əgər hər həm hətta indi isə lakin mən necə "
            "nə niyə o onlar onun sən siz sonra və yalnız",
    },
    {
        .codes = "sq",
        .inner = "dr prof z zj znj zt sh shën p.sh d.m.th dmth etj.p ing akad doc kap ltn gjen av mr ms m.th",
        .numeric = "nr f fq art par kap tel",
        .any = "p.e.s e.s sh.a sh.p.k jan shk mar pri maj qer korr gush sht tet nën dhj",
        .last = "etj",
        .starters =
            "ai ajo ata ato asnjë por dhe e edhe gjatë i jo ka kjo ky këto kur kush me megjithatë më mua në "
            "nëse nga një nuk para pas për po prandaj që sa se si sipas te tani të unë",
    },
    {
        .codes = "hy",
        .inner = "թ ժ հ հատ դոկ պրոֆ ակադ տ փ գ ք օր այսինքն մ.թ մ.թ.ա ն.գ.լ ղ ս սբ տող տիկ պրն պ",
        .numeric = "էջ հոդ կետ",
        .any = "և.այլն",
        .starters = "այս այդ այն բայց եթե երբ ես դա դու իսկ իր նա նրանք մենք որ որը ուստի սա և",
        .ordinal_before = "*",
    },
    {
        .codes = "ga gd cy mt eu",
        .inner =
            "a.e adib an uas dr etab hor jn jaun jr m.e m.sh mr mrs ms or prof st y.h zk e.e h.y d.s sant",
        .numeric = "art or lth nr no op p pp t tud uimh vol zk orr",
        .any = "r.c o.c c.c a.m p.m",
        .last = "etab etc agus araile srl ayyb",
        .starters = "agus ach ba bhí is níl nuair sin tá an na eta baina hori hau ez mae yn ond il dan din",
        .ordinal_before = "eta",
    },
};

}  // namespace

constinit const std::span<const LanguageData> kOtherEuropeanData = kData;

}  // namespace verbatim::text
