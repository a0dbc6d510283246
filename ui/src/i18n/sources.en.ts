export const sources = {
  "sources.internal_means":
    "Written by your own people or systems. Addresses and accounts found here count as given by the company.",
  "sources.last_seen": "Last read",
  "sources.lead": "Where agents read from. Whether an action may pass depends on where its payee or address was found.",
  "sources.none": "Agents have not read anything yet.",
  "sources.not_lately": "Not lately",
  "sources.origin": "Source",
  "sources.seen": "Times",
  "sources.set_toast": "{name} is now “{trust}”",
  "sources.trust": "Trust",
  "sources.trust_of": "Trust of {name}",
  "sources.trusted_means":
    "A record that nobody outside can write, such as the ledger. What it says counts as it stands.",
  "sources.unset": "Not set yet",
  "sources.untrusted_means":
    "Anybody may have written it: mails, web pages. An address or account found only here is decided by a person.",
  "trust.internal": "Internal",
  "trust.trusted": "Trusted",
  "trust.untrusted": "Untrusted",
} as const;
