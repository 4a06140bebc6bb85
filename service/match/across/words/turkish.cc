#include "match/across/words/words.h"

namespace verbatim::match {

const std::string_view kTurkishTopics = R"(
release: serbest tahliye salıver affet
prisoner: mahkum tutuklu mahpus tutsak
political: siyas politik
die: öldü öldür ölen ölü ölüm hayatını
injure: yaral
arrest: tutuklan gözaltı tutukladı
sentence: mahkûm hapis cezas hüküm
soldier: asker
police: polis
child: çocuk
woman: kadın
migrant: göçmen mülteci sığınma
civilian: sivil
hostage: rehine
journalist: gazeteci
worker: işçi çalışan
job: istihdam iş.
unemployed: işsiz
pupil: öğrenci
teacher: öğretmen
doctor: doktor hekim
school: okul
hospital: hastane
house: ev. evler konut
road: yol. otoyol karayol
bridge: köprü
train: tren demiryol
plane: uçak uçağ
ship: gemi tekne
car: araba otomobil araç
drone: iha. drone insansız
missile: füze roket
attack: saldır
war: savaş
protest: protesto gösteri
election: seçim
vote: oy. oyla oylar
parliament: meclis parlament milletvekil
government: hükümet hükûmet
president: cumhurbaşkan başkan
minister: bakan
court: mahkeme dava
law: yasa kanun
tax: vergi
price: fiyat maliyet
inflation: enflasyon
wage: ücret maaş
pension: emekli
budget: bütçe
debt: borç borc
deficit: açık. açığ
economy: ekonomi gsyh
export: ihracat ihraç
import: ithalat
tariff: gümrük tarife
sanction: yaptırım
gas: gaz. gazı. doğalgaz
oil: petrol
power: elektrik enerji
nuclear: nükleer reaktör
emission: emisyon karbon salım
fire: yangın
flood: sel. seller
earthquake: deprem
vaccine: aşı. aşıla aşısı
infection: enfek vaka koronavirüs kovid covid bulaş
grain: tahıl buğday hasat
invest: yatırım
company: şirket firma
buy: aldı. alım satın
sell: sattı satış satıl
build: inşa yaptı yapıl
open: açtı. açıl
close: kapat kapan
expel: sınırdışı
agreement: anlaşma antlaşma imzala
ban: yasak
win: kazan zafer
rise: arttı artış artar yüksel büyü
fall: düştü düşüş azal geril
resign: istifa
visit: ziyaret
meet: görüş zirve
launch: fırlat başlat
border: sınır
army: ordu
weapon: silah mühimmat
inhabitant: nüfus sakin
birth: doğum
tourist: turist ziyaretçi
crime: suç cinayet
corruption: yolsuzluk rüşvet
drug: uyuşturucu kokain
athlete: sporcu atlet
medal: madalya
goal: gol. maç
film: film
museum: müze
university: üniversite
satellite: uydu
people: kişi insan
animal: hayvan inek koyun
tank: tank tanklar
submarine: denizaltı
loan: kredi
aid: yardım
factory: fabrika
village: köy
receive: ağırla kabul
)";

}  // namespace verbatim::match
