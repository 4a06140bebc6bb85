#include "text/values/languages/tables/tables.h"

namespace verbatim::text {

constinit const std::string_view kTurkish = R"(
deny: değil | asla | hiçbir | hiç | sözde | yerine | yalan
deny_clause: yalanladı | reddetti | inkar etti | yalanlıyor
clause: ki
divided_by: bölü
scale_mark 3: b
and_a_half: buçuk
number_ending: {i,ı,u,ü,si,sı,e,a,ye,ya,yi,yı} | {nin,nın,nun,nün,in,ın,un,ün} | {de,da,te,ta,den,dan,ten,tan,ler,lar,lerde,larda} | {sinde,sında,inde,ında,unda,ünde}
hundred 100: yüz
scale 3: bin
scale 6: milyon
scale 9: milyar
scale 12: trilyon
scale_mark 3: k
scale_mark 6: mn | mln | m | milyon
scale_mark 9: mr | mlr | g
scale_mark 12: t
ordinal 1: birinci | ilk
half: yarım | yarı | yarısı
quarter_of: çeyrek
fraction 4: çeyrek | çeyreği
dozen 12: düzine
dozen 10: deste
dozen 144: gros
minus: eksi | negatif
point: virgül | nokta
addition: tam | ve
no: hiç | hiçbir | sıfır
percent_before: yüzde
percent: yüzde
bound MORE_THAN: fazla
bound ABOUT: yaklaşık | yaklaşık olarak | takriben | aşağı yukarı | neredeyse | hemen hemen | civarı
bound AT_LEAST: en az | asgari | en azından
bound AT_MOST: en fazla | en çok | azami
bound_after MORE_THAN: den fazla | dan fazla | ten fazla | tan fazla | i aşkın | ı aşkın | u aşkın | ü aşkın | yi aşkın | yı aşkın | nin üzerinde | nın üzerinde | in üzerinde | ın üzerinde | un üzerinde | ün üzerinde | den çok | dan çok
bound_after LESS_THAN: den az | dan az | ten az | tan az | in altında | ın altında | nin altında | nın altında | un altında | ün altında
bound_after ABOUT: civarında | kadar | yakın | e yakın | a yakın | ye yakın | ya yakın | dolayında
from: arasında
to: ile | den | dan | ten | tan | ila | ünden | inden | ından | undan | sinden | sından | üyle | iyle | ıyla | uyla | siyle | sıyla
between: arası
and: ve | ile
currency EUR: euro | avro | euroluk
currency TRY: lira | türk lirası | tl | lirası | liralık | liraya | liradan | lirayı
currency dollar: dolar | doları | dolara | dolardan | dolarlık | dolarlik | doların
currency USD: abd doları | amerikan doları | birleşik devletler doları
currency cent: sent | cent
currency cent: kuruş | kuruşa
currency pound: sterlin | pound | paund
currency GBP: ingiliz sterlini
currency ruble: ruble
currency JPY: yen | japon yeni
currency rupee: rupi
currency franc: frank
currency peso: peso
currency krone: kron
currency CNY: yuan
currency bitcoin: bitcoin
measure kilometre: kilometre | km | kilometrelik
measure metre: metre | metrelik
measure square kilometre: kilometrekare
measure square metre: metrekare
measure kilometre per hour: km/sa | km/s
measure tonne: ton | tonluk
measure kilogram: kilo | kilogram
measure hectare: hektar
measure barrel: varil
measure degree: derece
month 1: ocak{ta,tan,ı,ın,taki,a,}
month 2: şubat{ta,tan,ı,ın,taki,a,}
month 3: mart{ta,tan,ı,ın,taki,a,}
month 4: nisan{da,dan,ı,ın,daki,a,}
month 5: mayıs{ta,tan,ı,ın,taki,a,}
month 6: haziran{da,dan,ı,ın,daki,a,}
month 7: temmuz{da,dan,u,un,daki,a,}
month 8: ağustos{ta,tan,u,un,taki,a,}
month 9: eylül{de,den,ü,ün,deki,e,}
month 10: ekim{de,den,i,in,deki,e,}
month 11: kasım{da,dan,ı,ın,daki,a,}
month 12: aralık{ta,tan,taki,} | aralığ{ı,ın,a}
month_short 1: oca | ock
month_short 2: şub
month_short 9: eyl
weekday 1: pazartesi{ye,den,si,}
weekday 2: salı{ya,dan,sı,}
weekday 3: çarşamba{ya,dan,sı,}
weekday 4: perşembe{ye,den,si,}
weekday 5: cuma{ya,dan,sı,}
weekday 6: cumartesi{ye,den,si,}
weekday 7: pazar{a,dan,ı,}
weekday_short 1: pzt | pts
weekday_short 2: sal
weekday_short 3: çar | çrş
weekday_short 4: per | prş
weekday_short 5: cum
weekday_short 6: cmt | cts
weekday_short 7: paz
season 21: ilkbahar{da,ı,} | bahar{da,ı,}
season 22: yaz{ın,ı,ında,} | yaz mevsimi
season 23: sonbahar{da,ı,} | güz{ün,}
season 24: kış{ın,ı,} | kış mevsimi
unit day: gün{de,den,ü,ün,ler,lük,e,leri,lerde,}
unit week: hafta{da,dan,sı,nın,ya,lık,lar,ki,sında,sının,yı,}
unit weekend: hafta sonu{nda,nu,na,} | haftasonu{nda,nu,}
unit month: ay{da,dan,ı,ın,a,lık,lar,ki,ında,ının,ları,}
unit quarter: çeyrek | çeyreği{nde,nin,} | çeyrekte
unit year: yıl{da,dan,ı,ın,a,lık,lar,ki,ında,ının,ları,larda,ından,ına,} | sene{de,si,nin,ye,sinde,} | yılı
unit decade: on yıl
unit century: yüzyıl{da,ın,ı,ında,} | asır
unit hour: saat
unit minute: dakika
half_year: yarıyıl | yarısı{nda,nın,} | yarısı
shift -1: geçmiş | geçen | geçtiğimiz | önceki | evvelki | son | bir önceki | geride kalan
shift 0: bu | şu | şimdiki | içinde bulunduğumuz
shift 1: gelecek | bir dahaki | dahaki | önümüzdeki | sonraki | bir sonraki | gelen | ertesi
day -1: dün | dünkü
day 0: bugün | bugünkü | şimdi | şu an | bu gece | bu akşam | bu sabah | bu gün
day 1: yarın | yarınki | ertesi gün
day -2: evvelsi gün | önceki gün | evvelki gün | dünden önceki gün
day 2: öbür gün | ertesi günden sonra | yarından sonraki gün
ago: önce | evvel | öncesi
later: sonra | sonraki | sonrası
within: içinde | içerisinde
few: birkaç | bir kaç | bikaç
begin: başı | başında | başları | başlarında | başlangıcı | erken
mid: ortası | ortasında | ortaları | ortalarında
end: sonu | sonunda | sonları | sonlarında
rest: kalan{ı,ında,ını,} | geri kalan{ı,ında,ını,}
last_of: son
since: beri | itibaren
until: kadar | dek
before: önce
after: sonra
filler: üne | ine | sine | sına | una | ına | nına | de | da | te | ta | nin | nın | in | ın | un | ün | ye | ya | e | a | yi | yı | i | ı | u | ü | günü | tarihi | tarihinde | yılı | yılının | yılında | ayı | ayının | ayında | deki | daki | si | sı | su | sü | den | dan | inde | ında
day_mark: inde | ında | unda | ünde | sinde | sında
ordinal_mark: inci | nci | uncu | üncü | ıncı | ncı | ncu | ncü | si | sı | su | sü | u | ü | i | ı | e | a | de | da | ne | na
year_mark: yılı | yılında | yıl | yılının | yılından | yılına | senesi | senesinde | sene | yılları
decade_mark: lar | ler | larda | lerde | lı yıllar | li yıllar | lu yıllar | lü yıllar | ların | lerin | lu yıllarda | li yıllarda | lı yıllarda | lar da
decade 20: yirmiler | yirmili yıllar
decade 60: altmışlar{da,ın,} | altmışlı yıllar
decade 70: yetmişler{de,in,} | yetmişli yıllar
decade 80: seksenler{de,in,} | seksenli yıllar
decade 90: doksanlar{da,ın,} | doksanlı yıllar
era -1: m. ö | m. ö. | milattan önce
era 1: m. s | m. s. | milattan sonra
holiday 1225: noel
holiday 1231: yılbaşı gecesi | yeni yıl arifesi
holiday 101: yılbaşı | yeni yıl
holiday 1029: cumhuriyet bayramı
holiday 423: ulusal egemenlik ve çocuk bayramı
holiday 214: sevgililer günü
label: uçuş | oda | madde
fall: düştü | azaldı | geriledi | düşüş | gerileme | azalma
fall 2: açık | zarar
)";

}  // namespace verbatim::text
