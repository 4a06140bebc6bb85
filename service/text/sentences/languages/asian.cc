#include "text/sentences/languages/languages.h"

namespace verbatim::text {
namespace {

// The abbreviations follow these sources:
//   Hindi, Marathi, Bengali, Urdu, …       the style books of Indian newspapers, and Rajbhasha
//   Arabic                                 the Academy of the Arabic Language
//   Persian                                the Academy of Persian
//   Hebrew                                 the Academy of the Hebrew Language
//   Vietnamese, Indonesian, Malay,
//   Filipino                               the orthographies of these languages
// Initials in the languages of India are the names of Latin letters, spelled out.
constexpr LanguageData kData[] = {
    {
        .codes = "hi ne mai bho sa",
        .inner = "डॉ डा डाॅ श्री सुश्री श्रीमती कु कुं पं प्रो प्रा मो मु मौ स्व सं प्र रु रू इं इंजी ई एड एडवो "
                 "कै ले ले.ज मे ब्रि न नि जि ता तह पो त्रि कृ दि नि.प उ उ.प्र म म.प्र आ ए बी सी डी एफ जी एच जे "
                 "एल एम एन ओ पी क्यू आर एस टी यू वी डब्ल्यू डब्लू एक्स वाई ज़ेड जेड के न्या मा अ अं चौ ठा बा मि "
                 "मिस्टर मिसेज सर एस.एस वि वै ई.पू फ सु जन बि",
        .numeric = "पृ पृष्ठ क्र क्रं नं सं खं अनु अध्याय धारा फोन दूर",
        .any = "बी.ए एम.ए पी.एच.डी एम.बी.बी.एस लि प्रा.लि ई.पू कि.मी कि.ग्रा से.मी मि.मी वर्ग.कि.मी",
        .last = "आदि इत्यादि",
    },
    {
        .codes = "mr kok",
        .inner = "डॉ श्री श्रीमती सौ कु पं प्रा प्रो ॲड अॅड ऍड रा रा.रा कै स्व चि ह.भ.प प.पू पू मा म मे ले ब्रि "
                 "कॅ इ उदा उ उ.दा सु शि ग न्या इ.स इ.स.पू दि ता जि वि सं ए बी सी डी एफ जी एच जे के एल एम एन ओ पी "
                 "आर एस टी यू व्ही वी डब्ल्यू वाय झेड ल गो कृ पु",
        .numeric = "क्र पृ नं रु कि.मी खं",
        .any = "लि बी.ए एम.ए पीएच.डी कि.मी कि.ग्रॅ",
        .last = "इत्यादी इ.इ वगैरे",
        .starters = "हे हा ही तो ती ते त्या त्यांनी त्याने तिने पण मात्र आणि या",
    },
    {
        .codes = "bn as",
        .inner = "ড ডঃ ডা ডাঃ মো মোঃ মোহা মোছা মি মিঃ মু মুহা অ্যাড এড এডভোকেট অধ্যা প্রফ ইঞ্জি লে লেঃ ব্রি জে "
                 "কে সি বি এ ডি এফ জি এইচ আই এল এম এন ও পি কিউ আর এস টি ইউ ভি ডব্লিউ এক্স ওয়াই জেড শ্রী শ্রীমতী "
                 "সৈ স হাজি হা হযরত আ রা সা আঃ মা মাও আব সর প্রা প্র খ্রি খ্রিঃ ক্যা খ্রি.পূ শ্ৰী মোসা মোসাঃ",
        .numeric = "নং পৃ ক্র টা খ খণ্ড",
        .any = "লি লিঃ খ্রি.পূ কি.মি",
        .last = "ইত্যাদি",
    },
    {
        .codes = "gu",
        .inner = "ડૉ ડો શ્રી શ્રીમતી કુ પ્રો પ્રા પં સ્વ મો એ બી સી ડી એફ જી એચ જે કે એલ એમ એન ઓ પી આર એસ ટી યુ "
                 "વી ડબલ્યુ",
        .numeric = "નં પૃ રૂ ક્ર",
        .last = "વગેરે",
    },
    {
        .codes = "pa",
        .inner = "ਡਾ ਸ ਸ੍ਰ ਸ੍ਰੀ ਸ਼੍ਰੀ ਸ੍ਰੀਮਤੀ ਪ੍ਰੋ ਪੰ ਗਿ ਬੀ ਏ ਸੀ ਡੀ ਐਸ ਐਮ ਐਨ ਪੀ ਆਰ ਕੇ ਜੇ ਐਚ ਜੀ",
        .numeric = "ਨੰ ਪੰ ਰੁ",
    },
    {
        .codes = "ta ml te kn si",
        .inner = "டாக்டர் டாக் திரு திருமதி செல்வி பேரா முனை மு எம் கே எஸ் ஆர் ஜி பி டி வி ஏ என் சி ஜே பேராசி கி "
                 "கி.பி கி.மு எச் எல் ഡോ ശ്രീ ശ്രീമതി പ്രൊഫ അഡ്വ കെ എം പി എ സി വി എൻ ആർ ജി റ്റി ടി ജെ എസ് ഡി ബി "
                 "డా డాక్టర్ శ్రీ శ్రీమతి ప్రొ కె ఎం పి ఎ సి వి ఎన్ ఆర్ జి టి జె ఎస్ డి బి ಡಾ ಶ್ರೀ ಶ್ರೀಮತಿ ಪ್ರೊ "
                 "ಪ್ರೊಫೆ ಕೆ ಎಂ ಪಿ ಎ ಸಿ ವಿ ಎನ್ ಆರ್ ಜಿ ಟಿ ಜೆ ಎಸ್ ಡಿ ಬಿ ಎಚ್ ಎಲ್ ආචාර්ය මහාචාර්ය ගරු එම් ඩී කේ",
        .numeric = "எண் ப பக் ரூ നം പേ രൂ నెం పే రూ ಸಂ ಪು ರೂ",
    },
    {
        .codes = "ar",
        .inner =
            "د أ ا م ش ص س ج أ.د ا.د د.م أ.م ه ل ف ط ع ر ح ت ب ك ن و ي مم ع.م ص.ب ق.ظ ذ أ.أ آ ض أ.ح ج.م.ع "
            "د.ت",
        .numeric = "ص صص ج مج رقم ط ق ع هاتف ت ف م",
        .any = "ق.م ب.م ش.م.م م.ع ذ.م.م ش.م ق.هـ هـ",
        .last = "إلخ الخ إلى.آخره أهـ ا.هـ",
        .unit = "م كم كغ سم هـ ملم جم ق.م غ ل ه د.ك ر.س د.إ ج.م",
        .starters = "هذا هذه ذلك تلك هو هي هم وقال وقالت وأضاف وأضافت وأكد وذكر وأشار وكان وكانت ولم ولكن "
                    "لكن كما إن وإن أما وأما وقد ثم وهو وهي وفي وعلى ومن لم لا بقيت",
    },
    {
        .codes = "fa ps ckb ku",
        .inner =
            "د دک خ م پ ا آ ب ت ج چ ح ر ز س ش ص ع غ ف ق ک گ ل ن و ه ی اق ره ع.ج ص.ب پ.ن ر.ک م.ش ق.م ه.ش ه.ق",
        .numeric = "ص صص ج ش شماره تلفن",
        .any = "ق.م ب.م ه.ش ه.ق",
        .last = "الخ غیره",
        .starters = "این آن او وی اما همچنین ولی آنها",
    },
    {
        .codes = "ur sd ug",
        .inner =
            "ڈاکٹر ڈا مسٹر مسز پروفیسر پروف م ا ب پ ت ج ح د ر س ش ص ع ف ق ک گ ل ن و ہ ی ایم اے بی سی ڈی جے "
            "کے ایس آر ٹی ایچ ایل این پی رح رض",
        .numeric = "ص نمبر ج",
        .last = "وغیرہ",
    },
    {
        .codes = "he yi",
        .inner =
            "ד\"ר ד״ר פרופ פרופ' מר גב גב' עו\"ד עו״ד ר ר' רח רח' שד שד' מס מס' עמ עמ' טל טל' א ב ג ד ה ו ז "
            "ח ט י כ ל מ נ ס ע פ צ ק ש ת",
        .numeric = "עמ מס סי",
        .last = "וכו וכו' וכד וכד' וגו",
    },
    {
        .codes = "vi",
        .inner =
            "tp t.p tx ts ths th.s pgs p.gs gs g.s gs.ts pgs.ts bs b.s ks cn kts ls tr p q h đ đc đs ubnd "
            "hđnd st nxb tt t.t tv vd v.d đt ng b mr mrs ms dr prof gs.tskh tskh ts.bs bs.ck pts đ/c nsnd "
            "nsưt đ/chí",
        .numeric = "tr số sđt tel q p đ no vol",
        .any = "co corp inc ltd jr scn tcn cn s.a a.m p.m v.v",
        .last = "v.v vv v.v.v",
        .starters =
            "anh bà bạn bây bởi các cách chỉ chị cho chúng có còn cô cả cũng của do dù đã đang đây đến để "
            "đó điều được em hay hãy hiện họ hôm khi không là lúc mà mặc mỗi một mọi mới nay này năm nên "
            "nếu ngay ngày nhiều nhưng những nó ở ông phải qua sau sao sẽ số sự tại tất theo thì tôi tuy "
            "trong trước từ và vào vậy về vì việc với",
    },
    {
        .codes = "id ms jv su",
        .inner =
            "a.n a.d al bpk br d.a dg dr dra drg drs drh e.g gg h hj ibid ir jl jend kab kapt kec kel kep "
            "ket kol kompol komjen brigjen mayjen letjen letkol lettu letda laks marsda irjen akbp ipda "
            "iptu akp kh km.h kpt l m.si m.sc m.hum mr mrs ms n.b ny op pdt pgs plh plt prof pt r ra rd rm "
            "rt rw s.d s.kom s.h s.e s.sos s.pd sdr sdri st tgk tk tn u.b u.p ust ustaz vs yth yg pn dato' "
            "jab jln lt",
        .numeric = "bab hal hlm jilid no nomor ps psl tel telp tlp vol pasal bil ms tgl",
        .any = "a.m apr agt agu co corp des feb inc jan jr jul jun ltd mar mei nov okt p.m sep sept s.m m "
               "sdn.bhd tbk",
        .last = "dkk dll dsb dst sbg tsb dan.lain-lain dlsb",
        .starters =
            "ada adalah akan akhirnya aku anda antara apa apakah atas atau bagaimana bagi bahkan bahwa "
            "banyak beberapa begitu belum berdasarkan bila bisa bukan dalam dan dari demikian dengan di dia "
            "hal hanya hari harus hingga ia ini itu jadi jangan jika juga kalau kami kamu karena kata ke "
            "kemudian kepada ketika kini kita lalu maka mengapa menurut mereka meski meskipun namun oleh "
            "pada para pernah saat sampai satu saya sebab sebagai sebelum sebelumnya sedangkan sehingga "
            "sejak sekarang selain selama seluruh semua seorang seperti sering serta sesudah setelah setiap "
            "siapa sudah tak tapi telah tentu terhadap tetapi tidak untuk walaupun yang",
    },
    {
        .codes = "fil tl ceb",
        .inner =
            "abp adm arch atty bb bp brgy brig capt cmdr col cpl dir dr dra engr fr gen gng gob gov hal hen "
            "hon ing insp kgg kap kon kor lt maj mr mrs ms msgr pang pres prof rep rev sec sen sgt sr st "
            "sta sto supt tal tsk",
        .numeric = "blg no p pp vol bgy",
        .any = "a.m p.m co corp inc jr ltd sr u.s n.u n.g n.h n.t",
        .last = "atbp etc",
        .starters =
            "ang ako at ay bagama't bakit bago dahil dapat gayunman habang hindi isa ito iyan iyon kahit "
            "kaya kapag kung kami mga may marami mula mayroon nang ngayon ngunit ni noong para pero sa "
            "samantala si sila sina siya subalit tayo walang upang",
    },
    {
        .codes = "sw rw ln",
        .inner =
            "bw bib dkt dk dr eng mh mhe mhesh mst prof sh jen kan kapt luteni k.m k.v mf mchg mtk n.k nd "
            "ndg padri rev sheh ust bi",
        .numeric = "uk na nam toleo sura",
        .any = "b.k k.k s.l.p ltd co a.m p.m",
        .last = "nk n.k v.k",
        .starters =
            "aidha alisema baada bado hata hii hiyo huyo ili ingawa kabla kama kwa kwamba lakini leo licha "
            "mbali mimi na ni pia sasa sisi wakati wao watu yeye",
    },
    {.codes = "ja"},
    {.codes = "zh yue wuu"},
    {.codes = "ko", .inner = "mr mrs ms dr", .numeric = "no p vol"},
    {.codes = "th lo",
     .inner = "ดร ศ รศ ผศ อ นพ พญ ทพ ภก นาย นาง น.ส ด.ช ด.ญ ม.ร.ว ม.ล พล.อ พล.ท พล.ต พ.อ พ.ท พ.ต ร.อ ร.ท ร.ต "
              "พล.ต.อ พล.ต.ท "
              "พล.ต.ต พ.ต.อ พ.ต.ท พ.ต.ต ร.ต.อ ร.ต.ท ร.ต.ต จ.ส.อ ส.อ พ.ศ ค.ศ จ ต ถ ม โทร",
     .any = "น ก.ม กม กก ซม"},
    {
        .codes = "ka",
        .inner = "აკად ბ-ნი ბატ გენ დოც ე.ი ე.წ იხ მაგ პროფ რედ ქ ქ-ნი ქალბ შდრ წმ",
        .numeric = "გვ თ ნახ ტ ცხრ",
        .any = "ახ.წ ს.კ ძვ.წ წ წწ",
        .last = "ა.შ",
        .starters = "ამ ეს იგი ის ისინი თუ მათ მაგრამ მან როგორც როცა რომელიც ასევე",
    },
    {.codes = "am ti", .inner = "አቶ ኮ ወ/ሮ ዶ ዶ.ር ዶር ፕሮፌ"},
    {.codes = "my km bo"},
};

}  // namespace

constinit const std::span<const LanguageData> kAsianData = kData;

}  // namespace verbatim::text
