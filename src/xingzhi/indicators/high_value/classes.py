"""The classes as SQL over a snapshot's registers: rows of key, class, level, since, until, register, record, reason.

Each is a SELECT over the tables `inventions`, `sei`, `family_members`, `pledges` and `awards`; `$known_on` is the day of
the snapshot, on which what a register holds without a day is known to stand.
"""

from __future__ import annotations

from xingzhi.indicators.high_value.reading import Reading


def _select(cls: str, level: str, since: str, until: str, register: str, record: str, reason: str, rest: str) -> str:
    return (
        f"SELECT key, '{cls}' AS class, {level} AS level, CAST({since} AS DATE) AS since,"
        f" CAST({until} AS DATE) AS until, '{register}' AS register, {record} AS record, {reason} AS reason {rest}"
    )


def _words(values: tuple[str, ...]) -> str:
    return ", ".join("'" + value.replace("'", "''") + "'" for value in values) or "''"


def sei(read: Reading) -> str:
    return _select("sei", "level", f"DATE '{read.valid_from}'", "NULL", "patents", "record", "reason", "FROM sei")


def ten_years(read: Reading) -> str:
    """Strictly more than ten years: from the day after the tenth anniversary (29 February: after the 28th)."""
    days = [
        f"{name} + INTERVAL {read.rule.years.value} YEAR + INTERVAL 1 DAY" for name in read.options("ten_years_from")
    ]
    missing = " OR ".join(f"{name} IS NULL" for name in read.options("ten_years_from"))
    last = f"CASE WHEN {missing} THEN NULL ELSE greatest({', '.join(days)}) END"
    level = f"CASE WHEN {missing} THEN 'possible' ELSE 'sure' END"
    reason = f"CASE WHEN {missing} THEN 'no_date' ELSE '' END"
    found = _select("ten_years", level, last, "NULL", "patents", "key", reason, "FROM inventions")
    if len(days) > 1:  # under one reading earlier than under the other
        early = _select("ten_years", "'possible'", f"least({', '.join(days)})", last, "patents", "key",
                        "'ten_years_from'", f"FROM inventions WHERE NOT ({missing})")  # fmt: skip
        found += f" UNION ALL {early}"
    return found


def family(read: Reading) -> str:
    """A granted member abroad; after it ended, only where a grant is enough."""
    rule = read.rule
    separate, forced = read.options("separate_offices_count"), read.options("member_in_force")
    members = f"""
        SELECT i.key, m.key AS record, granted_on, ended_on, member_status AS status, i.grant_date,
            upper(trim(office)) IN ({_words(rule.separate_offices.values)}) AS apart
        FROM family_members m JOIN inventions i ON i.application_no = m.application_no
        WHERE upper(trim(office)) NOT IN ({_words((*rule.domestic_office.values, *rule.offices_without_grants.values))})
            AND NOT (member_status = 'pending' AND granted_on IS NULL)
    """  # noqa: S608
    if separate == ("no",):
        members = f"SELECT * FROM ({members}) WHERE NOT apart"  # noqa: S608
    doubt = "false" if len(separate) == 1 else "apart"
    granted = "status = 'granted' OR granted_on IS NOT NULL"
    # A grant without its day is known to stand on the day of the snapshot.
    first = "CASE WHEN granted_on IS NULL THEN $known_on ELSE granted_on END"
    # An end without its day may have been any day after the grant.
    end = "CASE WHEN ended_on IS NOT NULL THEN ended_on WHEN status = 'ended' THEN granted_on END"
    sure_until = "NULL" if forced == ("no",) else end
    level = f"CASE WHEN {doubt} THEN 'possible' ELSE 'sure' END"
    reason = f"CASE WHEN {doubt} THEN 'separate_offices_count' ELSE '' END"
    source = f"FROM ({members})"
    parts = [
        _select("family", level, first, sure_until, "family_members", "record", reason, f"{source} WHERE {granted}"),
        _select("family", "'possible'", "NULL", first, "family_members", "record", "'grant_day_missing'",
                f"{source} WHERE ({granted}) AND granted_on IS NULL"),
        _select("family", "'possible'", "NULL", "ended_on" if forced == ("yes",) else "NULL", "family_members",
                "record", "'grant_unknown'", f"{source} WHERE NOT ({granted})"),
    ]  # fmt: skip
    if forced != ("no",):
        after = "'member_in_force'" if len(forced) > 1 else "'end_day_missing'"
        which = "" if len(forced) > 1 else "AND ended_on IS NULL AND status = 'ended'"
        parts.append(_select("family", "'possible'", end, "NULL", "family_members", "record", after,
                             f"{source} WHERE ({granted}) AND ({end}) IS NOT NULL {which}"))  # fmt: skip
    return " UNION ALL ".join(parts)


def pledge(read: Reading) -> str:
    """A pledge of the amount decided; without a decision every pledge is possible only."""
    least, of, forced = (
        read.value("min_pledge_amount"),
        read.options("pledge_amount_of"),
        read.options("pledge_in_force"),
    )
    pledges = f"""
        SELECT i.key, p.key AS record, registered_on, released_on, pledge_status AS status,
            CASE WHEN upper(trim(coalesce(currency, ''))) IN ('', {_words(read.rule.currencies.values)}) THEN amount END
                AS whole,
            whole / count(*) OVER (PARTITION BY coalesce(nullif(registration_no, ''), p.key)) AS share
        FROM pledges p LEFT JOIN inventions i ON i.application_no = p.application_no
    """  # noqa: S608
    amounts = {"registration": "whole", "patent": "share"}
    tests = [f"{amounts[name]} >= CAST('{least}' AS DECIMAL(20,4))" for name in of] if least else []
    high = " AND ".join(tests) if tests else "false"
    low = " AND ".join(f"NOT ({test})" for test in tests) if tests else "false"
    reason = (
        "CASE WHEN whole IS NULL THEN 'amount_missing' ELSE 'pledge_amount_of' END" if least else "'min_pledge_amount'"
    )
    source = f"FROM ({pledges}) WHERE key IS NOT NULL AND NOT coalesce({low}, false)"
    level = f"CASE WHEN coalesce({high}, false) THEN 'sure' ELSE 'possible' END"
    sure_reason = f"CASE WHEN coalesce({high}, false) THEN '' ELSE {reason} END"
    over = "CASE WHEN released_on IS NOT NULL THEN released_on WHEN status IN ('released', 'expired') THEN registered_on END"
    until = "NULL" if forced == ("no",) else over
    first = "coalesce(registered_on, $known_on)"
    parts = [
        _select("pledge", level, first, until, "pledges", "record", sure_reason, source),
        _select("pledge", "'possible'", "NULL", first, "pledges", "record", "'registration_day_missing'",
                f"{source} AND registered_on IS NULL"),
    ]  # fmt: skip
    if forced != ("no",):
        after = "'pledge_in_force'" if len(forced) > 1 else "'release_day_missing'"
        which = "" if len(forced) > 1 else "AND released_on IS NULL"
        parts.append(_select("pledge", "'possible'", over, "NULL", "pledges", "record", after,
                             f"{source} AND ({over}) IS NOT NULL {which}"))  # fmt: skip
    return " UNION ALL ".join(parts)


def award(read: Reading) -> str:
    """A listed award; known to its year only, it is sure from the next year on; of what kind must be known."""
    awards = f"""
        SELECT i.key, a.key AS record, awarded_on, award_year, coalesce(award, '') AS award
        FROM awards a JOIN inventions i ON i.application_no = a.application_no
        WHERE coalesce(award, '') IN ('', {_words(read.rule.awards.values)})
    """  # noqa: S608
    first = "coalesce(awarded_on, CASE WHEN award_year BETWEEN 1985 AND 9990 THEN make_date(award_year + 1, 1, 1) END, $known_on)"
    early = "CASE WHEN award_year BETWEEN 1985 AND 9990 THEN make_date(award_year, 1, 1) END"
    source = f"FROM ({awards})"
    return " UNION ALL ".join(
        (
            _select("award", "CASE WHEN award = '' THEN 'possible' ELSE 'sure' END", first, "NULL", "awards", "record",
                    "CASE WHEN award = '' THEN 'award_unknown' ELSE '' END", source),
            _select("award", "'possible'", early, first, "awards", "record", "'award_day_missing'",
                    f"{source} WHERE awarded_on IS NULL"),
        )
    )  # fmt: skip
