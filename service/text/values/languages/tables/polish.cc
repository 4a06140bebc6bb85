#include "text/values/languages/tables/tables.h"

namespace verbatim::text {

constinit const std::string_view kPolish = R"(
deny: nie | nigdy | bez | żaden | żadna | żadnych | ani | fałsz | rzekomo | nieprawda | zamiast
deny_clause: zaprzecz{ył,yła,yli,a,ają} | zdementował{a,o,y,i,} | zdementowali | dementuje | odrzuc{ił,iła,ili,a} | kwestionuje | podważ{ył,yła,a} | wątpi
clause: że | jakoby | iż
number 1: jeden | jedna | jedno | jednego | jednej | jednemu | jednym | jedną
number 2: dwa | dwie | dwaj | dwóch | dwu | dwom | dwóm | dwoma | dwiema | dwójka | dwoje
number 3: trzej | trzech | trzem | trzema | trójka | troje
number 4: czterej | czterech | czterem | czterema | czworo
number 5: pięciu | pięcioma | pięcioro
number 6: sześciu | sześcioma | szóstka
number 7: siedmiu | siedmioma
number 8: ośmiu | ośmioma
number 9: dziewięciu | dziewięcioma
number 10: dziesięciu | dziesięcioma
number 11: jedenastu | jedenastoma
number 12: dwunastu | dwunastoma
number 13: trzynastu
number 14: czternastu
number 15: piętnastu
number 16: szesnastu
number 17: siedemnastu
number 18: osiemnastu
number 19: dziewiętnastu
number 20: dwudziestu | dwudziestoma
number 30: trzydziestu
number 40: czterdziestu
number 50: pięćdziesięciu
number 60: sześćdziesięciu
number 70: siedemdziesięciu
number 80: osiemdziesięciu
number 90: dziewięćdziesięciu
number_and: i
hundred 100: sto | stu
hundreds 200: dwieście | dwustu
hundreds 300: trzysta | trzystu
hundreds 400: czterysta | czterystu
scale 3: tysiąc{a,e,em,ami,ach,om,} | tysięcy
scale 6: milion{a,y,ów,em,ami,ach,om,}
scale 9: miliard{a,y,ów,em,ami,ach,om,}
scale 12: bilion{a,y,ów,}
scale 15: biliard{y,ów,}
scale_mark 3: tys | tys. | k
scale_mark 6: mln | mln. | m | milj
scale_mark 9: mld | mld. | g
scale_mark 12: bln | t
ordinal 1: pierwsz{y,ego,a,ej,emu,ym,e,ą,ych} | pierwsi
ordinal 2: drug{i,iego,a,iej,iemu,im,ie,ą}
ordinal 3: trzeci{ego,a,ej,emu,m,e,ą,}
ordinal 4: czwart{y,ego,a,ej,emu,ym,e,ą}
ordinal 5: piąt{y,ego,a,ej,emu,ym,e,ą}
ordinal 6: szóst{y,ego,a,ej,emu,ym,e,ą}
ordinal 7: siódm{y,ego,a,ej,emu,ym,e,ą}
ordinal 8: ósm{y,ego,a,ej,emu,ym,e,ą}
ordinal 9: dziewiąt{y,ego,a,ej,emu,ym,e,ą}
ordinal 10: dziesiąt{y,ego,a,ej,emu,ym,e,ą}
ordinal 11: jedenast{y,ego,a,ej,ym,e}
ordinal 12: dwunast{y,ego,a,ej,ym,e}
ordinal 13: trzynast{y,ego,a,ej,ym,e}
ordinal 14: czternast{y,ego,a,ej,ym,e}
ordinal 15: piętnast{y,ego,a,ej,ym,e}
ordinal 16: szesnast{y,ego,a,ej,ym,e}
ordinal 17: siedemnast{y,ego,a,ej,ym,e}
ordinal 18: osiemnast{y,ego,a,ej,ym,e}
ordinal 19: dziewiętnast{y,ego,a,ej,ym,e}
ordinal 20: dwudziest{y,ego,a,ej,emu,ym,e}
ordinal 30: trzydziest{y,ego,a,ej,emu,ym,e}
half: pół | połow{a,y,ę,ie} | półtora
value 1.5: półtora | półtorej
quarter_of: ćwierć
fraction 4: ćwierć | ćwierci
fraction 3: trzecie | trzecich | trzecia
fraction 5: piąte | piątych
fraction 10: dziesiąte | dziesiątych
fraction 100: setne | setnych | setna
dozen 12: tuzin{y,ów,}
minus: minus
point: przecinek | kropka
addition: i
no: żaden | żadna | żadne | żadnych | zero
out_of: na | z
percent: procent{u,y,ów,ami,} | proc | proc. | punkt{ów,y,} procentow{ych,e,y} | pkt proc
bound MORE_THAN: więcej niż | ponad | powyżej | przeszło | większy niż | przekracza
bound LESS_THAN: mniej niż | poniżej | niespełna
bound AT_LEAST: co najmniej | przynajmniej | conajmniej | nie mniej niż | minimum
bound AT_MOST: co najwyżej | najwyżej | maksymalnie | nie więcej niż | do
bound ABOUT: około | ok. | ok | blisko | prawie | mniej więcej | niemal | jakieś | z | w przybliżeniu
bound_after AT_LEAST: lub więcej | albo więcej
bound_after AT_MOST: lub mniej
from: od | z
to: do | po
between: między | pomiędzy
and: a | i
currency EUR: euro
currency PLN: złot{y,e,ych,ego,ym,ymi} | zł | polski{ch,} złot{y,ych} | zl
currency cent: cent{y,ów,a,}
currency cent: grosz{e,y,a,}
currency dollar: dolar{y,ów,a,ami,}
currency pound: funt{y,ów,a,} 
currency GBP: funt{y,ów,a,} szterling{i,ów,}
currency franc: frank{i,ów,a,}
currency ruble: rubl{i,e,a} | rubel
currency UAH: hryw{ien,ny,na}
currency JPY: jen{y,ów,a,}
currency krone: koron{a,y}
measure kilometre: kilometr{y,ów,a,ach,}
measure metre: metr{y,ów,a,ach,}
measure kilometre per hour: km/h | kilometrów na godzinę
measure square kilometre: kilometr{y,ów,a} kwadratow{e,ych,ego}
measure square metre: metr{y,ów,a} kwadratow{e,ych,ego}
measure tonne: ton{a,y,ę,}
measure kilogram: kilogram{y,ów,a,} | kilo
measure hectare: hektar{y,ów,a,}
measure barrel: bary{łka,łki,łek}
month 1: stycz{eń,nia,niu,niem,niowi}
month 2: lut{y,ego,ym,emu}
month 3: mar{zec,ca,cu,cem,cowi}
month 4: kwie{cień,tnia,tniu,tniem,tniowi}
month 5: maj{a,u,em,owi,}
month 6: czerw{iec,ca,cu,cem,cowi}
month 7: lip{iec,ca,cu,cem,cowi}
month 8: sierp{ień,nia,niu,niem,niowi}
month 9: wrze{sień,śnia,śniu,śniem,śniowi,snia}
month 10: październik{a,u,iem,owi,}
month 11: listopad{a,zie,em,owi,}
month 12: grud{zień,nia,niu,niem,niowi}
month_short 1: sty
month_short 8: sier | sierp
month_short 0: sie
month_short 9: wrz
month_short 10: paź | paz | pazdz
month_short 11: lis | list
month_short 12: gru | grud
month_short 4: kwi | kwie
month_short 6: cze | czerw
month_short 7: lip
weekday 1: poniedział{ek,ku,kiem,ki}
weekday 2: wtor{ek,ku,kiem,ki}
weekday 3: środ{a,ę,y,zie,ą}
weekday 4: czwart{ek,ku,kiem,ki}
weekday 5: piąt{ek,ku,kiem,ki}
weekday 6: sobot{a,ę,y,nie,ą} | sobocie
weekday 7: niedziel{a,ę,i,ą,e}
weekday_short 1: pon | pn
weekday_short 2: wt | wto
weekday_short 3: śr | śro
weekday_short 4: czw
weekday_short 5: pt | pią | piat
weekday_short 6: sob | sb
weekday_short 7: niedz | nd | nie
season 21: wiosn{a,ą,y,ę}
season 22: lat{em,o,a} | lecie
season 23: jesie{ń,nią,ni}
season 24: zim{a,ą,y,ę} | zimie
unit day: dzień | dnia | dni | dniu | dniach | dnie | doba | doby
unit week: tydzień | tygodni{a,e,u,ach,} | tydzien
unit weekend: weekend{u,em,y,}
unit month: miesiąc{a,e,u,ach,em,} | miesięcy | miesiac
unit quarter: kwarta{ł,łu,le,ły,łów,ł}
unit year: rok{u,iem,} | lat{a,ach,} | latami | r. | r
unit decade: dekad{a,y,ę,zie,} | dziesięcioleci{e,a,u}
unit century: wiek{u,i,ów,} | stuleci{e,a,u} | w.
unit hour: godzin{a,y,ę,}
unit minute: minut{a,y,ę,}
half_year: półrocz{e,a,u} | połow{a,y,ie}
shift -1: zeszł{y,ego,a,ej,ym,e,ą,ych} | ubiegł{y,ego,a,ej,ym,e,ą,ych} | poprzedni{ego,a,ej,m,e,ą,ch,} | ostatni{ego,a,ej,m,e,ą,ch,} | miniony{m,ch,} | minion{ego,a,ej,ą} | przeszł{y,ego,ym}
shift 0: ten | ta | to | tego | tej | tym | tę | tą | bieżąc{y,ego,a,ej,ym,e,ą} | obecn{y,ego,a,ej,ym,e,ą}
shift 1: przyszł{y,ego,a,ej,ym,e,ą,ych} | następn{y,ego,a,ej,ym,e,ą,ych} | kolejn{y,ego,a,ej,ym,e,ą,ych} | nadchodząc{y,ego,a,ej,ym,e,ą,ych} | najbliższ{y,ego,a,ej,ym,e,ą,ych} | nastepn{y,ego,a,ej,ym,e}
day -1: wczoraj | wczorajsz{y,ego,a,ej,ym,ą}
day 0: dziś | dzisiaj | dzis | dzisiejsz{y,ego,a,ej,ym,ą,ą} | teraz
day 1: jutro | jutra | jutrzejsz{y,ego,a,ej,ym,ą}
day -2: przedwczoraj
day 2: pojutrze | po jutrze
ago: temu | przed
later: za | później | po
within: w ciągu | w ciągu najbliższych
few: kilka | kilku | parę | kilkoma
begin: początek | na początku | początku | początkiem
mid: połowa | w połowie | połowie | środek
end: koniec | pod koniec | końca | końcem | na koniec | końcówka
rest: reszta | resztę
last_of: ostatni{ego,a,ej,m,e,ą,}
since: od
until: do
before: przed
after: po
filler: w | we | z | ze | na | dnia | dniu | dzień | roku | miesiąca | dniem | o
day_mark: dnia | dniu | na | w
ordinal_mark: ego | go | tego | szy | ty | ci | ci | my | gi | y | szego | ci | dnia
year_mark: rok | roku | r. | r | rokiem | w roku
decade_mark: lata | latach | w latach | lat | te | tych | tymi
decade 20: lata dwudzieste | lat dwudziestych | latach dwudziestych
decade 30: lata trzydzieste | lat trzydziestych | latach trzydziestych
decade 40: lata czterdzieste | lat czterdziestych | latach czterdziestych
decade 50: lata pięćdziesiąte | lat pięćdziesiątych | latach pięćdziesiątych
decade 60: lata sześćdziesiąte | lat sześćdziesiątych | latach sześćdziesiątych
decade 70: lata siedemdziesiąte | lat siedemdziesiątych | latach siedemdziesiątych
decade 80: lata osiemdziesiąte | lat osiemdziesiątych | latach osiemdziesiątych
decade 90: lata dziewięćdziesiąte | lat dziewięćdziesiątych | latach dziewięćdziesiątych
era -1: p. n. e | p. n. e. | przed naszą erą | przed chrystusem
era 1: n. e | n. e. | naszej ery
holiday 1225: boże narodzenie | boze narodzenie | bożego narodzenia
holiday 1224: wigilia | wigilię | wigilia bożego narodzenia
holiday 1231: sylwester | sylwestra
holiday 101: nowy rok | nowego roku
holiday 1111: święto niepodległości
holiday 503: święto konstytucji
holiday 1101: wszystkich świętych
holiday 214: walentynki
label: lot | pokój | artykuł | art | ul
fall: spadł | spadła | spadło | spadek | spadły | zmalał | zmniejszył
fall 2: deficyt | strata | straty
)";

}  // namespace verbatim::text
