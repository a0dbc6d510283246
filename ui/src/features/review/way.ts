import type { ActionView } from "$bindings/ActionView";
import type { Detour } from "$bindings/Detour";
import type { PlaceView } from "$bindings/PlaceView";
import type { Standing } from "$bindings/Standing";
import type { StationView } from "$bindings/StationView";
import { now } from "$i18n/clock.svelte";
import { shortTime } from "$i18n/format";
import { t } from "$i18n/t";
import { recipient } from "$i18n/words";

type Held = Extract<Standing, { state: "held" }>;

const isOpen = ({ filled }: PlaceView) => filled === null;

// Whose yes is missing now.
export function askedNow({ with: to, way }: Held): string {
  const now = way?.stations.find(({ progress }) => progress === "now");
  const asked = now?.places.filter(isOpen).map((place) => recipient(place.with)) ?? [];
  return asked.length === 0 ? recipient(to) : [...new Set(asked)].join(t("way.between"));
}

export function countWords({ places, need }: StationView): string {
  const count = places.filter((place) => !isOpen(place)).length;
  if (places.length === 1) return "";
  return need === places.length
    ? t("way.all_of", { count, need })
    : t("way.some_of", { count, need, places: places.length });
}

export function detourWords(detour: Detour): string {
  switch (detour.kind) {
    case "no_route":
      return t("way.no_route", { name: detour.name });
    case "no_one":
      return t("way.no_one", { name: detour.name });
    default:
      return detour satisfies never;
  }
}

// Who is at it. Whoever may let go of it is.
export function takenWords({ standing, allowed }: ActionView): string {
  const taken = standing.state === "held" ? standing.taken : null;
  if (taken === null) return "";
  const when = shortTime(taken.at, now());
  return allowed.includes("release") ? t("way.taken_by_me", { when }) : t("way.taken", { by: taken.by.name, when });
}
