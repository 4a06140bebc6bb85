#include "text/sentences/languages/languages.h"

namespace verbatim::text {
namespace {

constexpr LanguageData kData[] = {
    {
        .codes = "en",
        .inner =
            "ald eng flt ldr sri wg abp adm adv amb atty bp brig capt cdr cf cllr cmdr col comdr const cpl "
            "cpt dep det dr drs e.g eg ens esp fr gen gens gov govs hon hr i.e ie incl insp lieut lt maj "
            "messrs mlle mme mohd mr mrs ms msgr mt mx ofc pfc pres prof profs pvt rep reps rev rt sen sens "
            "sgt shri smt sra srta st ste supt tpr v ven viz vs p.s op.cit",
        .numeric =
            "app approx apt art bk c ca cap ch chap cl eq ff fig figs fl fol n no nos nr n° op p par para "
            "pg pl pp pt r sec ser ss tab ver vol vols § lat long",
        .any =
            "er pt a.k.a al ala apr ariz assn assoc asst aug ave bldg blvd bros calif co colo conn corp dec "
            "dept dist div ed eds esq est etc ext feb fla fri hwy inc intl jan jr jul jun kan ky llc ltd md "
            "mfg mgr mich minn mon natl neb nev nov oct okla ph.d plc pty rd sep sept sq sr tenn tex thu "
            "thurs trans tue tues univ wis wyo st ste mt w.va ont que alta sask",
        .proper = "ark card chas chf comm commr del dir edw fri ga geo ill ind jas jos kum la mar mass mdm "
                  "miss mo mon mont ore pa sat sec spc sun tech thos treas va vt wash wed wm",
        .unit = "ft",
        .starters =
            "a after all also although an and another any are as at because before both but by can could "
            "despite did do does during each either even every finally first for from further had has have "
            "he hence her here his how however i i'd i'll i'm i've if in indeed instead is it it's its just "
            "last later let let's like many may maybe meanwhile moreover most much my neither never "
            "nevertheless next no nobody none nor not nothing now of oh on once one only or other others "
            "our over perhaps please rather she should since so some someone something sometimes soon still "
            "such than that that's the their then there there's therefore these they they're this those "
            "though through thus to today together under unfortunately unless unlike until upon was we "
            "we'll we're we've well were what what's when where whereas whether which while who whose why "
            "will with within without would yeah yes yet you you'll you're your",
        .after_time =
            "monday tuesday wednesday thursday friday saturday sunday mon tue tues wed thu thurs fri sat sun "
            "january february march april may june july august september october november december jan feb "
            "mar apr jun jul aug sep sept oct nov dec eastern central mountain pacific greenwich gmt utc est "
            "edt cst cdt mst mdt pst pdt bst cet cest ist et ct pt",
        .prepositions = "about after around at before between by during from on since till until",
    },
};

}  // namespace

constinit const std::span<const LanguageData> kEnglishData = kData;

}  // namespace verbatim::text
