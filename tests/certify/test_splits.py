"""The count of items per level, and that a clash would be seen."""

from eyechart.certify.splits import LevelCount, count_items, estimated_total, splits_page


def test_no_item_is_shared_and_all_are_counted() -> None:
    count = count_items("maze", 1, 240)
    assert count.items == 240 and count.shared == 0 and 100 < count.distinct <= 240


def test_the_total_is_estimated_from_what_met() -> None:
    def said(distinct: int, once: int, twice: int) -> str:
        return estimated_total(LevelCount("t@1", 1, 100, distinct, once, twice, 0, 0))

    assert said(40, 0, 5) == "40"  # every content seen again: there are no more
    assert said(60, 20, 10) == "≥ 77.3"  # 60 + 20 * 19 / (2 * 11)
    assert said(600, 600, 0) == "> 6.0e+04"


def test_the_page_has_a_row_for_each_level() -> None:
    page = splits_page([LevelCount("t@1", 3, 1000, 900, 800, 90, 0, 7)])
    assert "| t@1 | 3 | 1,000 | 900 |" in page and page.endswith("| 0 | 7 |\n")
