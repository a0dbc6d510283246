import type { GrantOffer } from "$bindings/GrantOffer";
import type { GrantPlace } from "$bindings/GrantPlace";
import type { Loose } from "$bindings/Loose";
import type { Given } from "$backend/grants";
import { plain } from "$i18n/words";
import type { Draft } from "./drafts.svelte";
import { isWritten } from "$backend/words";

export const DAYS = ["1", "7", "14", "30"] as const;

const DAY_MS = 86_400_000;

// The hub's clock gives the end at the most; ours may be ahead of it.
export function untilOf({ until_max }: GrantOffer, days: string, now: number): string {
  return new Date(Math.min(now + Number(days) * DAY_MS, Date.parse(until_max))).toISOString();
}

export function timesOf({ times_max }: GrantOffer, written: string): number | null {
  const times = /^[1-9]\d{0,2}$/.test(written.trim()) ? Number(written) : 0;
  return times >= 1 && times <= times_max ? times : null;
}

// The hub compares exactly; this only says early what it would refuse.
export function isUpTo({ value }: GrantPlace, most: string): boolean {
  return /^(0|[1-9]\d*)(\.\d+)?$/.test(most) && Number(most) <= Number(plain(value));
}

function looseOf(place: GrantPlace, { loosened }: Draft): Loose | null | undefined {
  const most = loosened.get(place.pointer);
  if (most === undefined || place.could === "stay") return undefined;
  if (place.could === "any_text") return { may: "any_text" };
  return isUpTo(place, most) ? { may: "up_to", value: most } : null;
}

// What the hub is asked to grant, once everything it needs is there.
export function given(offer: GrantOffer, draft: Draft, now: number): Given | null {
  const times = timesOf(offer, draft.times);
  const loosened: Record<string, Loose> = {};
  for (const place of offer.places) {
    const loose = looseOf(place, draft);
    if (loose === null) return null;
    if (loose !== undefined) loosened[place.pointer] = loose;
  }
  if (times === null || !isWritten(draft.why)) return null;
  return { note: draft.why.trim(), times, until: untilOf(offer, draft.days, now), loosened };
}
