const CODES = [
  "above_limit",
  "already_decided",
  "blocked",
  "budget_unclear",
  "conflict",
  "erased",
  "forbidden",
  "halt_file",
  "halted",
  "internal",
  "invalid_chart",
  "invalid_request",
  "not_alike",
  "not_found",
  "not_grantable",
  "not_there",
  "not_voted",
  "not_taken",
  "not_yours",
  "on_hold",
  "over_budget",
  "own_agent",
  "rate_limited",
  "reason_needed",
  "same_person",
  "still_kept",
  "storage_full",
  "too_late",
  "unauthorized",
  "unreachable",
  "voted",
] as const;

type Code = (typeof CODES)[number];

export class BackendError extends Error {
  constructor(
    readonly code: Code,
    message: string,
  ) {
    super(message);
    this.name = "BackendError";
  }
}

type Severity = "info" | "warning" | "error";
type Remedy = "none" | "reload" | "retry";

interface Classified {
  severity: Severity;
  key: `error.${Code}`;
  remedy: Remedy;
}

const TABLE: { [C in Code]: { severity: Severity; key: `error.${C}`; remedy: Remedy } } = {
  above_limit: { severity: "warning", key: "error.above_limit", remedy: "reload" },
  already_decided: { severity: "info", key: "error.already_decided", remedy: "reload" },
  blocked: { severity: "warning", key: "error.blocked", remedy: "reload" },
  budget_unclear: { severity: "warning", key: "error.budget_unclear", remedy: "reload" },
  conflict: { severity: "warning", key: "error.conflict", remedy: "reload" },
  erased: { severity: "info", key: "error.erased", remedy: "reload" },
  forbidden: { severity: "error", key: "error.forbidden", remedy: "none" },
  halt_file: { severity: "warning", key: "error.halt_file", remedy: "none" },
  halted: { severity: "warning", key: "error.halted", remedy: "reload" },
  internal: { severity: "error", key: "error.internal", remedy: "retry" },
  invalid_chart: { severity: "warning", key: "error.invalid_chart", remedy: "none" },
  invalid_request: { severity: "error", key: "error.invalid_request", remedy: "none" },
  not_alike: { severity: "warning", key: "error.not_alike", remedy: "reload" },
  not_found: { severity: "warning", key: "error.not_found", remedy: "reload" },
  not_grantable: { severity: "warning", key: "error.not_grantable", remedy: "reload" },
  not_there: { severity: "warning", key: "error.not_there", remedy: "reload" },
  not_taken: { severity: "info", key: "error.not_taken", remedy: "reload" },
  not_voted: { severity: "warning", key: "error.not_voted", remedy: "reload" },
  not_yours: { severity: "warning", key: "error.not_yours", remedy: "reload" },
  on_hold: { severity: "warning", key: "error.on_hold", remedy: "reload" },
  over_budget: { severity: "warning", key: "error.over_budget", remedy: "reload" },
  own_agent: { severity: "warning", key: "error.own_agent", remedy: "reload" },
  rate_limited: { severity: "warning", key: "error.rate_limited", remedy: "retry" },
  reason_needed: { severity: "warning", key: "error.reason_needed", remedy: "reload" },
  same_person: { severity: "warning", key: "error.same_person", remedy: "none" },
  still_kept: { severity: "warning", key: "error.still_kept", remedy: "none" },
  storage_full: { severity: "error", key: "error.storage_full", remedy: "none" },
  too_late: { severity: "warning", key: "error.too_late", remedy: "reload" },
  unauthorized: { severity: "error", key: "error.unauthorized", remedy: "none" },
  unreachable: { severity: "error", key: "error.unreachable", remedy: "retry" },
  voted: { severity: "info", key: "error.voted", remedy: "reload" },
};

export function classify(error: unknown): Classified {
  return TABLE[error instanceof BackendError ? error.code : "internal"];
}

export function codeOf(text: unknown): Code {
  return CODES.find((code) => code === text) ?? "internal";
}
