#include "match/across/words/words.h"

namespace verbatim::match {

const std::string_view kSpanishTopics = R"(
release: liber excarcel indult
prisoner: preso presos prisioner recluso detenido
political: polític
die: muert murier murió mueren fallec matar mató mataron matado víctima
injure: herid lesion
arrest: arrest detuv detenid detenc
sentence: conden
soldier: soldado militares
police: polic
child: niño niña menores infant
woman: mujer
migrant: migrant refugiad asilo inmigra
civilian: civil civiles
hostage: rehén rehenes
journalist: periodist
worker: trabajador emplead obrer
job: empleo puestos
unemployed: desemple paro. parad
pupil: alumn estudiant
teacher: profesor maestr docente
doctor: médico
school: escuela colegio
hospital: hospital clínica
house: casa casas viviend
road: carretera autopist
bridge: puente
train: tren ferroviari
plane: avión aviones
ship: barco buque
car: coche automóvil vehícul
drone: dron
missile: misil cohete
attack: ataque atac atentado bombard
war: guerra
protest: protest manifest
election: eleccion elección
vote: voto votos votó votar votac
parliament: parlament congres diputad
government: gobierno
president: president
minister: ministr
court: tribunal juicio corte
law: ley leyes
tax: impuest fiscal
price: precio coste
inflation: inflación ipc
wage: salari sueldo
pension: pension jubila
budget: presupuest
debt: deuda
deficit: déficit
economy: econom pib
export: export
import: importa importó
tariff: arancel aduan
sanction: sancion
gas: gas. gasoduct
oil: petról petroler crudo
power: electric energí
nuclear: nuclear reactor
emission: emision carbono co2
fire: incendi fuego
flood: inundac
earthquake: terremot sismo seísmo
vaccine: vacun
infection: infec contag coronavirus covid casos
grain: trigo cereal cosech grano
invest: inver
company: empresa compañía
buy: compra compro adquir
sell: vend venta
build: constru edific
open: abrió abrir abrieron abre. inaugur abierto
close: cerr cierr
expel: expuls deport
agreement: acuerdo tratado firm
ban: prohib
win: gan ganó victoria
rise: aument subi sube crec increment
fall: cayó caer caíd bajaron bajado descen disminu reduj
resign: dimit dimisi renunci
visit: visit
meet: reuni cumbre encontr
launch: lanz
border: fronter
army: ejércit militar
weapon: armas arma munici
inhabitant: habitant població
birth: nacimient nacid
tourist: turist visitant
crime: crimen crímen asesin homicid
corruption: corrup sobor
drug: droga cocaín
athlete: atleta deportist
medal: medall
goal: gol. goles partido
film: película film
museum: museo
university: universi
satellite: satélite
people: personas gente
animal: animal ganado vaca oveja
tank: tanque
submarine: submarin
loan: préstamo crédito
aid: ayuda
factory: fábrica planta
village: pueblo aldea
fine: multa
receive: acog recib
)";

}  // namespace verbatim::match
