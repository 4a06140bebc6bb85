#include "match/across/words/words.h"

namespace verbatim::match {

const std::string_view kFrenchTopics = R"(
release: libér libere relâch relach gracié graci
prisoner: prisonni détenu
political: politiqu
die: mort morts tué tués mourir décès décéd décédé victime
injure: bless
arrest: arrêt interpell
sentence: condamn
soldier: soldat militaires
police: polic
child: enfant mineur
woman: femme
migrant: migrant réfugié asile immigr
civilian: civil civils
hostage: otage
journalist: journalist
worker: travailleur salarié employé ouvrier
job: emploi emplois postes
unemployed: chôm
pupil: élève étudiant écolier
teacher: enseignant professeur
doctor: médecin
school: école lycée
hospital: hôpital hôpitaux clinique
house: maison logement
road: route autoroute
bridge: pont ponts
train: train ferrovi
plane: avion
ship: navire bateau ferry
car: voiture automobil véhicul
drone: drone
missile: missile roquette
attack: attaque attaqu attentat frappe bombard
war: guerre
protest: manifest protest
election: élection présidentielle législativ
vote: vote voix voté scrutin
parliament: parlement député
government: gouvernement
president: président
minister: ministr
court: tribunal cour. procès
law: loi. lois. législation
tax: impôt taxe fiscal
price: prix coût
inflation: inflation
wage: salaire smic
pension: retraite pension
budget: budget
debt: dette
deficit: déficit
economy: économi pib
export: export
import: importa importé
tariff: douan tarif
sanction: sanction
gas: gaz
oil: pétrol
power: électri énergi
nuclear: nucléair réacteur
emission: émission carbone co2
fire: incendi feux
flood: inondation crue. crues.
earthquake: séisme tremblement
vaccine: vaccin
infection: infect contamin coronavirus covid cas.
grain: blé. céréal récolte
invest: invest
company: entrepris société
buy: achet acheté achat acqui
sell: vendu vendent vendre vente
build: construi bâti
open: ouvert ouvri ouvre inaugur
close: fermé fermet ferment
expel: expuls
agreement: accord traité signé. signent signer signature
ban: interdi
win: gagn remport victoire
rise: augment hausse grimp progress croissance
fall: baiss chut recul diminu
resign: démission
visit: visit
meet: rencontr sommet réun
launch: lanc
border: frontière frontali
army: armée militair
weapon: armes arme munition
inhabitant: habitant population
birth: naissance
tourist: tourist visiteur
crime: crime meurtr homicid
corruption: corrup
drug: drogue cocaïn stupéfiant
athlete: athlèt sporti
medal: médaill
goal: but. buts match
film: film
museum: musée
university: universit
satellite: satellite
people: personnes gens
animal: animal animaux bovin vache mouton
tank: chars char. blindé
submarine: sousmarin
loan: prêt. prêts. crédit
aid: aide
factory: usine
village: village
fine: amende. amendes.
receive: accueil reçu reçoi
)";

}  // namespace verbatim::match
