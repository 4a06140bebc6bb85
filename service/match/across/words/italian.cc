#include "match/across/words/words.h"

namespace verbatim::match {

const std::string_view kItalianTopics = R"(
release: liber rilasc scarcer grazia
prisoner: prigionier detenut carcerat
political: politic
die: mort morir ucci decedut vittim
injure: ferit
arrest: arrest fermat
sentence: condann
soldier: soldat militari
police: polizi
child: bambin minor
woman: donn
migrant: migrant rifugiat profug asilo immigra
civilian: civil civili
hostage: ostagg
journalist: giornalist
worker: lavorator dipendent operai
job: posti lavoro occupat
unemployed: disoccup
pupil: alunn student
teacher: insegnant professor
doctor: medico medici
school: scuol
hospital: ospedal
house: casa case abitazion allogg
road: strada strade autostrad
bridge: ponte ponti
train: treno treni ferrovi
plane: aereo aerei
ship: nave. navi. barca. barche. traghett
car: auto. automobil macchin veicol
drone: droni drone
missile: missil razzo razzi
attack: attacc attentat raid bombard
war: guerra
protest: protest manifest
election: elezion
vote: voto voti votat votaz
parliament: parlament deputat
government: govern
president: president
minister: ministr
court: tribunal process corte
law: legge leggi
tax: tassa tasse impost
price: prezz costo
inflation: inflazion
wage: salari stipend
pension: pension
budget: bilancio
debt: debit
deficit: deficit disavanzo
economy: econom pil
export: export esporta
import: importa
tariff: dazi dazio dogan
sanction: sanzion
gas: gas. gasdott
oil: petrol greggio
power: elettric energi
nuclear: nuclear reattor
emission: emission carbonio co2
fire: incend
flood: alluvion inondaz
earthquake: terremot sisma
vaccine: vaccin
infection: infezion infett contag coronavirus covid
grain: grano cereal raccolt
invest: invest
company: aziend impres società
buy: acquist compr
sell: vend vendit
build: costru
open: aprir aperto aperta inaugur
close: chiu
expel: espuls espell deport
agreement: accordo trattat firm
ban: vieta. vietat proib
win: vinc vinto vinse vittori
rise: aument cresc cresciut salit
fall: calat calo cal. scend sces diminu
resign: dimess dimission
visit: visit
meet: incontr vertice
launch: lanc
border: confin frontier
army: esercit militar
weapon: armi arma munizion
inhabitant: abitant popolazion
birth: nascit
tourist: turist visitator
crime: crimin omicid
corruption: corruz tangent
drug: droga cocain
athlete: atlet
medal: medagli
goal: gol goal partit
film: film
museum: museo musei
university: universit
satellite: satellit
people: persone
animal: animal bovin mucc pecor
tank: carrarmat
submarine: sottomarin
loan: prestit credit
aid: aiut
factory: fabbric stabiliment
village: villagg
fine: multa
receive: accolt accogl ricev
)";

}  // namespace verbatim::match
