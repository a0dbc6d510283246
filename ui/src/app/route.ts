import type { ActionId } from "$bindings/ActionId";

export type View = "inbox" | "activity" | "agents" | "budgets" | "settings";

export type Route =
  | { view: "inbox"; action: ActionId | null }
  | { view: "activity"; action: ActionId | null }
  | { view: "agents" }
  | { view: "budgets" }
  | { view: "settings" };

export const views = ["inbox", "activity", "agents", "budgets", "settings"] as const satisfies View[];

export function routeTo(view: View, action: ActionId | null = null): Route {
  switch (view) {
    case "inbox":
    case "activity":
      return { view, action };
    case "agents":
    case "budgets":
    case "settings":
      return { view };
    default:
      return view satisfies never;
  }
}

export function parse(hash: string): Route {
  const [, name = "", action = ""] = hash.replace(/^#/, "").split("/");
  const view = views.find((known) => known === name) ?? "inbox";
  return routeTo(view, action === "" ? null : decodeURIComponent(action));
}

export function format(route: Route): string {
  const action = "action" in route && route.action !== null ? `/${encodeURIComponent(route.action)}` : "";
  return `#/${route.view}${action}`;
}
