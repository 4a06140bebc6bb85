#include "text/values/languages/tables/tables.h"

namespace verbatim::text {

constinit const std::string_view kDanish = R"(
number 1: en | et | één | ét
number 50: halvtreds
number 70: halvfjerds
number 90: halvfems
number_and: og
hundred 100: hundrede | hundred
scale 3: tusind | tusinde
scale 6: million{er,}
scale 9: milliard{er,}
scale_mark 3: k
scale_mark 6: mio | mio. | m
scale_mark 9: mia | mia. | g
value 1.5: halvanden | halvandet
half: halv | halve | halvt | halvdelen
dozen 12: dusin
minus: minus
point: komma
addition: og
no: ingen | intet | nul
percent: procent | pct | procentpoint
bound MORE_THAN: mere end | over | flere end
bound LESS_THAN: mindre end | under | færre end
bound AT_LEAST: mindst
bound AT_MOST: højst | maksimalt | op til
bound ABOUT: cirka | ca | ca. | omkring | omtrent | næsten | knap
from: fra | den
to: til | til og med | og
between: mellem
and: og
currency EUR: euro
currency dollar: dollar{s,}
currency pound: pund
currency krone: krone{r,} | kr
month_short 5: maj
weekday_short 1: man
weekday_short 2: tirs | tir
weekday_short 3: ons
weekday_short 4: tors | tor
weekday_short 5: fre
weekday_short 6: lør
weekday_short 7: søn
season 21: forår{et,}
season 22: sommer{en,}
season 23: efterår{et,}
season 24: vinter{en,}
unit day: dag{e,en,ene,} | døgn
unit week: uge{r,n,}
unit weekend: weekend{en,}
unit month: måned{er,en,}
unit quarter: kvartal{et,er,}
unit year: år{et,}
unit decade: årti{er,}
unit century: århundrede{t,}
unit hour: time{r,}
unit minute: minut{ter,}
shift -1: sidste | forrige | seneste
shift 0: denne | dette
shift 1: næste | kommende | følgende
day -1: i går | igår
day 0: i dag | idag | nu | i aften
day 1: i morgen | imorgen
day -2: i forgårs | forgårs
day 2: i overmorgen | overmorgen
ago: siden
later: om | senere | efter
within: inden for | inden
few: par | et par | nogle få
begin: begyndelsen af | starten af
mid: midten af
end: slutningen af
last_of: sidste
since: siden
until: indtil | til
before: før
after: efter
filler: den | det | af | i | på | de
day_mark: den | d. | d
year_mark: år | året
decade_mark: erne
holiday 1225: juledag | jul
holiday 1224: juleaften
holiday 1231: nytårsaften
holiday 101: nytårsdag | nytår
)";

}  // namespace verbatim::text
