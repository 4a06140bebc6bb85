#include "match/across/words/words.h"

namespace verbatim::match {

const std::string_view kPolishTopics = R"(
release: uwoln zwoln wypuś wypusz ułaskaw
prisoner: więźni więzień
political: polityczn
die: zgin zabi zmar ofiar śmier umar zabójcz
injure: rann
arrest: aresztow zatrzym
sentence: skaza
soldier: żołnierz
police: polic
child: dzieci dziecko
woman: kobiet
migrant: migrant uchodź imigr azyl
civilian: cywil
hostage: zakładni
journalist: dziennikar
worker: pracownik robotnik
job: miejsc etat
unemployed: bezrobo
pupil: uczni uczeń student
teacher: nauczyciel
doctor: lekarz
school: szkoł szkół
hospital: szpital
house: dom. domy domów domu. mieszkań
road: drog autostrad
bridge: most. mosty mostów mostu
train: pociąg kolej
plane: samolot
ship: statek statk okręt
car: samoch pojazd auta. auto. aut.
drone: dron
missile: rakiet pocisk
attack: atak zaatak zamach ostrzał
war: wojn
protest: protest demonstr
election: wybor wybory
vote: głos
parliament: parlament sejm pose
government: rząd
president: prezyden
minister: minist
court: sąd proces
law: ustaw
tax: podat
price: ceny. cena. cen. cenę. koszt
inflation: inflac
wage: płac wynagrodz pensj
pension: emeryt
budget: budżet
debt: dług zadłuż
deficit: deficyt
economy: gospodar pkb
export: ekspor
import: import
tariff: cła cło taryf
sanction: sankc
gas: gaz
oil: ropa. ropy. ropę. naftow
power: prąd energ elektr
nuclear: jądr atom nuklear reaktor
emission: emisj co2
fire: pożar
flood: powodz powódź
earthquake: trzęsi
vaccine: szczepi zaszczep
infection: zakażeń zakażen infek koronawirus covid
grain: zboż pszenic
invest: inwest zainwest
company: firm przedsięb spółk
buy: kup zakup naby
sell: sprzeda
build: zbudow budow wybudow
open: otwar otwie
close: zamkn zamyk
expel: wydal deport
agreement: umow porozum podpisa traktat
ban: zakazał zakazu. zakaz.
win: wygra zwycię
rise: wzro wzrós zwięk podwyż
fall: spad zmniej obniż
resign: rezygn dymis
visit: wizyt odwiedz
meet: spotka szczyt
launch: uruchom wystrzel
border: granic
army: armi wojsk
weapon: broń broni amunic
inhabitant: mieszkańc ludno
birth: urodz narodz
tourist: turyst
crime: przestęp morder
corruption: korupc łapów
drug: narkot kokain
athlete: sportow zawodni
medal: medal
goal: gol. gole bram mecz
film: film
museum: muze
university: uniwers uczeln
satellite: satelit
people: osób osoby ludzi
animal: zwierz krów bydł owiec
tank: czołg
submarine: podwodn
loan: kredyt pożycz
aid: pomoc
factory: fabry zakład
village: wieś wsi. wsie.
fine: grzywn mandat
receive: przyjęł przyjął przyjmu
)";

}  // namespace verbatim::match
