#include "text/values/languages/tables/tables.h"

namespace verbatim::text {

constinit const std::string_view kFrench = R"(
deny: pas | jamais | sans | aucun{e,} | ni | faux | guère | nullement | prétendument | au lieu de | ne
deny_clause: nie{nt,} | nié | niait | dément{i,ent,} | démentait | conteste{nt,} | contesté | réfute{nt,} | réfuté | doute{nt,} | douté | rejeté | rejette
clause: que | qu | avoir | être
joins: unit_after_and
number 80: quatre-vingt
number 71: soixante onze
number 1: un | une
number 70: septante
number 80: huitante | octante
number 90: nonante
number_and: et
hundred 100: cent | cents
scale 3: mille | mil | milles
scale 6: million{s,}
scale 9: milliard{s,}
scale 12: billion{s,}
scale_mark 3: k
scale_mark 6: m | mio | mln
scale_mark 9: md | mds | mrd | g
scale_mark 12: t
ordinal 1: premier{s,} | première{s,} | 1er | primo
ordinal 2: second{e,s,es,}
half: demi{e,s,es,} | moitié
quarter_of: quart
fraction 3: tiers
fraction 4: quart{s,}
fraction 100: centième{s,}
fraction 1000: millième{s,}
fraction 1000000: millionième{s,}
fraction 1000000000: milliardième{s,}
dozen 12: douzaine{s,}
dozen 10: dizaine{s,}
dozen 15: quinzaine
dozen 20: vingtaine{s,}
dozen 30: trentaine{s,}
dozen 40: quarantaine
dozen 50: cinquantaine
dozen 60: soixantaine
dozen 100: centaine{s,}
dozen 1000: millier{s,}
minus: moins | négatif | minus
point: virgule | point
addition: et
no: aucun{e,} | zéro
out_of: sur | parmi
percent: pour cent | pourcent{s,} | pourcentage{s,} | point{s,} de pourcentage | p. cent
bound MORE_THAN: plus de | plus d' | au-dessus de | supérieur à | dépassant | au-delà de | plus que
bound LESS_THAN: moins de | moins d' | en dessous de | inférieur à | au-dessous de
bound AT_LEAST: au moins | au minimum | pas moins de | minimum
bound AT_MOST: au plus | au maximum | jusqu'à | pas plus de | maximum | tout au plus
bound ABOUT: environ | près de | quelque | autour de | à peu près | approximativement | presque | aux alentours de | à peine | une | quelques
bound_after AT_LEAST: ou plus | et plus | au moins | au minimum
bound_after AT_MOST: ou moins | et moins | au plus | au maximum
bound_after ABOUT: environ
from: de | du | depuis | à partir du | depuis le | dès | entre
to: à | au | a | jusqu'au | jusqu'à | jusqu'a | jusqu'en | aux | jusque
between: entre | entre le | entre les
and: et | et le
currency cent: centime{s,} | cent{s,}
currency EUR: euro{s,}
currency dollar: dollar{s,}
currency pound: livre{s,}
currency GBP: livre{s,} sterling
currency franc: franc{s,}
currency JPY: yen{s,}
currency rupee: roupie{s,}
currency ruble: rouble{s,}
currency bitcoin: bitcoin{s,}
currency CNY: yuan{s,}
currency BRL: real | réaux
currency krone: couronne{s,}
currency penny: pence | penny
measure kilometre per hour: km/h
measure square kilometre: kilomètre{s,} carré{s,}
measure square metre: mètre{s,} carré{s,}
measure tonne: tonne{s,}
measure kilogram: kilo{s,}
measure barrel: baril{s,}
month_short 1: jan
month_short 2: fev
month_short 3: mar
month 3: mars
month 5: mai
month_short 7: juil | juillet.
month_short 9: sept | sep
month_short 12: dec | déc
weekday_short 1: lun
weekday_short 2: mar
weekday_short 3: mer | merc
weekday_short 4: jeu
weekday_short 5: ven
weekday_short 6: sam
weekday_short 7: dim
season 21: printemps
season 22: été
season 23: automne
season 24: hiver
unit day: jour{s,} | journée{s,}
unit week: semaine{s,}
unit weekend: week-end{s,} | weekend{s,} | fin de semaine
unit fortnight: quinzaine
unit month: mois
unit quarter: trimestre{s,} | quart
unit year: an{s,} | année{s,}
unit decade: décennie{s,}
unit century: siècle{s,}
unit hour: heure{s,}
unit minute: minute{s,}
half_year: semestre{s,} | moitié
shift -1: dernier{s,} | dernière{s,} | passé{e,s,es,} | précédent{e,s,es,} | derniere{s,} | écoulé{e,s,es,}
shift 0: ce | cette | cet | ces | courant{e,} | en cours | actuel{le,} | cette même
shift 1: prochain{e,s,es,} | suivant{e,s,es,} | à venir | qui vient
day -1: hier | la veille | veille | jour précédent | le jour précédent
day 0: aujourd'hui | ce jour | dans la journée | ce soir | cette nuit | ce matin | maintenant | aujourdhui
day 1: demain | lendemain | le lendemain | jour suivant | le jour suivant | le jour d'après
day -2: avant-hier | avant hier
day 2: après-demain | apres demain | surlendemain | le surlendemain
ago: il y a | voici | voilà | ya
later: dans | plus tard | après | d'ici | en
within: dans les | en moins de | d'ici | sous
few: quelques
begin: début | au début de | début de | le début de | au début
mid: mi | milieu | au milieu de | milieu de | la mi
end: fin | à la fin de | fin de | la fin de | à la fin
rest: reste | le reste | fin de
last_of: dernier | dernière | derniere
since: depuis | à partir de | à partir du | dès
until: jusqu'à | jusqu'au | jusqu'en
before: avant
after: après
filler: le | la | les | l | de | du | d | des | en | au | à | dans | pour | ci | prochain mois de | mois de
day_mark: le | au | du | pour le
ordinal_mark: er | re | e | ème | eme | ère | nd | ième
year_mark: l'an | année | l'année | an
decade_mark: années | les années | des années
decade 20: années vingt
decade 30: années trente
decade 40: années quarante
decade 50: années cinquante
decade 60: années soixante
decade 70: années soixante-dix
decade 80: années quatre-vingt{s,}
decade 90: années quatre-vingt-dix
era -1: av. j.-c. | av j c | avant jésus-christ | avant j c
era 1: apr. j.-c. | apr j c | après jésus-christ
holiday 1225: noël
holiday 1224: veille de noël | réveillon de noël
holiday 1231: saint-sylvestre | réveillon
holiday 101: jour de l'an | nouvel an | le jour de l'an
holiday 501: fête du travail
holiday 714: fête nationale
holiday 1101: toussaint
holiday 214: saint-valentin
label: vol | article | chambre | salle
fall: baissé | baisse | chuté | chute | reculé | recul | diminué
fall 2: déficit | perte{s,}
)";

}  // namespace verbatim::text
