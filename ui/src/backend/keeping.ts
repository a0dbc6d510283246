import type { HoldId } from "$bindings/HoldId";
import type { HoldScope } from "$bindings/HoldScope";
import type { HoldView } from "$bindings/HoldView";
import type { KeepingView } from "$bindings/KeepingView";
import type { KeepingYears } from "$bindings/KeepingYears";
import { call } from "./call";

export const keeping = () => call<KeepingView>("GET", "/keeping");

export const setYears = (edition: number, { money, changes, looks }: KeepingYears, note: string) =>
  call<KeepingView>("PUT", "/keeping", {
    edition,
    ...(money !== null && { money }),
    ...(changes !== null && { changes }),
    ...(looks !== null && { looks }),
    note,
  });

export const confirmClock = () => call<KeepingView>("POST", "/keeping/clock");

export const addHold = (name: string, reason: string, scope: HoldScope) =>
  call<HoldView>("POST", "/keeping/holds", { name, reason, scope });

export const liftHold = (id: HoldId, reason: string) =>
  call<KeepingView>("POST", `/keeping/holds/${encodeURIComponent(id)}/lift`, { reason });
