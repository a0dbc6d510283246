"""Writes the public holidays that ship with Sekisho.

    pip install holidays==0.109
    python3 xtask/make_holidays.py > crates/core/src/calendar/holidays.txt

A line is a country, a year and its days (MMDD). `+` marks a day of a weekend on which people work instead.
"""

import holidays

FIRST, LAST = 2020, 2035
# Which part of a country stands for it, where holidays differ, and the last year whose calendar its government has announced.
COUNTRIES = {
    "AU": {}, "CA": {}, "CN": {"last": 2026}, "DE": {}, "FR": {}, "GB": {"subdiv": "ENG"}, "IN": {}, "JP": {}, "KR": {}, "NL": {},
    "SG": {}, "TW": {}, "US": {},
}

print(f"# Public holidays from the Python package `holidays` {holidays.__version__}")
print("# (https://github.com/vacanza/holidays, MIT, the Vacanza team). Made by xtask/make_holidays.py; do not edit.")
for country, choice in COUNTRIES.items():
    years = range(FIRST, choice.get("last", LAST) + 1)
    days = holidays.country_holidays(country, subdiv=choice.get("subdiv"), years=years)
    worked = getattr(days, "weekend_workdays", set())
    for year in years:
        off = [f"{day:%m%d}" for day in sorted(days) if day.year == year]
        on = [f"+{day:%m%d}" for day in sorted(worked) if day.year == year]
        print(country, year, *off, *on)
