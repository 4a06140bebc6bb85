#include "text/values/languages/tables/tables.h"

namespace verbatim::text {

constinit const std::string_view kHungarian = R"(
deny: nem | nincs | sincs | nincsenek | soha | sem | nélkül | állítólag | hazugság | hamis | helyett
deny_clause: tagad{ja,ják,ta,ták} | cáfol{ja,ják,ta,ták} | elutasít{ja,ják,otta,ották} | vitat{ja,ják,ta,ták}
clause: hogy
number 0: zéró | nulla
number 2: kettő | két
number 22: huszonkét
number 32: harminckét
number 42: negyvenkét
number 52: ötvenkét
hundred 100: száz
scale 3: ezer{t,re,}
scale 6: millió{t,s,ra,}
scale 9: milliárd{ot,os,ra,}
scale 12: billió{t,s,}
scale_mark 3: e | ezer
scale_mark 6: mio | mio. | M
scale_mark 9: mrd | mrd. | md | md.
ordinal 1: első{k,t,}
ordinal 2: második{at,}
ordinal 3: harmadik{at,}
half: fél | felét | fele
value 1.5: másfél
fraction 2: feled
fraction 3: harmad{a,át,}
fraction 4: negyed{e,ét,}
fraction 5: ötöd{e,ét,}
fraction 10: tized{e,ét,}
fraction 100: század{a,át}
quarter_of: negyed
dozen 12: tucat{nyi,}
minus: mínusz
point: egész
addition: és
no: egyetlen sem
percent: százalék{a,át,ot,os,kal,ra,ról,ban,nyi,a,} | százalékpont{tal,ot,}
bound MORE_THAN: több mint | több, mint | meghalad{ja,ta}
bound LESS_THAN: kevesebb mint | kevesebb, mint | alig
bound AT_LEAST: legalább | minimum | nem kevesebb mint
bound AT_MOST: legfeljebb | maximum | nem több mint
bound ABOUT: körülbelül | mintegy | nagyjából | kb | kb. | közel | csaknem | hozzávetőleg | majdnem
bound_after MORE_THAN: fölött | felett
bound_after LESS_THAN: alatt
bound_after ABOUT: körül
bound_after AT_LEAST: vagy több
and: és
currency HUF: forint{ot,os,ba,ra,tal,nyi,ról,} | ft | ft.
currency EUR: euró{t,s,ba,ra,val,} | eur{ó,o}
currency dollar: dollár{t,os,ba,ra,ral,}
currency pound: font{ot,os,}
currency cent: cent{et,}
currency ruble: rubel{t,} | rubelt
measure kilometre: kilométer{t,es,re,} | km
measure metre: méter{t,es,re,}
measure kilogram: kilogramm{ot,os,} | kiló{t,s,}
measure tonne: tonn{a,át,ás}
measure hectare: hektár{t,os,}
month 1: január{i,ban,tól,ig,ra,}
month 2: február{i,ban,tól,ig,ra,}
month 3: március{i,ban,tól,ig,ra,}
month 4: április{i,ban,tól,ig,ra,}
month 5: május{i,ban,tól,ig,ra,}
month 6: június{i,ban,tól,ig,ra,}
month 7: július{i,ban,tól,ig,ra,}
month 8: augusztus{i,ban,tól,ig,ra,}
month 9: szeptember{i,ben,től,ig,re,}
month 10: október{i,ben,től,ig,re,}
month 11: november{i,ben,től,ig,re,}
month 12: december{i,ben,től,ig,re,}
month_short 3: már | márc
month_short 9: szep | szept
weekday 1: hétfő{t,n,i,it,}
weekday 2: kedd{et,en,i,it,}
weekday 3: szerd{a,át,án,ai,ait}
weekday 4: csütörtök{öt,ön,i,it,}
weekday 5: péntek{et,en,i,it,}
weekday 6: szombat{ot,on,i,it,}
weekday 7: vasárnap{ot,i,it,}
weekday_short 1: hétf
weekday_short 3: szer
weekday_short 4: csüt
weekday_short 5: pén | pént
weekday_short 6: szom | szomb
weekday_short 7: vas
season 21: tavasz{szal,a,i,}
season 22: nyár{on,i,} | nyara | nyarán
season 23: ősz{szel,e,i,}
season 24: tél{en,i,} | tele
unit day: nap{ot,ja,on,pal,jai,jában,os,}
unit week: hét{re,en,tel,ben,i,} | hetet | hete | héten
unit weekend: hétvég{e,én,ét,i}
unit month: hónap{ot,ja,ban,pal,jában,os,} | hó
unit quarter: negyedév{et,e,ben,es,} | negyedéve
unit year: év{et,e,ben,vel,i,es,re,ig,től,} | éve | évek | évvel
unit decade: évtized{et,e,ben,es,}
unit century: század{ot,ban,i,}
unit hour: ór{a,át,ás,ával}
unit minute: perc{et,es,cel,}
half_year: félév{et,e,ben,}
shift -1: múlt | elmúlt | előző | tavalyi | legutóbbi | utolsó
shift 0: ez a | ez az | ezen a | ezen az | e | idei | jelenlegi | folyó | aktuális | ebben a | ebben az
shift 1: jövő | következő | jövendő | elkövetkező
period year -1: tavaly
period year -2: tavalyelőtt
period year 0: idén
period year 1: jövőre
day -1: tegnap{i,it,ról,ra,}
day 0: ma | mai{t,} | mai nap{on,ot,it,i,}
day 1: holnap{i,it,ra,tól,}
day -2: tegnapelőtt{i,it,}
day 2: holnapután{i,it,}
ago: ezelőtt | napja
later: múlva | később
few: néhány | pár
begin: eleje | elején | kezdete | kezdetén
mid: közepe | közepén
end: vége | végén | végéig | végi{t,}
rest: hátralévő része
last_of: utolsó
since: óta
between: között
filler: a | az
ordinal_mark: én | án | e | je | i | jei | ai | ei | jén | a | ig | tól | től | ére | ára | ra | re | ikán | i
day_mark: én | án
year_mark: évben | évi | év
decade_mark: as | es | ös | os | as évek | es évek | as években | es években | évek
decade 60: hatvanas évek{ben,}
decade 70: hetvenes évek{ben,}
decade 80: nyolcvanas évek{ben,}
decade 90: kilencvenes évek{ben,}
era -1: i. e | i. e. | kr. e | kr. e.
era 1: i. sz | i. sz. | kr. u | kr. u.
holiday 1225: karácsony{kor,a,}
holiday 1224: szenteste
holiday 101: újév
holiday 1231: szilveszter{kor,}
holiday 820: államalapítás ünnepe | szent istván ünnepe
label: szoba | járat | cikk
fall: csökkent | csökken | csökkenés | esett | visszaesett
fall 2: hiány{a,t,} | veszteség{e,et,} | deficit{e,}
)";

}  // namespace verbatim::text
