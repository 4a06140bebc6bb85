#include "text/values/languages/tables/tables.h"

namespace verbatim::text {

constinit const std::string_view kHebrew = R"(
deny: לא | אין | אינו | אינה | אינם | מעולם | בלי | ללא | שקר | במקום
deny_clause: {ה,}הכחיש{ה,ו,} | מכחיש{ה,ים,} | הפריך | הפריכה | דחה | דחתה | דוחה
clause: ש | כי
number 1: אחת | אחד
number 2: שתיים | שניים | שני | שתי
number 3: שלוש | שלושה | שלושת
number 4: ארבע | ארבעה | ארבעת
number 5: חמש | חמישה | חמשה
number 6: שש | שישה | ששה
number 7: שבע | שבעה
number 8: שמונה
number 9: תשע | תשעה
number 10: עשר | עשרה
number 11: אחת עשרה | אחד עשר
number 12: שתים עשרה | שנים עשר | שתיים עשרה | שניים עשר
number 13: שלוש עשרה | שלושה עשר
number 14: ארבע עשרה | ארבעה עשר
number 15: חמש עשרה | חמישה עשר | חמשה עשר
number 16: שש עשרה | שישה עשר | ששה עשר
number 17: שבע עשרה | שבעה עשר
number 18: שמונה עשרה | שמונה עשר
number 19: תשע עשרה | תשעה עשר
number_and: ו
joins: unit_after_and
hundreds 100: מאה
hundreds 200: מאתיים
hundred 100: מאות
scale 3: אלף | אלפים
scale 6: מיליון | מיליוני | מליון
scale 9: מיליארד | מיליארדי | מליארד
scale 12: טריליון
value 1.5: אחד וחצי | אחת וחצי
half: חצי | מחצית
fraction 3: שליש
fraction 4: רבע
minus: מינוס
point: נקודה
addition: ו
percent: אחוז | אחוזים
bound MORE_THAN: יותר מ | מעל | למעלה מ
bound LESS_THAN: פחות מ | מתחת ל
bound AT_LEAST: לפחות
bound AT_MOST: לכל היותר | עד
bound ABOUT: כ | בערך | כמעט
from: מ
to: עד
between: בין
currency ILS: שקל{ים,} | ש"ח | שקלים חדשים
currency dollar: דולר{ים,}
currency EUR: אירו | יורו
currency pound: לירות
month 1: {ב,ל,ה,מ,}ינואר
month 2: {ב,ל,ה,מ,}פברואר
month 3: {ב,ל,ה,מ,}מרץ | {ב,ל,מ,}מרס
month 4: {ב,ל,ה,מ,}אפריל
month 5: {ב,ל,ה,מ,}מאי
month 6: {ב,ל,ה,מ,}יוני
month 7: {ב,ל,ה,מ,}יולי
month 8: {ב,ל,ה,מ,}אוגוסט
month 9: {ב,ל,ה,מ,}ספטמבר
month 10: {ב,ל,ה,מ,}אוקטובר
month 11: {ב,ל,ה,מ,}נובמבר
month 12: {ב,ל,ה,מ,}דצמבר
weekday 1: {ב,}יום שני
weekday 2: {ב,}יום שלישי
weekday 3: {ב,}יום רביעי
weekday 4: {ב,}יום חמישי
weekday 5: {ב,}יום שישי | שישי
weekday 6: {ב,}שבת | יום שבת
weekday 7: {ב,}יום ראשון
season 21: אביב
season 22: קיץ
season 23: סתיו
season 24: חורף
unit day: יום | ימים | יומיים
unit week: {ה,ב,}שבוע | שבועות | שבועיים
unit weekend: {ה,}סוף שבוע | סופשבוע
unit month: {ה,ב,}חודש | חודשים | חודשיים
unit quarter: {ה,ב,}רבעון
unit year: {ה,ב,}שנה | שנים | שנתיים | שנת
unit decade: עשור
unit century: {ה,ב,}מאה
shift -1: {ה,}שעבר{ה,} | {ה,}קודם | {ה,}קודמת | {ה,}אחרון | {ה,}אחרונה | שחלף
shift 0: {ה,}זה | {ה,}זאת | {ה,}זו | {ה,}נוכחי | {ה,}נוכחית
shift 1: {ה,}בא{ה,} | הקרוב{ה,}
day -1: אתמול
day 0: היום
day 1: מחר
day -2: שלשום
day 2: מחרתיים
ago: לפני
later: בעוד | תוך
few: כמה | מספר
begin: תחילת | בתחילת
mid: אמצע | באמצע
end: סוף | בסוף
last_of: {ה,}אחרון | {ה,}אחרונה
until: עד
before: לפני
after: אחרי | לאחר
since: מאז | החל מ
filler: ב | ה | של | בשנת | ל
year_mark: שנת | בשנת
day_mark: ב
)";

}  // namespace verbatim::text
