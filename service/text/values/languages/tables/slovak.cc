#include "text/values/languages/tables/tables.h"

namespace verbatim::text {

constinit const std::string_view kSlovak = R"(
deny: nie | nebol{a,o,i,} | nikdy | bez | žiadn{y,a,e,ych} | ani | údajne | lož | nepravda | namiesto
deny_clause: popr{el,ela,eli} | popiera{jú,} | odmiet{ol,la,li,a,ajú} | vyvrát{il,ila,ili} | spochybn{il,ila,ili}
clause: že | aby
number 1: jeden | jedna | jedno | jedného | jednej | jednému | jedným | jednom | jednu | jednou
number 2: dva | dve | dvaja | dvoch | dvom | dvoma
number 3: tri | traja | troch | trom | tromi
number 4: štyri | štyria | štyroch | štyrom | štyrmi
number 5: päť | piati | piatich | piatim
number 6: šesť | šiesti | šiestich | šiestim
number 7: sedem | siedmi | siedmich
number 8: osem | ôsmi | ôsmich
number 9: deväť | deviati | deviatich
number 10: desať | desiati | desiatich
number 12: dvanástich
number 20: dvadsiatich
hundred 100: sto | stovky
scale 3: tisíc{e,ov,om,och,}
scale 6: milión{y,ov,a,om,och,}
scale 9: miliard{a,y,u,e,ou,} | miliárd
scale 12: bilión{y,ov,a,}
scale_mark 3: tis | tis. | k
scale_mark 6: mil | mil. | mio | mio. | M
scale_mark 9: mld | mld.
ordinal 1: prv{ý,á,é,ého,ej,ému,om,ú}
ordinal 2: druh{ý,á,é,ého,ej,ému,om,ú}
ordinal 3: tret{í,ia,ie,ieho,ej,iemu,om,iu}
ordinal 4: štvrt{ý,á,é,ého,ej,ému,om,ú}
ordinal 5: piat{y,a,e,eho,ej,emu,om,u}
ordinal 6: šiest{y,a,e,eho,ej,emu,om,u}
ordinal 7: siedm{y,a,e,eho,ej,emu,om,u}
ordinal 8: ôsm{y,a,e,eho,ej,emu,om,u}
ordinal 9: deviat{y,a,e,eho,ej,emu,om,u}
ordinal 10: desiat{y,a,e,eho,ej,emu,om,u}
half: pol | polovic{a,e,u,i,ou} | polka
value 1.5: jeden a pol | poldruha
fraction 3: tretin{a,y,u,ou} | tretín
fraction 4: štvrtin{a,y,u,ou} | štvrtín | štvrť
fraction 5: pätin{a,y,u} | pätín
fraction 10: desatin{a,y,u} | desatín
quarter_of: štvrť
dozen 12: tucet | tuct{y,ov}
minus: mínus
point: celá | celé | celých
addition: a
no: žiadn{y,a,e,eho,ych}
out_of: z | zo
percent: percent{o,á,a,u,ách,ami} | percent | percentuáln{ych,eho,y} bod{ov,u,y,}
bound MORE_THAN: viac ako | viac než | vyše | nad | cez | presiahol
bound LESS_THAN: menej ako | menej než | pod | necel{ý,é,á,ých}
bound AT_LEAST: aspoň | najmenej | minimálne | prinajmenšom
bound AT_MOST: najviac | maximálne | až | nanajvýš
bound ABOUT: asi | približne | zhruba | okolo | cca | takmer | skoro
bound_after AT_LEAST: alebo viac | a viac
bound_after AT_MOST: alebo menej | a menej
from: od | z
to: do | až | po
between: medzi
and: a
currency EUR: euro | eura | eur | eurá
currency CZK: česk{ých,é,á} korún | česk{é,á} korun{a,y}
currency SKK: slovensk{ých,é,á} korún
currency krone: korun{a,y,u} | korún
currency dollar: dolár{e,ov,a,om,}
currency pound: libr{a,y,u} | libier
currency cent: cent{y,ov,}
currency ruble: rubľ{e,ov,a} | rubeľ
month 1: január{a,i,om,}
month 2: február{a,i,om,}
month 3: mar{ec,ca,ci,com}
month 4: apríl{a,i,om,}
month 5: máj{a,i,om,}
month 6: jún{a,i,om,}
month 7: júl{a,i,om,}
month 8: august{a,e,om,}
month 9: septem{ber,bra,bri,brom}
month 10: októ{ber,bra,bri,brom}
month 11: novem{ber,bra,bri,brom}
month 12: decem{ber,bra,bri,brom}
weekday 1: pondel{ok,ka,ku,kom}
weekday 2: utor{ok,ka,ku,kom}
weekday 3: stred{a,u,y,e,ou}
weekday 4: štvrt{ok,ka,ku,kom}
weekday 5: piat{ok,ka,ku,kom}
weekday 6: sobot{a,u,y,e,ou}
weekday 7: nedeľ{a,u,e,ou} | nedeli
season 21: jar{i,ou,}
season 22: let{o,a,u,om,e}
season 23: jese{ň,ni,ňou}
season 24: zim{a,y,u,e,ou}
unit day: deň | dňa | dni | dní | dňoch | dňom
unit week: týžd{eň,ňa,ne,ňov,ni,ňom,ňoch}
unit weekend: víkend{u,om,y,och,e,}
unit month: mesiac{a,e,ov,i,om,och,}
unit quarter: štvrťrok{a,u,y,ov,} | kvartál{u,i,}
unit year: rok{a,u,y,ov,om,och,}
unit decade: desaťroči{e,a,u,í} | dekád{a,y,u,e}
unit century: storoči{e,a,u,í}
unit hour: hodin{a,y,u} | hodín
unit minute: minút{a,y,u,}
half_year: polrok{a,u,} | polovic{a,e,i,u}
shift -1: minul{ý,á,é,ého,ej,om,ú,ých} | vlaňajš{í,ia,ie,ieho,ej,om} | predchádzajúc{i,a,e,eho,ej,om,ich} | uplynul{ý,é,ého,om,ých} | posledn{ý,á,é,ého,ej,om,ých}
shift 0: tento | táto | toto | tohto | tejto | tomto | túto | tohtoročn{ý,á,é,ého,ej,om} | súčasn{ý,á,é,ého,ej,om}
shift 1: budúc{i,a,e,eho,ej,om,ich,u} | nasledujúc{i,a,e,eho,ej,om,ich,u} | ďalš{í,ia,ie,ieho,ej,om,ích} | nadchádzajúc{i,a,e,eho,ej,om}
period year -1: vlani
period year 0: tohto roku
day -1: včera | včerajš{í,ia,ieho,ok,ka}
day 0: dnes | dneska | dnešn{ý,á,ého,ok,om}
day 1: zajtra | zajtrajš{í,ia,ieho,ok,ka}
day -2: predvčerom
day 2: pozajtra
ago: pred
later: o | po
within: počas | v priebehu
few: niekoľk{o,ých} | pár
begin: začiat{ok,ku,kom}
mid: v polovici | uprostred
end: koniec | koncom | konca | konci
rest: zvyšok
last_of: posledn{ý,á,é,ého,ej,om,ú}
since: od
until: do
before: pred
after: po
filler: v | vo | na | z | zo | dňa | roku | mesiaca | roka
day_mark: dňa
year_mark: rok | roku | roka | rokom | r. | r
decade_mark: rok{y,ov,och} | v rokoch
decade 70: sedemdesiatych rok{ov,och} | sedemdesiate roky
decade 80: osemdesiatych rok{ov,och} | osemdesiate roky
decade 90: deväťdesiatych rok{ov,och} | deväťdesiate roky
era -1: pred naším letopočtom | pred n. l. | pred kristom | pred kr.
era 1: nášho letopočtu | n. l. | po kristovi
holiday 1225: vianoce | vianoc | vianociach
holiday 1224: štedrý deň | štedrého dňa
holiday 101: nový rok | nového roka
holiday 1231: silvest{er,ra}
holiday 901: deň ústavy
label: let | izba | článok | čl. | ulica
fall: klesol | klesla | kleslo | klesli | pokles{ol,la,lo,u,} | zníž{il,ila,ilo,ili} | zníženie
fall 2: schod{ok,ku} | deficit{u,} | strat{a,y,u}
)";

}  // namespace verbatim::text
