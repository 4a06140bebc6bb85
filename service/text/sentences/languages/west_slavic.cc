#include "text/sentences/languages/languages.h"

namespace verbatim::text {
namespace {

// Abbreviations after the dictionaries of PWN (Polish), Ústav pro jazyk český (Czech), Jazykovedný ústav Ľudovíta
// Štúra (Slovak) and the orthographies of Croatian, Bosnian, Serbian in Latin script and Slovene.
constexpr LanguageData kData[] = {
    {
        .codes = "pl csb szl",
        .inner =
            "abp adj adm adw afryk al amb ang antr archit arcyb astr azjat bł bp bud bulw b.p.m cd chem "
            "chor cienk ciśn cyt czyt dh dk doc dost dot dow dr dra drs dyr dypl egz elektr ew fab fiz fot "
            "fr franc fund gen geogr geol gł gm gosp gram gr grub hab hist hiszp hon hr hydr indian inf inż "
            "jap jęz kan kard kat kier kl kmdr kol komb kom konstr kpr kpt ks ktoś kur lic lit ł łac łow "
            "m.in m.st m.n mat mech med mgr min mjr mł mors muz najśw nb niem np o oo odc odp ok oprac os p "
            "pap par pcha pl pok pol polit pom por pos pow ppłk ppor proc prof prok prow przew przyp ps rab "
            "rabb red reż rosz rtm rusz rys rzecz rz s.c sekr sędz sł sp spec st staropol stoł szer szk śp "
            "śr śrdn św świę śś tech tel tj tow tys tytuł tzn tzw uk ul ub uw uz woj wł wlkp wyd wz vs zam "
            "zast zob zool zw płk plut plk gdyn wg jw mec nadkom podkom asp sierż kapr",
        .numeric = "art cz dz fig k lit lp n nr nrs par pkt poz r rozdz ryc s str t tab tel tom ust zesz §",
        .any = "co corp etc inc jr ltd p.n.e pne n.e płd płn s.a sp.j wsch zach sp.k im lek sen",
        .last = "itd itp i.in etc in",
        .unit = "godz g gg kg km cm lat m mies mld mln mm min pkt proc r rr sek tys w ww wiek zł gr ha l",
        .starters =
            "a aby albo ale bez bo być był była było byli by chociaż choć ci co czasem czy czyli dla "
            "dlaczego dlatego do dopiero gdy gdyby gdzie i ich ile inni ja jak jaka jaki jako jakie jednak "
            "jednakże jego jej jemu jeśli jest jeszcze jeżeli już każda każde każdy kiedy która które który "
            "którzy kto ktoś ku lecz ma mam mają mimo między może można my na nad nadal nasz nasza nawet "
            "nic nie niech niektóre niektórzy nigdy nikt no o obecnie od oni on ona one ono oraz po pod "
            "podczas ponadto ponieważ poza potem przed przede przez przy się są skąd skoro swój ta tak taka "
            "taki także tam te tego ten teraz to toteż trzeba tu tutaj ty tylko tym u w wasz we według więc "
            "wiele wszyscy wszystko wtedy z za zaś zatem że ze żaden",
        .ordinal_before = "dnia i",
        .prepositions = "w we od do po przed około na ok z za",
    },
    {
        .codes = "cs",
        .inner =
            "ak amer angl arch arcib bc biol bl br bř cca cirk c.k cit čes čl.kor čas čp dipl doc dop dr "
            "dvoj ev event fam fil fot fr franc gen geogr genpor genmjr gram hist hl hr hud ing insp inž it "
            "j jap jihoafr jm k kan kap kard kol kpt kt kř l lat lékař m maj mat max mgr mgra min mj mjr "
            "mil mons mudr mvdr judr phdr rndr paeddr pharmdr thdr thlic rsdr csc drsc n náb např nast nar "
            "národ nat nem něm nes npor npr odd okr os ot p pí pl plk pojm pol popř pplk por poř posl pozn "
            "ppor pprap prap prof provd prom předn př přibl ps psáno red resp rkp roč rus s sl slov sv sev "
            "skl sg spec spol srov stol str stčes stř st škpt škol šl šlech šv svob t tech tel tis tj tov "
            "tr tur tzn tzv ul um univ ú úř v var ved vel věd vulg vl vs vyd vých vz z zal zast zejm zkr zn "
            "zř zvl zvr záp zem tř sídl",
        .numeric =
            "č čís čj č.j č.p čl fig kap lit nr obr odst par pís písm pozn roč rozh sb str tab tel tom sv §",
        .any = "a.s apod bl co corp inc jr kol k.s ltd ml n.l o.p.s př.n.l př.kr po.kr p.o s.p s.r.o "
               "spol.s.r.o v.o.s o.s z.s z.ú nám",
        .last = "atd atp apod aj a.j etc ap",
        .unit = "hod h kč kg km cm m min mil mld mm sek tis stol ha l r",
        .starters =
            "a aby ale ani ano asi až bez bude bylo byl byla byli být co což či dále dnes do dokonce dva i "
            "jak jaké jako jaký jde je jeho její jejich jen jenže jenom jestli jestliže ještě již já k kam "
            "kde kdo když ke každý která které který kvůli lze má mají mezi mimo může my na nad nakonec "
            "naopak např navíc ne nebo nejen není než nic nikdo nyní o od oba on ona oni ono pak po pod "
            "podle pokud potom poté pouze právě pro proč protože proto přes před přesto při s se samozřejmě "
            "si skoro snad své ta tady tak takže také tam tato te tedy tehdy ten tento teprve ti to tohle "
            "toho tomu tuto ty tyto u už v včera ve však všechno všichni vy z za zatím zatímco zde ze že "
            "žádný",
        .ordinal_before = "dne do k ke od po před v ve ze z na i a s se o pro při u kolem",
        .ordinal_after = "světová světové světovou světovému ligy liga republiky republika",
        .prepositions = "v ve od do po před kolem na z za",
    },
    {
        .codes = "sk",
        .inner =
            "abp adj adm admin akad al alm am amer anat angl arab arch arm bibl biol bp brig bzb c.k cca "
            "céd cit čes čs csc dipl dir doc dr ekon el ev event fam fil fin fr fyz gen geogr geom gr hist "
            "hl horn hud i.e ing insp it j jap judr jud kap kard kpt kt kto lat lek lit m.o mat max medz "
            "mgr mil min mons mj mudr mvdr n náb napr nar národ nem ned npor obyv odb odd okr op os p pol "
            "pokl pom por pos pozn ppor pplk phdr paeddr plk prap prof prek pren prípr príp ps psych red "
            "rep resp rím rndr rod roč rtm rus s slov sg spol st stor sv šk škol špan šš št tab tech tel "
            "thdr tj tur t.j tzn t.z tzv t.zv ul um umel univ ust v var ved vedľ vl vlkp voj vs všeob vyd "
            "vých vz z zal záp zast zb zdr zn zriedk zvl žel",
        .numeric =
            "č čís čl č.j č.p fig kap nr obr odd ods odst p par písm pís porov roč rozh s str tab tel tom "
            "z.z zv §",
        .any =
            "a.s co corp inc jr k.s ltd n.o n.l o.z p.n.l pred.kr po.kr s.r.o spol.s.r.o š.p v.o.s z.s nám",
        .last = "atď atp a.i a.pod apod etc a.d",
        .unit = "eur hod h kč kg km cm m min mil mld mm sek sk tis stor ha l r",
        .starters =
            "a aby aj ak ako aké aká akú akým ale alebo ani asi áno až bez bol bola boli bolo bude by čo "
            "cez ďalej dnes do dokonca dva ešte hoci i iba ich ide ja je jeho jej ju k kam každý kde kedy "
            "keď keďže ktorá ktoré ktorí ktorý kto ku kvôli len lebo má majú medzi mnohí môže môj my na nad "
            "najmä napokon naopak navyše ne nebol nebola nech nie niektorí než ni nič nikto no o od okrem "
            "on ona oni ono oproti oba po pod podľa pokiaľ potom počas práve pre prečo pred pretože preto "
            "pri s sa samozrejme si skôr som sú so svoj tá tak takže taktiež také takto tam te teda ten "
            "tento teraz ti tie tieto to toto tu ty u už v včera však všetci všetko vo vy výborné z za "
            "zatiaľ že zo žiadny",
        .ordinal_before = "dňa do k od po pred v vo zo z na i a s so o pre pri u ku okolo",
        .ordinal_after = "svetová svetovej svetovú svetového liga ligy mája",
        .prepositions = "v vo od do po pred okolo na z za",
    },
    {
        .codes = "hr bs sr sh cnr sl",
        .inner =
            "др проф г гђа гђица инж св ул бр нпр тзв тј арх ген мр доц акад adv akad arh bl bp br.p čl.kor "
            "dipl doc dr dir engl eng fra fr g gđa gđica gdin gen gosp gl hrv id inž ing izv kan kap kapt "
            "kard knj lat max mag min mons mr mrs m.sc nad nadb naj njem np npr o odn odv opr os p prof "
            "prim prir ps pok pom por posl potpuk puk prev red ref s sc sl slav srp st sv svj tal tj tzv "
            "t.i ul univ usp v vs vel zam zap zv ga",
        .numeric = "стр чл бр br čl gl knj no odj par r.br sl st str sv tab tač tč tel toč §",
        .any = "d.d d.o.o j.d.o.o inc jr ltd n.e o.g pr.kr po.kr pr.n.e s.p a.d",
        .last = "итд и.сл itd itn i.sl i.dr ipd itsl",
        .unit = "год км кг g god h kg km cm kn m mil min mlrd mj sat st tis",
        .starters =
            "а али ако био била да до и из ја је као када која који међутим на не након они он она ова овај "
            "па по према са се та тада те то у a ako ali bez bi bila bilo bio da dok do dakle danas i iako "
            "ili ima ipak isto iz ja je jedan "
            "jer još kad kada kako kao ko koji koja koje li ljudi međutim mi mnogi možda moj na nakon naime "
            "ne nego neki nema nije ništa no o od on ona oni ova ovaj ove ovo pa po pod pored prema pre "
            "prije pri s sa sada sam samo se stoga su sve svi ta tada tako također takođe taj te ti to tu u "
            "uz već više vi za zar zašto zato zbog što tko",
        .ordinal_before = "dana od do u na i iz za po prije pre nakon pred o v ob",
        .ordinal_after = "svjetskog svetskog svjetski svetski svetovne svetovna",
    },
};

}  // namespace

constinit const std::span<const LanguageData> kWestSlavicData = kData;

}  // namespace verbatim::text
