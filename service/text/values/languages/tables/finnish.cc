#include "text/values/languages/tables/tables.h"

namespace verbatim::text {

constinit const std::string_view kFinnish = R"(
deny: ei | eivät | en | emme | ei ole | eikä | eivätkä | koskaan | ilman | muka | väitetty | valhe | sijaan | älä
deny_clause: kiel{si,sivät,tää,tävät} | kiisti | kiistivät | kiistää | kiistävät | torju{i,ivat,u} | kumosi | epäilee
clause: että
number 1: yksi | yhden | yhtä | yhdessä | yhdestä | yhteen | yhdeltä | yhdelle
number 2: kaksi | kahden | kahta | kahdessa | kahdesta | kahteen | kahdelta | kahdelle
number 3: kolme | kolmen | kolmea | kolmessa | kolmesta | kolmeen
number 4: neljä | neljän | neljää | neljässä | neljästä | neljään
number 5: viisi | viiden | viittä | viidessä | viidestä | viiteen
number 6: kuusi | kuuden | kuutta | kuudessa | kuudesta | kuuteen
number 7: seitsemän | seitsemää | seitsemässä
number 8: kahdeksan | kahdeksaa | kahdeksassa
number 9: yhdeksän | yhdeksää | yhdeksässä
number 10: kymmenen | kymmentä | kymmenessä
number 11: yhdentoista
number 12: kahdentoista
hundred 100: sata | sataa | sadan
scale 3: tuhat | tuhatta | tuhannen | tuhansia
scale 6: miljoona{a,n,ssa,} | miljoonia
scale 9: miljardi{a,n,ssa,} | miljardeja
scale 12: biljoona{a,n,}
scale_mark 3: t
scale_mark 6: milj | milj. | M
scale_mark 9: mrd | mrd.
ordinal 1: ensimmäi{nen,sen,stä,sessä,senä,seen}
ordinal 2: toi{nen,sen,sta,sessa,sena}
ordinal 3: kolma{s,nnen,tta,nnessa,ntena}
ordinal 4: neljä{s,nnen,ttä,nnessä,ntenä}
ordinal 5: viide{s,nnen,ttä,nnessä,ntenä}
ordinal 6: kuude{s,nnen,tta,nnessa,ntena}
ordinal 7: seitsemä{s,nnen,ttä}
ordinal 8: kahdeksa{s,nnen,tta}
ordinal 9: yhdeksä{s,nnen,ttä}
ordinal 10: kymmene{s,nnen,ttä}
half: puoli | puolta | puolet | puolen
value 1.5: puolitoista
fraction 3: kolmasosa{a,n,} | kolmannes{ta,} | kolmanneksen
fraction 4: neljäsosa{a,n,} | neljännes{tä,} | neljänneksen
fraction 5: viidesosa{a,n,} | viidennes{tä,}
fraction 10: kymmenesosa{a,n,} | kymmenes
quarter_of: neljännes
dozen 12: tusina{a,n,}
minus: miinus
point: pilkku
addition: ja
no: ei yhtään | nolla
percent: prosentti{a,in,yksikköä,yksikön,} | prosentin | prosentilla | prosentista | prosenttiyksikkö
bound MORE_THAN: yli | enemmän kuin | ylitti
bound LESS_THAN: alle | vähemmän kuin | vajaa{t,n,}
bound AT_LEAST: vähintään | ainakin
bound AT_MOST: enintään | korkeintaan
bound ABOUT: noin | suunnilleen | lähes | melkein | n. | arviolta | runsas | runsaat
bound_after AT_LEAST: tai enemmän
bound_after AT_MOST: tai vähemmän
bound_after MORE_THAN: enemmän
from: välillä
between: välillä
and: ja
currency EUR: euro{a,n,t,lla,on,} | euroja
currency dollar: dollari{a,n,t,lla,in,} | dollareita
currency pound: punta{a,} | punnan
currency cent: sent{tiä,in,ti}
currency krone: kruunu{a,n,}
currency ruble: rupla{a,n,}
currency FIM: markka{a,} | markan
measure kilometre: kilometri{ä,n,} | km
measure metre: metri{ä,n,}
measure kilogram: kilo{a,n,grammaa,gramman,gramma,}
measure tonne: tonni{a,n,}
measure hectare: hehtaari{a,n,}
measure square kilometre: neliökilometri{ä,n,}
measure square metre: neliömetri{ä,n,} | neliötä
month 1: tammikuu{n,ta,ssa,sta,hun,lta,}
month 2: helmikuu{n,ta,ssa,sta,hun,lta,}
month 3: maaliskuu{n,ta,ssa,sta,hun,lta,}
month 4: huhtikuu{n,ta,ssa,sta,hun,lta,}
month 5: toukokuu{n,ta,ssa,sta,hun,lta,}
month 6: kesäkuu{n,ta,ssa,sta,hun,lta,}
month 7: heinäkuu{n,ta,ssa,sta,hun,lta,}
month 8: elokuu{n,ta,ssa,sta,hun,lta,}
month 9: syyskuu{n,ta,ssa,sta,hun,lta,}
month 10: lokakuu{n,ta,ssa,sta,hun,lta,}
month 11: marraskuu{n,ta,ssa,sta,hun,lta,}
month 12: joulukuu{n,ta,ssa,sta,hun,lta,}
weekday 1: maanantai{na,n,ta,sta,hin,}
weekday 2: tiistai{na,n,ta,sta,hin,}
weekday 3: keskiviikko{na,a,on,} | keskiviikon
weekday 4: torstai{na,n,ta,sta,hin,}
weekday 5: perjantai{na,n,ta,sta,hin,}
weekday 6: lauantai{na,n,ta,sta,hin,}
weekday 7: sunnuntai{na,n,ta,sta,hin,}
season 21: kevä{t,än,ällä,ttä,änä}
season 22: kes{ä,än,ällä,ää,änä}
season 23: syksy{n,llä,ä,nä,}
season 24: talv{i,en,ella,ea,ena}
unit day: päiv{ä,än,ää,änä,ässä,ien,iä} | vuorokau{si,tta,den}
unit week: viikko{a,na,on,} | viikon | viikolla | viikossa
unit weekend: viikonlop{pu,un,pua} | viikonloppuna
unit month: kuukau{si,tta,den,dessa,tena}
unit quarter: vuosineljännes{tä,} | vuosineljänneks{en,ellä} | neljännesvuo{si,den}
unit year: vuo{si,tta,den,nna,della,dessa,teen,sien,sia,desta}
unit decade: vuosikymmen{tä,en,ellä,}
unit century: vuosisa{ta,dan,taa,dalla}
unit hour: tunti{a,} | tunnin | tunnissa
unit minute: minuutti{a,} | minuutin
half_year: vuosipuolisko{n,lla,} | puolivuosi
shift -1: viime | edelli{nen,sen,senä,sellä,sessä,stä} | kulune{en,ella} | viimei{nen,sen,stä,sten} | viimeis{en,ten}
shift 0: tämä | tämän | tänä | tällä | tässä | kuluva{n,na,lla,} | nykyi{nen,sen}
shift 1: ensi | seuraava{n,na,lla,ssa,t,} | tuleva{n,na,lla,ssa,}
day -1: eilen | eili{nen,sen,späivänä}
day 0: tänään | tämänpäivä{inen,isen}
day 1: huomenna | huomi{nen,sen,senna}
day -2: toissapäivänä
day 2: ylihuomenna
period year -2: toissa vuonna
ago: sitten
later: päästä | kuluttua | jälkeen | päästä
within: aikana | kuluessa
few: muutama{n,a,} | pari
begin: alku | alussa | alun | alkupuolella
mid: puoliväli | puolivälissä | keskellä
end: loppu | lopussa | lopulla | lopun | loppupuolella
rest: loppu
last_of: viimei{nen,senä,sen}
since: alkaen | lähtien
until: asti | saakka | mennessä
before: ennen
after: jälkeen
filler: päivä | päivänä | vuonna | vuoden | n
day_mark: päivänä
ordinal_mark: s | nen | nnen | ntena | n | sta | nä
year_mark: vuonna | vuoden | vuosi | vuodesta | vuodelta | vuoteen | vuotta
decade_mark: luku | luvun | luvulla | luvulta | luvulle
decade 60: kuusikymmentälu{ku,vulla,vun}
decade 70: seitsemänkymmentälu{ku,vulla,vun} | seitkytlu{ku,vulla}
decade 80: kahdeksankymmentälu{ku,vulla,vun}
decade 90: yhdeksänkymmentälu{ku,vulla,vun}
era -1: eaa | ekr | ennen ajanlaskun alkua | ennen kristusta
era 1: jaa | jkr | jälkeen kristuksen
holiday 1225: joulupäivä{nä,n,} | joulu | jouluna
holiday 1224: jouluaatto{na,} | jouluaaton
holiday 101: uudenvuodenpäivä{nä,}
holiday 1231: uudenvuodenaatto{na,}
holiday 1206: itsenäisyyspäivä{nä,n,}
holiday 501: vappu{na,}
label: lento | huone | artikla
fall: laski | laskivat | lasku | putosi | pieneni | väheni | supistui
fall 2: alijäämä{n,} | tappio{n,t,} | vaje{en,}
)";

}  // namespace verbatim::text
