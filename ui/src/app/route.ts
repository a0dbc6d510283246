import type { ActionId } from "$bindings/ActionId";
import type { Cited } from "$backend/rules";

export type View = "inbox" | "activity" | "outcomes" | "rules" | "agents" | "settings";
export type Tab = "rulebook" | "budgets" | "grants" | "organisation" | "tools" | "sources";

export type Route =
  | { view: "inbox"; action: ActionId | null }
  | { view: "activity"; action: ActionId | null }
  | { view: "outcomes"; action: ActionId | null }
  | { view: "rules"; tab: Tab; cited: Cited | null }
  | { view: "agents" }
  | { view: "settings" };

export const views = ["inbox", "activity", "outcomes", "rules", "agents", "settings"] as const satisfies View[];

export const tabs = ["rulebook", "budgets", "grants", "organisation", "tools", "sources"] as const satisfies Tab[];

export function routeTo(view: View, action: ActionId | null = null): Route {
  switch (view) {
    case "inbox":
    case "activity":
    case "outcomes":
      return { view, action };
    case "rules":
      return { view, tab: "rulebook", cited: null };
    case "agents":
    case "settings":
      return { view };
    default:
      return view satisfies never;
  }
}

function parseCited(rule: string, edition: string): Cited | null {
  if (rule === "") return null;
  return { policy: decodeURIComponent(rule), edition: /^\d+$/.test(edition) ? Number(edition) : null };
}

function formatCited(cited: Cited | null): string {
  if (!cited) return "";
  return `/${encodeURIComponent(cited.policy)}${cited.edition === null ? "" : `/${cited.edition}`}`;
}

export function parse(hash: string): Route {
  const [, name = "", action = "", rule = "", edition = ""] = hash.replace(/^#/, "").split("/");
  const view = views.find((known) => known === name) ?? "inbox";
  if (view === "rules") {
    return { view, tab: tabs.find((known) => known === action) ?? "rulebook", cited: parseCited(rule, edition) };
  }
  return routeTo(view, action === "" ? null : decodeURIComponent(action));
}

export function format(route: Route): string {
  if (route.view === "rules") return `#/rules/${route.tab}${formatCited(route.cited)}`;
  const action = "action" in route && route.action !== null ? `/${encodeURIComponent(route.action)}` : "";
  return `#/${route.view}${action}`;
}
