import type { GrantedPlace } from "$bindings/GrantedPlace";
import type { GrantView } from "$bindings/GrantView";
import { now } from "$i18n/clock.svelte";
import { shortTime } from "$i18n/format";
import { t } from "$i18n/t";

export function looseWords({ loose }: GrantedPlace): string | null {
  if (loose === null) return null;
  switch (loose.may) {
    case "up_to":
      return t("grant.up_to_value", { value: loose.value });
    case "any_text":
      return t("grant.any_text");
    default:
      return loose satisfies never;
  }
}

// What may differ comes first: it is what somebody has to think about.
export const inOrder = ({ places }: GrantView) =>
  places.toSorted((a, b) => Number(a.loose === null) - Number(b.loose === null));

export function standingWords({ standing, until }: GrantView): string {
  switch (standing.is) {
    case "open":
      return t("grant.until_time", { time: shortTime(until, now()) });
    case "used_up":
      return t("grant.standing_used_up");
    case "over":
      return t("grant.standing_over", { time: shortTime(until, now()) });
    case "revoked":
      return t("grant.standing_revoked", { name: standing.by.name, time: shortTime(standing.at, now()) });
    default:
      return standing satisfies never;
  }
}
