import type { ArgumentRole } from "$bindings/ArgumentRole";
import type { Effect } from "$bindings/Effect";
import type { OriginView } from "$bindings/OriginView";
import type { Reversibility } from "$bindings/Reversibility";
import type { ToolPage } from "$bindings/ToolPage";
import type { ToolView } from "$bindings/ToolView";
import type { Trust } from "$bindings/Trust";
import { call } from "./call";

export interface Which {
  server: string;
  name: string;
}

export interface Confirmation extends Which {
  digest: string;
  effect: Effect;
  reversibility: Reversibility;
  roles: { pointer: string; role: ArgumentRole }[];
}

export const tools = () => call<ToolView[]>("GET", "/tools");

export const tool = ({ server, name }: Which) =>
  call<ToolPage>("GET", `/tool?${new URLSearchParams({ server, name }).toString()}`);

export const confirmTool = (confirmation: Confirmation) => call<ToolPage>("PUT", "/tool", confirmation);

export const origins = () => call<OriginView[]>("GET", "/origins");

export const setOrigin = (origin: string, trust: Trust) => call<OriginView[]>("PUT", "/origins", { origin, trust });
