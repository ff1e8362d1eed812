"""Names of companies made comparable: case, width, umlauts, signs, legal forms in three languages."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_GERMAN = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "æ": "ae", "ø": "oe", "œ": "oe", "å": "a", "ł": "l"})
_DOTTED = re.compile(r"(?<!\w)((?:\w\.\s?){2,})")
_APOSTROPHES = re.compile(r"(?<=\w)['’`´](?=\w)")
_SIGNS = re.compile(r"[\W_]+")
_HAN = re.compile(r"[\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")

_LATIN_FORMS = (
    "gmbh mbh gesmbh gmbhco ggmbh gag ug haftungsbeschraenkt ag kg kgaa ohg gbr og ev eg egen se eu ek kfm partg "
    "partgmbb aktiengesellschaft kommanditgesellschaft gesellschaft ges nfg "
    "inc incorporated corp corporation co company ltd limited llc llp lp plc pbc pte pty pvt private lda "
    "sa sarl sas sasu srl spa snc bv nv cv vof oy oyj ab as asa aps kk sro doo zoo sp oo kft zrt nyrt "
    "und and u cie cia")
_FORMS = frozenset(_LATIN_FORMS.split())
_PHRASES = (
    ("gesellschaft mit beschraenkter haftung", "gmbh"), ("gesellschaft m b h", "gmbh"), ("ges m b h", "gmbh"),
    ("m b h", "mbh"), ("unternehmergesellschaft", "ug"), ("eingetragener verein", "ev"),
    ("eingetragene genossenschaft", "eg"), ("societas europaea", "se"), ("b v", "bv"), ("n v", "nv"),
    ("s a", "sa"), ("s r l", "srl"), ("l l c", "llc"), ("public limited company", "plc"),
    ("naamloze vennootschap", "nv"), ("besloten vennootschap", "bv"),
)
_HAN_FORMS = ("股份有限公司", "有限责任公司", "有限公司", "集团公司", "分公司", "总公司", "公司", "有限合伙",
              "普通合伙", "合伙企业", "工作室", "事务所", "中心", "集团", "研究院")
_HAN_TRADES = re.compile(
    "(?:信息|网络|智能|数据|软件|电子|生物|医疗|汽车|新能源|能源|环保|文化|传媒|教育|咨询|管理|技术|科技|互联网|互动|"
    "自动化|机器人|物联网|通信|系统|服务|发展|投资|商务|电子商务|贸易|工程|设备|材料|创新|企业)+\\Z")
_PLACES = (
    "中国|北京|上海|天津|重庆|广州|深圳|杭州|南京|苏州|成都|武汉|西安|厦门|长沙|青岛|宁波|无锡|合肥|郑州|福州|济南|大连|"
    "沈阳|东莞|佛山|珠海|昆明|贵阳|南昌|石家庄|哈尔滨|长春|太原|常州|嘉兴|海口|河北|山西|辽宁|吉林|黑龙江|江苏|浙江|安徽|福建|"
    "江西|山东|河南|湖北|湖南|广东|海南|四川|贵州|云南|陕西|甘肃|青海|台湾|内蒙古|广西|西藏|宁夏|新疆|香港|澳门")
_HAN_PLACES = re.compile(f"\\A(?:{_PLACES})(?:省|市)?|(?:{_PLACES})\\Z")


@lru_cache(maxsize=65_536)
def name_words(name: str) -> tuple[str, ...]:
    """The words of a name, folded, legal forms joined (`G.m.b.H.` is `gmbh`) but still there."""
    text = unicodedata.normalize("NFKC", name).casefold().translate(_GERMAN)
    if not text.isascii():
        text = "".join(char for char in unicodedata.normalize("NFD", text) if not unicodedata.combining(char))
    text = _DOTTED.sub(lambda found: found[1].replace(".", "").replace(" ", "") + " ", text)
    text = " " + _SIGNS.sub(" ", _APOSTROPHES.sub("", text)).strip() + " "
    for phrase, short in _PHRASES:
        if f" {phrase} " in text:
            text = text.replace(f" {phrase} ", f" {short} ")
    return tuple(text.split())


@lru_cache(maxsize=65_536)
def normal_name(name: str) -> str:
    """The name without its legal form: what two spellings of one company have in common.

    Forms are taken from the end only (and a leading `the`), and never the whole name.
    """
    words = list(name_words(name))
    while len(words) > 1 and words[-1] in _FORMS:
        words.pop()
    if len(words) > 1 and words[0] == "the":
        words.pop(0)
    joined = " ".join(words)
    if _HAN.search(joined):
        joined = joined.replace(" ", "")
        changed = True
        while changed:
            changed = False
            for form in _HAN_FORMS[:7]:
                if joined.endswith(form) and len(joined) - len(form) >= 2:
                    joined, changed = joined[:-len(form)], True
    return joined


@lru_cache(maxsize=65_536)
def compact_name(name: str) -> str:
    """The normal name without blanks: `Data Wave` and `Datawave` are alike."""
    return normal_name(name).replace(" ", "")


@lru_cache(maxsize=65_536)
def han_core(name: str) -> str:
    """The distinctive part of a Chinese company name: without place, trade and form; empty if none."""
    core = _HAN_PLACES.sub("", normal_name(name))
    for form in _HAN_FORMS:
        if core.endswith(form) and len(core) - len(form) >= 2:
            core = core[:-len(form)]
    shorter = _HAN_TRADES.sub("", core)
    core = shorter if len(shorter) >= 2 else core
    return core if len(core) >= 2 and _HAN.search(core) else ""


def legal_form_words(name: str) -> frozenset[str]:
    """The words of the legal form at the end of a name."""
    words = list(name_words(name))
    forms = set()
    while len(words) > 1 and words[-1] in _FORMS:
        forms.add(words.pop())
    return frozenset(forms)
