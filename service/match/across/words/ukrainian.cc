#include "match/across/words/words.h"

namespace verbatim::match {

const std::string_view kUkrainianTopics = R"(
release: звільн відпуст помилув
prisoner: вязн в'яз політв'яз полонен ув'язн
political: політич політ політв'яз
die: загин вбит убит помер смерт жертв вбил
injure: поранен травмов
arrest: арешт затрим
sentence: вирок засуд
soldier: солдат військовослуж
police: поліц
child: діт дитин
woman: жін
migrant: мігрант біжен притул
civilian: цивіл мирн
hostage: заручник
journalist: журналіст
worker: працівник робітник
job: місць робочих
unemployed: безробіт
pupil: учнів учні студент школяр
teacher: вчител учител викладач
doctor: лікар
school: школ шкіл
hospital: лікарень лікарн госпітал
house: будинк житл квартир
road: дорог доріг шосе
bridge: міст. мости мостів
train: поїзд потяг залізн
plane: літак
ship: судно суден корабл
car: автомоб машин авто.
drone: безпілот дрон бпла
missile: ракет
attack: атак удар напад обстріл теракт
war: війн
protest: протест мітинг демонстр
election: вибор вибори
vote: голос
parliament: парламент депутат рада. ради.
government: уряд
president: президент
minister: міністр
court: суд. суду. судом. судд
law: закон. закону. законо
tax: подат
price: цін ціни вартіст
inflation: інфляц
wage: зарплат оклад
pension: пенсі
budget: бюджет
debt: борг
deficit: дефіцит
economy: економ ввп
export: експорт
import: імпорт
tariff: мита. мито. тариф
sanction: санкц
gas: газ. газу. газов
oil: нафт
power: електр енерг
nuclear: ядерн атом реактор
emission: викид вуглец
fire: пожеж
flood: повін паводк
earthquake: землетрус
vaccine: вакцин щеплен
infection: зараж захвор інфек коронавірус ковід
grain: зерн пшениц врожа
invest: інвест
company: компан підприєм фірм
buy: купи куплен закуп придба
sell: прода
build: збудув побудув будув
open: відкри
close: закри
expel: вислал видвор депорт
agreement: угод договір підпис
ban: заборон
win: перемог переміг виграв
rise: зріс зрос збільш підвищ
fall: впав впал знизи знижен скорот паді
resign: відставк
visit: візит відвід
meet: зустріч саміт зустрів
launch: запуст запуск
border: кордон
army: армі військ збройн
weapon: збро боєприпас
inhabitant: жител мешкан населен
birth: народж народив
tourist: турист
crime: злочин вбивств
corruption: коруп хабар
drug: наркот кокаїн
athlete: спортсмен атлет
medal: медал
goal: гол. голів матч
film: фільм
museum: музе
university: університ
satellite: супутник
people: людей люди осіб
animal: тварин корів овець
tank: танк
submarine: підводн
loan: кредит позик
aid: допомог
factory: завод фабрик
village: села. село. селі. сіл.
fine: штраф
receive: прийня
)";

}  // namespace verbatim::match
