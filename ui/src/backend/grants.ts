import type { ActionId } from "$bindings/ActionId";
import type { ActionView } from "$bindings/ActionView";
import type { GrantId } from "$bindings/GrantId";
import type { GrantOffer } from "$bindings/GrantOffer";
import type { GrantsView } from "$bindings/GrantsView";
import type { GrantView } from "$bindings/GrantView";
import type { Loose } from "$bindings/Loose";
import { call } from "./call";
import type { Seen } from "./calls";

export interface Given {
  note: string;
  times: number;
  until: string;
  loosened: Record<string, Loose>;
}

const path = (id: ActionId) => `/actions/${encodeURIComponent(id)}/grant`;

export const grantOffer = (id: ActionId) => call<GrantOffer>("GET", path(id));

export const grant = ({ id, digest, version }: Seen, given: Given) =>
  call<ActionView>("POST", path(id), { digest, version, ...given });

export const grants = () => call<GrantsView>("GET", "/grants");

export const revokeGrant = (id: GrantId) => call<GrantView>("DELETE", `/grants/${encodeURIComponent(id)}`);
