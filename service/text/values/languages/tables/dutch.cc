#include "text/values/languages/tables/tables.h"

namespace verbatim::text {

constinit const std::string_view kDutch = R"(
deny: niet | geen | nooit | zonder | noch | evenmin | onwaar | vermeend | in plaats van
deny_clause: ontken{t,de,den,nen} | ontkend | weerleg{t,de,den} | weerlegd | betwist{te,ten,} | tegengesproken | spreekt tegen
clause: dat | of
later: vanaf nu | in de toekomst
scale_mark 9: b
value 0.75: driekwart
denominators_of_ordinals: n | 
number 1: één | een | eén | 'n
number_and: en | ën
hundred 100: honderd
scale 3: duizend
scale 6: miljoen | miljoenen
scale 9: miljard | miljarden
scale 12: biljoen | biljoenen
scale_mark 3: k
scale_mark 6: mln | mio | m | mln.
scale_mark 9: mld | mrd | g | mld.
scale_mark 12: t | bln
and_a_half: ënhalf | enhalf | en een half | eneenhalf | ëneenhalf
value 1.5: anderhalf | anderhalve
half: half | halve | helft
quarter_of: kwart
fraction 4: kwart | kwarten
fraction 100: honderdste{n,}
fraction 1000: duizendste{n,}
fraction 3: derde{n,}
dozen 12: dozijn | dozijnen
dozen 144: gros
minus: min | minus | negatief
point: komma | punt
addition: en
no: geen
out_of: uit | van de | op de | op
percent: procent | percent | procentpunt{en,} | pct
percent_before: percentage van
bound MORE_THAN: meer dan | ruim | boven | over de | groter dan | hoger dan
bound LESS_THAN: minder dan | onder | kleiner dan | lager dan
bound AT_LEAST: minstens | tenminste | ten minste | minimaal | op zijn minst
bound AT_MOST: hoogstens | maximaal | ten hoogste | niet meer dan | tot wel
bound ABOUT: ongeveer | circa | ca. | ca | zo'n | rond de | rond | bijna | naar schatting | zowat
bound_after AT_LEAST: of meer | of hoger
bound_after AT_MOST: of minder
from: van | vanaf
to: tot | tot en met | t/m | naar
between: tussen | tussen de
and: en
currency cent: cent | centen
currency EUR: euro{s,} | euro's
currency dollar: dollar{s,}
currency pound: pond | ponden
currency JPY: yen
currency rupee: roepie{s,}
currency ruble: roebel{s,}
currency bitcoin: bitcoin{s,}
currency franc: frank | franken | franc{s,}
measure kilometre per hour: km/u | km/h
measure square kilometre: vierkante kilometer{s,}
measure square metre: vierkante meter{s,}
measure tonne: ton
measure kilogram: kilo{s,}
month_short 3: mrt | maa
month_short 9: sept
month_short 5: mei
month 8: augustus | oogst
weekday_short 1: ma | maan
weekday_short 2: di | dins
weekday_short 3: wo | woe | woens
weekday_short 4: do | don | donder
weekday_short 5: vr | vrij
weekday_short 6: za | zat
weekday_short 7: zo | zon
season 21: lente | voorjaar
season 22: zomer
season 23: herfst | najaar
season 24: winter
unit day: dag{en,}
unit week: week | weken
unit weekend: weekend{en,}
unit month: maand{en,}
unit quarter: kwartaal | kwartalen
unit year: jaar | jaren
unit decade: decennium | decennia
unit century: eeuw{en,}
unit hour: uur | uren
unit minute: minuut | minuten
half_year: jaarhelft | helft
shift -1: vorig{e,} | afgelopen | verleden | laatst{e,} | voorbije | voorgaand{e,} | jongstleden
shift 0: dit | deze | huidige | mijn | lopende
shift 1: volgend{e,} | komend{e,} | eerstvolgende | aankomend{e,} | aanstaande
shift 2: daaropvolgende
day -1: gisteren | gister
day 0: vandaag | vanavond | vannacht | vanmiddag | vanmorgen | nu
day 1: morgen | de volgende dag
day -2: eergisteren
day 2: overmorgen
ago: geleden
later: over | later | na | in
within: binnen | in de komende
few: paar | een paar | enkele
begin: begin | het begin van | vroeg in | vroeg
mid: midden | half | medio
end: eind | einde | het einde van | laat in
rest: rest
last_of: laatste
since: sinds | sedert
until: tot | t/m | uiterlijk
before: voor | vóór
after: na
filler: de | het | den | van | in | op | der | van de | in de | in het
day_mark: op | op de | de | voor de | op den
ordinal_mark: e | de | ste
year_mark: het jaar | in het jaar | jaar
decade_mark: jaren | de jaren | er jaren
decade 0: nul
decade 20: jaren twintig
decade 30: jaren dertig
decade 40: jaren veertig
decade 50: jaren vijftig
decade 60: jaren zestig
decade 70: jaren zeventig
decade 80: jaren tachtig
decade 90: jaren negentig
era -1: v. chr | v. chr. | voor christus | v. c.
era 1: n. chr | n. chr. | na christus
holiday 1225: kerst | kerstmis | eerste kerstdag
holiday 1224: kerstavond
holiday 1231: oudejaarsavond | oudjaar | oudejaarsdag
holiday 101: nieuwjaar | nieuwjaarsdag
holiday 427: koningsdag
holiday 1205: sinterklaas | sinterklaasavond
label: vlucht | kamer | artikel
fall: daalde | daalden | gedaald | zakte
fall 2: tekort | verlies
)";

}  // namespace verbatim::text
