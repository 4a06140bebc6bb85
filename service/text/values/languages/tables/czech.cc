#include "text/values/languages/tables/tables.h"

namespace verbatim::text {

constinit const std::string_view kCzech = R"(
deny: ne | není | nejsou | nebyl{a,o,y,i,} | nikdy | bez | žádn{ý,á,é,ých} | ani | údajně | lež | nepravda | místo
deny_clause: popř{el,ela,eli,elo,ela} | popírá | popírají | odmít{l,la,li,á,ají} | vyvrát{il,ila,ili} | zpochybn{il,ila,ili} | zpochybňuje
clause: že | aby
number 1: jeden | jedna | jedno | jednoho | jedné | jednomu | jedním | jednom | jednu | jednou
number 2: dva | dvě | dvou | dvěma | dvoje
number 3: tři | tří | třem | třemi | třech
number 4: čtyři | čtyř | čtyřem | čtyřmi | čtyřech
number 5: pět | pěti
number 6: šest | šesti
number 7: sedm | sedmi
number 8: osm | osmi
number 9: devět | devíti
number 10: deset | deseti | desíti
number 11: jedenácti
number 12: dvanácti
number 15: patnácti
number 20: dvaceti
number 30: třiceti
number 40: čtyřiceti
number 50: padesáti
hundred 100: sto | sta | stu | stem
hundreds 200: dvě stě | dvěstě
hundreds 300: tři sta | třista
hundreds 400: čtyři sta | čtyřista
hundreds 500: pět set | pětset
hundreds 600: šest set | šestset
hundreds 700: sedm set | sedmset
hundreds 800: osm set | osmset
hundreds 900: devět set | devětset
scale 3: tisíc{e,ů,i,ům,ích,}
scale 6: milion{y,ů,u,em,ům,ech,} | milión{y,ů,u,em,}
scale 9: miliard{a,y,u,ě,ou,ám,ách,}
scale 12: bilion{y,ů,u,em,} | bilión{y,ů,u,}
scale_mark 3: tis | tis. | k
scale_mark 6: mil | mil. | mio | mio. | M
scale_mark 9: mld | mld.
scale_mark 12: bil | bil.
ordinal 1: prvn{í,ího,ímu,ím} | prv{ý,ého}
ordinal 2: druh{ý,á,é,ého,ému,ém,ou}
ordinal 3: třetí{ho,mu,m,}
ordinal 4: čtvrt{ý,á,é,ého,ému,ém,ou}
ordinal 5: pát{ý,á,é,ého,ému,ém,ou}
ordinal 6: šest{ý,á,é,ého,ému,ém,ou}
ordinal 7: sedm{ý,á,é,ého,ému,ém,ou}
ordinal 8: osm{ý,á,é,ého,ému,ém,ou}
ordinal 9: devát{ý,á,é,ého,ému,ém,ou}
ordinal 10: desát{ý,á,é,ého,ému,ém,ou}
half: půl | polovin{a,y,u,ě,ou} | půlka
value 1.5: jeden a půl | jedna a půl | půl druhého
fraction 3: třetin{a,y,u,ou,}
fraction 4: čtvrtin{a,y,u,ou,} | čtvrt
fraction 5: pětin{a,y,u,ou,}
fraction 10: desetin{a,y,u,ou,}
fraction 100: setin{a,y,u,}
quarter_of: čtvrt
dozen 12: tucet | tuct{y,ů,u}
minus: mínus | minus
point: celá | celé | celých
addition: a
no: žádn{ý,á,é,ého,ých}
out_of: z | ze
percent: procent{o,a,u,ech,ům,y,} | procentní{ch,ho,} bod{ů,y,u,}
bound MORE_THAN: více než | víc než | přes | nad | vyšší než | přesáhl{a,o,y,}
bound LESS_THAN: méně než | míň než | pod | necel{ý,é,á,ých} | nižší než
bound AT_LEAST: alespoň | nejméně | minimálně | přinejmenším | ne méně než
bound AT_MOST: nejvýše | nejvíce | maximálně | až | ne více než
bound ABOUT: asi | přibližně | zhruba | kolem | okolo | cca | skoro | téměř | takřka
bound_after AT_LEAST: nebo více | a více
bound_after AT_MOST: nebo méně | a méně
from: od | z
to: do | až | po
between: mezi
and: a
currency CZK: korun{a,y,u,ou,} | Kč | kč | česk{ých,é,á} korun{a,y,}
currency EUR: euro | eura | eur | eury
currency dollar: dolar{y,ů,u,em,}
currency pound: lib{ra,ry,er}
currency GBP: lib{ra,ry,er} šterlinků
currency cent: cent{y,ů,} | haléř{e,ů,}
currency ruble: rubl{y,ů,} | rubl
currency JPY: jen{y,ů,}
month 1: led{en,na,nu,nem}
month 2: únor{a,u,em,}
month 3: březen | březn{a,u,em}
month 4: duben | dubn{a,u,em}
month 5: květen | květn{a,u,em}
month 6: červen | červn{a,u,em}
month 7: červenec | červenc{e,i,em}
month 8: srpen | srpn{a,u,em}
month 9: září
month 10: říjen | říjn{a,u,em}
month 11: listopad{u,em,}
month 12: prosinec | prosinc{e,i,em}
weekday 1: pondělí | pondělk{u,em}
weekday 2: úterý | úterk{u,em}
weekday 3: střed{a,u,y,ě,ou}
weekday 4: čtvrtek | čtvrtk{u,em}
weekday 5: pátek | pátk{u,em}
weekday 6: sobot{a,u,y,ě,ou}
weekday 7: neděl{e,i,í}
season 21: jar{o,a,u,em} | jaře
season 22: lét{o,a,u,em} | létě
season 23: podzim{u,em,}
season 24: zim{a,y,u,ě,ou}
unit day: den | dn{e,y,i,ů,ech,em} | dní
unit week: týden | týdn{e,y,ů,u,em,ech}
unit weekend: víkend{u,em,y,ech,}
unit month: měsíc{e,i,ů,em,ích,}
unit quarter: čtvrtletí | kvartál{u,e,em,}
unit year: rok{u,y,em,ů,} | roce | let{ech,} | léta
unit decade: desetiletí | dekád{a,y,u,ě}
unit century: století
unit hour: hodin{a,y,u,ách,}
unit minute: minut{a,y,u,ách,}
half_year: pololetí | polovin{a,y,u,ě}
shift -1: minul{ý,á,é,ého,ém,ou,ých} | loňsk{ý,á,é,ého,ém,ou} | předchozí{ho,m,ch,} | uplynul{ý,é,ého,ém,ých} | posledn{í,ího,ím,ích}
shift 0: tent{o,} | tat{o,} | tot{o,} | toho{to,} | této | tomto | tuto | letošní{ho,m,} | současn{ý,é,ého,ém}
shift 1: příští{ho,m,ch,} | následující{ho,m,ch,} | nadcházející{ho,m,ch,} | další{ho,m,ch,}
period year -1: vloni | loni
period year 0: letos
day -1: včera | včerejš{í,ího,ek,ka,ku}
day 0: dnes | dneska | dnešní{ho,m,} | dnešk{a,u}
day 1: zítra | zítřejší{ho,} | zítř{ek,ka,ku}
day -2: předevčírem
day 2: pozítří
ago: před
later: za | po
within: během | v průběhu
few: několik{a,} | pár
begin: začátek | začátk{u,em} | počátk{u,em} | počátek
mid: v polovině | uprostřed
end: konec | koncem | konce | konci
rest: zbytek | do konce
last_of: posledn{í,ího,ím}
since: od
until: do
before: před
after: po
filler: v | ve | na | z | ze | dne | roku | roce | měsíce | o
day_mark: dne
year_mark: rok | roku | roce | rokem | r. | r
decade_mark: léta | let | letech | v letech
decade 60: šedesát{á,ých} lét{a,} | šedesátých let{ech,}
decade 70: sedmdesátých let{ech,} | sedmdesátá léta
decade 80: osmdesátých let{ech,} | osmdesátá léta
decade 90: devadesátých let{ech,} | devadesátá léta
era -1: před naším letopočtem | př. n. l. | před kristem | př. kr.
era 1: našeho letopočtu | n. l. | po kristu
holiday 1225: vánoce | vánoc | vánocích
holiday 1224: štědrý den | štědrého dne
holiday 101: nový rok | nového roku
holiday 1231: silvestr{a,}
holiday 1117: den boje za svobodu a demokracii
holiday 1028: den vzniku samostatného československého státu
label: let | pokoj | článek | čl. | ulice
fall: kles{l,la,lo,ly,li} | pokles{l,la,lo,ly,li,} | sníž{il,ila,ilo,ily} | snížení
fall 2: schod{ek,ku} | deficit{u,} | ztrát{a,y,u}
)";

}  // namespace verbatim::text
