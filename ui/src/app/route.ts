import type { ActionId } from "$bindings/ActionId";
import type { Between, Cited } from "$backend/rules";
import type { Days } from "$features/reports/model";

export type View = "inbox" | "activity" | "outcomes" | "rules" | "agents" | "reports" | "settings";
export type Part = "make" | "check";
export type Tab = "rulebook" | "budgets" | "grants" | "organisation" | "tools" | "sources";

export type Route =
  | { view: "inbox"; action: ActionId | null }
  | { view: "activity"; action: ActionId | null }
  | { view: "outcomes"; action: ActionId | null }
  | { view: "rules"; tab: Tab; cited: Cited | null; between: Between | null }
  | { view: "agents" }
  | { view: "reports"; part: Part; days: Days | null }
  | { view: "settings" };

export const views = [
  "inbox",
  "activity",
  "outcomes",
  "rules",
  "agents",
  "reports",
  "settings",
] as const satisfies View[];

export const tabs = ["rulebook", "budgets", "grants", "organisation", "tools", "sources"] as const satisfies Tab[];

export const parts = ["make", "check"] as const satisfies Part[];

export function routeTo(view: View, action: ActionId | null = null): Route {
  switch (view) {
    case "inbox":
    case "activity":
    case "outcomes":
      return { view, action };
    case "rules":
      return { view, tab: "rulebook", cited: null, between: null };
    case "reports":
      return { view, part: "make", days: null };
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

const isDay = (text: string) => /^\d{4}-\d{2}-\d{2}$/.test(text);

// Two editions stand where the policy and its edition would: no policy is without a name.
function parseBetween(rule: string, from: string, to: string): Between | null {
  const isPair = rule === "" && [from, to].every((edition) => /^\d+$/.test(edition));
  return isPair ? { from: Number(from), to: Number(to) } : null;
}

export function parse(hash: string): Route {
  const [, name = "", action = "", rule = "", edition = "", other = ""] = hash.replace(/^#/, "").split("/");
  const view = views.find((known) => known === name) ?? "inbox";
  if (view === "rules") {
    const tab = tabs.find((known) => known === action) ?? "rulebook";
    return { view, tab, cited: parseCited(rule, edition), between: parseBetween(rule, edition, other) };
  }
  if (view === "reports") {
    const days = isDay(rule) && isDay(edition) ? { first: rule, last: edition } : null;
    return { view, part: parts.find((known) => known === action) ?? "make", days };
  }
  return routeTo(view, action === "" ? null : decodeURIComponent(action));
}

export function format(route: Route): string {
  if (route.view === "rules") {
    const { tab, cited, between } = route;
    return `#/rules/${tab}${between ? `//${between.from}/${between.to}` : formatCited(cited)}`;
  }
  if (route.view === "reports") {
    return `#/reports/${route.part}${route.days ? `/${route.days.first}/${route.days.last}` : ""}`;
  }
  const action = "action" in route && route.action !== null ? `/${encodeURIComponent(route.action)}` : "";
  return `#/${route.view}${action}`;
}
