import type { ActionView } from "../src/bindings/ActionView";
import type { Entry } from "../src/bindings/Entry";
import type { PlaceView } from "../src/bindings/PlaceView";
import type { ReviewerId } from "../src/bindings/ReviewerId";
import type { ReviewerRef } from "../src/bindings/ReviewerRef";
import type { Standing } from "../src/bindings/Standing";
import type { StationView } from "../src/bindings/StationView";
import type { StepView } from "../src/bindings/StepView";
import type { VoteView } from "../src/bindings/VoteView";
import type { WayView } from "../src/bindings/WayView";
import type { With } from "../src/bindings/With";
import { iso, MINUTE, people } from "./people";
import type { Speech } from "./sketches";

type Held = Extract<Standing, { state: "held" }>;
type Change = Pick<ActionView, "allowed"> & { way: WayView; with: With; history: Entry[] };

const place = (to: With, filled: VoteView | null = null): PlaceView => ({ with: to, filled });

// Some actions take a way through several people: one has come half of it, with a yes in somebody's place, one has the yes of
// whoever looks and waits for others, and one has nobody at a station.
export function onItsWay(action: ActionView, speech: Speech, now: number): ActionView {
  const say = (ja: string, en: string) => (speech === "ja" ? ja : en);
  const [me, tanaka, nakamura] = people(speech).map((name, index): ReviewerRef => ({ id: `rvr_0${index + 1}`, name }));
  if (!me || !tanaka || !nakamura) throw new Error("there are people");
  const reviewer = (one: ReviewerRef): With => ({ to: "reviewer", reviewer: one });
  const legal: With = { to: "group", name: say("法務", "Legal") };
  const finance: With = { to: "group", name: say("経理", "Finance") };
  const top = say("部長決裁", "Head of department");
  const first = say("課長承認", "Section manager");
  const both = say("合議", "Consultation");
  const administrators: With = { to: "administrators" };
  const at = iso(now - 3 * MINUTE);
  const changes = (): Change | null => {
    switch (action.what.tool.map((span) => (span.kind === "text" ? span.text : "")).join("")) {
      case "deploy_release": {
        const vote = { by: tanaka, stands_for: nakamura, at };
        const stations: StationView[] = [
          { title: first, need: 1, places: [place(reviewer(nakamura), vote)], progress: "done" },
          { title: both, need: 2, places: [place(legal), place(finance)], progress: "now" },
          { title: top, need: 1, places: [place(administrators)], progress: "later" },
        ];
        return {
          way: { route: say("本番変更の稟議", "Changes in production"), stations, detour: null },
          with: legal,
          allowed: ["approve", "reject", "ask_back", "amend", "escalate", "take"],
          history: [{ event: "voted", station: first, note: null, ...vote }],
        };
      }
      case "grant_access": {
        const vote = { by: me, stands_for: null, at };
        const stations: StationView[] = [
          { title: both, need: 2, places: [place(legal, vote), place(reviewer(tanaka))], progress: "now" },
          { title: top, need: 1, places: [place(reviewer(nakamura))], progress: "later" },
        ];
        return {
          way: { route: say("権限付与の稟議", "Access rights"), stations, detour: null },
          with: reviewer(tanaka),
          allowed: ["withdraw"],
          history: [{ event: "voted", station: both, note: null, ...vote }],
        };
      }
      case "delete_files": {
        const stations: StationView[] = [{ title: top, need: 1, places: [place(administrators)], progress: "now" }];
        const detour = { kind: "no_one", name: top } as const;
        return {
          way: { route: say("通常", "Usual"), stations, detour },
          with: administrators,
          allowed: action.allowed,
          history: [],
        };
      }
      default:
        return null;
    }
  };
  const change = changes();
  if (!change) return action;
  const { way, with: to, allowed, history } = change;
  return {
    ...action,
    standing: { state: "held", with: to, way, taken: null },
    allowed,
    history: [...action.history, ...history],
  };
}

// Somebody says yes. None if that was the last yes that was needed.
export function approved(way: WayView, by: ReviewerRef, at: string): { standing: Held; entry: Entry } | null {
  const index = way.stations.findIndex(({ progress }) => progress === "now");
  const station = way.stations[index];
  const open = station?.places.findIndex(({ filled }) => filled === null) ?? -1;
  if (!station || open < 0) return null;
  const vote = { by, stands_for: null, at };
  const places = station.places.map((one, place) => (place === open ? { ...one, filled: vote } : one));
  const done = places.filter(({ filled }) => filled !== null).length >= station.need;
  if (done && index === way.stations.length - 1) return null;
  const stations = way.stations.map((one, place): StationView => {
    if (place === index) return { ...one, places, progress: done ? "done" : "now" };
    return done && place === index + 1 ? { ...one, progress: "now" } : one;
  });
  const asked = stations.find(({ progress }) => progress === "now")?.places.find(({ filled }) => filled === null);
  return {
    standing: { state: "held", with: asked?.with ?? { to: "anyone" }, way: { ...way, stations }, taken: null },
    entry: { at, event: "voted", by, stands_for: null, station: station.title, note: null },
  };
}

export function withdrawn(standing: Held, by: ReviewerId): Held {
  const { way } = standing;
  if (!way) return standing;
  const without = (one: PlaceView) => (one.filled?.by.id === by ? { ...one, filled: null } : one);
  const stations = way.stations.map((one) =>
    one.progress === "now" ? { ...one, places: one.places.map(without) } : one,
  );
  return { ...standing, way: { ...way, stations } };
}

export function stepOf({ way }: Held): StepView | null {
  const index = way?.stations.findIndex(({ progress }) => progress === "now") ?? -1;
  const station = way?.stations[index];
  if (!way || !station) return null;
  const { title, need, places } = station;
  const filled = places.filter((one) => one.filled !== null).length;
  return { title, number: index + 1, of: way.stations.length, filled, need };
}
