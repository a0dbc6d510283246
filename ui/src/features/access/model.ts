import type { AgentView } from "$bindings/AgentView";
import type { ReviewerView } from "$bindings/ReviewerView";
import type { Terms } from "$bindings/Terms";

export type SnippetLanguage = "python" | "curl";

export function snippet(kind: SnippetLanguage, address: string, token: string): string {
  switch (kind) {
    case "python":
      return [
        "# pip install agentapprovalprotocol",
        "from agentapprovalprotocol import Call, Client, Gate",
        "",
        `gate = Gate(Client("${address}/aap", "${token}"))`,
        'with gate.guard(Call(key="order-1", tool="send_email", arguments={"to": "a@example.com"})) as verdict:',
        '    print("run it" if verdict else verdict.reason)',
      ].join("\n");
    case "curl":
      return [
        `curl -sS ${address}/aap/v1/requests \\`,
        `  -H 'Authorization: Bearer ${token}' \\`,
        "  -H 'Content-Type: application/json' \\",
        "  -H 'Idempotency-Key: order-1' \\",
        `  -d '{"tool": "send_email", "arguments": {"to": "a@example.com"}, "timeout": "1h"}'`,
      ].join("\n");
    default:
      return kind satisfies never;
  }
}

export function agentsInOrder(agents: readonly AgentView[]): AgentView[] {
  return agents.toSorted(
    (a, b) =>
      Number(a.revoked_at !== null) - Number(b.revoked_at !== null) ||
      (b.last_asked_at ?? b.created_at).localeCompare(a.last_asked_at ?? a.created_at),
  );
}

// None where the limit is no sum that can be paid; the hub looks once more.
export function termsOf(groups: string[], limit: string, currency: string, claimed: boolean): Terms | null {
  const value = limit.normalize("NFKC").replaceAll(",", "").trim();
  const code = currency.trim().toUpperCase();
  if (value !== "" && (!/^\d+(\.\d+)?$/.test(value) || !/^[A-Z]{3}$/.test(code))) return null;
  return { groups, limit: value === "" ? null : { value, currency: code }, task_claimed: claimed };
}

export function groupsOf(text: string): string[] {
  const names = text.split(/[,、，]/).map((name) => name.trim());
  return [...new Set(names.filter((name) => name !== ""))];
}

export function reviewersInOrder(reviewers: readonly ReviewerView[]): ReviewerView[] {
  const rank = (reviewer: ReviewerView) => (reviewer.revoked_at === null ? 0 : 1);
  return reviewers.toSorted((a, b) => rank(a) - rank(b) || Number(b.me) - Number(a.me) || a.name.localeCompare(b.name));
}
