#include "text/values/languages/tables/tables.h"

namespace verbatim::text {

constinit const std::string_view kGerman = R"(
deny: nicht | kein{e,en,er,es,em,} | nie | niemals | ohne | weder | keineswegs | angeblich | falsch | unwahr | mitnichten | statt | anstatt
deny_clause: bestritt{en,} | bestreite{t,n} | bestritten | dementiert{e,en,} | leugnet{e,en,} | geleugnet | widerlegt{e,en,} | bezweifelt{e,en,} | zurückgewiesen | abgestritten
clause: dass | daß | ob | wonach
number 1: ein{e,en,er,es,em,s}
number 2: zwo
number 7: sieben
number 16: sechszehn
number 17: siebenzehn
number 30: dreissig | dreißig
number_and: und
hundred 100: hundert
scale 3: tausend
scale 6: million{en,}
scale 9: milliarde{n,}
scale 12: billion{en,}
scale 15: billiarde{n,}
scale_mark 3: tsd | tsd. | k
scale_mark 6: mio | mio. | mill | m | mm
scale_mark 9: mrd | mrd. | md | g
scale_mark 12: bio | bio. | t
and_a_half: einhalb
value 1.5: anderthalb{e,en,er,}
value 0.75: dreiviertel
denominators_of_cardinals: tel | stel
fraction 3: drittel{n,}
fraction 4: viertel{n,}
fraction 7: siebtel{n,}
fraction 100: hundertstel
fraction 1000: tausendstel
half: halb{e,en,er,es,em,} | hälfte
dozen 12: dutzend{e,en,}
dozen 60: schock
minus: minus | negativ
point: komma | punkt
addition: und
no: kein{e,er,en,es,em,}
out_of: von | aus
percent: prozent{e,s,} | prozentpunkt{e,en,} | v. h. | vom hundert
bound MORE_THAN: mehr als | über | größer als | höher als | übersteigt
bound LESS_THAN: weniger als | unter | kleiner als | niedriger als | nicht einmal
bound AT_LEAST: mindestens | wenigstens | zumindest | nicht weniger als | ab
bound AT_MOST: höchstens | maximal | bis zu | nicht mehr als | allenfalls
bound ABOUT: etwa | rund | circa | ca. | ca | ungefähr | annähernd | gegen | schätzungsweise | an die | knapp | fast | nahezu | beinahe
bound_after AT_LEAST: oder mehr | und mehr
bound_after AT_MOST: oder weniger
from: von | vom | ab
to: bis | bis zum | bis zu | bis einschließlich | und bis
between: zwischen | zwischen dem | zwischen den
and: und | und dem
currency cent: cent{s,}
currency EUR: euro{s,}
currency dollar: dollar{s,n,}
currency pound: pfund
currency rupee: rupie{n,}
currency JPY: yen
currency CNY: yuan | renminbi
currency CHF: franken | schweizer franken | sfr | fr.
currency ruble: rubel
currency PLN: złoty | zloty
currency krone: krone{n,}
currency bitcoin: bitcoin{s,}
currency USD: us-dollar
measure tonne: tonne{n,}
measure kilometre per hour: km/h | stundenkilometer | kmh
measure square kilometre: quadratkilometer{n,} | qkm
measure square metre: quadratmeter{n,} | qm
measure kilogram: kilo{s,}
measure hectare: hektar
measure degree: grad
measure megawatt: megawatt
measure barrel: fass | barrel
month 1: jänner | jänners
month_short 3: mär | mrz | mär.
month_short 9: sept
month_short 12: dez
month_short 5: mai
weekday 6: sonnabend
weekday_short 1: mo
weekday_short 2: di
weekday_short 3: mi
weekday_short 4: do
weekday_short 5: fr
weekday_short 6: sa
weekday_short 7: so
season 21: frühling{s,} | frühjahr{s,}
season 22: sommer{s,}
season 23: herbst{es,}
season 24: winter{s,}
unit day: tag{e,en,es,s,}
unit week: woche{n,}
unit weekend: wochenende{s,n,} | wochenend
unit month: monat{e,en,es,s,}
unit quarter: quartal{e,s,en,} | jahresviertel
unit year: jahr{e,en,es,s,}
unit decade: jahrzehnt{e,en,s,}
unit century: jahrhundert{e,en,s,} | jh | jhd | jhdt
unit hour: stunde{n,}
unit minute: minute{n,}
half_year: halbjahr{es,s,} | jahreshälfte | hälfte
shift -1: letzt{e,en,er,es,em} | vergangen{e,en,er,es,em} | vorig{e,en,er,es,em} | vorangegangen{e,en,er,es}
shift 0: dies{e,en,er,es,em} | aktuell{e,en,er,es} | laufend{e,en,er,es} | mein{e,er,en,}
shift 1: nächst{e,en,er,es,em} | kommend{e,en,er,es,em} | folgend{e,en,er,es} | darauffolgend{e,en,er}
shift 2: übernächst{e,en,er,es,em}
shift -2: vorletzt{e,en,er,es,em}
day -1: gestern | gestrig{e,en,er} | am vortag | vortag
day 0: heute | heutig{e,en,er} | heute abend | heute nacht | jetzt
day 1: morgen | morgig{e,en} | der nächste tag | am nächsten tag
day -2: vorgestern
day 2: übermorgen
ago: vor
later: in | später | nach
within: binnen | innerhalb von | innerhalb der | innerhalb | im laufe von
few: paar | ein paar | einigen | einige | wenigen | wenige
begin: anfang | beginn | zu beginn | zu anfang
mid: mitte
end: ende
rest: rest
last_of: letzt{e,en,er,es,em}
since: seit | seit dem
until: bis | bis zum
before: vor | vor dem
after: nach | nach dem
filler: der | die | das | den | dem | des | im | in | am | von | vom | zum
day_mark: am | den | dem | der | zum
ordinal_mark: te | ten | ter | tes | ste | sten | ster
year_mark: jahr | jahre | jahres | im jahr | im jahre
decade_mark: er | ern | er jahre | er jahren | er-jahre | er-jahren
decade 20: zwanziger
decade 30: dreißiger
decade 40: vierziger
decade 50: fünfziger
decade 60: sechziger
decade 70: siebziger
decade 80: achtziger
decade 90: neunziger
era -1: v. chr | v. chr. | vor christus | v. u. z. | vor christi geburt
era 1: n. chr | n. chr. | nach christus
holiday 1225: weihnachten | weihnachtstag
holiday 1224: heiligabend | heilig abend
holiday 1231: silvester
holiday 101: neujahr | neujahrstag
holiday 501: tag der arbeit
holiday 1003: tag der deutschen einheit
label: flug | zimmer | hausnummer | artikel | paragraf | absatz
fall: sank | sanken | gesunken | fiel | fielen | gefallen | rückgang | minus
fall 2: defizit | verlust
)";

}  // namespace verbatim::text
