export const chart = {
  "chart.about": "{about}: {words}",
  "chart.absence": "{from} to {until}: {delegate} stands in",
  "chart.absences": "Away",
  "chart.administrators_only": "Administrators set it up.",
  "chart.agents": "Who answers for which agent",
  "chart.all": "All of them",
  "chart.anybody": "There is no default route: what no rule gives one can be decided by any reviewer.",
  "chart.away": "away",
  "chart.begin_blank": "Begin with an empty text",
  "chart.begin_example": "Begin with an example",
  "chart.between_days": ", ",
  "chart.calendar": "Working days and on-call",
  "chart.circulate": "For information",
  "chart.closed": "Closed",
  "chart.copy": "Copy the text",
  "chart.default": "default",
  "chart.editor_lead":
    "People, limits, absences, agents and routes in one text (TOML). It counts for what comes in after it is saved.",
  "chart.example": `default_route = "usual"

[[people]]
name = "Ichiro Suzuki"
title = "Head of Finance"

[[people]]
name = "Misaki Sato"
title = "Finance, section manager"
manager = "Ichiro Suzuki"
groups = ["Finance"]

[[people.limits]]
up_to = "300000 JPY"

[[people.absences]]
from = "2030-12-28"
until = "2031-01-04"
delegate = "Ichiro Suzuki"

[[agents]]
name = "Accounting agent"
owner = "Misaki Sato"

[[routes]]
name = "usual"

[[routes.stages]]
title = "Consultation"
seats = ["group:Finance"]
skip_if_empty = true

[[routes.stages]]
title = "Decision"
seats = ["authority"]
`,
  "chart.export": "Save as a file",
  "chart.fault_amount": "a limit is no amount with a currency, such as 300000 JPY",
  "chart.fault_auditor": "an auditor looks only, and can decide or answer for nothing",
  "chart.fault_blank": "a sentence is empty",
  "chart.fault_both_ways": "a day is closed and open",
  "chart.fault_country": "the holidays of this country are not known",
  "chart.fault_delegate_loop": "people stand in for one another in a circle",
  "chart.fault_empty": "nobody can decide here",
  "chart.fault_expired": "the last day is over, or before the first",
  "chart.fault_manager_loop": "they are above themselves",
  "chart.fault_need": "it needs more people than it asks, or none",
  "chart.fault_no_start": "people take turns and there is no first day, or the other way round",
  "chart.fault_oneself": "nobody stands in for themselves",
  "chart.fault_too_long": "a sentence is too long",
  "chart.fault_too_many": "there are more than can be",
  "chart.fault_twice": "the name is there twice",
  "chart.fault_two_seats": "the same person has two places",
  "chart.fault_uncovered": "this year's holidays are not known",
  "chart.fault_unknown": "nobody has this name",
  "chart.holidays": "Public holidays",
  "chart.hours": "At work",
  "chart.import": "Read a file…",
  "chart.lead": "Who decides what, up to how much, and who stands in.",
  "chart.limit": "up to {sum}",
  "chart.limit_of": "{effect}: up to {sum}",
  "chart.limits": "May approve",
  "chart.manager": "Reports to",
  "chart.no_file": "The file could not be read.",
  "chart.no_limit": "any amount",
  "chart.none": "Any reviewer may decide",
  "chart.none_lead":
    "With an organisation chart, each decision goes to the right people in the right order, within what they may approve, and to whoever stands in for them. Without one, any reviewer may answer whatever waits.",
  "chart.not_shown": "This can't be shown as lists. The text is below.",
  "chart.on_call": "On call: {group}",
  "chart.open": "Open",
  "chart.owner": "{owner} answers for it, and does not decide",
  "chart.people": "People",
  "chart.person": "Name",
  "chart.refused": "This can't be saved yet. What is in force stays in force.",
  "chart.review_after": "Review afterwards",
  "chart.routes": "Routes",
  "chart.routes_lead": "What no rule gives another route takes the default one.",
  "chart.saved_toast": "Edition {edition} of the organisation is in force",
  "chart.seat_above": "The manager {levels} levels up",
  "chart.seat_authority": "The first manager above who may approve the amount",
  "chart.seat_manager": "The manager",
  "chart.since": "a week each, from {day}",
  "chart.skipped": "Left out where nobody can decide",
  "chart.some": "{need} of {places}",
  "chart.sound": "Nothing is wrong with it. You can save.",
  "chart.text": "As text (TOML)",
  "chart.text_export": "Text and export (TOML)",
  "chart.too_long": "The file is too large. A chart has 1 MiB at the most.",
  "chart.turn": "{from} to {until}: {person}",
  "chart.turn_on": "{from} to {until} ({days}): {person}",
  "chart.unread": "It can't be read",
  "chart.unread_line": "Line {line}: it can't be read",
  "chart.votes_fall": "If somebody is removed, their approvals of what still waits no longer count.",
  "chart.votes_stand": "If somebody is removed, their approvals go on counting.",
  "chart.with_detail": "{words} ({detail})",
  "chart.working_clock": "working time",
} as const;
