#include "text/values/languages/tables/tables.h"

namespace verbatim::text {

constinit const std::string_view kNorwegian = R"(
number 1: en | ei | ett | én
number 7: syv
number 20: tyve
number 17: søtten
number 70: søtti
number 71: søttien
number 72: søttito
number 73: søttitre
number 74: søttifire
number 75: søttifem
number 76: søttiseks
number 77: søttisyv
number 78: søttiåtte
number 79: søttini
number 71: søttién
number 30: tredve
number_and: og
hundred 100: hundre
scale 3: tusen
scale 6: million{er,}
scale 9: milliard{er,}
scale_mark 3: k
scale_mark 6: mill | mill. | mln | m
scale_mark 9: mrd | mrd. | g
value 1.5: halvannen
half: halv | halve | halvparten
dozen 12: dusin
minus: minus | negativ
point: komma
addition: og
no: ingen | intet | null
percent: prosent | prosentpoeng
bound MORE_THAN: mer enn | over | flere enn
bound LESS_THAN: mindre enn | under | færre enn
bound AT_LEAST: minst
bound AT_MOST: høyst | maksimalt | opptil | opp til
bound ABOUT: cirka | ca | ca. | omtrent | rundt | nesten | omkring
from: fra
to: til | til og med
between: mellom
and: og
currency EUR: euro
currency dollar: dollar
currency pound: pund
currency krone: krone{r,} | kr
month_short 5: mai
weekday_short 1: man
weekday_short 2: tirs | tir
weekday_short 3: ons
weekday_short 4: tors | tor
weekday_short 5: fre
weekday_short 6: lør
weekday_short 7: søn
season 21: vår{en,}
season 22: sommer{en,}
season 23: høst{en,}
season 24: vinter{en,}
unit day: dag{er,en,ene,} | døgn
unit week: uke{r,n,}
unit weekend: helg{en,}
unit month: måned{er,en,}
unit quarter: kvartal{et,}
unit year: år{et,}
unit decade: tiår{et,}
unit century: århundre{t,}
unit hour: time{r,}
unit minute: minutt{er,}
shift -1: sist | siste | forrige | i fjor
shift 0: denne | dette
shift 1: neste | kommende | førstkommende
day -1: i går | igår
day 0: i dag | idag | nå | i kveld
day 1: i morgen | imorgen
day -2: i forgårs | forgårs | i forigårs
day 2: i overmorgen | overmorgen
ago: siden
later: om | senere | etter
within: innen
few: par | et par | noen få
begin: begynnelsen av | starten av
mid: midten av
end: slutten av
last_of: siste
since: siden
until: inntil | til
before: før
after: etter
filler: den | det | av | i | på | de
day_mark: den | d. | d
year_mark: år | året
decade_mark: tallet
holiday 1225: juledag | første juledag | 1 juledag | jul
holiday 1224: julaften
holiday 1231: nyttårsaften
holiday 101: nyttårsdag | nyttår
holiday 517: grunnlovsdagen | nasjonaldagen
)";

}  // namespace verbatim::text
