#include "match/across/words/words.h"

namespace verbatim::match {

const std::string_view kDutchTopics = R"(
release: vrijgelat vrijlat bevrijd
prisoner: gevangen gedetineerd
political: politiek
die: dode doden dood. gestorven stierf stierven gedood omgekomen
injure: gewond verwond
arrest: arrest gearrest aangehoud opgepakt
sentence: veroordeel
soldier: soldaat soldaten militair
police: politie
child: kind kinder
woman: vrouw
migrant: migrant vluchteling asiel
civilian: burger
hostage: gijzel
journalist: journalist
worker: werknemer arbeider
job: banen arbeidsplaats
unemployed: werkloos werkloz
pupil: leerling student
teacher: leraar leraren docent
doctor: arts artsen
school: school scholen
hospital: ziekenhui
house: huis huizen woning
road: weg. wegen snelweg
bridge: brug bruggen
train: trein spoor
plane: vliegtuig
ship: schip schepen boot
car: auto. voertuig
drone: drone
missile: raket
attack: aanval aanslag
war: oorlog
protest: protest demonstr betog
election: verkiezing
vote: stem stemmen gestemd
parliament: parlement kamerl
government: regering kabinet
president: president
minister: minister
court: rechtbank rechter proces
law: wet. wetten
tax: belasting
price: prijs prijzen kosten
inflation: inflatie
wage: loon lonen salaris
pension: pensioen
budget: begroting budget
debt: schuld
deficit: tekort
economy: economi bbp
export: export uitvoer
import: import invoer
tariff: heffing tarief invoerr
sanction: sanctie
gas: gas. aardgas
oil: olie
power: stroom elektri energie
nuclear: kernenerg kernc kernw nuclear
emission: uitstoot co2
fire: brand bosbr
flood: overstrom
earthquake: aardbeving
vaccine: vaccin gevaccin
infection: besmet infect corona covid
grain: graan tarwe oogst
invest: invest geïnvest
company: bedrijf bedrijven
buy: koop kocht gekocht kopen aankoop
sell: verkoop verkocht
build: bouw gebouwd
open: open geopend
close: sluit gesloten sloot
expel: uitgezet uitzet
agreement: akkoord verdrag overeenk onderteken
ban: verbod verbied verboden
win: won. winnen gewonnen
rise: steeg stijg gesteg groei verhoog toegenomen
fall: daal gedaald daling kromp
resign: aftred afgetred ontslag
visit: bezoek bezocht
meet: ontmoet top.
launch: gelanceerd lancer
border: grens
army: leger
weapon: wapen munitie
inhabitant: inwoner bevolking
birth: geboor
tourist: toerist bezoeker
crime: misdaad misdrij moord
corruption: corrupt omkop
drug: drug cocaïne
athlete: atlet sporter
medal: medaille
goal: doelpunt wedstrijd
film: film
museum: museum musea
university: universit
satellite: satelliet
people: mensen personen
animal: dier dieren koeien schapen
tank: tank tanks
submarine: onderzeeër
loan: lening krediet
aid: hulp steun
factory: fabriek
village: dorp
fine: boete
receive: opgevang ontvang ontving
)";

}  // namespace verbatim::match
