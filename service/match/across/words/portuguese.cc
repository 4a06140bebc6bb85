#include "match/across/words/words.h"

namespace verbatim::match {

const std::string_view kPortugueseTopics = R"(
release: libert solt indult
prisoner: preso presos prisioneir recluso detido
political: polític
die: mort morr matar matou mataram vítima
injure: ferid
arrest: deteve detev detid detenç prend prisão
sentence: conden
soldier: soldad militares
police: políci polic
child: criança menores infant
woman: mulher
migrant: migrant refugiad asilo imigra
civilian: civil civis
hostage: refém reféns
journalist: jornalist
worker: trabalhador funcionári empregad
job: emprego postos
unemployed: desempreg
pupil: aluno estudant
teacher: professor
doctor: médico
school: escola
hospital: hospital hospitais
house: casa casas habitaç moradi
road: estrada autoestrada rodovia
bridge: ponte pontes
train: comboio trem. trens ferrovi
plane: avião aviões aeronave
ship: navio barco
car: carro automóvel veícul
drone: drone
missile: míssil mísseis foguete
attack: ataque atac atentado bombarde
war: guerra
protest: protest manifest
election: eleiç
vote: voto votos votou votaç
parliament: parlament deputad
government: governo
president: president
minister: ministr
court: tribunal julgament
law: lei. leis
tax: imposto fiscal
price: preço custo
inflation: inflaç
wage: salári
pension: pensão pensões reforma aposentad
budget: orçament
debt: dívida
deficit: défice défic déficit
economy: econom pib
export: export
import: importa importou
tariff: tarifa aduan
sanction: sanç
gas: gás. gasodut
oil: petról
power: eletric electric energia
nuclear: nuclear reator
emission: emiss carbono co2
fire: incêndi fogo
flood: inundaç enchente cheias
earthquake: terramot terremot sismo
vaccine: vacin
infection: infeç infec contági coronavírus covid casos
grain: trigo cereal colheita
invest: invest
company: empresa companhia
buy: compr adquir
sell: vend venda
build: constru
open: abriu abrir abriram abre. inaugur aberto aberta
close: fech encerr
expel: expuls deport
agreement: acordo tratado assin
ban: proib
win: venc ganh vitóri
rise: aument subi sobe cresc
fall: caiu cair queda baix desceu descida diminu
resign: demit demiss renunci
visit: visit
meet: reuni cimeira encontr
launch: lanç
border: fronteira
army: exércit militar
weapon: armas arma muniç
inhabitant: habitant populaç
birth: nasciment nascid
tourist: turist visitant
crime: crime assassin homicíd
corruption: corrup subor
drug: droga cocaín
athlete: atleta
medal: medalh
goal: golo gol. gols jogo
film: filme
museum: museu
university: universi
satellite: satélite
people: pessoas
animal: animais animal gado vaca ovelha
tank: tanque
submarine: submarin
loan: emprést crédito
aid: ajuda
factory: fábrica
village: aldeia
fine: multa
receive: acolh receb
)";

}  // namespace verbatim::match
