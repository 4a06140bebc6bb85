#include "text/values/languages/tables/tables.h"

namespace verbatim::text {

constinit const std::string_view kSpanish = R"(
deny: no | nunca | jamás | sin | ningún | ninguna | tampoco | falso | ni | supuestamente | en vez de | en lugar de
deny_clause: neg{ó,aron,aba,ado} | nieg{a,an} | desmint{ió,ieron} | desmiente{n,} | desmentido | rechaz{ó,aron,a} | refut{ó,aron,a} | dud{a,an,ó}
clause: que | haber | de que
joins: unit_after_and
hundreds 100: ciento | cien
number 16: diez y seis
number 17: diez y siete
number 18: diez y ocho
number 19: diez y nueve
divided_by: sobre
number 1: un | uno | una
number 0: zero
number 21: veintiun | veinte y uno
number 22: veinte y dos
number 26: veinte y seis
number_and: y | i
hundred 100: cien | ciento | cientos | cientas
scale 3: mil | miles
scale 6: millón | millones
scale 9: millardo{s,}
scale 12: billón | billones
scale 18: trillón | trillones
scale_mark 3: k
scale_mark 6: mm | m | mill | mdd
scale_mark 9: mmm | g
scale_mark 12: t
ordinal 1: primer{o,a,os,as,} | 1er | 1ro
ordinal 3: tercer{o,a,os,as,}
half: medi{o,a,os,as} | mitad
quarter_of: cuarto
fraction 3: tercio{s,}
fraction 4: cuarto{s,} | cuarta parte | cuartas partes
fraction 5: quinto{s,} | quinta parte
fraction 6: sexto{s,}
fraction 7: séptimo{s,}
fraction 8: octavo{s,}
fraction 9: noveno{s,}
fraction 10: décimo{s,} | décima{s,}
fraction 100: centésimo{s,} | centavo{s,} | centésima{s,}
fraction 1000: milésimo{s,} | milésima{s,}
denominators_of_cardinals: avo | avos | ava | avas | vo | vos
dozen 12: docena{s,}
dozen 10: decena{s,}
dozen 15: quincena
dozen 20: veintena
dozen 100: centena{s,} | centenar{es,}
dozen 1000: millar{es,}
minus: menos | negativo | negativos
point: coma | punto | con
addition: y | con
no: ningún | ninguna | ninguno
out_of: de cada | entre | de
percent: por ciento | porciento | puntos porcentuales | por cien | por cento
percent_before: porcentaje de | el porcentaje de | por ciento de
bound MORE_THAN: más de | más que | superior a | superiores a | por encima de | mayor que | mayor a
bound LESS_THAN: menos de | menos que | inferior a | por debajo de | menor que | menor a
bound AT_LEAST: al menos | por lo menos | como mínimo | no menos de | cuando menos
bound AT_MOST: como máximo | hasta | a lo sumo | no más de | como mucho
bound ABOUT: unos | unas | cerca de | aproximadamente | alrededor de | casi | en torno a | cerca del | alrededor del | aproximadamente el
bound_after AT_LEAST: o más | como mínimo | al menos
bound_after AT_MOST: o menos | como máximo
bound_after ABOUT: aproximadamente
from: de | del | desde | desde el | a partir del
to: a | al | hasta | hasta el | a el
between: entre | entre el | entre los
and: y | y el | e | y los
currency cent: céntimo{s,} | centavo{s,}
currency EUR: euro{s,}
currency dollar: dólar{es,}
currency pound: libra{s,}
currency GBP: libra{s,} esterlina{s,}
currency franc: franco{s,}
currency JPY: yen{es,s,}
currency peso: peso{s,}
currency rupee: rupia{s,}
currency ruble: rublo{s,}
currency bitcoin: bitcoin{s,}
currency BRL: real | reales
currency CNY: yuan{es,s,}
currency krone: corona{s,}
currency KRW: won{s,} | wones
measure kilometre per hour: km/h
measure square kilometre: kilómetro{s,} cuadrado{s,}
measure square metre: metro{s,} cuadrado{s,}
measure tonne: tonelada{s,}
measure kilogram: kilo{s,}
measure barrel: barril{es,}
month_short 9: set | sept | sep
month 9: setiembre
month_short 1: ene
month_short 8: ago
month_short 12: dic
weekday_short 1: lun | lu
weekday_short 2: mar | ma
weekday_short 3: mie | mié | mi | mier
weekday_short 4: jue | ju
weekday_short 5: vie | vi
weekday_short 6: sab | sáb | sa
weekday_short 7: dom | do
season 21: primavera
season 22: verano
season 23: otoño
season 24: invierno
unit day: día{s,}
unit week: semana{s,}
unit weekend: fin de semana | fines de semana | finde{s,}
unit month: mes{es,}
unit quarter: trimestre{s,} | cuarto | cuatrimestre | q
unit year: año{s,} | ano{s,}
unit decade: década{s,} | decenio{s,}
unit century: siglo{s,}
unit hour: hora{s,}
unit minute: minuto{s,}
half_year: semestre{s,} | mitad
shift -1: pasad{o,a,os,as} | últim{o,a,os,as} | anterior{es,} | previ{o,a,os,as}
shift 0: este | esta | estos | estas | actual | presente | corriente | mi | en curso
shift 1: próxim{o,a,os,as} | siguiente{s,} | que viene | entrante | venidero{s,} | viene
day -1: ayer | el día anterior
day 0: hoy | ahora | el día | esta noche | esta tarde | anoche
day 1: mañana | manana | el día siguiente | día siguiente
day -2: anteayer | antes de ayer | antier
day 2: pasado mañana | pasado manana
ago: hace | atrás
later: en | dentro de | después | más tarde | tras | luego
within: en menos de | dentro de los próximos | dentro de
few: unos | unas | pocos | pocas | unos pocos | unas pocas | un par de | algunos | algunas
begin: principios | a principios de | principio de | inicios de | comienzos de | a comienzos de | principios de | inicio de | comienzo de | el inicio de
mid: mediados | a mediados de | mediados de | mitad de
end: finales | a finales de | fines de | fin de | final de | finales de | a fines de | el final de
rest: resto | el resto | lo que queda
last_of: últim{o,a,os,as}
since: desde | a partir de
until: hasta
before: antes de | antes del
after: después de | después del | tras
filler: el | la | los | las | de | del | en | a | al | por | lo | día | mes de | para
day_mark: el | al | para el | el día | del | día
ordinal_mark: o | a | ro | er | do | to | ra | da | º | ª
year_mark: año | el año | del año | en el año
decade_mark: años | los años | la década de los | década de los | década de | la década de | los
decade 0: años dos mil | años cero
decade 20: años veinte | los veinte | los años veinte
decade 30: años treinta | los treinta
decade 40: años cuarenta | los cuarenta
decade 50: años cincuenta | los cincuenta
decade 60: años sesenta | los sesenta
decade 70: años setenta | los setenta
decade 80: años ochenta | los ochenta
decade 90: años noventa | los noventa
era -1: a. c. | a. c | antes de cristo | a. de c.
era 1: d. c. | d. c | después de cristo | d. de c.
holiday 1225: navidad | día de navidad
holiday 1224: nochebuena
holiday 1231: nochevieja | fin de año
holiday 101: año nuevo | ano nuevo | día de año nuevo
holiday 106: día de reyes | reyes
holiday 214: san valentín
label: vuelo | artículo | sala | habitación
fall: cayó | cayeron | bajó | caída | descenso | disminuyó | descendió
fall 2: déficit | pérdida{s,}
)";

}  // namespace verbatim::text
