#include "text/values/languages/tables/tables.h"

namespace verbatim::text {

constinit const std::string_view kPortuguese = R"(
deny: não | nunca | jamais | sem | nenhum | nenhuma | nem | tampouco | falso | supostamente | em vez de
deny_clause: neg{ou,aram,a,am,ava} | negado | desment{iu,iram,e,em} | desmentido | rejeit{ou,aram,a} | refut{ou,aram,a} | contest{ou,a} | duvid{a,ou}
clause: que | ter | de que
joins: unit_after_and
hundreds 100: cento | cem
divided_by: sobre
number 50: cincoenta
number 1: um | uma
number 2: dois | duas
number 14: quatorze | catorze
number 16: dezasseis | dezesseis
number 17: dezassete | dezessete
number 19: dezanove | dezenove
number 50: cinqüenta | cinquenta
number_and: e
hundred 100: cem | cento | centos
scale 3: mil
scale 6: milhão | milhões | milhao | milhoes
scale 9: bilhão | bilhões | bilião | biliões | milhar de milhão
scale 12: trilhão | trilhões | trilião
scale 15: quatrilhão | quatrilhões
scale_mark 3: k
scale_mark 6: mi | m | mm
scale_mark 9: bi | bn | g
scale_mark 12: tri | t
ordinal 1: primeir{o,a,os,as}
half: mei{o,a,os,as} | metade
quarter_of: quarto
fraction 3: terço{s,} | terça parte
fraction 4: quarto{s,}
fraction 5: quinto{s,}
fraction 6: sexto{s,}
fraction 7: sétimo{s,}
fraction 8: oitavo{s,}
fraction 9: nono{s,}
fraction 10: décimo{s,} | décima{s,}
fraction 100: centésimo{s,}
fraction 1000: milésimo{s,}
denominators_of_cardinals: avos | avo
dozen 12: dúzia{s,} | duzia{s,}
dozen 10: dezena{s,}
dozen 15: quinzena
dozen 20: vintena
dozen 100: centena{s,}
dozen 1000: milhar{es,}
minus: menos | negativo | negativos
point: vírgula | ponto | com
addition: e | com
no: nenhum | nenhuma
out_of: em cada | de cada | em | entre | sobre
percent: por cento | porcento | pontos percentuais | pontos porcentuais | por ciento
percent_before: percentagem de | porcentagem de | percentual de | por cento de
bound MORE_THAN: mais de | mais que | mais do que | acima de | superior a | maior que
bound LESS_THAN: menos de | menos que | menos do que | abaixo de | inferior a | menor que
bound AT_LEAST: pelo menos | ao menos | no mínimo | não menos de
bound AT_MOST: no máximo | até | não mais de | quando muito
bound ABOUT: cerca de | aproximadamente | por volta de | quase | em torno de | uns | umas | perto de
bound_after AT_LEAST: ou mais | no mínimo | pelo menos
bound_after AT_MOST: ou menos | no máximo
bound_after ABOUT: aproximadamente
from: de | do | desde | a partir de | desde o | a partir do | da
to: a | ao | até | até o | até ao | à
between: entre | entre o | entre os
and: e | e o | e os
currency cent: centavo{s,} | cêntimo{s,} | centimo{s,}
currency EUR: euro{s,}
currency dollar: dólar{es,} | dolar{es,}
currency pound: libra{s,}
currency GBP: libra{s,} esterlina{s,}
currency franc: franco{s,}
currency JPY: iene{s,} | yen{s,}
currency peso: peso{s,}
currency BRL: rea{l,is}
currency rupee: rupia{s,}
currency ruble: rublo{s,}
currency CNY: yuan{s,} | iuan{s,}
currency bitcoin: bitcoin{s,}
currency krone: coroa{s,}
measure kilometre per hour: km/h
measure square kilometre: quilómetro{s,} quadrado{s,} | quilômetro{s,} quadrado{s,}
measure square metre: metro{s,} quadrado{s,}
measure kilometre: quilómetro{s,} | quilômetro{s,}
measure tonne: tonelada{s,}
measure kilogram: quilo{s,} | quilograma{s,}
measure barrel: barri{l,s}
month_short 2: fev
month_short 5: mai
month_short 8: ago
month_short 9: set
month_short 10: out
month_short 12: dez
weekday 1: segunda-feira | segunda feira
weekday 2: terça-feira | terça feira
weekday 3: quarta-feira | quarta feira
weekday 4: quinta-feira | quinta feira
weekday 5: sexta-feira | sexta feira
weekday_short 1: seg | segunda
weekday_short 2: ter | terça
weekday_short 3: qua | quarta
weekday_short 4: qui | quinta
weekday_short 5: sex | sexta
weekday_short 6: sab | sáb
weekday_short 7: dom
season 21: primavera
season 22: verão
season 23: outono
season 24: inverno
unit day: dia{s,}
unit week: semana{s,}
unit weekend: fim de semana | fins de semana | fim-de-semana | final de semana | findi
unit month: m{ê,e}s | meses
unit quarter: trimestre{s,} | quarto
unit year: ano{s,}
unit decade: década{s,}
unit century: século{s,}
unit hour: hora{s,}
unit minute: minuto{s,}
half_year: semestre{s,} | metade
shift -1: passad{o,a,os,as} | últim{o,a,os,as} | anterior{es,}
shift 0: este | esta | estes | estas | neste | nesta | deste | desta | esse | essa | nesse | nessa | atual | meu
shift 1: próxim{o,a,os,as} | que vem | seguinte{s,} | vindour{o,a} | vem
day -1: ontem | dia anterior
day 0: hoje | agora | o dia | hoje à noite
day 1: amanhã | amanha | dia seguinte | o dia seguinte
day -2: anteontem | antes de ontem | trasanteontem
day 2: depois de amanhã | depois de amanha
ago: há | ha | faz | atrás | atras
later: em | daqui a | dentro de | depois | mais tarde | após
within: em menos de | nos próximos | dentro de
few: poucos | poucas | alguns | algumas | uns poucos | um par de
begin: início de | início | começo de | começo | princípio | inicio de | início do | começo do
mid: meados de | meados | metade de | meio de
end: fim de | final de | fim do | final do | fins de | fim | final
rest: resto | o resto
last_of: últim{o,a,os,as}
since: desde | a partir de
until: até
before: antes de | antes do
after: depois de | após | depois do
filler: o | a | os | as | de | do | da | dos | das | em | no | na | nos | nas | ao | dia | mês de | para | e
day_mark: dia | no dia | o dia | o | em | ao
ordinal_mark: o | a | º | ª
year_mark: ano | ano de | o ano | no ano de | ano do
decade_mark: anos | os anos | década de | a década de | nos anos | dos anos
decade 20: anos vinte
decade 30: anos trinta
decade 40: anos quarenta
decade 50: anos cinquenta
decade 60: anos sessenta
decade 70: anos setenta
decade 80: anos oitenta
decade 90: anos noventa
era -1: a. c. | a. c | antes de cristo
era 1: d. c. | d. c | depois de cristo
holiday 1225: natal | dia de natal
holiday 1224: véspera de natal
holiday 1231: véspera de ano novo | réveillon
holiday 101: ano novo | dia de ano novo
label: voo | artigo | sala | quarto número
fall: caiu | caíram | queda | recuou | diminuiu | baixou
fall 2: déficit | défice | prejuízo | perdas
)";

}  // namespace verbatim::text
