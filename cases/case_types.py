"""案件类别 of 行政检察 as one table: each with its lawful results, its limits and its legal footing (domain.md 5.2)."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Result:
    """How a case may end; ``after`` are the states of the case in which it is a true word for what happened."""

    code: str
    label: str
    after: tuple[str, ...] = ("ended",)


@dataclass(frozen=True)
class CaseType:
    """``litigation``: reviewed within three months of acceptance (TM23), the authority told within seven working days (TM24)."""

    code: str
    label: str
    word: str  # the 条线字 of the office's own case number
    basis: str
    results: tuple[Result, ...]
    litigation: bool = False

    def result(self, code: str) -> Result:
        """The result of that code. Raises ``LookupError``."""
        for result in self.results:
            if result.code == code:
                return result
        raise LookupError(f"{self.code}: {code}")

    def results_after(self, state: str) -> tuple[Result, ...]:
        """The results a case in ``state`` may be closed with; a type without a word for that state offers all but recommendations."""
        fitting = tuple(result for result in self.results if state in result.after)
        return fitting or tuple(result for result in self.results if "recommended" not in result.after)


BY_RECOMMENDATION = ("recommended",)
# Put right, or agreed on, without a recommendation: noted as settled or as the end of the review.
AMICABLY = ("settled", "ended")
REFUSED = ("not_supported", "ended")
RECOMMEND = Result("recommendation", "提出检察建议", BY_RECOMMENDATION)
END = Result("ended", "终结审查")
NOT_SUPPORTED = Result("not_supported", "不支持监督申请", ("not_supported",))
NO_RECOMMENDATION = Result("no_recommendation", "不提出检察建议")
SETTLED = Result("settled", "促成化解", ("settled",))

CASE_TYPES: dict[str, CaseType] = {
    entry.code: entry
    for entry in (
        CaseType(
            "judgment",
            "行政生效裁判监督",
            "行监",
            "《中华人民共和国行政诉讼法》第九十三条",
            (
                Result("retrial_recommendation", "提出再审检察建议", BY_RECOMMENDATION),
                Result("request_protest", "提请抗诉"),
                Result("protest", "抗诉"),
                NOT_SUPPORTED,
                SETTLED,
                END,
            ),
            litigation=True,
        ),
        CaseType(
            "trial",
            "行政审判活动违法监督",
            "行审监",
            "《中华人民共和国行政诉讼法》第九十三条第三款",
            (RECOMMEND, NOT_SUPPORTED, NO_RECOMMENDATION, END),
            litigation=True,
        ),
        CaseType(
            "execution",
            "行政执行活动监督（含非诉执行监督）",
            "行执监",
            "《中华人民共和国行政诉讼法》第十一条、第一百零一条",
            (RECOMMEND, NOT_SUPPORTED, NO_RECOMMENDATION, SETTLED, END),
            litigation=True,
        ),
        CaseType(
            "unlawful_act",
            "行政违法行为监督",
            "行违监",
            "《中共中央关于加强新时代检察机关法律监督工作的意见》；《人民检察院检察建议工作规定》第九条、第十一条",
            (RECOMMEND, Result("talk", "磋商、座谈后自行纠正", AMICABLY), Result("oral", "口头提示后纠正", AMICABLY), NO_RECOMMENDATION, SETTLED, END),
        ),
        CaseType(
            "dispute",
            "行政争议实质性化解",
            "行化",
            "《人民检察院行政诉讼监督规则》（2021年）",
            (SETTLED, Result("withdrawn", "撤诉或者撤回监督申请", AMICABLY), Result("unsettled", "未化解"), END),
        ),
        CaseType(
            "reverse_link",
            "行刑反向衔接",
            "行衔",
            "《中华人民共和国行政处罚法》第二十七条",
            (Result("opinion", "提出检察意见"), Result("no_opinion", "不提出检察意见"), END),
        ),
        CaseType(
            "public_interest",
            "行政公益诉讼",
            "行公",
            "《中华人民共和国行政诉讼法》第二十五条第四款",
            (
                Result("consultation", "磋商后履职", AMICABLY),
                Result("public_interest_recommendation", "提出公益诉讼检察建议", BY_RECOMMENDATION),
                Result("suit", "提起诉讼"),
                END,
            ),
        ),
        CaseType(
            "support_suit",
            "支持起诉",
            "支诉",
            "《中华人民共和国民事诉讼法》第十五条",
            (Result("supported", "支持起诉"), Result("not_supporting", "不支持起诉", REFUSED), END),
        ),
        CaseType(
            "relief",
            "国家司法救助",
            "司救",
            "《人民检察院国家司法救助工作细则（试行）》",
            (Result("granted", "予以救助"), Result("refused", "不予救助", REFUSED), Result("referred", "转介其他救助")),
        ),
    )
}

CASE_TYPE_CHOICES = [(entry.code, entry.label) for entry in CASE_TYPES.values()]


def result_label(case_type: str, result: str) -> str:
    """The words for a stored result; empty for none."""
    return CASE_TYPES[case_type].result(result).label if result else ""
