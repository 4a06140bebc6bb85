#include "match/across/words/words.h"

namespace verbatim::match {

const std::string_view kRomanianTopics = R"(
release: eliber graţi grați
prisoner: prizonier deţinu dețin
political: politic
die: mort morţi morți muri ucis decedat victim
injure: răni
arrest: arest reţinu reținu
sentence: condamn
soldier: soldat militari
police: poliţi poliți
child: copil copii minori
woman: femei
migrant: migrant refugia azil imigran
civilian: civil civili
hostage: ostatic
journalist: jurnalist ziarist
worker: angaja lucrător muncitor
job: locuri
unemployed: şomaj șomaj șomer şomer
pupil: elev student
teacher: profesor
doctor: medic medici
school: şcol școl
hospital: spital
house: casă case. casele locuinţ locuinț
road: drum autostrad şosea șosea
bridge: pod. podul podur
train: tren
plane: avion
ship: navă nave. vapor
car: maşin mașin automobil vehicul
drone: dron
missile: rachet
attack: atac atentat bombard
war: război
protest: protest manifest
election: alegeri
vote: vot votur votat
parliament: parlament deputa
government: guvern
president: preşedint președint
minister: ministr
court: tribunal proces instanţ
law: lege legi
tax: impozit taxă taxe
price: preţ preț prețur cost
inflation: inflaţi inflați
wage: salari
pension: pensi
budget: buget
debt: datori
deficit: deficit
economy: econom pib
export: export
import: import
tariff: tarif vamal
sanction: sancţi sancți
gas: gaz. gaze. gazul
oil: petrol ţiţei
power: electric energi
nuclear: nuclear reactor
emission: emisi carbon co2
fire: incendi
flood: inundaţi inundați
earthquake: cutremur
vaccine: vaccin
infection: infec infecta coronavirus covid cazuri
grain: grâu cereal recolt
invest: invest
company: compani firm
buy: cumpăr achiz
sell: vând vândut vânz
build: constru
open: deschi inaugur
close: închi
expel: expulz deport
agreement: acord tratat semnat
ban: interzi interzis
win: câştig câștig victori
rise: crescu creşt crește creșt majora
fall: scăzu scad scăd
resign: demisi
visit: vizit
meet: întâln summit
launch: lans
border: graniţ graniț frontier
army: armat
weapon: arme armă muniţi
inhabitant: locuitor populaţi populați
birth: născu naşter
tourist: turist vizitator
crime: crim omor
corruption: corupţi corupți mită
drug: drog cocain
athlete: atlet sportiv
medal: medali
goal: gol. goluri meci
film: film
museum: muze
university: universit
satellite: satelit
people: oameni persoan
animal: animal vaci oi.
tank: tanc
submarine: submarin
loan: împrumut credit
aid: ajutor
factory: fabric uzin
village: sat. sate
fine: amend amendă
receive: primit primeș găzdui
)";

}  // namespace verbatim::match
