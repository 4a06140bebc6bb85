#include "match/across/words/words.h"

namespace verbatim::match {

const std::string_view kSwedishTopics = R"(
release: fri. friges frigav frigett frigiv släpp benåd
prisoner: fånge fångar intern
political: politisk
die: död döda dödad dött dog. omkom
injure: skadad skadats skador sårad
arrest: gripit gripen greps grep. arrester anhåll
sentence: dömd dömts dömdes
soldier: soldat
police: polis
child: barn
woman: kvinn
migrant: migrant flykting asyl invandr
civilian: civil
hostage: gisslan
journalist: journalist
worker: arbetare anställd
job: jobb arbetstillf
unemployed: arbetslös
pupil: elev student
teacher: lärare
doctor: läkare
school: skola skolor
hospital: sjukhus
house: hus. husen. bostad bostäd
road: väg vägar
bridge: bro. broar
train: tåg. tåget järnväg
plane: flygplan
ship: fartyg båt
car: bil. bilar fordon
drone: drönare
missile: robot missil raket
attack: attack anfall angrep angripit
war: krig
protest: protest demonstr
election: val. valet
vote: röst
parliament: parlament riksdag
government: regering
president: president
minister: minist
court: domstol rätteg
law: lag. lagen lagar
tax: skatt
price: pris kostnad
inflation: inflation
wage: lön löner
pension: pension
budget: budget
debt: skuld
deficit: underskott
economy: ekonomi bnp
export: export
import: import
tariff: tull tariff
sanction: sanktion
gas: gas. gasen. naturgas
oil: olja olje
power: elektri energi el.
nuclear: kärn reaktor
emission: utsläpp koldiox
fire: brand bränder
flood: översväm
earthquake: jordbävning
vaccine: vaccin
infection: smitt infek covid corona
grain: spannmål vete skörd
invest: invest
company: företag bolag
buy: köp köpt
sell: sålt sälj såld sålde
build: bygg
open: öppn
close: stäng
expel: utvis
agreement: avtal fördrag underteckn
ban: förbjud förbud förbjöd
win: vann vinn vunnit seger
rise: steg. stig ökat ökade ökning öka höj
fall: föll falla sjönk sjunk minskat minskade minskar minskning sänk
resign: avgick avgå avgått
visit: besök
meet: möt träff toppm
launch: sköt lanser
border: gräns
army: armé militär försvars
weapon: vapen ammunit
inhabitant: invånare befolkn
birth: född föds
tourist: turist besökare
crime: brott mord
corruption: korrupt mutor mutbrott
drug: narkotik kokain drog
athlete: idrottar atlet
medal: medalj
goal: mål. match
film: film
museum: muse
university: universit
satellite: satellit
people: människ personer
animal: djur kor. får
tank: stridsvagn
submarine: ubåt
loan: lån. lånet
aid: bistånd stöd
factory: fabrik
village: byar by.
fine: böter
receive: tog. mottog mottag
)";

}  // namespace verbatim::match
