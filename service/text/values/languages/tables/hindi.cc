#include "text/values/languages/tables/tables.h"

namespace verbatim::text {

constinit const std::string_view kHindi = R"(
deny: नहीं | न | ना | मत | कभी नहीं | बिना | झूठ | बजाय
deny_clause: इनकार | इंकार | खंडन | खारिज
clause: कि
number 1: एक
number 5: पाँच | पांच
number 95: पंचानबे | पंचानवे | पचानवे
hundred 100: सौ
scale 3: हज़ार | हजार
scale 5: लाख | लाखों
scale 6: मिलियन
scale 7: करोड़ | करोड़ों
scale 9: अरब | बिलियन
scale 11: खरब
scale 12: ट्रिलियन
scale_mark 5: लाख
ordinal 1: पहला | पहली | पहले | प्रथम
ordinal 2: दूसरा | दूसरी | दूसरे
ordinal 3: तीसरा | तीसरी | तीसरे
ordinal 4: चौथा | चौथी | चौथे
ordinal 5: पांचवां | पांचवीं | पांचवें | पाँचवाँ | पाँचवें
half: आधा | आधी | आधे
value 1.5: डेढ़ | डेढ
value 2.5: ढाई
value 1.25: सवा
value 0.75: पौन | पौना | पौने
fraction 3: तिहाई
fraction 4: चौथाई
fraction 10: दसवां
quarter_of: चौथाई
dozen 12: दर्जन
minus: माइनस | ऋणात्मक
point: दशमलव | पॉइंट | प्वाइंट
addition: और
divided_by: बटा | बटे
percent: प्रतिशत | परसेंट | फीसदी | फ़ीसदी | पर्सेंट | का प्रतिशत
bound_after MORE_THAN: से अधिक | से ज्यादा | से ज़्यादा
bound_after LESS_THAN: से कम
bound AT_LEAST: कम से कम | न्यूनतम
bound AT_MOST: अधिक से अधिक | अधिकतम
bound ABOUT: लगभग | करीब | क़रीब | तकरीबन
from: से
to: से
and: और
currency INR: रुपये | रुपए | रुपया | रुपयों | रूपये
currency dollar: डॉलर
currency USD: अमेरिकी डॉलर
currency CAD: कनाडाई डॉलर
currency pound: पाउंड | पौंड
currency EUR: यूरो
currency franc: फ़्रैंक | फ्रैंक
currency JPY: येन
currency CNY: चीनी युआन | युआन
currency cent: सेंट
currency penny: पेंस
measure kilometre: किलोमीटर | किमी
measure metre: मीटर
measure kilogram: किलोग्राम | किलो
measure tonne: टन
month 1: जनवरी
month 2: फरवरी | फ़रवरी
month 9: सितंबर | सितम्बर
month 10: अक्टूबर | अक्तूबर
month 11: नवंबर | नवम्बर
month 12: दिसंबर | दिसम्बर
month_short 10: अक्टू
month_short 11: नव | नवं
month_short 1: जन
weekday 1: सोमवार
weekday 2: मंगलवार
weekday 3: बुधवार
weekday 4: गुरुवार | बृहस्पतिवार
weekday 5: शुक्रवार
weekday 6: शनिवार
weekday 7: रविवार | इतवार
season 21: वसंत | बसंत
season 22: गर्मी | गर्मियों | ग्रीष्म
season 23: शरद | पतझड़
season 24: सर्दी | सर्दियों | शीत
unit day: दिन | दिनों | दिवस
unit week: हफ्ते | हफ़्ते | हफ्ता | हफ़्ता | सप्ताह | हफ्तों | हफ़्तों
unit weekend: सप्ताहांत | वीकेंड
unit month: महीने | महीना | महीनों | माह
unit quarter: तिमाही
unit year: साल | वर्ष | सालों | वर्षों
unit decade: दशक | दशकों
unit century: सदी | शताब्दी
shift -1: पिछले | पिछली | पिछला | गत | बीते | बीता
shift 0: इस | वर्तमान | मौजूदा | उस
shift 1: अगले | अगली | अगला | आगामी | आने वाले
day 0: आज
ago: पहले | पूर्व
later: बाद | में
within: के भीतर
few: कुछ | कुछेक
begin: शुरुआत
mid: मध्य
end: अंत
rest: बाकी
last_of: आखिरी | अंतिम
filler: की | के | का | को | तारीख | तारीख को | में | सन | ,
day_mark: तारीख | को
year_mark: में | सन | साल
decade_mark: के दशक | का दशक
ordinal_mark: ली | वें | वीं | वां
since: से
until: तक
before: से पहले | के पहले
after: के बाद
label: उड़ान | कमरा | धारा
fall: गिरकर | गिरा | गिरी | घटकर | घटा | गिरावट
)";

}  // namespace verbatim::text
