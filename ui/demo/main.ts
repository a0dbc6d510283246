import { emit } from "@tauri-apps/api/event";
import { alike } from "./alike";
import * as files from "./files";
import { repeated } from "./grants";
import { DemoHub, many } from "./hub";

const asked = new URLSearchParams(location.search);
const speech = asked.get("lang") === "en" ? "en" : "ja";
const now = Date.now();

function setup() {
  switch (asked.get("state")) {
    case "new":
      return { waiting: [], agents: [] };
    case "clear":
      return { waiting: [] };
    case "alike":
      return { waiting: alike(speech, now) };
    case "repeated":
      return { waiting: [repeated(speech, now)] };
    case "many":
      return { waiting: many(speech, now, Number(asked.get("count") ?? 100_000)) };
    default:
      return {};
  }
}

const hub = new DemoHub({ speech, now, ...setup() });
hub.theme(asked.get("theme") ?? "light");
hub.install();
Object.assign(window, { demo: { hub, emit, files } });
await import("../src/main");
