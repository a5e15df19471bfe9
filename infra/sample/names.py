"""Names for people who do not exist: ordinary ones, and those that break careless programs."""

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, kw_only=True)
class Reading:
    """A name and how it is read."""

    written: str
    kana: str


@dataclass(frozen=True, kw_only=True)
class Foreigner:
    """A foreign resident's names as a residence record has them."""

    name: str
    kana: str | None
    alias: str | None
    female: bool


def _readings(text: str) -> tuple[Reading, ...]:
    pairs = (pair.split(":") for pair in text.split())
    return tuple(Reading(written=written, kana=kana) for written, kana in pairs)


ORDINARY_SURNAMES: Final = _readings(
    "佐藤:サトウ 鈴木:スズキ 高橋:タカハシ 田中:タナカ 伊藤:イトウ 渡辺:ワタナベ 山本:ヤマモト"
    " 中村:ナカムラ 小林:コバヤシ 加藤:カトウ 吉田:ヨシダ 山田:ヤマダ 佐々木:ササキ 山口:ヤマグチ"
    " 松本:マツモト 井上:イノウエ 木村:キムラ 林:ハヤシ 斎藤:サイトウ 清水:シミズ 関口:セキグチ"
    " 宇田川:ウダガワ 石井:イシイ 西野:ニシノ 須賀:スガ 田島:タジマ 森:モリ 森田:モリタ"
    " 彦田:ヒコタ 牧野:マキノ 長谷川:ハセガワ 小久保:コクボ"
)

AWKWARD_SURNAMES: Final = (
    Reading(written="葛\U000e0100城", kana="カツラギ"),  # 葛 + IVS
    Reading(written="渡邉\U000e0102", kana="ワタナベ"),  # 邉 + IVS
    Reading(written="辻\U000e0101", kana="ツジ"),  # 辻 + IVS, one dot
    Reading(written="\U00020bb7田", kana="ヨシダ"),  # 𠮷, outside the BMP
    Reading(written="山﨑", kana="ヤマザキ"),
    Reading(written="髙橋", kana="タカハシ"),
    Reading(written="\ufa19谷", kana="カミヤ"),  # plain NFC would change this character
    Reading(written="\U0002123d屋", kana="ツチヤ"),  # 𡈽
    Reading(written="濵﨑", kana="ハマサキ"),
    Reading(written="齋藤", kana="サイトウ"),
    Reading(written="勅使河原", kana="テシガワラ"),
    Reading(written="一", kana="ニノマエ"),
)
"""A third of them no CP932 file can hold."""


@dataclass(frozen=True, kw_only=True)
class GivenNames:
    """Names of one generation, enough for every member of a household to have their own."""

    female: tuple[Reading, ...]
    male: tuple[Reading, ...]


YOUNG_NAMES: Final = GivenNames(
    female=_readings("陽葵:ヒマリ 凛:リン 結菜:ユイナ 咲良:サクラ 葵:アオイ ゆい:ユイ 琴音:コトネ"),
    male=_readings(
        "蓮:レン 湊:ミナト 陽翔:ハルト 大翔:ヒロト 翼:ツバサ 丈々:ジョウジョウ 樹:イツキ"
    ),
)
MIDDLE_NAMES: Final = GivenNames(
    female=_readings(
        "美咲:ミサキ 彩:アヤ 愛:アイ 恵:メグミ 由美子:ユミコ 直美:ナオミ さおり:サオリ"
    ),
    male=_readings(
        "拓也:タクヤ 健太:ケンタ 大輔:ダイスケ 誠:マコト 剛:ツヨシ 龍之介:リュウノスケ 学:マナブ"
    ),
)
OLD_NAMES: Final = GivenNames(
    female=_readings(
        "和子:カズコ 幸子:サチコ 節子:セツコ 千代:チヨ キヨ:キヨ 久美子:クミコ ふみ:フミ"
    ),
    male=_readings("浩:ヒロシ 隆:タカシ 茂:シゲル 清:キヨシ 正男:マサオ 一郎:イチロウ 勇:イサム"),
)


def given_names(age: int) -> GivenNames:
    """The names usual among people of that age."""
    if age < 25:
        return YOUNG_NAMES
    return MIDDLE_NAMES if age < 62 else OLD_NAMES


FORMER_SURNAMES: Final = ("三浦", "小野寺", "五十嵐", "東海林", "髙木", "辻\U000e0101本")

FOREIGNERS: Final = (
    Foreigner(
        name="VENKATANARASIMHARAJU RAMACHANDRAN LAKSHMINARAYANAN SUBRAMANIAM",
        kana=None,
        alias=None,
        female=False,
    ),
    Foreigner(
        name="MARIA CRISTINA DELA CRUZ SANTOS-VILLANUEVA",
        kana="マリア　クリスティナ　デラ　クルス　サントス・ビリャヌエバ",
        alias="鈴木　マリア",
        female=True,
    ),
    Foreigner(name="王　小明", kana="オウ　ショウメイ", alias="山田　明", female=False),
    Foreigner(name="NGUYEN THI THANH HUONG", kana=None, alias=None, female=True),
    Foreigner(name="金　美淑", kana="キン　ミシュク", alias="金田　美子", female=True),
    Foreigner(
        name="SHRESTHA BIR BAHADUR", kana="シュレスタ　ビル　バハドゥル", alias=None, female=False
    ),
    Foreigner(name="O'CONNOR-SMITH JEAN-LUC", kana=None, alias=None, female=False),
    Foreigner(name="LI XIAOMEI", kana=None, alias="李　小梅", female=True),
    Foreigner(name="U AUNG", kana="ウ　アウン", alias=None, female=False),
)
