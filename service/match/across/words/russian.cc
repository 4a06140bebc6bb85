#include "match/across/words/words.h"

namespace verbatim::match {

const std::string_view kRussianTopics = R"(
release: освобод отпуст помилов освобожд
prisoner: заключенн политзаключ узник
political: политич полит политзаключ
die: погиб убит умер смерт убил убива жертв
injure: ранен ранил пострада
arrest: арест задерж
sentence: пригов осужд осуди
soldier: солдат военнослуж
police: полиц
child: дет. дети детей ребен ребён
woman: женщ
migrant: мигрант беженц убежищ
civilian: гражданск мирн
hostage: заложник
journalist: журналист
worker: работник рабочих сотрудник
job: места рабочие
unemployed: безработ
pupil: школьник учеников студент
teacher: учител преподав
doctor: врач доктор
school: школ
hospital: больниц госпитал
house: дом. дома. домов жиль квартир
road: дорог шоссе трасс
bridge: мост мосты мостов моста
train: поезд железн
plane: самол авиалайн
ship: судно судна корабл паром
car: автомоб машин
drone: беспилот дрон бпла
missile: ракет
attack: атак удар нападен обстрел теракт
war: войн
protest: протест митинг демонстр
election: выбор выборы
vote: голос
parliament: парламент депутат госдум
government: правительств
president: президент
minister: министр
court: суд. суда. судом. суде. судь
law: закон. закона. закону. законо
tax: налог
price: цены. цена. цен. ценам стоимост
inflation: инфляц
wage: зарплат оклад
pension: пенси
budget: бюджет
debt: долг. долга. долгов задолж
deficit: дефицит
economy: эконом ввп
export: экспорт
import: импорт
tariff: пошлин тариф
sanction: санкц
gas: газ. газа. газов
oil: нефт
power: электр энерг
nuclear: ядерн атом реактор
emission: выброс углерод
fire: пожар
flood: наводнен паводк
earthquake: землетряс
vaccine: вакцин привив
infection: зараз заболев инфек коронавирус ковид
grain: зерн пшениц урожа
invest: инвест вложи
company: компани предприят фирм
buy: купи покуп закуп приобре
sell: прода
build: постро строит
open: откры
close: закры
expel: высла выдвор депорт
agreement: соглашен договор подпис
ban: запре
win: победи побед выигра
rise: вырос рост. роста. увелич повыс возрос
fall: упал снизи сниже сократ паден
resign: отставк
visit: визит посети
meet: встреч саммит встрети
launch: запуст запуск
border: границ
army: арми войск вооруж
weapon: оружи боеприпас
inhabitant: жител населен
birth: рожда родил родив
tourist: турист
crime: преступ убийств
corruption: корруп взят
drug: наркот кокаин
athlete: спортсмен атлет
medal: медал
goal: гол. голов матч
film: фильм
museum: музе
university: университ вуз. вузы вузов
satellite: спутник
people: человек люд
animal: животн коров овец скот
tank: танк
submarine: подводн
loan: кредит заем
aid: помощ
factory: завод фабрик
village: деревн села. село.
fine: штраф
receive: принял принима
)";

}  // namespace verbatim::match
