#include "text/values/languages/tables/tables.h"

namespace verbatim::text {

constinit const std::string_view kSwedish = R"(
filler: under
deny: inte | ingen | inga | inget | aldrig | utan | ej | varken | falskt | osant | påstått | i stället för
deny_clause: förneka{r,de,t} | dementera{r,de,t} | bestri{der,tt} | bestred | tillbakavisa{r,de,t} | avvisa{r,de,t} | betvivla{r,de,t}
clause: att | om att
later: från nu | från och med nu
scale 18: triljon | triljoner
divided_by: delat med | delat på | genom
currency SEK: spänn
number 1: en | ett
number_and: och
hundred 100: hundra
scale 3: tusen
scale 6: miljon | miljoner | miljonerna | million | millioner
scale 9: miljard | miljarder | milliard
scale 12: biljon | biljoner
scale_mark 3: tkr | k | tus
scale_mark 6: mn | milj | mkr | mln | m | milj.
scale_mark 9: mdr | md | mdkr | g
scale_mark 12: t
denominators_of_ordinals: del | delar | delen | delarna | dels
fraction 3: tredjedel | tredjedelar | tredjedelarna
fraction 4: fjärdedel{ar,} | kvart | kvarts | kvartar
fraction 8: åttondel{ar,}
fraction 5: femtedel{ar,}
fraction 7: sjundedel{ar,}
fraction 9: niondel{ar,}
fraction 10: tiondel{ar,}
fraction 12: tolftedel{ar,} | tolvtedel{ar,}
fraction 20: tjugondel{ar,} | tjugondedel{ar,}
fraction 100: hundradel{ar,}
fraction 1000: tusendel{ar,}
fraction 1000000: miljondel{ar,}
value 1.5: en och en halv | halvannan | anderthalb
half: halv | halva | halvt | hälften
dozen 12: dussin
dozen 20: tjog
dozen 144: gross
minus: minus | negativ
point: komma | punkt
addition: och
no: ingen | inga | inget
out_of: av | på | av de
percent: procent | procentenheter | procentenhet | pct
bound MORE_THAN: mer än | över | fler än | drygt | större än | högre än | mera än
bound LESS_THAN: mindre än | under | färre än | lägre än
bound AT_LEAST: minst | åtminstone
bound AT_MOST: högst | max | maximalt | som mest | upp till
bound ABOUT: cirka | ca | ca. | ungefär | omkring | runt | nästan | knappt | närmare
bound_after AT_LEAST: eller mer | eller fler
bound_after AT_MOST: eller mindre | eller färre
from: från | från och med | mellan
to: till | till och med | t o m
between: mellan | mellan den
and: och
currency cent: cent{s,}
currency EUR: euro{s,}
currency dollar: dollar{s,}
currency pound: pund
currency SEK: svenska kronor
currency krona: krona | kronor | kr
currency JPY: yen
currency ruble: rubel
currency rupee: rupie | rupier
currency bitcoin: bitcoin{s,}
currency cent: öre
measure kilometre: kilometer | km
measure kilometre per hour: km/h | km/tim
measure square kilometre: kvadratkilometer
measure square metre: kvadratmeter | kvm
measure tonne: ton
measure kilogram: kilo
measure mile: engelska mil
month_short 5: maj
month_short 9: sept
weekday 1: måndag{en,s,}
weekday 2: tisdag{en,s,}
weekday 3: onsdag{en,s,}
weekday 4: torsdag{en,s,}
weekday 5: fredag{en,s,}
weekday 6: lördag{en,s,}
weekday 7: söndag{en,s,}
weekday_short 1: mån | må
weekday_short 2: tis | ti
weekday_short 3: ons
weekday_short 4: tors | tor
weekday_short 5: fre
weekday_short 6: lör
weekday_short 7: sön
season 21: vår{en,}
season 22: sommar{en,}
season 23: höst{en,}
season 24: vinter{n,}
unit day: dag{en,ar,arna,s,} | dygn
unit week: vecka{n,} | veckor{na,} | veckas
unit weekend: helg{en,er,} | veckoslut{et,}
unit month: månad{en,er,erna,s,}
unit quarter: kvartal{et,en,}
unit year: år{et,en,s,}
unit decade: årtionde{t,n,} | decennium | decennier
unit century: århundrade{t,n,} | sekel
unit hour: timme | timmar
unit minute: minut{er,}
half_year: halvår{et,}
shift -1: förra | senaste | sista | föregående | gångna | i fjol
shift 0: denna | detta | den här | det här | här | innevarande
shift 1: nästa | kommande | nästkommande | följande
day -1: igår | i går | går
day 0: idag | i dag | ikväll | i kväll | nu
day 1: imorgon | i morgon | imorron | morgon | dagen därpå | dagen efter
day -2: i förrgår | förrgår | iförrgår
day 2: i övermorgon | övermorgon | iövermorgon
period year -1: i fjol | fjol | fjolåret
period year 0: i år
ago: sedan | sen
later: om | senare | efter
within: inom
few: några | ett par | par
begin: början av | början på | i början av | tidigt | tidig
mid: mitten av | mitten på | i mitten av | medio
end: slutet av | slutet på | i slutet av | sent
rest: resten av | resten
last_of: sista
since: sedan | alltsedan
until: till | fram till | tills
before: före | innan
after: efter
filler: den | det | de | av | i | på | under | året | om
day_mark: den | på den | till den
ordinal_mark: e | a | :e | :a
year_mark: år | året
decade_mark: talet | tal | talets
era -1: f. kr | f. kr. | före kristus | f.v.t.
era 1: e. kr | e. kr. | efter kristus
holiday 1225: juldagen | juldag
holiday 1224: julafton | jul
holiday 1226: annandag jul
holiday 1231: nyårsafton
holiday 101: nyårsdagen | nyår | nyårsdag
holiday 606: nationaldagen
label: flyg | rum
fall: sjönk | minskade | föll | minskat
fall 2: underskott | förlust
)";

}  // namespace verbatim::text
