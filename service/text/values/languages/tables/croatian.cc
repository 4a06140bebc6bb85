#include "text/values/languages/tables/tables.h"

namespace verbatim::text {

constinit const std::string_view kCroatian = R"(
deny: ne | nije | nisu | nikad{a,} | bez | nijed{an,na,no} | ni | navodno | laž | neistina | umjesto
deny_clause: porek{ao,la,li,lo} | poriče | poriču | nijeka{o,la,li} | demantira{o,la,li,} | odbaci{o,la,li} | odbacuje
clause: da | kako
number 0: ništa | ništica | nula
number 1: jedan | jedna | jedno | jednog{a,} | jedne | jednom{e,u,} | jednu
number 2: dva | dvije | dvoje | dvojica | dvaju | dviju | dvama | dvjema
number 3: tri | troje | trojica | triju
number 4: četiri | četvero | četvorica
number 5: petero | petorica
hundred 100: sto | stotin{a,u,e,}
hundreds 100: stotin{u,a}
scale 3: tisuć{a,e,u,} | tisuc{a,e,u} | hiljad{a,e,u,}
scale 6: milijun{a,i,e,} | milion{a,i,e,}
scale 9: milijard{a,e,u,i,}
scale 12: bilijun{a,i,e,} | bilion{a,i,}
scale_mark 3: tis | tis. | k
scale_mark 6: mil | mil. | M | mn
scale_mark 9: mlrd | mlrd. | mrd | G
ordinal 1: prv{i,a,o,og,oga,e,om,u}
ordinal 2: drug{i,a,o,og,oga,e,om,u}
ordinal 3: treć{i,a,e,eg,ega,em,u}
ordinal 4: četvrt{i,a,o,og,oga,e,om,u}
ordinal 5: pet{i,a,o,og,oga,e,om,u}
ordinal 6: šest{i,a,o,og,oga,e,om,u}
ordinal 7: sedm{i,a,o,og,oga,e,om,u}
ordinal 8: osm{i,a,o,og,oga,e,om,u}
ordinal 9: devet{i,a,o,og,oga,e,om,u}
ordinal 10: deset{i,a,o,og,oga,e,om,u}
number_and: i
half: pol | pola | polovic{a,e,u,i} | polovin{a,e,u,i}
value 1.5: jedan i pol | jedan i po | poldrug
fraction 3: trećin{a,e,u}
fraction 4: četvrtin{a,e,u} | četvrt
fraction 5: petin{a,e,u}
fraction 10: desetin{a,e,u}
quarter_of: četvrt
dozen 12: tucet{a,} | duzina
minus: minus
point: cijelih | zarez | točka
addition: i
no: nijed{an,na,no}
out_of: od
percent: post{o,ot,otak,otka,otaka,otku} | posto | procen{at,ta,ti,ata} | postotn{ih,a,i} bod{ova,a,}
bound MORE_THAN: više od | preko | iznad | veći od
bound LESS_THAN: manje od | ispod | manji od
bound AT_LEAST: barem | najmanje | minimalno | ne manje od
bound AT_MOST: najviše | maksimalno | ne više od
bound ABOUT: oko | približno | otprilike | gotovo | skoro | otprilike oko
bound_after AT_LEAST: ili više | i više
bound_after AT_MOST: ili manje
from: od | iz
to: do
between: između
and: i
currency EUR: euro | eura | eure | euri
currency HRK: kun{a,e,u} | kn
currency RSD: dinar{a,i,}
currency dollar: dolar{a,i,e,}
currency pound: funt{a,i,e,}
currency cent: cent{a,i,} | lip{a,e}
currency ruble: rubalj{a,} | rubalja
month 1: siječanj | siječnj{a,u,em} | januar{a,u,}
month 2: veljač{a,e,i,u,om} | februar{a,u,}
month 3: ožujak | ožujk{a,u,om} | mart{a,u,}
month 4: travanj | travnj{a,u,em} | april{a,u,}
month 5: svibanj | svibnj{a,u,em} | maj{a,u,}
month 6: lipanj | lipnj{a,u,em} | jun{a,u,i,}
month 7: srpanj | srpnj{a,u,em} | jul{a,u,i,}
month 8: kolovoz{a,u,om,} | avgust{a,u,} | august{a,u,}
month 9: rujan | rujn{a,u,om} | septemb{ar,ra,ru}
month 10: listopad{a,u,om,} | oktob{ar,ra,ru}
month 11: studen{i,og,oga,om,ome} | novemb{ar,ra,ru}
month 12: prosinac | prosinc{a,u,em} | decemb{ar,ra,ru}
weekday 1: ponedjelj{ak,ka,kom,ku} | ponedelj{ak,ka}
weekday 2: utor{ak,ka,kom,ku}
weekday 3: srijed{a,e,u,om,i} | sred{a,e,u}
weekday 4: četvrt{ak,ka,kom,ku}
weekday 5: pet{ak,ka,kom,ku}
weekday 6: subot{a,e,u,om,i}
weekday 7: nedjelj{a,e,u,om,i} | nedelj{a,e,u}
weekday_short 1: pon
weekday_short 2: uto
weekday_short 3: sri
weekday_short 4: čet
weekday_short 5: pet
weekday_short 6: sub
weekday_short 7: ned
season 21: proljeć{e,a,u}
season 22: ljet{o,a,u,i}
season 23: jesen{i,}
season 24: zim{a,e,i,u}
unit day: dan{a,i,e,u,om,ima,}
unit week: tjedan | tjedn{a,i,e,u,om,ima} | sedmic{a,e,u}
unit weekend: vikend{a,i,u,}
unit month: mjesec{a,i,e,u,ima,} | mesec{a,i,}
unit quarter: tromjeseč{je,ja,ju} | kvartal{a,u,i,}
unit year: godin{a,e,u,i,om,ama} | god. | god
unit decade: desetljeć{e,a,u} | dekad{a,e,u}
unit century: stoljeć{e,a,u} | vijek{a,u,}
unit hour: sat{a,i,} | sati
unit minute: minut{a,e,u,}
half_year: polugodišt{e,a,u} | polovic{a,e,i} | polugod{ište,išta}
shift -1: prošl{i,a,o,e,og,oga,om,oj,u,ih} | protekl{i,a,e,og,oj,u,ih} | prethodn{i,a,e,og,om,oj,u,ih} | zadnj{i,a,e,eg,em,oj,u,ih} | posljednj{i,a,e,eg,em,oj,u,ih} | lani
shift 0: ovaj | ova | ovo | ovog{a,} | ove | ovom{e,} | ovu | tekuć{i,a,e,eg,oj,u}
shift 1: sljedeć{i,a,e,eg,eg,em,oj,u,ih} | slijedeć{i,a,e,eg,oj,u} | iduć{i,a,e,eg,eg,em,oj,u,ih} | naredn{i,a,e,og,om,oj,u,ih}
period year -1: lani
period year 0: ove godine
day -1: jučer | jučerašnj{i,a,eg} | juče
day 0: danas | današnj{i,a,eg}
day 1: sutra | sutrašnj{i,a,eg}
day -2: prekjučer | preključer
day 2: prekosutra | preksutra
ago: prije | pre
later: za | nakon | poslije | kroz
within: unutar | u roku od
few: nekoliko | par
begin: početak | početk{a,u,om}
mid: sredina | sredin{e,om,i} | polovicom
end: kraj{a,em,u,}
rest: ostatak | ostatk{a,u}
last_of: zadnj{i,a,e,eg,u} | posljednj{i,a,e,eg,u}
since: od
until: do
before: prije | pre
after: nakon | poslije
filler: u | na | od | dana | godine | godina | mjeseca | o
day_mark: dana
year_mark: godine | godina | godini | godinu | god. | god | g.
decade_mark: ih | ih godina | te | te godine | godina
decade 70: sedamdesetih{ godina,} | sedamdesete
decade 80: osamdesetih{ godina,} | osamdesete
decade 90: devedesetih{ godina,} | devedesete
era -1: prije krista | pr. kr. | prije nove ere | p. n. e.
era 1: poslije krista | nove ere | n. e.
holiday 1225: božić{a,u,}
holiday 1224: badnjak
holiday 101: nova godina | nove godine
holiday 214: valentinovo
holiday 1231: silvestrovo | stara godina
holiday 505: dan pobjede
label: let | soba | članak | čl. | ulica
fall: pa{o,la,lo,li} | smanji{o,la,lo,li} | pad | smanjenje
fall 2: deficit{a,} | gubit{ak,ka,ci} | manj{ak,ka}
)";

}  // namespace verbatim::text
