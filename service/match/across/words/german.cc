#include "match/across/words/words.h"

namespace verbatim::match {

const std::string_view kGermanTopics = R"(
release: freilass freigelass freiließ entließ entlass begnadig freikam freigekommen befrei
prisoner: gefangen häftling insass
political: politisch
die: tote toten tot. starb gestorben getötet töte todes sterben umgekommen
injure: verletz verwund
arrest: festnahm festgenomm verhaft inhaftier
sentence: verurteil
soldier: soldat
police: poliz
child: kind kinder
woman: frau frauen
migrant: migrant flüchtling asyl zuwander einwander
civilian: zivilist
hostage: geisel
journalist: journalist reporter
worker: arbeiter beschäftigt angestellt mitarbeit
job: arbeitsplätz arbeitsplatz arbeitsstell jobs.
unemployed: arbeitslos
pupil: schüler student studier
teacher: lehrer lehrkr
doctor: arzt ärzt
school: schule schulen
hospital: krankenh klinik spital
house: haus häuser wohnung
road: straße autobahn
bridge: brücke
train: zug. züge bahn eisenbahn
plane: flugzeug
ship: schiff boot fähre
car: auto. autos. fahrzeug pkw
drone: drohne
missile: rakete marschflugk
attack: angriff angegriff anschlag
war: krieg
protest: protest demonstr kundgebung
election: wahl wahlen
vote: stimme stimmen abstimm
parliament: parlament bundestag abgeordnet
government: regierung kabinett
president: präsident
minister: minister
court: gericht prozess
law: gesetz
tax: steuer steuern
price: preis preise kosten
inflation: inflation teuerung
wage: lohn löhne gehalt gehälter mindestlohn
pension: rente renten pension
budget: haushalt budget etat
debt: schuld schulden
deficit: defizit
economy: wirtschaft bip
export: export ausfuhr
import: import einfuhr
tariff: zoll zölle
sanction: sanktion
gas: gas. erdgas
oil: öl. erdöl rohöl
power: strom energie
nuclear: atom nuklear kernkraft reaktor
emission: emission kohlendioxid co2
fire: brand. brände feuer waldbr
flood: flut hochwasser überschwemm
earthquake: erdbeben
vaccine: impf geimpft
infection: infizier infektion ansteck corona covid
grain: getreide weizen ernte
invest: invest
company: unternehmen firma firmen
buy: kauf gekauft erwarb erworben
sell: verkauf
build: bau. baut baute gebaut bauen errichte
open: eröffn öffne
close: schließ geschlossen schloss stilleg
expel: ausgewies auswies abschieb abgeschob
agreement: abkommen vertrag vereinbar unterzeich
ban: verbot verbiet verboten
win: gewann gewinn gewonn sieg
rise: stieg steig gestieg wuchs wachs gewachs erhöh zunahm zugenommen
fall: fiel fallen gefallen sank sinken gesunk gesenkt senk rückgang schrumpf
resign: zurückgetret rücktritt
visit: besuch
meet: traf. treffen getroffen gipfel
launch: startet gestartet
border: grenze
army: armee militär streitkr bundeswehr
weapon: waffe munition
inhabitant: einwohner bevölkerung
birth: geburt geboren
tourist: tourist besucher
crime: verbrech mord morde straftat
corruption: korrupt bestech
drug: droge kokain rauschgift
athlete: athlet sportler
medal: medaille goldmed
goal: tor. tore spiel
film: film
museum: museum museen
university: universität hochschul
satellite: satellit
people: menschen personen leute
animal: tier tiere rinder kühe schafe
tank: panzer
submarine: uboot
loan: kredit darlehen
aid: hilfe
factory: fabrik werk. werke.
village: dorf dörfer
fine: geldstrafe bußgeld
receive: aufgenommen nahm. nahmen empfing empfangen
)";

}  // namespace verbatim::match
