import type { EditionTexts } from "$bindings/EditionTexts";
import type { Fault } from "$bindings/Fault";
import type { ScorecardLine } from "$bindings/ScorecardLine";
import type { StandardsView } from "$bindings/StandardsView";
import { call } from "./call";

export interface Texts {
  rules: string;
  guardrails: string;
}

// The policy that a reason names, and the edition that it was read in, where that is on record.
export interface Cited {
  policy: string;
  edition: number | null;
}

// Two editions, to see what has changed from one to the other.
export interface Between {
  from: number;
  to: number;
}

interface NewStandards extends Texts {
  edition: number;
  scorecard: Partial<Record<ScorecardLine, number>>;
  note: string;
}

export const standards = () => call<StandardsView>("GET", "/rules");

export const edition = (number: number) => call<EditionTexts>("GET", `/rules/${number}`);

export const checkRules = async ({ rules, guardrails }: Texts) =>
  (await call<{ faults: Fault[] }>("POST", "/rules/check", { rules, guardrails })).faults;

export const setRules = (standards: NewStandards) => call<StandardsView>("PUT", "/rules", { ...standards });
