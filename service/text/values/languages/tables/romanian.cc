#include "text/values/languages/tables/tables.h"

namespace verbatim::text {

constinit const std::string_view kRomanian = R"(
deny: nu | n | niciodată | fără | nici | niciun | nicio | fals | în loc de | presupus
deny_clause: nega{t,u,} | neagă | dezmin{te,țit,țise} | contest{at,ă} | respin{ge,s} | infirm{at,ă} | se îndoiește
clause: că | să
joins: unit_after_and
number 1: un | o | unu | una | unei | unui
number 2: doi | două | doua
number 6: sase | șase
number 10: zece
number 11: unsprezece | unșpe | unspe
number 12: doisprezece | douăsprezece | doișpe
number 14: paisprezece | patrusprezece | paișpe
number 15: cincisprezece | cinșpe
number 16: saisprezece | șaisprezece
number 18: optsprezece | optăsprezece
number 60: saizeci | șaizeci
number_and: și | si | şi
hundreds 100: o sută | sută
hundreds 200: două sute | doua sute
hundred 100: sute | suta
scale 3: mie | mii
scale 6: milion | milioane
scale 9: miliard | miliarde
scale_mark 3: k
scale_mark 6: mil | mil. | m | mln
scale_mark 9: mld | mld. | g | mrd
ordinal 1: prim{a,ul,ele,ii} | întâi | întâia | intai | primei | primului
ordinal 2: doilea | al doilea | a doua | doua
ordinal 3: treilea | al treilea | a treia | treia | a 3-a
ordinal 4: patrulea | al patrulea | a patra | patra
ordinal 5: cincilea | al cincilea | a cincea | cincea
ordinal 6: șaselea | a șasea | șasea
ordinal 7: șaptelea | a șaptea | șaptea
ordinal 8: optulea | a opta | opta
ordinal 9: nouălea | a noua | noua
ordinal 10: zecelea | a zecea | zecea
ordinal 19: al nouăsprezecelea | nouăsprezecelea
ordinal 20: al douăzecilea | douăzecilea
ordinal 21: al douăzeci și unulea
half: jumătate | jumate
fraction 3: treime | treimi
fraction 4: sfert | sferturi | pătrime | pătrimi
fraction 5: cincime | cincimi
fraction 10: zecime | zecimi
dozen 12: duzină | duzini
dozen 10: zeci
minus: minus
point: virgulă | virgula | punct
addition: și
no: niciun | nicio | nici un
out_of: din
percent: la sută | la suta | procente | procent | puncte procentuale
bound MORE_THAN: mai mult de | peste | mai mulți de | mai multe de | mai mare de
bound LESS_THAN: mai puțin de | sub | mai puțini de | mai puține de
bound AT_LEAST: cel puțin | minimum | minim
bound AT_MOST: cel mult | maximum | maxim | până la
bound ABOUT: aproximativ | circa | vreo | aproape | în jur de | cam | aproape de
bound_after AT_LEAST: sau mai mult | sau mai mulți
bound_after AT_MOST: sau mai puțin
from: de la | din | începând cu | de
to: la | până la | până în | pana la
between: între | dintre | intre
and: și | si
currency EUR: euro
currency dollar: dolar{i,} | dolarul
currency pound: lir{ă,e,a}
currency GBP: lire sterline | liră sterlină
currency RON: leu | lei
currency cent: cen{t,ți} | eurocent
currency cent: ban | bani
currency ruble: ruble | rublă
currency franc: franc{i,}
currency JPY: yen{i,}
measure kilometre: kilometr{u,i} | km
measure metre: metr{u,i}
measure kilometre per hour: km/h
measure square kilometre: kilometri pătrați
measure square metre: metri pătrați | mp
measure tonne: ton{ă,e}
measure kilogram: kilogram{e,} | kile
measure barrel: baril{i,}
month_short 5: mai
month_short 9: sept
weekday 1: luni | lunea
weekday 2: marți | marti | martea
weekday 3: miercuri | miercurea
weekday 4: joi | joia
weekday 5: vineri | vinerea
weekday 6: sâmbătă | sambata | sâmbăta
weekday 7: duminică | duminica
weekday_short 1: lun | lu
weekday_short 2: mar | ma
weekday_short 3: mie | mi
weekday_short 4: jo
weekday_short 5: vin | vi
weekday_short 6: sam | sâm
weekday_short 7: dum
season 21: primăvar{ă,a,ii}
season 22: var{ă,a,ii}
season 23: toamn{ă,a,ei}
season 24: iarn{ă,a,ii}
unit day: zi | zile | ziua | zilele | zilei
unit week: săptămân{ă,a,i,ile,ii} | saptaman{a,i,ile,ii}
unit weekend: weekend{ul,uri,} | sfârșit de săptămână | sfârșitul de săptămână | sfarsit de saptamana
unit month: lun{ă,a,i,ile,ii}
unit quarter: trimestr{u,ul,e} | trimestrului | sfert
unit year: an{i,ul,ii,ului,}
unit decade: deceni{u,ul,i} | deceniului
unit century: secol{ul,e,ului,}
unit hour: or{ă,e}
unit minute: minut{e,}
half_year: semestr{u,ul,ului} | jumătate
shift -1: trecut{ă,a,i,e,} | precedent{ă,a,} | ultim{ul,a,ii,ele,ilor,elor} | anterior{ul,} | trecute
shift 0: acest{a,ei,ui,} | această | aceasta | actual{ă,a,} | curent{ă,} | asta
shift 1: viitor{i,ul,} | viitoare | următor{ul,i,ii,} | următoar{e,ea,ele} | urmator{ul,} | urmatoare{a,}
day -1: ieri
day 0: azi | astăzi | astazi | acum | diseară
day 1: mâine | maine | a doua zi
day -2: alaltăieri | alaltaieri
day 2: poimâine | poimaine
ago: acum | în urmă cu | în urmă
later: peste | în | după | mai târziu
within: în următoarele | în mai puțin de
few: câteva | câțiva | cateva
begin: începutul | la începutul | început de | inceputul | începutul lui
mid: mijlocul | la mijlocul | jumătatea
end: sfârșitul | la sfârșitul | finalul | sfarsitul | finele | sfârșitul lui
rest: restul
last_of: ultim{ul,a,ii,ele}
since: încă din | începând cu
since_day: din | de la
until: până în | până la | până pe
before: înainte de
after: după
filler: de | din | a | al | lui | pe | în | la | cu | ale | ai | luna
day_mark: pe | de | în | la | data de | pe data de
ordinal_mark: lea | a | ea
year_mark: anul | în anul | anului | an
decade_mark: anii | anilor
decade 20: anii douăzeci
decade 30: anii treizeci
decade 50: anii cincizeci
decade 60: anii șaizeci
decade 70: anii șaptezeci
decade 80: anii optzeci
decade 90: anii nouăzeci
era -1: î. hr | î. hr. | înainte de hristos | î.e.n.
era 1: d. hr | d. hr. | după hristos
holiday 1225: crăciun | craciun | crăciunul | ziua de crăciun
holiday 1224: ajunul crăciunului
holiday 1231: ajunul anului nou | revelion
holiday 101: anul nou
holiday 1201: ziua națională
label: zborul | camera | articolul
fall: scăzut | scădere | scăderea | coborât
fall 2: deficit | pierdere | pierderi
)";

}  // namespace verbatim::text
