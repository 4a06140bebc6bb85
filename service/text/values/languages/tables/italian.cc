#include "text/values/languages/tables/tables.h"

namespace verbatim::text {

constinit const std::string_view kItalian = R"(
deny: non | mai | senza | nessun{o,a,} | né | falso | presunt{o,a} | neppure | invece di
deny_clause: nega{no,to,va,} | negò | smentisc{e,ono} | smentit{o,a} | smentì | contesta{no,to,} | confuta{no,to,} | dubita{no,to,} | respin{ge,to}
clause: che | di | avere | aver
hundreds 100: cent
hundreds 200: duecent
hundreds 300: trecent
hundreds 400: quattrocent
hundreds 500: cinquecent
hundreds 600: seicent
hundreds 700: settecent
hundreds 800: ottocent
hundreds 900: novecent
scale_mark 9: b
number 1: un | uno | una | un'
number 3: tré
number_and: e
hundred 100: cento
scale 3: mille | mila
scale 6: milione | milioni
scale 9: miliardo | miliardi
scale 12: bilione | bilioni | trilione | trilioni
scale_mark 3: k
scale_mark 6: mln | m | mio
scale_mark 9: mld | mrd | g
scale_mark 12: t
ordinal 1: prim{o,a,i,e}
ordinal 2: second{o,a,i,e}
half: mezz{o,a,i,e} | metà
quarter_of: quarto
fraction 3: terz{o,i}
fraction 4: quart{o,i}
fraction 5: quint{o,i}
fraction 6: sest{o,i}
fraction 7: settim{o,i}
fraction 8: ottav{o,i}
fraction 9: non{o,i}
fraction 10: decim{o,i}
fraction 20: ventesim{o,i}
fraction 21: ventunesim{o,i}
fraction 100: centesim{o,i}
fraction 1000: millesim{o,i}
dozen 12: dozzina | dozzine
dozen 10: decina | decine
dozen 15: quindicina
dozen 20: ventina
dozen 30: trentina
dozen 40: quarantina
dozen 50: cinquantina
dozen 100: centinaio | centinaia
dozen 1000: migliaio | migliaia
dozen 2: paio
minus: meno | negativo
point: virgola | punto
addition: e
no: nessun | nessuna | nessuno
out_of: su
percent: per cento | percento | punti percentuali | percentuale | per cent
bound MORE_THAN: più di | oltre | sopra | superiore a | superiori a | oltre i | oltre il
bound LESS_THAN: meno di | sotto | inferiore a | al di sotto di
bound AT_LEAST: almeno | minimo | non meno di | come minimo
bound AT_MOST: al massimo | fino a | non più di | al più | massimo
bound ABOUT: circa | quasi | intorno a | pressappoco | all'incirca | attorno a
bound_after AT_LEAST: o più | e oltre
bound_after AT_MOST: o meno
bound_after ABOUT: circa
from: da | dal | dall' | dalla | dai | di
to: a | al | all' | fino al | fino a | ai
between: tra | fra | tra il | fra il | tra l' | fra l' | tra i
and: e | e il | ed | e l'
currency cent: centesim{o,i} | cent
currency EUR: euro
currency dollar: dollar{o,i}
currency pound: sterlin{a,e}
currency GBP: sterlin{a,e} britannic{a,he} | lir{a,e} sterlin{a,e}
currency franc: franc{o,hi}
currency JPY: yen
currency rupee: rupi{a,e}
currency ruble: rubl{o,i}
currency peso: pes{o,os,i}
currency CNY: yuan
currency bitcoin: bitcoin
currency krone: coron{a,e}
currency penny: penny | pence
measure kilometre per hour: km/h
measure square kilometre: chilometr{o,i} quadrat{o,i}
measure square metre: metr{o,i} quadrat{o,i} | mq
measure tonne: tonnellat{a,e}
measure kilogram: chil{o,i}
measure barrel: baril{e,i}
month_short 1: gen
month_short 5: mag
month_short 6: giu
month_short 7: lug
month_short 8: ago
month_short 9: set | sett
month_short 10: ott
month_short 12: dic
weekday_short 1: lun
weekday_short 2: mar
weekday_short 3: mer
weekday_short 4: gio
weekday_short 5: ven
weekday_short 6: sab
weekday_short 7: dom
season 21: primavera
season 22: estate
season 23: autunno
season 24: inverno
unit day: giorn{o,i,ata,ate}
unit week: settiman{a,e}
unit weekend: fine settimana | weekend | week-end | fine-settimana
unit month: mes{e,i}
unit quarter: trimestr{e,i} | quarto
unit year: ann{o,i}
unit decade: decenni{o,} | decade
unit century: secol{o,i}
unit hour: or{a,e}
unit minute: minut{o,i}
half_year: semestr{e,i} | metà
shift -1: scors{o,a,i,e} | passat{o,a,i,e} | ultim{o,a,i,e} | precedent{e,i}
shift 0: quest{o,a,i,e} | corrente | in corso | sta | mia | mio
shift 1: prossim{o,a,i,e} | successiv{o,a,i,e} | seguent{e,i} | che viene | venturo
day -1: ieri | il giorno prima
day 0: oggi | stasera | ora | adesso | in giornata | stanotte | odierno
day 1: domani | il giorno dopo | il giorno seguente | indomani
day -2: l'altro ieri | altro ieri | avantieri | ieri l'altro | altroieri
day 2: dopodomani | dopo domani
ago: fa | or sono
later: tra | fra | dopo | in | più tardi
within: entro | nei prossimi | in meno di
few: alcuni | alcune | qualche | pochi | poche | un paio di
begin: inizio | all'inizio di | inizi | inizio di | l'inizio di | inizio del
mid: metà | a metà di | metà di | la metà di
end: fine | alla fine di | fine di | la fine di | fine del
rest: resto
last_of: ultim{o,a,i,e}
since: dal | da | dalla | dall' | a partire da
until: fino a | fino al | entro
before: prima di | prima del
after: dopo | dopo il
filler: il | lo | la | i | gli | le | l | di | del | della | dell | d | nel | nella | nell | a | al | dei | in | negli | lo scorso | mese di
day_mark: il | al | l' | del | per il | il giorno
ordinal_mark: o | a | ° | º
year_mark: anno | nel | nell'anno | l'anno | dell'anno
decade_mark: anni | gli anni | negli anni
decade 20: anni venti
decade 30: anni trenta
decade 40: anni quaranta
decade 50: anni cinquanta
decade 60: anni sessanta
decade 70: anni settanta
decade 80: anni ottanta
decade 90: anni novanta
era -1: a. c. | a. c | avanti cristo
era 1: d. c. | d. c | dopo cristo
holiday 1225: natale | giorno di natale
holiday 1224: vigilia di natale
holiday 1231: san silvestro | vigilia di capodanno
holiday 101: capodanno | primo dell'anno
holiday 106: epifania | befana
holiday 815: ferragosto
holiday 1226: santo stefano
holiday 1101: ognissanti
holiday 214: san valentino
label: volo | articolo | camera
fall: calato | calata | sceso | scesa | calo | diminuito | diminuzione
fall 2: deficit | perdita | perdite
)";

}  // namespace verbatim::text
