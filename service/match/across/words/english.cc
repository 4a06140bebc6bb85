#include "match/across/words/words.h"

namespace verbatim::match {

const std::string_view kEnglishTopics = R"(
release: release free. freed. freeing liberat pardon
prisoner: prisoner inmate detainee
political: political politics
die: die. dies. died. dead. deadly death killed kill fatal
injure: injur wound
arrest: arrest detain
sentence: sentenc convict jailed
soldier: soldier troop serviceme
police: police
child: child kids minors
woman: woman women female
migrant: migrant refugee asylum immigra
civilian: civilian
hostage: hostage
journalist: journalist reporter
worker: worker employee staff
job: jobs job. employment
unemployed: unemploy unemployment jobless
pupil: pupil student
teacher: teacher
doctor: doctor physician
school: school
hospital: hospital clinic
house: house home apartment dwelling
road: road highway motorway
bridge: bridge
train: train. trains railway railroad
plane: plane. planes aircraft airplane jets jet.
ship: ship vessel boat ferry
car: car. cars. vehicle
drone: drone uav
missile: missile rocket
attack: attack strike raid assault shell
war: war. wars.
protest: protest demonstrat rally
election: election
vote: vote ballot poll. polls.
parliament: parliament lawmaker
government: government cabinet
president: president
minister: minister
court: court trial
law: law. laws. legislation bill. bills.
tax: tax. taxes. taxation
price: price cost. costs.
inflation: inflation
wage: wage salar pay.
pension: pension retire
budget: budget
debt: debt
deficit: deficit
economy: econom gdp
export: export
import: import
tariff: tariff customs duties
sanction: sanction
gas: gas.
oil: oil crude
power: electricity power energy
nuclear: nuclear atomic reactor
emission: emission carbon co2
fire: fire. fires. wildfire blaze
flood: flood
earthquake: earthquake quake
vaccine: vaccin
infection: infect cases coronavirus covid
grain: grain wheat harvest
invest: invest
company: company companies firm
buy: buy bought purchas acquir
sell: sell sold. sale. sales.
build: build built construct
open: open inaugurat
close: close. closed closure closing shut.
expel: expel deport
agreement: agreement treaty accord signed signs. signing
ban: ban. bans. banned prohibit
win: win. wins. won. victory
rise: rise rises rose. risen increase grew grow growth climb
fall: fall falls fell. fallen drop decline decreas shrank shrink cut. cuts.
resign: resign
visit: visit travel
meet: meet met meeting summit talks
launch: launch
border: border frontier
army: army military armed
weapon: weapon arms. ammunition
inhabitant: inhabitant population resident
birth: birth born
tourist: tourist visitor tourism
crime: crime murder homicide
corruption: corrupt brib
drug: drug. drugs. cocaine narcotic
athlete: athlete sportsm
medal: medal gold
goal: goal goals scored match
film: film movie
museum: museum
university: universit
satellite: satellite
people: people persons
animal: animal cattle cow. cows. sheep
tank: tank. tanks.
submarine: submarine
loan: loan credit
aid: aid. assistance
factory: factory factories
village: village
fine: fined fines. fine. penalty
receive: received receives receive welcomed welcomes hosted took.
)";

}  // namespace verbatim::match
