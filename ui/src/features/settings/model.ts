import type { ReviewerView } from "$bindings/ReviewerView";

export function groupsOf(text: string): string[] {
  const names = text.split(/[,、，]/).map((name) => name.trim());
  return [...new Set(names.filter((name) => name !== ""))];
}

export function ordered(reviewers: readonly ReviewerView[]): ReviewerView[] {
  const rank = (reviewer: ReviewerView) => (reviewer.revoked_at === null ? 0 : 1);
  return reviewers.toSorted((a, b) => rank(a) - rank(b) || Number(b.me) - Number(a.me) || a.name.localeCompare(b.name));
}

export const isName = (name: string) => name.trim() !== "" && name.trim().length <= 100;
