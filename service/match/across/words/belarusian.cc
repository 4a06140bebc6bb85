#include "match/across/words/words.h"

namespace verbatim::match {

const std::string_view kBelarusianTopics = R"(
release: вызвал адпусц памілав
prisoner: зняволен вязн палітвяз палітзняв
political: паліт
die: загін забіт памер смерц
injure: паранен
arrest: арышт затрым
sentence: прысуд асудз
soldier: салдат вайскоўц
police: міліц паліц
child: дзяц дзец
woman: жанч
migrant: мігрант бежан уцякач
hostage: закладнік
journalist: журналіст
worker: работнік
unemployed: беспрац
pupil: вучн студэнт
teacher: настаўн
doctor: урач лекар
school: школ
hospital: бальніц шпітал
house: дом. дамоў жыл
road: дарог
bridge: мост
train: цягнік
plane: самалёт
car: аўтамаб машын
drone: беспілот дрон
missile: ракет
attack: атак удар напад
war: вайн
protest: пратэст мітынг
election: выбар
vote: голас галас
parliament: парламент дэпутат
government: урад
president: прэзідэнт
minister: міністр
court: суд. суда. судд
law: закон
tax: падат
price: цэн кошт
inflation: інфляц
wage: зарпл заробк
pension: пенс
budget: бюджэт
debt: доўг пазык
economy: эканом ввп
export: экспарт
import: імпарт
sanction: санкц
gas: газ. газу. газав
oil: нафт
power: электр энерг
nuclear: ядзерн атам рэактар
fire: пажар
vaccine: вакцын
grain: збожж зерн
company: кампан прадпрыем
buy: купі
sell: прада
build: пабудав
open: адкры
close: закры
expel: высла дэпарт
agreement: пагадн дагавор падпіс
ban: забарон
rise: вырас павял павыс
fall: упал знізі скарац
resign: адстаўк
visit: візіт наведа
meet: сустрэч
border: мяжа мяжы граніц
army: армі войск
weapon: зброя зброі
inhabitant: жыхар насельн
people: чалавек людз
factory: завод
fine: штраф
receive: прыня
)";

}  // namespace verbatim::match
