"""Hindi, Japanese and Chinese (simplified)."""

from __future__ import annotations

from letraz.document import Document, Link, Person
from tests.samples import lasting, role, school
from tests.tongues.page import Page


def hindi() -> Document:
    """An agronomist from Bhopal: conjuncts, vowel signs before their consonant, Latin abbreviations."""
    person = Person(
        "प्रियंका श्रीवास्तव",
        "कृषि वैज्ञानिक",
        email="priyanka.shrivastava@example.org",
        phone="+91 755 555 0142",
        city="भोपाल",
        country="IN",
    )
    return (
        Page("hi", person)
        .summary(
            "मृदा स्वास्थ्य और सिंचाई में ग्यारह वर्षों का अनुभव रखने वाली कृषि वैज्ञानिक। किसानों के साथ मिलकर कम पानी में अधिक "
            "उपज देने वाली पद्धतियाँ विकसित करती हूँ।"
        )
        .dated(
            "experience",
            role(
                "वरिष्ठ वैज्ञानिक",
                "केंद्रीय कृषि अनुसंधान संस्थान",
                "भोपाल",
                lasting("2019-03", "now"),
                employment_type="full_time",
                text="- 42 गाँवों में टपक सिंचाई की परियोजना का नेतृत्व किया।\n"
                "- पानी की खपत में 35% की कमी और उपज में 12% की वृद्धि दर्ज की।\n"
                "- मिट्टी की जाँच के लिए GIS आधारित मानचित्र तैयार किए।\n"
                "- **पंद्रह** शोधार्थियों का मार्गदर्शन किया।",
            ),
            role(
                "सहायक वैज्ञानिक",
                "राज्य कृषि विभाग",
                "इंदौर",
                lasting("2014-07", "2019-02"),
                text="- किसान प्रशिक्षण शिविरों का आयोजन किया।\n- गेहूँ की छह नई किस्मों का परीक्षण किया।",
            ),
        )
        .dated(
            "education",
            school(
                "पीएच.डी.",
                "जवाहरलाल नेहरू कृषि विश्वविद्यालय",
                "जबलपुर",
                lasting("2010", "2014"),
                field_of_study="मृदा विज्ञान",
            ),
            school("स्नातकोत्तर", "बनारस हिन्दू विश्वविद्यालय", "वाराणसी", lasting("2008", "2010"), field_of_study="कृषि"),
        )
        .skills(
            {
                "क्षेत्र": {"मृदा परीक्षण": "expert", "टपक सिंचाई": "expert", "फसल चक्र": ""},
                "सॉफ़्टवेयर": {"QGIS": "advanced", "R": "intermediate"},
            }
        )
        .spoken({"हिन्दी": "मातृभाषा", "अंग्रेज़ी": "धाराप्रवाह", "मराठी": "बोलचाल"})
        .certificates(("जैविक खेती प्रमाणन", "कृषि मंत्रालय", "2018-04"))
        .document()
    )


def japanese() -> Document:
    """A logistics planner from Yokohama: three scripts in one line, full-width brackets, lines without spaces."""
    person = Person(
        "佐藤　美咲",
        "物流企画マネージャー",
        email="misaki.sato@example.org",
        phone="+81 45 555 0142",
        city="横浜市",
        country="JP",
        links=(Link("https://www.linkedin.com/in/misaki-sato", "LinkedIn", "misaki-sato"),),
    )
    return (
        Page("ja", person)
        .summary(
            "食品物流の企画と現場改善に十年間携わってきました。データに基づく在庫計画と、現場の声を聞く姿勢を強みとし、"
            "廃棄削減と納期遵守の両立を実現しています。"
        )
        .dated(
            "experience",
            role(
                "物流企画マネージャー",
                "みなと食品ロジスティクス株式会社",
                "横浜市",
                lasting("2019-04", "now"),
                employment_type="full_time",
                text="- 関東5拠点の在庫計画を統括し、廃棄率を4.8％から1.9％に削減。\n"
                "- 「午前便」の配送ルートを見直し、走行距離を年間12万km短縮。\n"
                "- 倉庫管理システム（WMS）の更新を予算内で完了。\n"
                "- チーム**8名**の育成と評価を担当。",
            ),
            role(
                "物流担当",
                "東海運輸株式会社",
                "名古屋市",
                lasting("2014-04", "2019-03"),
                text="- 輸出入書類の作成と通関業者との調整。\n- Excel VBAによる日報の自動化で残業を月20時間削減。",
            ),
        )
        .dated(
            "education",
            school(
                "学士",
                "横浜国際大学",
                "横浜市",
                lasting("2010", "2014"),
                field_of_study="経営学部　流通学科",
                comma="、",
            ),
        )
        .skills(
            {
                "業務": {"在庫計画": "expert", "配送ルート設計": "advanced", "通関": ""},
                "ツール": {"SAP": "advanced", "Python": "beginner"},
            }
        )
        .spoken({"日本語": "母語", "英語": "ビジネスレベル", "中国語": "日常会話"})
        .certificates(("通関士", "財務省", "2016-11"), ("日商簿記検定2級", "日本商工会議所", "2013-06"))
        .document()
    )


def chinese() -> Document:
    """A data analyst from Chengdu: 《titles》 and “quotes”, Latin product names without spaces around them."""
    person = Person(
        "陈雨欣",
        "高级数据分析师",
        email="yuxin.chen@example.org",
        phone="+86 28 5555 0142",
        city="成都",
        country="CN",
        url="https://example.org/yuxin",
    )
    return (
        Page("zh-CN", person)
        .summary(
            "八年零售与出行行业数据分析经验，熟悉从埋点设计到指标落地的全过程。善于把复杂问题讲清楚，推动业务团队根据数据"
            "做出决定。"
        )
        .dated(
            "experience",
            role(
                "高级数据分析师",
                "成都锦程出行科技有限公司",
                "成都",
                lasting("2020-03", "now"),
                employment_type="full_time",
                text="- 搭建司机留存预测模型，半年内流失率下降3.6个百分点。\n"
                "- 负责“早高峰”调度实验，平均等待时间由6分20秒缩短至4分05秒。\n"
                "- 编写《指标口径手册》，统一了全公司127项指标。\n"
                "- 带领**五人**小组，每周组织一次内部分享。",
            ),
            role(
                "数据分析师",
                "重庆山城零售集团",
                "重庆",
                lasting("2016-07", "2020-02"),
                text="- 使用SQL与Tableau建立门店日报，覆盖320家门店。\n- 优化补货算法，缺货率降低18%。",
            ),
        )
        .dated(
            "education",
            school("硕士", "四川大学", "成都", lasting("2013", "2016"), field_of_study="应用统计", comma="，"),
            school("学士", "西南财经大学", "成都", lasting("2009", "2013"), field_of_study="统计学", comma="，"),
        )
        .skills(
            {
                "分析": {"实验设计": "expert", "因果推断": "advanced", "用户画像": ""},
                "工具": {"SQL": "expert", "Python": "advanced", "Tableau": "intermediate"},
            }
        )
        .spoken({"普通话": "母语", "英语": "流利", "日语": "入门"})
        .certificates(("数据分析师（高级）", "工业和信息化部", "2021-09"))
        .document()
    )
